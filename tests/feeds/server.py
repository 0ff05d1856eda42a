"""A web of fifty small news sites on this machine, with faults: the same for the same seed, whatever the time of day.

What the sites show depends on ``web.minute`` alone, which a test sets: minutes of simulated time since the start. Each site has its own
host name (news07.example.org), which `Web.resolve` leads to 127.0.0.1, and its own fault, active in a window of time.
"""

import gzip
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

START = datetime(2026, 3, 2, tzinfo=UTC)
DAY = 24 * 60
_PLACES = ["Kandahar", "Herat", "Baidoa", "Kismayo", "Idlib", "Deir ez-Zor", "Jalalabad", "Galkayo", "Homs", "Kunduz"]
_GROUPS = ["the Saffron Column", "the Ninth Lantern", "the Heron Brigade", "the Salt Road Front", "the Grey Ford Militia"]
_TARGETS = ["a police post", "a fuel convoy", "a grain market", "a border checkpoint", "a town hall", "a bus station"]
_DEEDS = ["attacked", "shelled", "raided", "stormed", "set off a bomb at", "opened fire on"]


class Fault(StrEnum):
    NONE = "none"
    TIMEOUT = "timeout"
    TRICKLE = "trickle"  # one byte at a time
    TOO_MANY = "429 with Retry-After"
    BUSY = "503"
    BROKEN = "500"
    BROKEN_PAGES = "500 for pages"
    BROKEN_XML = "broken XML"
    WRONG_CHARSET = "wrong charset"
    ENDLESS = "endless body"
    LOOP = "redirect loop"
    PRIVATE = "redirect to a private address"
    ENTITIES = "entity bomb"
    BOMB = "gzip bomb"
    CUT = "connection cut"
    ROBOTS_BROKEN = "robots.txt 500"
    CHANGING = "changing articles"
    MISSING_PAGES = "404 for pages"


# Faults that end, so that what was published meanwhile is read in the end.
LASTING = frozenset({Fault.MISSING_PAGES, Fault.CHANGING, Fault.WRONG_CHARSET, Fault.NONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a site. ``changes`` are the minutes at which its words change."""

    site: int
    number: int
    minute: int  # of publication; negative: before the start
    changes: tuple[int, ...]

    @property
    def path(self) -> str:
        return f"/2026/story-{self.number}"

    def version(self, minute: int) -> int:
        return sum(change <= minute for change in self.changes)

    def words(self, version: int) -> list[str]:
        """Title and paragraphs, in English prose of our own."""
        chance = Random(f"{self.site} {self.number}")
        place, group, target, deed = (chance.choice(x) for x in (_PLACES, _GROUPS, _TARGETS, _DEEDS))
        toll = chance.randint(2, 40) + version
        return [
            f"{place}: {toll} people killed at {target.removeprefix('a ')} (report {self.number})",
            f"Fighters of {group} {deed} {target} in {place} on Sunday and killed {toll} people, the provincial governor said.",
            f"A spokesman for the hospital said that {chance.randint(3, 60)} others were wounded in the incident.",
            f"It was report number {self.number} of bureau {self.site} about the district this spring, a resident said by phone.",
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One news site: its articles, its fault and when it is active (minutes, from and until)."""

    index: int
    fault: Fault
    active: tuple[int, int]
    articles: tuple[Article, ...]

    @property
    def host(self) -> str:
        return f"news{self.index:02}.example.org"

    @property
    def title(self) -> str:
        return f"Bureau {self.index} Post"

    def failing(self, minute: int) -> bool:
        return self.active[0] <= minute < self.active[1]

    def published(self, minute: int) -> list[Article]:
        return [article for article in self.articles if article.minute <= minute]


def make_sites(seed: int, *, sites: int, entries: int, minutes: int) -> tuple[Site, ...]:
    """Each site has ``entries`` articles, the first half of them out before the start, the others spread over ``minutes``."""
    chance, made = Random(seed), []
    faults = list(Fault)
    for index in range(sites):
        fault = faults[index % len(faults)]
        begin = chance.randrange(0, max(1, minutes // 4))
        active = (0, 1 << 30) if fault in LASTING else (begin, begin + minutes // 4)
        old = entries // 2
        times = sorted(
            [-chance.randrange(1, DAY) for _ in range(old)] + [chance.randrange(minutes * 3 // 4) for _ in range(entries - old)]
        )
        articles = tuple(
            Article(
                site=index,
                number=number,
                minute=minute,
                changes=(max(minute, 0) + minutes // 8,) if fault is Fault.CHANGING and number % 2 else (),
            )
            for number, minute in enumerate(times)
        )
        made.append(Site(index=index, fault=fault, active=active, articles=articles))
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    minute: int
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Web:
    """The sites, served. ``extra`` maps (host, path) to what else is there: (status, headers, body)."""

    sites: tuple[Site, ...] = ()
    minute: int = 0
    extra: dict[tuple[str, str], tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    patience: float = 5.0  # seconds that a timeout or an endless body lasts at most, should a client not give up
    _server: ThreadingHTTPServer | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Web":
        web = self

        class Bound(_Handler):
            pass

        Bound.web = web
        self._server = _Server(("127.0.0.1", 0), Bound)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        assert self._server is not None
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.server_address[1])

    def resolve(self, host: str, port: int) -> tuple[str, ...]:  # noqa: ARG002  a Resolver
        """Every name of the example domain is this machine; others are not known."""
        if host.endswith("example.org"):
            return ("127.0.0.1",)
        if host.replace(".", "").isdigit():
            return (host,)
        raise OSError("no such name")

    def allowed(self, *hosts: str) -> tuple[str, ...]:
        """For `FetchOptions.allow_private`: the sites, and further hosts."""
        return tuple(f"{host}:{self.port}" for host in (*(site.host for site in self.sites), *hosts))

    def address(self, site: Site, path: str = "/feed.xml") -> str:
        return f"http://{site.host}:{self.port}{path}"

    def put(self, host: str, path: str, body: bytes | str, *, status: int = 200, **headers: str) -> str:
        """Show something at a path; its address."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.extra[host, path] = (status, named, content)
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str | None = None) -> list[Request]:
        return [r for r in self.requests if path is None or r.path == path]

    def expected(self) -> dict[str, int]:
        """The address of each article that can be had by now, and how many wordings of it there have been."""
        return {
            self.address(site, article.path): 1 + article.version(self.minute)
            for site in self.sites
            if site.fault is not Fault.MISSING_PAGES
            for article in site.published(self.minute)
        }

    def missing(self) -> set[str]:
        """The addresses of articles that are announced and never there."""
        return {
            self.address(site, article.path)
            for site in self.sites
            if site.fault is Fault.MISSING_PAGES
            for article in site.published(self.minute)
        }

    def stop_waiting(self, seconds: float) -> None:
        self._stopped.wait(min(seconds, self.patience))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has had enough hangs up; that is what the faults are for."""


class _Handler(BaseHTTPRequestHandler):
    web: Web
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        path = urlsplit(self.path).path
        self.web.requests.append(
            Request(minute=self.web.minute, host=host, path=self.path, headers={k.lower(): v for k, v in self.headers.items()})
        )
        shown = self.web.extra.get((host, self.path)) or self.web.extra.get((host, path))
        if shown is not None:
            self._send(*shown)
            return
        site = next((site for site in self.web.sites if site.host == host), None)
        if site is None:
            self._send(404, {}, b"")
            return
        with suppress(OSError):
            self._site(site, path)

    def _site(self, site: Site, path: str) -> None:
        minute, failing = self.web.minute, site.failing(self.web.minute)
        if path == "/robots.txt":
            if site.fault is Fault.ROBOTS_BROKEN and failing:
                self._send(500, {}, b"")
            else:
                self._send(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n")
        elif path == "/feed.xml":
            if failing:
                self._failing(site, feed_of(site, minute, self.web.port))
            else:
                self._send(200, {"Content-Type": "application/rss+xml"}, feed_of(site, minute, self.web.port))
        else:
            article = next((a for a in site.published(minute) if a.path == path), None)
            if article is None or site.fault is Fault.MISSING_PAGES:
                self._send(404, {}, b"")
            elif site.fault is Fault.BROKEN_PAGES and failing:
                self._send(500, {}, b"")
            else:
                self._send(200, {"Content-Type": "text/html; charset=utf-8"}, page_of(site, article, article.version(minute)))

    def _failing(self, site: Site, feed: bytes) -> None:
        """The site's feed while its fault is active."""
        plain = {"Content-Type": "application/rss+xml"}
        match site.fault:
            case Fault.TIMEOUT:
                self.web.stop_waiting(60)
                self.close_connection = True
            case Fault.TRICKLE:
                self._send_pieces(plain, (b"<" for _ in range(10_000)), pause=0.05)
            case Fault.TOO_MANY:
                self._send(429, {"Retry-After": "1800"}, b"")
            case Fault.BUSY:
                self._send(503, {}, b"")
            case Fault.BROKEN:
                self._send(500, {}, b"")
            case Fault.BROKEN_XML:
                self._send(200, plain, feed.replace(b"<channel>", b"<channel><b><i>&nosuch; <</b>", 1))
            case Fault.WRONG_CHARSET:
                self._send(200, {"Content-Type": "application/rss+xml; charset=iso-8859-5"}, feed)
            case Fault.ENDLESS:
                self._send_pieces(plain, (b"<item>" + b"x" * 65_536 for _ in range(32_768)))  # 2 GB
            case Fault.LOOP:
                self._send(302, {"Location": "/feed.xml?again"}, b"")
            case Fault.PRIVATE:
                self._send(302, {"Location": "http://10.0.0.1/feed.xml"}, b"")
            case Fault.ENTITIES:
                self._send(200, plain, ENTITY_BOMB)
            case Fault.BOMB:
                self._send(200, {**plain, "Content-Encoding": "gzip"}, gzip_bomb())
            case Fault.CUT:
                self._send(200, plain, feed, cut=len(feed) // 2)
            case _:
                self._send(200, plain, feed)

    def _send(self, status: int, headers: dict[str, str], body: bytes, *, cut: int | None = None) -> None:
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status in (200, 304):
            self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body[:cut])
        if cut is not None:
            self.close_connection = True

    def _send_pieces(self, headers: dict[str, str], pieces: Iterator[bytes], *, pause: float = 0) -> None:
        self.close_connection = True
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        until = time.monotonic() + self.web.patience
        for piece in pieces:
            if time.monotonic() > until:
                return
            self.wfile.write(piece)
            if pause:
                self.web.stop_waiting(pause)


ENTITY_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "'
    + b"boom" * 10
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12))
    + b"]><rss version='2.0'><channel><title>&m;</title></channel></rss>"
)


@cache
def gzip_bomb() -> bytes:
    """100 MB in 100 kB."""
    return gzip.compress(b"<item>" * (100_000_000 // 6), compresslevel=9)


def page_of(site: Site, article: Article, version: int) -> bytes:
    """The article's page, as a small outlet makes it: a menu, metadata, the article, a footer."""
    title, *paragraphs = article.words(version)
    day = START + timedelta(minutes=article.minute)
    body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta property="og:site_name" content="{site.title}"><meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{day.isoformat()}"></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><main><article><h1>{escape(title)}</h1>{body}</article></main>"
        f"<footer>About us</footer></body></html>"
    ).encode()


def feed_of(site: Site, minute: int, port: int) -> bytes:
    """RSS 2.0, newest first. A changed article carries the time of its change."""
    items = []
    for article in reversed(site.published(minute)):
        version = article.version(minute)
        when = START + timedelta(minutes=article.changes[version - 1] if version else article.minute)
        title, first, *_ = article.words(version)
        items.append(
            f"<item><guid isPermaLink='false'>{site.index}-{article.number}</guid><title>{escape(title)}</title>"
            f"<link>http://{site.host}:{port}{article.path}?utm_source=feed</link><description>{escape(first)}</description>"
            f"<pubDate>{format_datetime(when)}</pubDate></item>"
        )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{site.title}: world – нovosti</title>"
        f"<link>http://{site.host}:{port}/</link>{''.join(items)}</channel></rss>"
    ).encode()
