"""Descriptions and pronouns that stand for a party named before: "the group", "the militants", "It", "its fighters", "the army".

Resolved only where the sentences just before speak of one such party; else the words stay a description.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.extract.mentions import PartyMention, is_armed_group, overlaps

_KIND = (
    r"(?:same |armed |militant |jihadist |extremist |rebel |terror(?:ist)? |Islamist |insurgent |outlawed |separatist |criminal |"
    r"paramilitary )?"
)
_BODY = (
    r"(?:group|militia|gang|movement|organi[sz]ation|faction|outfit|band|cartel|network|militants|insurgents|rebels|jihadists|"
    r"guerrillas|separatists|extremists|Islamists)"
)
_GROUP = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat|same) {_KIND}(?P<noun>{_BODY})\b(?![’']s? (?:of|for)\b)"
    r"(?! (?:of|for|called|known|calling|led by)\b)"
    r"(?! [A-Z])"
)
_MEN = r"(?:fighters|militants|members|gunmen|forces|men|troops|combatants|suicide bombers?|cells|drones|units)"
_ITS_MEN = re.compile(rf"\b(?:[Ii]ts|[Tt]heir)(?: own)? {_MEN}\b")
_PRONOUN = re.compile(r"^(?:It|They)\b")
_STATE = re.compile(
    r"\b[Tt]he (?P<noun>army|military|air force|navy|troops|soldiers|government forces|security forces|police)\b"
    r"(?! (?:of|in|from) [A-Z])(?! (?:chief|commander|headquarters|base|post|camp|barracks|checkpoint|station|officer|vehicle|convoy)s?\b)"
)
_REACH = 3  # sentences: farther back, a description may stand for anyone
_TELLING = frozenset(
    "militia gang movement cartel network insurgents rebels guerrillas separatists".split()
)  # nouns of some only
_BY_NOUN = {"police": ("police-",), "": ("mil-",)}


def references(text: str, sentences: Sequence[Span], known: Sequence[PartyMention]) -> list[PartyMention]:
    """Mentions that stand for others, in order of the text."""
    found: list[PartyMention] = []
    for number, sentence in enumerate(sentences):
        near = sentences[max(0, number - _REACH)].start
        last = sentences[max(0, number - 1)].start
        for match in _GROUP.finditer(text, sentence.start, sentence.end):
            found += _standing(match, near, [*known, *found], is_armed_group, noun=match["noun"])
        for match in _ITS_MEN.finditer(text, sentence.start, sentence.end):
            found += _standing(match, last, [*known, *found], is_armed_group)
        for match in _STATE.finditer(text, sentence.start, sentence.end):
            found += _standing(match, near, [*known, *found], _forces(match["noun"]))
        if (pronoun := _PRONOUN.match(sentence.of(text))) is not None:
            span = Span(start=sentence.start, end=sentence.start + pronoun.end())
            found += _at(span, last, [*known, *found], is_armed_group)
    return found


def _forces(noun: str) -> Callable[[Party], bool]:
    prefixes = _BY_NOUN.get(noun, _BY_NOUN[""])
    return lambda party: (
        party.actor is not None and party.actor.kind is ActorKind.STATE_FORCE and party.actor.id.startswith(prefixes)
    )


def _standing(
    match: re.Match[str], reach: int, known: Sequence[PartyMention], fits: Callable[[Party], bool], *, noun: str = ""
) -> Iterator[PartyMention]:
    yield from _at(Span(start=match.start(), end=match.end()), reach, known, fits, noun=noun)


def _at(
    span: Span, reach: int, known: Sequence[PartyMention], fits: Callable[[Party], bool], *, noun: str = ""
) -> Iterator[PartyMention]:
    before = sorted((m for m in known if reach <= m.span.start < span.start and fits(m.party)), key=lambda m: m.span)
    if noun in _TELLING and len({m.party.name for m in before}) > 1:  # "the cartel" among a cartel and a front
        before = [m for m in before if _called(m.party, noun)]
    if before and not overlaps(span, known) and len({m.party.name for m in before}) == 1:
        yield PartyMention(span=span, party=before[-1].party, antecedent=before[-1].antecedent or before[-1].span)


def _called(party: Party, noun: str) -> bool:
    names = (party.words, *((party.actor.name, *party.actor.aliases) if party.actor else ()))
    return any(re.search(rf"\b{noun}\b", name, re.IGNORECASE) for name in names)
