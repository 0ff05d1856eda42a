"""Alerts that are of no single incident: rates, silence, spread. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from overhorizon.domain.surveillance import RateAlarm, Silence, Spread
from overhorizon.domain.watches import Alert, Theatre, Trigger, Watch
from overhorizon.watch.rates import rate_alarm
from overhorizon.watch.series import Told, days_told, sightings, weekly
from overhorizon.watch.silence import silence
from overhorizon.watch.spread import spreads
from overhorizon.wording.values import country_name

_FRESH: Final = timedelta(days=14)  # how long a sighting is new: a monitor that was away for longer tells no spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a ledger holds on a day: its incidents, the reports read by day of publication, and the names of actors by registry id.

    ``given`` are the days on which each feed gave a report, by its name.
    """

    told: tuple[Told, ...]
    reports: dict[date, int]
    names: dict[str, str]
    today: date
    given: Mapping[str, Sequence[date]] = field(default_factory=dict)


def surveyed(watch: Watch, survey: Survey, at: datetime) -> Iterator[Alert]:
    """What a watch says of the ledger as a whole. Asking again on the same day gives the same alerts, by id."""
    for theatre in watch.theatres or (None,):
        mine = [one for one in survey.told if theatre is None or one.is_in(theatre)]
        if watch.types:
            mine = [one for one in mine if not {a.mention.type for a in one.accounts}.isdisjoint(watch.types)]
        if Trigger.RATE in watch.triggers:
            yield from _rates(watch, theatre, mine, survey, at)
        if Trigger.SILENCE in watch.triggers:
            if (found := silence(days_told(mine), today=survey.today)) is not None:
                yield _silence(watch, theatre, found, at)
            yield from _silent_feeds(watch, theatre, survey, at)
        if Trigger.SPREAD in watch.triggers:
            yield from _spreads(watch, theatre, mine, survey, at)


def _alert(watch: Watch, theatre: Theatre | None, at: datetime) -> Callable[..., Alert]:
    """An alert of a watch in a theatre, but for what it says."""
    name = theatre.name if theatre else None
    return partial(Alert, watch=watch.name, time=at, severity=watch.severity, theatre=name)


def _rates(watch: Watch, theatre: Theatre | None, mine: Sequence[Told], survey: Survey, at: datetime) -> Iterator[Alert]:
    actors = dict.fromkeys((*watch.actors, *(theatre.actors if theatre else ())))
    for actor in (None, *actors):
        counted = [one for one in mine if actor is None or actor in one.actors]
        alarm = rate_alarm(weekly(counted, survey.reports), today=survey.today)
        if alarm is not None:
            yield _rate(watch, theatre, alarm, (actor, survey.names.get(actor, actor)) if actor else None, at)


def _rate(watch: Watch, theatre: Theatre | None, alarm: RateAlarm, actor: tuple[str, str] | None, at: datetime) -> Alert:
    where = theatre.name if theatre else "all theatres"
    whose = f" by {actor[1]}" if actor else ""
    weeks = f"{alarm.weeks} weeks to" if alarm.weeks > 1 else "the week of"
    return _alert(watch, theatre, at)(
        trigger=Trigger.RATE,
        key=f"{where} {actor[0] if actor else ''} {alarm.week}",
        headline=f"More than the baseline: {alarm.observed} incidents{whose} in {where}, {weeks} {alarm.week}",
        detail=(
            f"expected {alarm.expected:.1f}, bound {alarm.upper:.0f}, {alarm.method.value}",
            "the number of reports read is in the baseline: this is not more reading",
        ),
    )


def _silence(watch: Watch, theatre: Theatre | None, found: Silence, at: datetime) -> Alert:
    where = theatre.name if theatre else "all theatres"
    return _alert(watch, theatre, at)(
        trigger=Trigger.SILENCE,
        key=f"{where} {found.last}",
        headline=f"Silence: no report of violence in {where} for {found.days} days",
        detail=(
            f"the last one came on {found.last}; gaps were seldom longer than {found.habit} days",
            "no reports is not no incidents",
        ),
    )


def _silent_feeds(watch: Watch, theatre: Theatre | None, survey: Survey, at: datetime) -> Iterator[Alert]:
    """The feeds that are read for the theatre, or all, of which nothing comes any more."""
    for feed in theatre.feeds if theatre else sorted(survey.given):
        found = silence(survey.given.get(feed, ()), today=survey.today)
        if found is not None:
            yield _alert(watch, theatre, at)(
                trigger=Trigger.SILENCE,
                key=f"feed {feed} {found.last}",
                headline=f"Silence: feed {feed} has given no report for {found.days} days",
                detail=(
                    f"the last one came on {found.last}; gaps were seldom longer than {found.habit} days",
                    "`overhorizon status` says whether it can be read",
                ),
            )


def _spreads(watch: Watch, theatre: Theatre | None, mine: Sequence[Told], survey: Survey, at: datetime) -> Iterator[Alert]:
    """Where the theatre's actors, or any that acted in it, were seen for the first time in these days."""
    wanted = {a for one in mine for a in one.actors} if theatre is None or not theatre.actors else set(theatre.actors)
    seen = [s for s in sightings(survey.told) if s.actor in wanted]
    since = min(survey.reports, default=survey.today)
    first_new = survey.today - _FRESH
    new = [s for s in seen if s.day >= first_new]
    before = [s for s in seen if s.day < first_new]
    for spread in spreads(before, new, since=since):
        yield _spread(watch, theatre, spread, survey, at)


def _spread(watch: Watch, theatre: Theatre | None, spread: Spread, survey: Survey, at: datetime) -> Alert:
    country = country_name(spread.country) or spread.country
    where = f"{spread.admin1}, {country}" if spread.admin1 else country
    name = survey.names.get(spread.actor, spread.actor)
    known = spread.known if spread.admin1 else [country_name(c) or c for c in spread.known]
    resting = [
        a
        for one in survey.told
        if spread.actor in one.actors
        for a in one.accounts
        if a.since >= spread.day
        and any(
            r.value is not None
            and r.value.country == spread.country
            and (spread.admin1 is None or (r.value.place is not None and r.value.place.admin1 == spread.admin1))
            for r in a.mention.places
        )
    ]
    return _alert(watch, theatre, at)(
        trigger=Trigger.SPREAD,
        key=f"{spread.actor} {spread.country} {spread.admin1 or ''}",
        headline=f"{name} seen in {where} for the first time",
        detail=(f"seen {spread.sightings} times before, in {', '.join(known)}",),
        reports=tuple(sorted({a.report for a in resting})),
    )
