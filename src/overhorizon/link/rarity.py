"""How telling a word is: rare in news of violence, by our own reports. Made by training/linking.py."""

import json
import math
from functools import cache
from importlib.resources import files
from typing import Final

FILE: Final = "words.json"


@cache
def _table() -> tuple[int, dict[str, int]]:
    read = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return read["reports"], read["words"]


@cache
def _known() -> dict[str, float]:
    total, counts = _table()
    return {word: math.log((total + 1) / (count + 1)) / math.log(total + 1) for word, count in counts.items()}


def rarity(word: str) -> float:
    """1 for a word in none of our reports, 0 for one in all of them."""
    return _known().get(word, 1.0)
