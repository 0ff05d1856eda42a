"""How the monitor does, on a screen and as JSON."""

from datetime import datetime, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, shown, spaced
from overhorizon.cli.views import counted
from overhorizon.feeds.state import Condition, FeedState
from overhorizon.runs.standing import MonitorStatus

_STYLE = {Condition.NEW: DIM, Condition.WELL: "", Condition.QUIET: "bold red"}
_REASONS = 12  # kinds of refusal that are shown


def is_failing(status: MonitorStatus) -> bool:
    """Whether a person should look."""
    quiet = any(state is None or state.condition is Condition.QUIET for state in status.feeds.values())
    return quiet or bool(status.given_up) or any(row.attempts for row in status.waiting)


def status_view(status: MonitorStatus, now: datetime) -> RenderableType:
    """Feeds first, then what came of them."""
    feeds = Table.grid(padding=(0, 2))
    for name, state in sorted(status.feeds.items(), key=lambda each: (not status.theatres[each[0]], status.theatres[each[0]])):
        of = shown(", ".join(status.theatres[name]), DIM)
        if state is None:
            feeds.add_row(shown("unreadable", "bold red"), shown(name), of, "its state is of another version; it begins anew")
            continue
        feeds.add_row(shown(state.condition.value, _STYLE[state.condition]), shown(name), of, _words(state, now))
    counts = status.counts
    lag = f"median lag from publication to reading {_span(status.lag)}" if status.lag is not None else ""
    parts: list[RenderableType] = [Text("Feeds", style="bold cyan")]
    parts.append(indented(feeds) if status.feeds else indented(Text("none were read", style=DIM)))
    parts += ["", Text("Ledger", style="bold cyan")]
    parts.append(indented(spaced("", counted(counts.reports, "report"), f"{counts.incidents:,} accounts of incidents", lag)))
    parts.append(indented(spaced("", f"{status.backlog:,} accounts to be looked at", counted(status.alerts, "alert"))))
    if status.refused:
        parts += ["", Text("Refused", style="bold cyan")]
        parts += [indented(spaced("", f"{number:>5,}", shown(reason))) for reason, number in status.refused[:_REASONS]]
        if len(status.refused) > _REASONS:
            parts.append(
                indented(Text(f"and {len(status.refused) - _REASONS:,} further reasons: overhorizon rejections", style=DIM))
            )
    if status.waiting or status.given_up:
        parts += ["", Text("To be told", style="bold cyan")]
        for row in (*status.waiting, *status.given_up):
            tried = f"{counted(row.attempts, 'attempt')}, {row.reason}" if row.reason else ""
            parts.append(
                indented(spaced("", row.state.value, shown(row.channel), shown(row.alert.headline), shown(tried, "red")))
            )
    return Group(*parts)


def _words(state: FeedState, now: datetime) -> Text:
    seen = f"read {_span(now - state.last_success)} ago" if state.last_success else ""
    new = f"last report {_span(now - state.last_new)} ago" if state.last_new else ""
    waits = f"{counted(len(state.waiting), 'entry')} waiting" if state.waiting else ""
    why = f"{state.reason}; {counted(state.failures, 'failure')} in a row" if state.reason else ""
    again = f"again in {_span(state.quiet_until - now)}" if state.quiet_until and state.quiet_until > now else ""
    return spaced("", shown(seen), shown(new), shown(waits), shown(why, "red"), shown(again), shown(state.note or "", "yellow"))


def _span(of: timedelta) -> str:
    """A time as a person says it.

    >>> _span(timedelta(minutes=90)), _span(timedelta(days=3))
    ('90 minutes', '3 days')
    """
    minutes = round(of.total_seconds() / 60)
    if abs(minutes) < 120:
        return f"{minutes} minutes" if minutes != 1 else "1 minute"
    if abs(minutes) < 2 * 24 * 60:
        return f"{round(minutes / 60)} hours"
    return f"{round(minutes / (24 * 60))} days"
