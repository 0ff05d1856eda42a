"""Outlines of countries for maps: Natural Earth at 1:50 million (public domain), thinned by gazetteer_build/outlines.py."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Final

Ring = tuple[tuple[float, float], ...]
_UNIT: Final = 0.01  # degrees


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """By ISO 3166-1 alpha-2 code, the largest ring of each country first; longitude and latitude in degrees.

    Lines of Natural Earth show who controls an area, not to whom it belongs.
    """
    stored = json.loads(files("overhorizon.brief").joinpath("outlines.json").read_text(encoding="ascii"))
    return {country: tuple(_ring(steps) for steps in rings) for country, rings in stored.items()}


def _ring(steps: list[int]) -> Ring:
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((round(x * _UNIT, 2), round(y * _UNIT, 2)) for x, y in zip(xs, ys, strict=True))
