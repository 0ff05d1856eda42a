"""Asking a ledger across reports: incidents and claims by filters, texts by words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, Table, and_, false, func, or_, select

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.spans import Span
from overhorizon.store import sqlite
from overhorizon.store import tables as t
from overhorizon.store.accounts import begins
from overhorizon.store.codec import printable, text_digest
from overhorizon.store.filters import ClaimFilter, IncidentFilter
from overhorizon.store.index import sought
from overhorizon.store.reading import (
    active,
    analysis_of,
    analysis_of_run,
    count,
    following,
    newest_first,
    published_within,
    with_bodies,
)
from overhorizon.store.rows import ClaimRow, Found, Hit, IncidentRow

_PASSAGE = 240  # characters: about two lines of a terminal
_PHRASES = re.compile(r'"([^"]*)"|(\S+)')


def incidents(connection: Connection, wanted: IncidentFilter) -> Found[IncidentRow]:
    order = (*newest_first(t.incidents.c.earliest, t.incidents.c.latest), t.reports.c.id, t.incidents.c.position)
    query = matching(with_bodies(t.incidents.c.position), wanted).order_by(*order).limit(wanted.limit)
    rows = tuple(
        IncidentRow(analysis=analysis, incident=analysis.incidents[position])
        for analysis, position in _analysed(connection, query)
    )
    return Found(rows=rows, total=count(connection, matching(active(), wanted)), undated=undated(connection, wanted))


def matching(query: Select[Any], wanted: IncidentFilter) -> Select[Any]:
    """A selection over reports, joined with those of their incident mentions that are asked for."""
    dated = [_overlapping(wanted)] if _is_ranged(wanted) else []
    joined = query.join(t.incidents, t.incidents.c.run == t.runs.c.id)
    return joined.where(and_(True, *_incident_conditions(wanted), *dated))


def undated(connection: Connection, wanted: IncidentFilter) -> int:
    """How many mentions a range of dates leaves out because they have none."""
    if not _is_ranged(wanted):
        return 0
    joined = active().join(t.incidents, t.incidents.c.run == t.runs.c.id)
    return count(connection, joined.where(and_(True, *_incident_conditions(wanted), ~_any_of(t.incident_whens))))


def _is_ranged(wanted: IncidentFilter) -> bool:
    return wanted.since is not None or wanted.until is not None


def incident(connection: Connection, name: str) -> IncidentRow:
    """The one incident mention whose id starts so. Raises InvalidInput when none does, or several do."""
    wanted = printable(name).strip().lower()
    own = t.incidents.c.id
    query = with_bodies(own.label("id"), t.incidents.c.position).join(t.incidents, t.incidents.c.run == t.runs.c.id)
    found = connection.execute(query.where(begins(own, wanted)).order_by(func.length(own), own, t.reports.c.id).limit(2)).all()
    if not wanted or not found:
        raise InvalidInput(f"no incident in this ledger begins with {wanted or 'nothing'}")
    if len(found) > 1 and found[0].id != wanted:
        raise InvalidInput(f"several incidents begin with {wanted}: give more of the id")
    analysis = analysis_of(found[0])
    return IncidentRow(analysis=analysis, incident=analysis.incidents[found[0].position])


def claims(connection: Connection, wanted: ClaimFilter) -> Found[ClaimRow]:
    conditions = _claim_conditions(wanted)
    dated = published_within(wanted.since, wanted.until)

    def chosen(query: Select[Any], *more: ColumnElement[bool]) -> Select[Any]:
        return query.join(t.claims, t.claims.c.run == t.runs.c.id).where(and_(True, *conditions, *more))

    published = newest_first(t.revisions.c.published_first, t.revisions.c.published_last)
    rest = following(wanted.after, t.claims.c.position)
    order = (*published, t.reports.c.id, t.claims.c.position)
    page = chosen(active(t.runs.c.id, t.claims.c.position), *dated, *rest).order_by(*order).limit(wanted.limit).cte("page")
    # Bodies are joined to the page alone: sorted along, those of all claims would be read.
    query = with_bodies(t.claims.c.position).join(page, page.c.id == t.runs.c.id).join(t.claims, _is_on(page)).order_by(*order)
    rows = tuple(
        ClaimRow(analysis=analysis, claim=analysis.claims[position]) for analysis, position in _analysed(connection, query)
    )
    undated = count(connection, chosen(active(), t.revisions.c.published_first.is_(None))) if dated else 0
    return Found(rows=rows, total=count(connection, chosen(active(), *dated)), undated=undated)


def _is_on(page: CTE) -> ColumnElement[bool]:
    return and_(t.claims.c.run == page.c.id, t.claims.c.position == page.c.position)


def _analysed(connection: Connection, query: Select[Any]) -> Iterator[tuple[Analysis, int]]:
    """The rows with their analyses, each read once where rows of one report follow each other."""
    for _, rows in groupby(connection.execute(query), key=lambda row: row.run):
        analysis = None
        for row in rows:
            analysis = analysis or analysis_of(row)
            yield analysis, row.position


def _any_of(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the incident has such a value in any of its readings."""
    own = and_(table.c.run == t.incidents.c.run, table.c.position == t.incidents.c.position)
    return select(table.c.row).where(own, *conditions).exists()


def _overlapping(wanted: IncidentFilter) -> ColumnElement[bool]:
    whens, conditions = t.incident_whens.c, []
    if wanted.since is not None:
        conditions.append(or_(whens.latest.is_(None), whens.latest >= wanted.since))
    if wanted.until is not None:
        conditions.append(or_(whens.earliest.is_(None), whens.earliest <= wanted.until))
    return _any_of(t.incident_whens, *conditions)


def _incident_conditions(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.country is not None:
        conditions.append(
            _any_of(t.incident_countries, t.incident_countries.c.country == printable(wanted.country).strip().upper())
        )
    if wanted.type is not None:
        conditions.append(_any_of(t.incident_types, t.incident_types.c.type == wanted.type.value))
    if wanted.actor is not None:
        actors = t.incident_actors.c
        named = or_(actors.actor == printable(wanted.actor).strip(), _says(actors.words, wanted.actor))
        conditions.append(_any_of(t.incident_actors, named))
    return conditions


def _claim_conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.speaker is not None:
        speaks = t.claims.c.speaker_actor == printable(wanted.speaker).strip()
        conditions.append(or_(speaks, _says(t.claims.c.speaker_words, wanted.speaker)))
    if wanted.about is not None:
        subject = t.claim_subjects.c.subject == printable(wanted.about).strip()
        conditions.append(or_(_about(subject), _says(t.claims.c.content, wanted.about)))
    if wanted.polarity is not None:
        conditions.append(t.claims.c.polarity == wanted.polarity.value)
    if wanted.certainty is not None:
        conditions.append(t.claims.c.grade == wanted.certainty.value)
    if wanted.incident is not None:
        same = and_(t.incidents.c.run == t.claims.c.run, t.incidents.c.id == t.claim_subjects.c.subject)
        matching = select(t.incidents.c.position).where(same, *_incident_conditions(wanted.incident))
        conditions.append(_about(matching.correlate(t.claims, t.claim_subjects).exists()))
    return conditions


def _about(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    subjects = t.claim_subjects.c
    own = and_(subjects.run == t.claims.c.run, subjects.position == t.claims.c.position)
    return select(subjects.row).where(own, condition).correlate(t.claims).exists()


def _says(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Whether folded text holds these words one after another; words without letters or digits are in none."""
    wanted = sought(words)
    return column.contains(wanted, autoescape=True) if wanted.strip() else false()


def search(connection: Connection, words: str, limit: int) -> tuple[Hit, ...]:
    phrases = _phrases(printable(words))
    if not phrases:
        return ()
    query = sqlite.full_text_query(phrases)
    found = sqlite.matching(query)
    fitting = active(t.active_runs.c.run, found.c.text, found.c.rank).join(found, found.c.text == t.revisions.c.text)
    hits: list[Hit] = []
    for row in connection.execute(fitting.order_by(found.c.rank, t.reports.c.id)):
        analysis = analysis_of_run(connection, row.run)
        assert analysis is not None  # one transaction sees one state
        report = analysis.report
        marks = tuple(m for m in _marks(connection, query, row.text, report.text) if not report.is_furniture(m))
        if marks:
            hits.append(Hit(report=report, passage=_passage(report.text, marks), marks=marks, rank=row.rank))
        if len(hits) == limit:
            break
    return tuple(hits)


def _phrases(query: str) -> tuple[tuple[str, bool], ...]:
    """What a person typed, as phrases: words in quotation marks stay together, a star after a word asks for its beginning."""
    found = []
    for quoted, word in _PHRASES.findall(query.replace("\0", " ").replace("“", '"').replace("”", '"')):
        words = quoted or word
        if any(character.isalnum() for character in words):
            found.append((words.rstrip("*"), word.endswith("*")))
    return tuple(dict.fromkeys(found))


def _marks(connection: Connection, query: str, text_id: int, text: str) -> tuple[Span, ...]:
    """Where the words that the query found stand in the text."""
    mark = f"\x02{text_digest(text)}"  # no text holds its own digest
    parts = sqlite.highlighted(connection, query, text_id, mark).split(mark)
    marks, start = [], 0
    for position, part in enumerate(parts):
        if position % 2:
            marks.append(Span(start=start, end=start + len(part)))
        start += len(part)
    return tuple(marks)


def _passage(text: str, marks: tuple[Span, ...]) -> Span:
    """The stretch with most marks in it, the first of equals, widened to whole words."""
    ends = [mark.end for mark in marks]
    reach = [bisect_right(ends, mark.start + _PASSAGE) for mark in marks]  # the first mark that no longer fits
    first = max(range(len(marks)), key=lambda i: (reach[i] - i, -i))
    start, end = marks[first].start, ends[max(first, reach[first] - 1)]
    room = max(0, _PASSAGE - (end - start)) // 2
    left, right = max(0, start - room), min(len(text), end + room)
    while left > 0 and not text[left - 1].isspace() and start - left < _PASSAGE:
        left -= 1
    while right < len(text) and not text[right].isspace() and right - end < _PASSAGE:
        right += 1
    return Span(start=left, end=right)
