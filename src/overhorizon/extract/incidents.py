"""From tellings to incident mentions: what a report says of each incident, every value with its words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import (
    IncidentMention,
    IncidentType,
    Knowledge,
    Prominence,
    Reading,
    Realis,
    Role,
    RoleFiller,
)
from overhorizon.domain.places import Location, PlacePrecision
from overhorizon.domain.reports import Report
from overhorizon.domain.spans import Span
from overhorizon.domain.times import AnchorKind, DatePrecision, TimeAnchor, When
from overhorizon.extract.clusters import cluster, put_beside
from overhorizon.extract.dating import event_of
from overhorizon.extract.incident_tolls import Posts, incident_tolls, posts
from overhorizon.extract.mentions import one_name
from overhorizon.extract.owners import said_beside
from overhorizon.extract.roles import all_roles
from overhorizon.extract.substance import is_incident
from overhorizon.extract.tellings import TOLD, Facts, Telling, tellings
from overhorizon.extract.times.events import FROM_AN_EVENT
from overhorizon.extract.told import Cluster, Told
from overhorizon.extract.when import AFTER_PUBLICATION, resolve

V = TypeVar("V")

# The more telling word decides: a raid with air strikes is an air strike, an attack with a bomb is a bombing.
_RANK = (
    IncidentType.KIDNAPPING,
    IncidentType.AIR_STRIKE,
    IncidentType.SHELLING,
    IncidentType.BOMBING,
    IncidentType.EXECUTION,
    IncidentType.TARGETED_KILLING,
    IncidentType.ARMED_CLASH,
    IncidentType.ARMED_ASSAULT,
    IncidentType.ARREST,
)


# How a figure was killed, where that says more than that it was one.
_MANNERS = {IncidentType.AIR_STRIKE, IncidentType.BOMBING, IncidentType.EXECUTION, IncidentType.KIDNAPPING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The country that a report is about, with the words that say so: where an incident without a place happened, to country level."""

    country: str
    reading: Reading[Location]


def incidents(
    report: Report, facts: Sequence[Facts], home: Home | None, people: Sequence[Span] = ()
) -> tuple[IncidentMention, ...]:
    """The incidents that a report tells of, the main ones first, then by place in the text."""
    clusters = cluster(all_told(report.text, facts, people))
    put_beside(clusters, facts)
    _date_by_events(report.text, clusters)
    groups = [c for c in clusters if is_incident(c, report.text)]
    live = posts(report.text)
    said = said_beside(report.text, groups, facts)
    found = [_mention(report, c, said[i], home, live) for i, c in enumerate(groups)]
    return tuple(sorted(found, key=lambda m: (m.prominence is not Prominence.MAIN, m.triggers[0])))


def all_told(text: str, facts: Sequence[Facts], people: Sequence[Span] = ()) -> list[Told]:
    """What each sentence tells of each incident, with the roles of its parties, in order of the text."""
    telling = [t for t in _tellings(text, facts) if not _is_total(t)]
    roles = all_roles(text, telling, people, [party for f in facts for party in f.parties])
    return [Told(telling=t, roles=r) for t, r in zip(telling, roles, strict=True)]


_IT_HAPPENED = re.compile(
    r"^(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]he (?:incident|event|tragedy|violence)) (?:all )?(?:happened|occurred|took place|came|unfolded)\b"
)


def _tellings(text: str, facts: Sequence[Facts]) -> list[Telling]:
    """The tellings of all sentences. "It happened on Monday" dates what the sentence before tells of."""
    found: list[Telling] = []
    for one in facts:
        last = found[-1] if found else None
        if one.triggers or last is None or one.index != last.facts.index + 1 or not _IT_HAPPENED.match(one.span.of(text)):
            found += tellings(text, one)
        else:
            found[-1] = replace(last, times=(*last.times, *one.times))
    return found


def _date_by_events(text: str, groups: Sequence[Cluster]) -> None:
    """Times that hang on an event are put on the calendar where another incident of the report is that event, and dated to a few days."""
    days = [_day(group) for group in groups]
    owners = {t.span: i for i, group in enumerate(groups) for m in group.members for t in m.telling.triggers}
    for i, group in enumerate(groups):
        for k, member in enumerate(group.members):
            times = []
            for time in member.telling.times:
                event = event_of(text, time, member.telling.facts.triggers) if time.rule == FROM_AN_EVENT else None
                day = days[owners[event.span]] if event and owners.get(event.span, i) != i else None
                times.append(
                    replace(time, when=resolve(time.when, day), rule=f"{time.rule} that the report dates") if day else time
                )
            if times != list(member.telling.times):
                group.members[k] = replace(member, telling=replace(member.telling, times=tuple(times)))


def _day(group: Cluster) -> TimeAnchor | None:
    """When an incident was, known to a few days."""
    when = next((r.value for r in _whens(group)), None)
    if when is None or when.precision > DatePrecision.DAYS or when.earliest is None or when.latest is None:
        return None
    return TimeAnchor(kind=AnchorKind.TEXT, first=when.earliest, last=when.latest)


def _is_total(telling: Telling) -> bool:
    """The dead of a war or a year so far: of no one incident."""
    return bool(telling.tolls) and all("aggregate" in t.rule for t in telling.tolls)


def _mention(
    report: Report, group: Cluster, said: Sequence[Reading[RoleFiller]], home: Home | None, live: Posts
) -> IncidentMention:
    triggers = tuple(sorted({t.span for m in group.members for t in m.telling.triggers}))
    opening = min(m.telling.facts.index for m in group.members) <= 1
    return IncidentMention(
        id=short_id("i", report.id, str(triggers[0].start), str(triggers[0].end)),
        triggers=triggers,
        realis=_realis(group),
        prominence=Prominence.MAIN if opening or len(group.members) >= 4 else Prominence.BACKGROUND,
        types=_types(group),
        whens=_whens(group),
        places=_places(group, home),
        tolls=incident_tolls(group, report.text, live),
        roles=_roles(group, said),
    )


def _realis(group: Cluster) -> Realis:
    kinds = {m.telling.realis for m in group.members}
    return next((k for k in (Realis.ACTUAL, Realis.ATTEMPTED, Realis.PLANNED) if k in kinds), Realis.GENERIC)


def _types(group: Cluster) -> tuple[Reading[IncidentType], ...]:
    """The type that the words support best, and what the report itself leaves open beside it."""
    known = _type_of_a_figures_death(group) or _encoded_type(group) or _known_type(group)
    assert known.value is not None
    possible = [t for m in group.members for t in m.telling.left_open if t.type is not known.value]
    if not possible:
        return (known,)
    alternatives = (known.value, *dict.fromkeys(t.type for t in possible if t.type is not None))
    return known, Reading(
        span=possible[0].span, rule="left open by the report", state=Knowledge.UNKNOWN, alternatives=alternatives
    )


def _type_of_a_figures_death(group: Cluster) -> Reading[IncidentType] | None:
    told = {kind for m in group.members for kind in m.telling.types}
    if group.single is not True or not group.names(Role.TARGET) or told & _MANNERS:
        return None
    span = next(t.span for m in group.members for t in m.telling.triggers)
    return Reading(span=span, rule="a figure was killed", value=IncidentType.TARGETED_KILLING)


_TAKEN = 0.5  # score from which the encoder takes a word for a trigger
_NEARLY = 0.9  # of the greatest sum: of two as good as even, the more telling type stands
_OWN_WORD = 0.5  # what a word's own type adds to what the encoder takes the whole for


def _encoded_type(group: Cluster) -> Reading[IncidentType] | None:
    """The type for which the encoder takes the incident, trigger by trigger, and the words' own types beside it.

    What opens the report counts twice. None where no encoder judged the words.
    """
    weights: defaultdict[IncidentType, float] = defaultdict(float)
    spans: dict[IncidentType, Span] = {}
    for member in group.members:
        counted = 2.0 if member.telling.facts.index <= 1 else 1.0
        for trigger in member.telling.triggers if member.telling.realis in TOLD else ():
            if trigger.manner is None or trigger.score < _TAKEN:
                continue
            votes = [(trigger.manner, trigger.score * counted), *([(trigger.type, _OWN_WORD)] if trigger.type else [])]
            for kind, weight in votes:
                weights[kind] += weight
                spans.setdefault(kind, trigger.span)
    if not weights:
        return None
    best = next(k for k in (*_RANK, IncidentType.THREAT, IncidentType.OTHER) if weights[k] >= _NEARLY * max(weights.values()))
    return Reading(span=spans[best], rule="the encoder's sum over the words", value=best)


def _known_type(group: Cluster) -> Reading[IncidentType]:
    words = [(t.type, t.span) for m in group.members for t in m.telling.triggers if t.type in m.telling.types]
    opening = [kind for m in group.members if m.telling.facts.index <= 1 for kind in m.telling.types]
    votes = Counter(kind for kind, _ in words) + Counter(opening)  # what opens the report counts twice
    if not votes:
        span = group.members[0].telling.triggers[0].span
        return Reading(span=span, rule="deaths by a named or armed party", value=IncidentType.ARMED_ASSAULT)
    attacks = votes[IncidentType.ARMED_ASSAULT]
    passing = {k for k in votes if votes[k] == 1 and attacks > 1}  # one other word against several of attack
    best = next(
        k for k in (*_RANK, IncidentType.THREAT, IncidentType.OTHER) if k not in passing and votes[k] * 3 >= max(votes.values())
    )
    return Reading(span=next(s for kind, s in words if kind is best), rule="the most telling word", value=best)


def _whens(group: Cluster) -> tuple[Reading[When], ...]:
    """The best supported and most precise time first; others that exclude it stand beside it."""
    happened = _realis(group) is not Realis.PLANNED
    times = [
        (m.telling, t) for m in group.members for t in m.telling.times if not (happened and t.rule.endswith(AFTER_PUBLICATION))
    ]
    away = {t.span: min(abs(t.span.start - x.span.start) for x in telling.triggers) for telling, t in times}
    told_in = {t.span: telling.facts.index for telling, t in times}
    found = _clipped([Reading(span=t.span, rule=t.rule, value=t.when) for _, t in times])
    support = Counter((r.value.start, r.value.end) for r in found if r.value)

    def order(reading: Reading[When]) -> tuple[bool, int, date, int, int, int]:
        when = reading.value
        assert when is not None
        coarse = when.precision if when.precision > DatePrecision.DAYS else 1
        bound = when.latest if coarse is DatePrecision.UNKNOWN and when.latest else date.max  # of open times the tightest
        support_ = support[when.start, when.end]
        return not when.is_resolved, coarse, bound, -support_, told_in[reading.span], away[reading.span]

    return _distinct(sorted(found, key=order), key=lambda w: (w.start, w.end, w.expression if not w.is_resolved else ""))


def _clipped(readings: list[Reading[When]]) -> list[Reading[When]]:
    """Vague times cut at the day by which the deed was known: "weeks ago", and "learned of it in early April"."""
    known_by = [r.value.latest for r in readings if r.value and r.value.earliest is None and r.value.latest]
    if not known_by:
        return readings
    last = min(known_by)
    out = []
    for reading in readings:
        when = reading.value
        if when and when.earliest and when.latest and when.start == when.end and when.earliest <= last < when.latest:
            cut = When.within(when.expression, when.earliest, last, anchor=when.anchor)
            reading = replace(reading, value=cut, rule=f"{reading.rule}, known by {last.isoformat()}")
        out.append(reading)
    return out


def _places(group: Cluster, home: Home | None) -> tuple[Reading[Location], ...]:
    found = [Reading(span=p.span, rule=p.rule, value=p.location) for m in group.members for p in m.telling.places]
    support = Counter(r.value.place.id for r in found if r.value and r.value.place)

    def order(reading: Reading[Location]) -> tuple[int, int, int]:
        location = reading.value
        assert location is not None
        return (
            -support[location.place.id] if location.place and location.precision < PlacePrecision.ADMIN1 else 0,
            location.precision,
            reading.span.start,
        )

    ordered = list(_distinct(sorted(found, key=order), key=lambda p: (p.place.id if p.place else p.described, p.precision)))
    if not ordered and home is not None:
        ordered = [home.reading]
    return tuple(ordered)


def _roles(group: Cluster, said: Sequence[Reading[RoleFiller]]) -> tuple[Reading[RoleFiller], ...]:
    """``said`` are roles that sentences beside those that tell the incident give."""
    return _distinct(
        sorted(
            (*(r for m in group.members if m.telling.realis in TOLD for r in m.roles), *said),
            key=lambda r: (r.value is not None and r.value.party.actor is None, r.span),
        ),
        key=lambda f: (f.role, one_name(f.party)),
    )


def _distinct(readings: Iterable[Reading[V]], key: Callable[[V], Hashable]) -> tuple[Reading[V], ...]:
    """The first reading of each value."""
    first: dict[Hashable, Reading[V]] = {}
    for reading in readings:
        if reading.value is not None:
            first.setdefault(key(reading.value), reading)
    return tuple(first.values())
