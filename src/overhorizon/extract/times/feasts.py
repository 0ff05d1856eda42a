"""Days that move through the year: Easter and what hangs on it, American holidays, the months and feasts of Islam."""

from datetime import date, timedelta
from typing import Final

from overhorizon.extract.times.days import Interval

_AFTER_EASTER: Final = {
    "ash-wednesday": -46, "palm-sunday": -7, "good-friday": -2, "easter": 0, "easter-monday": 1, "ascension-day": 39, "whit-monday": 50,
}  # fmt: skip
_NTH_WEEKDAY: Final = {
    "thanksgiving": (11, 3, 4), "labor-day": (9, 0, 1), "memorial-day": (5, 0, -1), "king-day": (1, 0, 3),
    "presidents-day": (2, 0, 3), "columbus-day": (10, 0, 2), "mothers-day": (5, 6, 2), "fathers-day": (6, 6, 3),
}  # fmt: skip
# Month and first and last day of the Islamic year; what the moon decides may come a day earlier or later.
_ISLAMIC: Final = {
    "ramadan": (9, 1, 30),
    "muharram": (1, 1, 30),
    "eid-al-fitr": (10, 1, 1),
    "eid-al-adha": (12, 10, 10),
    "ashura": (1, 10, 10),
}
_MOON: Final = timedelta(days=1)

NAMES: Final = frozenset({*_AFTER_EASTER, *_NTH_WEEKDAY, *_ISLAMIC})


def feast(year: int, name: str) -> Interval | None:
    """First and last possible day of a feast in a year; None where the year has it twice or not at all (or for no feast)."""
    if name in _AFTER_EASTER:
        return (easter(year) + timedelta(days=_AFTER_EASTER[name]),) * 2
    if name in _NTH_WEEKDAY:
        return (nth_weekday(year, *_NTH_WEEKDAY[name]),) * 2
    if name not in _ISLAMIC:
        return None
    month, first_day, last_day = _ISLAMIC[name]
    start = round((year - 622) * 33 / 32)
    found = [d for hijri in range(start - 1, start + 3) if (d := islamic(hijri, month, first_day)).year == year]
    return (found[0] - _MOON, found[0] + timedelta(days=last_day - first_day) + _MOON) if len(found) == 1 else None


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def islamic(year: int, month: int, day: int) -> date:
    """The tabular Islamic calendar, which is within a day or so of the sighted moon."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227014 + days)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th Monday (0) ... Sunday (6) of a month; the last one for -1."""
    if n < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
