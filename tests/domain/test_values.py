"""Invariants of the values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.ids import digest, short_id
from overhorizon.domain.reports import Repeat, Report
from overhorizon.domain.spans import Span, cover, quotation
from overhorizon.domain.times import Bounds, DatePrecision, When
from overhorizon.domain.tolls import Count, CountBasis, add_up

spans = st.builds(lambda a, n: Span(start=a, end=a + n), st.integers(0, 500), st.integers(1, 80))
counts = st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(
    lambda n: Count(low=min(n), best=sorted(n)[1], high=max(n), basis=CountBasis.RANGE)
)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_that_quotes_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="at least one character"):
        Span(start=start, end=end)


def test_a_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="beyond"):
        Span(start=0, end=10).of("short")


@given(st.lists(spans, min_size=1, max_size=6))
def test_a_cover_contains_all(items: list[Span]) -> None:
    assert all(cover(items).contains(s) for s in items)


def test_a_quotation_shows_its_gaps() -> None:
    text = "one two three"
    assert quotation([Span(start=8, end=13), Span(start=0, end=3)], text) == "one ... three"


@given(st.text(), st.text())
def test_ids_keep_parts_apart(a: str, b: str) -> None:
    if a + b != b + a:
        assert digest(a, b) != digest(b, a)
    assert digest(a + b) != digest(a, b)
    assert short_id("r", a, b) == short_id("r", a, b)


@given(st.lists(counts, min_size=1, max_size=5))
def test_sums_keep_their_order(items: list[Count]) -> None:
    total = add_up(items)
    assert total.low is not None and total.best is not None and total.high is not None
    assert total.low <= total.best <= total.high
    assert total.best == sum(c.best or 0 for c in items)


@pytest.mark.parametrize("bad", [(3, 2, None), (None, 5, 4), (-1, None, None)])
def test_counts_out_of_order_are_refused(bad: tuple[int | None, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="low <= best <= high"):
        Count(low=bad[0], best=bad[1], high=bad[2], basis=CountBasis.RANGE)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_precision_follows_from_the_width(first: date, days: int) -> None:
    when = When.within("x", first, first + timedelta(days=days))
    wider = When.within("x", first, first + timedelta(days=days + 30))
    assert when.precision <= wider.precision
    assert (when.precision is DatePrecision.DAY) == (days == 0)


def test_bounds_in_order() -> None:
    with pytest.raises(ValueError, match="after"):
        Bounds(earliest=date(2025, 1, 2), latest=date(2025, 1, 1))


def test_a_repeat_comes_after_what_it_repeats() -> None:
    with pytest.raises(ValueError, match="after"):
        Repeat(first=Span(start=10, end=20), again=Span(start=0, end=5))


def test_a_revision_changes_with_words_and_metadata_and_the_id_does_not() -> None:
    one = Report(text="Text.", address="https://ledger.example/1", outlet=None, publication=None, title=None, language="en")
    two = Report(text="Text!", address="https://ledger.example/1", outlet=None, publication=None, title=None, language="en")
    three = Report(text="Text.", address="https://ledger.example/1", outlet="Ledger", publication=None, title=None, language="en")
    assert one.id == two.id == three.id
    assert len({one.revision, two.revision, three.revision}) == 3
