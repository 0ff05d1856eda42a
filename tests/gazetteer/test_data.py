"""The tables themselves: whole, unambiguous where they must be, and within their limits."""

import subprocess
import sys
from importlib.resources import files

import pytest

from overhorizon.domain.parties import ActorKind
from overhorizon.domain.places import PlaceKind
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.tables import read_table


def test_places_fit_a_clone() -> None:
    assert len(files("overhorizon.gazetteer").joinpath("data").joinpath("places.npz").read_bytes()) < 12_000_000


def test_loading_stays_small() -> None:
    # The kernel's high-water mark of this program alone; getrusage would carry over that of the test run.
    code = (
        "import re\nfrom pathlib import Path\nfrom overhorizon.gazetteer import Gazetteer\nGazetteer.load()\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    peak = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert peak < 150_000, "kilobytes resident after loading"


def test_every_country_has_its_state(gazetteer: Gazetteer) -> None:
    for code in gazetteer.countries:
        assert gazetteer.government(code).kind is ActorKind.GOVERNMENT
        assert gazetteer.actors[f"mil-{code.lower()}"].parents == (f"gov-{code.lower()}",)


def test_registry_is_large_and_joined(gazetteer: Gazetteer) -> None:
    groups = [a for a in gazetteer.actors.values() if a.kind is ActorKind.ARMED_GROUP]
    assert len(groups) >= 1500
    for actor in gazetteer.actors.values():
        assert set(actor.parents) <= gazetteer.actors.keys(), actor.name
        assert set(actor.successors) <= gazetteer.actors.keys(), actor.name
        assert set(actor.countries) <= gazetteer.countries.keys(), actor.name
        assert actor.id not in actor.parents
        if actor.active_from and actor.active_to:
            assert actor.active_from <= actor.active_to, actor.name


def test_branches_are_at_home_somewhere_and_belong_to_what_they_are_called(gazetteer: Gazetteer) -> None:
    assert {"islamic-state", "al-qaeda", "taliban"} <= gazetteer.branches.keys() <= gazetteer.actors.keys()
    for umbrella, branches in gazetteer.branches.items():
        for branch in branches:
            assert branch.countries
            assert branch.id != umbrella


def test_no_alias_is_a_common_word(gazetteer: Gazetteer) -> None:
    # Names in small letters are found in small letters: they need two words or a foreign one.
    allowed = {"peshmerga", "colectivos", "carabinieri", "mashababos"}
    plain = {
        name
        for actor in gazetteer.actors.values()
        for name in (actor.name, *actor.aliases)
        if name.islower() and name.isalpha() and name not in allowed
    }
    assert plain == set()


def test_years_and_numbers_are_unique_to_their_actor(gazetteer: Gazetteer) -> None:
    numbers = [a.ucdp_id for a in gazetteer.actors.values() if a.ucdp_id is not None]
    assert len(numbers) == len(set(numbers))


def test_own_places_are_well_formed(gazetteer: Gazetteer) -> None:
    rows = list(read_table("own_places.tsv"))
    assert len({row["id"] for row in rows}) == len(rows) > 600
    for row in rows:
        PlaceKind(row["kind"])
        assert not row["country"] or row["country"] in gazetteer.countries
        assert row["latitude"] or row["id"].startswith("geonames-admin1:")
        assert -90 <= float(row["latitude"] or 0) <= 90
        assert -180 <= float(row["longitude"] or 0) <= 180


def test_a_capital_lies_in_its_country(gazetteer: Gazetteer) -> None:
    for code, seat in (
        ("AF", "Kabul"),
        ("BF", "Ouagadougou"),
        ("SY", "Damascus"),
        ("CO", "Bogotá"),
        ("UA", "Kyiv"),
        ("SO", "Mogadishu"),
    ):
        assert any(p.country == code and p.kind is PlaceKind.SETTLEMENT for p in gazetteer.places_named(seat)), seat


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Raqqa", "ar-Raqqah"),
        ("Deir ez-Zor", "Dayr az-Zawr"),
        ("Deir ez-Zor", "Deir al-Zour"),
        ("Mosul", "Al Mawsil"),
        ("Kyiv", "Kiev"),
        ("Kobani", "Ain al-Arab"),
        ("El Fasher", "al-Fashir"),
        ("Las Anod", "Laascaanood"),
        ("Marib", "Ma'rib"),
        ("Hodeidah", "Al Hudaydah"),
        ("Palmyra", "Tadmur"),
        ("Barsalogho", "Barsalogo"),
    ],
)
def test_variant_spellings_meet(gazetteer: Gazetteer, one: str, other: str) -> None:
    assert {p.id for p in gazetteer.places_named(one)} & {p.id for p in gazetteer.places_named(other)}


def test_unknown_names_have_no_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.places_named("Zzyxqat al-Wuhumi") == ()


def test_fingerprint_is_the_same_in_every_process(gazetteer: Gazetteer) -> None:
    code = "from overhorizon.gazetteer import Gazetteer; print(Gazetteer.load().fingerprint)"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert other == gazetteer.fingerprint
