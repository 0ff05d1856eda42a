"""Voices, roots and near duplicates of reports that lie side by side in memory; the trail behind one incident."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Polarity
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Origins, Reuse, Root, Trail, statement_id
from overhorizon.gazetteer import Gazetteer
from overhorizon.link.institutions import Institutions
from overhorizon.link.reuse import fingerprints, is_near_duplicate, passages, reuses
from overhorizon.link.roots import origins
from overhorizon.link.statements import statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What reports have to do with each other: their origins, the passages that they share, and who is whose near duplicate."""

    origins: Origins
    reuses: tuple[Reuse, ...]
    duplicates: Mapping[str, tuple[str, ...]]  # by report id

    def answer(self, report: str) -> dict[str, list[str]]:
        """The voices and known roots on which a report rests, those that it cites before its own; and its near duplicates, by report id."""
        mine = [p for p in self.origins.provenances if p.report == report]
        cited = [p for p in mine if p.claim is not None] or mine
        return {
            "voices": sorted({p.voice for p in cited}),
            "roots": sorted({root for p in cited for root in p.roots}),
            "duplicate_of": sorted(self.duplicates.get(report, ())),
        }


def beside(analyses: Sequence[Analysis], gazetteer: Gazetteer, incidents: Mapping[str, str]) -> Beside:
    """Compares the reports that share a fingerprint. ``incidents`` names the incident of each mention. Pure, in any order."""
    cut = {a.report.id: passages(a.report) for a in analyses}
    found: set[Reuse] = set()
    duplicates: defaultdict[str, set[str]] = defaultdict(set)
    sharing: defaultdict[int, list[str]] = defaultdict(list)
    for report in sorted(cut):
        for key in fingerprints(cut[report]):
            sharing[key].append(report)
    for one, other in sorted({(a, b) for those in sharing.values() for i, a in enumerate(those) for b in those[i + 1 :]}):
        found.update(reuses(cut[one], cut[other]))
        if is_near_duplicate(cut[one], cut[other]):
            duplicates[one].add(other)
            duplicates[other].add(one)
    said = [s for analysis in analyses for s in statements(analysis)]
    return Beside(
        origins=origins(said, found, _institutions(gazetteer), incidents),
        reuses=tuple(sorted(found, key=lambda r: (r.first, r.second))),
        duplicates={report: tuple(sorted(others)) for report, others in duplicates.items()},
    )


@lru_cache(maxsize=1)
def _institutions(gazetteer: Gazetteer) -> Institutions:
    """Made once for a gazetteer, which a run loads once: the table of its names costs more than most incidents."""
    return Institutions(gazetteer)


Accounts = Sequence[tuple[Analysis, IncidentMention]]


def origins_of(accounts: Accounts, gazetteer: Gazetteer) -> Origins:
    """The voices and roots of the reports that tell of one incident. Pure, in any order."""
    analyses = {analysis.report.id: analysis for analysis, _ in accounts}
    one = min((mention.id for _, mention in accounts), default="")
    return beside(list(analyses.values()), gazetteer, {mention.id: one for _, mention in accounts}).origins


NOT_TOLD: Final = Root(id="not told", words="not told", known=False)
"""Behind what an outlet says itself, beside several whom it cites on other things: one of them knows it, or the outlet."""


def trail_of(accounts: Accounts, origins: Origins) -> Trail:
    """The reports, voices and roots behind what is said of one incident.

    A report rests on those whom it cites on the incident; where nobody in it asserts anything of it, on itself. Who denies, is
    silent or does not know stands behind nothing.
    """
    kept = []
    for analysis, mention in accounts:
        report, cited = analysis.report.id, _cited(analysis, mention)
        first = min(mention.triggers)
        itself = statement_id(Anchor(report=report, start=first.start, end=first.end), None)
        found = [p for p in origins.provenances if p.report == report and p.claim in cited]
        own = (p for p in origins.provenances if p.statement == itself)
        kept += found or [p if len(p.roots) == 1 else replace(p, roots=(NOT_TOLD.id,)) for p in own]
    return replace(origins, roots=(*origins.roots, NOT_TOLD), provenances=tuple(kept)).trail()


def _cited(analysis: Analysis, mention: IncidentMention) -> set[str]:
    """The claims, with a speaker, that assert what a report says of an incident, or something about it."""
    groups = (mention.types, mention.whens, mention.places, mention.tolls, mention.roles)
    carrying = {reading.claim for readings in groups for reading in readings}
    asserted = (c for c in analysis.claims if c.chain and c.polarity is Polarity.ASSERTS)
    return {c.id for c in asserted if c.id in carrying or mention.id in c.about}
