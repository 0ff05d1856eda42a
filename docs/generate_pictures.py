"""Draws docs/pictures/*.svg: what the commands of the README print, and the map of a brief, on the demo corpus.

Run: python docs/generate_pictures.py
"""

import json
import math
import os
import re
import subprocess
import sys
import tempfile
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from overhorizon.brief.svg import world_map
from overhorizon.domain.briefs import Asked
from overhorizon.domain.watches import Theatre
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.briefing import make
from overhorizon.store.ledger import Ledger

_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # a picture asks no other host for a font
FOLDER = Path(__file__).resolve().parent / "pictures"
WIDTH = 110


def output(*arguments: str, store: str) -> str:
    """What a command prints to a terminal."""
    environment = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "OVERHORIZON_STORE": store}
    command = [sys.executable, "-m", "overhorizon", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  our own command
    return done.stdout


def picture(name: str, title: str, printed: str, lines: int) -> None:
    """One SVG of at most so many lines."""
    shown = "\n".join(printed.rstrip().splitlines()[:lines])
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(Text.from_ansi(shown), soft_wrap=True)
        svg = _FONT.sub("", console.export_svg(title=title, unique_id=name))
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


def brief_map(store: str) -> None:
    """The map of a brief on a part of the corpus, as a file of its own."""
    gazetteer = Gazetteer.load()
    theatre = Theatre(name="From the Sahel to the Horn", countries=("BF", "ML", "NG", "SD", "SO"))
    first, last = date(2025, 6, 1), date(2026, 4, 30)
    with Ledger.open(store, create=False) as ledger:
        made = make(ledger, Asked(theatre=theatre, since=first, until=last, as_of=last), gazetteer)
    style = files("overhorizon.brief").joinpath("style.css").read_text(encoding="ascii")
    drawn = world_map(made).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    drawn = drawn.replace("<defs>", f"<style>{style}</style><defs>", 1)
    (FOLDER / "brief.svg").write_text(f"{drawn}\n", encoding="utf-8")


def memory(hours: list[dict[str, Any]]) -> str:
    """Resident memory of the monitor by simulated hour, with the reports that it had read, as SVG."""
    width, height, edge = 640, 320, 56
    top = 100 * math.ceil(max(hour["megabytes"] for hour in hours) / 100)
    most = max(hour["reports"] for hour in hours)

    def x(hour: float) -> float:
        return edge + (width - 2 * edge) * hour / hours[-1]["hour"]

    def y(share: float) -> float:
        return height - edge - (height - 2 * edge) * share

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{edge}" y="24" font-size="14">The monitor on fifty sites with faults: memory by simulated hour</text>',
    ]
    for megabytes in range(0, top + 1, 100):
        at = y(megabytes / top)
        parts.append(f'<line x1="{edge}" x2="{width - edge}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{edge - 8}" y="{at + 4:.1f}" text-anchor="end">{megabytes} MB</text>')
    marks = range(0, hours[-1]["hour"] + 1, 6)
    parts += [f'<text x="{x(mark):.1f}" y="{height - edge + 20}" text-anchor="middle">{mark} h</text>' for mark in marks]
    for key, scale, colour, label in (
        ("megabytes", top, "#1f6f8b", "resident memory"),
        ("reports", most, "#99a8b2", f"reports read, of {most:,}"),
    ):
        points = " ".join(f"{x(hour['hour']):.1f},{y(hour[key] / scale):.1f}" for hour in hours)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        first = hours[0]
        parts.append(f'<text x="{x(0) + 8:.1f}" y="{y(first[key] / scale) + 18:.1f}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    measured = json.loads((FOLDER / "memory.json").read_text(encoding="utf-8"))
    (FOLDER / "memory.svg").write_text(memory(measured), encoding="utf-8")
    corpus = files("overhorizon").joinpath("demo", "corpus")
    with tempfile.TemporaryDirectory() as folder, as_file(corpus) as reports:
        store = f"sqlite:///{folder}/demo.db"
        page = reports / "kunduz-leaked-memo.txt"
        printed = output("read", str(page), "--published", "2026-03-12", store=store)
        picture("read", f"overhorizon read {page.name} --published 2026-03-12", printed, 70)
        output("read", str(reports), store=store)
        picture("incidents", "overhorizon incidents --country AF", output("incidents", "--country", "AF", store=store), 40)
        picture("claims", "overhorizon claims --polarity denies", output("claims", "--polarity", "denies", store=store), 40)
        brief_map(store)


if __name__ == "__main__":
    main()
