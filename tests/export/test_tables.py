"""Flat rows and their CSV: quotations, empty cells for what is not known, nothing that a spreadsheet would run."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.analysis import Analysis
from overhorizon.export import geojson, tables
from tests import factories, strategies


def rows_of(rows: list[tables.Row], columns: tuple[str, ...]) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    tables.write_csv(rows, columns, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


@given(strategies.analyses())
def test_rows_have_exactly_the_documented_columns(analysis: Analysis) -> None:
    for incident in analysis.incidents:
        assert tuple(sorted(tables.incident_row(analysis, incident))) == tuple(sorted(tables.INCIDENT_COLUMNS))
    for claim in analysis.claims:
        assert tuple(sorted(tables.claim_row(analysis, claim))) == tuple(sorted(tables.CLAIM_COLUMNS))


def test_every_column_is_documented() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in (*tables.INCIDENT_COLUMNS, *tables.CLAIM_COLUMNS) if f"`{name}`" not in page] == []


def test_an_incident_row_reads_well() -> None:
    analysis = factories.market()
    row = tables.incident_row(analysis, analysis.incidents[0])
    assert (row["earliest"], row["latest"], row["date_precision"]) == ("2026-03-10", "2026-03-10", 1)
    assert (row["place"], row["country"], row["where_precision"]) == ("Tessalit", "ML", 1)
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (20, 20, 20)
    assert (row["injured_low"], row["injured_best"], row["injured_high"]) == (31, 31, None)
    assert row["perpetrators"] == row["claimants"] == "Lantern Front"
    assert str(row["quotation"]).startswith("A bomb exploded at a market in Tessalit")


def test_codebooks_stand_side_by_side() -> None:
    analysis = factories.market()
    row = tables.incident_row(analysis, analysis.incidents[1])
    names = ("ucdp_low", "ucdp_best", "ucdp_high", "acled", "gtd", "ibc_min", "ibc_max")
    assert [row[f"killed_{name}"] for name in names] == [1, 1, 2, 1, 1, 1, 2]
    assert str(row["killed_rules"]).count("-style: ") == 4


def test_rival_tolls_stand_side_by_side() -> None:
    analysis = factories.market()
    row = tables.incident_row(analysis, analysis.incidents[1])
    assert row["killed_readings"] == "1 | 2 (The governor)"
    assert row["perpetrators"] == "gunmen; the Lantern Front or the Ashen Banner (open)"
    assert row["earliest"] is None
    assert row["when"] == "XXXX-04"


def test_a_country_gives_no_coordinates_and_dozens_no_number() -> None:
    analysis = factories.convoy()
    row = tables.incident_row(analysis, analysis.incidents[0])
    assert row["latitude"] is None
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (None, None, None)
    assert row["killed_readings"] == "“Dozens of people were killed”"


def test_a_claim_row_names_the_first_voice_and_whom_it_came_through() -> None:
    analysis = factories.market()
    row = tables.claim_row(analysis, analysis.claims[3])
    assert (row["speaker"], row["via"], row["certainty"]) == ("A senior official", "Harbour Radio", "medium")
    own = tables.claim_row(analysis, analysis.claims[7])
    assert (own["speaker"], own["speaker_kind"], own["certainty"]) == ("Harbour Radio", "outlet", "unknown")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert str(tables.safe_cell(cell)).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert tables.safe_cell(-1.5) == -1.5
    assert tables.safe_cell(None) == ""
    assert tables.safe_cell("a = b") == "a = b"


def test_hostile_words_come_out_harmless() -> None:
    analysis = factories.hostile()
    (row,) = rows_of([tables.incident_row(analysis, analysis.incidents[0])], tables.INCIDENT_COLUMNS)
    assert row["perpetrators"].startswith("'=cmd")
    assert row["title"].startswith("'=HYPERLINK")
    assert row["quotation"].startswith("'+1 [bold]")
    assert "\x07" not in row["quotation"]
    assert "\u202e" not in row["quotation"]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r")), min_size=1, max_size=3))
def test_any_text_survives_csv(cells: list[str]) -> None:
    columns = tuple(f"c{number}" for number in range(len(cells)))
    (row,) = rows_of([dict(zip(columns, cells, strict=True))], columns)
    assert list(row.values()) == [tables.safe_cell(cell) for cell in cells]


@given(strategies.analyses())
def test_a_point_is_drawn_only_where_the_report_is_precise(analysis: Analysis) -> None:
    for incident in analysis.incidents:
        feature = geojson.feature((analysis, incident))
        precise = incident.location is not None and incident.location.precision <= 2 and incident.location.pin is not None
        assert (feature["geometry"] is not None) == precise


def test_geojson_puts_longitude_first() -> None:
    analysis = factories.market()
    feature = geojson.feature((analysis, analysis.incidents[0]))
    assert feature["geometry"] == {"type": "Point", "coordinates": [1.0114, 20.1986]}
    collection = geojson.feature_collection([(analysis, i) for i in analysis.incidents])
    assert collection["type"] == "FeatureCollection"
