"""Watches in the browser: those of the settings file to read, those of the ledger to make, change, pause, try and take away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import OF_INCIDENTS, Alert, Severity, Trigger, Watch
from overhorizon.runs import watches
from overhorizon.runs.watches import Given, Standing
from overhorizon.settings.keeping import watch_of
from overhorizon.store.rows import KeptWatch
from overhorizon.web.asking import Asking
from overhorizon.web.overview import Summary
from overhorizon.web.problems import NotThere
from overhorizon.web.wanted import is_in

DAYS: Final = 30
MOST: Final = 400  # incidents that a trial looks at: seconds at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a watch would have told since a day. ``looked_at`` of ``incidents`` that were told of since then were asked."""

    alerts: tuple[Alert, ...]
    since: date
    looked_at: int
    incidents: int
    unasked: tuple[Trigger, ...]  # of no single incident: a trial says nothing of them


def given(ask: Asking) -> Given:
    return Given(theatres=ask.options.theatres, watches=ask.options.watches, channels=ask.options.channels)


def kept(ask: Asking) -> tuple[Standing, ...]:
    """The watches that persons keep in the ledger, by name."""
    return watches.kept(ask.ledger, given(ask), ask.gazetteer)


def one(ask: Asking, name: str) -> Standing:
    """Raises NotThere."""
    for standing in kept(ask):
        if standing.kept.name == name.strip():
            return standing
    raise NotThere(f"no watch of the ledger is called {name!r}")


def read(ask: Asking, name: str, asked: Mapping[str, Any]) -> Watch:
    """What is asked, as a watch. Raises InvalidInput that says all that is wrong with it."""
    return watch_of(name, asked, ask.gazetteer, theatres=ask.options.theatres, channels=ask.options.channels)


def create(ask: Asking, name: str, asked: Mapping[str, Any], author: str) -> KeptWatch:
    """Raises InvalidInput where there is one of this name, or for what is no watch."""
    wanted = name.strip()
    if any(wanted == watch.name for watch in ask.options.watches):
        raise InvalidInput(f"name: the settings file has a watch called {wanted!r}: choose another name")
    if any(wanted == standing.kept.name for standing in kept(ask)):
        raise InvalidInput(f"name: there is a watch called {wanted!r}: change it, or choose another name")
    return _keep(ask, wanted, asked, author, is_paused=False)


def change(ask: Asking, name: str, asked: Mapping[str, Any], author: str) -> KeptWatch:
    """Raises NotThere where there is none, InvalidInput for what is no watch."""
    before = one(ask, name).kept
    return _keep(ask, before.name, asked, author, is_paused=before.is_paused)


def pause(ask: Asking, name: str, author: str, *, is_paused: bool) -> KeptWatch:
    """Let a watch rest, or ask again. Raises NotThere."""
    before = one(ask, name).kept
    made = KeptWatch(name=before.name, asked=before.asked, is_paused=is_paused, author=author, at=ask.options.now())
    ask.ledger.keep_watch(made)
    return made


def remove(ask: Asking, name: str, author: str) -> None:
    """Take a watch away; what it told stays. Raises NotThere."""
    before = one(ask, name).kept
    ask.ledger.keep_watch(KeptWatch(name=before.name, asked=None, is_paused=False, author=author, at=ask.options.now()))


def try_out(ask: Asking, watch: Watch) -> Trial:
    """What it would have told in the last DAYS days, of the incidents that were reported then."""
    since = ask.options.now().date() - timedelta(days=DAYS)
    reported = [s for s in ask.overview().summaries if _last(s) >= since and _may_match(ask, watch, s)]
    reported.sort(key=lambda s: (_last(s), s.id), reverse=True)
    rows = (ask.row(summary.id) for summary in reported[:MOST])
    return Trial(
        alerts=watches.tried(rows, watch, ask.gazetteer, since),
        since=since,
        looked_at=min(MOST, len(reported)),
        incidents=len(reported),
        unasked=tuple(trigger for trigger in watch.triggers if trigger not in OF_INCIDENTS),
    )


def asked_of(fields: Mapping[str, str | int | Sequence[str]]) -> dict[str, Any]:
    """The keys of a watch that say something: what is empty asks for all."""
    return {name: value for name, value in fields.items() if value not in ("", 0) and value != [] and value != ()}


def severities() -> tuple[str, ...]:
    return tuple(severity.name.lower() for severity in Severity)


def _keep(ask: Asking, name: str, asked: Mapping[str, Any], author: str, *, is_paused: bool) -> KeptWatch:
    read(ask, name, asked)
    made = KeptWatch(name=name, asked=dict(asked), is_paused=is_paused, author=author, at=ask.options.now())
    ask.ledger.keep_watch(made)
    return made


def _last(summary: Summary) -> date:
    return max(account.since for account in summary.accounts)


def _may_match(ask: Asking, watch: Watch, summary: Summary) -> bool:
    return not watch.theatres or any(is_in(theatre, summary, ask.gazetteer) for theatre in watch.theatres)
