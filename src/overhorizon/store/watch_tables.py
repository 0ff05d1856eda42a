"""The tables of what feeds gave, of the days that were surveyed, and of the watches that persons keep in the ledger."""

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Table, Text

from overhorizon.store.columns import Instant, metadata, of

arrivals = Table(
    "arrivals",
    metadata,
    Column("feed", String, primary_key=True),
    of("reports.id", primary_key=True, index=True),
    Column("at", Instant, nullable=False),  # when the feed gave it first
)

surveys = Table(
    "surveys",
    metadata,
    Column("day", Date, primary_key=True),
    Column("at", Instant, nullable=False),
)

watches = Table(  # rows are added; of each name the last counts
    "watches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("asked", LargeBinary),  # JSON: the keys of a [[watch]] of the settings file; none: it was taken away
    Column("is_paused", Boolean, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
