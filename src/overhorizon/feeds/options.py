"""What a feed is, and how we behave towards the sites that we read. Values that settings compose."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from overhorizon import __version__
from overhorizon.domain.errors import InvalidInput

PRODUCT: Final = "Overhorizon"  # the name that a robots.txt addresses us by
SHORTEST: Final = timedelta(minutes=1)


class FeedKind(StrEnum):
    """What is at a feed's location."""

    FEED = "feed"  # RSS, Atom or JSON Feed, told by what it holds
    PAGE = "page"  # one page that changes
    FOLDER = "folder"  # reports that are dropped as files
    JSONL = "jsonl"  # one record a line, appended to
    WARC = "warc"  # a web archive, or a folder of them


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """Something that reports come from. ``name`` is its identity: under it the ledger keeps what was read.

    ``outlet`` is the publisher of its reports where neither they nor the feed say one, ``theatre`` the name of the one that it is
    read for; its reports may tell of any. Raises InvalidInput.
    """

    name: str
    kind: FeedKind
    location: str  # an http(s) address or a path
    outlet: str | None = None
    theatre: str | None = None
    every: timedelta = timedelta(minutes=15)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidInput("a feed has no name")
        if not self.location.strip():
            raise InvalidInput(f"feed {self.name}: no location (an address or a path)")
        if self.every < SHORTEST:
            raise InvalidInput(f"feed {self.name}: every {self.every} is too often; at least a minute")
        if self.kind in (FeedKind.FEED, FeedKind.PAGE) and not self.is_remote:
            raise InvalidInput(f"feed {self.name}: a {self.kind.value} has an http(s) address, not {self.location}")
        if self.kind in (FeedKind.FOLDER, FeedKind.JSONL) and self.is_remote:
            raise InvalidInput(f"feed {self.name}: a {self.kind.value} is a path on this machine, not {self.location}")

    @property
    def is_remote(self) -> bool:
        return is_address(self.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How pages are fetched: limits on what a site may cost us, and on what we cost it."""

    user_agent: str = f"{PRODUCT}/{__version__}"
    connect_timeout: timedelta = timedelta(seconds=10)
    read_timeout: timedelta = timedelta(seconds=20)  # between two pieces of an answer
    total_timeout: timedelta = timedelta(seconds=60)  # of one answer, whatever keeps trickling in
    max_bytes: int = 10_000_000  # of an answer, decompressed
    max_archive_bytes: int = 2_000_000_000  # of a web archive, as it comes
    max_redirects: int = 5
    per_host_interval: timedelta = timedelta(seconds=2)  # between two requests to one host
    longest_crawl_delay: timedelta = timedelta(seconds=60)  # a robots.txt that asks for more gets this
    max_entries: int = 500  # of one feed document; the first count
    allow_private: tuple[str, ...] = ()  # "host:port" on private networks that may be fetched all the same

    def __post_init__(self) -> None:
        if not self.user_agent.isprintable() or not self.user_agent.isascii():
            raise InvalidInput("the User-Agent may hold printable ASCII characters alone")


def user_agent(contact: str | None = None) -> str:
    """How we present ourselves. ``contact`` is an address by which whoever runs a site reaches the user. Raises InvalidInput."""
    if contact is None:
        return f"{PRODUCT}/{__version__}"
    if not contact.strip() or not contact.isascii() or not contact.isprintable() or set(contact) & set("()"):
        raise InvalidInput(f"{contact!r} is no contact: a mail or web address is asked for")
    return f"{PRODUCT}/{__version__} (+{contact.strip()})"


def is_address(location: str) -> bool:
    """Whether this names something on the web, not a path."""
    return location.lower().startswith(("http://", "https://"))
