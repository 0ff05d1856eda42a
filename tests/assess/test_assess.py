"""What accounts come to: invented readings, roots and days."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.assess.agreement import excludes
from overhorizon.assess.assessment import assess, independent
from overhorizon.assess.contradictions import contradictions
from overhorizon.assess.evidence import Evidence
from overhorizon.domain.assessment import Assessment, Contradiction, Credibility, Dispute, Property, Standing, Value
from overhorizon.domain.incidents import IncidentType, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Coordinates, Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims


def toll(n: int, basis: CountBasis = CountBasis.EXACT, victims: Victims = Victims.UNKNOWN) -> Toll:
    if basis is CountBasis.AT_LEAST:
        return Toll(harm=Harm.KILLED, total=Count(low=n, best=n, high=None, basis=basis), victims=victims)
    return Toll(harm=Harm.KILLED, total=Count.exactly(n, basis), victims=victims)


def who(words: str) -> RoleFiller:
    return RoleFiller(role=Role.PERPETRATOR, party=Party(words=words))


def target(words: str) -> RoleFiller:
    return RoleFiller(role=Role.TARGET, party=Party(words=words))


def on(day: int, until: int | None = None) -> When:
    return When.within(f"{day} March", date(2026, 3, day), date(2026, 3, until or day))


def held(value: Value, *roots: str, day: int = 1, cited: bool = True, denies: bool = False, replaced: bool = False) -> Evidence:
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
        cited=cited,
        denies=denies,
        replaced=replaced,
    )


def disputes(*found: Evidence) -> tuple[Contradiction, ...]:
    return contradictions(assess("e-1", found, {"army", "ministry"}), found)


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
        (who("Suicide bomber"), who("Reed Walkers"), False),  # a capital opens a sentence
        (toll(40, CountBasis.ABOUT), toll(43), False),
        (toll(40, CountBasis.ABOUT), toll(90), True),
        (target("civilians"), target("armed group"), True),
        (target("Reed Walkers"), target("Harun Front"), False),  # one deed can have two targets
        (IncidentType.BOMBING, IncidentType.ARREST, True),
        (IncidentType.BOMBING, IncidentType.ARMED_ASSAULT, False),
        (IncidentType.BOMBING, IncidentType.AIR_STRIKE, False),  # bombs fall, too
    ],
)
def test_what_excludes_what(one: Value, other: Value, *, apart: bool) -> None:
    assert excludes(one, other) is apart
    assert excludes(other, one) is apart


def test_places_of_two_countries_exclude_each_other() -> None:
    one, other = (Location(described=c, place=None, country=c, precision=PlacePrecision.ADMIN1) for c in ("ML", "NE"))
    assert excludes(one, other)
    assert not excludes(one, one)


def spot(latitude: float, precision: PlacePrecision) -> Location:
    place = Place(
        id=f"p-{latitude}",
        name=f"P{latitude}",
        kind=PlaceKind.SETTLEMENT,
        country="ML",
        coordinates=Coordinates(lat=latitude, lon=0),
    )
    return Location(described=place.name, place=place, country="ML", precision=precision)


@pytest.mark.parametrize(
    ("degrees", "precision", "apart"),
    [
        (1, PlacePrecision.EXACT, True),
        (1, PlacePrecision.NEAR, False),
        (2, PlacePrecision.NEAR, True),
        (0.2, PlacePrecision.EXACT, False),
    ],
)
def test_near_a_town_may_be_far_from_it(degrees: float, precision: PlacePrecision, *, apart: bool) -> None:
    assert excludes(spot(16, PlacePrecision.EXACT), spot(16 + degrees, precision)) is apart


def test_two_roots_and_none_against_confirm() -> None:
    told = (held(toll(14), "army"), held(toll(14), "hospital"))
    found = only(*told)
    assert found.preferred.grade.credibility is Credibility.CONFIRMED
    assert found.rule == "the only value"
    assert disputes(*told) == ()


def test_reprints_of_one_root_confirm_nothing() -> None:
    found = only(held(toll(14), "army"), held(toll(14), "army", day=2))
    assert found.preferred.grade.credibility is Credibility.POSSIBLY_TRUE
    assert set(found.preferred.standings) == {Standing.SINGLE_ROOT, Standing.OFFICIAL_ONLY}


def test_independent_roots_with_other_figures_are_a_contradiction() -> None:
    told = (held(toll(14), "army"), held(toll(22), "front"), held(toll(14), "hospital"))
    found = only(*told)
    assert found.preferred.value == toll(14)
    assert found.rule == "most roots"
    assert Standing.CONTESTED in found.preferred.standings
    (dispute,) = disputes(*told)
    assert (dispute.about, dispute.state) == (Property.TOLL, Dispute.OPEN)


def test_a_root_that_revises_its_figure_contradicts_nobody() -> None:
    told = (held(toll(5), "army", day=1), held(toll(14), "army", day=3))
    found = only(*told)
    assert found.preferred.value == toll(14)
    assert found.rule == "not superseded"
    old = next(h for h in found.holdings if h.value == toll(5))
    assert Standing.SUPERSEDED in old.standings
    assert disputes(*told) == ()


def test_a_root_that_takes_over_the_others_value_resolves_the_contradiction() -> None:
    told = (held(toll(5), "army", day=1), held(toll(14), "army", day=3), held(toll(14), "front", day=1))
    assert {c.state for c in disputes(*told)} == {Dispute.RESOLVED}


def test_a_denial_is_no_value_and_stands_against_one() -> None:
    told = (held(who("Harun Front"), "army"), held(who("Harun Front"), "front", day=4, denies=True))
    found = only(*told)
    assert len(found.holdings) == 1
    assert Standing.DENIED in found.preferred.standings
    assert found.preferred.grade.credibility is Credibility.DOUBTFUL
    (dispute,) = disputes(*told)
    assert [side.denies for side in dispute.sides] == [False, True]
    assert dispute.since == date(2026, 3, 4)  # not before it was denied
    assert dispute.sides[1].anchors == (told[1].anchor,)


def test_what_is_only_denied_is_held_by_nobody() -> None:
    assert assess("e-1", [held(who("Harun Front"), "front", denies=True)], set()) == ()


def test_a_reprint_of_the_old_figure_brings_it_not_back() -> None:
    found = only(held(toll(5), "army", day=1), held(toll(14), "army", day=3), held(toll(5), "army", day=6))
    assert found.preferred.value == toll(14)


def test_two_forces_that_one_source_names_in_one_report_did_it_together() -> None:
    both = (held(who("Reed Walkers"), "army", "un"), held(who("Harun Front"), "army", "un"))
    assert disputes(*both) == ()
    assert disputes(held(who("Reed Walkers"), "army"), held(who("Harun Front"), "un")) != ()


def test_days_in_nobodys_mouth_contradict_nobody() -> None:
    assert disputes(held(on(3), "army"), held(on(5), "un", cited=False)) == ()
    assert disputes(held(on(3), "army"), held(on(5), "un")) != ()


def test_words_that_may_rest_on_several_confirm_no_more_than_one() -> None:
    found = only(held(toll(14), "army", "front", "hospital", cited=False))
    assert found.preferred.grade.credibility is Credibility.POSSIBLY_TRUE


@pytest.mark.parametrize(
    ("roots", "number"),
    [
        ([], 0),
        ([()], 0),
        ([("army",), ("army",)], 1),
        ([("army",), ("front",)], 2),
        ([("army", "front"), ("army",)], 1),
        ([("army", "front"), ("hospital", "un")], 2),
    ],
)
def test_how_many_roots_there_are_at_least(roots: list[tuple[str, ...]], number: int) -> None:
    assert independent(roots) == number
    assert independent(reversed(roots)) == number


def test_what_no_known_root_holds_cannot_be_judged() -> None:
    told = (held(toll(14), "army"), replace(held(toll(22), "front", cited=False), roots=()))
    found = only(*told)
    other = next(h for h in found.holdings if h.value == toll(22))
    assert other.grade.credibility is Credibility.CANNOT_BE_JUDGED
    assert disputes(*told) == ()


def test_a_count_that_goes_on_contradicts_nobody_unless_the_lower_figure_is_told_again() -> None:
    told = (held(toll(9), "ministry", day=1), held(toll(15), "hospital", day=2))
    assert disputes(*told) == ()
    assert not any(Standing.CONTESTED in h.standings for h in only(*told).holdings)
    (again,) = disputes(*told, held(toll(9), "ministry", day=3))
    assert (again.state, again.since) == (Dispute.OPEN, date(2026, 3, 2))
    assert len(disputes(held(toll(15), "hospital", day=1), held(toll(9), "ministry", day=2))) == 1  # no count goes down by itself


def test_of_a_count_that_goes_on_the_later_figure_is_preferred_and_a_leap_is_another_account() -> None:
    told = (held(toll(9), "ministry", "un", day=1), held(toll(9), "un", day=1), held(toll(15), "hospital", day=2))
    found = only(*told)
    assert (found.preferred.value, found.rule) == (toll(15), "the later count")
    assert disputes(*told) == ()
    leap = (held(toll(14), "ministry", day=1), held(toll(60), "front", day=2))
    assert len(disputes(*leap)) == 1


def test_what_two_outlets_count_themselves_is_no_dispute() -> None:
    assert disputes(held(toll(9), "a", cited=False), held(toll(11), "b", cited=False)) == ()
    assert disputes(held(toll(9), "a"), held(toll(11), "b", cited=False)) != ()


def test_one_man_died_of_one_thing() -> None:
    manners = (held(IncidentType.BOMBING, "front"), held(IncidentType.ARMED_ASSAULT, "army"))
    assert disputes(*manners, held(toll(9), "army")) == ()
    (dispute,) = disputes(*manners, held(toll(1, CountBasis.ONE_NAMED), "army"))
    assert dispute.about is Property.MANNER


def test_where_it_is_contested_whom_a_strike_hit_their_counts_are_of_the_same_dead() -> None:
    tolls = (held(toll(12, victims=Victims.ARMED_GROUP), "army"), held(toll(19, victims=Victims.CIVILIANS), "elders"))
    assert disputes(*tolls) == ()
    hit = [
        replace(held(target(words), root), about=Property.TARGET)
        for words, root in (("armed group", "army"), ("civilians", "elders"))
    ]
    assert {d.about for d in disputes(*tolls, *hit)} == {Property.TOLL, Property.TARGET}


def test_a_day_is_preferred_to_the_month_told_later() -> None:
    found = only(held(on(3), "army", day=4), held(on(1, 31), "un", day=20))
    assert (found.preferred.value, found.rule) == (on(3), "the most precise day or place")


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
    results = {(made := assess("e-1", order, {"army"}), contradictions(made, order)) for order in permutations(found)}
    assert len(results) == 1


@given(evidences)
def test_a_contradiction_has_independent_sides(found: list[Evidence]) -> None:
    for dispute in disputes(*found):
        one, other = dispute.sides
        assert set(one.roots) != set(other.roots)
