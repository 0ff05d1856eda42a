"""What the two codebooks share: who stands on which side, what is left out, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from overhorizon.domain.incidents import IncidentMention, Role
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.tolls import Harm, PartKind, Toll, Victims
from overhorizon.export.tables import Row, Told
from overhorizon.gazetteer.countries import Country
from overhorizon.wording.values import tolls_of

_STATE = (ActorKind.STATE_FORCE, ActorKind.GOVERNMENT)

Countries = Mapping[str, Country]  # by ISO 3166-1 alpha-2


class Figure(Protocol):
    """A codebook's numbers; None where it has none to give."""

    @property
    def low(self) -> int | None: ...
    @property
    def best(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...


Resolver = Callable[[Sequence[Toll]], Figure]  # the tolls of one harm in one incident, the preferred one first


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Rows in the order of the incidents, and how many incidents were left out for which reason (sorted by reason)."""

    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, int], ...]


class Coder(Protocol):
    """Codes one incident: a row, or the reason for leaving it out."""

    def __call__(self, told: Told) -> Row | str: ...


def code_all(incidents: Iterable[Told], coder: Coder) -> Coded:
    """Every incident is in a row or in a reason's count; none is dropped in silence."""
    rows: list[Row] = []
    reasons: Counter[str] = Counter()
    for told in incidents:
        coded = coder(told)
        if isinstance(coded, str):
            reasons[coded] += 1
        else:
            rows.append(coded)
    return Coded(rows=tuple(rows), left_out=tuple(sorted(reasons.items())))


def is_state(party: Party) -> bool:
    """A government or its forces, as the registry has it."""
    return party.actor is not None and party.actor.kind in _STATE


def is_group(party: Party) -> bool:
    """A named armed group, as the registry has it."""
    return party.actor is not None and party.actor.kind is ActorKind.ARMED_GROUP


def is_armed(party: Party) -> bool:
    return is_state(party) or is_group(party)


def sides(incident: IncidentMention) -> tuple[Party | None, Party | None]:
    """Who acts and against whom; in a clash without an attacker, its first two parties. Claimants are no side."""
    acting = (*incident.parties(Role.PERPETRATOR), *incident.parties(Role.PARTY))
    facing = (*incident.parties(Role.TARGET), *incident.parties(Role.PARTY))
    one = next(iter(acting), None)
    return one, next((p for p in facing if one is None or p.name != one.name), None)


def against_civilians(incident: IncidentMention) -> bool:
    """Whether those harmed are civilians, all of them, and nobody armed is named as the target."""
    facing = (*incident.parties(Role.TARGET), *incident.parties(Role.PARTY))
    readings = (r for harm in (Harm.KILLED, Harm.INJURED, Harm.ABDUCTED) for r in tolls_of(incident, harm))
    toll = next((r.value for r in readings), None)
    if toll is None or any(is_armed(party) for party in facing):
        return False
    return all(victims is Victims.CIVILIANS for victims, count in shares(toll).items() if count != 0)


def shares(toll: Toll) -> dict[Victims, int | None]:
    """The best count by side of the victims; None where the words give no number. They add up to the best total.

    A partition is taken as it is. Of subsets the greatest of each side counts, for smaller ones may lie inside it; what
    is left stands on the side that the total names.
    """
    found: dict[Victims, int | None] = {}
    partition = [part for part in toll.parts if part.kind is PartKind.PARTITION]
    for part in partition:
        before = found.get(part.victims, 0)
        found[part.victims] = None if before is None or part.count.best is None else before + part.count.best
    if partition:
        return found
    for part in toll.parts:
        if part.victims not in (toll.victims, Victims.UNKNOWN):
            found[part.victims] = max(found.get(part.victims) or 0, part.count.best or 0)
    total = toll.total.best
    rest = None if total is None else total - sum(n for n in found.values() if n is not None)
    if rest is not None and rest < 0:  # subsets of several sides overlap: no split can be told
        return {Victims.UNKNOWN: total}
    return found if rest == 0 and found else {**found, toll.victims: rest}
