"""Expressions that belong together: a year for two dates ("24 March and 5 April 2021"), ranges, "April last year"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from overhorizon.extract.times.expressions import Hang, TimeExpression
from overhorizon.extract.times.scan import Piece, TimeKind

_BETWEEN: Final = re.compile(
    r"\s{0,2}(?:[-–—/]|,?\s(?:to|through|until|till|and|or))\s{0,2}(?:the\s)?(?:night\sof\s|"
    r"early\s)?",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s{0,2}(?:[-–—/]|\s(?:to|through|until|till|into))\s{0,2}(?:the\s)?", re.IGNORECASE)
_OPENED: Final = re.compile(r"\bbetween\s{1,3}(?:the\s)?$", re.IGNORECASE)
_AND: Final = re.compile(r"\s{1,2}and\s{1,2}(?:the\s)?", re.IGNORECASE)
_OF_YEAR: Final = re.compile(r",?\s{1,2}(?:of\s{1,2}|in\s{1,2})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One piece, or two that open and close a range."""

    first: Piece
    last: Piece | None = None

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def end(self) -> int:
        return (self.last or self.first).end


def with_years(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Dates joined to one that says its year take the year from it: "April and June 1955", "August 30 to 2 September 2021"."""
    found = list(pieces)
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        if not _adjacent(first, second) or _BETWEEN.fullmatch(text, first.end, second.start) is None:
            continue
        a, b = first.expression, second.expression
        if _needs_year(a) and not _needs_year(b) and _dated(b):
            year = int(b.base[:4]) - (a.base[4:] > b.base[4:])
            found[index] = replace(first, expression=replace(a, base=f"{year:04}{a.base[4:]}", hang=Hang.NONE))
        elif _needs_year(b) and not _needs_year(a) and _dated(a):
            year = int(a.base[:4]) + (b.base[4:] < a.base[4:])
            found[index + 1] = replace(second, expression=replace(b, base=f"{year:04}{b.base[4:]}", hang=Hang.NONE))
    return found


def _adjacent(first: Piece, second: Piece) -> bool:
    return 0 <= second.start - first.end <= 20 and {first.kind, second.kind} <= {TimeKind.DATE, TimeKind.TIME}


def _needs_year(expression: TimeExpression) -> bool:
    return (
        expression.base.startswith("XXXX-")
        and expression.base[5].isdigit()
        and not expression.year
        and expression.hang in (Hang.NONE, Hang.AHEAD)
    )


def _is_of_a_year(expression: TimeExpression) -> bool:
    """A season or a feast without its year: "the summer of last year", "Easter this year"."""
    return expression.base.startswith("XXXX-") and not expression.base.startswith("XXXX-WXX") and not expression.year


def _dated(expression: TimeExpression) -> bool:
    return expression.base[:4].isdigit() and expression.base[5:6].isdigit()


_BESIDE: Final = re.compile(r",?\s{1,2}(?:(?:on|into|between|from|of|late|early)\s{1,2}){0,2}", re.IGNORECASE)


def _overnight(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """ "Overnight on Monday" is Monday's night, not the last one."""
    return [
        piece
        for piece, after in zip(pieces, [*pieces, None][1:], strict=True)
        if after is None
        or text[piece.start : piece.end].lower() != "overnight"
        or not _on_calendar(after.expression)
        or not _BESIDE.fullmatch(text, piece.end, after.start)
    ]


def joined(text: str, pieces: Sequence[Piece]) -> list[Joined]:
    """Ranges as one ("from March 3 to 7", "between 24 March and 5 April"), a month with the year beside it as one."""
    found: list[Joined] = []
    for piece in _with_named_years(text, _overnight(text, pieces)):
        last = found[-1] if found else None
        if last is not None and last.last is None and _is_range(text, last.first, piece):
            found[-1] = Joined(first=last.first, last=piece)
        else:
            found.append(Joined(first=piece))
    return found


def _is_range(text: str, first: Piece, second: Piece) -> bool:
    if not _adjacent(first, second) or not (_on_calendar(first.expression) and _on_calendar(second.expression)):
        return False
    if _RANGE.fullmatch(text, first.end, second.start):
        return True
    return (
        _AND.fullmatch(text, first.end, second.start) is not None
        and _OPENED.search(text, max(0, first.start - 16), first.start) is not None
    )


def _on_calendar(expression: TimeExpression) -> bool:
    return not expression.base.startswith("P") and not expression.is_reference and not expression.base.startswith("BC")


def _with_named_years(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """ "In April last year", "on 3 May this year": one time."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        year = piece.expression
        is_year = year.base == "P1Y" and year.hang in (Hang.THIS, Hang.PREVIOUS, Hang.NEXT) and not year.part
        if (
            last is not None
            and is_year
            and _adjacent(last, piece)
            and (_needs_year(last.expression) or _is_of_a_year(last.expression))
            and _OF_YEAR.fullmatch(text, last.end, piece.start)
        ):
            expression = replace(last.expression, hang=Hang.NONE, year=year.hang)
            found[-1] = replace(last, end=piece.end, expression=expression, rule=f"{last.rule} of year")
        else:
            found.append(piece)
    return found
