"""The page of a search: passages that hold the words, and what their reports are about."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.domain.spans import Span
from overhorizon.store.rows import Hit
from overhorizon.web.asking import Ask, At
from overhorizon.web.overview import Overview
from overhorizon.web.pages.frame import page
from overhorizon.wording.values import country_name

router = APIRouter(include_in_schema=False)

_MOST: Final = 200
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow the passages down: values with their numbers, most first."""

    name: str
    label: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage in pieces, the words sought marked."""

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]
    incidents: tuple[str, ...]

    @property
    def first(self) -> Span:
        return self.hit.marks[0] if self.hit.marks else self.hit.passage


def _narrowed(
    outlet: Annotated[str, Query(max_length=200)] = "",
    country: Annotated[str, Query(max_length=2)] = "",
    type: Annotated[str, Query(max_length=80)] = "",
    month: Annotated[str, Query(max_length=7)] = "",
) -> dict[str, str]:
    return {"outlet": outlet, "month": month, "country": country, "type": type}


Narrowed = Annotated[dict[str, str], Depends(_narrowed)]


@router.get("/search", response_class=HTMLResponse)
def search(
    request: Request,
    moment: At,
    asking: Ask,
    narrowed: Narrowed,
    q: Annotated[str, Query(max_length=400)] = "",
) -> Response:
    """Passages that hold all words, narrowed down by outlet, month, country and type of the incidents that their reports tell of."""

    def make() -> dict[str, Any]:
        overview = asking.overview(moment)
        hits = asking.ledger.search(q, limit=_MOST, moment=moment) if q.strip() else ()
        of = _values(overview)
        kept = [h for h in hits if all(not wanted or wanted in of[name](h) for name, wanted in narrowed.items())]
        return {
            "title": f"Search: {q}" if q else "Search",
            "q": q,
            "asked": narrowed,
            "facets": tuple(_facets(kept, of)),
            "total": len(kept),
            "is_cut": len(hits) == _MOST,
            "passages": tuple(_passage(h, overview) for h in kept[:100]),
        }

    return page(request, "search.html", moment, make)


Values = dict[str, Callable[[Hit], Sequence[str]]]


def _values(overview: Overview) -> Values:
    def told(hit: Hit) -> Iterable[tuple[str | None, str]]:
        return ((s.country, s.type.value) for s in overview.by_report.get(hit.report.id, ()))

    return {
        "outlet": lambda h: [h.report.outlet] if h.report.outlet else [],
        "month": lambda h: [f"{h.report.publication.first:%Y-%m}"] if h.report.publication else [],
        "country": lambda h: sorted({code for code, _ in told(h) if code}),
        "type": lambda h: sorted({kind for _, kind in told(h)}),
    }


def _facets(hits: Sequence[Hit], of: Values) -> Iterable[Facet]:
    for name, values in of.items():
        numbers = Counter(value for hit in hits for value in values(hit))
        most = sorted(numbers.items(), key=lambda e: (-e[1], e[0]))[:_SHOWN]
        words = country_name if name == "country" else str
        yield Facet(name=name, label=name, values=tuple((v, words(v) or v, n) for v, n in most))


def _passage(hit: Hit, overview: Overview) -> Passage:
    text, pieces, at = hit.report.text, list[tuple[str, bool]](), hit.passage.start
    for mark in hit.marks:
        pieces += [(text[at : mark.start], False), (mark.of(text), True)]
        at = mark.end
    pieces.append((text[at : hit.passage.end], False))
    incidents = tuple(s.id for s in overview.by_report.get(hit.report.id, ()))
    return Passage(hit=hit, pieces=tuple(p for p in pieces if p[0]), incidents=incidents)
