"""Briefs: what is new, changed and contested in a theatre and a period, every line with its words."""

from typing import Final, Literal

from fastapi import APIRouter, Request, Response

from overhorizon.brief.writing import write
from overhorizon.domain.briefs import Form
from overhorizon.web.asking import Ask, OfBrief
from overhorizon.web.caching import JSON, answered

router = APIRouter(tags=["briefs"])

_TYPES: Final = {"json": JSON, "markdown": "text/markdown", "html": "text/html"}
_ENDINGS: Final = {"json": "json", "markdown": "md", "html": "html"}


@router.get("/brief", response_class=Response, responses={200: {"content": {kind: {} for kind in _TYPES.values()}}})
def brief(request: Request, ask: Ask, asked: OfBrief, format: Literal["json", "markdown", "html"] = "json") -> Response:
    """A brief, as `overhorizon brief` writes it: the same ledger gives the same bytes, and `brief --verify` checks them.

    Markdown and HTML are downloads; HTML is one file without scripts, with styles of its own.
    """
    answer = answered(request, lambda: write(ask.brief(asked), Form(format)).encode(), media_type=_TYPES[format])
    if format != "json":
        answer.headers["Content-Disposition"] = f'attachment; filename="brief.{_ENDINGS[format]}"'
    return answer
