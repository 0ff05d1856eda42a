"""Signs that a telling is of a cluster's incident, one function for each thing compared. What they weigh is learned (weighing.py)."""

import math
from collections.abc import Iterable, Iterator, Sequence

from overhorizon.domain.geometry import kilometres
from overhorizon.domain.incidents import IncidentType, Role
from overhorizon.domain.kinds import compatible
from overhorizon.domain.places import Location, PlacePrecision
from overhorizon.domain.times import DatePrecision, When, meet
from overhorizon.domain.tolls import Harm
from overhorizon.extract.told import Cluster, Told

Sign = tuple[str, float]
_FAR_KM = 60  # farther apart, two settlements are two places of one day's reporting
_SURE = 0.5  # score from which the encoder takes a word for a trigger

SIGNS = (
    "attack beside a figure's death",
    "same type", "types that go together", "types that exclude each other", "type here alone", "type there alone",
    "same manner", "other manner", "manners that exclude each other", "background apart", "both background",
    "same words of time", "same time", "times meet", "sequel", "times apart", "dated here alone",
    "same place", "near", "places compatible", "same country", "places apart", "other country", "placed here alone",
    "one against many", "one death each", "many each", "one death here alone", "one death there alone", "same figure", "other figure",
    "same attacker", "other attacker", "same target", "other target",
    "equal figures", "figures here alone", "equal counts beside the dead",
    "novel", "definite", "blame", "bare", "other realis", "same sentence", "same paragraph",
    "next sentence", "two sentences on", "three sentences on", "some sentences on", "far on", "opened the report", "told early", "size",
)  # fmt: skip
"""All names that `signs` can give."""


def signs(one: Told, group: Cluster) -> dict[str, float]:
    """What speaks for and against; a thing of which the words say nothing gives no sign."""
    found = (
        _types(one, group),
        _times(one, group),
        _places(one, group),
        _people(one, group),
        _counts(one, group),
        _wording(one, group),
    )
    return {name: value for part in found for name, value in part}


def _types(one: Told, group: Cluster) -> Iterator[Sign]:
    mine, theirs = set(one.telling.types), set(group.types)
    if mine and theirs:
        yield _kinds(mine, theirs, "same type", "types that go together", "types that exclude each other"), 1.0
    elif mine or theirs:
        yield "type here alone" if mine else "type there alone", 1.0
        if mine and group.single and one.telling.single is None:
            yield "attack beside a figure's death", 1.0  # it is what the figure is said to have done
    mine, theirs = one.manners, set().union(*(m.manners for m in group.members))
    if mine and theirs:
        yield _kinds(mine, theirs, "same manner", "other manner", "manners that exclude each other"), 1.0
    here, there = background([one]), background(group.members)
    if here is not None and there is not None:
        yield "background apart", abs(here - there)
        yield "both background", here * there


def _kinds(mine: set[IncidentType], theirs: set[IncidentType], same: str, compatible_: str, apart: str) -> str:
    if mine & theirs:
        return same
    return compatible_ if any(compatible(a, b) for a in mine for b in theirs) else apart


def background(members: Iterable[Told]) -> float | None:
    """The encoder's mean chance that these are told to explain another incident; None where it judged no word."""
    chances = [t.background for m in members for t in m.telling.triggers if t.manner is not None and t.score >= _SURE]
    return sum(chances) / len(chances) if chances else None


def _times(one: Told, group: Cluster) -> Iterator[Sign]:
    theirs = [w for m in group.members for w in m.whens]
    pairs = [(a, b) for a in one.whens for b in theirs if is_bounded(a) and is_bounded(b)]
    if {w.expression for w in one.whens} & {w.expression for w in theirs}:
        yield "same words of time", 1.0
    if not pairs:
        if one.is_dated and not any(m.is_dated for m in group.members):
            yield "dated here alone", 1.0
    elif not any(meet(a, b) for a, b in pairs):
        yield "times apart", 1.0
    elif all(_is_sequel(w) for w in one.whens):
        yield "sequel", 1.0  # "hours later" on one day is no sign of one event
    else:
        yield "same time" if any(w.precision <= DatePrecision.WEEK for w in one.whens) else "times meet", 1.0


def _is_sequel(when: When) -> bool:
    """ "Hours later", "a day earlier"; not "the same day"."""
    return when.expression.endswith((" later", " earlier")) and not when.expression.startswith("P0")


def is_bounded(when: When) -> bool:
    """Whether a time has a first and a last day."""
    return when.earliest is not None and when.latest is not None


_CLOSENESS = ("same place", "near", "same country", "places compatible", "places apart", "other country")


def _places(one: Told, group: Cluster) -> Iterator[Sign]:
    theirs = [p for m in group.members for p in m.locations]
    if one.locations and theirs:
        pairs = [(a, b) for a in one.locations for b in theirs]
        pinned = [(a, b) for a, b in pairs if a.pin and b.pin]  # a country beside two towns does not bring them together
        yield min((_closeness(a, b) for a, b in pinned or pairs), key=_CLOSENESS.index), 1.0
    elif one.locations:
        yield "placed here alone", 1.0


def _closeness(a: Location, b: Location) -> str:
    if a.country and b.country and a.country != b.country:
        return "other country"
    if a.place and b.place:
        if a.place.id == b.place.id:
            return "same country" if a.precision is PlacePrecision.COUNTRY else "same place"
        if a.pin and b.pin:
            return "near" if kilometres(a.pin, b.pin) <= _FAR_KM else "places apart"
    return "places compatible"


def _people(one: Told, group: Cluster) -> Iterator[Sign]:
    mine, theirs = one.telling.single, group.single
    if mine is not None and theirs is not None:
        yield "one against many" if mine is not theirs else "one death each" if mine else "many each", 1.0
    elif mine or theirs:
        yield "one death here alone" if mine else "one death there alone", 1.0
    if mine and theirs and (figure := _figures(one, group)):
        yield figure, 1.0
    for roles, same, other in (
        ((Role.PERPETRATOR, Role.CLAIMANT), "same attacker", "other attacker"),
        ((Role.TARGET,), "same target", "other target"),
    ):
        here = frozenset().union(*(one.names(r) for r in roles))
        there = frozenset().union(*(group.names(r) for r in roles))
        if here and there:
            yield same if here & there else other, 1.0


def _figures(one: Told, group: Cluster) -> str | None:
    """Whether two figures killed can be one: by personal names, then by the groups they belong to."""
    names, sides = one.figure()
    others = [m.figure() for m in group.members]
    other_names = {n for other, _ in others for n in other}
    other_sides = {s for _, other in others for s in other}
    if names & other_names:
        return "same figure"
    if names and other_names:
        return "other figure"
    return "other figure" if sides and other_sides and not sides & other_sides else None


def _counts(one: Told, group: Cluster) -> Iterator[Sign]:
    mine, theirs = _dead([one]), _dead(group.members)
    if mine & theirs:
        yield "equal figures", 1.0  # that figures differ is no sign: rival and rising tolls are of one incident
    elif mine and not theirs:
        yield "figures here alone", 1.0
    if _beside_the_dead([one]) & _beside_the_dead(group.members):
        yield "equal counts beside the dead", 1.0


def _dead(members: Iterable[Told]) -> set[int]:
    return {c.best for m in members for c in m.killed() if c.best is not None and c.best > 1}


def _beside_the_dead(members: Iterable[Told]) -> set[tuple[Harm, int]]:
    tolls = [t.toll for m in members for t in m.telling.tolls]
    return {(t.harm, t.total.best) for t in tolls if t.harm is not Harm.KILLED and t.total.best}


_DISTANCES: Sequence[str] = ("same sentence", "next sentence", "two sentences on", "three sentences on")
_SOME = 6  # sentences


def _wording(one: Told, group: Cluster) -> Iterator[Sign]:
    telling, facts, last = one.telling, one.telling.facts, group.members[-1].telling.facts
    distance = facts.index - group.last_sentence
    yield _DISTANCES[distance] if distance < len(_DISTANCES) else "some sentences on" if distance <= _SOME else "far on", 1.0
    yield "size", math.log(len(group.members))
    told = {
        "novel": telling.novel,
        "definite": telling.definite,
        "blame": telling.blame,
        "bare": not (one.whens or one.locations or telling.tolls),
        "other realis": telling.realis is not group.members[0].telling.realis,
        "same paragraph": facts.paragraph == last.paragraph,
        "opened the report": group.members[0].telling.facts.index <= 1,
        "told early": facts.index <= 2,
    }
    yield from ((name, 1.0) for name, is_so in told.items() if is_so)
