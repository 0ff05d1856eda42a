"""Weights of tellings: directions are held, and without cases a sign keeps the meaning it was given."""

from dataclasses import replace

import pytest

from training.annotated import annotated_reports
from training.tellings import ONE_INCIDENT, Case, Question, fit

REPORT = annotated_reports()[0]
PLAIN = Question(
    names=("near", "apart", "open"),
    speak_for=frozenset({"near"}),
    against=frozenset({"apart"}),
    prior={"apart": -2.0},
    threshold=0.5,
    false_yes=1.0,
)


def cases(name: str, true: bool, times: int) -> list[Case]:
    return [Case(signs={name: 1.0}, true=true, report=REPORT)] * times


def test_a_sign_learns_what_it_tells() -> None:
    learned = fit([*cases("near", True, 30), *cases("open", False, 30)], PLAIN).weights
    assert learned["near"] > 0.5
    assert learned["open"] < -0.5


def test_a_sign_never_speaks_against_its_meaning() -> None:
    learned = fit([*cases("near", False, 30), *cases("apart", True, 30)], PLAIN).weights
    assert learned["near"] == 0
    assert learned["apart"] == 0


def test_without_cases_the_meaning_stands() -> None:
    assert fit(cases("open", True, 5), PLAIN).weights["apart"] == pytest.approx(-2.0, abs=0.01)


def test_a_dear_yes_is_rarer() -> None:
    given = [*cases("open", True, 20), *cases("open", False, 10)]
    chances = [fit(given, replace(PLAIN, false_yes=cost)).chance({"open": 1.0}) for cost in (1.0, 4.0)]
    assert chances[1] < chances[0]


def test_no_sign_has_two_meanings() -> None:
    assert not ONE_INCIDENT.speak_for & ONE_INCIDENT.against
    assert set(ONE_INCIDENT.prior) <= set(ONE_INCIDENT.names)
