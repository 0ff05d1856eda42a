"""RSS, Atom and JSON Feed as they come: odd, broken and hostile."""

import json
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.errors import SkipItem
from overhorizon.feeds.http import Page
from overhorizon.feeds.syndication import Syndicated, read_feed
from tests.feeds.server import ENTITY_BOMB

BASE = "https://news.example.org/world/feed"
ARTICLE = " ".join(["The governor of the district said that the Grey Ford Militia had shelled the market."] * 12)


def read(content: str | bytes, *, media_type: str = "application/xml", charset: str | None = None, most: int = 100) -> Syndicated:
    body = content.encode() if isinstance(content, str) else content
    page = Page(address=BASE, content=body, received=datetime(2026, 3, 2, tzinfo=UTC), media_type=media_type, charset=charset)
    return read_feed(page, most=most)


def rss(*items: str, channel: str = "<title>Ford Post</title>") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel>{channel}{inside}</channel></rss>"
    )


def test_rss() -> None:
    feed = read(
        rss(
            "<guid>a-1</guid><title>Market &amp; mine shelled</title><link>/a?utm_source=rss&amp;id=3#top</link>"
            "<pubDate>Mon, 02 Mar 2026 08:00:00 +0300</pubDate><description>Short.</description>"
            '<source url="https://wire.example.com/rss">Heron Wire</source>'
        )
    )
    (entry,) = feed.entries
    assert (feed.title, feed.note) == ("Ford Post", None)
    assert (entry.link, entry.title) == ("https://news.example.org/a?id=3", "Market & mine shelled")
    assert (entry.published, entry.publisher, entry.content) == ("Mon, 02 Mar 2026 08:00:00 +0300", "Heron Wire", None)


def test_atom() -> None:
    feed = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Ford Post</title><entry><id>tag:ford,1</id><title>Mine raid</title>'
        '<link rel="alternate" href="https://news.example.org/b"/><link rel="enclosure" href="https://news.example.org/b.mp3"/>'
        "<published>2026-03-02T08:00:00Z</published><updated>2026-03-02T09:00:00Z</updated><summary>Short.</summary>"
        f'<content type="html">&lt;p&gt;{ARTICLE}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</content>'
        "<source><title>Heron Wire</title></source></entry></feed>"
    )
    (entry,) = feed.entries
    assert (entry.link, entry.published, entry.publisher) == ("https://news.example.org/b", "2026-03-02T08:00:00Z", "Heron Wire")
    assert entry.content is not None and ARTICLE in entry.content and "script" not in entry.content


def test_json_feed_and_one_item_that_is_none() -> None:
    items = [
        {
            "id": 7,
            "url": "https://news.example.org/c",
            "title": "Mine raid",
            "content_text": ARTICLE,
            "date_published": "2026-03-02T08:00:00Z",
        },
        {"url": "https://news.example.org/no-id"},
        "no object",
    ]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Ford Post", "items": items}))
    (entry,) = feed.entries
    assert (entry.link, entry.content, entry.published) == ("https://news.example.org/c", ARTICLE, "2026-03-02T08:00:00Z")
    assert feed.note == "2 items are not as JSON Feed says"


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (f"<p>{ARTICLE}</p>", True),
        (f"<p>{ARTICLE}</p><p>The post <a href='/a'>Mine raid</a> appeared first on <a href='/'>Ford Post</a>.</p>", True),
        (f"<p>{ARTICLE[:500]}</p>", False),
        (f"<p>{ARTICLE}</p><p>[&#8230;]</p>", False),
        (f"<p>{ARTICLE}</p><a href='/a'>Continue reading Mine raid →</a>", False),
        (f"<p>{ARTICLE}</p><a href='/a'>Read more</a>", False),
    ],
)
def test_a_beginning_is_not_passed_off_as_the_article(content: str, whole: bool) -> None:
    (entry,) = read(rss(f"<link>/a</link><content:encoded><![CDATA[{content}]]></content:encoded>")).entries
    assert (entry.content is not None) is whole


def test_a_summary_is_never_the_article() -> None:
    (entry,) = read(rss(f"<link>/a</link><description>{ARTICLE}</description>")).entries
    assert entry.content is None


def test_a_stamp_changes_with_what_the_feed_says() -> None:
    item = "<guid>1</guid><title>{}</title><pubDate>{}</pubDate><description>{}</description>"
    first, same, retitled, redated = (
        read(rss(item.format(*words))).entries[0]
        for words in [("A", "Mon, 02 Mar 2026 08:00:00 GMT", "x"), ("A", "Mon, 02 Mar 2026 08:00:00 GMT", "read 7 times"),
                      ("B", "Mon, 02 Mar 2026 08:00:00 GMT", "x"), ("A", "Mon, 02 Mar 2026 09:00:00 GMT", "x")]
    )  # fmt: skip
    assert first.id == same.id == retitled.id == redated.id
    assert first.stamp == same.stamp and len({first.stamp, retitled.stamp, redated.stamp}) == 3


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://a:b@example.org/", "data:text/html,x", ""])
def test_a_link_that_is_none(link: str) -> None:
    assert read(rss(f"<title>Mine raid</title><link>{link}</link><guid isPermaLink='false'>1</guid>")).entries[0].link is None


def test_a_guid_that_is_an_address_is_the_link() -> None:
    assert (
        read(rss("<title>Mine raid</title><guid>https://news.example.org/d</guid>")).entries[0].link
        == "https://news.example.org/d"
    )


def test_hostile_words_are_made_safe() -> None:
    (entry,) = read(rss("<link>/a</link><title>Raid&#x202e; \x9b2J " + "x" * 9_000 + "</title>")).entries
    assert entry.title is not None and entry.title.isprintable() and len(entry.title) <= 500


def test_entries_beyond_the_limit_are_told() -> None:
    feed = read(rss(*(f"<link>/{i}</link>" for i in range(30))), most=20)
    assert len(feed.entries) == 20 and feed.note == "30 entries, of which the first 20 are read"


@pytest.mark.parametrize(
    "content",
    [
        rss("<guid>1</guid><link>/a</link><title>A &nosuch; B</title>", "<guid>2</guid><link>/b</link>"),
        rss("<guid>1</guid><link>/a</link>", "<guid>2</guid><link>/b</link>")[:-23],
        rss("<guid>1</guid><link>/a</link><b><i>x</b></i>", "<guid>2</guid><link>/b</link>"),
        rss("<guid>1</guid><link>/a</link>\x0b", "<guid>2</guid><link>/b</link>"),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(content: str) -> None:
    feed = read(content)
    assert [entry.link for entry in feed.entries] == ["https://news.example.org/a", "https://news.example.org/b"]
    assert feed.note is not None and feed.note.startswith("broken XML") and feed.note.isprintable()


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "windows-1251", "utf-8-sig"])
def test_charsets(codec: str) -> None:
    words = rss("<link>/a</link><title>Взрыв на рынке в Идлибе</title>").replace(
        '"1.0"', f'"1.0" encoding="{codec.removesuffix("-sig")}"'
    )
    assert read(words.encode(codec)).entries[0].title == "Взрыв на рынке в Идлибе"


def test_a_wrong_charset_in_the_header_costs_nothing() -> None:
    words = rss("<link>/a</link><title>Café raid</title>").replace('"1.0"', '"1.0" encoding="utf-8"')
    feed = read(words, charset="ascii")
    assert feed.entries[0].title == "Café raid" and feed.note == "its server says ascii, its words are UTF-8"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ENTITY_BOMB, "entities"),
        (ENTITY_BOMB.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"), "entities"),
        (b'<!DOCTYPE rss SYSTEM "http://10.0.0.1/evil.dtd"><rss/>', "document type"),
        (b'<?xml version="1.0"?><!doctype rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "document type"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
        (b"<html><rss></rss></html>", "web page"),
        (b"", "empty"),
        (b"plain words", "no RSS"),
        (b"http://10.0.0.1/feed.xml", "no RSS"),
        (b"/etc/passwd", "no RSS"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no RSS"),
        (b"<a>" * 600_000, "too many elements"),
        (b"<rss version='2.0'><channel>" + b"<a>" * 300 + b"</a>" * 300 + b"</channel></rss>", "nested"),
        (b"<rss version='2.0'><channel>" + b"<a>" * 300, "nested"),
        (b"{}", "no JSON Feed"),
        (b'{"version": "1", "items": []}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000, "no JSON Feed"),
        (b"{" * 100_000, "no JSON Feed"),
    ],
    ids=lambda value: repr(value[:40]),
)
def test_what_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(SkipItem, match=words) as refusal:
        read(content)
    assert refusal.value.reason.isprintable()


def test_a_feed_makes_no_connection_and_opens_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    for address in ("http://10.0.0.1/feed", "feed:http://10.0.0.1/feed", __file__):
        with pytest.raises(SkipItem):
            read(address)


@pytest.mark.parametrize(
    "content",
    [
        rss(*(["<guid>{}</guid><title>Raid</title><description>" + "word &lt;b&gt;x&lt;/b&gt; " * 100 + "</description>"] * 300)),
        rss("<description>" + "&lt;div&gt;" * 40_000 + "</description>"),
        rss("<title>" + "&lt;" * 40_000 + "</title>"),
        "<rss version='2.0'><channel><item>&broken;" + "<a>" * 40_000,
    ],
    ids=["many", "deep markup", "open brackets", "deep and broken"],
)
def test_no_feed_takes_long(content: str) -> None:
    start = time.perf_counter()
    with suppress(SkipItem):
        read(content)
    assert time.perf_counter() - start < 15


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: rss(t).encode("utf-8", "replace")))
def test_any_bytes_are_a_feed_or_refused(content: bytes) -> None:
    try:
        feed = read(content)
    except SkipItem as refusal:
        assert refusal.reason.isprintable()
    else:
        assert all(entry.id.startswith("e-") for entry in feed.entries)
