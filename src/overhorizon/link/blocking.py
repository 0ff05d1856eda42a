"""Which accounts are compared at all: two are, exactly when they share a key.

A key joins when with where, whom or how many; what is retold without a day is found by its names, its figures, or rare words and
its town. Keys depend on one account alone, so blocking is symmetric and the order of
arrival cannot matter: never "the nearest few that happened to be here".
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from overhorizon.domain.accounts import Account
from overhorizon.domain.places import PlaceKind
from overhorizon.domain.tolls import Harm
from overhorizon.link.profile import Profile
from overhorizon.link.rarity import rarity

MOST_KEYS: Final = 32  # of one account; the narrower come first
_WEEK: Final = 7
_MONTH: Final = 31
_YEAR: Final = 366
_SLACK: Final = timedelta(days=1)  # reports differ by a day around midnight
_LAG: Final = timedelta(days=4)  # an undated report tells of what has just happened
_TELLING_TOLL: Final = 5  # a smaller number is of half of all incidents in a town
_PLACES: Final = 3
_NAMES: Final = 4
_RARE: Final = 0.7  # a word that tells one deed in a town from another
_WORDS: Final = 5


def keys(account: Account) -> frozenset[str]:
    """The keys of an account, at most `MOST_KEYS`."""
    return keys_of(Profile(account=account))


def keys_of(profile: Profile) -> frozenset[str]:
    found: dict[str, None] = {}
    for key in (*_timeless(profile), *_timed(profile)):
        if len(found) == MOST_KEYS:
            break
        found.setdefault(key)
    return frozenset(found)


def _timeless(profile: Profile) -> Iterator[str]:
    """Who was struck, or how many in which place: these tell an incident whatever the date."""
    spots = _spots(profile)
    for country in sorted(profile.countries)[:_PLACES]:
        yield from (f"person {name} {country}" for name in sorted(profile.persons)[:_NAMES])
    numbers = sorted(
        {n for harm, n in profile.figures if n >= (_TELLING_TOLL if harm is Harm.KILLED else 2 * _TELLING_TOLL)}, reverse=True
    )
    yield from (f"toll {n} {spot}" for spot in spots for n in numbers[:_NAMES])
    names = _names(profile)
    yield from (f"names {one} {other}" for one, other in combinations(names, 2))
    yield from (f"name {name} {year}" for name in names for year in _years(profile))
    rare = sorted((-rarity(word), word) for word in profile.words - profile.names if rarity(word) >= _RARE and not word.isdigit())
    yield from (f"at {spot} {word}" for spot in spots[:1] for _, word in rare[:_WORDS])


def _names(profile: Profile) -> list[str]:
    return sorted(name for name in profile.told_names if rarity(name) >= _RARE)[:_NAMES]


def _years(profile: Profile) -> list[int]:
    """When it happened, as far as a year; where that is not told, the year of the report and the one before."""
    told = {day.year for w in profile.whens[:1] if w.width <= _YEAR for day in (w.first, w.last)}
    published = profile.account.published_last
    return sorted(told) or ([published.year - 1, published.year] if published else [])


def _timed(profile: Profile) -> Iterator[str]:
    weeks, months = _windows(profile)
    attackers = sorted(profile.attackers)[:_NAMES]
    countries = sorted(profile.countries)[:_PLACES]
    for week in weeks:
        yield from (f"week {week} {country}" for country in countries)
        yield from (f"week {week} {name}" for name in attackers)
    for month in months:
        yield from (f"month {month} {spot}" for spot in _spots(profile))
        yield from (f"month {month} {name} {country}" for name in attackers for country in countries)


def _spots(profile: Profile) -> list[str]:
    """Settlements and divisions named; a town stands for its division as well, under the division's name."""
    places = [s.place for s in profile.spots[:_PLACES] if s.place is not None]
    towns = [p.id for p in places if p.kind is not PlaceKind.ADMIN1]
    divisions = [f"{p.country}/{p.name if p.kind is PlaceKind.ADMIN1 else p.admin1}" for p in places if p.country]
    return list(dict.fromkeys((*towns, *divisions)))


def _windows(profile: Profile) -> tuple[list[str], list[str]]:
    """Weeks and months in which it may have happened; weeks only where it is known that well."""
    weeks: dict[str, None] = {}
    months: dict[str, None] = {}
    for first, last in _bounds(profile):
        width = (last - first).days + 1
        first, last = _moved(first, -_SLACK), _moved(last, _SLACK)
        if width <= 2 * _WEEK:
            weeks |= dict.fromkeys(str(n) for n in range(first.toordinal() // _WEEK, last.toordinal() // _WEEK + 1))
        if width <= _YEAR:
            months |= dict.fromkeys(_months(first, last))
    return list(weeks), list(months)


def _bounds(profile: Profile) -> Iterator[tuple[date, date]]:
    yield from ((w.first, w.last) for w in profile.whens[:2])
    published = profile.account.published_last
    if not profile.whens and published is not None and profile.is_main:
        yield _moved(published, -_LAG), published


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _months(first: date, last: date) -> Iterator[str]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
