"""How alike two names are, word for word: spellings of one name from another script, not names that share most of their words.

"Harakat al-Shabab" and "Harakat ash-Shabaab" are one; "Kuki Liberation Army" and "Kachin Liberation Army" are two, however many
letters they share. So every word needs its counterpart, and the worst pair decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

_PARTICLES = frozenset("al ar as ash an ad az at el ul ud e i o the of and for in wa wal bin ibn".split())
_SAME_SOUND = (
    ("sch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("dh", "d"), ("th", "t"), ("ch", "c"), ("q", "k"), ("ck", "k"),
    ("c", "k"), ("z", "s"), ("v", "w"), ("x", "ks"),
)  # fmt: skip
_SAME_CONSONANTS = 92.0  # words that differ in vowels and doublings only: "Muhajireen", "Mohajirin"
_NOT_FAR = 60.0  # and are near enough in letters: "Zetas" and "Shottas" are not
# Floor and lead, measured on 700 transliterations among the registry's own names, each looked up without itself: 60 % found, 0.6 %
# wrong; and on 900 groups looked up without their own row: 1.3 % taken for another, some of them listed twice. A plain ratio of
# sorted words that takes as few finds 49 %. To measure again: tests/gazetteer/test_likeness.py has the same experiment, smaller.
FLOOR = 80.0
LEAD = 3.0
_FIRST_LOOK = 60.0
_LOOKED_AT = 40


def words_of_name(key: str) -> tuple[str, ...]:
    """The words of a folded name that tell it from others: articles and particles left out."""
    return tuple(word for word in re.findall(r"[a-z0-9]+", key) if word not in _PARTICLES)


@lru_cache(maxsize=20_000)
def _consonants(word: str) -> str:
    if word.isdigit():
        return word
    sounds = word
    for letters, sound in _SAME_SOUND:
        sounds = sounds.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyw]", "", sounds)).removesuffix("h")


def likeness(one: str, other: str) -> float:
    """From 0 to 100, of two folded names: the likeness of the pair of words that are least alike; 0 where a word stands alone."""
    left, right = words_of_name(one), list(words_of_name(other))
    if not left or len(left) != len(right):
        return 0.0
    worst = 100.0
    for word in left:
        best, partner = max((_of_words(word, against), -at) for at, against in enumerate(right))
        del right[-partner]
        worst = min(worst, best)
    return worst


def _of_words(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    if one == other:
        return 100.0
    if one.isdigit() or other.isdigit():
        return 0.0
    letters = fuzz.ratio(one, other)
    consonants = _consonants(one)
    same = len(consonants) > 1 and consonants == _consonants(other) and letters >= _NOT_FAR
    return max(letters, _SAME_CONSONANTS) if same else letters


def ranked(key: str, names: Mapping[str, Sequence[str]], *, floor: float = FLOOR) -> Iterator[tuple[str, float]]:
    """Ids under names like a folded one, each with its likeness, best first."""
    from rapidfuzz import fuzz, process

    best: dict[str, float] = {}
    near = process.extract(key, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_FIRST_LOOK, limit=_LOOKED_AT)
    for name, _, _ in near:
        alike = likeness(key, name)
        for identifier in names[name] if alike >= floor else ():
            best[identifier] = max(alike, best.get(identifier, 0.0))
    yield from sorted(best.items(), key=lambda item: (-item[1], item[0]))
