"""Accounts and judgements to incidents: a pure function of both sets, whatever their order.

Joined are accounts whose judgements say *same*, the surest first, as long as nothing forbids it: two groups grow together only
where the judgements between them speak for it in sum, so that one doubtful bridge does not merge two well-known incidents.
What a rule excludes (*different* with probability 0) stays apart whatever speaks for it. An account without a day is no bridge
between days that lie weeks apart: two such groups may share no key, so that no judgement says it.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    known = {a.anchor: a for a in accounts}
    groups = _Groups(known)
    persons, rules = _sorted_out(judgements, known)
    for one in persons:  # the latest first: it wins over an older one that says otherwise
        groups.decide(one)
    groups.learn(j for j in rules if j.pair not in groups.decided)
    groups.grow()
    return _as_partition(groups, [*persons, *(j for j in rules if j.pair not in groups.decided)])


def _sorted_out(judgements: Iterable[Judgement], known: Mapping[Anchor, Account]) -> tuple[list[Judgement], list[Judgement]]:
    """Persons' judgements, of each pair the latest, newest first; rules' in the order of their pairs."""
    held = {j.id: j for j in judgements if j.first in known and j.second in known}
    latest: dict[tuple[Anchor, Anchor], Judgement] = {}
    for one in sorted((j for j in held.values() if j.at is not None), key=_when_said, reverse=True):
        latest.setdefault(one.pair, one)
    rules = sorted((j for j in held.values() if not j.by_person), key=lambda j: (j.pair, j.id))
    return list(latest.values()), rules


def _when_said(judgement: Judgement) -> tuple[float, str]:
    assert judgement.at is not None
    return judgement.at.timestamp(), judgement.id


@dataclass(slots=True)
class _Groups:
    """Groups of accounts under way: who leads each, what forbids joins, and the sums of what is held between groups."""

    known: Mapping[Anchor, Account]
    leader: dict[Anchor, Anchor] = field(default_factory=dict)
    barred: dict[Anchor, set[Anchor]] = field(default_factory=lambda: defaultdict(set))
    odds: dict[Anchor, dict[Anchor, float]] = field(default_factory=lambda: defaultdict(dict))
    joins: list[Judgement] = field(default_factory=list)
    decided: set[tuple[Anchor, Anchor]] = field(default_factory=set)
    days: dict[Anchor, tuple[Days, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.leader = {anchor: anchor for anchor in self.known}

    def of(self, anchor: Anchor) -> Anchor:
        while self.leader[anchor] != anchor:
            self.leader[anchor] = self.leader[self.leader[anchor]]
            anchor = self.leader[anchor]
        return anchor

    def decide(self, judgement: Judgement) -> None:
        """A person's verdict: it joins or bars, unless a later one forbids that."""
        if judgement.verdict is Verdict.UNSURE:
            return  # a person who withdraws leaves it to the rules
        self.decided.add(judgement.pair)
        one, other = map(self.of, judgement.pair)
        if one == other:
            return
        if judgement.verdict is not Verdict.SAME:
            self._bar(one, other)
        elif other not in self.barred[one]:
            self._join(one, other)

    def learn(self, judgements: Iterable[Judgement]) -> None:
        """Rules' judgements: what speaks for and against each pair of groups."""
        for judgement in judgements:
            one, other = map(self.of, judgement.pair)
            if one == other:
                continue
            if judgement.verdict is Verdict.DIFFERENT and judgement.probability == 0:
                self._bar(one, other)
            weight = _weight(judgement)
            self.odds[one][other] = self.odds[other][one] = self.odds[one].get(other, 0.0) + weight
            if judgement.verdict is Verdict.SAME:
                self.joins.append(judgement)

    def grow(self) -> None:
        """Join along *same*, the surest first, again until nothing more joins."""
        waiting = sorted(self.joins, key=lambda j: (-_weight(j), j.pair))
        while True:
            left = [j for j in waiting if not self._joined_along(j)]
            if len(left) == len(waiting):
                return
            waiting = left

    def _joined_along(self, judgement: Judgement) -> bool:
        one, other = map(self.of, judgement.pair)
        if one == other:
            return True
        if other in self.barred[one] or self.odds[one].get(other, 0.0) <= 0 or self._weeks_apart(one, other):
            return False
        self._join(one, other)
        return True

    def _weeks_apart(self, one: Anchor, other: Anchor) -> bool:
        mine, theirs = self._days(one), self._days(other)
        return bool(mine and theirs) and min(a.apart(b) for a in mine for b in theirs) >= WEEKS

    def _days(self, head: Anchor) -> tuple[Days, ...]:
        """The days, known to a week, that members of a group put forward."""
        if head not in self.days:
            day = Profile(account=self.known[head]).day
            self.days[head] = (day,) if day else ()
        return self.days[head]

    def _bar(self, one: Anchor, other: Anchor) -> None:
        self.barred[one].add(other)
        self.barred[other].add(one)

    def _join(self, one: Anchor, other: Anchor) -> None:
        head, tail = (one, other) if one < other else (other, one)
        self.days[head] = tuple(sorted({*self._days(head), *self._days(tail)}, key=lambda d: (d.first, d.last, d.words)))
        self.leader[tail] = head
        for third, weight in self.odds.pop(tail, {}).items():
            self.odds[third].pop(tail, None)
            if third != head:
                self.odds[head][third] = self.odds[third][head] = self.odds[head].get(third, 0.0) + weight
        for third in self.barred.pop(tail, set()):
            self.barred[third].discard(tail)
            self.barred[third].add(head)
            self.barred[head].add(third)


def _weight(judgement: Judgement) -> float:
    """Log odds of *same*, bounded; part-of and rival speak against a join like a rule that is sure."""
    chance = judgement.probability if judgement.probability is not None else 0.5
    if judgement.verdict in (Verdict.PART_OF, Verdict.RIVAL):
        chance = min(chance, _UNSURE)
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return max(-_SUREST, min(_SUREST, math.log(chance / (1 - chance))))


def _as_partition(groups: _Groups, judgements: Sequence[Judgement]) -> Partition:
    members: dict[Anchor, list[Anchor]] = defaultdict(list)
    for anchor in groups.known:
        members[groups.of(anchor)].append(anchor)

    def earliest(anchor: Anchor) -> tuple[object, Anchor]:
        return groups.known[anchor].since, anchor

    incidents = {head: Incident(members=tuple(sorted(group, key=earliest))) for head, group in members.items()}

    def linked(verdict: Verdict) -> set[tuple[str, str]]:
        pairs = ((groups.of(j.first), groups.of(j.second)) for j in judgements if j.verdict is verdict)
        return {(incidents[a].id, incidents[b].id) for a, b in pairs if a != b}

    return Partition(
        incidents=tuple(sorted(incidents.values(), key=lambda i: earliest(i.members[0]))),
        parts=tuple(sorted(linked(Verdict.PART_OF))),
        rivals=tuple(sorted({(min(p), max(p)) for p in linked(Verdict.RIVAL)})),
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
