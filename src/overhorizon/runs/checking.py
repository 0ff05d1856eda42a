"""Whether what the settings name can be reached: each feed looked at once, each channel opened, and tried where that is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from overhorizon.clean.dates import declared
from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.errors import OverhorizonError
from overhorizon.domain.reports import PublicationBasis
from overhorizon.domain.watches import Alert, Trigger
from overhorizon.feeds.files import walk
from overhorizon.feeds.http import Fetcher, Page
from overhorizon.feeds.options import FeedKind, FeedOptions
from overhorizon.feeds.syndication import Syndicated, read_feed
from overhorizon.notify.channels import open_channel
from overhorizon.notify.messages import Dispatch
from overhorizon.notify.options import ChannelOptions

TEST_WATCH = "overhorizon check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How a feed or a channel did: what was found there, or why nothing was."""

    name: str
    is_well: bool
    found: str


def try_feed(feed: FeedOptions, fetcher: Fetcher) -> Tried:
    """Look at a feed once, as politely as always; nothing of it is kept."""
    try:
        found = _remote(feed, fetcher) if feed.is_remote else _local(feed)
    except (OverhorizonError, OSError) as error:
        return Tried(name=feed.name, is_well=False, found=str(error))
    return Tried(name=feed.name, is_well=True, found=found)


def try_channel(options: ChannelOptions, now: datetime, *, send: bool, write: Callable[[str], object]) -> Tried:
    """Open a channel and, with ``send``, give it a message that says that it is a test. ``write`` takes the terminal's."""
    try:
        channel = open_channel(options, write=write)
        if send:
            channel.send(_test(options, now))
    except (OverhorizonError, OSError) as error:
        return Tried(name=options.name, is_well=False, found=str(error))
    return Tried(name=options.name, is_well=True, found=f"{channel.describe()}{': test sent' if send else ''}")


def _remote(feed: FeedOptions, fetcher: Fetcher) -> str:
    page = fetcher.get(feed.location)
    assert isinstance(page, Page)  # no validator was sent
    if feed.kind is FeedKind.FEED:
        return _entries(read_feed(page, most=fetcher.options.max_entries))
    return f"{len(page.content):,} bytes of {page.media_type or 'an unnamed kind'}"


def _entries(read: Syndicated) -> str:
    known = (declared(e.published, PublicationBasis.DECLARED) for e in read.entries if e.published)
    days = [publication.last for publication in known if publication is not None and publication.last is not None]
    newest = f", newest {max(days).isoformat()}" if days else ""
    note = f"; {read.note}" if read.note else ""
    return f"{len(read.entries):,} {'entry' if len(read.entries) == 1 else 'entries'}{newest}{note}"


def _local(feed: FeedOptions) -> str:
    path = Path(feed.location)
    if feed.kind is FeedKind.FOLDER or (feed.kind is FeedKind.WARC and path.is_dir()):
        if not path.is_dir():
            raise NotADirectoryError(f"there is no folder {path}")
        number = sum(isinstance(file, Path) for file in walk(path))
        return f"{number:,} file{'' if number == 1 else 's'}"
    with path.open("rb") as stream:
        return f"{stream.seek(0, 2):,} bytes"


def _test(options: ChannelOptions, now: datetime) -> Dispatch:
    """A message like an alert, which it says it is none. Its key names the time: each test is a message of its own."""
    alert = Alert(
        watch=TEST_WATCH,
        trigger=Trigger.SILENCE,
        key=f"test {options.name} {now.isoformat()}",
        time=now,
        severity=options.at_least,
        headline=f"A test: channel {options.name} works. Nothing has happened",
    )
    waiting = Delivery(alert=alert, channel=options.name, state=DeliveryState.WAITING, attempts=0, due=now)
    return Dispatch(channel=options.name, deliveries=(waiting,))
