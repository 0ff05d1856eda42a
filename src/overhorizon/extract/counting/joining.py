"""Which people suffer which harm: count phrases and harm words of one sentence, joined by grammar."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from overhorizon.domain.tolls import Harm, Victims
from overhorizon.extract.counting.groups import Group, groups
from overhorizon.extract.counting.harms import HARM_NOUNS, Form, HarmWord
from overhorizon.extract.numbers import NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence while its harm words and its people are joined."""

    text: str
    start: int
    end: int
    words: Sequence[HarmWord]
    groups: Sequence[Group]
    starts: list[int]
    used: set[int]


_AUX = re.compile(
    r"(?:\b(?:\w{3,15}(?:ed|ck|ot)\s(?:(?:up|down|off|out|away|outside|aside)\s)?and|was|were|been|being|be|is|are|get|got|gets|left|lay|lie|lying|found|feared|"
    r"confirmed|presumed|believed|remain|"
    r"remained|remains|reported|listed|still|went|go|"
    r"declared|pronounced|reportedly|allegedly|also|later|then|instantly|immediately|have|has|had|who|subsequently|"
    r"critically|seriously|severely|badly|"
    r"slightly|lightly|fatally|gravely|eventually|apparently|initially|all|both|each|mostly|not|"
    r"to|be|people|others|more|persons|either|mortally|temporarily|forcibly|internally|thought|said|known|already|now|newly|"
    r"violently|brutally|summarily|publicly)\s{1,2}){1,6}$",
    re.IGNORECASE,
)
_PASSIVE_AUX = re.compile(
    r"\b(?:was|were|been|being|be|is|are|get|got|gets|feared|found|left|confirmed|presumed|believed|"
    r"reported|listed|remain|remained|remains)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:\b(?:not|never|nor|neither)|n['’]t)\s(?:[a-z]+\s){0,2}$", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:to|will|would|could|can|may|might|should|shall|must|not|never|n['’]t|didn['’]t|cannot)\s{1,2}"
    r"(?:[a-z]+ly\s{1,2})?$",
    re.IGNORECASE,
)
_RIGHT_GAP = re.compile(
    r"\s{1,2}(?:(?:also|reportedly|allegedly|instantly|in\stotal|the\slives\sof|all|his|her|their|its)\s{1,2}){0,2}"
    r"(?:(?:himself|herself|themselves|itself)\s{1,2}(?:and|along\swith)\s{1,2})?$",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(
    r"[;:—]|,\s(?:and|but|while|as|when|after|before)\s|\b(?:while|but|after|before|when|because|"
    r"although|whereas)\b",
    re.IGNORECASE,
)


def attach(scene: Scene, index: int) -> tuple[Group, str] | None:
    """The people of a harm word and how they were joined; of "40 of the 200 pupils abducted", the 200."""
    match = _join(scene, index)
    if match is not None:
        match = _with_company(scene, index, match[0]), match[1]
    if match is not None and not _suits(scene.text, scene.words[index], match[0]):
        return None
    if match is None or match[0].core_end > scene.words[index].start:
        return match
    group, word = match[0], scene.words[index]
    at = _describes(scene, group, word)
    if at is None:
        return match
    if word.start - group.core_end <= 2 and not _FINITE.match(scene.text, word.end, scene.end):
        return None  # a headline may leave out its "were": which count "four of the 12 hostages killed" means, we cannot tell
    whole = groups(scene.text, at, group.core_end)
    return (whole[-1], match[1]) if whole else None


_COMPANY: Final = re.compile(r"\s(?:along|together)\swith\s(?:(?:the|his|her|its|their)\s)?$", re.IGNORECASE)


def _with_company(scene: Scene, index: int, group: Group) -> Group:
    """ "An officer was killed along with two conscripts": those who died beside those who died."""
    word = scene.words[index]
    at = bisect_left(scene.starts, word.end)
    if group.core_end > word.start or group.members[-1].is_bare or at == len(scene.groups):
        return group
    beside = scene.groups[at]
    if beside.members[0].is_bare or _COMPANY.fullmatch(scene.text[word.end : beside.start]) is None:
        return group
    scene.used.add(beside.start)
    return Group(members=(*group.members, *beside.members), subsets=(*group.subsets, *beside.subsets))


_RANKS: Final = frozenset("men women people fighters comrades members sailors crew personnel others".split())


def _suits(text: str, word: HarmWord, group: Group) -> bool:
    """Whether a verb of several senses has this one beside these people: an army loses soldiers, a teacher her pupils otherwise."""
    verb = text[word.start : word.end].lower()
    side = group.members[0].victims
    if (verb.startswith("los") and word.form is Form.ACTIVE) or verb == "lost":
        return group.head.lower() in _RANKS or side in (Victims.STATE_FORCES, Victims.ARMED_GROUP)
    if verb.startswith(("seiz", "snatch")):
        return not group.members[0].is_bare and side not in (Victims.ARMED_GROUP, Victims.ATTACKERS) and group.head != "suspects"
    return not (word.harm is Harm.INJURED and HARM_NOUNS.get(group.head.lower()) is Harm.KILLED)


_PARTITIVE: Final = re.compile(
    r"[^,;]{1,40}?\sof\s(?P<whole>(?:(?P<the>the|its|their|his|her|those|these|our|my)\s)?(?P<number>(?:\S+\s){0,2}?"
    rf"{NUMBER}\s)?\S)",
    re.IGNORECASE,
)
_WHO: Final = re.compile(
    r"\s(?:who|that)\s(?:(?:were|was|are|is|had|have|has|been|being|[a-z]+ly|later|also)\s){0,4}$", re.IGNORECASE
)
_FINITE: Final = re.compile(
    r"(?:(?!\b(?:as|when|while|after|before|but|because)\b)[^;:]){0,140}?"
    r"\s(?:have|has|had|were|was|are|is|died|escaped|returned|managed|fled|remain|remained|will|would|may|might|could)\b",
    re.IGNORECASE,
)


def _describes(scene: Scene, group: Group, word: HarmWord) -> int | None:
    """Where the whole begins, if a harm word says which whole the people are a part of: "two of the 200 pupils abducted in May"."""
    first = group.members[0]
    part = _PARTITIVE.match(scene.text, first.start, first.end)
    if len(group.members) > 1 or first.of_them or part is None or not (part["the"] or part["number"]):
        return None
    gap = scene.text[group.core_end : word.start]
    if _WHO.fullmatch(gap):
        return part.start("whole")
    if gap.strip() or word.form is not Form.PARTICIPLE:
        return None
    certain = (part["the"] and part["number"]) or _FINITE.match(scene.text, word.end, scene.end)
    return part.start("whole") if certain else None


def _join(scene: Scene, index: int) -> tuple[Group, str] | None:
    word = scene.words[index]
    right = _right(scene, index)
    before = scene.text[max(scene.start, word.start - 60) : word.start]
    if word.form is Form.OF:
        return (right, "nominal") if right else None
    if word.form is Form.ACTIVE:
        return (right, "active") if right and _UNREAL.search(before) is None else None
    left = _left(scene, index)
    if word.form is Form.STATE:
        return (left, "state") if left else None
    passive = _AUX.search(before)
    if passive is not None and _PASSIVE_AUX.search(passive.group()):
        if left is not None and _disagrees(scene, left, word.start - len(passive.group()), passive.group()):
            return None
        return (left, "passive") if left and not _NEGATED.search(before) and not _TO_COME.search(before) else None
    if right is not None:
        return (right, "active") if _UNREAL.search(before) is None else None
    if left is None or scene.text[left.end_before(word.start) : word.start].strip(" ,"):
        return (left, "adjective") if left and _shared(scene, index, left) else None
    return left, "adjective"


_OF_MANY: Final = re.compile(
    r"\b(?:group|total|convoy|crew|team|family|party|couple|number|minimum|batch|column|patrol|one)\sof\s$", re.IGNORECASE
)


def _disagrees(scene: Scene, group: Group, verb: int, auxiliary: str) -> bool:
    """ "The editor who named 40 officers has been killed": a verb in the singular has another subject, where words stand between."""
    if not re.match(r"\s?(?:was|has|is)\b", auxiliary, re.IGNORECASE) or group.members[0].count.high == 1:
        return False
    between = scene.text[group.core_end : verb].strip()
    one = group.members[-1].count.high == 1  # "two guards and a farmer was"
    return bool(between) and not one and _OF_MANY.search(scene.text[max(scene.start, group.start - 30) : group.start]) is None


_TO_COME = re.compile(
    r"\b(?:will|would|could|should|must|cannot|can|may|might|shall)\s(?:not\s)?be\s(?:[a-z]+\s){0,2}$|"
    r"(?<!believed\s)(?<!feared\s)(?<!thought\s)(?<!known\s)(?<!reported\s)(?<!presumed\s)(?<!said\s)\bto\sbe\s"
    r"(?:[a-z]+ly\s)?$|\bunless\b|\bif\b[^,]{0,40}$",
    re.IGNORECASE,
)


def _shared(scene: Scene, index: int, group: Group) -> bool:
    between = [w for w in scene.words[max(0, index - 3) : index] if w.start >= group.core_end]
    return _shares(between, scene.words[index], scene.text)


def _right(scene: Scene, index: int) -> Group | None:
    """The people counted right after a harm word."""
    word = scene.words[index]
    at = bisect_left(scene.starts, word.end)
    if at == len(scene.groups) or scene.groups[at].start in scene.used:
        return None
    group = scene.groups[at]
    gap = scene.text[word.end : group.start]
    turned = scene.text[word.start].isupper() and gap.strip().lower() in ("were", "was")  # "Killed were two guards"
    if len(gap) > 40 or not (turned or _RIGHT_GAP.match(gap)):
        return None
    if at + 1 == len(scene.groups) or scene.groups[at + 1].start > group.end + 20:
        group = group.at_least() if _UNCOUNTED.match(scene.text, group.end, group.end + 60) else group
    later = scene.words[index + 1] if index + 1 < len(scene.words) else None
    if later is not None and later.start >= group.core_end and word.form in (Form.PARTICIPLE, Form.ACTIVE):
        group = _without_last(scene.text, group, later)
    return group


_UNCOUNTED = re.compile(
    r",?\s(?:and|as\swell\sas|along\swith|together\swith)\s(?:an?|his|her|their|another)\s(?!(?:further|half|total|number|"
    r"few|dozen|hundred)\b)[\w-]+",
    re.IGNORECASE,
)
"""Somebody or something more that we cannot name: "an officer and a bomb-squad dog handler"."""
_OTHER_VERB = re.compile(
    r"\s{1,2}(?:(?:were|was|have\sbeen|are|others|people|more|critically|seriously|also|reportedly)\s{1,2}){0,3}", re.IGNORECASE
)


def _without_last(text: str, group: Group, later: HarmWord) -> Group:
    """ "Killed 12 soldiers and 30 others were wounded": the 30 belong to what follows."""
    if len(group.members) < 2 or later.start - group.core_end > 40:
        return group
    return group.first(len(group.members) - 1) if _OTHER_VERB.fullmatch(text[group.core_end : later.start]) else group


def _left(scene: Scene, index: int) -> Group | None:
    """The people counted before a harm word, in the same clause."""
    word = scene.words[index]
    at = bisect_left(scene.starts, word.start) - 1
    while at >= 0 and scene.groups[at].core_end > word.start:
        at -= 1
    if at < 0:
        return None
    group = scene.groups[at]
    if word.start - group.core_end > 200:
        return None
    group = _after_other_harm(scene, index, group)
    gap = scene.text[group.end_before(word.start) : word.start]
    earlier = scene.words[index - 1] if index else None
    taken = earlier is not None and earlier.start >= group.core_end and _describes(scene, group, earlier) is None
    if group.start in scene.used or taken:
        return group if _shared(scene, index, group) else None
    if not _reaches(gap, word, scene.text) or (group.members[0].is_bare and "," in gap):
        return None
    return group.at_least() if _UNCOUNTED.match(gap) else group


_ASIDE: Final = re.compile(r"\s?,\s(?:most|many|some|all|half|both|each|one|none|not)\s[^;:—,]{1,90},(?=\s)", re.IGNORECASE)


def _reaches(gap: str, word: HarmWord, text: str) -> bool:
    """Whether what stands between people and harm word can join them."""
    if len(gap) > 120:
        return False
    if not gap.strip(" ,"):
        return True
    aside = _ASIDE.match(gap) if word.form is not Form.ACTIVE else None
    if aside is not None and not _CLAUSE_BREAK.search(gap):
        gap = gap[aside.end() :]  # "eight men, most of them on their way home from a wedding, died"
        if not gap.strip(" "):
            return True
    aux = _AUX.search(gap)
    if aux is not None and not gap[: len(gap) - len(aux.group())].strip(" ,"):
        return True
    if _CLAUSE_BREAK.search(gap):
        return False
    if aux is not None and _PASSIVE_AUX.search(aux.group()):
        return len(gap.split()) <= 16
    verb = text[word.start : word.end].lower()
    return word.form is Form.STATE and verb not in ("dead", "missing", "die") and len(gap.split()) <= 8


def _shares(between: Sequence[HarmWord], word: HarmWord, text: str) -> bool:
    """ "12 people were abducted and killed": both harms befell the same twelve."""
    if (
        len(between) != 1
        or between[0].form is not Form.PARTICIPLE
        or word.form is not Form.PARTICIPLE
        or between[0].harm is word.harm
    ):
        return False
    gap = text[between[0].end : word.start] if word.start - between[0].end < 20 else ""
    return re.fullmatch(r"\s(?:and|and\sthen|and\slater|then)\s", gap) is not None


def _after_other_harm(scene: Scene, index: int, group: Group) -> Group:
    """ "Killed 12 soldiers and 30 others were wounded", seen from the second verb: the last member alone."""
    earlier = scene.words[index - 1] if index else None
    if len(group.members) < 2 or earlier is None or earlier.end > group.start or group.start - earlier.end > 40:
        return group
    taken = earlier.form is not Form.STATE and _RIGHT_GAP.match(scene.text[earlier.end : group.start]) is not None
    return group.last() if taken else group
