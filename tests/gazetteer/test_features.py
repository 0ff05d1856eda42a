import pytest

from overhorizon.domain.places import PlaceKind
from overhorizon.gazetteer import Gazetteer, PlaceHit
from overhorizon.gazetteer.features import narrowed, widened


@pytest.mark.parametrize(
    ("text", "name", "whole", "kind"),
    [
        ("the Salinas Valley", "Salinas", "Salinas Valley", PlaceKind.TERRAIN),
        ("the Naugatuck River", "Naugatuck", "Naugatuck River", PlaceKind.WATER),
        ("at Kassala Airport", "Kassala", "Kassala Airport", PlaceKind.FACILITY),
        ("at Kassala International Airport", "Kassala", "Kassala International Airport", PlaceKind.FACILITY),
        ("on Lake Cumberland", "Cumberland", "Lake Cumberland", PlaceKind.WATER),
        ("the Port of Assab", "Assab", "Port of Assab", PlaceKind.FACILITY),
        ("in Jerome Township", "Jerome", "Jerome Township", None),
        ("in Salinas today", "Salinas", "Salinas", None),
        ("in Salinas valley", "Salinas", "Salinas", None),
    ],
)
def test_the_word_beside_a_name_makes_a_feature(text: str, name: str, whole: str, kind: PlaceKind | None) -> None:
    start = text.index(name)
    first, last, found = widened(text, start, start + len(name))
    assert (text[first:last], found) == (whole, kind)


def test_a_feature_is_taken_apart_again() -> None:
    parts = [("Salinas River Valley"[a:b], kind) for a, b, kind in narrowed("Salinas River Valley", 0, 20)]
    assert parts[0] == ("Salinas River Valley", None)
    assert ("Salinas", PlaceKind.TERRAIN) in parts


def test_a_feature_lies_about_its_town_and_is_not_it(gazetteer: Gazetteer) -> None:
    text = "Floods filled the Salinas Valley in California."
    [valley, _] = gazetteer.resolve(text, gazetteer.tag(text))
    assert valley.hit.words == "Salinas Valley"
    assert valley.place.kind is PlaceKind.TERRAIN
    assert valley.place.id.startswith("about:geonames:")


def test_a_country_is_no_town_for_a_feature(gazetteer: Gazetteer) -> None:
    assert [h.words for h in gazetteer.tag("Guards patrol the Mali Hills.") if isinstance(h, PlaceHit)] == ["Mali"]
