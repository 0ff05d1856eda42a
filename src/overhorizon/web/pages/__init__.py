"""The pages of the workbench: one module a view, each with its router."""

from importlib.resources import as_file, files
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from overhorizon.web.pages import acting, actors, alerts, brief, guide, incident, report, review, search, status, theatre, watches


def register(app: FastAPI) -> None:
    """Add the views, the styles, and the scripts where they were built."""
    for view in (theatre, incident, report, search, actors, alerts, brief, review, status, guide, acting, watches):
        app.include_router(view.router)
    root = files("overhorizon.web")
    for address in ("assets", "static"):
        with as_file(root.joinpath(address)) as folder:
            app.mount(f"/{address}", StaticFiles(directory=Path(folder), check_dir=False), name=address)
