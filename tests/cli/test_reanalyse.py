"""overhorizon reanalyse: what a person sees of a new reading."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from overhorizon.cli.app import app
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.changes import Changes, compare
from overhorizon.runs import reanalyse
from overhorizon.runs.reanalyse import Reread
from overhorizon.store.filters import ReportFilter
from tests import factories

MARKET = factories.market()
BOMBING, KILLING = MARKET.incidents


def reread(before: Analysis, after: Analysis) -> Reread:
    return Reread(before=before, after=after, changes=compare(before, after))


OTHERWISE = reread(
    replace(
        MARKET,
        incidents=(replace(BOMBING, types=(), places=(), tolls=BOMBING.tolls[1:]), KILLING),
        claims=(replace(MARKET.claims[0], chain=()), *MARKET.claims[1:]),
    ),
    MARKET,
)
GAINED = reread(replace(MARKET, incidents=(), claims=()), MARKET)
LOST = reread(MARKET, replace(MARKET, incidents=(), claims=()))
SAME = reread(MARKET, MARKET)
FAULT = Reread(before=MARKET, after=None, changes=Changes(), fault="our fault, please report it: a bad day\x1b[2J")


class Rereading:
    """In the place of the real one: yields what it is given."""

    given: tuple[Reread, ...] = ()
    asked_for: tuple[Any, ...] = ()
    interrupted = False

    def __init__(self, _: object, wanted: ReportFilter, *, report: str | None, load: object) -> None:
        assert callable(load)
        type(self).asked_for = (wanted, report)
        self.asked = len(self.given) + 7

    def __len__(self) -> int:
        return len(self.given)

    def run(self, **options: Any) -> Iterator[Reread]:
        type(self).asked_for += (options["jobs"], options["store"])
        yield from self.given
        if self.interrupted:
            raise KeyboardInterrupt


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    store = factories.filled_ledger(tmp_path / "ledger.db")

    def run(*given: Reread, options: tuple[str, ...] = (), interrupted: bool = False) -> Result:
        monkeypatch.setattr(reanalyse, "Rereading", Rereading)
        monkeypatch.setattr(Rereading, "given", given)
        monkeypatch.setattr(Rereading, "interrupted", interrupted)
        return CliRunner().invoke(app, ["reanalyse", "--store", store, *options])

    return run


def test_what_reads_otherwise_is_said_with_both_values(call: Any) -> None:
    result = call(OTHERWISE)
    assert result.exit_code == 0
    assert "Bomb at Tessalit market kills 20, army says" in result.stdout
    assert "~  incident: bombing" in result.stdout
    assert "type: not said → bombing" in result.stdout
    assert "place: not said → Tessalit, Kidal, Mali (exact)" in result.stdout
    assert "toll: injured at least 31 → killed 20, injured at least 31" in result.stdout
    assert "date:" not in result.stdout
    assert "speaker: Harbour Radio → Harbour Radio > the army" in result.stdout
    assert "incidents: 0 gained, 0 lost, 1 otherwise; claims: 0 gained, 0 lost, 1 otherwise" in " ".join(result.stdout.split())


def test_what_comes_and_goes_is_said_with_its_words(call: Any) -> None:
    gained, lost = call(GAINED), call(LOST)
    assert "+  incident gained: bombing  2026-03-10  Tessalit, Kidal, Mali (exact)  killed 20" in gained.stdout
    assert "-  incident lost: assassination or targeted killing" in lost.stdout
    assert "claim lost: Harbour Radio > the army" in lost.stdout
    assert "incidents: 2 gained, 0 lost" in gained.stdout
    assert "“A bomb exploded at a market in Tessalit on Tuesday" in lost.stdout


def test_reports_without_changes_are_only_counted(call: Any) -> None:
    result = call(SAME, SAME)
    assert result.stdout == "2 reports read anew, 0 with changes; 7 up to date already.\n"


def test_a_dry_run_says_so(call: Any) -> None:
    result = call(SAME, options=("--dry-run", "--jobs", "2"))
    assert result.stdout.endswith("Nothing was stored.\n")
    assert Rereading.asked_for == (ReportFilter(), None, 2, False)


def test_a_fault_is_one_line_and_an_exit_code(call: Any) -> None:
    result = call(SAME, FAULT)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"overhorizon: {MARKET.report.id}: our fault")
    assert "\x1b" not in line
    assert "1 could not be read and stay as they were" in result.stdout


def test_ctrl_c_says_what_was_done(call: Any) -> None:
    result = call(SAME, interrupted=True)
    assert result.exit_code == 130
    assert "interrupted. 1 report read anew" in result.stderr
    assert "Call it again to go on." in result.stderr


def test_some_reports_are_asked_for(call: Any) -> None:
    call(options=("--report", "r-abc", "--outlet", "Harbour Radio", "--since", "2026-03"))
    wanted, report, _, stored = Rereading.asked_for
    assert (wanted.outlet, str(wanted.since), report, stored) == ("Harbour Radio", "2026-03-01", "r-abc", True)


@pytest.mark.parametrize("options", [("--since", "2027", "--until", "2026"), ("--report", "r-nothing")])
def test_a_mistake_is_one_line(tmp_path: Any, options: tuple[str, ...]) -> None:
    store = factories.filled_ledger(tmp_path / "ledger.db")
    result = CliRunner().invoke(app, ["reanalyse", "--store", store, *options])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
