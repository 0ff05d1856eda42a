"""The long-running reader: fetch > analyse > record > look > deliver, one item after the other (docs/decisions/0012).

Every queue is bounded, because there is one step at a time: a page is fetched when the one before it has been recorded. What a feed
has given is kept in the transaction of the report that came of it, what was touched is looked at in a transaction of its own, and
what is to be told waits in the outbox: whenever the process dies, the next one goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Alert, Watch
from overhorizon.feeds.http import Fetcher
from overhorizon.feeds.options import FeedOptions
from overhorizon.feeds.polling import poll
from overhorizon.feeds.state import FeedState, dumps, loads, next_due
from overhorizon.runs.stream import ReadItem, Tools, keep, read
from overhorizon.runs.watching import Watcher
from overhorizon.store.ledger import Ledger
from overhorizon.store.monitoring import Progress

LONGEST: Final = timedelta(minutes=1)
"""Between two looks at what is due: a judgement that another process makes is answered within it."""


class Delivers(Protocol):
    """Sends what is due in the outbox."""

    def deliver(self, now: datetime) -> int:
        """How many messages went out."""
        ...

    def next_due(self) -> datetime | None:
        """When it has something to do next; None when nothing waits."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was done: a feed's item that was recorded (None: the feed was looked at and gave nothing), and the alerts."""

    feed: str
    read: ReadItem | None
    alerts: tuple[Alert, ...] = ()


@dataclass(slots=True, kw_only=True)
class Monitor:
    """Reads feeds into a ledger and answers the watches. Holds nothing that the ledger does not.

    ``watches`` gives those in force, which are asked for before each round; without it the watcher's stay.
    """

    ledger: Ledger
    tools: Tools
    feeds: Sequence[FeedOptions]
    watcher: Watcher
    fetcher: Fetcher
    outbox: Delivers
    watches: Callable[[], Sequence[Watch]] | None = None

    def run(self, stopped: Callable[[], bool], sleep: Callable[[float], None]) -> Iterator[Step]:
        """Go on until ``stopped``. What has begun is finished first. ``sleep`` takes seconds, and may return sooner."""
        while not stopped():
            yield from self.round(stopped)
            if not stopped():
                pause = (self.next_due() - self.now()).total_seconds()
                sleep(min(max(pause, 0.05), LONGEST.total_seconds()))

    def round(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Step]:
        """All that is due now: what others touched, feeds, the one that waits longest first, once a day a survey, messages.

        What was touched comes first: the process may have died between a report and the look at it, and what it raises must not
        depend on what comes next.
        """
        if self.watches is not None:
            self.watcher.follow(self.watches())
        if alerts := tuple(self.watcher.look()):
            yield Step(feed="", read=None, alerts=alerts)
        states = self._states()
        due = sorted((next_due(feed, states[feed.name]), feed.name, feed) for feed in self.feeds)
        for when, _, feed in due:
            if stopped() or when > self.now():
                break
            yield from self._look_at(feed, states[feed.name], stopped)
        if self.watcher.is_survey_due() and (alerts := self.watcher.survey()):
            yield Step(feed="", read=None, alerts=alerts)
        self.outbox.deliver(self.now())

    def _look_at(self, feed: FeedOptions, state: FeedState, stopped: Callable[[], bool]) -> Iterator[Step]:
        for polled in poll(feed, state, self.fetcher, self.now()):
            progress = Progress(feed=feed.name, state=dumps(polled.state))
            if polled.item is None:
                self.ledger.keep_progress(progress, at=self.now())
                yield Step(feed=feed.name, read=None)
                continue
            result = read(polled.item, self.tools)
            done = keep(polled.item, result, self.ledger, at=self.now(), progress=progress)
            alerts = tuple(self.watcher.look())
            yield Step(feed=feed.name, read=done, alerts=alerts)
            if alerts:
                self.outbox.deliver(self.now())
            if stopped():
                return  # the state that was kept says where to go on

    def _states(self) -> dict[str, FeedState]:
        """The states of the feeds; a state that cannot be read, of an older version perhaps, begins anew: nothing is doubled by that."""
        kept = {row.feed: row.state for row in self.ledger.feed_states()}
        return {feed.name: _state(kept.get(feed.name)) for feed in self.feeds}

    def next_due(self) -> datetime:
        """When there is something to do next."""
        states = self._states()
        times = [next_due(feed, states[feed.name]) for feed in self.feeds]
        waits = self.outbox.next_due()
        return min([*times, *([waits] if waits is not None else [])], default=self.now() + LONGEST)

    def now(self) -> datetime:
        return self.watcher.now()


def _state(kept: bytes | None) -> FeedState:
    if kept is None:
        return FeedState()
    try:
        return loads(kept)
    except InvalidInput:
        return FeedState()
