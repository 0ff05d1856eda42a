"""overhorizon watch, status: the long-running reader, and how it does."""

import signal
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from overhorizon.cli.console import Screen, complain, remark
from overhorizon.cli.options import EncoderOption, JsonOption, StoreOption, tools_loader

if TYPE_CHECKING:
    from overhorizon.runs.monitor import Step

DEFAULT_FILE = Path("overhorizon.toml")
SettingsArgument = Annotated[Path, typer.Argument(metavar="[FILE]", help="The settings file; `overhorizon init` writes one.")]


def register(app: typer.Typer) -> None:
    app.command()(watch)
    app.command()(status)


def watch(
    file: SettingsArgument = DEFAULT_FILE,
    *,
    once: Annotated[bool, typer.Option("--once", help="Read what is due now, tell it, and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Log as JSON Lines.")] = False,
    store: StoreOption = None,
    encoder: EncoderOption = None,
) -> None:
    """Read feeds, keep what they report, and tell what the watches ask for. Goes on until it is stopped.

    What it does is logged on standard error. SIGINT and SIGTERM end it after what has begun. It may die at any moment: the next run
    goes on where the ledger stands, and tells nothing twice. A ledger that is watched for the first time tells nothing of the past.

    Example: overhorizon watch overhorizon.toml --once
    """
    from random import SystemRandom

    from overhorizon.cli.stores import open_linked
    from overhorizon.cli.views import counted
    from overhorizon.feeds.http import Clock, Fetcher
    from overhorizon.notify.channels import open_channel
    from overhorizon.runs.delivering import Outbox
    from overhorizon.runs.monitor import Monitor
    from overhorizon.runs.rating import follow
    from overhorizon.runs.watches import Given, in_force
    from overhorizon.runs.watching import Watcher
    from overhorizon.settings.monitor import load

    tools = tools_loader(encoder)()
    asked = load(file, tools.gazetteer)
    stop = _stopping()
    log = _Log(as_json=as_json)

    def now() -> datetime:
        return datetime.now(UTC)

    def sleep(seconds: float) -> None:
        stop.wait(seconds)

    with ExitStack() as stack:
        ledger = stack.enter_context(open_linked(store, create=True))
        if not ledger.is_watched() and (seen := ledger.look_away()):
            log.note(f"the ledger holds {counted(seen, 'account')} of incidents from before, which are not told")
        if changed := follow(ledger, asked.reliabilities, at=now()):
            log.note(f"the settings file says otherwise of the reliability of {counted(changed, 'outlet')}")
        clock = Clock(now=now, sleep=sleep)
        fetcher = stack.enter_context(Fetcher(asked.fetch, clock=clock, random=SystemRandom()))
        given = Given(theatres=asked.theatres, watches=asked.watches, channels=asked.channels)
        monitor = Monitor(
            watches=lambda: in_force(ledger, given, tools.gazetteer),
            ledger=ledger,
            tools=tools,
            feeds=asked.feeds,
            watcher=Watcher(ledger=ledger, gazetteer=tools.gazetteer, watches=asked.watches, now=now),
            fetcher=fetcher,
            outbox=Outbox(ledger=ledger, options=asked.channels, channels={o.name: open_channel(o) for o in asked.channels}),
        )
        log.note(f"feeds: {len(asked.feeds):,}, watches: {len(asked.watches):,}, channels: {len(asked.channels):,}")
        steps = monitor.round(stop.is_set) if once else monitor.run(stop.is_set, sleep)
        for step in steps:
            log.step(step)
            sys.stdout.flush()
        log.note("stopped" if stop.is_set() else "done")


def _stopping() -> Event:
    """An event that SIGINT and SIGTERM set: what has begun is finished. A second signal ends the process as ever."""
    stop = Event()

    def ask(number: int, _: object) -> None:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    return stop


class _Log:
    """One line on standard error for each thing that happened; looks that gave nothing are no news, but for JSON."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def note(self, words: str) -> None:
        self._put({"event": "note", "words": words}, words)

    def step(self, step: "Step") -> None:
        from overhorizon.domain.analysis import Analysis

        if step.read is None and not step.alerts:
            if self._as_json:
                self._put({"event": "look", "feed": step.feed}, "")
        elif step.read is not None:
            result, outcome = step.read.result, step.read.outcome
            report = result.report.id if isinstance(result, Analysis) else None
            became = outcome.value if outcome is not None else "refused"
            reason = getattr(result, "reason", None)
            form = {
                "event": "report",
                "feed": step.feed,
                "origin": step.read.origin,
                "report": report,
                "became": became,
                "reason": reason,
            }
            self._put(form, f"{step.feed}: {step.read.origin}: {became}{f': {reason}' if reason else ''}")
        for alert in step.alerts:
            form = {
                "event": "alert",
                "alert": alert.id,
                "watch": alert.watch,
                "trigger": alert.trigger.value,
                "headline": alert.headline,
            }
            self._put(form, f"alert {alert.id}: {alert.headline}")

    def _put(self, form: dict[str, str | None], words: str) -> None:
        from overhorizon.wording.text import json_line

        at = datetime.now(UTC).isoformat(timespec="seconds")
        if self._as_json:
            sys.stderr.write(f"{json_line({'time': at, **form})}\n")
        else:
            remark(f"{at} {words}")
        sys.stderr.flush()


def status(file: SettingsArgument = DEFAULT_FILE, *, as_json: JsonOption = False, store: StoreOption = None) -> None:
    """Show how the monitor does: feeds, lag, backlog, what was refused and why, what waits to be told.

    Feeds that the settings file names and that were not read yet are shown, too, where there is such a file. Exits with 1 while a feed
    or a channel fails.

    Example: overhorizon status overhorizon.toml
    """
    from overhorizon.cli.status_view import is_failing, status_view
    from overhorizon.cli.stores import open_ledger
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.standing import status_form, status_of
    from overhorizon.settings.monitor import Monitor, load
    from overhorizon.wording.text import json_line

    named = load(file, Gazetteer.load()) if file.exists() or file != DEFAULT_FILE else Monitor()
    now = datetime.now(UTC)
    with open_ledger(store) as ledger:
        found = status_of(ledger, [feed.name for feed in named.feeds], now, named.theatres)
    if as_json:
        sys.stdout.write(f"{json_line(status_form(found))}\n")
    else:
        Screen().show(status_view(found, now))
    if is_failing(found):
        complain("something fails: see above" if not as_json else "something fails")
        raise typer.Exit(1)
