"""Spread: actors where the ledger had not seen them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.surveillance import Sighting, Spread
from overhorizon.watch.spread import SpreadOptions, spreads

SINCE: Final = date(2031, 1, 1)
NOW: Final = date(2032, 1, 1)
FRONT, LEAGUE = "oh:marsh-front", "oh:river-league"


def seen(country: str, admin1: str | None = None, *, actor: str = FRONT, day: date = NOW) -> Sighting:
    return Sighting(actor=actor, country=country, admin1=admin1, day=day)


KNOWN: Final = tuple(seen("NG", "Borno" if i % 2 else "Yobe", day=SINCE + timedelta(days=10 * i)) for i in range(12))


def told(*new: Sighting, before: tuple[Sighting, ...] = KNOWN, since: date = SINCE) -> list[tuple[str, str | None]]:
    return [(s.country, s.admin1) for s in spreads(before, new, since=since)]


@pytest.mark.parametrize(
    ("new", "answer"),
    [
        (seen("NE", "Diffa"), [("NE", None)]),  # a new country, and not its division besides
        (seen("NE"), [("NE", None)]),
        (seen("NG", "Adamawa"), [("NG", "Adamawa")]),
        (seen("NG", "Borno"), []),
        (seen("NG"), []),
        (seen("NE", actor=LEAGUE), []),  # an actor never seen is new, not spread
        (seen("NG", "Adamawa", day=SINCE + timedelta(days=179)), []),  # a young ledger
        (seen("NG", "Adamawa", day=SINCE - timedelta(days=900)), []),  # of old times, read late
    ],
)
def test_where_an_actor_is_new(new: Sighting, answer: list[tuple[str, str | None]]) -> None:
    assert told(new) == answer


def test_a_spread_says_what_was_known() -> None:
    assert spreads(KNOWN, [seen("NG", "Adamawa")], since=SINCE) == (
        Spread(actor=FRONT, country="NG", admin1="Adamawa", day=NOW, known=("Borno", "Yobe"), sightings=12),
    )


def test_a_ledger_of_two_days_has_not_seen_nothing() -> None:
    assert told(seen("NE"), since=NOW - timedelta(days=2)) == []


def test_few_sightings_are_no_history() -> None:
    assert told(seen("NE"), before=KNOWN[:9]) == []
    assert told(seen("NE"), before=KNOWN[:10]) == [("NE", None)]


def test_sightings_without_a_division_know_no_divisions() -> None:
    vague = tuple(seen("NG", day=SINCE + timedelta(days=i)) for i in range(30))
    assert told(seen("NG", "Borno"), before=vague) == []
    assert told(seen("NE", "Diffa"), before=vague) == [("NE", None)]


def test_each_place_is_told_once_with_its_first_day() -> None:
    later = seen("NE", "Diffa", day=NOW + timedelta(days=3))
    found = spreads(KNOWN, [later, seen("NE"), seen("NE", "Zinder")], since=SINCE)
    assert [(s.country, s.day) for s in found] == [("NE", NOW)]


def test_another_actor_makes_no_place_known() -> None:
    others = tuple(seen("NE", actor=LEAGUE) for _ in range(20))
    assert told(seen("NE"), before=(*KNOWN, *others)) == [("NE", None)]


sightings = st.builds(
    Sighting,
    actor=st.sampled_from([FRONT, LEAGUE]),
    country=st.sampled_from(["NG", "NE", "TD"]),
    admin1=st.sampled_from([None, "Borno", "Yobe", "Diffa"]),
    day=st.dates(min_value=SINCE, max_value=NOW),
)


@given(st.lists(sightings, max_size=40), st.lists(sightings, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(before: list[Sighting], new: list[Sighting], random: Any) -> None:
    options = SpreadOptions(least_days=30, least_sightings=3)
    found = spreads(before, new, since=SINCE, options=options)
    random.shuffle(before)
    random.shuffle(new)
    assert spreads(before, new, since=SINCE, options=options) == found


@given(st.lists(sightings, max_size=40))
def test_what_was_seen_is_never_new(before: list[Sighting]) -> None:
    assert spreads(before, before, since=SINCE, options=SpreadOptions(least_days=1, least_sightings=1)) == ()


@pytest.mark.parametrize("wrong", [lambda: SpreadOptions(least_days=0), lambda: SpreadOptions(least_sightings=0)])
def test_what_makes_no_sense_is_said(wrong: Callable[[], object]) -> None:
    with pytest.raises(InvalidInput):
        wrong()
