"""One row an incident: its component and days, and the number of its dead. `summing.fill` makes those that are missing."""

import sqlalchemy as sa
from alembic import op

revision = "v0006"
down_revision = "v0005"


def upgrade() -> None:
    op.create_table(
        "summaries",
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("component", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("rules", sa.String(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("best", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["component"], ["accounts.id"], name="fk_summaries_component_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("stamp", name="pk_summaries"),
        sa.UniqueConstraint("incident", name="uq_summaries_incident"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_summaries_component", "summaries", ["component"], unique=False)
    op.create_index("ix_summaries_last", "summaries", ["last"], unique=False)
