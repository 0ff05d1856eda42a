"""All that a ledger holds, for comparing ledgers."""

from typing import Any

from sqlalchemy import select

from overhorizon.store import tables as t
from overhorizon.store.ledger import Ledger

_COUNTERS = {("texts", "id"), ("revisions", "text"), ("accounts", "id"), ("summaries", "stamp"), ("summaries", "component")} | {
    (table.name, "row") for table in t.metadata.sorted_tables if "row" in table.c
}


def dump(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """All that a ledger holds, table by table, but for numbers that only count rows."""
    with ledger._engine.begin() as connection:
        accounts = {row.id: (row.run, row.position) for row in connection.execute(select(t.accounts))}
        content = {}
        for table in t.metadata.sorted_tables:
            if table is t.unobserved:  # a queue: in the order of arrival
                continue
            columns = [c for c in table.c if (table.name, c.name) not in _COUNTERS]
            numbers = {at for at, c in enumerate(columns) if any(key.column is t.accounts.c.id for key in c.foreign_keys)}
            content[table.name] = sorted(
                (
                    tuple(accounts[value] if at in numbers else value for at, value in enumerate(row))
                    for row in connection.execute(select(*columns))
                ),
                key=repr,
            )
    return content
