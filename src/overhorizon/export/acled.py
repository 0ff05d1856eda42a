"""Incidents under the column names of ACLED: a draft for coders, with empty cells for what is not known.

What ACLED assigns (ids, regions, source scale, tags, upload time) stays empty. docs/exports.md tables the types.
Source of the names and classes: ACLED codebook.
"""

from dataclasses import dataclass
from datetime import date

from overhorizon.domain.incidents import IncidentMention, IncidentType, Realis, Role
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location, PlaceKind, PlacePrecision
from overhorizon.domain.times import DatePrecision, When
from overhorizon.export.coded import Countries, Resolver, against_civilians, is_armed, is_state, sides
from overhorizon.export.tables import Row, Told
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import party_words, tolls_killed

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)

_BATTLES, _REMOTE, _CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
_STRATEGIC = "Strategic developments"
EVENT_TYPES: dict[IncidentType, tuple[str, str]] = {
    IncidentType.BOMBING: (_REMOTE, "Remote explosive/landmine/IED"),  # "Suicide bomb" where the words say so
    IncidentType.ARMED_CLASH: (_BATTLES, "Armed clash"),
    IncidentType.AIR_STRIKE: (_REMOTE, "Air/drone strike"),
    IncidentType.SHELLING: (_REMOTE, "Shelling/artillery/missile attack"),
    IncidentType.KIDNAPPING: (_CIVILIANS, "Abduction/forced disappearance"),
    IncidentType.EXECUTION: (_CIVILIANS, "Attack"),
    IncidentType.ARREST: (_STRATEGIC, "Arrests"),
}
_BY_TARGET = (IncidentType.ARMED_ASSAULT, IncidentType.TARGETED_KILLING)  # on armed actors a clash, on civilians an attack
_TIME = {DatePrecision.DAY: 1, DatePrecision.DAYS: 2, DatePrecision.WEEK: 2, DatePrecision.MONTH: 3}
_GEO = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.NEAR: 2,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 3,
    PlacePrecision.FUZZY: 3,
}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row needs of one incident, once it is known that it can be coded."""

    incident: IncidentMention
    location: Location
    when: When
    day: date


class AcledCoder:
    """Codes what happened at a place within a country and at a time known to the month; the rest is left out with its reason."""

    def __init__(self, countries: Countries, resolve: Resolver) -> None:
        self._countries = countries
        self._resolve = resolve

    def __call__(self, told: Told) -> Row | str:
        analysis, incident = told
        if incident.realis is not Realis.ACTUAL:
            return "not reported as having happened"
        if incident.type not in EVENT_TYPES and incident.type not in _BY_TARGET:
            return "of a type that ACLED does not code"
        location, when = incident.location, incident.when
        if location is None or location.precision is PlacePrecision.COUNTRY:
            return "no place within a country"
        day = _event_day(when)
        if when is None or day is None:
            return "no date that is known to the month"
        known = _Told(incident, location, when, day)
        text, report = analysis.report.text, analysis.report
        cells: Row = {
            "event_id_cnty": incident.id,
            **_what_cells(known, text),
            **_when_cells(known),
            **self._who_cells(known),
            **self._where_cells(location),
            "source": report.outlet,
            "notes": sentence_around(text, incident.triggers[0]).of(text),
            "fatalities": self._resolve(tolls_killed(incident)).best,  # empty where no toll was read: silence is no zero
        }
        return {column: cells.get(column) for column in COLUMNS}

    def _who_cells(self, told: _Told) -> Row:
        first, second = sides(told.incident)
        civilians = against_civilians(told.incident)
        country = told.location.country
        types = [self._inter(first, country), "Civilians" if civilians else self._inter(second, country)]
        return {
            "actor1": party_words(first) if first else None,
            "inter1": types[0],
            "actor2": self._civilians(country) if civilians else party_words(second) if second else None,
            "inter2": types[1],
            "interaction": "-".join(t for t in types if t) if all(types) else None,
            "civilian_targeting": "Civilians targeted" if civilians else None,
        }

    def _inter(self, party: Party | None, country: str | None) -> str | None:
        """ACLED's actor type where the registry settles it: whether a group is rebel or militia, it does not."""
        if party is None or party.actor is None or not is_state(party) or country is None or not party.actor.countries:
            return None
        return "State forces" if country in party.actor.countries else "External/Other forces"

    def _civilians(self, country: str | None) -> str:
        found = self._countries.get(country or "")
        return f"Civilians ({found.name})" if found else "Civilians"

    def _where_cells(self, location: Location) -> Row:
        place, pin = location.place, location.pin
        country = self._countries.get(location.country or "")
        return {
            "country": country.name if country else location.country,
            "admin1": place.name if place and place.kind is PlaceKind.ADMIN1 else place.admin1 if place else None,
            "admin2": place.name if place and place.kind is PlaceKind.ADMIN2 else None,
            "location": place.name if place else location.described,
            "latitude": round(pin.lat, 4) if pin else None,
            "longitude": round(pin.lon, 4) if pin else None,
            "geo_precision": _GEO.get(location.precision),
        }


def _what_cells(told: _Told, text: str) -> Row:
    incident = told.incident
    kind = EVENT_TYPES.get(incident.type) or _by_target(incident)
    if incident.type is IncidentType.BOMBING and any("suicide" in s.of(text).lower() for s in incident.triggers):
        kind = (_REMOTE, "Suicide bomb")
    disorder = "Political violence" if kind is None or kind[0] != _STRATEGIC else _STRATEGIC
    return {
        "disorder_type": disorder,
        "event_type": kind[0] if kind else None,
        "sub_event_type": kind[1] if kind else None,
    }


def _by_target(incident: IncidentMention) -> tuple[str, str] | None:
    """On armed actors a clash, on civilians an attack; open where the report does not say who was hit."""
    if against_civilians(incident):
        return _CIVILIANS, "Attack"
    if any(is_armed(party) for party in incident.parties(Role.TARGET)):
        return _BATTLES, "Armed clash"
    return None


def _event_day(when: When | None) -> date | None:
    """The day, or the middle of the days between which it lies; None beyond a month or with an open side."""
    if when is None or when.earliest is None or when.latest is None or when.precision not in _TIME:
        return None
    return when.earliest + (when.latest - when.earliest) // 2


def _when_cells(told: _Told) -> Row:
    return {"event_date": told.day.isoformat(), "year": told.day.year, "time_precision": _TIME[told.when.precision]}
