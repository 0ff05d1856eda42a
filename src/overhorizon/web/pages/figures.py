"""Small drawings as numbers for SVG attributes: bars of tolls, and the path of a number over time. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Final

from overhorizon.domain.assessment import Assessment, Standing
from overhorizon.domain.tolls import Count, Toll
from overhorizon.wording.values import count_words

BAR: Final = 120.0
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 640.0, 200.0, 46.0, 26.0, 26.0, 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A toll from low to high, and its best number as a tick; ``is_open`` where nobody gives a highest number. Units: of BAR."""

    start: float
    width: float
    best: float | None
    is_open: bool


def bar(low: int | None, best: int | None, high: int | None, most: int) -> Bar | None:
    """The bar of a toll on a scale that ends at ``most``.

    By square roots: the few dead of most incidents stay visible beside the hundreds of one.
    """
    given = [n for n in (low, best, high) if n is not None]
    if not given:
        return None
    scale = BAR / sqrt(max(most, 1))
    start = scale * sqrt(low if low is not None else 0)
    end = scale * sqrt(max(given))
    return Bar(
        start=round(start, 1),
        width=round(max(end - start, 2.0), 1),
        best=None if best is None else round(scale * sqrt(best), 1),
        is_open=high is None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One value of a number, from the first to the last day on which somebody held it. ``number`` counts the values, from 0."""

    number: int
    x: float
    end: float
    y: float
    low: float
    high: float
    words: str
    who: str
    days: tuple[float, ...]
    is_superseded: bool
    is_preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The path of one number over time. ``ticks_x`` and ``ticks_y`` are positions with their labels."""

    stretches: tuple[Stretch, ...]
    ticks_x: tuple[tuple[float, str], ...]
    ticks_y: tuple[tuple[float, str], ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    floor: float = HEIGHT - BOTTOM


def path(assessment: Assessment, roots: dict[str, str], days_of: dict[str, date]) -> Path | None:
    """The values of a toll over the days on which they were reported; None where none has a number.

    ``roots`` are the words of roots by id, ``days_of`` the day from which a report counts.
    """
    held = [(h, h.value.total) for h in assessment.holdings if isinstance(h.value, Toll) and _numbers(h.value.total)]
    if not held:
        return None
    days = sorted({d for h, _ in held for d in (h.first, h.last)})
    most = max(n for _, count in held for n in _numbers(count))
    x, y = _scale(days), _height(most)
    stretches = []
    for number, (holding, count) in enumerate(held):
        numbers = _numbers(count)
        best = count.best if count.best is not None else numbers[0]
        stretches.append(
            Stretch(
                number=number,
                x=x(holding.first),
                end=x(holding.last),
                y=y(best),
                low=y(min(numbers)),
                high=y(max(numbers)),
                words=count_words(count, holding.words),
                who=", ".join(roots.get(r, r) for r in holding.roots) or "nobody named",
                days=tuple(dict.fromkeys(x(days_of[a.report]) for a in holding.anchors if a.report in days_of)),
                is_superseded=Standing.SUPERSEDED in holding.standings,
                is_preferred=holding is assessment.preferred,
            )
        )
    return Path(
        stretches=tuple(stretches),
        ticks_x=tuple((x(d), d.isoformat()) for d in _spread(days)),
        ticks_y=tuple((y(n), f"{n:,}") for n in sorted({0, most // 2, most})),
    )


def _numbers(count: Count) -> list[int]:
    return [n for n in (count.best, count.low, count.high) if n is not None]


def _scale(days: Sequence[date]) -> Callable[[date], float]:
    """From days to positions; a single day stands in the middle."""
    first, span, room = days[0], (days[-1] - days[0]).days, WIDTH - LEFT - RIGHT - 60

    def position(day: date) -> float:
        return round(LEFT + 30 + room * ((day - first).days / span if span else 0.5), 1)

    return position


def _height(most: int) -> Callable[[int], float]:
    """From numbers to positions, zero at the floor."""

    def position(number: int) -> float:
        return round(HEIGHT - BOTTOM - number / max(most, 1) * (HEIGHT - TOP - BOTTOM), 1)

    return position


def _spread(days: Sequence[date]) -> list[date]:
    """At most four of the days, the first and the last among them."""
    if len(days) <= 2:
        return list(days)
    return [days[round(i * (len(days) - 1) / 3)] for i in range(4)] if len(days) > 4 else list(days)
