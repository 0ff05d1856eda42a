"""Adding to a ledger. What can be worked out beforehand is, so that a transaction holds the lock for the writing alone."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.reports import Capture, Rejection, Report, Unread
from overhorizon.store import graph, inheriting, linking, monitoring, pointers
from overhorizon.store import tables as t
from overhorizon.store.codec import (
    decode_analysis,
    deflate,
    encode_analysis,
    encode_publication,
    encode_report,
    printable,
    text_digest,
)
from overhorizon.store.index import IndexRows, index_rows
from overhorizon.store.outcomes import Outcome
from overhorizon.store.pointers import Known

Row = dict[str, Any]

# Statements are built once: building and recognising them again costs more than SQLite takes to run them.
_INSERT = {table.name: insert(table) for table in t.metadata.sorted_tables}
_THERE = {
    table.name: select(*table.primary_key).where(*(column == bindparam(column.name) for column in table.primary_key))
    for table in (t.captures, t.sightings, t.rejections)
}
_REDATE = update(t.runs).where(t.runs.c.id == bindparam("of")).values(at=bindparam("now"))


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
    analysis: Analysis


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
        analysis=analysis,
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


def record_analysis(connection: Connection, new: IncomingAnalysis, *, renew: bool = False) -> Outcome:
    """Add what is not there yet, and point the report to the run that is active now.

    With ``renew``, the run is the newest of its revision afterwards, even one that the ledger holds.
    """
    known = pointers.known(connection, new.incoming.report["id"])
    new = _newest(new, known) if renew else new
    incoming, run = new.incoming, new.run["id"]
    _add_report(connection, incoming, known)
    if any(k.run == run for k in known):
        return _renew(connection, new, known) if renew else Outcome.UNCHANGED
    connection.execute(_INSERT["runs"], new.run)
    connection.execute(_INSERT["analyses"], {"run": run, "body": new.body})
    for field in fields(IndexRows):
        if rows := getattr(new.rows, field.name):
            connection.execute(_INSERT[field.name], rows)
    place(connection, new.analysis, incoming.at)
    if all(k.run is None for k in known):
        return Outcome.NEW
    return _revised(incoming, known) or Outcome.REANALYSED


def place(connection: Connection, analysis: Analysis, at: datetime) -> None:
    """Point the report to the run that stands now, link the run's accounts, and make the incidents that this touches anew."""
    touched = set(graph.reached(connection, linking.standing_rows(connection, [analysis.report.id])).accounts)
    before = inheriting.standing(connection, analysis.report.id)
    pointers.point(connection, analysis.report.id)
    fresh = linking.integrate(connection, analysis, at)
    graph.leave(connection, touched)
    now = linking.standing_rows(connection, [analysis.report.id])
    graph.regroup(connection, touched | now, fresh)
    monitoring.keep_sketch(connection, analysis.report, analysis.run.revision)
    inheriting.inherit(connection, analysis.report.id, before)
    monitoring.mark(connection, now)


def place_again(connection: Connection, run: str) -> None:
    """Link a run that the ledger holds by the rules of this version."""
    query = (
        select(t.analyses.c.body, t.texts.c.text, t.runs.c.at)
        .join_from(t.analyses, t.runs, t.runs.c.id == t.analyses.c.run)
        .join(t.revisions, t.revisions.c.id == t.runs.c.revision)
        .join(t.texts, t.texts.c.id == t.revisions.c.text)
        .where(t.analyses.c.run == run)
    )
    if (row := connection.execute(query).first()) is not None:  # forgotten meanwhile
        place(connection, decode_analysis(row.body, row.text), row.at)


def record_unread(connection: Connection, new: IncomingUnread) -> Outcome:
    incoming = new.incoming
    known = pointers.known(connection, incoming.report["id"])
    _add_report(connection, incoming, known)
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


def _revised(incoming: Incoming, known: Sequence[Known]) -> Outcome | None:
    """How an unknown revision differs from the one that was current; None when it is known, or the first."""
    if not known or any(k.revision == incoming.revision["id"] for k in known):
        return None
    current = max(known, key=lambda k: k.succession)
    return Outcome.REVISED_METADATA if current.text_sha256 == incoming.text["sha256"] else Outcome.REVISED_TEXT


def _add_report(connection: Connection, incoming: Incoming, known: Sequence[Known]) -> None:
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


def _newest(new: IncomingAnalysis, known: Sequence[Known]) -> IncomingAnalysis:
    """Dated after all other runs of its revision: a clock that was set back lets no older reading stand."""
    revision, run = new.incoming.revision["id"], new.run["id"]
    others = [k.run_at for k in known if k.revision == revision and k.run_at is not None and k.run != run]
    at = max([new.incoming.at, *(other + timedelta(microseconds=1) for other in others)])
    return replace(new, incoming=replace(new.incoming, at=at), run={**new.run, "at": at})


def _renew(connection: Connection, new: IncomingAnalysis, known: Sequence[Known]) -> Outcome:
    """Date a run anew, unless it is the newest of its revision as it is."""
    incoming, run = new.incoming, new.run["id"]
    revision = incoming.revision["id"]
    newest = max((k.run_at, k.run) for k in known if k.revision == revision and k.run_at is not None)
    if newest[1] == run:
        return Outcome.UNCHANGED
    connection.execute(_REDATE, {"of": run, "now": incoming.at})
    place(connection, new.analysis, incoming.at)
    return Outcome.REANALYSED


def _add(connection: Connection, table: Table, row: Row) -> bool:
    """Add a row unless its key is there. The transaction holds the write lock: nobody comes between."""
    key = {column.name: row[column.name] for column in table.primary_key}
    if connection.execute(_THERE[table.name], key).first() is not None:
        return False
    connection.execute(_INSERT[table.name], row)
    return True
