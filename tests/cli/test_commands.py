"""The commands that ask the ledger, called as a user calls them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from overhorizon.cli.app import app
from overhorizon.export import acled, acrosstables, tables, ucdp
from tests import factories

Call = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> str:
    return factories.filled_ledger(tmp_path / "ledger.db")


@pytest.fixture
def call(store: str) -> Call:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--store", store])

    return run


def lines(result: Result) -> list[Any]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def ids(result: Result, kind: str) -> list[str]:
    return [form[kind]["id"] for form in lines(result)]


def test_show_prints_a_report(call: Call) -> None:
    result = call("show", factories.market().report.id)
    assert result.exit_code == 0
    assert "Bomb at Tessalit market kills 20, army says" in result.stdout
    assert "20 = 17 civilians + three soldiers" in result.stdout


def test_show_takes_the_beginning_of_an_id(call: Call) -> None:
    (form,) = lines(call("show", factories.market().report.id[:8], "--json"))
    assert form["report"]["text"] == factories.MARKET


def test_show_prints_an_incident_with_the_claims_about_it(call: Call) -> None:
    (form,) = lines(call("show", "i-0002", "--json"))
    assert form["kind"] == "incident"
    assert [claim["id"] for claim in form["claims"]] == ["c-0005", "c-0006"]
    assert "The governor" in call("show", "i-0002").stdout


@pytest.mark.parametrize("id", ["r-nothing", "i-nothing"])
def test_show_says_when_there_is_none(call: Call, id: str) -> None:
    result = call("show", id)
    assert result.exit_code == 2
    assert result.stderr.startswith("overhorizon: ")
    assert len(result.stderr.splitlines()) == 1


def test_incidents_can_be_asked_for(call: Call) -> None:
    assert len(lines(call("incidents", "--mentions", "--json"))) == 4
    assert ids(call("incidents", "--mentions", "--json", "--type", "bombing", "--since", "2026"), "incident") == ["i-0001"]
    assert ids(call("incidents", "--mentions", "--json", "--type", "assassination"), "incident") == ["i-0002"]
    assert len(lines(call("incidents", "--mentions", "--json", "--country", "mali", "--limit", "2"))) == 2
    assert "i-0001" in ids(call("incidents", "--mentions", "--json", "--actor", "Lantern Front"), "incident")


def test_a_list_says_how_many_there_are_and_what_had_no_date(call: Call) -> None:
    assert "1 of 4 incidents; --limit shows more" in call("incidents", "--limit", "1").stderr
    assert "without a date" in call("incidents", "--since", "2026-03").stderr


def test_claims_can_be_asked_for(call: Call) -> None:
    assert ids(call("claims", "--json", "--polarity", "denies"), "claim") == ["c-0003"]
    assert ids(call("claims", "--json", "--certainty", "medium"), "claim") == ["c-0004"]
    assert ids(call("claims", "--json", "--about", "i-0002"), "claim") == ["c-0005", "c-0006"]
    assert ids(call("claims", "--json", "--speaker", "governor"), "claim") == ["c-0006"]
    shown = call("claims", "--certainty", "medium").stdout
    assert "Harbour Radio > A senior official “told”  asserts, certainty medium (likely) “probably”" in shown


def test_search_finds_passages(call: Call) -> None:
    (form,) = lines(call("search", "trade", "routes", "--json"))
    assert form["report"]["id"] == factories.market().report.id
    assert "trade routes" in form["quote"]
    assert lines(call("search", "claimed responsibility", "--json"))
    assert not lines(call("search", "responsibility claimed", "--json"))
    assert "trade routes" in call("search", "trade").stdout


def test_lists_never_hold_full_texts(call: Call) -> None:
    for arguments in (["incidents"], ["claims"], ["search", "bomb"]):
        assert factories.MARKET[:200] not in call(*arguments, "--json").stdout.encode().decode("unicode_escape")


@pytest.mark.parametrize(
    ("format", "columns"),
    [
        (["csv"], acrosstables.ACROSS_COLUMNS),
        (["csv", "--mentions"], tables.INCIDENT_COLUMNS),
        (["ucdp"], ucdp.COLUMNS),
        (["ucdp", "--mentions"], ucdp.COLUMNS),
        (["acled"], acled.COLUMNS),
    ],
)
def test_exports_are_csv_with_the_documented_columns(
    call: Call, tmp_path: Path, format: list[str], columns: tuple[str, ...]
) -> None:
    file = tmp_path / "out.csv"
    assert call("export", *format, "--out", str(file)).exit_code == 0
    reader = csv.DictReader(io.StringIO(file.read_bytes().decode(), newline=""))
    assert tuple(reader.fieldnames or ()) == columns
    assert len(list(reader)) >= 1
    assert [f.name for f in tmp_path.iterdir() if f.suffix == ".part"] == []


def test_what_a_codebook_would_not_code_is_counted(call: Call) -> None:
    result = call("export", "acled")
    assert "1 incident exported." in result.stderr
    assert "1 no place within a country" in result.stderr
    assert "2 no date that is known to the month" in result.stderr


def test_exports_of_claims_and_maps(call: Call) -> None:
    assert len(lines(call("export", "jsonl", "--what", "claims"))) == 11
    assert len(lines(call("export", "jsonl"))) == 4
    (collection,) = lines(call("export", "geojson", "--country", "ML"))
    assert {bool(feature["geometry"]) for feature in collection["features"]} == {True, False}
    assert len(lines(call("export", "jsonl", "--mentions"))) == 4
    assert call("export", "ucdp", "--what", "claims").exit_code == 2
    assert call("export", "csv", "--what", "claims", "--mentions").exit_code == 2


def test_a_file_that_cannot_be_written_is_one_line(call: Call, tmp_path: Path) -> None:
    result = call("export", "csv", "--out", str(tmp_path / "nowhere" / "out.csv"))
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


def test_bom(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    call("export", "csv", "--out", str(file), "--bom")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_forget_and_backup(call: Call, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert call("backup", str(copy)).exit_code == 0
    assert call("backup", str(copy)).exit_code == 2  # a backup overwrites nothing
    assert "Forgotten" in call("forget", factories.market().report.id).stdout
    assert call("show", factories.market().report.id).exit_code == 2
    kept = CliRunner().invoke(app, ["show", factories.market().report.id, "--store", f"sqlite:///{copy}"])
    assert kept.exit_code == 0


def test_rejections_are_listed_with_their_reasons(call: Call) -> None:
    result = call("rejections")
    assert "empty.txt" in result.stdout
    assert "it holds no text" in result.stdout
    assert "1 input refused, 1 report not read." in result.stderr
    assert [form["kind"] for form in lines(call("rejections", "--json"))] == ["rejection", "unread"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["incidents", "--since", "yesterday"], "write 2026-03-14"),
        (["incidents", "--since", "2026-02-30"], "calendar"),
        (["incidents", "--since", "2026", "--until", "2025"], "lies after"),
        (["incidents", "--country", "Atlantis"], "no country"),
        (["incidents", "--country", "Malli"], "did you mean Mali?"),
        (["incidents", "--type", "party"], "is none of"),
        (["incidents", "--type", "armed"], "fits several of: armed assault, armed clash"),
        (["claims", "--polarity", "yes"], "is none of"),
    ],
)
def test_a_mistake_is_one_line_with_what_to_write(call: Call, arguments: list[str], hint: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert hint in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_no_ledger_yet_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["incidents", "--store", f"sqlite:///{tmp_path / 'none.db'}"])
    assert result.exit_code == 2
    assert "no ledger" in result.stderr


def test_until_takes_in_the_whole_month(call: Call) -> None:
    assert len(lines(call("incidents", "--json", "--since", "2026-03", "--until", "2026-03"))) == 1


def test_a_person_judges_and_undoes_from_the_command_line(call: Call) -> None:
    """Two incidents are joined with a reason, found in the review, and parted again."""
    listed = [json.loads(line) for line in call("incidents", "--json").stdout.splitlines()]
    first, second = (row["id"] for row in listed[:2])
    judged = call("judge", "same", first, second, "--why", "one and the same", "--by", "ada").stdout
    assert len(call("incidents", "--json").stdout.splitlines()) == len(listed) - 1
    assert "one and the same" in call("why", first).stdout
    assert "ada: one and the same" in call("review").stdout
    assert call("show", second).stdout == call("show", first).stdout
    assert "Undone: same" in call("undo", judged.split()[0], "--why", "no", "--by", "ada").stdout
    assert [json.loads(line) for line in call("incidents", "--json").stdout.splitlines()] == listed
