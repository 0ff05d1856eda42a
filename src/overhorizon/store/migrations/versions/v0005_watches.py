"""What feeds gave, the days that were surveyed, watches that persons keep in the ledger. All of it starts empty."""

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
    op.create_table(
        "arrivals",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_arrivals_report_reports", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed", "report", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_report", "arrivals", ["report"], unique=False)
    op.create_table(
        "surveys",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_surveys"),
    )
    op.create_table(
        "watches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watches_name", "watches", ["name"], unique=False)
