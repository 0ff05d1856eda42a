"""Who is told, by which way, and when they are left in peace. Values that settings compose."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Severity

MOST_PER_HOUR: Final = 10
UTC: Final = ZoneInfo("UTC")


class ChannelKind(StrEnum):
    """How a channel carries what it is given."""

    APPRISE = "apprise"  # mail, Slack, Matrix, ntfy, webhooks ...: whatever Apprise has an address for
    JSONL = "jsonl"  # a file, one alert a line
    ATOM = "atom"  # a file that feed readers poll
    TERMINAL = "terminal"  # standard output of the monitor


class Digest(StrEnum):
    """How many alerts make a message."""

    EACH = "each"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Hours of each day, on the clocks of a channel's time zone, in which nothing is sent: from ``start`` up to, not with, ``end``.

    They may pass midnight. Raises InvalidInput where they are empty.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise InvalidInput("quiet hours that end when they start are none: leave them out")

    def holds(self, clock: time) -> bool:
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelOptions:
    """One way to people. ``name`` is its identity: under it the ledger keeps what was sent.

    ``location`` is Apprise's address, or the path of a file; "" for the terminal. ``most_per_hour`` counts messages to people
    (Apprise): what exceeds it comes together in one. Raises InvalidInput.
    """

    name: str
    kind: ChannelKind
    location: str = ""
    at_least: Severity = Severity.INFO
    quiet: QuietHours | None = None
    time_zone: ZoneInfo = UTC
    digest: Digest = Digest.EACH
    most_per_hour: int = MOST_PER_HOUR

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidInput("a channel has no name")
        if self.kind is not ChannelKind.TERMINAL and not self.location.strip():
            what = "url" if self.kind is ChannelKind.APPRISE else "path"
            raise InvalidInput(f"channel {self.name}: no {what}")
        if self.kind is ChannelKind.APPRISE and "://" not in self.location:
            raise InvalidInput(f"channel {self.name}: its url is none of Apprise's, such as mailto://, ntfy:// or json://")
        if self.most_per_hour < 1:
            raise InvalidInput(f"channel {self.name}: most_per_hour is at least 1")

    @property
    def is_file(self) -> bool:
        """Whether nobody is called: alerts lie there until somebody looks."""
        return self.kind in (ChannelKind.JSONL, ChannelKind.ATOM)

    def takes(self, severity: Severity) -> bool:
        """Whether an alert of this severity is told here."""
        return severity >= self.at_least
