"""How soon anybody could find a doubling: the optimal detector, which is told everything, at the same rate of false alarms.

    python -m evaluation.limits

A cumulative sum of log likelihood ratios (Page 1954) finds a known change of a known rate soonest in the worst case, at a given mean time
between false alarms (Moustakides 1986, Annals of Statistics 14(4):1379-1387). Ours knows neither the rate nor the size of the change and
meets counts more scattered than chance; what this one cannot find in time, no method can at that rate of false alarms.
"""

import sys
from dataclasses import dataclass
from typing import Final

import numpy as np

LEVELS: Final = (1.0, 3.0, 10.0, 30.0)  # incidents a week before the change
_YEAR: Final = 52.0
_RUNS: Final = 4_000
_BURN: Final = 60  # weeks before the change: the sum is where it usually is
_LONGEST: Final = 60  # weeks after it
_CALIBRATION: Final = 2_000  # weeks of each of _PATHS paths
_PATHS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What is possible at a level: weeks until a doubling is found at the median, and the share found within three."""

    level: float
    false_alarms: float  # in a year, as measured
    median: float
    within_three: float


def limit(level: float, false_alarms: float, seed: int = 7) -> Limit:
    """The optimal detector of a doubling of Poisson counts of ``level`` a week, at most ``false_alarms`` in a year."""
    random = np.random.default_rng(seed)
    quiet = random.poisson(level, (_PATHS, _CALIBRATION))
    low, high = 0.0, 30.0
    for _ in range(30):  # the lowest threshold that keeps the rate: sums of small counts take few values
        middle = (low + high) / 2
        low, high = (low, middle) if _rate(quiet, level, middle) <= false_alarms else (middle, high)
    counts = np.concatenate([random.poisson(level, (_RUNS, _BURN)), random.poisson(2 * level, (_RUNS, _LONGEST))], axis=1)
    alarms = _alarms(counts, level, high)[:, _BURN:]
    delays = np.where(alarms.any(axis=1), alarms.argmax(axis=1) + 1, _LONGEST + 1)
    return Limit(
        level=level,
        false_alarms=_rate(quiet, level, high),
        median=float(np.median(delays)),
        within_three=float((delays <= 3).mean()),
    )


def _rate(quiet: "np.ndarray[tuple[int, int], np.dtype[np.int64]]", level: float, threshold: float) -> float:
    """False alarms in a year."""
    return float(_alarms(quiet, level, threshold).sum() / quiet.size * _YEAR)


def _alarms(
    counts: "np.ndarray[tuple[int, int], np.dtype[np.int64]]", level: float, threshold: float
) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """The weeks in which the sum passes the threshold; it begins anew after each."""
    gains = counts * np.log(2.0) - level  # log likelihood ratio of twice the rate
    total = np.zeros(len(counts))
    found = np.zeros(counts.shape, dtype=np.bool_)
    for week in range(counts.shape[1]):
        total = np.maximum(total + gains[:, week], 0.0)
        found[:, week] = total > threshold
        total[found[:, week]] = 0.0
    return found


def main() -> None:
    for false_alarms in (1.0, 0.5):
        for level in LEVELS:
            found = limit(level, false_alarms)
            sys.stdout.write(
                f"{level:g} a week, {found.false_alarms:.2f} false alarms a year: median {found.median:g} weeks, "
                f"{found.within_three:.0%} within three\n"
            )


if __name__ == "__main__":
    main()
