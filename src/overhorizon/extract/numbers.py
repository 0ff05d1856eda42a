"""Numbers as news writes them: "1,200", "twenty-three", "a dozen", "2.5 million"."""

import re
from typing import Final

_UNITS: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL: Final = _UNITS | _TENS

_SMALL_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_SCALE_WORD = "|".join(_SCALES)
DIGITS: Final = r"(?<![\d/])(?<!\d[,.])(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,2}(?:,\d{2}){1,3},\d{3}|\d{1,9})(?!,?\d|/\d)"
"""Digits with or without separators, western (100,000) or Indian (1,00,000); never a piece of a longer figure."""
SPELLED: Final = (
    rf"(?:(?:{_SMALL_WORD})\b|an?(?=[\s-]{{1,2}}(?:{_SCALE_WORD}|dozen)\b))"
    rf"(?:(?:\s{{1,2}}and\s{{1,2}}|[\s-]{{1,2}})(?:{_SMALL_WORD}|{_SCALE_WORD}|dozen)\b){{0,6}}"
)
"""Number words; "a" and "an" only before a scale ("a hundred", "a dozen")."""
_HALF: Final = (
    rf"(?:(?:{_SMALL_WORD}|\d{{1,3}})\s{{1,2}}and\s{{1,2}}a\s{{1,2}}half\s{{1,2}}(?:{_SCALE_WORD}|dozen)\b|"
    rf"(?:an?|{_SMALL_WORD}|\d{{1,3}})\s{{1,2}}(?:{_SCALE_WORD}|dozen)\s{{1,2}}and\s{{1,2}}a\s{{1,2}}half\b)"
)
"""Number words with a half: "one and a half million", "a million and a half"."""
NUMBER: Final = rf"(?:{_HALF}|(?:{DIGITS})(?:\.\d{{1,3}})?(?:\s{{1,2}}(?:{_SCALE_WORD}|dozen)\b)?|{SPELLED})"
"""Any number. Case must be ignored by the pattern that uses it."""

SPELLED_STARTS: Final = frozenset(_SMALL)
_HALVED: Final = re.compile(_HALF, re.IGNORECASE)
_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+")


def read_number(words: str) -> float | None:
    """The value of a number as ``NUMBER`` matches it; None when the words are no one number ("two three").

    >>> read_number("two hundred and five"), read_number("2.5 million"), read_number("one and a half million")
    (205.0, 2500000.0, 1500000.0)
    """
    if _HALVED.fullmatch(words):
        first, *_ = words.split()
        scale_word = next(w for w in words.lower().split() if w == "dozen" or w in _SCALES)
        whole = 1.0 if first.lower() in ("a", "an") else read_number(first)
        return None if whole is None else (whole + 0.5) * _SCALES.get(scale_word, 12)
    total, group, last = 0.0, 0.0, None
    for word in _WORD.findall(words.lower()):
        if word in ("and", "a", "an"):
            group = group or (1.0 if word != "and" else 0.0)
            continue
        if word == "dozen" or word in _SCALES:
            scale = _SCALES.get(word, 12)
            group = (group or 1.0) * scale
            if scale > 100:
                total, group = total + group, 0.0
            last = float(scale)
            continue
        if word[0].isdigit():
            value = float(word.replace(",", ""))
        elif word in _SMALL:
            value = float(_SMALL[word])
        else:
            return None
        if (last is not None and last <= value) or (last is not None and last < 20):
            return None
        group += value
        last = value
    return total + group


def read_whole(words: str) -> int | None:
    """The value where it is a whole number of things, else None.

    >>> read_whole("twenty-three"), read_whole("2.5")
    (23, None)
    """
    value = read_number(words)
    return int(value) if value is not None and value == int(value) else None
