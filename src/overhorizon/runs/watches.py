"""The watches in force: those of the settings file, and those that persons keep in the ledger beside them (docs/decisions/0013)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.observed import Observed
from overhorizon.domain.watches import Alert, Theatre, Watch
from overhorizon.gazetteer import Gazetteer
from overhorizon.notify.options import ChannelOptions
from overhorizon.runs.assessing import view
from overhorizon.settings.keeping import watch_of
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import AcrossRow, KeptWatch
from overhorizon.watch.answers import Case, answers
from overhorizon.watch.changes import fresh
from overhorizon.watch.facts import observe
from overhorizon.watch.matching import matches

_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the settings file says that watches speak of."""

    theatres: Sequence[Theatre] = ()
    watches: Sequence[Watch] = ()
    channels: Sequence[ChannelOptions] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A watch that a person keeps, as it reads today; ``wrong`` says why it asks nothing, None: it does ask."""

    kept: KeptWatch
    watch: Watch | None
    wrong: str | None


def kept(ledger: Ledger, given: Given, gazetteer: Gazetteer) -> tuple[Standing, ...]:
    """The watches of the ledger, by name."""
    return tuple(_standing(one, given, gazetteer) for one in ledger.kept_watches())


def in_force(ledger: Ledger, given: Given, gazetteer: Gazetteer) -> tuple[Watch, ...]:
    """All watches that ask: those of the settings file, then those of the ledger."""
    return (*given.watches, *(s.watch for s in kept(ledger, given, gazetteer) if s.watch is not None and s.wrong is None))


def _standing(one: KeptWatch, given: Given, gazetteer: Gazetteer) -> Standing:
    try:
        watch = watch_of(one.name, one.asked or {}, gazetteer, theatres=given.theatres, channels=given.channels)
    except InvalidInput as error:
        return Standing(kept=one, watch=None, wrong=str(error))
    if any(watch.name == other.name for other in given.watches):
        return Standing(kept=one, watch=watch, wrong="the settings file has a watch of this name, which counts")
    return Standing(kept=one, watch=watch, wrong="paused" if one.is_paused else None)


def tried(rows: Iterable[AcrossRow], watch: Watch, gazetteer: Gazetteer, since: date) -> tuple[Alert, ...]:
    """What a watch would have told of these incidents from a day on, the newest first, had it been there: report after report.

    Incidents are taken as they are joined today, so that a follow-up which only a later judgement joined counts as one. An account
    that was held back as perhaps known is not: there may be a few alerts more than there would have been.
    """
    found = [alert for row in rows for alert in _told(row, watch, gazetteer) if alert.time.date() >= since]
    return tuple(sorted(found, key=lambda alert: (alert.time, alert.id), reverse=True))


def _told(row: AcrossRow, watch: Watch, gazetteer: Gazetteer) -> list[Alert]:
    told: list[Alert] = []
    before: Observed | None = None
    for day in sorted({account.since for account in row.accounts}):
        there = [n for n, account in enumerate(row.accounts) if account.since <= day]
        then = replace(row, members=tuple(row.members[n] for n in there), accounts=tuple(row.accounts[n] for n in there))
        now = view(then, gazetteer)
        facts = observe(now)
        facts = replace(facts, watched=(watch.name,) if matches(watch, now, facts) else ())
        case = Case(view=now, before=before, now=facts, news=fresh(before, now))
        told += list(answers(watch, case, told, datetime.combine(day, _NOON)))
        before = facts if before is None else replace(facts | before, accounts=facts.accounts)
    return told
