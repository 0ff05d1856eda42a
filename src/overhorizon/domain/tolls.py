"""How many: counts with open sides, and tolls whose parts say whether they add up."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from overhorizon.domain.spans import Span


class CountBasis(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at least"
    UP_TO = "up to"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"  # "dozens": kept as words; codebooks give it a number
    ONE_NAMED = "one person"  # "the commander was killed": one, without a number word


class Harm(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "killed or injured"
    MISSING = "missing"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    RELEASED = "released"


class Victims(StrEnum):
    """On which side the people counted stand (UCDP deaths_a, deaths_b, deaths_civilians, deaths_unknown)."""

    CIVILIANS = "civilians"
    STATE_FORCES = "state forces"
    ARMED_GROUP = "armed group"
    ATTACKERS = "attackers"
    UNKNOWN = "unknown"


class PartKind(StrEnum):
    PARTITION = "part of a sum"  # 170 civilians and 13 soldiers: they add up to the total
    SUBSET = "among them"  # 170 people, 13 soldiers among them: they do not


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of people: low, best and high, each may be open (None).

    Raises ValueError unless low <= best <= high where given. A vague word has no number of its own.
    """

    low: int | None
    best: int | None
    high: int | None
    basis: CountBasis

    def __post_init__(self) -> None:
        given = [n for n in (self.low, self.best, self.high) if n is not None]
        if given != sorted(given) or any(n < 0 for n in given):
            raise ValueError(f"a count needs 0 <= low <= best <= high: {self.low}, {self.best}, {self.high}")

    @classmethod
    def exactly(cls, n: int, basis: CountBasis = CountBasis.EXACT) -> "Count":
        return cls(low=n, best=n, high=n, basis=basis)

    def __add__(self, other: "Count") -> "Count":
        """Sum side by side; an open side stays open. Where one low side is open, the other still holds: 13 and dozens are at least 13."""

        def add(a: int | None, b: int | None) -> int | None:
            return None if a is None or b is None else a + b

        low = None if self.low is None and other.low is None else (self.low or 0) + (other.low or 0)

        bases = {self.basis, other.basis}
        basis = bases.pop() if len(bases) == 1 else CountBasis.RANGE
        if basis is CountBasis.ONE_NAMED:
            basis = CountBasis.EXACT  # two named people are two people
        elif bases and self.low == self.high and other.low == other.high:
            basis = CountBasis.ABOUT if CountBasis.ABOUT in (self.basis, other.basis) else CountBasis.EXACT
        return Count(low=low, best=add(self.best, other.best), high=add(self.high, other.high), basis=basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class TollPart:
    """Some of the people counted: "13 US soldiers"."""

    words: str
    count: Count
    victims: Victims
    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many people suffered one harm, in total and by part.

    Raises ValueError when parts that should add up do not, or when a subset exceeds the total.
    """

    harm: Harm
    total: Count
    victims: Victims = Victims.UNKNOWN
    parts: tuple[TollPart, ...] = ()

    def __post_init__(self) -> None:
        partition = [p.count for p in self.parts if p.kind is PartKind.PARTITION]
        if partition:
            total = add_up(partition)
            if (total.low, total.best, total.high) != (self.total.low, self.total.best, self.total.high):
                raise ValueError("the parts of a partition must add up to the total")
        for part in self.parts:
            if part.kind is PartKind.SUBSET and self.total.high is not None and (part.count.low or 0) > self.total.high:
                raise ValueError("a subset cannot exceed the total")

    @classmethod
    def of_parts(cls, harm: Harm, parts: Iterable[TollPart]) -> "Toll":
        """The toll that a partition adds up to."""
        parts = tuple(parts)
        return cls(harm=harm, total=add_up(p.count for p in parts if p.kind is PartKind.PARTITION), parts=parts)


def add_up(counts: Iterable[Count]) -> Count:
    """The sum of counts. Raises ValueError when there are none."""
    items = list(counts)
    if not items:
        raise ValueError("nothing to add up")
    total = items[0]
    for count in items[1:]:
        total = total + count
    return total
