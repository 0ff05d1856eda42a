"""What the ledger holds, and how it is doing."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from overhorizon.export.jsonform import SCHEMA
from overhorizon.runs.standing import status_form
from overhorizon.web.asking import Ask
from overhorizon.web.caching import answered
from overhorizon.web.forms import encoded

router = APIRouter(tags=["status"])


@router.get("/status", response_model=dict[str, Any])
def status(request: Request, ask: Ask) -> Response:
    """How the ledger and its monitor do, as `overhorizon status` says it. `version` changes whenever an answer may have changed."""

    def make() -> bytes:
        found = ask.status()
        theatres = [theatre.name for theatre in ask.options.theatres]
        counts = asdict(found.counts)
        return encoded({"schema": SCHEMA, **status_form(found), "version": ask.version(), "counts": counts, "theatres": theatres})

    return answered(request, make)
