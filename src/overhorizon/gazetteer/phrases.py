"""Finds capitalised phrases that name settlements or divisions, and leaves out people, firms and ordinary words.

The names of GeoNames are too many and too common to be taken at sight: "Henry", "Reading" and "Police" are all towns. A phrase is
taken where the words beside it say that it is a place; where they say nothing, if the same text elsewhere does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from overhorizon.gazetteer.fold import key_of_folded
from overhorizon.gazetteer.places import COMMON_WORD, GIVEN_NAME, SURNAME, NameMatch, PlaceTable
from overhorizon.gazetteer.tokens import Token, tokens_of, windows
from overhorizon.gazetteer.us_states import IN_FRONT
from overhorizon.gazetteer.vocabulary import (
    BEFORE_PLACES,
    CIVIC_AFTER,
    COUNTIES,
    DATELINE,
    LOCATIVE,
    NEVER,
    NEVER_PHRASES,
    OTHER_NAME_AFTER,
    PLACE_WORDS,
    STREET_AFTER,
    TITLES,
    WHERE,
    WIDER_COUNTIES,
)

_LONGEST_HEADLINE = 300  # characters
_TOWN, _NAMED_ALONE = 20_000, 80_000  # people: a town of this size is meant even between other capitals


class Trust(IntEnum):
    """How surely a phrase is a place."""

    NEVER = 0
    IF_NAMED_ELSEWHERE = 1  # the words beside it say nothing: taken where the same text surely names it elsewhere
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase that names places: offsets and the rows that bear the name."""

    start: int
    end: int
    match: NameMatch


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A run of words that some place is called."""

    first: int
    last: int
    key: str
    match: NameMatch

    @property
    def single(self) -> bool:
        return self.first == self.last


def phrases(text: str, table: PlaceTable) -> list[Phrase]:
    """Phrases that name a place of the table, longest first at each start, none overlapping, in order of the text."""
    tokens = tokens_of(text)
    candidates = _candidates(tokens, table)
    reader = _Reader(text, tokens, table)
    people = reader.surnames(candidates)
    trusts: list[Trust] = []
    for number, candidate in enumerate(candidates):
        listed = number > 0 and trusts[-1] >= Trust.LIKELY and reader.are_listed(candidates[number - 1], candidate)
        trusts.append(reader.trust(candidate, people, listed=listed))
    known = _known(candidates, trusts)
    return [
        Phrase(start=tokens[c.first].start, end=tokens[c.last].end, match=c.match)
        for c, trust in zip(candidates, trusts, strict=True)
        if trust >= Trust.LIKELY or (trust is Trust.IF_NAMED_ELSEWHERE and c.key in known)
    ]


def _known(candidates: Sequence[_Candidate], trusts: Sequence[Trust]) -> frozenset[str]:
    """Names that the text surely uses of a place: once without doubt, or likely and no person's, or likely twice."""
    likely = [c for c, trust in zip(candidates, trusts, strict=True) if trust >= Trust.LIKELY]
    sure = {c.key for c, trust in zip(candidates, trusts, strict=True) if trust is Trust.SURE}
    counted = Counter(c.key for c in likely)
    plain = {c.key for c in likely if not c.match.flags & (GIVEN_NAME | SURNAME | COMMON_WORD)}
    return frozenset(sure | plain | {key for key, count in counted.items() if count > 1})


def _candidates(tokens: Sequence[Token], table: PlaceTable) -> list[_Candidate]:
    runs = list(windows(tokens, NEVER))
    matches = table.find([key for _, _, key in runs])
    best: dict[int, _Candidate] = {}
    for (first, last, key), match in zip(runs, matches, strict=True):
        if match is not None and key not in NEVER_PHRASES and (first not in best or last >= best[first].last):
            best[first] = _Candidate(first, last, key, match)
    found: list[_Candidate] = []
    for first in sorted(best):
        if not found or first > found[-1].last:
            found.append(best[first])
    return found


class _Reader:
    """Judges candidates by the words around them."""

    def __init__(self, text: str, tokens: Sequence[Token], table: PlaceTable) -> None:
        self._text = text
        self._tokens = tokens
        self._table = table
        self._datelines = {match.start(1) for match in DATELINE.finditer(text)}

    def surnames(self, candidates: Sequence[_Candidate]) -> Mapping[str, bool]:
        """Single words that stand in this text as the last part of a person's name, and whether that is sure: after a known given
        name, or after two names ("Bilal Anwar Sorda").
        """
        found: dict[str, bool] = {}
        for candidate in candidates:
            first = candidate.first
            if not candidate.single or not self._after_given_name(first) or self._is_headline(first):
                continue
            if STREET_AFTER.match(self._text, self._tokens[first].end):
                continue
            before = self._table.find([self._tokens[first - 1].folded])[0]
            certain = (before is not None and bool(before.flags & GIVEN_NAME)) or self._after_given_name(first - 1)
            found[candidate.key] = found.get(candidate.key, False) or certain
        return found

    def are_listed(self, one: _Candidate, other: _Candidate) -> bool:
        """Whether two names stand in one list: "Larned, Pratt and West Wichita"."""
        gap = self._text[self._tokens[one.last].end : self._tokens[other.first].start]
        return gap in (", ", " and ", ", and ", " or ", "; ")

    def trust(self, candidate: _Candidate, people: Mapping[str, bool], *, listed: bool) -> Trust:
        """How surely the phrase is a place here."""
        first, last = candidate.first, candidate.last
        word = self._tokens[first].folded
        end = self._tokens[last].end
        if STREET_AFTER.match(self._text, end) or OTHER_NAME_AFTER.match(self._text, end) or self._is_half_a_name(candidate):
            return Trust.NEVER
        if self._followed_by_division(last):
            return Trust.SURE if word not in NEVER or last > first else Trust.NEVER
        if self._previous(first) in TITLES or self._after_initial(first):
            return Trust.NEVER
        if candidate.single:
            return self._trust_in_word(candidate, people, listed=listed)
        if self._is_headline(first):
            return Trust.LIKELY
        return Trust.SURE if self._surely_located(first) else Trust.LIKELY

    def _trust_in_word(self, candidate: _Candidate, people: Mapping[str, bool], *, listed: bool) -> Trust:
        first, match, word = candidate.first, candidate.match, candidate.key
        token, size = self._tokens[first], self._size(match)
        written = self._text[token.start : token.end]
        headline = self._is_headline(first)
        if word in NEVER or word in TITLES or len(word) < 3 or "'" in token.folded[1:-2]:
            return Trust.NEVER
        if len(word) < 5 and written.isupper() and not headline:
            return Trust.NEVER
        surely = self._surely_located(first) or token.start in self._datelines
        if self._begins_person(candidate) and not surely:
            return Trust.NEVER
        if COUNTIES.match(self._text, token.end) or WIDER_COUNTIES.match(self._text, token.end):
            return Trust.SURE
        if match.flags & COMMON_WORD:
            return self._trust_in_common_word(first, size, surely=surely or listed)
        if headline:
            return Trust.NEVER if word in people else Trust.LIKELY if size >= 5_000 else Trust.IF_NAMED_ELSEWHERE
        if self._after_given_name(first):
            return Trust.NEVER
        if self._names_source(first) and match.flags & (GIVEN_NAME | SURNAME):
            return Trust.IF_NAMED_ELSEWHERE
        if word in people and not surely:
            personal = people[word] or match.flags & (GIVEN_NAME | SURNAME)
            return Trust.NEVER if personal else Trust.LIKELY if size >= _TOWN else Trust.IF_NAMED_ELSEWHERE
        if surely:
            return Trust.SURE
        if self._is_weak(candidate, listed=listed):
            return Trust.IF_NAMED_ELSEWHERE
        return Trust.LIKELY

    def _is_weak(self, candidate: _Candidate, *, listed: bool) -> bool:
        """Whether nothing beside a single word says that it is a place, and it may be something else."""
        first, match, size = candidate.first, candidate.match, self._size(candidate.match)
        if listed or self._located(first):
            return False
        personal = bool(match.flags & (GIVEN_NAME | SURNAME))
        civic = CIVIC_AFTER.match(self._text, self._tokens[first].end) is not None
        if self._before_capital(first) and not civic and (personal or size < _NAMED_ALONE):
            return True
        if personal and not civic:
            return size < 100_000 or (size < 500_000 and self._speaks(first))
        return self._starts_sentence(first) and size < 5_000 and self._speaks(first)

    def _trust_in_common_word(self, first: int, size: int, *, surely: bool) -> Trust:
        if self._tokens[first].start in self._datelines:
            return Trust.LIKELY
        if self._starts_sentence(first) or self._is_headline(first):
            return Trust.NEVER
        beside = surely or self._located(first) or CIVIC_AFTER.match(self._text, self._tokens[first].end)
        return Trust.LIKELY if size >= (50_000 if beside else 1_000_000) else Trust.IF_NAMED_ELSEWHERE

    def _is_half_a_name(self, candidate: _Candidate) -> bool:
        """Whether a hyphen ties the phrase to a capitalised word that names no place: "Lee Myung-Bak", "Anne-Caroline"."""
        first, last = candidate.first, candidate.last
        before = self._tokens[first - 1] if first and self._tokens[first - 1].glue == "-" else None
        after = self._tokens[last + 1] if self._tokens[last].glue == "-" and last + 1 < len(self._tokens) else None
        if before is not None and self._after_given_name(first - 1):
            return True  # "Nadia Perez-Valls"
        beside = [token for token in (before, after) if token is not None and token.capital and len(token.folded) > 3]
        return any(match is None for match in self._table.find([token.folded for token in beside]))

    def _begins_person(self, candidate: _Candidate) -> bool:
        """A given name before another capitalised word: "Linda Wasserman"."""
        if not candidate.match.flags & GIVEN_NAME or not self._before_capital(candidate.last):
            return False
        return CIVIC_AFTER.match(self._text, self._tokens[candidate.last].end) is None

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
        return len(before.folded) == 1 and before.capital and gap == ". " and self._text[before.start - 1 : before.start] != "."

    def _surely_located(self, first: int) -> bool:
        return self._follows(first, WHERE)

    def _located(self, first: int) -> bool:
        return not self._names_source(first) and self._follows(first, LOCATIVE)

    def _names_source(self, first: int) -> bool:
        return first > 1 and self._previous(first) == "to" and self._tokens[first - 2].folded == "according"

    def _follows(self, first: int, words: frozenset[str]) -> bool:
        if self._previous(first) in words or self._is_seat_of_party(first):
            return True
        if (
            self._previous(first) == "of"
            and first > 1
            and self._tokens[first - 2].folded in ("city", "town", "village", "township")
        ):
            return True
        return first > 1 and self._previous(first) in BEFORE_PLACES and self._tokens[first - 2].folded in words

    def _is_seat_of_party(self, index: int) -> bool:
        """Whether the name stands after a party's letter: "Sen. Doe, R-Marshall"."""
        return index > 0 and self._tokens[index - 1].glue == "-" and self._tokens[index - 1].folded in ("r", "d", "i", "dfl")

    def _starts_sentence(self, index: int) -> bool:
        start = self._tokens[index].start
        before = self._text[max(0, start - 8) : start].rstrip(" \"'“”‘’(—–-")[-1:]
        return before in ("", ".", "!", "?", "\n", ":")

    def _after_given_name(self, index: int) -> bool:
        """A capitalised word directly before that is no title case, no direction and does not merely start the sentence."""
        if not index or self._tokens[index - 1].glue != " ":
            return False
        before = self._tokens[index - 1]
        if not before.capital or before.folded in BEFORE_PLACES or before.folded in PLACE_WORDS or before.folded in LOCATIVE:
            return False
        if before.folded in NEVER:
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
        return after.capital and after.folded not in PLACE_WORDS

    def _speaks(self, index: int) -> bool:
        if index + 1 >= len(self._tokens) or self._tokens[index].glue != " ":
            return False
        return self._tokens[index + 1].folded in ("said", "says", "told", "added", "who", "was", "is", "has", "had", "also")

    def _followed_by_division(self, last: int) -> bool:
        """Whether ", Missouri" or ", Syria" follows: the surest sign of a place."""
        if last + 1 >= len(self._tokens):
            return False
        if IN_FRONT.match(self._text, self._tokens[last].end):
            return True
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
        low, high = max(0, at - _LONGEST_HEADLINE), at + _LONGEST_HEADLINE
        start = max(self._text.rfind("\n", low, at), self._text.rfind(". ", low, at)) + 1
        if (start and self._text[start - 1] != "\n") or (not start and low):
            return False  # the middle of a paragraph
        ends = [end for end in (self._text.find("\n", at, high), self._text.find(". ", at, high)) if end >= 0]
        words = [w for w in self._text[start : min(ends, default=high)].split() if len(w) > 3 and w[0].isalpha()]
        return 3 <= len(words) <= 25 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)
