"""The monitor: what was observed, alerts, the outbox, how far feeds were read. All of it starts empty."""

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("watch", sa.String(), nullable=False),
        sa.Column("trigger", sa.String(), nullable=False),
        sa.Column("theatre", sa.String(), nullable=True),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("time", sa.String(length=27), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_thread", "alerts", ["thread"], unique=False)
    op.create_index("ix_alerts_time", "alerts", ["time"], unique=False)
    op.create_index("ix_alerts_watch", "alerts", ["watch"], unique=False)
    op.create_table(
        "feed_states",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("feed", name="pk_feed_states"),
    )
    op.create_table(
        "alert_accounts",
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alerts.id"], name="fk_alert_accounts_alert_alerts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert", "account", name="pk_alert_accounts"),
    )
    op.create_index("ix_alert_accounts_account", "alert_accounts", ["account"], unique=False)
    op.create_table(
        "alert_reports",
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alerts.id"], name="fk_alert_reports_alert_alerts", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_alert_reports_report_reports", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert", "report", name="pk_alert_reports"),
    )
    op.create_index("ix_alert_reports_report", "alert_reports", ["report"], unique=False)
    op.create_table(
        "observations",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_observations_report_reports", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account", "report", name="pk_observations"),
    )
    op.create_index("ix_observations_report", "observations", ["report"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.String(length=27), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("settled", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["alert"], ["alerts.id"], name="fk_outbox_alert_alerts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert", "channel", name="pk_outbox"),
    )
    op.create_index("ix_outbox_state", "outbox", ["state"], unique=False)
    op.create_table(
        "sketches",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.id"], name="fk_sketches_revision_revisions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "revision", name="pk_sketches"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sketches_revision", "sketches", ["revision"], unique=False)
    op.create_table(
        "unobserved",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_unobserved_account_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_unobserved"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unobserved_account", "unobserved", ["account"], unique=False)
