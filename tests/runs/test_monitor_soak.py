"""A day of fifty sites with every fault: nothing lost, nothing doubled, memory flat; and the same whenever the process dies."""

import json
import random
import time
from pathlib import Path
from typing import Any

import pytest

from overhorizon.store.ledger import Ledger
from tests.feeds.server import DAY, Fault, Web
from tests.notify.conftest import Post, receiver
from tests.runs.faults import bureaus, check_reports, kept, listen_to, unnamed
from tests.runs.simulated import Plan, plan, start

FIGURES = Path(__file__).parents[2] / "docs" / "pictures" / "memory.json"
SETTLED = 4  # hours after which the backlog of the first day is read, and memory is to be flat
GROWTH = 1.15  # at most, from then to the end


def to_the_end(given: Plan) -> None:
    with start(given) as child:
        _, errors = child.communicate()
    assert child.returncode == 0, errors.decode()


def with_kills(given: Plan, web: Web, moments: list[int], chance: random.Random) -> int:
    """Kill it when the sites have been asked so many times, and a little later; then let it come to its end. How often it died."""
    died = 0
    for moment in moments:
        with start(given) as child:
            while len(web.requests) < moment and child.poll() is None:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.08))
            died += child.poll() is None
            child.kill()
    to_the_end(given)
    return died


def survive(
    folder: Path, *, kills: int, sites: int, entries: int, minutes: int, faults: tuple[Fault, ...], timeout: float
) -> None:
    whole, broken = folder / "whole", folder / "broken"
    whole.mkdir()
    broken.mkdir()
    chance = random.Random(20260302)
    with bureaus(folder, sites=sites, entries=entries, minutes=minutes, faults=faults) as web, receiver() as webhook:
        clock = str(folder / "clock")

        def planned(into: Path) -> Plan:
            web.minute = 0
            web.requests.clear()
            webhook.received.clear()
            webhook.headers.clear()
            channels = (("apprise", f"json://127.0.0.1:{webhook.port}/"), ("jsonl", str(into / "alerts.jsonl")))
            return plan(web, into, minutes=minutes, clock=clock, channels=channels, timeout=timeout, forgets=True)

        to_the_end(planned(whole))
        asked, undisturbed = len(web.requests), told(webhook)
        assert len(undisturbed) == len(set(undisturbed))
        moments = sorted(chance.randrange(1, asked) for _ in range(kills))
        died = with_kills(planned(broken), web, moments, chance)
        disturbed = told(webhook)
    assert died == kills
    expected, found = kept(whole / "ledger.db"), kept(broken / "ledger.db")
    for table in expected:
        assert found[table] == expected[table], table
    # The receiver is told at least once, under one key; twice only where a kill came between a message and the note of it.
    assert set(disturbed) == set(undisturbed)
    assert len(disturbed) - len(set(disturbed)) <= kills
    assert sorted(keys(broken)) == sorted(keys(whole))  # the file holds each alert once


def told(webhook: Post) -> list[str]:
    return [headers["X-Overhorizon-Key"] for headers in webhook.headers]


def keys(folder: Path) -> list[str]:
    return [json.loads(line)["key"] for line in (folder / "alerts.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.enable_socket
def test_three_kills_change_nothing(tmp_path: Path) -> None:
    faults = (Fault.BROKEN_PAGES, Fault.CHANGING, Fault.TOO_MANY, Fault.CUT, Fault.MISSING_PAGES, Fault.NONE)
    survive(tmp_path, kills=3, sites=6, entries=4, minutes=60, faults=faults, timeout=10)


@pytest.mark.soak
@pytest.mark.enable_socket
def test_fifty_kills_change_nothing(tmp_path: Path) -> None:
    survive(tmp_path, kills=50, sites=50, entries=40, minutes=DAY, faults=tuple(Fault), timeout=2)


@pytest.mark.soak
@pytest.mark.enable_socket
def test_a_day_of_fifty_sites(tmp_path: Path) -> None:
    hours = a_day(tmp_path, sites=50, entries=40)
    FIGURES.write_text(json.dumps(hours, indent=1) + "\n", encoding="utf-8")


def a_day(folder: Path, *, sites: int, entries: int) -> list[dict[str, Any]]:
    """Read these sites for a simulated day, and check what must be so. The memory by hour."""
    memory, ledger_file = folder / "memory.jsonl", folder / "ledger.db"
    said: dict[str, str] = {}
    with bureaus(folder, sites=sites, entries=entries, minutes=DAY) as web:
        with start(plan(web, folder, minutes=DAY, timeout=1, memory=str(memory))) as child:
            while child.poll() is None:
                time.sleep(1)
                if memory.exists():  # the first hour is over: there is a ledger
                    listen_to(ledger_file, web, said)
            _, errors = child.communicate()
        assert child.returncode == 0, errors.decode()
        with Ledger.open(f"sqlite:///{ledger_file}", create=False) as ledger:
            check_reports(web, ledger)
        assert unnamed(web, said) == {}
    hours = [json.loads(line) for line in memory.read_text(encoding="utf-8").splitlines()]
    assert [hour["hour"] for hour in hours] == list(range(25))
    assert max(hour["megabytes"] for hour in hours[SETTLED:]) <= GROWTH * hours[SETTLED]["megabytes"], hours
    return hours
