"""The table of places: GeoNames re-indexed, our own additions, and the countries, as rows under one numbering."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from overhorizon.domain.places import Coordinates, Place, PlaceKind
from overhorizon.gazetteer.countries import Country
from overhorizon.gazetteer.fold import key_hash, name_key
from overhorizon.gazetteer.tables import data_bytes, read_table, several

COMMON_WORD, GIVEN_NAME, SURNAME = 1, 2, 4
_ALTERNATE = np.uint32(1 << 31)
_NONE = 0xFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """Rows that bear a name: usual names first, then alternates; ``flags`` say what else the word is."""

    rows: tuple[int, ...]
    alternates: frozenset[int]
    flags: int


class PlaceTable:
    """Columns over rows. Rows of GeoNames come first, then our own places, then the countries.

    ``admin1`` and ``admin2`` number the divisions (0xFFFF: none); two rows lie in one division when the numbers are equal.
    ``country`` numbers ``country_codes``; its last entry is "" for places of no or several countries.
    """

    def __init__(self, countries: Sequence[Country]) -> None:
        arrays = np.load(io.BytesIO(data_bytes("places.npz")), allow_pickle=False)
        self._hashes: NDArray[np.uint64] = arrays["key_hash"]
        self._flags: NDArray[np.uint8] = arrays["key_flags"]
        self._ends: NDArray[np.int64] = np.cumsum(arrays["key_size"], dtype=np.int64)
        self._postings: NDArray[np.uint32] = arrays["postings"]
        codes = _lines(arrays["countries"])
        self.country_codes: list[str] = [*codes, *sorted({c.iso2 for c in countries} - set(codes)), ""]
        self._country_number = {code: number for number, code in enumerate(self.country_codes)}
        self._admin1_codes = _lines(arrays["admin1_codes"])
        self._admin1_numbers = {code: number for number, code in enumerate(self._admin1_codes)}
        self._admin2_codes = _lines(arrays["admin2_codes"])
        self._features = _lines(arrays["features"])
        self._geonames = len(arrays["geonameid"])
        self._names: bytes = arrays["names"].tobytes()
        self._name_ends: NDArray[np.int64] = np.append(np.flatnonzero(arrays["names"] == ord("\n")), len(self._names))
        self._admin1_rows: dict[int, int] = {}
        self._own: list[Place] = []
        self._own_keys: dict[str, list[int]] = {}
        self._surfaces: list[str] = []
        self.geonameid: NDArray[np.uint32] = arrays["geonameid"]
        self.latitude: NDArray[np.float32] = arrays["latitude"]
        self.longitude: NDArray[np.float32] = arrays["longitude"]
        self.population: NDArray[np.uint32] = arrays["population"]
        self.country: NDArray[np.uint16] = arrays["country"].astype(np.uint16)
        self.admin1: NDArray[np.uint16] = arrays["admin1"]
        self.admin2: NDArray[np.uint16] = arrays["admin2"]
        self.kind: NDArray[np.uint8] = _kinds(self._features)[arrays["feature"]]
        self._index_admin1()
        self.country_rows = self._append(countries)

    def __len__(self) -> int:
        return len(self.geonameid)

    def find(self, keys: Sequence[str]) -> list[NameMatch | None]:
        """The rows that bear each key (see `fold.name_key`), None where no place does."""
        if not keys:
            return []
        if spelt := {key: long for key in keys if (long := _spelt_out(key))}:
            known = dict(zip(spelt, self._find(list(spelt.values())), strict=True))
            return [_joined(match, known.get(key)) for key, match in zip(keys, self._find(keys), strict=True)]
        return self._find(keys)

    def _find(self, keys: Sequence[str]) -> list[NameMatch | None]:
        wanted = np.fromiter((key_hash(key) for key in keys), np.uint64, len(keys))
        at = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        found = self._hashes[at] == wanted
        return [self._match(key, int(at[i]) if found[i] else None) for i, key in enumerate(keys)]

    def place(self, row: int) -> Place:
        """The row as a value of the domain."""
        if row >= self._geonames:
            return self._own[row - self._geonames]
        kind = KINDS[self.kind[row]]
        admin1 = self._admin1_rows.get(int(self.admin1[row]))
        return Place(
            id=self._id(row, kind),
            name=self.name(row),
            kind=kind,
            country=self.country_codes[self.country[row]],
            admin1=None if admin1 is None or admin1 == row else self.name(admin1),
            coordinates=Coordinates(lat=round(float(self.latitude[row]), 4), lon=round(float(self.longitude[row]), 4)),
            population=int(self.population[row]),
        )

    def name(self, row: int) -> str:
        """The usual name of a row."""
        if row >= self._geonames:
            return self._own[row - self._geonames].name
        start = int(self._name_ends[row - 1]) + 1 if row else 0
        return str(self._names[start : int(self._name_ends[row])], "utf-8")

    @property
    def own_names(self) -> Sequence[str]:
        """Every name of our own table and of the countries, as listed."""
        return self._surfaces

    def division(self, code: str) -> int:
        """The row of a first-order division by its GeoNames code, such as ``US.LA``. Raises KeyError."""
        return self._admin1_rows[self._admin1_numbers[code]]

    def divisions_of(self, country: str) -> list[int]:
        """The rows of a country's first-order divisions, by its alpha-2 code."""
        number = self._country_number.get(country)
        if number is None:
            return []
        rows: list[int] = np.flatnonzero((self.country == number) & (self.kind == KINDS.index(PlaceKind.ADMIN1))).tolist()
        return rows

    def _match(self, key: str, at: int | None) -> NameMatch | None:
        rows: list[int] = []
        alternates: list[int] = []
        flags = 0
        if at is not None:
            postings = self._postings[int(self._ends[at - 1]) if at else 0 : int(self._ends[at])]
            plain = (postings & ~_ALTERNATE).tolist()
            other = (postings & _ALTERNATE).astype(bool).tolist()
            for row, is_alternate in zip(plain, other, strict=True):
                (alternates if is_alternate else rows).append(row)
            flags = int(self._flags[at])
        rows = list(dict.fromkeys([*self._own_keys.get(key, ()), *rows, *alternates]))
        return NameMatch(rows=tuple(rows), alternates=frozenset(alternates), flags=flags) if rows else None

    def _id(self, row: int, kind: PlaceKind) -> str:
        if number := int(self.geonameid[row]):
            return f"geonames:{number}"
        if kind is PlaceKind.ADMIN2:
            return f"geonames-admin2:{self._admin2_codes[self.admin2[row]]}"
        return f"geonames-admin1:{self._admin1_codes[self.admin1[row]]}"

    def _index_admin1(self) -> None:
        for row in np.flatnonzero(self.kind == KINDS.index(PlaceKind.ADMIN1)).tolist():
            self._admin1_rows[int(self.admin1[row])] = row

    def _append(self, countries: Sequence[Country]) -> dict[str, int]:
        """Add our own places and the countries; returns the row of each country."""
        geonameids: list[int] = []
        admin1: list[int] = []
        for cells in read_table("own_places.tsv"):
            names = (cells["name"], *several(cells["aliases"]))
            known = self._row_of(cells["id"])
            if known is not None:
                self._add_names(known, names)
                if cells["latitude"] and self.kind[known] == KINDS.index(
                    PlaceKind.ADMIN1
                ):  # better than the middle of its settlements
                    self.latitude[known], self.longitude[known] = float(cells["latitude"]), float(cells["longitude"])
                continue
            number = self._admin1_numbers.get(cells["admin1"], _NONE)
            self._add_place(self._own_place(cells, number), names)
            source, _, code = cells["id"].partition(":")
            geonameids.append(int(code) if source == "geonames" else 0)
            admin1.append(number)
        country_rows = {}
        for country in countries:
            country_rows[country.iso2] = self._geonames + len(self._own)
            self._add_place(_country_place(country), (country.name, *country.aliases))
            geonameids.append(country.geonameid)
            admin1.append(_NONE)
        own = self._own
        spots = [place.coordinates for place in own if place.coordinates]
        self.geonameid = np.append(self.geonameid, np.array(geonameids, np.uint32))
        self.admin1 = np.append(self.admin1, np.array(admin1, np.uint16))
        self.admin2 = np.append(self.admin2, np.full(len(own), _NONE, np.uint16))
        self.latitude = np.append(self.latitude, np.array([spot.lat for spot in spots], np.float32))
        self.longitude = np.append(self.longitude, np.array([spot.lon for spot in spots], np.float32))
        self.population = np.append(self.population, np.array([p.population for p in own], np.uint32))
        self.country = np.append(self.country, np.array([self._country_number[p.country or ""] for p in own], np.uint16))
        self.kind = np.append(self.kind, np.array([KINDS.index(p.kind) for p in own], np.uint8))
        return country_rows

    def _row_of(self, identifier: str) -> int | None:
        """The row of a GeoNames id such as ``geonames:172955`` or ``geonames-admin1:SY.04``; None where it is new."""
        source, _, code = identifier.partition(":")
        if source == "geonames-admin1":
            return self.division(code)
        if source != "geonames":
            return None
        rows = np.flatnonzero(self.geonameid == int(code))
        return int(rows[0]) if len(rows) else None

    def _own_place(self, cells: dict[str, str], admin1: int) -> Place:
        row = self._admin1_rows.get(admin1)
        return Place(
            id=cells["id"],
            name=cells["name"],
            kind=PlaceKind(cells["kind"]),
            country=cells["country"] or None,
            admin1=self.name(row) if row is not None else None,
            coordinates=Coordinates(lat=float(cells["latitude"]), lon=float(cells["longitude"])),
        )

    def _add_place(self, place: Place, names: Iterable[str]) -> None:
        self._own.append(place)
        self._add_names(self._geonames + len(self._own) - 1, names)

    def _add_names(self, row: int, names: Iterable[str]) -> None:
        names = tuple(names)
        self._surfaces.extend(names)
        for key in dict.fromkeys(name_key(name) for name in names):
            self._own_keys.setdefault(key, []).append(row)


def _country_place(country: Country) -> Place:
    return Place(
        id=f"geonames:{country.geonameid}",
        name=country.name,
        kind=PlaceKind.COUNTRY,
        country=country.iso2,
        coordinates=Coordinates(lat=country.latitude, lon=country.longitude),
        population=country.population,
    )


def _spelt_out(key: str) -> str | None:
    """The key without its abbreviation: "mt pleasant" is "mount pleasant"."""
    head, _, rest = key.partition(" ")
    return f"{_ABBREVIATED[head]} {rest}" if rest and head in _ABBREVIATED else None


def _joined(one: NameMatch | None, other: NameMatch | None) -> NameMatch | None:
    if one is None or other is None:
        return one or other
    usual = [row for match in (other, one) for row in match.rows if row not in match.alternates]
    rows = tuple(dict.fromkeys([*usual, *other.rows, *one.rows]))
    return NameMatch(rows=rows, alternates=frozenset(rows) - frozenset(usual), flags=one.flags | other.flags)


_ABBREVIATED = {"mt": "mount", "ft": "fort", "ste": "sainte"}
KINDS = tuple(PlaceKind)


def _kinds(features: Sequence[str]) -> NDArray[np.uint8]:
    admin = {"ADM1": PlaceKind.ADMIN1, "ADM2": PlaceKind.ADMIN2}
    return np.array([KINDS.index(admin.get(feature, PlaceKind.SETTLEMENT)) for feature in features], np.uint8)


def _lines(blob: NDArray[np.uint8]) -> list[str]:
    return blob.tobytes().decode().split("\n")
