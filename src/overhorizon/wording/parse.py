"""What a person writes for a value: days, instants, choices, countries. Each mistake raises InvalidInput with what to write instead.

``option`` is what the person calls the value: a command line's --since, a query's since.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from overhorizon.domain.errors import InvalidInput

E = TypeVar("E", bound=StrEnum)

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def days(text: str, option: str) -> tuple[date, date]:
    """The first and last day of a day, month or year in ISO 8601."""
    written = text.strip()
    try:
        if _DAY.fullmatch(written):
            day = date(*(int(part) for part in written.split("-")))
            return day, day
        if _MONTH.fullmatch(written):
            year, month = (int(part) for part in written.split("-"))
            first = date(year, month, 1)
            return first, first.replace(day=monthrange(year, month)[1])
        if _YEAR.fullmatch(written):
            return date(int(written), 1, 1), date(int(written), 12, 31)
    except ValueError:
        raise InvalidInput(f"{option}: there is no {text!r} in the calendar") from None
    raise InvalidInput(f"{option}: {text!r} is no date; write 2026-03-14, 2026-03 or 2026")


def period(
    since: str | None, until: str | None, options: tuple[str, str] = ("since", "until")
) -> tuple[date | None, date | None]:
    """The first day of the one and the last of the other, each with all days that it names."""
    first = days(since, options[0])[0] if since is not None else None
    last = days(until, options[1])[1] if until is not None else None
    if first is not None and last is not None and first > last:
        raise InvalidInput(f"{options[0]} {since} lies after {options[1]} {until}")
    return first, last


def instant(text: str | None, option: str) -> datetime | None:
    """An instant in ISO 8601, UTC where it names no offset; a day, month or year means its end."""
    if text is None:
        return None
    if "T" not in text and ":" not in text:
        return datetime.combine(days(text, option)[1], time.max, tzinfo=UTC)
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(f"{option}: {text!r} is no time; write 2026-03-14 or 2026-03-14T09:30:00+01:00") from None
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        raise InvalidInput(f"{option}: {text!r} lies outside the calendar") from None


def choice(text: str | None, kind: type[E], option: str) -> E | None:
    """A member by its words, with hyphens or spaces; a part of the words is enough where it fits one member only."""
    if text is None:
        return None
    wanted = " ".join(re.split(r"[\s_-]+", text.strip().lower()))
    members = list(kind)
    exact = [member for member in members if member.value == wanted]
    found = exact or [member for member in members if wanted and wanted in member.value]
    if len(found) == 1:
        return found[0]
    problem = "fits several" if found else "is none"
    raise InvalidInput(f"{option}: {text!r} {problem} of: {', '.join(member.value for member in found or members)}")


def country(text: str | None, option: str = "country") -> str | None:
    """An ISO 3166-1 alpha-2 code, from a code of two or three letters or a name."""
    if text is None:
        return None
    from overhorizon.gazetteer.countries import load_countries  # deferred: reads a table

    wanted = text.strip().casefold()
    countries = load_countries()
    for known in countries:
        if wanted in (known.iso2.casefold(), known.iso3.casefold(), known.name.casefold()):
            return known.iso2
    by_alias = {known.iso2 for known in countries if wanted in (alias.casefold() for alias in known.aliases)}
    if len(by_alias) == 1:
        return by_alias.pop()
    from difflib import get_close_matches

    close = get_close_matches(wanted.title(), [known.name for known in countries], n=1)
    hint = f"; did you mean {close[0]}?" if close else "; write a name or a code such as SD"
    raise InvalidInput(f"{option}: no country is called {text!r}{hint}")
