"""The tables of a ledger.

Rows are added, never updated, but for pointers that are functions of the other rows (`active_runs`, `memberships`) and for where
the monitor stands (`unobserved`, `observations`, `outbox`, `feed_states`). Everything hangs on `reports` and `captures` by
cascading foreign keys, so that forgetting a report cannot leave anything of it behind. The tables of incidents and claims are
derived from `analyses.body` and hold only what is filtered by; accounts, keys and links are derived from the analyses and the
rules of `link`. What persons say beside judgements is in `said_tables`, what
feeds gave, surveys and watches of the workbench in `watch_tables`. A change here needs a migration; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from overhorizon.store.columns import Instant, of
from overhorizon.store.columns import metadata as metadata
from overhorizon.store.said_tables import corrections as corrections
from overhorizon.store.said_tables import notes as notes
from overhorizon.store.said_tables import ratings as ratings
from overhorizon.store.said_tables import undoings as undoings
from overhorizon.store.watch_tables import arrivals as arrivals
from overhorizon.store.watch_tables import surveys as surveys
from overhorizon.store.watch_tables import watches as watches

captures = Table(
    "captures",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("form", String, nullable=False),
    Column("origin", Text, nullable=False),
    Column("received", Instant, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),  # zlib
)

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("address", Text),
    Column("first_seen", Instant, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),  # an integer, because the full-text index refers to rows by number
    of("reports.id"),
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("report", "sha256"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", String, primary_key=True),
    of("reports.id", index=True),
    of("texts.id", index=True),
    Column("capture", ForeignKey("captures.sha256"), nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("language", String, nullable=False),
    Column("publication", Text),  # JSON of the Publication, span and basis included
    Column("published_first", Date),
    Column("published_last", Date),
)

sightings = Table(
    "sightings",
    metadata,
    of("captures.sha256", primary_key=True),
    of("revisions.id", primary_key=True, index=True),
    Column("at", Instant, nullable=False),
)

unread = Table(
    "unread",
    metadata,
    of("revisions.id", primary_key=True),
    Column("body", LargeBinary, nullable=False),  # the Report without its text: zlib of JSON
    Column("at", Instant, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    of("revisions.id", index=True),
    Column("encoder", String, nullable=False),
    Column("gazetteer", String, nullable=False),
    Column("code", String, nullable=False),
    Column("at", Instant, nullable=False),
)

active_runs = Table(
    "active_runs",
    metadata,
    of("reports.id", primary_key=True),
    of("runs.id", unique=True),
    Column("since", Date, nullable=False),  # the day from which the revision exists: docs/decisions/0011
    Column("dated", Boolean(create_constraint=False), nullable=False),  # whether it declares that day itself
)

analyses = Table(
    "analyses",
    metadata,
    of("runs.id", primary_key=True),
    Column("body", LargeBinary, nullable=False),  # the Analysis without its text: zlib of JSON
)

incidents = Table(
    "incidents",
    metadata,
    of("runs.id", primary_key=True),
    Column("position", Integer, primary_key=True),  # in the report's own order
    Column("id", String, nullable=False, index=True),
    Column("earliest", Date),  # of the When that the report puts forward: for the order of lists
    Column("latest", Date),
)


def _of_incident(name: str, *columns: SchemaItem) -> Table:
    """One value that a reading of an incident mention gives: rival readings are rows side by side."""
    return Table(
        name,
        metadata,
        Column("row", Integer, primary_key=True),
        Column("run", String, nullable=False),
        Column("position", Integer, nullable=False),
        *columns,
        ForeignKeyConstraint(["run", "position"], ["incidents.run", "incidents.position"], ondelete="CASCADE"),
        Index(None, "run", "position"),
    )


incident_types = _of_incident("incident_types", Column("type", String, nullable=False, index=True))
incident_countries = _of_incident("incident_countries", Column("country", String(2), nullable=False, index=True))
incident_whens = _of_incident(
    "incident_whens",
    Column("earliest", Date),
    Column("latest", Date),
    CheckConstraint("earliest IS NOT NULL OR latest IS NOT NULL", name="dated"),
)
incident_actors = _of_incident(
    "incident_actors",
    Column("actor", String, index=True),  # registry id
    Column("words", Text, nullable=False),  # folded by `index.sought`
)

claims = Table(
    "claims",
    metadata,
    of("runs.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("speaker_actor", String, index=True),  # registry id
    Column("speaker_words", Text),  # folded; NULL for private people, whom nothing joins across reports
    Column("polarity", String, nullable=False),
    Column("grade", String, nullable=False),
    Column("content", Text, nullable=False),  # folded words of the claim and of what it is about
)

claim_subjects = Table(
    "claim_subjects",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("run", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("subject", String, nullable=False, index=True),  # an incident mention or a relation
    ForeignKeyConstraint(["run", "position"], ["claims.run", "claims.position"], ondelete="CASCADE"),
    Index(None, "run", "position"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),  # an integer, because keys and links are many
    Column("run", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("incident", String, nullable=False, index=True),  # the id of an incident that begins with this account
    Column("body", LargeBinary, nullable=False),  # the Account
    ForeignKeyConstraint(["run", "position"], ["incidents.run", "incidents.position"], ondelete="CASCADE"),
    UniqueConstraint("run", "position"),
)

account_keys = Table(
    "account_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),  # the first 64 bits of the hash of a blocking key
    of("accounts.id", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("first", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("second", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("verdict", String, nullable=False),
    Column("probability", Float, nullable=False),  # of SAME
    sqlite_with_rowid=False,
)

integrations = Table(
    "integrations",
    metadata,
    of("runs.id", primary_key=True),
    Column("rules", String, nullable=False),  # the fingerprint of what linked its accounts
)

memberships = Table(
    "memberships",
    metadata,
    of("accounts.id", primary_key=True),
    Column("incident", String, nullable=False, index=True),
)

# One row an incident (docs/decisions/0014): what is kept beside its accounts so that nobody has to work it out.
summaries = Table(
    "summaries",
    metadata,
    Column("stamp", Integer, primary_key=True),  # a higher one with every change: who has seen one asks for those after it
    Column("incident", String, nullable=False, unique=True),
    # The lowest of the accounts that *same* joins, directly or through others: these alone decide what is one incident.
    Column("component", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("first", Date, nullable=False),  # the days from which the accounts of the component exist
    Column("last", Date, nullable=False, index=True),
    Column("rules", String),  # the fingerprint of what weighed it; NULL: nobody did
    Column("low", Integer),  # of the dead, as the assessment has it
    Column("best", Integer),
    Column("high", Integer),
    sqlite_autoincrement=True,  # no number twice, or a change would be missed
)


def _anchor(name: str) -> tuple[SchemaItem, ...]:
    """Where a person saw what they judge: the words, in the revision that they read."""
    return (
        Column(f"{name}_report", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
        Column(f"{name}_revision", ForeignKey("revisions.id", ondelete="CASCADE"), nullable=False, index=True),
        Column(f"{name}_start", Integer, nullable=False),
        Column(f"{name}_end", Integer, nullable=False),
    )


judgements = Table(
    "judgements",
    metadata,
    Column("id", String, primary_key=True),
    *_anchor("first"),
    *_anchor("second"),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    of("judgements.id", primary_key=True),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# The monitor (docs/decisions/0012)

sketches = Table(
    "sketches",
    metadata,
    Column("key", BigInteger, primary_key=True),
    of("revisions.id", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

unobserved = Table(
    "unobserved",
    metadata,
    Column("id", Integer, primary_key=True),  # in the order in which they were touched
    of("accounts.id", index=True),
    sqlite_autoincrement=True,  # a mark that came while others were looked at must not bear the number of one of them
)

observations = Table(
    "observations",
    metadata,
    Column("account", String, primary_key=True),  # id of an incident mention
    of("reports.id", primary_key=True, index=True),
    Column(
        "body", LargeBinary, nullable=False
    ),  # Observed: of its incident when it was last looked at; empty: it was there before
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", String, primary_key=True),
    Column("watch", String, nullable=False, index=True),
    Column("trigger", String, nullable=False),
    Column("theatre", String),
    Column("severity", Integer, nullable=False),
    Column("thread", String, nullable=False, index=True),
    Column("time", Instant, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),  # the Alert; it goes with each report that it rests on (`forgetting`)
)

alert_reports = Table(
    "alert_reports",
    metadata,
    of("alerts.id", primary_key=True),
    of("reports.id", primary_key=True, index=True),
)

alert_accounts = Table(
    "alert_accounts",
    metadata,
    of("alerts.id", primary_key=True),
    Column("account", String, primary_key=True, index=True),  # id of an incident mention
)

outbox = Table(
    "outbox",
    metadata,
    of("alerts.id", primary_key=True),
    Column("channel", String, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("due", Instant, nullable=False),
    Column("reason", Text),
    Column("settled", Instant),  # when it was delivered, or given up
)

feed_states = Table(
    "feed_states",
    metadata,
    Column("feed", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
)

rejections = Table(
    "rejections",
    metadata,
    of("captures.sha256", primary_key=True),
    Column("origin", Text, primary_key=True),  # inputs of equal bytes (two empty files) are refused each for itself
    Column("stage", String, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)

forgotten_reports = Table(
    "forgotten_reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", Instant, nullable=False),
)

forgotten_captures = Table(
    "forgotten_captures",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("report", ForeignKey("forgotten_reports.id", ondelete="CASCADE"), primary_key=True, index=True),
)
