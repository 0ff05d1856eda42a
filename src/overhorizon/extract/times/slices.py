"""A piece cut out of a time: the first week of October, the last three months of 1944, the week of the 16th."""

from datetime import date, timedelta
from typing import Final

from overhorizon.domain.times import DatePrecision
from overhorizon.extract.times.days import Interval, shift_months, week_of, week_value
from overhorizon.extract.times.expressions import read_length
from overhorizon.extract.times.words import WEEKDAYS

NTH: Final = {
    "first": "1st", "opening": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th",
    "last": "last", "final": "last", "closing": "last", "latter": "2nd", "other": "2nd",
}  # fmt: skip
_SLACK: Final = timedelta(days=3)
"""Weeks of a month are counted from its first day or from its first Monday."""
_PRECISION: Final = {"D": DatePrecision.DAY, "W": DatePrecision.WEEK, "M": DatePrecision.MONTH}


def cut(whole: Interval, value: str, slice_: str) -> tuple[Interval, str, DatePrecision] | None:
    """Bounds, TIMEX3 value and precision of a slice of ``whole``; None where it has no such piece (a sixth week of May)."""
    first, last = whole
    if slice_ == "week":  # "the week of 16 October" has it as its first day or among its days
        return (week_of(first)[0], last + timedelta(days=6)), week_value(first), DatePrecision.WEEK
    if slice_ == "weekend":
        saturday = week_of(first)[0] + timedelta(days=5)
        return (saturday, saturday + timedelta(days=1)), f"{week_value(saturday)}-WE", DatePrecision.DAYS
    nth, length = slice_.split(" ")
    if nth == "day":
        day = first + timedelta(days=int(length) - 1)
        return (day, day), day.isoformat(), DatePrecision.DAY
    if length == "half" and first == last:
        return whole, value, DatePrecision.DAY
    if length == "half":
        middle = first + (last - first) / 2
        bounds = (first, middle) if nth == "1st" else (middle + timedelta(days=1), last)
        return bounds, value, DatePrecision.of_days((bounds[1] - bounds[0]).days + 1)
    if length in WEEKDAYS:
        return _weekday(whole, nth, WEEKDAYS[length])
    read = read_length(length)
    if read is None or read.n is None:
        return None
    size, unit = int(read.n), read.unit
    if nth == "last":
        start, end = _move(last + timedelta(days=1), unit, -size), last
    else:
        start = _move(first, unit, size * (int(nth[0]) - 1))
        end = _move(start, unit, size) - timedelta(days=1)
    if start < first or end > last + _SLACK:
        return None
    single = {"D": start.isoformat(), "W": week_value(start + _SLACK), "M": f"{start:%Y-%m}", "Y": f"{start.year:04}"}
    piece = single.get(unit, length) if size == 1 else length
    if unit == "W":
        start, end = max(first, start - _SLACK), min(last, end + _SLACK)
    precision = _PRECISION.get(unit, DatePrecision.YEAR) if size == 1 else DatePrecision.of_days((end - start).days + 1)
    return (start, end), piece, precision


def _weekday(whole: Interval, nth: str, weekday: int) -> tuple[Interval, str, DatePrecision] | None:
    """ "The last Friday of May"."""
    first, last = whole
    if nth == "last":
        day = last - timedelta(days=(last.isoweekday() - weekday) % 7)
    else:
        day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (int(nth[0]) - 1))
    return ((day, day), day.isoformat(), DatePrecision.DAY) if first <= day <= last else None


def _move(day: date, unit: str, n: int) -> date:
    if unit in ("D", "W"):
        return day + timedelta(days=n * (7 if unit == "W" else 1))
    return shift_months(day, n * {"M": 1, "Q": 3, "Y": 12}[unit])
