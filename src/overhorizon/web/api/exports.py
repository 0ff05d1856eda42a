"""The ledger in the forms that other tools read, as downloads: as `overhorizon export` writes them."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from overhorizon.domain import codebooks
from overhorizon.export import acled, geojson, jsonform, tables, ucdp
from overhorizon.export.coded import code_all
from overhorizon.export.tables import Told
from overhorizon.gazetteer import Gazetteer
from overhorizon.store.filters import ClaimFilter
from overhorizon.web.asking import Ask, At
from overhorizon.web.caching import answered
from overhorizon.web.wanted import Filters, OfClaims
from overhorizon.wording.text import json_line

router = APIRouter(prefix="/exports", tags=["exports"])

_MOST: Final = 10_000  # rows of one download; the command line has no limit
_CSV: Final = "text/csv; charset=utf-8"
_TYPES: Final = {"csv": _CSV, "ucdp": _CSV, "acled": _CSV, "jsonl": "application/x-ndjson", "geojson": "application/geo+json"}
_Rows = Annotated[int, Query(ge=1, le=_MOST, description="At most so many rows, the latest first.")]


@router.get("/incidents", response_class=Response, responses={200: {"content": {t: {} for t in sorted(set(_TYPES.values()))}}})
def export_incidents(
    request: Request,
    ask: Ask,
    at: At,
    wanted: Filters,
    format: Literal["csv", "jsonl", "geojson", "ucdp", "acled"] = "csv",
    limit: _Rows = _MOST,
) -> Response:
    """Accounts of incidents, one row each, with quotations and never full texts. An empty cell is something that is not known."""

    def make() -> bytes:
        asked = wanted.filter_of(limit)
        told = [(row.analysis, row.incident) for row in ask.ledger.mentions(asked, at).rows]
        return _WRITERS[format](told, ask.gazetteer).encode()

    return _download(answered(request, make, media_type=_TYPES[format]), f"incidents-{format}", format)


@router.get("/claims", response_class=Response, responses={200: {"content": {_CSV: {}, _TYPES["jsonl"]: {}}}})
def export_claims(
    request: Request, ask: Ask, at: At, wanted: OfClaims, format: Literal["csv", "jsonl"] = "csv", limit: _Rows = _MOST
) -> Response:
    """Claims, one row each."""

    def make() -> bytes:
        return _claims(format, ask, wanted, at, limit).encode()

    return _download(answered(request, make, media_type=_TYPES[format]), f"claims-{format}", format)


def _claims(format: str, ask: Ask, wanted: ClaimFilter, at: At, limit: int) -> str:
    rows = ask.ledger.claims(replace(wanted, limit=limit), at).rows
    if format == "jsonl":
        return "".join(f"{json_line(jsonform.claim_line(row.analysis, row.claim))}\n" for row in rows)
    return _table([tables.claim_row(row.analysis, row.claim) for row in rows], tables.CLAIM_COLUMNS)


def _table(rows: Sequence[tables.Row], columns: Sequence[str]) -> str:
    stream = io.StringIO(newline="")
    tables.write_csv(rows, columns, stream)
    return stream.getvalue()


def _csv(told: Sequence[Told], _: Gazetteer) -> str:
    return _table([tables.incident_row(*one) for one in told], tables.INCIDENT_COLUMNS)


def _jsonl(told: Sequence[Told], _: Gazetteer) -> str:
    return "".join(f"{json_line(jsonform.incident_line(*one))}\n" for one in told)


def _geojson(told: Sequence[Told], _: Gazetteer) -> str:
    return f"{json_line(geojson.feature_collection(told))}\n"


def _ucdp(told: Sequence[Told], gazetteer: Gazetteer) -> str:
    return _table(code_all(told, ucdp.UcdpCoder(gazetteer.countries, codebooks.ucdp)).rows, ucdp.COLUMNS)


def _acled(told: Sequence[Told], gazetteer: Gazetteer) -> str:
    return _table(code_all(told, acled.AcledCoder(gazetteer.countries, codebooks.acled)).rows, acled.COLUMNS)


_WRITERS: Final[dict[str, Callable[[Sequence[Told], Gazetteer], str]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "geojson": _geojson,
    "ucdp": _ucdp,
    "acled": _acled,
}


def _download(response: Response, name: str, format: str) -> Response:
    ending = format if format in ("csv", "jsonl", "geojson") else "csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
