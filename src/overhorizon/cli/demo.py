"""overhorizon demo: a first look, on fictional reports that come with the package."""

import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import typer

from overhorizon.cli.console import Screen, put_line
from overhorizon.cli.options import StoreOption
from overhorizon.cli.stores import open_ledger
from overhorizon.domain.analysis import Analysis


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(*, store: StoreOption = None) -> None:
    """Read fictional reports that come with the package.

    Shows their incidents across reports, one in full, how long it took, and how to see it in a browser. Without --store nothing is kept.

    Example: overhorizon demo
    """
    from importlib.resources import as_file, files
    from tempfile import TemporaryDirectory

    from overhorizon.cli.across_view import across_entry, across_view
    from overhorizon.cli.outcomes import Tally, explain
    from overhorizon.runs.assessing import view
    from overhorizon.runs.stream import load_tools, read_all

    started = time.monotonic()
    with ExitStack() as stack:
        corpus = stack.enter_context(as_file(files("overhorizon.demo").joinpath("corpus")))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="overhorizon-")))
        ledger = stack.enter_context(open_ledger(store or f"sqlite:///{folder / 'demo.db'}", create=True))
        tally = Tally()
        reports = sorted(str(file) for file in corpus.iterdir())
        tools = load_tools()
        for item in read_all(reports, tools, now=lambda: datetime.now(UTC), ledger=ledger):
            tally.add(item)
            if not isinstance(item.result, Analysis):
                explain(item)
        read_in = time.monotonic() - started
        found = ledger.incidents().rows
    screen = Screen()
    views = [view(row, tools.gazetteer) for row in found]
    for one in views:
        screen.show(across_entry(one), "")
    if views:
        put_line("The incident that most reports tell of, in full:")
        screen.show(across_view(max(views, key=lambda one: (len(one.members), one.id))))
    put_line(f"\n{tally.summary()} Reading took {read_in:.1f} seconds.")
    program = sys.argv[0] if Path(sys.argv[0]).name == "overhorizon" else "overhorizon"
    kept = "" if store else f"{program} demo --store demo.db, then "
    put_line(f"In a browser: {kept}{program} serve --store {store or 'demo.db'} --open")
