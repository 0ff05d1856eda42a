"""RSS, Atom and JSON Feed to entries. No network: bytes in, values out.

What cannot be an honest feed is refused before it is parsed; what is broken is read as far as it goes, with a note.
"""

import codecs
import io
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Any, Final
from urllib.parse import urljoin
from xml.parsers import expat

import msgspec

from overhorizon.clean.draft import canonical_address
from overhorizon.clean.text import one_line
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.ids import digest, short_id
from overhorizon.feeds.addresses import parse
from overhorizon.feeds.http import Page

STAGE: Final = "feed"
_MOST_TAGS = 500_000  # of 10 MB; five hundred long entries have a tenth
_DEEPEST = 200  # nested elements
_LONGEST_CONTENT = 1_000_000  # characters of one entry
_SHORTEST_FULL = 600  # characters of words: less is an announcement, whatever element it stands in
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_TEASER = re.compile(
    r"(?i)(?:\bread (?:more|on|the (?:full|rest|whole)[^.!?]{0,60})|\bcontinue reading[^.!?]{0,80}|\b(?:full|more) (?:story|article)|"
    r"…|\.\.\.|\[&hellip;\]|\[…\])[\s\]»›>→.]*$"
)
_BOILERPLATE = re.compile(r"(?i)\s*The post .{1,300}? (?:appeared first on|first appeared on) .{1,120}$", re.DOTALL)
_TAG = re.compile(r"<[^>]{0,2000}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. ``content`` is the whole article where the feed carries it as such, never a summary.

    ``id`` is short and ours: a hash of the entry's own id, or of its link, or of its words. ``stamp`` changes when the feed says
    that the entry did.
    """

    id: str
    stamp: str
    link: str | None = None  # without trackers
    title: str | None = None
    published: str | None = None  # as the feed prints it
    publisher: str | None = None  # of RSS <source>: whose article it is, when the feed is another's
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndicated:
    """A feed as it was read. ``note`` says what was wrong with it, None: nothing."""

    title: str | None
    entries: tuple[Entry, ...]
    note: str | None = None


def read_feed(page: Page, *, most: int) -> Syndicated:
    """The first ``most`` entries of a feed document, in its order. Raises SkipItem for what is no feed or must not be parsed."""
    head = page.content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise SkipItem(STAGE, "empty")
    if head[:1] == b"{":
        return _json_feed(page.content, page.address, most)
    return _xml_feed(page, most)


# RSS and Atom


def _xml_feed(page: Page, most: int) -> Syndicated:
    plain = page.content.replace(b"\0", b"")  # UTF-16, as far as these marks go
    if _HTML.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe")):
        raise SkipItem(STAGE, "a web page, no feed")
    if _DECLARATION.search(plain):
        raise SkipItem(STAGE, "it declares a document type or entities, which no feed needs")
    if plain.count(b"<") > _MOST_TAGS:
        raise SkipItem(STAGE, "too many elements for a feed")
    _refuse_too_deep(page.content)
    import feedparser

    # A stream, never bytes: feedparser would take bytes that look like an address or a path for one, and open it.
    charset, wrong = _charset(page)
    kind = f"{page.media_type or 'application/xml'}" + (f"; charset={charset}" if charset else "")
    headers = {"content-type": kind, "content-location": page.address}
    try:
        parsed = feedparser.parse(io.BytesIO(page.content), response_headers=headers)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        # A hostile feed may find a fault in the library; it costs this feed, not the run.
        raise SkipItem(STAGE, f"the feed breaks the parser ({type(error).__name__})") from error
    if not parsed.version and not parsed.entries:
        raise SkipItem(STAGE, "no RSS, Atom or JSON Feed")
    note = (_broken(parsed.get("bozo_exception")) if parsed.bozo else None) or wrong
    entries = tuple(_entry(entry, page.address) for entry in parsed.entries[:most])
    if len(parsed.entries) > most:
        note = note or f"{len(parsed.entries)} entries, of which the first {most} are read"
    return Syndicated(title=_line(parsed.feed.get("title"), 200), entries=_distinct(entries), note=note)


def _charset(page: Page) -> tuple[str | None, str | None]:
    """What to decode by, and what is wrong with what the server says.

    RFC 7303 lets the server's word stand above the document's. But words that are whole UTF-8, and not ASCII alone, are hardly ever
    anything else, and a server that speaks for all of its files alike is often mistaken: it is not believed against them.
    """
    try:
        if page.charset is None or page.content.isascii() or codecs.lookup(page.charset).name == "utf-8":
            return page.charset, None
        page.content.decode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return page.charset, None
    return "utf-8", f"its server says {one_line(page.charset, 40)}, its words are UTF-8"


def _refuse_too_deep(content: bytes) -> None:
    """Raises SkipItem for elements nested too deeply, as far as the document is well-formed."""
    parser, depth, deepest = expat.ParserCreate(), 0, 0

    def opened(name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG001  expat's signature
        nonlocal depth, deepest
        depth += 1
        deepest = max(depth, deepest)

    def closed(name: str) -> None:  # noqa: ARG001
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    with suppress(
        expat.ExpatError, LookupError, ValueError
    ):  # broken from there on: the feed's parser, not recursive, will say how
        parser.Parse(content, True)
    if deepest > _DEEPEST:
        raise SkipItem(STAGE, "its elements are nested too deeply")


def _broken(error: object) -> str | None:
    import feedparser

    if isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType):
        return None  # the declared encoding or media type was wrong, the words are right
    return f"broken XML, read as far as it goes: {one_line(str(error), 100)}"


def _entry(entry: dict[str, Any], base: str) -> Entry:
    source = entry.get("source") or {}
    # dict's own "get": this mapping answers a missing "updated" with "published", and warns.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    identity, link = _line(entry.get("id"), 2_000), _line(entry.get("link"), 2_000)
    if identity and link and "/" not in identity and link == urljoin(base, identity):
        link = None  # made up: a bare number in a <guid> that does not say that it is no link
    return _Found(
        identity=identity,
        link=link,
        title=_line(entry.get("title"), 500),
        published=_line(published, 100),
        updated=_line(updated, 100),
        publisher=_line(source.get("title"), 120),
        content=_full(entry.get("content") or ()),
    ).entry(base)


def _full(contents: Iterable[Mapping[str, Any]]) -> str | None:
    """The longest of the elements that are there for the whole article (content:encoded, atom:content)."""
    return max((str(content.get("value") or "") for content in contents), key=len, default=None)


# JSON Feed


class _Item(msgspec.Struct):
    id: str | int | float
    url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    date_published: str | None = None
    date_modified: str | None = None


class _JsonFeed(msgspec.Struct):
    version: str
    items: list[msgspec.Raw]
    title: str | None = None


def _json_feed(content: bytes, address: str, most: int) -> Syndicated:
    """JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). An item that is no item costs that item alone."""
    try:
        feed = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise SkipItem(STAGE, f"no JSON Feed: {one_line(str(error), 100)}") from None
    if "jsonfeed.org/version/" not in feed.version:
        raise SkipItem(STAGE, "JSON, but no JSON Feed")
    entries, broken = [], 0
    for raw in feed.items[:most]:
        try:
            item = msgspec.json.decode(raw, type=_Item)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            broken += 1
            continue
        entries.append(
            _Found(
                identity=_line(str(item.id), 2_000),
                link=_line(item.url, 2_000),
                title=_line(item.title, 500),
                published=_line(item.date_published, 100),
                updated=_line(item.date_modified, 100),
                publisher=None,
                content=item.content_html or item.content_text,
            ).entry(address)
        )
    note = f"{broken} items are not as JSON Feed says" if broken else None
    if len(feed.items) > most:
        note = note or f"{len(feed.items)} items, of which the first {most} are read"
    return Syndicated(title=_line(feed.title, 200), entries=_distinct(entries), note=note)


# What both have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What any of the formats says of an entry."""

    identity: str | None
    link: str | None
    title: str | None
    published: str | None
    updated: str | None
    publisher: str | None
    content: str | None

    def entry(self, base: str) -> Entry:
        """Relative links are relative to ``base``. An identity that is an address stands in for a missing link."""
        link = _link(self.link, base)
        if link is None and self.identity is not None and "://" in self.identity:
            link = _link(self.identity, base)
        return Entry(
            id=short_id("e", self.identity or link or digest(self.title or "", self.content or "")),
            stamp=digest(self.updated or self.published or "", self.title or "")[:16],
            link=link,
            title=self.title,
            published=self.published,
            publisher=self.publisher,
            content=self.content if self.content and _is_whole(self.content) else None,
        )


def _is_whole(content: str) -> bool:
    """Whether a content element holds the article, and not the beginning of it with a link to the rest."""
    if len(content) > _LONGEST_CONTENT:
        return False
    words = _BOILERPLATE.sub("", " ".join(unescape(_TAG.sub(" ", content)).split()))
    return len(words) >= _SHORTEST_FULL and not _TEASER.search(words[-200:])


def _link(link: str | None, base: str) -> str | None:
    """The address without trackers, for reading and as the article's name; None for what is none."""
    if not link:
        return None
    try:
        return canonical_address(str(parse(link, base=parse(base))))
    except SkipItem:
        return None


def _line(value: object, limit: int) -> str | None:
    return (one_line(value, limit) or None) if isinstance(value, str) else None


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each id: the first."""
    return tuple({entry.id: entry for entry in reversed(list(entries))}.values())[::-1]
