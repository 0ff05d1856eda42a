"""Reading accounts that stand: those of the runs that `active_runs` names, at whatever moment."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, and_, bindparam, select

from overhorizon.domain.accounts import Account
from overhorizon.store import tables as t
from overhorizon.store.codec import decode_account

T = TypeVar("T")

_CHUNK: Final = 500  # values in one list: far below what databases take

_ACCOUNTS = select(t.accounts.c.id, t.accounts.c.body, t.active_runs.c.since).join_from(
    t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run
)
_IN = _ACCOUNTS.where(t.accounts.c.id.in_(bindparam("ids", expanding=True)))
_OF = _ACCOUNTS.where(t.active_runs.c.report.in_(bindparam("ids", expanding=True)))


def begins(column: Column[str], wanted: str) -> ColumnElement[bool]:
    """Whether a name begins so, by the order of names: an index answers it."""
    return and_(column >= wanted, column < f"{wanted}\U0010ffff")


def in_chunks(values: Collection[T]) -> Iterator[list[T]]:
    """The values in order, a bounded number at a time: for lists in queries."""
    ordered = sorted(values)  # type: ignore[type-var]  # rows and ids
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def standing_among(connection: Connection, rows: Collection[int]) -> dict[int, Account]:
    """Those of these accounts that stand, by row."""
    found = (row for ids in in_chunks(rows) for row in connection.execute(_IN, {"ids": ids}))
    return _decoded(found)


def accounts_of(connection: Connection, reports: Collection[str]) -> dict[int, Account]:
    """The accounts of some reports, as their standing runs read them, by row."""
    found = (row for ids in in_chunks(reports) for row in connection.execute(_OF, {"ids": ids}))
    return _decoded(found)


def _decoded(rows: Iterable[Any]) -> dict[int, Account]:
    return {row.id: decode_account(row.body, since=row.since) for row in rows}
