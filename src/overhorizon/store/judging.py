"""What persons judge: kept as they said it, undone by a further row, attached to the accounts that stand when somebody asks."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, or_, select

from overhorizon import pipeline
from overhorizon.domain.corrections import Undoing
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.judgements import Anchor, Judgement, Verdict, in_order
from overhorizon.domain.moving import moved
from overhorizon.store import tables as t
from overhorizon.store.accounts import accounts_of, in_chunks
from overhorizon.store.codec import printable
from overhorizon.store.rows import Act, JudgementRow

Pair = tuple[int, int]

_ENDS: Final = ("first", "second")
_HELD = (
    select(t.judgements)
    .outerjoin(t.withdrawals, t.withdrawals.c.judgement == t.judgements.c.id)
    .where(t.withdrawals.c.judgement.is_(None))
)
_TOUCHING = _HELD.where(or_(*(t.judgements.c[f"{end}_report"].in_(bindparam("reports", expanding=True)) for end in _ENDS)))
_WORDING = (
    select(t.texts.c.text)
    .join_from(t.revisions, t.texts, t.texts.c.id == t.revisions.c.text)
    .where(t.revisions.c.id == bindparam("revision"))
)
STANDING = (
    select(t.runs.c.revision)
    .join_from(t.active_runs, t.runs, t.runs.c.id == t.active_runs.c.run)
    .where(t.active_runs.c.report == bindparam("report"))
)


def add(connection: Connection, judgement: Judgement) -> None:
    """Keep what a person holds. Each anchor refers to the revision of its report that stands now."""
    row: dict[str, Any] = {
        "id": judgement.id,
        "verdict": judgement.verdict.value,
        "reason": printable(judgement.reason),
        "author": printable(judgement.author or ""),
        "at": judgement.at,
    }
    for name, anchor in zip(_ENDS, (judgement.first, judgement.second), strict=True):
        revision = connection.execute(STANDING, {"report": anchor.report}).scalar_one()
        parts = {"report": anchor.report, "revision": revision, "start": anchor.start, "end": anchor.end}
        row |= {f"{name}_{part}": value for part, value in parts.items()}
    if connection.execute(select(t.judgements.c.id).where(t.judgements.c.id == judgement.id)).first() is None:
        connection.execute(insert(t.judgements), row)


def find(connection: Connection, name: str) -> Judgement:
    """One that is in force, by its id or the beginning of it. Raises InvalidInput when none is meant, or several are."""
    wanted = printable(name).strip().lower()
    if not wanted.removeprefix("j-"):
        raise InvalidInput("name a judgement by its id, or by the beginning of it")
    found = [row for row in connection.execute(select(t.judgements)) if row.id.startswith(wanted)]
    if len(found) > 1:
        raise InvalidInput(f"several judgements begin with {wanted}: give more of the id")
    if not found:
        raise InvalidInput(f"no judgement begins with {wanted}: `overhorizon review` lists them")
    undone = select(t.withdrawals.c.at).where(t.withdrawals.c.judgement == found[0].id)
    if (when := connection.execute(undone).scalar()) is not None:
        raise InvalidInput(f"the judgement {found[0].id} was undone on {when:%Y-%m-%d}")
    return _judgement(found[0])


def withdraw(connection: Connection, judgement: Judgement, *, author: str, reason: str, at: datetime) -> None:
    """Undo a judgement that is in force; it stays on record."""
    row = {"judgement": judgement.id, "author": printable(author), "reason": printable(reason), "at": at}
    connection.execute(insert(t.withdrawals), row)


def reports_of(judgements: Iterable[Judgement]) -> list[str]:
    """The reports whose accounts they are about."""
    return sorted({anchor.report for judgement in judgements for anchor in judgement.pair})


def of_reports(connection: Connection, reports: Collection[str]) -> Iterator[tuple[Pair, Judgement]]:
    """What persons hold of the standing accounts of these reports: the rows of both, and the judgement at their anchors."""
    if connection.execute(select(t.judgements.c.id).limit(1)).first() is None:
        return
    rows = {row.id: row for ids in in_chunks(reports) for row in connection.execute(_TOUCHING, {"reports": ids})}
    yield from (found for found in _attached(connection, list(rows.values())) if found is not None)


def held(connection: Connection) -> tuple[JudgementRow, ...]:
    """All judgements of persons that are in force, the newest first, with the incidents that they join or part; orphans have none."""
    rows = connection.execute(_HELD.order_by(t.judgements.c.at.desc(), t.judgements.c.id)).all()
    found = zip(rows, _attached(connection, rows), strict=True)
    return tuple(JudgementRow(judgement=_judgement(row), attached=now[1] if now else None) for row, now in found)


def acts(connection: Connection, reports: Collection[str] | None = None) -> Iterator[Act]:
    """All judgements of persons with what undid them; of pairs that touch some reports, or all."""
    undone = t.withdrawals.c
    query = select(
        t.judgements, undone.reason.label("undone_reason"), undone.author.label("undone_author"), undone.at.label("undone_at")
    ).outerjoin(t.withdrawals, undone.judgement == t.judgements.c.id)
    wanted = None if reports is None else set(reports)
    for row in connection.execute(query):
        about = tuple(dict.fromkeys((row.first_report, row.second_report)))
        if wanted is not None and wanted.isdisjoint(about):
            continue
        undoing = (
            None
            if row.undone_at is None
            else Undoing(of=row.id, reason=row.undone_reason, author=row.undone_author, at=row.undone_at)
        )
        yield Act(said=_judgement(row), reports=about, undone=undoing)


def _attached(connection: Connection, rows: Collection[Any]) -> Iterator[tuple[Pair, Judgement] | None]:
    """Each row with the accounts that it is about now; None for an orphan."""
    reports = {row._mapping[f"{end}_report"] for row in rows for end in _ENDS}
    accounts = accounts_of(connection, reports)
    row_at = {account.anchor: number for number, account in accounts.items()}
    texts = Wordings(connection)
    for row in rows:
        judgement = _judgement(row)
        first = texts.moved(judgement.first, row.first_revision)
        second = texts.moved(judgement.second, row.second_revision)
        if first is None or second is None or first == second:
            yield None
            continue
        one, other = in_order(first, second, judgement.verdict)
        now = pipeline.attach(accounts.values(), [replace(judgement, first=one, second=other)]).judgements
        yield ((row_at[now[0].first], row_at[now[0].second]), now[0]) if now else None


def _judgement(row: Any) -> Judgement:
    return Judgement(
        first=Anchor(report=row.first_report, start=row.first_start, end=row.first_end),
        second=Anchor(report=row.second_report, start=row.second_start, end=row.second_end),
        verdict=Verdict(row.verdict),
        reason=row.reason,
        author=row.author,
        at=row.at,
    )


class Wordings:
    """Moves anchors to the wording of their report that stands, reading each text once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[str, str] = {}

    def moved(self, anchor: Anchor, revision: str) -> Anchor | None:
        standing = self._connection.execute(STANDING, {"report": anchor.report}).scalar()
        if standing is None or standing == revision:
            return anchor if standing else None
        span = moved(anchor.span, self._wording(revision), self._wording(standing))
        return None if span is None else Anchor(report=anchor.report, start=span.start, end=span.end)

    def _wording(self, revision: str) -> str:
        if revision not in self._read:
            self._read[revision] = str(self._connection.execute(_WORDING, {"revision": revision}).scalar_one())
        return self._read[revision]
