"""The page of watches: those of the settings file, those of the ledger; make, change, pause, try, take away."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.watches import Trigger
from overhorizon.web import watches
from overhorizon.web.asking import Ask, Asking, At
from overhorizon.web.pages.frame import page
from overhorizon.web.security import Writer

router = APIRouter(include_in_schema=False)

_SHOWN: Final = 20  # alerts of a trial
_LIST = Annotated[list[str] | None, Query(max_length=60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What the form holds, as it was typed."""

    name: str = ""
    asked: dict[str, Any]


def _chosen(theatres: _LIST = None, triggers: _LIST = None, types: _LIST = None, send: _LIST = None) -> dict[str, Any]:
    return {"theatres": theatres or [], "triggers": triggers or [], "types": types or [], "send": send or []}


def _typed(
    name: Annotated[str, Query(max_length=200)] = "",
    actors: Annotated[str, Query(max_length=2_000)] = "",
    killed_at_least: Annotated[str, Query(max_length=9)] = "",
    roots_at_least: Annotated[str, Query(max_length=9)] = "",
    severity: Annotated[str, Query(max_length=20)] = "",
) -> dict[str, Any]:
    return {
        "name": name.strip(),
        "actors": [part.strip() for part in actors.split(";") if part.strip()],
        "killed_at_least": _number("killed_at_least", killed_at_least),
        "roots_at_least": _number("roots_at_least", roots_at_least),
        "severity": severity.strip(),
    }


def _fields(chosen: dict[str, Any], typed: dict[str, Any]) -> Fields:
    name = typed.pop("name")
    return Fields(name=name, asked=watches.asked_of({**chosen, **typed}))


def _queried(chosen: Annotated[dict[str, Any], Depends(_chosen)], typed: Annotated[dict[str, Any], Depends(_typed)]) -> Fields:
    return _fields(chosen, typed)


async def _posted(request: Request) -> Fields:
    """The same fields of a form that is sent to be kept."""
    form = await request.form(max_fields=200)
    chosen = {key: [str(value) for value in form.getlist(key)] for key in ("theatres", "triggers", "types", "send")}
    words = {key: str(form.get(key, ""))[:2_000] for key in ("name", "actors", "killed_at_least", "roots_at_least", "severity")}
    return _fields(chosen, _typed(**words))


Queried = Annotated[Fields, Depends(_queried)]
Posted = Annotated[Fields, Depends(_posted)]
Name = Annotated[str, Form(max_length=200)]


@router.get("/watches", response_class=HTMLResponse)
def show(
    request: Request,
    moment: At,
    asking: Ask,
    fields: Queried,
    edit: Annotated[str, Query(max_length=200)] = "",
    trial: bool = False,
) -> Response:
    """All watches; the form, empty, with the watch that is changed, or as it was tried."""

    def make() -> dict[str, Any]:
        held = watches.one(asking, edit).kept if edit and not trial else None
        asked = dict(held.asked or {}) if held else fields.asked
        return {
            "title": "Watches",
            "kept": watches.kept(asking),
            "settings": asking.options.watches,
            "theatres": [theatre.name for theatre in asking.options.theatres],
            "channels": [channel.name for channel in asking.options.channels],
            "triggers": [trigger.value for trigger in Trigger],
            "types": [kind.value for kind in IncidentType],
            "severities": watches.severities(),
            "name": held.name if held else fields.name,
            "asked": asked,
            "edit": edit,
            "actor_names": {name: actor.name for name, actor in asking.gazetteer.actors.items()},
            "days": watches.DAYS,
            "shown": _SHOWN,
            **_trial(asking, fields, trial=trial),
        }

    return page(request, "watches.html", moment, make)


def _trial(asking: Asking, fields: Fields, *, trial: bool) -> dict[str, Any]:
    """What the watch of the form would have told, or what is wrong with it."""
    if not trial:
        return {"trial": None, "wrong": None}
    try:
        return {"trial": watches.try_out(asking, watches.read(asking, fields.name or "a new watch", fields.asked)), "wrong": None}
    except InvalidInput as error:
        return {"trial": None, "wrong": str(error)}


@router.post("/act/watch")
def keep(asking: Ask, author: Writer, fields: Posted, edit: Name = "") -> Response:
    """A watch is made, or changed."""
    if edit:
        watches.change(asking, edit, fields.asked, author)
    else:
        watches.create(asking, fields.name, fields.asked, author)
    return _back()


@router.post("/act/watch/pause")
def pause(asking: Ask, author: Writer, name: Name, paused: Annotated[bool, Form()]) -> Response:
    """A watch rests, or asks again."""
    watches.pause(asking, name, author, is_paused=paused)
    return _back()


@router.post("/act/watch/remove")
def remove(asking: Ask, author: Writer, name: Name) -> Response:
    """A watch is taken away; what it told stays."""
    watches.remove(asking, name, author)
    return _back()


def _back() -> Response:
    return RedirectResponse("/watches", 303)


def _number(key: str, words: str) -> int:
    """Raises InvalidInput for what is no number."""
    if not words.strip():
        return 0
    if not (words.strip().isascii() and words.strip().isdecimal()):
        raise InvalidInput(f"{key}: {words.strip()!r} is no whole number")
    return int(words)
