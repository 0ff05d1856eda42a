"""A web on this machine, a clock that a test moves, and a fetcher on both."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from overhorizon.feeds.http import Clock, Fetcher
from overhorizon.feeds.options import FetchOptions
from tests.feeds.server import START, Web, make_sites


class Hands:
    """A clock whose hands a test moves; sleeping moves them, too."""

    def __init__(self, start: datetime = START) -> None:
        self.at = start
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    def move(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at

    @property
    def minute(self) -> int:
        return int((self.at - START.astimezone(UTC)).total_seconds() // 60)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(sites=make_sites(7, sites=18, entries=6, minutes=240)) as web:
        yield web


@pytest.fixture
def fetching(web: Web, hands: Hands) -> Iterator[Callable[..., Fetcher]]:
    """A fetcher of the web. Limits are short, so that what hangs does not hang for long."""
    made: list[Fetcher] = []

    def fetcher(**options: object) -> Fetcher:
        defaults: dict[str, object] = {
            "connect_timeout": timedelta(seconds=1),
            "read_timeout": timedelta(milliseconds=200),
            "total_timeout": timedelta(milliseconds=500),
            "max_bytes": 2_000_000,
            "allow_private": web.allowed("www.example.org"),
        }
        given = FetchOptions(**{**defaults, **options})  # type: ignore[arg-type]
        clock = Clock(now=hands.now, sleep=hands.sleep)
        made.append(Fetcher(given, clock=clock, random=Random(1), resolver=web.resolve))
        return made[-1]

    yield fetcher
    for one in made:
        one.close()
