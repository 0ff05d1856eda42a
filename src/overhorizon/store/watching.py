"""What feeds gave, the days that were surveyed, and the watches that persons keep in the ledger beside those of the settings file."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, func, insert, select

from overhorizon.store import tables as t
from overhorizon.store.codec import printable
from overhorizon.store.rows import KeptWatch

_LAST: Final = select(func.max(t.watches.c.id)).group_by(t.watches.c.name)


def keep_arrival(connection: Connection, feed: str, report: str, at: datetime) -> None:
    """A feed gave a report; the first time counts."""
    of_both = (t.arrivals.c.feed == feed) & (t.arrivals.c.report == report)
    if connection.execute(select(t.arrivals.c.feed).where(of_both)).first() is None:
        connection.execute(insert(t.arrivals), {"feed": feed, "report": report, "at": at})


def givers(connection: Connection, known_at: datetime | None) -> dict[str, tuple[str, ...]]:
    """The feeds that gave each report until a time (None: ever), sorted; reports that no feed gave are left out."""
    query = select(t.arrivals.c.report, t.arrivals.c.feed).order_by(t.arrivals.c.feed)
    if known_at is not None:
        query = query.where(t.arrivals.c.at <= known_at)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.report].append(row.feed)
    return {report: tuple(feeds) for report, feeds in found.items()}


def days_given(connection: Connection) -> dict[str, tuple[date, ...]]:
    """The days (UTC) on which each feed gave a report that it had not given before."""
    found: defaultdict[str, set[date]] = defaultdict(set)
    for row in connection.execute(select(t.arrivals.c.feed, t.arrivals.c.at)):
        found[row.feed].add(row.at.date())
    return {feed: tuple(sorted(days)) for feed, days in sorted(found.items())}


def keep_survey(connection: Connection, day: date, at: datetime) -> None:
    if connection.execute(select(t.surveys.c.day).where(t.surveys.c.day == day)).first() is None:
        connection.execute(insert(t.surveys), {"day": day, "at": at})


def last_survey(connection: Connection) -> date | None:
    """The last day that was surveyed."""
    return connection.execute(select(func.max(t.surveys.c.day))).scalar()


def keep_watch(connection: Connection, watch: KeptWatch) -> None:
    """A further word on the watch of that name."""
    row: dict[str, Any] = {
        "name": printable(watch.name),
        "asked": None if watch.asked is None else msgspec.json.encode(dict(watch.asked), order="sorted"),
        "is_paused": watch.is_paused,
        "author": printable(watch.author),
        "at": watch.at,
    }
    connection.execute(insert(t.watches), row)


def watches(connection: Connection) -> tuple[KeptWatch, ...]:
    """The last word on each watch that is there, by name."""
    query = select(t.watches).where(t.watches.c.id.in_(_LAST), t.watches.c.asked.is_not(None)).order_by(t.watches.c.name)
    return tuple(_kept(row) for row in connection.execute(query))


def watch_history(connection: Connection, name: str) -> tuple[KeptWatch, ...]:
    """All that was said of a watch, the newest first."""
    query = select(t.watches).where(t.watches.c.name == name).order_by(t.watches.c.id.desc())
    return tuple(_kept(row) for row in connection.execute(query))


def _kept(row: Any) -> KeptWatch:
    asked = None if row.asked is None else msgspec.json.decode(row.asked)
    return KeptWatch(name=row.name, asked=asked, is_paused=row.is_paused, author=row.author, at=row.at)
