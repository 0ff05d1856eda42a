"""Changes of one incident -> the alerts of one watch (decision 0012). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from overhorizon.domain.observed import Observed
from overhorizon.domain.views import IncidentView, Member
from overhorizon.domain.watches import Alert, Trigger, Watch
from overhorizon.watch.changes import Change, changes, new_incident, quarrels
from overhorizon.watch.matching import is_told, matches, theatre_of

NEWS: Final = timedelta(days=60)
"""An incident is news while its day lies no longer than this before the report: a killing may be told weeks later, a trial
is not the attack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One incident to answer for: as it stands, as it was looked at before (None: never), and what is new in it.

    ``news`` are the accounts that may say something new; ``perhaps_known`` is set where the rules hold it to be perhaps the same as
    an incident that somebody was told of, or where its reports reprint one that tells of another incident.
    """

    view: IncidentView
    before: Observed | None
    now: Observed
    news: tuple[Member, ...]
    perhaps_known: bool = False


def answers(watch: Watch, case: Case, told: Sequence[Alert], at: datetime) -> Iterator[Alert]:
    """What a watch says of one incident. ``told`` are its earlier alerts of the thread, the oldest first.

    An incident is told as new once, when it matches for the first time; after that each change once. One that grew into the watch's
    conditions is new to it.
    """
    if not case.news or not matches(watch, case.view, case.now):
        return
    first = next((a for a in told if a.trigger is Trigger.NEW_INCIDENT), told[0] if told else None)
    said = {a.id for a in told}
    for change in _due(watch, case, is_known=first is not None):
        alert = _alert(watch, case, change, first, at)
        if change.trigger in watch.triggers and alert.id not in said:
            said.add(alert.id)
            first = first or alert
            yield alert


def _due(watch: Watch, case: Case, *, is_known: bool) -> Iterator[Change]:
    if not is_known and (case.perhaps_known or not is_news(case.view, case.news)):
        return
    if not is_known and (case.before is None or watch.name not in case.before.watched):
        if is_told(case.view):
            yield new_incident(case.view, case.news)
            yield from quarrels(case.view)
    elif case.before is not None:
        yield from changes(case.before, case.view, case.now, case.news)


def is_news(view: IncidentView, news: Sequence[Member]) -> bool:
    """Whether the incident may lie within NEWS of a report that tells it. Without a date of its own it may, if it is a report's subject."""
    days = [m.mention.when.latest for m in view.members if m.mention.when is not None and m.mention.when.latest is not None]
    if not days:
        return any(m.mention.prominence.value == "main" for m in view.members)
    latest: date = max(days)
    return any(latest >= m.since - NEWS for m in news)


def _alert(watch: Watch, case: Case, change: Change, first: Alert | None, at: datetime) -> Alert:
    theatre = theatre_of(watch, case.view)
    thread = first.thread if first else None
    return Alert(
        watch=watch.name,
        trigger=change.trigger,
        key=f"{thread} {change.key}" if thread else change.key,
        time=at,
        severity=watch.severity,
        headline=change.headline,
        detail=change.detail,
        theatre=theatre.name if theatre else None,
        incident=case.view.id,
        follows=thread,
        reports=change.reports,
        accounts=case.now.accounts,
        evidence=change.evidence,
    )
