"""What surveillance looks at, counted from the ledger: incidents by week, days with reports, sightings of actors. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from overhorizon.domain.accounts import Account
from overhorizon.domain.incidents import Realis, Role
from overhorizon.domain.surveillance import Sighting, Week
from overhorizon.domain.watches import Theatre

_WIDEST: Final = 14  # days between the bounds of an incident that may still be counted in a week
_ACTING: Final = (Role.PERPETRATOR, Role.CLAIMANT, Role.PARTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One incident, as far as counting goes: its accounts."""

    incident: str
    accounts: tuple[Account, ...]

    @property
    def day(self) -> date:
        """The day by which it is counted: the earliest that an account puts it on, to the week at least; else that of its first report."""
        whens = (a.mention.when for a in self.accounts)
        days = [w.earliest for w in whens if w is not None and w.earliest and w.latest and (w.latest - w.earliest).days < _WIDEST]
        return min(days) if days else min(a.since for a in self.accounts)

    @property
    def actors(self) -> frozenset[str]:
        """Registry ids of those who acted, as any account has it."""
        return frozenset(
            r.value.party.actor.id
            for a in self.accounts
            for r in a.mention.roles
            if r.value is not None and r.value.role in _ACTING and r.value.party.actor is not None
        )

    def is_in(self, theatre: Theatre) -> bool:
        """Whether any account puts it in the theatre, or gives a part in it to one of the theatre's actors."""
        return any(
            any(r.value is not None and theatre.holds(r.value) for r in a.mention.places)
            or any(r.value is not None and theatre.knows(r.value.party) for r in a.mention.roles)
            for a in self.accounts
        )


def incidents(accounts: Iterable[tuple[str, Account]]) -> tuple[Told, ...]:
    """Accounts by incident, of what is said to have happened."""
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for incident, account in accounts:
        if account.mention.realis in (Realis.ACTUAL, Realis.ATTEMPTED):
            found[incident].append(account)
    return tuple(Told(incident=name, accounts=tuple(found[name])) for name in sorted(found))


def weekly(told: Iterable[Told], reports: Mapping[date, int]) -> tuple[Week, ...]:
    """Incidents by week, from the first week with a report to the last; ``reports`` are all those read, by day of publication."""
    volumes = Counter[date]()
    for day, number in reports.items():
        volumes[monday(day)] += number
    if not volumes:
        return ()
    counts = Counter(monday(one.day) for one in told)
    first, last = min(volumes), max(volumes)
    mondays = (first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1))
    return tuple(Week(monday=m, count=counts[m], volume=volumes[m]) for m in mondays)


def monday(day: date) -> date:
    """Of the day's week."""
    return day - timedelta(days=day.weekday())


def days_told(told: Iterable[Told]) -> tuple[date, ...]:
    """The days on which reports told of these incidents, each once."""
    return tuple(sorted({a.since for one in told for a in one.accounts}))


def sightings(told: Sequence[Told]) -> tuple[Sighting, ...]:
    """Each actor at each place of each incident once, on the day of its first report."""
    found: set[Sighting] = set()
    for one in told:
        day = min(a.since for a in one.accounts)
        places = {
            (r.value.country, r.value.place.admin1 if r.value.place else None)
            for a in one.accounts
            for r in a.mention.places[:1]
            if r.value is not None and r.value.country
        }
        found |= {Sighting(actor=a, country=c, admin1=d, day=day) for a in one.actors for c, d in places if c}
    return tuple(sorted(found, key=lambda s: (s.day, s.actor, s.country, s.admin1 or "")))
