"""What tagging finds: spans of a text and the entries that they may name. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass

from overhorizon.domain.parties import Actor
from overhorizon.domain.places import PlaceKind
from overhorizon.domain.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHit:
    """A name of one or more places.

    ``rows`` are row numbers of the gazetteer (`Gazetteer.place` turns one into a value), those usually so called first;
    ``alternates`` are those among them for which it is a rarer name. ``seat_of`` are the countries (ISO 3166-1 alpha-2)
    whose government the name may stand for ("Kabul said"). ``modifier``: it qualifies something else ("US troops",
    "Mosul-based"), so it is evidence of a country and seldom the scene. ``feature``: the kind of what is named after the place
    and lies somewhere about it ("Salinas Valley"), where that has no row of its own.
    """

    span: Span
    words: str
    rows: tuple[int, ...]
    alternates: frozenset[int] = frozenset()
    seat_of: tuple[str, ...] = ()
    modifier: bool = False
    feature: PlaceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonymHit:
    """An adjective or noun of nationality: never a place, yet evidence of a country (alpha-2)."""

    span: Span
    words: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorHit:
    """A name that one or more actors of the registry bear."""

    span: Span
    words: str
    candidates: tuple[Actor, ...]


Hit = PlaceHit | DemonymHit | ActorHit
