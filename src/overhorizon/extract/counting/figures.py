"""Figures that are given as a toll: "the death toll rose to 14 from 9", "put the number of wounded at 60"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from overhorizon.domain.rivals import SOMEBODY
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll
from overhorizon.extract.counting.people_words import MANY_PEOPLE, side_of
from overhorizon.extract.counting.phrases import MOST_PEOPLE, qualified
from overhorizon.extract.counting.result import TollMention
from overhorizon.extract.numbers import NUMBER, read_whole

_Q: Final = (
    r"(?:(?P<{0}q>at\sleast|more\sthan|over|about|around|some|nearly|almost|approximately|roughly|up\sto|as\smany\sas|"
    r"no\sfewer\sthan|an\sestimated)\s{{1,2}})?(?P<{0}>{1})"
)
_TO: Final = _Q.format("new", NUMBER)
_FROM: Final = _Q.format("old", NUMBER)
_OBJECT: Final = r"(?:\s{1,2}(?:people|deaths|dead|lives|victims|civilians|killed))?"
_FATES: Final = "dead|deaths|fatalities|killed|casualties|victims|injured|wounded|hurt|injuries|missing|abducted|kidnapped"
_NOUN: Final = (
    r"(?P<noun>(?:death|casualty|fatality|confirmed|civilian|official|overall|combined|total)\s(?:death\s)?(?:toll|count)|"
    rf"toll|dead(?=\sat\s)|number\sof\s(?:people\s|those\s)?(?:{_FATES})(?:\s{MANY_PEOPLE})?|number\s(?:of\s(?:people|civilians)\s)?killed|"
    r"(?<=put\s)(?:the|that|their)\s(?:number|figure|count|total|tally)|(?<=puts\s)(?:the|that|their)\s(?:number|figure|count|total|tally))"
)
_MOVES: Final = (
    r"(?:\s{1,2}(?:has|had|have|was|is|later|now|since|also|then|currently|so\sfar)){0,4}\s{1,2}"
    r"(?:rose|risen|rises|rising|climbed|climbs|climbing|increased|increases|jumped|jumps|soared|soars|grew|grown|grows|"
    r"reached|reaches|hit|hits|hitting|stood|stands|standing|"
    r"raised|revised|put|is|was|of|at|passes|passed|surpassed|surpasses|tops|topped|exceeds|exceeded|updated|mounts|mounted|"
    r"up|down|fell|dropped|given|lowered|estimated|placed)"
)
_MONTH: Final = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Aug\.?|Sept?\.?|"
    r"Oct\.?|Nov\.?|Dec\.?)"
)
_DATE: Final = (
    rf"(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s(?:19|20)\d\d\b)?|"
    rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s(?:19|20)\d\d\b,?)?|"
    r"(?<!\d)(?:19|20)\d\d\b)"
)
"""A date between the toll and its verb: "the toll from the attack on 3 March rose to 15"; other digits are other counts."""
_EARLIER: Final = r"(?:earlier|initial(?:ly)?|previous(?:ly)?|original(?:ly)?|preliminary|first|former)"
_REPLACED: Final = rf"(?:,\s{_EARLIER}\s[^,.;\d]{{1,30}}?\s?{_Q.format('ago', NUMBER)},)?"
"""In between, what was said before: "the toll, earlier given as nine, was raised to 14"."""
_ONCE: Final = (
    rf"(?:(?:an?|the|its|their)\s(?:{_EARLIER}\s)?(?:(?:figure|estimate|count|toll|report|number|tally)\s(?:of\s)?)?|"
    rf"{_EARLIER}\s)?"
)
_THEN: Final = (
    rf"(?:(?:,?\s(?:and|then))?\s(?:later|then|finally|subsequently|again|eventually)\s(?:again\s)?to\s{_Q.format('then', NUMBER)}"
    rf"{_OBJECT})?"
)
_TOLL: Final = re.compile(
    rf"\b{_NOUN}(?:(?:\s(?:from|in|on|among|for|by|at|after|since|when|during)|(?<=toll)\sof)\s(?:{_DATE}|[^,.;\d]){{1,70}}?)?{_REPLACED}(?P<verb>{_MOVES})(?:\s{{1,2}}(?:up|upwards?|down|"
    rf"downwards?))?(?:\s{{1,2}}(?:given\sas|to|at|of|as|by))?"
    rf"(?:\s{{1,2}}from\s{{1,2}}{_FROM}{_OBJECT}\s{{1,2}}to)?\s{{1,2}}{_TO}{_OBJECT}{_THEN}"
    rf"(?:,?\s{{1,2}}(?:(?:up|down)\s)?from\s{{1,2}}{_ONCE}{_Q.format('older', NUMBER)})?"
    rf"(?![\w%]|[.,]\d|\s{_MONTH}(?!\w))",
    re.IGNORECASE,
)
_RAISED: Final = re.compile(
    rf"\b(?:raised|revised|increased|updated|lifted|lowered|upped|cut|brings|bringing|brought|takes|taking|took|pushing|pushed|pushes)"
    rf"\s(?:[^.;,]{{0,40}}?\s)?(?P<noun>(?:death\s|"
    rf"casualty\s)?(?:toll|count|figure|number\sof\s(?:dead|deaths|casualties)))"
    rf"(?:\s[^.;,\d]{{0,40}}?)?(?:\s{{1,2}}from\s{{1,2}}{_FROM}{_OBJECT})?\s{{1,2}}to\s{{1,2}}{_TO}{_OBJECT}{_THEN}"
    rf"(?:,?\s{{1,2}}from\s{{1,2}}{_ONCE}{_Q.format('older', NUMBER)})?(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    rf"(?:,?\s{{1,2}}(?:up|down)\s{{1,2}}from\s{{1,2}}{_ONCE}{_Q.format('older', NUMBER)}(?![\w%]|[.,]\d)|"
    rf",?\s{{1,2}}(?:and\s)?(?:not|rather\sthan|instead\sof)\s{{1,2}}{_ONCE}{_Q.format('old', NUMBER)}(?![\w%]|[.,]\d)"
    rf"(?:\s{{1,2}}[^\W\d]{{1,15}}){{0,2}}?,?\s{{1,2}}(?:as|that\swas|were)\s(?:[a-z]+\s)?{_EARLIER}\b|"
    rf",?\s{{1,2}}(?:and\s)?no\slonger(?:\s(?:at|of))?\s{{1,2}}{_Q.format('last', NUMBER)}(?![\w%]|[.,]\d))",
    re.IGNORECASE,
)
"""Beside a plain count, the one that it replaces: "14 were killed, up from nine", "14, not nine as first reported"."""
_LATER: Final = re.compile(r"\b(?:later|now|since|subsequently)\sputs?\s(?:the|its|their|that)?\s?$", re.IGNORECASE)
RAISED_RULE: Final = "toll raised"
LOWERED_RULE: Final = "toll lowered"
_RISES: Final = re.compile(
    r"\b(?:r[io]s|climb|increas|jump|soar|gr[eo]w|rais|mount|lift|upped|bring|brought|tak|took|push)", re.IGNORECASE
)
_FALLS: Final = re.compile(r"\b(?:fell|drop|lower|cut|down)", re.IGNORECASE)
_STANDS: Final = re.compile(r"\b(?:reach|hit|st[oa]+n?d|revis|pass|surpass|top|exceed|updat|now)", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    rf"\b(?:{_NOUN}|estimates?\s(?:of\s(?:the\s)?(?:death\stoll|toll|dead|deaths|killed|number\s(?:of\s)?(?:people\s)?(?:killed|dead))))"
    rf"(?:\s{{1,2}}(?:now|has|have))?\s{{1,2}}(?:is|was|at|rang(?:e|es|ed|ing)|var(?:y|ies|ied)|somewhere)\s{{1,2}}(?:between|from)\s{{1,2}}"
    rf"{_Q.format('low', NUMBER)}\s{{1,2}}(?:and|to)\s{{1,2}}{_Q.format('high', NUMBER)}(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
NUMBER_RULE: Final = f"number {SOMEBODY}"  # of those told before: the harm is theirs
_NO_HARM: Final = re.compile(r"(?:the|that|their)\s(?:number|figure|count|total|tally)", re.IGNORECASE)
_HURT: Final = re.compile(r"\b(?:injur|wound|hurt|hospital)", re.IGNORECASE)
_MISSED: Final = re.compile(r"\b(?:missing|abduct|kidnap)", re.IGNORECASE)


def toll_figures(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "The death toll rose to 14 from 9", "raised the toll from 59 to 100": the new figure, then the one it replaces."""
    position = start
    while (match := _first(text, position, end)) is not None:
        harm = _harm(match["noun"])
        whole = Span(start=match.start(), end=match.end())
        last = "then" if match["then"] else "new"
        for name in ("then", "new", "ago", "old", "older"):
            if match.groupdict().get(name) is not None:
                yield from _figure(match, name, harm, whole, superseded=name != last)
        position = match.end()


def toll_ranges(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "Estimates of the death toll range from 130 to more than 400"."""
    for match in _BETWEEN.finditer(text, start, end):
        low, high = read_whole(match["low"]), read_whole(match["high"])
        if low is None or high is None or not low < high <= MOST_PEOPLE:
            continue
        open_above = qualified(high, " ".join((match["highq"] or "").lower().split())).high is None
        total = Count(low=low, best=None, high=None if open_above else high, basis=CountBasis.RANGE)
        span = Span(start=match.start(), end=match.end())
        toll = Toll(harm=_harm(match["noun"] or ""), total=total)
        yield TollMention(span=span, toll=toll, rule=f"toll {SOMEBODY}", superseded=False, people=span)


_ASIDE: Final = re.compile(
    rf"(?<![\w,.’'-]){_TO},\s(?:mostly|mainly|chiefly|largely|most\sof|many\sof|some\sof|several\sof|half\sof|all\sof|nearly\sall|almost\sall|"
    r"including|among\sthem|at\sleast)\b[^.;,]{2,60},\s(?:(?:were|are|was|is|have|had|has|been|reported|feared|confirmed|reportedly|also)\s)*"
    r"(?P<noun>killed|dead|died|slain|injured|wounded|hurt|abducted|kidnapped|missing)\b",
    re.IGNORECASE,
)


def figures_with_aside(text: str, start: int, end: int) -> Iterator[TollMention]:
    """A number alone, parted from its fate by whom it was mostly: "70, mostly lawyers, killed", "22, among them two nurses, were hurt"."""
    for match in _ASIDE.finditer(text, start, end):
        span = Span(start=match.start(), end=match.end())
        for found in _figure(match, "new", _harm(match["noun"]), span, superseded=False):
            yield replace(found, rule="number with an aside")


_SAYS: Final = re.compile(
    r"\b(?:an?\s(?:figure|total|count|number|tally)\sof|says?|said|insists?\son|insisted\son|counts?|counted|speaks?\sof|spoke\sof|claims?|claimed|reports?|reported)\s{1,2}"
    rf"(?P<figure>{_Q.format('new', NUMBER)})(?=\s?[.,;)]|$)(?![.,]\d)",
    re.IGNORECASE,
)


def numbers_said(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "A doctor says nine", "elders insist on 40": a number alone, of whom was told before."""
    for match in _SAYS.finditer(text, start, end):
        span = Span(start=match.start("figure"), end=match.end("figure"))
        for found in _figure(match, "new", Harm.KILLED, span, superseded=False):
            yield replace(found, rule=NUMBER_RULE)


def figures_replaced(text: str, start: int, end: int) -> Iterator[TollMention]:
    """The figure that a plain count replaces: "14 people were killed, up from nine"; its harm is the one told before it."""
    for match in _INSTEAD.finditer(text, start, end):
        name = next(n for n in ("older", "old", "last") if match[n])
        before = text[start : match.start()]
        harm = Harm.INJURED if _HURT.search(before[-40:]) else Harm.KILLED
        if not _MISSED.search(before):
            yield from _figure(match, name, harm, Span(start=match.start(name), end=match.end(name)), superseded=True)


def _figure(match: re.Match[str], name: str, harm: Harm, whole: Span, *, superseded: bool) -> Iterator[TollMention]:
    value = read_whole(match[name])
    if value is None or value > MOST_PEOPLE:
        return
    qualifier = " ".join((match[f"{name}q"] or "").lower().split())
    people = Span(start=match.start(f"{name}q") if match[f"{name}q"] else match.start(name), end=match.end(name))
    groups = match.groupdict()
    total = qualified(value, qualifier, round_number="dozen" in match[name].lower())
    toll = Toll(harm=harm, total=total, victims=side_of((groups.get("noun") or "").split(" ")[-1]))
    rule = NUMBER_RULE if _NO_HARM.fullmatch(groups.get("noun") or "") else _rule(groups.get("verb") or match.group())
    if _LATER.search(match.string, max(0, match.start() - 16), match.start()):
        rule = RAISED_RULE
    yield TollMention(span=whole, toll=toll, rule=rule, superseded=superseded, people=people)


def _rule(verb: str) -> str:
    """Whether the toll is said to have changed: then what was lower, or higher, is past."""
    if _FALLS.search(verb):
        return LOWERED_RULE
    if _RISES.search(verb):
        return RAISED_RULE
    return "toll" if _STANDS.search(verb) else f"toll {SOMEBODY}"


def _harm(noun: str) -> Harm:
    words = noun.lower()
    if _HURT.search(words):
        return Harm.INJURED
    if "casualt" in words:
        return Harm.CASUALTIES
    if "missing" in words:
        return Harm.MISSING
    return Harm.ABDUCTED if _MISSED.search(words) else Harm.KILLED


def _first(text: str, start: int, end: int) -> re.Match[str] | None:
    found = [m for m in (_TOLL.search(text, start, end), _RAISED.search(text, start, end)) if m]
    return min(found, key=lambda m: m.start()) if found else None
