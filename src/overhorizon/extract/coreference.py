"""Who "he", "the official", "the ministry" and a bare surname are, inside one report.

Only sources that spoke before, and names that stood in the text before, can be meant; where nothing fits, the words stay as
they are. Nothing is resolved across reports.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.encoder.chunks import FUNCTION_WORDS, Clauses
from overhorizon.extract.speakers import bare_name, head_of, is_outlet

_SINGULAR = frozenset("he she him her his himself herself i".split())
_PLURAL = frozenset("they them their themselves we our".split())
_THING = frozenset("it its itself".split())
_RELATIVE = frozenset("who which that whom".split())
_BODIES = frozenset(
    {
        SourceKind.GOVERNMENT,
        SourceKind.STATE_FORCE,
        SourceKind.ARMED_GROUP,
        SourceKind.ORGANISATION,
        SourceKind.OUTLET,
        SourceKind.DOCUMENT,
    }
)
_PEOPLE = frozenset(
    {SourceKind.PUBLIC_PERSON, SourceKind.PRIVATE_PERSON, SourceKind.UNNAMED_OFFICIAL, SourceKind.UNNAMED, SourceKind.UNKNOWN}
)
_SHORT = re.compile(
    r"^(?:the|this|that|these|those|both) (?:same |two |three |latter |former )?(?P<noun>[\w-]+(?: [\w-]+)?)$", re.I
)
_NAME_WORD = r"[A-Z][\w'’-]+"
_TITLED = re.compile(
    rf"^(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sen|Rep|Gov|Judge|General|Colonel|Minister|President|Governor|Sheikh"
    rf"|Major|Captain|Professor|Prof|Sheriff|Senator|Commander|Brigadier|Admiral|Pastor|Imam|Bishop)\.? )?(?P<name>{_NAME_WORD})$"
)
_SYNONYMS = (
    frozenset("spokesman spokeswoman spokesperson".split()),
    frozenset("newspaper paper daily outlet broadcaster network channel agency magazine website station report".split()),
    frozenset("group movement organisation organization militants insurgents rebels faction".split()),
    frozenset("official officer source diplomat commander".split()),
    frozenset("officials sources officers".split()),
    frozenset("minister president general governor mayor leader chief secretary".split()),
    frozenset("man woman witness resident survivor villager".split()),
    frozenset("document documents report memo file files".split()),
)
_OUTLET_NOUNS = _SYNONYMS[1]
_GROUP_NOUNS = _SYNONYMS[2]
_ROLE_NOUNS = frozenset().union(*_SYNONYMS)
_LED_BY = re.compile(r"\b(?:with|to|by|against|about|on) ")  # "sent a letter to X, who": X it is
_ASIDE = 160  # characters before "who" in which its noun is looked for
_ALIKE = 2  # sources back in which a word of like meaning ("the official" for a diplomat) is taken for the same
_NEAR = 1500  # characters between a pronoun and what it stands for


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The fuller words, and who they are if that has been decided before."""

    span: Span
    words: str
    source: Source | None = None


def antecedent(text: str, span: Span, spoken: Sequence[Source], genders: Mapping[str, str]) -> Antecedent | None:
    """What the words of a source stand for; None where they stand for themselves.

    ``spoken`` are earlier sources, in order; ``genders`` are the pronouns ("he", "she") by which the report called some of them.
    """
    words = span.of(text)
    low = words.lower()
    recent = [s for s in reversed(spoken) if s.span.start < span.start]
    if low in _SINGULAR | _PLURAL | _THING:
        return _pronoun(
            low,
            span,
            [s for s in recent if _GENDER.get(low, "") in {"", genders.get(s.words) or gender_of(s.words) or _GENDER.get(low)}],
        )
    if low in _RELATIVE:
        return _relative(text, span)
    short = _SHORT.match(words)
    if short is not None and not any(w[0].isupper() for w in short["noun"].split()):
        return _short_form(short["noun"].lower(), span, recent)
    named = _TITLED.match(words)
    return _surname(text, named["name"], span, recent) if named and not named["name"].isupper() and not is_outlet(words) else None


def _pronoun(low: str, span: Span, recent: Sequence[Source]) -> Antecedent | None:
    for source in recent:
        if span.start - source.span.start > _NEAR:
            return None
        if source.words.lower() in _SINGULAR | _PLURAL | _THING | _RELATIVE:
            continue
        plural = is_plural(source.words)
        if low in _SINGULAR and _person(source) and not plural:
            return _of(source)
        if low in _PLURAL and (plural or source.kind in _BODIES - {SourceKind.DOCUMENT, SourceKind.OUTLET}):
            return _of(source)
        if low in _THING and source.kind in _BODIES | {SourceKind.UNKNOWN} and not plural:
            return _of(source)
    return None


_GENDER = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}
_HE = re.compile(
    r"\b(?:spokesman|policeman|man|boy|father|brother|son|husband|king|sheikh|ayatollah|mr|imam|uncle|nephew|widower)\b", re.I
)
_SHE = re.compile(
    r"\b(?:spokeswoman|policewoman|woman|girl|mother|sister|daughter|wife|queen|mrs|ms|aunt|niece|widow|congresswoman)\b", re.I
)


def gender_of(words: str) -> str | None:
    """The pronoun that the words of a source call for, where they tell."""
    return "he" if _HE.search(head_of(words)) else "she" if _SHE.search(head_of(words)) else None


def pronoun_gender(word: str) -> str | None:
    return _GENDER.get(word.lower())


def _person(source: Source) -> bool:
    if source.kind is SourceKind.UNKNOWN:  # a bare name is a person until something says otherwise; a thing in lower case is not
        last = head_of(source.words).rsplit(" ", 1)[-1]
        return last[:1].isupper() and not re.search(r"['’]s\b", source.words)
    return source.kind in _PEOPLE


def _of(source: Source) -> Antecedent:
    return Antecedent(span=source.antecedent or source.span, words=source.words, source=source)


def _relative(text: str, span: Span) -> Antecedent | None:
    """ "a witness who said": the phrase before the pronoun."""
    line = text.rfind("\n", 0, span.start) + 1
    clauses = Clauses(text, Span(start=max(line, span.start - _ASIDE), end=span.end))
    i = clauses.index_at(span.start)
    phrase = clauses.left_phrase(i - 1 if clauses.low(i - 1) == "," else i)
    found = clauses.span(*phrase) if phrase else None
    if found is None:
        return None
    start = max((m.end() for m in _LED_BY.finditer(found.of(text))), default=0)
    found = Span(start=found.start + start, end=found.end)
    return Antecedent(span=found, words=found.of(text))


def _short_form(noun: str, span: Span, recent: Sequence[Source]) -> Antecedent | None:
    """ "the official", "the group": the nearest source with that head, or, close by, with a word of like meaning."""
    head = noun.rsplit(" ", 1)[-1]
    alike = next((s for s in _SYNONYMS if head in s), frozenset({head}))
    for back, source in enumerate(recent):
        if span.start - source.span.start > 2 * _NEAR:
            return None
        own = head_of(source.words).lower().split()
        if bare_name(source.words) == noun:
            continue
        if own[-1] == head or (head in _ROLE_NOUNS and head in own) or (back < _ALIKE and _like(source, head, own, alike)):
            return _of(source)
    return None


def _like(source: Source, head: str, own: Sequence[str], alike: frozenset[str]) -> bool:
    if head == "statement":
        return source.kind in _BODIES | {SourceKind.PUBLIC_PERSON}
    if head in _OUTLET_NOUNS and head != "report" and source.kind is SourceKind.OUTLET:
        return True
    named_body = source.kind is SourceKind.UNKNOWN and re.match(r"[Tt]he [A-Z]", source.words) is not None
    if head in _GROUP_NOUNS and (source.kind is SourceKind.ARMED_GROUP or named_body):
        return True
    return len(own) > 1 and bool(({own[-1]} | (_ROLE_NOUNS & set(own))) & alike)


def _surname(text: str, name: str, span: Span, recent: Sequence[Source]) -> Antecedent | None:
    """The full name behind a surname; none where the report has two people of that name."""
    first_name = re.compile(rf"(?P<first>[A-Z][\w'’-]+)(?: [A-Z]\.)* {re.escape(name)}$")
    found: dict[str, Antecedent] = {}
    for source in recent:
        head = head_of(source.words)
        m = first_name.search(head)
        if head.endswith(f" {name}") and bare_name(head) != bare_name(span.of(text)):
            found.setdefault(m["first"] if m is not None and m["first"].lower() not in _TITLES else "", _of(source))
    for full in re.finditer(_FULL_NAME + rf"{re.escape(name)}\b", text[: span.start]):
        start = full.start()
        while (lead := re.match(r"\S+ ", text[start : full.end()])) and lead.group().strip().lower() in _NOT_IN_NAMES:
            start += lead.end()
        words = text[start : full.end()]
        m = first_name.search(words)
        if m is not None and m["first"].lower() not in _TITLES and "\n" not in words and not _FUNCTION_WORD.search(words):
            found.setdefault(m["first"], Antecedent(span=Span(start=start, end=full.end()), words=words))
    named = [first for first in found if first]
    return found[named[0]] if len(named) == 1 else found.get("") if not named else None


_TITLES = frozenset(
    """mr mrs ms dr gen col maj capt lt sgt sen rep gov judge general colonel minister president governor sheikh
        major captain senator secretary king queen prince chief commissioner director ambassador spokesman
        spokeswoman former late chairman justice pope professor sheriff commander brigadier admiral pastor imam bishop""".split()
)
_FUNCTION_WORD = re.compile(r"(?<!^)\b(?:" + "|".join(sorted(w for w in FUNCTION_WORDS if w.isalpha())) + r")\b", re.I)
_FULL_NAME = (
    r"\b(?:(?:[a-z-]+ )?(?:spokes\w+|leader|chief|minister|president|governor|commander|director|official|resident"
    r"|lawyer|mayor|secretary) )?"
    rf"(?:{_NAME_WORD}\.? ){{1,4}}"
)
_NOT_IN_NAMES = FUNCTION_WORDS | {"mr.", "mrs.", "ms.", "mr", "mrs", "ms"}


def is_plural(words: str) -> bool:
    """Whether a source phrase is plural, by its head."""
    head = head_of(words)
    last = head.rsplit(" ", 1)[-1]
    if (
        " and " in head
        or head.split(" ", 1)[0].lower() in {"two", "three", "four", "several", "both", "some", "many"}
        or last.lower() in _PLURALS
    ):
        return True
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))


_PLURALS = frozenset("police people authorities men women troops forces officials witnesses residents militants rebels".split())
