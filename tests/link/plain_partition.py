"""The partition as its rules read, without a thought for speed: what the fast one is compared with."""

import math
from collections import defaultdict
from collections.abc import Iterable

from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Anchor, Judgement, Verdict
from overhorizon.link.judge import WEEKS
from overhorizon.link.profile import Profile

_SUREST = 6.0
_LINKED = (Verdict.PART_OF, Verdict.RIVAL)


def weight_of(judgement: Judgement) -> float:
    chance = judgement.probability if judgement.probability is not None else 0.5
    chance = min(chance, 0.02) if judgement.verdict in _LINKED else chance
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return max(-_SUREST, min(_SUREST, math.log(chance / (1 - chance))))


def plain_groups(accounts: Iterable[Account], judgements: Iterable[Judgement]) -> set[frozenset[Anchor]]:
    """The incidents as sets of anchors: every group is a set, every sum is taken anew each time that it is asked for."""
    given = list(accounts)
    group = {a.anchor: frozenset([a.anchor]) for a in given}
    day = {a.anchor: Profile(account=a).day for a in given}
    held = {j.id: j for j in judgements if j.first in group and j.second in group}
    decided: set[tuple[Anchor, Anchor]] = set()
    barred: set[tuple[Anchor, Anchor]] = set()

    def is_barred(one: frozenset[Anchor], other: frozenset[Anchor]) -> bool:
        return any((a, b) in barred or (b, a) in barred for a in one for b in other)

    def are_weeks_apart(one: frozenset[Anchor], other: frozenset[Anchor]) -> bool:
        mine, theirs = ([day[a] for a in side if day[a] is not None] for side in (one, other))
        return bool(mine and theirs) and min(a.apart(b) for a in mine for b in theirs if a and b) >= WEEKS

    def join(one: frozenset[Anchor], other: frozenset[Anchor]) -> None:
        for anchor in one | other:
            group[anchor] = one | other

    latest: dict[tuple[Anchor, Anchor], Judgement] = {}
    for one in sorted((j for j in held.values() if j.at), key=lambda j: (j.at, j.id), reverse=True):
        latest.setdefault(one.pair, one)
    for one in latest.values():
        if one.verdict is Verdict.UNSURE:
            continue
        decided.add(one.pair)
        mine, other = (group[end] for end in one.pair)
        if mine == other:
            continue
        if one.verdict is not Verdict.SAME:
            barred.add(one.pair)
        elif not is_barred(mine, other):
            join(mine, other)

    rules = sorted((j for j in held.values() if not j.by_person and j.pair not in decided), key=lambda j: (j.pair, j.id))
    rules = [j for j in rules if group[j.first] != group[j.second]]
    barred |= {j.pair for j in rules if j.verdict is Verdict.DIFFERENT and j.probability == 0}
    between: defaultdict[frozenset[Anchor], float] = defaultdict(float)
    for one in rules:
        between[frozenset(one.pair)] += weight_of(one)
    waiting = sorted((j for j in rules if j.verdict is Verdict.SAME), key=lambda j: (-weight_of(j), j.pair))
    while True:
        left = []
        for one in waiting:
            mine, other = (group[end] for end in one.pair)
            if mine == other:
                continue
            total = math.fsum(between.get(frozenset((a, b)), 0.0) for a in mine for b in other)
            if is_barred(mine, other) or are_weeks_apart(mine, other) or total <= 1e-9:
                left.append(one)
            else:
                join(mine, other)
        if len(left) == len(waiting):
            return set(group.values())
        waiting = left
