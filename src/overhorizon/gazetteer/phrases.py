"""Finds capitalised phrases that name settlements or divisions, and leaves out people, firms and ordinary words.

The names of GeoNames are too many and too common to be taken at sight: "Henry", "Reading" and "Police" are all towns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overhorizon.gazetteer.fold import fold, key_of_folded
from overhorizon.gazetteer.places import COMMON_WORD, GIVEN_NAME, SURNAME, NameMatch, PlaceTable

_TOKEN = re.compile(r"[^\W_]+(?:['’ʿʾʻʼ`][^\W_]+)*")
_ARTICLES = frozenset({"al", "an", "ar", "as", "ash", "at", "az", "ad", "el", "er", "es", "ez", "en"})
_ABBREVIATIONS = frozenset({"st", "mt", "ft", "ste", "pt"})
_MAX_TOKENS = 5
LOCATIVE = frozenset(
    "in at near from to around outside inside of into across through throughout toward towards between beyond above "
    "below via leaving reached reach entered enter left seized captured retook bombed struck shelled hit attacked "
    "besieged over for".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady prof president minister senator sen rep gov governor mayor sheriff judge justice "
    "officer sgt sergeant lt lieutenant capt captain maj major col colonel gen general brig brigadier adm admiral cpl "
    "pvt detective chief deputy king queen prince princess sheikh shaikh imam mullah maulvi maulana pope bishop "
    "archbishop father rev reverend sister coach attorney secretary chancellor ambassador spokesman spokeswoman "
    "commander superintendent inspector constable chairman director councilman councilwoman commissioner abu umm bin "
    "ibn ben bint saint emir ayatollah".split()
)
_PLACE_WORDS = frozenset(
    "province governorate district county state city region oblast department prefecture parish division municipality "
    "village town camp airport island islands valley river lake bay port mountains highway road bridge border "
    "subdistrict sub-district suburb neighbourhood neighborhood commune canton township wilaya raion borough square".split()
)
_BEFORE = frozenset(
    "north south east west northern southern eastern western central downtown upper lower greater old new northeast "
    "northwest southeast southwest northeastern northwestern southeastern southwestern inner outer rural metro "
    "metropolitan historic nearby the city town village district".split()
)
_NEVER = frozenset(
    "arab arabs western reserve jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun january "
    "february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday the this that these those he she it they we you i his her its their our my a an and but "
    "or if as at by for from in of on to with who what when where why how all some many most no not yes one two three "
    "four five six seven eight nine ten god islam islamic muslim muslims christian christians jewish catholic army "
    "navy police central union republic democratic liberation national united front party people state states news "
    "press post times daily university college school hospital court house senate congress parliament government "
    "ministry council committee agency authority north south east west northern southern eastern men man women woman".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase that names places: offsets and the rows that bear the name."""

    start: int
    end: int
    match: NameMatch


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str
    capital: bool
    glue: str  # what stands between this token and the next: " ", "-", or "" for anything else


def phrases(text: str, table: PlaceTable) -> list[Phrase]:
    """Phrases that name a place of the table, longest first at each start, none overlapping, in order of the text."""
    tokens = _tokens(text)
    windows = list(_windows(tokens))
    matches = table.find([key for _, _, key in windows])
    best: dict[int, tuple[int, NameMatch]] = {}
    for (first, last, _), match in zip(windows, matches, strict=True):
        if match is not None and last >= best.get(first, (-1, match))[0]:
            best[first] = (last, match)
    reader = _Reader(text, tokens, table)
    found: list[Phrase] = []
    free = 0
    candidates: list[tuple[int, int, NameMatch]] = []
    for first in sorted(best):
        if first < free:
            continue
        last, match = best[first]
        free = last + 1
        candidates.append((first, last, match))
    people = reader.surnames(candidates)
    for first, last, match in candidates:
        if reader.names_a_place(first, last, match, people):
            found.append(Phrase(start=tokens[first].start, end=tokens[last].end, match=match))
    return found


def _tokens(text: str) -> list[_Token]:
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
        tokens.append(_Token(start, end, word, text[start].isupper() or text[start : start + 2][-1:].isupper(), glue))
    return tokens


def _windows(tokens: Sequence[_Token]) -> Iterator[tuple[int, int, str]]:
    """(first, last, key) of runs of tokens that may be a name."""
    for first, token in enumerate(tokens):
        starts = token.capital or (
            token.folded in _ARTICLES and first + 1 < len(tokens) and bool(token.glue) and tokens[first + 1].capital
        )
        if not starts:
            continue
        key = ""
        for last in range(first, min(first + _MAX_TOKENS, len(tokens))):
            current = tokens[last]
            if last > first and not tokens[last - 1].glue:
                break
            if not current.capital and len(current.folded) > 4 and not current.folded.isdigit():
                break
            key = f"{key} {current.folded}" if key else current.folded
            if current.capital and not (last == first and current.folded in _NEVER) and len(key) > 2:
                yield first, last, key_of_folded(key)


class _Reader:
    """Judges candidate phrases by the words around them."""

    def __init__(self, text: str, tokens: Sequence[_Token], table: PlaceTable) -> None:
        self._text = text
        self._tokens = tokens
        self._table = table

    def surnames(self, candidates: Sequence[tuple[int, int, NameMatch]]) -> frozenset[str]:
        """Single words that stand in this text as the last part of a person's name."""
        found = set()
        for first, last, _ in candidates:
            if first == last and self._after_given_name(first) and not self._is_headline(first):
                found.add(self._tokens[first].folded)
        return frozenset(found)

    def names_a_place(self, first: int, last: int, match: NameMatch, people: frozenset[str]) -> bool:
        """Whether the phrase is to be taken as a place here."""
        size = self._size(match)
        word = self._tokens[first].folded
        located = self._located(first)
        if self._followed_by_division(last):
            return word not in _NEVER or last > first
        if first == last:
            written = self._text[self._tokens[first].start : self._tokens[first].end]
            if word in _NEVER or word in _TITLES or len(word) < 3 or "'" in word[1:-2]:
                return False
            if len(word) < 5 and written.isupper() and not self._is_headline(first):
                return False
            if match.flags & COMMON_WORD and not (located and size >= 50_000 and not self._starts_sentence(first)):
                return False
            if word in people and not located:
                return False
        if self._previous(first) in _TITLES or self._after_initial(first):
            return False
        if self._is_headline(first):
            return size >= 5_000 or last > first
        if self._after_given_name(first) and first == last:
            return False
        if (
            first == last
            and self._before_capital(last)
            and not located
            and (match.flags & (GIVEN_NAME | SURNAME) or size < 80_000)
        ):
            return False
        if first == last and match.flags & (GIVEN_NAME | SURNAME) and not located:
            return size >= 500_000 or (size >= 100_000 and not self._speaks(last))
        if first == last and not located and self._starts_sentence(first) and size < 5_000:
            return not self._speaks(last)
        return True

    def _size(self, match: NameMatch) -> int:
        return max(int(self._table.population[row]) for row in match.rows)

    def _previous(self, index: int) -> str:
        if not index:
            return ""
        gap = self._text[self._tokens[index - 1].end : self._tokens[index].start]
        return self._tokens[index - 1].folded if gap in (" ", ". ", "\u00a0") else ""

    def _after_initial(self, index: int) -> bool:
        """Whether a middle initial stands before: "David C. Lyons"."""
        if not index:
            return False
        before = self._tokens[index - 1]
        gap = self._text[before.end : self._tokens[index].start]
        return len(before.folded) == 1 and before.capital and gap == ". " and not self._text[: before.start].endswith(".")

    def _located(self, first: int) -> bool:
        if self._previous(first) in LOCATIVE:
            return True
        return first > 1 and self._previous(first) in _BEFORE and self._tokens[first - 2].folded in LOCATIVE

    def _starts_sentence(self, index: int) -> bool:
        before = self._text[: self._tokens[index].start].rstrip(" \"'“”‘’(—–-")[-1:]
        return before in ("", ".", "!", "?", "\n", ":")

    def _after_given_name(self, index: int) -> bool:
        """A capitalised word directly before that is no title case, no direction and does not merely start the sentence."""
        if not index or self._tokens[index - 1].glue != " ":
            return False
        before = self._tokens[index - 1]
        if not before.capital or before.folded in _BEFORE or before.folded in _PLACE_WORDS or before.folded in LOCATIVE:
            return False
        if before.folded in _NEVER:
            return False
        if self._starts_sentence(index - 1) and self._is_ordinary(before.folded):
            return False
        return not before.folded.isdigit() and not self._text[before.start : before.end].isupper()

    def _is_ordinary(self, word: str) -> bool:
        match = self._table.find([word])[0]
        return len(word) < 3 or word.endswith(("ing", "ed", "ly")) or (match is not None and bool(match.flags & COMMON_WORD))

    def _before_capital(self, index: int) -> bool:
        if index + 1 >= len(self._tokens) or self._tokens[index].glue != " ":
            return False
        after = self._tokens[index + 1]
        return after.capital and after.folded not in _PLACE_WORDS

    def _speaks(self, index: int) -> bool:
        if index + 1 >= len(self._tokens) or self._tokens[index].glue != " ":
            return False
        return self._tokens[index + 1].folded in ("said", "says", "told", "added", "who", "was", "is", "has", "had", "also")

    def _followed_by_division(self, last: int) -> bool:
        """Whether ", Missouri" or ", Syria" follows: the surest sign of a place."""
        if last + 1 >= len(self._tokens):
            return False
        after = self._tokens[last + 1]
        if self._text[self._tokens[last].end : after.start] != ", " or not after.capital:
            return False
        for end in (last + 2, last + 1):
            if end < len(self._tokens):
                key = " ".join(token.folded for token in self._tokens[last + 1 : end + 1])
                match = self._table.find([key_of_folded(key)])[0]
                if match and any(self._table.kind[row] in (0, 2) for row in match.rows[:3]):
                    return True
        return False

    def _is_headline(self, index: int) -> bool:
        """Whether the sentence is in title case, where capitals say nothing."""
        at = self._tokens[index].start
        start = max(self._text.rfind(mark, 0, at) for mark in ("\n", ". ")) + 1
        ends = [end for end in (self._text.find("\n", at), self._text.find(". ", at)) if end >= 0]
        words = [w for w in self._text[start : min(ends, default=len(self._text))].split() if len(w) > 3 and w[0].isalpha()]
        return 3 <= len(words) <= 25 and sum(w[0].isupper() for w in words) >= 0.75 * len(words)
