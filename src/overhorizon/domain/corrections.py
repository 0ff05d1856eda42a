"""What persons say of readings, of whole incidents, and of sources: signed, kept for ever, undone by a further word."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from overhorizon.domain.assessment import Property, Reliability, Value
from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import IncidentMention, IncidentType, Knowledge, Reading, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.places import Location
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll

_KINDS: Final[dict[Property, type[Any]]] = {
    Property.TOLL: Toll,
    Property.PERPETRATOR: RoleFiller,
    Property.DATE: When,
    Property.PLACE: Location,
    Property.MANNER: IncidentType,
    Property.TARGET: RoleFiller,
}
_GROUPS: Final[dict[Property, str]] = {
    Property.TOLL: "tolls",
    Property.PERPETRATOR: "roles",
    Property.DATE: "whens",
    Property.PLACE: "places",
    Property.MANNER: "types",
    Property.TARGET: "roles",
}
_ROLES: Final = {Property.PERPETRATOR: Role.PERPETRATOR, Property.TARGET: Role.TARGET}


class Ruling(StrEnum):
    """A person's verdict on a reading."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"  # the report says something else there
    REJECTED = "rejected"  # it says nothing of the kind there


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's verdict on a reading: never a claim, and shown as what it is.

    ``account`` is where the report tells of the incident, ``span`` the words of the reading. ``value`` is given exactly when the
    ruling is CORRECTED, and fits the property. Raises ValueError otherwise, and without a reason or an author.
    """

    account: Anchor
    span: Span
    about: Property
    ruling: Ruling
    reason: str
    author: str
    at: datetime
    harm: Harm | None = None
    value: Value | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.author.strip():
            raise ValueError("a correction has an author and a reason")
        if (self.value is None) == (self.ruling is Ruling.CORRECTED):
            raise ValueError("a reading is corrected to a value, accepted or rejected as it is")
        if self.value is not None and not isinstance(self.value, value_kind(self.about)):
            raise ValueError(f"that is no value of a {self.about.value}")
        if (self.harm is None) == (self.about is Property.TOLL):
            raise ValueError("tolls, and they alone, are of a harm")

    @property
    def report(self) -> str:
        return self.account.report

    @property
    def id(self) -> str:
        where = (self.report, str(self.account.start), str(self.span.start), str(self.span.end))
        said = (self.about, self.harm or "", self.ruling, repr(self.value), self.reason, self.author, self.at.isoformat())
        return short_id("k", *where, *said)

    def is_of(self, mention: IncidentMention) -> bool:
        """Whether the mention, of the same report, is the account that was meant."""
        return any(trigger.overlaps(self.account.span) for trigger in mention.triggers)


class Subject(StrEnum):
    """What a note is written on."""

    INCIDENT = "incident"
    CLAIM = "claim"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A signed remark. ``subject`` is the id of what it is on, ``report`` a report that it goes with when that is forgotten.

    ``in_briefs``: whether the author wishes it shown there. Raises ValueError without words or author.
    """

    on: Subject
    subject: str
    report: str
    text: str
    author: str
    at: datetime
    in_briefs: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.author.strip():
            raise ValueError("a note has words and an author")

    @property
    def id(self) -> str:
        return short_id("n", self.on, self.subject, self.text, self.author, self.at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How reliable a person holds an outlet to be (Admiralty system); the latest counts. Raises ValueError without its parts."""

    outlet: str
    reliability: Reliability
    reason: str
    author: str
    at: datetime

    def __post_init__(self) -> None:
        if not (self.outlet.strip() and self.reason.strip() and self.author.strip()):
            raise ValueError("a rating has an outlet, an author and a reason")

    @property
    def id(self) -> str:
        return short_id("q", self.outlet, self.reliability, self.reason, self.author, self.at.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """Who took back what they or others had said, when and why. What was said stays on record."""

    of: str
    reason: str
    author: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.author.strip():
            raise ValueError("an undoing has an author and a reason")


def outlet_key(outlet: str) -> str:
    """What makes two spellings of an outlet's name one: case and spaces are nothing.

    >>> outlet_key("The Harbour  Post") == outlet_key("the harbour post")
    True
    """
    return " ".join(outlet.casefold().split())


def value_kind(about: Property) -> type[Any]:
    """What a value of a property is."""
    return _KINDS[about]


def readings_of(mention: IncidentMention, about: Property, harm: Harm | None = None) -> tuple[Reading[Any], ...]:
    """The readings of one property; those whose value is not known have no harm and no role, and belong to each."""
    found: tuple[Reading[Any], ...] = getattr(mention, _GROUPS[about])
    role = _ROLES.get(about)
    return tuple(
        r
        for r in found
        if r.value is None
        or (
            (not isinstance(r.value, Toll) or r.value.harm is harm)
            and (not isinstance(r.value, RoleFiller) or r.value.role is role)
        )
    )


def corrected(mention: IncidentMention, corrections: Iterable[Correction]) -> IncidentMention:
    """The mention as persons read it: of one reading the latest ruling counts. Those that fit no reading change nothing. Pure."""
    for one in sorted((c for c in corrections if c.is_of(mention)), key=lambda c: (c.at, c.id)):
        group = _GROUPS[one.about]
        own = readings_of(mention, one.about, one.harm)
        changed: Any = tuple(_ruled(r, one) if r in own and r.span.overlaps(one.span) else r for r in getattr(mention, group))
        mention = replace(mention, **dict[str, Any]({group: changed}))
    return mention


def _ruled(reading: Reading[Any], correction: Correction) -> Reading[Any]:
    """What is rejected stays as something that the report does not say there: its words stay, its value goes."""
    match correction.ruling:
        case Ruling.ACCEPTED:
            return reading
        case Ruling.REJECTED:
            return replace(reading, value=None, state=Knowledge.UNKNOWN, alternatives=(), rule=f"rejected by {correction.author}")
    return replace(
        reading, value=correction.value, state=Knowledge.KNOWN, alternatives=(), rule=f"corrected by {correction.author}"
    )
