"""Spelling folds: how two written forms of one name become equal.

`fold` keeps the length of a text, so that offsets found in the folded text hold in the original.
`name_key` is what names are indexed under; the build script and the look-up share it.
"""

from __future__ import annotations

import hashlib
import unicodedata

_APOSTROPHES = "'’‘`´ʼʻʾʿ′ˈ"
_HYPHENS = "-‐‑‒–−"
# Letters without a decomposition whose usual plain form is one letter.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "þ": "t", "ə": "e", "ħ": "h"}


class _FoldTable(dict[int, str]):
    """A translation table that works out each character once."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES or unicodedata.combining(character):
        return "'"  # `name_key` drops apostrophes, and with them stray combining marks
    if character in _HYPHENS:
        return "-"
    if character.isspace():
        return " "
    lowered = character.lower()[:1]
    lowered = _PLAIN.get(lowered, lowered)
    base = unicodedata.normalize("NFKD", lowered)[:1].lower()
    return base if len(base) == 1 else lowered


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Lower case, no accents, one kind of apostrophe, hyphen and space; as long as `text`."""
    return text.translate(_TABLE)


def name_key(name: str) -> str:
    """The form under which a name is looked up: folded, hyphens as spaces, no apostrophes or full stops."""
    return key_of_folded(fold(name))


def key_of_folded(folded: str) -> str:
    """As `name_key`, for a text that is folded already."""
    return " ".join(folded.replace("'", "").replace(".", "").replace("-", " ").split())


def key_hash(key: str) -> int:
    """The unsigned 64-bit number that stands for a key in the index (first 8 bytes of BLAKE2b)."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
