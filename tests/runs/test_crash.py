"""A kill of `overhorizon read` at any moment loses no acknowledged report and doubles none.

Acknowledged is what was printed. Whatever a kill leaves, reading again completes it to what an undisturbed run makes.
"""

import random
import sqlite3
import time
from pathlib import Path

import pytest

from overhorizon.store.ledger import Ledger
from tests.runs.command import acknowledged, content, first_lines, reading, the_rest, write_reports


def read_until_killed(folder: Path, file: Path, *, jobs: int, after: int, pause: float) -> list[str]:
    """Kill the command a moment after it has printed so many lines; what it had acknowledged."""
    with reading(folder, file, jobs=jobs) as process:
        lines = first_lines(process, after)
        time.sleep(pause)
        process.kill()
        rest, _ = the_rest(process)
    return acknowledged([*lines, *rest])


def read_to_the_end(folder: Path, file: Path, *, jobs: int) -> list[str]:
    with reading(folder, file, jobs=jobs) as process:
        lines, _ = the_rest(process)
    assert process.returncode == 1  # one line is no report
    return acknowledged(lines)


def check(file: Path, known: set[str]) -> None:
    """The ledger is sound; all that was acknowledged is in it whole, and once."""
    database = sqlite3.connect(file)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    with Ledger.open(f"sqlite:///{file}", create=False) as ledger:
        stored = [analysis.report.id for analysis in ledger.analyses()]
        counts = ledger.counts()
    assert known <= set(stored)
    assert len(stored) == len(set(stored))
    assert (counts.reports, counts.revisions, counts.runs) == (len(stored),) * 3


def survive(folder: Path, *, reports: int, kills: int, jobs: tuple[int, ...]) -> None:
    chance = random.Random(20300102)
    write_reports(folder / "reports", reports)
    disturbed, undisturbed = folder / "disturbed.db", folder / "undisturbed.db"
    known: set[str] = set()
    for kill in range(kills):
        # Each run sees again what those before it kept: the later the kill, the further it goes.
        after = chance.randint(0, reports * (kill + 1) // kills - 1)
        seen = read_until_killed(
            folder / "reports", disturbed, jobs=jobs[kill % len(jobs)], after=after, pause=chance.uniform(0, 0.03)
        )
        assert len(seen) == len(set(seen))
        known |= set(seen)
        if disturbed.exists():
            check(disturbed, known)
    final = read_to_the_end(folder / "reports", disturbed, jobs=jobs[0])
    check(disturbed, known | set(final))
    whole = read_to_the_end(folder / "reports", undisturbed, jobs=jobs[-1])
    assert final == whole
    assert len(whole) == reports
    assert content(disturbed) == content(undisturbed)


def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    survive(tmp_path, reports=90, kills=3, jobs=(2, 1))


@pytest.mark.soak
def test_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    survive(tmp_path, reports=1000, kills=20, jobs=(1, 2))
