"""The grammar of what recurs: "daily", "every two years", "each July", "twice a week", "on Sundays", "per day"."""

import re
from collections.abc import Iterable
from typing import Final

from overhorizon.extract.numbers import NUMBER
from overhorizon.extract.times.expressions import TimeExpression
from overhorizon.extract.times.scan import Piece, Rule, TimeKind, rule
from overhorizon.extract.times.words import (
    MONTH,
    SEASON,
    SEASONS,
    WEEKDAY,
    S,
    clock_of,
    month_number,
    quantity,
    unit_code,
    weekday_number,
)

_WORDS: Final = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
    "nightly": "XXXX-XX-XXTNI", "biweekly": "P2W", "fortnightly": "P2W", "bimonthly": "P2M", "semiannual": "P6M",
    "semiannually": "P6M", "semi-annual": "P6M", "weekends": "XXXX-WXX-WE", "weekdays": "P1D",
}  # fmt: skip
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|quarter|year|decade)s?\b"
_PART = r"(?P<clock>morning|afternoon|evening|night)"
_COUNT = rf"(?P<n>other|second|third|fourth|{NUMBER}|few|several)"
_TIMES = rf"(?:once|twice|thrice|{NUMBER}{S}times|{NUMBER}{S}(?:hours|days|weeks|months|nights))"
_NTH: Final = {"other": "2", "second": "2", "third": "3", "fourth": "4"}


def _named(match: re.Match[str], group: str) -> str:
    return (match[group] or "").lower() if group in match.re.groupindex else ""


def _set(match: re.Match[str]) -> Iterable[Piece]:
    base = _base(match)
    if base is not None:
        yield Piece(start=match.start(), end=match.end(), expression=TimeExpression(base=base), kind=TimeKind.SET, rule="set")


def _base(match: re.Match[str]) -> str | None:
    """What recurs: a length ("every two weeks" is P2W) or a partial date ("each July" is XXXX-07)."""
    clock = clock_of(_named(match, "clock"))
    if weekday := _named(match, "weekday"):
        return f"XXXX-WXX-{weekday_number(weekday)}{clock}"
    if month := _named(match, "month"):
        return f"XXXX-{month_number(month):02}"
    if season := _named(match, "season"):
        return f"XXXX-{SEASONS[season]}"
    if unit := _named(match, "unit"):
        n = _named(match, "n")
        count = _NTH.get(n) or (quantity(n) if n else "1")
        code = unit_code(unit)
        return None if count is None else f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"
    return f"XXXX-XX-XX{clock}" if clock else _WORDS.get(match.group().lower())


RULES: tuple[Rule, ...] = (
    rule("recurring", " ".join(w.split("-")[0] for w in _WORDS), rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b", _set),
    rule("each", "each every", rf"(?:each|every){S}(?:{_COUNT}{S})?{_UNIT}", _set),
    rule("each", "each every", rf"(?:each|every){S}(?:{WEEKDAY}(?:{S}{_PART}\b)?|{MONTH}|{SEASON})", _set),
    rule("each", "each every", rf"(?:each|every){S}{_PART}\b", _set),
    rule("so often", "DIGITS NUMBER once twice thrice", rf"{_TIMES}{S}(?:an?|per|each|every){S}{_UNIT}", _set),
    rule("per unit", "per", rf"per{S}{_UNIT}", _set),
    rule("weekdays", "WEEKDAY mondays tuesdays wednesdays thursdays fridays saturdays sundays",
         rf"(?P<weekday>(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?(?:{S}{_PART}s?)?(?<=s)\b", _set),
)  # fmt: skip
