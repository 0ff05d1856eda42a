"""What is remembered of a feed between two looks at it: a value that the caller keeps, as JSON."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final

import msgspec

from overhorizon.clean.text import one_line
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.ids import short_id
from overhorizon.feeds.backoff import pause
from overhorizon.feeds.options import FeedOptions
from overhorizon.feeds.syndication import Entry

REMEMBERED: Final = 2_000  # entries that have left the feed and are still known, should they come back
EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


class Condition(StrEnum):
    """How a feed does, in one word for a person."""

    NEW = "not yet read"
    WELL = "well"
    QUIET = "quiet"  # it failed, and is left alone until ``quiet_until``


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry that was dealt with, and its stamp at that time."""

    id: str
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry whose page could not be had yet. Its content is not kept here: ``whole`` says that the feed carries it."""

    entry: Entry
    whole: bool
    since: datetime
    tries: int
    not_before: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a file, an archive or a page was read.

    ``name`` is its path or address, or `mark_key` of it where the state was kept: a file may be named after what is to be forgotten.
    """

    name: str
    size: int = 0
    modified: int = 0  # nanoseconds since 1970, as the file system says
    digest: str = ""  # of the content, or of the first bytes of what grows
    offset: int = 0  # bytes that were dealt with; in an archive, where the last record begins that was
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What one feed has given. The state that comes with an item is to be stored together with it: then a crash loses nothing."""

    etag: str | None = None
    last_modified: str | None = None
    seen: tuple[Seen, ...] = ()  # oldest first
    waiting: tuple[Waiting, ...] = ()
    marks: tuple[Mark, ...] = ()
    failures: int = 0  # in a row
    quiet_until: datetime | None = None
    reason: str | None = None  # why it is quiet
    note: str | None = None  # what is wrong with a feed that is read all the same
    last_polled: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None  # when an item last came

    @property
    def condition(self) -> Condition:
        if self.failures:
            return Condition.QUIET
        return Condition.NEW if self.last_polled is None else Condition.WELL

    def mark(self, name: str) -> Mark | None:
        return next((mark for mark in self.marks if mark.name in (name, mark_key(name))), None)


def mark_key(name: str) -> str:
    """What is kept of the path or address of what was read; of a key, itself."""
    return name if name.startswith("f-") else short_id("f", name)


def dumps(state: FeedState) -> bytes:
    """JSON; equal states give equal bytes."""
    return msgspec.json.encode(replace(state, marks=tuple(replace(mark, name=mark_key(mark.name)) for mark in state.marks)))


def without(content: bytes, addresses: Collection[str]) -> bytes:
    """A stored state that knows nothing of the articles at these addresses, but that they were dealt with.

    Raises InvalidInput for what `dumps` did not write.
    """
    state = loads(content)
    gone = [waiting.entry for waiting in state.waiting if waiting.entry.link in addresses]
    known = {entry.id for entry in gone}
    return dumps(
        replace(
            state,
            waiting=tuple(w for w in state.waiting if w.entry.id not in known),
            seen=(*(s for s in state.seen if s.id not in known), *(Seen(id=e.id, stamp=e.stamp) for e in gone)),
        )
    )


def loads(content: bytes | str) -> FeedState:
    """Raises InvalidInput for what `dumps` did not write."""
    try:
        return msgspec.json.decode(content, type=FeedState)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InvalidInput(f"the stored state of a feed cannot be read: {one_line(str(error), 120)}") from error


def next_look(feed: FeedOptions, state: FeedState) -> datetime:
    """When the feed's own document, folder or file is looked at next. EARLIEST: at once."""
    if state.last_polled is None:
        return EARLIEST
    return state.quiet_until or state.last_polled + feed.every


def next_due(feed: FeedOptions, state: FeedState) -> datetime:
    """When `poll` has something to do: the next look, or an entry that has waited long enough."""
    return min([next_look(feed, state), *(waiting.not_before for waiting in state.waiting)])


# Steps. Each gives a new state.


def failed(state: FeedState, error: Exception, *, now: datetime, when: datetime | None, random: Random) -> FeedState:
    """The look failed: quiet for a while that grows, at least until ``when``."""
    until = now + pause(state.failures + 1, random)
    return replace(
        state,
        failures=state.failures + 1,
        quiet_until=max(until, when) if when is not None else until,
        reason=one_line(str(error), 200),
        last_polled=now,
    )


def succeeded(state: FeedState, *, now: datetime, note: str | None) -> FeedState:
    """The look was good, and all that it gave is dealt with or waits."""
    return replace(state, failures=0, quiet_until=None, reason=None, note=note, last_polled=now, last_success=now)


def done(state: FeedState, entry: Entry, *, now: datetime) -> FeedState:
    """The entry has become an item."""
    seen = (*(s for s in state.seen if s.id != entry.id), Seen(id=entry.id, stamp=entry.stamp))
    return replace(state, seen=seen, waiting=tuple(w for w in state.waiting if w.entry.id != entry.id), last_new=now)


def put_off(state: FeedState, waiting: Waiting) -> FeedState:
    """The entry waits."""
    known = [w.entry.id for w in state.waiting]
    if waiting.entry.id in known:
        queue = tuple(waiting if w.entry.id == waiting.entry.id else w for w in state.waiting)
    else:
        queue = (*state.waiting, waiting)
    return replace(state, waiting=queue)


def waits(state: FeedState, entry: Entry, *, now: datetime, when: datetime | None, reason: str, tried: bool) -> Waiting:
    """How an entry waits after one more try, or after none was made (``tried`` False: its host is left alone)."""
    before = next((w for w in state.waiting if w.entry.id == entry.id), None)
    tries = (before.tries if before else 0) + tried
    soonest = now + min(timedelta(minutes=2) * 2 ** min(tries - 1, 12), timedelta(hours=6)) if tried else now
    return Waiting(
        entry=replace(entry, content=None),
        whole=entry.content is not None or (before is not None and before.whole),
        since=before.since if before else now,
        tries=tries,
        not_before=max(soonest, when) if when is not None else soonest,
        reason=one_line(reason, 200),
    )


def marked(state: FeedState, mark: Mark) -> FeedState:
    """A file, archive or page is read so far."""
    if state.mark(mark.name) is None:
        return replace(state, marks=(*state.marks, mark))
    return replace(state, marks=tuple(mark if mark_key(m.name) == mark_key(mark.name) else m for m in state.marks))


def forgetful(state: FeedState, present: frozenset[str]) -> FeedState:
    """Without the entries that left the feed longest ago, beyond REMEMBERED. Those that are in it are always known."""
    left = [s for s in state.seen if s.id not in present]
    dropped = {s.id for s in left[: max(0, len(left) - REMEMBERED)]}
    return replace(state, seen=tuple(s for s in state.seen if s.id not in dropped)) if dropped else state
