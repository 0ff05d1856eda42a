"""The first ledger."""

import sqlalchemy as sa
from alembic import op

from overhorizon.store import sqlite

revision = "v0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "captures",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("received", sa.String(length=27), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_captures"),
    )
    op.create_table(
        "forgotten_reports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forgotten_reports"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("first_seen", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_table(
        "forgotten_captures",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["forgotten_reports.id"], name="fk_forgotten_captures_report_forgotten_reports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", "report", name="pk_forgotten_captures"),
    )
    op.create_index("ix_forgotten_captures_report", "forgotten_captures", ["report"], unique=False)
    op.create_table(
        "rejections",
        sa.Column("capture", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["capture"], ["captures.sha256"], name="fk_rejections_capture_captures", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("capture", "origin", "stage", "reason", name="pk_rejections"),
    )
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_texts_report_reports", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_texts"),
        sa.UniqueConstraint("report", "sha256", name="uq_texts_report_sha256"),
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("capture", sa.String(length=64), nullable=False),
        sa.Column("first_seen", sa.String(length=27), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("publication", sa.Text(), nullable=True),
        sa.Column("published_first", sa.Date(), nullable=True),
        sa.Column("published_last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["capture"], ["captures.sha256"], name="fk_revisions_capture_captures"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_revisions_report_reports", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["text"], ["texts.id"], name="fk_revisions_text_texts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
    )
    op.create_index("ix_revisions_report", "revisions", ["report"], unique=False)
    op.create_index("ix_revisions_text", "revisions", ["text"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("encoder", sa.String(), nullable=False),
        sa.Column("gazetteer", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.id"], name="fk_runs_revision_revisions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_revision", "runs", ["revision"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("capture", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["capture"], ["captures.sha256"], name="fk_sightings_capture_captures", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision"], ["revisions.id"], name="fk_sightings_revision_revisions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("capture", "revision", name="pk_sightings"),
    )
    op.create_index("ix_sightings_revision", "sightings", ["revision"], unique=False)
    op.create_table(
        "unread",
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.id"], name="fk_unread_revision_revisions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision", name="pk_unread"),
    )
    op.create_table(
        "active_runs",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_active_runs_report_reports", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_active_runs_run_runs", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report", name="pk_active_runs"),
        sa.UniqueConstraint("run", name="uq_active_runs_run"),
    )
    op.create_table(
        "analyses",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_analyses_run_runs", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", name="pk_analyses"),
    )
    op.create_table(
        "claims",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker_actor", sa.String(), nullable=True),
        sa.Column("speaker_words", sa.Text(), nullable=True),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_claims_run_runs", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "position", name="pk_claims"),
    )
    op.create_index("ix_claims_speaker_actor", "claims", ["speaker_actor"], unique=False)
    op.create_table(
        "incidents",
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_incidents_run_runs", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "position", name="pk_incidents"),
    )
    op.create_index("ix_incidents_id", "incidents", ["id"], unique=False)
    op.create_table(
        "claim_subjects",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "position"],
            ["claims.run", "claims.position"],
            name="fk_claim_subjects_run_position_claims",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("row", name="pk_claim_subjects"),
    )
    op.create_index("ix_claim_subjects_run_position", "claim_subjects", ["run", "position"], unique=False)
    op.create_index("ix_claim_subjects_subject", "claim_subjects", ["subject"], unique=False)
    op.create_table(
        "incident_actors",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "position"],
            ["incidents.run", "incidents.position"],
            name="fk_incident_actors_run_position_incidents",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("row", name="pk_incident_actors"),
    )
    op.create_index("ix_incident_actors_actor", "incident_actors", ["actor"], unique=False)
    op.create_index("ix_incident_actors_run_position", "incident_actors", ["run", "position"], unique=False)
    op.create_table(
        "incident_countries",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "position"],
            ["incidents.run", "incidents.position"],
            name="fk_incident_countries_run_position_incidents",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("row", name="pk_incident_countries"),
    )
    op.create_index("ix_incident_countries_country", "incident_countries", ["country"], unique=False)
    op.create_index("ix_incident_countries_run_position", "incident_countries", ["run", "position"], unique=False)
    op.create_table(
        "incident_types",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run", "position"],
            ["incidents.run", "incidents.position"],
            name="fk_incident_types_run_position_incidents",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("row", name="pk_incident_types"),
    )
    op.create_index("ix_incident_types_run_position", "incident_types", ["run", "position"], unique=False)
    op.create_index("ix_incident_types_type", "incident_types", ["type"], unique=False)
    op.create_table(
        "incident_whens",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.CheckConstraint("earliest IS NOT NULL OR latest IS NOT NULL", name="ck_incident_whens_dated"),
        sa.ForeignKeyConstraint(
            ["run", "position"],
            ["incidents.run", "incidents.position"],
            name="fk_incident_whens_run_position_incidents",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("row", name="pk_incident_whens"),
    )
    op.create_index("ix_incident_whens_run_position", "incident_whens", ["run", "position"], unique=False)
    sqlite.create_text_index(op.get_bind())
