"""What an incident says now, against what it said when it was last looked at -> changes worth a word. Pure.

Only reports that say something new can make a change: a reprint, a re-linking, a new analysis of the same words never does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overhorizon.domain.assessment import Assessment, Contradiction, Dispute, Property
from overhorizon.domain.incidents import Role
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.observed import Observed, TollFact
from overhorizon.domain.tolls import Harm
from overhorizon.domain.views import IncidentView, Member
from overhorizon.domain.watches import Evidence, Trigger
from overhorizon.watch import facts
from overhorizon.wording.quoting import evidence_of, evidences
from overhorizon.wording.values import location_words, party_words, value_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer. ``key`` says what is told, so that it is told once; ``reports`` are those that it rests on, the newest last."""

    trigger: Trigger
    key: str
    headline: str
    detail: tuple[str, ...]
    reports: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def fresh(before: Observed | None, view: IncidentView, reprints: frozenset[str] = frozenset()) -> tuple[Member, ...]:
    """The accounts of revisions that were not read before, reprints left out: ``reprints`` adds those of reports elsewhere."""
    seen = set(before.revisions) if before else set()
    again = reprints | set(view.reprints)
    return tuple(m for m in view.members if m.report.revision not in seen and m.report.id not in again)


def new_incident(view: IncidentView, news: Sequence[Member]) -> Change:
    """That there is such an incident."""
    return Change(
        trigger=Trigger.NEW_INCIDENT,
        key=f"{view.members[0].anchor.report}:{view.members[0].anchor.start}",
        headline=f"New: {title(view)}",
        detail=tuple(summary(view)),
        reports=_reports(view, [m.anchor for m in (news or view.members)]),
        evidence=tuple(evidence_of(m) for m in (news or view.members)),
    )


def changes(before: Observed, view: IncidentView, now: Observed, news: Sequence[Member]) -> Iterator[Change]:
    """What is new of an incident that was looked at before, in a fixed order. ``news`` are the accounts that may say something new."""
    telling = {m.report.id for m in news}
    if not telling:
        return
    yield from _tolls(before, view, now, telling)
    yield from _parties(before, view, news)
    yield from _denials(before, view, telling)
    yield from _fates(before, view, news)
    yield from _disputes(before, view, telling)


def quarrels(view: IncidentView) -> Iterator[Change]:
    """What is contested of an incident from its first report on."""
    nothing = Observed(accounts=(), revisions=())
    yield from _disputes(nothing, view, set(view.reports))


def _tolls(before: Observed, view: IncidentView, now: Observed, telling: set[str]) -> Iterator[Change]:
    known = {fact[0] for fact in before.tolls}
    moved = [f for f in now.tolls if f not in before.tolls and (f[0] in known or f[0] is Harm.KILLED)]
    found = [(f, a) for f in moved for a in view.tolls() if a.harm is f[0] and _is_told_by(a, telling)]
    if not found:
        return
    words = [_revision(before, fact, assessment) for fact, assessment in found]
    anchors = [a for _, assessment in found for a in assessment.preferred.anchors if a.report in telling]
    yield Change(
        trigger=Trigger.TOLL_REVISED,
        key=" ".join("-".join(str(part) for part in fact) for fact, _ in found),
        headline=f"Toll revised: {'; '.join(words)}. {title(view)}",
        detail=tuple(summary(view)),
        reports=_reports(view, anchors),
        evidence=evidences(view, anchors),
    )


def _is_told_by(assessment: Assessment, telling: set[str]) -> bool:
    return not telling.isdisjoint(assessment.preferred.reports)


def _revision(before: Observed, fact: TollFact, assessment: Assessment) -> str:
    was = [f for f in before.tolls if f[0] is fact[0]]
    now = value_words(assessment.preferred.value)
    earlier = " or ".join(_number(f) for f in was) or "no number"
    return f"{fact[0].value} {now} (was {earlier})"


def _number(fact: TollFact) -> str:
    _, low, best, high = fact
    if best is not None and low == high:
        return f"{best:,}"
    return f"{low if low is not None else '?'} to {high if high is not None else '?'}"


def _parties(before: Observed, view: IncidentView, news: Sequence[Member]) -> Iterator[Change]:
    for role, known, trigger, verb in (
        (Role.PERPETRATOR, before.parties, Trigger.PERPETRATOR_NAMED, "named as perpetrator"),
        (Role.CLAIMANT, before.claimants, Trigger.RESPONSIBILITY_CLAIMED, "said to claim it"),
    ):
        new = [p for p in facts.named(view, role) if facts.name_of(p) not in known]
        for party in new:
            anchors = [
                Anchor(report=m.report.id, start=r.span.start, end=r.span.end)
                for m in news
                for r in m.mention.roles
                if r.value is not None and r.value.role is role and facts.name_of(r.value.party) == facts.name_of(party)
            ]
            if anchors:
                yield Change(
                    trigger=trigger,
                    key=facts.name_of(party),
                    headline=f"{party_words(party)} {verb}. {title(view)}",
                    detail=tuple(summary(view)),
                    reports=_reports(view, anchors),
                    evidence=evidences(view, anchors),
                )


def _denials(before: Observed, view: IncidentView, telling: set[str]) -> Iterator[Change]:
    about = (c for c in view.contradictions if c.about is Property.PERPETRATOR)
    roots = {root.id: root.words for root in view.trail.roots}
    for contradiction in about:
        for side in contradiction.sides:
            new = [r for r in side.roots if side.denies and r not in before.deniers]
            anchors = [a for a in side.anchors if a.report in telling]
            if new and anchors:
                who = ", ".join(roots.get(r, r) for r in new)
                yield Change(
                    trigger=Trigger.RESPONSIBILITY_DENIED,
                    key=f"{' '.join(sorted(new))} {side.words}",
                    headline=f"Responsibility denied by {who}. {title(view)}",
                    detail=tuple(summary(view)),
                    reports=_reports(view, anchors),
                    evidence=evidences(view, anchors),
                )


def _fates(before: Observed, view: IncidentView, news: Sequence[Member]) -> Iterator[Change]:
    for fate in sorted(set(facts.fates(view)) - set(before.fates)):
        anchors = [m.anchor for m in news]
        yield Change(
            trigger=Trigger.STATUS_CHANGED,
            key=fate,
            headline=f"Death of a leader {fate}. {title(view)}",
            detail=tuple(summary(view)),
            reports=_reports(view, anchors),
            evidence=evidences(view, anchors),
        )


def _disputes(before: Observed, view: IncidentView, telling: set[str]) -> Iterator[Change]:
    """One change for each property: several figures against each other are one quarrel."""
    opened: dict[Property, list[Contradiction]] = {}
    closed: dict[Property, list[Contradiction]] = {}
    for contradiction in view.contradictions:
        told = any(anchor.report in telling for side in contradiction.sides for anchor in side.anchors)
        if contradiction.state is not Dispute.OPEN:
            if contradiction.id in before.disputes:
                closed.setdefault(contradiction.about, []).append(contradiction)
        elif told and contradiction.id not in (*before.disputes, *before.closed):
            opened.setdefault(contradiction.about, []).append(contradiction)
    for about, those in sorted(opened.items()):
        yield _dispute(view, about, those, opened=True)
    for about, those in sorted(closed.items()):
        yield _dispute(view, about, those, opened=False)


def _dispute(view: IncidentView, about: Property, those: Sequence[Contradiction], *, opened: bool) -> Change:
    anchors = [a for c in those for s in c.sides for a in s.anchors]
    verb = "Contradiction" if opened else f"No longer contested ({those[0].state.value})"
    return Change(
        trigger=Trigger.CONTRADICTION_OPENED if opened else Trigger.CONTRADICTION_CLOSED,
        key=" ".join(sorted(c.id for c in those)),
        headline=f"{verb} about {about.value}: {' against '.join(_sides(view, about, those))}. {title(view)}",
        detail=tuple(summary(view)),
        reports=_reports(view, anchors),
        evidence=evidences(view, anchors),
    )


def _sides(view: IncidentView, about: Property, those: Sequence[Contradiction]) -> tuple[str, ...]:
    """The values that stand against each other, in words; a denial as "not" its value."""
    anchors = {a for c in those for s in c.sides if not s.denies for a in s.anchors}
    held = (h for a in view.assessments if a.about is about for h in a.holdings)
    words = dict.fromkeys(value_words(h.value) for h in held if not anchors.isdisjoint(h.anchors))
    denied = ("its denial",) if any(s.denies for c in those for s in c.sides) else ()
    return (*words, *denied)


def _reports(view: IncidentView, anchors: Sequence[Anchor]) -> tuple[str, ...]:
    found = {a.report for a in anchors}
    return tuple(r for r in view.reports if r in found)


def title(view: IncidentView) -> str:
    """An incident in one line: what, where, when."""
    what = view.preferred(Property.MANNER)
    where, when = view.preferred(Property.PLACE), view.preferred(Property.DATE)
    location = view.lead.mention.location
    parts = [
        value_words(what.value) if what else view.lead.mention.type.value,
        value_words(where.value) if where else location_words(location) if location else "place not said",
        value_words(when.value) if when else _when(view),
    ]
    return ", ".join(parts)


def _when(view: IncidentView) -> str:
    when = view.lead.mention.when
    return when_words(when) if when is not None and when.is_resolved else "no date"


def summary(view: IncidentView) -> Iterator[str]:
    """What is held of it, a line each: tolls and parties with how many roots, then what stands behind all of it."""
    for assessment in view.assessments:
        holding = assessment.preferred
        if assessment.about in (Property.TOLL, Property.PERPETRATOR):
            label = assessment.harm.value if assessment.harm else assessment.about.value
            roots = len(holding.roots)
            standing = "".join(f", {s.value}" for s in holding.standings)
            yield f"{label}: {value_words(holding.value)} ({holding.grade}, {roots} {'root' if roots == 1 else 'roots'}{standing})"
    yield str(view.trail)
