"""Which run of each report answers rest on: now, in the ledger's own table; at a past moment, in a temporary one of the same name.

A temporary table stands before the ledger's own wherever its name is used, so that every query is the same at any moment.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select

from overhorizon.domain.history import Moment, Standing, State, standing
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks
from overhorizon.store.columns import Instant

_ROWS = (
    select(
        t.revisions.c.id.label("revision"),
        t.revisions.c.first_seen,
        t.revisions.c.published_first,
        t.revisions.c.published_last,
        t.runs.c.at,
        t.runs.c.id.label("run"),
        t.texts.c.id.label("text"),
        t.texts.c.sha256,
    )
    .join_from(t.revisions, t.texts, t.texts.c.id == t.revisions.c.text)
    .outerjoin(t.runs, t.runs.c.revision == t.revisions.c.id)
)
_OF_REPORT = _ROWS.where(t.revisions.c.report == bindparam("report"))
_OF_SOME = (
    _ROWS.add_columns(t.revisions.c.report)
    .where(t.revisions.c.report.in_(bindparam("ids", expanding=True)))
    .order_by(t.revisions.c.report)
)
_SEVERAL = select(t.revisions.c.report).group_by(t.revisions.c.report).having(func.count() > 1)
_LATER = (
    select(t.revisions.c.report).where(t.revisions.c.first_seen > bindparam("until", type_=Instant)),
    select(t.revisions.c.report)
    .join_from(t.runs, t.revisions, t.revisions.c.id == t.runs.c.revision)
    .where(t.runs.c.at > bindparam("until", type_=Instant)),
)
_POINTED = select(t.active_runs.c.run, t.active_runs.c.since, t.active_runs.c.dated).where(
    t.active_runs.c.report == bindparam("report")
)
_POINT = insert(t.active_runs)
_UNPOINT = delete(t.active_runs).where(t.active_runs.c.report == bindparam("of"))


class Known(NamedTuple):
    """One revision of a report, and one run on it, if there is one."""

    revision: str
    first_seen: datetime
    published_first: date | None
    published_last: date | None
    run_at: datetime | None
    run: str | None
    text: int
    text_sha256: str

    @property
    def succession(self) -> tuple[datetime, date, str]:
        """The order in which revisions follow each other (as `State.succession`), whatever the order of arrival."""
        return self.first_seen, self.published_last or date.min, self.revision


def known(connection: Connection, report: str) -> list[Known]:
    """All revisions of a report with all their runs."""
    return [Known(*row) for row in connection.execute(_OF_REPORT, {"report": report})]


def point(connection: Connection, report: str) -> None:
    """Let the report's pointer name the run that is active now, and since when it stands."""
    now = standing(_states(known(connection, report)))
    wanted = None if now is None else (now.run, now.since, now.is_dated)
    was = connection.execute(_POINTED, {"report": report}).first()
    if was is not None and tuple(was) != wanted:
        connection.execute(_UNPOINT, {"of": report})
    if now is not None and (was is None or tuple(was) != wanted):
        connection.execute(_POINT, _row(report, now))


def standings(connection: Connection, moment: Moment, reports: Collection[str]) -> Iterator[dict[str, Any]]:
    """Rows of `active_runs` of some reports as they would have been at a moment."""
    for ids in in_chunks(reports):
        for report, rows in groupby(connection.execute(_OF_SOME, {"ids": ids}), key=lambda row: str(row.report)):
            if (then := standing(_states(_without_report(rows)), moment)) is not None:
                yield _row(report, then)


def unsettled(connection: Connection, moment: Moment) -> set[str]:
    """Reports of which another run may have stood at a moment than the one that stands now, if it stood at all.

    Of a single revision the newest run stands from the revision's day on; it is another one only before it was made.
    """
    found = set(connection.execute(_SEVERAL).scalars())
    if moment.known_at is not None:
        for query in _LATER:
            found.update(connection.execute(query, {"until": moment.known_at}).scalars())
    return found


def _row(report: str, now: Standing) -> dict[str, Any]:
    return {"report": report, "run": now.run, "since": now.since, "dated": now.is_dated}


def _without_report(rows: Iterable[Row[Any]]) -> Iterator[Known]:
    return (Known(*tuple(row)[:-1]) for row in rows)


def _states(found: Iterable[Known]) -> list[State]:
    by_revision: dict[str, list[Known]] = {}
    for row in found:
        by_revision.setdefault(row.revision, []).append(row)
    return [
        State(
            revision=revision,
            wording=rows[0].text,
            first_seen=rows[0].first_seen,
            published=_days(rows[0]),
            runs=tuple((r.run_at, r.run) for r in rows if r.run is not None and r.run_at is not None),
        )
        for revision, rows in by_revision.items()
    ]


def _days(row: Known) -> tuple[date, date] | None:
    return None if row.published_first is None or row.published_last is None else (row.published_first, row.published_last)
