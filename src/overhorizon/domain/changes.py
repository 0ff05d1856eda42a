"""What differs between two analyses of the same words: which incidents and claims came, went or read otherwise.

Two incidents are the same when the words that tell of them overlap, two claims when they share most of the shorter statement. What is
compared is what they say, never the rule that found it: an equal value from another rule is no change.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim
from overhorizon.domain.incidents import IncidentMention, Reading, Role
from overhorizon.domain.places import Location
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Toll

T = TypeVar("T", IncidentMention, Claim)
V = TypeVar("V")


class Property(StrEnum):
    """What of an incident or of a claim may read otherwise."""

    TYPE = "type"
    REALIS = "realis"
    DATE = "date"
    PLACE = "place"
    TOLL = "toll"
    PERPETRATORS = "by"
    CLAIMANTS = "claimed by"
    TARGETS = "against"
    SIDES = "between"
    SPEAKER = "speaker"
    POLARITY = "polarity"
    CERTAINTY = "certainty"
    WORDS = "words"


ROLE_OF = {
    Property.PERPETRATORS: Role.PERPETRATOR,
    Property.CLAIMANTS: Role.CLAIMANT,
    Property.TARGETS: Role.TARGET,
    Property.SIDES: Role.PARTY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[T]):
    """One incident or claim before and after: None before is gained, None after lost; ``properties`` say what reads otherwise."""

    before: T | None
    after: T | None
    properties: tuple[Property, ...] = ()

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change is of something")
        if bool(self.properties) != (self.before is not None and self.after is not None):
            raise ValueError("properties change of what was there before and is there after")

    @property
    def is_gained(self) -> bool:
        return self.before is None

    @property
    def is_lost(self) -> bool:
        return self.after is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """In the order of the text. Empty: both analyses say the same of incidents and claims."""

    incidents: tuple[Change[IncidentMention], ...] = ()
    claims: tuple[Change[Claim], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.incidents or self.claims)


def compare(before: Analysis, after: Analysis) -> Changes:
    """What changed from one analysis to another of the same text. Pure. Raises ValueError when their texts differ."""
    if before.report.text != after.report.text:
        raise ValueError("only analyses of the same words can be compared")
    text = after.report.text
    return Changes(
        incidents=_changes(before.incidents, after.incidents, _same_incident, _said_of_incident, lambda i: i.triggers[0]),
        claims=_changes(before.claims, after.claims, _same_claim, lambda c: _said_of_claim(c, text), lambda c: c.content[0]),
    )


def _changes(
    before: Sequence[T],
    after: Sequence[T],
    likeness: Callable[[T, T], float],
    said: Callable[[T], dict[Property, Hashable]],
    at: Callable[[T], Span],
) -> tuple[Change[T], ...]:
    pairs = _paired(before, after, likeness)
    found: list[tuple[Span, Change[T]]] = []
    for position, one in enumerate(before):
        other = after[pairs[position]] if position in pairs else None
        if other is None:
            found.append((at(one), Change(before=one, after=None)))
            continue
        was, now = said(one), said(other)
        if properties := tuple(name for name, value in was.items() if value != now[name]):
            found.append((at(other), Change(before=one, after=other, properties=properties)))
    kept = set(pairs.values())
    found += [(at(one), Change(before=None, after=one)) for position, one in enumerate(after) if position not in kept]
    return tuple(change for _, change in sorted(found, key=lambda item: item[0]))


def _paired(before: Sequence[T], after: Sequence[T], likeness: Callable[[T, T], float]) -> dict[int, int]:
    """Positions one to one, the likest first; of equals the earlier ones."""
    scored = [(likeness(one, other), i, k) for i, one in enumerate(before) for k, other in enumerate(after)]
    pairs: dict[int, int] = {}
    for score, i, k in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score > 0 and i not in pairs and k not in pairs.values():
            pairs[i] = k
    return pairs


def _shared(one: Iterable[Span], other: Sequence[Span]) -> int:
    """Characters that two groups of spans have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _length(spans: Iterable[Span]) -> int:
    return sum(s.end - s.start for s in spans)


def _same_incident(one: IncidentMention, other: IncidentMention) -> float:
    """0 where no words of theirs overlap; else the share of the overlap in both, above it for the same first words."""
    shared = _shared(one.triggers, other.triggers)
    if not shared:
        return 0.0
    return (one.id == other.id) + 2 * shared / (_length(one.triggers) + _length(other.triggers))


def _same_claim(one: Claim, other: Claim) -> float:
    """0 where they share less than half of the shorter statement; else the share in both, above it for the same cue."""
    shared, lengths = _shared(one.content, other.content), (_length(one.content), _length(other.content))
    if 2 * shared < min(lengths):
        return 0.0
    same_cue = bool(_shared(one.cue, other.cue)) or not (one.cue or other.cue)
    return same_cue + 2 * shared / sum(lengths)


def _said_of_incident(incident: IncidentMention) -> dict[Property, Hashable]:
    tolls = [r for r in incident.tolls if not (r.superseded or r.partial)]
    said: dict[Property, Hashable] = {
        Property.TYPE: _values(incident.types, lambda kind: kind),
        Property.REALIS: incident.realis,
        Property.DATE: _values(incident.whens, _of_when),
        Property.PLACE: _values(incident.places, _of_place),
        Property.TOLL: _values(tolls, _of_toll),
    }
    return said | {name: frozenset(party.name for party in incident.parties(role)) for name, role in ROLE_OF.items()}


def _values(readings: Iterable[Reading[V]], of: Callable[[V], Hashable]) -> Hashable:
    """What readings say, each once, the preferred one first: values, or states with what is left open between them."""
    said = (
        (None if r.value is None else of(r.value), r.state.value, tuple(of(value) for value in r.alternatives)) for r in readings
    )
    return tuple(dict.fromkeys(said))


def _of_when(when: When) -> Hashable:
    return (when.start, when.end) if when.is_resolved else when.expression


def _of_place(location: Location) -> Hashable:
    """An entry says more than the words that lead to it, and another precision is another answer."""
    named = location.place.id if location.place is not None else location.described.casefold()
    return named, location.country, location.precision


def _of_toll(toll: Toll) -> Hashable:
    return toll.harm, toll.victims, toll.total


def _said_of_claim(claim: Claim, text: str) -> dict[Property, Hashable]:
    certainty = claim.certainty
    return {
        Property.SPEAKER: tuple(source.words for source in claim.chain),
        Property.POLARITY: claim.polarity,
        Property.CERTAINTY: (certainty.force, certainty.likelihood, certainty.confidence),
        Property.WORDS: claim.quote(text),
    }
