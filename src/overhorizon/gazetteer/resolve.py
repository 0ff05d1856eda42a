"""Which of the places that bear a name is meant.

Every candidate gets a score from the kind and size of the place, the countries and divisions that the text names, what the
words beside the name say ("Barsalogho, in north-central Burkina Faso"), and how near it lies to what else is named; size
decides last. One name means one place throughout a report (Gale, Church and Yarowsky 1992). The weights were tuned on every
second document, beginning with the first, of two news corpora (LGL, GeoVirus); the others measure them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from overhorizon.domain.places import Place, PlaceKind
from overhorizon.gazetteer.evidence import Context, Evidence, gather, is_government
from overhorizon.gazetteer.fold import name_key
from overhorizon.gazetteer.hits import Hit, PlaceHit
from overhorizon.gazetteer.places import KINDS, PlaceTable

_MAX_CANDIDATES = 48  # by size, before scoring
_KEPT = 10  # by score, before places are compared with each other
_EARTH_KM, _NEAR_KM = 6371.0, 100.0
_OPEN_MARGIN = 0.35  # a lead below this, without support from the text, leaves the name open
_LARGE, _MUCH_SMALLER = 200_000, 10  # people; times: no small place is preferred to such a city for its country's sake alone,
_MUCH_ABOUT = 1.05  # unless the text is this much about that country: support of three mentions
_BASE = {
    PlaceKind.COUNTRY: 7.0, PlaceKind.REGION: 7.0, PlaceKind.ADMIN1: 2.5, PlaceKind.ADMIN2: -0.9, PlaceKind.SETTLEMENT: 0.0,
    PlaceKind.FACILITY: 7.0, PlaceKind.WATER: 7.0, PlaceKind.TERRAIN: 7.0,
}  # fmt: skip
_SIZE = 0.55  # per factor of ten in population, for settlements and divisions
_ALTERNATE, _ALTERNATE_OF_CITY = -0.9, -0.5  # a rarer name; of a city of 200,000 or more
_SEAT = 1.5  # the capital that everyone means
_COUNTRY_SUPPORT, _DIVISION_SUPPORT, _PROXIMITY = 1.7, 0.6, 1.4
_DOUBT = 3.0
_TOGETHER, _ROUNDS, _HEARD = 0.6, 3, 0.3
_APPOSED, _WITHIN, _OWNED = 3.5, 2.5, 2.5
_WORD_FITS, _LOCAL, _LISTED = 2.3, 4.0, 1.5
_NO_DIVISION = 0xFFFF

_FIRST_ORDER = r"(?:province|governorate|state|region|oblast|department|prefecture|wilaya|krai|territory)s?"
_SECOND_ORDER = (
    r"(?:count(?:y|ies)|parish|district|municipality|division|borough|cercle|commune|township|raion|tehsil|upazila|"
    r"sub-?district|locality|woreda|zone|local government(?: area)?|LGA)s?"
)
_DIVISION_AFTER = tuple(re.compile(rf"[’']?s? {words}\b", re.IGNORECASE) for words in (_FIRST_ORDER, _SECOND_ORDER))
_DIVISION_BEFORE = tuple(re.compile(rf"\b{words} of (?:the )?$", re.IGNORECASE) for words in (_FIRST_ORDER, _SECOND_ORDER))
_RULED_AFTER = re.compile(
    r"(?:[’']s?)? (?:[Gg]overnor(?:ship)?|Gov\.|[Aa]ttorney [Gg]eneral|[Ll]egislature|[Ss]tate (?:police|officials|government)|"
    r"National Guard)\b"
)
_TOWN_AFTER = re.compile(r" (?:city|town|village)\b(?! (?:council|hall))")
_TOWN_BEFORE = re.compile(r"\b(?:city|cities|town|towns|village|villages|capital|suburb) (?:of |in )?$", re.IGNORECASE)
# "A Lebanon woman": were it the country, she would be Lebanese.
_OF_TOWN = re.compile(
    r" (?:(?:[Mm]an|[Ww]oman|[Cc]ouple|[Rr]esidents?|[Nn]ative|[Tt]een(?:ager)?|[Mm]otorist|[Mm]otorcyclist|[Ff]amily|[Bb]oys|[Gg]irls|"
    r"[Ss]tudents?|[Aa]rea|[Mm]ayor|selectmen|[Cc]ity [Cc]ouncil|[Cc]ity [Hh]all|High School|Elementary|Independent School|"
    r"Police Department|Fire Department|Public Library|Township|School Board|[Pp]olice [Oo]fficer)\b)"
)
_COMMA_GAP = re.compile(r"[’']?(?:, | \()(?:the )?$")
_LIST_GAP = re.compile(r"(?:, (?:and |or )?| (?:and|or|&) )(?:the )?")
_IN_GAP = re.compile(r"[’']?,? (?:[\w’'-]+ ){0,7}?(?:in|of|inside) (?:[\w’'-]+ ){0,5}$")
# Where the words say that one place lies in the other, and nothing else can be meant.
_TIGHT_IN = re.compile(r"(?: (?:village|town|city|district|neighbou?rhood|quarter))? in (?:the )?| of (?:the )?")
_TIGHT_OWNER = re.compile(
    r"[’']s? (?:[a-z]+ ){0,2}| (?:(?:[a-z]+ )?(?:suburb|district|neighbou?rhood|quarter|village|town|area) of (?:the )?)"
)
_OWNER_GAP = re.compile(r"(?:[’']s?)? (?:[a-z’'-]+ ){0,5}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedPlace:
    """A hit and the place that it most likely names.

    ``open`` is True where the text does not decide between ``place`` and ``rivals`` (the next best, best first), or says that
    the name lies in ``within`` (alpha-2), where no place known to us bears it.
    """

    hit: PlaceHit
    place: Place
    open: bool
    score: float
    rivals: tuple[Place, ...] = ()
    within: str | None = None


@dataclass(slots=True)
class _Group:
    """All hits with one name, and its candidates under scoring."""

    hits: list[int]
    rows: NDArray[np.int64]
    scores: NDArray[np.float64]
    supported: NDArray[np.bool_]
    country: NDArray[np.float64]  # support for the country of each candidate


def resolve_places(
    text: str, hits: Sequence[Hit], table: PlaceTable, *, context: Context | None = None
) -> tuple[ResolvedPlace, ...]:
    """One answer for each place hit, in the order given. Pure; the same text and hits give the same answers."""
    evidence = gather(text, hits, table, context or Context())
    groups: dict[str, _Group] = {}
    place_hits = [hit for hit in hits if isinstance(hit, PlaceHit)]
    for number, hit in enumerate(place_hits):
        key = name_key(hit.words)
        if key in groups:
            groups[key].hits.append(number)
        else:
            groups[key] = _group(number, hit, table, evidence)
    _words_beside(text, place_hits, groups, table)
    _hierarchy(text, place_hits, groups, table)
    for group in groups.values():
        _keep_best(group)
    _cohere(list(groups.values()), table)
    answers = {key: _answer(place_hits[group.hits[0]], group, table) for key, group in groups.items()}
    found = [_of_feature(replace(answers[name_key(hit.words)], hit=hit)) for hit in place_hits]
    return tuple(_strangers_left_open(text, found))


def _strangers_left_open(text: str, found: list[ResolvedPlace]) -> list[ResolvedPlace]:
    """A suburb "of Nairobi" of which only a namesake in England is known is left open, in Kenya: everywhere in the text."""
    strangers: dict[str, str] = {}
    for first, second in pairwise(found):
        gap = text[first.hit.span.end : second.hit.span.start]
        if _TIGHT_OWNER.fullmatch(gap):
            outer, inner = first, second
        elif _TIGHT_IN.fullmatch(gap):
            inner, outer = first, second
        else:
            continue
        apart = bool(outer.place.country) and bool(inner.place.country) and outer.place.country != inner.place.country
        # A large city is known whatever is said of it: then it is the outer name that is read wrongly.
        small = inner.place.kind is PlaceKind.SETTLEMENT and inner.place.population < _LARGE
        if apart and small and not outer.open:
            strangers[name_key(inner.hit.words)] = outer.place.country or ""
    return [replace(r, open=True, within=strangers[key]) if (key := name_key(r.hit.words)) in strangers else r for r in found]


def _of_feature(answer: ResolvedPlace) -> ResolvedPlace:
    """What is named after a place is not that place: it lies somewhere about it."""
    kind = answer.hit.feature
    if kind is None:
        return answer
    name = " ".join(answer.hit.words.split())
    return replace(answer, place=replace(answer.place, id=f"about:{answer.place.id}", name=name, kind=kind, population=0))


def _group(number: int, hit: PlaceHit, table: PlaceTable, evidence: Evidence) -> _Group:
    rows, name = np.array(hit.rows, np.int64), name_key(hit.words)
    if len(rows) > _MAX_CANDIDATES:
        size = table.population[rows].astype(np.float64)
        support = np.array([evidence.division(int(n), name) for n in table.admin1[rows]])
        rows = rows[np.argsort(-(size + 1e7 * support), kind="stable")[:_MAX_CANDIDATES]]
    kinds = table.kind[rows]
    size = np.log10(table.population[rows].astype(np.float64) + 10)
    scores = np.array([_BASE[KINDS[kind]] for kind in kinds], np.float64)
    scores += np.where(np.isin(kinds, _SIZED), _SIZE * size, 0.0)
    penalty = np.where((kinds == _SETTLEMENT) & (table.population[rows] >= 200_000), _ALTERNATE_OF_CITY, _ALTERNATE)
    scores += np.where(np.isin(rows, list(hit.alternates)), penalty, 0.0)
    country = np.array([evidence.country(table.country_codes[n], name) for n in table.country[rows]])
    shared = np.array([not table.country_codes[n] for n in table.country[rows]])
    country = np.where(shared, evidence.most, country)  # a region of several countries is never at odds with any
    division = np.array([evidence.division(int(n), name) for n in table.admin1[rows]])
    scores += _COUNTRY_SUPPORT * country + _DIVISION_SUPPORT * division
    seats = (kinds == _SETTLEMENT) & np.isin(
        table.country[rows], [n for n, c in enumerate(table.country_codes) if c in hit.seat_of]
    )
    seats &= table.population[rows] >= _CITY
    scores += np.where(seats, _SEAT, 0.0)
    _prefer_town(rows, scores, seats, table)
    return _Group(hits=[number], rows=rows, scores=scores, supported=(country + division) > 0, country=country)


_COUNTRY, _ADMIN1, _ADMIN2, _SETTLEMENT = (
    KINDS.index(kind) for kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.SETTLEMENT)
)
_TOWN, _CITY, _SEAT_KM = 5_000, 100_000, 80.0
_SIZED = (_SETTLEMENT, _ADMIN1, _ADMIN2)


def _prefer_town(rows: NDArray[np.int64], scores: NDArray[np.float64], seats: NDArray[np.bool_], table: PlaceTable) -> None:
    """A division that shares its name with its town ("Kandahar"), or with the capital of its country ("Washington"), is meant
    only where a word says so; see `_words_beside`."""
    kinds = table.kind[rows]
    towns = np.flatnonzero((kinds == _SETTLEMENT) & (table.population[rows] >= _TOWN))
    divisions = np.flatnonzero(kinds == _ADMIN1)
    if not len(towns) or not len(divisions):
        return
    away = _kilometres(rows, table)
    for i in divisions:
        same = table.country[rows] == table.country[rows[i]]
        inside = [
            t for t in towns if (seats[t] and same[t]) or table.admin1[rows[t]] == table.admin1[rows[i]] or away[i, t] < _SEAT_KM
        ]
        if inside:
            scores[i] = min(scores[i], max(scores[t] for t in inside) - 0.4)


def _words_beside(text: str, hits: Sequence[PlaceHit], groups: Mapping[str, _Group], table: PlaceTable) -> None:
    for group in groups.values():
        kinds = table.kind[group.rows]
        first, second = kinds == _ADMIN1, kinds == _ADMIN2
        shift = np.zeros(len(group.rows))
        local = np.zeros(len(group.rows))
        for number in group.hits:
            span = hits[number].span
            if _OF_TOWN.match(text, span.end):
                local = np.where(kinds == _COUNTRY, -_LOCAL, 0.0)
            before = text[max(0, span.start - 24) : span.start]
            if _DIVISION_AFTER[0].match(text, span.end) or _DIVISION_BEFORE[0].search(before):
                shift = np.maximum(shift, np.where(first, _WORD_FITS, np.where(second, _WORD_FITS / 3, 0.0)))
            elif _DIVISION_AFTER[1].match(text, span.end) or _DIVISION_BEFORE[1].search(before):
                shift = np.maximum(shift, np.where(second, _WORD_FITS, np.where(first, _WORD_FITS / 3, 0.0)))
            elif _RULED_AFTER.match(text, span.end):
                shift = np.maximum(shift, np.where(first, _WORD_FITS, 0.0))
            elif _TOWN_AFTER.match(text, span.end) or _TOWN_BEFORE.search(before):
                shift = np.maximum(shift, np.where(kinds == _SETTLEMENT, _WORD_FITS / 2, 0.0))
        group.scores += shift + local


def _hierarchy(text: str, hits: Sequence[PlaceHit], groups: Mapping[str, _Group], table: PlaceTable) -> None:
    """Reward candidates that lie in, or hold, what the words beside them name."""
    bonus = {key: np.zeros(len(group.rows)) for key, group in groups.items()}
    for first, second in pairwise(hits):
        gap = text[first.span.end : second.span.start]
        if len(gap) > 70 or "\n" in gap or ". " in gap:
            continue
        keys = name_key(first.words), name_key(second.words)
        if keys[0] == keys[1]:
            continue
        one, two = groups[keys[0]], groups[keys[1]]
        if _LIST_GAP.fullmatch(gap) and (_are_listed(one, two, table) or _are_listed(two, one, table)):
            pairs = _alike(one.rows, two.rows, table) * _LISTED
        elif _COMMA_GAP.fullmatch(gap):
            pairs = _inside(one.rows, two.rows, table) * _APPOSED
        elif _IN_GAP.fullmatch(gap):
            pairs = _inside(one.rows, two.rows, table) * _WITHIN
        elif _OWNER_GAP.fullmatch(gap) and not is_government(text, first, table):
            pairs = _inside(two.rows, one.rows, table).T * _OWNED
        else:
            continue
        if pairs.any():
            likely_one, likely_two = _likelihood(one.scores), _likelihood(two.scores)
            bonus[keys[0]] = np.maximum(bonus[keys[0]], (pairs * likely_two[None, :]).max(axis=1))
            bonus[keys[1]] = np.maximum(bonus[keys[1]], (pairs * likely_one[:, None]).max(axis=0))
    for key, extra in bonus.items():
        groups[key].scores += extra
        groups[key].supported |= extra > 0


def _alike(one: NDArray[np.int64], two: NDArray[np.int64], table: PlaceTable) -> NDArray[np.float64]:
    """1 where both rows are countries, or divisions of one country; else 0."""
    kinds = table.kind[one][:, None] == table.kind[two][None, :]
    countries = kinds & (table.kind[one] == _COUNTRY)[:, None]
    divisions = kinds & (table.kind[one] == _ADMIN1)[:, None] & (table.country[one][:, None] == table.country[two][None, :])
    alike: NDArray[np.float64] = (countries | divisions).astype(np.float64)
    return alike


def _are_listed(one: _Group, two: _Group, table: PlaceTable) -> bool:
    """Whether a comma lists places of one order ("Iraq, Iran") rather than saying which one is meant ("Paris, Texas")."""
    kind = table.kind[two.rows[int(np.argmax(two.scores))]]
    return kind in (_COUNTRY, _ADMIN1) and bool(np.any(table.kind[one.rows] == kind))


def _likelihood(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """How plausible each candidate is beside the best one, in (0, 1]."""
    likely: NDArray[np.float64] = np.exp(np.clip(scores - scores.max(), -6, 0) / _DOUBT)
    return likely


def _inside(inner: NDArray[np.int64], outer: NDArray[np.int64], table: PlaceTable) -> NDArray[np.float64]:
    """1 where the row of `inner` lies in the row of `outer`, by country or division; else 0."""
    kinds = table.kind[outer]
    country = (table.country[inner][:, None] == table.country[outer][None, :]) & (kinds == _COUNTRY)[None, :]
    country &= (table.kind[inner] != _COUNTRY)[:, None]
    first = (table.admin1[inner][:, None] == table.admin1[outer][None, :]) & (kinds == _ADMIN1)[None, :]
    first &= (table.admin1[inner] != _NO_DIVISION)[:, None] & ~np.isin(table.kind[inner], (_COUNTRY, _ADMIN1))[:, None]
    second = (table.admin2[inner][:, None] == table.admin2[outer][None, :]) & (kinds == _ADMIN2)[None, :]
    second &= ((table.admin2[inner] != _NO_DIVISION) & (table.kind[inner] == _SETTLEMENT))[:, None]
    held: NDArray[np.float64] = (country | first | second).astype(np.float64)
    return held


def _keep_best(group: _Group) -> None:
    order = np.argsort(-group.scores, kind="stable")[:_KEPT]
    group.rows, group.scores = group.rows[order], group.scores[order]
    group.supported, group.country = group.supported[order], group.country[order]


def _cohere(groups: Sequence[_Group], table: PlaceTable) -> None:
    """Reward candidates that lie near, or in one division with, likely candidates of the other names; repeated, so that what
    the names agree on is heard."""
    if len(groups) < 2:
        return
    rows = np.concatenate([group.rows for group in groups])
    owner = np.repeat(np.arange(len(groups)), [len(group.rows) for group in groups])
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    base = np.concatenate([group.scores for group in groups])
    near = np.exp(-_kilometres(rows, table) / _NEAR_KM)
    division = table.admin1[rows]
    shared = (division[:, None] == division[None, :]) & (division != _NO_DIVISION)[:, None]
    local = ~np.isin(table.kind[rows], (_COUNTRY,))
    scores, gain = base, np.zeros(len(rows))
    for _ in range(_ROUNDS):
        weight = np.where(local, np.concatenate([_likelihood(scores[owner == n]) for n in range(len(groups))]), 0.0)
        gain = _PROXIMITY * _by_group(near * weight[None, :], starts, owner)
        gain += _TOGETHER * _by_group(shared * weight[None, :], starts, owner)
        gain[~local] = 0.0
        scores = base + gain
    for number, group in enumerate(groups):
        group.scores = scores[owner == number]
        group.supported = group.supported | (gain[owner == number] > _HEARD)


def _by_group(support: NDArray[np.float64], starts: NDArray[np.int64], owner: NDArray[np.int64]) -> NDArray[np.float64]:
    """Of each candidate, the best support by each other name, added up and growing slowly."""
    best = np.maximum.reduceat(support, starts, axis=1)
    best[np.arange(len(owner)), owner] = 0.0
    total: NDArray[np.float64] = np.log1p(best.sum(axis=1))
    return total


def _kilometres(rows: NDArray[np.int64], table: PlaceTable) -> NDArray[np.float64]:
    """Great-circle distances between all pairs of rows."""
    phi = np.radians(table.latitude[rows].astype(np.float64))
    theta = np.radians(table.longitude[rows].astype(np.float64))
    unit = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
    away: NDArray[np.float64] = _EARTH_KM * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0))
    return away


def _answer(hit: PlaceHit, group: _Group, table: PlaceTable) -> ResolvedPlace:
    order = np.argsort(-group.scores, kind="stable")
    best, rest = int(order[0]), [int(i) for i in order[1:4]]
    lead = group.scores[best] - group.scores[rest[0]] if rest else np.inf
    unclear = (bool(lead < _OPEN_MARGIN) and not bool(group.supported[best])) or _outranks_a_city(group, best, table)
    return ResolvedPlace(
        hit=hit,
        place=table.place(int(group.rows[best])),
        open=unclear,
        score=round(float(group.scores[best]), 3),
        rivals=tuple(table.place(int(group.rows[i])) for i in rest),
    )


def _outranks_a_city(group: _Group, best: int, table: PlaceTable) -> bool:
    """Whether the best candidate beats a far larger city only by what the text says of its country, and that is little."""
    if group.country[best] >= _MUCH_ABOUT:
        return False
    size, bare = table.population[group.rows], group.scores - _COUNTRY_SUPPORT * group.country
    city = (table.kind[group.rows] == _SETTLEMENT) & (size >= _LARGE) & (size >= _MUCH_SMALLER * int(size[best]))
    return bool(table.kind[group.rows[best]] in _SIZED and np.any(city & (bare > bare[best])))
