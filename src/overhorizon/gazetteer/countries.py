"""Countries and territories: codes, names, demonyms, and the seats that stand for their governments."""

from __future__ import annotations

from dataclasses import dataclass

from overhorizon.gazetteer.tables import read_table, several


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country or dependent territory. ``gw`` is its Gleditsch-Ward number where it has one."""

    iso2: str
    iso3: str
    gw: int | None
    geonameid: int
    population: int
    latitude: float
    longitude: float
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


def load_countries() -> tuple[Country, ...]:
    """All rows of data/countries.tsv, in the order of the file."""
    return tuple(
        Country(
            iso2=row["iso2"],
            iso3=row["iso3"],
            gw=int(row["gw"]) if row["gw"] else None,
            geonameid=int(row["geonameid"]),
            population=int(row["population"]),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            name=row["name"],
            aliases=several(row["aliases"]),
            demonyms=several(row["demonyms"]),
            seats=several(row["seats"]),
        )
        for row in read_table("countries.tsv")
    )
