"""The sections of a brief: from views of incidents to lines, each with the words that it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from overhorizon.brief.words import (
    cited,
    counted,
    disputed,
    held,
    holders,
    killed_of,
    name_of,
    side_words,
    standing,
    support_of,
    told,
    type_of,
)
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Contradiction, Dispute, Property
from overhorizon.domain.briefs import Line
from overhorizon.domain.claims import Polarity
from overhorizon.domain.corrections import Note, Subject
from overhorizon.domain.incidents import IncidentType, Prominence
from overhorizon.domain.judgements import Anchor, Judgement
from overhorizon.domain.tolls import Harm
from overhorizon.domain.views import IncidentView
from overhorizon.domain.watches import Evidence
from overhorizon.wording.quoting import evidence_at, evidence_of, evidences

_OPEN = (Polarity.SAYS_UNKNOWN, Polarity.WITHHOLDS)
_ATTRIBUTABLE = tuple(t for t in IncidentType if t not in (IncidentType.ARREST, IncidentType.THREAT, IncidentType.OTHER))
_QUESTIONS_AT_MOST = 3

Kind = tuple[Property, Harm | None]


def new_line(view: IncidentView) -> Line:
    """An incident in full: what, when, where, its tolls, by whom according to whom, and what stands behind it."""
    parts, evidence = [f"{name_of(view)}."], [told(view)]
    for harm in Harm:
        holdings = standing(view.assessment(Property.TOLL, harm))
        if holdings:
            parts.append(f"{_label(harm)}: {held(view, holdings)}.")
            evidence += [evidences(view, h.anchors) for h in holdings]
    holdings = standing(view.assessment(Property.PERPETRATOR))
    if holdings:
        parts.append(f"Perpetrator: {held(view, holdings)}.")
        evidence += [evidences(view, h.anchors) for h in holdings]
    parts.append(f"{support_of(view)}.")
    return Line(text=" ".join(parts), evidence=cited(*evidence), incident=view.id)


def contested_lines(view: IncidentView, since: date) -> Iterator[Line]:
    """What independent roots are at odds about: one line a property, with who holds each value."""
    open_ = [c for c in view.contradictions if c.state is Dispute.OPEN]
    by_assessment: dict[Kind, list[Contradiction]] = {}
    for dispute in open_:
        if (assessment := disputed(view, dispute)) is not None:
            by_assessment.setdefault((assessment.about, assessment.harm), []).append(dispute)
    for (about, harm), disputes in by_assessment.items():
        assessment = view.assessment(about, harm)
        assert assessment is not None
        sides = {s.words: s for c in disputes for s in c.sides}
        words = (f"{side_words(view, assessment, s)} ({holders(view, s.anchors)})" for s in sides.values())
        day = min(c.since for c in disputes)
        label = f"number of {harm.value}" if harm else about.value
        how = "new in this period" if day >= since else f"since {day}"
        text = f"{name_of(view)}. The {label} is contested, {how}: {' against '.join(words)}."
        yield Line(text=text, evidence=cited(*(evidences(view, s.anchors) for s in sides.values())), incident=view.id)


def single_root_line(view: IncidentView) -> Line:
    """What one root alone tells, or none of which we know, however many reports repeat it."""
    roots = view.trail.roots
    reports, voices = counted(len(view.trail.reports), "report"), counted(len(view.trail.voices), "voice")
    official = ", a state" if roots and roots[0].official else ""
    known = f"one root, {roots[0].words}{official}" if roots else "no root of which it is told who it is"
    text = f"{name_of(view)}. {reports} and {voices} come down to {known}."
    return Line(text=text, evidence=told(view), incident=view.id)


def quiet_line(view: IncidentView, today: date) -> Line:
    """Since when no report of an incident was read, and which of its questions are open."""
    last = max(m.since for m in view.members)
    questions, evidence = open_questions(view)
    text = f"{name_of(view)}. Last report {last}, {counted((today - last).days, 'day')} before. Open: {'; '.join(questions)}."
    return Line(text=text, evidence=cited(told(view), *evidence), incident=view.id)


def open_questions(view: IncidentView) -> tuple[tuple[str, ...], tuple[tuple[Evidence, ...], ...]]:
    """What is contested, what its reports say is unknown or withheld, and who did it where nobody says; with the words."""
    questions, evidence = [], []
    for about in view.contested:
        sides = [s for c in view.contradictions if c.about is about and c.state is Dispute.OPEN for s in c.sides]
        questions.append(f"the {about.value} is contested")
        evidence.append(evidences(view, (a for s in sides for a in s.anchors)))
    for member in view.members:
        for claim in member.analysis.claims:
            if claim.polarity in _OPEN and member.mention.id in claim.about and len(evidence) < _QUESTIONS_AT_MOST:
                first = min(claim.content)
                anchor = Anchor(report=member.report.id, start=first.start, end=first.end)
                found = evidence_at(member.analysis, anchor)
                words = "not known" if claim.polarity is Polarity.SAYS_UNKNOWN else "not released"
                question = f"{words}: “{found.words}”"
                if question not in questions:
                    questions.append(question)
                    evidence.append((found,))
    is_main = any(m.mention.prominence is Prominence.MAIN for m in view.members)
    if is_main and type_of(view) in _ATTRIBUTABLE and not view.assessment(Property.PERPETRATOR):
        questions.append("nobody is named as perpetrator")
    return tuple(questions), tuple(evidence)


def judgement_lines(judgements: Sequence[Judgement], analyses: Mapping[str, Analysis]) -> Iterator[Line]:
    """What persons hold of the accounts of a brief's incidents, shown as what it is."""
    for judgement in judgements:
        if judgement.author is None or judgement.at is None:
            continue
        verdict = judgement.verdict.value
        text = f"{judgement.author} held on {judgement.at:%Y-%m-%d} of two accounts: {verdict}. Reason: {judgement.reason}"
        ends = (judgement.first, judgement.second)
        evidence = tuple(evidence_at(analyses[a.report], a) for a in ends if a.report in analyses)
        if evidence:
            yield Line(text=text, evidence=evidence)


def note_line(note: Note, view: IncidentView) -> Line:
    """A person's remark, signed, with the words that it is on."""
    on = f"the {note.on.value}" if note.on is not Subject.INCIDENT else name_of(view)
    text = f"{note.author} noted on {note.at:%Y-%m-%d} on {on}: {' '.join(note.text.split())}"
    return Line(text=text, evidence=(_noted_words(note, view),), incident=view.id)


def _noted_words(note: Note, view: IncidentView) -> Evidence:
    """The claim that a note is on, or the sentence of its report that tells of the incident."""
    member = next((m for m in view.members if m.report.id == note.report), view.lead)
    claim = next((c for c in member.analysis.claims if c.id == note.subject), None)
    if claim is None:
        return evidence_of(member)
    first = min(claim.content)
    return evidence_at(member.analysis, Anchor(report=member.report.id, start=first.start, end=first.end))


def _label(harm: Harm) -> str:
    return harm.value.capitalize()


def deadliest_first(views: Sequence[IncidentView]) -> list[IncidentView]:
    """By the preferred number of dead, then the latest known, then by id."""

    def order(view: IncidentView) -> tuple[int, int, str]:
        killed = killed_of(view)
        number = killed.best if killed and killed.best is not None else killed.low if killed and killed.low is not None else -1
        return -number, -min(m.since for m in view.members).toordinal(), view.id

    return sorted(views, key=order)
