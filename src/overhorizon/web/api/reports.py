"""Reports, their claims, and their words."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from overhorizon.domain.reports import Publication
from overhorizon.export import jsonform
from overhorizon.store.rows import ClaimRow, ReportRow
from overhorizon.web import forms
from overhorizon.web.asking import Ask, At, named
from overhorizon.web.caching import answered
from overhorizon.web.paging import Key, Pages, cut, encode
from overhorizon.web.schemas import Rows
from overhorizon.web.wanted import OfClaims, OfReports

router = APIRouter(tags=["reports"])


def _place(report: str, published: Publication | None, position: int = 0) -> Key:
    first, last = (published.first.isoformat(), published.last.isoformat()) if published else ("", "")
    return report, first, last, position


def _after_report(row: ReportRow) -> Key:
    return _place(row.id, row.publication)


def _after_claim(row: ClaimRow) -> Key:
    return _place(row.report.id, row.report.publication, row.analysis.claims.index(row.claim))


@router.get("/reports", response_model=Rows)
def reports(request: Request, ask: Ask, at: At, wanted: OfReports, pages: Pages) -> Response:
    """Reports, the newest publication first, undated ones at the end."""
    asked = replace(wanted, limit=pages.limit + 1, after=pages.place())

    def make() -> bytes:
        found = ask.ledger.reports(asked, at)
        page = cut(found.rows, _after_report, pages.limit, total=found.total, undated=found.undated)
        rows = [forms.report_row(row) for row in page.rows]
        return forms.encoded(forms.page_form("reports", rows, total=page.total, next=page.next, undated=page.undated))

    return answered(request, make)


@router.get("/reports/{name}", response_model=dict[str, Any])
def report(request: Request, name: str, ask: Ask, at: At) -> Response:
    """One report with its text and all that was read from it, and what persons corrected. `name`: its id, or the beginning of it."""

    def make() -> bytes:
        analysis = ask.report(name, at)
        corrections = [forms.correction_form(c) for c in ask.corrections(analysis.report.id, at)]
        return forms.encoded({**jsonform.analysis_form(analysis), "corrections": corrections})

    return answered(request, make)


@router.get("/reports/{name}/revisions", response_model=Rows)
def revisions(request: Request, name: str, ask: Ask) -> Response:
    """The states of a report, in the order in which they were first seen."""

    def make() -> bytes:
        with named():
            rows = [forms.revision_form(row) for row in ask.ledger.revisions(name)]
        return forms.encoded(forms.page_form("revisions", rows, total=len(rows), next=None))

    return answered(request, make)


@router.get("/claims", response_model=Rows)
def claims(request: Request, ask: Ask, at: At, wanted: OfClaims, pages: Pages) -> Response:
    """Claims, the newest first: each with its chain of sources, cue, polarity, certainty and quotation.

    `country`, `actor` and `type` ask for claims about such incidents; `since` and `until` for days of publication.
    """
    asked = replace(wanted, limit=pages.limit + 1, after=pages.place())

    def make() -> bytes:
        found = ask.ledger.claims(asked, at)
        page = cut(found.rows, _after_claim, pages.limit, total=found.total, undated=found.undated)
        rows = [jsonform.claim_line(row.analysis, row.claim) for row in page.rows]
        return forms.encoded(forms.page_form("claims", rows, total=page.total, next=page.next, undated=page.undated))

    return answered(request, make)


@router.get("/search", response_model=Rows)
def search(
    request: Request,
    ask: Ask,
    at: At,
    pages: Pages,
    q: Annotated[str, Query(max_length=400, description='Words; "quoted ones" stand together, begin* for a beginning.')],
) -> Response:
    """Passages that hold all words, the best first. `total` counts up to the end of this page, and one more if there is one."""
    start = pages.offset()

    def make() -> bytes:
        found = ask.ledger.search(q, limit=start + pages.limit + 1, moment=at)
        rows = [jsonform.hit_line(hit.report, hit.passage, hit.marks) for hit in found[start : start + pages.limit]]
        next = encode((start + pages.limit,)) if len(found) > start + pages.limit else None
        return forms.encoded(forms.page_form("passages", rows, total=len(found), next=next))

    return answered(request, make)
