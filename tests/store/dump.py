"""All that a ledger holds, for comparing ledgers."""

from typing import Any

from sqlalchemy import select

from overhorizon.store import tables as t
from overhorizon.store.ledger import Ledger

_COUNTERS = {("texts", "id"), ("revisions", "text")} | {
    (table.name, "row") for table in t.metadata.sorted_tables if "row" in table.c
}


def dump(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """All that a ledger holds, table by table, but for numbers that only count rows."""
    with ledger._engine.begin() as connection:
        content = {}
        for table in t.metadata.sorted_tables:
            columns = [c for c in table.c if (table.name, c.name) not in _COUNTERS]
            content[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return content
