"""Comparing two accounts, one property at a time: each feature has a value, and says in words what was compared.

Values lie in [0, 1]. Whether one speaks for or against is in its name and in the sign of its weight (`score.py`). A feature
depends on the two accounts alone, and is the same whichever comes first.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from overhorizon.domain.geometry import kilometres
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.kinds import compatible
from overhorizon.domain.places import Location, PlaceKind, PlacePrecision
from overhorizon.domain.tolls import Count, Toll
from overhorizon.link.profile import Days, Profile
from overhorizon.link.rarity import rarity

YEAR: Final = 366
NEAR_KM: Final = 30  # a town and what lies around it
_FAR_KM: Final = 2000
MONTH: Final = 31
_RARE: Final = 0.7  # how rare a name must be in news of violence to tell a story by itself
_PARTICULARS: Final = 4.0  # rare words in common from which another adds little


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    value: float
    detail: str


def compare(a: Profile, b: Profile) -> tuple[Compared, ...]:
    """What two accounts have in common and what divides them; features that say nothing are left out."""
    return tuple(f for part in _PARTS for f in part(a, b) if f.value)


def _time(a: Profile, b: Profile) -> Iterator[Compared]:
    if not a.whens or not b.whens:
        yield from _time_by_publication(a, b)
        return
    if a.hours and b.hours and not a.hours & b.hours:
        yield Compared("another time of day", 1.0, f"{_some(a.hours)} and {_some(b.hours)}")
    mine, theirs = a.whens[0], b.whens[0]
    said = f"{_told(mine)} and {_told(theirs)}"
    gap = mine.apart(theirs)
    if gap == 0 and mine.width == theirs.width == 1:
        yield Compared("same day", 1.0, said)
    elif gap == 0:
        union = (max(mine.last, theirs.last) - min(mine.first, theirs.first)).days + 1
        yield Compared("dates overlap", _log_share(union), said)
    elif any(x.apart(y) == 0 and max(x.width, y.width) <= 7 for x in a.whens for y in b.whens):
        yield Compared("another date agrees", 1.0, said)
    elif gap == 1:
        yield Compared("a day apart", 1.0, said)
    else:
        yield Compared("dates apart", 1 - _log_share(gap), f"{said}: {gap} days apart")


def _time_by_publication(a: Profile, b: Profile) -> Iterator[Compared]:
    """Where one gives no date, what the days of publication allow."""
    one, other = (a, b) if not a.whens else (b, a)
    yield Compared("no date", 1.0, "no date" if one.whens == other.whens else f"no date and {_told(other.whens[0])}")
    ends = [p.whens[0].last if p.whens else p.account.published_last for p in (one, other)]
    if ends[0] is None or ends[1] is None or not (one.is_main and other.is_main):
        return
    gap = abs((ends[0] - ends[1]).days)
    said = f"told on {one.account.published_last or '?'} and {other.account.published_last or '?'}"
    if gap <= MONTH:
        yield Compared("told close together", 1 - math.log2(1 + gap) / math.log2(2 + MONTH), said)
    else:
        yield Compared("told far apart", 1.0, said)


def _together(a: Profile, b: Profile) -> Iterator[Compared]:
    """What agrees in two ways at once tells more than the two by themselves: few deeds share a day and a town."""
    where = _CLOSENESS.get(next((f.name for f in _place(a, b)), ""), 0.0)
    if not where:
        return
    when, said = _closeness(a, b)
    yield Compared("time and place agree", round(when * where, 4), said)
    if both := a.figures & b.figures:
        rare = min(1.0, sum(math.log2(n) for _, n in both) / 10)
        yield Compared("figures and place agree", round(rare * where, 4), ", ".join(str(n) for n in sorted(n for _, n in both)))


_CLOSENESS: Final = {"same place": 1.0, "near": 0.9, "same area": 0.7, "same region": 0.5}


def _closeness(a: Profile, b: Profile) -> tuple[float, str]:
    """How closely the times agree, 0 to 1, by what they bound or by when they were told."""
    share = {"same day": 1.0, "another date agrees": 0.5, "a day apart": 0.5}
    for feature in _time(a, b):
        if feature.name in share:
            return share[feature.name], feature.detail
        if feature.name == "dates overlap":
            return feature.value, feature.detail
        if feature.name == "told close together":
            return feature.value / 2, feature.detail
    return 0.0, ""


def _told(days: Days) -> str:
    return days.first.isoformat() if days.width == 1 else f"{days.first} to {days.last}"


def _log_share(days: int) -> float:
    """1 for a day, 0 for a year or more: how much a window narrows down when it was."""
    return max(0.0, 1 - math.log(days) / math.log(YEAR))


def _place(a: Profile, b: Profile) -> Iterator[Compared]:
    if not a.spots or not b.spots:
        if a.countries and b.countries:
            same = bool(a.countries & b.countries)
            yield Compared("same country" if same else "another country", 1.0, _countries(a, b))
        else:
            yield Compared("no place", 1.0, "no place told")
        return
    found = [_places(x, y) for x in a.spots[:3] for y in b.spots[:3]]
    yield max(found, key=lambda f: (_PLACE_ORDER.index(f.name), f.value if f.name in _PLACE_FOR else -f.value))


_PLACE_ORDER: Final = ("another country", "places apart", "same country", "same region", "near", "same area", "same place")
_PLACE_FOR: Final = ("same region", "near", "same area", "same place", "same country")


def _countries(a: Profile, b: Profile) -> str:
    return f"{', '.join(sorted(a.countries))} and {', '.join(sorted(b.countries))}"


def _places(a: Location, b: Location) -> Compared:
    one, other = a.place, b.place
    assert one is not None and other is not None
    said = f"{one.name} and {other.name}"
    coarse = max(a.precision, b.precision)
    if one.id == other.id:
        return Compared("same place" if coarse <= PlacePrecision.NEAR else "same area", 1.0, f"both {one.name}")
    if one.country and other.country and one.country != other.country:
        return Compared("another country", 1.0, said)
    if one.name in (other.admin1, other.name) or other.name == one.admin1:
        return Compared("same region", 1.0, said)
    if a.pin and b.pin:
        km = kilometres(a.pin, b.pin)
        if km <= NEAR_KM:
            return Compared("near", 1 - km / (2 * NEAR_KM), f"{said}, {km:.0f} km apart")
        return Compared(
            "places apart", min(1.0, math.log(km / NEAR_KM) / math.log(_FAR_KM / NEAR_KM) + 0.2), f"{said}, {km:.0f} km"
        )
    divisions = [p.name if p.kind is PlaceKind.ADMIN1 else p.admin1 for p in (one, other)]
    if divisions[0] and divisions[1] and divisions[0] != divisions[1]:
        return Compared("places apart", 0.3, f"{said}: {divisions[0]} and {divisions[1]}")
    return Compared("same country", 1.0, said)


# A drone may be told of as a strike and as a bomb.
_FROM_AFAR: Final = frozenset({IncidentType.AIR_STRIKE, IncidentType.SHELLING, IncidentType.BOMBING})


def _type(a: Profile, b: Profile) -> Iterator[Compared]:
    said = a.type.value if a.type is b.type else f"{a.type.value} and {b.type.value}"
    if a.type is b.type:
        yield Compared("same type", 1.0, said)
    else:
        together = compatible(a.type, b.type) or ({a.type, b.type} <= _FROM_AFAR and a.instruments & b.instruments)
        yield Compared("types that go together" if together else "types that exclude each other", 1.0, said)
    if a.happened != b.happened:
        yield Compared("one did not happen", 1.0, f"{a.mention.realis.value} and {b.mention.realis.value}")


def _people(a: Profile, b: Profile) -> Iterator[Compared]:
    if both := a.attackers & b.attackers:
        yield Compared("same attacker", 1.0, _some(both))
    elif a.attackers and b.attackers:
        related = (a.attackers | a.sides) & (b.attackers | b.sides)
        name = "attackers related" if related else "other attackers"
        yield Compared(name, 1.0, f"{_some(a.attackers)} and {_some(b.attackers)}")
    if both := (a.targets & b.targets) - a.persons:
        yield Compared("same target", 1.0, _some(both))
    if a.attackers & b.targets or b.attackers & a.targets:
        yield Compared("roles reversed", 1.0, _some(a.attackers & b.targets | b.attackers & a.targets))
    if both := a.persons & b.persons:
        yield Compared("same person", 1.0, _some(both))
    elif a.persons and b.persons and a.single and b.single:
        yield Compared("other person", 1.0, f"{_some(a.persons)} and {_some(b.persons)}")
    if a.victims and b.victims:
        share = len(a.victims & b.victims) / min(len(a.victims), len(b.victims))
        yield Compared("victims alike", share, _some(a.victims & b.victims))
        yield Compared("other victims", float(share == 0), f"{_some(a.victims)} and {_some(b.victims)}")


def _toll(a: Profile, b: Profile) -> Iterator[Compared]:
    if a.single is not None and b.single is not None and a.single != b.single:
        yield Compared("one against many", 1.0, "one person's death and that of several")
    both = a.figures & b.figures
    if both:
        best = max(both, key=lambda f: (f[1], f[0]))
        rare = min(1.0, sum(math.log2(n) for _, n in both) / 10)
        yield Compared("equal figures", rare, f"{best[1]} {best[0].value}")
    if not a.killed or not b.killed or a.single or b.single:
        if a.single and b.single:
            yield Compared("one death each", 1.0, "one killed")
        return
    mine, theirs = a.killed[0].total, b.killed[0].total
    said = f"{words_of(mine)} and {words_of(theirs)} killed"
    closest = min((_ratio(x, y) for x in a.killed for y in b.killed), default=None)
    if closest is None or both & {(t.harm, n) for t in a.killed for n in _numbers(t)}:
        return
    if closest <= math.log(2):
        yield Compared("tolls alike", 1 - closest / math.log(2) / 2, said)
    else:
        name = "toll fell" if _fell(a, b) else "tolls apart"
        yield Compared(name, min(1.0, closest / math.log(20)), said)


def _fell(a: Profile, b: Profile) -> bool:
    """Whether the later report counts fewer: counts are revised upwards."""
    first, second = (a, b) if (a.account.since, a.account.anchor) <= (b.account.since, b.account.anchor) else (b, a)
    return first.account.since < second.account.since and _middle(first.killed[0].total) > _middle(second.killed[0].total)


def _numbers(toll: Toll) -> tuple[int, ...]:
    return tuple(n for n in (toll.total.low, toll.total.high) if n is not None)


def _middle(count: Count) -> int:
    return next((n for n in (count.best, count.low, count.high) if n is not None), 12)  # "dozens", in want of a number


def _ratio(a: Toll, b: Toll) -> float:
    """How far two tolls are apart, as the logarithm of their ratio; open sides reach as far as the other goes."""
    x, y = a.total, b.total
    low, high = max(_low(x), _low(y)), min(_high(x), _high(y))
    return 0.0 if low <= high else math.log(low / max(1, high))


def _low(count: Count) -> int:
    return max(1, count.low if count.low is not None else 1)


def _high(count: Count) -> int:
    return count.high if count.high is not None else 10**6 if count.low is None else 3 * count.low


def words_of(count: Count) -> str:
    """A count in figures: "at least 9", "up to 60", "some"."""
    number = next((n for n in (count.best, count.low, count.high) if n is not None), None)
    if number is None:
        return "some"
    open_side = "at least " if count.high is None else "up to " if count.low is None else ""
    return f"{open_side}{number}" if count.low == count.high or open_side else f"{count.low} to {count.high}"


def _wording(a: Profile, b: Profile) -> Iterator[Compared]:
    if a.instruments and b.instruments:
        shared = a.instruments & b.instruments
        yield Compared("same means", float(bool(shared)), _some(shared))
        yield Compared("other means", float(not shared), f"{_some(a.instruments)} and {_some(b.instruments)}")
    yield _likeness("words alike", a.words, b.words)
    names = {w for w in a.told_names & b.told_names if rarity(w) >= _RARE}
    yield Compared("told by the same name", min(1.0, len(names) / 2), ", ".join(sorted(names)[:6]))
    if a.told_names and b.told_names and not a.told_names & b.told_names:
        yield Compared("told by other names", 1.0, f"{_some(a.told_names)} and {_some(b.told_names)}")
    common = (a.words & b.words) - a.names - b.names
    yield Compared(
        "particulars in common", min(1.0, sum(rarity(w) ** 2 for w in common) / _PARTICULARS), ", ".join(sorted(common)[:8])
    )
    yield _likeness("reports name the same", a.names, b.names)


def _likeness(name: str, a: frozenset[str], b: frozenset[str]) -> Compared:
    """The cosine of the words, each weighed by how rare it is in news of violence."""
    norm = math.sqrt(sum(rarity(w) ** 2 for w in a) * sum(rarity(w) ** 2 for w in b))
    shared = a & b
    value = sum(rarity(w) ** 2 for w in shared) / norm if norm else 0.0
    telling = sorted(shared, key=lambda w: (-rarity(w), w))[:6]
    return Compared(name, round(value, 4), ", ".join(telling))


def _prominence(a: Profile, b: Profile) -> Iterator[Compared]:
    if a.is_main and b.is_main:
        yield Compared("both reports are about it", 1.0, "main in both")
    elif a.is_main != b.is_main:
        yield Compared("one report mentions it", 1.0, "main in one, background in the other")


def _some(keys: frozenset[str]) -> str:
    names = sorted(keys)
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


_PARTS: Final[tuple[Callable[[Profile, Profile], Iterator[Compared]], ...]] = (
    _time, _place, _together, _type, _people, _toll, _wording, _prominence,
)  # fmt: skip
