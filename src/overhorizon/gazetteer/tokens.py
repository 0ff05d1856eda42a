"""Words of a text with what joins them, and the runs of words that may be one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overhorizon.gazetteer.fold import fold, key_of_folded

_TOKEN = re.compile(r"[^\W_]+(?:['’ʿʾʻʼ`][^\W_]+)*")
_ARTICLES = frozenset({"al", "an", "ar", "as", "ash", "at", "az", "ad", "el", "er", "es", "ez", "en"})
_LOOSE_ARTICLES = frozenset({"al", "el"})  # the others are words of their own where no hyphen joins them
_ABBREVIATIONS = frozenset({"st", "mt", "ft", "ste", "pt"})
_MAX_TOKENS = 5


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``glue`` is what stands between it and the next: " ", "-", or "" for anything else."""

    start: int
    end: int
    folded: str
    capital: bool
    glue: str


def tokens_of(text: str) -> list[Token]:
    """All words in order; a possessive ending belongs to none."""
    folded = fold(text)
    spans = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if end - start > 3 and folded.endswith("'s", start, end):
            end -= 2
        spans.append((start, end))
    tokens = []
    for number, (start, end) in enumerate(spans):
        gap = text[end : spans[number + 1][0]] if number + 1 < len(spans) else ""
        word = folded[start:end]
        glue = " " if gap in (" ", "\u00a0") or (gap == ". " and word in _ABBREVIATIONS) else "-" if gap in ("-", "‑") else ""
        tokens.append(Token(start, end, word, text[start].isupper() or text[start : start + 2][-1:].isupper(), glue))
    return tokens


def windows(tokens: Sequence[Token], never: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """(first, last, key) of runs of words that may be a name; no word of `never` alone."""
    for first, token in enumerate(tokens):
        if not (token.capital or _is_article(tokens, first)):
            continue
        key = ""
        for last in range(first, min(first + _MAX_TOKENS, len(tokens))):
            current = tokens[last]
            if last > first and not tokens[last - 1].glue:
                break
            if not current.capital and len(current.folded) > 4 and not current.folded.isdigit():
                break
            key = f"{key} {current.folded}" if key else current.folded
            if current.capital and not (last == first and current.folded in never) and len(key) > 2:
                yield first, last, key_of_folded(key)


def _is_article(tokens: Sequence[Token], index: int) -> bool:
    """Whether an article in small letters begins a name: "al-Bab", "al Bab", "as-Suwayda"."""
    token = tokens[index]
    if token.folded not in _ARTICLES or index + 1 >= len(tokens) or not tokens[index + 1].capital:
        return False
    return token.glue == "-" or (token.glue == " " and token.folded in _LOOSE_ARTICLES)
