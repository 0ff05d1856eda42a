"""overhorizon replay: when would we have known?"""

from pathlib import Path
from typing import Annotated

import typer

from overhorizon.cli.console import Screen, remark
from overhorizon.domain.errors import InvalidInput


def register(app: typer.Typer) -> None:
    app.command()(replay)


def replay(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with documents.jsonl: one record a line.")],
    *,
    watches: Annotated[
        Path | None,
        typer.Option("--watches", metavar="FILE", help="A settings file whose watches ask. Default: one that asks for all."),
    ] = None,
    alerts: Annotated[
        Path | None, typer.Option("--alerts", metavar="FILE", help="Where the alerts go, one JSON object a line.")
    ] = None,
) -> None:
    """Feed reports in the order of publication through the whole chain, and tell the alerts that they would have raised.

    The clock stands at each report's publication; undated reports come last. Nothing is kept but the file.

    Example: overhorizon replay evaluation/demo --alerts alerts.jsonl
    """
    from overhorizon.cli.alert_view import alert_entry
    from overhorizon.cli.files import written
    from overhorizon.cli.progress import watched
    from overhorizon.cli.views import counted
    from overhorizon.export.jsonform import alert_line
    from overhorizon.runs import replay as run
    from overhorizon.runs.stream import load_tools
    from overhorizon.runs.watching import counted as by_trigger
    from overhorizon.settings.monitor import load
    from overhorizon.store.ledger import Ledger
    from overhorizon.wording.text import json_line

    tools = load_tools()
    asking = load(watches, tools.gazetteer).watches if watches is not None else (run.EVERYTHING,)
    if not asking:
        raise InvalidInput(f"{watches} has no watch: without --watches, one asks for everything")
    fed = list(watched(run.documents(folder, tools), "Reading"))
    with Ledger.open("sqlite://") as ledger:
        done = list(watched(run.replay(fed, tools, ledger, asking), "Replaying", total=len(fed)))
    names = run.names(done)
    raised = [alert for one in done for alert in one.alerts]
    if alerts is None:
        screen = Screen()
        for alert in raised:
            screen.show(alert_entry(alert), "")
    else:
        with written(alerts) as stream:
            for alert in raised:
                stream.write(f"{json_line(alert_line(alert, names))}\n")
    told = "; ".join(f"{number} {trigger}" for trigger, number in by_trigger(raised).items())
    remark(f"{counted(len(fed), 'document')}, {counted(len(raised), 'alert')}{': ' if told else ''}{told}.")
