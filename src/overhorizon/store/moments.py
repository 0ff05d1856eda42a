"""Asking a ledger as of a past day, or by what was known at a past time.

The connection gets temporary tables and views that bear the names of the ledger's own and stand before them: which runs stood,
which judgements were held, what incidents they made. Every query is the same statement at any moment; the caller rolls them back.
What has not changed since the moment is not worked out again (docs/decisions/0014).
"""

from collections.abc import Collection, Iterator
from datetime import date
from enum import Enum
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, Table, and_, bindparam, insert, select, text, union

from overhorizon.domain.history import Moment
from overhorizon.store import graph, pointers
from overhorizon.store import tables as t
from overhorizon.store.accounts import begins, in_chunks
from overhorizon.store.codec import printable
from overhorizon.store.columns import Instant
from overhorizon.store.rows import MembershipRow, Regrouped

_SAID: Final = (t.judgements, t.withdrawals, t.corrections, t.notes, t.ratings, t.undoings)
_HERE = (
    select(t.accounts.c.id, t.active_runs.c.since, t.active_runs.c.dated)
    .join_from(t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run)
    .where(t.accounts.c.id.in_(bindparam("ids", expanding=True)))
)
_OF_REPORTS = (
    select(t.accounts.c.id)
    .join(t.runs, t.runs.c.id == t.accounts.c.run)
    .join(t.revisions, t.revisions.c.id == t.runs.c.revision)
    .where(t.revisions.c.report.in_(bindparam("ids", expanding=True)))
)


class Grouping(Enum):
    """Which incidents a question about a past moment needs."""

    ALL = "all"
    NONE = "none"


def stand_in(connection: Connection, moment: Moment, grouping: Grouping | str = Grouping.ALL) -> None:
    """Let the names of pointers and judgements mean those of a moment, on this connection, until its transaction is rolled back.

    ``grouping`` may be the name of the one incident that is asked for (`across.find`): then no other is worked out.
    """
    seeds = None if isinstance(grouping, Grouping) else _named(connection, grouping)  # by what stood at any time
    if moment.known_at is not None:
        for table in _SAID:
            rows = connection.execute(select(table).where(table.c.at <= moment.known_at)).all()
            _replace(connection, table, [dict(row._mapping) for row in rows])
    _point(connection, moment)
    if grouping is Grouping.NONE:
        return
    if seeds is not None:
        members = _grouped(connection, seeds)
        _replace(connection, t.memberships, [{"account": m.account, "incident": m.incident} for m in members])
        return
    found = regrouped(connection, moment)
    _replace(connection, _GONE, [{"incident": name} for name in sorted(found.gone)])
    _replace(connection, t.memberships, [{"account": m.account, "incident": m.incident} for m in found.members])
    connection.execute(_KEPT)


def regrouped(connection: Connection, moment: Moment) -> Regrouped:
    """Which incidents of now were not there as they are, and those that were in their place, on a connection that stands there.

    Only accounts that *same* joins, directly or through others, decide what is one incident. So what is to be worked out is where
    some of those existed and others did not, or where a report stood otherwise, or persons had said other things.
    """
    day = moment.as_of or date.max
    reports = _stirred(connection, moment)
    after = {name for (name,) in connection.execute(_AFTER, {"day": day})}
    moved = {row for ids in in_chunks(reports) for row in connection.execute(_OF_REPORTS, {"ids": ids}).scalars()}
    seeds = moved | set(connection.execute(_ACROSS, {"day": day}).scalars())
    seeds |= set(_beside(connection, moved))
    members = _grouped(connection, seeds)
    placed = {m.account for m in members} | seeds
    gone = {name for ids in in_chunks(placed) for name in connection.execute(_NOW, {"ids": ids}).scalars()}
    return Regrouped(gone=frozenset(after | gone), members=members)


_GONE: Final = Table("gone", MetaData(), Column("incident", t.memberships.c.incident.type, primary_key=True))
_AFTER = text("SELECT incident FROM main.summaries WHERE first > :day").bindparams(
    bindparam("day", type_=t.summaries.c.first.type)
)
_ACROSS = text(
    "SELECT account FROM main.memberships JOIN main.summaries USING (incident) WHERE last > :day AND first <= :day"
).bindparams(bindparam("day", type_=t.summaries.c.first.type))
_KEPT = text(
    "INSERT INTO temp.memberships (account, incident) SELECT account, incident FROM main.memberships "
    "WHERE incident NOT IN (SELECT incident FROM temp.gone)"
)
_NOW = text("SELECT incident FROM main.memberships WHERE account IN :ids").bindparams(bindparam("ids", expanding=True))
_BESIDE = text(
    "SELECT account FROM main.memberships JOIN main.summaries USING (incident) WHERE component IN "
    "(SELECT component FROM main.memberships JOIN main.summaries USING (incident) WHERE account IN :ids)"
).bindparams(bindparam("ids", expanding=True))
"""Temporary tables bear the same names: what is meant of now is said with ``main``."""


def _beside(connection: Connection, rows: Collection[int]) -> Iterator[int]:
    """The accounts that are joined with these now."""
    for ids in in_chunks(rows):
        yield from connection.execute(_BESIDE, {"ids": ids}).scalars()


def _stirred(connection: Connection, moment: Moment) -> set[str]:
    """Reports that may have stood otherwise at a moment, or of which persons had said other things."""
    found = pointers.unsettled(connection, moment)
    if moment.known_at is not None:
        for query in _SAID_LATER:
            found.update(report for report in connection.execute(query, {"until": moment.known_at}).scalars() if report)
    return found


_SAID_LATER = tuple(
    text(query).bindparams(bindparam("until", type_=Instant))
    for query in (
        "SELECT first_report FROM main.judgements WHERE at > :until",
        "SELECT second_report FROM main.judgements WHERE at > :until",
        "SELECT first_report FROM main.judgements JOIN main.withdrawals ON judgement = id WHERE main.withdrawals.at > :until",
        "SELECT second_report FROM main.judgements JOIN main.withdrawals ON judgement = id WHERE main.withdrawals.at > :until",
        "SELECT report FROM main.corrections WHERE at > :until",
        "SELECT report FROM main.undoings WHERE at > :until",
    )
)


def _point(connection: Connection, moment: Moment) -> None:
    """`active_runs` as it was: a view of the table, but for reports that may have stood otherwise.

    A view costs nothing until somebody asks; copying the pointers of a large ledger would cost more than most questions.
    """
    others = pointers.unsettled(connection, moment)
    rows = list(pointers.standings(connection, moment, others))
    condition = f"since <= '{moment.as_of.isoformat()}'" if moment.as_of else "TRUE"  # a day is its own digits: nothing to escape
    if not others:
        connection.exec_driver_sql(f"CREATE TEMP VIEW active_runs AS SELECT * FROM main.active_runs WHERE {condition}")  # noqa: S608
        return
    _replace(connection, t.active_runs, rows)
    _replace(connection, _UNSETTLED, [{"report": report} for report in sorted(others)])
    connection.exec_driver_sql(
        "INSERT INTO temp.active_runs (report, run, since, dated) SELECT report, run, since, dated FROM main.active_runs "  # noqa: S608
        f"WHERE {condition} AND report NOT IN (SELECT report FROM temp.unsettled)"
    )


_UNSETTLED: Final = Table("unsettled", MetaData(), Column("report", t.active_runs.c.report.type, primary_key=True))


def _replace(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """A temporary table before the ledger's own, with the same columns and keys, and other rows."""
    columns = [Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable, index=c.index) for c in table.columns]
    Table(table.name, MetaData(), *columns, prefixes=["TEMPORARY"]).create(connection, checkfirst=False)
    if rows:
        connection.execute(insert(table), rows)


def _named(connection: Connection, name: str) -> set[int]:
    """The accounts that a name may mean, in any run, and all others of their reports: a new analysis moves words."""
    wanted = printable(name).strip().lower()
    revision = (
        select(t.revisions.c.report)
        .join_from(t.accounts, t.runs, t.runs.c.id == t.accounts.c.run)
        .join(t.revisions, t.revisions.c.id == t.runs.c.revision)
    )
    mention = and_(t.incidents.c.run == t.accounts.c.run, t.incidents.c.position == t.accounts.c.position)
    own = revision.where(begins(t.accounts.c.incident, wanted))
    told = revision.join(t.incidents, mention).where(begins(t.incidents.c.id, wanted))
    reports = connection.execute(union(own, told)).scalars().all()
    return {row for ids in in_chunks(reports) for row in connection.execute(_OF_REPORTS, {"ids": ids}).scalars()}


def _grouped(connection: Connection, seeds: Collection[int]) -> tuple[MembershipRow, ...]:
    """The incidents of the accounts that stand and are joined with the seeds, worked out from nothing but what stands."""
    found: list[MembershipRow] = []
    left = set(seeds)
    while left:
        around = graph.reached(connection, [seed := min(left)])
        left -= {seed, *around.accounts}
        if around.accounts:
            partition, _ = graph.parted(connection, around)
            incident = {row["account"]: row["incident"] for row in around.memberships(partition)}
            here = (row for ids in in_chunks(incident) for row in connection.execute(_HERE, {"ids": ids}))
            found += (
                MembershipRow(account=row.id, incident=incident[row.id], since=row.since, is_dated=row.dated) for row in here
            )
    return tuple(found)
