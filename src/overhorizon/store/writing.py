"""Adding to a ledger. What can be worked out beforehand is, so that a transaction holds the lock for the writing alone."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.reports import Capture, Rejection, Report, Unread
from overhorizon.store import tables as t
from overhorizon.store.codec import deflate, encode_analysis, encode_publication, encode_report, printable, text_digest
from overhorizon.store.index import IndexRows, index_rows
from overhorizon.store.outcomes import Outcome

Row = dict[str, Any]

# Statements are built once: building and recognising them again costs more than SQLite takes to run them.
_INSERT = {table.name: insert(table) for table in t.metadata.sorted_tables}
_THERE = {
    table.name: select(*table.primary_key).where(*(column == bindparam(column.name) for column in table.primary_key))
    for table in (t.captures, t.sightings, t.rejections)
}
_KNOWN = (
    select(
        t.revisions.c.first_seen,
        t.revisions.c.published_last,
        t.revisions.c.id,
        t.runs.c.at,
        t.runs.c.id.label("run"),
        t.texts.c.id.label("text"),
        t.texts.c.sha256,
    )
    .join_from(t.revisions, t.texts, t.texts.c.id == t.revisions.c.text)
    .outerjoin(t.runs, t.runs.c.revision == t.revisions.c.id)
    .where(t.revisions.c.report == bindparam("report"))
)
_REDATE = update(t.runs).where(t.runs.c.id == bindparam("of")).values(at=bindparam("now"))
_UNPOINT = delete(t.active_runs).where(t.active_runs.c.report == bindparam("of"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A report as rows, before anyone has looked whether the ledger holds them. ``revision`` still lacks its text's number."""

    capture: Row
    report: Row
    text: Row
    revision: Row
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAnalysis:
    incoming: Incoming
    run: Row
    body: bytes
    rows: IndexRows


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingUnread:
    incoming: Incoming
    body: bytes


def prepare_analysis(capture: Capture, analysis: Analysis, at: datetime) -> IncomingAnalysis:
    """Raises SkipItem when it cannot be stored, ValueError when the run is of another revision."""
    incoming, run = _incoming(capture, analysis.report, at), analysis.run
    if run.revision != incoming.revision["id"]:
        raise ValueError("the analysis was made from another revision than its report")
    row = {"id": run.id, "revision": run.revision, "at": at}
    return IncomingAnalysis(
        incoming=incoming,
        run={**row, "encoder": run.encoder, "gazetteer": run.gazetteer, "code": run.code},
        body=encode_analysis(analysis),
        rows=index_rows(analysis),
    )


def prepare_unread(capture: Capture, unread: Unread, at: datetime) -> IncomingUnread:
    """Raises SkipItem when it cannot be stored."""
    return IncomingUnread(incoming=_incoming(capture, unread.report, at), body=encode_report(unread.report))


def _incoming(capture: Capture, report: Report, at: datetime) -> Incoming:
    text_sha256 = text_digest(report.text)  # first: ids are worked out of any text, but only text can be stored
    ident, publication, row = report.id, report.publication, _capture_row(capture)
    return Incoming(
        capture=row,
        report={"id": ident, "address": report.address, "first_seen": at},
        text={"report": ident, "sha256": text_sha256, "text": report.text},
        revision={
            "id": report.revision,
            "report": ident,
            "capture": row["sha256"],
            "first_seen": at,
            "outlet": report.outlet,
            "title": report.title.of(report.text) if report.title else None,
            "language": report.language,
            "publication": encode_publication(publication),
            "published_first": publication.first if publication else None,
            "published_last": publication.last if publication else None,
        },
        at=at,
    )


def _capture_row(capture: Capture) -> Row:
    return {
        "sha256": capture.sha256,
        "form": capture.form.value,
        "origin": printable(capture.origin),
        "received": capture.received,
        "size": len(capture.content),
        "content": deflate(capture.content),
    }


class _Known(NamedTuple):
    """One revision of a report, and one run on it, if there is one. The order of these values is the order of succession: a
    revision by when it was first seen (then by publication and by id, so that arrival does not matter), a run by its time.
    """

    first_seen: datetime
    published: date
    revision: str
    run_at: datetime | None
    run: str | None
    text: int
    text_sha256: str


def _known(connection: Connection, report: str) -> list[_Known]:
    found = connection.execute(_KNOWN, {"report": report})
    return [_Known(r[0], r[1] or date.min, *r[2:]) for r in found]


def _active(read: Sequence[tuple[Any, ...]]) -> str | None:
    """The run that answers rest on: the newest on the newest revision that was read."""
    return str(max(read)[4]) if read else None


def record_analysis(connection: Connection, new: IncomingAnalysis, *, renew: bool = False) -> Outcome:
    """With ``renew``, the run is the newest of its revision afterwards, even one that the ledger holds."""
    known = _known(connection, new.incoming.report["id"])
    new = _newest(new, known) if renew else new
    incoming, run = new.incoming, new.run["id"]
    _place(connection, incoming, known)
    if any(k.run == run for k in known):
        return _renew(connection, incoming, known, run) if renew else Outcome.UNCHANGED
    connection.execute(_INSERT["runs"], new.run)
    connection.execute(_INSERT["analyses"], {"run": run, "body": new.body})
    for field in fields(IndexRows):
        if rows := getattr(new.rows, field.name):
            connection.execute(_INSERT[field.name], rows)
    _point(connection, incoming, known, run)
    if all(k.run is None for k in known):
        return Outcome.NEW
    return _revised(incoming, known) or Outcome.REANALYSED


def record_unread(connection: Connection, new: IncomingUnread) -> Outcome:
    incoming = new.incoming
    known = _known(connection, incoming.report["id"])
    _place(connection, incoming, known)
    revised = _revised(incoming, known)
    if revised is None and known:
        return Outcome.UNCHANGED
    connection.execute(_INSERT["unread"], {"revision": incoming.revision["id"], "body": new.body, "at": incoming.at})
    return revised or Outcome.NEW


def record_rejection(connection: Connection, rejection: Rejection, at: datetime) -> Outcome:
    capture = _capture_row(rejection.capture)
    _add(connection, t.captures, capture)
    row = {
        "capture": capture["sha256"],
        "origin": capture["origin"],
        "stage": printable(rejection.stage),
        "reason": printable(rejection.reason),
        "at": at,
    }
    return Outcome.NEW if _add(connection, t.rejections, row) else Outcome.UNCHANGED


def _revised(incoming: Incoming, known: Sequence[_Known]) -> Outcome | None:
    """How an unknown revision differs from the one that was current; None when it is known, or the first."""
    if not known or any(k.revision == incoming.revision["id"] for k in known):
        return None
    current = max(known, key=lambda k: k[:3])
    return Outcome.REVISED_METADATA if current.text_sha256 == incoming.text["sha256"] else Outcome.REVISED_TEXT


def _place(connection: Connection, incoming: Incoming, known: Sequence[_Known]) -> None:
    """Add capture, report, text, revision and sighting, as far as they are not there."""
    revision = incoming.revision["id"]
    is_seen = not _add(connection, t.captures, incoming.capture)
    if not known:
        connection.execute(_INSERT["reports"], incoming.report)
    if all(k.revision != revision for k in known):
        text = next((k.text for k in known if k.text_sha256 == incoming.text["sha256"]), None)
        if text is None:
            added = connection.execute(_INSERT["texts"], incoming.text).inserted_primary_key
            assert added is not None
            text = added[0]
        connection.execute(_INSERT["revisions"], {**incoming.revision, "text": text})
    sighting = {"capture": incoming.capture["sha256"], "revision": revision, "at": incoming.at}
    if is_seen:
        _add(connection, t.sightings, sighting)
    else:
        connection.execute(_INSERT["sightings"], sighting)


def _point(connection: Connection, incoming: Incoming, known: Sequence[_Known], run: str) -> None:
    """Let the report's pointer name the run that is active now that this one has come."""
    revision = incoming.revision
    first_seen = next((k.first_seen for k in known if k.revision == revision["id"]), incoming.at)
    new = (first_seen, revision["published_last"] or date.min, revision["id"], incoming.at, run)
    before = [k[:5] for k in known if k.run is not None]
    was, now = _active(before), _active([*before, new])
    if was != now:
        if was is not None:
            connection.execute(_UNPOINT, {"of": revision["report"]})
        connection.execute(_INSERT["active_runs"], {"report": revision["report"], "run": now})


def _newest(new: IncomingAnalysis, known: Sequence[_Known]) -> IncomingAnalysis:
    """Dated after all other runs of its revision: a clock that was set back lets no older reading stand."""
    revision, run = new.incoming.revision["id"], new.run["id"]
    others = [k.run_at for k in known if k.revision == revision and k.run_at is not None and k.run != run]
    at = max([new.incoming.at, *(other + timedelta(microseconds=1) for other in others)])
    return replace(new, incoming=replace(new.incoming, at=at), run={**new.run, "at": at})


def _renew(connection: Connection, incoming: Incoming, known: Sequence[_Known], run: str) -> Outcome:
    """Date a run anew, unless it is the newest of its revision as it is."""
    revision = incoming.revision["id"]
    newest = max((k.run_at, k.run) for k in known if k.revision == revision and k.run_at is not None)
    if newest[1] == run:
        return Outcome.UNCHANGED
    connection.execute(_REDATE, {"of": run, "now": incoming.at})
    _point(connection, incoming, known, run)
    return Outcome.REANALYSED


def _add(connection: Connection, table: Table, row: Row) -> bool:
    """Add a row unless its key is there. The transaction holds the write lock: nobody comes between."""
    key = {column.name: row[column.name] for column in table.primary_key}
    if connection.execute(_THERE[table.name], key).first() is not None:
        return False
    connection.execute(_INSERT[table.name], row)
    return True
