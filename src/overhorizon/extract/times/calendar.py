"""Expressions on the calendar: first and last possible day, and the TIMEX3 value."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from overhorizon.domain.times import DatePrecision
from overhorizon.extract.times.days import Interval, shift_months, week_of, week_value
from overhorizon.extract.times.expressions import DAYS_IN, Hang, Length, Part, TimeExpression, read_length
from overhorizon.extract.times.feasts import feast
from overhorizon.extract.times.slices import cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An expression on the calendar: an instant between two days (None: open), both included."""

    first: date | None
    last: date | None
    value: str
    precision: DatePrecision


_BASE = re.compile(
    r"(?P<year>\d{4}|XXXX)(?:-(?P<sub>\d\d|Q[1-4]|H[12]|SP|SU|FA|WI|WXX|W\d\d|[a-z-]{5,14})(?:-(?P<day>\d\d?|WE))?)?"
)
# Northern seasons, with the slack that newspapers take; a winter may lie on either side of its new year.
_SEASONS: Final = {"SP": ((3, 1), (6, 20)), "SU": ((6, 1), (9, 22)), "FA": ((9, 1), (12, 20))}
# "Weeks ago": fewest and most units that a plain plural is taken to mean.
_VAGUE_UNITS: Final = {"D": (2, 10), "W": (1, 8), "M": (2, 11), "Q": (2, 4), "Y": (2, None), "E": (2, None), "C": (2, None)}
_PRECISION: Final = {
    "D": DatePrecision.DAY, "W": DatePrecision.WEEK, "M": DatePrecision.MONTH, "Q": DatePrecision.YEAR,
    "Y": DatePrecision.YEAR, "E": DatePrecision.UNKNOWN, "C": DatePrecision.UNKNOWN,
}  # fmt: skip


def place(expression: TimeExpression, on: date | None) -> Placed | None:
    """Where an expression lies, seen from the day ``on``; None when it cannot be told (or lies outside of years 1 to 9999)."""
    try:
        length = read_length(expression.base)
        if length is None:
            placed = _place_calendar(expression, on)
        else:
            placed = _place_length(expression, length, on) if on and expression.hang else None
        return _cut(placed, expression.slice) if placed and expression.slice else placed
    except (OverflowError, ValueError):  # beyond what ``date`` can hold
        return None


def _cut(placed: Placed, slice_: str) -> Placed | None:
    if placed.first is None or placed.last is None:
        return None
    found = cut((placed.first, placed.last), placed.value, slice_)
    if found is None:
        return None
    (first, last), value, precision = found
    return replace(placed, first=first, last=last, value=value, precision=precision)


# -- calendar bases


def _place_calendar(expression: TimeExpression, on: date | None) -> Placed | None:
    base = expression.base
    if re.fullmatch(r"\d{2,3}", base):
        return _place_decade(expression)
    match = _BASE.fullmatch(base)
    if match is None:
        return None
    if match["sub"] == "WXX":
        return _place_weekday(expression, match["day"], on) if on else None
    if match["year"] != "XXXX":
        year = int(match["year"])
    elif on is None:
        return None
    else:
        found = _choose_year(match, expression, on)
        if found is None:
            return None
        year = found
    bounds = _interval(year, match["sub"], match["day"])
    if bounds is None:
        return None
    if match["sub"] == "WI" and match["year"] == "XXXX" and not expression.year:
        bounds = date(year - 1, 12, 1), date(year, 3, 20)  # "last winter" is one; that of a year may be either of two
    first, last = within_part(bounds, expression.part)
    value = f"{year:04}{base[4:]}{expression.clock}"
    if match["sub"] and match["sub"][0].islower():
        value = first.isoformat() if first == last else f"{year:04}"
        return Placed(first=first, last=last, value=value, precision=DatePrecision.of_days((last - first).days + 1))
    return Placed(first=first, last=last, value=value, precision=_granularity(match["sub"], match["day"]))


def _granularity(sub: str | None, day: str | None) -> DatePrecision:
    if sub is None or (sub[0] in "QHSFW" and not sub[1:].isdigit()) or sub[0] in "QH":
        return DatePrecision.YEAR
    if day is not None:
        return DatePrecision.DAYS if day == "WE" else DatePrecision.DAY
    return DatePrecision.WEEK if sub[0] == "W" else DatePrecision.MONTH


def _interval(year: int, sub: str | None, day: str | None) -> Interval | None:
    """First and last day; None for a day that no calendar has (31 June)."""
    if sub is None:
        return date(year, 1, 1), date(year, 12, 31)
    if sub.isdigit():
        month = int(sub)
        if not 1 <= month <= 12:
            return None
        days = calendar.monthrange(year, month)[1]
        if day is None:
            return date(year, month, 1), date(year, month, days)
        return (date(year, month, int(day)),) * 2 if 1 <= int(day) <= days else None
    if sub[0].islower():
        return feast(year, sub)
    if sub[0] in "QH":
        months = 3 if sub[0] == "Q" else 6
        first = date(year, months * (int(sub[1]) - 1) + 1, 1)
        return first, shift_months(first, months) - timedelta(days=1)
    if sub == "WI":
        return date(year - 1, 12, 1), date(year + 1, 3, 20)
    if sub in _SEASONS:
        (m1, d1), (m2, d2) = _SEASONS[sub]
        return date(year, m1, d1), date(year, m2, d2)
    monday = date.fromisocalendar(year, int(sub[1:]), 1)
    return (monday + timedelta(days=5), monday + timedelta(days=6)) if day == "WE" else week_of(monday)


def _choose_year(match: re.Match[str], expression: TimeExpression, on: date) -> int | None:
    """The year of a partial date: the last such time that began on or before the anchor, unless the words say otherwise."""
    if expression.year is not Hang.NONE:
        return on.year + {Hang.PREVIOUS: -1, Hang.NEXT: 1}.get(expression.year, 0)
    if expression.hang is Hang.THIS:
        return on.year
    years = []
    reach = 8 if match["sub"] == "02" and match["day"] == "29" else 1  # 29 February comes every fourth or eighth year
    for year in range(on.year - reach, on.year + reach + 1):
        bounds = _seen(match, year) if 1 < year < 9999 else None
        if bounds is not None:
            years.append((year, *bounds))
    if expression.hang is Hang.AHEAD:
        return next((year for year, _, last in years if last >= on), None)
    if expression.hang is Hang.NEXT:
        return next((year for year, first, _ in years if first > on), None)
    past = [year for year, first, last in years if (last < on if expression.hang is Hang.PREVIOUS else first <= on)]
    return past[-1] if past else None


def _seen(match: re.Match[str], year: int) -> Interval | None:
    if match["sub"] == "WI":  # for choosing the year: the months that nobody doubts
        return date(year - 1, 12, 1), date(year, 2, 28)
    return _interval(year, match["sub"], match["day"])


def _place_weekday(expression: TimeExpression, day: str | None, on: date) -> Placed | None:
    if day == "WE":
        return _place_weekend(expression, on)
    if day is None:
        return None
    back = (on.isoweekday() - int(day)) % 7
    ahead = (int(day) - on.isoweekday()) % 7
    steps = {Hang.PREVIOUS: -(back or 7), Hang.NEXT: ahead or 7, Hang.AHEAD: ahead}
    found = on + timedelta(days=steps.get(expression.hang, -back))
    last, precision = found, DatePrecision.DAY
    if expression.hang is Hang.NEXT and week_of(found) == week_of(on):  # said on a Monday: tomorrow, or in eight days
        last, precision = found + timedelta(days=7), DatePrecision.WEEK
    return Placed(first=found, last=last, value=found.isoformat() + expression.clock, precision=precision)


def _place_weekend(expression: TimeExpression, on: date) -> Placed:
    saturday = week_of(on)[0] + timedelta(days=5)
    weeks = {Hang.PREVIOUS: -1, Hang.NEXT: 1 if on.weekday() >= 5 else 0, Hang.AHEAD: 0, Hang.THIS: 0}
    back = 0 if on.weekday() >= 5 else -1
    saturday += timedelta(weeks=weeks.get(expression.hang, back))
    sunday = saturday + timedelta(days=1)
    return Placed(first=saturday, last=sunday, value=f"{week_value(saturday)}-WE", precision=DatePrecision.DAYS)


def _place_decade(expression: TimeExpression) -> Placed:
    years = 10 if len(expression.base) == 3 else 100
    start = int(expression.base) * years
    if years == 100:
        start += 1
    first, last = within_part((date(max(start, 1), 1, 1), date(start + years - 1, 12, 31)), expression.part)
    return Placed(first=first, last=last, value=expression.base, precision=DatePrecision.UNKNOWN)


def within_part(bounds: Interval, part: Part) -> Interval:
    """The early, middle or late third: 1 to 10, 11 to 20 and 21 to the end of a month; January to April ... of a year."""
    first, last = bounds
    if part is Part.WHOLE:
        return bounds
    days = (last - first).days + 1
    if 28 <= days <= 31 and first.day == 1:
        cuts = (first, first + timedelta(days=10), first + timedelta(days=20))
    elif days >= 360 and first.day == first.month == 1:
        years = round(days / 365.25)
        cuts = (first, shift_months(first, 4 * years), shift_months(first, 8 * years))
    else:
        third = timedelta(days=max(1, days // 3))
        cuts = (first, min(first + third, last), min(first + 2 * third, last))
    if part is Part.EARLY:
        return first, max(first, cuts[1] - timedelta(days=1))
    return (cuts[1], max(cuts[1], cuts[2] - timedelta(days=1))) if part is Part.MID else (cuts[2], last)


# -- lengths that hang on an anchor


def _place_length(expression: TimeExpression, length: Length, on: date) -> Placed | None:
    if length.clock:
        return _place_clock(expression, length, on)
    if length.unit not in DAYS_IN:
        return None
    if expression.hang in (Hang.THIS, Hang.PREVIOUS, Hang.NEXT):
        return _place_unit(expression, length, on)
    back = expression.hang in (Hang.AGO, Hang.EARLIER)
    sign = -1 if back else 1
    if length.n is None:
        return _place_vague(length, on, sign)
    return _place_exact(expression, length, on, sign)


def _place_clock(expression: TimeExpression, length: Length, on: date) -> Placed | None:
    """Hours and minutes away: the same day or its neighbour."""
    hours = {"H": 1.0, "M": 1 / 60, "S": 1 / 3600}.get(length.unit, 0.0) * (length.n or 24)
    days = timedelta(days=int(hours // 24) + 1) if hours >= 1 else timedelta(0)
    first, last = (on - days, on) if expression.hang in (Hang.AGO, Hang.EARLIER, Hang.PREVIOUS) else (on, on + days)
    precision = DatePrecision.of_days((last - first).days + 1)
    return Placed(first=first, last=last, value=on.isoformat(), precision=precision)


def _place_unit(expression: TimeExpression, length: Length, on: date) -> Placed | None:
    """This, the previous, the next day, week, month ...; several of them ("the past three months") reach up to the anchor."""
    step = {Hang.THIS: 0, Hang.PREVIOUS: -1, Hang.NEXT: 1}[expression.hang]
    if length.n != 1:
        return _place_stretch(length, on, step)
    unit = length.unit
    if unit == "D":
        day = on + timedelta(days=step)
        first, precision = (day - timedelta(days=1), DatePrecision.DAYS) if expression.about else (day, DatePrecision.DAY)
        return Placed(first=first, last=day, value=day.isoformat() + expression.clock, precision=precision)
    if unit == "W":
        bounds = week_of(on + timedelta(weeks=step))
        value = week_value(bounds[0])
    elif unit in ("M", "Q"):
        size = 3 if unit == "Q" else 1
        first = date(on.year, (on.month - 1) // size * size + 1, 1)
        first = shift_months(first, size * step)
        bounds = first, shift_months(first, size) - timedelta(days=1)
        value = f"{first.year:04}-Q{(first.month + 2) // 3}" if unit == "Q" else f"{first:%Y-%m}"
    else:
        size = {"Y": 1, "E": 10, "C": 100}[unit]
        year = (on.year // size + step) * size
        bounds = date(year, 1, 1), date(year + size - 1, 12, 31)
        value = f"{year:04}"[: {"Y": 4, "E": 3, "C": 2}[unit]]
    first, last = within_part(bounds, expression.part)
    return Placed(first=first, last=last, value=value + expression.clock, precision=_PRECISION[unit])


def _place_stretch(length: Length, on: date, step: int) -> Placed | None:
    """ "The past three months" reach up to the anchor, "recent weeks" up to eight weeks back."""
    most = _VAGUE_UNITS[length.unit][1]
    days = length.days if length.n is not None else None if most is None else round(most * DAYS_IN[length.unit])
    if days is None or step == 0:
        return None
    span = timedelta(days=days)
    first, last = (on - span, on) if step < 0 else (on, on + span)
    n = "X" if length.n is None else f"{length.n:g}"
    return Placed(first=first, last=last, value=f"P{n}{length.unit}", precision=DatePrecision.of_days(days + 1))


def _place_vague(length: Length, on: date, sign: int) -> Placed:
    """ "Weeks ago": one to eight of them; "years ago" has no far end."""
    fewest, most = _VAGUE_UNITS[length.unit]
    near = on + timedelta(days=round(sign * fewest * DAYS_IN[length.unit]))
    far = None if most is None else on + timedelta(days=round(sign * most * DAYS_IN[length.unit]))
    first, last = (far, near) if sign < 0 else (near, far)
    precision = DatePrecision.UNKNOWN
    if first is not None and last is not None:
        precision = DatePrecision.of_days((last - first).days + 1)
    return Placed(first=first, last=last, value="PAST_REF" if sign < 0 else "FUTURE_REF", precision=precision)


def _place_exact(expression: TimeExpression, length: Length, on: date, sign: int) -> Placed:
    """ "Two weeks ago": half a unit of slack on either side beyond days, a whole one when the words say about."""
    n = length.n or 0.0
    unit = length.unit
    if unit in ("D", "W"):
        day = on + timedelta(days=round(sign * n * DAYS_IN[unit]))
        value = day.isoformat()
        slack = 0 if unit == "D" else 3
    else:
        months = round(sign * n * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit])
        day = shift_months(on, months)
        value = {"M": f"{day:%Y-%m}", "Q": f"{day:%Y}-Q{(day.month + 2) // 3}"}.get(unit, f"{day.year:04}")
        value = value[:3] if unit == "E" else value[:2] if unit == "C" else value
        slack = {"M": 15, "Q": 45, "Y": 182, "E": 1826, "C": 18262}[unit]
    if expression.about:
        slack = 2 * slack or max(1, round(n / 4))
    reach = timedelta(days=slack)
    return Placed(
        first=day - reach, last=day + reach, value=value + expression.clock, precision=DatePrecision.of_days(2 * slack + 1)
    )
