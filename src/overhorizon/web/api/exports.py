"""The ledger in the forms that other tools read, as downloads: as `overhorizon export` writes them."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from overhorizon.domain import codebooks
from overhorizon.domain.views import IncidentView
from overhorizon.export import acled, acrosstables, geojson, jsonform, tables, ucdp
from overhorizon.export.coded import Coder, code_all
from overhorizon.export.tables import Told
from overhorizon.runs.assessing import view
from overhorizon.web.asking import Ask, Asking, At
from overhorizon.web.caching import answered
from overhorizon.web.wanted import Filters, OfClaims
from overhorizon.wording.text import json_line

router = APIRouter(prefix="/exports", tags=["exports"])

_MOST: Final = 10_000  # rows of one download; the command line has no limit
_USUAL: Final = 1_000
_CSV: Final = "text/csv; charset=utf-8"
_TYPES: Final = {"csv": _CSV, "ucdp": _CSV, "acled": _CSV, "jsonl": "application/x-ndjson", "geojson": "application/geo+json"}
_Limit = Annotated[int, Query(ge=1, le=_MOST, description="At most so many rows, the latest first.")]
_Mentions = Annotated[bool, Query(description="Each report's account for itself, one row each, not joined.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """Which rows, and in which form."""

    format: Literal["csv", "jsonl", "geojson", "ucdp", "acled"]
    mentions: bool
    limit: int


def _chosen(
    format: Literal["csv", "jsonl", "geojson", "ucdp", "acled"] = "csv", mentions: _Mentions = False, limit: _Limit = _USUAL
) -> _Chosen:
    return _Chosen(format=format, mentions=mentions, limit=limit)


@router.get("/incidents", response_class=Response, responses={200: {"content": {t: {} for t in sorted(set(_TYPES.values()))}}})
def export_incidents(
    request: Request, ask: Ask, at: At, wanted: Filters, chosen: Annotated[_Chosen, Depends(_chosen)]
) -> Response:
    """Incidents across reports, one row each, with quotations and never full texts. An empty cell is something that is not known."""

    def make() -> bytes:
        asked = wanted.filter_of(chosen.limit)
        if chosen.mentions:
            return _accounts(chosen.format, [(r.analysis, r.incident) for r in ask.ledger.mentions(asked, at).rows], ask).encode()
        views = [view(row, ask.gazetteer) for row in ask.ledger.incidents(asked, at).rows]
        return _incidents(chosen.format, views, ask).encode()

    name = f"{'accounts' if chosen.mentions else 'incidents'}-{chosen.format}"
    return _download(answered(request, make, media_type=_TYPES[chosen.format]), name, chosen.format)


@router.get("/claims", response_class=Response, responses={200: {"content": {_CSV: {}, _TYPES["jsonl"]: {}}}})
def export_claims(
    request: Request, ask: Ask, at: At, wanted: OfClaims, format: Literal["csv", "jsonl"] = "csv", limit: _Limit = _USUAL
) -> Response:
    """Claims, one row each."""

    def make() -> bytes:
        rows = ask.ledger.claims(replace(wanted, limit=limit), at).rows
        if format == "jsonl":
            return _lines(jsonform.claim_line(row.analysis, row.claim) for row in rows).encode()
        return _table([tables.claim_row(row.analysis, row.claim) for row in rows], tables.CLAIM_COLUMNS).encode()

    return _download(answered(request, make, media_type=_TYPES[format]), f"claims-{format}", format)


def _incidents(format: str, views: Sequence[IncidentView], ask: Asking) -> str:
    match format:
        case "csv":
            return _table([acrosstables.across_row(one) for one in views], acrosstables.ACROSS_COLUMNS)
        case "jsonl":
            return _lines(jsonform.across_line(one) for one in views)
        case "geojson":
            return _lines([acrosstables.feature_collection(views)])
    return _coded(format, [acrosstables.as_told(one) for one in views], ask, {one.id: one for one in views})


def _accounts(format: str, told: Sequence[Told], ask: Asking) -> str:
    match format:
        case "csv":
            return _table([tables.incident_row(*one) for one in told], tables.INCIDENT_COLUMNS)
        case "jsonl":
            return _lines(jsonform.incident_line(*one) for one in told)
        case "geojson":
            return _lines([geojson.feature_collection(told)])
    return _coded(format, told, ask, {})


def _coded(format: str, told: Sequence[Told], ask: Asking, views: Mapping[str, IncidentView]) -> str:
    """Under a codebook's columns; ``views`` are the incidents across reports by id, where the rows are of these."""
    countries = ask.gazetteer.countries
    coder: Coder = ucdp.UcdpCoder(countries, codebooks.ucdp) if format == "ucdp" else acled.AcledCoder(countries, codebooks.acled)
    rows = code_all(told, acrosstables.sourced(coder, views) if views else coder).rows
    return _table(rows, ucdp.COLUMNS if format == "ucdp" else acled.COLUMNS)


def _table(rows: Sequence[tables.Row], columns: Sequence[str]) -> str:
    stream = io.StringIO(newline="")
    tables.write_csv(rows, columns, stream)
    return stream.getvalue()


def _lines(forms: Iterable[object]) -> str:
    return "".join(f"{json_line(form)}\n" for form in forms)


def _download(response: Response, name: str, format: str) -> Response:
    ending = format if format in ("csv", "jsonl", "geojson") else "csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
