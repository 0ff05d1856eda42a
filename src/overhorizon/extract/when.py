"""When: time expressions of a passage, put on the calendar only where their anchor is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, TypedDict

from overhorizon.domain.reports import Publication
from overhorizon.domain.spans import Span
from overhorizon.domain.times import OPEN, AnchorKind, Bounds, DatePrecision, TimeAnchor, When
from overhorizon.extract.times import clock, dates, holidays, references, relative, sets
from overhorizon.extract.times.calendar import place
from overhorizon.extract.times.compounds import with_pieces
from overhorizon.extract.times.days import shift_months
from overhorizon.extract.times.events import ANNIVERSARY, FROM_AN_EVENT, FROM_THE_DAY_BESIDE, from_event, is_beside, turned
from overhorizon.extract.times.expressions import TEXTUAL, Hang, TimeExpression, read_length
from overhorizon.extract.times.joined import Joined, joined, with_years
from overhorizon.extract.times.nondates import is_name
from overhorizon.extract.times.scan import Piece, Scanner, TimeKind
from overhorizon.extract.times.story import Story
from overhorizon.extract.times.tense import Direction, direction, is_ahead
from overhorizon.extract.times.words import MONTHS

__all__ = ["TimeKind", "TimeMention", "Timex", "find_times", "resolve", "timexes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression: its words, its TIMEX3 kind and value, and what it says of the calendar.

    ``value`` is TIMEX3-like ("2021-08-26", "P3D", "XXXX-04"); a range is written "first/last". ``when`` is what the ledger
    keeps. ``rule`` names the rule of the grammar, after a preposition that makes a limit of the time ("since", "by" ...), and
    ends in "(after publication)" where the time cannot be past.
    """

    span: Span
    kind: TimeKind
    value: str
    when: When
    rule: str


class Timex(TypedDict):
    """One expression in the form of the scorers."""

    start: int
    end: int
    value: str


AFTER_PUBLICATION: Final = " (after publication)"
"""The end of the rule of a time that cannot be past yet."""

_SCANNER: Final = Scanner((*dates.RULES, *holidays.RULES, *clock.RULES, *sets.RULES, *relative.RULES, *references.RULES))


def find_times(
    text: str, passage: Span, *, publication: Publication | None, earlier: Sequence[TimeMention] = ()
) -> tuple[TimeMention, ...]:
    """The time expressions of one passage, in order, without overlaps; ranges are one.

    Relative and partial expressions hang on the publication; "two days earlier" hangs on the nearest earlier time of the
    same passage, or of ``earlier``, the times of the passages just before. Without an anchor they stay unresolved: never
    today, never a guess.
    """
    anchor = None
    if publication is not None:
        anchor = TimeAnchor(kind=AnchorKind.PUBLICATION, first=publication.first, last=publication.last)
    pieces = _pieces(text, passage.start, passage.end)
    mentions: list[TimeMention] = []
    for item in joined(text, [from_event(text, p) for p in pieces]):
        mentions.append(_mention(text, passage, item, anchor, (*earlier, *mentions)))
    mentions = [_of_the_event(text, m, mentions[i - 1 : i]) for i, m in enumerate(mentions)]
    for i in range(len(mentions) - 2, -1, -1):
        mentions[i] = _on_next_day(text, mentions[i], mentions[i + 1])
    return tuple(mentions)


def _on_next_day(text: str, mention: TimeMention, following: TimeMention) -> TimeMention:
    """ "At 10:35 a.m. local time (0735 GMT) on Friday": a time of day whose day is told right after it."""
    day = following.when
    if mention.rule != "clock time" or mention.when.is_resolved or not _stands_near(text, mention.span.end, following.span.start):
        return mention
    if day.precision is not DatePrecision.DAY or day.earliest is None or day.latest is None:
        return mention
    when = resolve(mention.when, TimeAnchor(kind=AnchorKind.TEXT, first=day.earliest, last=day.latest))
    clock = TimeExpression.read(when.expression).clock
    return replace(mention, when=when, value=f"{day.earliest.isoformat()}{clock}")


def _stands_near(text: str, end: int, start: int) -> bool:
    return start - end <= 40 and _SENTENCE_END.search(text, end, start) is None


def _of_the_event(text: str, mention: TimeMention, before: Sequence[TimeMention]) -> TimeMention:
    """ "On Monday, a day after the raid": the day of the raid, as far as Monday is known."""
    if (
        mention.rule not in (FROM_AN_EVENT, ANNIVERSARY)
        or not before
        or not is_beside(text, before[0].span.end, mention.span.start)
    ):
        return mention
    day = before[0].when
    if day.precision > DatePrecision.DAYS or day.start.earliest is None or day.end.latest is None:
        return mention
    expression = TimeExpression.read(mention.when.expression)
    anchor = TimeAnchor(kind=AnchorKind.TEXT, first=day.start.earliest, last=day.end.latest)
    when = _when(replace(expression, hang=turned(expression.hang)), anchor)
    if mention.rule == ANNIVERSARY and (length := read_length(expression.base)) and length.n:
        months = -12 * round(length.n)
        first, last = (shift_months(d, months) for d in (anchor.first - _NEAR_DAYS, anchor.last + _NEAR_DAYS))
        when = When.within(mention.when.expression, first, last, anchor=anchor)
    return replace(mention, when=when, rule=f"{mention.rule}, {FROM_THE_DAY_BESIDE}") if when.is_resolved else mention


_NEAR_DAYS: Final = timedelta(days=2)
"""Anniversaries are kept on the day, or on a free day near it."""
_DAY_VALUE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SENTENCE_END: Final = re.compile(r"[.!?;]\s+[A-Z\"“]|\n")


def resolve(when: When, anchor: TimeAnchor) -> When:
    """The same words seen from an anchor that has arrived since; what already stands on the calendar is returned as it is.

    Expressions that hang on another time of the text ("two days earlier") need a TEXT anchor. Raises ValueError when
    ``when.expression`` was not written by this module.
    """
    if when.is_resolved or "/" in when.expression:
        return when
    expression = TimeExpression.read(when.expression)
    if expression.hang in TEXTUAL and anchor.kind is not AnchorKind.TEXT:
        return when
    return _when(expression, anchor)


def timexes(text: str, dct: date | None) -> list[Timex]:
    """TIMEX3 values of a whole document, as corpora annotate them; ``dct`` is its creation date.

    None for a narrative that has no date of its own: its partial times hang on those told before.

    Here a value may be the likeliest one; the ledger's ``find_times`` leaves open what is not said.
    """
    story = Story(published=dct)
    found: list[Timex] = []
    clock: Piece | None = None
    for piece in _pieces(text, 0, len(text)):
        if piece.rule == ANNIVERSARY:
            continue  # a day of an event, to annotators
        if _is_partial(piece.expression) and direction(text, 0, piece, dct, likely=True) is Direction.AHEAD:
            piece = replace(piece, expression=replace(piece.expression, hang=Hang.AHEAD))
        value = story.value(piece)
        if clock is not None and _DAY_VALUE.fullmatch(value) and _stands_near(text, clock.end, piece.start):
            found[-1]["value"] = value + clock.expression.clock
        clock = piece if piece.rule == "clock time" and piece.expression.base == "P0D" else None
        found.append(Timex(start=piece.start, end=piece.end, value=value))
    return found


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    found = [piece for piece in _SCANNER.scan(text, start, end) if not is_name(text, piece)]
    return with_pieces(text, start, with_years(text, found))


def _is_partial(expression: TimeExpression) -> bool:
    """A time whose year or week the reader is to know: "April", "3 May", "Tuesday"; quarters are always past ones."""
    return (
        expression.hang is Hang.NONE
        and not expression.year
        and expression.base.startswith("XXXX-")
        and expression.base[5] not in "QH"
    )


# -- one mention


def _mention(
    text: str, passage: Span, item: Joined, publication: TimeAnchor | None, earlier: Sequence[TimeMention]
) -> TimeMention:
    when = _located(text, passage, item.first, publication, earlier)
    value = _value(item.first, when)
    rule = item.first.rule
    if item.last is not None:
        last = _located(text, passage, item.last, publication, earlier)
        if not last.expression.endswith(Hang.AHEAD):
            when = _from_weekday(item.first.expression, when, last, Hang.NONE)
        else:
            last = _from_weekday(item.last.expression, last, when, Hang.AHEAD)
        value = f"{value}/{_value(item.last, last)}"
        when = _range(when, last)
        rule = "range"
    bound = _BOUND.search(text, max(passage.start, item.start - 12), item.start)
    if bound is not None and _OF_A_DEED.match(text, item.end):
        bound = None  # "silent since 3 May, when gunmen came" dates their coming, "since Sunday's strike" the strike
    if bound is not None and when.is_resolved and item.last is None and item.first.kind in (TimeKind.DATE, TimeKind.TIME):
        when = _bounded(when, bound["word"].lower(), publication)
        rule = f"{bound['word'].lower()} {rule}"
    if publication is not None and _is_after(when, publication):
        rule += AFTER_PUBLICATION
    return TimeMention(span=Span(start=item.start, end=item.end), kind=item.first.kind, value=value, when=when, rule=rule)


def _is_after(when: When, publication: TimeAnchor) -> bool:
    """Whether a time cannot be past yet. A report may be dated a day before what it tells of, on the other side of the world."""
    ahead = when.expression.endswith((Hang.AHEAD, Hang.NEXT, Hang.HENCE))
    slack = timedelta(0) if ahead else timedelta(days=1)
    return when.start.earliest is not None and when.start.earliest > publication.last + slack


def _located(text: str, passage: Span, piece: Piece, publication: TimeAnchor | None, earlier: Sequence[TimeMention]) -> When:
    expression = piece.expression
    if piece.rule in (FROM_AN_EVENT, ANNIVERSARY) or piece.kind is TimeKind.SET:
        return When.unresolved(str(expression))
    if expression.hang in TEXTUAL:
        return _when(expression, _text_anchor(piece, earlier))
    if (
        expression.year is Hang.PREVIOUS
        and expression.base.startswith("XXXX")
        and "of the previous" in " ".join(text[piece.start : piece.end].lower().split())
    ):
        return _when(expression, _same_sentence_year(text, piece, earlier) or publication)
    if publication is not None and _is_partial(expression):
        return _not_later(_partial(text, passage, piece, publication), publication)
    when = _when(expression, publication)
    if publication is None or expression.hang is not Hang.THIS or is_ahead(text, passage.start, piece):
        return when
    return _not_later(when, publication)


def _not_later(when: When, publication: TimeAnchor) -> When:
    """What is told as past ends by the day of publication: "this month", "in April" of a report of 26 April."""
    first, last = when.start.earliest, when.end.latest
    if first is None or last is None or not first <= publication.last < last or when.expression.endswith(Hang.AHEAD):
        return when
    bounds = Bounds(earliest=first, latest=publication.last)
    return replace(when, start=bounds, end=bounds)


def _partial(text: str, passage: Span, piece: Piece, publication: TimeAnchor) -> When:
    """A partial date: by tense, unless the same day stands elsewhere in the text with its year."""
    expression = piece.expression
    found = direction(text, passage.start, piece, publication.last, likely=False)
    if found is Direction.AHEAD:
        return _when(replace(expression, hang=Hang.AHEAD), publication)
    when = _when(expression, publication)
    if len(expression.base) == len("XXXX-08-26") and expression.base[5].isdigit():
        recent = when.end.latest is not None and publication.first - when.end.latest <= _RECENT
        if not recent and (year := _year_elsewhere(text, expression)) is not None:
            full = _when(replace(expression, base=f"{year:04}{expression.base[4:]}"), None)
            if full.start.earliest is not None and full.end.latest is not None:
                anchor = TimeAnchor(kind=AnchorKind.TEXT, first=full.start.earliest, last=full.end.latest)
                return replace(full, expression=str(expression), anchor=anchor)
    return When.unresolved(str(expression)) if found is Direction.OPEN else when


_RECENT: Final = timedelta(days=60)
_MONTH_NAME: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_FULL_DATE: Final = re.compile(
    rf"\b(?:(?P<month>{_MONTH_NAME})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s"
    rf"(?P<month2>{_MONTH_NAME})\.?,?\s)"
    r"(?P<year>1[89]\d\d|20\d\d)\b",
    re.IGNORECASE,
)


def _year_elsewhere(text: str, expression: TimeExpression) -> int | None:
    """The one year that the text itself gives to this day of a month."""
    years = _full_dates(text).get((int(expression.base[5:7]), int(expression.base[8:10])), frozenset())
    return next(iter(years)) if len(years) == 1 else None


@lru_cache(maxsize=2)
def _full_dates(text: str) -> dict[tuple[int, int], frozenset[int]]:
    """The years that a text gives to each day of a month. Remembered, for it is asked for every passage of one text."""
    found: dict[tuple[int, int], frozenset[int]] = {}
    for match in _FULL_DATE.finditer(text):
        day = MONTHS[(match["month"] or match["month2"]).lower()], int(match["day"] or match["day2"])
        found[day] = found.get(day, frozenset()) | {int(match["year"])}
    return found


_OF_A_DEED: Final = re.compile(r"['’]s\s|,?\s{1,2}(?:the\s(?:day|night|morning)\s)?when\b", re.IGNORECASE)
_BOUND: Final = re.compile(r"\b(?P<word>since|until|till|before|after|by)\s{1,3}(?:the\s{1,3})?$", re.IGNORECASE)


def _bounded(when: When, word: str, publication: TimeAnchor | None) -> When:
    """A preposition makes one side of a time a limit: "since Friday" starts then and is not over."""
    first, last = when.start.earliest, when.end.latest
    if word == "since":
        now = publication.last if publication else None
        end = Bounds(earliest=first, latest=now if now and first and first <= now else None)
        return replace(when, end=end) if first else when
    if word in ("until", "till", "by"):
        return replace(when, start=Bounds(latest=last), end=Bounds(latest=last)) if last else when
    bounds = OPEN
    if word == "before" and first is not None and first > date.min:
        bounds = Bounds(latest=first - timedelta(days=1))
    elif word == "after" and last is not None:
        bounds = Bounds(earliest=last)
    return when if bounds.is_open else replace(when, start=bounds, end=bounds, precision=DatePrecision.UNKNOWN)


def _from_weekday(expression: TimeExpression, when: When, other: When, hang: Hang) -> When:
    """A weekday of a range, by the range's other side: "from Wednesday to Friday" begins on the last Wednesday before that Friday."""
    if not expression.base.startswith("XXXX-WXX-") or expression.hang or other.precision is not DatePrecision.DAY:
        return when
    if other.start.earliest is None or other.end.latest is None:
        return when
    anchor = TimeAnchor(kind=AnchorKind.TEXT, first=other.start.earliest, last=other.end.latest)
    return replace(_when(replace(expression, hang=hang), anchor), anchor=when.anchor)


def _range(first: When, last: When) -> When:
    """From one time to another: it lies somewhere between, or fills it; a side that is not known stays open."""
    expression = f"{first.expression}/{last.expression}"
    earliest, latest = first.start.earliest, last.end.latest
    if earliest is None or latest is None or earliest > latest:
        return When.unresolved(expression)
    return replace(When.within(expression, earliest, latest, anchor=first.anchor or last.anchor), expression=expression)


def _text_anchor(piece: Piece, earlier: Sequence[TimeMention]) -> TimeAnchor | None:
    """The nearest earlier time of the passage, if it is near and as fine as what hangs on it."""
    length = read_length(piece.expression.base)
    for mention in reversed(earlier):
        if mention.kind in (TimeKind.DURATION, TimeKind.SET) or mention.value.endswith("_REF"):
            continue
        when = mention.when
        if length is None or when.start.earliest is None or when.end.latest is None or piece.start - mention.span.end > 300:
            return None
        coarse = {"M": DatePrecision.MONTH, "Q": DatePrecision.MONTH, "Y": DatePrecision.YEAR, "E": DatePrecision.YEAR}
        if when.precision > coarse.get(length.unit, DatePrecision.DAY):
            return None
        return TimeAnchor(kind=AnchorKind.TEXT, first=when.start.earliest, last=when.end.latest)
    return None


def _same_sentence_year(text: str, piece: Piece, earlier: Sequence[TimeMention]) -> TimeAnchor | None:
    """ "In April 2021 ..., and in June of the previous year": the year that the same sentence spoke of before."""
    if not earlier or re.search(r"[.!?]\s", text[earlier[-1].span.end : piece.start]):
        return None
    when = earlier[-1].when
    if not when.expression[:4].isdigit() or when.start.earliest is None or when.end.latest is None:
        return None
    return TimeAnchor(kind=AnchorKind.TEXT, first=when.start.earliest, last=when.end.latest)


def _when(expression: TimeExpression, anchor: TimeAnchor | None) -> When:
    """The bounds of an expression; of an anchor that is itself an interval, from the earliest to the latest reading."""
    written = str(expression)
    if expression.is_length:
        length = read_length(expression.base)
        days = length.days if length else None
        return When(expression=written, anchor=None, start=OPEN, end=OPEN, precision=DatePrecision.UNKNOWN, duration_days=days)
    seen_from = (anchor.first, anchor.last) if anchor else (None,)
    readings = [] if expression.is_reference else [place(expression, day) for day in seen_from]
    placed = [p for p in readings if p is not None]
    if not placed or len(placed) < len(readings):
        return When.unresolved(written)
    first = None if any(p.first is None for p in placed) else min(p.first for p in placed if p.first)
    last = None if any(p.last is None for p in placed) else max(p.last for p in placed if p.last)
    if first is None and last is None:
        return When.unresolved(written)
    precision = max(p.precision for p in placed)
    if first and last and len({p.value for p in placed}) > 1:
        precision = max(precision, DatePrecision.of_days((last - first).days + 1))
    hangs = "XXXX" in expression.base or bool(expression.hang)
    bounds = Bounds(earliest=first, latest=last)
    return When(expression=written, anchor=anchor if hangs else None, start=bounds, end=bounds, precision=precision)


def _value(piece: Piece, when: When) -> str:
    """TIMEX3 as far as the anchor lets it be said."""
    expression = piece.expression
    if expression.is_length or piece.kind in (TimeKind.DURATION, TimeKind.SET):
        return expression.base.replace("?", "X")
    if expression.is_reference:
        return expression.base
    placed = place(TimeExpression.read(when.expression), when.anchor.last if when.anchor else None) if when.is_resolved else None
    return placed.value if placed else (expression.base + expression.clock).replace("?", "X")
