"""Which toll an incident puts forward, where its report gives several: the whole before its parts, the latest before the earlier."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from overhorizon.domain.incidents import IncidentType, Reading, Realis
from overhorizon.domain.rivals import SOMEBODY, number_of
from overhorizon.domain.tolls import Count, CountBasis, Harm, PartKind, Toll, TollPart, Victims
from overhorizon.extract.counting.figures import LOWERED_RULE, NUMBER_RULE, RAISED_RULE
from overhorizon.extract.counting.result import TollMention
from overhorizon.extract.howmany import OWN_LOSSES
from overhorizon.extract.roles import FIGURE_RULE
from overhorizon.extract.told import Cluster

PLURAL_RULE: Final = "plural without a number"
_OVERALL: Final = re.compile(r"\b(?:in\s(?:all|total)|altogether|a\stotal\sof|overall)\b", re.IGNORECASE)


_BODIES: Final = re.compile(r"\b(?:bod(?:y|ies)|corpses?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """Where the posts of a page with running updates begin, each with its place in time; empty for any other report."""

    starts: tuple[int, ...] = ()
    order: tuple[int, ...] = ()

    def at(self, offset: int) -> int | None:
        """When the post around an offset was written, as a number that grows with time; None outside the posts."""
        before = [place for start, place in zip(self.starts, self.order, strict=True) if start <= offset]
        return before[-1] if before else None


_DAY: Final = 24 * 60
_STAMP: Final = re.compile(
    r"^(?:Update\s(?P<n>\d{1,2})\b|(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)\b)", re.IGNORECASE | re.MULTILINE
)


def posts(text: str) -> Posts:
    """The posts of a live page: three time stamps or more at the heads of lines, running forward or backward."""
    found = [(m.start(), int(m["n"]) if m["n"] else int(m["h"]) * 60 + int(m["m"])) for m in _STAMP.finditer(text)]
    places = [place for _, place in found]
    steps = [b - a for a, b in pairwise(places)]
    forward = sum(step % _DAY < _DAY / 2 for step in steps)  # 23.50, 00.20: past midnight
    if len(found) < 3 or min(forward, len(steps) - forward) > 1:
        return Posts()
    order = range(len(found)) if forward * 2 > len(steps) else range(len(found), 0, -1)
    return Posts(starts=tuple(start for start, _ in found), order=tuple(order))


def incident_tolls(group: Cluster, text: str, live: Posts) -> tuple[Reading[Toll], ...]:
    """Tolls of all members, the one that the report puts forward first.

    Current before superseded, those who suffered the attack before the attackers, the whole before parts, a number before a word,
    several before one, a toll of all before a plain count, what is said more often, what is said first.
    """
    found = _partial(_added_up(_current(_gathered(group), live), text), text)
    support = Counter((r.value.harm, number_of(r.value.total)) for r in found if r.value and not r.superseded)
    first: dict[tuple[Harm, int | None], int] = {}
    for reading in sorted(found, key=lambda r: r.span.start):
        if reading.value is not None:
            first.setdefault((reading.value.harm, number_of(reading.value.total)), reading.span.start)

    def order(reading: Reading[Toll]) -> tuple[bool, bool, bool, bool, bool, bool, bool, int, int, bool, int]:
        toll = reading.value
        assert toll is not None
        count = toll.total
        figure = toll.harm, number_of(count)
        return (
            reading.superseded,
            toll.victims is Victims.ATTACKERS,
            reading.partial,
            count.low is None and count.high is None,
            bool(_BODIES.search(reading.span.of(text))),  # those whom one witness saw
            count.high is not None and count.high <= 1,  # nobody, or one of several, where there are several
            not (_is_toll(reading) or _OVERALL.search(text, max(0, reading.span.start - 14), reading.span.end)),
            -support[figure],
            first[figure],
            count.basis is CountBasis.EXACT,  # headlines shed "at least": of one figure the careful wording is the truer
            reading.span.start,
        )

    return _distinct(sorted(found, key=order))


def _gathered(group: Cluster) -> list[Reading[Toll]]:
    found: list[Reading[Toll]] = []
    for m in group.members:
        for t in m.telling.tolls:
            if "aggregate" in t.rule:
                continue  # a year's dead are no incident's
            found.append(_reading(t, opening=m.telling.facts.index <= 1))
    found += [_reading(t, opening=False) for t in group.beside]
    found = _with_harm(found)
    if group.single is not True:
        found = _without_stories(found)
    if group.single is True and not any(r.value and r.value.harm is Harm.KILLED for r in found):
        found += _one_figure(group)
    counted = {r.value.harm for r in found if r.value and number_of(r.value.total) is not None}
    return [r for r in found if not (r.rule == PLURAL_RULE and r.value and r.value.harm in counted)]


_LATER: Final = "one person, told later"


def _reading(mention: TollMention, *, opening: bool) -> Reading[Toll]:
    rule = mention.rule if opening or mention.toll.total.basis is not CountBasis.ONE_NAMED else _LATER
    return Reading(span=mention.span, rule=rule, value=mention.toll, superseded=mention.superseded)


def _without_stories(found: Sequence[Reading[Toll]]) -> list[Reading[Toll]]:
    """One victim's story is not the toll of an attack on many, unless it is the only one of which the report tells."""
    kept = [r for r in found if r.rule != _LATER]
    told = {r.value.harm for r in kept if r.value}
    stories = [r for r in found if r.rule == _LATER and r.value and r.value.harm not in told]
    return kept + stories if len(stories) == 1 else kept


def _with_harm(found: Sequence[Reading[Toll]]) -> list[Reading[Toll]]:
    """ "The clinic put the number at 14": the harm is the one told last before it; where none was told, the number says nothing."""
    out: list[Reading[Toll]] = []
    told: Harm | None = None
    for reading in sorted(found, key=lambda r: r.span):
        toll = reading.value
        if toll is None or reading.rule != NUMBER_RULE:
            told = toll.harm if toll else told
            out.append(reading)
        elif told is not None:
            out.append(replace(reading, value=replace(toll, harm=told)))
    return out


def _one_figure(group: Cluster) -> Iterator[Reading[Toll]]:
    """One death, where the words tell of a figure's and give no number."""
    for m in group.members:
        killed = any(t.type in (None, IncidentType.TARGETED_KILLING, IncidentType.EXECUTION) for t in m.telling.triggers)
        for r in m.roles:
            if r.rule == FIGURE_RULE and killed and m.telling.realis is Realis.ACTUAL:
                one = Toll(harm=Harm.KILLED, total=Count.exactly(1, CountBasis.ONE_NAMED))
                yield Reading(span=r.span, rule="one figure killed", value=one)


# -- what has been replaced


def _current(found: Sequence[Reading[Toll]], live: Posts) -> list[Reading[Toll]]:
    """A figure that is replaced in one sentence is replaced in all, and what is lower where the toll rose; on a live page later
    posts replace earlier ones.

    Where nothing took its place, an "earlier" figure is all there is and stands.
    """
    gone = {_figure(r) for r in found if r.superseded} - {
        _figure(r) for r in found if not r.superseded and r.rule.startswith("toll")
    }
    marked = [replace(r, superseded=r.superseded or _figure(r) in gone or _outdated(r, found, live)) for r in found]
    moved = [r for r in marked if r.rule in (RAISED_RULE, LOWERED_RULE) and not r.superseded]
    marked = [replace(r, superseded=r.superseded or any(_left_behind(r, other) for other in moved)) for r in marked]
    standing = {r.value.harm for r in marked if r.value and not r.superseded}
    return [r if r.value and r.value.harm in standing else replace(r, superseded=False) for r in marked]


def _is_toll(reading: Reading[Toll]) -> bool:
    return reading.rule.startswith("toll") and not reading.rule.endswith(SOMEBODY)


def _left_behind(reading: Reading[Toll], moved: Reading[Toll]) -> bool:
    """Where the toll rose to 14, nine was before; where it was cut to 14, so was 20. What attackers suffered is another count."""
    mine, theirs = _figure(reading), _figure(moved)
    if mine is None or theirs is None or mine[0] is not theirs[0] or mine[1] is None or theirs[1] is None:
        return False
    if reading.value and reading.value.victims is Victims.ATTACKERS:
        return False
    return mine[1] < theirs[1] if moved.rule == RAISED_RULE else mine[1] > theirs[1]


def _figure(reading: Reading[Toll]) -> tuple[Harm, int | None] | None:
    return (reading.value.harm, number_of(reading.value.total)) if reading.value else None


def _outdated(reading: Reading[Toll], found: Sequence[Reading[Toll]], live: Posts) -> bool:
    """Whether a later post gives a higher figure of the same harm, or a new toll."""
    written, mine = live.at(reading.span.start), _figure(reading)
    if written is None or mine is None or mine[1] is None or reading.value is None:
        return False
    for other in found:
        theirs, later = _figure(other), live.at(other.span.start)
        if other.value is None or theirs is None or theirs[1] is None or later is None or theirs[0] is not mine[0]:
            continue
        apart = (other.value.victims is Victims.ATTACKERS) != (reading.value.victims is Victims.ATTACKERS)
        if later > written and not other.superseded and not apart and (theirs[1] > mine[1] or other.rule == "toll"):
            return True
    return False


# -- parts of the whole

_ALSO: Final = re.compile(r"\balso\b", re.IGNORECASE)
SUM_RULE: Final = "the sum of what is told apart"


def _added_up(found: Sequence[Reading[Toll]], text: str) -> list[Reading[Toll]]:
    """ "A bomb killed four soldiers. Ten civilians also died": people of two sides, told one after the other, are 14 in all."""
    numbered = [r.value for r in found if r.value and r.value.harm is Harm.KILLED and not r.superseded]
    told_in_all = any(t.victims is Victims.UNKNOWN and number_of(t.total) is not None for t in numbered)
    dead = sorted((r for r in found if r.value and r.value.harm is Harm.KILLED and not r.superseded), key=lambda r: r.span)
    for before, after in pairwise(dead):
        one, other = before.value, after.value
        if one is None or other is None:
            continue
        sides = {one.victims, other.victims}
        apart = sides == {Victims.STATE_FORCES, Victims.CIVILIANS} and not told_in_all  # nobody takes the ones for the others
        if not (apart or _ALSO.search(after.span.of(text))):
            continue
        plain = all(t.total.basis in (CountBasis.EXACT, CountBasis.AT_LEAST) and not t.parts for t in (one, other))
        if len(sides) == 2 and not sides & {Victims.UNKNOWN, Victims.ATTACKERS} and plain:
            parts = [
                TollPart(words=r.span.of(text), count=t.total, victims=t.victims, kind=PartKind.PARTITION, span=r.span)
                for r, t in ((before, one), (after, other))
            ]
            whole = Reading(span=after.span, rule=SUM_RULE, value=Toll.of_parts(Harm.KILLED, parts))
            return [*(replace(r, partial=r.partial or r in (before, after)) for r in found), whole]
    return list(found)


def _partial(found: Sequence[Reading[Toll]], text: str) -> list[Reading[Toll]]:
    """Readings that count some of those whom another reading counts say so; bodies are those whom somebody saw."""
    some = [r.rule == OWN_LOSSES or bool(_BODIES.search(r.span.of(text))) for r in found]
    wholes = [r for r, few in zip(found, some, strict=True) if not few]
    parts = (
        r.partial or (few and bool(_same_harm(r, wholes))) or any(_is_part(r, whole) for whole in wholes)
        for r, few in zip(found, some, strict=True)
    )
    return [replace(r, partial=part) for r, part in zip(found, parts, strict=True)]


def _same_harm(reading: Reading[Toll], others: Sequence[Reading[Toll]]) -> list[Reading[Toll]]:
    numbered = (r for r in others if r.value and number_of(r.value.total) is not None and not r.superseded)
    return [r for r in numbered if r.value and reading.value and r.value.harm is reading.value.harm]


def _is_part(reading: Reading[Toll], whole: Reading[Toll]) -> bool:
    """ "Four soldiers were killed", where 14 people were killed, or 14 farmers and four soldiers."""
    mine, other = reading.value, whole.value
    if mine is None or other is None or mine.harm is not other.harm or reading.superseded or whole.superseded:
        return False
    few, many = number_of(mine.total), number_of(other.total)
    if few is None or many is None or few >= many or Victims.ATTACKERS in (mine.victims, other.victims):
        return False
    said = [p for p in other.parts if p.count.best == few and (p.victims is mine.victims or p.kind is PartKind.SUBSET)]
    return bool(said) or (
        other.victims is Victims.UNKNOWN and mine.victims is not Victims.UNKNOWN and mine.total.basis is CountBasis.EXACT
    )


def _distinct(readings: Sequence[Reading[Toll]]) -> tuple[Reading[Toll], ...]:
    """The first reading of each toll."""
    seen: dict[tuple[Harm, int | None, int | None, int | None, Victims], Reading[Toll]] = {}
    for r in readings:
        if r.value is not None:
            total = r.value.total
            seen.setdefault((r.value.harm, total.low, total.best, total.high, r.value.victims), r)
    return tuple(seen.values())
