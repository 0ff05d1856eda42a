"""What the page says of itself: whom it credits, what outlet it is, when it was published."""

import re

from overhorizon.clean import names, patterns
from overhorizon.clean.dates import find_printed
from overhorizon.clean.page import Layout
from overhorizon.domain.reports import FurnitureKind as Kind
from overhorizon.domain.reports import Publication
from overhorizon.domain.spans import Span

_CREDITED = re.compile(
    r"(?i)\b(?:sources?|via|credits?|(?:inputs?|reporting|reports|contributions?|material|files) (?:from|by)|appeared (?:in|on)|"
    r"published (?:by|in|on|at)|(?:produced|provided|supplied) by)\b ?[:–—-]? ?"
)
_BETWEEN = re.compile(r"\s*(?:,|/|;|\||&|\+|\band\b)\s*", re.IGNORECASE)
_AGENCY = re.compile(rf"\b(?:{patterns.AGENCIES})\b")
_WORD = r"[A-ZÀ-Þ](?:[\w&'’-]|\.(?=\w))*"
_NAME = rf"{_WORD}(?: (?:of|and|&|the|{_WORD})){{0,4}}"
# KABUL, Afghanistan, April 3 (Agency) — / Quetta (Agency): / LAGOS (Agency) -
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.-]*[,/ ]+){1,6}(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,? )?"
    rf"\((?P<name>{_NAME})\)\s*(?:[—–:-]|--)\s"
)
_COPYRIGHT = re.compile(
    rf"(?:(?i:copyright)|©|\([cC]\))(?: ?(?:©|\([cC]\)))?,?(?: \d{{4}}(?: ?[-–] ?\d{{4}})?)?,?(?: by)? (?P<name>{_NAME})"
)
_RIGHTS = re.compile(rf"(?P<name>{_NAME})[.,] (?i:all rights reserved)")
_FOLLOW = re.compile(
    r"(?:More from|Follow|Subscribe to|Support) (?P<name>(?:The )?[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3})"
    r"(?: (?:on|today|now)\b.*)?"
)
_UPDATED = re.compile(r"(?i)\s*(?:last )?(?:updated|modified|edited|corrected)")
_CUED = re.compile(
    r"(?i)\s*(?:first |originally |last )?(?:published|posted|issued|updated|modified|edited|created|filed|released)"
)
_PLACES = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]*[,/ ]+){1,5}")
_AFTER_DATELINE = re.compile(r"\s*(?:\([^()]{2,40}\))?\s*(?:[—–:]|--?)\s")
_YEAR = re.compile(r"\d{4}")
_NO_OUTLET = frozenset("us;reserved;all;our;the;page;press office;staff;editor;agencies;google;google news".split(";"))


def find_credits(text: str, layout: Layout) -> tuple[Span, ...]:
    """Spans of the agencies and outlets that the page credits, in order, none twice at one place.

    Read are source credits, agency bylines, datelines and an agency in brackets at the end of a paragraph. "Reuters reported
    that ..." is no credit: it is a claim's attribution.
    """
    found: set[Span] = set()
    for line in layout.lines:
        words = line.span.of(text)
        if line.kind is Kind.CREDIT:
            found.update(_listed(text, line.span))
        elif line.kind is Kind.BYLINE:
            found.update(Span(start=line.span.start + m.start(), end=line.span.start + m.end()) for m in _AGENCY.finditer(words))
        elif line.kind is None:
            found.update(_around(words, line.span.start))
    return tuple(sorted(found))


def _listed(text: str, span: Span) -> list[Span]:
    """The names of a credit line: what follows its cue, at commas and "and"; agencies alone when there is no cue."""
    words = span.of(text)
    cue = _CREDITED.search(words)
    if cue is None or words.lstrip().startswith("("):
        return [Span(start=span.start + m.start(), end=span.start + m.end()) for m in _AGENCY.finditer(words)]
    names, start = [], cue.end()
    for gap in [*_BETWEEN.finditer(words, cue.end()), None]:
        end = gap.start() if gap else len(words)
        name = words[start:end].strip(" .)")
        if name and len(name.split()) <= 6:
            at = span.start + words.index(name, start)
            names.append(Span(start=at, end=at + len(name)))
        start = gap.end() if gap else end
    return names


def _around(words: str, offset: int) -> list[Span]:
    """The agency of a dateline, and one in brackets that closes the paragraph."""
    found = []
    if opening := _DATELINE.match(words):
        found.append(opening.span("name"))
    elif closing := re.search(rf"[(\[—–-]\s?(?P<name>{patterns.AGENCIES})[)\]]?\.?$", words[-60:]):
        shift = max(0, len(words) - 60)
        found.append((closing.start("name") + shift, closing.end("name") + shift))
    return [Span(start=offset + a, end=offset + b) for a, b in found]


def find_outlet(text: str, layout: Layout) -> str | None:
    """The outlet's name where the page prints it: copyright line, masthead, "follow" line, or the desk in the byline.

    None when it does not: an address or a file name is not the page's word, and a "News Desk" is anybody's.
    """
    lines = [(line.kind, line.span.of(text)) for line in layout.lines if line.kind is not None]
    for kind, words in lines:
        if kind is Kind.LEGAL and (match := _COPYRIGHT.search(words) or _RIGHTS.search(words)):
            name = _trimmed(match.group("name"))
            if name:
                return name
    if layout.masthead:
        return layout.masthead.title() if layout.masthead.isupper() else layout.masthead
    for kind, words in lines:
        if kind in (Kind.SHARING, Kind.PROMOTION) and (match := _FOLLOW.fullmatch(words.strip())):
            name = _trimmed(match.group("name"))
            if name and names.MASTHEAD_WORD.search(name):
                return name
    for kind, words in lines:
        if kind is Kind.BYLINE and (desk := names.DESK.fullmatch(re.sub(r"^[Bb]y (?:the )?", "", words.strip()))):
            name = _trimmed(desk.group("name"))
            if name and any(w.lower() not in names.GENERIC_DESK for w in name.split()):
                return name
    return None


def find_publication(text: str, layout: Layout) -> Publication | None:
    """The publication that the page prints; "published" wins over "updated".

    Read are timestamps and bylines above the report, lines elsewhere that say "published" or "updated", and last a dateline
    with a full date. A date alone on a line below the report may be another article's, and "3 hours ago" is no date.
    """
    first = next((line.span.start for line in layout.lines if line.kind is None and line.prose), len(text))
    lines = [
        line
        for line in layout.lines
        if line.kind in (Kind.TIMESTAMP, Kind.BYLINE, Kind.READING_TIME)
        and (line.span.start < first or _CUED.match(line.span.of(text)))
    ]
    lines.sort(key=lambda line: (bool(_UPDATED.match(line.span.of(text))), line.span))
    printed = next((when for line in lines if (when := find_printed(text, within=line.span)) is not None), None)
    return printed or _of_dateline(text, first)


def _of_dateline(text: str, start: int) -> Publication | None:
    if start >= len(text):
        return None
    when = find_printed(text, within=Span(start=start, end=min(len(text), start + 90)))
    if when is None or when.span is None or not _PLACES.fullmatch(text[start : when.span.start]):
        return None
    return when if _AFTER_DATELINE.match(text, when.span.end) else None


def _trimmed(name: str) -> str | None:
    name = re.sub(r"(?i)[\s,.]+(?:all|ltd|limited|inc|llc|plc|corp|pvt)\b.*$", "", _YEAR.sub("", name)).strip(" .,-–—")
    return name if len(name) >= 2 and name.lower() not in _NO_OUTLET else None
