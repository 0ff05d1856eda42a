"""Movable days against almanacs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.extract.times.feasts import NAMES, easter, feast, islamic


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1954, 4, 18), (1989, 3, 26), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2019, 4, 21), (2024, 3, 31)],
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("year", "name", "day"),
    [
        (2019, "thanksgiving", date(2019, 11, 28)),
        (2022, "thanksgiving", date(2022, 11, 24)),
        (2022, "memorial-day", date(2022, 5, 30)),
        (2020, "labor-day", date(2020, 9, 7)),
        (2023, "good-friday", date(2023, 4, 7)),
        (2021, "eid-al-fitr", date(2021, 5, 13)),
        (2016, "eid-al-adha", date(2016, 9, 12)),
        (2019, "ashura", date(2019, 9, 10)),
        (2023, "ramadan", date(2023, 3, 23)),
        (2023, "ramadan", date(2023, 4, 20)),
    ],
)
def test_the_day_lies_within(year: int, name: str, day: date) -> None:
    bounds = feast(year, name)
    assert bounds is not None
    assert bounds[0] <= day <= bounds[1]


def test_a_year_with_two_ramadans_has_no_one() -> None:
    assert feast(1997, "ramadan") is None


def test_no_feast_has_no_day() -> None:
    assert feast(2020, "tuesday") is None


@given(st.integers(min_value=1900, max_value=2100), st.sampled_from(sorted(NAMES)))
def test_feasts_are_short_and_near_their_year(year: int, name: str) -> None:
    bounds = feast(year, name)
    if bounds is not None:
        assert bounds[0] <= bounds[1]
        assert (bounds[1] - bounds[0]).days <= 31
        assert abs(bounds[0].year - year) <= 1


@given(st.integers(min_value=1318, max_value=1500), st.integers(min_value=1, max_value=11))
def test_islamic_months_have_29_or_30_days(year: int, month: int) -> None:
    assert (islamic(year, month + 1, 1) - islamic(year, month, 1)).days in (29, 30)
