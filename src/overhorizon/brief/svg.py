"""Pictures of a brief as inline SVG: a map with pins for what is known to the place, a timeline of the dead. No script, no request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from math import cos, log10, radians
from typing import Final

from overhorizon.brief import wrapping
from overhorizon.brief.outlines import Ring, outlines
from overhorizon.domain.briefs import Brief, Entry
from overhorizon.domain.places import Coordinates

_WIDTH: Final = 760.0
_TALLEST: Final = 520.0
_MARGIN: Final = 1.5  # degrees around the pins
_STEPS: Final = (0.5, 1, 2, 5, 10, 20, 30)  # degrees between two lines of the graticule
_LABELS_AT_MOST: Final = 40
_FINEST: Final = 1.0  # pixels between two points of an outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A part of the world in degrees, and how large a degree is drawn. North is up; the middle parallel is true to scale."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Pixels for a degree of latitude."""
        return min(_WIDTH / ((self.east - self.west) * self.squeeze), _TALLEST / (self.north - self.south))

    @property
    def squeeze(self) -> float:
        return max(0.1, cos(radians((self.north + self.south) / 2)))

    @property
    def size(self) -> tuple[float, float]:
        return (self.east - self.west) * self.squeeze * self.scale, (self.north - self.south) * self.scale

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    def meets(self, ring: Ring) -> bool:
        return not (
            max(x for x, _ in ring) < self.west
            or min(x for x, _ in ring) > self.east
            or max(y for _, y in ring) < self.south
            or min(y for _, y in ring) > self.north
        )


def world_map(brief: Brief) -> str:
    """Pins only where the report is as precise as a place; countries of what is known no better are hatched. Empty without either."""
    pinned = [(n, e, e.pin) for n, e in enumerate(brief.incidents, 1) if e.pin is not None]
    vague = sorted({e.country for e in brief.incidents if e.pin is None and e.country})
    theatre = brief.asked.theatre.countries if brief.asked.theatre else ()
    around = {country: outlines()[country] for country in {*theatre, *vague} if country in outlines()}
    frame = _frame([pin for _, _, pin in pinned], [ring for rings in around.values() for ring in rings[:1]])
    if frame is None:
        return ""
    width, height = frame.size
    parts = [
        f'<svg class="map" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="Map of the incidents">',
        '<defs><pattern id="vague" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="7" class="hatch"/></pattern></defs>',
        f'<rect width="{width:.0f}" height="{height:.0f}" class="sea"/>',
    ]
    for country, rings in sorted(outlines().items()):
        path = "".join(_path(frame, ring) for ring in rings if frame.meets(ring))
        if path:
            parts.append(f'<path d="{path}" class="land{" own" if country in theatre else ""}"/>')
            parts += [f'<path d="{path}" fill="url(#vague)"/>'] if country in vague else []
    parts += _graticule(frame)
    parts += _pins(frame, pinned)
    return "".join((*parts, "</svg>"))


def _frame(pins: Sequence[Coordinates], rings: Sequence[Ring]) -> Frame | None:
    """Around all pins and the main land of the countries; None without either."""
    xs = [pin.lon for pin in pins] + [x for ring in rings for x, _ in ring]
    ys = [pin.lat for pin in pins] + [y for ring in rings for _, y in ring]
    if not xs:
        return None
    return Frame(
        west=max(-180, min(xs) - _MARGIN),
        east=min(180, max(xs) + _MARGIN),
        south=max(-89, min(ys) - _MARGIN),
        north=min(89, max(ys) + _MARGIN),
    )


def _path(frame: Frame, ring: Ring) -> str:
    """A ring without the points that cannot be told from the one before; empty where fewer than three are left."""
    kept: list[tuple[float, float]] = []
    for lon, lat in ring:
        x, y = frame.at(lon, lat)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINEST:
            kept.append((x, y))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def _graticule(frame: Frame) -> list[str]:
    span = max(frame.east - frame.west, frame.north - frame.south)
    step = next((s for s in _STEPS if span / s <= 8), _STEPS[-1])
    width, height = frame.size
    parts = []
    lon = -(-frame.west // step) * step
    while lon < frame.east:
        x, _ = frame.at(lon, frame.north)
        parts.append(f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{height:.0f}" class="grid"/>')
        parts.append(f'<text x="{x + 2:.1f}" y="{height - 3:.0f}" class="degree">{_degrees(lon, "E", "W")}</text>')
        lon += step
    lat = -(-frame.south // step) * step
    while lat < frame.north:
        _, y = frame.at(frame.west, lat)
        parts.append(f'<line x1="0" y1="{y:.1f}" x2="{width:.0f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="2" y="{y - 2:.1f}" class="degree">{_degrees(lat, "N", "S")}</text>')
        lat += step
    return parts


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}°{positive if value > 0 else negative if value < 0 else ''}"


def _pins(frame: Frame, pinned: Sequence[tuple[int, Entry, Coordinates]]) -> list[str]:
    """One pin a place, larger with the dead of its deadliest incident, with the numbers of its rows."""
    places: dict[tuple[float, float], list[tuple[int, Entry]]] = {}
    for number, entry, pin in pinned:
        places.setdefault((pin.lon, pin.lat), []).append((number, entry))
    parts = []
    for (lon, lat), entries in sorted(places.items()):
        x, y = frame.at(lon, lat)
        dead = max(_highest(e) or 0 for _, e in entries)
        names = "; ".join(f"{n}: {e.when}, {e.type}, {e.place}" for n, e in entries)
        label = ", ".join(str(n) for n, _ in entries[:6]) + ("…" if len(entries) > 6 else "")
        radius = 4 + 3 * log10(1 + dead)
        title = escape(wrapping.one_line(names))
        text = (
            f'<text x="{x + radius + 2:.1f}" y="{y + 4:.1f}" class="label">{label}</text>'
            if len(places) <= _LABELS_AT_MOST
            else ""
        )
        parts.append(f'<g><title>{title}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="pin"/>{text}</g>')
    return parts


_PLOT: Final = 160.0  # pixels
_LEFT: Final = 44.0
_TOP: Final = 12.0
_FOOT: Final = 26.0
_THINNEST: Final = 5.0
_DAYS_AT_MOST: Final = timedelta(days=14)
_TICKS: Final = (0, 1, 3, 10, 30, 100, 300, 1000, 10_000, 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Days across, numbers of dead up; these by logarithm, so that one dead and a hundred can both be seen."""

    first: date
    last: date
    most: int

    def across(self, day: date) -> float:
        length = max(1, (self.last - self.first).days)
        return _LEFT + 10 + (day - self.first).days / length * (_WIDTH - _LEFT - 30)

    def up(self, number: int) -> float:
        return _TOP + _PLOT * (1 - log10(1 + number) / log10(1 + max(1, self.most)))


def timeline(brief: Brief) -> str:
    """A bar for each incident whose day is known within a fortnight: from the lowest to the highest number of dead, the preferred one
    marked. Empty when there is none.
    """
    shown = [(n, e, days) for n, e in enumerate(brief.incidents, 1) if (days := _days(e)) and _highest(e) is not None]
    if not shown:
        return ""
    axes = Axes(
        first=min(days[0] for _, _, days in shown),
        last=max(days[1] for _, _, days in shown),
        most=max(_highest(e) or 0 for _, e, _ in shown),
    )
    parts = [
        f'<svg class="timeline" viewBox="0 0 {_WIDTH:.0f} {_TOP + _PLOT + _FOOT:.0f}" role="img" aria-label="Killed, by day">'
    ]
    for number in (*(n for n in _TICKS if n < axes.most), axes.most):
        y = axes.up(number)
        parts.append(f'<line x1="{_LEFT:.0f}" x2="{_WIDTH:.0f}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="{_LEFT - 5:.0f}" y="{y + 4:.1f}" class="degree" text-anchor="end">{number:,}</text>')
    parts += [_bar(axes, number, entry, days) for number, entry, days in shown]
    if len(shown) <= _LABELS_AT_MOST:
        places = ((n, axes.across(days[0]), axes.up(_highest(e) or 0) - 4) for n, e, days in shown)
        parts += [f'<text x="{x:.1f}" y="{y:.1f}" class="degree" text-anchor="middle">{n}</text>' for n, x, y in places]
    for day, anchor, x in ((axes.first, "start", _LEFT), (axes.last, "end", _WIDTH)):
        parts.append(f'<text x="{x:.0f}" y="{_TOP + _PLOT + 18:.0f}" class="degree" text-anchor="{anchor}">{day}</text>')
    return "".join((*parts, "</svg>"))


def _bar(axes: Axes, number: int, entry: Entry, days: tuple[date, date]) -> str:
    killed = entry.killed
    assert killed is not None
    left, right = axes.across(days[0]), axes.across(days[1])
    width = max(_THINNEST, right - left)
    high, low = _highest(entry) or 0, killed.low or 0
    top, bottom = axes.up(high), axes.up(low)
    title = escape(wrapping.one_line(f"{number}: {entry.when}, {entry.type}, {entry.place}, killed: {killed.words}"))
    x = (left + right - width) / 2
    best = axes.up(killed.best if killed.best is not None else high)
    return (
        f"<g><title>{title}</title>"
        f'<rect x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{max(1.0, bottom - top):.1f}" class="range"/>'
        f'<line x1="{x - 2:.1f}" x2="{x + width + 2:.1f}" y1="{best:.1f}" y2="{best:.1f}" class="best"/></g>'
    )


def _days(entry: Entry) -> tuple[date, date] | None:
    if entry.first is None or entry.last is None or entry.last - entry.first > _DAYS_AT_MOST:
        return None
    return entry.first, entry.last


def _highest(entry: Entry) -> int | None:
    """The highest number of dead that stands; where it is open, the highest that anybody names. None without a number."""
    killed = entry.killed
    return max((n for n in (killed.low, killed.best, killed.high) if n is not None), default=None) if killed else None
