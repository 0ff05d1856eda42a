"""One row an incident, kept with its memberships in one transaction: what joins it, from when on it exists, and how many died.

The first two are the ledger's own; what is weighed needs the gazetteer, and is written by whoever has one (`runs/weighing`).
docs/decisions/0014 says why.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Verdict
from overhorizon.store import judging
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks
from overhorizon.store.rows import Changed, Figure, MembershipRow, SummaryRow

_ADD = insert(t.summaries)
_OF_ACCOUNTS = select(t.memberships.c.incident).where(t.memberships.c.account.in_(bindparam("ids", expanding=True)))
_DROP = delete(t.summaries).where(t.summaries.c.incident.in_(bindparam("names", expanding=True)))
_MEMBERS = (
    select(t.memberships.c.account, t.memberships.c.incident, t.active_runs.c.since, t.active_runs.c.dated)
    .join_from(t.memberships, t.accounts, t.accounts.c.id == t.memberships.c.account)
    .join(t.active_runs, t.active_runs.c.run == t.accounts.c.run)
)
_OF_REPORTS: Final = (
    select(t.memberships.c.incident)
    .join_from(t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run)
    .join(t.memberships, t.memberships.c.account == t.accounts.c.id)
    .where(t.active_runs.c.report.in_(bindparam("ids", expanding=True)))
)
_JOINED = select(t.summaries.c.incident, t.summaries.c.component, t.summaries.c.first, t.summaries.c.last).where(
    t.summaries.c.incident.in_(bindparam("names", expanding=True))
)
_WEIGHED = (
    update(t.summaries)
    .where(t.summaries.c.stamp == bindparam("of"))
    .values(rules=bindparam("by"), low=bindparam("at_least"), best=bindparam("most_likely"), high=bindparam("at_most"))
)


def drop(connection: Connection, accounts: Collection[int]) -> None:
    """Before accounts leave their incidents: these are no longer what they were."""
    for ids in in_chunks(accounts):
        names = sorted(set(connection.execute(_OF_ACCOUNTS, {"ids": ids}).scalars()))
        connection.execute(_DROP, {"names": names})


def renew(connection: Connection, incidents: Iterable[str], component: dict[int, Account]) -> None:
    """After the accounts of a component were put into incidents."""
    names, days = sorted(set(incidents)), [account.since for account in component.values()]
    for some in in_chunks(names):
        connection.execute(_DROP, {"names": some})
    joined = {"component": min(component), "first": min(days), "last": max(days)}
    connection.execute(_ADD, [{"incident": name, **joined} for name in names])


def holds(connection: Connection, incidents: Iterable[str], component: dict[int, Account]) -> bool:
    """Whether the rows of a component's incidents say what it is."""
    days = [account.since for account in component.values()]
    joined = (min(component), min(days), max(days))
    found = [row for some in in_chunks(set(incidents)) for row in connection.execute(_JOINED, {"names": some})]
    return len(found) == len(set(incidents)) and all(tuple(row)[1:] == joined for row in found)


def unweigh(connection: Connection, reports: Collection[str]) -> None:
    """After a person corrected a report: what its incidents say is to be weighed again."""
    for ids in in_chunks(reports):
        names = sorted(set(connection.execute(_OF_REPORTS, {"ids": ids}).scalars()))
        rows = [dict(row._mapping) for row in connection.execute(_JOINED, {"names": names})]
        connection.execute(_DROP, {"names": names})
        if rows:
            connection.execute(_ADD, rows)


def fill(connection: Connection) -> None:
    """Make the rows of a ledger that an older version wrote."""
    members: dict[int, str] = {}
    since = {}
    for row in connection.execute(_MEMBERS):
        members[row.account], since[row.account] = row.incident, row.since
    for rows in components(connection, members):
        days = [since[row] for row in rows]
        joined = {"component": min(rows), "first": min(days), "last": max(days)}
        connection.execute(_ADD, [{"incident": name, **joined} for name in sorted({members[row] for row in rows})])


def components(connection: Connection, rows: Collection[int]) -> list[list[int]]:
    """Accounts that stand, parted into those that *same* joins, directly or through others."""
    leader = {row: row for row in rows}

    def of(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    for first, second in _same(connection):
        if first in leader and second in leader:
            leader[of(second)] = of(first)
    groups: dict[int, list[int]] = defaultdict(list)
    for row in sorted(leader):
        groups[of(row)].append(row)
    return list(groups.values())


def _same(connection: Connection) -> Iterator[tuple[int, int]]:
    links = select(t.links.c.first, t.links.c.second).where(t.links.c.verdict == Verdict.SAME.value)
    yield from ((first, second) for first, second in connection.execute(links))
    reports = set(connection.execute(select(t.active_runs.c.report)).scalars())
    yield from (pair for pair, judgement in judging.of_reports(connection, reports) if judgement.verdict is Verdict.SAME)


def changed(connection: Connection, after: int, rules: str) -> Changed:
    """Incidents that changed after a stamp, with their accounts; what other rules weighed is not weighed."""
    s = t.summaries
    found = connection.execute(select(s).where(s.c.stamp > after).order_by(s.c.stamp)).all()
    members: defaultdict[str, list[MembershipRow]] = defaultdict(list)
    query = _MEMBERS.join(s, s.c.incident == t.memberships.c.incident).where(s.c.stamp > after)
    for row in connection.execute(query):
        members[row.incident].append(
            MembershipRow(account=row.account, incident=row.incident, since=row.since, is_dated=row.dated)
        )
    rows = tuple(
        SummaryRow(
            stamp=row.stamp,
            incident=row.incident,
            members=tuple(members[row.incident]),
            killed=Figure(low=row.low, best=row.best, high=row.high) if row.rules == rules else None,
        )
        for row in found
    )
    return Changed(rows=rows, total=connection.execute(select(func.count()).select_from(s)).scalar_one())


def names(connection: Connection) -> frozenset[str]:
    """The ids of all incidents."""
    return frozenset(connection.execute(select(t.summaries.c.incident)).scalars())


def unweighed(connection: Connection, rules: str) -> list[tuple[int, str]]:
    """Stamps and ids of incidents that these rules have not weighed."""
    s = t.summaries
    query = select(s.c.stamp, s.c.incident).where(or_(s.c.rules.is_(None), s.c.rules != rules))
    return [(stamp, incident) for stamp, incident in connection.execute(query.order_by(s.c.stamp))]


def keep(connection: Connection, weighed: Iterable[tuple[int, Figure]], rules: str) -> None:
    """Keep what was weighed; of what has changed since nothing."""
    rows = [
        {"of": stamp, "by": rules, "at_least": figure.low, "most_likely": figure.best, "at_most": figure.high}
        for stamp, figure in weighed
    ]
    if rows:
        connection.execute(_WEIGHED, rows)
