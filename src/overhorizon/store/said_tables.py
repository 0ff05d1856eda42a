"""The tables of what persons say beside judgements."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from overhorizon.store.columns import Instant, metadata, of

corrections = Table(
    "corrections",
    metadata,
    Column("id", String, primary_key=True),
    of("reports.id", index=True),
    of("revisions.id", index=True),  # the wording that the person read
    Column("account_start", Integer, nullable=False),
    Column("account_end", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("about", String, nullable=False),
    Column("harm", String),
    Column("ruling", String, nullable=False),
    Column("value", LargeBinary),  # zlib of JSON
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("id", String, primary_key=True),
    of("reports.id", index=True),
    Column("on", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("in_briefs", Boolean(create_constraint=False), nullable=False),
    Column("at", Instant, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", String, primary_key=True),
    Column("outlet", Text, nullable=False, index=True),
    Column("reliability", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

undoings = Table(
    "undoings",
    metadata,
    Column("of", String, primary_key=True),  # a correction, a note or a rating
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), index=True),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
