"""The page of help, and the page on which a browser signs in."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from overhorizon.web.asking import At
from overhorizon.web.pages.frame import page

router = APIRouter(include_in_schema=False)


@router.get("/help", response_class=HTMLResponse)
def guide(request: Request, moment: At) -> HTMLResponse:
    """Words, keys, addresses."""
    return page(request, "help.html", moment, title="Help")


@router.get("/session", response_class=HTMLResponse)
def session(request: Request, moment: At, next: str = "/") -> HTMLResponse:
    """A form that takes a token."""
    return page(request, "session.html", moment, title="Sign in", next=next)
