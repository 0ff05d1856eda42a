"""Simulated theatres, the measures on them and the picture; a sample of what `python -m evaluation.surveillance` measures whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from xml.etree import ElementTree

import numpy as np
import pytest

from evaluation.limits import limit
from evaluation.surveillance import METHODS, STAGES, Outcome, line, outcome, plain, plot, silences, spreading
from evaluation.theatres import LEVELS, START, WEEKS, Background, Setting, theatre, travels
from overhorizon.domain.surveillance import Week

THIRD_YEAR = STAGES[-1]


def mean_count(setting: Setting, first: int, end: int) -> float:
    told = [theatre(setting, np.random.default_rng(seed))[first:end] for seed in range(40)]
    return float(np.mean([w.count for weeks in told for w in weeks]))


def test_theatres_have_the_level_and_the_outbreak_that_they_say() -> None:
    calm = Setting(background=Background.STATIONARY, level=10)
    loud = Setting(background=Background.STATIONARY, level=10, onset=100)
    assert mean_count(calm, 0, WEEKS) == pytest.approx(10, rel=0.05)
    assert mean_count(loud, 0, 100) == pytest.approx(10, rel=0.05)
    assert mean_count(loud, 100, WEEKS) == pytest.approx(20, rel=0.05)


def test_growing_coverage_leaves_the_share_of_violence_as_it_is() -> None:
    weeks = theatre(Setting(background=Background.GROWING, level=30), np.random.default_rng(5))
    shares = [sum(w.count for w in part) / sum(w.volume for w in part) for part in (weeks[:52], weeks[104:])]
    assert weeks[-1].volume > 3 * weeks[0].volume
    assert shares[0] == pytest.approx(shares[1], rel=0.15)


def test_a_theatre_is_the_same_for_the_same_seed() -> None:
    setting = Setting(background=Background.SEASONAL, level=3)
    assert theatre(setting, np.random.default_rng(1)) == theatre(setting, np.random.default_rng(1))
    assert travels(goes=True, rng=np.random.default_rng(1)) == travels(goes=True, rng=np.random.default_rng(1))


def test_plain_thresholds_compare_with_the_weeks_before() -> None:
    counts = [4, 6, 4, 6, 4, 6, 4, 6, 7, 8]
    weeks = [Week(monday=START + timedelta(weeks=i), count=c, volume=9) for i, c in enumerate(counts)]
    assert plain(weeks, 8, back=8, deviations=0, factor=1.5) == []
    assert plain(weeks, 8, back=8, deviations=0, factor=1.3) == [8, 9]
    assert plain(weeks, 8, back=8, deviations=2, factor=1) == [9]


def test_the_target_holds_at_ten_a_week() -> None:
    """At most one false alarm in a theatre-year, a doubling found within three weeks at the median; a sample of forty theatres."""
    seeds = [(29, run) for run in range(40)]
    with ThreadPoolExecutor(1) as pool:
        ours = outcome("Overhorizon", THIRD_YEAR, Setting(background=Background.STATIONARY, level=10), seeds, pool)
        other = outcome("1.5 x mean of 8 weeks", THIRD_YEAR, Setting(background=Background.STATIONARY, level=10), seeds, pool)
    assert ours.false_alarms <= 1
    assert ours.delay <= 3
    assert other.false_alarms > 2 * ours.false_alarms


def test_spread_and_silence_are_found() -> None:
    firsts, delay, share = spreading(3, 29)
    assert firsts <= 1
    assert delay <= 3
    assert share > 0.5
    found = {name: (false, days) for name, false, days in silences(2, 29)}
    assert found["daily"][1] < found["one day in ten"][1]
    assert found["daily"][0] <= 1


def test_the_picture_is_well_formed_and_shows_every_cell() -> None:
    found = Outcome(false_alarms=0.5, alarmed_weeks=0.7, delay=2, within_three=0.8)
    cells = [
        (THIRD_YEAR, background, method, level, found) for background in Background for method in METHODS for level in LEVELS
    ]
    root = ElementTree.fromstring(plot(cells))
    titles = [t for t in root.iter("{http://www.w3.org/2000/svg}title") if line(found) in (t.text or "")]
    assert len(titles) == len(cells)


def test_what_was_not_found_is_said_so() -> None:
    assert line(Outcome(false_alarms=0, alarmed_weeks=0, delay=99, within_three=0)) == "0.00 / >13 / 0 %"


def test_no_detector_finds_a_doubling_of_one_a_week_in_three_weeks_at_one_false_alarm_a_year() -> None:
    rare, often = limit(1.0, 1.0), limit(10.0, 1.0)
    assert rare.false_alarms <= 1 and often.false_alarms <= 1
    assert rare.median > 3 and rare.within_three < 0.5
    assert often.median < 3 and often.within_three > 0.9
