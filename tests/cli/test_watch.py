"""overhorizon watch --once and status: what a person gets of one settings file."""

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from overhorizon.cli.app import app

SETTINGS = """
[[theatre]]
name = "Sahel"
countries = ["Mali"]

[[feed]]
name = "Inbox"
kind = "folder"
location = "inbox"
outlet = "Harbour Radio"

[[feed]]
name = "Wire"
kind = "jsonl"
location = "wire.jsonl"

[[watch]]
name = "All of Mali"
theatres = ["Sahel"]

[[channel]]
name = "file"
kind = "jsonl"
path = "alerts.jsonl"

[[channel]]
name = "screen"
kind = "terminal"
"""
BOMB = (
    "Bomb kills 12 at market in Gao\n\nA bomb exploded at the fish market in Gao on Monday, killing 12 people and injuring 30, "
    "Colonel Bakary Sow of the Malian army told reporters on 2 June 2026. Traders carried the wounded on carts to the clinic."
)
RAID = {
    "url": "https://meridian.example/1",
    "publisher": "Meridian Wire",
    "published": "2026-06-06",
    "title": "Gunmen kill five in Kidal",
    "text": "Gunmen shot dead five people at a well near Kidal on Friday, a local official said. They fled on motorcycles, he added.",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OVERHORIZON_STORE", f"sqlite:///{tmp_path / 'ledger.db'}")
    (tmp_path / "overhorizon.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    report = tmp_path / "inbox" / "bomb.txt"
    report.write_text(BOMB, encoding="utf-8")
    os.utime(report, (1_780_000_000, 1_780_000_000))  # not just now: it might still be written
    (tmp_path / "wire.jsonl").write_text("", encoding="utf-8")
    return tmp_path


def alerts(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "alerts.jsonl").read_text(encoding="utf-8").splitlines()]


def test_watch_once_tells_what_is_new_once_and_status_says_how_it_does(desk: Path) -> None:
    first = run("watch", "--once", "--json")
    assert first.exit_code == 0, first.stderr
    log = [json.loads(line) for line in first.stderr.splitlines()]
    assert {line["feed"] for line in log if line["event"] == "look"} == {"Inbox", "Wire"}
    assert [(line["feed"], line["became"]) for line in log if line["event"] == "report"] == [("Inbox", "new")]
    (told,) = alerts(desk)
    assert told["watch"] == "All of Mali"
    assert "Gao" in str(told["headline"])
    assert "Gao" in first.stdout

    assert run("watch", "--once").exit_code == 0  # nothing is due: each feed waits its quarter of an hour
    assert len(alerts(desk)) == 1

    status = run("status", "--json")
    assert status.exit_code == 0
    found = json.loads(status.stdout)
    assert [(feed["feed"], feed["condition"]) for feed in found["feeds"]] == [("Inbox", "well"), ("Wire", "well")]
    assert (found["reports"], found["backlog"], found["alerts"], found["waiting"], found["refused"]) == (1, 0, 1, 0, [])


def test_status_names_what_fails_and_ends_with_one(desk: Path) -> None:
    (desk / "wire.jsonl").unlink()
    (desk / "inbox" / "empty.txt").write_text(" ", encoding="utf-8")
    os.utime(desk / "inbox" / "empty.txt", (1_780_000_000, 1_780_000_000))
    assert run("watch", "--once").exit_code == 0
    status = run("status")
    assert status.exit_code == 1
    words = " ".join(status.stdout.split())
    assert "no such file; 1 failure in a row" in words
    assert "Refused" in words
    assert "1 report" in words
    assert "something fails" in status.stderr


def test_what_a_ledger_held_before_it_is_watched_is_not_told(desk: Path) -> None:
    (desk / "overhorizon.toml").write_text(SETTINGS.replace('outlet = "Harbour Radio"', ""), encoding="utf-8")
    assert run("read", "inbox").exit_code == 0
    (desk / "wire.jsonl").write_text(json.dumps(RAID) + "\n", encoding="utf-8")
    watched = run("watch", "--once")
    assert watched.exit_code == 0
    assert "the ledger holds 1 account of incidents from before, which are not told" in " ".join(watched.stderr.split())
    (told,) = alerts(desk)
    assert "Kidal" in str(told["headline"])


def test_settings_with_a_mistake_end_with_two_and_a_line(desk: Path) -> None:
    (desk / "overhorizon.toml").write_text('[[feed]]\nname = "Inbox"\ncolour = "red"\n', encoding="utf-8")
    for command in (("watch", "--once"), ("status",)):
        result = run(*command)
        assert result.exit_code == 2
        assert "overhorizon.toml line 3" in result.stderr
