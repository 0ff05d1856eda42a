"""How many: tolls of one sentence, each with its words and the rule that found it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, Harm, PartKind, Toll, TollPart, Victims, add_up
from overhorizon.extract.counting.figures import figures_replaced, figures_with_aside, numbers_said, toll_figures, toll_ranges
from overhorizon.extract.counting.groups import Group, groups
from overhorizon.extract.counting.harms import HARM_NOUNS, HarmWord, harm_words
from overhorizon.extract.counting.joining import Scene, attach
from overhorizon.extract.counting.result import TollMention
from overhorizon.extract.counting.special import (
    all_victims,
    blown_up,
    one_death,
    one_named,
    own_death,
    plural_people,
    their_deaths,
    zero_tolls,
)
from overhorizon.extract.counting.standing import marked

__all__ = ["OWN_LOSSES", "TollMention", "find_tolls"]

OWN_LOSSES: Final = "own losses"
"""An army loses soldiers: those of one side."""

_SOMETHING: Final = re.compile(
    r"kill|buried|victims|eliminat|slai|slay|slew|murder|massacr|execut|behead|assassinat|slaughter|martyr|lynch|butcher|gunn|shot|shoot|"
    r"stab|hack|"
    r"burn|beat|blow|dead|die|dying|death|"
    r"perish|li[fv]e|lost|los[ei]|cost|met\s|blow|blew|succumb|toll|fatal|casualt|bod(?:y|ies)|corpse|injur|wound|hurt|maim|hospital|missing|unaccounted|"
    r"disappear|abduct|kidnap|seiz|snatch|captiv|taken|drove|drive|suffered|sustained|treated|number\sof|hostage|captive|arrest|"
    r"detain|detention|round|custody|apprehend|evacuat|airlift|flown|displac|uproot|driven|forc|homeless|fled|releas|free|"
    r"decapitat|mown|electrocut|put\sto|put(?:s|ting)?\s(?:the|that|their)\s(?:number|figure|count|total|tally)",
    re.IGNORECASE,
)


_FIGURES: Final = (toll_ranges, toll_figures, figures_with_aside, zero_tolls, their_deaths, one_death, all_victims, blown_up)


def find_tolls(text: str, sentence: Span) -> tuple[TollMention, ...]:
    """The tolls of one sentence, in order of their words; the same harm may occur several times.

    Counts of parts become partitions ("170 civilians and 13 soldiers") or subsets ("170 people, 13 soldiers among them").
    Totals over long stretches ("since January") carry the rule "aggregate"; figures that the sentence itself replaces
    ("raised from 59 to 100") are marked as superseded. Attackers' own deaths stand apart with victims ATTACKERS.
    """
    start, end = sentence.start, sentence.end
    said = tuple(numbers_said(text, start, end))
    if _SOMETHING.search(text, start, end) is None:
        return tuple(marked(text, sentence, m) for m in said)
    figures = [*said, *(m for find in _FIGURES for m in find(text, start, end))]
    taken = _Taken(m.span for m in figures)
    figures += [m for m in figures_replaced(text, start, end) if not taken.overlap(m.span.start, m.span.end)]
    taken = _Taken(m.span for m in figures)
    words = tuple(w for w in harm_words(text, start, end) if not taken.overlap(w.start, w.end))
    free = tuple(g for g in groups(text, start, end) if not taken.overlap(g.start, g.end))
    joined = (m for m in _joined(text, sentence, words, free) if "whose" not in text[m.people.end : m.span.end].split())
    found = [*figures, *joined]  # "a shopkeeper whose brother was killed" is not dead
    ordered = sorted(found, key=lambda m: (m.span.start, m.span.end, m.toll.harm.value))
    return tuple(marked(text, sentence, m) for m in ordered)


class _Taken:
    """Stretches of text that are spoken for."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def overlap(self, start: int, end: int) -> bool:
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._spans[index].end > start


def _joined(text: str, sentence: Span, words: Sequence[HarmWord], free: Sequence[Group]) -> list[TollMention]:
    """Harm words with their people; then single persons, plurals, and nouns that carry their harm."""
    starts = [g.start for g in free]
    scene = Scene(text=text, start=sentence.start, end=sentence.end, words=words, groups=free, starts=starts, used=set())
    found: list[TollMention] = []
    for index, word in enumerate(words):
        match = attach(scene, index)
        own = own_death(text, sentence, word)
        if own is not None:
            found.append(own)
        if match is not None:
            group, rule = match
            scene.used.add(group.start)
            if text[word.start : word.end].lower() in ("lost", "loses", "losing") and rule == "active":
                rule = OWN_LOSSES
            found += [_mention(text, word.harm, side, (word.start, word.end), rule) for side in group.sides()]
            continue
        other = one_named(text, sentence, word) or plural_people(text, sentence, word)
        if other is not None and own is None and not any(other.people.overlaps(m.people) for m in found[-3:]):
            found.append(other)
    for group in free:
        harm = HARM_NOUNS.get(group.head.lower())
        if harm is not None and group.start not in scene.used:
            found.append(_mention(text, harm, group, (group.start, group.end), "noun"))
    return found


# -- what is said of them


def _mention(text: str, harm: Harm, group: Group, word: tuple[int, int], rule: str) -> TollMention:
    span = Span(start=min(group.start, word[0]), end=max(group.end, word[1]))
    people = Span(start=group.start, end=group.end)
    if rule != "noun" and len(group.members) == 1 and group.members[0].definite:
        rule = "one person"
    return TollMention(span=span, toll=_toll(text, harm, group), rule=rule, superseded=False, people=people)


def _toll(text: str, harm: Harm, group: Group) -> Toll:
    parts: list[TollPart] = []
    if len(group.members) > 1:
        parts = [_part(text, m.start, m.end, m.count, m.victims, PartKind.PARTITION) for m in group.members]
        total = add_up([m.count for m in group.members])
    else:
        only = group.members[0]
        total = only.count
        if total.basis is CountBasis.VAGUE:  # the word is all there is: it goes with the toll
            parts = [_part(text, only.start, only.end, total, only.victims, PartKind.PARTITION)]
    for sub in group.subsets:
        if total.high is None or (sub.count.low or 0) <= total.high:
            parts.append(_part(text, sub.start, sub.end, sub.count, sub.victims, PartKind.SUBSET))
    sides = {m.victims for m in group.members}
    victims = sides.pop() if len(sides) == 1 else Victims.UNKNOWN
    return Toll(harm=harm, total=total, victims=victims, parts=tuple(parts))


def _part(text: str, start: int, end: int, count: Count, victims: Victims, kind: PartKind) -> TollPart:
    return TollPart(words=text[start:end], count=count, victims=victims, kind=kind, span=Span(start=start, end=end))
