"""What the ledger holds, and how it is doing."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from overhorizon.domain.deliveries import DeliveryState
from overhorizon.export.jsonform import SCHEMA
from overhorizon.web.asking import Ask
from overhorizon.web.caching import answered
from overhorizon.web.forms import encoded

router = APIRouter(tags=["status"])


@router.get("/status", response_model=dict[str, Any])
def status(request: Request, ask: Ask) -> Response:
    """How much the ledger holds, how far its feeds were read, what waits to be delivered. `version` changes with any answer."""

    def make() -> bytes:
        return encoded({
            "schema": SCHEMA,
            "kind": "status",
            "version": ask.version(),
            **asdict(ask.ledger.counts()),
            "feeds": [{"feed": row.feed, "at": row.at.isoformat()} for row in ask.ledger.feed_states()],
            "deliveries_waiting": len(ask.ledger.deliveries(DeliveryState.WAITING)),
            "theatres": [theatre.name for theatre in ask.options.theatres],
        })  # fmt: skip

    return answered(request, make)
