"""Evidence -> assessments: who holds which value, how it stands, which is preferred, and by which rule (decision 0010)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from overhorizon.assess.agreement import excludes
from overhorizon.assess.evidence import Evidence
from overhorizon.assess.paths import paths
from overhorizon.assess.sameness import words_of
from overhorizon.domain.assessment import Assessment, Credibility, Grade, Holding, Property, Standing, Value
from overhorizon.domain.places import Location
from overhorizon.domain.rivals import number_of
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll, Victims

NOBODY = Grade(credibility=Credibility.CANNOT_BE_JUDGED, rule="no root of which we know")

Held = Mapping[str, Sequence[Evidence]]
Order = tuple[bool, bool, bool, int, bool, int, int, int, int, str]
_COUNTED_ON = 2  # times the earlier figure: a count that goes on rises by degrees; more is another account


def assess(incident: str, found: Sequence[Evidence], official: Collection[str]) -> tuple[Assessment, ...]:
    """One assessment for each property, and for each harm of the tolls, of which anything is said. Pure, in any order.

    ``official`` are the roots that are states.
    """
    by_property: defaultdict[tuple[Property, Harm | None], list[Evidence]] = defaultdict(list)
    for one in found:
        by_property[one.about, one.harm].append(one)
    out = []
    for (about, harm), mine in sorted(by_property.items(), key=lambda e: (e[0][0], e[0][1] or "")):
        held = held_values(mine)
        if held:
            ranked = {_order(h, held): h for h in _holdings(held, mine, official)}
            ordered, rule = [ranked[key] for key in sorted(ranked)], _decided_by(sorted(ranked))
            out.append(
                Assessment(incident=incident, about=about, harm=harm, holdings=tuple(ordered), rule=rule, paths=paths(mine))
            )
    return tuple(out)


def _holdings(held: Held, found: Sequence[Evidence], official: Collection[str]) -> list[Holding]:
    first = [
        Holding(
            value=_fairest(mine),
            words=words,
            anchors=tuple(sorted({e.anchor for e in mine})),
            voices=tuple(sorted({e.voice for e in mine})),
            roots=tuple(sorted({root for e in mine for root in e.roots})),
            first=min(e.day for e in mine),
            last=max(e.day for e in mine),
            standings=(),
            grade=NOBODY,
            denied_by=tuple(sorted({root for e in denials(words, found) for root in e.roots})),
            certain=tuple(sorted({e.roots[0] for e in mine if len(e.roots) == 1})),
            independent=independent(e.roots for e in mine),
        )
        for words, mine in held.items()
    ]
    gone = {h.words for h in first if all(e.replaced for e in held[h.words]) or _given_up(h, found)}
    return [_standing(h, held, gone, official) for h in first]


def _fairest(mine: Sequence[Evidence]) -> Value:
    """Of equal figures the one that counts everybody stands for all: "14 people" for "14 soldiers"."""

    def whole(one: Evidence) -> bool:
        return isinstance(one.value, Toll) and one.value.victims is not Victims.UNKNOWN

    return min(mine, key=lambda e: (whole(e), e.day, e.anchor, repr(e.value))).value


def denials(words: str, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What denies a value of one property."""
    return tuple(e for e in found if e.denies and words_of(e.value) == words)


def held_values(found: Sequence[Evidence]) -> Held:
    """What speaks for each value of one property, by its words, in their order. What is only denied is held by nobody."""
    by_value: defaultdict[str, list[Evidence]] = defaultdict(list)
    for one in found:
        if not one.denies:
            by_value[words_of(one.value)].append(one)
    return dict(sorted(by_value.items()))


def at_odds(one: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    """Whether what speaks for two values cannot both be right.

    Who gives two parties, places or days in one report means that both hold: a raid by two forces. Two figures are two figures.
    """
    if not excludes(_fairest(one), _fairest(other)) or _is_counted_on(one, other):
        return False
    sides = [{(e.anchor.report, root) for e in side if not e.replaced for root in e.roots} for side in (one, other)]
    return one[0].about is Property.TOLL or not sides[0] & sides[1]


def _is_counted_on(one: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    """Whether the higher of two figures came only after the lower was last told: counting went on, nobody set one against the other."""
    few, many = sorted((one, other), key=lambda side: _number(side) or 0)
    low, high = _number(few), _number(many)
    if low is None or high is None or not low < high <= _COUNTED_ON * low:
        return False
    return max(e.day for e in few) < min(e.day for e in many)


def _is_outrun(mine: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    """Whether a figure is the earlier of a count that went on, in the words of somebody who is cited."""
    cited = [e for e in other if e.cited]
    low, high = _number(mine), _number(other)
    if not cited or low is None or high is None or low >= high or not excludes(_fairest(mine), _fairest(other)):
        return False
    return _is_counted_on(mine, cited)


def _number(side: Sequence[Evidence]) -> int | None:
    value = side[0].value
    return number_of(value.total) if isinstance(value, Toll) else None


def independent(roots: Iterable[tuple[str, ...]]) -> int:
    """How many roots there are at least, where of each set it is not told which one it is.

    >>> independent([("army",), ("army", "hospital"), ("front", "hospital")])
    2
    """
    counted: set[str] = set()
    number = 0
    for one in sorted({r for r in roots if r}, key=lambda r: (len(r), r)):
        if counted.isdisjoint(one):
            counted.update(one)
            number += 1
    return number


def _given_up(holding: Holding, found: Sequence[Evidence]) -> bool:
    """Whether every root that held it has since come to hold a value that excludes it. A reprint of the old one brings nothing back."""
    mine = [e for e in found if not e.denies and words_of(e.value) == holding.words]
    later = [e for e in found if e.cited and not (e.denies or e.replaced) and excludes(e.value, holding.value)]

    def since(root: str, values: Sequence[Evidence]) -> dict[str, date]:
        first: dict[str, date] = {}
        for e in values:
            if root in e.roots:
                first[words_of(e.value)] = min(e.day, first.get(words_of(e.value), e.day))
        return first

    return bool(holding.roots) and all(
        any(day > since(root, mine)[holding.words] for day in since(root, later).values()) for root in holding.roots
    )


def _standing(holding: Holding, held: Held, gone: set[str], official: Collection[str]) -> Holding:
    mine = held[holding.words]
    others = [e for words, those in held.items() if words not in gone and at_odds(mine, those) for e in those]
    contested = {tuple(r for r in e.roots if r not in holding.roots) for e in others} - {()}
    rivals = {words_of(e.value) for e in others if set(e.roots) - set(holding.roots)}
    standings = [
        *([Standing.SUPERSEDED] if holding.words in gone else []),
        *([Standing.CONTESTED] if contested else []),
        *([Standing.DENIED] if holding.denied_by else []),
        *([Standing.SINGLE_ROOT] if len(holding.roots) == 1 else []),
        *([Standing.OFFICIAL_ONLY] if holding.roots and set(holding.roots) <= set(official) else []),
    ]
    against = independent([*contested, *((root,) for root in holding.denied_by)])
    grade = _grade(holding.independent, against)
    return replace(holding, standings=tuple(standings), grade=grade, against=tuple(sorted(rivals)))


def _grade(for_it: int, against: int) -> Grade:
    """Admiralty credibility by the written rule."""
    if not for_it:
        return NOBODY
    if for_it > 1 and not against:
        return Grade(credibility=Credibility.CONFIRMED, rule="two or more roots and none against")
    if for_it > 1 and for_it > against:
        return Grade(credibility=Credibility.PROBABLY_TRUE, rule="more roots for it than against")
    if not against:
        return Grade(credibility=Credibility.POSSIBLY_TRUE, rule="one root, none against")
    if for_it >= against:
        return Grade(credibility=Credibility.DOUBTFUL, rule="as many roots against as for it")
    return Grade(credibility=Credibility.IMPROBABLE, rule="more roots against than for it")


_RULES = (
    "not superseded", "a number rather than a word", "the later count", "most roots", "not denied", "the most precise day or place",
    "latest", "fewest roots against", "most precise", "nothing decides between them",
)  # fmt: skip


def _order(holding: Holding, held: Held) -> Order:
    """The preferred one first, by the rules of _RULES in turn."""
    mine = held[holding.words]
    alike = _of_that_number(mine, held)
    return (
        Standing.SUPERSEDED in holding.standings,
        isinstance(holding.value, Toll) and number_of(holding.value.total) is None,
        any(_is_outrun(mine, other) for other in held.values()),
        -independent(e.roots for e in alike),
        Standing.DENIED in holding.standings,
        _vagueness(holding.value) if isinstance(holding.value, When | Location) else 0,
        -holding.last.toordinal(),
        holding.grade.credibility,
        _vagueness(holding.value),
        holding.words,
    )


def _of_that_number(mine: Sequence[Evidence], held: Held) -> Sequence[Evidence]:
    """What speaks for a figure in whatever words: who says "at least 70" stands by 70, too."""
    number = _number(mine)
    return mine if number is None else [e for side in held.values() if _number(side) == number for e in side]


def _decided_by(ordered: Sequence[Order]) -> str:
    if len(ordered) == 1:
        return "the only value"
    return next(rule for rule, a, b in zip(_RULES, ordered[0], ordered[1], strict=True) if a != b)


def _vagueness(value: Value) -> int:
    match value:
        case When():
            return int(value.precision)
        case Location():
            return int(value.precision)
        case Toll():
            return int(value.total.low is None) + int(value.total.high is None) + int(value.total.best is None)
    return 0
