"""The page of a brief: asked by theatre and days, each line with the words that it rests on; and the brief as a file."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.brief.writing import write
from overhorizon.domain.briefs import Asked, Brief, Form
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import Moment
from overhorizon.domain.watches import Theatre
from overhorizon.runs.briefing import make as make_brief
from overhorizon.web.asking import Ask, Asking, At
from overhorizon.web.caching import answered
from overhorizon.web.pages.frame import page
from overhorizon.web.pages.theatre import named_theatre
from overhorizon.wording import parse

router = APIRouter(include_in_schema=False)

_WEEK: Final = timedelta(days=6)  # and the last day
_MEDIA: Final = {
    Form.MARKDOWN: ("text/markdown; charset=utf-8", "md"),
    Form.HTML: ("text/html; charset=utf-8", "html"),
    Form.JSON: ("application/json", "json"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an address asks a brief on; without days nothing is made yet."""

    theatre: str
    since: date | None
    until: date | None
    notes: bool


def _wish(
    theatre: Annotated[str, Query(max_length=200)] = "",
    since: Annotated[str, Query(max_length=20)] = "",
    until: Annotated[str, Query(max_length=20)] = "",
    notes: Annotated[bool, Query()] = False,
) -> Wish:
    first, last = parse.period(since or None, until or None)
    return Wish(theatre=theatre.strip(), since=first, until=last, notes=notes)


Wished = Annotated[Wish, Depends(_wish)]


@router.get("/brief", response_class=HTMLResponse)
def brief(request: Request, moment: At, asking: Ask, wish: Wished) -> Response:
    """A brief to read, once days are chosen; the last week with reports is proposed."""

    def make() -> dict[str, Any]:
        made = _made(asking, moment, wish) if wish.since and wish.until else None
        last = wish.until or moment.as_of or _last_day(asking, moment)
        return {
            "title": made.title if made else "Brief",
            "brief": made,
            "numbers": {source.report: n for n, source in enumerate(made.sources, start=1)} if made else {},
            "theatres": asking.options.theatres,
            "wish": wish,
            "since": wish.since or last - _WEEK,
            "until": last,
            "forms": tuple(Form),
        }

    return page(request, "brief.html", moment, make)


@router.get("/brief/file")
def file(
    request: Request, moment: At, asking: Ask, wish: Wished, form: Annotated[str, Query(max_length=20)] = "markdown"
) -> Response:
    """The same brief as a file, as `overhorizon brief` writes it."""
    chosen = parse.choice(form, Form, "form")
    assert chosen is not None  # words were given
    media, suffix = _MEDIA[chosen]
    answer = answered(request, lambda: write(_made(asking, moment, wish), chosen).encode(), media_type=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="brief-{wish.until}.{suffix}"'
    return answer


def _made(asking: Asking, moment: Moment, wish: Wish) -> Brief:
    """Raises InvalidInput for days that do not follow each other, NotThere for an unknown theatre."""
    if wish.since is None or wish.until is None:
        raise InvalidInput("since, until: give both days")
    theatre: Theatre | None = named_theatre(asking.options.theatres, wish.theatre) if wish.theatre else None
    try:
        asked = Asked(
            theatre=theatre,
            since=wish.since,
            until=wish.until,
            as_of=moment.as_of or wish.until,
            known_at=moment.known_at,
            notes=wish.notes,
        )
    except ValueError as error:
        raise InvalidInput(str(error)) from None
    return make_brief(asking.ledger, asked, asking.gazetteer)


def _last_day(asking: Asking, moment: Moment) -> date:
    """The last day that a report declares."""
    days = (s.since for summary in asking.overview(moment).summaries for s in summary.accounts if s.is_dated)
    return max(days, default=asking.options.now().date())
