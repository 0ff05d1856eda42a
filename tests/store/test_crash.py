"""A kill at any moment loses no acknowledged report and doubles none."""

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import Counts

_CHILD = Path(__file__).with_name("crash_child.py")


def _read_until_killed(file: Path, *, reports: int, kill_after: int, pause: float) -> list[str]:
    """Let a child record until it has acknowledged so many, then kill it a moment later; everything that it acknowledged."""
    child = subprocess.Popen([sys.executable, str(_CHILD), str(file), str(reports)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child, child.stdout as output:
        acknowledged = [line.strip() for _, line in zip(range(kill_after), output, strict=False)]
        time.sleep(pause)
        child.kill()
        acknowledged.extend(line.strip() for line in output if line.endswith("\n"))
    return acknowledged


def _check(file: Path, acknowledged: list[str]) -> None:
    assert len(acknowledged) == len(set(acknowledged))
    database = sqlite3.connect(file)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    with Ledger.open(str(file), create=False) as ledger:
        stored = [row.id for row in ledger.reports().rows]
        assert set(acknowledged) <= set(stored)
        count = len(stored)
        # Each report is there whole, and once.
        assert ledger.counts() == Counts(
            captures=count,
            reports=count,
            revisions=count,
            runs=count,
            incidents=0,
            claims=count,
            unread=0,
            rejections=0,
            forgotten=0,
        )
        assert len(list(ledger.analyses())) == count


def _survive(file: Path, *, reports: int, kills: int) -> None:
    chance = random.Random(20300101)
    acknowledged: list[str] = []
    for _ in range(kills):
        after = chance.randint(1, 2 * reports // (kills + 1) - 1)
        acknowledged += _read_until_killed(file, reports=reports, kill_after=after, pause=chance.uniform(0, 0.004))
        _check(file, acknowledged)
    finished = subprocess.run([sys.executable, str(_CHILD), str(file), str(reports)], capture_output=True, text=True, check=True)
    acknowledged += finished.stdout.split()
    _check(file, acknowledged)
    with Ledger.open(str(file)) as ledger:
        assert ledger.counts().reports == reports


def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    _survive(tmp_path / "ledger.db", reports=150, kills=3)


@pytest.mark.soak
def test_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    _survive(tmp_path / "ledger.db", reports=1000, kills=20)
