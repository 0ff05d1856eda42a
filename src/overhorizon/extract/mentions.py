"""Words that name or stand for a party: what the rules for parties pass to one another."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span

_FORCES = re.compile(
    r" ?\b(?:army|air force|navy|military|armed forces|troops|soldiers|forces|commandos|paratroopers|warplanes|jets|artillery|"
    r"gunners|aircraft|helicopters|gunboats|warships|howitzers|planes)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """Words that name or stand for a party. ``antecedent`` points to the fuller words where they only stand for it."""

    span: Span
    party: Party
    antecedent: Span | None = None


def one_name(party: Party) -> str:
    """What is the same for two mentions of one party: "Zhedran troops" are of the "Zhedran army"."""
    name = party.name.casefold()
    return name if party.actor else (_FORCES.sub("", name) or name)


class Taken:
    """Words that mentions stand in already. The mentions do not overlap one another."""

    def __init__(self, mentions: Iterable[PartyMention]) -> None:
        spans = sorted(m.span for m in mentions)
        self._starts = [s.start for s in spans]
        self._ends = [s.end for s in spans]

    def overlaps(self, span: Span) -> bool:
        """Whether a mention shares a character with a span."""
        return bisect_right(self._ends, span.start) < bisect_left(self._starts, span.end)


def is_armed_group(party: Party) -> bool:
    """Registry groups, groups that only their report names, and names that several groups bear; no forces of a state or region."""
    if party.actor is None:
        return _FORCES.search(party.words) is None
    return party.actor.kind is ActorKind.ARMED_GROUP
