"""What lies in a theatre."""

import pytest

from overhorizon.domain.places import Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.watches import Region, Theatre

BARI = Theatre(name="Bari", regions=(Region(country="SO", admin1="Bari"),))


@pytest.mark.parametrize(
    ("place", "is_held"),
    [
        (Place(id="1", name="Bosaso", kind=PlaceKind.SETTLEMENT, country="SO", admin1="Bari"), True),
        (Place(id="2", name="Bari", kind=PlaceKind.ADMIN1, country="SO"), True),  # the division itself
        (Place(id="3", name="Bari", kind=PlaceKind.SETTLEMENT, country="IT", admin1="Apulia"), False),
        (Place(id="4", name="Somalia", kind=PlaceKind.COUNTRY, country="SO"), False),
        (Place(id="5", name="Puntland", kind=PlaceKind.REGION, country="SO"), False),
        (None, False),
    ],
)
def test_a_region_holds_itself_and_what_lies_in_it(place: Place | None, is_held: bool) -> None:
    assert BARI.holds(Location(described="there", place=place, country="SO", precision=PlacePrecision.ADMIN1)) is is_held


def test_an_empty_theatre_is_none() -> None:
    with pytest.raises(ValueError, match="a country, a region or an actor"):
        Theatre(name="nowhere")
