"""The seam between the open part of reading, which a model learns, and the closed part, which stays rules with tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from overhorizon.domain.analysis import Mention
from overhorizon.domain.claims import Attribution
from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.spans import Span


class Filler(StrEnum):
    """What some words are to the incident that a trigger tells of."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    VICTIM = "victim"
    CLAIMANT = "claimant"
    WEAPON = "weapon"
    PLACE = "place"
    TIME = "time"
    TOLL = "toll"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedRole:
    """Words in a role of one incident. ``score`` is in [0, 1]."""

    role: Filler
    span: Span
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that tell of an incident: "bombing", "was shot dead". ``score`` is in [0, 1].

    ``type`` is None where the words tell of harm without its manner ("killed", "the death toll"). ``manner`` is the type of the
    whole incident as far as the encoder can tell, whatever this one word says: "killed" in a report of a bombing. ``background`` is
    the chance that the report tells of it only to explain another. ``roles`` are the words that hang on this trigger, from its own
    paragraph.
    """

    span: Span
    type: IncidentType | None
    realis: Realis
    score: float = 1.0
    manner: IncidentType | None = None
    background: float = 0.0
    roles: tuple[TaggedRole, ...] = ()


class Slot(StrEnum):
    """What some words are to the incidents of a report, whichever word tells of them. Targets are things, victims are people."""

    PERPETRATOR_PERSON = "perpetrator person"
    PERPETRATOR_BODY = "perpetrator body"
    TARGET = "target"
    VICTIM = "victim"
    WEAPON = "weapon"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFiller:
    """Words that fill a slot, of incidents of these kinds. ``score`` is in [0, 1]."""

    slot: Slot
    span: Span
    kinds: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReading:
    """What a report tells as a whole: how surely of an incident at all (in [0, 1]), of what kinds, and by and to whom.

    Kinds are those of MUC-4's answer keys (`labels.REPORT_KINDS`); none where the report would have no key.
    """

    tells: float
    kinds: tuple[str, ...] = ()
    fillers: tuple[SlotFiller, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """What an encoder found in one report, in order of the text."""

    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    triggers: tuple[Trigger, ...] = ()


class Encoder(Protocol):
    """Reads one report at a time: no batch ever crosses reports, so an output never depends on a neighbour."""

    @property
    def fingerprint(self) -> str:
        """Names weights or rules: it changes when what is found can change."""
        ...

    def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
        """Tag the passages (paragraphs, in order) of one report's text; all spans refer to ``text``."""
        ...


@runtime_checkable
class ReportReader(Protocol):
    """An encoder that can also read a report as a whole. Nothing that is kept in a ledger rests on it: it answers MUC-4's questions."""

    def read_report(self, text: str, passages: Sequence[Span]) -> ReportReading | None:
        """None where its weights have nothing for it."""
        ...
