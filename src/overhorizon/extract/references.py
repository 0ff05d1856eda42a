"""Descriptions and pronouns that stand for a party named before: "the group", "the militants", "It", "its fighters", "the army".

Resolved only where the sentences just before speak of one such party; else the words stay a description.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.extract.mentions import PartyMention, Taken, is_armed_group
from overhorizon.extract.names import begins_abroad

_KIND = (
    r"(?:same |armed |militant |jihadist |extremist |rebel |terror(?:ist)? |Islamist |insurgent |outlawed |separatist |criminal |"
    r"paramilitary )?"
)
_BODY = (
    r"(?:group|militia|gang|movement|organi[sz]ation|faction|formation|sect|outfit|band|cartel|network|militants|insurgents|rebels|jihadists|"
    r"guerrillas|separatists|extremists|Islamists)"
)
_GROUP = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat|same) {_KIND}(?P<noun>{_BODY})\b(?![’']s? (?:of|for)\b)"
    r"(?! (?:of|for|called|known|calling|led by)\b)"
    r"(?! [A-Z])"
)
_MEN = r"(?:fighters|militants|members|gunmen|forces|men|troops|combatants|suicide bombers?|cells|drones|units)"
_ITS_MEN = re.compile(rf"\b(?:[Ii]ts|[Tt]heir)(?: own)? {_MEN}\b")
_PRONOUN = re.compile(r"(?:It|They)\b")
_STATE = re.compile(
    r"\b[Tt]he (?P<noun>army|military|air force|navy|troops|soldiers|government forces|security forces|police)\b"
    r"(?! (?:of|in|from) [A-Z])(?! (?:chief|commander|headquarters|base|post|camp|barracks|checkpoint|station|officer|vehicle|convoy)s?\b)"
)
_REACH = 3  # sentences: farther back, a description may stand for anyone
_MOST = 60  # mentions and references of one sentence: no prose has more
_TELLING = frozenset("militia gang movement cartel network insurgents rebels guerrillas separatists".split())
_BY_NOUN = {"police": ("police-",), "": ("mil-",)}


_SHORTER = re.compile(r"\b(?P<the>[Tt]he )?(?P<name>[A-ZÀ-Ý][\w’'-]+)\b(?![ -][A-ZÀ-Ý\d]|[’']?[ -]al-)")


def _short_forms(text: str, sentences: Sequence[Span], known: Sequence[PartyMention]) -> list[PartyMention]:
    """ "The Hawks" behind the Mountain Hawks, "Firqat" behind Firqat Abu Nur: one word of the one name that has it, told before."""
    owners: dict[str, list[PartyMention]] = {}
    for mention in known:
        if mention.antecedent is not None or not is_armed_group(mention.party) or mention.party.actor is not None:
            continue
        first, _, rest = mention.party.words.partition(" ")
        if rest:
            owners.setdefault(rest.rpartition(" ")[2], []).append(mention)
        if rest and begins_abroad(first):
            owners.setdefault(f"{first}!", []).append(mention)
    taken = Taken(known)
    found = []
    for sentence in sentences if owners else ():
        for match in _SHORTER.finditer(text, sentence.start, sentence.end):
            named = owners.get(match["name"], []) if match["the"] else []
            before = [m for m in (*named, *owners.get(f"{match['name']}!", [])) if m.span.start < match.start()]
            span = Span(start=match.start(), end=match.end())
            if before and len({m.party.name for m in before}) == 1 and not taken.overlaps(span):
                found.append(PartyMention(span=span, party=before[-1].party, antecedent=before[-1].span))
    return found


def references(text: str, sentences: Sequence[Span], known: Sequence[PartyMention]) -> list[PartyMention]:
    """Mentions that stand for others. ``known`` are in order of the text."""
    found: list[PartyMention] = []
    short = _short_forms(text, sentences, known)
    known = sorted([*known, *short], key=lambda m: m.span)
    taken = Taken(known)
    starts = [m.span.start for m in known]
    groups = {m.party.name: m for m in reversed(known) if is_armed_group(m.party)}
    only = next(iter(groups.values())) if len(groups) == 1 else None
    for number, sentence in enumerate(sentences):
        reach = sentences[max(0, number - _REACH)].start
        before = known[bisect_left(starts, reach) : bisect_left(starts, sentence.end)][-_MOST:]
        before = sorted([*before, *(f for f in found[-_MOST:] if f.span.start >= reach)], key=lambda m: m.span)
        last = sentences[max(0, number - 1)].start
        pronoun = _PRONOUN.match(text, sentence.start, sentence.end)
        here = [
            *((m, reach, is_armed_group, m["noun"]) for m in _GROUP.finditer(text, sentence.start, sentence.end)),
            *((m, last, is_armed_group, "") for m in _ITS_MEN.finditer(text, sentence.start, sentence.end)),
            *((m, reach, _forces(m["noun"]), "") for m in _STATE.finditer(text, sentence.start, sentence.end)),
            *([(pronoun, last, is_armed_group, "")] if pronoun else []),
        ]
        for match, first, fits, noun in here[:_MOST]:
            span = Span(start=match.start(), end=match.end())
            if taken.overlaps(span):
                continue
            meant = _meant(span, [m for m in before if m.span.start >= first], fits, noun)
            if meant is None and "same " in match.group() and only is not None and only.span.start < span.start:
                meant = only
            if meant is not None:
                found.append(PartyMention(span=span, party=meant.party, antecedent=meant.antecedent or meant.span))
    return [*short, *found]


def _forces(noun: str) -> Callable[[Party], bool]:
    prefixes = _BY_NOUN.get(noun, _BY_NOUN[""])
    return lambda party: (
        party.actor is not None and party.actor.kind is ActorKind.STATE_FORCE and party.actor.id.startswith(prefixes)
    )


def _meant(span: Span, known: Sequence[PartyMention], fits: Callable[[Party], bool], noun: str) -> PartyMention | None:
    """The last mention of the one party before a span that fits; None where several do."""
    before = [m for m in known if m.span.start < span.start and fits(m.party)]
    if noun in _TELLING and len({m.party.name for m in before}) > 1:  # "the cartel" among a cartel and a front
        before = [m for m in before if _called(m.party, noun)]
    return before[-1] if len({m.party.name for m in before}) == 1 else None


def _called(party: Party, noun: str) -> bool:
    names = (party.words, *((party.actor.name, *party.actor.aliases) if party.actor else ()))
    return any(re.search(rf"\b{noun}\b", name, re.IGNORECASE) for name in names)
