"""Accounts and judgements to incidents: a pure function of both sets, whatever their order.

Joined are accounts whose judgements say *same*, the surest first, as long as nothing forbids it: two groups grow together only
where the judgements between them speak for it in sum, so that one doubtful bridge does not merge two well-known incidents.
What a rule excludes (*different* with probability 0) stays apart whatever speaks for it. An account without a day is no bridge
between days that lie weeks apart: two such groups may share no key, so that no judgement says it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Anchor, Judgement, Verdict, in_order
from overhorizon.domain.partition import Incident, Partition
from overhorizon.link.judge import WEEKS
from overhorizon.link.profile import Days, Profile

_SUREST: Final = 6.0  # in log odds: one judgement never outweighs any number of others
_UNSURE: Final = 0.02  # of a verdict by rule that names no incident of its own: the probability that weighs against a join


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """Judgements moved to the anchors that accounts have now, and persons' judgements that no account answers to any more."""

    judgements: tuple[Judgement, ...]
    orphans: tuple[Judgement, ...]


def partition(accounts: Iterable[Account], judgements: Iterable[Judgement]) -> Partition:
    """Every account in one incident. Judgements on accounts that are not given are left out; a person's wins over any rule."""
    by_anchor = {a.anchor: a for a in accounts}
    known = [by_anchor[anchor] for anchor in sorted(by_anchor)]
    persons, rules = _sorted_out(judgements, {account.anchor: number for number, account in enumerate(known)})
    groups = _Groups([Profile(account=account).day for account in known])
    for pair, one in persons:  # the latest first: it wins over an older one that says otherwise
        groups.decide(pair, one)
    kept = [(pair, one) for pair, one in rules if pair not in groups.decided]
    groups.learn(kept)
    groups.grow()
    return _as_partition(known, groups, [*persons, *kept])


def one_incident(accounts: Iterable[Account]) -> Partition | None:
    """The partition of accounts that *same* connects and of which every pair is held to be rather one incident than two.

    Then every sum that `partition` weighs is positive and nothing bars a join, so that all of them are one incident, whatever the order.
    None where their days alone could part them, or two stand at the same words.
    """
    known = list(accounts)
    days = [day for account in known if (day := Profile(account=account).day) is not None]
    if days and (max(d.first for d in days) - min(d.last for d in days)).days >= WEEKS:
        return None
    if len({account.anchor for account in known}) < len(known):
        return None
    ordered = sorted(known, key=_earliest)
    return Partition(incidents=(Incident(members=tuple(account.anchor for account in ordered)),))


def _earliest(account: Account) -> tuple[date, Anchor]:
    return account.since, account.anchor


Pair = tuple[int, int]
"""Two accounts by their places in the order of anchors, the lower first: a large incident has ten thousands of pairs."""
Held = tuple[Pair, Judgement]


def _sorted_out(judgements: Iterable[Judgement], number_of: Mapping[Anchor, int]) -> tuple[list[Held], list[Held]]:
    """Persons' judgements, of each pair the latest, newest first; rules' in the order of their pairs."""
    persons: dict[str, Held] = {}
    rules: dict[Pair, list[Judgement]] = {}
    for one in judgements:
        first, second = number_of.get(one.first), number_of.get(one.second)
        if first is None or second is None:
            continue
        pair = (first, second) if first < second else (second, first)
        if one.by_person:
            persons[one.id] = pair, one
        else:
            rules.setdefault(pair, []).append(one)
    latest: dict[Pair, Judgement] = {}
    for pair, one in sorted(persons.values(), key=lambda held: _when_said(held[1]), reverse=True):
        latest.setdefault(pair, one)
    return list(latest.items()), [(pair, one) for pair in sorted(rules) for one in _each_once(rules[pair])]


def _each_once(judgements: Sequence[Judgement]) -> Sequence[Judgement]:
    """By id, which costs a hash and is asked for only where several rules speak of one pair."""
    if len(judgements) == 1:
        return judgements
    by_id = {j.id: j for j in judgements}
    return [by_id[name] for name in sorted(by_id)]


def _when_said(judgement: Judgement) -> tuple[float, str]:
    assert judgement.at is not None
    return judgement.at.timestamp(), judgement.id


class _Groups:
    """Groups of accounts under way: who leads each, what forbids joins, and the sums of what is held between groups."""

    def __init__(self, days: Sequence[Days | None]) -> None:
        size = len(days)
        self.leader = list(range(size))
        self.barred: list[set[int]] = [set() for _ in range(size)]
        self.odds: list[dict[int, float]] = [{} for _ in range(size)]
        self.joins: list[tuple[float, Pair]] = []
        self.decided: set[Pair] = set()
        self.days: list[tuple[Days, ...]] = [(day,) if day else () for day in days]  # known to a week, that members put forward

    def of(self, number: int) -> int:
        leader = self.leader
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    def decide(self, pair: Pair, judgement: Judgement) -> None:
        """A person's verdict: it joins or bars, unless a later one forbids that."""
        if judgement.verdict is Verdict.UNSURE:
            return  # a person who withdraws leaves it to the rules
        self.decided.add(pair)
        one, other = map(self.of, pair)
        if one == other:
            return
        if judgement.verdict is not Verdict.SAME:
            self._bar(one, other)
        elif other not in self.barred[one]:
            self._join(one, other)

    def learn(self, held: Iterable[Held]) -> None:
        """Rules' judgements: what speaks for and against each pair of groups."""
        for pair, judgement in held:
            one, other = self.of(pair[0]), self.of(pair[1])
            if one == other:
                continue
            if judgement.verdict is Verdict.DIFFERENT and judgement.probability == 0:
                self._bar(one, other)
            weight = _weight(judgement)
            self.odds[one][other] = self.odds[other][one] = self.odds[one].get(other, 0.0) + weight
            if judgement.verdict is Verdict.SAME:
                self.joins.append((-weight, pair))

    def grow(self) -> None:
        """Join along *same*, the surest first, again until nothing more joins."""
        waiting = [pair for _, pair in sorted(self.joins)]
        while True:
            left = [pair for pair in waiting if not self._joined_along(pair)]
            if len(left) == len(waiting):
                return
            waiting = left

    def _joined_along(self, pair: Pair) -> bool:
        one, other = self.of(pair[0]), self.of(pair[1])
        if one == other:
            return True
        if other in self.barred[one] or self.odds[one].get(other, 0.0) <= 0 or self._weeks_apart(one, other):
            return False
        self._join(one, other)
        return True

    def _weeks_apart(self, one: int, other: int) -> bool:
        mine, theirs = self.days[one], self.days[other]
        return bool(mine and theirs) and min(a.apart(b) for a in mine for b in theirs) >= WEEKS

    def _bar(self, one: int, other: int) -> None:
        self.barred[one].add(other)
        self.barred[other].add(one)

    def _join(self, one: int, other: int) -> None:
        head, tail = (one, other) if one < other else (other, one)
        self.days[head] = tuple(sorted({*self.days[head], *self.days[tail]}, key=lambda d: (d.first, d.last, d.words)))
        self.leader[tail] = head
        for third, weight in self.odds[tail].items():
            del self.odds[third][tail]
            if third != head:
                self.odds[head][third] = self.odds[third][head] = self.odds[head].get(third, 0.0) + weight
        for third in self.barred[tail]:
            self.barred[third].discard(tail)
            self.barred[third].add(head)
            self.barred[head].add(third)
        self.odds[tail], self.barred[tail] = {}, set()


def _weight(judgement: Judgement) -> float:
    """Log odds of *same*, bounded; part-of and rival speak against a join like a rule that is sure."""
    chance = judgement.probability if judgement.probability is not None else 0.5
    if judgement.verdict in (Verdict.PART_OF, Verdict.RIVAL):
        chance = min(chance, _UNSURE)
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return max(-_SUREST, min(_SUREST, math.log(chance / (1 - chance))))


def _as_partition(known: Sequence[Account], groups: _Groups, held: Sequence[Held]) -> Partition:
    members: dict[int, list[Account]] = defaultdict(list)
    for number, account in enumerate(known):
        members[groups.of(number)].append(account)

    incidents = {
        head: Incident(members=tuple(account.anchor for account in sorted(group, key=_earliest)))
        for head, group in members.items()
    }
    first = {head: min(map(_earliest, group)) for head, group in members.items()}
    linked: dict[Verdict, set[Pair]] = {Verdict.PART_OF: set(), Verdict.RIVAL: set()}
    for pair, judgement in held:
        if judgement.verdict in linked:
            low, high = (groups.of(number) for number in pair)
            one, other = (low, high) if judgement.first < judgement.second else (high, low)
            if one != other:
                linked[judgement.verdict].add((one, other))
    ids = {head: incident.id for head, incident in incidents.items()}
    return Partition(
        incidents=tuple(incidents[head] for head in sorted(incidents, key=lambda head: first[head])),
        parts=tuple(sorted((ids[part], ids[whole]) for part, whole in linked[Verdict.PART_OF])),
        rivals=tuple(sorted({(min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in linked[Verdict.RIVAL]})),
    )


def attach(accounts: Iterable[Account], judgements: Iterable[Judgement]) -> Attached:
    """Persons' judgements on the accounts of a newer analysis: by their anchor, or by the one account whose words touch it."""
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_report[account.report].append(account)
    kept, orphans = [], []
    for judgement in judgements:
        first, second = (_answering(by_report.get(end.report, []), end) for end in (judgement.first, judgement.second))
        if first is None or second is None or first == second:
            orphans.append(judgement)
        else:
            kept.append(_moved(judgement, first, second))
    return Attached(judgements=tuple(kept), orphans=tuple(orphans))


def _answering(accounts: Sequence[Account], anchor: Anchor) -> Anchor | None:
    exact = [a.anchor for a in accounts if a.anchor == anchor]
    touching = exact or [a.anchor for a in accounts if a.is_at(anchor)]
    return touching[0] if len(touching) == 1 else None


def _moved(judgement: Judgement, first: Anchor, second: Anchor) -> Judgement:
    first, second = in_order(first, second, judgement.verdict)
    return replace(judgement, first=first, second=second)
