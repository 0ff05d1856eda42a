"""The page of help, and the page on which a browser signs in."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.web.asking import At
from overhorizon.web.pages.frame import page

router = APIRouter(include_in_schema=False)


@router.get("/help", response_class=HTMLResponse)
def guide(request: Request, moment: At) -> Response:
    """Words, keys, addresses."""

    def make() -> dict[str, Any]:
        return {
            "title": "Help",
        }

    return page(request, "help.html", moment, make)


@router.get("/session", response_class=HTMLResponse)
def session(request: Request, moment: At, next: str = "/") -> Response:
    """A form that takes a token."""

    def make() -> dict[str, Any]:
        return {
            "title": "Sign in",
            "next": next,
        }

    return page(request, "session.html", moment, make)
