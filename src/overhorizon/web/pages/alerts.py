"""The page of alerts: what the watches answered, the newest first, each with its words."""

from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.domain.watches import Trigger
from overhorizon.store.filters import AlertFilter
from overhorizon.web.asking import Ask, At
from overhorizon.web.pages.frame import page
from overhorizon.web.wanted import OfAlerts

router = APIRouter(include_in_schema=False)

_MOST: Final = 200


@router.get("/alerts", response_class=HTMLResponse)
def alerts(
    request: Request,
    moment: At,
    asking: Ask,
    wanted: OfAlerts,
) -> Response:
    """Alerts of all watches, or of one, of a theatre, of a trigger, of a thread."""

    def make() -> dict[str, Any]:
        found = asking.ledger.alerts(replace(wanted, limit=_MOST))
        names = asking.ledger.alerts(AlertFilter(limit=5_000)).rows
        return {
            "title": "Alerts",
            "alerts": found,
            "triggers": tuple(Trigger),
            "watches": sorted({a.watch for a in names}),
            "theatres": sorted({a.theatre for a in names if a.theatre}),
            "asked": {"watch": wanted.watch, "theatre": wanted.theatre, "trigger": wanted.trigger, "thread": wanted.thread},
        }

    return page(request, "alerts.html", moment, make)
