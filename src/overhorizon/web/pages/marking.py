"""A report's text cut into runs, each with what was read there: values, claims, furniture, the words that an address marks. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Property
from overhorizon.domain.claims import Claim
from overhorizon.domain.incidents import IncidentMention, IncidentType, Knowledge, Reading, Role, RoleFiller
from overhorizon.domain.places import Location
from overhorizon.domain.scale import scale_of
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.wording.values import (
    DATE_CLASS,
    PLACE_CLASS,
    location_words,
    party_words,
    speakers_of,
    toll_words,
    when_words,
)

PAGE: Final = 40_000
"""Characters on one page: a browser draws so many marks at once without a pause."""


class Kind(StrEnum):
    """What was read at some words; the order is that in which the narrower wins."""

    TOLL = "toll"
    WHEN = "when"
    PLACE = "place"
    ROLE = "role"
    TYPE = "incident"
    SOURCE = "speaker"
    CUE = "cue"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing that was read: its kind, the value, the rule, on whose word, and where."""

    number: int
    kind: Kind
    value: str
    detail: str
    rule: str
    speaker: str | None
    spans: tuple[Span, ...]
    subject: str
    about: Property | None = None
    harm: Harm | None = None

    @property
    def span(self) -> Span:
        return self.spans[0]

    @property
    def account(self) -> str | None:
        """The account whose reading it is, for a ruling on it; None of what a person rules on elsewhere."""
        return self.subject if self.about is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of the text that share the same marks."""

    text: str
    start: int
    notes: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)
    title: str = ""


def notes(analysis: Analysis) -> tuple[Note, ...]:
    """Everything that was read of incidents and claims, in the order of the incidents, then of the claims."""
    return tuple(_numbered(analysis))


def _numbered(analysis: Analysis) -> Iterator[Note]:
    number = 0
    speakers = speakers_of(analysis)
    for incident in analysis.incidents:
        for kind, value, detail, reading in _readings(incident, analysis.report.text):
            spans = (reading.span, *(incident.triggers if kind is Kind.TYPE else ()))
            yield Note(
                number=number,
                kind=kind,
                value=value,
                detail=", ".join(d for d in (detail, "superseded" if reading.superseded else "") if d),
                rule=reading.rule,
                speaker=speakers.get(reading.claim) if reading.claim else None,
                spans=tuple(dict.fromkeys(spans)),
                subject=incident.id,
                about=_about(reading.value),
                harm=reading.value.harm if isinstance(reading.value, Toll) else None,
            )
            number += 1
    for claim in analysis.claims:
        for kind, value, spans in _claimed(claim, analysis.report.text):
            yield Note(
                number=number, kind=kind, value=value, detail=f"{claim.polarity.value}, {scale_of(claim).value}",
                rule=f"score {claim.score:.2f}", speaker=claim.speaker.words if claim.speaker else None, spans=spans, subject=claim.id,
            )  # fmt: skip
            number += 1


def _about(value: object) -> Property | None:
    """The property of a value that is read; None of what is not known, and of roles that no property has."""
    match value:
        case Toll():
            return Property.TOLL
        case When():
            return Property.DATE
        case Location():
            return Property.PLACE
        case IncidentType():
            return Property.MANNER
        case RoleFiller(role=Role.PERPETRATOR):
            return Property.PERPETRATOR
        case RoleFiller(role=Role.TARGET):
            return Property.TARGET
    return None


def _readings(incident: IncidentMention, text: str) -> Iterator[tuple[Kind, str, str, Reading[object]]]:
    for kind in incident.types:
        yield Kind.TYPE, kind.value.value if kind.value else kind.state.value, incident.realis.value, kind  # type: ignore[misc]
    for when in incident.whens:
        value = when_words(when.value) if when.value else when.state.value
        yield Kind.WHEN, value, _class_of(when.value), when  # type: ignore[misc]
    for place in incident.places:
        value = location_words(place.value) if place.value else place.state.value
        yield Kind.PLACE, value, _class_of(place.value), place  # type: ignore[misc]
    for toll in incident.tolls:
        harm = toll.value.harm.value if toll.value else "toll"
        yield Kind.TOLL, f"{toll_words(toll, text)} {harm}", toll.value.victims.value if toll.value else "", toll  # type: ignore[misc]
    for role in incident.roles:
        value = party_words(role.value.party) if role.value else role.state.value
        yield Kind.ROLE, value, role.value.role.value if role.value else "role", role  # type: ignore[misc]


def _class_of(value: When | Location | None) -> str:
    if value is None:
        return Knowledge.UNKNOWN.value
    return DATE_CLASS[value.precision] if isinstance(value, When) else PLACE_CLASS[value.precision]


def _claimed(claim: Claim, text: str) -> Iterator[tuple[Kind, str, tuple[Span, ...]]]:
    yield Kind.CLAIM, claim.quote(text), (*claim.content, *claim.repeats)
    if claim.chain:
        yield Kind.SOURCE, " > ".join(s.words for s in claim.chain), tuple(s.span for s in claim.chain)
    if claim.cue:
        yield Kind.CUE, " ... ".join(s.of(text) for s in claim.cue), claim.cue


def runs(analysis: Analysis, found: Iterable[Note], part: Span, mark: Span | None) -> tuple[Run, ...]:
    """The characters of a part of the text, cut wherever a mark begins or ends."""
    report = analysis.report
    notes_at = [(span, note) for note in found for span in note.spans if span.overlaps(part)]
    flags = [(f.span, "furniture") for f in report.furniture] + [(r.again, "repeat") for r in report.repeats]
    flags += [(report.title, "title")] if report.title else []
    flags += [(mark, "mark")] if mark else []
    flags = [(span, flag) for span, flag in flags if span.overlaps(part)]
    cuts = {part.start, part.end}
    for span, _ in (*notes_at, *flags):
        cuts |= {max(span.start, part.start), min(span.end, part.end)}
    edges = sorted(cuts)
    made, order = [], list(Kind)
    for start, end in pairwise(edges):
        here = Span(start=start, end=end)
        mine = sorted((n for span, n in notes_at if span.contains(here)), key=lambda n: (order.index(n.kind), n.number))
        made.append(
            Run(
                text=report.text[start:end],
                start=start,
                notes=tuple(dict.fromkeys(n.number for n in mine)),
                kinds=tuple(dict.fromkeys(n.kind.value for n in mine)),
                flags=frozenset(flag for span, flag in flags if span.contains(here)),
                title=_title(mine[0]) if mine else "",
            )
        )
    return tuple(made)


def _title(note: Note) -> str:
    said = f", {note.speaker} says" if note.speaker else ""
    return f"{note.kind.value}: {note.value[:200]}{said} ({note.rule})"
