"""Two accounts to a judgement: rules that settle it first, then the score."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Feature, Judgement, Verdict, in_order
from overhorizon.link.blocking import keys_of
from overhorizon.link.features import compare
from overhorizon.link.profile import Profile
from overhorizon.link.score import Weights, probability, shipped, weigh

SAME_FROM: Final = 0.7  # precision first: one false merge is worse than two missed ones
DIFFERENT_TO: Final = 0.3
RIVAL_FROM: Final = 0.5
WEEKS: Final = 15  # days between two dates, each told to the day, that no slip explains
_SLACK: Final = timedelta(days=1)
_EXCLUDE: Final = frozenset({"other attackers", "types that exclude each other", "roles reversed"})
_PLURAL: Final = frozenset({"attacks", "attack wave", "series", "wave", "coordinated", "simultaneous", "spate", "string"})


def judge(first: Account, second: Account) -> Judgement:
    """What the rules hold of two accounts. Symmetric: the order of the two does not matter."""
    return judge_profiles(Profile(account=first), Profile(account=second), shipped())


def judge_all(accounts: Iterable[Account], others: Iterable[Account] = ()) -> Iterator[Judgement]:
    """Judgements of every pair of ``accounts`` that shares a key, and of each of them with each of ``others`` that does."""
    new = [Profile(account=a) for a in accounts]
    known = [Profile(account=a) for a in others]
    weights = shipped()
    for a, b in _pairs(new, known):
        yield judge_profiles(a, b, weights)


def _pairs(new: Sequence[Profile], known: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    fresh, settled = _by_key(new), _by_key(known)
    seen: set[tuple[int, int]] = set()
    for key, mine in fresh.items():
        theirs = settled.get(key, ())
        for a, b in (*combinations(mine, 2), *((a, b) for a in mine for b in theirs)):
            pair = (id(a), id(b)) if id(a) < id(b) else (id(b), id(a))
            if pair not in seen and a.account.anchor != b.account.anchor:
                seen.add(pair)
                yield a, b


def _by_key(profiles: Sequence[Profile]) -> dict[str, list[Profile]]:
    found: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in keys_of(profile):
            found[key].append(profile)
    return found


def judge_profiles(a: Profile, b: Profile, weights: Weights) -> Judgement:
    """As `judge`, of accounts prepared for comparison."""
    a, b = sorted((a, b), key=lambda p: p.account.anchor)  # details name the two in one order, whichever came first
    features = weigh(compare(a, b), weights)
    odds = weights.odds(features)
    chance = probability(odds)
    barred = _barred(a, b, features)
    if barred is not None:
        verdict, reason, chance = Verdict.DIFFERENT, barred, 0.0  # 0: nothing outweighs it
    elif (part := _part(a, b, chance)) is not None:
        whole = b if part is a else a
        return _judgement(part, whole, Verdict.PART_OF, "one of several attacks that the other counts together", chance, features)
    else:
        verdict, reason = _by_score(chance, features)
    return _judgement(a, b, verdict, reason, chance, features)


def _judgement(a: Profile, b: Profile, verdict: Verdict, reason: str, chance: float, features: tuple[Feature, ...]) -> Judgement:
    first, second = in_order(a.account.anchor, b.account.anchor, verdict)
    return Judgement(first=first, second=second, verdict=verdict, reason=reason, probability=round(chance, 6), features=features)


def _by_score(chance: float, features: Sequence[Feature]) -> tuple[Verdict, str]:
    if chance >= SAME_FROM:
        return Verdict.SAME, "the features speak for one incident"
    if chance <= DIFFERENT_TO:
        return Verdict.DIFFERENT, "the features speak for two incidents"
    names = {f.name for f in features}
    if chance >= RIVAL_FROM and names & _EXCLUDE and {"same person", "same place"} & names:
        return Verdict.RIVAL, "one event by place or person, told so that the accounts exclude each other"
    return Verdict.UNSURE, "the features do not decide"


def _barred(a: Profile, b: Profile, features: Sequence[Feature]) -> str | None:
    """The rule by which two accounts cannot be of one incident, in words; None where no rule says so."""
    if a.account.report == b.account.report:
        return "one report tells them apart"
    for told, happened in ((a, b), (b, a)):
        published = told.account.published_last
        if published and told.happened and happened.day and published + _SLACK < happened.day.first:
            return "one was published before the other happened"
    names = {f.name for f in features}
    if a.day and b.day and a.day.apart(b.day) >= WEEKS and "another date agrees" not in names:
        return "weeks lie between them"
    if "another country" in names and a.is_pinned and b.is_pinned and "same person" not in names:
        return "in two countries"
    return None


def _part(a: Profile, b: Profile, chance: float) -> Profile | None:
    """Which of the two is one attack among several that the other counts together; None where neither is."""
    for part, whole in ((a, b), (b, a)):
        if chance < SAME_FROM and _counts_several(whole) and not _counts_several(part) and _lies_in(part, whole):
            return part
    return None


def _counts_several(profile: Profile) -> bool:
    return bool(profile.words & _PLURAL) and profile.single is not True


def _lies_in(part: Profile, whole: Profile) -> bool:
    """Same days, same region, and fewer dead."""
    if not (part.day and whole.day and part.day.apart(whole.day) == 0 and part.spots and whole.spots):
        return False
    inner, outer = part.spots[0].place, whole.spots[0].place
    assert inner is not None and outer is not None
    if inner.country != outer.country or outer.name != inner.admin1:
        return False
    counts = [p.killed[0].total.low for p in (part, whole) if p.killed]
    return len(counts) == 2 and counts[0] is not None and counts[1] is not None and counts[0] < counts[1]
