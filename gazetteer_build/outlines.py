"""Thin Natural Earth's countries once: world-atlas -> src/overhorizon/brief/outlines.json.

    python gazetteer_build/outlines.py SOURCES/countries-50m.json

The output depends on the source alone: rings as steps in hundredths of a degree, the largest first.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from overhorizon.gazetteer.countries import load_countries

OUTPUT = Path(__file__).parents[1] / "src/overhorizon/brief/outlines.json"
TOLERANCE = 0.04  # degrees: a third of a pixel on a map of ten degrees
SMALLEST = 0.02  # square degrees: smaller islands go, but not a country's largest
# As Natural Earth shortens names that our table has in full.
NAMES = {
    "Bosnia and Herz.": "BA", "Central African Rep.": "CF", "Dem. Rep. Congo": "CD", "Congo": "CG", "Côte d'Ivoire": "CI",
    "Czechia": "CZ", "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "eSwatini": "SZ", "Falkland Is.": "FK", "Fr. Polynesia": "PF",
    "Macedonia": "MK", "North Macedonia": "MK", "S. Sudan": "SS", "Solomon Is.": "SB", "St. Kitts and Nevis": "KN",
    "St. Vin. and Gren.": "VC", "Timor-Leste": "TL", "Turkey": "TR", "United States of America": "US", "W. Sahara": "EH",
    "Palestine": "PS", "Kosovo": "XK", "Cabo Verde": "CV", "Myanmar": "MM", "Antigua and Barb.": "AG", "Marshall Is.": "MH",
    "Cayman Is.": "KY", "Cook Is.": "CK", "Faeroe Is.": "FO", "N. Mariana Is.": "MP", "U.S. Virgin Is.": "VI",
    "British Virgin Is.": "VG", "Turks and Caicos Is.": "TC", "São Tomé and Principe": "ST", "Somaliland": "SO", "N. Cyprus": "CY",
}  # fmt: skip

Point = tuple[float, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    atlas = json.loads(parser.parse_args().source.read_text(encoding="utf-8"))
    arcs = list(decoded(atlas))
    codes = {name: c.iso2 for c in load_countries() for name in (*c.aliases, c.name)} | NAMES
    rings: dict[str, list[list[Point]]] = {}
    unknown = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name not in codes:
            unknown.append(name)
            continue
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings.setdefault(codes[name], []).extend(joined(arcs, part[0]) for part in parts)
    stored = {code: list(thinned(found)) for code, found in sorted(rings.items())}
    OUTPUT.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="ascii")
    sys.stdout.write(f"{len(stored)} countries; without a code: {', '.join(sorted(unknown))}\n")


def decoded(atlas: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs of a TopoJSON file in degrees: steps on a grid, scaled and moved."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        yield [(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)]


def joined(arcs: list[list[Point]], ring: list[int]) -> list[Point]:
    """One ring from its arcs, each thinned for itself, so that neighbours keep one border; a negative index runs backwards."""
    points: list[Point] = []
    for index in ring:
        arc = simplified(arcs[~index])[::-1] if index < 0 else simplified(arcs[index])
        points += arc[1:] if points else arc
    return points


def simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker (1973): no point is further than the tolerance from the line."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def off(p: Point) -> float:
        if not length:
            return float(((p[0] - ax) ** 2 + (p[1] - ay) ** 2) ** 0.5)
        return float(abs((bx - ax) * (ay - p[1]) - (ax - p[0]) * (by - ay)) / length)

    furthest = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[furthest]) <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: furthest + 1])[:-1] + simplified(points[furthest:])


def thinned(rings: list[list[Point]]) -> Iterator[list[int]]:
    """Rings as steps, the largest first; what is too small to be seen is left out."""
    ranked = sorted(rings, key=lambda ring: (-area(ring), ring))
    for n, ring in enumerate(ranked):
        if n and area(ring) < SMALLEST:
            return
        grid = [(round(x * 100), round(y * 100)) for x, y in ring[:-1]]
        last, steps = (0, 0), []
        for point in dict.fromkeys(grid):
            steps += [point[0] - last[0], point[1] - last[1]]
            last = point
        if len(steps) >= 6:
            yield steps


def area(ring: list[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


if __name__ == "__main__":
    main()
