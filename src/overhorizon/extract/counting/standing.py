"""What a sentence says of its own figures: totals of long times and many incidents, and counts that it calls earlier ones."""

import re
from dataclasses import replace
from typing import Final

from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import CountBasis, Harm
from overhorizon.extract.counting.phrases import qualified
from overhorizon.extract.counting.result import TollMention

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_AGGREGATE = re.compile(
    r"\b(?:so\sfar|already)\sthis\s(?:year|month)|\bthis\s(?:year|month)\salone\b|"
    rf"\bsince\s(?:(?:early|mid|late)[\s-])?(?:the\s(?:start|beginning|war|conflict|invasion|uprising|insurgency|coup|"
    rf"revolution|fighting)|{_MONTHS}|\d{{4}}|"
    r"last\s(?:year|month)|independence)|"
    r"\b(?:over|in|during|for|within)\sthe\s(?:past|last|previous)\s(?:[a-z]+\s|\d+\s){0,2}(?:years?|decades?|months?|weeks?)\b|"
    r"\b(?:over|in|during)\s(?:recent|past)\s(?:years|months|weeks|decades)\b|\b(?:every|each|per)\s(?:year|month)\b|"
    r"\bover\sthe\s(?:years|decades)\b|"
    rf"\bannually\b|\b(?:between|from)\s(?:(?:19|20)\d\d|{_MONTHS})\s(?:and|to)\s(?:(?:19|20)\d\d|{_MONTHS})\b|\bin\s(?:19|"
    rf"20)\d\d\salone\b|"
    rf"\b(?:during|throughout|in\sall\sof)\s(?:{_MONTHS}|(?:19|20)\d\d)\b(?!\s\d)|\b(?:during|throughout|"
    rf"over\sthe\scourse\sof|in)\sthe\s(?:[\w-]+\s)?(?:war|conflict|insurgency|"
    r"occupation)\b|\b(?:year|decade|month)s?-long\b|\bduring\s(?:his|its|their|her)\s(?:rule|reign|presidency)\b|"
    r"\bin\stotal\sover\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:this|last|that)\syear\b|\bin\s(?:19|20)\d\d\b(?!-)", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:attack|bombing|explosion|blast|raid|strike|ambush|massacre|assault|shooting|bomb|shelling|clash|battle|siege|operation|"
    r"airstrike|incident|killings?|offensive|crash|fire)\b",
    re.IGNORECASE,
)
"""One deed, which may well have killed many in a year; "bandits killed 300 people last year" is a total."""
_WAGED = re.compile(
    r"\b(?:war|conflict|insurgency|rebellion|uprising|feud|civil\swar|hostilities|crisis)\b(?:,?\s(?:that|which|now)\b)?"
    r"[^,.;]{0,30}?\s(?:has|have)\s(?:\w+ly\s|also\s)?(?:\w+\s)?$|"
    r"\b(?:war|conflict|insurgency|rebellion|uprising|feud)\b(?:,?\s(?:that|which))?\s$",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:worst|deadliest|first|bloodiest|largest|biggest|highest|heaviest|most)\b[^,;]{0,60}", re.IGNORECASE
)
_ASIDE = re.compile(r";|—|\b(?:where|which|but|while|whose|although)\b", re.IGNORECASE)


_A_WAR: Final = 5_000
"""So many dead are a war's, not an incident's."""
_MANY: Final = 30
"""Fewer dead in a year may be one incident's."""
_FIRST: Final = r"(?:earlier|initial(?:ly)?|previous(?:ly)?|original(?:ly)?|preliminary|at\sfirst|had\sfirst|first|early)"
_EARLIER_TOLD: Final = re.compile(
    rf"\b{_FIRST}\s(?:been\s)?(?:said|put|reported|reporting|gave|given|told|announced|stated|counted|spoke|spoken|estimated|feared|"
    rf"confirmed|listed|claimed)\b[^;:,]{{0,80}}$|"
    r"\bhad\s(?:put|placed|given|said|told|reported|announced)\b[^;:,]{0,60}$|"
    r"\b(?:earlier|previous|initial|original|preliminary)\s(?:death\s|casualty\s|official\s)?$|"
    rf"\b{_FIRST}\s(?:(?:media|official|police|news|local|press|army|hospital|casualty)\s)?(?:reports?|figures?|counts?|tolls?|"
    rf"estimates?|tally|accounts?|bulletins?|posts?|statements?|death\stoll|versions?)\b[^;:]{{0,60}}$",
    re.IGNORECASE,
)
_AS_FIRST: Final = re.compile(
    rf"[^,.;:]{{0,40}},?\s(?:as|than)\s(?:was\s|had\sbeen\s)?{_FIRST}\s(?:reported|thought|given|said|stated|announced|feared|"
    rf"believed|claimed)\b",
    re.IGNORECASE,
)
_THAN: Final = re.compile(r"\bthan\s(?:\w+\s){0,3}(?:had\s|have\s|was\s|were\s)?$", re.IGNORECASE)
_NOW: Final = re.compile(r"\b(?:but|now|later|since|then|to|while)\b", re.IGNORECASE)


_BEHIND: Final = re.compile(
    r",?\s(?:(?P<low>at\s(?:the\s)?(?:very\s)?least|if\snot\smore|(?:and|or)\s(?:possibly|perhaps|probably|maybe)\smore|or\smore)|"
    r"(?P<high>at\s(?:the\s)?(?:very\s)?most))(?![\w-])",
    re.IGNORECASE,
)


def _hedged_behind(text: str, sentence: Span, mention: TollMention) -> TollMention:
    """ "64 dead at the least": the hedge stands behind the count."""
    toll = mention.toll
    match = _BEHIND.match(text, mention.span.end, sentence.end)
    if match is None or toll.parts or toll.total.best is None or toll.total.basis is not CountBasis.EXACT:
        return mention
    span = Span(start=mention.span.start, end=match.end())
    return replace(
        mention, span=span, toll=replace(toll, total=qualified(toll.total.best, "at least" if match["low"] else "at most"))
    )


def _is_earlier(text: str, sentence: Span, span: Span, people: Span) -> bool:
    """ "Police had earlier said nine were killed", "nine dead, as first reported": another count has taken its place."""
    at = min(span.start, people.start)
    told = _EARLIER_TOLD.search(text, max(sentence.start, at - 140), at)
    if told is not None and _THAN.search(text, max(sentence.start, told.start() - 30), told.start()):
        told = None  # "more than it had first announced: 14 died"
    if told is not None and not _NOW.search(told.group().partition(" ")[2]):
        return True
    after = _AS_FIRST.match(text, span.end, min(sentence.end, span.end + 90))
    return after is not None and "than" not in after.group().split()


_DISPLACED_BY_A_WAR: Final = 500_000  # no single attack drives out so many


def marked(text: str, sentence: Span, mention: TollMention) -> TollMention:
    """Totals over a long stretch of time or many incidents say so; a count that is called an earlier one is superseded."""
    if _is_earlier(text, sentence, mention.span, mention.people):
        mention = replace(mention, superseded=True)
    mention = _hedged_behind(text, sentence, mention)
    if mention.rule.startswith("one person") or mention.rule.startswith("none"):
        return mention
    before = _ASIDE.split(text[max(sentence.start, mention.span.start - 90) : mention.span.start])[-1]
    after = _ASIDE.split(text[mention.span.end : min(sentence.end, mention.span.end + 90)])[0]
    number = mention.toll.total.low or mention.toll.total.best or mention.toll.total.high or 0
    many = (
        number >= _DISPLACED_BY_A_WAR
        if mention.toll.harm is Harm.DISPLACED
        else mention.toll.harm is Harm.KILLED and number >= _A_WAR
    )
    span = text[sentence.start : sentence.end]
    if mention.toll.harm is Harm.KILLED and (mention.toll.total.low or 0) >= _MANY and not _EVENT.search(span):
        many = many or _YEAR.search(span) is not None
    if (
        many
        or _WAGED.search(before)
        or any(_AGGREGATE.search(_SUPERLATIVE.sub("", words)) for words in (before, mention.span.of(text), after))
    ):
        return replace(mention, rule=f"{mention.rule}, aggregate")
    return mention
