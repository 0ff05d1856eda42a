"""Asking a ledger as of a past day, or by what was known at a past time.

The connection gets temporary tables that bear the names of the ledger's own and stand before them: which runs stood, which
judgements were held, what incidents they made. Every query is the same statement at any moment; the caller rolls them back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, func, insert, select

from overhorizon.domain.history import Moment
from overhorizon.domain.judgements import Verdict
from overhorizon.store import graph, judging, pointers
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks
from overhorizon.store.codec import printable

_OWN = select(t.accounts.c.id, t.accounts.c.incident).join_from(
    t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run
)
_SAME = select(t.links.c.first, t.links.c.second).where(t.links.c.verdict == Verdict.SAME.value)


class Grouping(Enum):
    """Which incidents a question about a past moment needs: working all of them out costs what the ledger weighs."""

    ALL = "all"
    NONE = "none"


def stand_in(connection: Connection, moment: Moment, grouping: Grouping | str = Grouping.ALL) -> None:
    """Let the names of pointers and judgements mean those of a moment, on this connection, until its transaction is rolled back.

    ``grouping`` may be the name of the one incident that is asked for (`across.find`): then no other is worked out.
    """
    seeds = None if isinstance(grouping, Grouping) else _named(connection, grouping)  # by what stood at any time
    if moment.known_at is not None:
        until = moment.known_at
        _replace(connection, t.judgements, _rows(connection, t.judgements, t.judgements.c.at <= until))
        _replace(connection, t.withdrawals, _rows(connection, t.withdrawals, t.withdrawals.c.at <= until))
        for table in (t.corrections, t.notes, t.ratings, t.undoings):
            _replace(connection, table, _rows(connection, table, table.c.at <= until))
    _replace(connection, t.active_runs, list(pointers.standings(connection, moment)))
    _replace(connection, t.memberships, [])
    if grouping is not Grouping.NONE and (rows := list(_memberships(connection, seeds))):
        connection.execute(insert(t.memberships), rows)


def _rows(connection: Connection, table: Table, condition: Any) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table).where(condition))]


def _replace(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """A temporary table before the ledger's own, with the same columns and keys, and other rows."""
    columns = [Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable, index=c.index) for c in table.columns]
    Table(table.name, MetaData(), *columns, prefixes=["TEMPORARY"]).create(connection, checkfirst=False)
    if rows:
        connection.execute(insert(table), rows)


def _named(connection: Connection, name: str) -> set[int]:
    """The accounts that a name may mean, in any run, and all others of their reports: a new analysis moves words."""
    wanted = printable(name).strip().lower()
    own, mention = t.accounts.c.incident, t.incidents.c.id
    of_revision = t.runs.c.revision == t.revisions.c.id
    joined = (
        select(t.revisions.c.report)
        .join_from(
            t.accounts, t.incidents, (t.incidents.c.run == t.accounts.c.run) & (t.incidents.c.position == t.accounts.c.position)
        )
        .join(t.runs, t.runs.c.id == t.accounts.c.run)
        .join(t.revisions, of_revision)
    )
    starts = (func.substr(own, 1, len(wanted)) == wanted) | (func.substr(mention, 1, len(wanted)) == wanted)
    reports = connection.execute(joined.where(starts).distinct()).scalars().all()
    query = select(t.accounts.c.id).join(t.runs, t.runs.c.id == t.accounts.c.run).join(t.revisions, of_revision)
    found: set[int] = set()
    for ids in in_chunks(reports):
        found |= set(connection.execute(query.where(t.revisions.c.report.in_(ids))).scalars())
    return found


def _memberships(connection: Connection, seeds: set[int] | None) -> Iterator[dict[str, Any]]:
    """The incident of each account that stands, worked out from nothing but what stands; of all, or of those joined with the seeds."""
    own = {row.id: row.incident for row in connection.execute(_OWN)}
    pairs = ((row.first, row.second) for row in connection.execute(_SAME))
    reports = set(connection.execute(select(t.active_runs.c.report)).scalars())
    by_person = (pair for pair, judgement in judging.of_reports(connection, reports) if judgement.verdict is Verdict.SAME)
    joined = _components(own, (*pairs, *by_person))
    alone = own.keys() - {row for rows in joined for row in rows}
    yield from ({"account": row, "incident": own[row]} for row in alone if seeds is None or row in seeds)
    for rows in joined:
        if seeds is not None and seeds.isdisjoint(rows):
            continue
        around = graph.around(connection, rows)
        graph.completed(connection, around)
        yield from around.memberships(around.partition())


def _components(rows: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The rows that are joined with any other, directly or through others; each component once."""
    leader = {row: row for row in rows}

    def of(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    for first, second in pairs:
        if first in leader and second in leader:
            leader[of(second)] = of(first)
    groups: dict[int, list[int]] = defaultdict(list)
    for row in leader:
        groups[of(row)].append(row)
    return [sorted(group) for group in groups.values() if len(group) > 1]
