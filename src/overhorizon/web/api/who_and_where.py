"""Actors and places: who and where the incidents of the ledger are."""

from collections import Counter, defaultdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from overhorizon.domain.parties import Actor
from overhorizon.domain.places import Place
from overhorizon.export.jsonform import SCHEMA, Json
from overhorizon.web import forms
from overhorizon.web.asking import Ask, At
from overhorizon.web.caching import answered
from overhorizon.web.overview import Summary
from overhorizon.web.paging import Key, Pages, page_of
from overhorizon.web.problems import NotThere
from overhorizon.web.schemas import Rows
from overhorizon.web.wanted import Filters

router = APIRouter(tags=["actors and places"])


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "aliases": list(actor.aliases),
        "countries": list(actor.countries),
        "parents": list(actor.parents),
        "successors": list(actor.successors),
        "active_from": actor.active_from,
        "active_to": actor.active_to,
        "ucdp_id": actor.ucdp_id,
    }


@router.get("/actors", response_model=Rows)
def actors(request: Request, ask: Ask, at: At, wanted: Filters, pages: Pages) -> Response:
    """Actors of the registry that are named in the incidents asked for, those of most incidents first."""

    def make() -> bytes:
        named = Counter(actor for summary in ask.incidents(wanted, at) for actor in summary.actors)
        known = [(ask.gazetteer.actors[actor], n) for actor, n in named.items() if actor in ask.gazetteer.actors]
        ordered = sorted(known, key=lambda pair: _by_number(pair[1], pair[0].id))
        page = page_of(ordered, lambda pair: _by_number(pair[1], pair[0].id), pages)
        rows = [{**_actor(actor), "incidents": n} for actor, n in page.rows]
        return forms.encoded(forms.page_form("actors", rows, total=page.total, next=page.next))

    return answered(request, make)


@router.get("/actors/{name}", response_model=dict[str, Any])
def actor(request: Request, name: str, ask: Ask, at: At) -> Response:
    """An actor of the registry, by its id, with its names and its incidents: how many in which month, and in which country."""

    def make() -> bytes:
        found = ask.gazetteer.actors.get(name)
        if found is None:
            raise NotThere(f"no actor of the registry is called {name!r}")
        mine = [s for s in ask.overview(at).summaries if found.id in s.actors]
        months = Counter(f"{s.day:%Y-%m}" for s in mine if s.day)
        return forms.encoded({
            "schema": SCHEMA,
            "kind": "actor",
            **_actor(found),
            "incidents": len(mine),
            "months": dict(sorted(months.items())),
            "in_countries": dict(sorted(Counter(s.country for s in mine if s.country).items())),
        })  # fmt: skip

    return answered(request, make)


@router.get("/places", response_model=Rows)
def places(
    request: Request,
    ask: Ask,
    at: At,
    wanted: Filters,
    pages: Pages,
    pins: Annotated[bool, Query(description="Only places that are known well enough for a pin.")] = False,
) -> Response:
    """Places of the incidents asked for, those of most incidents first, each with its incidents; described areas have no place."""

    def make() -> bytes:
        there: defaultdict[Place, list[Summary]] = defaultdict(list)
        for summary in ask.incidents(wanted, at):
            location = summary.location
            if location is not None and location.place is not None and (location.pin is not None or not pins):
                there[location.place].append(summary)
        ordered = sorted(there.items(), key=lambda pair: _by_number(len(pair[1]), pair[0].id))
        page = page_of(ordered, lambda pair: _by_number(len(pair[1]), pair[0].id), pages)
        rows = [_place(place, summaries) for place, summaries in page.rows]
        return forms.encoded(forms.page_form("places", rows, total=page.total, next=page.next))

    return answered(request, make)


def _place(place: Place, summaries: list[Summary]) -> Json:
    pin = next((s.location.pin for s in summaries if s.location is not None and s.location.pin is not None), None)
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "pin": {"lat": pin.lat, "lon": pin.lon} if pin else None,
        "incidents": [s.id for s in summaries],
    }


def _by_number(number: int, name: str) -> Key:
    return (-number, name)
