"""What changed between two days: the values of the same incident as they stood on each."""

from collections.abc import Iterable, Iterator, Sequence

from overhorizon.brief.lines import Kind
from overhorizon.brief.words import cited, counted, held, name_of, standing, told, value_words
from overhorizon.domain.assessment import Contradiction, Dispute, Holding, Property, Standing
from overhorizon.domain.briefs import Line
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.moving import moved
from overhorizon.domain.views import IncidentView, Member
from overhorizon.wording.quoting import evidences

_NAMES = {Property.PERPETRATOR: "perpetrator", Property.TARGET: "target", Property.MANNER: "manner"}
_COMPARED = (Property.TOLL, Property.PERPETRATOR, Property.TARGET)


def changed_lines(before: Sequence[IncidentView], view: IncidentView) -> Iterator[Line]:
    """What is said otherwise than before. ``before`` are the incidents of that day whose accounts are in this one now."""
    if len(before) > 1:
        text = f"{name_of(view)}. What was told as {counted(len(before), 'incident')} is held to be one."
        yield Line(text=text, evidence=cited(*(told(view, _heir(one, view)) for one in before)), incident=view.id)
    for kind in _kinds(*before, view):
        was = tuple(h for one in before for h in standing(one.assessment(*kind)))
        yield from _of_property(before[0], view, kind, was)
    yield from _closed(before, view)
    roots = max(len(one.trail.roots) for one in before)
    if roots < 2 <= len(view.trail.roots):
        text = f"{name_of(view)}. Independent roots: {len(view.trail.roots)}, after {roots}."
        first = {step.root.id: step.reports[0] for step in view.trail.steps if step.root.known}
        members = [next(m for m in view.members if m.report.id == report) for report in sorted(set(first.values()))]
        yield Line(text=text, evidence=cited(*(told(view, m) for m in members)), incident=view.id)


def is_later(was: Member, now: Member) -> bool:
    """Whether an account of a report is the same account as one of an earlier day, though an edit may have moved its words."""
    if was.anchor == now.anchor:
        return True
    if was.report.id != now.report.id or was.report.revision == now.report.revision:
        return False
    spans = (moved(trigger, was.report.text, now.report.text) for trigger in was.mention.triggers)
    return any(span.overlaps(trigger) for span in spans if span is not None for trigger in now.mention.triggers)


def _heir(then: IncidentView, view: IncidentView) -> Member:
    """The account of an incident of that day as it stands now; the leading one where an edit took its words away."""
    return next((now for was in then.members for now in view.members if is_later(was, now)), view.lead)


def _kinds(*views: IncidentView) -> list[Kind]:
    """What is compared, whether it is said on both days or on one."""
    kinds = {(a.about, a.harm) for view in views for a in view.assessments if a.about in _COMPARED}
    return sorted(kinds, key=lambda kind: (kind[0], kind[1] or ""))


def _of_property(then: IncidentView, view: IncidentView, kind: Kind, was: Sequence[Holding]) -> Iterator[Line]:
    about, harm = kind
    now = standing(view.assessment(about, harm))
    label = harm.value if harm else _NAMES.get(about, about.value)
    words = {h.words for h in was}
    added = [h for h in now if h.words not in words]
    gone = [h for h in was if h.words not in {n.words for n in now}]
    if about is not Property.TARGET and (added or gone):
        old = " or ".join(dict.fromkeys(value_words(then, h.value, h.anchors) for h in was)) or "not said"
        new = held(view, now) or "said by nobody"
        evidence = [evidences(view, h.anchors) for h in added or now] or [told(view)]
        yield Line(
            text=f"{name_of(view)}. {label.capitalize()}: {old} before, now {new}.", evidence=cited(*evidence), incident=view.id
        )
    denied_before = {h.words for h in was if Standing.DENIED in h.standings}
    for holding in now:
        if Standing.DENIED in holding.standings and holding.words not in denied_before:
            anchors = _denials(view.contradictions, about, holding.words)
            if found := evidences(view, anchors):
                value = value_words(view, holding.value, holding.anchors)
                text = f"{name_of(view)}. {label.capitalize()} {value}: now denied."
                yield Line(text=text, evidence=cited(found, evidences(view, holding.anchors)), incident=view.id)


def _denials(found: Iterable[Contradiction], about: Property, words: str) -> Iterator[Anchor]:
    for contradiction in found:
        if contradiction.about is about and any(s.words == words for s in contradiction.sides):
            yield from (a for s in contradiction.sides if s.denies for a in s.anchors)


def _closed(before: Sequence[IncidentView], view: IncidentView) -> Iterator[Line]:
    """Contradictions that stood open and do not any more."""
    opened = {(c.about, *(s.words for s in c.sides)) for one in before for c in one.contradictions if c.state is Dispute.OPEN}
    for one in view.contradictions:
        if one.state is Dispute.OPEN or (one.about, *(s.words for s in one.sides)) not in opened:
            continue
        how = "one side gave its value up" if one.state is Dispute.SUPERSEDED else "one side took over the other's value"
        evidence = [evidences(view, side.anchors) for side in one.sides]
        if any(evidence):
            text = f"{name_of(view)}. The {one.about.value} is no longer contested: {how}."
            yield Line(text=text, evidence=cited(*evidence), incident=view.id)
