"""MUC-4's answer keys -> triggers with fillers, for a layer that hangs roles on triggers.

The keys name no trigger and their strings were found by search, wherever they stand. So a template teaches only where one sentence
holds both a word of the trigger lexicon that fits its type and at least one of its strings; the strings elsewhere in the paragraph are
neither right nor wrong. What fits no template is not taken for a mistake: the keys leave out battles and much else that is an incident.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.spans import Span
from overhorizon.encoder.sentences import paragraphs, sentences
from overhorizon.encoder.trigger_rules import tag_triggers

_FILLER = {"PerpInd": "perpetrator", "PerpOrg": "perpetrator", "Target": "target", "Victim": "victim", "Weapon": "weapon"}
_HARM = frozenset({IncidentType.ARMED_ASSAULT, IncidentType.TARGETED_KILLING, IncidentType.EXECUTION, IncidentType.OTHER})
TYPES = {
    "attack": _HARM | {IncidentType.ARMED_CLASH, IncidentType.SHELLING, IncidentType.AIR_STRIKE},
    "bombing": frozenset({IncidentType.BOMBING}),
    "kidnapping": frozenset({IncidentType.KIDNAPPING}),
    "arson": frozenset({IncidentType.OTHER}),
    "robbery": frozenset({IncidentType.OTHER}),
}
"""What our types the keys' types may be. "Attack" takes in murders since 1992."""
_REALIS = {"ACCOMPLISHED": Realis.ACTUAL, "ATTEMPTED": Realis.ATTEMPTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedTrigger:
    """A trigger and the fillers of its template: in its own sentence, and strings in other ones that are left open."""

    span: Span
    types: frozenset[IncidentType]
    realis: Realis | None
    fillers: tuple[tuple[str, Span], ...]
    elsewhere: tuple[Span, ...]


def keyed_triggers(document: Mapping[str, Any]) -> Iterator[tuple[Span, tuple[KeyedTrigger, ...]]]:
    """Each paragraph of a MUC document that teaches something, and its triggers in order."""
    text = document["text"]
    templates = list(zip(document["roles"], document["templates"], strict=True))
    if not templates:
        return
    for passage in paragraphs(text):
        found = []
        for sentence in sentences(text, passage):
            for trigger in tag_triggers(text, [sentence]):
                keyed = _keyed(trigger.span, trigger.type, sentence, passage, templates)
                if keyed is not None:
                    found.append(keyed)
        if found:
            yield passage, tuple(found)


def _keyed(
    trigger: Span,
    kind: IncidentType | None,
    sentence: Span,
    passage: Span,
    templates: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> KeyedTrigger | None:
    """The trigger as the template tells of it that fits its type and has the most strings in its sentence."""
    best = None
    for roles, template in templates:
        types = TYPES.get(roles["incident_type"].lower())
        if types is None or (kind is not None and kind not in types):
            continue
        strings = list(_strings(roles))
        here = tuple((role, span) for role, span in strings if sentence.contains(span) and not span.overlaps(trigger))
        if here and (best is None or len(here) > len(best.fillers)):
            elsewhere = tuple(s for _, s in strings if passage.contains(s) and not sentence.contains(s))
            best = KeyedTrigger(span=trigger, types=types, realis=_realis(template), fillers=here, elsewhere=elsewhere)
    return best


def _strings(roles: Mapping[str, Any]) -> Iterator[tuple[str, Span]]:
    for name, role in _FILLER.items():
        for entity in roles.get(name, ()):
            for mention in entity:
                for start, end in mention["spans"]:
                    yield role, Span(start=start, end=end)


def _realis(template: Mapping[str, Any]) -> Realis | None:
    stages = {v["value"] for f in template["slots"]["stage"]["fills"] for a in f["alternatives"] for v in a["values"]}
    return _REALIS.get(stages.pop()) if len(stages) == 1 else None
