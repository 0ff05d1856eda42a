"""Silence: gaps beyond the habit."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.surveillance import Silence
from overhorizon.watch.silence import SilenceOptions, silence

MONDAY: Final = date(2031, 1, 6)


def days(every: int = 1, count: int = 60, *, weekdays: int = 7) -> list[date]:
    found = [MONDAY + timedelta(days=every * i) for i in range(count)]
    return [day for day in found if day.weekday() < weekdays]


@pytest.mark.parametrize(
    ("reported", "bound"),
    [
        (days(), 3),  # daily: the least days of a silence
        (days(weekdays=5), 6),  # twice a weekend
        (days(7, 30), 14),  # weekly
        (days(10, 30), 20),
    ],
)
def test_a_silence_begins_beyond_twice_the_usual_gap(reported: list[date], bound: int) -> None:
    last = reported[-1]
    assert silence(reported, today=last + timedelta(days=bound)) is None
    found = silence(reported, today=last + timedelta(days=bound + 1))
    assert found is not None
    assert (found.last, found.days, found.bound, found.gaps) == (last, bound + 1, bound, len(reported) - 1)


def test_a_silence_lasts_and_keeps_its_name() -> None:
    told = [silence(days(), today=days()[-1] + timedelta(days=d)) for d in (4, 30, 400, 4000)]
    assert {s.last if s else None for s in told} == {days()[-1]}


def test_a_young_feed_has_no_habit() -> None:
    assert silence(days(count=20), today=date(2032, 1, 1)) is None
    assert silence(days(count=21), today=date(2032, 1, 1)) is not None
    assert silence([], today=MONDAY) is None


def test_forty_reports_of_one_day_are_one_day() -> None:
    assert silence([*days(7, 15)] * 40, today=date(2032, 1, 1)) is None


def test_one_past_silence_does_not_become_the_habit() -> None:
    reported = [*days(count=60), *(d + timedelta(days=100) for d in days(count=30))]
    found = silence(reported, today=reported[-1] + timedelta(days=5))
    assert found is not None
    assert found.habit == 1


def test_a_habit_that_is_long_ago_is_none_any_more() -> None:
    reported = [*days(30, 12), *(MONDAY + timedelta(days=800 + i) for i in range(40))]
    found = silence(reported, today=MONDAY + timedelta(days=845))
    assert found is not None
    assert found.habit == 1


def test_a_day_ahead_hides_no_silence() -> None:
    reported = [*days(), date(2099, 1, 1)]
    assert silence(reported, today=days()[-1] + timedelta(days=10)) == silence(days(), today=days()[-1] + timedelta(days=10))


@given(st.lists(st.integers(min_value=0, max_value=900), min_size=1, max_size=80), st.randoms(use_true_random=False))
def test_the_order_and_number_of_reports_of_a_day_do_not_matter(offsets: list[int], random: Any) -> None:
    reported = [MONDAY + timedelta(days=i) for i in offsets]
    mixed = [*reported, *reported[:5]]
    random.shuffle(mixed)
    today = MONDAY + timedelta(days=1000)
    assert silence(mixed, today=today) == silence(reported, today=today)


@given(st.lists(st.integers(min_value=1, max_value=30), min_size=25, max_size=80))
def test_a_gap_as_before_is_never_a_silence(gaps: list[int]) -> None:
    reported = [MONDAY]
    for gap in gaps:
        reported.append(reported[-1] + timedelta(days=gap))
    options = SilenceOptions(quantile=0.999, window=10_000)
    found: Silence | None = silence(reported, today=reported[-1] + timedelta(days=max(gaps)), options=options)
    assert found is None


@pytest.mark.parametrize(
    "wrong",
    [lambda: SilenceOptions(quantile=1), lambda: SilenceOptions(factor=0.5), lambda: SilenceOptions(least_gaps=0)],
)
def test_what_makes_no_sense_is_said(wrong: Callable[[], object]) -> None:
    with pytest.raises(InvalidInput):
        wrong()
