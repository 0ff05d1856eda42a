"""What one report says, and what read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import IncidentMention, Quantity, Relation
from overhorizon.domain.reports import Report
from overhorizon.domain.spans import Span


class MentionKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed group"
    STATE_FORCE = "state force"
    GOVERNMENT = "government"
    PLACE = "place"
    FACILITY = "facility"
    TIME = "time"
    QUANTITY = "quantity"
    WEAPON = "weapon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names an actor, person, organisation, place, time, quantity or weapon. ``refers_to`` is a gazetteer id."""

    span: Span
    kind: MentionKind
    refers_to: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reads: fingerprints of the encoder, the gazetteer and the code."""

    encoder: str
    gazetteer: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRun:
    """Which revision was read by what: equal runs give equal analyses."""

    revision: str
    encoder: str
    gazetteer: str
    code: str

    @classmethod
    def of(cls, revision: str, reader: Reader) -> "AnalysisRun":
        """The run of one reader on one revision."""
        return cls(revision=revision, encoder=reader.encoder, gazetteer=reader.gazetteer, code=reader.code)

    @property
    def id(self) -> str:
        return short_id("a", self.revision, self.encoder, self.gazetteer, self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One report, read. All spans refer to ``report.text``; __post_init__ proves that they lie inside it."""

    report: Report
    run: AnalysisRun
    mentions: tuple[Mention, ...] = ()
    incidents: tuple[IncidentMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    quantities: tuple[Quantity, ...] = ()

    def __post_init__(self) -> None:
        size = len(self.report.text)
        for span in self.spans():
            if span.end > size:
                raise ValueError(f"a span reaches beyond the text: {span.start}..{span.end} of {size}")
        subjects = {i.id for i in self.incidents} | {r.id for r in self.relations}
        for claim in self.claims:
            if not subjects.issuperset(claim.about):
                raise ValueError("a claim is about something that the analysis does not hold")

    @property
    def unknowns(self) -> tuple[Claim, ...]:
        """What the report gives as unknown, withheld or not acknowledged."""
        open_ = (Polarity.IS_SILENT, Polarity.SAYS_UNKNOWN, Polarity.WITHHOLDS)
        return tuple(c for c in self.claims if c.polarity in open_)

    def spans(self) -> Iterator[Span]:
        """Every span of the analysis, for checks."""
        r = self.report
        yield from (f.span for f in r.furniture)
        yield from (s for repeat in r.repeats for s in (repeat.first, repeat.again))
        yield from r.credits
        yield from (m.span for m in self.mentions)
        for incident in self.incidents:
            yield from incident.triggers
            for group in (incident.types, incident.whens, incident.places, incident.tolls, incident.roles):
                yield from (reading.span for reading in group)
        for claim in self.claims:
            yield from (*claim.content, *claim.cue, *claim.repeats, *claim.certainty.words)
            yield from (s for source in claim.chain for s in (source.span, source.antecedent) if s is not None)
        yield from (relation.span for relation in self.relations)
        yield from (quantity.span for quantity in self.quantities)
