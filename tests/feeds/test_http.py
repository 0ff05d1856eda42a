"""How we behave towards sites, and what they can do to us: on a real server of this machine."""

import gzip
import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.errors import InvalidInput, RetryLater, SkipItem
from overhorizon.feeds.backoff import LONGEST, LONGEST_ASKED, pause, retry_after
from overhorizon.feeds.http import Clock, Fetcher, Page, Resting, Unchanged
from overhorizon.feeds.options import FetchOptions, user_agent
from tests.feeds.conftest import Hands
from tests.feeds.server import Fault, Site, Web, gzip_bomb

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

WWW = "www.example.org"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
Fetching = Callable[..., Fetcher]


def got(answer: Page | Unchanged) -> Page:
    assert isinstance(answer, Page)
    return answer


def faulty(web: Web, fault: Fault) -> Site:
    """The site with this fault, at a time when it is active."""
    site = next(site for site in web.sites if site.fault is fault)
    web.minute = site.active[0]
    return site


def test_a_page_and_what_was_asked(web: Web, fetching: Fetching) -> None:
    address = web.put(
        WWW, "/a", "<p>Words", Content_Type="Text/HTML; Charset=Windows-1251", Last_Modified="Mon, 02 Mar 2026 00:00:00 GMT"
    )
    page = got(fetching(user_agent="Overhorizon/1 (+desk@example.org)").get(address + "#part"))
    assert (page.address, page.content, page.media_type, page.charset) == (address, b"<p>Words", "text/html", "windows-1251")
    robots, asked = web.requests
    assert (robots.path, asked.path) == ("/robots.txt", "/a")
    assert asked.headers["user-agent"] == "Overhorizon/1 (+desk@example.org)"
    assert "cookie" not in asked.headers and asked.headers["accept-encoding"] == "gzip, deflate"


def test_what_has_not_changed_is_not_sent_again(web: Web, fetching: Fetching) -> None:
    address = web.put(WWW, "/a", "one")
    fetcher = fetching()
    page = got(fetcher.get(address))
    assert isinstance(fetcher.get(address, etag=page.etag, last_modified="Mon, 02 Mar 2026 00:00:00 GMT"), Unchanged)
    assert web.requests[-1].headers["if-modified-since"] == "Mon, 02 Mar 2026 00:00:00 GMT"
    web.put(WWW, "/a", "two")
    assert got(fetcher.get(address, etag=page.etag)).content == b"two"


def test_a_validator_cannot_smuggle_a_header(web: Web, fetching: Fetching) -> None:
    fetching().get(web.put(WWW, "/a", "one"), etag='"x"\r\nX-Evil: 1')
    assert "x-evil" not in web.requests[-1].headers and "if-none-match" not in web.requests[-1].headers


def test_one_host_is_asked_once_an_interval(web: Web, hands: Hands, fetching: Fetching) -> None:
    fetcher = fetching(per_host_interval=timedelta(seconds=3))
    for path in ("/a", "/b"):
        fetcher.get(web.put(WWW, path, "words"))
    assert hands.slept == [3.0, 3.0]  # robots.txt, /a, /b
    other = web.sites[0]
    fetcher.get(web.address(other, "/robots.txt"))
    assert hands.slept == [3.0, 3.0, 3.0]  # its robots.txt was read for it; a new host does not wait for the old one


def test_a_crawl_delay_is_kept_and_a_long_one_is_the_callers_to_wait(web: Web, hands: Hands, fetching: Fetching) -> None:
    web.put(WWW, "/robots.txt", "User-agent: Overhorizon\nCrawl-delay: 7\n")
    fetcher, address = fetching(), web.put(WWW, "/a", "words")
    fetcher.get(address)
    fetcher.get(address)
    assert hands.slept == [7.0, 7.0]
    web.put("a.example.org", "/robots.txt", "User-agent: *\nCrawl-delay: 86400\n")
    fetcher = fetching(allow_private=web.allowed("a.example.org"))
    with pytest.raises(Resting) as rest:
        fetcher.get(web.put("a.example.org", "/a", "words"))
    assert rest.value.when == hands.at + timedelta(seconds=60)  # capped
    hands.at = rest.value.when
    assert got(fetcher.get(web.put("a.example.org", "/a", "words"))).content == b"words"


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: Overhorizon\nDisallow: /news\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: Other\nDisallow: /", True),
        ("\x00\xff<html>no robots", True),
    ],
)
def test_robots_txt_is_obeyed(web: Web, fetching: Fetching, rules: str, allowed: bool) -> None:
    web.put(WWW, "/robots.txt", rules)
    address = web.put(WWW, "/news/a", "words")
    if allowed:
        assert got(fetching().get(address)).content == b"words"
    else:
        with pytest.raises(SkipItem, match="robots"):
            fetching().get(address)
        assert not web.asked("/news/a")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_forbids_nothing(web: Web, fetching: Fetching, status: int) -> None:
    web.put(WWW, "/robots.txt", "", status=status)
    assert got(fetching().get(web.put(WWW, "/a", "words"))).content == b"words"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_fails_forbids_all_for_a_while(web: Web, hands: Hands, fetching: Fetching, status: int) -> None:
    web.put(WWW, "/robots.txt", "", status=status)
    fetcher, address = fetching(), web.put(WWW, "/a", "words")
    for _ in range(3):
        with pytest.raises(Resting) as rest:
            fetcher.get(address)
    assert len(web.requests) == 1  # it is not asked again at each try
    web.put(WWW, "/robots.txt", "User-agent: *\nDisallow:\n")
    assert rest.value.when is not None and hands.at < rest.value.when <= hands.at + timedelta(minutes=2)
    hands.at = rest.value.when + timedelta(seconds=1)
    assert got(fetcher.get(address)).content == b"words"


def test_robots_txt_is_read_again_after_a_day(web: Web, hands: Hands, fetching: Fetching) -> None:
    fetcher, address = fetching(), web.put(WWW, "/a", "words")
    fetcher.get(address)
    web.put(WWW, "/robots.txt", "User-agent: *\nDisallow: /")
    hands.move(hours=23)
    fetcher.get(address)
    hands.move(hours=2)
    with pytest.raises(SkipItem, match="robots"):
        fetcher.get(address)


def test_redirects_are_followed_hop_by_hop(web: Web, fetching: Fetching) -> None:
    final = web.put(WWW, "/c", "words")
    web.put(WWW, "/b", "", status=301, Location=final)
    assert got(fetching().get(web.put(WWW, "/a", "", status=302, Location="b"))).address == final
    assert [r.path for r in web.requests] == ["/robots.txt", "/a", "/b", "/c"]


def test_a_redirect_obeys_the_robots_txt_of_where_it_leads(web: Web, fetching: Fetching) -> None:
    site = web.sites[0]
    web.put(WWW, "/a", "", status=302, Location=web.address(site, "/private/page"))
    with pytest.raises(SkipItem, match="robots"):
        fetching().get(f"http://{WWW}:{web.port}/a")
    assert not web.asked("/private/page")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://10.0.0.1/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://127.0.0.1:8080/", "private"),
        ("file:///etc/passwd", "no http"),
        ("http://a:b@www.example.org/", "user name"),
        ("", "without saying where"),
    ],
)
def test_a_redirect_may_not_lead_anywhere(web: Web, fetching: Fetching, target: str, words: str) -> None:
    address = web.put(WWW, "/a", "", status=302, Location=target)
    fetcher = fetching()
    with pytest.raises(SkipItem, match=words):
        fetcher.get(address)


def test_this_machine_is_not_fetched_from_unless_named(web: Web, fetching: Fetching) -> None:
    with pytest.raises(SkipItem, match="private"):
        fetching(allow_private=()).get(web.put(WWW, "/a", "words"))
    assert not web.requests


def test_a_loop_of_redirects_ends(web: Web, fetching: Fetching) -> None:
    web.put(WWW, "/a", "", status=302, Location="/a")
    with pytest.raises(SkipItem, match="more than 5 redirects"):
        fetching().get(f"http://{WWW}:{web.port}/a")
    assert len(web.asked("/a")) == 6


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 410, 451, 304, 204])
def test_what_will_not_succeed_is_skipped(web: Web, fetching: Fetching, status: int) -> None:
    with pytest.raises(SkipItem, match=str(status)):
        fetching().get(web.put(WWW, "/a", "", status=status))


@pytest.mark.parametrize(("value", "seconds"), [("120", 120), ("Mon, 02 Mar 2026 01:00:00 GMT", 3600), ("99999999", 86_400)])
def test_retry_after_is_kept(web: Web, hands: Hands, fetching: Fetching, value: str, seconds: int) -> None:
    fetcher, start = fetching(per_host_interval=timedelta(0)), hands.at
    with pytest.raises(RetryLater, match="429") as first:
        fetcher.get(web.put(WWW, "/a", "", status=429, Retry_After=value))
    assert first.value.when == start + timedelta(seconds=seconds)
    with pytest.raises(Resting) as second:  # the whole host, without another request
        fetcher.get(web.put(WWW, "/b", "words"))
    assert second.value.when == first.value.when and not web.asked("/b")
    hands.at = start + timedelta(seconds=seconds)
    assert got(fetcher.get(f"http://{WWW}:{web.port}/b")).content == b"words"


def test_one_broken_page_does_not_silence_its_host_but_three_do(web: Web, fetching: Fetching) -> None:
    fetcher, good = fetching(), web.put(WWW, "/good", "words")
    bad = web.put(WWW, "/bad", "", status=500)
    for _ in range(2):
        with pytest.raises(RetryLater, match="500"):
            fetcher.get(bad)
    assert got(fetcher.get(good)).content == b"words"
    for _ in range(3):
        with pytest.raises(RetryLater, match="500"):
            fetcher.get(bad)
    with pytest.raises(Resting):
        fetcher.get(good)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.TIMEOUT, "does not answer in time"),
        (Fault.TRICKLE, "does not answer in time"),
        (Fault.CUT, "connection breaks"),
        (Fault.BUSY, "503"),
        (Fault.BROKEN, "500"),
    ],
)
def test_what_may_succeed_later(web: Web, fetching: Fetching, fault: Fault, words: str) -> None:
    site = faulty(web, fault)
    fetcher = fetching()
    with pytest.raises(RetryLater, match=words) as failure:
        fetcher.get(web.address(site))
    assert failure.value.when is not None and failure.value.when > fetcher.clock.now()
    assert failure.value.reason.isprintable()


@pytest.mark.parametrize("fault", [Fault.ENDLESS, Fault.BOMB])
def test_no_body_is_too_large_for_us(web: Web, fetching: Fetching, fault: Fault) -> None:
    with pytest.raises(SkipItem, match="larger than 2 MB"):
        fetching(total_timeout=timedelta(seconds=20), read_timeout=timedelta(seconds=10)).get(web.address(faulty(web, fault)))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"words" * 50_000)),
        ("x-gzip", gzip.compress(b"words" * 20_000) + gzip.compress(b"words" * 30_000)),
        ("gzip", gzip.compress(b"words" * 50_000) + b"\0\0\0"),
        ("deflate", zlib.compress(b"words" * 50_000)),
        ("deflate", zlib.compressobj(wbits=-15).compress(b"") + zlib.compress(b"words" * 50_000)[2:-4]),
        ("identity", b"words" * 50_000),
    ],
)
def test_compressed_bodies(web: Web, fetching: Fetching, coding: str, body: bytes) -> None:
    assert got(fetching().get(web.put(WWW, "/a", body, Content_Encoding=coding))).content == b"words" * 50_000


def test_compression_that_was_not_asked_for_or_is_broken(web: Web, fetching: Fetching) -> None:
    with pytest.raises(SkipItem, match="not asked for"):
        fetching().get(web.put(WWW, "/a", b"\x0b\x02\x80", Content_Encoding="br"))
    with pytest.raises(RetryLater, match="breaks"):
        fetching().get(web.put(WWW, "/a", gzip.compress(b"words" * 100)[:-20], Content_Encoding="gzip"))
    with pytest.raises(RetryLater, match="breaks"):
        fetching().get(web.put(WWW, "/a", b"\x1f\x8bno gzip at all", Content_Encoding="gzip"))


def test_a_bomb_inside_a_bomb_is_refused(web: Web, fetching: Fetching) -> None:
    with pytest.raises(SkipItem, match="not asked for"):
        fetching().get(web.put(WWW, "/a", gzip.compress(gzip_bomb()), Content_Encoding="gzip, gzip"))


def test_a_download_is_limited_too(web: Web, fetching: Fetching) -> None:
    address = web.put(WWW, "/a.warc", b"x" * 200_000)
    file = io.BytesIO()
    fetching().download(address, file)
    assert len(file.getvalue()) == 200_000
    with pytest.raises(SkipItem, match="larger than"):
        fetching(max_archive_bytes=100_000).download(address, io.BytesIO())


def test_a_host_that_is_not_there(hands: Hands) -> None:
    clock = Clock(now=hands.now, sleep=hands.sleep)
    with (
        Fetcher(FetchOptions(), clock=clock, random=Random(1), resolver=lambda *_: ()) as fetcher,
        pytest.raises(RetryLater, match=r"robots\.txt cannot be read: cannot be reached"),
    ):
        fetcher.get("http://nowhere.example.org/")


@given(st.integers(1, 10_000), st.integers())
def test_pauses_grow_and_stay_bounded(failures: int, seed: int) -> None:
    wait, later = pause(failures, Random(seed)), pause(failures + 1, Random(seed))
    assert timedelta(seconds=30) <= wait <= later <= LONGEST


@given(
    st.text(max_size=40)
    | st.integers().map(str)
    | st.datetimes(timezones=st.just(UTC)).map(lambda d: d.strftime("%a, %d %b %Y %H:%M:%S GMT"))
)
def test_retry_after_never_breaks_nor_silences_for_ever(value: str) -> None:
    when = retry_after(value, NOW)
    assert when is None or NOW <= when <= NOW + LONGEST_ASKED


def test_who_we_are() -> None:
    assert user_agent().startswith("Overhorizon/") and user_agent("desk@example.org").endswith(" (+desk@example.org)")
    for contact in ("", "a\nb", "déjà@example.org", "a) evil"):
        with pytest.raises(InvalidInput):
            user_agent(contact)
    with pytest.raises(InvalidInput):
        FetchOptions(user_agent="a\r\nX: y")
