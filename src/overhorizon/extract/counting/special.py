"""Tolls without a plain count of people: explicit zeros, single persons, plurals without a number."""

import re
from collections.abc import Iterator
from typing import Final

from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, Harm, PartKind, Toll, TollPart, Victims
from overhorizon.extract.counting.groups import GROUPISH, NAME
from overhorizon.extract.counting.harms import Form, HarmWord
from overhorizon.extract.counting.people_words import MANY_PEOPLE, ONE_PERSON, side_of
from overhorizon.extract.counting.phrases import ASKED, MOST_PEOPLE
from overhorizon.extract.counting.result import TollMention
from overhorizon.extract.numbers import NUMBER, read_whole

_ZERO: Final = re.compile(
    r"\b(?:(?P<nobody>no\sone|nobody|none|no\s(?:people|civilians|soldiers|passengers|one\selse|other\spersons?|troops|"
    r"police\sofficers|residents|villagers|children|Americans))"
    r"(?:\sof\s[\w\s]{1,30}?)?\s{1,2}(?:else\s)?(?:was|were|is|has\sbeen|have\sbeen|had\sbeen|got)\s{1,2}(?:reported\s|"
    r"reportedly\s|seriously\s)?(?P<verb>killed|injured|wounded|hurt|harmed|arrested|kidnapped|abducted)"
    r"(?P<also>\s(?:or|nor)\s(?:killed|injured|wounded|hurt))?"
    r"|(?:without|caused\sno|causing\sno|there\swere\sno|there\shave\sbeen\sno|with\sno|resulted\sin\sno|suffered\sno|"
    r"inflicted\sno|left\sno|leaving\sno|claimed\sno)\s{1,2}(?P<noun>casualties|deaths|fatalities|injuries|loss\sof\slife)"
    r"(?P<nouns>\s(?:or|and)\s(?:casualties|deaths|fatalities|injuries))?"
    r"|(?:nobody|no\sone|none\sof\s(?:them|those\sinside))\s(?:has\s|have\s|had\s)?(?P<died>died)|no\s(?P<lives>lives)\swere\slost)\b",
    re.IGNORECASE,
)
_HARMS: Final = {
    "killed": Harm.KILLED, "injured": Harm.INJURED, "wounded": Harm.INJURED, "hurt": Harm.INJURED, "harmed": Harm.INJURED,
    "arrested": Harm.ARRESTED,
    "kidnapped": Harm.ABDUCTED, "abducted": Harm.ABDUCTED, "casualties": Harm.CASUALTIES,
    "died": Harm.KILLED, "lives": Harm.KILLED, "deaths": Harm.KILLED, "fatalities": Harm.KILLED, "injuries": Harm.INJURED,
}  # fmt: skip


def zero_tolls(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "No one was killed", "caused no casualties": a stated zero. "No reports of casualties" states nothing."""
    for match in _ZERO.finditer(text, start, end):
        span = Span(start=match.start(), end=match.end())
        words = [w for w in (match["verb"], match["noun"], match["also"], match["nouns"], match["died"], match["lives"]) if w]
        harms = {_HARMS[w.lower().split()[-1]] if "loss" not in w.lower() else Harm.KILLED for w in words}
        if (match["nobody"] and match["nobody"].lower() in ("nobody", "no one") and harms == {Harm.INJURED}) or harms == {
            Harm.CASUALTIES
        }:
            harms.add(Harm.KILLED)  # where nobody was hurt, nobody was killed
        for harm in sorted(harms, key=lambda h: h.value):
            yield TollMention(span=span, toll=Toll(harm=harm, total=Count.exactly(0)), rule="none", superseded=False, people=span)


_SELF: Final = re.compile(r"\s{1,2}(?P<self>himself|herself|themselves|itself)\b", re.IGNORECASE)
_NAME_RIGHT: Final = re.compile(
    rf"\s{{1,2}}(?:(?:[\w’'-]{{1,20}}\s){{0,4}}?{ONE_PERSON}\s)?(?P<people>{NAME})(?=\s*(?:[.,;:!?)]|$|\s(?:and|in|on|at|by|"
    rf"during|near|when|as|"
    rf"after|outside|last|with|late|early|earlier|while)\b))"
)
_TITLES: Final = rf"(?:(?:[\w’'-]{{1,20}}\s){{0,4}}?(?:{ONE_PERSON}|Gen\.|Col\.|Capt\.|Maj\.|Lt\.|Sgt\.|Mr\.|Dr\.)\s)?"
_NAME_OF: Final = re.compile(rf"\s{{1,2}}{_TITLES}(?P<people>{NAME})(?!\s[a-z-]{{2,20}}s\b)")
_ADVERB: Final = r"(?:[a-z]{2,20}ly\s|later\s|also\s|himself\s|[a-z]{3,15}\sand\s)"
_NAME_PASSIVE: Final = re.compile(
    rf"(?P<people>{NAME})(?:(?:,\s[^,;.]{{1,80}}){{1,3}},|\s\([^()]{{2,40}}\))?\s{{1,2}}(?:(?:was|has\sbeen|had\sbeen|is|be|"
    rf"being)\s{{1,2}}{_ADVERB}?)?$"
)
_SHORT_PASSIVE: Final = re.compile(
    rf"(?<![\w’'-])(?P<people>[Hh]e|[Ss]he|who|[A-Z][a-z’'-]{{2,20}})\s(?:was|has\sbeen|had\sbeen)\s{_ADVERB}?$"
)
"""One name, or a pronoun: "Farid was killed", "he was killed", "who was killed"."""
_HEADLINE: Final = re.compile(
    rf"(?P<people>(?:[\w’'-]{{1,20}}\s){{0,4}}?{ONE_PERSON})(?:\s[\w’'-]{{1,20}}){{0,9}}?\s$", re.IGNORECASE
)
_HEADLINE_END: Final = re.compile(r"$|,\s|\s(?:by|in|at|near|during|outside)\b", re.IGNORECASE)
_SAYS: Final = re.compile(
    rf"\b(?:says?|said|claims?|claimed|vows?|and|or|was|were|had|has|have|not|no|who|that|to|the|an?|"
    rf"{MANY_PEOPLE})\b",
    re.IGNORECASE,
)
_NO_NAME: Final = frozenset(
    "Nobody None This That There What Each Neither Either Nothing Everybody Everyone Another One Anyone Group Family Team".split()
)
_THEIR_DEATH: Final = re.compile(
    rf"\b(?P<people>his|her|(?:the|its|their)\s(?:[\w’'-]{{1,20}}\s){{0,3}}?{ONE_PERSON}(?=['’]s\s)|(?-i:{NAME}|"
    rf"[A-Z][\w-]{{1,30}})(?=['’]s?\b))(?:['’]s?)?\s(?:own\s|violent\s|reported\s)?"
    rf"(?P<noun>death|killing|assassination|murder|slaying)\b"
    r"(?!\s(?:threat|sentence|penalty|toll|squad|row|bed|anniversary|spree|case|trial|charge|plot|attempt|certificate|rate))",
    re.IGNORECASE,
)
_AUX_ONE: Final = re.compile(
    r"\b(?:was|has\sbeen|had\sbeen|is|being)\s{1,2}(?:[a-z]+ly\s|later\s|also\s|himself\s|"
    r"[a-z]{3,15}\sand\s)?$"
)


def own_death(text: str, sentence: Span, word: HarmWord) -> TollMention | None:
    """ "The bomber killed himself": an attacker's own death, apart from the others'."""
    mine = _SELF.match(text, word.end, sentence.end)
    if mine is None or word.harm is not Harm.KILLED:
        return None
    plural = mine["self"].lower() == "themselves"
    count = Count(low=None, best=None, high=None, basis=CountBasis.VAGUE) if plural else Count.exactly(1)
    toll = Toll(harm=word.harm, total=count, victims=Victims.ATTACKERS)
    return _made(word, mine.start("self"), mine.end("self"), toll, "attacker's own death")


_ONE_DEATH: Final = re.compile(
    r"\b(?:one|1|a\ssingle|a)\s(?:confirmed\s|civilian\s|further\s|reported\s)?(?P<noun>death|fatality)\b"
    r"(?!\s(?:threat|sentence|penalty|toll|squad|row|bed|certificate|rate|warrant|camp|trap|cult))",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"\b(?:one|1|single|confirmed|further|reported)\b", re.IGNORECASE)


def one_death(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "One fatality": a count whose noun stands in the singular. "A death" is too little: it may be anybody's."""
    for match in _ONE_DEATH.finditer(text, start, end):
        if _COUNTED.search(match.group()):
            span = Span(start=match.start(), end=match.end())
            toll = Toll(harm=Harm.KILLED, total=Count.exactly(1))
            yield TollMention(span=span, toll=toll, rule="noun", superseded=False, people=span)


_VICTIMS: Final = re.compile(
    rf"\b(?:all|both|(?:all\s)?the)\s(?:of\sthe\s)?(?:(?P<number>{NUMBER})\s)?(?P<noun>victims)\b(?!['’])(?:(?=\s(?:were|was|are|had|have)\b)|(?=\sincluded\b))",
    re.IGNORECASE,
)
_OTHER_VICTIMS: Final = re.compile(
    r"\b(?:abduct|kidnap|hostage|captiv|ransom|injur|wound|hurt|hospital|rap|traffick|surviv|releas|freed|miss)", re.IGNORECASE
)


def all_victims(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "All three victims were farm hands": dead, where nothing in the sentence says that they suffered otherwise."""
    for match in _VICTIMS.finditer(text, start, end):
        both = match.group().lower().startswith("both")
        value = 2 if both and not match["number"] else read_whole(match["number"]) if match["number"] else None
        if value is None or value > MOST_PEOPLE or _OTHER_VICTIMS.search(text, start, end):
            continue
        span = Span(start=match.start(), end=match.end("noun"))
        toll = Toll(harm=Harm.KILLED, total=Count.exactly(value))
        yield TollMention(span=span, toll=toll, rule="all victims", superseded=False, people=span)


_BLEW_UP: Final = re.compile(r"\b(?:blew|blows|blowing|blown)\s(?:up\s)?(?P<self>(?:him|her|it)self|themselves)\b", re.IGNORECASE)


def blown_up(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "The bomber blew himself up": an attacker's own death, told without a word for dying."""
    for match in _BLEW_UP.finditer(text, start, end):
        if _UNREAL_DEED.search(text, max(start, match.start() - 30), match.start()):
            continue
        plural = match["self"].lower() == "themselves"
        count = Count(low=None, best=None, high=None, basis=CountBasis.VAGUE) if plural else Count.exactly(1)
        yield TollMention(
            span=Span(start=match.start(), end=match.end()),
            toll=Toll(harm=Harm.KILLED, total=count, victims=Victims.ATTACKERS),
            rule="attacker's own death",
            superseded=False,
            people=Span(start=match.start("self"), end=match.end("self")),
        )


_UNREAL_DEED: Final = re.compile(
    r"\b(?:to|not|never|before|could|would|will|from|without|tried|failed|plan\w*)\s(?:[a-z]+ly\s)?$", re.IGNORECASE
)


def one_named(text: str, sentence: Span, word: HarmWord) -> TollMention | None:
    """A single person by name: "killed Omar Farid", "the assassination of Omar Farid", "Omar Farid was shot dead"."""
    single = Toll(harm=word.harm, total=Count.exactly(1, CountBasis.ONE_NAMED))
    if word.form in (Form.ACTIVE, Form.OF, Form.PARTICIPLE):
        name = (_NAME_OF if word.form is Form.OF else _NAME_RIGHT).match(text, word.end, sentence.end)
        before = text[max(sentence.start, word.start - 40) : word.start]
        if name and not GROUPISH.search(name["people"]) and not _AUX_ONE.search(before):
            end = name.end("people") - name["people"].endswith(".")
            return _made(word, name.start("people"), end, single, "one person")
    if word.form in (Form.PARTICIPLE, Form.STATE):
        offset = max(sentence.start, word.start - 160)
        name = _NAME_PASSIVE.search(text[offset : word.start])
        if (
            name
            and not GROUPISH.search(name["people"])
            and (word.form is Form.STATE or _AUX_ONE.search(text[offset : word.start]))
        ):
            return _made(word, offset + name.start("people"), offset + name.end("people"), single, "one person")
        head = _HEADLINE.match(text, sentence.start, word.start) if word.start - sentence.start < 120 else None
        if head and not _SAYS.search(head.group()) and _HEADLINE_END.match(text, word.end, sentence.end):
            return _made(word, head.start("people"), head.end("people"), single, "one person")
        short = _SHORT_PASSIVE.search(text[offset : word.start]) if word.form is Form.PARTICIPLE else None
        if short and short["people"] not in _NO_NAME and not GROUPISH.search(short["people"]):
            return _made(word, offset + short.start("people"), offset + short.end("people"), single, "one person")
    return None


def their_deaths(text: str, start: int, end: int) -> Iterator[TollMention]:
    """ "His death", "Farid's killing": one person."""
    for match in _THEIR_DEATH.finditer(text, start, end):
        if GROUPISH.search(match["people"].removeprefix("The ")) or _UNHAPPENED.search(
            text, max(start, match.start() - 30), match.start()
        ):
            continue
        toll = Toll(harm=Harm.KILLED, total=Count.exactly(1, CountBasis.ONE_NAMED))
        people = Span(start=match.start("people"), end=match.end("people"))
        yield TollMention(
            span=Span(start=match.start(), end=match.end()), toll=toll, rule="one person", superseded=False, people=people
        )


_UNHAPPENED: Final = re.compile(
    r"\b(?:before|until|plot|plan|called\sfor|threatened|attempt|to\savoid|fake|faked|faking|"
    r"denied|on\sto)\s(?:to\s)?$",
    re.IGNORECASE,
)

_PLURAL_LEFT: Final = re.compile(
    rf"\b(?P<people>(?:(?!and\b|the\b)[A-Za-z’'-]{{1,30}}\s){{0,2}}?{MANY_PEOPLE})\s{{1,2}}"
    rf"(?:were|are|have\sbeen|had\sbeen)\s{{1,2}}(?:also\s|reportedly\s|being\s)?$",
    re.IGNORECASE,
)
_AUX_MANY: Final = re.compile(r"\b(?:were|are|been)\s{1,2}(?:also\s|reportedly\s|being\s)?$", re.IGNORECASE)
_PLURAL_RIGHT: Final = re.compile(
    rf"\s{{1,2}}(?P<people>(?:(?!were\b|was\b|are\b|is\b|in\b|by\b|the\b|and\b|on\b|at\b|"
    rf"included\b)[A-Za-z’'-]{{1,30}}\s){{0,2}}?{MANY_PEOPLE})\b",
    re.IGNORECASE,
)
_HEAD_WORD: Final = re.compile(rf"{MANY_PEOPLE}$", re.IGNORECASE)


def plural_people(text: str, sentence: Span, word: HarmWord) -> TollMention | None:
    """ "Civilians were killed": people, and no number that could be given."""
    if word.harm not in (Harm.KILLED, Harm.INJURED, Harm.ABDUCTED, Harm.CASUALTIES):
        return None
    offset = max(sentence.start, word.start - 80)
    before = text[offset : word.start]
    match = _PLURAL_LEFT.search(before) if word.form is Form.PARTICIPLE and _AUX_MANY.search(before[-30:]) else None
    at = offset
    if match is None and word.form in (Form.PARTICIPLE, Form.ACTIVE, Form.OF) and not _AUX_ONE.search(before[-30:]):
        match, at = _PLURAL_RIGHT.match(text[word.end : sentence.end][:80]), word.end
    if match is None or ASKED.search(text, max(sentence.start, at + match.start("people") - 30), at + match.end("people")):
        return None
    head = _HEAD_WORD.search(match["people"])
    victims = side_of(head.group()) if head else Victims.UNKNOWN
    start, end = at + match.start("people"), at + match.end("people")
    some = Count(low=None, best=None, high=None, basis=CountBasis.VAGUE)
    part = TollPart(words=text[start:end], count=some, victims=victims, kind=PartKind.PARTITION, span=Span(start=start, end=end))
    return _made(word, start, end, Toll(harm=word.harm, total=some, victims=victims, parts=(part,)), "plural without a number")


def _made(word: HarmWord, start: int, end: int, toll: Toll, rule: str) -> TollMention:
    return TollMention(
        span=Span(start=min(word.start, start), end=max(word.end, end)),
        toll=toll,
        rule=rule,
        superseded=False,
        people=Span(start=start, end=end),
    )
