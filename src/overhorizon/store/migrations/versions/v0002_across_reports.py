"""Across reports: accounts, their keys and links, incidents, what persons judge, and since when a report's reading stands.

What is derived (accounts, links, memberships) stays empty: the next program that opens the ledger integrates its reports.
"""

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    _date_the_pointers()
    _add_accounts()
    _add_judgements()


def _date_the_pointers() -> None:
    """Make `active_runs` anew with its two columns. A silent edit gets its own day when its report is integrated."""
    connection = op.get_bind()
    was = connection.execute(
        sa.text(
            "SELECT active_runs.report, run, coalesce(published_last, substr(revisions.first_seen, 1, 10)) AS since, "
            "published_last IS NOT NULL AS dated FROM active_runs "
            "JOIN runs ON runs.id = run JOIN revisions ON revisions.id = runs.revision"
        )
    ).all()
    op.drop_table("active_runs")
    op.create_table(
        "active_runs",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_active_runs_report_reports", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_active_runs_run_runs", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", name="pk_active_runs"),
        sa.UniqueConstraint("run", name="uq_active_runs_run"),
    )
    if was:
        add = sa.text("INSERT INTO active_runs (report, run, since, dated) VALUES (:report, :run, :since, :dated)")
        connection.execute(add, [dict(row._mapping) for row in was])


def _add_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "position"],
            ["incidents.run", "incidents.position"],
            name="fk_accounts_run_position_incidents",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("run", "position", name="uq_accounts_run_position"),
    )
    op.create_index("ix_accounts_incident", "accounts", ["incident"], unique=False)
    op.create_table(
        "account_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_account_keys_account_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "account", name="pk_account_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_account_keys_account", "account_keys", ["account"], unique=False)
    op.create_table(
        "links",
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["first"], ["accounts.id"], name="fk_links_first_accounts", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second"], ["accounts.id"], name="fk_links_second_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("first", "second", name="pk_links"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_links_second", "links", ["second"], unique=False)
    op.create_table(
        "integrations",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_integrations_run_runs", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", name="pk_integrations"),
    )
    op.create_table(
        "memberships",
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_memberships_account_accounts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account", name="pk_memberships"),
    )
    op.create_index("ix_memberships_incident", "memberships", ["incident"], unique=False)


def _add_judgements() -> None:
    ends = [
        column
        for name in ("first", "second")
        for column in (
            sa.Column(f"{name}_report", sa.String(), nullable=False),
            sa.Column(f"{name}_revision", sa.String(), nullable=False),
            sa.Column(f"{name}_start", sa.Integer(), nullable=False),
            sa.Column(f"{name}_end", sa.Integer(), nullable=False),
        )
    ]
    owners = [
        sa.ForeignKeyConstraint(
            [f"{name}_{owner}"], [f"{owner}s.id"], name=f"fk_judgements_{name}_{owner}_{owner}s", ondelete="CASCADE"
        )
        for name in ("first", "second")
        for owner in ("report", "revision")
    ]
    op.create_table(
        "judgements",
        sa.Column("id", sa.String(), nullable=False),
        *ends,
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        *owners,
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
    )
    for name in ("first_report", "first_revision", "second_report", "second_revision"):
        op.create_index(f"ix_judgements_{name}", "judgements", [name], unique=False)
    op.create_table(
        "withdrawals",
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgements.id"], name="fk_withdrawals_judgement_judgements", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("judgement", name="pk_withdrawals"),
    )
