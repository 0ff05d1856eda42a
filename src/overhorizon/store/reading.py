"""Asking a ledger: reports and what belongs to them. Answers have one order, whatever the order of arrival."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, or_, select, tuple_

from overhorizon.domain.analysis import Analysis, Reader
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.reports import Capture, Form
from overhorizon.store import tables as t
from overhorizon.store.accounts import begins
from overhorizon.store.codec import decode_analysis, decode_publication, decode_report, inflate, printable
from overhorizon.store.filters import After, ReportFilter
from overhorizon.store.forgetting import forgotten_at
from overhorizon.store.rows import Counts, Found, RejectionRow, ReportRow, RevisionKind, RevisionRow, StoredReading, UnreadRow


def find_report(connection: Connection, name: str) -> str:
    """The id of the one report whose id starts so, analysed or not. Raises InvalidInput when none does, or several do."""
    wanted = printable(name).strip().lower()
    if not wanted.removeprefix("r-"):
        raise InvalidInput("name a report by its id, or by the beginning of it")
    if not wanted.startswith("r-"):
        wanted = f"r-{wanted}"
    found = (
        connection.execute(select(t.reports.c.id).where(begins(t.reports.c.id, wanted)).order_by(t.reports.c.id).limit(2))
        .scalars()
        .all()
    )
    if len(found) == 1:
        return str(found[0])
    if found:
        raise InvalidInput(f"several reports begin with {wanted}: give more of the id")
    if (when := forgotten_at(connection, wanted)) is not None:
        raise InvalidInput(f"the report {wanted} was forgotten on {when:%Y-%m-%d}")
    raise InvalidInput(f"no report in this ledger begins with {wanted}")


def active(*columns: ColumnElement[Any]) -> Select[Any]:
    """A selection over all reports as their active runs read them."""
    return (
        select(*columns)
        .select_from(t.active_runs)
        .join(t.runs, t.runs.c.id == t.active_runs.c.run)
        .join(t.revisions, t.revisions.c.id == t.runs.c.revision)
        .join(t.reports, t.reports.c.id == t.active_runs.c.report)
    )


def with_bodies(*columns: ColumnElement[Any]) -> Select[Any]:
    """As `active`, with the columns that `analysis_of` needs."""
    return (
        active(t.analyses.c.run.label("run"), t.analyses.c.body, t.texts.c.text, *columns)
        .join(t.analyses, t.analyses.c.run == t.runs.c.id)
        .join(t.texts, t.texts.c.id == t.revisions.c.text)
    )


def analysis_of(row: Row[Any]) -> Analysis:
    return decode_analysis(row.body, row.text)


def newest_first(earliest: ColumnElement[Any], latest: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    """Descending days, whatever has none at the end."""
    day = func.coalesce(earliest, latest)
    return day.is_(None), day.desc(), latest.is_(None), latest.desc()


def following(after: After | None, *position: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Conditions on rows ordered by publication, report and ``position``: those that come after one."""
    if after is None:
        return []
    first, last = t.revisions.c.published_first, t.revisions.c.published_last
    here = (t.reports.c.id, *position)
    beyond = tuple_(*here) > tuple_(*(literal(value) for value in (after.report, after.position)[: len(here)]))
    if after.first is None or after.last is None:
        return [and_(first.is_(None), beyond)]
    same = and_(first == after.first, or_(last < after.last, and_(last == after.last, beyond)))
    return [or_(first.is_(None), first < after.first, same)]


def published_within(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """Conditions on the days of publication; undated reports meet none of them."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(t.revisions.c.published_last >= since)
    if until is not None:
        conditions.append(t.revisions.c.published_first <= until)
    return conditions


def analysis(connection: Connection, name: str) -> Analysis:
    report = find_report(connection, name)
    row = connection.execute(with_bodies().where(t.active_runs.c.report == report)).first()
    if row is None:
        raise InvalidInput(f"the report {report} is in a language that is not read")
    return analysis_of(row)


def active_runs(connection: Connection, wanted: ReportFilter) -> list[str]:
    conditions = [*_of_outlet(wanted.outlet), *published_within(wanted.since, wanted.until)]
    query = active(t.active_runs.c.run).where(and_(True, *conditions)).order_by(*_report_order()).limit(wanted.limit)
    return list(connection.execute(query).scalars())


def read_otherwise(connection: Connection, reader: Reader, wanted: ReportFilter, report: str | None) -> Found[str]:
    one = [] if report is None else [t.active_runs.c.report == find_report(connection, report)]
    query = active(t.active_runs.c.run).where(
        and_(True, *one, *_of_outlet(wanted.outlet), *published_within(wanted.since, wanted.until))
    )
    runs = t.runs.c
    other = or_(runs.encoder != reader.encoder, runs.gazetteer != reader.gazetteer, runs.code != reader.code)
    found = connection.execute(query.where(other).order_by(*_report_order()).limit(wanted.limit)).scalars()
    return Found(rows=tuple(found), total=count(connection, query))


def stored(connection: Connection, run: str) -> StoredReading | None:
    row = connection.execute(with_bodies(t.revisions.c.capture).where(t.active_runs.c.run == run)).first()
    return None if row is None else StoredReading(analysis=analysis_of(row), capture=capture(connection, row.capture))


def analysis_of_run(connection: Connection, run: str) -> Analysis | None:
    row = connection.execute(with_bodies().where(t.active_runs.c.run == run)).first()
    return analysis_of(row) if row is not None else None


def _report_order() -> tuple[ColumnElement[Any], ...]:
    return (*newest_first(t.revisions.c.published_first, t.revisions.c.published_last), t.reports.c.id)


def _of_outlet(outlet: str | None) -> list[ColumnElement[bool]]:
    return [] if outlet is None else [func.lower(t.revisions.c.outlet) == printable(outlet).strip().lower()]


def reports(connection: Connection, wanted: ReportFilter) -> Found[ReportRow]:
    of_outlet, dated = _of_outlet(wanted.outlet), published_within(wanted.since, wanted.until)
    own = t.revisions.alias("own")
    revisions = select(func.count()).select_from(own).where(own.c.report == t.reports.c.id)
    incidents = select(func.count()).select_from(t.incidents).where(t.incidents.c.run == t.active_runs.c.run)
    claims = select(func.count()).select_from(t.claims).where(t.claims.c.run == t.active_runs.c.run)
    query = active(
        *t.reports.c,
        t.revisions.c.outlet,
        t.revisions.c.title,
        t.revisions.c.publication,
        revisions.scalar_subquery().label("revisions"),
        incidents.scalar_subquery().label("incidents"),
        claims.scalar_subquery().label("claims"),
    )
    chosen = query.where(and_(True, *of_outlet, *dated, *following(wanted.after)))
    rows = connection.execute(chosen.order_by(*_report_order()).limit(wanted.limit))
    found = tuple(
        ReportRow(
            id=row.id,
            address=row.address,
            outlet=row.outlet,
            title=row.title,
            publication=decode_publication(row.publication),
            first_seen=row.first_seen,
            revisions=row.revisions,
            incidents=row.incidents,
            claims=row.claims,
        )
        for row in rows
    )
    undated = count(connection, active().where(and_(*of_outlet, t.revisions.c.published_first.is_(None)))) if dated else 0
    return Found(rows=found, total=count(connection, active().where(and_(True, *of_outlet, *dated))), undated=undated)


def count(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query.with_only_columns(func.count())).scalar_one())


def wording(connection: Connection, revision: str) -> str:
    query = select(t.texts.c.text).join_from(t.revisions, t.texts, t.texts.c.id == t.revisions.c.text)
    text = connection.execute(query.where(t.revisions.c.id == revision)).scalar()
    if text is None:
        raise InvalidInput(f"no revision in this ledger is called {printable(revision)}")
    return str(text)


def revisions(connection: Connection, name: str, *, later: bool = True) -> tuple[RevisionRow, ...]:
    """The states of a report in order; without ``later`` up to the one that stands on this connection, at whatever moment."""
    report = find_report(connection, name)
    pointed = (
        select(t.runs.c.revision)
        .join_from(t.active_runs, t.runs, t.runs.c.id == t.active_runs.c.run)
        .where(t.active_runs.c.report == report)
    )
    current = connection.execute(pointed).scalar()
    worded = select(t.revisions, t.texts.c.text.label("words")).join(t.texts, t.texts.c.id == t.revisions.c.text)
    rows = connection.execute(worded.where(t.revisions.c.report == report)).all()
    rows = sorted(rows, key=lambda r: (r.first_seen, r.published_last or date.min, r.id))
    found, before = [], None
    for row in rows:
        changed = RevisionKind.METADATA if before is not None and before.text == row.text else RevisionKind.TEXT
        found.append(
            RevisionRow(
                id=row.id,
                kind=RevisionKind.FIRST if before is None else changed,
                first_seen=row.first_seen,
                capture=row.capture,
                outlet=row.outlet,
                title=row.title,
                publication=decode_publication(row.publication),
                active=row.id == current,
                text=row.words,
            )
        )
        before = row
    standing = next((number for number, row in enumerate(found, 1) if row.active), 0)
    return tuple(found if later else found[:standing])


def capture(connection: Connection, sha256: str) -> Capture:
    row = connection.execute(select(t.captures).where(t.captures.c.sha256 == sha256)).first()
    if row is None:
        raise InvalidInput(f"no capture {sha256} in this ledger")
    return Capture(content=inflate(row.content), form=Form(row.form), origin=row.origin, received=row.received)


def _never_used() -> ColumnElement[bool]:
    """A capture that was refused once and read later is no rejection any more."""
    return t.rejections.c.capture.not_in(select(t.sightings.c.capture))


def rejections(connection: Connection) -> tuple[RejectionRow, ...]:
    query = (
        select(t.rejections, t.captures.c.form, t.captures.c.size)
        .join_from(t.rejections, t.captures, t.captures.c.sha256 == t.rejections.c.capture)
        .where(_never_used())
        .order_by(t.rejections.c.origin, t.rejections.c.capture, t.rejections.c.stage, t.rejections.c.reason)
    )
    return tuple(
        RejectionRow(
            capture=row.capture,
            form=Form(row.form),
            origin=row.origin,
            size=row.size,
            stage=row.stage,
            reason=row.reason,
            at=row.at,
        )
        for row in connection.execute(query)
    )


def _still_unread() -> ColumnElement[bool]:
    return t.unread.c.revision.not_in(select(t.runs.c.revision))


def unread(connection: Connection) -> tuple[UnreadRow, ...]:
    query = (
        select(t.unread.c.body, t.texts.c.text, t.revisions.c.first_seen)
        .join_from(t.unread, t.revisions, t.revisions.c.id == t.unread.c.revision)
        .join(t.texts, t.texts.c.id == t.revisions.c.text)
        .where(_still_unread())
        .order_by(t.revisions.c.report, t.revisions.c.first_seen, t.revisions.c.id)
    )
    return tuple(
        UnreadRow(report=decode_report(row.body, row.text), first_seen=row.first_seen) for row in connection.execute(query)
    )


def counts(connection: Connection) -> Counts:
    def of(table: Any, *conditions: ColumnElement[bool]) -> int:
        return int(connection.execute(select(func.count()).select_from(table).where(and_(True, *conditions))).scalar_one())

    running = select(t.active_runs.c.run)
    return Counts(
        captures=of(t.captures),
        reports=of(t.active_runs),
        revisions=of(t.revisions),
        runs=of(t.runs),
        incidents=of(t.incidents, t.incidents.c.run.in_(running)),
        claims=of(t.claims, t.claims.c.run.in_(running)),
        unread=of(t.unread, _still_unread()),
        rejections=of(t.rejections, _never_used()),
        forgotten=of(t.forgotten_reports),
    )
