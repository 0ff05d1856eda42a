"""Pieces of times."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.times import DatePrecision
from overhorizon.extract.times.slices import cut

MARCH = (date(2021, 3, 1), date(2021, 3, 31))
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("whole", "slice_", "first", "last", "precision"),
    [
        (MARCH, "1st P1W", date(2021, 3, 1), date(2021, 3, 10), DatePrecision.WEEK),
        (MARCH, "last P1W", date(2021, 3, 22), date(2021, 3, 31), DatePrecision.WEEK),
        (MARCH, "last P1D", date(2021, 3, 31), date(2021, 3, 31), DatePrecision.DAY),
        (MARCH, "1st P10D", date(2021, 3, 1), date(2021, 3, 10), DatePrecision.WEEK),
        (YEAR, "1st P9M", date(2021, 1, 1), date(2021, 9, 30), DatePrecision.YEAR),
        (YEAR, "last P3M", date(2021, 10, 1), date(2021, 12, 31), DatePrecision.YEAR),
        (YEAR, "2nd P1M", date(2021, 2, 1), date(2021, 2, 28), DatePrecision.MONTH),
        (YEAR, "2nd P1Q", date(2021, 4, 1), date(2021, 6, 30), DatePrecision.YEAR),
        (MARCH, "2nd half", date(2021, 3, 17), date(2021, 3, 31), DatePrecision.MONTH),
    ],
)
def test_cut(whole: tuple[date, date], slice_: str, first: date, last: date, precision: DatePrecision) -> None:
    found = cut(whole, "2021-03", slice_)
    assert found is not None
    assert (*found[0], found[2]) == (first, last, precision)


def test_a_month_has_no_fifth_full_fortnight() -> None:
    assert cut(MARCH, "2021-03", "5th P2W") is None


def test_the_week_and_the_weekend_of_a_day() -> None:
    day = (date(2021, 3, 4), date(2021, 3, 4))  # a Thursday
    week, weekend = cut(day, "2021-03-04", "week"), cut(day, "2021-03-04", "weekend")
    assert week is not None
    assert weekend is not None
    assert week[0][0] <= day[0] <= week[0][1]
    assert weekend[0] == (date(2021, 3, 6), date(2021, 3, 7))


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(min_value=0, max_value=800),
    st.sampled_from(["1st", "2nd", "3rd", "last"]),
    st.integers(min_value=1, max_value=12),
    st.sampled_from("DWMQY"),
)
def test_a_piece_lies_in_its_whole(first: date, days: int, nth: str, n: int, unit: str) -> None:
    last = first + timedelta(days=days)
    found = cut((first, last), "", f"{nth} P{n}{unit}")
    if found is not None:
        (start, end), _, _ = found
        assert first <= start <= end
        assert end <= last + timedelta(days=3)
