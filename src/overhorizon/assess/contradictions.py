"""Contradictions as records: which roots hold values that exclude each other, and how that stands (decision 0010)."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from overhorizon.assess.agreement import excludes
from overhorizon.domain.assessment import Assessment, Contradiction, Dispute, Holding, Side, Standing


def contradictions(assessments: Sequence[Assessment]) -> tuple[Contradiction, ...]:
    """All contradictions of the assessments, by property and by the words of their sides.

    Two values are one where each has a root that the other has not; a value and its denial likewise. A revision by one root is none.
    """
    found = [c for a in assessments for c in (*_between(a), *_denied(a))]
    return tuple(sorted(found, key=lambda c: (c.about, c.since, c.id)))


def _between(assessment: Assessment) -> Iterator[Contradiction]:
    for one, other in combinations(sorted(assessment.holdings, key=lambda h: (h.first, h.words)), 2):
        state = _state(one, other) if excludes(one.value, other.value) else None
        if state is not None:
            yield Contradiction(
                incident=assessment.incident,
                about=assessment.about,
                sides=(_side(one), _side(other)),
                state=state,
                since=max(one.first, other.first),
                rule="independent roots hold values that exclude each other",
            )


def _state(one: Holding, other: Holding) -> Dispute | None:
    """None where no root of the one side is independent of the other's."""
    mine, theirs = set(one.roots), set(other.roots)
    gone = [Standing.SUPERSEDED in h.standings for h in (one, other)]
    if mine - theirs and theirs - mine:
        return Dispute.SUPERSEDED if any(gone) else Dispute.OPEN
    if (gone[0] and mine < theirs) or (gone[1] and theirs < mine):
        return Dispute.RESOLVED  # it took over what the others hold
    return None


def _denied(assessment: Assessment) -> Iterator[Contradiction]:
    for holding in assessment.holdings:
        deniers = tuple(r for r in holding.denied_by if r not in holding.roots)
        if deniers and holding.roots:
            denial = Side(words=f"not {holding.words}", roots=deniers, anchors=holding.anchors, denies=True)
            yield Contradiction(
                incident=assessment.incident,
                about=assessment.about,
                sides=(_side(holding), denial),
                state=Dispute.SUPERSEDED if Standing.SUPERSEDED in holding.standings else Dispute.OPEN,
                since=holding.last,
                rule="one root denies what another holds",
            )


def _side(holding: Holding) -> Side:
    return Side(words=holding.words, roots=holding.roots, anchors=holding.anchors)
