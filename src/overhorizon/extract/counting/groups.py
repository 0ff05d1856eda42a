"""Count phrases that belong together: sums of parts, and parts of those counted before."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from overhorizon.domain.tolls import Count, CountBasis, Victims
from overhorizon.extract.counting.harms import HARM_NOUNS
from overhorizon.extract.counting.people_words import MANY_PEOPLE, side_of
from overhorizon.extract.counting.phrases import CountPhrase, count_phrases
from overhorizon.extract.numbers import NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """``members`` add up; ``subsets`` are among them. From ``start`` to ``end`` of the text."""

    members: tuple[CountPhrase, ...]
    subsets: tuple[CountPhrase, ...] = ()

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return max(p.end for p in (*self.members, *self.subsets))

    @property
    def core_end(self) -> int:
        """Where the members end; subsets may come after the harm word ("170 people died, 13 of them soldiers")."""
        return self.members[-1].end

    def end_before(self, offset: int) -> int:
        """Where the last part that ends before an offset ends."""
        return max((p.end for p in (*self.members, *self.subsets) if p.end <= offset), default=self.core_end)

    @property
    def head(self) -> str:
        return self.members[-1].head

    def sides(self) -> tuple["Group", ...]:
        """Attackers apart from the others: "two bombers and 12 worshippers were killed" are two tolls."""
        attackers = tuple(m for m in self.members if m.victims is Victims.ATTACKERS)
        others = tuple(m for m in self.members if m.victims is not Victims.ATTACKERS)
        return (Group(members=others, subsets=self.subsets), Group(members=attackers)) if attackers and others else (self,)

    def at_least(self) -> "Group":
        """The same people as a lower limit: somebody stands beside them whom we cannot count."""
        last = self.members[-1]
        count = last.count
        if count.best is None or count.basis is CountBasis.AT_LEAST:
            return self
        least = replace(last, count=Count(low=count.best, best=None, high=None, basis=CountBasis.AT_LEAST))
        return Group(members=(*self.members[:-1], least), subsets=self.subsets)

    def first(self, n: int) -> "Group":
        return Group(members=self.members[:n])

    def last(self) -> "Group":
        return Group(members=self.members[-1:], subsets=self.subsets)


_AND: Final = re.compile(
    r"(?:\([A-Z]{2,8}\)|[^\S\n])?,?\s{1,2}(?:and(?:\salso)?|as\swell\sas|along\swith|plus|together\swith)\s{1,2}(?:(?:the|"
    r"his|her|their|its)\s)?",
    re.IGNORECASE,
)
_COMMA: Final = re.compile(r",\s{1,2}")
_AMONG: Final = re.compile(
    r"[^.;:\d]{0,60}?(?:,|—|–|--|\(|\s)\s?(?:including|included|among\s(?:them|whom)|of\s(?:them|whom)|amongst\sthem|"
    r"comprising|mostly|most\sof\sthem|many\sof\sthem|and\samong\sthem)\s{1,2}"
    r"(?:were\s|are\s|at\sleast\s(?=\s))?",
    re.IGNORECASE,
)
_OF_THEM: Final = re.compile(r"[^.:]{0,80}?(?:,|—|–|--|\(|;|\sand)\s{0,2}", re.IGNORECASE)
_WERE: Final = re.compile(rf"\s(?:were|was|are)\s(?:[\w-]{{1,20}}\s){{0,2}}?(?P<head>{MANY_PEOPLE})\b", re.IGNORECASE)
_AMONG_AFTER: Final = re.compile(
    r"(?:,?\s(?:of|aged)\s\d{1,3},?)?\s{1,2}(?:among\sthem|were\samong\sthem|are\samong\sthem|among\sthe\s(?:dead|"
    r"victims))",
    re.IGNORECASE,
)


_SPEAKS: Final = re.compile(
    r"(?:\sand\s(?:an?|the|its|his|her|their|another)\s[\w-]{1,30}(?:\s[\w-]{1,30})?)?"
    r"(?:\s(?:for|of|from|in|at)\s(?:(?:the|its|his|their|an?)\s)?[\w’'-]{1,30}(?:\s[\w’'-]{1,30}){0,4}?|"
    r",?\s(?-i:[A-Z])[\w’'.-]{0,30}){0,4}?,?"
    r"\s{1,2}(?:(?:has|had|have|later|also|then|reportedly|earlier)\s){0,2}"
    r"(?:sa(?:id|ys?)|told|tells?|announced?|announces|added|adds|confirmed|confirms|reported|reports|claimed|claims|stated|states|"
    r"wrote|writes|warned|warns|explained|insisted|declared|posted|tweeted|boasted|testified|recalled|acknowledged|admitted|noted)\b"
    r"(?!\s(?:dead|missing|killed|wounded|injured))",
    re.IGNORECASE,
)
"""What follows somebody who speaks of the dead and is none of them: "killed five people, its spokesman said"."""


def groups(text: str, start: int, end: int) -> tuple[Group, ...]:
    """The counts between two offsets, put together, in order."""
    found: list[Group] = []
    for phrase in count_phrases(text, start, end):
        last = found[-1] if found else None
        if last is not None:
            between = text[last.end : phrase.start]
            if _is_subset(text, between, phrase):
                found[-1] = Group(members=last.members, subsets=(*last.subsets, _with_head(text, phrase, end)))
                continue
            if last.subsets and last.subsets[-1].of_them and between[:1] == "," and _adds(between, last.members[-1], phrase):
                found[-1] = Group(
                    members=(*last.members, phrase), subsets=last.subsets
                )  # "six, two of them officers, and a driver"
                continue
            if last.subsets and _AND.fullmatch(between) and not phrase.is_bare and not phrase.definite:
                found[-1] = Group(members=last.members, subsets=(*last.subsets, phrase))
                continue
            if not last.subsets and _adds(between, last.members[-1], phrase) and not _SPEAKS.match(text, phrase.end, end):
                found[-1] = Group(members=(*last.members, phrase))
                continue
        found.append(Group(members=(phrase,)))
    return tuple(_with_name(text, start, g) for group in found for g in _split_lists(text, group))


NAME: Final = (
    r"(?-i:(?<![\w-])(?:[A-Z][\w’'-]{1,30}|[A-Z]\.)(?:\s(?:al-|el-|bin\s|ibn\s|abu\s|ul\s|de\s|van\s)?"
    r"(?:[A-Z][\w’'.-]{0,30}|al-\w{1,30})){1,4})"
)
"""Two to five capitalised words."""
GROUPISH: Final = re.compile(
    r"\b(?:Islamic|State|States|Army|Force|Forces|Taliban|Haram|Front|Party|Council|Ministry|Brigade|Police|United|Nations|"
    r"Air|Qaeda|Shabaab|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|In|On|At|The|"
    r"After|Hamas|Hezbollah|Houthi|Houthis)\b"
)
"""Capitalised words that no person's name holds."""
_NAMED_BEFORE: Final = re.compile(
    rf"(?:^|killed\s|killing\s|kills\s|death\sof\s|deaths\sof\s|(?:leader|commander|general|colonel|minister|governor|chief|"
    rf"judge|officer|emir|spokesman|Gen\.|Col\.|Capt\.|Maj\.|Lt\.|Sgt\.)\s)"
    rf"(?P<name>{NAME})(?:(?:,\s[^,;.\d]{{3,60}},)?\s(?:and|along\swith|together\swith)\s(?:(?:his|her|the)\s)?|"
    r"(?P<kin>,\s))$",
    re.IGNORECASE,
)
_SHORT_BEFORE: Final = re.compile(
    r"(?:^|(?i:killed|killing|kills|death\sof|deaths\sof)\s)(?P<name>[A-Z][a-z’'-]{2,20})(?:\sand\s(?:(?:his|her)\s)?|(?P<kin>,\s))$"
)
"""One name, where what stands beside it is his or hers: "Farid and two of his guards"."""
_NAME_AND: Final = re.compile(r"^(?P<name>[A-Z][a-z’'-]{3,20}(?<!s))\sand\s$")
"""A name that opens the sentence beside people: "Omari and two guards were shot dead"."""
_NO_NAMES: Final = frozenset(
    "Police After Meanwhile Again Once Troops Some Among Here Only Between There Where Then Under From This That".split()
)
_COUPLE_BEFORE: Final = re.compile(r"\b(?P<pair>(?:an?|the)\s(?:[\w-]{1,20}\s)?couple)\sand\s(?:their\s)?$", re.IGNORECASE)
_HIM_BEFORE: Final = re.compile(
    r"(?:killed|killing|kills)\s(?P<name>him|her)\s(?:and|along\swith|together\swith)\s$", re.IGNORECASE
)
_KIN: Final = re.compile(
    r"(?:his|her)\s(?:[\w-]{1,20}\s){0,2}?(?:wife|husband|sons?|daughters?|mother|father|brothers?|sisters?|children|child|family|driver|"
    r"guards?|bodyguards?|aides?|deputy|uncle|nephew|cousin|parents)\b",
    re.IGNORECASE,
)


def _with_name(text: str, start: int, group: Group) -> Group:
    """ "Omar Farid and two bodyguards": a person by name is one of the sum."""
    first = group.members[0]
    offset = max(start, first.start - 120)
    before = text[offset : first.start]
    match = None
    if not first.is_bare:
        words = text[first.start : first.end]
        match = (
            _HIM_BEFORE.search(before)
            or _NAMED_BEFORE.search(before)
            or (_SHORT_BEFORE.search(before) if _HIS.search(before[-8:] + words) else _lone_name(before, first))
        )
        if match and match.groupdict().get("kin") and not _KIN.match(words):
            match = None  # "Omar Farid, its commander" is one man
    couple = _COUPLE_BEFORE.search(before)
    if couple is not None and not first.is_bare:
        pair = CountPhrase(
            start=offset + couple.start(),
            end=offset + couple.end("pair"),
            count=Count.exactly(2),
            victims=Victims.UNKNOWN,
            head="couple",
        )
        return Group(members=(pair, *group.members), subsets=group.subsets)
    if match is None or GROUPISH.search(match["name"]) or (match.start() == 0 and offset > start):
        return _beside_somebody(text, start, group)
    person = CountPhrase(
        start=offset + match.start("name"), end=offset + match.end("name"),
        count=Count.exactly(1, CountBasis.ONE_NAMED), victims=Victims.UNKNOWN,
        head=match["name"], definite=True,
    )  # fmt: skip
    return Group(members=(person, *group.members), subsets=group.subsets)


def _lone_name(before: str, first: CountPhrase) -> re.Match[str] | None:
    match = _NAME_AND.search(before)
    if match is None or first.head.lower() in ("others", "other", "more") or match["name"] in _NO_NAMES:
        return None
    return None if side_of(match["name"]) is not Victims.UNKNOWN or GROUPISH.search(match["name"]) else match


_HIS: Final = re.compile(r"\b(?:his|her)\b", re.IGNORECASE)


def _is_subset(text: str, between: str, phrase: CountPhrase) -> bool:
    if _AMONG.fullmatch(between):
        return True
    if phrase.of_them and _OF_THEM.fullmatch(between):
        return True
    return between.strip() in (",", "—", "–", "(", "-") and _AMONG_AFTER.match(text, phrase.end) is not None


def _with_head(text: str, phrase: CountPhrase, end: int) -> CountPhrase:
    """ "Of whom 13 were soldiers": the noun comes after the verb."""
    match = _WERE.match(text, phrase.end, end) if phrase.is_bare else None
    return replace(phrase, end=match.end(), head=match["head"], victims=side_of(match["head"])) if match else phrase


def _adds(between: str, last: CountPhrase, phrase: CountPhrase) -> bool:
    """Only people beside people add up; a bare number beside them belongs to another verb."""
    if last.is_bare or phrase.is_bare or phrase.of_them:
        return False
    if last.head.lower() in HARM_NOUNS or phrase.head.lower() in HARM_NOUNS:
        return False
    return _AND.fullmatch(between) is not None or _COMMA.fullmatch(between) is not None


_GENERIC: Final = frozenset(
    "people persons others members victims civilians villagers worshippers men residents individuals passengers relatives".split()
)


def _split_lists(text: str, group: Group) -> tuple[Group, ...]:
    """A list without a final "and" is no sum: "12 soldiers, 30 civilians" in a headline are two tolls."""
    members = group.members
    if len(members) < 2:
        return (group,)
    if members[0].head.lower() in _GENERIC and _COMMA.fullmatch(text[members[0].end : members[1].start]):
        return (Group(members=members[:1], subsets=(*members[1:], *group.subsets)),)  # "three people, a mother and her two "
        "children"
    ends = [max([a.end, *(s.end for s in group.subsets if s.end <= b.start)]) for a, b in pairwise(members)]
    joined = [_AND.fullmatch(text[end : b.start]) is not None for end, b in zip(ends, members[1:], strict=True)]
    if joined[-1]:
        return (group,)
    return (*(Group(members=(m,)) for m in members[:-1]), Group(members=members[-1:], subsets=group.subsets))


_BESIDE: Final = re.compile(
    r"(?P<who>\S+?),?\s(?:and|along\swith|together\swith|as\swell\sas)\s(?:at\sleast\s|about\s)?$", re.IGNORECASE
)
_LISTED: Final = re.compile(r"[A-Za-z]{3,}, (?:at least )?$")
_ALSO: Final = re.compile(r"\balso\b[^.;]{0,40}$")
_OTHER: Final = re.compile(r"\bother(?:s|\s|$)", re.IGNORECASE)


def _beside_somebody(text: str, start: int, group: Group) -> Group:
    """ "The labor leader and seven others": somebody stands beside them whom we cannot count, so seven are the least.

    So do "village head, two others" in a headline, and "also killed two other residents".
    """
    first = group.members[0]
    before, is_other = text[max(start, first.start - 60) : first.start], _OTHER.search(text[first.start : first.end])
    if is_other and len(group.members) == 1 and (_ALSO.search(before) or _LISTED.search(before)):
        return group.at_least()
    match = _BESIDE.search(text[max(start, first.start - 60) : first.start])
    if (
        match is None
        or len(group.members) > 1
        or not _OTHER.search(text[first.start : first.end])
        or _PLAIN.fullmatch(match["who"])
    ):
        return group
    return group.at_least()


_PLAIN: Final = re.compile(
    rf"(?:himself|herself|themselves|itself|killed|dead|wounded|injured|{NUMBER}|{MANY_PEOPLE})", re.IGNORECASE
)
