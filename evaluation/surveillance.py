"""False alarms and delays of the rate alarm on simulated theatres, beside plain thresholds (docs/guides/rates.md).

python -m evaluation.surveillance                       measure, print, and draw docs/pictures/rates.svg
python -m evaluation.surveillance --runs 50 --tune      other seeds: those that the options were chosen on

A false alarm is an alarmed week without one in the week before it, in a theatre whose rate does not change. The delay counts the weeks
of an outbreak, a doubling that stays, until the first alarm: 1 is the week in which it began. Each week is judged once, when it is over.
"""

import argparse
import os
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np

from evaluation.theatres import LEVELS, RESTLESS, START, Background, Setting, theatre, travels
from overhorizon.domain.surveillance import Silence, Week
from overhorizon.watch.rates import rate_alarms
from overhorizon.watch.silence import silence
from overhorizon.watch.spread import spreads

REPORTED_SEED: Final = 20310106
TUNING_SEED: Final = 7
HORIZON: Final = 13  # weeks in which an outbreak can be found; later ones count as not found
NEVER: Final = 99
PICTURE: Final = Path("docs/pictures/rates.svg")

Judge = Callable[[Sequence[Week], int], list[int]]
"""Weeks and the first one to judge -> numbers of the alarmed weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How much history there is: weeks judged for false alarms, and the weeks in one of which an outbreak begins."""

    name: str
    judged: tuple[int, int]
    onsets: tuple[int, int]


STAGES: Final = (
    Stage(name="first half year", judged=(10, 24), onsets=(10, 14)),
    Stage(name="up to two years", judged=(24, 107), onsets=(30, 90)),
    Stage(name="third year", judged=(108, 156), onsets=(108, 143)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """False alarms and alarmed weeks in a theatre-year, the median delay in weeks, the share found within three weeks."""

    false_alarms: float
    alarmed_weeks: float
    delay: float
    within_three: float


def ours(weeks: Sequence[Week], first: int) -> list[int]:
    """The product's rate alarm with its defaults."""
    today = weeks[-1].monday + timedelta(days=7)
    return [(a.week - START).days // 7 for a in rate_alarms(weeks, since=START + timedelta(weeks=first), today=today)]


def plain(weeks: Sequence[Week], first: int, *, back: int, deviations: float, factor: float) -> list[int]:
    """Counts above a multiple of the mean of the weeks before, plus so many of their standard deviations."""
    counts = np.array([w.count for w in weeks], dtype=np.float64)
    past = [counts[i - back : i] for i in range(first, len(counts))]
    return [i for i, p in enumerate(past, first) if counts[i] > factor * p.mean() + deviations * p.std(ddof=1)]


METHODS: Final[Mapping[str, Judge]] = {
    "Overhorizon": ours,
    "mean + 2 sd of 8 weeks": partial(plain, back=8, deviations=2, factor=1),
    "1.5 x mean of 8 weeks": partial(plain, back=8, deviations=0, factor=1.5),
    "EARS C1": partial(plain, back=7, deviations=3, factor=1),
}


def _alarms(method: str, setting: Setting, seed: tuple[int, ...], first: int, end: int) -> list[int]:
    weeks = theatre(setting, np.random.default_rng([*seed, setting.level, list(Background).index(setting.background)]))
    return METHODS[method](weeks[:end], first)


def _run(method: str, stage: Stage, setting: Setting, seed: tuple[int, int]) -> tuple[int, int, int]:
    """False alarms and alarmed weeks of a quiet theatre, and the delay in another with an outbreak."""
    quiet = _alarms(method, setting, (*seed, 0), *stage.judged)
    onset = int(np.random.default_rng([*seed, 1]).integers(*stage.onsets))
    found = _alarms(method, replace(setting, onset=onset), (*seed, 2), onset, onset + HORIZON)
    return sum(week - 1 not in quiet for week in quiet), len(quiet), found[0] - onset + 1 if found else NEVER


def outcome(method: str, stage: Stage, setting: Setting, seeds: Sequence[tuple[int, int]], pool: Executor) -> Outcome:
    """One cell of the table: one quiet theatre and one with an outbreak for each seed."""
    told = list(pool.map(partial(_run, method, stage, setting), seeds, chunksize=10))
    years = len(seeds) * (stage.judged[1] - stage.judged[0]) / 52
    return Outcome(
        false_alarms=sum(t[0] for t in told) / years,
        alarmed_weeks=sum(t[1] for t in told) / years,
        delay=statistics.median(t[2] for t in told),
        within_three=sum(t[2] <= 3 for t in told) / len(told),
    )


def line(found: Outcome) -> str:
    """False alarms in a year / weeks until found / share found in three weeks."""
    delay = f"{found.delay:.0f}" if found.delay <= HORIZON else f">{HORIZON}"
    return f"{found.false_alarms:.2f} / {delay} / {100 * found.within_three:.0f} %"


def tables(runs: int, seed: int, restless: float, pool: Executor) -> Iterator[tuple[Stage, Background, str, int, Outcome]]:
    """Every cell, printed as it comes. The plain thresholds know no stages: they are measured in the third year."""
    seeds = [(seed, run) for run in range(runs)]
    for stage in STAGES:
        for method in METHODS if stage is STAGES[-1] else ("Overhorizon",):
            for background in Background:
                cells = []
                for level in LEVELS:
                    setting = Setting(background=background, level=level, restless=restless)
                    cells.append(outcome(method, stage, setting, seeds, pool))
                    yield stage, background, method, level, cells[-1]
                print(f"| {stage.name} | {method} | {background} | {' | '.join(map(line, cells))} |", flush=True)


def spreading(runs: int, seed: int) -> tuple[float, float, float]:
    """Firsts in a theatre-year without spread; median weeks until a ninth division is told, and the share told within three."""
    firsts, delays = 0, []
    for run in range(runs):
        for goes in (False, True):
            told = travels(goes=goes, rng=np.random.default_rng([seed, run, int(goes)]))
            first = min(s.day for s in told)
            days = sorted({s.day for s in told if s.day >= START + timedelta(weeks=104)})
            found = [
                spread
                for day in days
                for spread in spreads([s for s in told if s.day < day], [s for s in told if s.day == day], since=first)
            ]
            if goes:
                hit = [s.day for s in found if s.admin1 == "Ninth"]
                delays.append(1 + (hit[0] - START).days // 7 - 130 if hit else NEVER)
            else:
                firsts += len(found)
    return firsts / runs, statistics.median(delays), sum(d <= 3 for d in delays) / runs


def silences(runs: int, seed: int) -> Iterator[tuple[str, float, float]]:
    """Feeds of several habits, three years: false silences in a year, and the median days until a stop is told."""
    for name, weekdays, share in (
        ("daily", 7, 0.98),
        ("weekdays", 5, 0.95),
        ("every other day", 7, 0.5),
        ("one day in ten", 7, 0.1),
    ):
        false, delays = 0, []
        for run in range(runs):
            rng = np.random.default_rng([seed, run, weekdays, int(100 * share)])
            days = [START + timedelta(days=i) for i in range(365 * 3) if i % 7 < weekdays and rng.random() < share]
            told = {s.last for s in _asked(days, START + timedelta(days=365), days[-1]) if s is not None}
            false += len(told)
            delays.append(next((s.days for s in _asked(days, days[-1], days[-1] + timedelta(days=365)) if s is not None), NEVER))
        yield name, false / runs / 2, statistics.median(delays)


def _asked(days: Sequence[date], start: date, end: date) -> Iterator[Silence | None]:
    """What is answered on each day of a time that follows three days without a report: before that there is no silence."""
    reported = set(days)
    for today in (start + timedelta(days=i) for i in range((end - start).days + 1)):
        if reported.isdisjoint(today - timedelta(days=back) for back in range(4)):
            yield silence(days, today=today)


_METHOD_COLOURS: Final = ("#1f6f8b", "#b5651d", "#8a6fb0", "#7a8b52")
_BACKGROUND_MARKS: Final = {Background.STATIONARY: "circle", Background.SEASONAL: "square", Background.GROWING: "diamond"}
_WIDTH, _HEIGHT, _EDGE, _GAP = 880, 620, 60, 56
_MOST_ALARMS, _MOST_WEEKS = 12.0, 8.0
_INK, _FAINT, _GOOD = "#333333", "#dddddd", "#e7f2ea"

Cell = tuple[Stage, Background, str, int, Outcome]


def plot(cells: Sequence[Cell]) -> str:
    """Of the third year: weeks until a doubling is found over false alarms in a year, a panel for each level. The target is shaded."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12" fill="{_INK}">',
        "<title>Rate alarms on simulated theatres</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for place, level in enumerate(LEVELS):
        mine = [c for c in cells if c[0] is STAGES[-1] and c[3] == level]
        parts += _panel(mine, level, corner=(place % 2, place // 2))
    for place, (method, colour) in enumerate(zip(METHODS, _METHOD_COLOURS, strict=True)):
        x = _EDGE + 190 * place
        parts.append(_mark("circle", (x, _HEIGHT - 34), colour) + f'<text x="{x + 10}" y="{_HEIGHT - 30}">{method}</text>')
    for place, (background, shape) in enumerate(_BACKGROUND_MARKS.items()):
        x = _EDGE + 190 * place
        parts.append(_mark(shape, (x, _HEIGHT - 14), _INK) + f'<text x="{x + 10}" y="{_HEIGHT - 10}">{background}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _panel(cells: Sequence[Cell], level: int, corner: tuple[int, int]) -> list[str]:
    width, height = (_WIDTH - 2 * _EDGE - _GAP) / 2, (_HEIGHT - 2 * _EDGE - 2 * _GAP) / 2 + 16
    left, top = _EDGE + corner[0] * (width + _GAP), 36 + corner[1] * (height + _GAP)

    def at(alarms: float, weeks: float) -> tuple[float, float]:
        return left + width * min(alarms / _MOST_ALARMS, 1), top + height * (1 - min(weeks, _MOST_WEEKS) / _MOST_WEEKS)

    right, low = at(1, 3)
    parts = [
        f'<rect x="{left:.1f}" y="{low:.1f}" width="{right - left:.1f}" height="{top + height - low:.1f}" fill="{_GOOD}"/>',
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="none" stroke="{_FAINT}"/>',
        f'<text x="{left:.1f}" y="{top - 8:.1f}" font-size="13">{level} incident{"s" if level > 1 else ""} a week</text>',
        f'<text x="{left + width:.1f}" y="{top + height + 30:.1f}" text-anchor="end">false alarms in a theatre-year</text>',
    ]
    parts += [
        f'<text x="{at(alarms, 0)[0]:.1f}" y="{top + height + 15:.1f}" text-anchor="middle">{alarms}</text>'
        for alarms in range(0, int(_MOST_ALARMS) + 1, 2)
    ]
    for weeks in range(0, int(_MOST_WEEKS) + 1, 2):
        label = f"{weeks} weeks" if weeks == _MOST_WEEKS else str(weeks)
        parts.append(f'<text x="{left - 6:.1f}" y="{at(0, weeks)[1] + 4:.1f}" text-anchor="end">{label}</text>')
    colours = dict(zip(METHODS, _METHOD_COLOURS, strict=True))
    for _, background, method, _, found in cells:
        title = f"{method}, {background}: {line(found)}"
        parts.append(_mark(_BACKGROUND_MARKS[background], at(found.false_alarms, found.delay), colours[method], title))
    return parts


def _mark(shape: str, at: tuple[float, float], colour: str, title: str = "") -> str:
    x, y = at
    told = f"<title>{title}</title>" if title else ""
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}">{told}</circle>'
    turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' if shape == "diamond" else ""
    return f'<rect x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9" fill="{colour}"{turn}>{told}</rect>'


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200, help="theatres for each cell of the table")
    parser.add_argument("--tune", action="store_true", help="the seeds that options are chosen on; draws nothing")
    parser.add_argument(
        "--restless", type=float, default=RESTLESS, help="how far true rates differ by week; draws only the default"
    )
    given = parser.parse_args()
    seed = TUNING_SEED if given.tune else REPORTED_SEED
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes to come: the matrices are tiny
    print("Each cell: false alarms in a theatre-year / median weeks until a doubling is found / share found within three weeks\n")
    print("| history | method | background | " + " | ".join(f"{level} a week" for level in LEVELS) + " |")
    print("|---|---|---|" + "---|" * len(LEVELS))
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        cells = list(tables(given.runs, seed, given.restless, pool))
    firsts, delay, share = spreading(given.runs, seed)
    print(
        f"\nSpread: {firsts:.2f} firsts in the third year without spread; found after {delay:.0f} weeks, {100 * share:.0f} % within 3"
    )
    for name, false, days in silences(given.runs, seed):
        print(f"Silence, {name}: {false:.2f} false in a year; a stop is told after {days:.0f} days")
    if not given.tune and given.restless == RESTLESS:
        PICTURE.write_text(plot(cells), encoding="utf-8")


if __name__ == "__main__":
    main()
