"""What a person writes for the value of a property, as the value."""

import re
from collections.abc import Callable
from typing import Final

from overhorizon.domain.assessment import Property, Value
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.incidents import IncidentType, Role, RoleFiller
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll
from overhorizon.gazetteer import Gazetteer
from overhorizon.wording import parse

_NUMBER: Final = re.compile(r"(?P<how>at least|up to|about|)\s*(?P<low>\d{1,3}(?:,\d{3})+|\d{1,8})", re.ASCII)
_RANGE: Final = re.compile(r"(\d{1,8})\s*(?:to|-|–)\s*(\d{1,8})", re.ASCII)
_PRECISION: Final = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.FUZZY,
    PlaceKind.ADMIN1: PlacePrecision.ADMIN1,
    PlaceKind.ADMIN2: PlacePrecision.ADMIN2,
    PlaceKind.WATER: PlacePrecision.WATER_OR_AIR,
    PlaceKind.TERRAIN: PlacePrecision.FUZZY,
}


def value_of(about: Property, words: str, gazetteer: Gazetteer, harm: Harm | None = None) -> Value:
    """Raises InvalidInput, with what to write instead, for what is no value of the property."""
    if about is Property.TOLL:
        if harm is None:
            raise InvalidInput(f"harm: a toll is of one of: {', '.join(h.value for h in Harm)}")
        return Toll(harm=harm, total=count_of(words))
    return _OTHERS[about](words.strip(), gazetteer)


def count_of(words: str) -> Count:
    """A number, a range, or an open side: "84", "80 to 90", "at least 80", "up to 100", "about 80". Raises InvalidInput for others."""
    written = " ".join(words.lower().split())
    if between := _RANGE.fullmatch(written):
        low, high = sorted(int(n) for n in between.groups())
        return Count(low=low, best=None, high=high, basis=CountBasis.RANGE)
    found = _NUMBER.fullmatch(written)
    if found is None:
        raise InvalidInput(f"value: {words!r} is no number of people; write 84, 80 to 90, at least 80, up to 100 or about 80")
    number = int(found["low"].replace(",", ""))
    match found["how"]:
        case "at least":
            return Count(low=number, best=None, high=None, basis=CountBasis.AT_LEAST)
        case "up to":
            return Count(low=None, best=None, high=number, basis=CountBasis.UP_TO)
        case "about":
            return Count(low=None, best=number, high=None, basis=CountBasis.ABOUT)
    return Count.exactly(number)


def _when(words: str, _: Gazetteer) -> When:
    return When.within(words, *parse.days(words, "value"))


def _where(words: str, gazetteer: Gazetteer) -> Location:
    """A place by its name, with its country where several bear it: "Baidoa, Somalia"."""
    name, _, country = (part.strip() for part in words.partition(","))
    named = gazetteer.places_named(name)
    wanted = parse.country(country, "value") if country else None
    found = [place for place in named if wanted in (None, place.country)]
    if not found:
        raise InvalidInput(f"value: no place is called {words!r}; write a name, or a name and its country: Baidoa, Somalia")
    countries = sorted({place.country or "?" for place in found})
    if len(countries) > 1:
        raise InvalidInput(f"value: {name} lies in {', '.join(countries[:8])}: add its country, as in Baidoa, Somalia")
    place = max(found, key=lambda p: (p.population, p.id))
    return Location(described=words, place=place, country=place.country, precision=_precision(place))


def _precision(place: Place) -> PlacePrecision:
    return _PRECISION.get(place.kind, PlacePrecision.EXACT)


def _manner(words: str, _: Gazetteer) -> IncidentType:
    found = parse.choice(words, IncidentType, "value")
    assert found is not None  # words were given
    return found


def _filler(role: Role) -> Callable[[str, Gazetteer], RoleFiller]:
    def of(words: str, gazetteer: Gazetteer) -> RoleFiller:
        actor = gazetteer.actors.get(words) or gazetteer.actor_of(words)
        return RoleFiller(role=role, party=Party(words=actor.name if actor and words == actor.id else words, actor=actor))

    return of


_OTHERS: Final[dict[Property, Callable[[str, Gazetteer], Value]]] = {
    Property.DATE: _when,
    Property.PLACE: _where,
    Property.MANNER: _manner,
    Property.PERPETRATOR: _filler(Role.PERPETRATOR),
    Property.TARGET: _filler(Role.TARGET),
}
