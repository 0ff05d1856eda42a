"""Contradictions as records: which roots hold values that exclude each other, and how that stands (decision 0010)."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from overhorizon.assess.assessment import at_odds, denials, held_values
from overhorizon.assess.evidence import Evidence
from overhorizon.domain.assessment import Assessment, Contradiction, Dispute, Holding, Property, Side, Standing

_WHERE_AND_WHEN = (Property.DATE, Property.PLACE)


def contradictions(assessments: Sequence[Assessment], found: Sequence[Evidence]) -> tuple[Contradiction, ...]:
    """All contradictions of the assessments of one incident, by property and by the words of their sides.

    Two values are one where each has a root that the other has not; a value and its denial likewise. A revision by one root is
    none. ``found`` is what the assessments were made from.
    """
    out = []
    for assessment in assessments:
        mine = [e for e in found if (e.about, e.harm) == (assessment.about, assessment.harm)]
        out += [*_between(assessment, mine), *_denied(assessment, mine)]
    return tuple(sorted(out, key=lambda c: (c.about, c.since, c.id)))


def _between(assessment: Assessment, found: Sequence[Evidence]) -> Iterator[Contradiction]:
    held = held_values(found)
    for one, other in combinations(sorted(assessment.holdings, key=lambda h: (h.first, h.words)), 2):
        mine, theirs = held[one.words], held[other.words]
        state = _state(one, other) if at_odds(mine, theirs) and _are_said(assessment.about, mine, theirs) else None
        if state is not None:
            yield Contradiction(
                incident=assessment.incident,
                about=assessment.about,
                sides=(_side(one), _side(other)),
                state=state,
                since=max(one.first, other.first),
                rule="independent roots hold values that exclude each other",
            )


def _are_said(about: Property, *sides: Sequence[Evidence]) -> bool:
    """Days and places that outlets give in their own voice are nobody's statement: they differ by a night, a district, a slip."""
    return about not in _WHERE_AND_WHEN or all(any(e.cited for e in side) for side in sides)


def _state(one: Holding, other: Holding) -> Dispute | None:
    """None where no root of the one side is independent of the other's."""
    mine, theirs = set(one.roots), set(other.roots)
    gone = [Standing.SUPERSEDED in h.standings for h in (one, other)]
    if mine - theirs and theirs - mine:
        return Dispute.SUPERSEDED if any(gone) else Dispute.OPEN
    if (gone[0] and mine < theirs) or (gone[1] and theirs < mine):
        return Dispute.RESOLVED  # it took over what the others hold
    return None


def _denied(assessment: Assessment, found: Sequence[Evidence]) -> Iterator[Contradiction]:
    for holding in assessment.holdings:
        against = [e for e in denials(holding.words, found) if not set(e.roots) & set(holding.roots)]
        if against and holding.roots:
            yield Contradiction(
                incident=assessment.incident,
                about=assessment.about,
                sides=(_side(holding), _denial(holding, against)),
                state=Dispute.SUPERSEDED if Standing.SUPERSEDED in holding.standings else Dispute.OPEN,
                since=max(holding.first, min(e.day for e in against)),
                rule="one root denies what another holds",
            )


def _denial(holding: Holding, against: Sequence[Evidence]) -> Side:
    return Side(
        words=f"not {holding.words}",
        roots=tuple(sorted({root for e in against for root in e.roots})),
        anchors=tuple(sorted({e.anchor for e in against})),
        denies=True,
    )


def _side(holding: Holding) -> Side:
    return Side(words=holding.words, roots=holding.roots, anchors=holding.anchors)
