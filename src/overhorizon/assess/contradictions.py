"""Contradictions as records: which roots hold values that exclude each other, and how that stands (decision 0010)."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final

from overhorizon.assess.assessment import at_odds, denials, held_values
from overhorizon.assess.evidence import Evidence
from overhorizon.domain.assessment import Assessment, Contradiction, Dispute, Holding, Property, Side, Standing, Value
from overhorizon.domain.incidents import IncidentType, RoleFiller
from overhorizon.domain.rivals import number_of
from overhorizon.domain.tolls import Harm, Toll, Victims

Exclusive = Callable[[Value, Value], bool]

_KINDS: Final = {Victims.CIVILIANS.value, Victims.ARMED_GROUP.value}
_MEANS: Final = (IncidentType.BOMBING, IncidentType.ARMED_ASSAULT, IncidentType.AIR_STRIKE, IncidentType.SHELLING)
_IN_PASSING: Final = (Property.DATE, Property.PLACE, Property.MANNER)


def contradictions(assessments: Sequence[Assessment], found: Sequence[Evidence]) -> tuple[Contradiction, ...]:
    """All contradictions of the assessments of one incident, by property and by the words of their sides.

    Two values are one where each has a root that the other has not; a value and its denial likewise. A revision by one root is
    none. ``found`` is what the assessments were made from.
    """
    out = []
    for assessment in assessments:
        mine = [e for e in found if (e.about, e.harm) == (assessment.about, assessment.harm)]
        out += [*_between(assessment, mine, _exclusive(assessment, assessments)), *_denied(assessment, mine)]
    return tuple(sorted(out, key=lambda c: (c.about, c.since, c.id)))


def _exclusive(assessment: Assessment, assessments: Sequence[Assessment]) -> Exclusive:
    """What excludes each other in this incident beside what does in any.

    One man died of one thing; and where it is contested whether a strike hit fighters or civilians, they are counts of the same dead.
    """
    if assessment.about is Property.MANNER and any(_is_one_death(a) for a in assessments):
        return _are_two_means
    if assessment.harm is Harm.KILLED and any(a.about is Property.TARGET and _is_contested_kind(a) for a in assessments):
        return _are_rival_counts
    return lambda _one, _other: False


def _is_one_death(assessment: Assessment) -> bool:
    return assessment.harm is Harm.KILLED and all(
        isinstance(h.value, Toll) and number_of(h.value.total) == 1 for h in assessment.holdings
    )


def _is_contested_kind(assessment: Assessment) -> bool:
    return any(h.against and isinstance(h.value, RoleFiller) and h.value.party.words in _KINDS for h in assessment.holdings)


def _are_two_means(one: Value, other: Value) -> bool:
    return one is not other and one in _MEANS and other in _MEANS


def _are_rival_counts(one: Value, other: Value) -> bool:
    if not (isinstance(one, Toll) and isinstance(other, Toll)) or {one.victims.value, other.victims.value} != _KINDS:
        return False
    return number_of(one.total) != number_of(other.total)


def _between(assessment: Assessment, found: Sequence[Evidence], exclusive: Exclusive) -> Iterator[Contradiction]:
    held = held_values(found)
    for one, other in combinations(sorted(assessment.holdings, key=lambda h: (h.first, h.words)), 2):
        mine, theirs = held[one.words], held[other.words]
        apart = at_odds(mine, theirs) or exclusive(one.value, other.value)
        state = _state(one, other) if apart and _are_said(assessment.about, mine, theirs) else None
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
    """Days, places and manners that outlets give in their own voice are nobody's statement: they differ by a night, a district, a word.

    Two figures are at odds where somebody is cited for one of them: what two outlets count in their own voice is no dispute.
    """
    said = [any(e.cited for e in side) for side in sides]
    return any(said) if about is Property.TOLL else all(said) or about not in _IN_PASSING


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
        value=holding.value,
        roots=tuple(sorted({root for e in against for root in e.roots})),
        anchors=tuple(sorted({e.anchor for e in against})),
        denies=True,
    )


def _side(holding: Holding) -> Side:
    return Side(words=holding.words, value=holding.value, roots=holding.roots, anchors=holding.anchors)
