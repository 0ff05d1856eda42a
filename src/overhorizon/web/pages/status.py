"""The page of what the ledger holds, what it could not use, and how its feeds stand."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon import __version__
from overhorizon.web.asking import Ask, At
from overhorizon.web.pages.frame import page

router = APIRouter(include_in_schema=False)


@router.get("/status", response_class=HTMLResponse)
def status(request: Request, moment: At, asking: Ask) -> Response:
    """Counts, feeds, rejections with their reasons, reports in languages that are not read."""

    def make() -> dict[str, Any]:
        found = asking.status()
        return {
            "title": "Status",
            "found": found,
            "feeds": sorted(
                found.feeds.items(), key=lambda each: (not found.theatres[each[0]], found.theatres[each[0]], each[0])
            ),
            "version": __version__,
            "counts": found.counts,
            "rejections": asking.ledger.rejections()[:200],
            "unread": asking.ledger.unread()[:200],
        }

    return page(request, "status.html", moment, make)
