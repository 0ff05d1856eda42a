"""What persons say beside judgements: corrections, notes, ratings of outlets, and what undoes them. All of it starts empty."""

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("account_start", sa.Integer(), nullable=False),
        sa.Column("account_end", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("harm", sa.String(), nullable=True),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_corrections_report_reports", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision"], ["revisions.id"], name="fk_corrections_revision_revisions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_report", "corrections", ["report"], unique=False)
    op.create_index("ix_corrections_revision", "corrections", ["revision"], unique=False)
    op.create_table(
        "notes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("in_briefs", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_notes_report_reports", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_report", "notes", ["report"], unique=False)
    op.create_index("ix_notes_subject", "notes", ["subject"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("reliability", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
    )
    op.create_index("ix_ratings_outlet", "ratings", ["outlet"], unique=False)
    op.create_table(
        "undoings",
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_undoings_report_reports", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("of", name="pk_undoings"),
    )
    op.create_index("ix_undoings_report", "undoings", ["report"], unique=False)
