"""The application: the ledger, who may ask it, JSON under /api/v1, pages everywhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from overhorizon import __version__
from overhorizon.gazetteer import Gazetteer
from overhorizon.store.ledger import Ledger
from overhorizon.web import pages, problems, sessions
from overhorizon.web.api import router as api
from overhorizon.web.asking import Asking
from overhorizon.web.caching import Answers
from overhorizon.web.options import WebOptions
from overhorizon.web.security import Guard, Sessions

_THREADS: Final = 8  # answers are made by one interpreter: more threads would only wait for each other
_SMALL: Final = 1_000  # bytes that are not worth compressing


def create_app(options: WebOptions) -> FastAPI:
    """The workbench on the ledger that the options name, which is opened when the server starts and closed when it ends."""
    signed_in = Sessions(options.tokens)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        with Ledger.open(options.store, create=False) as ledger:
            app.state.asking = Asking(ledger, options, Gazetteer.load())
            yield

    app = FastAPI(
        title="Overhorizon",
        summary="A ledger of attributed claims about armed violence.",
        version=__version__,
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.options = options
    app.state.sessions = signed_in
    app.state.answers = Answers()
    problems.register(app)
    app.include_router(api)
    app.include_router(sessions.router)
    pages.register(app)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALL)
    app.add_middleware(Guard, options=options, sessions=signed_in)
    return app
