"""The settings in words: what a theatre holds, what a watch asks, how feeds and channels did."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table

from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, shown
from overhorizon.domain.watches import Theatre, Trigger, Watch
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.checking import Tried
from overhorizon.settings.monitor import Monitor


def monitor_view(monitor: Monitor, gazetteer: Gazetteer) -> RenderableType:
    """Theatres and watches, each in one sentence."""
    parts: list[RenderableType] = []
    if monitor.theatres:
        parts += ["Theatres", *(_named(t.name, theatre_words(t, gazetteer)) for t in monitor.theatres), ""]
    if monitor.watches:
        parts += ["Watches", *(_named(w.name, watch_words(w, gazetteer)) for w in monitor.watches), ""]
    if monitor.reliabilities:
        rated = ", ".join(f"{outlet} {letter.value}" for outlet, letter in monitor.reliabilities)
        parts += ["Reliability", indented(shown(rated)), ""]
    return Group(*parts)


def tried_view(title: str, tried: Iterable[Tried]) -> RenderableType:
    """Feeds or channels: which are well, and what they have or lack."""
    table = Table.grid(padding=(0, 2))
    for one in tried:
        style = "" if one.is_well else "bold red"
        table.add_row(
            shown("ok" if one.is_well else "failed", style), shown(one.name), shown(one.found, DIM if one.is_well else style)
        )
    return Group(title, indented(table), "")


def theatre_words(theatre: Theatre, gazetteer: Gazetteer) -> str:
    """What belongs to a theatre."""
    countries = [gazetteer.countries[code].name for code in theatre.countries]
    regions = [f"{r.admin1} ({gazetteer.countries[r.country].name})" for r in theatre.regions]
    actors = [gazetteer.actors[actor].name for actor in theatre.actors]
    places = ", ".join([*countries, *regions])
    anywhere = f"what {_or(actors)} {'does' if len(actors) == 1 else 'do'} anywhere" if actors else ""
    return "; ".join(part for part in (places, anywhere) if part)


def watch_words(watch: Watch, gazetteer: Gazetteer) -> str:
    """What a watch asks, and whom it tells."""
    triggers = "anything" if set(watch.triggers) == set(Trigger) else _or([t.value for t in watch.triggers])
    parts = [triggers]
    parts += [_or([t.value for t in watch.types])] if watch.types else []
    parts += [f"in {_or([t.name for t in watch.theatres])}" if watch.theatres else "anywhere"]
    parts += [f"of {_or([gazetteer.actors[a].name for a in watch.actors])}"] if watch.actors else []
    parts += [f"at least {watch.killed_at_least:,} killed"] if watch.killed_at_least else []
    parts += [f"at least {watch.roots_at_least:,} roots"] if watch.roots_at_least else []
    told = ", ".join(watch.channels) if watch.channels else "nobody; kept in the ledger"
    return f"{', '.join(parts)}. {watch.severity.name.capitalize()}, told to: {told}"


def _named(name: str, words: str) -> RenderableType:
    return Group(indented(shown(name, "bold")), indented(shown(words), 6))


def _or(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
