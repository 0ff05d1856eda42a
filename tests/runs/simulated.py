"""The monitor on the web of the tests and on a simulated clock, in this process or in one that may be killed.

The clock counts whole minutes. It stands still while a round lasts, and lies in a file that outlives the process: what a run keeps
does not depend on how often, or how long, it was dead.
"""

import mmap
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from random import Random
from typing import Self

import msgspec

from overhorizon.domain.watches import Watch
from overhorizon.feeds.http import Clock, Fetcher
from overhorizon.feeds.options import FeedKind, FeedOptions, FetchOptions
from overhorizon.notify.channels import open_channel
from overhorizon.notify.options import ChannelKind, ChannelOptions
from overhorizon.runs.delivering import Outbox
from overhorizon.runs.monitor import Monitor
from overhorizon.runs.stream import Tools
from overhorizon.runs.watching import Watcher
from overhorizon.store.ledger import Ledger
from tests.feeds.server import START, Site, Web

ROOT = Path(__file__).resolve().parents[2]
_FORMAT = struct.Struct("<q")


class SharedMinute:
    """Minutes since the start, in a file that processes share."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_FORMAT.pack(0))
        with file.open("r+b") as stream:
            self._memory = mmap.mmap(stream.fileno(), _FORMAT.size)

    @property
    def value(self) -> int:
        return int(_FORMAT.unpack_from(self._memory)[0])

    @value.setter
    def value(self, minute: int) -> None:
        _FORMAT.pack_into(self._memory, 0, minute)

    def now(self) -> datetime:
        return START + timedelta(minutes=self.value)


class FollowingWeb(Web):
    """A web whose time is that of a shared clock."""

    def __init__(self, sites: tuple[Site, ...], shared: SharedMinute) -> None:
        self.shared = shared
        super().__init__(sites=sites)

    def __enter__(self) -> Self:
        super().__enter__()
        return self

    @property
    def minute(self) -> int:
        return self.shared.value

    @minute.setter
    def minute(self, minute: int) -> None:
        self.shared.value = minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a monitor is to do. ``forgets``: with a fetcher that is made anew for each round, as after a restart.

    Then what a round does is a function of the ledger and the minute alone. ``memory`` is where the resident size goes each hour.
    """

    ledger: str
    clock: str
    feeds: tuple[tuple[str, str], ...]  # name and address
    allowed: tuple[str, ...]
    minutes: int
    channels: tuple[tuple[str, str], ...] = ()  # kind and location
    timeout: float = 0.3  # seconds without a byte
    forgets: bool = False
    memory: str | None = None


def plan(web: Web, folder: Path, *, minutes: int, **others: object) -> Plan:
    """Read all sites of a web into FOLDER/ledger.db."""
    feeds = tuple((site.host, web.address(site)) for site in web.sites)
    given = {"ledger": str(folder / "ledger.db"), "clock": str(folder / "clock"), **others}
    return Plan(feeds=feeds, allowed=web.allowed(), minutes=minutes, **given)  # type: ignore[arg-type]


class Even(Random):
    """Chance without chance: pauses are the same in each process."""

    def random(self) -> float:
        return 0.5


def _stands(seconds: float) -> None:
    raise AssertionError(f"the clock stands still in a round; asked to wait {seconds} seconds")


def resolve(host: str, port: int) -> tuple[str, ...]:
    """As `Web.resolve`, in a process that does not hold the web."""
    return ("127.0.0.1",) if host.endswith("example.org") else (host,)


@dataclass
class Simulation:
    """A monitor after a plan. Close it."""

    plan: Plan
    tools: Tools
    ledger: Ledger
    shared: SharedMinute
    each_minute: Callable[[Self], None] = lambda _: None
    monitor: Monitor = field(init=False)

    def __post_init__(self) -> None:
        options = [
            ChannelOptions(name=kind, kind=ChannelKind(kind), location=location, most_per_hour=1_000_000)
            for kind, location in self.plan.channels
        ]
        watch = Watch(name="everything", channels=tuple(o.name for o in options))
        self.monitor = Monitor(
            ledger=self.ledger,
            tools=self.tools,
            feeds=[FeedOptions(name=name, kind=FeedKind.FEED, location=address) for name, address in self.plan.feeds],
            watcher=Watcher(ledger=self.ledger, gazetteer=self.tools.gazetteer, watches=[watch], now=self.shared.now),
            fetcher=self._fetcher(),
            outbox=Outbox(ledger=self.ledger, options=options, channels={o.name: open_channel(o) for o in options}),
        )

    def _fetcher(self) -> Fetcher:
        options = FetchOptions(
            connect_timeout=timedelta(seconds=5),
            read_timeout=timedelta(seconds=self.plan.timeout),
            total_timeout=timedelta(seconds=2 * self.plan.timeout),
            max_bytes=2_000_000,
            per_host_interval=timedelta(0),
            allow_private=self.plan.allowed,
        )
        return Fetcher(options, clock=Clock(now=self.shared.now, sleep=_stands), random=Even(), resolver=resolve)

    def run(self) -> None:
        """Until the plan's last minute is over."""
        for _ in self.monitor.run(lambda: self.shared.value > self.plan.minutes, self._sleep):
            pass

    def _sleep(self, seconds: float) -> None:
        self.each_minute(self)
        if self.plan.forgets:
            self.monitor.fetcher.close()
            self.monitor.fetcher = self._fetcher()
        self.shared.value += max(1, ceil(seconds / 60))

    def close(self) -> None:
        self.monitor.fetcher.close()


def simulate(given: Plan, tools: Tools, each_minute: Callable[[Simulation], None] = lambda _: None) -> None:
    """Carry out a plan in this process."""
    with ExitStack() as stack:
        ledger = stack.enter_context(Ledger.open(f"sqlite:///{given.ledger}"))
        simulation = Simulation(given, tools, ledger, SharedMinute(Path(given.clock)), each_minute)
        stack.callback(simulation.close)
        simulation.run()


def start(given: Plan) -> subprocess.Popen[bytes]:
    """Carry out a plan in a process of its own."""
    program = [sys.executable, "-m", "tests.runs.monitor_child", msgspec.json.encode(given).decode()]
    return subprocess.Popen(program, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
