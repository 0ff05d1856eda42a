"""The bench: how fast, in how much memory, beside what else. Ratios of one run, on any machine; nothing passes or fails.

    python -m evaluation.bench                  measure, print, write evaluation/bench.json
    python -m evaluation.bench --reports 60     fewer reports, for a first look

What is compared is measured in turns, and the best of several rounds is taken: other work on the machine weighs on all alike.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from evaluation.bench_beside import installed, pairs
from evaluation.bench_reports import SENTENCES, WORDS, write_records
from overhorizon.runs.batch import usable_cores

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "evaluation" / "bench.json"
_REPORTS = 200
_ROUNDS = 3
_BESIDE = ("trafilatura", "dateparser", "spacy")
_NOW = datetime(1970, 1, 1, tzinfo=UTC)

_REPORT_ID = re.compile(r"\br-[a-z2-7]{20}\b")

Figures = dict[str, float]


class Clock:
    """CPU seconds spent in named functions, each without what other named functions take inside it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            started = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*given, **named)
            finally:
                took = time.process_time() - started
                self.seconds[name] += took - self._inner.pop()
                self._inner[-1] += took

        return call

    @contextmanager
    def watching(self, places: dict[str, tuple[Any, str]]) -> Iterator[None]:
        """Time these functions, each given by the module or class that holds it and its name there, inside the block."""
        with ExitStack() as stack:
            for name, (holder, attribute) in places.items():
                stack.enter_context(patch.object(holder, attribute, self.timed(name, getattr(holder, attribute))))
            yield


def stages(file: Path, count: int) -> Figures:
    """Milliseconds of CPU for one report, stage by stage, in one process."""
    from overhorizon import pipeline
    from overhorizon.domain.analysis import Analysis
    from overhorizon.extract import reader
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.stream import load_tools, read_all
    from overhorizon.store.ledger import Ledger

    tools, clock = load_tools(), Clock()
    places = {
        "clean": (pipeline, "clean"),
        "encoder": (type(tools.encoder), "encode"),
        "extract: names (gazetteer)": (Gazetteer, "tag"),
        "extract: choice of places (gazetteer)": (Gazetteer, "resolve"),
        "extract: times": (reader, "find_times"),
        "extract: tolls": (reader, "find_tolls"),
        "extract: places": (reader, "find_places"),
        "extract: parties": (reader, "find_parties"),
        "extract: claims": (reader, "claims_of"),
        "extract: incidents": (reader, "incidents"),
        "extract: relations": (reader, "relations"),
        "extract: the rest": (pipeline, "extract"),
        "store": (Ledger, "record"),
    }
    with tempfile.TemporaryDirectory() as folder, Ledger.open(f"sqlite:///{folder}/bench.db") as ledger:
        items = read_all([str(file)], tools, now=lambda: _NOW, ledger=ledger)
        for _ in range(3):  # the first ones load what is loaded late
            next(items)
        with clock.watching(places):
            measured = sum(isinstance(item.result, Analysis) for item in items)
    assert measured == count - 3, "every record of the bench is read"
    return {name: 1000 * clock.seconds[name] / measured for name in places}


# Loads what reading needs and reads, in a process where nothing is loaded yet; says seconds and the most memory held so far.
_PROBE = """
import json, sys, time
def peak():
    try:
        lines = open("/proc/self/status").read().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
found, clock = {"memory: Python alone": peak()}, [time.perf_counter()]
def lap(name):
    found[name] = time.perf_counter() - clock[0]
    clock[0] = time.perf_counter()
from datetime import UTC, datetime
from overhorizon.runs import stream
from overhorizon.store.ledger import Ledger
lap("start: import"); found["memory: imported"] = peak()
load = stream.Gazetteer.load
def timed():
    before = time.perf_counter(); made = load(); found["start: gazetteer"] = time.perf_counter() - before
    return made
stream.Gazetteer.load = timed
tools = stream.load_tools()
lap("start: encoder"); found["start: encoder"] -= found["start: gazetteer"]; found["memory: tools loaded"] = peak()
with Ledger.open(sys.argv[2]) as ledger:
    for item in stream.read_all([sys.argv[1]], tools, now=lambda: datetime.now(UTC), ledger=ledger):
        if "start: first report" not in found:
            lap("start: first report")
found["memory: after reading"] = peak()
print(json.dumps(found))
"""


def starting(file: Path) -> Figures:
    """Seconds to start (the best of several), and the most memory that one reading process held, in MB."""
    found: list[Figures] = []
    helps: list[float] = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "overhorizon", "--help"], check=True, stdout=subprocess.DEVNULL)
        helps.append(time.perf_counter() - started)
        with tempfile.TemporaryDirectory() as folder:
            probe = [sys.executable, "-c", _PROBE, str(file), f"sqlite:///{folder}/bench.db"]
            said = subprocess.run(probe, check=True, capture_output=True, text=True).stdout  # noqa: S603  ourselves
            found.append(json.loads(said))
    return {"start: --help": min(helps), **{name: min(f[name] for f in found) for name in found[0]}}


def processes(file: Path, count: int) -> Figures:
    """Reports a second of the whole command in one and in two processes, with loading and without, by the clock on the wall."""
    whole: dict[int, list[float]] = {1: [], 2: []}
    reading: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(2):
        for jobs in whole:
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-m", "overhorizon", "read", str(file), "--store", f"sqlite:///{folder}/bench.db"]
                command += ["--brief", "--jobs", str(jobs)]
                started = time.perf_counter()
                with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  ourselves
                    assert process.stdout is not None
                    shown = [time.perf_counter() for line in process.stdout if _REPORT_ID.search(line)]
                ended = time.perf_counter()
            assert len(shown) == count, "every report is shown in a line"
            whole[jobs].append(count / (ended - started))
            reading[jobs].append((count - 1) / (shown[-1] - shown[0]))
    return {
        "one process: reports/s": max(reading[1]),
        "two processes: reports/s": max(reading[2]),
        "two over one": max(reading[2]) / max(reading[1]),
        "two over one, with loading": max(whole[2]) / max(whole[1]),
    }


def beside() -> dict[str, Figures]:
    """Milliseconds of CPU for the same work by us and by others: the best of rounds in which they take turns."""
    found: dict[str, Figures] = {}
    for what, works in pairs().items():
        best = dict.fromkeys(works, float("inf"))
        for _ in range(_ROUNDS):
            for who, work in works.items():
                started = time.process_time()
                work()
                best[who] = min(best[who], 1000 * (time.process_time() - started))
        found[what] = best
    return found


def machine() -> dict[str, Any]:
    """What it ran on, and how busy that was; nothing that names the machine."""
    cores = usable_cores()
    packages = {name: found for name in ("overhorizon", *_BESIDE) if (found := installed(name))}
    return {
        "cores": cores,
        "cpu": _cpu(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": packages,
        "other work": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def _cpu() -> str:
    """The model's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def tables(found: dict[str, Any]) -> Iterator[Table]:
    """What was measured, for people."""
    speed = found["stages"]
    total = sum(speed.values())
    yield _table(
        f"Reading a report of {SENTENCES} sentences of {WORDS} words: {1000 / total:.1f} reports a second and core",
        ("stage", "ms of CPU", "share"),
        [(name, f"{ms:.2f}", f"{100 * ms / total:.0f} %") for name, ms in speed.items()],
    )
    yield _table(
        "Starting, and memory of one reading process",
        ("", ""),
        [(name, f"{value:.0f} MB" if name.startswith("memory") else f"{value:.2f} s") for name, value in found["start"].items()],
    )
    yield _table(
        "Processes, by the clock on the wall", ("", ""), [(name, f"{value:.2f}") for name, value in found["processes"].items()]
    )
    rows = [
        (what if who == "ours" else "", who, f"{ms:.2f}", f"{ms / times['ours']:.1f}")
        for what, times in found["beside"].items()
        for who, ms in times.items()
    ]
    yield _table("Beside others", ("the same work", "by", "ms of CPU", "times ours"), rows)


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(title=title, title_justify="left", show_header=any(columns))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number and column != "by" else "left")
    for row in rows:
        table.add_row(*row)
    return table


def main(arguments: list[str] | None = None) -> int:
    """Always 0 when everything could be measured: the bench informs, the gate decides."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--reports", type=int, default=_REPORTS, help=f"how many reports are read (default {_REPORTS}, at least 20)"
    )
    count = max(20, parser.parse_args(arguments).reports)
    console = Console(width=110)
    found: dict[str, Any] = {"machine": machine(), "reports": {"count": count, "sentences": SENTENCES, "words": WORDS}}
    with tempfile.TemporaryDirectory() as folder, console.status("Measuring: some minutes"):
        file = Path(folder) / "reports.jsonl"
        write_records(file, count)
        few = Path(folder) / "few.jsonl"
        write_records(few, 20)
        found["beside"] = beside()
        found["start"] = starting(few)
        found["stages"] = stages(file, count)
        found["processes"] = processes(file, count)
    console.print(*tables(found), sep="\n\n")
    for package in _BESIDE:
        if not installed(package):
            console.print(f"{package} is not installed and was not measured: pip install -e '.[bench]'")
    if (busy := found["machine"]["other work"]) and busy > 0.5:
        console.print(f"The machine had other work to do (load {busy}): take these figures as rough.")
    RESULT.write_text(json.dumps(_rounded(found), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _rounded(value: Any) -> Any:
    """Three digits say all that such figures can."""
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return float(f"{value:.3g}") if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
