"""Assessments and contradictions of incidents whose accounts lie side by side in memory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from overhorizon.assess.assessment import assess
from overhorizon.assess.contradictions import contradictions
from overhorizon.assess.evidence import Told, evidence
from overhorizon.assess.reliability import rated
from overhorizon.domain.assessment import Assessment, Contradiction
from overhorizon.domain.origins import Origins
from overhorizon.domain.views import IncidentView, Member
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.origins import beside, trail_of
from overhorizon.store.rows import AcrossRow


def view(row: AcrossRow, gazetteer: Gazetteer) -> IncidentView:
    """An incident of the ledger with its voices and roots, its assessments and contradictions. Pure, in any order of reports."""
    members = tuple(
        Member(analysis=m.analysis, mention=m.incident, since=account.since, is_dated=account.is_dated)
        for m, account in zip(row.members, row.accounts, strict=True)
    )
    accounts = [(m.analysis, m.mention) for m in members]
    analyses = {m.report.id: m.analysis for m in members}
    found = beside(list(analyses.values()), gazetteer, {m.mention.id: row.id for m in members})
    held = _of_one(row.id, [Told(analysis=m.analysis, mention=m.mention, since=m.since) for m in members], found.origins)
    order = list(analyses)
    return IncidentView(
        id=row.id,
        members=members,
        trail=trail_of(accounts, found.origins),
        assessments=rated(held.assessments, {m.report.id: m.report.outlet for m in members}, row.ratings),
        contradictions=held.contradictions,
        reprints=tuple(r for n, r in enumerate(order) if set(order[:n]) & set(found.duplicates.get(r, ()))),
        parts=row.parts,
        whole=row.whole,
        rivals=row.rivals,
        origins=found.origins,
    )


Accounts = Iterable[tuple[str, Told]]
"""Accounts, each with the id of its incident and with the day since when it can be known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The assessments of one incident and their contradictions."""

    assessments: tuple[Assessment, ...]
    contradictions: tuple[Contradiction, ...]


def assessed(accounts: Accounts, origins: Origins) -> dict[str, Assessed]:
    """By id of incident. Pure, in any order."""
    told: defaultdict[str, list[Told]] = defaultdict(list)
    for incident, account in accounts:
        told[incident].append(account)
    return {incident: _of_one(incident, mine, origins) for incident, mine in sorted(told.items())}


def _of_one(incident: str, told: Sequence[Told], origins: Origins) -> Assessed:
    official = {root.id for root in origins.roots if root.official}
    found = evidence(told, origins.provenances)
    results = assess(incident, found, official)
    return Assessed(assessments=results, contradictions=contradictions(results, found))


def disputes(accounts: Accounts, origins: Origins) -> tuple[Contradiction, ...]:
    """The contradictions of all incidents."""
    return tuple(c for one in assessed(accounts, origins).values() for c in one.contradictions)
