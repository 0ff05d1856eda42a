"""Pages over HTTP, as a polite and careful guest: robots.txt, conditional requests, pauses, limits, every hop checked."""

import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from random import Random
from types import TracebackType
from typing import BinaryIO, Final

import httpcore
import httpx
from protego import Protego

from overhorizon.clean.text import one_line
from overhorizon.domain.errors import RetryLater, SkipItem
from overhorizon.feeds.addresses import STAGE, CheckedNetwork, Deadline, PrivateAddress, Resolver, authority, parse, resolve
from overhorizon.feeds.backoff import pause, retry_after
from overhorizon.feeds.options import PRODUCT, FetchOptions

ROBOTS_KEPT: Final = timedelta(hours=24)  # RFC 9309, 2.4
ROBOTS_READ: Final = 512_000  # bytes; RFC 9309, 2.5: at least 500 KiB
LONGEST_SLEEP: Final = timedelta(seconds=10)  # a longer wait is the caller's: there are other hosts
PATIENCE: Final = 3  # failures in a row after which a whole host is left alone

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 421, 425, 429})  # of the 4xx, those that say nothing about the page
_BUSY = frozenset({429, 503})  # those that speak of the whole host
_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"


class Resting(RetryLater):
    """No request was made: the host is left alone until ``when``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time from outside: ``now`` in UTC, ``sleep`` in seconds, ``elapsed`` in seconds since whenever, for real time limits."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    elapsed: Callable[[], float] = time.monotonic


def system_clock() -> Clock:
    """The clock of this machine."""
    return Clock(now=lambda: datetime.now(UTC), sleep=time.sleep)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer with a body. ``address`` is where it was in the end, redirects followed."""

    address: str
    content: bytes
    received: datetime
    media_type: str = ""  # in lower case, "" where the answer names none
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The page is as it was when it had the validators that were sent (304)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """A host's robots.txt. ``parsed`` None: there is none, everything is allowed; ``fault``: it could not be read, nothing is."""

    parsed: Protego | None
    until: datetime
    fault: str | None = None

    def allows(self, url: httpx.URL) -> bool:
        return self.parsed is None or self.parsed.can_fetch(str(url), PRODUCT)

    def delay(self) -> timedelta:
        asked = self.parsed.crawl_delay(PRODUCT) if self.parsed is not None else None
        return timedelta(seconds=max(0.0, min(asked, 86_400.0))) if asked is not None else timedelta(0)


@dataclass(slots=True)
class _Host:
    """What we know of one host."""

    next_at: datetime = _LONG_AGO
    failures: int = 0
    quiet_until: datetime = _LONG_AGO
    reason: str = ""
    robots: dict[str, _Rules] = field(default_factory=dict)  # by scheme
    robots_failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    headers: httpx.Headers
    content: bytes


class Fetcher:
    """Gets pages, one at a time. Not to be shared between threads: pauses between requests to a host are kept by this object.

    No cookies, no credentials, no proxies. ``random`` makes the jitter of pauses.
    """

    def __init__(self, options: FetchOptions, *, clock: Clock, random: Random, resolver: Resolver = resolve) -> None:
        self.options = options
        self.clock = clock
        self.random = random
        self._deadline = Deadline(clock.elapsed)
        self._hosts: dict[str, _Host] = {}
        self._pool = httpcore.ConnectionPool(
            network_backend=CheckedNetwork(resolver=resolver, allowed=options.allow_private, deadline=self._deadline),
            max_connections=1,
            max_keepalive_connections=0,  # the pause between two requests is longer than most servers hold a connection
        )

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._pool.close()

    def get(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Page | Unchanged:
        """The page at an address, or Unchanged where it still has one of the validators.

        Raises SkipItem for what will not succeed by waiting (refused by robots.txt, gone, too large, on a private network),
        RetryLater, with the moment, for what may (a busy or broken server), and Resting when the host is to be left alone.
        """
        url = parse(address)
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in headers.items() if value and value.isprintable() and value.isascii()}
        url, answer = self._follow(url, conditions, robots=True, limit=self.options.max_bytes)
        if answer.status == 304 and conditions:
            return Unchanged()
        if answer.status != 200:
            raise SkipItem(STAGE, f"answers {answer.status}{_words(answer.status)}")
        kind = Message()
        kind["Content-Type"] = answer.headers.get("Content-Type", "") or "application/octet-stream"
        return Page(
            address=str(url),
            content=answer.content,
            received=self.clock.now(),
            media_type=kind.get_content_type() if "Content-Type" in answer.headers else "",
            charset=_charset(kind),
            etag=_validator(answer, "ETag"),
            last_modified=_validator(answer, "Last-Modified"),
        )

    def download(self, address: str, file: BinaryIO) -> None:
        """Write the bytes at an address to a file, as they come: a web archive, too large to hold. Raises as `get` does."""
        _, answer = self._follow(parse(address), {}, robots=True, limit=self.options.max_archive_bytes, file=file)
        if answer.status != 200:
            raise SkipItem(STAGE, f"answers {answer.status}{_words(answer.status)}")

    # One hop after the other

    def _follow(
        self, url: httpx.URL, headers: dict[str, str], *, robots: bool, limit: int, file: BinaryIO | None = None
    ) -> tuple[httpx.URL, _Answer]:
        """The first answer that is no redirect, and where it was."""
        for _ in range(self.options.max_redirects + 1):
            host = self._hosts.setdefault(authority(url), _Host())
            self._wait(host)
            if robots:
                self._ask_robots(host, url)
            answer = self._request(host, url, headers, limit=limit, file=file)
            if answer.status not in _REDIRECTS:
                return url, answer
            target = answer.headers.get("Location")
            if not target:
                raise SkipItem(STAGE, f"answers {answer.status} without saying where to go")
            url = parse(target, base=url)
        raise SkipItem(STAGE, f"more than {self.options.max_redirects} redirects")

    def _wait(self, host: _Host) -> None:
        """Until the host may be asked again. Raises Resting when that is long."""
        now = self.clock.now()
        if host.quiet_until > now:
            raise Resting(host.reason, when=host.quiet_until)
        wait = host.next_at - now
        if wait > LONGEST_SLEEP:
            raise Resting("waits as its robots.txt asks between two requests", when=host.next_at)
        if wait > timedelta(0):
            self.clock.sleep(wait.total_seconds())

    def _ask_robots(self, host: _Host, url: httpx.URL) -> None:
        """Raises SkipItem where robots.txt forbids the address, and Resting while it cannot be read."""
        rules = host.robots.get(url.scheme)
        if rules is None or rules.until <= self.clock.now():
            rules = host.robots[url.scheme] = self._read_robots(host, url)
            if rules.fault is None:
                self._wait(host)
        if rules.fault is not None:
            raise Resting(rules.fault, when=rules.until)
        if not rules.allows(url):
            raise SkipItem(STAGE, "its robots.txt does not allow us to fetch it")

    def _read_robots(self, host: _Host, url: httpx.URL) -> _Rules:
        """RFC 9309, 2.3.1: 4xx is as if there were none; a server that fails forbids everything for a while."""
        try:
            _, answer = self._follow(url.copy_with(raw_path=b"/robots.txt"), {}, robots=False, limit=ROBOTS_READ)
            if answer.status != 200 and not 400 <= answer.status < 500:
                raise RetryLater(f"answers {answer.status}")
        except PrivateAddress:
            raise
        except (RetryLater, SkipItem) as error:
            host.robots_failures += 1
            until = self.clock.now() + pause(host.robots_failures, self.random)
            if isinstance(error, RetryLater) and error.when is not None:
                until = max(until, error.when)
            host.quiet_until, host.reason = until, one_line(f"its robots.txt cannot be read: {error.reason}", 160)
            return _Rules(parsed=None, until=until, fault=host.reason)
        host.robots_failures = 0
        parsed = Protego.parse(answer.content.decode("utf-8", "replace")) if answer.status == 200 else None
        rules = _Rules(parsed=parsed, until=self.clock.now() + ROBOTS_KEPT)
        host.next_at = max(host.next_at, self.clock.now() + self._interval(rules))
        return rules

    def _interval(self, rules: _Rules | None) -> timedelta:
        asked = min(rules.delay(), self.options.longest_crawl_delay) if rules is not None else timedelta(0)
        return max(self.options.per_host_interval, asked)

    # One request

    def _request(self, host: _Host, url: httpx.URL, headers: dict[str, str], *, limit: int, file: BinaryIO | None) -> _Answer:
        try:
            answer = self._exchange(url, headers, limit=limit, file=file)
        except httpcore.TimeoutException as error:
            raise self._failed(host, _kind(error, "it does not answer in time")) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, zlib.error) as error:
            raise self._failed(host, _kind(error, "the connection breaks")) from error
        finally:
            host.next_at = self.clock.now() + self._interval(host.robots.get(url.scheme))
        if answer.status >= 500 or answer.status in _LATER:
            raise self._failed(host, f"answers {answer.status}{_words(answer.status)}", answer)
        host.failures = 0
        return answer

    def _failed(self, host: _Host, reason: str, answer: _Answer | None = None) -> RetryLater:
        """The error for one failure. After some in a row, or when the server says so, the host is left alone."""
        now = self.clock.now()
        host.failures += 1
        asked = retry_after(answer.headers.get("Retry-After"), now) if answer is not None else None
        when = asked or now + pause(max(1, host.failures - PATIENCE + 1), self.random)
        if asked or host.failures >= PATIENCE or (answer is not None and answer.status in _BUSY):
            host.quiet_until, host.reason = when, reason
        return RetryLater(reason, when=when)

    def _exchange(self, url: httpx.URL, headers: dict[str, str], *, limit: int, file: BinaryIO | None) -> _Answer:
        options = self.options
        longest = options.total_timeout * (60 if file is not None else 1)
        self._deadline.at = self.clock.elapsed() + longest.total_seconds()
        connect, read = options.connect_timeout.total_seconds(), options.read_timeout.total_seconds()
        sent = {
            "User-Agent": options.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate" if file is None else "identity",  # what can be unpacked piece by piece
            **headers,
        }
        with self._pool.stream(
            "GET",
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=list(sent.items()),
            extensions={"timeout": {"connect": connect, "read": read, "write": read, "pool": connect}},
        ) as response:
            answered = httpx.Headers(response.headers)
            if response.status != 200:
                return _Answer(status=response.status, headers=answered, content=b"")
            body = response.iter_stream()
            if file is not None:
                _copy(body, file, limit)
                return _Answer(status=200, headers=answered, content=b"")
            return _Answer(status=200, headers=answered, content=_unpacked(body, answered, limit))


def _unpacked(pieces: Iterable[bytes], headers: httpx.Headers, limit: int) -> bytes:
    """The body, decompressed. Raises SkipItem as soon as it is over the limit: a bomb is never held."""
    coding = headers.get("Content-Encoding", "").strip().lower()
    if coding in ("", "identity"):
        unpack = None
    elif coding in ("gzip", "x-gzip", "deflate"):
        unpack = _Unpacker()
    else:
        raise SkipItem(STAGE, f"answers in an encoding that was not asked for: {one_line(coding, 40)}")
    found: list[bytes] = []
    size = 0
    for piece in pieces:
        for part in (piece,) if unpack is None else unpack.parts(piece):
            size += len(part)
            if size > limit:
                raise SkipItem(STAGE, f"larger than {limit / 1_000_000:g} MB")
            found.append(part)
    if unpack is not None and not unpack.ended:
        raise httpcore.RemoteProtocolError("the compressed answer is cut off")
    return b"".join(found)


class _Unpacker:
    """gzip (one member after the other) and both readings of deflate (RFC 9110, 8.4.1.2), in parts of bounded size."""

    _PART: Final = 65_536

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(47)  # gzip or zlib, by its first bytes
        self._begun = False

    @property
    def ended(self) -> bool:
        return self._inflate.eof or not self._begun

    def parts(self, piece: bytes) -> Iterable[bytes]:
        while piece:
            if self._inflate.eof:
                if not piece.startswith(b"\x1f"):
                    return  # padding behind the end, which browsers ignore, too
                self._inflate = zlib.decompressobj(47)  # another member
            try:
                part = self._inflate.decompress(piece, self._PART)
            except zlib.error:
                if self._begun:
                    raise
                self._inflate = zlib.decompressobj(-15)  # deflate without its wrapper, as some servers send it
                part = self._inflate.decompress(piece, self._PART)
            self._begun = True
            yield part
            piece = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail


def _copy(pieces: Iterable[bytes], file: BinaryIO, limit: int) -> None:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise SkipItem(STAGE, f"larger than {limit / 1_000_000:g} MB")
        file.write(piece)


def _words(status: int) -> str:
    known = {401: "a password is asked for", 403: "forbidden", 404: "not found", 410: "gone", 429: "too many requests",
             451: "withheld for legal reasons", 500: "its server fails", 502: "its server fails", 503: "its server is busy",
             504: "its server is slow"}  # fmt: skip
    return f" ({known[status]})" if status in known else ""


def _kind(error: Exception, otherwise: str) -> str:
    """What broke, in one safe line."""
    if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout):
        return one_line(f"cannot be reached: {error}", 120)
    return one_line(f"{otherwise}: {error}", 120) if str(error) else otherwise


def _charset(kind: Message) -> str | None:
    try:
        return kind.get_content_charset()
    except (LookupError, UnicodeError, ValueError):
        return None


def _validator(answer: _Answer, name: str) -> str | None:
    value = answer.headers.get(name)
    return value if value and len(value) <= 500 and value.isprintable() and value.isascii() else None
