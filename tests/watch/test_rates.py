"""Rates that left their baseline."""

import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.surveillance import RateAlarm, RateMethod, Week
from overhorizon.watch.rates import RateOptions, rate_alarm, rate_alarms

START: Final = date(2031, 1, 6)
LONG: Final = 160  # weeks: more than three years


def weeks(counts: Sequence[int], volumes: Sequence[int] | int = 200) -> list[Week]:
    read = [volumes] * len(counts) if isinstance(volumes, int) else volumes
    return [
        Week(monday=START + timedelta(weeks=i), count=count, volume=volume)
        for i, (count, volume) in enumerate(zip(counts, read, strict=True))
    ]


def judged(series: Sequence[Week], options: RateOptions | None = None) -> RateAlarm | None:
    """The answer on the Monday after the last week."""
    today = max(w.monday for w in series) + timedelta(days=7)
    return rate_alarm(series, today=today, options=options or RateOptions())


def steady(length: int, level: int = 10) -> list[int]:
    return [level + (-2, 1, 3, 0, -1, 2, -3)[i % 7] for i in range(length)]


@pytest.mark.parametrize(
    ("history", "method"),
    [
        (LONG, RateMethod.FARRINGTON),
        (60, RateMethod.RECENT),
        (23, RateMethod.RECENT),
        (22, RateMethod.EARS),
        (9, RateMethod.EARS),
    ],
)
def test_a_leap_is_told_by_the_best_method_that_the_history_allows(history: int, method: RateMethod) -> None:
    alarm = judged(weeks([*steady(history), 40]))
    assert alarm is not None
    assert (alarm.method, alarm.week, alarm.weeks, alarm.observed) == (method, START + timedelta(weeks=history), 1, 40)
    assert 8 < alarm.expected < 12
    assert alarm.expected < alarm.upper < 40
    assert alarm.score > 1


@pytest.mark.parametrize("history", [0, 1, 5, 8])
def test_there_is_no_alarm_without_history(history: int) -> None:
    assert judged(weeks([*[1] * history, 500])) is None


@given(st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=9))
def test_no_nine_weeks_are_a_history(counts: list[int]) -> None:
    assert judged(weeks(counts)) is None


def test_a_theatre_where_nothing_happened_so_far_is_told_of() -> None:
    for history in (LONG, 60, 12):
        alarm = judged(weeks([*[0] * history, 6]))
        assert alarm is not None
        assert alarm.expected < 1
    assert judged(weeks([*[0] * 60, 4])) is None  # fewer than the least count


def test_a_doubling_of_small_counts_is_told_in_several_weeks_together() -> None:
    calm = [3, 2, 4, 3, 1, 5, 3, 2] * 8
    alarm = judged(weeks([*calm, 7, 7, 8]))
    assert alarm is not None
    assert alarm.weeks == 3
    assert alarm.observed == 22
    assert judged(weeks([*calm, 8])) is None
    assert judged(weeks([*calm, 7, 7, 8]), RateOptions(together=1)) is None


def test_what_is_over_is_not_told_again() -> None:
    """A leap, then a week no worse than expected: the three weeks together are still many, but the last one is not."""
    assert judged(weeks([*steady(60), 60])) is not None
    assert judged(weeks([*steady(60), 60, 9])) is None


def test_more_reading_is_not_more_violence() -> None:
    assert judged(weeks([*steady(60), 40], [*[200] * 60, 800])) is None
    assert judged(weeks([*steady(60), 40], [*[200] * 60, 220])) is not None


def test_less_reading_hides_no_violence() -> None:
    """Twenty are usual with 400 reports; with a quarter of them they are four times as many."""
    assert judged(weeks([*[20, 18, 23] * 20, 20], [*[400] * 60, 100])) is not None


@settings(max_examples=40, deadline=None)
@given(
    st.integers(min_value=10, max_value=LONG),
    st.lists(st.integers(min_value=10, max_value=400), min_size=LONG, max_size=LONG),
    st.integers(min_value=1, max_value=3),
)
def test_counts_that_follow_the_volume_never_alarm(length: int, volumes: list[int], share: int) -> None:
    read = [10 * v for v in volumes[:length]]
    assert rate_alarms(weeks([share * v // 10 for v in read], read), since=START, today=date(2040, 1, 2)) == ()


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([15, 50, LONG]))
def test_the_order_of_input_does_not_matter(random: Any, length: int) -> None:
    series = weeks([*[random.randrange(15) for _ in range(length)], random.randrange(60)])
    mixed = list(series)
    random.shuffle(mixed)
    assert judged(mixed) == judged(series)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=30), min_size=20, max_size=60), st.integers(min_value=2, max_value=9))
def test_a_common_factor_of_the_volume_changes_nothing(counts: list[int], factor: int) -> None:
    one, other = judged(weeks(counts, 100)), judged(weeks(counts, 100 * factor))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.weeks, one.upper, one.score) == pytest.approx((other.weeks, other.upper, other.score))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=30), min_size=12, max_size=60))
def test_later_weeks_change_no_earlier_answer(counts: list[int]) -> None:
    told = rate_alarms(weeks(counts), since=START, today=date(2040, 1, 2))
    one_by_one = [judged(weeks(counts[: i + 1])) for i in range(len(counts))]
    assert told == tuple(alarm for alarm in one_by_one if alarm is not None)


def test_the_week_under_way_is_not_judged() -> None:
    series = weeks([*steady(60), 60])
    for day in range(7):
        assert rate_alarm(series, today=series[-1].monday + timedelta(days=day)) is None
    for day in range(7, 14):
        assert rate_alarm(series, today=series[-1].monday + timedelta(days=day)) is not None
    assert (
        rate_alarm(series, today=series[-1].monday + timedelta(days=14)) is None
    )  # another week is the last now, and not observed


def test_a_late_report_may_raise_the_alarm_of_a_past_week() -> None:
    at_first, later = weeks([*steady(60), 14, 9]), weeks([*steady(60), 30, 9])
    today = at_first[-1].monday + timedelta(days=7)
    since = at_first[-2].monday
    assert rate_alarms(at_first, since=since, today=today) == ()
    assert [alarm.week for alarm in rate_alarms(later, since=since, today=today)] == [since]


def test_a_week_without_reading_is_not_a_week_without_violence() -> None:
    series = weeks([*steady(60), 12], [*[200] * 30, *[0] * 10, *[200] * 21])
    gaps = [w for w in series if w.volume > 0]
    assert judged(series) == judged(gaps)
    empty = weeks([*steady(60), 90], [*[200] * 60, 0])
    assert judged(empty) is None


def test_weeks_are_judged_together_only_without_a_gap() -> None:
    counts = [*[3, 2, 4, 3, 1, 5, 3, 2] * 8, 9, 9, 9]
    broken = [w for i, w in enumerate(weeks(counts)) if i != len(counts) - 2]
    alarm = judged(broken)
    assert alarm is None or alarm.weeks == 1


def season(amplitude: float) -> list[int]:
    return [round(20 * (1 + amplitude * math.sin(2 * math.pi * (i * 7 / 365.25 - 0.25)))) for i in range(LONG + 53)]


def test_a_season_that_comes_each_year_is_no_alarm() -> None:
    counts = season(0.6)
    today = START + timedelta(weeks=len(counts))
    assert rate_alarms(weeks(counts), since=START + timedelta(weeks=108), today=today) == ()
    without = RateOptions(least_years=5)
    assert rate_alarms(weeks(counts), since=START + timedelta(weeks=108), today=today, options=without) != ()


def test_the_height_of_a_season_out_of_season_is_an_alarm() -> None:
    counts = season(0.6)
    low = min(range(120, len(counts)), key=counts.__getitem__)
    alarm = judged(weeks([*counts[:low], max(counts)]))
    assert alarm is not None
    assert alarm.method is RateMethod.FARRINGTON


def test_a_past_outbreak_hides_no_new_one() -> None:
    counts = steady(160)
    counts[52:57] = [60] * 5  # at this time of the year, two years ago
    alarm = judged(weeks([*counts[:157], 30]))
    assert alarm is not None
    assert alarm.expected < 20


def test_a_slow_trend_is_no_alarm() -> None:
    counts = [round(c * 1.1 ** (i / 52)) for i, c in enumerate(steady(LONG, level=20))]
    assert rate_alarms(weeks(counts), since=START + timedelta(weeks=108), today=date(2040, 1, 2)) == ()


def test_what_was_usual_before_the_rate_fell_is_an_alarm() -> None:
    """A rate that halves every year: what the theatre saw two years ago on any day is four times too many now."""
    counts = [round(c * 0.5 ** (i / 52)) for i, c in enumerate(steady(LONG, level=40))]
    alarm = judged(weeks([*counts, 14]))
    assert alarm is not None
    assert alarm.method is RateMethod.FARRINGTON
    assert alarm.expected < 7
    assert judged(weeks([*steady(LONG, level=20), 14])) is None


def test_extreme_counts_are_judged_without_complaint() -> None:
    rng = np.random.default_rng(11)
    for top in (1, 10**6, 10**9):
        series = weeks([int(c) for c in rng.integers(top + 1, size=LONG)], [int(v) for v in rng.integers(1, top + 2, size=LONG)])
        rate_alarms(series, since=START, today=date(2040, 1, 2))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rate_alarm([*weeks([1, 2]), *weeks([3])], today=START),
        lambda: Week(monday=date(2031, 1, 7), count=1, volume=1),
        lambda: Week(monday=START, count=-1, volume=1),
        lambda: Week(monday=START, count=1, volume=-1),
        lambda: RateOptions(alpha=0),
        lambda: RateOptions(together=5),
        lambda: RateOptions(years=1),
        lambda: RateOptions(recent=10),
        lambda: RateOptions(half_window=20),
        lambda: RateOptions(ears=0),
        lambda: RateOptions(least_count=0),
    ],
)
def test_what_makes_no_sense_is_said(wrong: Callable[[], object]) -> None:
    with pytest.raises(InvalidInput):
        wrong()
