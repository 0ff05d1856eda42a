"""Where: gazetteer entries and described areas, never more precise than the words."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class PlaceKind(StrEnum):
    COUNTRY = "country"
    REGION = "region"  # named area that is no administrative unit: Sahel, Donbas
    ADMIN1 = "first-order division"
    ADMIN2 = "second-order division"
    SETTLEMENT = "settlement"
    FACILITY = "facility"
    WATER = "water"
    TERRAIN = "terrain"


class PlacePrecision(IntEnum):
    """UCDP GED where_prec."""

    EXACT = 1
    NEAR = 2  # a limited area around a named place
    ADMIN2 = 3
    ADMIN1 = 4
    FUZZY = 5  # linear or fuzzy: larger than a first-order division, between two places
    COUNTRY = 6
    WATER_OR_AIR = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """WGS 84 degrees."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"no such coordinates: {self.lat}, {self.lon}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer entry. ``id`` names its source: ``geonames:1138958`` or ``oh:kabul-airport``."""

    id: str
    name: str
    kind: PlaceKind
    country: str | None  # ISO 3166-1 alpha-2; None for seas and regions of several countries
    admin1: str | None = None  # name of the first-order division
    coordinates: Coordinates | None = None
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where something happened, as far as the report says: a place or a described area, and how precisely.

    ``described`` holds the report's own words ("southern Afghanistan", "a checkpoint near Baidoa").
    """

    described: str
    place: Place | None
    country: str | None
    precision: PlacePrecision

    @property
    def pin(self) -> Coordinates | None:
        """Coordinates, only where the report is that precise: classes 1 and 2. A country never gets a pin."""
        if self.place is None or self.precision > PlacePrecision.NEAR:
            return None
        return self.place.coordinates
