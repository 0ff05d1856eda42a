"""Simulated theatres for evaluation/surveillance.py: weekly counts of incidents, and the reports read in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from overhorizon.domain.surveillance import Sighting, Week

WEEKS: Final = 156  # three years
LEVELS: Final = (1, 3, 10, 30)  # incidents in a week
START: Final = date(2031, 1, 6)
RESTLESS: Final = 0.25  # standard deviation of a week's true rate, as a share of it: violence comes in waves beyond chance
_READ: Final = 200  # reports of other things in a week
_UNEVEN: Final = 0.15  # the same for the reading
_TOLD: Final = 1.5  # reports of one incident, which are part of the volume
_SWING: Final = 0.5  # of the seasons: three times as much at their height as in their depth
_GROWTH: Final = 3.0  # of the reading over three years, beside a doubling in one week


class Background(StrEnum):
    STATIONARY = "stationary"
    SEASONAL = "seasonal"
    GROWING = "growing coverage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One theatre: from ``onset`` (a week's number) on its rate is twice what it was; None: never."""

    background: Background
    level: int
    onset: int | None = None
    restless: float = RESTLESS


def theatre(setting: Setting, rng: np.random.Generator) -> tuple[Week, ...]:
    """Three years of it. Incidents come with the reading: who reads twice as much of the same world hears of twice as many."""
    time = np.arange(WEEKS)
    reading, rate = np.ones(WEEKS), np.full(WEEKS, float(setting.level))
    phase, step = rng.uniform(0, 2 * np.pi), rng.integers(WEEKS)
    if setting.background is Background.SEASONAL:
        rate *= 1 + _SWING * np.sin(2 * np.pi * time * 7 / 365.25 + phase)
    if setting.background is Background.GROWING:
        reading *= _GROWTH ** (time / WEEKS) * np.where(time >= step, 2, 1)
    reading *= _wavering(rng, _UNEVEN)
    rate *= _wavering(rng, setting.restless)
    if setting.onset is not None:
        rate[setting.onset :] *= 2
    counts = rng.poisson(rate * reading)
    volumes = 1 + rng.poisson(_READ * reading) + rng.poisson(_TOLD * counts)
    return tuple(
        Week(monday=START + timedelta(weeks=i), count=int(count), volume=int(volume))
        for i, (count, volume) in enumerate(zip(counts, volumes, strict=True))
    )


def _wavering(rng: np.random.Generator, share: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Independent gamma factors of mean 1 and this standard deviation; counts under them are negative binomial."""
    return rng.gamma(share**-2, share**2, size=WEEKS)


def travels(*, goes: bool, rng: np.random.Generator) -> tuple[Sighting, ...]:
    """Three years of an actor, three sightings a week in eight divisions (the rarest has 1 in 50); from week 130 on, if it ``goes``,
    one a week in a ninth.
    """
    names = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
    shares = 1 / np.arange(1, len(names) + 1) ** 1.4
    found = []
    for week in range(WEEKS):
        where = list(rng.choice(names, size=rng.poisson(3), p=shares / shares.sum()))
        if goes and week >= 130:
            where += ["Ninth"] * int(rng.poisson(1))
        found += [
            Sighting(
                actor="oh:marsh-front",
                country="NG",
                admin1=str(name),
                day=START + timedelta(days=7 * week + int(rng.integers(7))),
            )
            for name in where
        ]
    return tuple(found)
