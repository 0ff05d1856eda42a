"""Looks at feeds: what comes out, what is remembered, and that a crash at any point loses nothing."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.clean import clean
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.reports import Form, PublicationBasis, RawItem, Report
from overhorizon.feeds.files import BadInput
from overhorizon.feeds.http import Fetcher
from overhorizon.feeds.options import FeedKind, FeedOptions
from overhorizon.feeds.polling import GIVE_UP, poll
from overhorizon.feeds.state import REMEMBERED, Condition, FeedState, Seen, dumps, forgetful, loads, next_due
from tests.feeds.conftest import Hands
from tests.feeds.server import START, Fault, Web, make_sites

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Fetching = Callable[..., Fetcher]
WWW = "www.example.org"
STORY = "<p>Gunmen of the Heron Brigade raided a grain market in Idlib on Sunday and killed seven traders, the hospital said.</p>"
LONG = (
    STORY + "<p>The governor of the province said that two of the attackers had been held at a checkpoint near the river.</p>" * 8
)


@dataclass
class Reader:
    """Looks at one feed again and again; keeps what came, and the state, as the watch loop does."""

    feed: FeedOptions
    fetcher: Fetcher
    hands: Hands
    state: FeedState = field(default_factory=FeedState)
    items: list[RawItem | BadInput] = field(default_factory=list)

    def look(self, *, stop_after: int | None = None) -> list[RawItem | BadInput]:
        """One look. Stopped after so many steps, as by a crash, which the state does not see."""
        found = []
        for number, step in enumerate(poll(self.feed, self.state, self.fetcher, self.hands.now())):
            if number == stop_after:
                break
            self.state = loads(dumps(step.state))
            if step.item is not None:
                found.append(step.item)
        self.items += found
        return found

    def reports(self) -> list[Report]:
        cleaned = [clean(item) for item in self.items if isinstance(item, RawItem)]
        assert all(isinstance(report, Report) for report in cleaned), cleaned
        return [report for report in cleaned if isinstance(report, Report)]


def feed_at(location: str, kind: FeedKind = FeedKind.FEED, **more: str) -> FeedOptions:
    return FeedOptions(name="ford", kind=kind, location=location, **more)  # type: ignore[arg-type]


def put_feed(web: Web, *items: str) -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ford Post</title>'
    return web.put(WWW, "/feed", f"{head}{inside}</channel></rss>")


def put_page(web: Web, path: str, body: str = STORY) -> str:
    return web.put(
        WWW,
        path,
        f"<html><body><article><h1>Market raided</h1>{body}</article></body></html>",
        Content_Type="text/html",
    )


def item_for(web: Web, path: str, more: str = "") -> str:
    return f"<guid isPermaLink='false'>{path}</guid><link>http://{WWW}:{web.port}{path}</link>{more}"


def test_new_entries_become_pages_oldest_first_and_once(web: Web, hands: Hands, fetching: Fetching) -> None:
    site = web.sites[0]
    reader = Reader(feed_at(web.address(site)), fetching(), hands)
    found = reader.look()
    assert [item.capture.origin for item in found if isinstance(item, RawItem)] == [
        web.address(site, article.path) for article in site.published(0)
    ]
    assert reader.state.condition is Condition.WELL and reader.state.last_success == START
    hands.move(minutes=15)
    assert reader.look() == [] and web.requests[-1].headers["if-none-match"] == reader.state.etag
    web.minute = 4 * 60
    hands.move(hours=4)
    reader.look()
    assert {r.address for r in reader.reports()} == {web.address(site, a.path) for a in site.articles}


def test_nothing_is_asked_before_it_is_due(web: Web, hands: Hands, fetching: Fetching) -> None:
    reader = Reader(feed_at(web.address(web.sites[0])), fetching(), hands)
    reader.look()
    asked, began = len(web.requests), reader.state.last_polled
    assert began is not None and next_due(reader.feed, reader.state) == began + timedelta(minutes=15)
    hands.at = began + timedelta(minutes=14)
    assert reader.look() == [] and len(web.requests) == asked


def test_what_the_feed_says_counts_where_the_page_is_silent(web: Web, hands: Hands, fetching: Fetching) -> None:
    put_page(web, "/a")
    put_page(web, "/b", STORY + "<p>Copyright 2026 Ford Post. All rights reserved.</p>")
    when = "<pubDate>Mon, 02 Mar 2026 01:30:00 +0300</pubDate>"
    address = put_feed(
        web, item_for(web, "/a", when + "<source url='https://w.example.com/'>Heron Wire</source>"), item_for(web, "/b", when)
    )
    reader = Reader(feed_at(address, outlet="Ford Post"), fetching(), hands)
    reader.look()
    second, first = reader.reports()
    assert (first.outlet, second.outlet) == ("Heron Wire", "Ford Post")
    assert first.publication is not None and first.publication.basis is PublicationBasis.DECLARED
    assert first.publication.instant == datetime(2026, 3, 1, 22, 30, tzinfo=UTC) and first.publication.first.day == 2
    assert first.address == f"http://{WWW}:{web.port}/a"


def test_a_changed_article_is_read_again_as_a_revision(web: Web, hands: Hands, fetching: Fetching) -> None:
    site = next(site for site in web.sites if site.fault is Fault.CHANGING)
    reader = Reader(feed_at(web.address(site)), fetching(), hands)
    for web.minute in range(0, 241, 15):
        hands.at = START + timedelta(minutes=web.minute)
        reader.look()
    seen = Counter(r.address for r in reader.reports())
    assert seen == {web.address(site, a.path): 2 if a.changes else 1 for a in site.articles}
    assert len({r.revision for r in reader.reports()}) == sum(seen.values())


@settings(max_examples=25)
@given(cuts=st.lists(st.integers(0, 3), max_size=12))
def test_a_crash_anywhere_loses_nothing_and_doubles_nothing(cuts: list[int]) -> None:
    """Every look is stopped after some steps; what was stored by then is all that the next one knows."""
    from random import Random

    from overhorizon.feeds.http import Clock
    from overhorizon.feeds.options import FetchOptions

    hands = Hands()
    with Web(sites=make_sites(3, sites=1, entries=6, minutes=60)) as web:
        web.minute = 60
        options = FetchOptions(allow_private=web.allowed())
        clock = Clock(now=hands.now, sleep=hands.sleep)
        with Fetcher(options, clock=clock, random=Random(1), resolver=web.resolve) as fetcher:
            reader = Reader(feed_at(web.address(web.sites[0])), fetcher, hands)
            for cut in cuts:
                reader.look(stop_after=cut)
            reader.look()
            hands.move(minutes=15)
            reader.look()
        assert Counter(i.capture.origin for i in reader.items if isinstance(i, RawItem)) == dict.fromkeys(web.expected(), 1)


def test_a_page_that_fails_waits_and_comes(web: Web, hands: Hands, fetching: Fetching) -> None:
    put_page(web, "/good")
    web.put(WWW, "/bad", "", status=500)
    reader = Reader(feed_at(put_feed(web, item_for(web, "/good"), item_for(web, "/bad"))), fetching(), hands)
    assert len(reader.look()) == 1
    (waiting,) = reader.state.waiting
    assert "500" in waiting.reason and waiting.tries == 1 and reader.state.condition is Condition.WELL
    put_page(web, "/bad")
    hands.at = next_due(reader.feed, reader.state)
    assert hands.at == waiting.not_before  # before the feed itself is due
    feeds = len(web.asked("/feed"))
    assert len(reader.look()) == 1 and reader.state.waiting == () and len(web.asked("/feed")) == feeds


def test_a_page_that_never_comes_is_refused_with_its_reason_in_the_end(web: Web, hands: Hands, fetching: Fetching) -> None:
    web.put(WWW, "/bad", "", status=500)
    reader = Reader(feed_at(put_feed(web, item_for(web, "/bad"))), fetching(), hands)
    pauses = []
    while not reader.look():
        before, hands.at = hands.at, max(next_due(reader.feed, reader.state), hands.at)
        pauses.append(hands.at - before)
        assert hands.at < START + GIVE_UP + timedelta(hours=7)
    (refused,) = reader.items
    assert isinstance(refused, BadInput) and refused.reason.startswith("given up after") and "500" in refused.reason
    assert hands.at >= START + GIVE_UP and len(web.asked("/bad")) < 20


def test_a_host_at_rest_costs_no_article(web: Web, hands: Hands, fetching: Fetching) -> None:
    """However long a site asks for rest: its articles wait."""
    site = web.sites[0]
    reader = Reader(feed_at(web.address(site)), fetching(), hands)
    for article in site.published(0):
        web.put(site.host, article.path, "", status=429, Retry_After="21600")
    assert reader.look() == []
    for _ in range(4):
        hands.at = next_due(reader.feed, reader.state)
        assert reader.look() == []
    assert len(reader.state.waiting) == len(site.published(0))
    web.extra.clear()
    for _ in range(8):
        hands.at = max(hands.at, next_due(reader.feed, reader.state))
        reader.look()
    assert len(reader.reports()) == len(site.published(0)) and reader.state.waiting == ()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_page_that_is_not_to_be_had(web: Web, hands: Hands, fetching: Fetching, status: int) -> None:
    """The article stands in the feed as such: it is read from there. A summary is not passed off as one."""
    for path in ("/whole", "/summary"):
        web.put(WWW, path, "", status=status)
    when = "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"
    whole = f"<title>Market raided</title>{when}<content:encoded><![CDATA[{LONG}]]></content:encoded>"
    address = put_feed(
        web, item_for(web, "/whole", whole), item_for(web, "/summary", f"<description><![CDATA[{LONG}]]></description>")
    )
    reader = Reader(feed_at(address, outlet="Ford Post"), fetching(), hands)
    refused, item = reader.look()
    assert isinstance(refused, BadInput) and str(status) in refused.reason and refused.origin.endswith("/summary")
    assert isinstance(item, RawItem) and item.capture.form is Form.RECORD
    assert item.capture.origin == f"{address}#http://{WWW}:{web.port}/whole"
    (report,) = reader.reports()
    assert (report.address, report.outlet) == (f"http://{WWW}:{web.port}/whole", "Ford Post") and "traders" in report.text


def test_a_whole_article_is_asked_for_again_while_its_page_waits(web: Web, hands: Hands, fetching: Fetching) -> None:
    web.put(WWW, "/a", "", status=500)
    reader = Reader(
        feed_at(put_feed(web, item_for(web, "/a", f"<content:encoded><![CDATA[{LONG}]]></content:encoded>"))), fetching(), hands
    )
    assert reader.look() == [] and b"traders" not in dumps(reader.state)  # the state stays small
    web.put(WWW, "/a", "", status=404)
    for _ in range(3):
        hands.at = next_due(reader.feed, reader.state)
        reader.look()
    (item,) = reader.items
    assert isinstance(item, RawItem) and item.capture.form is Form.RECORD and "if-none-match" not in web.asked("/feed")[1].headers


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"%PDF-1.7", "text/html", "PDF"),
        (b"words", "video/mp4", "video/mp4"),
        (b"<rss/>", "application/rss+xml", "feed"),
    ],
)
def test_a_link_to_something_else(web: Web, hands: Hands, fetching: Fetching, body: bytes, kind: str, words: str) -> None:
    web.put(WWW, "/a", body, Content_Type=kind)
    reader = Reader(feed_at(put_feed(web, item_for(web, "/a"))), fetching(), hands)
    (refused,) = reader.look()
    assert isinstance(refused, BadInput) and words in refused.reason


def test_a_dead_link_to_the_front_page_is_no_article(web: Web, hands: Hands, fetching: Fetching) -> None:
    put_page(web, "/")
    web.put(WWW, "/a", "", status=302, Location="/")
    reader = Reader(feed_at(put_feed(web, item_for(web, "/a"))), fetching(), hands)
    (refused,) = reader.look()
    assert isinstance(refused, BadInput) and "front page" in refused.reason


def test_a_page_may_not_name_itself_another_sites_article(web: Web, hands: Hands, fetching: Fetching) -> None:
    page = (
        "<html><head><link rel='canonical' href='{}'></head><body><article><h1>Market raided</h1>"
        + STORY
        + "</article></body></html>"
    )
    web.put(WWW, "/a", page.format("https://other.example.com/real-story"), Content_Type="text/html")
    web.put(WWW, "/b?print=1", page.format("https://news.example.org/b"), Content_Type="text/html")
    reader = Reader(feed_at(put_feed(web, item_for(web, "/b?print=1"), item_for(web, "/a"))), fetching(), hands)
    reader.look()
    assert [r.address for r in reader.reports()] == [f"http://{WWW}:{web.port}/a", "https://news.example.org/b"]


def test_the_charset_of_the_answer_is_heard(web: Web, hands: Hands, fetching: Fetching) -> None:
    words = "Взрыв на рынке: погибли семь человек, сообщила в понедельник полиция провинции. Ответственность никто не взял."
    web.put(
        WWW,
        "/a",
        f"<html><body><article><p>{words}</p></article>".encode("cp1251"),
        Content_Type="text/html; charset=windows-1251",
    )
    reader = Reader(feed_at(put_feed(web, item_for(web, "/a"))), fetching(), hands)
    (item,) = reader.look()
    assert isinstance(item, RawItem)
    assert words in clean(item).report.text  # type: ignore[union-attr]


def test_a_failing_feed_goes_quiet_with_a_reason_and_comes_back(web: Web, hands: Hands, fetching: Fetching) -> None:
    web.put(WWW, "/feed", "", status=500)
    reader = Reader(feed_at(f"http://{WWW}:{web.port}/feed"), fetching(), hands)
    pauses = []
    for failures in range(1, 12):
        assert reader.look() == []
        state = reader.state
        assert (
            state.condition is Condition.QUIET
            and state.failures == failures
            and state.reason is not None
            and "500" in state.reason
        )
        assert state.quiet_until is not None and state.quiet_until > hands.at
        pauses.append(state.quiet_until - hands.at)
        hands.at = state.quiet_until
    assert pauses[-1] > timedelta(hours=2) and max(pauses) <= timedelta(hours=6, minutes=1)
    put_page(web, "/a")
    put_feed(web, item_for(web, "/a"))
    assert len(reader.look()) == 1
    assert (reader.state.condition, reader.state.reason, reader.state.quiet_until) == (Condition.WELL, None, None)


def test_a_feed_that_loses_its_format_keeps_what_it_had(web: Web, hands: Hands, fetching: Fetching) -> None:
    put_page(web, "/a")
    reader = Reader(feed_at(put_feed(web, item_for(web, "/a"))), fetching(), hands)
    reader.look()
    seen = reader.state.seen
    web.put(WWW, "/feed", "<!DOCTYPE html><html>Under maintenance")
    hands.move(hours=1)
    reader.look()
    assert reader.state.reason == "a web page, no feed" and reader.state.seen == seen


def test_every_fault_is_named_and_nothing_is_lost_or_doubled(fetching: Fetching) -> None:
    """A sample of the soak: all sites for eight simulated hours, each with its fault for two of them."""
    from random import Random

    from overhorizon.feeds.http import Clock
    from overhorizon.feeds.options import FetchOptions

    hands, minutes = Hands(), 8 * 60
    with Web(sites=make_sites(11, sites=len(Fault), entries=6, minutes=minutes)) as web:
        options = FetchOptions(
            read_timeout=timedelta(milliseconds=150),
            total_timeout=timedelta(milliseconds=400),
            max_bytes=500_000,
            allow_private=web.allowed(),
        )
        clock = Clock(now=hands.now, sleep=hands.sleep)
        reasons: dict[Fault, set[str]] = {fault: set() for fault in Fault}
        with Fetcher(options, clock=clock, random=Random(1), resolver=web.resolve) as fetcher:
            readers = [(s, Reader(replace(feed_at(web.address(s)), name=s.host), fetcher, hands)) for s in web.sites]
            while hands.minute < minutes:
                site, reader = min(readers, key=lambda pair: next_due(pair[1].feed, pair[1].state))
                hands.at = max(hands.at, next_due(reader.feed, reader.state))
                web.minute = min(hands.minute, minutes)
                reasons[site.fault] |= {item.reason for item in reader.look() if isinstance(item, BadInput)}
                reasons[site.fault] |= {reader.state.reason or "", reader.state.note or ""} | {
                    w.reason for w in reader.state.waiting
                }
        items = [item for _, reader in readers for item in reader.items]
        reports = Counter((r.address, r.revision) for _, reader in readers for r in reader.reports())
        assert set(reports.values()) == {1}
        assert Counter(address for address, _ in reports) == web.expected()
        assert Counter(item.origin for item in items if isinstance(item, BadInput)) == dict.fromkeys(web.missing(), 1)
    unnamed = {fault for fault, named in reasons.items() if not any(named)}
    assert unnamed == {Fault.NONE, Fault.CHANGING, Fault.ROBOTS_BROKEN}  # a robots.txt is read once a day


def test_a_page_as_a_feed(web: Web, hands: Hands, fetching: Fetching) -> None:
    reader = Reader(feed_at(put_page(web, "/a"), FeedKind.PAGE, outlet="Ford Post"), fetching(), hands)
    (item,) = reader.look()
    assert isinstance(item, RawItem) and item.capture.origin == reader.feed.location and reader.reports()[0].outlet == "Ford Post"
    hands.move(minutes=15)
    assert reader.look() == [] and "if-none-match" in web.requests[-1].headers
    put_page(web, "/a", STORY.replace("seven", "nine"))
    hands.move(minutes=15)
    assert len(reader.look()) == 1 and len({r.revision for r in reader.reports()}) == 2
    web.put(WWW, "/a", "", status=404)
    hands.move(minutes=15)
    assert reader.look() == [] and reader.state.reason == "answers 404 (not found)"


def test_a_state_is_kept_whole_and_a_broken_one_is_told() -> None:
    state = FeedState(etag='"x"', seen=(Seen(id="e-1", stamp="a"),), last_polled=START, quiet_until=START)
    assert loads(dumps(state)) == state and dumps(loads(dumps(state))) == dumps(state)
    assert json.loads(dumps(FeedState()))["failures"] == 0
    for broken in (b"", b"[]", b'{"failures": "x"}', b"{" * 99_999):
        with pytest.raises(InvalidInput, match="state of a feed"):
            loads(broken)


@given(st.integers(0, REMEMBERED + 300), st.integers(0, 300))
def test_memory_is_bounded_but_what_is_in_the_feed_is_known(left: int, present: int) -> None:
    ids = [f"e-{n}" for n in range(left + present)]
    state = FeedState(seen=tuple(Seen(id=name, stamp="") for name in reversed(ids)))
    kept = forgetful(state, frozenset(ids[:present])).seen
    assert len(kept) <= REMEMBERED + present and {s.id for s in kept} >= set(ids[:present])


@pytest.mark.parametrize(
    ("kind", "location", "words"),
    [(FeedKind.FEED, "feed.xml", "http"), (FeedKind.FOLDER, "https://example.org/", "path"), (FeedKind.PAGE, " ", "location")],
)
def test_options_that_cannot_be(kind: FeedKind, location: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=f"feed ford: .*{words}"):
        feed_at(location, kind)
