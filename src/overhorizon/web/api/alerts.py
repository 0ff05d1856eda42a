"""What watches told."""

from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Request, Response

from overhorizon.domain.watches import Alert
from overhorizon.export import jsonform
from overhorizon.notify import atom
from overhorizon.web import forms
from overhorizon.web.asking import Ask
from overhorizon.web.caching import answered
from overhorizon.web.paging import Key, Pages, page_of
from overhorizon.web.schemas import Rows
from overhorizon.web.wanted import OfAlerts

router = APIRouter(tags=["alerts"])

_ATOM: Final = "application/atom+xml"


def _order(alert: Alert) -> Key:
    """As the ledger has them: the newest first."""
    return (-int(alert.time.timestamp() * 1_000_000), alert.id)


@router.get("/alerts", response_model=Rows)
def alerts(request: Request, ask: Ask, wanted: OfAlerts, pages: Pages) -> Response:
    """Alerts, the newest first, each with the words on which it rests."""

    def make() -> bytes:
        page = page_of(ask.ledger.alerts(wanted).rows, _order, pages)
        rows = [jsonform.alert_line(alert) for alert in page.rows]
        return forms.encoded(forms.page_form("alerts", rows, total=page.total, next=page.next))

    return answered(request, make)


@router.get("/alerts.atom", response_class=Response, responses={200: {"content": {_ATOM: {}}}})
def feed(request: Request, ask: Ask, wanted: OfAlerts) -> Response:
    """The newest alerts as an Atom feed, follow-ups as replies to the first of their thread."""

    def make() -> bytes:
        return atom.feed(ask.ledger.alerts(replace(wanted, limit=atom.KEPT)).rows, title="Overhorizon", address=str(request.url))

    return answered(request, make, media_type=_ATOM)
