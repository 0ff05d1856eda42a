"""A fetched page to a raw item, and an address that a user names."""

import json
from typing import Final
from urllib.parse import urlsplit

from overhorizon.clean.dates import declared
from overhorizon.clean.draft import canonical_address
from overhorizon.clean.text import one_line
from overhorizon.domain.errors import RetryLater, SkipItem
from overhorizon.domain.reports import Capture, Declared, Form, Publication, PublicationBasis, RawItem
from overhorizon.feeds.addresses import STAGE
from overhorizon.feeds.files import BadInput, binary_kind, looks_like_markup
from overhorizon.feeds.http import Fetcher, Page, Unchanged
from overhorizon.feeds.syndication import Entry

_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_UNSAID: Final = frozenset({"", "text/plain", "application/octet-stream"})  # often said of anything
_HEAD: Final = 4096


def item_of(page: Page, *, entry: Entry | None = None, outlet: str | None = None) -> RawItem:
    """The item of a page. ``entry`` is what its feed says of it, ``outlet`` whose pages the user says these are.

    Raises SkipItem for what is no page with an article: a picture, a PDF file, a feed, the front page that a dead link leads to.
    """
    form = _form(page)
    if entry is not None and entry.link is not None and _is_front(page.address) and not _is_front(entry.link):
        raise SkipItem(STAGE, "leads to the front page of its site")
    address = canonical_address(page.address)
    along = Declared(
        address=address,
        outlet=(entry.publisher if entry is not None else None) or outlet,
        publication=_declared(entry) if entry is not None else None,
        charset=page.charset,
    )
    capture = Capture(content=page.content, form=form, origin=address or one_line(page.address, 1_000), received=page.received)
    return RawItem(capture=capture, declared=along)


def content_item(entry: Entry, *, location: str, outlet: str | None, page: Page) -> RawItem:
    """The item of an article that stands in its feed, whole. Its origin, FEED#ENTRY, tells that no page was read."""
    when = _declared(entry)
    fields = {
        "url": entry.link,
        "publisher": entry.publisher or outlet,
        "published": entry.published if when is not None else None,
        "title": entry.title,
        "text": entry.content,  # markup is told from words there
    }
    content = json.dumps({name: value for name, value in fields.items() if value is not None}, ensure_ascii=False)
    capture = Capture(
        content=content.encode("utf-8", "replace"),
        form=Form.RECORD,
        origin=f"{location}#{entry.link or entry.id}",
        received=page.received,
    )
    return RawItem(capture=capture)


def open_address(address: str, fetcher: Fetcher) -> RawItem | BadInput:
    """What is at an address that a user names, now."""
    try:
        page = fetcher.get(address)
        assert not isinstance(page, Unchanged)  # no validator was sent
        return item_of(page)
    except SkipItem as refusal:
        reason = refusal.reason
    except RetryLater as failure:
        reason = f"{failure.reason}: try again later"
    return BadInput(origin=one_line(address, 1_000), line=None, reason=reason, form=Form.HTML)


def _form(page: Page) -> Form:
    head = page.content[:_HEAD]
    if (kind := binary_kind(head)) is not None:
        raise SkipItem(STAGE, f"{kind}, no page")
    if page.media_type in _HTML:
        return Form.HTML
    if page.media_type in _UNSAID:
        return Form.HTML if looks_like_markup(head) else Form.PAGE_TEXT
    if any(word in page.media_type for word in ("rss", "atom", "xml", "feed+json")):
        raise SkipItem(STAGE, "a feed or another XML document, no page")
    raise SkipItem(STAGE, f"{one_line(page.media_type, 60)}, no page")


def _declared(entry: Entry) -> Publication | None:
    return declared(entry.published, PublicationBasis.DECLARED) if entry.published else None


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query
