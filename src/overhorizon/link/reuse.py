"""The same text: passages of one report that stand in another, be it that both were cut, edited and put in another order.

`fingerprints` says under which keys a report's passages are to be found again: two reports are compared when they share one. Only what
tells one text from another makes a key, shingles with a name or a number: "no group has claimed responsibility" stands in thousands.
`reuses` compares them word by word. What stands in quotation marks does not count: two reporters may quote one speech.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from typing import Final

from rensa import RMinHash

from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Reuse
from overhorizon.domain.reports import Report
from overhorizon.domain.spans import Span

PERMUTATIONS: Final = 28
"""Fingerprints of a passage. Where 40 % of two passages of like length are the same, one of 28 meets with 0.99."""
SKETCH: Final = 12  # hashes of a report
_SHINGLE: Final = 3  # words
_SEED: Final = 20  # of the permutations: stored fingerprints hold as long as it stays
_SHORTEST: Final = 10  # words of a passage; less is a stock phrase
_LONGEST: Final = 70  # words; a longer paragraph is cut at the ends of sentences, so that a part of it weighs enough
_MOST: Final = 150  # passages of one report that are compared
_FEWEST_SHARED: Final = 8  # shingles, that is ten words in a row
_FEWEST_TELLING: Final = 4  # shingles of a passage that is to be found
_FEW_TELLING: Final = 10  # with fewer of them all shingles of a longer passage count
_SHARE: Final = 0.29
_DUPLICATE: Final = 0.5

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
_END = re.compile(r"[.!?]['\"”’)]{0,2} ")
_QUOTED = re.compile(r"“[^“”\n]{1,1500}”|\"[^\"\n]{1,1500}\"|«[^«»\n]{1,1500}»")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some of a report's text, as its shingles: each with where it stands; those inside quotation marks left out."""

    anchor: Anchor
    shingles: tuple[tuple[str, int, int], ...]
    telling: frozenset[str]  # those with a name or a number


def passages(report: Report) -> tuple[Passage, ...]:
    """The passages of a report that are long enough to be told apart, in order; furniture left out."""
    found = []
    for paragraph in _PARAGRAPH.finditer(report.text):
        if report.is_furniture(Span(start=paragraph.start(), end=paragraph.end())):
            continue
        quoted = [m.span() for m in _QUOTED.finditer(report.text, *paragraph.span())]
        for words in _pieces(report.text, *paragraph.span()):
            if len(words) < _SHORTEST:
                continue
            anchor = Anchor(report=report.id, start=words[0].start(), end=words[-1].end())
            shingles = tuple(_shingles(words, quoted))
            found.append(Passage(anchor, shingles, _telling(report.text, words, shingles)))
            if len(found) == _MOST:
                return tuple(found)
    return tuple(found)


def _pieces(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """The words of a paragraph; of a long one in pieces that end where a sentence ends, or where the words run out."""
    words = list(_WORD.finditer(text, start, end))
    if len(words) <= _LONGEST:
        yield words
        return
    piece: list[re.Match[str]] = []
    for word, following in zip(words, [*words[1:], None], strict=True):
        piece.append(word)
        full = len(piece) >= _LONGEST // 2 and _END.match(text, word.end()) is not None
        if following is None or full or len(piece) >= 2 * _LONGEST:
            yield piece
            piece = []


def _telling(text: str, words: Sequence[re.Match[str]], shingles: Sequence[tuple[str, int, int]]) -> frozenset[str]:
    """The shingles in which a name or a number stands; a capital that opens a sentence is no name. All, where hardly any does."""
    named = [w.start() for w in words if text[w.start()].isdigit() or (text[w.start()].isupper() and not _opens(text, w.start()))]
    starts = iter([*named, len(text)])
    at, found = next(starts), set()
    for shingle, start, end in shingles:
        while at < start:
            at = next(starts)
        if at < end:
            found.add(shingle)
    if len(found) < _FEW_TELLING and len(shingles) >= _LONGEST // 3:
        return frozenset(shingle for shingle, _, _ in shingles)
    return frozenset(found)


def _opens(text: str, start: int) -> bool:
    return start < 2 or text[start - 1] in '\n"“‘(' or text[start - 2] in '.!?:"”'


def _shingles(words: Sequence[re.Match[str]], quoted: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    told = [w.group().lower() for w in words]
    for i in range(len(words) - _SHINGLE + 1):
        start, end = words[i].start(), words[i + _SHINGLE - 1].end()
        if not any(a <= start and end <= b for a, b in quoted):
            yield " ".join(told[i : i + _SHINGLE]), start, end


def fingerprints(found: Sequence[Passage]) -> frozenset[int]:
    """Keys of 40 bits under which a report is found by any report that reuses a passage of it, or that it reuses."""
    keys: set[int] = set()
    for passage in found:
        if len(passage.telling) >= _FEWEST_TELLING:
            sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
            sketch.update(sorted(passage.telling))
            keys.update(number << 32 | value for number, value in enumerate(sketch.digest()))
    return frozenset(keys)


def sketch(found: Sequence[Passage]) -> tuple[int, ...]:
    """The lowest SKETCH hashes of all telling shingles, 63 bits each, sorted: reports with the same running text share some (bottom-k
    sketch, Cohen and Kaplan, PODC 2007). Far fewer than fingerprints, and for near duplicates only.
    """
    telling = {shingle for passage in found for shingle in passage.telling}
    hashes = (int.from_bytes(blake2b(s.encode(), digest_size=8).digest()) >> 1 for s in telling)
    return tuple(nsmallest(SKETCH, hashes))


def reuses(first: Sequence[Passage], second: Sequence[Passage]) -> tuple[Reuse, ...]:
    """Passages of two reports of which enough is the same, with the words from the first to the last that they share. Symmetric."""
    if not first or not second or first[0].anchor.report == second[0].anchor.report:
        return ()
    if first[0].anchor.report > second[0].anchor.report:
        first, second = second, first
    places: defaultdict[str, set[int]] = defaultdict(set)
    for number, passage in enumerate(second):
        for shingle, _, _ in passage.shingles:
            places[shingle].add(number)
    return tuple(sorted(_reused(first, second, places), key=lambda r: (r.first, r.second)))


def _reused(first: Sequence[Passage], second: Sequence[Passage], places: dict[str, set[int]]) -> Iterator[Reuse]:
    for passage in first:
        shared: defaultdict[int, set[str]] = defaultdict(set)
        for shingle, _, _ in passage.shingles:
            for number in places.get(shingle, ()):
                shared[number].add(shingle)
        for number, same in shared.items():
            share = len(same) / max(_FEWEST_SHARED, min(_distinct(passage), _distinct(second[number])))
            if len(same) >= _FEWEST_SHARED and share >= _SHARE:
                yield Reuse(first=_covered(passage, same), second=_covered(second[number], same), share=round(min(1.0, share), 3))


def _distinct(passage: Passage) -> int:
    return len({shingle for shingle, _, _ in passage.shingles})


def _covered(passage: Passage, same: set[str]) -> Anchor:
    spans = [(start, end) for shingle, start, end in passage.shingles if shingle in same]
    return Anchor(report=passage.anchor.report, start=min(s for s, _ in spans), end=max(e for _, e in spans))


def near_duplicates(found: Sequence[Passage], other: Sequence[Passage]) -> float:
    """How much of the shorter report's text stands in the longer one: the share of its shingles, 0 to 1. Symmetric."""
    mine = {shingle for p in found for shingle, _, _ in p.shingles}
    theirs = {shingle for p in other for shingle, _, _ in p.shingles}
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter >= _FEWEST_SHARED else 0.0


def is_near_duplicate(found: Sequence[Passage], other: Sequence[Passage]) -> bool:
    """Whether two reports have the same running text for the most part."""
    return near_duplicates(found, other) >= _DUPLICATE
