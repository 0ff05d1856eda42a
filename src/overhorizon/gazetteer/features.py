"""Rivers, valleys, parks and airports that are named after a place and have no entry of their own: "Salinas Valley"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from overhorizon.domain.places import PlaceKind

_AFTER: dict[PlaceKind, str] = {
    PlaceKind.WATER: r"River|Creek|Lakes?|Bay|Reservoir|Canal|Strait|Gulf|Lagoon",
    PlaceKind.TERRAIN: r"(?:River )?Valley|Mountains?|Hills|Range|National (?:Park|Forest|Lakeshore|Reserve|Monument)|Game Reserve|"
    r"Wildlife Refuge|Wilderness|Forest|Desert|Delta|Canyon|Gorge|Plateau|Peninsula|Islands?|Marsh(?:es)?|Highlands|Basin",
    PlaceKind.FACILITY: r"(?:International )?Airport|Air (?:Force )?Base|Airbase|Airfield|Dam|Power (?:Plant|Station)|"
    r"(?:Central )?Prison|Barracks|(?:Refugee |IDP )?Camp|Bridge|Border Crossing",
}
_BEFORE: dict[PlaceKind, str] = {
    PlaceKind.WATER: r"Lake|Gulf of|Bay of",
    PlaceKind.TERRAIN: r"Mount|Mt\.",
    PlaceKind.FACILITY: r"Port of|Camp",
}
_FOLLOWING = tuple((kind, re.compile(rf" (?:{words})\b")) for kind, words in _AFTER.items())
_LEADING = tuple((kind, re.compile(rf"\b(?:{words}) $")) for kind, words in _BEFORE.items())
_TOWNSHIP = re.compile(r" Township\b")
_LOOK_BACK = 10  # characters; the longest word that stands before a name


def widened(text: str, start: int, end: int) -> tuple[int, int, PlaceKind | None]:
    """The name between the offsets with the word that makes a feature of it, and the feature's kind; as given where there is none."""
    for kind, pattern in _FOLLOWING:
        if match := pattern.match(text, end):
            return start, match.end(), kind
    for kind, pattern in _LEADING:
        if match := pattern.search(text[max(0, start - _LOOK_BACK) : start]):
            return start - len(match.group()), end, kind
    if match := _TOWNSHIP.match(text, end):
        return start, match.end(), None
    return start, end, None


def narrowed(text: str, start: int, end: int) -> Iterator[tuple[int, int, PlaceKind | None]]:
    """The name between the offsets, then what is left of it without the word that makes a feature of it."""
    yield start, end, None
    name = text[start:end]
    for kind, words in _AFTER.items():
        if match := re.search(rf" (?:{words})$", name):
            yield start, start + match.start(), kind
    for kind, words in _BEFORE.items():
        if match := re.match(rf"(?:{words}) ", name):
            yield start + match.end(), end, kind
