"""What a line of a brief says and the words that it rests on."""

from collections.abc import Iterable, Iterator
from typing import Final

from overhorizon.domain.assessment import DEATH, Assessment, Contradiction, Holding, Property, Side, Standing, Value
from overhorizon.domain.briefs import Killed
from overhorizon.domain.incidents import IncidentType, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.places import Location
from overhorizon.domain.rivals import number_of, span_of
from overhorizon.domain.times import When
from overhorizon.domain.tolls import CountBasis, Harm, Toll
from overhorizon.domain.views import IncidentView, Member
from overhorizon.domain.watches import Evidence
from overhorizon.wording.quoting import evidence_of, evidences
from overhorizon.wording.values import count_words, location_words, party_words, when_words

UNNAMED_OUTLET: Final = "an outlet without a name"
_CITED_AT_MOST = 4  # quotations for one line: more are in the ledger


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def once(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each sentence once, in the order given."""
    return tuple({(e.report, e.start, e.end): e for e in reversed(list(found))}.values())[::-1]


def cited(*groups: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Some of the evidence for each statement of a line, by turns, so that no statement is left without."""
    queues = [list(group) for group in groups]
    turns = (queue[n] for n in range(_CITED_AT_MOST) for queue in queues if n < len(queue))
    limit = max(_CITED_AT_MOST, sum(1 for queue in queues if queue))
    return once(turns)[:limit]


def told(view: IncidentView, member: Member | None = None) -> tuple[Evidence, ...]:
    """The sentence that tells of the incident: of its leading account, or of another."""
    one = member or view.lead
    return (evidence_of(one),)


def holders(view: IncidentView, anchors: Iterable[Anchor]) -> str:
    """Who says so, through whom: "the army in Harbour Radio; Meridian Wire"."""
    outlets: dict[str | None, list[str]] = {}
    for one in evidences(view, anchors):
        names = outlets.setdefault(one.speaker, [])
        outlet = one.outlet or UNNAMED_OUTLET
        if outlet not in names:
            names.append(outlet)
    said = (f"{speaker} in {', '.join(names)}" if speaker else ", ".join(names) for speaker, names in outlets.items())
    return "; ".join(said)


def value_words(view: IncidentView, value: Value, anchors: tuple[Anchor, ...]) -> str:
    """A value in words; a description in the report's own words stands in quotation marks."""
    match value:
        case Toll():
            return _toll_words(view, value, anchors)
        case When():
            return when_words(value)
        case Location():
            return location_words(value)
        case IncidentType():
            return value.value
        case RoleFiller():
            return _party(view, value)


def _toll_words(view: IncidentView, toll: Toll, anchors: tuple[Anchor, ...]) -> str:
    if toll.total.basis is CountBasis.ONE_NAMED:
        return "1"
    named = " + ".join(part.words for part in toll.parts)
    return count_words(toll.total, named or next(_words_at(view, anchors), ""))


def _words_at(view: IncidentView, anchors: Iterable[Anchor]) -> Iterator[str]:
    texts = {m.report.id: m.report.text for m in view.members}
    return (a.span.of(texts[a.report]) for a in anchors if a.report in texts)


def _party(view: IncidentView, filler: RoleFiller) -> str:
    if filler == DEATH:
        return "that the target is dead"
    name = party_words(filler.party)
    if filler.party.actor is not None:
        return name
    is_quoted = any(filler.party.words in m.report.text for m in view.members)
    return name.replace(filler.party.words, f"“{filler.party.words}”", 1) if is_quoted else name


def held(view: IncidentView, holdings: Iterable[Holding]) -> str:
    """Values with those who hold them, each once: what differs only in how it was read ("1", "one man") is one."""
    by_words: dict[str, list[Holding]] = {}
    for holding in holdings:
        by_words.setdefault(_worded(view, holding), []).append(holding)
    return "; or ".join(
        f"{words} ({holders(view, sorted({a for h in those for a in h.anchors}))}{_denied(those)})"
        for words, those in by_words.items()
    )


def _worded(view: IncidentView, holding: Holding) -> str:
    words = value_words(view, holding.value, holding.anchors)
    is_claimed = isinstance(holding.value, RoleFiller) and holding.value.role is Role.CLAIMANT
    return f"{words}, who is said to claim it" if is_claimed else words


def _denied(holdings: Iterable[Holding]) -> str:
    return ", denied" if any(Standing.DENIED in h.standings for h in holdings) else ""


def standing(found: Assessment | None) -> tuple[Holding, ...]:
    """The holdings that nobody has given up."""
    return tuple(h for h in found.holdings if Standing.SUPERSEDED not in h.standings) if found else ()


def disputed(view: IncidentView, dispute: Contradiction) -> Assessment | None:
    """The assessment whose values stand against each other: a contradiction of tolls does not say of which harm."""
    said = {(s.words, s.anchors) for s in dispute.sides if not s.denies}
    return next(
        (a for a in view.assessments if a.about is dispute.about and said <= {(h.words, h.anchors) for h in a.holdings}), None
    )


def side_words(view: IncidentView, assessment: Assessment, side: Side) -> str:
    """What one side of a contradiction holds, by the value behind its words."""
    wanted = side.words.removeprefix("not ") if side.denies else side.words
    holding = next(h for h in assessment.holdings if h.words == wanted)
    words = value_words(view, holding.value, holding.anchors)
    return f"not {words}" if side.denies else words


def when_of(view: IncidentView) -> When | None:
    """The preferred time of an incident; None where none is known."""
    preferred = view.preferred(Property.DATE)
    return preferred.value if preferred and isinstance(preferred.value, When) else None


def where_of(view: IncidentView) -> Location | None:
    """The preferred place; the country where nobody says more."""
    preferred = view.preferred(Property.PLACE)
    if preferred and isinstance(preferred.value, Location):
        return preferred.value
    return view.lead.mention.location or next((m.mention.location for m in view.members if m.mention.location), None)


def type_of(view: IncidentView) -> IncidentType:
    preferred = view.preferred(Property.MANNER)
    return preferred.value if preferred and isinstance(preferred.value, IncidentType) else view.lead.mention.type


def killed_of(view: IncidentView) -> Killed | None:
    """The preferred figure of dead, and the range of it and its rivals; None where nobody gives any."""
    found = view.assessment(Property.TOLL, Harm.KILLED)
    if found is None:
        return None
    preferred = found.preferred
    tolls = [h.value for h in (preferred, *found.rivals) if isinstance(h.value, Toll)]
    low, high = span_of([toll.total for toll in tolls])
    best = number_of(preferred.value.total) if isinstance(preferred.value, Toll) else None
    if low is None and high is None:
        words = value_words(view, preferred.value, preferred.anchors)
    elif low == high:
        words = f"{low:,}"
    else:
        words = f"{low:,} or more" if high is None and low is not None else f"{'?' if low is None else f'{low:,}'} to {high:,}"
    return Killed(low=low, best=best, high=high, words=words)


def name_of(view: IncidentView) -> str:
    """An incident in a few words: "2026-03-10, bombing in Tessalit, Kidal, Mali"."""
    when, where = when_of(view), where_of(view)
    place = f"in {location_words(where)}" if where else "at a place that is not said"
    return f"{when_words(when) if when else 'no date'}, {type_of(view).value} {place}"


def support_of(view: IncidentView) -> str:
    """Reports > voices > roots, in words."""
    return str(view.trail)
