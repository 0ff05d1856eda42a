"""Add the groups of two public lists to the checked ones: checked.tsv + lists -> src/overhorizon/gazetteer/data/actors.tsv.

    python gazetteer_build/actors.py UCDP.jsonl PETRARCH.jsonl

Rows of checked.tsv win. From the lists come names, countries and UCDP numbers only: no person, no communal or ethnic
group, no party's supporters. Short and single-word names of the lists are weak: they count only beside a fuller one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from overhorizon.gazetteer.countries import load_countries
from overhorizon.gazetteer.fold import name_key

HERE = Path(__file__).parent
OUTPUT = HERE.parent / "src/overhorizon/gazetteer/data/actors.tsv"
COLUMNS = (
    "id", "name", "kind", "countries", "aliases", "weak", "local", "parents", "successors", "from", "to", "ucdp_id", "source",
)  # fmt: skip
SEVERAL = ("countries", "aliases", "weak", "local", "parents", "successors")
FORMALLY_ORGANISED, STATE = 1, 4  # `org` of the UCDP list
ORGANISED = re.compile(
    r"\b(?:army|armies|front|brigades?|battalions?|movement|group|groups|organi[sz]ation|party|liberation|forces?|cells?|command|"
    r"council|league|union|militia|militias|guards?|faction|jihad|resistance|commandos?|fighters|squads?|committee|coalition|alliance|"
    r"unit|units|defen[cs]e|gang|cartel|clan|rebels|mujahideen|mujahidin|tigers|hawks|falcons|avengers|martyrs|volunteers|society|nuclei|"
    r"nucleus|patrols?|federation|congress|network|legion|regiment|division)\b"
)
NOT_A_GROUP = re.compile(
    r"(?:(?:Democratic |Independent )?(?:Republic|State|Government|Province|Kingdom)\b|Supporters|Military faction|Opposition)"
)
TOO_PLAIN = frozenset(
    name_key(name)
    for line in """
    National Front|Popular Front|People's Liberation Army|National Liberation Army|First Regiment
    Presidential guard|Free Officers Movement|Parliamentary Forces|Southern Front|Islamic Front
    Liberation Army|Revolutionary Army|Resistance|Red Army|National Guard|Islamic Group|National Resistance
    Palestinian insurgents|Syrian insurgents|Sikh insurgents|Kashmir insurgents|Non PLO groups|Hutu rebels
    Peace Conquerors|Islamic Movement|Islamic Society|Muslim Brotherhood|National Union|Popular Resistance
    Revolutionary Front|Popular Army|National Army|People's Army|Patriotic Union|Estados Unidos|Free Army
    Student Federation|Central Command|Revolutionary Council|Red Cross|Black Panthers|Democratic Union
    Defense Forces|Popular Forces|Self-Defense Group|Free Syria Army|The Group|Animal Liberation Front
    """.splitlines()
    for name in line.split("|")
)
# A name made of these alone is borne by too many: "National Liberation Front", "Popular Army".
PLAIN_WORDS = frozenset(
    """
    of the for and in national democratic alliance front liberation people peoples army armies revolutionary united islamic popular movement
    party union resistance organisation organization force forces armed defence defense council committee group groups brigade brigades
    battalion self unity patriotic freedom free independent action military command socialist communist workers worker labor labour new
    republican republic state security volunteers youth student students congress league federation federal coalition revolution struggle
    fighters jihad holy warriors guard guards society justice peace black red green white anti fascist imperialist cell cells commando
    commandos unit units nationalist nationalists assembly international world progressive radical faction opposition coordination urban
    guerrilla guerrillas revolutionaries salvation rebel rebels militia militias autonomous militants legion division wing central eastern
    western northern southern north south east west regional provincial
    """.split()
)


@dataclass(slots=True)
class Row:
    """One line of the table; several values in a cell are tuples here."""

    id: str
    name: str
    kind: str
    countries: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    years: tuple[str, str] = ("", "")
    ucdp_id: str = ""
    source: str = ""

    def cells(self) -> str:
        several = ["|".join(getattr(self, column)) for column in SEVERAL]
        cells = [self.id, self.name, self.kind, *several, *self.years, self.ucdp_id, self.source]
        assert not any("\t" in cell for cell in cells)
        return "\t".join(cells)


def checked() -> list[Row]:
    """The rows that a person has checked one by one."""
    lines = [line for line in (HERE / "checked.tsv").read_text().split("\n") if line and not line.startswith("#")]
    rows = []
    for line in lines[1:]:
        cell = dict(zip(lines[0].split("\t"), line.split("\t"), strict=True))
        lists = {column: tuple(v for v in cell[column].split("|") if v) for column in SEVERAL}
        rows.append(Row(id=cell["id"], name=cell["name"], kind=cell["kind"], **lists, years=(cell["from"], cell["to"]),
                        ucdp_id=cell["ucdp_id"], source=cell["source"]))  # fmt: skip
    return rows


def from_ucdp(path: Path, taken: set[str], numbers: set[str]) -> Iterator[Row]:
    """Formally organised groups that are not checked yet, and the UCDP numbers of governments."""
    countries = load_countries()
    by_number = {country.gw: country.iso2 for country in countries if country.gw}
    by_government = {name_key(f"Government of {name}"): c for c in countries for name in (c.name, *c.aliases)}
    for entry in _lines(path):
        if entry["org"] == STATE:
            country = by_government.get(name_key(re.sub(r" \(.*", "", entry["name"])))
            if country and f"gov-{country.iso2.lower()}" not in taken:
                taken.add(f"gov-{country.iso2.lower()}")
                yield Row(f"gov-{country.iso2.lower()}", f"Government of {country.name}", "government", (country.iso2,),
                          ucdp_id=str(entry["ucdp_id"]), source="UCDP")  # fmt: skip
        if entry["org"] != FORMALLY_ORGANISED or str(entry["ucdp_id"]) in numbers or NOT_A_GROUP.match(entry["name"]):
            continue
        names = [entry["name_english"], entry["name"], entry["name_original"], *entry["aliases"]]
        row = _row(names, tuple(sorted({by_number[n] for n in entry["gw_country_numbers"] if n in by_number})), taken)
        if row:
            row.ucdp_id, row.source = str(entry["ucdp_id"]), "UCDP"
            yield row


def from_petrarch(path: Path, taken: set[str]) -> Iterator[Row]:
    """Organisations of the list that nothing before them names; the section that lists persons is left out."""
    by_iso3 = {country.iso3: country.iso2 for country in load_countries()}
    for entry in _lines(path):
        if entry["section"].startswith("KEDS"):
            continue
        names = [_title(name) for name in (entry["name"], *entry["aliases"]) if ORGANISED.search(name.lower())]
        if not names or _title(entry["name"]) != names[0]:
            continue
        codes = {by_iso3[c["code"][:3]] for c in entry["codes"] if c["code"][:3] in by_iso3 and not c.get("placeholder")}
        row = _row(names, tuple(sorted(codes)), taken)
        if row:
            row.source = "PETRARCH"
            yield row


def _row(names: list[str | None], countries: tuple[str, ...], taken: set[str]) -> Row | None:
    clean = list(dict.fromkeys(" ".join(name.split()) for name in names if name and len(name) > 1))
    usable = [name for name in clean if name_key(name) not in TOO_PLAIN and not NOT_A_GROUP.match(name)]
    full = [
        name
        for name in usable
        if " " in name and len(name) >= 8 and name[0].isupper() and name_key(name) not in taken and not _plain(name)
    ]
    if not full or any(name_key(name) in taken for name in clean if " " in name):
        return None
    identifier = re.sub(r"[^a-z0-9]+", "-", name_key(full[0])).strip("-")
    if identifier in taken:
        return None
    taken.update([identifier, *(name_key(name) for name in full)])
    weak = tuple(name for name in usable if name not in full and len(name) > 2 and "|" not in name)
    return Row(identifier, full[0], "armed group", countries, tuple(full[1:]), weak)


def _plain(name: str) -> bool:
    return all(word in PLAIN_WORDS for word in re.split(r"\W+", name_key(name)) if word)


def _title(name: str) -> str:
    small = {"OF", "THE", "FOR", "AND", "IN", "DE", "DEL", "LA", "EL", "AL", "Y", "TO", "OR"}
    words = [
        word.lower() if number and word in small else "-".join(p.capitalize() for p in word.split("-"))
        for number, word in enumerate(name.split())
    ]
    return " ".join(words).replace(" -- ", " - ")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text().splitlines():
        yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ucdp", type=Path)
    parser.add_argument("petrarch", type=Path)
    arguments = parser.parse_args()
    rows = checked()
    taken = {name_key(name) for row in rows for name in (row.name, *row.aliases)} | {row.id for row in rows}
    numbers = {row.ucdp_id for row in rows if row.ucdp_id}
    rows += from_ucdp(arguments.ucdp, taken, numbers)
    rows += from_petrarch(arguments.petrarch, taken)
    header = (HERE / "checked.tsv").read_text().split("\n", 1)[0]
    OUTPUT.write_text(
        "\n".join([header, "\t".join(COLUMNS), *(row.cells() for row in sorted(rows, key=lambda row: row.id))]) + "\n"
    )
    sys.stderr.write(f"{len(rows)} rows, {sum(row.kind == 'armed group' for row in rows)} armed groups\n")


if __name__ == "__main__":
    main()
