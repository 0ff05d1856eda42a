"""The public face: load once, then tag texts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.domain.places import Place
from overhorizon.domain.spans import Span
from overhorizon.gazetteer.actors import MADE, Registered, load_actors
from overhorizon.gazetteer.countries import Country, load_countries
from overhorizon.gazetteer.evidence import Context
from overhorizon.gazetteer.fold import name_key
from overhorizon.gazetteer.hits import ActorHit, Hit, PlaceHit
from overhorizon.gazetteer.likeness import FLOOR, ranked, words_of_name
from overhorizon.gazetteer.places import PlaceTable
from overhorizon.gazetteer.resolve import ResolvedPlace, resolve_places
from overhorizon.gazetteer.tables import data_bytes
from overhorizon.gazetteer.tagger import Tagger

_FILES = ("places.npz", "own_places.tsv", "countries.tsv", "actors.tsv")
_GUESSABLE = 8  # letters
_RULES = "4"  # raise it when tagging or resolution can answer otherwise for the same files


class Gazetteer:
    """Names of places and actors, read only. `load` takes about a third of a second; everything after is in memory."""

    def __init__(self) -> None:
        countries = load_countries()
        registry = load_actors(countries)
        self.countries: Mapping[str, Country] = MappingProxyType({country.iso2: country for country in countries})
        self.actors: Mapping[str, Actor] = MappingProxyType({entry.actor.id: entry.actor for entry in registry})
        self.table = PlaceTable(countries)
        self.branches: Mapping[str, tuple[Actor, ...]] = MappingProxyType(_branches(registry))
        self._tagger = Tagger(self.table, countries, registry)
        self.fingerprint = _fingerprint()

    @classmethod
    def load(cls) -> Gazetteer:
        """The gazetteer that the package carries."""
        return cls()

    def tag(self, text: str, *, states: bool = True) -> tuple[Hit, ...]:
        """Places, nationalities and actors named in a text: `PlaceHit`, `DemonymHit` and `ActorHit`, in order, none overlapping.

        Without `states`, "the government of Peru" names a place, and "Chilean police" a nationality, instead of an actor.

        Example: ``for hit in gazetteer.tag("Troops left Mosul."): print(hit.span, hit.words)``
        """
        return self._tagger.tag(text, states=states)

    def place_at(self, text: str, span: Span) -> PlaceHit | None:
        """The words of the span as a name of places, though nothing around them may say so; None where no place bears it."""
        return self._tagger.place_at(text, span)

    def resolve(self, text: str, hits: Sequence[Hit], *, context: Context | None = None) -> tuple[ResolvedPlace, ...]:
        """The likeliest place of each `PlaceHit`, in order, with rivals; `open` where the text does not decide."""
        return resolve_places(text, hits, self.table, context=context)

    def actor_of(self, words: str) -> Actor | None:
        """The actor that a name as a whole names; None where no actor or more than one bears it."""
        hits = [h for h in self.tag(words) if isinstance(h, ActorHit) and h.span.end - h.span.start == len(words)]
        return hits[0].candidates[0] if len(hits) == 1 and len(hits[0].candidates) == 1 else None

    def only_armed_groups(self, words: str) -> bool:
        """Whether a name as a whole is borne by armed groups alone, be it one or several."""
        hits = [h for h in self.tag(words) if isinstance(h, ActorHit) and h.span.end - h.span.start == len(words)]
        return bool(hits) and all(actor.kind is ActorKind.ARMED_GROUP for hit in hits for actor in hit.candidates)

    def government(self, country: str) -> Actor:
        """The government of a country by its alpha-2 code. Raises KeyError."""
        return self.actors[f"gov-{country.lower()}"]

    def actors_like(self, words: str, *, floor: float = FLOOR) -> tuple[tuple[Actor, float], ...]:
        """Actors of our table with a name spelt almost so, and the likeness (0 to 100, best first); none below `floor`.

        For names that `tag` does not know ("Jamaat Nusrat al Islam wal-Muslimeen"). A single word, and names under eight letters,
        are too short to guess at; a lead of under `likeness.LEAD` points over another actor leaves it to the caller.
        """
        key = name_key(words)
        if len(key) < _GUESSABLE or " " not in key:
            return ()
        names = self._long_names.get(len(words_of_name(key)), {})
        return tuple((self.actors[actor], round(alike, 1)) for actor, alike in ranked(key, names, floor=floor))

    @cached_property
    def _long_names(self) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
        """Ids of actors by their longer names, by how many words tell them; actors made for each country are known well enough."""
        names: dict[int, dict[str, tuple[str, ...]]] = {}
        for actor in self.actors.values():
            if actor.id.startswith(MADE):
                continue
            for key in dict.fromkeys(name_key(name) for name in (actor.name, *actor.aliases)):
                if len(key) >= _GUESSABLE and " " in key:
                    those = names.setdefault(len(words_of_name(key)), {})
                    those[key] = (*those.get(key, ()), actor.id)
        return names

    def place(self, row: int) -> Place:
        """A row of `PlaceHit.rows` as a value."""
        return self.table.place(row)

    def places_named(self, name: str) -> tuple[Place, ...]:
        """Every place that bears the name, whatever stands around it; empty where none does."""
        match = self.table.find([name_key(name)])[0]
        return tuple(self.table.place(row) for row in match.rows) if match else ()

    def divisions(self, country: str) -> tuple[Place, ...]:
        """The first-order divisions of a country by its alpha-2 code, by name; none where the gazetteer has none."""
        found = (self.table.place(row) for row in self.table.divisions_of(country))
        return tuple(sorted(found, key=lambda place: place.name))


def _branches(registry: Sequence[Registered]) -> dict[str, tuple[Actor, ...]]:
    """By the id of an actor: those who bear its bare name in their own countries."""
    found: dict[str, tuple[Actor, ...]] = {}
    for entry in registry:
        for umbrella in entry.local:
            found[umbrella] = (*found.get(umbrella, ()), entry.actor)
    return found


def _fingerprint() -> str:
    digest = hashlib.sha256(_RULES.encode())
    for name in _FILES:
        digest.update(hashlib.sha256(data_bytes(name)).digest())
    return f"gazetteer-{digest.hexdigest()[:16]}"
