"""Signing in and out with a browser: a token once, a cookie afterwards."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from overhorizon.web.security import COOKIE, Sessions, is_own

router = APIRouter(include_in_schema=False)


@router.post("/session")
def sign_in(request: Request, token: Annotated[str, Form()], next: Annotated[str, Form()] = "/") -> Response:
    """Raises HTTPException: 403 for a wrong token, or from another site."""
    sessions: Sessions = request.app.state.sessions
    session = sessions.sign_in(token.strip()) if is_own(request.headers) else None
    if session is None:
        raise HTTPException(403, "that is not the token: `overhorizon serve` prints it when it starts")
    answer = RedirectResponse(_own_path(next), 303)
    answer.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


@router.post("/session/end")
def sign_out(request: Request) -> Response:
    if not is_own(request.headers):
        raise HTTPException(403, "this did not come from a page of the workbench")
    request.app.state.sessions.sign_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer


def _own_path(target: str) -> str:
    """A path on this server; anything else leads home."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if is_path and "\\" not in target else "/"
