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


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The assessments of one incident and their contradictions."""

    assessments: tuple[Assessment, ...]
    contradictions: tuple[Contradiction, ...]


def assessed(accounts: Accounts, origins: Origins, *, undated: date = date.max) -> dict[str, Assessed]:
    """By id of incident. Reports without a day of publication count from ``undated``. Pure, in any order."""
    told: defaultdict[str, list[Told]] = defaultdict(list)
    for incident, analysis, mention in accounts:
        published = analysis.report.publication
        since = (published.last or published.first) if published else None
        told[incident].append(Told(analysis=analysis, mention=mention, since=since or undated))
    official = {root.id for root in origins.roots if root.official}
    out = {}
    for incident, mine in sorted(told.items()):
        found = evidence(mine, origins.provenances)
        results = assess(incident, found, official)
        out[incident] = Assessed(assessments=results, contradictions=contradictions(results, found))
    return out


def disputes(accounts: Accounts, origins: Origins) -> tuple[Contradiction, ...]:
    """The contradictions of all incidents."""
    return tuple(c for one in assessed(accounts, origins).values() for c in one.contradictions)
