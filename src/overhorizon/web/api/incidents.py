"""Incidents across reports."""

from typing import Any

from fastapi import APIRouter, Request, Response

from overhorizon.export.jsonform import SCHEMA, Json
from overhorizon.web import forms
from overhorizon.web.asking import Ask, At
from overhorizon.web.caching import answered
from overhorizon.web.paging import Pages, page_of
from overhorizon.web.schemas import Rows
from overhorizon.web.wanted import Filters

router = APIRouter(tags=["incidents"])


@router.get("/incidents", response_model=Rows)
def incidents(request: Request, ask: Ask, at: At, wanted: Filters, pages: Pages) -> Response:
    """Incidents any of whose accounts matches, the latest first, each in a few facts. Those without a day are at the end."""

    def make() -> bytes:
        found = ask.incidents(wanted, at)
        page = page_of(found, lambda summary: summary.order, pages)
        rows = [forms.summary_form(summary) for summary in page.rows]
        return forms.encoded(forms.page_form("incidents", rows, total=page.total, next=page.next))

    return answered(request, make)


@router.get("/incidents/{name}", response_model=dict[str, Any])
def incident(request: Request, name: str, ask: Ask, at: At) -> Response:
    """One incident: its accounts, each value with who holds it, what contradicts, the trail from reports to roots.

    `name` is its id, one that it had before, that of an account, or the beginning of one.
    """

    def make() -> bytes:
        view = ask.incident(name, at)
        return forms.encoded({**forms.incident_form(view), "moment": forms.moment_form(at)})

    return answered(request, make)


@router.get("/incidents/{name}/why", response_model=Rows)
def why(request: Request, name: str, ask: Ask, at: At) -> Response:
    """Why its accounts are one incident: for each but the first the surest join, with every feature that was weighed."""

    def make() -> bytes:
        rows: list[Json] = [{"account": account.id, "join": forms.judgement_form(join)} for account, join in ask.joins(name, at)]
        return forms.encoded(forms.page_form("joins", rows, total=len(rows), next=None))

    return answered(request, make)


@router.get("/incidents/{name}/history", response_model=Rows)
def history(request: Request, name: str, ask: Ask, at: At) -> Response:
    """What persons said of it and of its reports, the newest first, and what was undone."""

    def make() -> bytes:
        rows = [forms.act_form(act) for act in ask.history(name, at)]
        return forms.encoded(forms.page_form("history", rows, total=len(rows), next=None))

    return answered(request, make)


@router.get("/theatres", response_model=Rows)
def theatres(request: Request, ask: Ask) -> Response:
    """The theatres of the settings."""

    def make() -> bytes:
        rows: list[Json] = [
            {
                "name": t.name,
                "countries": list(t.countries),
                "regions": [{"country": r.country, "admin1": r.admin1} for r in t.regions],
                "actors": list(t.actors),
            }
            for t in ask.options.theatres
        ]
        return forms.encoded(forms.page_form("theatres", rows, total=len(rows), next=None))

    return answered(request, make)


@router.get("/review", response_model=dict[str, Any])
def review(request: Request, ask: Ask, at: At, pages: Pages) -> Response:
    """What a person should look at: links that the rules leave open, most valuable first; and judgements, orphans among them."""

    def make() -> bytes:
        found = ask.ledger.unsure(pages.limit, at)
        return forms.encoded({
            "schema": SCHEMA,
            "kind": "review",
            "total": found.total,
            "open": [forms.unsure_form(row) for row in found.rows],
            "judgements": [forms.held_form(row) for row in ask.ledger.judgements(at)],
        })  # fmt: skip

    return answered(request, make)
