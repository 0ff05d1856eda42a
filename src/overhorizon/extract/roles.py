"""By whom, against whom: the parties of a telling in their roles, by the construction they stand in.

Perpetrator, target and claimant of responsibility are three things. A party that no construction puts into a role stays out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from overhorizon.domain.incidents import IncidentType, Reading, Role, RoleFiller
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Trigger
from overhorizon.extract import role_patterns as p
from overhorizon.extract.fillers import fillers
from overhorizon.extract.mentions import PartyMention
from overhorizon.extract.people import ATTACKERS, FORCES, LEADING
from overhorizon.extract.responsibility import RULES, roles_said
from overhorizon.extract.tellings import Telling

FIGURE_RULE = "figure killed"
_BLAMES = re.compile(
    r"(?:blam|claim|bears?|sent|they|he|she|police|officials?|authorities|investigators|residents|army|ministry)\w*",
    re.IGNORECASE,
)
_NEAR = 40  # characters between a name and what it is said to have done or suffered


Readings = tuple[Reading[RoleFiller], ...]


def all_roles(
    text: str, told: Sequence[Telling], people: Sequence[Span] = (), parties: Sequence[PartyMention] = ()
) -> list[Readings]:
    """Readings of role fillers of each telling, in order of the text, one for each party and role.

    Grammar first. Where it puts a party into a role of one deed of a sentence, the encoder puts it into none of another there;
    ``people`` are names of persons, whom the encoder names nothing; ``parties`` those of the whole report, for what it finds in
    other sentences.
    """
    by_rule = [by_grammar(text, t) for t in told]
    taken = {(t.facts.index, r.span.start) for t, found in zip(told, by_rule, strict=True) for r in found}
    out = []
    for telling, ruled in zip(told, by_rule, strict=True):
        free = (r for r in fillers(text, telling, people, parties) if (telling.facts.index, r.span.start) not in taken)
        out.append(_each_once((*free, *ruled)))
    return out


def by_grammar(text: str, telling: Telling) -> Readings:
    """What the constructions in which the parties stand say of their roles."""
    return _each_once((*_of_parties(text, telling), *_figures(text, telling), *_described(text, telling)))


def _each_once(readings: Iterable[Reading[RoleFiller]]) -> Readings:
    found: dict[tuple[Role, str], Reading[RoleFiller]] = {}
    for reading in sorted(readings, key=lambda r: r.span):
        if reading.value is not None:
            found.setdefault((reading.value.role, reading.value.party.name.casefold()), reading)
    return tuple(found.values())


def _reading(role: Role, party: Party, span: Span, rule: str) -> Reading[RoleFiller]:
    return Reading(span=span, rule=rule, value=RoleFiller(role=role, party=party))


def _of_parties(text: str, telling: Telling) -> Iterator[Reading[RoleFiller]]:
    sentence = telling.facts.span
    said = {m.span: role for m, role in roles_said(text, sentence, telling.facts.parties)}
    for mention in telling.parties:
        span = mention.span
        if span in said:
            yield _reading(said[span], mention.party, span, RULES[said[span]])
            continue
        role = _by_construction(text, telling, span)
        if role is not None and not (role[0] is Role.PERPETRATOR and _is_person(mention.party)):
            yield _reading(role[0], mention.party, span, role[1])


def _is_person(party: Party) -> bool:
    """A public figure beside a deed has suffered it far oftener than done it: only a blame or a claim makes one a perpetrator."""
    return party.actor is not None and party.actor.kind is ActorKind.PUBLIC_FIGURE


def _by_construction(text: str, telling: Telling, span: Span) -> tuple[Role, str] | None:
    """The role in which a party stands to the first trigger that gives it one, and the construction."""
    clash = IncidentType.ARMED_CLASH in telling.types
    if p.ITS_FIGURE.match(text[span.end : span.end + 50]):
        return None  # "the Front's commander": the figure has the role, not the group
    for trigger in telling.triggers:
        if trigger.type is None and _BLAMES.match(trigger.span.of(text)):
            continue  # who blames did not do it
        if trigger.span.overlaps(span):
            nominal = not p.VERBAL.search(trigger.span.of(text))
            return (Role.PERPETRATOR, "modifier of the incident") if nominal else None
        found = _as_subject(text, trigger, span, clash) if span < trigger.span else _as_object(text, trigger, span, clash)
        if found is not None:
            return found
    return None


_SIDES: Final = re.compile(r"(?i)(?:clash|exchang|trad)(?:ed|ing|es|e|s)?\b")
"""Deeds of two sides: nobody is said to have attacked."""


def _as_subject(text: str, trigger: Trigger, span: Span, clash: bool) -> tuple[Role, str] | None:
    """The role of a party that stands before the deed."""
    gap = text[span.end : trigger.span.start]
    participle = _is_participle(text, trigger)
    if p.KILLING.match(trigger.span.of(text)) and p.POSSESSIVE.match(gap):
        of_someone = text[trigger.span.end :].startswith(" of ")  # "the Front's killing of X", and "X's killing"
        return (Role.PERPETRATOR, "subject of the deed") if of_someone else (Role.TARGET, "whose death it was")
    if len(gap) < 100 and not (clash or participle) and _verb(text, trigger) and p.SEQUENCE.match(gap):
        return Role.PERPETRATOR, "subject of the deed"  # "men of the Front came out of the forest and attacked"
    if len(gap) > 70 or not p.SUBJECT_GAP.match(gap):
        return None
    if p.PASSIVE.search(gap) or participle:
        return Role.TARGET, "subject of a passive"
    if (clash and " and " in gap) or _SIDES.match(trigger.span.of(text)):
        return Role.PARTY, "side of a clash"
    return None if p.LEADER_OF.match(gap) else (Role.PERPETRATOR, "subject of the deed")


def _as_object(text: str, trigger: Trigger, span: Span, clash: bool) -> tuple[Role, str] | None:
    """The role of a party that stands after the deed."""
    gap = text[trigger.span.end : span.start]
    if p.BELONGED.match(gap) and p.MEMBERSHIP.search(trigger.span.of(text)):
        return Role.PERPETRATOR, "membership of the attackers"
    if p.BY.search(gap) and len(gap) < 160 and not p.SPEECH_BETWEEN.search(gap):
        return Role.PERPETRATOR, "agent after by"
    if clash and p.BETWEEN_SIDES.match(gap) and len(gap) < 80:
        return Role.PARTY, "side of a clash"
    if len(gap) >= _NEAR or p.PASSIVE.search(text[max(0, trigger.span.start - 20) : trigger.span.start]):
        return None
    if p.AT.match(gap.lstrip()) or (_verb(text, trigger) and p.OBJECT.match(gap.strip())):
        return Role.TARGET, "object of the deed"
    return None


def _is_participle(text: str, trigger: Trigger) -> bool:
    """ "soldiers killed in the raid": a harm verb without an object tells of those who suffered it."""
    harm = trigger.type in (None, IncidentType.KIDNAPPING, IncidentType.ARREST)
    return harm and _verb(text, trigger) and p.NO_OBJECT.match(text[trigger.span.end : trigger.span.end + 12]) is not None


def _verb(text: str, trigger: Trigger) -> bool:
    return p.VERBAL.search(trigger.span.of(text)) is not None


def _figures(text: str, telling: Telling) -> Iterator[Reading[RoleFiller]]:
    """Leaders and officials whose death or abduction is told: "killed the group's commander", "X, its leader, was killed"."""
    if telling.single is not True:
        return
    sentence = telling.facts.span
    triggers = [
        t
        for t in telling.triggers
        if t.type in (None, IncidentType.TARGETED_KILLING, IncidentType.AIR_STRIKE, IncidentType.EXECUTION)
    ]
    if not triggers:
        return
    words = sentence.of(text)
    best: tuple[int, re.Match[str]] | None = None
    for match in p.NAMED_FIGURE.finditer(words):
        if not (LEADING.search(match.group()) or re.search(r" [A-Z][\w’'-]+$", match.group())):
            continue
        at = Span(start=match.start() + sentence.start, end=match.end() + sentence.start)
        distance = min(max(at.start - t.span.end, t.span.start - at.end, 0) for t in triggers)
        if distance < 90 and (best is None or distance < best[0]):
            best = distance, match
    if best is not None:
        span = Span(start=best[1].start() + sentence.start, end=best[1].end() + sentence.start)
        yield _reading(Role.TARGET, Party(words=" ".join(span.of(text).split())), span, FIGURE_RULE)


def _described(text: str, telling: Telling) -> Iterator[Reading[RoleFiller]]:
    """Attackers whom nobody names: "gunmen opened fire", "attacked by suspected militants", "the army shelled"."""
    sentence = telling.facts.span
    for match in (*ATTACKERS.finditer(sentence.of(text)), *FORCES.finditer(sentence.of(text))):
        span = Span(start=match.start(), end=match.end()).shifted(sentence.start)
        if any(p.span.overlaps(span) for p in telling.facts.parties) or any(t.span.overlaps(span) for t in telling.triggers):
            continue
        role = _by_construction(text, telling, span)
        if role is not None and role[0] is Role.PERPETRATOR:
            yield _reading(Role.PERPETRATOR, Party(words=span.of(text)), span, role[1])
