"""The outbox: what is due goes out through the channels, and how that went is kept (at least once, with one key)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.errors import RetryLater, SkipItem
from overhorizon.notify import schedule
from overhorizon.notify.channels import Channel
from overhorizon.notify.messages import Dispatch
from overhorizon.notify.options import ChannelOptions
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import Queued

_HOUR: Final = timedelta(hours=1)
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(slots=True, kw_only=True)
class Outbox:
    """Delivers what the ledger's outbox holds. ``channels`` by name; a delivery to one that is not there (any more) waits."""

    ledger: Ledger
    options: Sequence[ChannelOptions]
    channels: Mapping[str, Channel]

    def deliver(self, now: datetime) -> int:
        """Send what is due; how many messages went out. A channel that fails does not hold up the others."""
        queue = self.ledger.queued()
        sent = 0
        for options in self.options:
            if not any(_asks(row, options, now) for row in queue):
                continue  # alerts are fetched only where something is to be done with them
            rows = self.ledger.deliveries(channel=options.name)
            self._keep(schedule.unwanted(rows, options, now))
            before = self.ledger.sent(options.name, now - _HOUR)
            for number, dispatch in enumerate(schedule.due(rows, options, now, before)):
                done = self._sent(dispatch, now + number * _MOMENT)
                self._keep(done)
                sent += any(row.state is DeliveryState.DELIVERED for row in done)
        return sent

    def _sent(self, dispatch: Dispatch, at: datetime) -> tuple[Delivery, ...]:
        try:
            self.channels[dispatch.channel].send(dispatch)
        except RetryLater as error:
            return schedule.failed(dispatch, str(error), at)
        except SkipItem as error:
            return schedule.failed(dispatch, str(error), at, for_good=True)
        return schedule.delivered(dispatch, at)

    def _keep(self, rows: Sequence[Delivery]) -> None:
        if rows:
            self.ledger.keep_deliveries(rows)

    def next_due(self) -> datetime | None:
        """When something that waits may go out; None when nothing waits for a channel that is there."""
        by_name = {options.name: options for options in self.options}
        waiting = [row for row in self.ledger.queued() if row.channel in by_name]
        return min((schedule.release(row, by_name[row.channel]) for row in waiting), default=None)


def _asks(row: Queued, options: ChannelOptions, now: datetime) -> bool:
    """Whether a channel has something to do about it now: it may go out, or is not taken any more."""
    return row.channel == options.name and (not options.takes(row.severity) or schedule.release(row, options) <= now)
