"""overhorizon init, check: the settings file of the monitor."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from overhorizon.cli.console import Screen, complain, put_line, remark

FileArgument = Annotated[Path, typer.Argument(metavar="[FILE]", help="The settings file.", show_default=True)]
_DEFAULT = Path("overhorizon.toml")


def register(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(check)


def init(file: FileArgument = _DEFAULT) -> None:
    """Write a commented example of a settings file: theatres, feeds, watches, channels.

    A file that is there is not written over.

    Example: overhorizon init overhorizon.toml
    """
    from overhorizon.settings.example import write_example

    write_example(file)
    put_line(f"Wrote {file}. Change what you look after, then: overhorizon check {file}")


def check(
    file: FileArgument = _DEFAULT,
    *,
    send_test: Annotated[
        bool, typer.Option("--send-test", help="Really send a test message to every channel; else channels are only looked at.")
    ] = False,
) -> None:
    """Read a settings file, say in words what it asks for, and try every feed and channel once.

    Exits with 2 when the file has mistakes (each is told with its line and a cure), or when a feed or a channel fails.

    Example: overhorizon check overhorizon.toml --send-test
    """
    from overhorizon.cli.monitor_view import monitor_view, tried_view
    from overhorizon.cli.progress import watched
    from overhorizon.cli.views import counted
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.checking import try_channel, try_feed
    from overhorizon.runs.fetching import machine_fetcher
    from overhorizon.settings.monitor import load

    gazetteer = Gazetteer.load()
    monitor = load(file, gazetteer)
    screen = Screen()
    screen.show(monitor_view(monitor, gazetteer))
    with machine_fetcher(monitor.fetch) as fetcher:
        looked = (try_feed(feed, fetcher) for feed in monitor.feeds)
        feeds = list(watched(looked, "Trying feeds", total=len(monitor.feeds), seldom=True))
    if feeds:
        screen.show(tried_view("Feeds", feeds))
    now = datetime.now(UTC)
    opened = (try_channel(options, now, send=send_test, write=sys.stdout.write) for options in monitor.channels)
    channels = list(watched(opened, "Trying channels", total=len(monitor.channels), seldom=True))
    if channels:
        screen.show(tried_view("Channels", channels))
    watches = f"{len(monitor.watches):,} watch{'' if len(monitor.watches) == 1 else 'es'}"
    sides = counted(len(feeds), "feed"), counted(len(channels), "channel")
    remark(f"{counted(len(monitor.theatres), 'theatre')}, {watches}, {', '.join(sides)}.")
    failed = [one.name for one in (*feeds, *channels) if not one.is_well]
    if failed:
        complain(f"{len(failed):,} of {len(feeds) + len(channels):,} failed: {', '.join(failed)}")
        raise typer.Exit(2)
