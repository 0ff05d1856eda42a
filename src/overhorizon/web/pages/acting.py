"""What forms of the pages say of the ledger: as the JSON API's writing, signed by who is signed in, and back to the page."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.spans import Span
from overhorizon.web import saying
from overhorizon.web.asking import Ask
from overhorizon.web.saying import Ruled, Signature
from overhorizon.web.security import Writer

router = APIRouter(include_in_schema=False)

Name = Annotated[str, Form(max_length=200)]
Back = Annotated[str, Form(max_length=2_000)]


def _signed(asking: Ask, author: Writer, why: Annotated[str, Form(max_length=2_000)] = "") -> Signature:
    """Who says it, when and why. Raises InvalidInput without a reason."""
    if not why.strip():
        raise InvalidInput("why: say why, in a few words")
    return Signature(author=author, at=asking.options.now(), reason=why.strip())


Signed = Annotated[Signature, Depends(_signed)]


def _back(to: str) -> Response:
    """To a page of ours, which asks anew; anything else leads home."""
    is_path = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() and "\\" not in to
    return RedirectResponse(quote(to, safe="/?&=#%:+-_.~") if is_path else "/", 303)


@router.post("/act/judge")
def judge(asking: Ask, sign: Signed, verdict: Name, first: Name, second: Name, back: Back = "/") -> Response:
    """Two incidents or accounts are the same, different, one part of the other, or rivals."""
    saying.judge(asking, verdict, first, second, sign)
    return _back(back)


@router.post("/act/split")
def split(
    asking: Ask, sign: Signed, incident: Name, account: Annotated[list[str] | None, Form()] = None, back: Back = "/"
) -> Response:
    """Accounts stand as another incident together."""
    saying.split(asking, incident, account or [], sign)
    return _back(back)


def _ruled(account: Name, about: Name, at: Name, ruling: Name, value: Name = "", harm: Name = "") -> Ruled:
    """What is said of which reading. Raises InvalidInput for what are no characters."""
    return Ruled(
        account=account, about=about, span=span_of(at), ruling=ruling, harm=harm or None,
        value=value.strip() or None if ruling == "corrected" else None,
    )  # fmt: skip


def span_of(words: str) -> Span:
    """Characters as START-END. Raises InvalidInput for anything else."""
    start, _, end = words.partition("-")
    is_number = all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (start, end))
    if not is_number or int(start) >= int(end):
        raise InvalidInput("give characters as START-END, such as 120-135")
    return Span(start=int(start), end=int(end))


@router.post("/act/correct")
def correct(asking: Ask, sign: Signed, ruled: Annotated[Ruled, Depends(_ruled)], back: Back = "/") -> Response:
    """A reading is accepted, corrected or rejected."""
    saying.correct(asking, ruled, sign)
    return _back(back)


@router.post("/act/note")
def note(
    asking: Ask, sign: Signed, subject: Name, report: Name = "", in_briefs: Annotated[bool, Form()] = False, back: Back = "/"
) -> Response:
    """A signed remark; its words are the reason of the signature."""
    saying.note(asking, subject, sign, report=report or None, in_briefs=in_briefs)
    return _back(back)


@router.post("/act/rate")
def rate(asking: Ask, sign: Signed, outlet: Name, reliability: Name, back: Back = "/") -> Response:
    """How reliable an outlet is held to be."""
    saying.rate(asking, outlet, reliability, sign)
    return _back(back)


@router.post("/act/undo")
def undo(asking: Ask, sign: Signed, what: Name, back: Back = "/") -> Response:
    """A judgement, correction, note or rating is taken back; both stay on record."""
    saying.undo(asking, what, sign)
    return _back(back)
