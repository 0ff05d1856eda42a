"""Every incident of a ledger in a few facts each, kept in memory: what lists, maps and timelines are made from.

An account is read once in the life of the process and kept without its words; which accounts make an incident is asked anew whenever the
ledger has changed. So a view of 30,000 incidents costs what its page costs, not what the ledger weighs.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Final

from overhorizon.domain.accounts import Account
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.incidents import IncidentType, Prominence, Realis, Role
from overhorizon.domain.places import Location
from overhorizon.domain.rivals import counted, span_of
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm
from overhorizon.store.ledger import Ledger
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
    """An incident in a few facts; ``accounts`` the earliest first."""

    id: str
    accounts: tuple[Seen, ...]

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
    def killed(self) -> tuple[int | None, int | None]:
        """From the lowest to the highest number of dead that anybody gives; None is an open side."""
        return span_of([count for s in self.accounts for count in s.glimpse.killed])

    @cached_property
    def best(self) -> int | None:
        """The number of dead that most accounts put forward, of equals the one that came last. The assessment weighs who holds it, too."""
        put_forward = [n for s in self.accounts if (n := _number(s.glimpse.killed)) is not None]
        return max(reversed(put_forward), key=put_forward.count, default=None)

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
    """The overviews of one ledger, at the moments that were asked for last. Safe to ask from several threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._glimpses: dict[int, Glimpse] = {}
        self._made: OrderedDict[Moment, tuple[str, Overview]] = OrderedDict()
        self._lock = Lock()

    def at(self, moment: Moment = NOW) -> Overview:
        version = self._ledger.version()
        with self._lock:
            held = self._made.get(moment)
            if held is not None and held[0] == version:
                self._made.move_to_end(moment)
                return held[1]
            made = self._make(moment)
            self._made[moment] = (version, made)
            while len(self._made) > _MOMENTS_KEPT:
                self._made.popitem(last=False)
            return made

    def _make(self, moment: Moment) -> Overview:
        rows = self._ledger.memberships(moment)
        missing = {row.account for row in rows} - self._glimpses.keys()
        for number, account in self._ledger.accounts(missing).items():
            self._glimpses[number] = Glimpse.of(account)
        together: defaultdict[str, list[Seen]] = defaultdict(list)
        for row in rows:
            if (glimpse := self._glimpses.get(row.account)) is not None:  # forgotten meanwhile
                together[row.incident].append(Seen(glimpse=glimpse, since=row.since, is_dated=row.is_dated))
        if moment.is_now:
            self._forget({row.account for row in rows})
        return Overview(summaries=latest_first(_summary(name, seen) for name, seen in together.items()))

    def _forget(self, kept: set[int]) -> None:
        """Let go what stands no more, so that a forgotten report is forgotten here, too."""
        if len(self._glimpses) > len(kept):
            self._glimpses = {row: glimpse for row, glimpse in self._glimpses.items() if row in kept}


def _number(counts: Sequence[Count]) -> int | None:
    """The first number that an account gives, "at least" and "up to" among them."""
    return next((n for c in counts for n in (c.best, c.low, c.high) if n is not None), None)


def _summary(name: str, seen: Sequence[Seen]) -> Summary:
    return Summary(id=name, accounts=tuple(sorted(seen, key=lambda s: (s.since, s.glimpse.report, s.glimpse.trigger))))


def latest_first(summaries: Iterable[Summary]) -> tuple[Summary, ...]:
    """By day, the latest first; those without one at the end, in the order of their ids."""
    return tuple(sorted(summaries, key=lambda s: (s.day is None, -(s.day.toordinal() if s.day else 0), s.id)))
