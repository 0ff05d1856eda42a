"""The fog: how little may stand behind what a brief says, and where nobody looked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import median_low

from overhorizon.brief.words import counted, when_of
from overhorizon.domain.briefs import Asked, Figure, Seen
from overhorizon.domain.times import DatePrecision
from overhorizon.domain.views import IncidentView

_NAMED_AT_MOST = 12


def fog(asked: Asked, views: Sequence[IncidentView], seen: Sequence[Seen]) -> tuple[Figure, ...]:
    """Figures on the incidents that were reported in the period, and on the reports ``seen`` in it."""
    return tuple(_of_incidents(views)) + tuple(_of_reports(asked, views, seen))


def _of_incidents(views: Sequence[IncidentView]) -> Iterator[Figure]:
    roots = {view.id: view.trail.roots for view in views}
    single = [i for i, found in roots.items() if len(found) == 1]
    untold = [i for i, found in roots.items() if not found]
    official = [i for i, found in roots.items() if found and all(root.official for root in found)]
    of = counted(len(views), "incident")
    yield _share("single_root", "rest on a single root", single, of, len(views))
    yield _share("no_root", "rest on no root of which it is told who it is", untold, of, len(views))
    yield _share("official_only", "rest on states alone", official, of, len(views))
    lags = {}
    for view in views:
        when, first = when_of(view), min(view.members, key=lambda m: m.since)
        if when is not None and when.latest is not None and when.precision is DatePrecision.DAY and first.is_dated:
            lags[view.id] = max(0, (first.since - when.latest).days)
    if lags:
        days = counted(median_low(lags.values()), "day")
        text = f"Median from incident to first report: {days}, over {counted(len(lags), 'incident')} whose day is known."
        yield Figure(name="median_lag", text=text, counted=tuple(sorted(lags)))
    else:
        yield Figure(name="median_lag", text="Median from incident to first report: not known, no incident has a known day.")


def _share(name: str, says: str, found: Sequence[str], of: str, total: int) -> Figure:
    share = f" ({len(found) / total:.0%})" if total else ""
    return Figure(name=name, text=f"{len(found)} of {of}{share} {says}.", counted=tuple(sorted(found)))


def _of_reports(asked: Asked, views: Sequence[IncidentView], seen: Sequence[Seen]) -> Iterator[Figure]:
    read, unread = [s for s in seen if s.is_read], [s for s in seen if not s.is_read]
    outlets = Counter(s.outlet for s in read)
    text = f"{counted(len(read), 'report')} read from {counted(len(outlets), 'outlet')}: {_named(outlets)}."
    yield Figure(name="outlets", text=text if read else "No report was read.", counted=tuple(sorted(s.report for s in read)))
    if asked.theatre is not None and asked.theatre.feeds:
        yield _of_feeds(asked.theatre.feeds, seen)
    languages = Counter(s.language for s in unread)
    text = f"{counted(len(unread), 'report')} in languages that are not read: {_named(languages)}."
    text = text if unread else "No report in a language that is not read."
    yield Figure(name="unread", text=text, counted=tuple(sorted(s.report for s in unread)))
    about = {m.since: m.report.id for view in views for m in view.members if asked.since <= m.since <= asked.until}
    any_day = {s.day for s in read} | set(about)
    length = (asked.until - asked.since) // timedelta(days=1) + 1
    silent, uncovered = any_day - set(about), length - len(any_day)
    here = "of this theatre" if asked.theatre else "of any incident"
    text = (
        f"Of {counted(length, 'day')}, {len(about):,} with a report {here}, {len(silent):,} with reports of which none told of one, "
        f"{uncovered:,} on which nothing was read: there, no report is not no incident."
    )
    yield Figure(name="silence", text=text, counted=tuple(sorted(s.report for s in read if s.day in silent)))


def _of_feeds(names: Sequence[str], seen: Sequence[Seen]) -> Figure:
    """What those gave that are read for the theatre, the silent ones by name: they are where one would have heard of more."""
    given = {name: [s for s in seen if name in s.feeds] for name in names}
    reports = {s.report for those in given.values() for s in those}
    silent = [name for name, those in given.items() if not those]
    gave = Counter({name: len(those) for name, those in given.items() if those})
    text = f"{counted(len(names), 'feed')} read for this theatre gave {counted(len(reports), 'report')}"
    text += f": {_named(gave)}" if gave else ""
    text += f"; nothing came from {', '.join(silent)}" if silent else ""
    return Figure(name="feeds", text=f"{text}.", counted=tuple(sorted(reports)))


def _named(found: Counter[str]) -> str:
    """Names with their numbers, most first, the rest counted."""
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    names = [f"{name} {number:,}" for name, number in ranked[:_NAMED_AT_MOST]]
    rest = len(ranked) - len(names)
    return ", ".join(names) + (f", and {rest:,} more" if rest else "")
