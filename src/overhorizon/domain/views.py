"""One incident as its reports tell it together: what lists, pages, briefs, exports and watches are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Assessment, Contradiction, Dispute, Holding, Property
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Origins, Root, Trail, Voice
from overhorizon.domain.reports import Report
from overhorizon.domain.sources import SourceKind
from overhorizon.domain.tolls import Harm

_NONE: Final = Origins()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One report's account of the incident, and the first day on which it could be known.

    ``is_dated`` is false where the report gives no day and counts from when it was first read.
    """

    analysis: Analysis
    mention: IncidentMention
    since: date
    is_dated: bool = True

    @property
    def report(self) -> Report:
        return self.analysis.report

    @property
    def anchor(self) -> Anchor:
        """The words that tell of it first."""
        first = min(self.mention.triggers)
        return Anchor(report=self.report.id, start=first.start, end=first.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """An incident with all that stands behind it; ``members`` the earliest first.

    ``reprints`` are the reports that say no more than an earlier member does, in its words. ``parts`` are incidents that are part
    of it, ``whole`` those that it is part of, ``rivals`` those whose accounts exclude it. ``origins`` are all voices and roots of its
    reports, the trail's among them: a denier stands behind nothing, and has a name.
    """

    id: str
    members: tuple[Member, ...]
    trail: Trail
    assessments: tuple[Assessment, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    reprints: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    origins: Origins = _NONE

    def __post_init__(self) -> None:
        if not self.members:
            raise ValueError("an incident has an account")

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids, each once, in the order of the members."""
        return tuple(dict.fromkeys(m.report.id for m in self.members))

    @property
    def undated(self) -> tuple[str, ...]:
        """The reports without a day of publication."""
        return tuple(dict.fromkeys(m.report.id for m in self.members if not m.is_dated))

    @property
    def contested(self) -> tuple[Property, ...]:
        """Properties of which independent roots hold values that exclude each other."""
        return tuple(sorted({c.about for c in self.contradictions if c.state is Dispute.OPEN}))

    @property
    def lead(self) -> Member:
        """The account that says most, for the line that names the incident; of equals the earliest."""

        def said(member: Member) -> tuple[bool, int]:
            i = member.mention
            groups = (i.whens, i.places, i.tolls, i.roles)
            return i.prominence.value == "main", sum(any(r.value is not None for r in group) for group in groups)

        return max(self.members, key=said)

    def assessment(self, about: Property, harm: Harm | None = None) -> Assessment | None:
        """What is said of a property, of a harm's toll; None where nothing is."""
        return next((a for a in self.assessments if a.about is about and a.harm is harm), None)

    def preferred(self, about: Property, harm: Harm | None = None) -> Holding | None:
        """The value that the rules prefer, with who holds it; None where nothing is said."""
        found = self.assessment(about, harm)
        return found.preferred if found else None

    def root(self, name: str) -> Root:
        """The root of this id. One of which nothing but the report is known is not known."""
        found = (r for r in (*self.origins.roots, *self.trail.roots) if r.id == name)
        return next(found, Root(id=name, words=self._outlet_of(name), known=False))

    def voice(self, name: str) -> Voice:
        """The voice of this id; what stands in a report in nobody's voice is its outlet's."""
        found = (v for v in (*self.origins.voices, *self.trail.voices) if v.id == name)
        return next(found, Voice(id=name, words=self._outlet_of(name), kind=SourceKind.OUTLET))

    def _outlet_of(self, name: str) -> str:
        report = name.removeprefix("report:")
        return next((m.report.outlet or "a report" for m in self.members if m.report.id == report), "a report")

    def tolls(self) -> Iterator[Assessment]:
        """The assessments of its tolls, one a harm."""
        return (a for a in self.assessments if a.about is Property.TOLL)
