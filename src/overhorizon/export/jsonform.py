"""Analyses as plain JSON values. docs/json.md documents every field; a change that breaks a reader raises SCHEMA.

Offsets are [start, end), counted in Unicode code points of the report's stored text. Keys stand in the order given here.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim
from overhorizon.domain.incidents import IncidentMention, Quantity, Reading, Relation
from overhorizon.domain.reports import Publication, Rejection, Report, Unread
from overhorizon.domain.scale import scale_of
from overhorizon.domain.sources import Source
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Toll, TollPart
from overhorizon.domain.views import IncidentView
from overhorizon.domain.watches import Alert
from overhorizon.export.assessedform import assessed_form
from overhorizon.export.valueforms import Json as Json
from overhorizon.export.valueforms import count_form, location_form, party_form, role_form, type_form, when_form

SCHEMA = "overhorizon/1"

T = TypeVar("T")


def analysis_form(analysis: Analysis, *, with_text: bool = True) -> Json:
    """One report and all that was read from it. ``with_text`` adds the stored text, to which the offsets refer."""
    report, run, text = analysis.report, analysis.run, analysis.report.text
    return {
        "schema": SCHEMA,
        "kind": "report",
        "report": report_form(report, with_text=with_text),
        "furniture": [{"kind": f.kind.value, **_quoted(f.span, text)} for f in report.furniture],
        "repeats": [{"first": _quoted(r.first, text), "again": _quoted(r.again, text)} for r in report.repeats],
        "incidents": [incident_form(i, text) for i in analysis.incidents],
        "claims": [claim_form(c, text) for c in analysis.claims],
        "relations": [relation_form(r, text) for r in analysis.relations],
        "quantities": [quantity_form(q, text) for q in analysis.quantities],
        "unknowns": [c.id for c in analysis.unknowns],
        "run": {"id": run.id, "encoder": run.encoder, "gazetteer": run.gazetteer, "code": run.code},
    }


def incident_line(analysis: Analysis, incident: IncidentMention) -> Json:
    """One incident with its report and the claims about it, to stand on a line of its own."""
    text = analysis.report.text
    return {
        "schema": SCHEMA,
        "kind": "incident",
        "report": report_form(analysis.report, with_text=False),
        "incident": incident_form(incident, text),
        "claims": [claim_form(c, text) for c in analysis.claims if incident.id in c.about],
    }


def across_line(view: IncidentView) -> Json:
    """One incident across reports: what it comes to, what is at odds, whose knowledge it is; its accounts, the earliest first, each with
    its report and the claims about it.
    """
    return {
        "schema": SCHEMA,
        "kind": "incident across reports",
        "id": view.id,
        "reports": len(view.reports),
        **assessed_form(view),
        "accounts": [
            {
                "since": m.since.isoformat(),
                "is_dated": m.is_dated,
                **{name: value for name, value in incident_line(m.analysis, m.mention).items() if name not in ("schema", "kind")},
            }
            for m in view.members
        ],
    }


def alert_line(alert: Alert, names: Mapping[str, str] | None = None) -> Json:
    """One alert, to stand on a line of its own. ``names`` are other names for its reports, by id."""
    named = names or {}
    return {
        "schema": SCHEMA,
        "kind": "alert",
        "id": alert.id,
        "time": alert.time.isoformat(),
        "watch": alert.watch,
        "theatre": alert.theatre,
        "trigger": alert.trigger.value,
        "severity": alert.severity.name.lower(),
        "incident": alert.incident,
        "follows": alert.follows,
        "headline": alert.headline,
        "detail": list(alert.detail),
        "reports": [named.get(r, r) for r in alert.reports],
        "evidence": [
            {
                "report": named.get(e.report, e.report),
                "start": e.start,
                "end": e.end,
                "words": e.words,
                "outlet": e.outlet,
                "address": e.address,
                "speaker": e.speaker,
                "claim": e.claim,
            }
            for e in alert.evidence
        ],
    }


def claim_line(analysis: Analysis, claim: Claim) -> Json:
    """One claim with its report, to stand on a line of its own."""
    return {
        "schema": SCHEMA,
        "kind": "claim",
        "report": report_form(analysis.report, with_text=False),
        "claim": claim_form(claim, analysis.report.text),
    }


def hit_line(report: Report, passage: Span, marks: tuple[Span, ...]) -> Json:
    """A passage that a search found; ``marks`` are the words sought."""
    return {
        "schema": SCHEMA,
        "kind": "passage",
        "report": report_form(report, with_text=False),
        **_quoted(passage, report.text),
        "marks": [_span(mark) for mark in marks],
    }


def unread_line(unread: Unread) -> Json:
    """A report in a language that is not read."""
    return {"schema": SCHEMA, "kind": "unread", "report": report_form(unread.report, with_text=False)}


def rejection_line(rejection: Rejection) -> Json:
    """An input that did not become a report."""
    return refusal_line(
        origin=rejection.capture.origin,
        stage=rejection.stage,
        reason=rejection.reason,
        sha256=rejection.capture.sha256,
    )


def refusal_line(*, origin: str, stage: str, reason: str, line: int | None = None, sha256: str | None = None) -> Json:
    """What could not be used. ``line`` counts from 1; ``sha256`` names the capture, where there is one."""
    return {
        "schema": SCHEMA,
        "kind": "rejection",
        "origin": origin,
        "line": line,
        "stage": stage,
        "reason": reason,
        "capture_sha256": sha256,
    }


def report_form(report: Report, *, with_text: bool) -> Json:
    """Who published what, when."""
    form: Json = {
        "id": report.id,
        "revision": report.revision,
        "outlet": report.outlet,
        "address": report.address,
        "published": _publication(report.publication),
        "language": report.language,
        "title": _quoted(report.title, report.text) if report.title else None,
        "credits": [_quoted(s, report.text) for s in report.credits],
    }
    return {**form, "text": report.text} if with_text else form


def incident_form(incident: IncidentMention, text: str) -> Json:
    """All readings of one incident; the first of each property is the one that the report puts forward."""
    return {
        "id": incident.id,
        "realis": incident.realis.value,
        "prominence": incident.prominence.value,
        "triggers": [_quoted(s, text) for s in incident.triggers],
        "types": [_reading(r, text, type_form) for r in incident.types],
        "whens": [_reading(r, text, when_form) for r in incident.whens],
        "places": [_reading(r, text, location_form) for r in incident.places],
        "tolls": [_reading(r, text, lambda toll: _toll(toll, text)) for r in incident.tolls],
        "roles": [_reading(r, text, role_form) for r in incident.roles],
    }


def claim_form(claim: Claim, text: str) -> Json:
    """One attributed statement; the chain runs from the source nearest to the outlet to the first voice."""
    certainty = claim.certainty
    return {
        "id": claim.id,
        "chain": [_source(s, text) for s in claim.chain],
        "cue": [_quoted(s, text) for s in claim.cue],
        "quote": claim.quote(text),
        "content": [_span(s) for s in claim.content],
        "repeats": [_span(s) for s in claim.repeats],
        "polarity": claim.polarity.value,
        "certainty": {
            "scale": scale_of(claim).value,
            "force": certainty.force.value,
            "likelihood": certainty.likelihood.value if certainty.likelihood else None,
            "confidence": certainty.confidence.value if certainty.confidence else None,
            "words": [_quoted(s, text) for s in certainty.words],
        },
        "about": list(claim.about),
        "score": claim.score,
    }


def relation_form(relation: Relation, text: str) -> Json:
    """A state between actors or places."""
    return {
        "id": relation.id,
        "kind": relation.kind.value,
        "parties": [party_form(p) for p in relation.parties],
        "places": [location_form(p) for p in relation.places],
        **_quoted(relation.span, text),
        "claim": relation.claim,
    }


def quantity_form(quantity: Quantity, text: str) -> Json:
    """People counted outside any incident."""
    return {
        "harm": quantity.harm.value,
        **count_form(quantity.count),
        "words": quantity.words,
        **_quoted(quantity.span, text),
        "claim": quantity.claim,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _quoted(span: Span, text: str) -> Json:
    return {"span": _span(span), "quote": span.of(text)}


def _publication(publication: Publication | None) -> Json | None:
    if publication is None:
        return None
    return {
        "first": publication.first.isoformat(),
        "last": publication.last.isoformat(),
        "instant": publication.instant.isoformat() if publication.instant else None,
        "basis": publication.basis.value,
        "span": _span(publication.span) if publication.span else None,
    }


def _reading(reading: Reading[T], text: str, form: Callable[[T], object]) -> Json:
    return {
        "state": reading.state.value,
        "value": None if reading.value is None else form(reading.value),
        "alternatives": [form(value) for value in reading.alternatives],
        **_quoted(reading.span, text),
        "rule": reading.rule,
        "claim": reading.claim,
        "superseded": reading.superseded,
        "partial": reading.partial,
    }


def _toll(toll: Toll, text: str) -> Json:
    return {
        "harm": toll.harm.value,
        **count_form(toll.total),
        "victims": toll.victims.value,
        "parts": [_part(p, text) for p in toll.parts],
    }


def _part(part: TollPart, text: str) -> Json:
    return {
        "words": part.words,
        **count_form(part.count),
        "victims": part.victims.value,
        "kind": part.kind.value,
        **_quoted(part.span, text),
    }


def _source(source: Source, text: str) -> Json:
    return {
        "words": source.words,
        "kind": source.kind.value,
        **_quoted(source.span, text),
        "antecedent": _span(source.antecedent) if source.antecedent else None,
        "actor": source.actor,
    }
