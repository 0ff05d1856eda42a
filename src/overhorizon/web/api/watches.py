"""Watches: those of the settings file to read, those of the ledger to make, change, try and take away."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response

from overhorizon.domain.watches import Watch
from overhorizon.export import jsonform
from overhorizon.export.jsonform import Json
from overhorizon.runs.watches import Standing
from overhorizon.web import forms, watches
from overhorizon.web.asking import Ask
from overhorizon.web.caching import answered
from overhorizon.web.schemas import AskedOf, ChangedWatch, NewWatch, Rows, Tried, problems
from overhorizon.web.security import Writer

router = APIRouter(tags=["watches"])

_NEWEST: Final = 50
_GUARDED: Final = problems({
    400: "The body is no JSON.",
    401: "Writing needs a token: Authorization: Bearer ...",
    403: "The request did not come from a page of the workbench.",
})  # fmt: skip
_Name = Annotated[str, Path(max_length=200, description="The name of a watch of the ledger.")]


@router.get("/watches", response_model=Rows)
def listed(request: Request, ask: Ask) -> Response:
    """All watches: `kept` in the ledger or in the settings file. One whose `wrong` is no null asks nothing, and says why."""

    def make() -> bytes:
        rows = [_of_settings(watch) for watch in ask.options.watches] + [_of_ledger(standing) for standing in watches.kept(ask)]
        return forms.encoded(forms.page_form("watches", rows, total=len(rows), next=None))

    return answered(request, make)


@router.post("/watches", status_code=201, responses=_GUARDED, response_model=dict[str, Any])
def create(new: NewWatch, author: Writer, ask: Ask) -> Json:
    """Keep a watch in the ledger. `overhorizon watch` asks it from its next round on."""
    made = watches.create(ask, new.name, _asked(new), author)
    return _of_ledger(watches.one(ask, made.name))


@router.put("/watches/{name}", responses=_GUARDED, response_model=dict[str, Any])
def change(name: _Name, new: ChangedWatch, author: Writer, ask: Ask) -> Json:
    """Change what a watch of the ledger asks, or pause it. What was said of it before stays on record."""
    made = watches.change(ask, name, _asked(new), author)
    if made.is_paused is not new.paused:
        watches.pause(ask, name, author, is_paused=new.paused)
    return _of_ledger(watches.one(ask, name))


@router.delete("/watches/{name}", status_code=204, responses=_GUARDED)
def remove(name: _Name, author: Writer, ask: Ask) -> Response:
    """Take a watch of the ledger away. What it told stays."""
    watches.remove(ask, name, author)
    return Response(status_code=204)


@router.post("/watches-tried", responses=_GUARDED)
def try_out(new: AskedOf, author: Writer, ask: Ask) -> Tried:  # noqa: ARG001  who tries one out is asked for a token: it takes seconds
    """Say what a watch would have told in the last 30 days, of the incidents reported then. Nothing is kept."""
    found = watches.try_out(ask, watches.read(ask, "a new watch", _asked(new)))
    return Tried(
        since=found.since.isoformat(),
        alerts=len(found.alerts),
        incidents=found.incidents,
        looked_at=found.looked_at,
        unasked=[trigger.value for trigger in found.unasked],
        newest=[jsonform.alert_line(alert) for alert in found.alerts[:_NEWEST]],
    )


def _asked(new: AskedOf) -> dict[str, Any]:
    return watches.asked_of(new.model_dump(exclude={"name", "paused"}))


def _of_ledger(standing: Standing) -> Json:
    kept = standing.kept
    return {
        "name": kept.name,
        "kept": "ledger",
        "asked": dict(kept.asked or {}),
        "paused": kept.is_paused,
        "wrong": standing.wrong,
        "author": kept.author,
        "at": kept.at.isoformat(),
    }


def _of_settings(watch: Watch) -> Json:
    asked = {
        "theatres": [theatre.name for theatre in watch.theatres],
        "triggers": [trigger.value for trigger in watch.triggers],
        "types": [kind.value for kind in watch.types],
        "actors": list(watch.actors),
        "killed_at_least": watch.killed_at_least,
        "roots_at_least": watch.roots_at_least,
        "severity": watch.severity.name.lower(),
        "send": list(watch.channels),
    }
    whose = {"paused": False, "wrong": None, "author": None, "at": None}
    return {"name": watch.name, "kept": "settings file", "asked": asked, **whose}
