"""Publication dates: as a record or a page's metadata declares them, and as a page prints them."""

import calendar
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from overhorizon.domain.reports import Publication, PublicationBasis
from overhorizon.domain.spans import Span

_YEARS = range(1900, 2101)
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: i for name, i in list(_MONTHS.items())} | {"sept": 9}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wednes|wed|thurs|thu|thur|fri|satur|sat|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
# Abbreviations that name one offset only: BST and IST, CST and AST do not.
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "eat": 3, "trt": 3, "wat": 1, "cat": 2,
    "sast": 2, "pkt": 5, "est": -5, "edt": -4, "pst": -8, "pdt": -7, "mdt": -6, "cdt": -5,
}  # fmt: skip
_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>(?:gmt|utc)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[a-z]{3,4}\b|z\b)?\)?"
)
_DATES = tuple(
    re.compile(rf"\b(?<![\d/.-])(?:{form})(?![\d/-])", re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}[-/](?P<month>\d{{2}})[-/](?P<day>\d{{2}})",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"(?P<a>\d{{1,2}})[/-](?P<b>\d{{1,2}})[/-]{_YEAR}",
    )
)
_AFTER = re.compile(rf"\s*(?:,|\bat\b|[-–—|@·(])?\s*(?:\bat\b\s*)?{_CLOCK}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_CLOCK}\s*(?:,|\bon\b|[-–—|·])?\s*(?:on\s+)?$", re.IGNORECASE)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


def on_days(first: date, last: date, basis: PublicationBasis) -> Publication:
    return Publication(first=first, last=last, basis=basis)


def declared(words: str, basis: PublicationBasis) -> Publication | None:
    """The publication that a whole value declares; None when it is no date.

    Read: ISO 8601 instants, dates, months ("2025-04") and years ("2025"), RFC 2822 dates, and printed English dates ("April
    3, 2025, 14:05 GMT"). The day is the day in the zone that the value itself names; without a zone there is no instant.
    "03/04/2025" is two different days, hence none.
    """
    words = words.strip()
    if partial := _PARTIAL.fullmatch(words):
        return _partial(int(partial.group(1)), partial.group(2), basis)
    try:
        return _from_instant(datetime.fromisoformat(words), basis)
    except ValueError:
        pass
    printed = find_printed(words, basis)
    if printed is not None and printed.span is not None and not re.search(r"[A-Za-z]{4,}", words[printed.span.end :]):
        return replace(printed, span=None)
    try:
        return _from_instant(parsedate_to_datetime(words), basis)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def find_printed(text: str, basis: PublicationBasis = PublicationBasis.PAGE, within: Span | None = None) -> Publication | None:
    """The first full date (day, month and year) printed in a stretch of text, with a clock time beside it if there is one.

    The span covers the date alone. None when there is no date, or one that can be read in two ways.
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    found = sorted((m for form in _DATES for m in form.finditer(text, start, end)), key=lambda m: (m.start(), -m.end()))
    for match in found:
        day = _day_of(match)
        if day is None:
            continue
        clock = _AFTER.match(text, match.end(), end) or _BEFORE.search(text[start : match.start()])
        span = Span(start=match.start(), end=match.end())
        return Publication(first=day, last=day, instant=_instant(day, clock), basis=basis, span=span)
    return None


def _day_of(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if "a" in parts:
        a, b = int(parts["a"]), int(parts["b"])
        if a != b and a <= 12 and b <= 12:
            return None  # which of the two is the month, the page does not say
        day, month = (a, b) if b <= 12 else (b, a)
    else:
        day, month = int(parts["day"]), _MONTHS.get(parts["month"].lower()[:3]) or int(parts["month"])
    return _date(int(parts["year"]), month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _instant(day: date, clock: re.Match[str] | None) -> datetime | None:
    if clock is None or not clock.group("zone"):
        return None
    hour, minute, zone = int(clock.group("hour")), int(clock.group("minute")), _offset(clock.group("zone").lower())
    half = (clock.group("half") or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if zone is None or hour > 23 or minute > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(zone))


def _offset(zone: str) -> timedelta | None:
    signed = re.fullmatch(r"(?:gmt|utc)?\s?([+-])(\d{1,2}):?(\d{2})?", zone)
    if signed:
        offset = timedelta(hours=int(signed.group(2)), minutes=int(signed.group(3) or 0))
        return (offset if signed.group(1) == "+" else -offset) if offset < timedelta(hours=24) else None
    return timedelta(hours=_ZONES[zone]) if zone in _ZONES else None


def _partial(year: int, month: str | None, basis: PublicationBasis) -> Publication | None:
    if year not in _YEARS or (month and not 1 <= int(month) <= 12):
        return None
    first_month, last_month = (int(month), int(month)) if month else (1, 12)
    last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    return on_days(date(year, first_month, 1), last, basis)


def _from_instant(instant: datetime, basis: PublicationBasis) -> Publication | None:
    day = instant.date()
    if day.year not in _YEARS:
        return None
    return Publication(first=day, last=day, instant=instant if instant.tzinfo is not None else None, basis=basis)
