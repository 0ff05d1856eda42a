"""Paragraphs and sentences as spans of the stored text."""

import re
from collections.abc import Iterator

from overhorizon.domain.spans import Span

# What ends with a full stop and does not end a sentence. Closed and short on purpose: titles, ranks, months, latin.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt sgt maj capt cpl brig adm cmdr insp supt asp spc pte pvt hon rev st
    jr sr no nos vs etc approx est inc ltd co corp dept jan feb mar apr jun jul aug sept sep oct nov dec
    mon tue tues wed thu thur thurs fri sat sun e.g i.e u.s u.k u.n u.a.e d.c a.m p.m ph.d lt.gen maj.gen brig.gen""".split()
)
_LONGEST = 1_000  # characters; newspaper sentences rarely pass 500
_LONGEST_WORD = (
    40  # characters looked at for an abbreviation: "A. B. A. B. ..." ends no sentence and would be read again and again
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+\S)|\n+")
_OPENER = re.compile(r"[\s\"'“‘«(\[—–-]*(.)")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)\.$")


def paragraphs(text: str) -> tuple[Span, ...]:
    """Runs of non-blank text between line breaks, trimmed."""
    return tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text))


def sentences(text: str, passage: Span) -> tuple[Span, ...]:
    """The sentences of one passage, in order, trimmed; together they cover all of its words.

    What goes on for longer than any sentence is cut at a space: all that reads a sentence may take it for short.
    """
    found: list[tuple[int, int]] = []
    start = passage.start
    for end in _END.finditer(text, passage.start, passage.end):
        if _ends_sentence(text, start, end):
            found.append((start, end.end()))
            start = end.end()
    found.append((start, passage.end))
    short = (piece for a, b in found for piece in _cut(text, a, b))
    return tuple(span for a, b in short if (span := trimmed(text, a, b)) is not None)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    if "\n" in end.group():
        return True
    following = _OPENER.match(text, end.end())
    if following and following.group(1).islower():
        return False
    word = _LAST_WORD.search(text[max(start, end.start() - _LONGEST_WORD) : end.start() + 1])
    if end.group().startswith(".") and not end.group().startswith("..") and word:
        bare = word.group(1).lower().rstrip(".")
        return not (bare in _ABBREVIATIONS or (len(bare) == 1 and bare != "i"))
    return True


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The characters without white space at either end; None where nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None
