"""The span of rival figures, and who may stand against whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.incidents import Reading
from overhorizon.domain.rivals import SOMEBODY, counted, number_of, rivals, span_of
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims


def at_least(n: int) -> Count:
    return Count(low=n, best=n, high=None, basis=CountBasis.AT_LEAST)


def up_to(n: int) -> Count:
    return Count(low=None, best=None, high=n, basis=CountBasis.UP_TO)


DOZENS = Count(low=None, best=None, high=None, basis=CountBasis.VAGUE)


def reading(count: Count, claim: str | None = None, **of: object) -> Reading[Toll]:
    victims = of.pop("victims", Victims.UNKNOWN)
    assert isinstance(victims, Victims)
    toll = Toll(harm=Harm.KILLED, total=count, victims=victims)
    return Reading(span=Span(start=0, end=1), rule=str(of.pop("rule", "passive")), value=toll, claim=claim, **of)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], (None, None)),
        ([DOZENS], (None, None)),
        ([Count.exactly(12)], (12, 12)),
        ([at_least(12)], (12, None)),
        ([up_to(60)], (None, 60)),
        ([Count.exactly(12), Count.exactly(15)], (12, 15)),
        ([at_least(18), Count.exactly(35)], (18, 35)),
        ([at_least(18), Count.exactly(12)], (12, None)),
        ([at_least(18), at_least(35)], (18, None)),
        ([up_to(60), Count.exactly(40)], (40, 60)),
        ([up_to(400), Count.exactly(600)], (400, 600)),
        ([up_to(60), up_to(40)], (None, 60)),
    ],
)
def test_span(counts: list[Count], expected: tuple[int | None, int | None]) -> None:
    assert span_of(counts) == expected


_COUNTS = st.one_of(
    st.integers(0, 500).map(Count.exactly), st.integers(0, 500).map(at_least), st.integers(0, 500).map(up_to), st.just(DOZENS)
)


@given(st.lists(_COUNTS, max_size=6))
def test_a_span_is_in_order_and_holds_every_exact_figure(counts: list[Count]) -> None:
    low, high = span_of(counts)
    assert low is None or high is None or low <= high
    for count in counts:
        if count.basis is CountBasis.EXACT and count.best is not None:
            assert low is not None
            assert low <= count.best
            assert high is None or count.best <= high


@given(st.permutations([Count.exactly(12), at_least(9), up_to(40), DOZENS]))
def test_the_order_of_figures_does_not_matter(counts: list[Count]) -> None:
    assert span_of(counts) == (9, 40)


def held(*readings: Reading[Toll]) -> list[int | None]:
    return [number_of(r.value.total) for r in rivals(readings, Harm.KILLED, lambda claim: claim) if r.value]


def test_other_speakers_stand_against_the_first() -> None:
    assert held(reading(Count.exactly(12), "army"), reading(Count.exactly(15), "clinic")) == [12, 15]


def test_a_speaker_has_one_figure() -> None:
    assert held(reading(Count.exactly(12), "army"), reading(Count.exactly(15), "army")) == [12]


def test_the_outlets_own_voice_is_no_rival() -> None:
    assert held(reading(Count.exactly(12), "army"), reading(Count.exactly(15))) == [12]


def test_what_somebody_gives_is_somebodys() -> None:
    other = reading(Count.exactly(15), rule=f"number {SOMEBODY}")
    assert held(reading(Count.exactly(12), "army"), other) == [12, 15]


def test_few_of_another_kind_may_be_some_of_them() -> None:
    soldiers = reading(Count.exactly(3), "army", victims=Victims.STATE_FORCES)
    assert held(reading(Count.exactly(12), "clinic"), soldiers) == [12]


@pytest.mark.parametrize("kind", [{"superseded": True}, {"partial": True}, {"victims": Victims.ATTACKERS}])
def test_what_does_not_count_all_is_left_out(kind: dict[str, object]) -> None:
    first, other = reading(Count.exactly(12), "army"), reading(Count.exactly(15), "clinic", **kind)
    assert counted((first, other), Harm.KILLED) == (first,)
    assert held(first, other) == [12]


def test_one_person_is_no_rival_of_many() -> None:
    assert held(reading(Count.exactly(12), "army"), reading(Count.exactly(1), "clinic")) == [12]
