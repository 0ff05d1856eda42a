"""Tags a text with everything that the gazetteer knows: actors and our own places first, then phrases of GeoNames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from overhorizon.domain.parties import Actor
from overhorizon.domain.places import PlaceKind
from overhorizon.domain.spans import Span
from overhorizon.gazetteer.actors import MADE, Registered, spellings
from overhorizon.gazetteer.countries import Country
from overhorizon.gazetteer.features import narrowed, widened
from overhorizon.gazetteer.fold import name_key
from overhorizon.gazetteer.forces import force_behind, force_of_country
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit, PlaceHit
from overhorizon.gazetteer.lexicon import Lexicon
from overhorizon.gazetteer.phrases import phrases
from overhorizon.gazetteer.places import KINDS, PlaceTable
from overhorizon.gazetteer.us_states import AFTER_CITY, CODES, STANDING
from overhorizon.gazetteer.vocabulary import LOCATIVE, OTHER_NAME_AFTER

_MODIFIER = re.compile(
    r"-(?:led|backed|based|born|linked|aligned|allied|funded|trained|made|controlled|held|occupied|supported|affiliated|bound|"
    r"administered|brokered|sponsored|armed|supplied|built|run)\b"
)
# What follows "US" or "UK" when it qualifies a noun ("US troops"), as against "the US is", "the US and".
_COMPOUND = re.compile(
    r"-\w|(?: (?!(?:is|was|has|had|are|were|will|would|and|or|in|to|as|for|of|with|on|by|at|after|since|from|but|that|which|who|"
    r"where|when|while|can|could|should|must|may|might|does|did|also|before|during|over|under|against|there|last|next|this|The|In|But|He|"
    r"She|It|They|A|An|On|At|As|And|We|That|This|These)\b)[A-Za-z])"
)
_GIVEN_NAMES = frozenset({"Chad", "Jordan", "Georgia", "Israel", "Kenya", "India", "Ireland", "Holland", "Jersey", "Vienna"})
_ADDRESS = re.compile(r"(?:\b[A-Z][a-z]+ |\b(?:Mr|Mrs|Ms|Dr)\. )$")
_SURNAME = re.compile(r" [A-Z][\w'’-]++(?! [A-Z])")


@dataclass(frozen=True, slots=True)
class _PlaceName:
    """A listed name of a place; the rows are looked up when it is found."""

    key: str


@dataclass(frozen=True, slots=True)
class _WeakName:
    """A name that counts only where the text also has another name of the actor."""

    actor: Actor


Entry = Actor | _WeakName | Country | _PlaceName


class Tagger:
    """Finds hits; built once, then read only."""

    def __init__(self, table: PlaceTable, countries: Sequence[Country], registry: Sequence[Registered]) -> None:
        self._table = table
        self._seats: dict[str, tuple[str, ...]] = {}
        self._countries: dict[str, tuple[str, ...]] = {}
        for country in countries:
            for key in dict.fromkeys(name_key(name) for name in (country.name, *country.aliases)):
                self._countries[key] = (*self._countries.get(key, ()), country.iso2)
            for seat in country.seats:
                key = name_key(seat)
                self._seats[key] = (*self._seats.get(key, ()), country.iso2)
        names: list[tuple[str, Entry]] = [
            (spelling, e.actor) for e in registry for name in (e.actor.name, *e.actor.aliases) for spelling in spellings(name)
        ]
        names += [(name, _WeakName(e.actor)) for e in registry for name in e.weak]
        names += [(demonym, country) for country in countries for demonym in country.demonyms]
        names += [(name, _PlaceName(name_key(name))) for name in table.own_names]
        self._lexicon: Lexicon[Entry] = Lexicon(names)
        self._actors = {entry.actor.id: entry.actor for entry in registry}

    def tag(self, text: str, *, states: bool = True) -> tuple[Hit, ...]:
        """Hits in order of the text; none overlap: the longest wins, then actors before nationalities before places.

        Without `states`, governments, armies and police of countries are left out: "Chilean police" is a nationality then.
        """
        hits: list[Hit] = [h for h in self._listed(text) if states or not _is_state(h)]
        hits += self._divisions(text)
        hits += [self._phrase(text, phrase.start, phrase.end) for phrase in phrases(text, self._table)]
        return _longest(hits)

    def place_at(self, text: str, span: Span) -> PlaceHit | None:
        """The words of the span taken as a place name, whatever stands around them; None where no place bears it."""
        for start, end, feature in narrowed(text, span.start, span.end):
            key = CODES.get(text[start:end])
            if key or self._table.find([name_key(text[start:end])])[0]:
                hit = self._place(text, start, end) if not key else self._state(text, start, end)
                return replace(hit, span=span, words=text[span.start : span.end], feature=feature)
        return None

    def _listed(self, text: str) -> list[Hit]:
        hits: list[Hit] = []
        forces: list[Hit] = []
        found = list(self._lexicon.find(text))
        named = {value.id for _, _, values in found for value in values if isinstance(value, Actor)}
        for start, end, values in found:
            if text[end : end + 1] == "$" or text[max(0, start - 1) : start] == "$":
                continue  # "US$460"
            span, words = Span(start=start, end=end), text[start:end]
            weak = tuple(v.actor for v in values if isinstance(v, _WeakName) and v.actor.id in named)
            if actors := (*(v for v in values if isinstance(v, Actor)), *weak):
                hits.append(ActorHit(span=span, words=words, candidates=actors))
            nationalities = tuple(v.iso2 for v in values if isinstance(v, Country))
            places = [v for v in values if isinstance(v, _PlaceName)]
            if force := self._force(text, start, end, nationalities, named_as_place=bool(places)):
                forces.append(force)
            if nationalities and not (places and not _COMPOUND.match(text, end)):
                hits.append(DemonymHit(span=span, words=words, countries=nationalities))
            elif places and not _is_given_name(text, start, end) and not OTHER_NAME_AFTER.match(text, end):
                hits.append(self._place(text, start, end))
        return [*hits, *forces]  # of two readings of the same words the first is kept: a listed name before the rule

    def _force(self, text: str, start: int, end: int, nationalities: tuple[str, ...], *, named_as_place: bool) -> ActorHit | None:
        """The forces of the state that a nationality or a country's name stands for, with the words behind it."""
        found = force_behind(text, end) if nationalities else None
        if found is None and named_as_place:
            nationalities = self._countries.get(name_key(text[start:end]), ())
            found = force_of_country(text, start, end) if nationalities else None
        if found is None:
            return None
        force, last = found
        actors = tuple(self._actors[f"{force.value}-{code.lower()}"] for code in nationalities)
        return ActorHit(span=Span(start=start, end=last), words=text[start:last], candidates=actors)

    def _divisions(self, text: str) -> list[Hit]:
        hits: list[Hit] = []
        for pattern in (AFTER_CITY, STANDING):
            hits.extend(self._state(text, match.start(), match.end()) for match in pattern.finditer(text))
        return hits

    def _state(self, text: str, start: int, end: int) -> PlaceHit:
        words = text[start:end]
        row = self._table.division("US." + CODES.get(words, words))
        return PlaceHit(span=Span(start=start, end=end), words=words, rows=(row,))

    def _phrase(self, text: str, start: int, end: int) -> PlaceHit:
        hit = self._place(text, start, end)
        first, last, feature = widened(text, hit.span.start, hit.span.end)
        if (first, last) == (hit.span.start, hit.span.end) or self._table.kind[hit.rows[0]] == KINDS.index(PlaceKind.COUNTRY):
            return hit
        return replace(hit, span=Span(start=first, end=last), words=text[first:last], feature=feature, seat_of=())

    def _place(self, text: str, start: int, end: int) -> PlaceHit:
        words = text[start:end]
        key = name_key(words)
        match = self._table.find([key])[0]
        assert match is not None, f"tagged what the table does not hold: {words}"
        if words[:4] in ("The ", "the "):  # "the Philippines", yet "The Hague"
            bare = self._table.find([name_key(words[4:])])[0]
            if bare is not None and match.rows[0] in bare.rows and not self._table.name(match.rows[0]).startswith("The "):
                return self._place(text, start + 4, end)
        return PlaceHit(
            span=Span(start=start, end=end),
            words=words,
            rows=match.rows,
            alternates=match.alternates,
            seat_of=self._seats.get(key, ()),
            modifier=_MODIFIER.match(text, end) is not None,
        )


def _is_given_name(text: str, start: int, end: int) -> bool:
    """Whether a country's name is a person's here: "Chad Walker", "Mr. Jordan"."""
    if text[start:end].title() not in _GIVEN_NAMES:
        return False
    if _ADDRESS.search(text, max(0, start - 20), start):
        return True
    before = text[max(0, start - 12) : start].split()
    located = bool(before) and before[-1].lower() in LOCATIVE
    return _SURNAME.match(text, end) is not None and not located


def _is_state(hit: Hit) -> bool:
    return isinstance(hit, ActorHit) and all(actor.id.startswith(MADE) for actor in hit.candidates)


_RANK = {ActorHit: 0, DemonymHit: 1, PlaceHit: 2}


def _longest(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    ordered = sorted(hits, key=lambda h: (h.span.start - h.span.end, h.span.start, _RANK[type(h)]))
    taken: list[Hit] = []
    covered: set[int] = set()
    for hit in ordered:
        if hit.span.start in covered or hit.span.end - 1 in covered:
            continue
        covered.update(range(hit.span.start, hit.span.end))
        taken.append(hit)
    return tuple(sorted(taken, key=lambda h: h.span))
