"""The page of review: what a person's judgement is worth most for, and what persons hold already."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.domain.spans import Span
from overhorizon.runs.reviewing import WeakReading, weak_readings
from overhorizon.store.filters import ClaimFilter
from overhorizon.store.rows import ClaimRow, IncidentRow
from overhorizon.web.asking import Ask, At
from overhorizon.web.overview import Overview
from overhorizon.web.pages.frame import page
from overhorizon.web.pages.history import said
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import value_words

router = APIRouter(include_in_schema=False)

_OPEN: Final = 30
_CLAIMS_READ: Final = 300
_CLAIMS_SHOWN: Final = 20
_SAID: Final = 200
_READINGS: Final = 30
_UNSURE_BELOW: Final = 0.6
"""Of a claim's score: below it more than every fourth is wrong (docs/reliability.md)."""


@router.get("/review", response_class=HTMLResponse)
def review(request: Request, moment: At, asking: Ask) -> Response:
    """Links that the rules leave open, those of most reports first; claims read with little confidence; what persons said."""

    def make() -> dict[str, Any]:
        overview = asking.overview(moment)
        found = asking.ledger.unsure(_OPEN, moment)
        rows = sorted(found.rows, key=lambda row: -_reports(overview, row.incidents))
        recent = asking.ledger.claims(ClaimFilter(limit=_CLAIMS_READ), moment).rows
        weak = sorted((c for c in recent if c.claim.score < _UNSURE_BELOW), key=lambda c: (c.claim.score, c.claim.id))
        return {
            "title": "Review",
            "total": found.total,
            "unsure": [(row, quote_of(row.first), quote_of(row.second)) for row in rows],
            "readings": [(weak, _reading_of(weak)) for weak in weak_readings(asking.ledger, _READINGS, moment)],
            "weak": [(c, _words(c)) for c in weak[:_CLAIMS_SHOWN]],
            "orphans": [j for j in asking.ledger.judgements(moment) if j.attached is None],
            "history": said(sorted(asking.ledger.acts(moment=moment), key=lambda a: a.at, reverse=True)[:_SAID]),
        }

    return page(request, "review.html", moment, make)


def _reports(overview: Overview, incidents: tuple[str, str]) -> int:
    """How many reports a judgement would move: what it is worth."""
    return sum(len(overview.by_id[name].reports) for name in incidents if name in overview.by_id)


def quote_of(row: IncidentRow) -> dict[str, object]:
    """The sentence by which an account tells of its incident."""
    text, span = row.report.text, min(row.incident.triggers)
    around = sentence_around(text, span)
    end = max(around.end, span.end)
    return {
        "report": row.report.id,
        "span": span,
        "outlet": row.report.outlet or "outlet unknown",
        "before": text[around.start : span.start],
        "words": span.of(text),
        "after": text[span.end : end],
        "since": row.report.publication.last if row.report.publication else None,
        "speaker": None,
    }


def _reading_of(weak: WeakReading) -> dict[str, object]:
    """The words of a reading in their sentence, and what a ruling on it needs."""
    text, span, report = weak.row.report.text, weak.reading.span, weak.row.report
    around = sentence_around(text, span)
    return {
        "report": report.id,
        "span": span,
        "account": weak.row.incident.id,
        "outlet": report.outlet or "outlet unknown",
        "before": text[around.start : span.start],
        "words": span.of(text),
        "after": text[span.end : max(around.end, span.end)],
        "since": report.publication.last if report.publication else None,
        "speaker": None,
        "value": value_words(weak.value),
    }


def _words(row: ClaimRow) -> Span:
    return row.claim.content[0]
