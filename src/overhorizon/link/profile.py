"""An account prepared for comparison: sets and bounds instead of readings. Made once per account, compared many times."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from overhorizon.domain.accounts import Account
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence, Realis, Role
from overhorizon.domain.places import Location, PlaceKind, PlacePrecision
from overhorizon.domain.times import DatePrecision, When
from overhorizon.domain.tolls import CountBasis, Harm, Toll, Victims
from overhorizon.gazetteer.fold import name_key
from overhorizon.link.accounts import folded_words

# What does the harm, by the word that names it; general English.
_INSTRUMENT: Final = {
    word: kind
    for kind, words in {
        "vehicle bomb": "car truck lorry minibus tanker vbied svbied",
        "suicide": "suicide vest belt",
        "planted bomb": "roadside ied improvised planted landmine mine culvert parcel",
        "grenade": "grenade",
        "artillery": "mortar rocket artillery shell shelling howitzer",
        "missile": "missile ballistic cruise",
        "drone": "drone uav quadcopter",
        "aircraft": "airstrike jet warplane helicopter airforce",
        "blade": "knife knive machete stabbed stabbing axe sword blade hacked",
        "firearm": "gun gunmen gunman rifle shot shooting pistol gunfire fire",
        "arson": "arson burned torched petrol blaze",
        "ramming": "rammed ramming ploughed plowed",
        "poison": "poison gas chemical nerve",
    }.items()
    for word in words.split()
}
# Whom it struck, where the words do not name them: by kind of people.
_VICTIM: Final = re.compile(
    r"\b(soldier|troop|police|officer|guard|worshipp|pilgrim|student|pupil|child|girl|boy|teacher|farmer|herder|fisher|trader|"
    r"passenger|driver|miner|worker|labourer|journalist|reporter|doctor|nurse|medic|patient|tourist|judge|lawyer|prosecutor|"
    r"mayor|governor|councillor|candidate|voter|priest|imam|cleric|nun|bishop|villager|shopper|refugee|prisoner|inmate|wedding|"
    r"mourner|footballer|spectator|engineer|contractor|aid|peacekeep|diplomat|envoy|fighter|militant|rebel|commander|leader)",
    re.IGNORECASE,
)
_HOUR: Final = {
    word: hour
    for hour, words in {
        "morning": "dawn morning",
        "day": "noon midday afternoon",
        "night": "evening night midnight overnight",
    }.items()
    for word in words.split()
}
_CAPITAL = re.compile(r"\b[^\W\d_a-z][\w'’-]+")
_STRONG: Final = DatePrecision.WEEK  # coarser times leave the day to chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Within which days it happened, as one reading has it; both ends known."""

    first: date
    last: date
    words: str

    @property
    def width(self) -> int:
        return (self.last - self.first).days + 1

    def apart(self, other: "Days") -> int:
        """Days between the two; 0 where they overlap."""
        return max(0, (other.first - self.last).days, (self.first - other.last).days)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What `features` compares."""

    account: Account

    @property
    def mention(self) -> IncidentMention:
        return self.account.mention

    @cached_property
    def type(self) -> IncidentType:
        return self.mention.type

    @cached_property
    def is_main(self) -> bool:
        return self.mention.prominence is Prominence.MAIN

    @cached_property
    def happened(self) -> bool:
        return self.mention.realis is Realis.ACTUAL

    @cached_property
    def whens(self) -> tuple[Days, ...]:
        """Every bounded time, the one that the report puts forward first; times that only say a part ("hours later") follow it."""
        return tuple(d for r in self.mention.whens if not r.superseded and r.value and (d := _days(r.value)) is not None)

    @cached_property
    def day(self) -> Days | None:
        """The time that the report puts forward, where it is known to the week."""
        first = self.whens[0] if self.whens else None
        return first if first is not None and DatePrecision.of_days(first.width) <= _STRONG else None

    @cached_property
    def latest(self) -> date | None:
        """The last day on which it can have happened: nothing is told before it happens."""
        bounds = [w.last for w in self.whens[:1]] or [
            r.value.latest for r in self.mention.whens if r.value and r.value.latest is not None
        ]
        known = [*bounds, *([self.account.published_last] if self.account.published_last else [])]
        return min(known, default=None)

    @cached_property
    def spots(self) -> tuple[Location, ...]:
        """Locations told more precisely than the country; first the one that the report puts forward."""
        told = (r.value for r in self.mention.places if not r.superseded and r.value is not None)
        return tuple(p for p in told if p.place is not None and p.place.kind is not PlaceKind.COUNTRY)

    @cached_property
    def is_pinned(self) -> bool:
        return bool(self.spots) and self.spots[0].precision <= PlacePrecision.NEAR

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(r.value.country for r in self.mention.places if r.value is not None and r.value.country)

    @cached_property
    def killed(self) -> tuple[Toll, ...]:
        """Tolls of the dead that count everybody, of attackers' deaths only where nothing else is told."""
        told = [r for r in self.mention.tolls if r.value is not None and r.value.harm is Harm.KILLED and not r.partial]
        held = [r.value for r in told if r.value is not None and (not r.superseded or r.value.total.best is not None)]
        return tuple([t for t in held if t.victims is not Victims.ATTACKERS] or held)

    @cached_property
    def figures(self) -> frozenset[tuple[Harm, int]]:
        """Every number of people told, with what happened to them; ones left out, for they are everywhere."""
        tolls = [r.value for r in self.mention.tolls if r.value is not None]
        counts = [(t.harm, c) for t in tolls for c in (t.total, *(p.count for p in t.parts))]
        return frozenset((h, n) for h, c in counts for n in (c.low, c.high) if n is not None and n > 1)

    @cached_property
    def single(self) -> bool | None:
        """Whether one person's death is told (True) or that of several (False)."""
        if not self.killed:
            return None
        count = self.killed[0].total
        if count.basis is CountBasis.ONE_NAMED or (count.low, count.high) == (1, 1):
            return True
        return False if (count.low or 0) > 1 or count.basis is CountBasis.VAGUE else None

    @cached_property
    def attackers(self) -> frozenset[str]:
        """Keys of named perpetrators and claimants."""
        return frozenset(self._parties((Role.PERPETRATOR, Role.CLAIMANT)))

    @cached_property
    def targets(self) -> frozenset[str]:
        return frozenset(self._parties((Role.TARGET,)))

    @cached_property
    def sides(self) -> frozenset[str]:
        """Keys of everybody named in a role, with those they belong to."""
        return self.attackers | self.targets | frozenset(self._parties((Role.PARTY,))) | self._parents

    @cached_property
    def _parents(self) -> frozenset[str]:
        fillers = [r.value.party.actor for r in self.mention.roles if r.value is not None and r.value.party.actor]
        return frozenset(parent for actor in fillers for parent in actor.parents)

    def _parties(self, roles: Iterable[Role]) -> Iterator[str]:
        for reading in self.mention.roles:
            if reading.value is None or reading.value.role not in roles:
                continue
            party = reading.value.party
            if party.actor is not None:
                yield party.actor.id
            elif party.candidates:
                yield from party.candidates
            elif _CAPITAL.search(party.words[1:]) or (party.words[:1].isupper() and " " in party.words):
                yield name_key(party.words).removeprefix("the ")

    @cached_property
    def persons(self) -> frozenset[str]:
        """Names of the people struck, word by word: of targets that are told by a name."""
        words = (r.value.party.words for r in self.mention.roles if r.value is not None and r.value.role is Role.TARGET)
        unknown = (r.value for r in self.mention.roles if r.value is not None and r.value.party.actor is not None)
        known = {w for f in unknown for w in folded_words(f.party.words)}
        return frozenset(w for name in words for m in _CAPITAL.finditer(name) for w in folded_words(m.group())) - known

    @cached_property
    def victims(self) -> frozenset[str]:
        """Kinds of people struck, as words for them begin: "worshipp", "teacher"."""
        words = [p.words for r in self.mention.tolls if r.value is not None for p in r.value.parts]
        words += [r.value.party.words for r in self.mention.roles if r.value is not None and r.value.role is Role.TARGET]
        told = [m.group(1).lower() for text in words for m in _VICTIM.finditer(text)]
        return frozenset(told) | frozenset(m.group(1) for w in self.account.words if (m := _VICTIM.match(w)) is not None)

    @cached_property
    def instruments(self) -> frozenset[str]:
        return frozenset(_INSTRUMENT[word] for word in self.account.words if word in _INSTRUMENT)

    @cached_property
    def hours(self) -> frozenset[str]:
        """Parts of the day that the telling names."""
        return frozenset(_HOUR[word] for word in self.account.words if word in _HOUR)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.account.words)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.account.names)

    @cached_property
    def told_names(self) -> frozenset[str]:
        """Names in the sentences that tell of it, but for those of places and of parties: of people, buildings, squares, ships."""
        places = (r.value for r in self.mention.places if r.value is not None)
        known = {w for p in places for name in (p.described, p.place.name if p.place else "") for w in folded_words(name)}
        known |= {w for p in self.spots if p.place and p.place.admin1 for w in folded_words(p.place.admin1)}
        roles = (r.value for r in self.mention.roles if r.value is not None and r.value.party.actor is not None)
        known |= {w for f in roles for w in folded_words(f.party.words)}
        return (self.words & self.names) - known - frozenset(w for key in self.attackers for w in folded_words(key))


def _days(when: When) -> Days | None:
    if when.earliest is None or when.latest is None:
        return None
    return Days(first=when.earliest, last=when.latest, words=when.expression)
