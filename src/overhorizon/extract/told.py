"""Tellings with their roles, and clusters of those that are of one incident."""

from dataclasses import dataclass, field

from overhorizon.domain.incidents import IncidentType, Reading, Role, RoleFiller
from overhorizon.domain.places import Location
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm
from overhorizon.extract.howmany import TollMention
from overhorizon.extract.people import ROLE_WORDS
from overhorizon.extract.roles import FIGURE_RULE
from overhorizon.extract.tellings import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A telling with its roles."""

    telling: Telling
    roles: tuple[Reading[RoleFiller], ...]

    @property
    def whens(self) -> tuple[When, ...]:
        return tuple(t.when for t in self.telling.times)

    @property
    def is_dated(self) -> bool:
        """Whether the words say when; "known by Thursday" says only when somebody spoke of it."""
        return any(not w.is_resolved or w.earliest is not None for w in self.whens)

    @property
    def is_aside(self) -> bool:
        """Deaths without manner, time, place or figure, or a word on whose deed it was: of an incident told elsewhere, or of none."""
        if self.telling.blame:
            return True
        alone = self.telling.types or self.is_dated or self.telling.places
        return not (alone or self.names(Role.TARGET) or self.names(Role.PERPETRATOR))

    @property
    def locations(self) -> tuple[Location, ...]:
        return tuple(p.location for p in self.telling.places)

    def names(self, role: Role) -> frozenset[str]:
        return frozenset(r.value.party.name.casefold() for r in self.roles if r.value is not None and r.value.role is role)

    def figure(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that name the figure who was killed, and the actors named beside them, with those they belong to."""
        spans = [r.span for r in self.roles if r.rule == FIGURE_RULE]
        parties = [p for p in self.telling.facts.parties if any(p.span.overlaps(s) for s in spans)]
        sides = {i for p in parties if p.party.actor for i in (p.party.actor.id, *p.party.actor.parents)}
        sides |= {p.party.name.casefold() for p in parties if p.party.actor is None}
        named = " ".join(p.party.words.casefold() for p in parties)
        words = {
            w.strip(",’'\"").removesuffix("’s").removesuffix("'s")
            for r in self.roles
            if r.rule == FIGURE_RULE and r.value
            for w in r.value.party.words.casefold().split()
        }
        return frozenset(w for w in words - ROLE_WORDS if w and w not in named), frozenset(sides)

    @property
    def manners(self) -> set[IncidentType]:
        """What the encoder takes the incident for, trigger by trigger."""
        return {t.manner for t in self.telling.triggers if t.manner is not None}

    def killed(self) -> tuple[Count, ...]:
        return tuple(t.toll.total for t in self.telling.tolls if t.toll.harm is Harm.KILLED)


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Tellings judged to be of one incident, in order of the text."""

    members: list[Told] = field(default_factory=list)
    beside: list[TollMention] = field(default_factory=list)  # of sentences that have no trigger: "The toll stands at 14."

    @property
    def types(self) -> list[IncidentType]:
        return [t for m in self.members for t in m.telling.types]

    @property
    def single(self) -> bool | None:
        votes = [m.telling.single for m in self.members if m.telling.single is not None]
        return None if not votes else votes.count(True) > votes.count(False)

    @property
    def last_sentence(self) -> int:
        return self.members[-1].telling.facts.index

    def names(self, role: Role) -> frozenset[str]:
        return frozenset().union(*(m.names(role) for m in self.members))
