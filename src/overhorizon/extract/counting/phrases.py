"""Count phrases: "at least 12 villagers", "dozens of people", "the group's commander", "between 20 and 30"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from overhorizon.domain.tolls import Count, CountBasis, Victims
from overhorizon.extract.counting.people_words import MANY_PEOPLE, ONE_PERSON, side_of
from overhorizon.extract.numbers import DIGITS, NUMBER, read_whole

MOST_PEOPLE: Final = 100_000_000
"""A larger number counts something else."""

S: Final = r"\s{1,2}"
_QUALIFIER: Final = (
    r"(?P<qualifier>at\sleast|a\sminimum\sof|no\sfewer\sthan|not\sfewer\sthan|no\sless\sthan|not\sless\sthan|more\sthan|"
    r"(?:just\s|well\s)?over|upwards?\sof|in\sexcess\sof|just\sunder|just\sshort\sof|"
    r"up\sto|as\smany\sas|no\smore\sthan|at\smost|fewer\sthan|less\sthan|under|about|around|some|nearly|almost|"
    r"approximately|roughly|an?\sestimated|estimated|"
    r"close\sto|half|exactly|only|just|an?\s(?:further|additional|total\sof)|a\stotal\sof|another|the\sother|other|all|"
    r"all\sof|the|these|those|all\sthe|both)"
).replace(r"\s", S)
_LOW: Final = frozenset(
    {
        "at least",
        "a minimum of",
        "no fewer than",
        "not fewer than",
        "no less than",
        "not less than",
        "more than",
        "over",
        "just over",
        "well over",
        "upward of",
        "upwards of",
        "in excess of",
    }
)
_HIGH: Final = frozenset({"up to", "as many as", "no more than", "at most", "fewer than", "less than", "under"})
_ABOUT: Final = frozenset(
    {
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "approximately",
        "roughly",
        "an estimated",
        "a estimated",
        "estimated",
        "close to",
        "just under",
        "just short of",
    }
)
_VAGUE: Final = (
    r"(?P<vague>(?:several|many|a\sfew)\s(?:hundreds?|dozens?|thousands?)|hundreds\sof\sthousands|tens\sof\sthousands|"
    r"hundreds(?:,\sif\snot\sthousands,)?|dozens|scores|"
    r"thousands|tens\sof\sthousands|hundreds\sof\sthousands|tens|"
    r"several|a\sfew|few|many|numerous|multiple|countless|a\s(?:large\s|small\s)?number|a\shandful|an\s(?:unknown|"
    r"unspecified|undisclosed)\snumber|a\scouple)"
).replace(r"\s", S)
_RANGE: Final = (
    rf"(?:between{S}(?P<r1>{NUMBER}){S}and{S}(?P<r2>{NUMBER})|(?P<r3>{NUMBER}){S}(?:to|or){S}(?P<r4>{NUMBER})|"
    rf"(?P<r5>{DIGITS})[-–](?P<r6>{DIGITS})\b|"
    rf"(?(qualifier)(?P<r7>{NUMBER}),?{S}(?:and|or|but|to)(?:{S}(?:possibly|perhaps|maybe|probably))?{S}"
    rf"(?:(?:up{S}to|as{S}many{S}as)|(?<=possibly)|(?<=perhaps)|(?<=maybe)|(?<=probably)){S}(?P<r8>{NUMBER}),?|(?!)))"
)
_STOP: Final = (
    r"(?!(?:and|or|were|was|is|are|be|been|in|on|at|by|when|while|who|whom|which|that|of|the|a|an|after|before|as|have|has|"
    r"had|with|from|to|for|into|near|"
    r"dead|killed|wounded|injured|missing|kidnapped|abducted|arrested|detained|more|others?|dying|died|including|during|"
    r"since|but|his|her|its|their|than|it|they|he|she|"
    r"killing|wounding|injuring|leaving|lives?|deaths?|casualties|fatalities|injuries|bodies|corpses|years?|months?|weeks?|"
    r"days?|hours?|minutes?|"
    r"miles?|km|kilometers?|kilometres?|metres?|meters?|percent|per|million|billion|times|rounds?|least|between)\b)"
)
_MODS: Final = rf"(?P<mods>(?:{_STOP}[\w][\w’'.\-]{{0,30}}{S}){{0,5}}?)"
_DEMONYM: Final = r"(?-i:[A-Z][a-z]{2,15}(?:ans|ese|ians|is|ish|men|ars|ips|uts|rds|nes|tes|rks|dis|ots|lis|ens))"
_HARM_NOUN: Final = (
    r"(?P<harmnoun>deaths|fatalities|casualties|injuries|bodies|corpses|lives|arrests|abductions|kidnappings|detentions|hostages)"
)
_HEAD: Final = (
    rf"(?:(?P<more>more|others?|further|additional){S})?(?:{_MODS}(?:(?P<head>{MANY_PEOPLE})(?!{S}{MANY_PEOPLE}\b)|"
    rf"(?P<demonym>{_DEMONYM})|"
    rf"{_HARM_NOUN}|(?P<unknown>(?!(?:was|has|is|as|his|its|this|us|plus|less)\b)(?-i:[a-z]{{2,20}}s)(?!{S}{MANY_PEOPLE}\b)))(?![\w’'-])|(?P<rest>others|more)\b)"
)
_OF: Final = rf"(?P<of>{S}of\b(?:{S}(?:the|its|their|his|her|those|these|them|whom|our|my)\b)?)?"
_COUNT: Final = re.compile(
    rf"(?<![\w$£€.,/-])(?:(?:{_QUALIFIER}){S})?(?P<number>{_RANGE}|{_VAGUE}|{NUMBER})(?![\w%’'.:/$€-]*\d)(?!\s?(?:%|"
    rf"percent\b))(?:(?<=\w)\b|(?<=,)(?=\s))"
    rf"(?:{S}(?P<suffix>or{S}more|or{S}so))?{_OF}(?:{S}{_HEAD})?",
    re.IGNORECASE,
)
_ONE: Final = re.compile(
    rf"(?<![\w$-])(?<!\bnot\s)(?:(?P<article>an?|another|one|1|the|his|her|its|their|our)(?:{S}(?P<other>other))?{S}{_MODS}"
    rf"(?P<head>{ONE_PERSON})|"
    rf"(?P<both>both){S}(?:of{S})?(?:(?:the|his|her|its|their){S})?{_MODS.replace('mods', 'mods2')}(?P<pair>{MANY_PEOPLE}))"
    rf"(?![\w-])(?!['’]s?\b)(?!{S}(?:{MANY_PEOPLE}|{ONE_PERSON})(?![\w-]))"
    rf"(?!{S}(?:bus|buses|coach|vehicle|van|train|plane|aircraft|jet|car|truck|ship|boat|ferry|station|union|camp|convoy|patrol|base|post)s?\b)",
    re.IGNORECASE,
)
_NOT_PEOPLE_AFTER: Final = re.compile(
    rf"(?:{S}|\s?-\s?)(?:year|month|week|day|hour|minute|second|mile|km|kilomet|met(?:er|re)s?|feet|foot|percent|per{S}cent|kg|"
    rf"kilo|pound|dollar|euro|rupee|tonne|ton|"
    rf"million|billion|and{S}a{S}half\b|th\b|st\b|nd\b|rd\b|a\.?m\b|p\.?m\b|o['’]clock|times\b|more{S}(?:years|days|weeks|months)|of{S}"
    rf"(?:January|February|March|April|May|June|July|August|September|October|November|December))",
    re.IGNORECASE,
)
_MONTH_BEFORE: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Aug\.?|"
    r"Sept?\.?|Oct\.?|Nov\.?|Dec\.?|"
    r"aged?|No\.?|number|article|section|chapter|page|room|flight|highway|route|road|district|block|sector|unit|brigade|"
    r"at\s\d\d?:?)\s{1,2}$",
    re.IGNORECASE,
)
_MONTH_AFTER: Final = re.compile(
    rf"{S}(?:January|February|March|April|May|June|July|August|September|October|November|"
    rf"December|Jan\b|Feb\b|Aug\b|Sept?\b|Oct\b|Nov\b|Dec\b)"
)
_SUFFERERS: Final = re.compile(
    rf"{S}(?P<head>wounded|injured|dead|hurt|missing|kidnapped|abducted|detained|"
    rf"survivors)\b",
    re.IGNORECASE,
)
_THING_AFTER: Final = re.compile(
    rf"{S}(?!(?:in|on|at|by|and|or|when|while|as|after|before|during|near|outside|inside|were|was|are|is|have|had|has|being|"
    rf"been|dead|killed|wounded|injured|hurt|missing|"
    r"kidnapped|abducted|arrested|detained|displaced|evacuated|died|die|dying|later|to|from|with|since|but|who|that|if|so|"
    r"this|last|early|late|over|across|within|along|"
    r"there|here|today|yesterday|overnight|according|including|between|through|around|for|more|others|may|might|could|have|"
    r"also|reported|feared|confirmed|lay|remain|"
    r"remained|lost|perished|succumbed|unaccounted|slain|shot|gunned|murdered|executed|beheaded|massacred|assassinated|"
    r"freed|released|rescued|taken|held|of|per|critically|"
    r"seriously|severely|slightly|lightly|among|alone|then|because|until|amid|under|apiece|fled|homeless|airlifted|left|"
    r"still|reportedly|despite|where|which)\b)(?-i:[a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPhrase:
    """People counted: from ``start`` to ``end`` of the text, head noun included. ``head`` is empty for a bare number."""

    start: int
    end: int
    count: Count
    victims: Victims
    head: str = ""
    definite: bool = False  # "the commander": one person, known to the reader
    of_them: bool = False  # "13 of them": some of those counted before

    @property
    def is_bare(self) -> bool:
        return not self.head


def count_phrases(text: str, start: int, end: int) -> Iterator[CountPhrase]:
    """The counts of people between two offsets, in order, without overlaps; dates, ages, money and measures left out."""
    position = start
    many, one = _next_count(text, start, end), _ONE.search(text, start, end)
    while many is not None or one is not None:
        if many is not None and many.start < position:
            many = _next_count(text, position, end)
            continue
        if one is not None and one.start() < position:
            one = _ONE.search(text, position, end)
            continue
        if many is not None and (one is None or many.start <= one.start()):
            yield many
            position = many.end
        else:
            assert one is not None
            if not ((one["head"] or "").lower() in _ADJECTIVES and _THING_AFTER.match(text, one.end())):
                yield _one(one)
            position = one.end()


def _next_count(text: str, start: int, end: int) -> CountPhrase | None:
    position = start
    while (match := _COUNT.search(text, position, end)) is not None:
        as_many = (match["vague"] or "").lower() == "many" and text.endswith("as ", start, match.start())
        if as_many or _SOME_OF.search(text, max(start, match.start() - 24), match.start()):
            position = match.end()
            continue
        phrase = _phrase(match)
        if phrase is not None:
            return phrase
        position = max(match.start() + 1, match.end("number"))
    return None


def _phrase(match: re.Match[str]) -> CountPhrase | None:
    text = match.string
    qualifier = " ".join((match["qualifier"] or "").lower().split())
    count = _count(match, qualifier)
    if count is None:
        return None
    if match["vague"] and ASKED.search(text[max(0, match.start("number") - 5) : match.end("number")]):
        return None
    unknown = match["unknown"] or ""
    if unknown and not _suffer(match):
        return None
    head = match["head"] or match["demonym"] or match["harmnoun"] or match["rest"] or unknown
    of_them = bool(match["of"]) and match["of"].lower().split()[-1] in ("them", "whom")
    ends = match.end() if head or of_them else match.end("number")
    if not head and match["of"] and not of_them:
        sufferers = _SUFFERERS.match(text, match.end("of"))
        if sufferers is None:
            return None
        head, ends = sufferers["head"], sufferers.end()
    if not head:
        if not of_them and (_THING_AFTER.match(text, match.end("number")) or _is_age(match)):
            return None
        if _NOT_PEOPLE_AFTER.match(text, match.end("number")) or _MONTH_BEFORE.search(
            text, max(0, match.start() - 12), match.start()
        ):
            return None
        if _MONTH_AFTER.match(text, match.end("number")) and match["number"].isdigit():
            return None
        if match["number"].isdigit() and len(match["number"]) == 4 and 1900 <= int(match["number"]) <= 2039:
            return None
    elif _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start()) and not qualifier:
        return None
    return CountPhrase(start=match.start(), end=ends, count=count, victims=_side(match, head), head=head, of_them=of_them)


_SOME_OF: Final = re.compile(
    rf"\b(?:all{S}but|not|(?:half|third|quarter|fifth|most|some|many|few|part|majority|rest){S}of(?:{S}(?:the|its|their))?){S}$",
    re.IGNORECASE,
)
"""Who are left out, or some of a number: "half of the 12" are not twelve, "12, not 20" are not twenty."""
ASKED: Final = re.compile(rf"\bhow{S}(?:many|few)\b", re.IGNORECASE)
"""A question is no count: "it is unclear how many died"."""


def _suffer(match: re.Match[str]) -> bool:
    """Whether a noun of unknown kind can only be people: they are killed, wounded or taken, and are no animals or things."""
    if match["unknown"].lower() in _THINGS:
        return False
    text = match.string
    before = text[max(0, match.start() - 20) : match.start()]
    return _SUFFER_AFTER.match(text, match.end()) is not None or _SUFFER_BEFORE.search(before) is not None


_SUFFERED: Final = (
    r"(?:killed|wounded|injured|murdered|executed|beheaded|massacred|slain|abducted|kidnapped|arrested|detained|evacuated|"
    r"displaced|martyred|assassinated)"
)
_SUFFER_AFTER: Final = re.compile(
    rf"{S}(?:(?:were|was|have{S}been|had{S}been|are|being)(?:{S}also|{S}reportedly)?{S})?"
    rf"(?:{_SUFFERED}|shot{S}dead|gunned{S}down|died)\b",
    re.IGNORECASE,
)
_SUFFER_BEFORE: Final = re.compile(
    rf"\b(?:{_SUFFERED}|killing|wounding|injuring|murdering|executing|beheading|abducting|kidnapping|arresting|detaining|"
    rf"evacuating|deaths?{S}of|killings?{S}of|murders?{S}of){S}$",
    re.IGNORECASE,
)
_THINGS: Final = frozenset(
    "birds cows goats sheep camels horses dogs cats animals pigs chickens elephants lions wolves bears whales trees crops "
    "donkeys bulls bills jobs projects deals hopes "
    "vehicles cars trucks tanks drones houses homes villages cities towns districts countries ships boats planes "
    "helicopters buildings rounds rockets missiles times "
    "attacks bombs strikes raids operations shops churches mosques schools weapons rifles guns motorcycles buses tents "
    "camps bases posts checkpoints states provinces "
    "places points days weeks months years hours minutes seconds decades metres meters miles kilometers kilometres percents "
    "pounds dollars shots bullets blasts explosions "
    "fronts sides occasions incidents clashes ways cases families households fires was has is its this plus less across "
    "less perhaps others deaths lives bodies".split()
)


_ADJECTIVES: Final = frozenset(
    "official general national human minor individual captive dissident suspect jesuit islamist "
    "militant rebel civilian guerrilla major muslim christian american afghan iraqi syrian palestinian israeli pakistani indian russian "
    "ukrainian somali nigerian turk kurd yemeni lebanese iranian shiite sunni hazara houthi yazidi egyptian kenyan malian libyan "
    "sudanese ethiopian german filipino congolese burkinabe".split()
)
"""Words for a person that also stand before a thing: "an official note"."""


def _is_age(match: re.Match[str]) -> bool:
    """ "Omar Farid, 32, was killed"."""
    before = match.string[max(0, match.start() - 3) : match.start()]
    after = match.string[match.end("number") : match.end("number") + 1]
    return (re.fullmatch(r"[\w.)],\s", before) is not None and after in (",", ")", "")) or (before.endswith("(") and after == ")")


def _side(match: re.Match[str], head: str) -> Victims:
    side = side_of(head)
    return side_by_modifiers(match["mods"] or "", side)


_STATE_MODS = re.compile(
    r"\b(?:police|army|military|security|government|naval|navy|air\sforce|border|uniformed)\b", re.IGNORECASE
)
_ARMED_MODS = re.compile(
    r"\b(?:taliban|militant|rebel|insurgent|jihadist|extremist|terrorist|isis|is-k|al-qaeda|"
    r"al-shabaab)\b",
    re.IGNORECASE,
)
_CIVIL_MODS = re.compile(r"\b(?:civilian|unarmed)\b", re.IGNORECASE)


def side_by_modifiers(modifiers: str, side: Victims) -> Victims:
    """ "Police recruits", "rebel commanders": what the noun leaves open, the words before it may say."""
    if side is not Victims.UNKNOWN:
        return side
    for pattern, found in (
        (_CIVIL_MODS, Victims.CIVILIANS),
        (_STATE_MODS, Victims.STATE_FORCES),
        (_ARMED_MODS, Victims.ARMED_GROUP),
    ):
        if pattern.search(modifiers):
            return found
    return side


def _count(match: re.Match[str], qualifier: str) -> Count | None:
    if match["vague"]:
        return _vague(" ".join(match["vague"].lower().split()))
    low = match["r1"] or match["r3"] or match["r5"] or match["r7"]
    high = match["r2"] or match["r4"] or match["r6"] or match["r8"]
    if low:
        first, second = read_whole(low), read_whole(high)
        if first is None or second is None or first >= second:
            return None
        if qualifier in _LOW and not match["r7"]:
            return Count(low=first, best=None, high=None, basis=CountBasis.AT_LEAST)
        return Count(low=first, best=None, high=second, basis=CountBasis.RANGE)
    words = match["number"].lower()
    value = read_whole(words)
    if value is None or value > MOST_PEOPLE:
        return None
    if qualifier == "half":
        return Count.exactly(value // 2, CountBasis.ABOUT) if "dozen" in words else None
    if match["suffix"]:
        qualifier = "about" if match["suffix"].lower().endswith("so") else "at least"
    return qualified(value, qualifier, round_number="dozen" in words or "half" in words)


def qualified(value: int, qualifier: str, *, round_number: bool = False) -> Count:
    """A number with the words before it: "at least" leaves the high side open, "up to" the low one."""
    if qualifier in _LOW:
        return Count(low=value, best=value, high=None, basis=CountBasis.AT_LEAST)
    if qualifier in _HIGH:
        return Count(low=None, best=None, high=value, basis=CountBasis.UP_TO)
    basis = CountBasis.ABOUT if qualifier in _ABOUT or round_number else CountBasis.EXACT
    return Count.exactly(value, basis)


def _vague(words: str) -> Count:
    low = None
    if words.startswith("several "):
        low = {"hundred": 200, "hundreds": 200, "dozen": 24, "dozens": 24, "thousand": 2000, "thousands": 2000}[words.split()[1]]
    if words == "a couple":
        return Count.exactly(2, CountBasis.ABOUT)
    return Count(low=low, best=None, high=None, basis=CountBasis.VAGUE)


def _one(match: re.Match[str]) -> CountPhrase:
    if match["both"]:
        side = side_by_modifiers(match["mods2"] or "", side_of(match["pair"]))
        return CountPhrase(start=match.start(), end=match.end(), count=Count.exactly(2), victims=side, head=match["pair"])
    definite = match["article"].lower() not in ("a", "an", "another", "one", "1")
    basis = CountBasis.ONE_NAMED if definite else CountBasis.EXACT
    head = match["head"]
    victims = side_by_modifiers(match["mods"] or "", side_of(head))
    return CountPhrase(
        start=match.start(), end=match.end(), count=Count.exactly(1, basis), victims=victims, head=head, definite=definite
    )
