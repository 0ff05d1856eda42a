"""One look at a feed: what is new comes out, item by item, each with the state that is to be stored together with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from overhorizon.clean.text import one_line
from overhorizon.domain.errors import RetryLater, SkipItem
from overhorizon.domain.ids import digest
from overhorizon.domain.reports import Form, RawItem
from overhorizon.feeds import archives, drops
from overhorizon.feeds import state as states
from overhorizon.feeds.files import BadInput
from overhorizon.feeds.http import Fetcher, Page, Resting, Unchanged
from overhorizon.feeds.options import FeedKind, FeedOptions
from overhorizon.feeds.pages import content_item, item_of
from overhorizon.feeds.state import FeedState, Mark
from overhorizon.feeds.syndication import Entry, Syndicated, read_feed

GIVE_UP: Final = timedelta(days=2)  # how long an article may wait for its page


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One step. ``item`` None: only the state has changed. An item counts as dealt with in this state, and in none before."""

    item: RawItem | BadInput | None
    state: FeedState


def poll(feed: FeedOptions, state: FeedState, fetcher: Fetcher, now: datetime) -> Iterator[Polled]:
    """Look at a feed, if that is due, and at the entries that have waited long enough.

    Ends with a step without an item. Stop anywhere, and go on later from the last state that was stored: no item is lost, and none
    comes twice but the one that was not stored. Never raises for what a site or a file does: the state then says why, and when the
    feed is looked at again.
    """
    if feed.kind is FeedKind.FEED:
        yield from _Feed(feed, fetcher, now).run(state)
    else:
        yield from _plain(feed, state, fetcher, now)


def _plain(feed: FeedOptions, state: FeedState, fetcher: Fetcher, now: datetime) -> Iterator[Polled]:
    """What has no entries."""
    if states.next_look(feed, state) > now:
        yield Polled(item=None, state=state)
        return
    try:
        for item, after in _steps(feed, state, fetcher, now):
            state = after
            if item is not None:
                state = replace(state, last_new=now)
                yield Polled(item=item, state=state)
    except (SkipItem, RetryLater, OSError) as error:
        yield Polled(item=None, state=_failed(state, error, fetcher, now))
        return
    yield Polled(item=None, state=states.succeeded(state, now=now, note=None))


def _steps(feed: FeedOptions, state: FeedState, fetcher: Fetcher, now: datetime) -> drops.Steps:
    match feed.kind:
        case FeedKind.FOLDER:
            return drops.folder(feed, state, now)
        case FeedKind.JSONL:
            return drops.lines(feed, state, now)
        case FeedKind.WARC:
            return archives.records(feed, state, fetcher, now)
    return _page(feed, state, fetcher)


def _page(feed: FeedOptions, state: FeedState, fetcher: Fetcher) -> drops.Steps:
    """One page, when its bytes have changed."""
    page = fetcher.get(feed.location, etag=state.etag, last_modified=state.last_modified)
    if isinstance(page, Unchanged):
        return
    mark = Mark(name=feed.location, size=len(page.content), digest=digest(page.content))
    item = item_of(page, outlet=feed.outlet) if _digest_of(state.mark(feed.location)) != mark.digest else None
    yield item, replace(states.marked(state, mark), etag=page.etag, last_modified=page.last_modified)


def _digest_of(mark: Mark | None) -> str | None:
    return mark.digest if mark is not None else None


@dataclass(frozen=True, slots=True)
class _Feed:
    """A look at an RSS, Atom or JSON feed."""

    feed: FeedOptions
    fetcher: Fetcher
    now: datetime

    def run(self, state: FeedState) -> Iterator[Polled]:
        page: Page | Unchanged | None = None
        read: Syndicated | None = None
        if states.next_look(self.feed, state) <= self.now:
            try:
                page = self._document(state)
                if isinstance(page, Page):
                    read = read_feed(page, most=self.fetcher.options.max_entries)
            except (RetryLater, SkipItem) as error:
                page, state = None, _failed(state, error, self.fetcher, self.now)
        links: set[str] = set()
        for entry in self._todo(state, read):
            if entry.link is not None and entry.link in links:
                state = states.done(state, entry, now=self.now)  # one article under two ids
                continue
            item, state = self._step(entry, state, page)
            if item is not None:
                links |= {entry.link} if entry.link is not None else set()
                yield Polled(item=item, state=state)
        if isinstance(page, Page) and read is not None:
            # Only now: with these validators the feed would not show us again what we have not dealt with.
            state = replace(state, etag=page.etag, last_modified=page.last_modified)
            state = states.forgetful(state, frozenset(entry.id for entry in read.entries))
        if page is not None:
            note = read.note if read is not None else state.note
            state = states.succeeded(state, now=self.now, note=note)
        yield Polled(item=None, state=state)

    def _document(self, state: FeedState) -> Page | Unchanged:
        """The feed's document; the whole of it while an entry waits whose content stands in it."""
        if any(waiting.whole for waiting in state.waiting):
            return self.fetcher.get(self.feed.location)
        return self.fetcher.get(self.feed.location, etag=state.etag, last_modified=state.last_modified)

    def _todo(self, state: FeedState, read: Syndicated | None) -> list[Entry]:
        """Entries that have waited long enough, then those that are new or changed, oldest (last in the feed) first."""
        fresh = {entry.id: entry for entry in read.entries} if read is not None else {}
        seen = {s.id: s.stamp for s in state.seen}
        waiting = {w.entry.id for w in state.waiting}
        todo = [fresh.get(w.entry.id, w.entry) for w in state.waiting if w.not_before <= self.now]
        todo += [e for e in reversed(fresh.values()) if e.id not in waiting and seen.get(e.id) != e.stamp]
        return todo

    def _step(self, entry: Entry, state: FeedState, page: Page | Unchanged | None) -> tuple[RawItem | BadInput | None, FeedState]:
        """The entry's item and the state with it; or no item, and the entry waits."""
        try:
            item = self._article(entry)
        except RetryLater as error:
            tried = not isinstance(error, Resting)
            # The clock has moved on since the look began.
            at = max(self.now, self.fetcher.clock.now())
            waiting = states.waits(state, entry, now=at, when=error.when, reason=error.reason, tried=tried)
            if not tried or waiting.since + GIVE_UP > at:
                return None, states.put_off(state, waiting)
            reason = f"given up after {waiting.tries} tries: {error.reason}"
        except SkipItem as refusal:
            reason = refusal.reason
        else:
            return item, states.done(state, entry, now=self.now)
        before = next((w for w in state.waiting if w.entry.id == entry.id), None)
        if entry.content is None and before is not None and before.whole and not isinstance(page, Page):
            # The feed carries the article; at the next look its whole document is asked for.
            return None, states.put_off(state, replace(before, not_before=max(self.now, states.next_look(self.feed, state))))
        if entry.content is not None and isinstance(page, Page):
            item = content_item(entry, location=self.feed.location, outlet=self.feed.outlet, page=page)
        else:
            item = BadInput(
                origin=entry.link or f"{self.feed.location}#{entry.id}",
                line=None,
                reason=one_line(reason, 160),
                content=(entry.title or "").encode("utf-8", "replace"),
                form=Form.HTML,
            )
        return item, states.done(state, entry, now=self.now)

    def _article(self, entry: Entry) -> RawItem | BadInput:
        if entry.link is None:
            raise SkipItem("feed", "an entry without a link, and without the article")
        page = self.fetcher.get(entry.link)
        assert isinstance(page, Page)  # no validator was sent
        return item_of(page, entry=entry, outlet=self.feed.outlet)


def _failed(state: FeedState, error: Exception, fetcher: Fetcher, now: datetime) -> FeedState:
    when = error.when if isinstance(error, RetryLater) else None
    return states.failed(state, error, now=now, when=when, random=fetcher.random)
