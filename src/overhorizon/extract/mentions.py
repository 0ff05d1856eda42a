"""Words that name or stand for a party: what the rules for parties pass to one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span

_FORCES = re.compile(
    r"\b(?:army|air force|navy|military|armed forces|troops|soldiers|forces|commandos|paratroopers|warplanes|jets|artillery)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """Words that name or stand for a party. ``antecedent`` points to the fuller words where they only stand for it."""

    span: Span
    party: Party
    antecedent: Span | None = None


def overlaps(span: Span, mentions: Sequence[PartyMention]) -> bool:
    """Whether some words are taken by a mention."""
    return any(span.overlaps(m.span) for m in mentions)


def is_armed_group(party: Party) -> bool:
    """Registry groups, groups that only their report names, and names that several groups bear; no forces of a state or region."""
    if party.actor is None:
        return _FORCES.search(party.words) is None
    return party.actor.kind is ActorKind.ARMED_GROUP
