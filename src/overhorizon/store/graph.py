"""Reading what joins accounts: the graph around some of them, among the runs that stand, and the incidents that it makes.

Everything goes through `active_runs`, so that it holds at any moment (`moments`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from overhorizon import pipeline
from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.domain.partition import Partition
from overhorizon.store import judging
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks, standing_among
from overhorizon.store.linking import Linked, add_links

JOINING: Final = frozenset({Verdict.SAME})
RELATING: Final = frozenset({Verdict.SAME, Verdict.PART_OF, Verdict.RIVAL})

Pair = tuple[int, int]

_LINKS = tuple(select(t.links).where(end.in_(bindparam("ids", expanding=True))) for end in (t.links.c.first, t.links.c.second))
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

    def memberships(self) -> Iterator[dict[str, Any]]:
        """Rows of `memberships`."""
        rows = defaultdict(list)
        for row, account in self.accounts.items():
            rows[account.anchor].append(row)
        for incident in self.partition().incidents:
            yield from ({"account": row, "incident": incident.id} for anchor in incident.members for row in rows[anchor])


def around(
    connection: Connection, seeds: Iterable[int], *, along: Collection[Verdict] = JOINING, fresh: Iterable[Linked] = ()
) -> Graph:
    """All accounts that stand and are reached from the seeds along such verdicts, with all that is held of them.

    ``fresh`` are judgements that the ledger does not hold: those by rule that say *different*.
    """
    graph, seen, frontier = Graph(), set[int](), set(seeds)
    rows: dict[Pair, tuple[Verdict, float]] = {}
    by_person: dict[str, Judgement] = {}
    while frontier:
        seen |= frontier
        loaded = standing_among(connection, frontier)
        graph.accounts |= loaded
        rows |= (reached := dict(links_of(connection, loaded)))
        ends = [pair for pair, (verdict, _) in reached.items() if verdict in along]
        for pair, judgement in judging.of_reports(connection, {a.report for a in loaded.values()}):
            by_person[judgement.id] = judgement
            if judgement.verdict in along:
                ends.append(pair)
        frontier = {row for pair in ends for row in pair} - seen
    for pair, (verdict, probability) in rows.items():
        if pair[0] in graph.accounts and pair[1] in graph.accounts:
            graph.rules[pair] = rule(graph.accounts, pair, verdict, probability)
    graph.persons = tuple(by_person.values())
    for first, second, judgement in fresh:
        if first in graph.accounts and second in graph.accounts:
            graph.rules.setdefault((first, second), judgement)
    return graph


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


def regroup(connection: Connection, seeds: Iterable[int], fresh: Collection[Linked] = ()) -> None:
    """Make the memberships of the seeds, and of all that they are joined with, anew."""
    against = [link for link in fresh if link[2].verdict is Verdict.DIFFERENT]
    graph = around(connection, seeds, fresh=against)
    add_links(connection, completed(connection, graph))
    add_links(connection, (link for link in against if link[:2] in graph.rules))
    leave(connection, graph.accounts)
    if rows := list(graph.memberships()):
        connection.execute(_JOIN, rows)


def leave(connection: Connection, rows: Collection[int]) -> None:
    """Take accounts out of their incidents."""
    for ids in in_chunks(rows):
        connection.execute(_LEAVE, {"ids": ids})


def links_of(connection: Connection, rows: Collection[int]) -> Iterator[tuple[Pair, tuple[Verdict, float]]]:
    """What the ledger holds by rule of these accounts and any others."""
    for ids in in_chunks(rows):
        for query in _LINKS:
            for row in connection.execute(query, {"ids": ids}):
                yield (row.first, row.second), (Verdict(row.verdict), row.probability)
