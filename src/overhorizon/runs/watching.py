"""What was touched -> looked at -> alerts: one incident at a time, each in one transaction (docs/decisions/0012)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from overhorizon import pipeline
from overhorizon.domain import kinds
from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.observed import Observed
from overhorizon.domain.times import meet
from overhorizon.domain.views import IncidentView
from overhorizon.domain.watches import Alert, Watch
from overhorizon.gazetteer import Gazetteer
from overhorizon.link.reuse import is_near_duplicate, passages
from overhorizon.runs.assessing import view
from overhorizon.store.ledger import Ledger
from overhorizon.store.monitoring import Answer
from overhorizon.store.rows import Touched
from overhorizon.watch.answers import NEWS, Case, answers
from overhorizon.watch.changes import fresh
from overhorizon.watch.facts import observe
from overhorizon.watch.matching import matches
from overhorizon.watch.series import incidents
from overhorizon.watch.standing import Survey, surveyed

PERHAPS: Final = 0.1
"""From this probability of being the same as an incident that was told, an account raises no second *new incident*: one alert too
many costs trust. Set by reasoning, not tuned: `python -m evaluation.replaying` says what it is worth."""
_RECENT: Final = 2 * NEWS
_A_DAY: Final = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Looks at what was touched and answers its watches. Holds nothing that the ledger does not: it can be made anew at any time."""

    ledger: Ledger
    gazetteer: Gazetteer
    watches: Sequence[Watch]
    now: Callable[[], datetime]
    channels: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.follow(self.watches)

    def follow(self, watches: Sequence[Watch]) -> None:
        """Ask for these from now on."""
        self.watches = watches
        self.channels = {watch.name: watch.channels for watch in watches}

    def look(self) -> Iterator[Alert]:
        """Look at all that was touched; each alert is yielded after it was kept."""
        while (touched := self.ledger.touched()) is not None:
            at = self.now()
            yield from self.ledger.answer(self._answer(touched, at), at=at)

    def is_survey_due(self) -> bool:
        """Whether no day was surveyed yet, or the last one is past: the ledger knows, and a process that is started anew asks it."""
        last = self.ledger.last_survey()
        return last is None or last < self.now().astimezone(UTC).date()

    def survey(self) -> tuple[Alert, ...]:
        """Ask for what is of no single incident: rates, silence, spread. Once a day is enough; asking again repeats nothing."""
        at = self.now()
        told = incidents(self.ledger.standing())
        names = {name: actor.name for name, actor in self.gazetteer.actors.items()}
        survey = Survey(
            told=told,
            reports=self.ledger.reports_by_day(),
            names=names,
            today=at.astimezone(UTC).date(),
            given=self.ledger.days_given(),
        )
        found = [alert for watch in self.watches for alert in surveyed(watch, survey, at)]
        return self.ledger.raise_alerts(found, self.channels, at=at)

    def _answer(self, touched: Touched, at: datetime) -> Answer:
        now = view(touched.row, self.gazetteer)
        facts = observe(now)
        facts = replace(facts, watched=tuple(sorted(w.name for w in self.watches if matches(w, now, facts))))
        before = touched.before or self._unseen(touched)
        twins = frozenset(m.report.id for m in fresh(before, now) if self._reprints(m.analysis, now))
        about = self.ledger.alerts_about(facts.accounts)
        case = Case(
            view=now,
            before=before,
            now=facts,
            news=fresh(before, now, twins),
            perhaps_known=self._is_perhaps_known(touched, at),
        )
        found = [a for w in self.watches for a in answers(w, case, [t for t in about if t.watch == w.name], at)]
        known = facts if before is None else replace(facts | before, accounts=facts.accounts)
        return Answer(touched=touched, observed=known, alerts=tuple(found), channels=self.channels)

    def _unseen(self, touched: Touched) -> Observed | None:
        """What the accounts said that were there before anybody watched; None where all are new."""
        old = [n for n, account in enumerate(touched.row.accounts) if account.id not in touched.new]
        if not old:
            return None
        row = replace(
            touched.row,
            members=tuple(touched.row.members[n] for n in old),
            accounts=tuple(touched.row.accounts[n] for n in old),
        )
        was = view(row, self.gazetteer)
        facts = observe(was)
        return replace(facts, watched=tuple(sorted(w.name for w in self.watches if matches(w, was, facts))))

    def _reprints(self, analysis: Analysis, now: IncidentView) -> bool:
        """Whether a report that was looked at, and tells of another incident, has the same running text."""
        others = self.ledger.sharing(analysis.run.revision)
        elsewhere = [o for o in others if o.report.id not in now.reports]
        own = passages(analysis.report) if elsewhere else ()
        return any(is_near_duplicate(own, passages(o.report)) for o in elsewhere)

    def _is_perhaps_known(self, touched: Touched, at: datetime) -> bool:
        """Whether each of its new accounts may be of an incident of which somebody was told."""
        own = {account.id for account in touched.row.accounts}
        new = [account for account in touched.row.accounts if account.id in touched.new]
        return bool(new) and all(self._may_be_known(account, own, at) for account in new)

    def _may_be_known(self, account: Account, own: set[str], at: datetime) -> bool:
        mention = account.mention
        places = {r.value.country for r in mention.places if r.value is not None and r.value.country is not None}
        is_timeless = not account.is_dated and not (mention.when is not None and mention.when.is_resolved)
        told = [a for a in self.ledger.told(places, None if is_timeless else at - _RECENT) if a.id not in own]
        if any(_may_be_one(account, other) for other in told if other.report == account.report):
            return True
        if is_timeless and any(kinds.compatible(mention.type, other.mention.type) for other in told):
            return True
        return any((j.probability or 0.0) >= PERHAPS for j in pipeline.judge_pairs((account, other) for other in told))


def _may_be_one(one: Account, other: Account) -> bool:
    """Whether two accounts of one report may tell of one incident, which reading has parted: nothing says that they are two.

    `link` never joins what one report tells apart; for an alert it is enough that it may not have meant to.
    """
    first, second = one.mention, other.mention
    if not kinds.compatible(first.type, second.type):
        return False
    if first.when is not None and second.when is not None and not meet(first.when, second.when, slack=_A_DAY):
        return False
    here, there = first.location, second.location
    if here is None or there is None:
        return True
    pins = (here.pin, there.pin)
    return here.country == there.country and (pins[0] is None or pins[1] is None or pins[0] == pins[1])


def counted(alerts: Iterable[Alert]) -> dict[str, int]:
    """How many alerts there are of each trigger."""
    return dict(sorted(Counter(alert.trigger.value for alert in alerts).items()))
