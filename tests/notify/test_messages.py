"""Alerts in words for people: all of it there, nothing that a screen or a chat would obey."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.watches import Severity
from overhorizon.notify.messages import LISTED, LONGEST_TITLE, Dispatch, alert_html, link, message, safe
from overhorizon.wording.text import UNSAFE
from tests.notify.samples import FIRST, HOSTILE, REVISED, dispatch, numbered


def test_one_alert_says_what_where_on_whose_word() -> None:
    told = message(dispatch(FIRST))
    assert told.title == "URGENT: [Northern Mali] New: bombing at Tessalit market, 20 killed"
    for part in (
        FIRST.headline,
        FIRST.detail[0],
        FIRST.id,
        "i-tessalit",
        "“A bomb exploded",
        "the army, in Harbour Radio",
        "12:00 UTC",
    ):
        assert part in told.text
        assert part in told.html
    assert told.key in told.text
    assert told.severity is Severity.URGENT
    assert told.thread == FIRST.id


def test_a_follow_up_names_the_first_of_its_thread() -> None:
    told = message(dispatch(REVISED))
    assert "Follow-up: Toll revised" in told.title
    assert f"follows alert {FIRST.id}" in told.text
    assert told.thread == FIRST.id


def test_a_digest_tells_threads_together_the_loudest_first() -> None:
    quiet = numbered(3)
    told = message(dispatch(quiet, REVISED, FIRST))
    assert told.title == "3 alerts, 1 urgent: Northern Mali"
    assert told.text.index(FIRST.headline) < told.text.index(REVISED.headline) < told.text.index(quiet.headline)
    assert told.thread is None


def test_a_digest_of_a_flood_says_how_many_more() -> None:
    told = message(dispatch(*(numbered(n) for n in range(LISTED + 7))))
    assert told.title.startswith(f"{LISTED + 7} alerts")
    assert "and 7 more" in told.text


def test_the_key_is_of_the_alerts_and_the_channel() -> None:
    assert dispatch(FIRST).key == dispatch(FIRST).deliveries[0].key
    assert len({dispatch(FIRST).key, dispatch(REVISED).key, dispatch(FIRST, REVISED).key, dispatch(FIRST, channel="b").key}) == 4
    with pytest.raises(ValueError, match="has an alert"):
        Dispatch(channel="desk", deliveries=())


def test_hostile_words_stay_words() -> None:
    told = message(dispatch(HOSTILE))
    assert "\n" not in told.title
    assert "\r" not in told.title
    assert "@everyone" not in told.text + told.title
    assert "<!channel>" not in told.text
    assert "<script" not in told.html
    assert "javascript:alert" not in told.html
    assert 'href="https://x.example' not in told.html


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://harbour.example/a?b=c&d", "https://harbour.example/a?b=c&d"),
        ("https://harbour.example/@desk", "https://harbour.example/%40desk"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://a.example/\u202egnp", None),
        ("https://a.example/ b", None),
        ('https://a.example/"onclick="x', None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_links(address: str | None, expected: str | None) -> None:
    assert link(address) == expected


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
def test_no_words_make_markup_lines_or_calls(headline: str, words: str, address: str) -> None:
    evidence = replace(FIRST.evidence[0], words=words, speaker=words, outlet=headline, address=address)
    told = message(dispatch(replace(FIRST, headline=headline, detail=(words,), evidence=(evidence,))))
    parser = _Tags()
    parser.feed(told.html)
    assert parser.tags <= {"p", "b", "blockquote", "a"}
    assert all(value is not None and re.match(r"https?://", value, re.IGNORECASE) for value in parser.links)
    assert len(told.title) <= LONGEST_TITLE
    assert not re.search(r"@(?:everyone|here|channel)", told.text)
    assert not UNSAFE.search(told.title.replace("\N{WORD JOINER}", ""))
    assert not UNSAFE.search(told.text.replace("\N{WORD JOINER}", ""))


def test_white_space_is_one_space() -> None:
    assert safe(" a\n\n b\tc ") == "a b c"


def test_the_feed_has_no_title_twice() -> None:
    assert FIRST.headline not in alert_html(FIRST)
    assert FIRST.id in alert_html(FIRST)
