"""What accounts come to: invented readings, roots and days."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.assess.agreement import excludes
from overhorizon.assess.assessment import assess
from overhorizon.assess.contradictions import contradictions
from overhorizon.assess.evidence import Evidence
from overhorizon.domain.assessment import Assessment, Credibility, Dispute, Property, Standing, Value
from overhorizon.domain.incidents import IncidentType, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location, PlacePrecision
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims


def toll(n: int, basis: CountBasis = CountBasis.EXACT, victims: Victims = Victims.UNKNOWN) -> Toll:
    if basis is CountBasis.AT_LEAST:
        return Toll(harm=Harm.KILLED, total=Count(low=n, best=n, high=None, basis=basis), victims=victims)
    return Toll(harm=Harm.KILLED, total=Count.exactly(n, basis), victims=victims)


def who(words: str) -> RoleFiller:
    return RoleFiller(role=Role.PERPETRATOR, party=Party(words=words))


def on(day: int, until: int | None = None) -> When:
    return When.within(f"{day} March", date(2026, 3, day), date(2026, 3, until or day))


def held(value: Value, *roots: str, day: int = 1, denies: bool = False, replaced: bool = False) -> Evidence:
    kinds = {Toll: Property.TOLL, When: Property.DATE, RoleFiller: Property.PERPETRATOR, IncidentType: Property.MANNER}
    about = kinds[type(value)]
    return Evidence(
        about=about,
        harm=Harm.KILLED if about is Property.TOLL else None,
        value=value,
        anchor=Anchor(report=f"r-{'-'.join(roots)}-{day}", start=day, end=day + 9),
        voice=f"v-{roots[0]}",
        roots=roots,
        day=date(2026, 3, day),
        denies=denies,
        replaced=replaced,
    )


def only(*found: Evidence) -> Assessment:
    (one,) = assess("e-1", found, {"army", "ministry"})
    return one


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (toll(14), toll(14), False),
        (toll(14), toll(22), True),
        (toll(20, CountBasis.AT_LEAST), toll(84), False),
        (toll(90, CountBasis.AT_LEAST), toll(84), True),
        (toll(4, victims=Victims.STATE_FORCES), toll(19), False),  # four soldiers may be some of them
        (toll(14, victims=Victims.STATE_FORCES), toll(19), True),
        (toll(4, victims=Victims.STATE_FORCES), toll(9, victims=Victims.CIVILIANS), False),
        (toll(1, CountBasis.ONE_NAMED), toll(9), False),
        (on(3), on(4), True),
        (on(3), on(1, 9), False),
        (who("Harun Front"), who("Reed Walkers"), True),
        (who("Harun Front"), who("the Front"), False),
        (who("gunmen"), who("Reed Walkers"), False),
        (IncidentType.BOMBING, IncidentType.ARREST, True),
        (IncidentType.BOMBING, IncidentType.ARMED_ASSAULT, False),
    ],
)
def test_what_excludes_what(one: Value, other: Value, *, apart: bool) -> None:
    assert excludes(one, other) is apart
    assert excludes(other, one) is apart


def test_places_of_two_countries_exclude_each_other() -> None:
    one, other = (Location(described=c, place=None, country=c, precision=PlacePrecision.ADMIN1) for c in ("ML", "NE"))
    assert excludes(one, other)
    assert not excludes(one, one)


def test_two_roots_and_none_against_confirm() -> None:
    found = only(held(toll(14), "army"), held(toll(14), "hospital"))
    assert found.preferred.grade.credibility is Credibility.CONFIRMED
    assert found.rule == "the only value"
    assert contradictions([found]) == ()


def test_reprints_of_one_root_confirm_nothing() -> None:
    found = only(held(toll(14), "army"), held(toll(14), "army", day=2))
    assert found.preferred.grade.credibility is Credibility.POSSIBLY_TRUE
    assert set(found.preferred.standings) == {Standing.SINGLE_ROOT, Standing.OFFICIAL_ONLY}


def test_independent_roots_with_other_figures_are_a_contradiction() -> None:
    found = only(held(toll(14), "army"), held(toll(22), "front"), held(toll(14), "hospital"))
    assert found.preferred.value == toll(14)
    assert found.rule == "most roots"
    assert Standing.CONTESTED in found.preferred.standings
    (dispute,) = contradictions([found])
    assert (dispute.about, dispute.state) == (Property.TOLL, Dispute.OPEN)


def test_a_root_that_revises_its_figure_contradicts_nobody() -> None:
    found = only(held(toll(5), "army", day=1), held(toll(14), "army", day=3))
    assert found.preferred.value == toll(14)
    assert found.rule == "not superseded"
    old = next(h for h in found.holdings if h.value == toll(5))
    assert Standing.SUPERSEDED in old.standings
    assert contradictions([found]) == ()


def test_a_root_that_takes_over_the_others_value_resolves_the_contradiction() -> None:
    found = only(held(toll(5), "army", day=1), held(toll(14), "army", day=3), held(toll(14), "front", day=1))
    assert {c.state for c in contradictions([found])} == {Dispute.RESOLVED}


def test_a_denial_is_no_value_and_stands_against_one() -> None:
    found = only(held(who("Harun Front"), "army"), held(who("Harun Front"), "front", denies=True))
    assert len(found.holdings) == 1
    assert Standing.DENIED in found.preferred.standings
    assert found.preferred.grade.credibility is Credibility.DOUBTFUL
    (dispute,) = contradictions([found])
    assert [side.denies for side in dispute.sides] == [False, True]


def test_what_is_only_denied_is_held_by_nobody() -> None:
    assert assess("e-1", [held(who("Harun Front"), "front", denies=True)], set()) == ()


evidences = st.lists(
    st.builds(
        lambda n, root, day: held(toll(n), root, day=day),
        st.integers(1, 4),
        st.sampled_from(["army", "front", "un"]),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=4,
)


@given(evidences)
def test_the_order_of_arrival_does_not_matter(found: list[Evidence]) -> None:
    results = {assess("e-1", order, {"army"}) for order in permutations(found)}
    assert len(results) == 1


@given(evidences)
def test_a_contradiction_has_independent_sides(found: list[Evidence]) -> None:
    for dispute in contradictions(assess("e-1", found, {"army"})):
        one, other = dispute.sides
        assert set(one.roots) != set(other.roots)
