"""The page of one incident: what is held of it, by whom, in which words, why it is one, and how that came about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from overhorizon import pipeline
from overhorizon.domain.assessment import Assessment, Contradiction, Grade, Property, Standing, Value
from overhorizon.domain.codebooks import Figure, side_by_side
from overhorizon.domain.incidents import IncidentType, RoleFiller
from overhorizon.domain.judgements import Anchor, Judgement
from overhorizon.domain.places import Location
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.domain.views import IncidentView, Member
from overhorizon.runs.assessing import view
from overhorizon.store.rows import AcrossRow
from overhorizon.web.asking import Ask, Asking, At, named
from overhorizon.web.pages import figures
from overhorizon.web.pages.frame import page
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import (
    DATE_CLASS,
    PLACE_CLASS,
    count_words,
    location_words,
    party_words,
    speakers_of,
    when_words,
)

router = APIRouter(include_in_schema=False)

_ORDER = (Property.MANNER, Property.DATE, Property.PLACE, Property.TOLL, Property.PERPETRATOR, Property.TARGET)
NO_OUTLET = "outlet unknown"


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
    """One property: the preferred value, the others, and the rule that chose."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why an account is in the incident: the surest judgement with an earlier one."""

    account: Quote
    with_account: Quote
    judgement: Judgement


@router.get("/incident/{name}", response_class=HTMLResponse)
def incident(request: Request, name: str, moment: At, asking: Ask) -> HTMLResponse:
    """Everything that reports say of one incident, as of a day."""
    with named():
        row = asking.ledger.incident(name, moment)
    seen = view(row, asking.gazetteer)
    texts = _Texts(seen)
    return page(
        request,
        "incident.html",
        moment,
        title=headline(seen),
        view=seen,
        rows=tuple(texts.rows()),
        cards=tuple(texts.card(c) for c in seen.contradictions),
        paths=tuple(_paths(seen)),
        trail=_trail(seen),
        accounts=tuple((m, texts.account(m)) for m in seen.members),
        joins=tuple(_joins(row, texts)),
        codebooks=_codebooks(seen),
        days=_days(asking, seen, moment.as_of),
    )


def headline(seen: IncidentView) -> str:
    """What and where, in a line."""
    place = seen.preferred(Property.PLACE)
    where = location_words(place.value) if place and isinstance(place.value, Location) else "place not said"
    manner = seen.preferred(Property.MANNER)
    what = manner.value.value if manner and isinstance(manner.value, IncidentType) else seen.lead.mention.type.value
    return f"{what[:1].upper()}{what[1:]}, {where}"


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


class _Texts:
    """The words of an incident's reports, and the names of its voices and roots."""

    def __init__(self, seen: IncidentView) -> None:
        self._seen = seen
        self._members = {m.report.id: m for m in seen.members}
        self._roots = {s.root.id: s.root.words for s in seen.trail.steps}
        self._voices = {s.voice.id: s.voice.words for s in seen.trail.steps}

    def quote(self, anchor: Anchor, speaker: str | None = None) -> Quote:
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
            yield Row(label=label, preferred=first, others=tuple(others), rule=assessment.rule)

    def _held(self, assessment: Assessment, number: int) -> Held:
        holding = assessment.holdings[number]
        words = value_words(holding.value, self.quote(holding.anchors[0]).words)
        return Held(
            words=words,
            note=_note(holding.value),
            quotes=tuple(self.quote(a, self._speaker(a)) for a in holding.anchors),
            roots=tuple(self.root(r) for r in holding.roots),
            voices=tuple(self._voices[v] for v in holding.voices if v in self._voices),
            standings=holding.standings,
            grade=holding.grade,
            first=holding.first,
            last=holding.last,
            denied_by=tuple(self.root(r) for r in holding.denied_by),
        )

    def _speaker(self, anchor: Anchor) -> str | None:
        """Who says the words of a reading at an anchor; None: the outlet."""
        for member in self._seen.members:
            if member.report.id != anchor.report:
                continue
            mention = member.mention
            for group in (mention.tolls, mention.roles, mention.whens, mention.places, mention.types):
                for reading in group:
                    if reading.span == anchor.span and reading.claim is not None:
                        return speakers_of(member.analysis).get(reading.claim)
        return None

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
                    tuple(self.quote(a, self._speaker(a)) for a in side.anchors),
                )
                for side in contradiction.sides
            ),
        )


def _paths(seen: IncidentView) -> Iterator[tuple[str, figures.Path]]:
    roots = {s.root.id: s.root.words for s in seen.trail.steps}
    days = {m.report.id: m.since for m in seen.members}
    for assessment in seen.tolls():
        drawn = figures.path(assessment, roots, days)
        if drawn is not None and assessment.harm is not None:
            yield assessment.harm.value, drawn


def _trail(seen: IncidentView) -> dict[str, object]:
    """The trail as a picture needs it: three columns of names, and what joins them."""
    outlets = {m.report.id: m.report.outlet or NO_OUTLET for m in seen.members}
    return {
        "steps": [
            {
                "root": {"id": s.root.id, "words": s.root.words, "official": s.root.official, "known": s.root.known},
                "voice": {"id": s.voice.id, "words": s.voice.words},
                "reports": [{"id": r, "words": outlets[r]} for r in s.reports],
            }
            for s in seen.trail.steps
        ],
        "reprints": list(seen.reprints),
    }


def _joins(row: AcrossRow, texts: _Texts) -> Iterator[Join]:
    """For each account but the first, the judgement that speaks most for it among the earlier ones."""
    for number, account in enumerate(row.accounts):
        if not number:
            continue
        judged = pipeline.judge_pairs((account, earlier) for earlier in row.accounts[:number])
        best = max(judged, key=lambda j: (j.probability or 0.0, j.pair))
        other = best.second if best.first == account.anchor else best.first
        yield Join(account=texts.quote(account.anchor), with_account=texts.quote(other), judgement=best)


def _codebooks(seen: IncidentView) -> tuple[tuple[str, Sequence[tuple[str, Figure]]], ...]:
    """For the harms that codebooks count, the four answers side by side."""
    found = []
    for harm in (Harm.KILLED, Harm.INJURED):
        assessment = seen.assessment(Property.TOLL, harm)
        if assessment is None:
            continue
        tolls = [h.value for h in assessment.holdings if isinstance(h.value, Toll) and Standing.SUPERSEDED not in h.standings]
        answer = side_by_side(tolls)
        named = (("UCDP", answer.ucdp), ("ACLED-style", answer.acled), ("GTD-style", answer.gtd), ("IBC-style", answer.ibc))
        found.append((harm.value, named))
    return tuple(found)


def _days(asking: Asking, seen: IncidentView, as_of: date | None) -> tuple[date, ...]:
    """The days at which the page may look otherwise: those on which accounts of what is now one incident came, and the one asked for."""
    now = asking.overview()
    summary = now.by_id.get(seen.id)
    days = {s.since for s in summary.accounts} if summary else {m.since for m in seen.members}
    if summary is None:  # what is asked for as of a past day may be part of a larger incident by now
        days |= {s.since for m in seen.members for found in now.by_report.get(m.report.id, ()) for s in found.accounts}
    return tuple(sorted(days | ({as_of} if as_of else set())))
