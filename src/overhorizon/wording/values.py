"""Values in words: the same short forms in tables, maps and the terminal."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Value
from overhorizon.domain.claims import Polarity
from overhorizon.domain.incidents import IncidentMention, Reading, RoleFiller
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location, PlaceKind, PlacePrecision
from overhorizon.domain.reports import Publication
from overhorizon.domain.times import Bounds, DatePrecision, When
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims
from overhorizon.gazetteer.countries import load_countries

DATE_CLASS = {
    DatePrecision.DAY: "day",
    DatePrecision.DAYS: "2-6 days",
    DatePrecision.WEEK: "week",
    DatePrecision.MONTH: "month",
    DatePrecision.YEAR: "year",
    DatePrecision.UNKNOWN: "unknown",
}
PLACE_CLASS = {
    PlacePrecision.EXACT: "exact",
    PlacePrecision.NEAR: "near the place",
    PlacePrecision.ADMIN2: "second-order division",
    PlacePrecision.ADMIN1: "first-order division",
    PlacePrecision.FUZZY: "area",
    PlacePrecision.COUNTRY: "country only",
    PlacePrecision.WATER_OR_AIR: "sea or air",
}
_PREFIX = {CountBasis.AT_LEAST: "at least ", CountBasis.UP_TO: "up to ", CountBasis.ABOUT: "about "}


def count_words(count: Count, words: str) -> str:
    """A count as a person says it; ``words`` are the report's own, for counts that have no number."""
    number = next((n for n in (count.best, count.low, count.high) if n is not None), None)
    if number is None or not has_number(count):
        return f"“{words}”"
    if count.low is not None and count.high is not None and count.low != count.high:
        return f"{count.low:,} to {count.high:,}"
    prefix = _PREFIX.get(count.basis, "")
    if not prefix and count.high is None:
        prefix = "at least "
    elif not prefix and count.low is None:
        prefix = "up to "
    return f"{prefix}{number:,}"


def has_number(count: Count) -> bool:
    """False for "dozens" and the like, which only a codebook turns into a number."""
    return count.basis is not CountBasis.VAGUE and any(n is not None for n in (count.low, count.best, count.high))


def toll_words(reading: Reading[Toll], text: str) -> str:
    """The total of one toll, without its harm; unknown and withheld ones by their state."""
    if reading.value is None:
        return reading.state.value
    named = " + ".join(part.words for part in reading.value.parts)  # of a count without a number: "dozens"
    return count_words(reading.value.total, named or reading.span.of(text))


def tolls_of(incident: IncidentMention, harm: Harm, *, attackers: bool = False) -> tuple[Reading[Toll], ...]:
    """The known and current readings of one harm: rival accounts of one count.

    What attackers suffered is a count of its own, and some of those counted are no rivals of the whole.
    """
    return tuple(
        reading
        for reading in incident.tolls
        if reading.value is not None
        and not (reading.superseded or reading.partial)
        and reading.value.harm is harm
        and (reading.value.victims is Victims.ATTACKERS) == attackers
    )


def tolls_killed(incident: IncidentMention) -> tuple[Toll, ...]:
    """All current tolls of dead, attackers' own among them, the preferred one first.

    Figures that were replaced and counts of some of the dead are left out.
    """
    readings = (r for r in incident.tolls if not (r.superseded or r.partial))
    return tuple(r.value for r in readings if r.value is not None and r.value.harm is Harm.KILLED)


def rivals_words(readings: Iterable[Reading[Toll]], text: str, *, between: str, speakers: Mapping[str, str] | None = None) -> str:
    """All counts that the readings give, each once, in their order; where there are several, with who holds them."""
    held: dict[str, list[str]] = {}
    for reading in readings:
        names = held.setdefault(toll_words(reading, text), [])
        name = (speakers or {}).get(reading.claim or "")
        if name and name not in names:
            names.append(name)
    if len(held) < 2:
        return between.join(held)
    return between.join(f"{words} ({', '.join(names)})" if names else words for words, names in held.items())


def speakers_of(analysis: Analysis) -> dict[str, str]:
    """Who makes each claim, by its id, in the report's words; who denies it says so."""
    return {
        claim.id: f"denied by {claim.speaker.words}" if claim.polarity is Polarity.DENIES else claim.speaker.words
        for claim in analysis.claims
        if claim.speaker is not None
    }


def bounds_words(bounds: Bounds) -> str:
    """A day, month or year where the bounds are exactly that; else both ends."""
    first, last = bounds.earliest, bounds.latest
    if first is None or last is None:
        if first is None and last is None:
            return "unknown"
        return f"by {last}" if first is None else f"since {first}"
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}"
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and last.day == _days_in_month(last):
        return f"{first:%Y-%m}"
    return f"{first} to {last}"


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def when_words(when: When) -> str:
    """When it happened, as far as it is known: no more than the bounds say."""
    if not when.is_resolved:
        return "not anchored"
    if when.start == when.end:
        return bounds_words(when.start)
    return f"from {bounds_words(when.start)} until {bounds_words(when.end)}"


@cache
def _country_names() -> dict[str, str]:
    return {country.iso2: country.name for country in load_countries()}


def country_name(iso2: str | None) -> str | None:
    """The name of a country by its ISO 3166-1 alpha-2 code; the code itself where the table lacks it."""
    return _country_names().get(iso2, iso2) if iso2 else None


def location_words(location: Location) -> str:
    """The place by name with its division and country; the report's own words where no entry fits."""
    place = location.place
    if location.precision is PlacePrecision.COUNTRY and location.country:
        return country_name(location.country) or location.country
    if place is None:
        return ", ".join(part for part in (location.described, country_name(location.country)) if part)
    division = place.admin1 if place.kind not in (PlaceKind.COUNTRY, PlaceKind.ADMIN1) else None
    country = country_name(place.country or location.country)
    parts = (place.name, division, country if place.kind is not PlaceKind.COUNTRY else None)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def party_words(party: Party) -> str:
    """The registry's name, or the report's words; an open party says so."""
    return f"{party.words} (open)" if party.candidates else party.name


def publication_words(publication: Publication | None) -> str:
    """An instant, a day or two days; "unknown" where nobody says."""
    if publication is None:
        return "unknown"
    if publication.instant is not None:
        return publication.instant.isoformat(sep=" ", timespec="minutes")
    return bounds_words(Bounds(earliest=publication.first, latest=publication.last))


def value_words(value: Value) -> str:
    """A value of an assessment as a person reads it; a toll without its harm."""
    match value:
        case Toll():
            named = " + ".join(part.words for part in value.parts)
            return count_words(value.total, named) if has_number(value.total) or named else "no number"
        case When():
            return when_words(value)
        case Location():
            return location_words(value)
        case RoleFiller():
            return party_words(value.party)
    return str(value.value)
