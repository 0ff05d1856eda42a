"""Incidents, assessments and what persons say, as plain JSON values; the rest is in `export/jsonform.py`."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from overhorizon.domain.assessment import Property, Standing, Value
from overhorizon.domain.codebooks import side_by_side
from overhorizon.domain.corrections import Correction, Note, Undoing
from overhorizon.domain.history import Moment
from overhorizon.domain.incidents import Role
from overhorizon.domain.judgements import Anchor, Judgement
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.domain.views import IncidentView
from overhorizon.export import jsonform
from overhorizon.export.jsonform import SCHEMA, Json
from overhorizon.store.rows import Act, JudgementRow, ReportRow, RevisionRow, UnsureRow
from overhorizon.web.overview import Part, Summary
from overhorizon.wording.text import json_line
from overhorizon.wording.values import location_words, value_words, when_words


def encoded(form: object) -> bytes:
    """As it goes out: one line, with what no reader should meet unescaped."""
    return json_line(form).encode()


def page_form(kind: str, rows: Iterable[Json], *, total: int, next: str | None, undated: int = 0) -> Json:
    """``rows`` of a list that has ``total``; ``next`` is the cursor of the page after; ``undated`` were left out by a range of days."""
    return {"schema": SCHEMA, "kind": kind, "total": total, "undated": undated, "next": next, "rows": list(rows)}


def moment_form(moment: Moment) -> Json:
    return {"as_of": _day(moment.as_of), "known_at": moment.known_at.isoformat() if moment.known_at else None}


def summary_form(summary: Summary) -> Json:
    """One line of a list: what it is, when, where, the range of the dead, who is named, and in which reports."""
    lead, (low, high) = summary.lead, summary.killed
    pin = summary.location.pin if summary.location else None
    return {
        "id": summary.id,
        "type": lead.type.value,
        "realis": lead.realis.value,
        "when": when_words(summary.when) if summary.when else None,
        "earliest": _day(summary.day),
        "latest": _day(summary.until),
        "date_precision": summary.when.precision.value if summary.when else None,
        "where": location_words(summary.location) if summary.location else None,
        "country": summary.country,
        "where_precision": summary.location.precision.value if summary.location else None,
        "pin": {"lat": pin.lat, "lon": pin.lon} if pin else None,
        "killed": {"low": low, "best": summary.best, "high": high},
        "perpetrators": [_part(p) for p in summary.named(Role.PERPETRATOR)],
        "targets": [_part(p) for p in summary.named(Role.TARGET)],
        "claimants": [_part(p) for p in summary.named(Role.CLAIMANT)],
        "words": {"report": lead.report, "span": _span(lead.trigger)},
        "reports": list(summary.reports),
        "outlets": list(summary.outlets),
        "first_known": summary.first.isoformat(),
        "last_known": summary.last.isoformat(),
    }


def incident_form(view: IncidentView) -> Json:
    """All that is known of one incident, and what codebooks would put down."""
    return {**jsonform.across_line(view), "codebooks": codebooks_form(view)}


def codebooks_form(view: IncidentView) -> Json:
    """By harm what codebooks would put down for all values that stand, the preferred first."""
    found: Json = {}
    for harm in (Harm.KILLED, Harm.INJURED):
        assessment = view.assessment(Property.TOLL, harm)
        standing = [h for h in assessment.holdings if Standing.SUPERSEDED not in h.standings] if assessment else []
        if tolls := [h.value for h in standing if isinstance(h.value, Toll)]:
            answer = side_by_side(tolls)
            answers = {"ucdp": answer.ucdp, "acled": answer.acled, "gtd": answer.gtd, "ibc": answer.ibc}
            found[harm.value] = {name: asdict(figure) for name, figure in answers.items()}
    return found


def judgement_form(judgement: Judgement) -> Json:
    return {
        "id": judgement.id,
        "verdict": judgement.verdict.value,
        "first": _anchor(judgement.first),
        "second": _anchor(judgement.second),
        "reason": judgement.reason,
        "probability": judgement.probability,
        "features": [{"name": f.name, "points": f.points, "detail": f.detail} for f in judgement.features],
        "author": judgement.author,
        "at": judgement.at.isoformat() if judgement.at else None,
    }


def held_form(row: JudgementRow) -> Json:
    """What a person holds; an orphan applies to no account any more."""
    return {**judgement_form(row.judgement), "orphan": row.attached is None}


def unsure_form(row: UnsureRow) -> Json:
    """Two accounts that the rules leave open, with the words that tell of each."""
    sides = (row.first, row.second)
    return {
        "incidents": list(row.incidents),
        "judgement": judgement_form(row.judgement),
        "accounts": [
            {
                "id": side.incident.id,
                "report": jsonform.report_form(side.report, with_text=False),
                "triggers": [_quoted(s, side.report.text) for s in side.incident.triggers],
            }
            for side in sides
        ],
    }


def act_form(act: Act) -> Json:
    """What a person said, and who took it back."""
    said = act.said
    form: Json = {"id": act.id, "author": act.author, "at": act.at.isoformat(), "reports": list(act.reports)}
    match said:
        case Judgement():
            form |= {"kind": "judgement", "verdict": said.verdict.value, "reason": said.reason}
            form |= {"first": _anchor(said.first), "second": _anchor(said.second)}
        case Correction():
            form |= {"kind": "correction", **correction_form(said)}
        case Note():
            form |= {"kind": "note", "on": said.on.value, "subject": said.subject, "text": said.text, "in_briefs": said.in_briefs}
        case _:
            form |= {"kind": "rating", "outlet": said.outlet, "reliability": said.reliability.value, "reason": said.reason}
    return {**form, "undone": _undoing(act.undone)}


def correction_form(correction: Correction) -> Json:
    return {
        "id": correction.id,
        "report": correction.report,
        "account": _span(correction.account.span),
        "span": _span(correction.span),
        "about": correction.about.value,
        "harm": correction.harm.value if correction.harm else None,
        "ruling": correction.ruling.value,
        "value": words_of(correction.value),
        "reason": correction.reason,
        "author": correction.author,
        "at": correction.at.isoformat(),
    }


def words_of(value: Value | None) -> str | None:
    return None if value is None else value_words(value)


def report_row(row: ReportRow) -> Json:
    """One report of a list."""
    published = row.publication
    return {
        "id": row.id,
        "outlet": row.outlet,
        "address": row.address,
        "title": row.title,
        "published_first": _day(published.first) if published else None,
        "published_last": _day(published.last) if published else None,
        "first_seen": row.first_seen.isoformat(),
        "revisions": row.revisions,
        "incidents": row.incidents,
        "claims": row.claims,
    }


def revision_form(row: RevisionRow) -> Json:
    """One state of a report; ``change`` is what differs from the state before it."""
    published = row.publication
    return {
        "id": row.id,
        "change": row.kind.value,
        "first_seen": row.first_seen.isoformat(),
        "capture_sha256": row.capture,
        "outlet": row.outlet,
        "title": row.title,
        "published_first": _day(published.first) if published else None,
        "published_last": _day(published.last) if published else None,
        "active": row.active,
    }


def _undoing(undoing: Undoing | None) -> Json | None:
    if undoing is None:
        return None
    return {"author": undoing.author, "reason": undoing.reason, "at": undoing.at.isoformat()}


def _part(part: Part) -> Json:
    return {"words": part.words, "actor": part.actor}


def _anchor(anchor: Anchor) -> Json:
    return {"report": anchor.report, "span": [anchor.start, anchor.end]}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _quoted(span: Span, text: str) -> Json:
    return {"span": _span(span), "quote": span.of(text)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
