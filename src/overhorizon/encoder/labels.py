"""Label order, size limits and input classes: all that recipe and runtime must agree on.

The order of every tuple here is the order of the outputs of the network. The weights' manifest repeats it, and
`session.OnnxEncoder.load` refuses weights whose order differs.

Mention labels and where they are learned from:

| label | re3d | GUM (named entities only) |
|---|---|---|
| person | Person | person |
| organisation | Organisation | organization |
| armed group | Organisation with a word or name of an insurgent group or militia (rule in training/mentions.py) | - |
| state force | Organisation with a word of an army, a police or a coalition of states (same rule) | - |
| place | Location | place (facilities too: neither set tells a building from a town) |
| time | Temporal | time, and every annotated date |
| quantity | Quantity, Money | - |
| weapon | Weapon, MilitaryPlatform | - |

Triggers and what hangs on them are learned from the project's own annotated reports (training/corpus).

Labels are values of `domain.analysis.MentionKind`. Nationality, Vehicle, DocumentReference and CommsIdentifier of
re3d and GUM's other types are not mentions.
"""

from collections.abc import Sequence
from typing import Final

from overhorizon.domain.incidents import IncidentType, Realis

OUTSIDE: Final = "O"
ATTRIBUTION_PARTS: Final = ("source", "cue", "content")
MENTION_LABELS: Final = ("person", "organisation", "armed group", "state force", "place", "time", "quantity", "weapon")

MAX_PIECES: Final = 256
"""Word pieces of one window, [CLS] and [SEP] included; longer passages are split (see tokens.windows)."""

CAPS_CLASSES: Final = ("none", "initial", "all", "mixed")
CAPS_NONE: Final = 0
CAPS_INITIAL: Final = 1
CAPS_ALL: Final = 2
CAPS_MIXED: Final = 3


def bio(names: Sequence[str]) -> tuple[str, ...]:
    """O, then B-name and I-name for each name: tag 2k+1 begins name k, tag 2k+2 continues it."""
    return (OUTSIDE, *(f"{prefix}-{name}" for name in names for prefix in "BI"))


FLAT_HEADS: Final = (
    ("cue", bio(("cue",))),
    ("source", bio(("source",))),
    ("content", bio(("content",))),
    ("mention", bio(MENTION_LABELS)),
    ("trigger", bio(("trigger",))),
)
"""The flat heads in the order in which the network concatenates their logits."""

CUE_HEAD: Final = bio(ATTRIBUTION_PARTS)
"""Tags of the cue-conditioned layer: the parts of the one attribution that a given cue introduces."""


PARTY_LABELS: Final = ("perpetrator", "target", "victim")
CIRCUMSTANCE_LABELS: Final = ("claimant", "weapon", "place", "time", "toll")
INCIDENT_HEADS: Final = (("parties", bio(PARTY_LABELS)), ("circumstances", bio(CIRCUMSTANCE_LABELS)))
"""Tags of the trigger-conditioned layer, in two rows: the same words may name the victims and count them."""

NO_INCIDENT: Final = "none"
TRIGGER_TYPES: Final = (NO_INCIDENT, *(kind.value for kind in IncidentType))
TRIGGER_REALIS: Final = tuple(kind.value for kind in Realis)
VERDICT: Final = (*TRIGGER_TYPES, *TRIGGER_REALIS, "background")
"""The layer's verdict on a candidate trigger: type or none, realis, and whether the incident stands in the background."""

VECTOR_WIDTH: Final = 384
"""Entries of a passage's vector. Behind them the passage head gives one logit: whether the passage tells of an incident."""

REPORT_FILLERS: Final = ("perpetrator person", "perpetrator body", "target", "victim", "weapon")
"""What the report layer tags over the whole report, in the terms of MUC-4's answer keys (targets are things, victims are people)."""
REPORT_KINDS: Final = ("attack", "bombing", "kidnapping", "arson", "robbery")
REPORT_VERDICT: Final = ("tells", "keyed", *REPORT_KINDS)
"""The layer's verdict on the report: tells of an incident of our types, has an answer key of MUC-4, has one of this kind."""
MOST_REPORT_WORDS: Final = 1_200
"""Words that the report layer reads at once; of longer reports it reads part after part."""
MOST_PASSAGES: Final = 32
"""Passages whose place in the report the layer tells apart; all later ones are alike."""


def flat_slices() -> dict[str, slice]:
    """Columns of each flat head in the concatenated logits."""
    return _slices(FLAT_HEADS)


def incident_slices() -> dict[str, slice]:
    """Columns of each row of tags in the incident layer's logits."""
    return _slices(INCIDENT_HEADS)


def _slices(heads: Sequence[tuple[str, Sequence[str]]]) -> dict[str, slice]:
    slices, start = {}, 0
    for name, tags in heads:
        slices[name] = slice(start, start + len(tags))
        start += len(tags)
    return slices


def caps_class(word: str) -> int:
    """Class of a word's capitalisation, which the uncased vocabulary would otherwise lose.

    A single capital letter counts as an initial; words without letters have none.
    """
    if word.islower() or not any(character.isalpha() for character in word):
        return CAPS_NONE
    if word.isupper() and len(word) > 1:
        return CAPS_ALL
    if word[0].isupper() and not any(character.isupper() for character in word[1:]):
        return CAPS_INITIAL
    return CAPS_MIXED


def label_order() -> dict[str, list[str]]:
    """Order of the network's outputs, as the manifest of the weights states it."""
    order = {name: list(tags) for name, tags in (*FLAT_HEADS, ("cue_layer", CUE_HEAD), *INCIDENT_HEADS)}
    return order | {
        "parts": list(ATTRIBUTION_PARTS),
        "mentions": list(MENTION_LABELS),
        "verdict": list(VERDICT),
        "passage": [f"vector, {VECTOR_WIDTH}", "tells"],
        "fillers": list(bio(REPORT_FILLERS)),
        "kinds": list(REPORT_KINDS),
        "report": list(REPORT_VERDICT),
    }
