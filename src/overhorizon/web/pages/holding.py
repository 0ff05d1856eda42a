"""What reports hold of an incident, ready for its page: values and contradictions, each with the words and whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from overhorizon.domain.assessment import Assessment, Contradiction, Grade, Property, Standing, Value
from overhorizon.domain.incidents import IncidentType, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.places import Location
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.domain.views import IncidentView, Member
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import DATE_CLASS, PLACE_CLASS, count_words, location_words, party_words, speakers_of, when_words

_ORDER: Final = (Property.TOLL, Property.DATE, Property.PLACE, Property.MANNER, Property.PERPETRATOR, Property.TARGET)
NO_OUTLET: Final = "outlet unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report, marked within their sentence, and whose they are."""

    report: str
    span: Span
    outlet: str
    before: str
    words: str
    after: str
    since: date | None = None
    speaker: str | None = None
    account: str | None = None
    """The account whose reading stands at these words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One value with all that stands behind it. ``note`` is its precision class."""

    words: str
    note: str
    quotes: tuple[Quote, ...]
    roots: tuple[str, ...]
    voices: tuple[str, ...]
    standings: tuple[Standing, ...]
    grade: Grade
    first: date
    last: date
    denied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One property: the preferred value, the others, and the rule that chose. ``harm`` belongs to tolls."""

    about: Property
    harm: Harm | None
    label: str
    preferred: Held
    others: tuple[Held, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A contradiction: each side's value and whose it is, in quotes."""

    id: str
    about: str
    state: str
    since: date
    rule: str
    sides: tuple[tuple[str, tuple[str, ...], tuple[Quote, ...]], ...]


def value_words(value: Value, words: str) -> str:
    """A value in words; ``words`` are the report's own, for counts without a number."""
    match value:
        case Toll():
            return count_words(value.total, words)
        case When():
            return when_words(value)
        case Location():
            return location_words(value)
        case RoleFiller():
            return party_words(value.party)
        case IncidentType():
            return value.value


def _note(value: Value) -> str:
    """How precise it is."""
    match value:
        case When():
            return DATE_CLASS[value.precision]
        case Location():
            return PLACE_CLASS[value.precision]
        case _:
            return ""


class Texts:
    """The words of an incident's reports, and the names of its voices and roots."""

    def __init__(self, seen: IncidentView) -> None:
        self._seen = seen
        self._members = {m.report.id: m for m in seen.members}
        self._roots = {s.root.id: s.root.words for s in seen.trail.steps}
        self._voices = {s.voice.id: s.voice.words for s in seen.trail.steps}

    def quote(self, anchor: Anchor) -> Quote:
        """The words of an anchor within their sentence, with who says them and whose reading they carry."""
        account, speaker = self._read_at(anchor)
        member = self._members[anchor.report]
        text, span = member.report.text, anchor.span
        around = sentence_around(text, span)
        end = max(around.end, span.end)
        return Quote(
            report=anchor.report,
            span=span,
            outlet=member.report.outlet or NO_OUTLET,
            before=text[around.start : span.start],
            words=span.of(text),
            after=text[span.end : end],
            since=member.since,
            speaker=speaker,
            account=account,
        )

    def account(self, member: Member) -> Quote:
        return self.quote(member.anchor)

    def root(self, name: str) -> str:
        """The words of a root; one behind a denial alone is in no trail: its id says who it is."""
        return self._roots.get(name) or name.partition(":")[2] or name

    def rows(self) -> Iterator[Row]:
        found = sorted(self._seen.assessments, key=lambda a: (_ORDER.index(a.about), list(Harm).index(a.harm) if a.harm else 0))
        for assessment in found:
            first, *others = (self._held(assessment, n) for n in range(len(assessment.holdings)))
            label = assessment.harm.value if assessment.harm else assessment.about.value
            yield Row(
                about=assessment.about,
                harm=assessment.harm,
                label=label,
                preferred=first,
                others=tuple(others),
                rule=assessment.rule,
            )

    def _held(self, assessment: Assessment, number: int) -> Held:
        holding = assessment.holdings[number]
        words = value_words(holding.value, self.quote(holding.anchors[0]).words)
        return Held(
            words=words,
            note=_note(holding.value),
            quotes=tuple(self.quote(a) for a in holding.anchors),
            roots=tuple(self.root(r) for r in holding.roots),
            voices=tuple(self._voices[v] for v in holding.voices if v in self._voices),
            standings=holding.standings,
            grade=holding.grade,
            first=holding.first,
            last=holding.last,
            denied_by=tuple(self.root(r) for r in holding.denied_by),
        )

    def _read_at(self, anchor: Anchor) -> tuple[str | None, str | None]:
        """The account with a reading at an anchor, and who says it (None: the outlet); neither where they only tell of the incident."""
        for member in self._seen.members:
            if member.report.id != anchor.report:
                continue
            mention = member.mention
            for group in (mention.tolls, mention.roles, mention.whens, mention.places, mention.types):
                for reading in group:
                    if reading.span == anchor.span:
                        speaker = speakers_of(member.analysis).get(reading.claim) if reading.claim is not None else None
                        return mention.id, speaker
        return None, None

    def card(self, contradiction: Contradiction) -> Card:
        named = {
            holding.words: value_words(holding.value, self.quote(holding.anchors[0]).words)
            for assessment in self._seen.assessments
            if assessment.about is contradiction.about
            for holding in assessment.holdings
        }
        return Card(
            id=contradiction.id,
            about=contradiction.about.value,
            state=contradiction.state.value,
            since=contradiction.since,
            rule=contradiction.rule,
            sides=tuple(
                (
                    "denies it" if side.denies else named.get(side.words, side.words),
                    tuple(self.root(r) for r in side.roots),
                    tuple(self.quote(a) for a in side.anchors),
                )
                for side in contradiction.sides
            ),
        )
