"""What each codebook makes of the same tolls."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.codebooks import Figure, acled, gtd, ibc, side_by_side, ucdp
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims
from overhorizon.extract.howmany import find_tolls


def read(*sentences: str) -> list[Toll]:
    """The deaths told by some sentences, the first preferred."""
    found = [m for s in sentences for m in find_tolls(s, Span(start=0, end=len(s)))]
    return [m.toll for m in found if m.toll.harm is Harm.KILLED and not m.superseded]


def numbers(figure: Figure) -> tuple[int | None, int | None, int | None]:
    return figure.low, figure.best, figure.high


@pytest.mark.parametrize(
    ("sentences", "low", "best", "high"),
    [
        (["12 people were killed."], 12, 12, 12),
        (["12 people were killed.", "15 people were killed.", "At least 9 people were killed."], 9, 12, 15),
        (["Between 20 and 30 rebels were killed."], 20, 20, 30),
        (["At least 12 people were killed."], 12, 12, 12),
        (["Dozens of people were killed."], None, None, None),
        (["12 people were killed.", "Dozens of people were killed."], 12, 12, 12),
        (["12 people were killed.", "Two attackers were killed."], 14, 14, 14),
        ([], None, None, None),
    ],
)
def test_ucdp(sentences: Sequence[str], low: int | None, best: int | None, high: int | None) -> None:
    assert numbers(ucdp(read(*sentences))) == (low, best, high)


@pytest.mark.parametrize(
    ("sentences", "number"),
    [
        (["12 people were killed."], 12),
        (["12 people were killed.", "9 people were killed."], 9),
        (["Dozens of people were killed."], 12),
        (["Hundreds of people were killed."], 100),
        (["Scores of people were killed."], 10),
        (["Several people were killed."], 10),
        (["Civilians were killed."], 10),
        (["Dozens of people were killed.", "40 people were killed."], 12),
        (["12 people were killed.", "Two attackers were killed."], 14),
        (["No one was killed."], 0),
        ([], None),
    ],
)
def test_acled(sentences: Sequence[str], number: int | None) -> None:
    assert numbers(acled(read(*sentences))) == (number, number, number)


def test_acled_of_a_limited_attack() -> None:
    figure = acled(read("Several people were killed."), significant=False)
    assert (figure.best, figure.rule) == (3, "ACLED-style: a plural without a number is 3")


@pytest.mark.parametrize(
    ("sentences", "number"),
    [
        (["12 people were killed."], 12),
        (["12 people were killed.", "9 people were killed.", "12 people were killed."], 12),
        (["12 people were killed.", "9 people were killed."], 9),
        (["Dozens of people were killed."], None),
        (["12 people were killed.", "Two attackers were killed."], 14),
    ],
)
def test_gtd(sentences: Sequence[str], number: int | None) -> None:
    assert gtd(read(*sentences)).best == number


def test_gtd_takes_the_most_recent_credible_number() -> None:
    tolls = read("12 people were killed.", "9 people were killed.")
    assert gtd(tolls, latest_credible=tolls[0]).best == 12


@pytest.mark.parametrize(
    ("sentences", "low", "high"),
    [
        (["12 people were killed.", "15 people were killed."], 12, 15),
        (["170 civilians and 13 soldiers were killed."], 170, 170),
        (["12 militants were killed."], None, None),
        (["12 soldiers were killed."], None, None),
        (["Two attackers were killed."], None, None),
        (["Dozens of people were killed."], None, None),
    ],
)
def test_ibc(sentences: Sequence[str], low: int | None, high: int | None) -> None:
    assert numbers(ibc(read(*sentences))) == (low, None, high)


def test_every_answer_names_its_rule() -> None:
    tolls = read("12 people were killed.", "15 people were killed.")
    assert [f(tolls).rule for f in (ucdp, acled, gtd, ibc)] == [
        "UCDP-style: lowest, preferred and highest number",
        "ACLED-style: lowest number reported",
        "GTD-style: lowest number reported",
        "IBC-style: minimum and maximum of the numbers reported",
    ]


def test_side_by_side() -> None:
    tolls = read("12 people were killed.", "15 people were killed.", "Dozens of people were killed.")
    found = side_by_side(tolls)
    assert [numbers(f) for f in (found.ucdp, found.acled, found.gtd, found.ibc)] == [
        (12, 12, 15),
        (12, 12, 12),
        (12, 12, 12),
        (12, None, 15),
    ]
    assert found.rules == tuple(f(tolls).rule for f in (ucdp, acled, gtd, ibc))
    assert len(set(found.rules)) == 4


_COUNTS = st.one_of(
    st.integers(0, 500).map(Count.exactly),
    st.integers(0, 500).map(lambda n: Count(low=n, best=n, high=None, basis=CountBasis.AT_LEAST)),
    st.integers(0, 500).map(lambda n: Count(low=None, best=None, high=n, basis=CountBasis.UP_TO)),
    st.tuples(st.integers(0, 200), st.integers(0, 300)).map(
        lambda p: Count(low=p[0], best=None, high=sum(p), basis=CountBasis.RANGE)
    ),
    st.just(Count(low=None, best=None, high=None, basis=CountBasis.VAGUE)),
)
_TOLLS = st.lists(st.builds(Toll, harm=st.just(Harm.KILLED), total=_COUNTS, victims=st.sampled_from(list(Victims))), max_size=6)


@given(_TOLLS)
def test_low_best_high_are_in_order(tolls: list[Toll]) -> None:
    for figure in (ucdp(tolls), acled(tolls), gtd(tolls), ibc(tolls)):
        found = [n for n in numbers(figure) if n is not None]
        assert found == sorted(found)
        assert figure.rule


@given(_TOLLS)
def test_acled_never_exceeds_ucdp_low_where_all_are_numbers(tolls: list[Toll]) -> None:
    if tolls and all(t.total.basis is not CountBasis.VAGUE for t in tolls):
        low, number = ucdp(tolls).high, acled(tolls).best
        assert low is not None
        assert number is not None
        assert number <= low
