"""Words with whose they are: what alerts and briefs rest on."""

from collections.abc import Iterable, Iterator

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.views import IncidentView, Member
from overhorizon.domain.watches import Evidence
from overhorizon.wording.text import sentence_around


def evidence_of(member: Member) -> Evidence:
    """The sentence by which a report tells of the incident first."""
    return evidence_at(member.analysis, member.anchor)


def evidence_at(analysis: Analysis, anchor: Anchor) -> Evidence:
    """The sentence around an anchor, and who says it: the speaker of the narrowest claim that covers the anchor, or the outlet."""
    report = analysis.report
    sentence = sentence_around(report.text, anchor.span)
    covering = [
        (sum(s.end - s.start for s in claim.content), claim.id, claim)
        for claim in analysis.claims
        if claim.chain and any(s.start <= anchor.start and anchor.end <= s.end for s in claim.content)
    ]
    claim = min(covering)[2] if covering else None
    return Evidence(
        report=report.id,
        start=sentence.start,
        end=sentence.end,
        words=sentence.of(report.text),
        outlet=report.outlet,
        address=report.address,
        speaker=claim.speaker.words if claim and claim.speaker else None,
        claim=claim.id if claim else None,
    )


def evidences(view: IncidentView, anchors: Iterable[Anchor]) -> tuple[Evidence, ...]:
    """One for each sentence, in the order of the accounts, then of the text."""
    analyses = {m.report.id: m.analysis for m in view.members}
    order = {report: number for number, report in enumerate(analyses)}
    wanted = sorted({a for a in anchors if a.report in analyses}, key=lambda a: (order[a.report], a))
    return tuple(_once(evidence_at(analyses[a.report], a) for a in wanted))


def _once(found: Iterable[Evidence]) -> Iterator[Evidence]:
    seen: set[tuple[str, int]] = set()
    for evidence in found:
        if (evidence.report, evidence.start) not in seen:
            seen.add((evidence.report, evidence.start))
            yield evidence
