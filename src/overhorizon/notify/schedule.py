"""When which alerts go out: pure functions of the outbox, a channel's options and the time.

Nothing is sent in quiet hours; what they held back comes in one message when they end. No more messages go out in an hour than the
channel takes: what exceeds that comes together. A digest leaves on the hour, or each morning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.ids import digest
from overhorizon.notify.messages import Dispatch
from overhorizon.notify.options import ChannelKind, ChannelOptions, Digest

MORNING: Final = 7  # o'clock, when a daily digest leaves; at the end of quiet hours where it lies within them
FIRST_PAUSE: Final = timedelta(minutes=1)  # it doubles with each failure
LONGEST_PAUSE: Final = timedelta(hours=6)
MOST_ATTEMPTS: Final = 20  # about three days
_HOUR: Final = timedelta(hours=1)


class Waits(Protocol):
    """What says when something that waits may go out."""

    @property
    def due(self) -> datetime: ...

    @property
    def attempts(self) -> int: ...


def due(rows: Iterable[Delivery], options: ChannelOptions, now: datetime, sent: Iterable[datetime] = ()) -> tuple[Dispatch, ...]:
    """The messages that a channel is to be given now, in the order of their alerts.

    ``rows`` are its deliveries that wait, ``sent`` the instants at which messages went out: those of the last hour count against
    ``most_per_hour``. Alerts that were delivered at one instant count as one message: whoever delivers gives each message its own.
    """
    if is_quiet(options, now):
        return ()
    mine = [row for row in rows if row.channel == options.name]
    waiting = sorted(
        (r for r in mine if r.state is DeliveryState.WAITING and options.takes(r.alert.severity) and release(r, options) <= now),
        key=lambda row: (row.alert.time, row.alert.id),
    )
    budget = options.most_per_hour - len({at for at in sent if at > now - _HOUR})
    is_limited = options.kind is ChannelKind.APPRISE
    if not waiting or (is_limited and budget < 1):
        return ()
    groups = _groups(waiting, options)
    if options.is_file or (is_limited and len(groups) > budget):
        groups = [waiting]
    return tuple(Dispatch(channel=options.name, deliveries=tuple(group)) for group in groups)


def release(row: Waits, options: ChannelOptions) -> datetime:
    """From when on a waiting delivery may go out, floods apart: its own time, the time of the digest, the end of quiet hours."""
    at = row.due.astimezone(UTC)
    if row.attempts == 0:
        at = _slot(at, options)
    return _after_quiet(at, options)


def next_attempt(key: str, attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failures (1: the first); None when it is to be given up.

    The pause doubles, and differs by up to a quarter to either side from message to message, so that what failed together does not
    come back together. It is a function of the key, so that the same run waits the same.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    pause = min(FIRST_PAUSE * (1 << min(attempts - 1, 20)), LONGEST_PAUSE)
    jitter = int(digest(key, str(attempts))[:8], 16) / 0xFFFFFFFF
    return now + pause * (0.75 + jitter / 2)


def delivered(dispatch: Dispatch, at: datetime) -> tuple[Delivery, ...]:
    """Its deliveries as they are kept after it went out."""
    return tuple(
        replace(row, state=DeliveryState.DELIVERED, attempts=row.attempts + 1, settled=at, reason=None)
        for row in dispatch.deliveries
    )


def failed(dispatch: Dispatch, reason: str, now: datetime, *, for_good: bool = False) -> tuple[Delivery, ...]:
    """Its deliveries as they are kept after an attempt failed: tried again later together, or given up (``for_good``: at once)."""
    attempts = max(row.attempts for row in dispatch.deliveries) + 1
    again = None if for_good else next_attempt(dispatch.key, attempts, now)
    if again is not None:
        return tuple(replace(row, attempts=attempts, due=again, reason=reason) for row in dispatch.deliveries)
    return tuple(
        replace(row, state=DeliveryState.GIVEN_UP, attempts=attempts, reason=reason, settled=now) for row in dispatch.deliveries
    )


def unwanted(rows: Iterable[Delivery], options: ChannelOptions, now: datetime) -> tuple[Delivery, ...]:
    """Waiting deliveries below what the channel takes (its ``at_least`` was raised since), as given up with the reason."""
    reason = f"the channel takes alerts from {options.at_least.name.lower()} on"
    return tuple(
        replace(row, state=DeliveryState.GIVEN_UP, reason=reason, settled=now)
        for row in rows
        if row.channel == options.name and row.state is DeliveryState.WAITING and not options.takes(row.alert.severity)
    )


def is_quiet(options: ChannelOptions, at: datetime) -> bool:
    """Whether the channel is to be left in peace at this instant, by the clocks of its zone."""
    return options.quiet is not None and options.quiet.holds(at.astimezone(options.time_zone).time())


def _groups(waiting: Sequence[Delivery], options: ChannelOptions) -> list[list[Delivery]]:
    """What goes in one message each.

    What quiet hours held back goes together; what failed together goes together again, so that its message has the same key; the
    rest one by one, or all at once in a digest.
    """
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for row in waiting:
        if is_quiet(options, row.due):
            group = ("held", "")
        elif row.attempts:
            group = ("failed", row.due.isoformat())
        else:
            group = ("new", row.key if options.digest is Digest.EACH else "")
        groups.setdefault(group, []).append(row)
    return list(groups.values())


def _slot(at: datetime, options: ChannelOptions) -> datetime:
    """When the next digest leaves, at ``at`` or later."""
    if options.digest is Digest.EACH:
        return at
    hour = at.replace(minute=0, second=0, microsecond=0)
    if hour < at:
        hour += _HOUR
    if options.digest is Digest.HOURLY:
        return hour
    day = at.astimezone(options.time_zone).date()
    mornings = (
        datetime(each.year, each.month, each.day, MORNING, tzinfo=options.time_zone).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return next(morning for morning in mornings if morning >= at)


def _after_quiet(at: datetime, options: ChannelOptions) -> datetime:
    """The first instant from ``at`` on at which the channel's clocks stand outside its quiet hours.

    Clocks that are put forward or back make quiet hours shorter or longer; they are read afresh at each step, so nothing is sent
    while they show a quiet hour.
    """
    quiet = options.quiet
    if quiet is None or not is_quiet(options, at):
        return at
    local = at.astimezone(options.time_zone)
    day = local.date()
    ends = (
        datetime(each.year, each.month, each.day, quiet.end.hour, quiet.end.minute, tzinfo=options.time_zone, fold=fold)
        for each in (day, day + timedelta(days=1))
        for fold in (0, 1)
    )
    later = sorted(end.astimezone(UTC) for end in ends if end.astimezone(UTC) > at)
    return next(end for end in later if not is_quiet(options, end))
