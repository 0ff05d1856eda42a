"""Countries, divisions and actors by the names that people write, as the gazetteer knows them; what it does not know, with a cure."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from overhorizon.domain.parties import Actor
from overhorizon.domain.watches import Region
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.fold import name_key
from overhorizon.settings.mistakes import did_you_mean, nearest


class UnknownName(Exception):
    """The message says what no name is, and which ones come near."""


class Names:
    """Looks names up in a gazetteer. Nothing is guessed: a name that several bear is refused, with the ways to write each."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def country(self, written: str) -> str:
        """The ISO 3166-1 alpha-2 code of a name or a code of two or three letters. Raises UnknownName."""
        countries = self.gazetteer.countries
        upper = written.upper()
        for known in countries.values():
            if upper in (known.iso2, known.iso3):
                return known.iso2
        found = self._countries.get(name_key(written), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownName(f"{written!r} may be {_or(f'{countries[c].name!r}' for c in found)}: write one of them")
        cure = did_you_mean(written, self._country_names, "write its usual English name or its ISO code, such as 'SO'")
        raise UnknownName(f"no country is called {written!r}{cure}")

    def region(self, written: str) -> Region:
        """The first-order division of a name such as "Khyber Pakhtunkhwa, Pakistan". Raises UnknownName."""
        name, comma, country = (part.strip() for part in written.rpartition(","))
        if not comma or not name:
            raise UnknownName(f"{written!r} has no country: write a division as 'Khyber Pakhtunkhwa, Pakistan'")
        code = self.country(country)
        divisions = self.gazetteer.divisions(code)
        ids = {place.id for place in divisions}
        found = [place for place in self.gazetteer.places_named(name) if place.id in ids]
        if len(found) == 1:
            return Region(country=code, admin1=found[0].name)
        held = self.gazetteer.countries[code].name
        names = [place.name for place in divisions]
        if found:
            raise UnknownName(f"{name!r} may be {_or(repr(place.name) for place in found)} in {held}: write one of them")
        close = nearest(name, names)
        cure = f"did you mean {_or(repr(f'{each}, {held}') for each in close)}?" if close else f"it has {', '.join(names)}"
        raise UnknownName(f"no first-order division of {held} is called {name!r}: {cure}")

    def actor(self, written: str) -> str:
        """The registry id of an actor's id, name or other name; its own name counts before others' by-names. Raises UnknownName."""
        if written in self.gazetteer.actors:
            return written
        key = name_key(written)
        found = self._own_names.get(key) or self._by_names.get(key, ())
        if len(found) == 1:
            return found[0].id
        if found:
            raise UnknownName(f"{written!r} may be {_or(f'{a.name} ({a.id!r})' for a in found)}: write the id in brackets")
        if (meant := self.gazetteer.actor_of(written)) is not None:
            return meant.id
        alike = self.gazetteer.actors_like(written)
        if alike:
            cure = f": did you mean {_or(f'{actor.name!r}' for actor, _ in alike[:3])}?"
        else:
            cure = did_you_mean(written, self._actor_names, "write a name of the registry; describing words are no names")
        raise UnknownName(f"no actor is called {written!r}{cure}")

    @cached_property
    def _countries(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for known in self.gazetteer.countries.values():
            for key in dict.fromkeys(name_key(name) for name in (known.name, *known.aliases)):
                found[key] = (*found.get(key, ()), known.iso2)
        return found

    @cached_property
    def _country_names(self) -> tuple[str, ...]:
        return tuple(known.name for known in self.gazetteer.countries.values())

    @cached_property
    def _own_names(self) -> Mapping[str, tuple[Actor, ...]]:
        return _by_key((actor, (actor.name,)) for actor in self.gazetteer.actors.values())

    @cached_property
    def _by_names(self) -> Mapping[str, tuple[Actor, ...]]:
        return _by_key((actor, actor.aliases) for actor in self.gazetteer.actors.values())

    @cached_property
    def _actor_names(self) -> tuple[str, ...]:
        return tuple(name for actor in self.gazetteer.actors.values() for name in (actor.name, *actor.aliases))


def _by_key(named: Iterable[tuple[Actor, Iterable[str]]]) -> Mapping[str, tuple[Actor, ...]]:
    found: dict[str, tuple[Actor, ...]] = {}
    for actor, names in named:
        for key in dict.fromkeys(name_key(name) for name in names):
            found[key] = (*found.get(key, ()), actor)
    return found


def _or(parts: Iterable[str]) -> str:
    return " or ".join(parts)
