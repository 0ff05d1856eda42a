"""overhorizon read: what is shown for which inputs, and how it exits."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from overhorizon.cli.app import app
from overhorizon.domain.errors import StopRun
from overhorizon.domain.reports import Rejection, Unread
from overhorizon.feeds.files import BadInput
from overhorizon.runs import batch
from overhorizon.runs.stream import ReadItem
from overhorizon.store.outcomes import Outcome
from tests import factories

GOOD = ReadItem(origin="market.txt", result=factories.market(), outcome=Outcome.NEW)
KNOWN = ReadItem(origin="market.txt", result=factories.market(), outcome=Outcome.UNCHANGED)
UNDATED = ReadItem(origin="convoy.txt", result=factories.convoy(), outcome=Outcome.NEW)
UNREAD = ReadItem(origin="es.txt", result=Unread(report=factories.foreign()), outcome=Outcome.NEW)
REFUSED = ReadItem(
    origin="empty.txt",
    result=Rejection(capture=factories.capture("", "empty.txt"), stage="clean", reason="it holds no text"),
)
BROKEN = ReadItem(origin="wire.jsonl", result=BadInput(origin="wire.jsonl", line=3, reason="it is no JSON\x1b[2J"))
FORGOTTEN = replace(GOOD, outcome=Outcome.FORGOTTEN)


class Reading:
    """Calls the command with given outcomes in the place of real reading."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.asked: dict[str, Any] = {}

    def __call__(self, *items: ReadItem, options: tuple[str, ...] = ("--no-store",)) -> Result:
        def read_many(inputs: list[str], **asked: Any) -> Iterator[ReadItem]:
            self.asked = {"inputs": inputs, **asked}
            yield from items

        self._patch.setattr(batch, "read_many", read_many)
        return CliRunner().invoke(app, ["read", "somewhere", *options])


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(monkeypatch)


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([GOOD], 0),
        ([KNOWN], 0),
        ([GOOD, REFUSED], 1),
        ([GOOD, UNREAD], 1),
        ([BROKEN, UNDATED], 1),
        ([REFUSED], 2),
        ([UNREAD], 2),
        ([BROKEN], 2),
        ([FORGOTTEN], 2),
        ([], 2),
    ],
)
@pytest.mark.parametrize("options", [("--no-store",), ("--no-store", "--json")])
def test_exit_codes(reading: Reading, items: list[ReadItem], code: int, options: tuple[str, ...]) -> None:
    assert reading(*items, options=options).exit_code == code


def test_each_bad_input_is_one_line_on_standard_error(reading: Reading) -> None:
    result = reading(GOOD, REFUSED, UNREAD, BROKEN, FORGOTTEN)
    errors = result.stderr.splitlines()
    assert len(errors) == 4
    assert errors[0] == "overhorizon: empty.txt: it holds no text (refused at clean)"
    assert errors[1].startswith("overhorizon: es.txt: not read: its language is 'es'")
    assert errors[2].startswith("overhorizon: wire.jsonl: line 3: it is no JSON")
    assert "\x1b" not in result.stderr
    assert result.stdout.splitlines()[-1].endswith("1 in a language that is not read.")


def test_json_gives_one_line_for_each_input(reading: Reading) -> None:
    result = reading(GOOD, REFUSED, UNREAD, BROKEN, options=("--no-store", "--json"))
    forms = [json.loads(line) for line in result.stdout.splitlines()]
    assert [form["kind"] for form in forms] == ["report", "rejection", "unread", "rejection"]
    assert forms[3]["line"] == 3
    assert "1 report read" in result.stderr


def test_a_few_reports_are_shown_whole_and_many_in_a_line_each(reading: Reading) -> None:
    assert "Denied, unknown, withheld" in reading(GOOD, UNDATED).stdout
    many = reading(GOOD, UNDATED, GOOD, UNDATED).stdout
    assert "Denied, unknown, withheld" not in many
    assert len(many.splitlines()) <= 9
    assert "Denied, unknown, withheld" in reading(GOOD, UNDATED, GOOD, UNDATED, options=("--no-store", "--full")).stdout
    assert "Denied, unknown, withheld" not in reading(GOOD, options=("--no-store", "--brief")).stdout


def test_the_summary_counts_what_was_known(reading: Reading) -> None:
    assert reading(GOOD, KNOWN).stdout.splitlines()[-1] == "2 reports read (1 known already), 4 incidents, 18 claims."


def test_a_date_of_publication_is_passed_on(reading: Reading) -> None:
    reading(GOOD, options=("--no-store", "--published", "2026-03"))
    published = reading.asked["published"]
    assert (published.first.isoformat(), published.last.isoformat()) == ("2026-03-01", "2026-03-31")
    reading(GOOD, options=("--no-store", "--published", "2026-03-14T23:30:00-05:00"))
    assert reading.asked["published"].instant.isoformat() == "2026-03-14T23:30:00-05:00"
    assert reading(GOOD, options=("--no-store", "--published", "soon")).exit_code == 2


def test_a_ledger_is_made_when_there_is_none(reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    assert reading(GOOD, options=("--store", f"sqlite:///{file}")).exit_code == 0
    assert file.exists()


def test_the_own_ledger_is_made_with_its_folder(reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OVERHORIZON_STORE", raising=False)
    for place in ("overhorizon.settings.default_ledger", "overhorizon.settings.surroundings.default_ledger"):
        monkeypatch.setattr(place, lambda: tmp_path / "data" / "ledger.db")
    assert reading(GOOD, options=()).exit_code == 0
    assert (tmp_path / "data" / "ledger.db").exists()


def test_a_run_that_must_stop_says_why_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(*_: object, **__: object) -> Iterator[ReadItem]:
        yield GOOD
        raise StopRun("the disk is full")

    monkeypatch.setattr(batch, "read_many", read_many)
    result = CliRunner().invoke(app, ["read", "x", "--no-store"])
    assert result.exit_code == 2
    assert result.stderr == "overhorizon: the disk is full\n"


def test_ctrl_c_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(*_: object, **__: object) -> Iterator[ReadItem]:
        yield GOOD
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "read_many", read_many)
    assert CliRunner().invoke(app, ["read", "x", "--no-store"]).exit_code == 130
