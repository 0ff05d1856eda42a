"""What persons say of the ledger. All of it is signed with the name of the token that sends it, kept, and can be undone."""

from typing import Final

from fastapi import APIRouter, Request, Response

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.spans import Span
from overhorizon.export.jsonform import Json
from overhorizon.store.rows import Act
from overhorizon.web import forms, saying
from overhorizon.web.asking import Ask, Asking, At
from overhorizon.web.caching import answered
from overhorizon.web.paging import Key, Pages, page_of
from overhorizon.web.saying import Ruled, Signature
from overhorizon.web.schemas import (
    NewCorrection,
    NewJudgement,
    NewNote,
    NewRating,
    NewSplit,
    NewUndoing,
    Rows,
    Said,
    problems,
)
from overhorizon.web.security import Writer

router = APIRouter(tags=["writing"])

_GUARDED: Final = problems({
    400: "The body is no JSON.",
    401: "Writing needs a token: Authorization: Bearer ...",
    403: "The request did not come from a page of the workbench.",
})  # fmt: skip


def signed(ask: Asking, author: str, reason: str) -> Signature:
    return Signature(author=author, at=ask.options.now(), reason=reason)


@router.post("/judgements", status_code=201, responses=_GUARDED)
def judge(new: NewJudgement, author: Writer, ask: Ask) -> Said:
    """Say that two incidents are the same, different, one part of the other, or rival accounts of one event.

    It wins over the rules, survives a new reading of the reports, and can be undone.
    """
    return Said(ids=list(saying.judge(ask, new.verdict, new.first, new.second, signed(ask, author, new.reason))))


@router.post("/splits", status_code=201, responses=_GUARDED)
def split(new: NewSplit, author: Writer, ask: Ask) -> Said:
    """Take accounts out of an incident, to stand as another one together."""
    return Said(ids=list(saying.split(ask, new.incident, new.accounts, signed(ask, author, new.reason))))


@router.post("/corrections", status_code=201, responses=_GUARDED)
def correct(new: NewCorrection, author: Writer, ask: Ask) -> Said:
    """Accept, correct or reject a reading. The reading stays on record; across reports the correction counts."""
    if new.start >= new.end:
        raise InvalidInput("end: the words end after they start")
    ruled = Ruled(
        account=new.account,
        about=new.about,
        span=Span(start=new.start, end=new.end),
        ruling=new.ruling,
        value=new.value,
        harm=new.harm,
    )
    return Said(ids=[saying.correct(ask, ruled, signed(ask, author, new.reason)).id])


@router.post("/notes", status_code=201, responses=_GUARDED)
def note(new: NewNote, author: Writer, ask: Ask) -> Said:
    """Write a signed remark on an incident, a report or a claim."""
    made = saying.note(ask, new.subject, signed(ask, author, new.text), report=new.report, in_briefs=new.in_briefs)
    return Said(ids=[made.id])


@router.post("/ratings", status_code=201, responses=_GUARDED)
def rate(new: NewRating, author: Writer, ask: Ask) -> Said:
    """Say how reliable an outlet is; the latest word counts."""
    return Said(ids=[saying.rate(ask, new.outlet, new.reliability, signed(ask, author, new.reason)).id])


@router.post("/history/{name}/undo", status_code=201, responses=_GUARDED)
def undo(name: str, new: NewUndoing, author: Writer, ask: Ask) -> Said:
    """Undo a judgement, a correction, a note or a rating, by its whole id. Both stay on record."""
    return Said(ids=[saying.undo(ask, name, signed(ask, author, new.reason))])


def _order(act: Act) -> Key:
    return (-int(act.at.timestamp() * 1_000_000), act.id)


@router.get("/history", response_model=Rows)
def history(request: Request, ask: Ask, at: At, pages: Pages) -> Response:
    """All that persons said of the ledger, the newest first, and what was undone."""

    def make() -> bytes:
        page = page_of(sorted(ask.ledger.acts(moment=at), key=_order), _order, pages)
        rows = [forms.act_form(act) for act in page.rows]
        return forms.encoded(forms.page_form("history", rows, total=page.total, next=page.next))

    return answered(request, make)


@router.get("/ratings", response_model=Rows)
def ratings(request: Request, ask: Ask, at: At) -> Response:
    """The rating that counts of each outlet that was rated."""

    def make() -> bytes:
        rows: list[Json] = [
            {
                "id": r.id,
                "outlet": r.outlet,
                "reliability": r.reliability.value,
                "reason": r.reason,
                "author": r.author,
                "at": r.at.isoformat(),
            }
            for _, r in sorted(ask.ledger.ratings(at).items())
        ]
        return forms.encoded(forms.page_form("ratings", rows, total=len(rows), next=None))

    return answered(request, make)
