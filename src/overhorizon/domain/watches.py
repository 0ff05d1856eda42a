"""What people look after, and what they were told: theatres, watches, alerts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location, PlaceKind


class Trigger(StrEnum):
    """What made an alert. All but the last three are of one incident."""

    NEW_INCIDENT = "new incident"
    TOLL_REVISED = "toll revised"
    PERPETRATOR_NAMED = "perpetrator named"
    RESPONSIBILITY_CLAIMED = "responsibility claimed"
    RESPONSIBILITY_DENIED = "responsibility denied"
    STATUS_CHANGED = "status changed"  # a leader reported killed, confirmed, denied
    CONTRADICTION_OPENED = "contradiction opened"
    CONTRADICTION_CLOSED = "contradiction closed"
    SPREAD = "spread"  # an actor where the ledger had not seen it before
    RATE = "rate left its baseline"
    SILENCE = "silence"


OF_INCIDENTS = tuple(t for t in Trigger if t not in (Trigger.SPREAD, Trigger.RATE, Trigger.SILENCE))


class Severity(IntEnum):
    """How loud an alert is: the user's setting for a watch."""

    INFO = 1
    NOTICE = 2
    URGENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A first-order division: country as ISO 3166-1 alpha-2, name as `Place.admin1` has it."""

    country: str
    admin1: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """A named part of the world and the actors (registry ids) that someone watches: whatever happens there, or is theirs anywhere.

    ``feeds`` are the names of those that are read for it: when one of them falls silent, the theatre is heard less of.
    """

    name: str
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    regions: tuple[Region, ...] = ()
    actors: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.countries or self.regions or self.actors):
            raise ValueError("a theatre has a country, a region or an actor")

    def holds(self, location: Location) -> bool:
        """Whether a location lies in it. A country alone lies in none of its regions."""
        if location.country in self.countries:
            return True
        place = location.place
        if place is None or place.country is None:
            return False
        division = place.name if place.kind is PlaceKind.ADMIN1 else place.admin1
        return division is not None and Region(country=place.country, admin1=division) in self.regions

    def knows(self, party: Party) -> bool:
        """Whether a party is one of its actors, or belongs to one."""
        actor = party.actor
        return actor is not None and not {actor.id, *actor.parents}.isdisjoint(self.actors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A standing question on the ledger.

    Empty ``theatres``, ``types`` and ``actors`` (registry ids) ask for all. ``killed_at_least`` compares the lowest number of dead
    that anybody gives; ``roots_at_least`` counts independent roots. ``channels`` are the names of those who are told.
    """

    name: str
    theatres: tuple[Theatre, ...] = ()
    triggers: tuple[Trigger, ...] = tuple(Trigger)
    types: tuple[IncidentType, ...] = ()
    actors: tuple[str, ...] = ()
    killed_at_least: int = 0
    roots_at_least: int = 0
    severity: Severity = Severity.NOTICE
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words on which an alert or a line of a brief rests: ``report[start:end]``, and whose they are.

    ``speaker`` is the first voice, None the outlet itself. ``claim`` is the id of the claim that carries them.
    """

    report: str
    start: int
    end: int
    words: str
    outlet: str | None = None
    address: str | None = None
    speaker: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The answer that a watch gave once.

    ``key`` is what makes it one: the same key is never told twice. ``follows`` is the id of the first alert of its thread, None
    for that one. ``incident`` is its id of that time: redirects lead on. ``reports`` are those that it rests on, ``accounts`` the
    ids of all accounts of the incident, by which later alerts find their thread after merges and splits.
    """

    watch: str
    trigger: Trigger
    key: str
    time: datetime
    severity: Severity
    headline: str
    detail: tuple[str, ...] = ()
    theatre: str | None = None
    incident: str | None = None
    follows: str | None = None
    reports: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        return short_id("a", self.watch, self.trigger, self.key)

    @property
    def thread(self) -> str:
        """The id under which it and all that follow it belong together."""
        return self.follows or self.id


def theatres_of(theatres: Iterable[Theatre], locations: Iterable[Location], parties: Iterable[Party]) -> tuple[Theatre, ...]:
    """Those that hold one of the locations, or know one of the parties; in the order given."""
    where, who = tuple(locations), tuple(parties)
    return tuple(t for t in theatres if any(t.holds(place) for place in where) or any(t.knows(party) for party in who))
