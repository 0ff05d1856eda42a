"""What one report says of incidents, relations and quantities: readings, each with its words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm, Toll

T = TypeVar("T")


class IncidentType(StrEnum):
    BOMBING = "bombing"
    ARMED_ASSAULT = "armed assault"
    ARMED_CLASH = "armed clash"
    AIR_STRIKE = "air or drone strike"
    SHELLING = "shelling or missile attack"
    TARGETED_KILLING = "assassination or targeted killing"
    KIDNAPPING = "kidnapping"
    EXECUTION = "execution"
    ARREST = "arrest"
    THREAT = "threat"
    OTHER = "other"


class Realis(StrEnum):
    """Whether it happened, as the report puts it."""

    ACTUAL = "actual"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    DRILL = "drill"
    GENERIC = "generic"


class Prominence(StrEnum):
    """MAIN: what the report is about. BACKGROUND: mentioned beside it."""

    MAIN = "main"
    BACKGROUND = "background"


class Knowledge(StrEnum):
    """What a reading knows of its property."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"


class Role(StrEnum):
    """Perpetrator, target and claimant of responsibility are three things."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    CLAIMANT = "claimant of responsibility"
    PARTY = "party"  # a side of a clash, where nobody is said to have attacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[T]):
    """What a report says of one property, at ``span``, by ``rule``.

    ``claim`` is the claim that carries it; None is the outlet's own voice. ``value`` is given exactly when the state is KNOWN.
    ``alternatives`` are values between which the report leaves it open ("targeted, or killed in fighting"). A reading
    is ``superseded`` when its own report says that another value took its place ("raised from 59 to 100"): it is kept and
    no longer counted. It is ``partial`` when it counts some of those whom another reading counts ("four of them children"
    told as a toll of its own). Raises ValueError when state and value disagree.
    """

    span: Span
    rule: str
    value: T | None = None
    state: Knowledge = Knowledge.KNOWN
    alternatives: tuple[T, ...] = ()
    claim: str | None = None
    superseded: bool = False
    partial: bool = False

    def __post_init__(self) -> None:
        if (self.value is None) == (self.state is Knowledge.KNOWN):
            raise ValueError("a known reading has a value, an unknown or withheld one has none")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFiller:
    role: Role
    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMention:
    """What one report says of one incident.

    Several readings of one property stand side by side: rival accounts are kept, never merged. The first of each is the
    one that the report puts forward; assessments across reports are made elsewhere.
    """

    id: str
    triggers: tuple[Span, ...]
    realis: Realis
    prominence: Prominence
    types: tuple[Reading[IncidentType], ...]
    whens: tuple[Reading[When], ...] = ()
    places: tuple[Reading[Location], ...] = ()
    tolls: tuple[Reading[Toll], ...] = ()
    roles: tuple[Reading[RoleFiller], ...] = ()

    def __post_init__(self) -> None:
        if not self.triggers:
            raise ValueError("an incident mention needs the words that tell of it")

    @property
    def type(self) -> IncidentType:
        return next((r.value for r in self.types if r.value is not None), IncidentType.OTHER)

    @property
    def when(self) -> When | None:
        return next((r.value for r in self.whens if r.value is not None), None)

    @property
    def location(self) -> Location | None:
        return next((r.value for r in self.places if r.value is not None), None)

    def toll(self, harm: Harm) -> Toll | None:
        return next((r.value for r in self.tolls if r.value is not None and r.value.harm is harm), None)

    def parties(self, role: Role) -> tuple[Party, ...]:
        """Who has a role, a whole left out beside its part: a state beside its army, an umbrella beside its branch."""
        parties = [r.value.party for r in self.roles if r.value is not None and r.value.role is role]
        if role is Role.PARTY:  # a branch may fight its own whole
            return tuple(parties)
        wholes = {parent for party in parties if party.actor for parent in party.actor.parents}
        return tuple(p for p in parties if p.actor is None or p.actor.id not in wholes)


class RelationKind(StrEnum):
    CONFLICT = "conflict"  # turf war, insurgency, rivalry
    ALLIANCE = "alliance"
    SUPPORT = "support"
    SAFE_HAVEN = "safe haven"
    CONTROL = "control"
    TRUCE = "truce"
    ALLEGIANCE = "allegiance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A state between actors or places: never an incident."""

    id: str
    kind: RelationKind
    parties: tuple[Party, ...]
    places: tuple[Location, ...]
    span: Span
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """People counted outside any incident: an airlift, a displacement."""

    harm: Harm
    count: Count
    words: str
    span: Span
    claim: str | None = None
