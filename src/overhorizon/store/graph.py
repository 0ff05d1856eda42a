"""Reading what joins accounts: the graph around some of them, among the runs that stand, and the incidents that it makes.

Everything goes through `active_runs`, so that it holds at any moment (`moments`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from overhorizon import pipeline
from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.domain.partition import Partition
from overhorizon.store import judging, summing
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks, standing_among
from overhorizon.store.linking import Linked, add_links

JOINING: Final = frozenset({Verdict.SAME})
RELATING: Final = frozenset({Verdict.SAME, Verdict.PART_OF, Verdict.RIVAL})

Pair = tuple[int, int]

_LINKS = select(t.links).where(t.links.c.first.in_(bindparam("ids", expanding=True)))
_REACHED = tuple(
    select(far)
    .where(near.in_(bindparam("ids", expanding=True)), t.links.c.verdict.in_(bindparam("along", expanding=True)))
    .distinct()
    for near, far in ((t.links.c.first, t.links.c.second), (t.links.c.second, t.links.c.first))
)
_AGREEING = (
    select(func.count())
    .select_from(t.links)
    .where(
        t.links.c.first.in_(bindparam("ids", expanding=True)),
        t.links.c.second.in_(bindparam("others", expanding=True)),
        t.links.c.verdict.in_([Verdict.SAME.value, Verdict.UNSURE.value]),
        t.links.c.probability > 0.5,
    )
)
_VERDICTS: Final = {verdict.value: verdict for verdict in Verdict}
_THERE = select(t.memberships.c.account, t.memberships.c.incident).where(
    t.memberships.c.account.in_(bindparam("ids", expanding=True))
)
_KEYS = select(t.account_keys).where(t.account_keys.c.account.in_(bindparam("ids", expanding=True)))
_LEAVE = delete(t.memberships).where(t.memberships.c.account.in_(bindparam("ids", expanding=True)))
_JOIN = insert(t.memberships)


@dataclass(slots=True)
class Graph:
    """Accounts that stand, by row, and what is held of pairs of them: by rule one judgement a pair, by persons any number."""

    accounts: dict[int, Account] = field(default_factory=dict)
    rules: dict[Pair, Judgement] = field(default_factory=dict)
    persons: tuple[Judgement, ...] = ()

    def partition(self) -> Partition:
        return pipeline.incidents_of(self.accounts.values(), (*self.rules.values(), *self.persons))

    def memberships(self, partition: Partition) -> Iterator[dict[str, Any]]:
        """Rows of `memberships`, of a partition of its accounts."""
        rows = defaultdict(list)
        for row, account in self.accounts.items():
            rows[account.anchor].append(row)
        for incident in partition.incidents:
            yield from ({"account": row, "incident": incident.id} for anchor in incident.members for row in rows[anchor])


def around(
    connection: Connection, seeds: Iterable[int], *, along: Collection[Verdict] = JOINING, fresh: Iterable[Linked] = ()
) -> Graph:
    """All accounts that stand and are reached from the seeds along such verdicts, with all that is held of them.

    ``fresh`` are judgements that the ledger does not hold: those by rule that say *different*.
    """
    return _ruled(connection, reached(connection, seeds, along=along), fresh)


def reached(connection: Connection, seeds: Iterable[int], *, along: Collection[Verdict] = JOINING) -> Graph:
    """As `around`, without what the rules hold: an incident of a hundred accounts has five thousand pairs."""
    graph, seen, frontier = Graph(), set[int](), set(seeds)
    by_person: dict[str, Judgement] = {}
    names = [verdict.value for verdict in along]
    while frontier:
        seen |= frontier
        loaded = standing_among(connection, frontier)
        graph.accounts |= loaded
        ends: set[int] = set()
        for ids in in_chunks(loaded):
            for query in _REACHED:
                ends.update(connection.execute(query, {"ids": ids, "along": names}).scalars())
        for pair, judgement in judging.of_reports(connection, {a.report for a in loaded.values()}):
            by_person[judgement.id] = judgement
            if judgement.verdict in along:
                ends.update(pair)
        frontier = ends - seen
    graph.persons = tuple(by_person.values())
    return graph


def _ruled(connection: Connection, graph: Graph, fresh: Iterable[Linked] = ()) -> Graph:
    """With what the rules hold of pairs among its accounts."""
    accounts = graph.accounts
    for ids in in_chunks(accounts):
        for first, second, verdict, probability in connection.execute(_LINKS, {"ids": ids}):
            if second in accounts:
                graph.rules[first, second] = rule(accounts, (first, second), _VERDICTS[verdict], probability)
    for first, second, judgement in fresh:
        if first in accounts and second in accounts:
            graph.rules.setdefault((first, second), judgement)
    return graph


def agreed(connection: Connection, graph: Graph) -> Partition | None:
    """One incident, where the rules hold every pair of the accounts that *same* connects to be rather one than two; else None.

    Counting the pairs is the database's work: none of them needs to be looked at. A property test compares with the partition.
    """
    size = len(graph.accounts)
    if graph.persons:
        return None
    counted = (
        connection.execute(_AGREEING, {"ids": ids, "others": others}).scalar_one()
        for ids in in_chunks(graph.accounts)
        for others in in_chunks(graph.accounts)
    )
    return pipeline.agreed(graph.accounts.values()) if 2 * sum(counted) == size * (size - 1) else None


def rule(accounts: dict[int, Account], pair: Pair, verdict: Verdict, probability: float) -> Judgement:
    """A stored link as a judgement, without features and reason: `pipeline.judge_pairs` gives them back."""
    first, second = in_order(accounts[pair[0]].anchor, accounts[pair[1]].anchor, verdict)
    return Judgement(first=first, second=second, verdict=verdict, reason="", probability=probability)


def completed(connection: Connection, graph: Graph) -> list[Linked]:
    """Judge the pairs that share a key and that the ledger does not hold, because they said *different*; those that were judged.

    A partition weighs what speaks against a join, too, but only among accounts that something joins.
    """
    if 2 * len(graph.rules) >= len(graph.accounts) * (len(graph.accounts) - 1):
        return []
    held = {frozenset(pair) for pair in graph.rules}
    by_key: dict[int, list[int]] = defaultdict(list)
    for ids in in_chunks(graph.accounts):
        for row in connection.execute(_KEYS, {"ids": ids}):
            by_key[row.key].append(row.account)
    missing = sorted({pair for rows in by_key.values() for pair in combinations(sorted(rows), 2)})
    at = {row: account.anchor for row, account in graph.accounts.items()}  # two accounts at the same words are one to judge
    missing = [(a, b) for a, b in missing if frozenset((a, b)) not in held and at[a] != at[b]]
    judged = pipeline.judge_pairs((graph.accounts[a], graph.accounts[b]) for a, b in missing)
    found: list[Linked] = []
    for (a, b), judgement in zip(missing, judged, strict=True):
        pair = (a, b) if graph.accounts[a].anchor == judgement.first else (b, a)
        graph.rules[pair] = judgement
        found.append((*pair, judgement))
    return found


def parted(connection: Connection, graph: Graph, fresh: Iterable[Linked] = ()) -> tuple[Partition, list[Linked]]:
    """The incidents of accounts as `reached` gives them, and what says *different* of them and is not in the ledger.

    ``fresh`` are judgements by rule, of which the ledger holds those that do not say so.
    """
    if (found := agreed(connection, graph)) is not None:
        return found, []
    against = [link for link in fresh if link[2].verdict is Verdict.DIFFERENT]
    _ruled(connection, graph, against)
    judged = completed(connection, graph)
    return graph.partition(), [*judged, *(link for link in against if link[:2] in graph.rules)]


def regroup(connection: Connection, seeds: Iterable[int], fresh: Collection[Linked] = ()) -> None:
    """Make the memberships of the seeds, and of all that they are joined with, anew."""
    left, renewed = set(seeds), list[tuple[set[str], dict[int, Account], bool]]()
    while left:
        graph = reached(connection, [seed := min(left)])
        left -= {seed, *graph.accounts}
        if not graph.accounts:  # of a run that stands no more
            continue
        partition, judged = parted(connection, graph, fresh)
        add_links(connection, judged)
        rows = list(graph.memberships(partition))
        names = {row["incident"] for row in rows}
        renewed.append((names, graph.accounts, _keep(connection, rows)))
    for (
        names,
        accounts,
        is_new,
    ) in renewed:  # after all of them: what leaves one component takes the row of its old incident along
        if is_new or not summing.holds(connection, names, accounts):
            summing.renew(connection, names, accounts)


def _keep(connection: Connection, rows: Sequence[dict[str, Any]]) -> bool:
    """Let accounts be in these incidents; most of them are already. Whether any was not."""
    wanted = {row["account"]: row["incident"] for row in rows}
    there = {account: incident for ids in in_chunks(wanted) for account, incident in connection.execute(_THERE, {"ids": ids})}
    leave(connection, [account for account, incident in there.items() if wanted[account] != incident])
    if new := [row for row in rows if there.get(row["account"]) != row["incident"]]:
        connection.execute(_JOIN, new)
    return bool(new)


def leave(connection: Connection, rows: Collection[int]) -> None:
    """Take accounts out of their incidents."""
    summing.drop(connection, rows)
    for ids in in_chunks(rows):
        connection.execute(_LEAVE, {"ids": ids})
