"""Draws docs/pictures/*.svg: what the commands of the README print, and the map of a brief, on the demo corpus.

Run: python docs/generate_pictures.py
"""

import os
import re
import subprocess
import sys
import tempfile
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

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


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
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
