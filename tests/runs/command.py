"""The real command as a process of its own, reading a folder of short reports."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path

from overhorizon.export.jsonform import analysis_form
from overhorizon.store.ledger import Ledger

_PLACES = ("Mosul", "Kandahar", "Maiduguri", "Aleppo", "Goma", "Hodeidah", "Donetsk", "Mogadishu")
_A_FILE = 40
_REPORT_ID = re.compile(r"\br-[a-z2-7]{20}\b")


def write_reports(folder: Path, count: int) -> None:
    """So many short reports in files of a few dozen each, and one line among them that is none."""
    folder.mkdir()
    lines = [_report(number) for number in range(count)]
    lines.insert(count // 2, "{broken")
    for start in range(0, len(lines), _A_FILE):
        name = f"{start:05}.jsonl"
        (folder / name).write_text("\n".join(lines[start : start + _A_FILE]) + "\n", encoding="utf-8")


def _report(number: int) -> str:
    place = _PLACES[number % len(_PLACES)]
    text = (
        f"Gunmen killed {number % 37 + 2} people in {place} on Tuesday, police said. "
        f"A spokesman denied that patrol {number} had come under fire."
    )
    record = {
        "url": f"https://lantern.example/{number}",
        "publisher": "Lantern",
        "published": "2030-01-02",
        "title": f"Shooting in {place}, report {number}",
        "text": text,
    }
    return json.dumps(record)


def _hear_ctrl_c() -> None:
    """As in a terminal: what a shell starts in the background, and the tests perhaps with it, inherits deafness to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def reading(folder: Path, file: Path, *, jobs: int) -> AbstractContextManager[subprocess.Popen[str]]:
    """`overhorizon read FOLDER`, one line for each report."""
    return running("read", str(folder), "--store", f"sqlite:///{file}", "--brief", "--jobs", str(jobs))


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a process group of its own, which is dead afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "overhorizon", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hear_ctrl_c,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def first_lines(process: subprocess.Popen[str], count: int) -> list[str]:
    """So many lines of its output, as soon as they are there."""
    assert process.stdout is not None
    return list(islice(process.stdout, count))


def the_rest(process: subprocess.Popen[str]) -> tuple[list[str], str]:
    """What else it printed, and its errors. Comes to an end only when its pool, which shares its output, has ended too."""
    assert process.stdout is not None
    assert process.stderr is not None
    lines, errors = list(process.stdout), process.stderr.read()
    process.wait()
    return lines, errors


def acknowledged(lines: Iterable[str]) -> list[str]:
    """The reports that were printed; a line that was cut off acknowledges nothing."""
    whole = (line for line in lines if line.endswith("\n"))
    return [found.group() for line in whole if (found := _REPORT_ID.search(line))]


def content(file: Path) -> list[str]:
    """All that a ledger says, times of reading aside: analyses, refusals, and how many of everything there is."""
    with Ledger.open(f"sqlite:///{file}", create=False) as ledger:
        analyses = sorted(json.dumps(analysis_form(analysis)) for analysis in ledger.analyses())
        refused = sorted(f"{row.origin}: {row.reason}" for row in ledger.rejections())
        return [*analyses, *refused, repr(ledger.counts())]
