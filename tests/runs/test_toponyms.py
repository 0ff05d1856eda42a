"""Toponyms in the scorer's form: found by ourselves, or resolved where the gold marks them."""

from typing import Any

import pytest

from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.evaluate import toponyms


def _named(gazetteer: Gazetteer, text: str, *, marked: tuple[str, ...] = (), **options: Any) -> dict[str, dict[str, Any]]:
    spans = [{"start": text.index(name), "end": text.index(name) + len(name)} for name in marked]
    [answer] = toponyms([{"id": "1", "text": text, "toponyms": spans}], gazetteer, **options)
    return {text[t["start"] : t["end"]]: t for t in answer["toponyms"]}


def test_names_are_found(gazetteer: Gazetteer) -> None:
    found = _named(gazetteer, "Gunmen attacked Mosul, Iraq.")
    assert set(found) == {"Mosul", "Iraq"}
    assert found["Mosul"]["geonameid"] == 99072


def test_nationalities_are_marked_on_request(gazetteer: Gazetteer) -> None:
    text = "A Chilean nurse and US soldiers met Peruvian police."
    assert set(_named(gazetteer, text)) == {"US"}
    assert set(_named(gazetteer, text, nationalities=True)) == {"Chilean", "US", "Peruvian"}


def test_an_actor_made_for_a_country_hides_no_country(gazetteer: Gazetteer) -> None:
    assert set(_named(gazetteer, "The government of Malaysia sent aid.")) == {"Malaysia"}


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Henry", 41.1, -89.4), ("Salinas Valley", 36.7, -121.7), ("Fla.", 28.8, -82.5), ("Chilean", -30, -71)],
)
def test_given_spans_are_resolved_though_nothing_says_that_they_are_places(
    gazetteer: Gazetteer, name: str, lat: float, lon: float
) -> None:
    text = f"{name} and Illinois and California and Florida and Chile."
    found = _named(gazetteer, text, marked=(name,), given=True)
    assert set(found) == {name}, "only what is marked"
    assert found[name]["lat"] == pytest.approx(lat, abs=1.5)
    assert found[name]["lon"] == pytest.approx(lon, abs=1.5)


def test_a_given_span_that_no_place_bears_has_no_answer(gazetteer: Gazetteer) -> None:
    assert _named(gazetteer, "They met in Zzyxqat.", marked=("Zzyxqat",), given=True) == {}
