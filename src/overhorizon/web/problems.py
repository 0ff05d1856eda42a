"""What went wrong, in one line: as problem details (RFC 9457) for programs, as a page for persons."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from markupsafe import escape
from starlette.exceptions import HTTPException

from overhorizon.domain.errors import InvalidInput, OverhorizonError, RetryLater
from overhorizon.wording.text import without_unsafe

PROBLEM = "application/problem+json"


class NotThere(InvalidInput):
    """What an address names is not in the ledger."""


def problem(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The answer to a request that cannot be met."""
    title, said = HTTPStatus(status).phrase, without_unsafe(" ".join(detail.split()))[:500]
    if request.url.path.startswith("/api/"):
        form = {"type": "about:blank", "title": title, "status": status, "detail": said}
        return JSONResponse(form, status, headers=headers, media_type=PROBLEM)
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{title} · Overhorizon</title><link rel="stylesheet" href="/assets/workbench.css"></head>'
        f'<body><main><h1>{title}</h1><p>{escape(said)}</p><p><a href="/">To the beginning</a></p></main></body></html>'
    )
    return HTMLResponse(page, status, headers=headers)


def register(app: FastAPI) -> None:
    """Let every error leave as a problem."""

    @app.exception_handler(OverhorizonError)
    def _told(request: Request, error: OverhorizonError) -> Response:
        if isinstance(error, NotThere):
            return problem(request, 404, str(error))
        if isinstance(error, InvalidInput):
            return problem(request, 422, str(error))
        return problem(request, 503, str(error), {"Retry-After": "5"} if isinstance(error, RetryLater) else None)

    @app.exception_handler(HTTPException)
    def _refused(request: Request, error: HTTPException) -> Response:
        return problem(request, error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def _unfit(request: Request, error: RequestValidationError) -> Response:
        said = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors()[:5])
        return problem(request, 422, said)

    @app.exception_handler(Exception)
    def _failed(request: Request, _: Exception) -> Response:
        return problem(request, 500, "something went wrong here; what it was is in the server's log")
