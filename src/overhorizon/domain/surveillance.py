"""Counts by week, reporting days and sightings, and what watching them can find: a rate above its baseline, silence, spread."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from overhorizon.domain.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of one theatre or actor, Monday to Sunday.

    ``count`` is what is watched (incidents), ``volume`` the reports read in the theatre that week, of all topics. A week of volume 0 was
    not observed: its count says nothing. Raises InvalidInput for a day that is no Monday and for counts below 0.
    """

    monday: date
    count: int
    volume: int

    def __post_init__(self) -> None:
        if self.monday.weekday() != 0:
            raise InvalidInput(f"a week begins on a Monday, {self.monday} is none")
        if self.count < 0 or self.volume < 0:
            raise InvalidInput(f"the week of {self.monday} counts less than nothing")


class RateMethod(StrEnum):
    """How a baseline was found: more history, better method."""

    FARRINGTON = "Farrington Flexible"
    RECENT = "recent weeks"
    EARS = "EARS C2"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateAlarm:
    """More than the baseline lets expect, in the ``weeks`` (1 to 3) that end with the week of ``week``, a Monday.

    ``observed``, ``expected`` and ``upper`` (the bound that was passed) are sums over those weeks. ``score`` is the exceedance score of
    Farrington et al. 1996: (observed - expected) / (upper - expected), above 1. An alarm belongs to its week: theatre, actor and
    ``week`` name it.
    """

    week: date
    weeks: int
    observed: int
    expected: float
    upper: float
    score: float
    method: RateMethod

    def __post_init__(self) -> None:
        if not self.observed > self.upper >= self.expected >= 0:
            raise ValueError("an alarm is of a count above the bound, a bound is not below what is expected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing was published for longer than is the habit: "no reports" is not "no incidents".

    ``days`` have passed since ``last``, the last day with a report; ``habit`` is a long gap between reporting days as they were before,
    ``bound`` what the gap had to pass, both in days. ``gaps`` are those that the habit was learned from. ``last`` names a silence.
    """

    last: date
    days: int
    habit: int
    bound: int
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An actor in a country, and in a first-order division of it as far as the place's data gives one.

    ``actor`` is an id of the registry, ``country`` ISO 3166-1 alpha-2, ``admin1`` as in ``Place``, ``day`` that of the report.
    """

    actor: str
    country: str
    admin1: str | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """An actor where the ledger had not seen it: in a country, or (``admin1`` given) in a division of a country where it was known.

    ``known`` are the countries, or the divisions of this country, where it had been seen, sorted; ``sightings`` how often.
    """

    actor: str
    country: str
    admin1: str | None
    day: date
    known: tuple[str, ...]
    sightings: int
