"""View of an incident -> the facts that triggers compare."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from overhorizon.domain.assessment import Credibility, Dispute, Property, Standing
from overhorizon.domain.incidents import Role, RoleFiller
from overhorizon.domain.observed import Observed, TollFact
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.rivals import counted, number_of
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.domain.views import IncidentView, Member

TOLD: Final = (Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.ABDUCTED, Harm.MISSING)
"""Harms whose change is worth a word."""

_LEADER = re.compile(
    r"(?i)\b(?:leaders?|head|chief|commander|emir|amir|caliph|deputy|founder|mastermind|architect|planner|spokesm[ae]n|spokesperson|"
    r"governor|minister|president|mayor|general|colonel|judge|prosecutor|lawmaker|senator|mp|ambassador|envoy)\b"
)
_DEAD = "the one who was killed"  # the target by which `assess` says that someone is dead

REPORTED, CONFIRMED, DENIED = "reported", "confirmed", "denied"


def observe(view: IncidentView, watched: Iterable[str] = ()) -> Observed:
    """What an incident says now. Pure."""
    open_now = [c.id for c in view.contradictions if c.state is Dispute.OPEN]
    return Observed(
        accounts=_sorted(m.mention.id for m in view.members),
        revisions=_sorted(m.report.revision for m in view.members),
        roots=_sorted(root.id for root in view.trail.roots),
        killed=lowest_killed(view),
        tolls=tuple(sorted(_tolls(view), key=repr)),
        parties=_sorted(name_of(p) for p in named(view, Role.PERPETRATOR)),
        claimants=_sorted(name_of(p) for p in named(view, Role.CLAIMANT)),
        deniers=_sorted(deniers(view)),
        fates=_sorted(fates(view)),
        disputes=_sorted(open_now),
        closed=_sorted(c.id for c in view.contradictions if c.state is not Dispute.OPEN),
        watched=_sorted(watched),
    )


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def lowest_killed(view: IncidentView) -> int:
    """The lowest number of dead that a report gives, 0 where none does. Of a report with rival figures the lowest counts."""
    given = (r.value.total for m in view.members for r in counted(m.mention.tolls, Harm.KILLED) if r.value is not None)
    numbers = [n for n in (c.low if c.low is not None else number_of(c) for c in given) if n is not None]
    return min(numbers, default=0)


def _tolls(view: IncidentView) -> Iterator[TollFact]:
    for assessment in view.tolls():
        value = assessment.preferred.value
        if isinstance(value, Toll) and assessment.harm in TOLD and number_of(value.total) is not None:
            yield value.harm, value.total.low, value.total.best, value.total.high


def named(view: IncidentView, role: Role) -> tuple[Party, ...]:
    """Who has a role by name: registry actors, each once, in the order of the accounts. Described attackers ("gunmen") have none."""
    found: dict[str, Party] = {}
    for member in view.members:
        for party in member.mention.parties(role):
            if party.actor is not None:
                found.setdefault(party.actor.id, party)
    return tuple(found.values())


def name_of(party: Party) -> str:
    """What makes two parties one here."""
    return party.actor.id if party.actor else party.words.casefold()


def deniers(view: IncidentView) -> Iterator[str]:
    """Roots that deny who did it."""
    held = view.assessment(Property.PERPETRATOR)
    return (root for holding in (held.holdings if held else ()) for root in holding.denied_by)


def fates(view: IncidentView) -> Iterator[str]:
    """How the death of a leader stands: reported by one root, confirmed by independent ones, denied."""
    held = view.assessment(Property.TARGET)
    if held is None or not any(is_of_leader(m) for m in view.members):
        return
    for holding in held.holdings:
        if isinstance(holding.value, RoleFiller) and holding.value.party.words == _DEAD:
            yield REPORTED
            if holding.grade.credibility is Credibility.CONFIRMED:
                yield CONFIRMED
            if Standing.DENIED in holding.standings:
                yield DENIED


def is_of_leader(member: Member) -> bool:
    """Whether an account tells that a public figure, or someone by a leader's title, was killed or targeted."""
    for party in member.mention.parties(Role.TARGET):
        if party.actor is not None and party.actor.kind is ActorKind.PUBLIC_FIGURE:
            return True
        if _LEADER.search(party.words):
            return True
    text = member.report.text
    return any(
        _LEADER.search(reading.span.of(text)) is not None
        for reading in member.mention.tolls
        if reading.value is not None and reading.value.harm is Harm.KILLED and number_of(reading.value.total) == 1
    )
