"""How the monitor does: feeds, lag, backlog, what was refused and why, what waits to be told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Theatre
from overhorizon.feeds.state import FeedState, loads
from overhorizon.store.filters import AlertFilter
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import Counts

_LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorStatus:
    """``feeds`` by name, None where the state cannot be read; ``theatres`` the names of those that each is read for.

    ``lag`` is the median from publication to reading in the last week. ``backlog`` counts accounts that nobody has looked at,
    ``refused`` inputs by stage and reason, most of them first; ``waiting`` and ``given_up`` are deliveries.
    """

    feeds: Mapping[str, FeedState | None]
    theatres: Mapping[str, tuple[str, ...]]
    counts: Counts
    lag: timedelta | None
    backlog: int
    refused: tuple[tuple[str, int], ...]
    alerts: int
    waiting: tuple[Delivery, ...]
    given_up: tuple[Delivery, ...]


def status_of(ledger: Ledger, names: Sequence[str], now: datetime, theatres: Iterable[Theatre] = ()) -> MonitorStatus:
    """Of the feeds that the ledger knows and of those named besides, which were not read yet."""
    read_for: dict[str, tuple[str, ...]] = {}
    for theatre in theatres:
        for feed in theatre.feeds:
            read_for[feed] = (*read_for.get(feed, ()), theatre.name)
    states: dict[str, FeedState | None] = {name: FeedState() for name in names}
    for row in ledger.feed_states():
        try:
            states[row.feed] = loads(row.state)
        except InvalidInput:
            states[row.feed] = None
    lags = ledger.lags(now - _LATELY)
    refused = Counter(f"{row.stage}: {row.reason}" for row in ledger.rejections())
    rows = ledger.deliveries(settled_since=now - _LATELY)
    return MonitorStatus(
        feeds=dict(sorted(states.items())),
        theatres={name: read_for.get(name, ()) for name in sorted(states)},
        counts=ledger.counts(),
        lag=timedelta(seconds=median(one.total_seconds() for one in lags)) if lags else None,
        backlog=ledger.backlog(),
        refused=tuple(sorted(refused.items(), key=lambda e: (-e[1], e[0]))),
        alerts=ledger.alerts(AlertFilter(limit=1)).total,
        waiting=tuple(r for r in rows if r.state is DeliveryState.WAITING),
        given_up=tuple(r for r in rows if r.state is DeliveryState.GIVEN_UP),
    )


def status_form(status: MonitorStatus) -> dict[str, Any]:
    """As one JSON object (docs/json.md)."""

    def feed(name: str, state: FeedState | None) -> dict[str, Any]:
        if state is None:
            return {"feed": name, "theatres": list(status.theatres[name]), "condition": "unreadable"}
        times = {"last_success": state.last_success, "last_new": state.last_new, "quiet_until": state.quiet_until}
        return {
            "feed": name,
            "theatres": list(status.theatres[name]),
            "condition": state.condition.value,
            "reason": state.reason,
            "note": state.note,
            "failures": state.failures,
            "waiting": len(state.waiting),
            **{key: value.isoformat() if value else None for key, value in times.items()},
        }

    return {
        "kind": "status",
        "feeds": [feed(name, state) for name, state in status.feeds.items()],
        "reports": status.counts.reports,
        "accounts": status.counts.incidents,
        "lag_seconds": status.lag.total_seconds() if status.lag is not None else None,
        "backlog": status.backlog,
        "refused": [{"reason": reason, "number": number} for reason, number in status.refused],
        "alerts": status.alerts,
        "waiting": len(status.waiting),
        "given_up": len(status.given_up),
    }
