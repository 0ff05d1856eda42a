"""The page of a theatre: where and when, what changed, how much is in the fog, and its incidents."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import Moment
from overhorizon.domain.incidents import IncidentType, Role
from overhorizon.domain.places import PlacePrecision
from overhorizon.domain.watches import Theatre
from overhorizon.web.asking import Ask, Asking, At
from overhorizon.web.overview import Summary
from overhorizon.web.pages.frame import counted, page
from overhorizon.web.pages.listing import figure_words, lines
from overhorizon.web.problems import NotThere
from overhorizon.web.wanted import Wanted, is_in, wanted
from overhorizon.wording import parse
from overhorizon.wording.values import country_name, location_words, when_words

router = APIRouter(include_in_schema=False)

PER_PAGE: Final = 40
_BARS: Final = 400
"""Incidents that a timeline draws one by one; more are drawn by month."""
_CHANGES: Final = 12
_A_DAY: Final = timedelta(days=1)

Filters = Annotated[Wanted, Depends(wanted)]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fog:
    """How much of what is told is not known: of how many incidents of how many."""

    name: str
    number: int
    of: int

    @property
    def share(self) -> int:
        """In per cent."""
        return round(100 * self.number / self.of) if self.of else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the reports of the last day brought to one incident."""

    id: str
    headline: str
    kind: str
    detail: str


@router.get("/", response_class=HTMLResponse)
def everywhere(request: Request, moment: At, asking: Ask, filters: Filters, number: PageNumber = 1) -> Response:
    """All incidents of the ledger."""
    return _page(request, asking, (moment, number), filters, None)


@router.get("/theatre/{name}", response_class=HTMLResponse)
def theatre(  # what the framework hands in
    request: Request, name: str, moment: At, asking: Ask, filters: Filters, number: PageNumber = 1
) -> Response:
    """The incidents of a theatre of the settings, or of a country by its name or ISO 3166-1 alpha-2 code."""
    return _page(request, asking, (moment, number), filters, named_theatre(asking.options.theatres, name))


def named_theatre(theatres: Iterable[Theatre], name: str) -> Theatre:
    """Raises NotThere where no theatre of the settings and no country is called so."""
    for known in theatres:
        if known.name.casefold() == name.strip().casefold():
            return known
    try:
        country = parse.country(name)
    except InvalidInput:
        country = None
    if country is None:
        raise NotThere(f"no theatre of the settings and no country is called {name.strip()[:80]}")
    return Theatre(name=country_name(country) or country, countries=(country,))


def _page(request: Request, asking: Asking, asked: tuple[Moment, int], filters: Wanted, theatre: Theatre | None) -> Response:
    moment, number = asked

    def make() -> dict[str, Any]:
        overview = asking.overview(moment)
        inside = [s for s in overview.summaries if theatre is None or is_in(theatre, s, asking.gazetteer)]
        found = [s for s in inside if filters.matches(s)]
        first = (number - 1) * PER_PAGE
        return {
            "title": theatre.name if theatre else "Everywhere",
            "theatre": theatre,
            "theatres": asking.options.theatres,
            "filters": filters,
            "types": tuple(IncidentType),
            "countries": _countries(inside),
            "total": len(found),
            "number": number,
            "last": max(1, -(-len(found) // PER_PAGE)),
            "lines": lines(found[first : first + PER_PAGE], asking.ledger, moment),
            "fog": fog(found),
            "changed": changed(found, lambda day: asking.overview(replace(moment, as_of=day - _A_DAY)).by_id),
            "map_data": map_data(found),
            "timeline_data": timeline_data(found),
            "days": overview.days,
        }

    return page(request, "theatre.html", moment, make)


def _countries(summaries: Iterable[Summary]) -> tuple[tuple[str, str, int], ...]:
    """Code, name and number of incidents, most first."""
    numbers = Counter(s.country for s in summaries if s.country)
    return tuple((code, country_name(code) or code, n) for code, n in sorted(numbers.items(), key=lambda e: (-e[1], e[0])))


def fog(summaries: Sequence[Summary]) -> tuple[Fog, ...]:
    """What is not known of the incidents, and what rests on little."""
    tests = (
        ("no day", lambda s: s.when is None),
        ("no place nearer than a country", lambda s: s.location is None or s.location.precision >= PlacePrecision.COUNTRY),
        ("no number of dead", lambda s: s.killed == (None, None)),
        ("numbers of dead differ", lambda s: None not in s.killed and s.killed[0] != s.killed[1]),
        ("nobody named for it", lambda s: not s.named(Role.PERPETRATOR) and not s.named(Role.PARTY)),
        ("one report only", lambda s: len(s.reports) == 1),
    )
    return tuple(Fog(name=name, number=sum(map(test, summaries)), of=len(summaries)) for name, test in tests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What the last day with reports brought, against all days before it."""

    day: date | None
    total: int
    changes: tuple[Change, ...]


def changed(summaries: Sequence[Summary], before: Callable[[date], Mapping[str, Summary]]) -> Changed:
    """New incidents, other numbers and further reports since the last day that a report declares; undated ones count when read.

    ``before`` gives the incidents as they stood ahead of a day, by id.
    """
    day = max((s.last_dated for s in summaries if s.last_dated is not None), default=None)
    if day is None:
        return Changed(day=None, total=0, changes=())
    order, earlier = ("new", "toll", "report"), before(day)
    touched = (s for s in summaries if s.last >= day)
    found = sorted(
        (c for s in touched if (c := _change(s, earlier.get(s.id), day))), key=lambda c: (order.index(c.kind), c.headline, c.id)
    )
    return Changed(day=day, total=len(found), changes=tuple(found[:_CHANGES]))


def _change(summary: Summary, before: Summary | None, day: date) -> Change | None:
    today = [s for s in summary.accounts if s.since == day]
    if not today:
        return None
    headline = _headline(summary)
    new = figure_words(summary.figure)
    if before is None:
        return Change(id=summary.id, headline=headline, kind="new", detail=f"killed: {new}" if new else "")
    old = figure_words(before.figure)
    if old != new:
        return Change(id=summary.id, headline=headline, kind="toll", detail=f"killed: {old or 'no number'} before, {new} now")
    return Change(id=summary.id, headline=headline, kind="report", detail=counted(len(today), "further account"))


def _headline(summary: Summary) -> str:
    where = location_words(summary.location) if summary.location else "place not said"
    return f"{summary.type.value}, {where}"


def map_data(summaries: Iterable[Summary]) -> dict[str, object]:
    """Pins for what is placed exactly or near a place (classes 1 and 2), one a place; numbers by country for all else.

    Countries by ISO 3166-1 alpha-2 code.
    """
    pins: defaultdict[tuple[str, float, float], list[Summary]] = defaultdict(list)
    areas: defaultdict[str, list[Summary]] = defaultdict(list)
    for s in summaries:
        pin = s.location.pin if s.location else None
        if pin is not None and s.location is not None and s.location.place is not None:
            pins[s.location.place.name, pin.lat, pin.lon].append(s)
        elif s.country:
            areas[s.country].append(s)
    return {
        "pins": [
            {
                "name": name, "lat": lat, "lon": lon, "n": len(here), "killed": _best(here), "country": here[0].country,
                "id": here[0].id if len(here) == 1 else None, "words": _words(here),
            }
            for (name, lat, lon), here in sorted(pins.items(), key=lambda e: (-len(e[1]), e[0]))
        ],
        "areas": [
            {"iso": iso, "name": country_name(iso), "n": len(here), "killed": _best(here)} for iso, here in sorted(areas.items())
        ],
    }  # fmt: skip


def _best(summaries: Iterable[Summary]) -> int:
    return sum(s.best or 0 for s in summaries)


def _words(summaries: Sequence[Summary]) -> str:
    if len(summaries) > 1:
        return counted(len(summaries), "incident")
    return f"{summaries[0].type.value}, {when_words(summaries[0].when) if summaries[0].when else 'no date'}"


def timeline_data(summaries: Sequence[Summary]) -> dict[str, object]:
    """Incidents with a day, one by one, or by month where they are many: the days, and low, best and high of the dead."""
    dated = [s for s in summaries if s.day is not None]
    if len(dated) <= _BARS:
        return {"by": "incident", "undated": len(summaries) - len(dated), "items": [_item(s) for s in reversed(dated)]}
    months: defaultdict[date, list[Summary]] = defaultdict(list)
    for s in dated:
        assert s.day is not None
        months[s.day.replace(day=1)].append(s)
    return {
        "by": "month",
        "undated": len(summaries) - len(dated),
        "items": [
            {
                "day": month.isoformat(), "until": _month_end(month).isoformat(), "n": len(here),
                "low": sum(s.killed[0] or 0 for s in here), "best": _best(here),
                "high": sum(next((n for n in (s.killed[1], s.best, s.killed[0]) if n is not None), 0) for s in here),
                "words": counted(len(here), "incident"), "id": None,
            }
            for month, here in sorted(months.items())
        ],
    }  # fmt: skip


def _item(summary: Summary) -> dict[str, object]:
    low, high = summary.killed
    assert summary.day is not None and summary.until is not None
    return {
        "day": summary.day.isoformat(), "until": summary.until.isoformat(), "n": 1, "low": low, "best": summary.best, "high": high,
        "words": _headline(summary), "id": summary.id,
    }  # fmt: skip


def _month_end(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
