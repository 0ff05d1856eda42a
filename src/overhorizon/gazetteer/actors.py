"""The registry of public actors: armed groups and forces from our table, and for every country its state.

Facts only: a name is in the registry because reports use it, which says nothing of what its bearer did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.gazetteer.countries import Country
from overhorizon.gazetteer.forces import Force, forces_of
from overhorizon.gazetteer.tables import read_table, several

_MINISTRIES = tuple(
    f"{name} {word}" for name in ("Foreign", "Defense", "Defence", "Interior", "foreign", "defense", "defence", "interior")
    for word in ("Ministry", "ministry") if name[0].isupper() == word[0].isupper()
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """An actor, and what the registry says of its names.

    ``weak`` names count only beside another name of it in the same text; ``local`` are ids of actors whose bare names it bears in
    its own countries ("Islamic State" of a province).
    """

    actor: Actor
    weak: tuple[str, ...] = ()
    local: tuple[str, ...] = ()


def load_actors(countries: Sequence[Country]) -> tuple[Registered, ...]:
    """The actors of our table in its order, then government and forces of each country."""
    listed = list(_listed())
    state = {actor.id: actor for country in countries for actor in _state(country)}
    own = [_joined(entry, state.pop(entry.actor.id)) if entry.actor.id in state else entry for entry in listed]
    return (*own, *(Registered(actor=actor) for actor in state.values()))


MADE = ("gov-", *(f"{force.value}-" for force in Force))  # ids of the actors that every country has
_COMMON_NOUN = re.compile(r" (?:Groups?|Gang|Cartel|Militias?|Brigade|Battalion|Regiment|Division|Network|Coalition|Faction)$")


def spellings(name: str) -> tuple[str, ...]:
    """A listed name, and as papers write it that put the noun at its end in small letters: "Maute group"."""
    noun = _COMMON_NOUN.search(name)
    if noun is None or name.lower().startswith("the "):
        return (name,)
    return name, name[: noun.start()] + noun.group().lower()


def _joined(entry: Registered, made: Actor) -> Registered:
    """A row that adds names to an actor made for a country."""
    actor = entry.actor
    aliases = dict.fromkeys((*actor.aliases, made.name, *made.aliases))
    return replace(entry, actor=replace(actor, aliases=tuple(aliases), parents=made.parents))


def _listed() -> Iterator[Registered]:
    for row in read_table("actors.tsv"):
        actor = Actor(
            id=row["id"],
            name=row["name"],
            kind=ActorKind(row["kind"]),
            aliases=several(row["aliases"]),
            countries=several(row["countries"]),
            parents=several(row["parents"]),
            successors=several(row["successors"]),
            active_from=int(row["from"]) if row["from"] else None,
            active_to=int(row["to"]) if row["to"] else None,
            ucdp_id=int(row["ucdp_id"]) if row["ucdp_id"] else None,
        )
        yield Registered(actor=actor, weak=several(row["weak"]), local=several(row["local"]))


def _state(country: Country) -> Iterator[Actor]:
    code = country.iso2.lower()
    names = (country.name, *country.aliases)
    adjectives = [d for d in country.demonyms if not d.endswith("s") or d in ("US", "Swiss")]
    government = [f"{head} of {the}{name}" for name in names for head in ("Government", "government") for the in ("", "the ")]
    government += [f"{word} {tail}" for word in adjectives for tail in ("government", "Government", "regime", *_MINISTRIES)]
    government += [seat for seat in country.seats if seat in ("Kremlin", "White House", "Whitehall", "Downing Street")]
    yield Actor(
        id=f"gov-{code}",
        name=f"Government of {country.name}",
        kind=ActorKind.GOVERNMENT,
        aliases=tuple(government[1:]),
        countries=(country.iso2,),
    )
    yield from forces_of(country)
