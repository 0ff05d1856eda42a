"""The page of alerts: what the watches answered, the newest first, each with its words."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from overhorizon.domain.watches import Trigger
from overhorizon.store.filters import AlertFilter
from overhorizon.web.asking import Ask, At
from overhorizon.web.pages.frame import page
from overhorizon.wording import parse

router = APIRouter(include_in_schema=False)

_MOST: Final = 200


@router.get("/alerts", response_class=HTMLResponse)
def alerts(
    request: Request,
    moment: At,
    asking: Ask,
    watch: Annotated[str, Query(max_length=200)] = "",
    theatre: Annotated[str, Query(max_length=200)] = "",
    trigger: Annotated[str, Query(max_length=60)] = "",
    thread: Annotated[str, Query(max_length=60)] = "",
) -> HTMLResponse:
    """Alerts of all watches, or of one, of a theatre, of a trigger, of a thread."""
    wanted = AlertFilter(
        watch=watch or None,
        theatre=theatre or None,
        trigger=parse.choice(trigger or None, Trigger, "trigger"),
        thread=thread or None,
        limit=_MOST,
    )
    found = asking.ledger.alerts(wanted)
    names = asking.ledger.alerts(AlertFilter(limit=5_000)).rows
    return page(
        request,
        "alerts.html",
        moment,
        title="Alerts",
        alerts=found,
        triggers=tuple(Trigger),
        watches=sorted({a.watch for a in names}),
        theatres=sorted({a.theatre for a in names if a.theatre}),
        asked={"watch": watch, "theatre": theatre, "trigger": trigger, "thread": thread},
    )
