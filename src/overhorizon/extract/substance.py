"""Whether a cluster of tellings is an incident or talk of violence: signs of what singles a deed out, with learned weights."""

import math
from collections.abc import Mapping, Sequence

from overhorizon.domain.incidents import IncidentType, Realis, Role
from overhorizon.domain.places import PlacePrecision
from overhorizon.domain.times import DatePrecision
from overhorizon.domain.tolls import Harm, Victims
from overhorizon.extract.likeness import background
from overhorizon.extract.told import Cluster, Told
from overhorizon.extract.weighing import Weighing, shipped

DEEDS = (Realis.ACTUAL, Realis.ATTEMPTED)
_LITTLE = {IncidentType.ARREST, IncidentType.THREAT, IncidentType.OTHER}
_WHERE_TOLD = ((0, "told in the title"), (2, "told at the beginning"), (5, "told early"))

SIGNS = (
    "dated", "dated to a week", "placed", "country", "killed", "other harm", "toll beside", "perpetrator", "claimant", "target",
    "one death", "no type", "arrest alone", "little type", "told in the title", "told at the beginning", "told early", "told late",
    "tellings", "triggers", "attempted", "definite", "opens as known", "novel", "asides", "surest word", "mean of the words", "background",
)  # fmt: skip
"""All names that `signs` can give."""


def is_incident(group: Cluster, text: str, weighing: Weighing | None = None) -> bool:
    """It takes an actual or attempted deed and something that singles it out."""
    weighing = weighing or shipped("an incident")
    found = signs(group)
    return found is not None and _is_violent(group, text) and weighing.chance(found) >= weighing.threshold


_FIGHTERS = (Victims.ARMED_GROUP, Victims.STATE_FORCES)  # who do not die of a storm, as a rule of reporting


def _is_violent(group: Cluster, text: str) -> bool:
    """Whether any word says that somebody did it: "nine died when a bus fell into a ravine" has none."""
    dead = [t for m in group.members for t in m.telling.tolls if t.toll.harm is Harm.KILLED]
    fighters = any(
        t.toll.victims in _FIGHTERS
        or any(p.victims in _FIGHTERS for p in t.toll.parts)
        or "civilian" in t.people.of(text).casefold()  # nobody calls the dead of a storm so
        for t in dead
    )
    who = any(group.names(role) for role in (Role.PERPETRATOR, Role.CLAIMANT))
    return bool(group.types) or who or fighters or (group.single is True and bool(group.names(Role.TARGET)))


def signs(group: Cluster) -> Mapping[str, float] | None:
    """What the cluster has; None where it tells of no deed."""
    deeds = [m for m in group.members if m.telling.realis in DEEDS]
    if not deeds:
        return None
    flags = {**_circumstances(group), **_people(group), **_wording(group, deeds)}
    words = [t for m in group.members for t in m.telling.triggers]
    scores = [t.score for t in words]
    numbers = {"tellings": math.log(len(group.members)), "triggers": math.log(len(words))}
    numbers |= {"surest word": max(scores), "mean of the words": sum(scores) / len(scores)}
    chance = background(group.members)
    if chance is not None:
        numbers["background"] = chance
    return {**{name: 1.0 for name, is_so in flags.items() if is_so}, **numbers}


def _circumstances(group: Cluster) -> dict[str, bool]:
    whens = [w for m in group.members for w in m.whens]
    places = [p for m in group.members for p in m.locations]
    placed = any(p.precision is not PlacePrecision.COUNTRY for p in places)
    harms = {t.toll.harm for m in group.members for t in m.telling.tolls}
    return {
        "dated": any(m.is_dated for m in group.members),
        "dated to a week": any(w.earliest and w.latest and w.precision <= DatePrecision.WEEK for w in whens),
        "placed": placed,
        "country": bool(places) and not placed,
        "killed": Harm.KILLED in harms,
        "other harm": bool(harms & {Harm.INJURED, Harm.ABDUCTED, Harm.ARRESTED}),
        "toll beside": bool(group.beside),
    }


def _people(group: Cluster) -> dict[str, bool]:
    roles = {"perpetrator": Role.PERPETRATOR, "claimant": Role.CLAIMANT, "target": Role.TARGET}
    return {**{name: bool(group.names(role)) for name, role in roles.items()}, "one death": group.single is True}


def _wording(group: Cluster, deeds: Sequence[Told]) -> dict[str, bool]:
    types, first = set(group.types), deeds[0].telling.facts.index
    where = next((name for last, name in _WHERE_TOLD if first <= last), "told late")
    return {
        where: True,
        "no type": not types,
        "arrest alone": types == {IncidentType.ARREST},
        "little type": bool(types) and types <= _LITTLE,
        "attempted": all(m.telling.realis is Realis.ATTEMPTED for m in deeds),
        "definite": any(m.telling.definite for m in group.members),
        "opens as known": group.members[0].telling.definite,
        "novel": any(m.telling.novel for m in group.members),
        "asides": all(m.is_aside for m in group.members),
    }
