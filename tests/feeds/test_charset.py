"""A feed whose server names the wrong encoding is read rightly, and its state says so."""

import pytest

from overhorizon.feeds.http import Page
from overhorizon.feeds.syndication import read_feed
from tests.feeds.server import START

TITLE = "Übergriff bei Zürich"


def page(encoding: str, charset: str | None, *, title: str = TITLE) -> Page:
    item = "<item><title>One</title><link>https://harbour.example/1</link></item>"
    text = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel><title>{title}</title>{item}</channel></rss>"
    return Page(
        address="https://harbour.example/rss",
        content=text.encode(encoding),
        received=START,
        media_type="application/rss+xml",
        charset=charset,
    )


@pytest.mark.parametrize("charset", ["iso-8859-5", "windows-1251", "US-ASCII"])
def test_a_server_is_not_believed_against_words_that_are_utf_8(charset: str) -> None:
    read = read_feed(page("utf-8", charset), most=10)
    assert read.title == TITLE
    assert read.note == f"its server says {charset}, its words are UTF-8"
    assert len(read.entries) == 1


@pytest.mark.parametrize(("encoding", "charset"), [("utf-8", "UTF-8"), ("utf-8", None), ("iso-8859-1", "iso-8859-1")])
def test_a_server_that_is_right_is_believed(encoding: str, charset: str | None) -> None:
    read = read_feed(page(encoding, charset), most=10)
    assert (read.title, read.note) == (TITLE, None)


@pytest.mark.parametrize("charset", ["iso-8859-5", "no-such-encoding", "\x1b[2J"])
def test_where_words_are_ascii_nothing_hangs_on_it(charset: str) -> None:
    read = read_feed(page("utf-8", charset, title="Harbour"), most=10)
    assert (read.title, len(read.entries)) == ("Harbour", 1)


def test_a_hostile_name_of_an_encoding_stays_one_line() -> None:
    read = read_feed(page("utf-8", "utf-16\x1b[2J\n"), most=10)
    assert read.note is None or read.note.isprintable()
