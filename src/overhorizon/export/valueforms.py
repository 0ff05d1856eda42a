"""Values as plain JSON: the same forms in one report's readings and in assessments across reports. docs/json.md documents the fields."""

from datetime import date

from overhorizon.domain.incidents import IncidentType, RoleFiller
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location
from overhorizon.domain.times import Bounds, When
from overhorizon.domain.tolls import Count

Json = dict[str, object]


def type_form(value: IncidentType) -> str:
    """What kind of violence."""
    return value.value


def day_form(day: date | None) -> str | None:
    """A day as in ISO 8601."""
    return day.isoformat() if day else None


def bounds_form(bounds: Bounds) -> Json:
    """Two days, each may be open."""
    return {"earliest": day_form(bounds.earliest), "latest": day_form(bounds.latest)}


def when_form(when: When) -> Json:
    """When it was, as far as the words say."""
    anchor = when.anchor
    return {
        "expression": when.expression,
        "start": bounds_form(when.start),
        "end": bounds_form(when.end),
        "precision": when.precision.value,
        "precision_name": when.precision.name.lower(),
        "anchor": {"kind": anchor.kind.value, "first": day_form(anchor.first), "last": day_form(anchor.last)} if anchor else None,
        "duration_days": when.duration_days,
    }


def location_form(location: Location) -> Json:
    """Where it was; a pin only where the words are precise enough."""
    place, pin = location.place, location.pin
    return {
        "described": location.described,
        # No coordinates here: those of a country or a province are its centre, which nobody reported.
        "place": {
            "id": place.id,
            "name": place.name,
            "kind": place.kind.value,
            "country": place.country,
            "admin1": place.admin1,
        }
        if place
        else None,
        "country": location.country,
        "precision": location.precision.value,
        "precision_name": location.precision.name.lower().replace("_", " "),
        "pin": {"lat": pin.lat, "lon": pin.lon} if pin else None,
    }


def count_form(count: Count) -> Json:
    """A number of people."""
    return {"low": count.low, "best": count.best, "high": count.high, "basis": count.basis.value}


def role_form(filler: RoleFiller) -> Json:
    """Who has which role."""
    return {"role": filler.role.value, "party": party_form(filler.party)}


def party_form(party: Party) -> Json:
    """A party, with its entry of the registry."""
    actor = party.actor
    return {
        "words": party.words,
        "actor": {"id": actor.id, "name": actor.name, "kind": actor.kind.value} if actor else None,
        "candidates": list(party.candidates),
    }
