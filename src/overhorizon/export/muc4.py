"""Incidents as templates of MUC-4, in the reduced form in which its role fillers are scored today (README of evaluation/).

A template is a type and the words that fill five roles. Our types are finer in some places (an execution is an attack) and lack others
(arson, robbery, a work stoppage), which are told by the words themselves. Texts of that time are in capitals: nothing here looks at them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentMention, IncidentType, Realis, Role
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Harm, Victims
from overhorizon.encoder.protocol import ReportReading, Slot
from overhorizon.wording.text import sentence_around

ROLES: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_SLOTS: Final[Mapping[Slot, str]] = dict(
    zip((Slot.PERPETRATOR_PERSON, Slot.PERPETRATOR_BODY, Slot.TARGET, Slot.VICTIM, Slot.WEAPON), ROLES, strict=True)
)
TYPES: Final[Mapping[IncidentType, str]] = {
    IncidentType.BOMBING: "bombing",
    IncidentType.ARMED_ASSAULT: "attack",
    IncidentType.AIR_STRIKE: "attack",
    IncidentType.SHELLING: "attack",
    IncidentType.TARGETED_KILLING: "attack",
    IncidentType.EXECUTION: "attack",
    IncidentType.KIDNAPPING: "kidnapping",
}  # clashes, arrests and threats are none of its incidents
_TOLD: Final = (Realis.ACTUAL, Realis.ATTEMPTED)
_SUFFERED: Final = (Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.ABDUCTED, Harm.MISSING)
_FIGHTERS: Final = (Victims.ATTACKERS, Victims.ARMED_GROUP)
_BODIES: Final = frozenset(ActorKind) - {ActorKind.PUBLIC_FIGURE}

# What the product has no type for, by the words of the sentences that tell of the incident.
_BY_WORDS: Final = (
    ("arson", re.compile(r"\b(?:set (?:fire to|ablaze|on fire)|arson|torched|burn(?:ed|t|ing) down)\b", re.IGNORECASE)),
    ("robbery", re.compile(r"\b(?:robbed|robbery|robberies|looted|looting|holdup)\b", re.IGNORECASE)),
)
_ARMS = (
    r"(?:(?:car|truck|petrol|gasoline|fire|time|homemade|powerful|incendiary|hand|fragmentation|rifle|anti-?tank)[- ])?"
    r"(?:bombs?|grenades?|mines?)|car-?bombs?|dynamite(?: (?:sticks?|charges?))?|explosives?(?: (?:devices?|charges?))?|rockets?|mortars?"
    r"|(?:sub)?machine[- ]?guns?|(?:assault |high-powered )?rifles?|pistols?|revolvers?|firearms|shotguns?|machetes?|knives|knife"
    r"|ak-47s?|m-16s?|molotov cocktails?|tnt"
)
_WEAPON: Final = re.compile(rf"\b(?:{_ARMS})\b(?! squads?)", re.IGNORECASE)
_DETERMINER: Final = re.compile(
    r"^(?:the|a|an|this|that|these|those|his|her|its|their|some|several|suspected|alleged)\s+", re.IGNORECASE
)
_THING = (
    r"(?:embass(?:y|ies)|consulates?|bridges?|towers?|pylons?|pipelines?|power (?:lines?|stations?|plants?)|substations?|headquarters"
    r"|offices?|buildings?|houses?|homes?|residences?|banks?|stores?|shops?|churche?s?|schools?|hotels?|restaurants?|factor(?:y|ies)"
    r"|barracks|garrisons?|airports?|buses|bus|vehicles?|cars?|trucks?|trains?|helicopters?|planes?|aircraft|radio stations?|farms?)"
)
_TARGET: Final = re.compile(
    rf"\b(?:(?!(?:the|a|an|of|in|on|at|and|or|to|by|from|with|for|near|into|was|were|is|are|has|had|that|this|its|his|her|their|several"
    rf"|some|other|one|two|three|four|five|\w+ed)\b)[\w.'-]+\s+){{0,2}}{_THING}\b(?![- ]?bomb)",
    re.IGNORECASE,
)
# One who suffered it, named in the words that count one: after the deed, or before a passive.
_AFTER_DEED: Final = re.compile(
    r"\b(?:(?:murder|killing|assassination|death|execution|kidnapping|abduction|attack) (?:of|against|on)"
    r"|killed|killing|murdered|murdering|assassinated|assassinating|executed|kidnapped|kidnapping|abducted|abducting|wounded|wounding|injured|injuring)\s+(?P<name>\S.*?)(?:\s+(?:today|yesterday|tonight))?$",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_PASSIVE: Final = re.compile(
    r"^(?P<name>.*?)(?:,[^,]*,)?\s+(?:was|were|has been|have been|had been)\b", re.IGNORECASE | re.DOTALL
)
_WORDS_OF_A_NAME: Final = (2, 3)
_NO_NAME: Final = re.compile(
    r"\d|,|\b(?:the|a|an|in|on|at|to|by|from|with|or|for|after|when|while|that|who|which|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|persons?|people|men|man|women|woman|civilians?|soldiers?|policem[ae]n|peasants?|children|others?|another|him|her|them|his|their|its"
    r"|being|bodyguards?)\b",
    re.IGNORECASE,
)
_TITLES: Final = frozenset(
    "mr mrs ms dr general gen colonel col lieutenant lt major maj captain capt sergeant sgt admiral president vice minister deputy former "
    "mayor governor senator congressman judge justice attorney ambassador father priest bishop archbishop monsignor bishop doctor lawyer "
    "engineer professor leader commander director secretary chief ex the salvadoran colombian peruvian guatemalan chilean bolivian us "
    "honduran nicaraguan defense interior foreign presidency prime police army national parish peasant union journalist reporter "
    "businessman rancher liberal conservative presidential political candidate minister's spokesman retired brigadier and of u.s".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One incident. ``roles`` has the fillers of each of ROLES, each the words of one entity, in order of the text."""

    incident_type: str
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def templates(analysis: Analysis) -> tuple[Template, ...]:
    """One template for each type of incident that the report tells as done or tried: its mentions of one type are one incident. Pure."""
    found: dict[str, list[tuple[str, Span]]] = {}
    for incident in analysis.incidents:
        if incident.realis in _TOLD and incident.type in TYPES:
            sentences = _sentences(analysis.report.text, incident)
            for kind in _types(analysis.report.text, incident, sentences):
                found.setdefault(kind, []).extend(_fillers(analysis, incident, sentences))
    return tuple(Template(incident_type=kind, roles=_by_role(analysis.report.text, fillers)) for kind, fillers in found.items())


def read_templates(text: str, reading: ReportReading) -> tuple[Template, ...]:
    """One template for each kind that the encoder reads in the report as a whole, with the fillers that it gives the kind. Pure."""
    return tuple(
        Template(
            incident_type=kind,
            roles={
                _SLOTS[slot]: _entities(
                    text,
                    [
                        (_DETERMINER.sub("", " ".join(f.span.of(text).split())), f.score)
                        for f in reading.fillers
                        if f.slot is slot and kind in f.kinds
                    ],
                )
                for slot in _SLOTS
            },
        )
        for kind in reading.kinds
    )


def _entities(text: str, words: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Names of one role, in order: of several for one entity the surest. One name holds the other, or stands in brackets behind it."""
    kept: list[str] = []
    flat = " ".join(text.split()).lower()
    for name, _ in sorted(words, key=lambda item: -item[1]):
        if name and not any(_same_entity(flat, name.lower(), other.lower()) for other in kept):
            kept.append(name)
    order = [name for name, _ in words]
    return tuple(sorted(kept, key=order.index))


def _same_entity(flat: str, a: str, b: str) -> bool:
    inside = f" {a} " in f" {b} " or f" {b} " in f" {a} "
    return inside or any(f"{x} {left}{y}{right}" in flat for x, y in ((a, b), (b, a)) for left, right in ("[]", "()"))


def _types(text: str, incident: IncidentMention, sentences: Sequence[Span]) -> Iterator[str]:
    yield TYPES[incident.type]
    yield from (kind for kind, pattern in _BY_WORDS if any(pattern.search(s.of(text)) for s in sentences))


def _sentences(text: str, incident: IncidentMention) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(sentence_around(text, trigger) for trigger in incident.triggers))


def _fillers(analysis: Analysis, incident: IncidentMention, sentences: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    text = analysis.report.text
    for reading in incident.roles:
        if reading.value is None:
            continue
        role, body = reading.value.role, _is_body(reading.value.party)
        if role in (Role.PERPETRATOR, Role.CLAIMANT):
            yield "PerpOrg" if body else "PerpInd", reading.span
        elif role is Role.TARGET and not body:
            yield "Victim", reading.span
    yield from (("Victim", span) for span in _victims(text, incident))
    for sentence in sentences:
        yield from (("Weapon", _at(m, 0, sentence)) for m in _WEAPON.finditer(sentence.of(text)))
        yield from (("Target", _at(m, 0, sentence)) for m in _TARGET.finditer(sentence.of(text)))


def _is_body(party: Party) -> bool:
    """Whether it is a group, a force or a state, and not people: a name is joined to the registry, or open between its entries."""
    return bool(party.candidates) or (party.actor is not None and party.actor.kind in _BODIES)


def _victims(text: str, incident: IncidentMention) -> Iterator[Span]:
    """Names in the words that count one who suffered: a template has no victims without a name."""
    for reading in incident.tolls:
        toll = reading.value
        if toll is None or toll.harm not in _SUFFERED or toll.victims in _FIGHTERS or reading.superseded:
            continue
        for pattern in (_AFTER_DEED, _BEFORE_PASSIVE):
            if match := pattern.search(reading.span.of(text)):
                name = _bare("Victim", match["name"])
                if len(name.split()) in _WORDS_OF_A_NAME and not _NO_NAME.search(name):
                    yield _at(match, "name", reading.span)


def _at(match: re.Match[str], group: int | str, within: Span) -> Span:
    return Span(start=match.start(group), end=match.end(group)).shifted(within.start)


def _by_role(text: str, fillers: Iterable[tuple[str, Span]]) -> dict[str, tuple[str, ...]]:
    """The words of each role, in order of the text, each once, a shorter form of a longer one left out."""
    found: dict[str, tuple[str, ...]] = {}
    for role in ROLES:
        spans = sorted({span for name, span in fillers if name == role})
        words = dict.fromkeys(w for span in spans if (w := _bare(role, " ".join(span.of(text).split()))))
        found[role] = tuple(
            w for w in words if not any(w != other and f" {w} ".lower() in f" {other} ".lower() for other in words)
        )
    return found


def _bare(role: str, words: str) -> str:
    """The words without what the role does not want: determiners, and titles before a name."""
    words = _DETERMINER.sub("", words)
    if role != "Victim":
        return words
    parts = words.split()
    while parts and parts[0].lower().strip(".,'") in _TITLES:
        parts.pop(0)
    return " ".join(parts)
