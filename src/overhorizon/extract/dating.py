"""Which event a time dates: the deed that a sentence tells of, or a statement, an arrest, a funeral, another event."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from overhorizon.domain.incidents import Realis
from overhorizon.domain.spans import Span
from overhorizon.domain.times import Bounds, DatePrecision
from overhorizon.encoder.protocol import Trigger
from overhorizon.extract.times.events import ANNIVERSARY, FROM_AN_EVENT, FROM_THE_DAY_BESIDE
from overhorizon.extract.when import TimeMention

_SAYS: Final = (
    r"(?:said|says|told|statement|announced|confirmed|added|reported|tweeted|wrote|posted|briefed|speaking|interview|rose|risen|rises|climbed|climbs|stood|stands|reached|"
    r"press conference|reporters|"
    r"spokes(?:man|woman|person)|notified|learned|learnt|informed|released|published|issued|acknowledged|admitted|denied|rejected|condemned|revealed|reiterated|"
    r"testified|sentenced|visited|warned|insisted|raised|revised|corrected|updated)"
)
_SAID_ON: Final = re.compile(
    rf"\b{_SAYS}(?: (?:in|on|to|by|a|an|the|late|early|reporters|media|journalists|statement|"
    rf"that|also|them|earlier|it|from|\w+ to|[A-Z][\w-]+|\d+)){{0,6}}$",
)
_LEARNED: Final = re.compile(
    r"\b(?:learned|learnt|informed|notified|aware|told|found out|discovered)\b.{0,40}"
    r"\b(?:death|killing|attack|bombing|strike|raid|kidnapping|abduction|massacre)s?"
    r"(?: (?:in|on|by|late|early|the))*$"
)
_ON_SAID: Final = re.compile(rf"^,? (?:that |\w+ly |also |again |has |had )?{_SAYS}\b", re.IGNORECASE)
_AFTERMATH: Final = (
    r"(?:claimed responsibility|responsibility was claimed|charged|convicted|indicted|jailed|sentenced|pleaded|"
    r"(?:raised|put|revised|updated|lowered) the (?:death )?toll|condemned|denounced|mourned|gathered|marched|protested|rallied|"
    r"commemorated|marked|remembered|buried|laid to rest|visited|resigned|appeared in court|went on trial)"
)
_AFTERMATH_ON: Final = re.compile(
    rf"\b{_AFTERMATH}(?: (?!after\b|in\b)[\w’'-]+){{0,3}}(?: (?:on|by|late|early|in))*$", re.IGNORECASE
)
_BODIES_FOUND: Final = re.compile(
    r"\b(?:found|recovered|discovered|retrieved|pulled|handed over)(?: [\w-]+){0,2} on$", re.IGNORECASE
)
_ON_AFTERMATH: Final = re.compile(rf"^,? (?:[\w’'-]+ ){{0,6}}?(?:was |were |has |have )?{_AFTERMATH}\b", re.IGNORECASE)
_JUDGED: Final = re.compile(
    r"^,? (?:\w+ly )?(?:charged|convicted|indicted|jailed|sentenced|acquitted|found (?:[\w’'-]+ ){1,4}guilty|named|identified|buried|"
    r"mourned|blamed|accused|vowed|pledged|called (?:for|on)|demanded|urged|appealed|offered|asked|ruled|decided)\b"
)
_DIED_OF_IT: Final = re.compile(
    r"\b(?:died|dies|succumbed|death)\b[^.;]{0,30}\b(?:hospitals?|clinic|wounds|injuries)\b(?: (?!after\b)[\w’'-]+){0,3}$"
)
_DATED: Final = re.compile(
    r"\b(?:dated|document of|report of|letter of|statement of|born(?: on| in)?|deadline of|"
    r"(?:founded|formed|established|created) (?:on|in)|"
    r"(?:signed|agreed|reached|declared|imposed|elected|appointed|inaugurated|rebuilt|built|opened)(?: on| in)|"
    r"article|edition of|as of|elections? (?:of|in|on)|scheduled for|due (?:on|in))$",
    re.IGNORECASE,
)
_RANKED: Final = re.compile(
    r"\b(?:[a-z]{3,12}est|most [a-z]+|worst|first|second|third|fourth|fifth|latest|only)\b(?: (?!on\b|at\b|near\b)[\w’'-]+){0,6}$",
    re.IGNORECASE,
)
_THIS: Final = re.compile(r"(?:this|the|so far this) (?:year|month|week|decade|century)\b|(?:in|of) (?:20|19)\d\d", re.IGNORECASE)
"""A stretch among whose events one is ranked: "one of the deadliest attacks this year"."""
_POSSESSIVE: Final = re.compile(r"^['’]s? (?:[\w-]+ ){0,3}$")
_ATTRIBUTE: Final = re.compile(r"^ (?:[\w-]+ )?$")
_ARTICLE: Final = re.compile(r"\b(?:the|that|this|an?)$", re.IGNORECASE)
_ANOTHER_AFTER: Final = re.compile(
    r"\b(?:after|following|since|before|ahead of|(?:days?|weeks?|months?|years?) (?:after|before)|"
    r"in (?:response|retaliation|revenge|reprisal|protest)|"
    r"to (?:mark|mourn|protest|condemn|commemorate|remember)|(?:marking|mourning|protesting)|anniversary of|over)\b",
    re.IGNORECASE,
)


def of_the_deed(text: str, sentence: Span, mention: TimeMention, triggers: Sequence[Trigger]) -> TimeMention | None:
    """The time as one of a deed. None for those of statements and trials; "learned of it in April" and "bodies were found in
    April" bound the deed from above.
    """
    span = mention.span
    opening = max(sentence.start, span.start - 80)
    before = text[opening : span.start].rstrip()
    if any(_is_attribute(before, text[span.end : t.span.start]) for t in triggers if span.end < t.span.start):
        return mention
    if _DATED.search(before) or (_THIS.match(span.of(text)) and _RANKED.search(before)):
        return None
    if _LEARNED.search(before) or _BODIES_FOUND.search(before):
        return _known_by(mention, triggers)
    late = _DIED_OF_IT.search(before)
    if late and any(t.span.end <= opening + late.start() or t.span.start >= opening + late.end() for t in triggers):
        return _known_by(mention, triggers)  # "wounded in the shelling, she died in hospital on Friday"
    if _JUDGED.match(text[span.end : span.end + 60]):
        return None
    if _SAID_ON.search(before) or _ON_SAID.match(text[span.end : span.end + 40]) or _AFTERMATH_ON.search(before):
        return None
    return None if _opens_aftermath(text, sentence, span, triggers) else mention


def _known_by(mention: TimeMention, triggers: Sequence[Trigger]) -> TimeMention | None:
    """What was known by then had happened by then."""
    bound = Bounds(latest=mention.when.latest)
    if bound.is_open or not any(t.realis in (Realis.ACTUAL, Realis.ATTEMPTED) for t in triggers):
        return None
    when = replace(mention.when, start=bound, end=bound, precision=DatePrecision.UNKNOWN)
    return replace(mention, when=when, rule=f"{mention.rule}, known by then")


def _is_attribute(before: str, between: str) -> bool:
    """ "Said that Monday's attack", "over the 3 May bombing"."""
    return _POSSESSIVE.match(between) is not None or (
        _ARTICLE.search(before) is not None and _ATTRIBUTE.match(between) is not None
    )


def _opens_aftermath(text: str, sentence: Span, span: Span, triggers: Sequence[Trigger]) -> bool:
    """ "On Thursday the president condemned the attack": a day put first dates the verb that follows it."""
    if span.start - sentence.start > 12:
        return False
    match = _ON_AFTERMATH.match(text[span.end : min(sentence.end, span.end + 90)])
    return match is not None and not any(span.end <= t.span.start < span.end + match.end() for t in triggers)


def dates(text: str, mention: TimeMention, triggers: Sequence[Trigger]) -> bool:
    """Whether a time can date what these triggers tell, as far as the words between them say."""
    span = mention.span
    if mention.rule == ANNIVERSARY:
        return False
    if mention.rule == FROM_AN_EVENT:  # "three days after a roadside bomb" dates what happened then, not the bomb
        return event_of(text, mention, triggers) is None
    if FROM_THE_DAY_BESIDE in mention.rule:  # "on Monday, a day after the raid": the raid was on Sunday
        return event_of(text, mention, triggers) is not None
    if any(t.span.start < span.end for t in triggers):
        return True
    first = min(triggers, key=lambda t: t.span.start)
    return _ANOTHER_AFTER.search(text[span.end : first.span.start]) is None


def event_of(text: str, mention: TimeMention, triggers: Sequence[Trigger]) -> Trigger | None:
    """The event that a time hangs on: "two days after the raid"."""
    end = mention.span.end
    near = (t for t in triggers if t.span.start >= end and _NEW_CLAUSE.search(text[end : t.span.start]) is None)
    return next(near, None)


_NEW_CLAUSE: Final = re.compile(r"[,;:]\s")
