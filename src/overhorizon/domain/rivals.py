"""Which tolls of one incident stand against each other: rival figures of several speakers, and the span that they make."""

from collections.abc import Callable, Sequence
from typing import Final

from overhorizon.domain.incidents import Reading
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims

SOMEBODY: Final = "given by somebody"
"""Ends the rule of a figure that its own words put into a mouth ("another put the number at 40"), whether or not we know whose."""
Speaker = Callable[[str | None], str | None]  # of a claim's id: who makes it; None is the outlet's own voice


def counted(readings: Sequence[Reading[Toll]], harm: Harm) -> tuple[Reading[Toll], ...]:
    """What counts all who suffered one harm, the preferred one first: no superseded figure, no part, none of attackers alone."""
    return tuple(
        r
        for r in readings
        if r.value is not None
        and r.value.harm is harm
        and not r.superseded
        and not r.partial
        and r.value.victims is not Victims.ATTACKERS
    )


def rivals(readings: Sequence[Reading[Toll]], harm: Harm, speaker: Speaker) -> tuple[Reading[Toll], ...]:
    """The preferred toll of one harm and those that other speakers set against it, each speaker's first; words without a number left out.

    A lower figure is a rival where it counts the same kind of people or most of them; else it may count some of them.
    """
    numbered = [r for r in counted(readings, harm) if r.value is not None and number_of(r.value.total) is not None]
    found: list[Reading[Toll]] = []
    heard: set[str | None] = set()
    for reading in numbered:
        who = speaker(reading.claim)
        if reading.rule.endswith(SOMEBODY) and (who is None or who in heard):
            who = SOMEBODY
        if not found or (who is not None and who not in heard and _against(found[0].value, reading.value)):
            found.append(reading)
        else:
            continue
        heard.add(who)
    return tuple(found)


def _against(first: Toll | None, other: Toll | None) -> bool:
    if first is None or other is None or other.total.basis is CountBasis.ONE_NAMED:
        return False
    mine, theirs = number_of(first.total), number_of(other.total)
    if mine is None or theirs is None or mine == theirs or theirs == 1:
        return False
    return theirs > mine or first.victims is other.victims or 2 * theirs >= mine


def span_of(counts: Sequence[Count]) -> tuple[int | None, int | None]:
    """From the lowest to the highest number given. "At least" leaves the high side open, unless another count gives a higher number.

    >>> one, other = Count(low=18, best=18, high=None, basis=CountBasis.AT_LEAST), Count.exactly(35)
    >>> span_of([one]), span_of([one, other])
    ((18, None), (18, 35))
    """
    lows = [c.low for c in counts if c.low is not None]
    highs = [c.high for c in counts if c.high is not None]
    closed_below = [c.high for c in counts if c.low is None and c.high is not None and lows]  # "up to 400" against 600
    low = min([*lows, *closed_below], default=None)
    if not highs or (lows and max(highs) < max(lows)):
        return low, None
    if any(c.high is None and (c.low or 0) >= max(highs) for c in counts):
        return low, None
    return low, max(highs)


def number_of(count: Count) -> int | None:
    """The number that the words name, however they hedge it; None for a word without one."""
    return next((n for n in (count.best, count.low, count.high) if n is not None), None)
