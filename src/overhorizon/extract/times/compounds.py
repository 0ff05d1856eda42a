"""Times that are pieces of others: "the first week of October", "the last three months of 1944", "the week of 16 October"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from overhorizon.extract.numbers import NUMBER, read_whole
from overhorizon.extract.times.expressions import Hang, Part, TimeExpression
from overhorizon.extract.times.scan import Piece, TimeKind
from overhorizon.extract.times.slices import NTH
from overhorizon.extract.times.words import S, unit_code

_REACH: Final = 64
_UNIT: Final = r"(?P<unit>days?|weeks?|months?|quarters?|years?|half|weekend)"
PIECE: Final = (
    rf"(?:(?P<the>the{S})(?:very{S})?)?(?P<nth>{'|'.join(NTH)})(?:(?:{S}|-)(?P<n>{NUMBER}|few|several|couple{S}of))?(?:{S}|-)"
    rf"(?:full{S}|whole{S})?{_UNIT}"
)
"""A piece of a time, before its "of"."""
_PIECE_OF: Final = re.compile(
    rf"(?<![\w-])(?:{PIECE}|(?P<week>(?:the{S})?(?:week|weekend))){S}(?:of|(?P<in>in)){S}(?:the{S})?$", re.IGNORECASE
)
_WEEKDAY_OF: Final = re.compile(
    rf"(?<![\w-])(?:the{S})?(?P<nth>first|second|third|fourth|fifth|last|final){S}(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    rf"{S}(?:of|in){S}$",
    re.IGNORECASE,
)
_SAME_OF: Final = re.compile(
    rf"(?<![\w-])the{S}(?:same|comparable|corresponding|equivalent|like){S}(?:\w{{2,12}}{S})?(?:period|quarter|time|months?|weeks?|half){S}"
    rf"(?:(?:of|in){S}|)$",
    re.IGNORECASE,
)


def with_pieces(text: str, start: int, pieces: Sequence[Piece]) -> list[Piece]:
    """Times that words before them cut a piece out of; pieces found in those words are given up. ``start``: where the passage begins."""
    found: list[Piece] = []
    for piece in pieces:
        whole = _piece_of(text, max(start, piece.start - _REACH), piece)
        if whole is not None:
            while found and found[-1].end > whole.start:
                found.pop()
        found.append(whole or piece)
    return _days_of_weeks(text, found)


_OF_WEEK: Final = re.compile(rf",?{S}(?:of{S}|)", re.IGNORECASE)
_MONTH_OF: Final = re.compile(rf"(?<![\w-])the{S}month{S}of{S}$", re.IGNORECASE)


def _days_of_weeks(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """ "Tuesday of last week", "Friday last week"."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        week = piece.expression
        if (
            last is not None
            and last.rule == "weekday"
            and not last.expression.hang
            and week.base == "P1W"
            and week.hang in (Hang.THIS, Hang.PREVIOUS, Hang.NEXT)
            and _OF_WEEK.fullmatch(text, last.end, piece.start)
        ):
            expression = replace(week, slice=f"day {last.expression.base[-1]}", clock=last.expression.clock, part=Part.WHOLE)
            found[-1] = replace(last, end=piece.end, expression=expression, rule="weekday of a week")
        else:
            found.append(piece)
    return found


def sliced(expression: TimeExpression, match: re.Match[str]) -> TimeExpression | None:
    """The expression with the piece that ``PIECE`` names; None where the words make no piece."""
    nth, unit, n = NTH[match["nth"].lower()], match["unit"].lower(), (match["n"] or "one").lower()
    if unit == "half":
        return replace(expression, slice=f"{nth} half") if nth in ("1st", "2nd") else None
    number = 2 if n.startswith("couple") else read_whole(n)
    if match["n"] is None and unit.endswith("s"):
        number = None  # "the final months"
    if number is None:  # "the first few weeks": the early part
        part = {"1st": Part.EARLY, "last": Part.LATE}.get(nth)
        return replace(expression, part=part) if part else None
    return replace(expression, slice=f"{nth} P{number}{unit_code(unit)}") if unit != "weekend" and 0 < number < 100 else None


def _piece_of(text: str, start: int, piece: Piece) -> Piece | None:
    expression = piece.expression
    if expression.slice or expression.clock or expression.part or piece.kind is not TimeKind.DATE or expression.is_length:
        return None
    if piece.rule == "month" and (month := _MONTH_OF.search(text, start, piece.start)):
        return replace(piece, start=month.start())
    if piece.rule == "month" and (weekday := _WEEKDAY_OF.search(text, start, piece.start)):
        nth = f"{NTH[weekday['nth'].lower()]} {weekday['weekday'].lower()}"
        return replace(piece, start=weekday.start(), expression=replace(expression, slice=nth), rule="weekday of a month")
    if expression.is_reference or (match := _PIECE_OF.search(text, start, piece.start)) is None:
        return _same_of(text, start, piece)
    if match["nth"] and not match["the"] and (match["nth"].lower() == "last" or match["in"]):
        return None  # "last year in October"
    if match["week"]:
        is_day = re.fullmatch(r"[\dX]{4}-\d\d-\d\d", expression.base) is not None
        return (
            replace(
                piece,
                start=match.start(),
                expression=replace(expression, slice=match["week"].lower().split()[-1]),
                rule="week of",
            )
            if is_day
            else None
        )
    cut = sliced(expression, match)
    return None if cut is None else replace(piece, start=match.start(), expression=cut, rule="piece of a time")


def _same_of(text: str, start: int, piece: Piece) -> Piece | None:
    """ "The same period of 1988", "the comparable quarter last year"."""
    is_year = re.fullmatch(r"\d{4}", piece.expression.base) or piece.expression.base == "P1Y"
    match = _SAME_OF.search(text, start, piece.start) if is_year and piece.rule in ("year", "unit", "so long ago") else None
    return replace(piece, start=match.start(), rule="year of comparison") if match else None
