"""Every incident of a ledger in a few facts each, kept in memory: what lists, maps and timelines are made from.

An account is read when its incident has changed, and kept without its words. So a view of 30,000 incidents costs what its page costs, not
what the ledger weighs; and the number of dead is the assessment's, as it was weighed and kept beside the incident.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Final

from overhorizon.domain.accounts import Account
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.incidents import IncidentType, Prominence, Realis, Role
from overhorizon.domain.places import Location
from overhorizon.domain.rivals import counted
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.weighing import rules
from overhorizon.runs.weighing import weighed as weigh_one
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import Figure, MembershipRow
from overhorizon.wording.values import party_words

_MOMENTS_KEPT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Who has which role in an incident, as one account has it. ``actor`` is a registry id."""

    role: Role
    words: str
    actor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """One account without its words: what it puts forward, and the spans of it. ``killed`` are all counts of the dead that stand."""

    id: str
    report: str
    outlet: str | None
    type: IncidentType
    realis: Realis
    prominence: Prominence
    when: When | None
    location: Location | None
    killed: tuple[Count, ...]
    killed_at: Span | None
    trigger: Span
    parts: tuple[Part, ...]
    said: int

    @classmethod
    def of(cls, account: Account) -> "Glimpse":
        mention = account.mention
        tolls = counted(mention.tolls, Harm.KILLED)
        groups = (mention.whens, mention.places, mention.tolls, mention.roles)
        return cls(
            id=mention.id,
            report=account.report,
            outlet=account.outlet,
            type=mention.type,
            realis=mention.realis,
            prominence=mention.prominence,
            when=mention.when,
            location=mention.location,
            killed=tuple(r.value.total for r in tolls if r.value is not None),
            killed_at=tolls[0].span if tolls else None,
            trigger=min(mention.triggers),
            parts=tuple(
                Part(role=role, words=party_words(party), actor=party.actor.id if party.actor else None)
                for role in Role
                for party in mention.parties(role)
            ),
            said=sum(any(r.value is not None for r in group) for group in groups),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A glimpse in its incident, since when it counts, and whether its report says so itself."""

    glimpse: Glimpse
    since: date
    is_dated: bool


@dataclass(frozen=True, kw_only=True)
class Summary:
    """An incident in a few facts; ``accounts`` the earliest first. ``weigh`` gives how many died."""

    id: str
    accounts: tuple[Seen, ...]
    weigh: Callable[[], Figure] = field(compare=False, repr=False)

    @cached_property
    def lead(self) -> Glimpse:
        """As `IncidentView.lead`: the account that says most, of equals the earliest."""
        return max((s.glimpse for s in self.accounts), key=lambda g: (g.prominence is Prominence.MAIN, g.said))

    @cached_property
    def when(self) -> When | None:
        """The narrowest that an account gives; None where none is known."""
        known = [s.glimpse.when for s in self.accounts if s.glimpse.when is not None and s.glimpse.when.is_resolved]
        return min(known, key=lambda w: w.precision, default=None)

    @cached_property
    def location(self) -> Location | None:
        """The lead's, else the most precise that another gives."""
        if self.lead.location is not None:
            return self.lead.location
        return min((s.glimpse.location for s in self.accounts if s.glimpse.location), key=lambda x: x.precision, default=None)

    @cached_property
    def figure(self) -> Figure:
        """How many died, as the assessment has it: what the incident's page, the terminal and exports say, too."""
        return self.weigh()

    @property
    def killed(self) -> tuple[int | None, int | None]:
        """The range of the preferred number of dead and of those that are held against it; None is an open side."""
        return self.figure.low, self.figure.high

    @property
    def best(self) -> int | None:
        """The preferred number of dead."""
        return self.figure.best

    @cached_property
    def day(self) -> date | None:
        """The first day on which it may have happened; None where neither side is known."""
        return (self.when.earliest or self.when.latest) if self.when else None

    @cached_property
    def until(self) -> date | None:
        return (self.when.latest or self.when.earliest) if self.when else None

    @cached_property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2."""
        if self.location is None:
            return None
        return self.location.country or (self.location.place.country if self.location.place else None)

    @cached_property
    def countries(self) -> frozenset[str]:
        """Of all its accounts: rival ones stand side by side."""
        places = (s.glimpse.location for s in self.accounts)
        return frozenset(p.country for p in places if p is not None and p.country is not None)

    @cached_property
    def types(self) -> frozenset[IncidentType]:
        return frozenset(s.glimpse.type for s in self.accounts)

    @cached_property
    def order(self) -> tuple[bool, int, str]:
        """The latest first, those without a day at the end."""
        return (self.day is None, -(self.day.toordinal() if self.day else 0), self.id)

    @property
    def type(self) -> IncidentType:
        return self.lead.type

    @cached_property
    def reports(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.glimpse.report for s in self.accounts))

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.glimpse.outlet for s in self.accounts if s.glimpse.outlet))

    @property
    def first(self) -> date:
        return self.accounts[0].since

    @property
    def last(self) -> date:
        return self.accounts[-1].since

    @cached_property
    def last_dated(self) -> date | None:
        """The last day that one of its reports declares."""
        return max((s.since for s in self.accounts if s.is_dated), default=None)

    def named(self, role: Role) -> tuple[Part, ...]:
        return tuple(dict.fromkeys(p for s in self.accounts for p in s.glimpse.parts if p.role is role))

    @cached_property
    def actors(self) -> frozenset[str]:
        return frozenset(p.actor for s in self.accounts for p in s.glimpse.parts if p.actor)

    @property
    def is_actual(self) -> bool:
        """Whether it happened, as its lead puts it: planned, denied, drilled and generic ones did not."""
        return self.lead.realis in (Realis.ACTUAL, Realis.ATTEMPTED)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All incidents at a moment: the latest first, those without a day at the end."""

    summaries: tuple[Summary, ...]

    @cached_property
    def by_id(self) -> dict[str, Summary]:
        return {s.id: s for s in self.summaries}

    @cached_property
    def by_report(self) -> dict[str, tuple[Summary, ...]]:
        found: defaultdict[str, list[Summary]] = defaultdict(list)
        for summary in self.summaries:
            for report in summary.reports:
                found[report].append(summary)
        return {report: tuple(these) for report, these in found.items()}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which accounts came, ascending."""
        return tuple(sorted({seen.since for summary in self.summaries for seen in summary.accounts}))


class Overviews:
    """The overviews of one ledger, at the moments that were asked for last. Safe to ask from several threads.

    Of the ledger only what has changed since is read again (docs/decisions/0014).
    """

    def __init__(self, ledger: Ledger, gazetteer: Gazetteer) -> None:
        self._ledger = ledger
        self._gazetteer = gazetteer
        self._rules = rules(gazetteer)
        self._stamp = 0
        self._now: dict[str, Summary] = {}
        self._made: OrderedDict[Moment, tuple[str, Overview]] = OrderedDict()
        self._lock = Lock()

    def at(self, moment: Moment = NOW) -> Overview:
        version = self._ledger.version()
        with self._lock:
            now = self._kept(NOW, version, self._renewed)
            return now if moment.is_now else self._kept(moment, version, lambda: self._past(now, moment))

    def _kept(self, moment: Moment, version: str, make: Callable[[], Overview]) -> Overview:
        held = self._made.get(moment)
        if held is None or held[0] != version:
            held = self._made[moment] = (version, make())
        self._made.move_to_end(moment)
        while len(self._made) > _MOMENTS_KEPT:
            self._made.popitem(last=False)
        return held[1]

    def _renewed(self) -> Overview:
        """All incidents of now, from those that are held and those that have changed."""
        changed = self._ledger.changed(self._stamp, self._rules)
        weighed = {row.incident: row.killed for row in changed.rows}
        made = self._summaries((m for row in changed.rows for m in row.members), NOW, weighed)
        self._now |= {summary.id: summary for summary in made}
        self._stamp = max((row.stamp for row in changed.rows), default=self._stamp)
        if len(self._now) != changed.total:  # some are gone: merged, split, forgotten
            there = self._ledger.names()
            self._now = {name: summary for name, summary in self._now.items() if name in there}
        return Overview(summaries=latest_first(self._now.values()))

    def _past(self, now: Overview, moment: Moment) -> Overview:
        """As now, but for the incidents that were not what they are."""
        other = self._ledger.regrouped(moment)
        same = (summary for summary in now.summaries if summary.id not in other.gone)
        return Overview(summaries=latest_first([*same, *self._summaries(other.members, moment, {})]))

    def _summaries(
        self, members: Iterable[MembershipRow], moment: Moment, weighed: Mapping[str, Figure | None]
    ) -> Iterator[Summary]:
        """Of accounts in their incidents; those that nobody has weighed are when somebody asks."""
        rows = list(members)
        glimpses = {number: Glimpse.of(account) for number, account in self._ledger.accounts({m.account for m in rows}).items()}
        together: defaultdict[str, list[Seen]] = defaultdict(list)
        for row in rows:
            if (glimpse := glimpses.get(row.account)) is not None:  # forgotten meanwhile
                together[row.incident].append(Seen(glimpse=glimpse, since=row.since, is_dated=row.is_dated))
        for name, seen in together.items():
            ordered = sorted(seen, key=lambda s: (s.since, s.glimpse.report, s.glimpse.trigger))
            yield Summary(id=name, accounts=tuple(ordered), weigh=self._weigh(name, moment, weighed.get(name)))

    def _weigh(self, name: str, moment: Moment, known: Figure | None) -> Callable[[], Figure]:
        if known is not None:
            return lambda: known
        return lambda: weigh_one(self._ledger, name, self._gazetteer, moment)


def latest_first(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """By day, the latest first; those without one at the end, in the order of their ids."""
    return tuple(sorted(summaries, key=lambda s: s.order))
