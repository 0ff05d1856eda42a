"""An analysis as accounts: what comparing reports needs of each incident mention, without the text."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.reports import Report
from overhorizon.domain.spans import Span
from overhorizon.encoder.chunks import FUNCTION_WORDS
from overhorizon.encoder.sentences import paragraphs, sentences
from overhorizon.gazetteer.fold import fold

MOST_WORDS = 60  # of one account; what a report tells of one incident beyond that says little more
MOST_NAMES = 80  # of one report
_SHORTEST = 3  # letters
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STEM = re.compile(r"(?:(?<=[a-z]{3})['’]s|(?<=[a-z]{2}[a-rt-z])s)$")
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december""".split()
)


def accounts(
    analysis: Analysis, *, first_seen: datetime, revised: bool = False, vectors: Mapping[str, bytes] | None = None
) -> tuple[Account, ...]:
    """One account for each incident mention, in order.

    A report counts from its publication; from ``first_seen`` where it has none, or where it is ``revised``: a later text of an
    address that was read before. ``vectors`` are int8 passage vectors by id of mention.
    """
    report = analysis.report
    published = report.publication
    body = _body(report)
    names = _names(report.text, body)
    return tuple(
        Account(
            mention=mention,
            report=report.id,
            revision=report.revision,
            outlet=report.outlet,
            published_first=published.first if published else None,
            published_last=published.last if published else None,
            first_seen=first_seen,
            since=first_seen.date() if revised or published is None else published.last,
            words=_telling_words(report.text, body, mention),
            names=names,
            vector=(vectors or {}).get(mention.id),
        )
        for mention in analysis.incidents
    )


def folded_words(text: str) -> Iterable[str]:
    """The telling words of a text in its order: folded, without plural ends, numbers kept, function words left out."""
    for match in WORD.finditer(fold(text)):
        word = match.group()
        if (len(word) >= _SHORTEST or word.isdigit()) and word not in FUNCTION_WORDS:
            yield _STEM.sub("", word)


def _body(report: Report) -> tuple[Span, ...]:
    passages = (p for p in paragraphs(report.text) if not report.is_furniture(p))
    return tuple(s for passage in passages for s in sentences(report.text, passage))


def _telling_words(text: str, body: Iterable[Span], mention: IncidentMention) -> tuple[str, ...]:
    told = [s for s in body if any(s.overlaps(t) for t in mention.triggers)]
    return _first(MOST_WORDS, (word for sentence in told for word in folded_words(sentence.of(text))))


def _names(text: str, body: Iterable[Span]) -> tuple[str, ...]:
    """Words with a capital, without days and months: names, whatever they name. One that opens a sentence is a name before another."""
    return _first(MOST_NAMES, (word for sentence in body for word in _names_of(sentence.of(text))))


def _names_of(sentence: str) -> Iterable[str]:
    found = list(WORD.finditer(sentence))
    for n, match in enumerate(found):
        follower = sentence[match.end() : match.end() + 2].lstrip(" ")[:1]
        if match.group()[0].isupper() and (n > 0 or follower.isupper()):
            yield from (word for word in folded_words(match.group()) if word not in _CALENDAR)


def _first(most: int, words: Iterable[str]) -> tuple[str, ...]:
    """The first so many different words, sorted."""
    kept: dict[str, None] = {}
    for word in words:
        if len(kept) == most:
            break
        kept.setdefault(word)
    return tuple(sorted(kept))
