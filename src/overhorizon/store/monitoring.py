"""Where the monitor stands: what nobody has looked at, what was observed, alerts, the outbox, the states of feeds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from overhorizon.domain.accounts import Account
from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.observed import Observed
from overhorizon.domain.reports import Report
from overhorizon.domain.watches import Alert, Severity
from overhorizon.link.reuse import passages, sketch
from overhorizon.store import across
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks, standing_among
from overhorizon.store.codec import (
    decode_account,
    decode_alert,
    decode_observed,
    decode_publication,
    encode_alert,
    encode_observed,
    printable,
)
from overhorizon.store.filters import AlertFilter
from overhorizon.store.rows import FeedRow, Found, Queued, Touched

_LOOKED_AT = delete(t.unobserved).where(
    t.unobserved.c.account.in_(bindparam("ids", expanding=True)), t.unobserved.c.id <= bindparam("last")
)
_NEVER_LOOKED_AT = b""
"""What was observed of an account that was there before anybody watched."""
_SKETCHES = select(t.sketches.c.key).where(t.sketches.c.revision == bindparam("revision"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a feed was read, to be kept in one transaction with what was read: the feed's name, and its state as bytes."""

    feed: str
    state: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of looking at one touched incident: what it said, the alerts that it raised, and who is to be told of each."""

    touched: Touched
    observed: Observed
    alerts: tuple[Alert, ...] = ()
    channels: Mapping[str, tuple[str, ...]]  # by watch


# What nobody has looked at


def mark(connection: Connection, accounts: Collection[int]) -> None:
    """Accounts whose incident is to be looked at (again)."""
    standing = sorted(standing_among(connection, accounts))
    if standing:
        connection.execute(insert(t.unobserved), [{"account": row} for row in standing])


def mark_all_seen(connection: Connection) -> int:
    """Look away from all that is there: a ledger that is watched for the first time tells nothing of the past. How many accounts that is.

    They are kept as known, without what they said: should one of them be read anew later, it is no new incident either.
    """
    connection.execute(delete(t.unobserved))
    known = {(row.account, row.report) for row in connection.execute(select(t.observations.c.account, t.observations.c.report))}
    query = (
        select(t.incidents.c.id, t.active_runs.c.report)
        .join_from(t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run)
        .join(t.incidents, (t.incidents.c.run == t.accounts.c.run) & (t.incidents.c.position == t.accounts.c.position))
    )
    found = sorted({(row.id, row.report) for row in connection.execute(query)} - known)
    if found:
        connection.execute(insert(t.observations), [{"account": a, "report": r, "body": _NEVER_LOOKED_AT} for a, r in found])
    return len(found)


def is_watched(connection: Connection) -> bool:
    """Whether anybody has looked at this ledger."""
    looked = (t.observations, t.alerts, t.feed_states)
    return any(connection.execute(select(table).limit(1)).first() is not None for table in looked)


def backlog(connection: Connection) -> int:
    """Accounts that nobody has looked at."""
    return int(connection.execute(select(func.count(t.unobserved.c.account.distinct()))).scalar_one())


def lags(connection: Connection, since: datetime) -> tuple[timedelta, ...]:
    """From publication to the first reading, of revisions first read since a time that give an instant of publication."""
    query = select(t.revisions.c.publication, t.revisions.c.first_seen).where(
        t.revisions.c.first_seen >= since, t.revisions.c.publication.is_not(None)
    )
    read = ((decode_publication(row.publication), row.first_seen) for row in connection.execute(query))
    return tuple(seen - when.instant for when, seen in read if when is not None and when.instant is not None)


def keep_sketch(connection: Connection, report: Report, revision: str) -> None:
    """Keep what a near duplicate is found by."""
    if connection.execute(_SKETCHES, {"revision": revision}).first() is None:
        rows = [{"key": key, "revision": revision} for key in sketch(passages(report))]
        if rows:
            connection.execute(insert(t.sketches), rows)


def touched(connection: Connection) -> Touched | None:
    """The incident that was touched first and that nobody has looked at since; None when all were."""
    query = (
        select(t.memberships.c.incident)
        .join_from(t.unobserved, t.memberships, t.memberships.c.account == t.unobserved.c.account)
        .order_by(t.unobserved.c.id)
        .limit(1)
    )
    incident = connection.execute(query).scalar()
    if incident is None:
        return None
    members = set(connection.execute(select(t.memberships.c.account).where(t.memberships.c.incident == incident)).scalars())
    marks: dict[int, int] = {}
    for ids in in_chunks(members):
        marks |= dict(
            connection.execute(select(t.unobserved.c.account, t.unobserved.c.id).where(t.unobserved.c.account.in_(ids))).all()
        )
    row = across.one(connection, incident)
    mention_of = {number: account.id for number, account in standing_among(connection, members).items()}
    before, unseen = _observed(connection, [a.id for a in row.accounts])
    return Touched(
        row=row,
        rows=tuple(sorted(members)),
        last_mark=max(marks.values()),
        new=frozenset(mention_of[number] for number in marks if number in mention_of) - unseen,
        before=before,
    )


def _observed(connection: Connection, accounts: Sequence[str]) -> tuple[Observed | None, frozenset[str]]:
    """What was known of these accounts when their incidents were last looked at, and those that were there before anybody looked."""
    bodies: set[bytes] = set()
    unseen: set[str] = set()
    for ids in in_chunks(accounts):
        query = select(t.observations.c.account, t.observations.c.body).where(t.observations.c.account.in_(ids))
        for row in connection.execute(query):
            if row.body == _NEVER_LOOKED_AT:
                unseen.add(row.account)
            else:
                bodies.add(row.body)
    return (reduce(or_, (decode_observed(body) for body in sorted(bodies))) if bodies else None), frozenset(unseen)


def sharing(connection: Connection, revision: str) -> tuple[str, ...]:
    """Reports that may be near duplicates of this revision and that were looked at: they share two hashes of its sketch."""
    mine = select(t.sketches.c.key).where(t.sketches.c.revision == revision)
    query = (
        select(t.revisions.c.report)
        .join_from(t.sketches, t.revisions, t.revisions.c.id == t.sketches.c.revision)
        .join(t.observations, t.observations.c.report == t.revisions.c.report)
        .where(t.sketches.c.key.in_(mine), t.sketches.c.revision != revision)
        .group_by(t.revisions.c.report)
        .having(func.count(t.sketches.c.key.distinct()) > 1)
    )
    return tuple(sorted(connection.execute(query).scalars()))


def answer(connection: Connection, given: Answer, at: datetime) -> tuple[Alert, ...]:
    """Keep what was observed, and the alerts that are new; nothing, when a report was forgotten meanwhile. The alerts that were kept."""
    seen = given.touched
    reports = {a.report for a in seen.row.accounts}
    there = set(connection.execute(select(t.reports.c.id).where(t.reports.c.id.in_(sorted(reports)))).scalars())
    if reports != there:
        return ()
    for ids in in_chunks(seen.rows):
        connection.execute(_LOOKED_AT, {"ids": ids, "last": seen.last_mark})
    accounts = {(a.report, a.id) for a in seen.row.accounts}
    gone = t.observations.c.account.in_(bindparam("ids", expanding=True))
    for names in in_chunks({account for _, account in accounts}):
        connection.execute(delete(t.observations).where(gone), {"ids": names})
    body = encode_observed(given.observed)
    connection.execute(insert(t.observations), [{"report": r, "account": a, "body": body} for r, a in sorted(accounts)])
    return keep_alerts(connection, given.alerts, given.channels, at)


# The ledger as a whole


def standing(connection: Connection) -> Iterator[tuple[str, Account]]:
    """Every account that stands, with its incident."""
    query = (
        select(t.memberships.c.incident, t.accounts.c.body, t.active_runs.c.since)
        .join_from(t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run)
        .join(t.memberships, t.memberships.c.account == t.accounts.c.id)
    )
    for row in connection.execute(query):
        yield row.incident, decode_account(row.body, since=row.since)


def reports_by_day(connection: Connection) -> dict[date, int]:
    """How many reports stand, by the day from which they exist."""
    since = t.active_runs.c.since
    rows = connection.execute(select(since, func.count(t.active_runs.c.report)).group_by(since).order_by(since))
    return {row[0]: row[1] for row in rows}


# Alerts and the outbox


def keep_alerts(
    connection: Connection, alerts: Iterable[Alert], channels: Mapping[str, Sequence[str]], at: datetime
) -> tuple[Alert, ...]:
    """Keep those that the ledger does not hold, with a delivery to each channel of their watch."""
    kept = []
    for alert in alerts:
        if connection.execute(select(t.alerts.c.id).where(t.alerts.c.id == alert.id)).first() is not None:
            continue
        kept.append(alert)
        row: dict[str, Any] = {
            "id": alert.id,
            "watch": alert.watch,
            "trigger": alert.trigger.value,
            "theatre": alert.theatre,
            "severity": alert.severity.value,
            "thread": alert.thread,
            "time": alert.time,
            "body": encode_alert(alert),
        }
        connection.execute(insert(t.alerts), row)
        if alert.reports:
            connection.execute(insert(t.alert_reports), [{"alert": alert.id, "report": r} for r in alert.reports])
        if alert.accounts:
            connection.execute(insert(t.alert_accounts), [{"alert": alert.id, "account": a} for a in alert.accounts])
        waiting = {"alert": alert.id, "state": DeliveryState.WAITING.value, "attempts": 0, "due": at}
        for channel in dict.fromkeys(channels.get(alert.watch, ())):
            connection.execute(insert(t.outbox), {**waiting, "channel": channel})
    return tuple(kept)


def alerts(connection: Connection, wanted: AlertFilter) -> Found[Alert]:
    """Alerts, the newest first."""
    query = _matching(select(t.alerts.c.body), wanted)
    total = connection.execute(query.with_only_columns(func.count(t.alerts.c.id))).scalar_one()
    ordered = query.order_by(t.alerts.c.time.desc(), t.alerts.c.id).limit(wanted.limit)
    return Found(rows=tuple(decode_alert(body) for body in connection.execute(ordered).scalars()), total=total)


def _matching(query: Select[Any], wanted: AlertFilter) -> Select[Any]:
    equal = {
        t.alerts.c.watch: wanted.watch,
        t.alerts.c.theatre: wanted.theatre,
        t.alerts.c.thread: wanted.thread,
        t.alerts.c.trigger: wanted.trigger.value if wanted.trigger else None,
    }
    for column, value in equal.items():
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(t.alerts.c.time >= wanted.since)
    if wanted.until is not None:
        query = query.where(t.alerts.c.time <= wanted.until)
    return query


def alerts_about(connection: Connection, accounts: Iterable[str]) -> tuple[Alert, ...]:
    """All alerts of incidents that held one of these accounts, the oldest first."""
    found: dict[str, tuple[datetime, str, bytes]] = {}
    for ids in in_chunks(set(accounts)):
        query = (
            select(t.alerts.c.id, t.alerts.c.time, t.alerts.c.body)
            .join_from(t.alert_accounts, t.alerts, t.alerts.c.id == t.alert_accounts.c.alert)
            .where(t.alert_accounts.c.account.in_(ids))
        )
        found |= {row.id: (row.time, row.id, row.body) for row in connection.execute(query)}
    return tuple(decode_alert(body) for _, _, body in sorted(found.values()))


def told(connection: Connection, countries: Collection[str], since: datetime | None) -> tuple[Account, ...]:
    """Accounts of incidents in these countries, or in none that is known, of which somebody was told since a time (None: ever)."""
    country = t.incident_countries
    query = (
        select(t.accounts.c.id, country.c.country)
        .join_from(t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run)
        .join(t.incidents, (t.incidents.c.run == t.accounts.c.run) & (t.incidents.c.position == t.accounts.c.position))
        .join(t.alert_accounts, t.alert_accounts.c.account == t.incidents.c.id)
        .join(t.alerts, t.alerts.c.id == t.alert_accounts.c.alert)
        .outerjoin(country, (country.c.run == t.accounts.c.run) & (country.c.position == t.accounts.c.position))
    )
    if since is not None:
        query = query.where(t.alerts.c.time >= since)
    if countries:
        query = query.where(country.c.country.is_(None) | country.c.country.in_(sorted(countries)))
    rows = {row.id for row in connection.execute(query)}
    found = standing_among(connection, rows)
    return tuple(found[row] for row in sorted(found))


def queued(connection: Connection) -> tuple[Queued, ...]:
    """Deliveries that wait, without their alerts."""
    waits = t.outbox.c.state == DeliveryState.WAITING.value
    columns = (t.outbox.c.channel, t.outbox.c.due, t.outbox.c.attempts, t.alerts.c.severity)
    query = select(*columns).join_from(t.outbox, t.alerts, t.alerts.c.id == t.outbox.c.alert).where(waits)
    return tuple(
        Queued(channel=row.channel, severity=Severity(row.severity), due=row.due, attempts=row.attempts)
        for row in connection.execute(query.order_by(t.outbox.c.due, t.outbox.c.alert, t.outbox.c.channel))
    )


def sent(connection: Connection, channel: str, since: datetime) -> tuple[datetime, ...]:
    """The instants after a time at which deliveries went out."""
    went = (t.outbox.c.state == DeliveryState.DELIVERED.value) & (t.outbox.c.channel == channel) & (t.outbox.c.settled > since)
    return tuple(connection.execute(select(t.outbox.c.settled).where(went).distinct().order_by(t.outbox.c.settled)).scalars())


def deliveries(connection: Connection, settled_since: datetime | None, channel: str | None = None) -> tuple[Delivery, ...]:
    """Deliveries that wait, and those that were settled since a time, those of the oldest alerts first; through one channel, or all."""
    query = select(t.outbox, t.alerts.c.body).join_from(t.outbox, t.alerts, t.alerts.c.id == t.outbox.c.alert)
    wanted = t.outbox.c.state == DeliveryState.WAITING.value
    if settled_since is not None:
        wanted |= t.outbox.c.settled >= settled_since
    query = query.where(wanted)
    if channel is not None:
        query = query.where(t.outbox.c.channel == channel)
    return tuple(
        Delivery(
            alert=decode_alert(row.body),
            channel=row.channel,
            state=DeliveryState(row.state),
            attempts=row.attempts,
            due=row.due,
            reason=row.reason,
            settled=row.settled,
        )
        for row in connection.execute(query.order_by(t.alerts.c.time, t.alerts.c.id, t.outbox.c.channel))
    )


def keep_delivery(connection: Connection, delivery: Delivery) -> None:
    """Keep how an attempt went."""
    values = {
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "due": delivery.due,
        "reason": printable(delivery.reason) if delivery.reason else None,
        "settled": delivery.settled,
    }
    one = (t.outbox.c.alert == delivery.alert.id) & (t.outbox.c.channel == delivery.channel)
    connection.execute(update(t.outbox).where(one).values(values))


# Feeds


def keep_progress(connection: Connection, progress: Progress, at: datetime) -> None:
    """How far a feed was read."""
    connection.execute(delete(t.feed_states).where(t.feed_states.c.feed == progress.feed))
    connection.execute(insert(t.feed_states), {"feed": progress.feed, "body": progress.state, "at": at})


def feed_states(connection: Connection) -> tuple[FeedRow, ...]:
    """The feeds that were read, by name."""
    rows = connection.execute(select(t.feed_states).order_by(t.feed_states.c.feed))
    return tuple(FeedRow(feed=row.feed, state=row.body, at=row.at) for row in rows)
