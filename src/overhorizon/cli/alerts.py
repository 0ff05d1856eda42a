"""overhorizon alerts: what the watches told."""

from dataclasses import dataclass
from typing import Annotated

import typer

from overhorizon.cli import parse
from overhorizon.cli.console import Screen, put_line, remark
from overhorizon.cli.options import JsonOption, LimitOption, StoreOption, option, takes_groups
from overhorizon.domain.watches import Trigger
from overhorizon.store.filters import AlertFilter


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(alerts))


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichAlerts:
    """What is asked of alerts."""

    watch: Annotated[str | None, option("--watch", "Of this watch, by its name.", metavar="NAME")] = None
    theatre: Annotated[str | None, option("--theatre", "Of incidents in this theatre, by its name.", metavar="NAME")] = None
    trigger: Annotated[str | None, option("--trigger", f"Raised by one of: {', '.join(Trigger)}.")] = None
    thread: Annotated[
        str | None, option("--thread", "An alert and all that follow it, by the id of the first.", metavar="ID")
    ] = None
    since: Annotated[str | None, option("--since", "Raised from this day or instant on.", metavar="TIME")] = None
    until: Annotated[str | None, option("--until", "Raised up to this day or instant.", metavar="TIME")] = None

    def filter(self, *, limit: int) -> AlertFilter:
        """Raises InvalidInput for what cannot be asked."""
        return AlertFilter(
            watch=self.watch,
            theatre=self.theatre,
            trigger=parse.choice(self.trigger, Trigger, "--trigger"),
            thread=self.thread,
            since=parse.beginning(self.since, "--since"),
            until=parse.instant(self.until, "--until"),
            limit=limit,
        )


def alerts(*, which: WhichAlerts, limit: LimitOption = 20, as_json: JsonOption = False, store: StoreOption = None) -> None:
    """List alerts, the newest first, each with the words on which it rests.

    Example: overhorizon alerts --trigger "toll revised" --since 2026-03
    """
    from overhorizon.cli.alert_view import alert_entry
    from overhorizon.cli.stores import open_ledger
    from overhorizon.cli.views import counted
    from overhorizon.export.jsonform import alert_line
    from overhorizon.wording.text import json_line

    with open_ledger(store) as ledger:
        found = ledger.alerts(which.filter(limit=limit))
    screen = None if as_json else Screen()
    for alert in found.rows:
        if screen is None:
            put_line(json_line(alert_line(alert)))
        else:
            screen.show(alert_entry(alert), "")
    total = counted(found.total, "alert")
    remark(f"{total}." if len(found.rows) == found.total else f"{len(found.rows):,} of {total}; --limit shows more.")
