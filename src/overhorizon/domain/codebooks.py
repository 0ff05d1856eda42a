"""From the tolls that reports give to the numbers that codebooks want: UCDP, ACLED, GTD and IBC, side by side.

Each resolver takes the tolls of one harm in one incident, the preferred one first, and answers with the rule it used. A vague
word stays a word in the ledger; only the ACLED-style resolver gives it a number, because that codebook does. "-style": the rules
are read from public codebooks (docs/decisions), the numbers are ours and no data provider's. Attackers' own deaths (victims
ATTACKERS) are told apart in the ledger; UCDP, ACLED and GTD count them among the fatalities, IBC does not.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from overhorizon.domain.tolls import Count, CountBasis, PartKind, Toll, Victims


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A codebook's number, or its low, best and high; None where the codebook has none to give. ``rule`` says how it came about.

    Codebooks of one number give it in all three fields.
    """

    low: int | None
    best: int | None
    high: int | None
    rule: str


def ucdp(tolls: Sequence[Toll]) -> Figure:
    """Low, best and high as UCDP GED has them: the lowest and the highest number reported, and the preferred one between.

    Words without a number ("dozens") give none. Attackers' deaths are added.
    """
    others, attackers = _sides(tolls)
    parts = [f for f in (_ucdp_side(others), _ucdp_side(attackers)) if f is not None]
    if not parts:
        return Figure(low=None, best=None, high=None, rule="UCDP-style: no number reported")
    low, best, high = (sum(p[i] for p in parts) for i in range(3))
    rule = "UCDP-style: the preferred number" if low == best == high else "UCDP-style: lowest, preferred and highest number"
    return Figure(low=low, best=best, high=high, rule=rule + (", attackers added" if len(parts) == 2 else ""))


def _ucdp_side(tolls: Sequence[Toll]) -> tuple[int, int, int] | None:
    counts = [t.total for t in tolls if _stated(t.total) is not None]
    if not counts:
        return None
    lows = [c.low if c.low is not None else c.best for c in counts]
    highs = [n for c in counts for n in (c.high, c.best, c.low) if n is not None]
    best = _stated(counts[0])
    assert best is not None
    low = min((n for n in lows if n is not None), default=best)
    return min(low, best), best, max(*highs, best)


def acled(tolls: Sequence[Toll], *, significant: bool = True) -> Figure:
    """The lowest number reported; "dozens" is 12, "tens" 10,
    "hundreds" 100; a plural without a number 10, or 3 where it was not significant.

    None where no toll was read: that codebook's 0 is a coder's answer to the whole event, and one report's silence is none. A
    stated zero is 0.
    """
    found: list[tuple[int, str]] = []
    others, attackers = _sides(tolls)
    for side in (others, attackers):
        numbers = [n for t in side if (n := _acled_number(t, significant=significant)) is not None]
        if numbers:
            found.append(min(numbers))
    if not found:
        return Figure(low=None, best=None, high=None, rule="ACLED-style: no number reported")
    rule = "ACLED-style: " + ("lowest number reported" if len(tolls) > 1 and len(found) == 1 else found[0][1])
    return _single(sum(n for n, _ in found), rule + (", attackers added" if len(found) == 2 else ""))


_VAGUE_WORDS: Final = (
    (re.compile(r"\b(?:thousands)\b", re.IGNORECASE), 1000), (re.compile(r"\bhundreds?\b", re.IGNORECASE), 100),
    (re.compile(r"\bdozens?\b", re.IGNORECASE), 12), (re.compile(r"\b(?:tens|scores)\b", re.IGNORECASE), 10),
)  # fmt: skip


def _acled_number(toll: Toll, *, significant: bool) -> tuple[int, str] | None:
    stated = toll.total.low if toll.total.low is not None else _stated(toll.total)
    if toll.total.basis is not CountBasis.VAGUE:
        return (stated, "the number reported") if stated is not None else None
    words = " ".join(part.words for part in toll.parts)
    for pattern, number in _VAGUE_WORDS:
        if match := pattern.search(words):
            return number, f"the word {match.group().lower()!r} is {number}"
    return (10, "a plural without a number is 10") if significant else (3, "a plural without a number is 3")


def gtd(tolls: Sequence[Toll], *, latest_credible: Toll | None = None) -> Figure:
    """The number of the most recent credible source where one is named, else of the majority, else the lowest.

    Attackers' deaths are added.
    """
    others, attackers = _sides(tolls)
    parts = [f for f in (_gtd_side(others, latest_credible), _gtd_side(attackers, None)) if f is not None]
    if not parts:
        return Figure(low=None, best=None, high=None, rule="GTD-style: no number reported, unknown")
    return _single(sum(n for n, _ in parts), f"GTD-style: {parts[0][1]}" + (", attackers added" if len(parts) == 2 else ""))


def _gtd_side(tolls: Sequence[Toll], latest: Toll | None) -> tuple[int, str] | None:
    if latest is not None and (number := _stated(latest.total)) is not None:
        return number, "the most recent credible number"
    numbers = [n for t in tolls if (n := _stated(t.total)) is not None]
    if not numbers:
        return None
    if len(set(numbers)) == 1:
        return numbers[0], "the number reported"
    most, times = min(Counter(numbers).items(), key=lambda item: (-item[1], item[0]))
    return (most, "the number of the majority") if 2 * times > len(numbers) else (min(numbers), "lowest number reported")


_FIGHTERS: Final = (Victims.ATTACKERS, Victims.ARMED_GROUP, Victims.STATE_FORCES)


def ibc(tolls: Sequence[Toll]) -> Figure:
    """Minimum and maximum of the civilians killed: fighters and attackers, where a report tells them apart, are left out."""
    counts = [c for t in tolls if t.victims not in _FIGHTERS and (c := _civilians(t)) is not None]
    stated = [c for c in counts if _stated(c) is not None]
    if not stated:
        return Figure(low=None, best=None, high=None, rule="IBC-style: no number reported")
    low = _least(stated, lambda c: c.low)
    high = max(n for c in stated for n in (c.high, c.best, c.low) if n is not None)
    return Figure(low=low, best=None, high=high, rule="IBC-style: minimum and maximum of the numbers reported")


def _civilians(toll: Toll) -> Count | None:
    """The total without the parts that are fighters; None when nobody else is left."""
    partition = [p for p in toll.parts if p.kind is PartKind.PARTITION]
    kept = [p.count for p in partition if p.victims not in _FIGHTERS]
    if len(kept) == len(partition):
        return toll.total
    total: Count | None = None
    for count in kept:
        total = count if total is None else total + count
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """What each codebook makes of the same tolls."""

    ucdp: Figure
    acled: Figure
    gtd: Figure
    ibc: Figure

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(f.rule for f in (self.ucdp, self.acled, self.gtd, self.ibc))


def side_by_side(tolls: Sequence[Toll]) -> SideBySide:
    """The four answers to the tolls of one harm, the preferred one first, each with its rule."""
    return SideBySide(ucdp=ucdp(tolls), acled=acled(tolls), gtd=gtd(tolls), ibc=ibc(tolls))


# -- numbers of counts


def _stated(count: Count) -> int | None:
    """The one number that stands for a count; None for a vague word."""
    if count.basis is CountBasis.VAGUE:
        return None
    if count.best is not None:
        return count.best
    return count.low if count.low is not None else count.high


def _least(counts: Iterable[Count], of: Callable[[Count], int | None]) -> int:
    return min(n for c in counts for n in (of(c), _stated(c)) if n is not None)


def _sides(tolls: Sequence[Toll]) -> tuple[list[Toll], list[Toll]]:
    """Tolls of others, and of the attackers themselves."""
    attackers = [t for t in tolls if t.victims is Victims.ATTACKERS]
    return [t for t in tolls if t.victims is not Victims.ATTACKERS], attackers


def _single(number: int, rule: str) -> Figure:
    return Figure(low=number, best=number, high=number, rule=rule)
