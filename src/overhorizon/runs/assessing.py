"""Assessments and contradictions of incidents whose accounts lie side by side in memory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from overhorizon.assess.assessment import assess
from overhorizon.assess.contradictions import contradictions
from overhorizon.assess.evidence import Told, evidence
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Assessment, Contradiction, Dispute, Property
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.origins import Origins, Trail
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.origins import origins_of, trail_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What stands behind one incident, and of which of its properties independent roots hold values that exclude each other."""

    trail: Trail
    contested: tuple[Property, ...]


def support(accounts: Sequence[tuple[Analysis, IncidentMention]], gazetteer: Gazetteer) -> Support:
    """Of the accounts of one incident. Pure, in any order."""
    origins = origins_of(accounts, gazetteer)
    found = disputes((("", analysis, mention) for analysis, mention in accounts), origins)
    contested = tuple(sorted({c.about for c in found if c.state is Dispute.OPEN}))
    return Support(trail=trail_of(accounts, origins), contested=contested)


Accounts = Iterable[tuple[str, Analysis, IncidentMention]]


def assessments(accounts: Accounts, origins: Origins, *, undated: date = date.max) -> dict[str, tuple[Assessment, ...]]:
    """By id of incident. Reports without a day of publication count from ``undated``."""
    told: defaultdict[str, list[Told]] = defaultdict(list)
    for incident, analysis, mention in accounts:
        published = analysis.report.publication
        since = (published.last or published.first) if published else None
        told[incident].append(Told(analysis=analysis, mention=mention, since=since or undated))
    official = {root.id for root in origins.roots if root.official}
    return {incident: assess(incident, evidence(mine, origins.provenances), official) for incident, mine in sorted(told.items())}


def disputes(accounts: Accounts, origins: Origins) -> tuple[Contradiction, ...]:
    """The contradictions of all incidents."""
    return tuple(c for found in assessments(accounts, origins).values() for c in contradictions(found))
