"""The pages of actors: who is named in incidents, in which roles, under which names, where and when."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.domain.incidents import Role
from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.store.filters import ClaimFilter
from overhorizon.web.asking import Ask, Asking, At
from overhorizon.web.overview import Overview, Summary
from overhorizon.web.pages.frame import page
from overhorizon.web.pages.listing import lines
from overhorizon.web.problems import NotThere
from overhorizon.wording.values import country_name

router = APIRouter(include_in_schema=False)

PER_PAGE: Final = 40
_CLAIMS: Final = 20
PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An actor of the registry in the incidents of a ledger."""

    id: str
    name: str
    kind: str
    roles: tuple[tuple[str, int], ...]
    incidents: int
    first: date | None
    last: date | None
    countries: tuple[str, ...]


@router.get("/actors", response_class=HTMLResponse)
def actors(
    request: Request,
    moment: At,
    asking: Ask,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The registry's actors that incidents name, those in most incidents first."""

    def make() -> dict[str, Any]:
        overview = asking.overview(moment)
        found = [a for a in activities(overview, asking) if (not kind or a.kind == kind) and _is_named(a, q, asking)]
        return {
            "title": "Actors",
            "q": q,
            "kind": kind,
            "kinds": tuple(ActorKind),
            "actors": found,
        }

    return page(request, "actors.html", moment, make)


def activities(overview: Overview, asking: Asking) -> tuple[Activity, ...]:
    """Who is in how many incidents, in which roles; most first."""
    named: defaultdict[str, list[Summary]] = defaultdict(list)
    for summary in overview.summaries:
        for actor in summary.actors:
            named[actor].append(summary)
    made = (_activity(name, summaries, asking.gazetteer.actors.get(name)) for name, summaries in named.items())
    return tuple(sorted(made, key=lambda a: (-a.incidents, a.name, a.id)))


def _activity(name: str, summaries: Iterable[Summary], known: Actor | None) -> Activity:
    here = list(summaries)
    days = [s.day for s in here if s.day is not None]
    parts = [{(p.role, p.words) for x in s.accounts for p in x.glimpse.parts if p.actor == name} for s in here]
    roles = Counter(role for these in parts for role in {role for role, _ in these})
    words = min((w for these in parts for _, w in these), default=name)
    return Activity(
        id=name,
        name=known.name if known else words,
        kind=known.kind.value if known else "",
        roles=tuple((role.value, roles[role]) for role in Role if roles[role]),
        incidents=len(here),
        first=min(days, default=None),
        last=max(days, default=None),
        countries=tuple(sorted({country_name(s.country) or s.country for s in here if s.country})),
    )


def _is_named(activity: Activity, words: str, asking: Asking) -> bool:
    wanted = words.strip().casefold()
    known = asking.gazetteer.actors.get(activity.id)
    names = (activity.name, *(known.aliases if known else ()))
    return not wanted or any(wanted in name.casefold() for name in names)


@router.get("/actor/{name}", response_class=HTMLResponse)
def actor(request: Request, name: str, moment: At, asking: Ask, number: PageNumber = 1) -> Response:
    """One actor: its names, what it is said to have done and to have suffered, by month, and what it says itself."""

    def make() -> dict[str, Any]:
        known = asking.gazetteer.actors.get(name)
        overview = asking.overview(moment)
        summaries = [s for s in overview.summaries if name in s.actors]
        if known is None and not summaries:
            raise NotThere(f"no actor in the registry has the id {name[:80]}")
        claims = asking.ledger.claims(ClaimFilter(speaker=name, limit=_CLAIMS), moment)
        first = (number - 1) * PER_PAGE
        registry = asking.gazetteer.actors
        return {
            "title": known.name if known else name,
            "actor": known,
            "name": name,
            "activity": _activity(name, summaries, known),
            "parents": [registry[p] for p in known.parents if p in registry] if known else [],
            "branches": sorted((a for a in registry.values() if name in a.parents), key=lambda a: a.name),
            "months": _months(summaries),
            "claims": claims,
            "number": number,
            "last": max(1, -(-len(summaries) // PER_PAGE)),
            "lines": lines(summaries[first : first + PER_PAGE], asking.ledger, moment),
        }

    return page(request, "actor.html", moment, make)


def _months(summaries: Iterable[Summary]) -> list[tuple[str, int, int]]:
    """Month, incidents in it, and their height in a picture of 40, the last three years of months with any."""
    numbers = Counter(f"{s.day:%Y-%m}" for s in summaries if s.day is not None)
    kept = sorted(numbers.items())[-36:]
    most = max((n for _, n in kept), default=1)
    return [(month, n, max(2, round(40 * n / most))) for month, n in kept]
