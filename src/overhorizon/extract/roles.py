"""By whom, against whom: the parties of a telling in their roles, by the construction they stand in.

Perpetrator, target and claimant of responsibility are three things. A party that no construction puts into a role stays out.
"""

import re
from collections.abc import Iterator

from overhorizon.domain.incidents import IncidentType, Reading, Role, RoleFiller
from overhorizon.domain.parties import Party
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Trigger
from overhorizon.extract.people import ATTACKERS, FIGURE, LEADING
from overhorizon.extract.tellings import Telling

FIGURE_RULE = "figure killed"
_BELONGED = re.compile(r"^ (?:to|of|from)(?: (?:the|a|an))? ?$")
_SEQUENCE = re.compile(r"^(?![^,;]*\b(?:said|says|told|that|which|when|after|while|because|by)\b)[^.;:]{0,90}\band (?:then |later )?$")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got)(?: \w+ly)?(?: (?:also|reportedly|allegedly|all|both|then|later|instead))? ?$", re.IGNORECASE)
_CLAIM = re.compile(
    r"\b(?:claim(?:ed|s|ing)?(?: \w+){0,2} responsibility|took responsibility|taken responsibility|takes responsibility|responsibility(?: \w+){0,4} (?:was |been )?claimed|"
    r"claim(?:ed|s)? (?:the|this|that) (?:\w+ )?(?:attack|bombing|killing|assault|blast|operation|kidnapping|abduction|raid|ambush|shooting|strike|murder|explosion|assassination)s?|"
    r"sent the (?:suicide )?(?:bomber|attacker|gunmen|drone)s?)\b",
    re.IGNORECASE,
)
# "The Front said that its men had carried out the raid": whoever tells of a deed of their own claims it.
_OWN_DEED = re.compile(
    r"^ (?:has |have |later |also )?(?:said|says|announced|boasted|maintains?|claims|claimed)\b[^.;]{0,90}\b(?:its|their|it|they|we)\b[^.;,]{0,40}?"
    r"\b(?:carried out|(?:was|were) behind|killed|attacked|targeted|ambushed|executed|detonated|struck)\b",
    re.IGNORECASE,
)
_NOT_CLAIMED = re.compile(r"\b(?:no|nobody|not|neither|yet to|n[’']t|den(?:y|ies|ied))\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|from|at the hands of)(?: (?:the|a|an|suspected|alleged|members of|fighters (?:from|of)|militants (?:from|of|linked to)|gunmen from|forces of|affiliates of|local|armed|\w+ly|so-called))* ?$", re.IGNORECASE)
_BLAME_BEFORE = re.compile(r"\b(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)|suspects?|suspected|point(?:ed|ing) (?:the finger )?(?:at|to)|attribut\w+ (?:\w+ ){0,4}to|"
                           r"held (?=\w+ responsible))(?: (?:on|the|a|an|rival|local|militant|militants from|fighters of|group|members of|jihadist group))* ?$", re.IGNORECASE)  # fmt: skip
_BEARS = re.compile(r"^ bears? (?:\w+ ){0,2}responsibility for", re.IGNORECASE)
_AT = re.compile(r"^(?:\w+ ){0,2}?(?:on|against|targeting|at|of)(?: (?:the|a|an|its|their|his|suspected|alleged|senior|top|local|members of))* ?$", re.IGNORECASE)
_OBJECT = re.compile(r"^(?:the|a|an|its|their|his|suspected|alleged|senior|top|at least|more than|\d+|one|two|three|dozens of|several|former|and|injured|wounded|with|some)?(?: (?:the|a|senior|top|former|suspected|\w+))? ?$", re.IGNORECASE)
_SUBJECT_GAP = re.compile(
    r"^(?:[’']s?|[- ](?:led|linked|affiliated|backed|inspired|claimed))?(?: (?:group|militants?|fighters?|forces?|troops|gunm[ae]n|insurgents?|terrorists?|jihadists?|soldiers|rebels?|members|branch|affiliate|army|military|movement|"
    r"militia|air force|warplanes|jets|drones?|has|have|had|also|reportedly|allegedly|then|suspected|who|which|that|in|\(?[A-Z][\w-]*\)?|on \w+day|and|deadly|suicide|car|U\.S\.|counterterrorism|"
    r"launched|carried out|conducted|staged|mounted|perpetrated|committed|a|an|the|series|of|were behind|was behind|behind|is responsible for|was responsible for|responsible for|planned|masterminded)){0,9} ?$",
)  # fmt: skip
_COPULA_GAP = re.compile(r"\b(?:was|were|been|being) ?$")
_NO_OBJECT = re.compile(r"^(?:$|[.,;:)\n]| (?:in|by|during|at|when|on|near|after|as|and|along|outside|inside|while|over|since|this|last|yesterday|today)\b)")
_VERBAL = re.compile(r"(?:ed|ing|ain|hot|dead|fire|up|took|struck|hit)$", re.IGNORECASE)
_NAMED_FIGURE = re.compile(
    rf"\b(?:(?:the|a|its|their|former|senior|top|deputy|suspected|alleged|self-proclaimed|slain|wanted|overall|regional|(?:[A-Z][\w'’.-]*)) ){{0,5}}{FIGURE}s?\b"
    r"(?:,? (?!(?:was|were|is|has|who|killed|in|by|of|and)\b)(?:[A-Z][\w’'-]*|al-[A-Z][\w’'-]*|bin|ibn|abu|Abu)(?: (?:[A-Z][\w’'-]*|al-[A-Z][\w’'-]*|bin|ibn|abu))*)?"
)


def roles(text: str, telling: Telling) -> tuple[Reading[RoleFiller], ...]:
    """Readings of role fillers, in order of the text, one for each party and role."""
    found: dict[tuple[Role, str], Reading[RoleFiller]] = {}
    for reading in sorted((*_of_parties(text, telling), *_figures(text, telling), *_described(text, telling)), key=lambda r: r.span):
        if reading.value is not None:
            found.setdefault((reading.value.role, reading.value.party.name.casefold()), reading)
    return tuple(found.values())


def _reading(role: Role, party: Party, span: Span, rule: str) -> Reading[RoleFiller]:
    return Reading(span=span, rule=rule, value=RoleFiller(role=role, party=party))


def _of_parties(text: str, telling: Telling) -> Iterator[Reading[RoleFiller]]:
    sentence = telling.facts.span
    for mention in telling.parties:
        span = mention.span
        before, after = text[max(sentence.start, span.start - 60) : span.start], text[span.end : min(sentence.end, span.end + 180)]
        if _claims(before, after):
            yield _reading(Role.CLAIMANT, mention.party, span, "claims responsibility")
            continue
        if _BLAME_BEFORE.search(before) or _BEARS.match(after):
            yield _reading(Role.PERPETRATOR, mention.party, span, "blamed")
            continue
        role = _by_construction(text, telling, span)
        if role is not None:
            yield _reading(role[0], mention.party, span, role[1])


def _claims(before: str, after: str) -> bool:
    if _OWN_DEED.match(after):
        return True
    active = re.match(r"^(?:[^.;]{0,40}?)\b" + _CLAIM.pattern, after, re.IGNORECASE)
    if active and not _NOT_CLAIMED.search(before[-25:]) and not _NOT_CLAIMED.search(active.group()):
        return True
    passive = re.search(r"\bclaimed by(?: (?:the|an?))?(?: \w+){0,2} ?$", before, re.IGNORECASE)
    return passive is not None and not _NOT_CLAIMED.search(before)


def _by_construction(text: str, telling: Telling, span: Span) -> tuple[Role, str] | None:
    clash = IncidentType.ARMED_CLASH in telling.types
    for trigger in telling.triggers:
        if trigger.span.overlaps(span):
            nominal = not _VERBAL.search(trigger.span.of(text))
            return (Role.PERPETRATOR, "modifier of the incident") if nominal else None
        if span.end <= trigger.span.start:
            gap = text[span.end : trigger.span.start]
            if len(gap) < 100 and not clash and _verb(text, trigger) and _SEQUENCE.match(gap) and not _is_participle(text, trigger):
                return Role.PERPETRATOR, "subject of the deed"  # "men of the Front came out of the forest and attacked"
            if len(gap) > 70 or not _SUBJECT_GAP.match(gap):
                continue
            if _PASSIVE.search(gap) or _is_participle(text, trigger):
                return Role.TARGET, "subject of a passive"
            if clash and " and " in gap:
                return Role.PARTY, "side of a clash"
            if re.match(r"^ (?:leader|commander|chief|mastermind|emir)", gap):
                continue
            return Role.PERPETRATOR, "subject of the deed"
        gap = text[trigger.span.end : span.start]
        if _BELONGED.match(gap) and re.search(r"(?:belonged|members|part|fighter|came)$", trigger.span.of(text)):
            return Role.PERPETRATOR, "membership of the attackers"
        if _BY.search(gap) and len(gap) < 160 and not re.search(r"\b(?:said|condemned|released|according|reported)\b", gap):
            return Role.PERPETRATOR, "agent after by"
        if clash and re.match(r"^ (?:between|with|against)\b", gap) and len(gap) < 80:
            return Role.PARTY, "side of a clash"
        if len(gap) < 40 and (_AT.match(gap.lstrip()) or (_verb(text, trigger) and _OBJECT.match(gap.strip()))):
            if _PASSIVE.search(text[max(0, trigger.span.start - 20) : trigger.span.start]):
                continue
            return Role.TARGET, "object of the deed"
    return None


def _is_participle(text: str, trigger: Trigger) -> bool:
    """ "soldiers killed in the raid": a harm verb without an object tells of those who suffered it."""
    harm = trigger.type in (None, IncidentType.KIDNAPPING, IncidentType.ARREST)
    return harm and _verb(text, trigger) and _NO_OBJECT.match(text[trigger.span.end : trigger.span.end + 12]) is not None


def _verb(text: str, trigger: Trigger) -> bool:
    return _VERBAL.search(trigger.span.of(text)) is not None


def _figures(text: str, telling: Telling) -> Iterator[Reading[RoleFiller]]:
    """Leaders and officials whose death or abduction is told: "killed the group's commander", "X, its leader, was killed"."""
    if telling.single is not True:
        return
    sentence = telling.facts.span
    triggers = [t for t in telling.triggers if t.type in (None, IncidentType.TARGETED_KILLING, IncidentType.AIR_STRIKE, IncidentType.EXECUTION)]
    if not triggers:
        return
    words = sentence.of(text)
    best: tuple[int, re.Match[str]] | None = None
    for match in _NAMED_FIGURE.finditer(words):
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
    """Attackers whom nobody names: "gunmen opened fire", "attacked by suspected militants"."""
    sentence = telling.facts.span
    for match in ATTACKERS.finditer(sentence.of(text)):
        span = Span(start=match.start(), end=match.end()).shifted(sentence.start)
        if any(p.span.overlaps(span) for p in telling.facts.parties) or any(t.span.overlaps(span) for t in telling.triggers):
            continue
        role = _by_construction(text, telling, span)
        if role is not None and role[0] is Role.PERPETRATOR:
            yield _reading(Role.PERPETRATOR, Party(words=span.of(text)), span, role[1])
