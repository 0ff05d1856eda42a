"""Run by the tests of the monitor as a program of its own: carry out a plan (tests/runs/simulated.py), and write how large it is.

python -m tests.runs.monitor_child PLAN
"""

import json
import resource
import sys
from pathlib import Path

import msgspec

from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.stream import Tools
from tests.rule_encoder import RuleEncoder
from tests.runs.simulated import Plan, Simulation, simulate


def resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1_000_000


def measure(simulation: Simulation) -> None:
    """Append the size of this process to the plan's file, each hour."""
    minute = simulation.shared.value
    if simulation.plan.memory is not None and minute % 60 == 0:
        line = {"hour": minute // 60, "megabytes": round(resident(), 1), "reports": simulation.ledger.counts().reports}
        with Path(simulation.plan.memory).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(line)}\n")


if __name__ == "__main__":
    simulate(msgspec.json.decode(sys.argv[1], type=Plan), Tools(encoder=RuleEncoder(), gazetteer=Gazetteer.load()), measure)
