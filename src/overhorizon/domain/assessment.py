"""What the reports of one incident come to: values with who stands behind them, and what speaks against each."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import IncidentType, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll

Value = Toll | When | Location | IncidentType | RoleFiller

DEATH: Final = RoleFiller(role=Role.TARGET, party=Party(words="the one who was killed"))
"""That he is dead: a value where somebody denies it."""


class Property(StrEnum):
    TOLL = "toll"
    PERPETRATOR = "perpetrator"
    DATE = "date"
    PLACE = "place"
    MANNER = "manner"
    TARGET = "target"


class Standing(StrEnum):
    """How a value stands; several may hold of one."""

    SUPERSEDED = "superseded"  # all who held it hold another value since
    CONTESTED = "contested"  # an independent root holds a value that excludes it
    DENIED = "denied"
    SINGLE_ROOT = "single root"
    OFFICIAL_ONLY = "official only"


class Credibility(IntEnum):
    """Of information, in the Admiralty system (STANAG 2511)."""

    CONFIRMED = 1
    PROBABLY_TRUE = 2
    POSSIBLY_TRUE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6


class Reliability(StrEnum):
    """Of sources, in the Admiralty system: the user's setting, F without one."""

    COMPLETELY = "A"
    USUALLY = "B"
    FAIRLY = "C"
    NOT_USUALLY = "D"
    UNRELIABLE = "E"
    CANNOT_BE_JUDGED = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Admiralty grade, with the rule that gave the credibility."""

    credibility: Credibility
    rule: str
    reliability: Reliability = Reliability.CANNOT_BE_JUDGED

    def __str__(self) -> str:
        return f"{self.reliability.value}{self.credibility.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One value of a property and all that stands behind it; lists are sorted. ``words`` are the value's identity, for no reader.

    ``roots`` are all that may stand behind it, ``certain`` those of them of whom it is told: what an outlet says itself rests on one of
    those whom it cites, it is not told which. ``independent`` is how many roots there are at least.
    ``first`` and ``last`` are the first and last day on which a report could be known to hold it. ``denied_by`` are roots, ``against`` the
    words of values that independent roots hold and that exclude it.
    """

    value: Value
    words: str
    anchors: tuple[Anchor, ...]
    voices: tuple[str, ...]
    roots: tuple[str, ...]
    first: date
    last: date
    standings: tuple[Standing, ...]
    grade: Grade
    denied_by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    independent: int = 0

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(sorted({a.report for a in self.anchors}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """How one root came from number to number: each value with the first day on which it held it, the earliest first."""

    root: str
    values: tuple[tuple[Value, date], ...]

    def __post_init__(self) -> None:
        if len(self.values) < 2:
            raise ValueError("a path has two values")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Per incident and property: the holdings, the preferred first, and the rule that preferred it. ``harm`` belongs to tolls.

    ``paths`` are the roots whose figures changed, by root.
    """

    incident: str
    about: Property
    harm: Harm | None
    holdings: tuple[Holding, ...]
    rule: str
    paths: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if not self.holdings:
            raise ValueError("an assessment has a holding")
        if (self.harm is None) == (self.about is Property.TOLL):
            raise ValueError("tolls, and they alone, are of a harm")

    @property
    def preferred(self) -> Holding:
        return self.holdings[0]

    @property
    def rivals(self) -> tuple[Holding, ...]:
        """The values that stand and that independent roots hold against the preferred one: a part, a vaguer word is none."""
        against = self.preferred.against
        return tuple(h for h in self.holdings[1:] if h.words in against and Standing.SUPERSEDED not in h.standings)


class Dispute(StrEnum):
    """How a contradiction stands."""

    OPEN = "open"
    SUPERSEDED = "superseded"  # one side gave its value up for another
    RESOLVED = "resolved"  # one side took over the other's value


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who holds one of the values of a contradiction, and where; ``denies`` where it only says that the other is wrong.

    ``words`` tell the sides apart and are for no reader: `wording.assessed` puts the value into words.
    """

    words: str
    value: Value
    roots: tuple[str, ...]
    anchors: tuple[Anchor, ...]
    denies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Independent roots hold values that exclude each other, or one denies what the other holds. ``since``: the day it was there."""

    incident: str
    about: Property
    sides: tuple[Side, ...]
    state: Dispute
    since: date
    rule: str

    def __post_init__(self) -> None:
        if len(self.sides) < 2:
            raise ValueError("a contradiction has two sides")

    @property
    def harm(self) -> Harm | None:
        """The harm that is counted, of a contradiction about a toll."""
        return next((s.value.harm for s in self.sides if isinstance(s.value, Toll)), None)

    @property
    def id(self) -> str:
        return short_id("d", self.incident, self.about, *(s.words for s in self.sides))
