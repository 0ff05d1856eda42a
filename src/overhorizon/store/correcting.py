"""What persons say beside judgements: corrections, notes, ratings. Rows are added; what is taken back gets a further row."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, Table, insert, select

from overhorizon.domain.assessment import Property, Reliability
from overhorizon.domain.corrections import Correction, Note, Rating, Ruling, Subject, Undoing, outlet_key, value_kind
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Harm
from overhorizon.store import judging
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks
from overhorizon.store.codec import decode_value, encode_value, printable
from overhorizon.store.rows import Act

_TABLES = (t.corrections, t.notes, t.ratings)


def add_correction(connection: Connection, correction: Correction) -> None:
    """Keep it, with the wording of its report that stands. Raises InvalidInput where there is none."""
    revision = connection.execute(judging.STANDING, {"report": correction.report}).scalar()
    if revision is None:
        raise InvalidInput(f"no report {correction.report} is read in this ledger")
    row = {
        "id": correction.id,
        "report": correction.report,
        "revision": revision,
        "account_start": correction.account.start,
        "account_end": correction.account.end,
        "start": correction.span.start,
        "end": correction.span.end,
        "about": correction.about.value,
        "harm": correction.harm.value if correction.harm else None,
        "ruling": correction.ruling.value,
        "value": None if correction.value is None else encode_value(correction.value),
        **_signed(correction),
    }
    _add(connection, t.corrections, row)


def add_note(connection: Connection, note: Note) -> None:
    """Raises InvalidInput where its report is not in the ledger."""
    if connection.execute(select(t.reports.c.id).where(t.reports.c.id == note.report)).first() is None:
        raise InvalidInput(f"no report {note.report} is in this ledger")
    row = {
        "id": note.id,
        "report": note.report,
        "on": note.on.value,
        "subject": printable(note.subject),
        "text": printable(note.text),
        "author": printable(note.author),
        "in_briefs": note.in_briefs,
        "at": note.at,
    }
    _add(connection, t.notes, row)


def add_rating(connection: Connection, rating: Rating) -> None:
    row = {"id": rating.id, "outlet": printable(rating.outlet), "reliability": rating.reliability.value, **_signed(rating)}
    _add(connection, t.ratings, row)


def _add(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """What is said twice in one breath is said once."""
    if connection.execute(select(table.c.id).where(table.c.id == row["id"])).first() is None:
        connection.execute(insert(table), row)


def undo(connection: Connection, undoing: Undoing) -> Act:
    """Take back what a person said; what it was. Raises InvalidInput when nothing is named so, or it was taken back."""
    wanted = printable(undoing.of).strip().lower()
    found = [act for act in acts(connection) if wanted and act.id == wanted]
    if not found:
        raise InvalidInput(f"nothing that a person said is called {wanted or 'nothing'}")
    if (before := found[0].undone) is not None:
        raise InvalidInput(f"{wanted} was undone on {before.at:%Y-%m-%d}")
    report = found[0].reports[0] if found[0].reports else None
    connection.execute(insert(t.undoings), {"of": wanted, "report": report, **_signed(undoing)})
    return found[0]


def acts(connection: Connection, reports: Collection[str] | None = None) -> tuple[Act, ...]:
    """All that persons said beside judgements, the newest first; of some reports, or of everything."""
    found: list[Act] = []
    for table in _TABLES:
        query = select(table, *_UNDONE).outerjoin(t.undoings, t.undoings.c.of == table.c.id)
        for row in _of_reports(connection, table, query, reports):
            said = _said(row)
            about = () if isinstance(said, Rating) else (said.report,)
            found.append(Act(said=said, reports=about, undone=_undoing(row)))
    return tuple(sorted(found, key=lambda act: (act.at, act.id), reverse=True))


def standing(connection: Connection, reports: Collection[str]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of some reports that nobody undid, by report, as they apply to the wordings that stand, the oldest first.

    Those whose words are not there any more apply to nothing.
    """
    query = select(t.corrections).outerjoin(t.undoings, t.undoings.c.of == t.corrections.c.id).where(t.undoings.c.of.is_(None))
    found: dict[str, tuple[Correction, ...]] = {}
    texts = judging.Wordings(connection)
    for row in _of_reports(connection, t.corrections, query.order_by(t.corrections.c.at, t.corrections.c.id), reports):
        correction = _correction(row)
        account = texts.moved(correction.account, row.revision)
        words = texts.moved(Anchor(report=row.report, start=row.start, end=row.end), row.revision)
        if account is not None and words is not None:
            moved = replace(correction, account=account, span=words.span)
            found[row.report] = (*found.get(row.report, ()), moved)
    return found


def reliabilities(connection: Connection) -> dict[str, Rating]:
    """The rating that counts of each outlet, by `outlet_key`: the latest that nobody undid."""
    query = select(t.ratings).outerjoin(t.undoings, t.undoings.c.of == t.ratings.c.id).where(t.undoings.c.of.is_(None))
    rows = connection.execute(query.order_by(t.ratings.c.at, t.ratings.c.id))
    return {outlet_key(row.outlet): _rating(row) for row in rows}  # the last of a key stays


def _of_reports(connection: Connection, table: Any, query: Select[Any], reports: Collection[str] | None) -> Iterable[Any]:
    if reports is None:
        return connection.execute(query)
    if "report" not in table.c:
        return ()
    return [row for ids in in_chunks(reports) for row in connection.execute(query.where(table.c.report.in_(ids)))]


_UNDONE: Sequence[Any] = (
    t.undoings.c.of.label("undone"),
    t.undoings.c.reason.label("undone_reason"),
    t.undoings.c.author.label("undone_author"),
    t.undoings.c.at.label("undone_at"),
)


def _signed(said: Correction | Rating | Undoing) -> dict[str, Any]:
    return {"reason": printable(said.reason), "author": printable(said.author), "at": said.at}


def _undoing(row: Any) -> Undoing | None:
    if row.undone is None:
        return None
    return Undoing(of=row.undone, reason=row.undone_reason, author=row.undone_author, at=row.undone_at)


def _said(row: Any) -> Correction | Note | Rating:
    if "ruling" in row._mapping:
        return _correction(row)
    if "subject" in row._mapping:
        return Note(
            on=Subject(row.on),
            subject=row.subject,
            report=row.report,
            text=row.text,
            author=row.author,
            at=row.at,
            in_briefs=row.in_briefs,
        )
    return _rating(row)


def _rating(row: Any) -> Rating:
    return Rating(outlet=row.outlet, reliability=Reliability(row.reliability), reason=row.reason, author=row.author, at=row.at)


def _correction(row: Any) -> Correction:
    about = Property(row.about)
    return Correction(
        account=Anchor(report=row.report, start=row.account_start, end=row.account_end),
        span=Span(start=row.start, end=row.end),
        about=about,
        ruling=Ruling(row.ruling),
        reason=row.reason,
        author=row.author,
        at=row.at,
        harm=Harm(row.harm) if row.harm else None,
        value=None if row.value is None else decode_value(row.value, value_kind(about)),
    )
