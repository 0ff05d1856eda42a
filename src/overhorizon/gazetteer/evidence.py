"""What a text says about which countries and divisions it is about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from overhorizon.domain.places import PlaceKind
from overhorizon.gazetteer.fold import name_key
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit, PlaceHit
from overhorizon.gazetteer.places import KINDS, PlaceTable

_COUNTRY, _ADMIN1 = KINDS.index(PlaceKind.COUNTRY), KINDS.index(PlaceKind.ADMIN1)
_NAMED, _NATIONALITY, _ACTOR, _SINGLE, _GIVEN = 0.7, 0.6, 0.5, 0.5, 2.0
K = TypeVar("K", str, int)
_MANY = 12  # actors of more countries say nothing of where


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a report besides its text: the countries (alpha-2) of its theatre or outlet."""

    countries: tuple[str, ...] = ()


class Evidence:
    """Weights of countries (by alpha-2) and of first-order divisions (by number in the table).

    A name is no evidence for itself: what it added is left out when its own candidates are judged.
    """

    def __init__(self) -> None:
        self._countries: Counter[str] = Counter()
        self._divisions: Counter[int] = Counter()
        self._of_name: dict[str, tuple[Counter[str], Counter[int]]] = {}

    def country(self, code: str, name: str) -> float:
        """Support for a country apart from `name`, growing slowly with its mentions; 0 where nothing speaks for it."""
        own = self._of_name[name][0][code] if name in self._of_name else 0.0
        return math.log1p(max(0.0, self._countries[code] - own))

    def division(self, number: int, name: str) -> float:
        """Support for a first-order division, as `country`."""
        own = self._of_name[name][1][number] if name in self._of_name else 0.0
        return math.log1p(max(0.0, self._divisions[number] - own))

    def add_countries(self, codes: Sequence[str], weight: float, name: str = "") -> None:
        """Share a weight among countries; nothing where they are too many to say where."""
        if len(codes) > _MANY:
            return
        for code in codes:
            self._add(self._countries, code, weight / len(codes))
            if name:
                self._add(self._of_name.setdefault(name, (Counter(), Counter()))[0], code, weight / len(codes))

    def add_division(self, number: int, name: str) -> None:
        """Count one mention of a division."""
        self._add(self._divisions, number, _NAMED)
        self._add(self._of_name.setdefault(name, (Counter(), Counter()))[1], number, _NAMED)

    @staticmethod
    def _add(counter: Counter[K], key: K, weight: float) -> None:
        counter[key] = counter[key] + weight  # type: ignore[assignment]


def gather(hits: Iterable[Hit], table: PlaceTable, context: Context) -> Evidence:
    """Count what the hits of one text, and its context, say for each country and division."""
    evidence = Evidence()
    for code in context.countries:
        evidence.add_countries((code,), _GIVEN)
    for hit in hits:
        if isinstance(hit, DemonymHit):
            evidence.add_countries(hit.countries, _NATIONALITY)
        elif isinstance(hit, ActorHit):
            evidence.add_countries(sorted({c for actor in hit.candidates for c in actor.countries}), _ACTOR)
        else:
            _from_place(hit, table, evidence)
    return evidence


def _from_place(hit: PlaceHit, table: PlaceTable, evidence: Evidence) -> None:
    name = name_key(hit.words)
    usual = [row for row in hit.rows if row not in hit.alternates]
    whole = [row for row in usual if table.kind[row] == _COUNTRY]
    codes = sorted({table.country_codes[table.country[row]] for row in hit.rows})
    if whole:
        evidence.add_countries((table.country_codes[table.country[whole[0]]],), _NAMED, name)
    elif len(codes) == 1:
        evidence.add_countries(codes, _SINGLE, name)
    divisions = [row for row in usual if table.kind[row] == _ADMIN1]
    for row in divisions:
        evidence.add_division(int(table.admin1[row]), name)
    if len(divisions) == 1 and not whole and len(codes) > 1:
        evidence.add_countries((table.country_codes[table.country[divisions[0]]],), _SINGLE, name)
