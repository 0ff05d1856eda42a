"""A pool reads what one process reads; what goes wrong in it is told in one line and costs nothing that was kept."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import as_file, files
from multiprocessing import active_children
from pathlib import Path

import pytest

from overhorizon.domain.errors import InvalidInput, StopRun
from overhorizon.feeds.files import BadInput
from overhorizon.runs import batch
from overhorizon.runs.stream import ReadItem, load_tools, read, read_all
from overhorizon.store.ledger import Ledger
from tests.runs import loaders
from tests.runs.command import acknowledged, first_lines, reading, the_rest, write_reports

NOW = datetime(2030, 1, 2, tzinfo=UTC)


def refused(count: int) -> list[BadInput]:
    return [BadInput(origin=f"{number}.bin", line=None, reason="a binary file, no text") for number in range(count)]


def dump(file: Path) -> list[str]:
    database = sqlite3.connect(file)
    lines = list(database.iterdump())
    database.close()
    return lines


def test_a_pool_makes_the_same_ledger_as_one_process(tmp_path: Path) -> None:
    """Row by row, and what is handed on item by item: the demo corpus, with a report in Spanish and a file that is none."""
    alone, pooled = tmp_path / "alone.db", tmp_path / "pooled.db"
    with as_file(files("overhorizon.demo").joinpath("corpus")) as corpus:
        inputs = [str(corpus), str(tmp_path / "missing.txt"), str(corpus / "wire.jsonl")]
        with Ledger.open(f"sqlite:///{alone}") as ledger:
            expected = list(read_all(inputs, load_tools(), now=lambda: NOW, ledger=ledger))
        with Ledger.open(f"sqlite:///{pooled}") as ledger:
            found = list(batch.read_many(inputs, jobs=2, now=lambda: NOW, ledger=ledger))
    assert len(expected) > batch.FEW
    assert found == expected
    assert dump(pooled) == dump(alone)


def test_results_come_in_order_and_inputs_are_taken_no_faster() -> None:
    taken = 0

    def inputs() -> Iterator[BadInput]:
        nonlocal taken
        for item in refused(40):
            taken += 1
            yield item

    seen = []
    for number, (item, result) in enumerate(batch.pooled(inputs(), read, jobs=2, load=loaders.nothing)):
        assert taken - number <= 8
        assert result == item
        seen.append(item)
    assert seen == refused(40)


def test_a_process_that_dies_stops_the_run_in_one_line() -> None:
    with pytest.raises(StopRun, match=r"killed or ran out of memory.*read the same inputs again") as stopped:
        list(batch.pooled(refused(3), read, jobs=2, load=loaders.death))
    assert "\n" not in str(stopped.value)
    assert active_children() == []


def test_an_error_of_ours_arrives_as_what_it_is() -> None:
    with pytest.raises(InvalidInput, match="the weights are damaged"):
        list(batch.pooled(refused(3), read, jobs=1, load=loaders.mistake))


def test_who_stops_early_leaves_no_process_behind() -> None:
    with closing(batch.pooled(refused(40), read, jobs=2, load=loaders.nothing)) as results:
        next(results)
        assert len(active_children()) == 2
    assert active_children() == []


@pytest.mark.parametrize(
    ("count", "inputs", "jobs"),
    [(batch.FEW, ["folder"], 1), (batch.FEW + 1, ["folder"], 3), (batch.FEW + 1, ["folder", "-"], 1)],
)
def test_how_many_processes_read(monkeypatch: pytest.MonkeyPatch, count: int, inputs: list[str], jobs: int) -> None:
    """One for few inputs and for standard input, otherwise one for each core."""
    asked = []

    def pooled(items: Iterator[BadInput], work: object, *, jobs: int, load: object) -> Iterator[tuple[BadInput, BadInput]]:
        asked.append(jobs)
        yield from ((item, item) for item in items)

    monkeypatch.setattr(batch, "read_inputs", lambda *_, **__: iter(refused(count)))
    monkeypatch.setattr(batch, "usable_cores", lambda: 3)
    monkeypatch.setattr(batch, "load_tools", loaders.nothing)
    monkeypatch.setattr(batch, "pooled", pooled)
    found = list(batch.read_many(inputs, now=lambda: NOW))
    assert found == [ReadItem(origin=item.origin, result=item) for item in refused(count)]
    assert asked == ([] if jobs == 1 else [jobs])


def kept(file: Path) -> set[str]:
    with Ledger.open(f"sqlite:///{file}", create=False) as ledger:
        return {analysis.report.id for analysis in ledger.analyses()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the processes of the pool in /proc")
def test_a_reading_process_that_is_killed_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    write_reports(tmp_path / "reports", 200)
    with reading(tmp_path / "reports", tmp_path / "ledger.db", jobs=2) as process:
        lines = first_lines(process, 5)
        os.kill(_readers(process.pid)[0], signal.SIGKILL)
        rest, errors = the_rest(process)
    assert process.returncode == 2
    [*refusals, last] = errors.splitlines()
    assert all("broken JSON" in line for line in refusals)
    assert last.startswith("overhorizon: a reading process was killed or ran out of memory")
    seen = acknowledged([*lines, *rest])
    assert set(seen) == kept(tmp_path / "ledger.db")


def _readers(parent: int) -> list[int]:
    """The processes of a command's pool: the one that cleans up after them has no part in reading."""
    children = [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_says_what_was_kept_in_one_line(tmp_path: Path, jobs: int) -> None:
    write_reports(tmp_path / "reports", 200)
    with reading(tmp_path / "reports", tmp_path / "ledger.db", jobs=jobs) as process:
        lines = first_lines(process, 5)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all processes get it
        rest, errors = the_rest(process)
    assert process.returncode == 130
    [line] = [line for line in errors.splitlines() if "broken JSON" not in line]
    assert line.startswith("overhorizon: interrupted. ")
    assert line.endswith("Read the same inputs again to go on.")
    seen = acknowledged([*lines, *rest])
    assert set(seen) <= kept(tmp_path / "ledger.db")
    assert len(kept(tmp_path / "ledger.db")) <= len(seen) + 1  # one may have been on its way to the screen
