"""Forgetting: one report and all that rests on it, for good. What stays says only that, and when, something was forgotten."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, union, update

from overhorizon.store import graph, linking, sqlite
from overhorizon.store import tables as t
from overhorizon.store.outcomes import Forgotten

_TOMBSTONES = union(
    select(t.forgotten_reports.c.id).where(t.forgotten_reports.c.id == bindparam("report")),
    select(t.forgotten_captures.c.report).where(t.forgotten_captures.c.sha256 == bindparam("capture")),
)


Cleaner = Callable[[bytes, Collection[str]], bytes]
"""The state of a feed without what it knows of some addresses: states are the feeds' own, the ledger keeps them as bytes."""


def forget(connection: Connection, report: str, at: datetime, clean: Cleaner | None = None) -> Forgotten:
    """Remove the report's rows, all captures that it was read from and all that rests on either; leave tombstones.

    The same bytes can have become two reports (read by two versions of the cleaning): they hold the same words and go together.
    What was refused at its address goes, too, and with ``clean`` what states of feeds know of it.
    """
    reports, captures = _resting_together(connection, report)
    touched = set(graph.reached(connection, linking.standing_rows(connection, reports)).accounts)
    graph.leave(connection, touched)
    connection.execute(insert(t.forgotten_reports), [{"id": r, "at": at} for r in reports])
    pairs = [{"sha256": c, "report": r} for c in captures for r in reports]
    connection.execute(insert(t.forgotten_captures), pairs)
    resting = select(t.alert_reports.c.alert).where(t.alert_reports.c.report.in_(reports))
    connection.execute(delete(t.alerts).where(t.alerts.c.id.in_(resting)))  # each quotes the reports that it rests on
    addresses = _addresses(connection, reports, captures)
    if clean is not None:
        _clean_states(connection, addresses, clean)
    refused = t.rejections.c.origin.in_(sorted(addresses))
    captures += sorted(set(connection.execute(select(t.rejections.c.capture).where(refused)).scalars()) - set(captures))
    connection.execute(delete(t.reports).where(t.reports.c.id.in_(reports)))
    connection.execute(delete(t.captures).where(t.captures.c.sha256.in_(captures)))
    graph.regroup(connection, touched)
    sqlite.merge_text_index(connection)
    return Forgotten(reports=tuple(reports), captures=len(captures))


def _addresses(connection: Connection, reports: Collection[str], captures: Collection[str]) -> set[str]:
    """Where the reports were, as they and their captures have it."""
    of_reports = select(t.reports.c.address).where(t.reports.c.id.in_(sorted(reports)))
    of_captures = select(t.captures.c.origin).where(t.captures.c.sha256.in_(sorted(captures)))
    found = (*connection.execute(of_reports).scalars(), *connection.execute(of_captures).scalars())
    return {address for address in found if address is not None and "://" in address}


def _clean_states(connection: Connection, addresses: Collection[str], clean: Cleaner) -> None:
    for row in connection.execute(select(t.feed_states)).all():
        cleaned = clean(row.body, addresses)
        if cleaned != row.body:
            connection.execute(update(t.feed_states).where(t.feed_states.c.feed == row.feed).values(body=cleaned))


def _resting_together(connection: Connection, report: str) -> tuple[list[str], list[str]]:
    """Reports and captures joined by sightings, from one report on; sorted."""
    seen = select(t.sightings.c.capture, t.revisions.c.report).join_from(
        t.sightings, t.revisions, t.revisions.c.id == t.sightings.c.revision
    )
    reports, captures = {report}, set[str]()
    while True:
        either = or_(t.revisions.c.report.in_(sorted(reports)), t.sightings.c.capture.in_(sorted(captures)))
        found = connection.execute(seen.where(either)).all()
        more_captures, more_reports = {row.capture for row in found}, {row.report for row in found}
        if more_captures <= captures and more_reports <= reports:
            return sorted(reports), sorted(captures)
        captures |= more_captures
        reports |= more_reports


def is_forgotten(connection: Connection, *, capture: str, report: str | None = None) -> bool:
    """Whether someone asked to forget this capture, or this report."""
    return bool(_tombstones(connection, capture=capture, report=report))


def unforget(connection: Connection, *, capture: str, report: str) -> None:
    """Lift the tombstones, so that the report can be read again."""
    lifted = _tombstones(connection, capture=capture, report=report)
    connection.execute(delete(t.forgotten_reports).where(t.forgotten_reports.c.id.in_(lifted)))


def forgotten_at(connection: Connection, report: str) -> datetime | None:
    return connection.execute(select(t.forgotten_reports.c.at).where(t.forgotten_reports.c.id == report)).scalar()


def _tombstones(connection: Connection, *, capture: str, report: str | None) -> list[str]:
    return sorted(connection.execute(_TOMBSTONES, {"capture": capture, "report": report}).scalars())
