"""Short names that a report introduces itself: "the Harun Liberation Front (HLF)", "HLF, the Harun Liberation Front".

From there on the short name is the group's in this report, whoever else bears it in the registry.
"""

import re
from collections.abc import Iterator, Sequence

from overhorizon.domain.spans import Span
from overhorizon.extract.mentions import PartyMention, Taken

_SHORT = r"[A-Z][A-Za-z0-9]*(?:[-/][A-Za-z0-9]{1,6})?"
# What stands between a name and its short form.
_BRACKETED = re.compile(
    rf" ?[(\[](?:(?:or|also|known as|better known as|hereafter|hereinafter|aka|a\.k\.a\.),? )?(?:the )?"
    rf"[\"“'‘]?(?P<short>{_SHORT})[\"”'’]?(?:[,;] [^()\n]{{1,60}})?[)\]]"
)
_SAID = re.compile(
    rf",? (?:(?:also|better|widely|locally|commonly|otherwise) )?(?:known|abbreviated|referred to)(?: locally| in short)?"
    rf"(?: (?:as|by|to) (?:the |its )?(?:\w+ )?(?:acronym|initials|abbreviation|name|short form)?,? ?(?:of |as )?)"
    rf"(?:the )?[\"“'‘]?(?P<short>{_SHORT})\b"
)
_BEFORE = re.compile(rf"\b(?P<short>{_SHORT}) ?[(\[]$")
_CAPITALS = 2
_LONGEST = 12
_SMALL = frozenset("of the for and in de la del y des du al el".split())


def introduced(text: str, mentions: Sequence[PartyMention]) -> dict[str, PartyMention]:
    """Short names by their letters, each with the mention that it was introduced behind; the first introduction counts."""
    found: dict[str, PartyMention] = {}
    for mention in mentions:
        if mention.antecedent is not None:
            continue
        for pattern in (_BRACKETED, _SAID):
            match = pattern.match(text, mention.span.end)
            if match is not None and _stands_for(match["short"], mention.span.of(text)):
                found.setdefault(match["short"], mention)
        before = _BEFORE.search(text, max(0, mention.span.start - 20), mention.span.start)
        closed = text[mention.span.end : mention.span.end + 1] in (")", "]")
        if before is not None and closed and is_short_for(before["short"], mention.span.of(text)):
            found.setdefault(before["short"], mention)
    return found


def _stands_for(short: str, words: str) -> bool:
    """Whether a short name may be one of these words: enough capitals, and its letters in the order of the words' own.

    Translated names have acronyms of another language ("GSIM"): an all-capital one of three letters or more is believed in brackets.
    """
    if len(short) > _LONGEST or short == words:
        return False
    capitals = [c for c in short if c.isupper()]
    if len(capitals) < _CAPITALS:
        return False
    if len(capitals) >= 3 and short.replace("-", "").replace("/", "").isupper():
        return True
    return is_short_for(short, words)


def is_short_for(short: str, words: str) -> bool:
    """Whether the capitals of a short name are initials of the words, in their order."""
    rest = iter([w[0].upper() for w in re.findall(r"\w+", words) if w.lower() not in _SMALL])
    capitals = [c for c in short if c.isupper()]
    return len(capitals) >= _CAPITALS and " " in words and all(letter in rest for letter in capitals)


def spoken_short(
    text: str, sentences: Sequence[Span], short: dict[str, PartyMention], taken: Sequence[PartyMention]
) -> Iterator[PartyMention]:
    """Every place where an introduced short name stands outside longer names, as the party that it was introduced for."""
    if not short:
        return
    names = re.compile(
        r"(?<![\w/-])(?:" + "|".join(re.escape(s) for s in sorted(short, key=lambda s: (-len(s), s))) + r")(?![\w/]|-[A-Z])"
    )
    longer = Taken(m for m in taken if m.span.of(text) not in short)
    for sentence in sentences:
        for match in names.finditer(text, sentence.start, sentence.end):
            span = Span(start=match.start(), end=match.end())
            mention = short[match.group()]
            if not longer.overlaps(span):
                yield PartyMention(span=span, party=mention.party, antecedent=mention.span)
