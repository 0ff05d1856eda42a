"""The page of one report: its text with everything that was read marked in place, and how its wording changed."""

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.spans import Span
from overhorizon.web.asking import Ask, At, named
from overhorizon.web.pages import marking
from overhorizon.web.pages.acting import span_of
from overhorizon.web.pages.frame import page

router = APIRouter(include_in_schema=False)


@router.get("/report/{name}", response_class=HTMLResponse)
def report(
    request: Request,
    name: str,
    moment: At,
    asking: Ask,
    mark: Annotated[str | None, Query(max_length=40)] = None,
    part: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """A report's text; ``mark`` are characters to mark, as START-END, ``part`` counts stretches of a long text from 1."""

    def make() -> dict[str, Any]:
        analysis = asking.report(name, moment)
        text = analysis.report.text
        marked = _marked(mark, len(text))
        parts = max(1, -(-len(text) // marking.PAGE))
        at = part - 1 if part else (marked.start // marking.PAGE if marked else 0)
        at = min(at, parts - 1)
        here = Span(start=at * marking.PAGE, end=max(min(len(text), (at + 1) * marking.PAGE), at * marking.PAGE + 1))
        found = marking.notes(analysis)
        by_subject: defaultdict[str, list[marking.Note]] = defaultdict(list)
        for note in found:
            by_subject[note.subject].append(note)
        return {
            "title": _title(analysis.report.title, text) or "Report",
            "report": analysis.report,
            "analysis": analysis,
            "runs": marking.runs(analysis, found, here, marked),
            "notes": by_subject,
            "here": at,
            "parts": parts,
            "revisions": asking.ledger.revisions(analysis.report.id),
        }

    return page(request, "report.html", moment, make)


@router.get("/report/{name}/revisions", response_class=HTMLResponse)
def revisions(
    request: Request, name: str, moment: At, asking: Ask, before: str | None = None, after: str | None = None
) -> Response:
    """Two wordings of a report, compared; without names the last two."""

    def make() -> dict[str, Any]:
        with named():
            found = asking.ledger.revisions(name)
        ids = [r.id for r in found]
        newer = after or ids[-1]
        older = before or ids[max(0, ids.index(newer) - 1) if newer in ids else 0]
        if older not in ids or newer not in ids:
            raise InvalidInput("before, after: name revisions of this report")
        old, new = (asking.ledger.wording(r) for r in (older, newer))
        return {
            "title": "Revisions",
            "name": name,
            "revisions": found,
            "before": older,
            "after": newer,
            "changes": changes(old, new),
        }

    return page(request, "revisions.html", moment, make)


def changes(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The texts word by word as (kept, removed or added, words), long stretches that stand cut to their ends.

    >>> changes("two dead, he said", "five dead, he said")
    (('removed', 'two'), ('added', 'five'), ('kept', ' dead, he said'))
    """
    before, after = _words(old), _words(new)
    made: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            made.append(("kept", _shortened("".join(before[a:b]))))
            continue
        if a < b:
            made.append(("removed", "".join(before[a:b])))
        if c < d:
            made.append(("added", "".join(after[c:d])))
    return tuple(made)


def _words(text: str) -> list[str]:
    """Words and what lies between them, for the first characters of a page: comparing grows with the square."""
    kept = text[: marking.PAGE]
    cuts = [0, *(i for i in range(1, len(kept)) if kept[i].isspace() != kept[i - 1].isspace()), len(kept)]
    return [kept[a:b] for a, b in pairwise(cuts)]


def _shortened(words: str) -> str:
    return words if len(words) <= 400 else f"{words[:180]} […] {words[-180:]}"


def _marked(mark: str | None, size: int) -> Span | None:
    """Characters as START-END, cut to the text. Raises InvalidInput for anything else."""
    if mark is None:
        return None
    span = span_of(mark)
    return Span(start=span.start, end=min(span.end, size)) if span.start < size else None


def _title(span: Span | None, text: str) -> str:
    return span.of(text) if span else ""
