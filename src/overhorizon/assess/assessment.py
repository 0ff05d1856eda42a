"""Evidence -> assessments: who holds which value, how it stands, which is preferred, and by which rule (decision 0010)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from overhorizon.assess.agreement import excludes
from overhorizon.assess.evidence import Evidence
from overhorizon.domain.assessment import Assessment, Credibility, Grade, Holding, Property, Standing, Value
from overhorizon.domain.incidents import RoleFiller
from overhorizon.domain.places import Location
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll

NOBODY = Grade(credibility=Credibility.CANNOT_BE_JUDGED, rule="no root of which we know")


def assess(incident: str, found: Sequence[Evidence], official: Collection[str]) -> tuple[Assessment, ...]:
    """One assessment for each property, and for each harm of the tolls, of which anything is said. Pure, in any order.

    ``official`` are the roots that are states.
    """
    by_property: defaultdict[tuple[Property, Harm | None], list[Evidence]] = defaultdict(list)
    for one in found:
        by_property[one.about, one.harm].append(one)
    out = []
    for (about, harm), mine in sorted(by_property.items(), key=lambda e: (e[0][0], e[0][1] or "")):
        holdings = _holdings(mine, official)
        if holdings:
            ordered = sorted(holdings, key=_order)
            rule = _decided_by(ordered)
            out.append(Assessment(incident=incident, about=about, harm=harm, holdings=tuple(ordered), rule=rule))
    return tuple(out)


def _holdings(found: Sequence[Evidence], official: Collection[str]) -> list[Holding]:
    """One for each value that is held; where it is only denied, none."""
    by_value: defaultdict[str, list[Evidence]] = defaultdict(list)
    for one in found:
        by_value[words_of(one.value)].append(one)
    held = {words: [e for e in mine if not e.denies] for words, mine in sorted(by_value.items())}
    first = [
        Holding(
            value=mine[0].value,
            words=words,
            anchors=tuple(sorted({e.anchor for e in mine}, key=lambda a: (a.report, a.start, a.end))),
            voices=tuple(sorted({e.voice for e in mine})),
            roots=tuple(sorted({root for e in mine for root in e.roots})),
            first=min(e.day for e in mine),
            last=max(e.day for e in mine),
            standings=(),
            grade=NOBODY,
            denied_by=_denied_by(words, mine[0].value, found),
        )
        for words, mine in held.items()
        if mine
    ]
    replaced = {words for words, mine in held.items() if mine and all(e.replaced for e in mine)}
    gone = {h.words for h in first if h.words in replaced or _given_up(h, found)}
    return [_standing(h, first, gone, official) for h in first]


def _denied_by(words: str, value: Value, found: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(
        sorted({r for e in found if e.denies and words_of(e.value) == words and type(e.value) is type(value) for r in e.roots})
    )


def _given_up(holding: Holding, found: Sequence[Evidence]) -> bool:
    """Whether every root that held it holds, on a later day, a value that excludes it."""

    def latest(root: str) -> date:
        return max(e.day for e in found if root in e.roots and not e.denies and words_of(e.value) == holding.words)

    return bool(holding.roots) and all(
        any(
            root in e.roots and not (e.denies or e.replaced) and e.day > latest(root) and excludes(e.value, holding.value)
            for e in found
        )
        for root in holding.roots
    )


def _standing(holding: Holding, others: Sequence[Holding], gone: set[str], official: Collection[str]) -> Holding:
    against = {
        root
        for other in others
        if other.words not in gone and excludes(other.value, holding.value)
        for root in other.roots
        if root not in holding.roots
    } | set(holding.denied_by)
    standings = [
        *([Standing.SUPERSEDED] if holding.words in gone else []),
        *([Standing.CONTESTED] if against - set(holding.denied_by) else []),
        *([Standing.DENIED] if holding.denied_by else []),
        *([Standing.SINGLE_ROOT] if len(holding.roots) == 1 else []),
        *([Standing.OFFICIAL_ONLY] if holding.roots and set(holding.roots) <= set(official) else []),
    ]
    return replace(holding, standings=tuple(standings), grade=_grade(len(holding.roots), len(against)))


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


_RULES = ("not superseded", "most roots", "not denied", "latest", "most precise", "first in words")


def _order(holding: Holding) -> tuple[bool, int, bool, int, int, str]:
    """The preferred one first, by the rules of _RULES in turn."""
    return (
        Standing.SUPERSEDED in holding.standings,
        -len(holding.roots),
        Standing.DENIED in holding.standings,
        -holding.last.toordinal(),
        _vagueness(holding.value),
        holding.words,
    )


def _decided_by(ordered: Sequence[Holding]) -> str:
    if len(ordered) == 1:
        return "the only value"
    one, other = _order(ordered[0]), _order(ordered[1])
    return next(rule for rule, a, b in zip(_RULES, one, other, strict=True) if a != b)


def _vagueness(value: Value) -> int:
    match value:
        case When():
            return int(value.precision)
        case Location():
            return int(value.precision)
        case Toll():
            return int(value.total.low is None) + int(value.total.high is None) + int(value.total.best is None)
    return 0


def words_of(value: Value) -> str:
    """What makes two readings the same value."""
    match value:
        case Toll():
            total = value.total
            return f"{total.low}..{total.best}..{total.high}" if total.best or total.low or total.high else f"{total.basis.value}"
        case When():
            return f"{value.earliest}..{value.latest}"
        case Location():
            return value.place.id if value.place else value.described.casefold()
        case RoleFiller():
            return value.party.actor.id if value.party.actor else value.party.name.casefold()
    return str(value)
