"""Which tellings of one report tell of one incident: a scored comparison, sentence by sentence.

Numbers of the comparison are design constants, set by reasoning and checked on the project's own demo reports
(evaluation/demo); a trained linker takes their place later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from overhorizon.domain.geometry import kilometres
from overhorizon.domain.incidents import IncidentType, Reading, Realis, Role, RoleFiller
from overhorizon.domain.kinds import compatible
from overhorizon.domain.places import Location, PlacePrecision
from overhorizon.domain.times import DatePrecision, When, meet
from overhorizon.domain.tolls import Count, Harm
from overhorizon.extract.howmany import TollMention
from overhorizon.extract.people import ROLE_WORDS
from overhorizon.extract.roles import FIGURE_RULE
from overhorizon.extract.tellings import Facts, Telling

JOIN = 0.8  # at least one strong sign, or two weak ones
_ASIDE = -1.0  # deaths told in passing belong somewhere, unless the text says otherwise
_FAR_KM = 60  # farther apart, two settlements are two places of one day's reporting


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A telling with its roles."""

    telling: Telling
    roles: tuple[Reading[RoleFiller], ...]

    @property
    def whens(self) -> tuple[When, ...]:
        return tuple(t.when for t in self.telling.times)

    @property
    def is_dated(self) -> bool:
        """Whether the words say when; "known by Thursday" says only when somebody spoke of it."""
        return any(not w.is_resolved or w.earliest is not None for w in self.whens)

    @property
    def locations(self) -> tuple[Location, ...]:
        return tuple(p.location for p in self.telling.places)

    def names(self, role: Role) -> frozenset[str]:
        return frozenset(r.value.party.name.casefold() for r in self.roles if r.value is not None and r.value.role is role)

    def figure(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that name the figure who was killed, and the actors named beside them, with those they belong to."""
        spans = [r.span for r in self.roles if r.rule == FIGURE_RULE]
        parties = [p for p in self.telling.facts.parties if any(p.span.overlaps(s) for s in spans)]
        sides = {i for p in parties if p.party.actor for i in (p.party.actor.id, *p.party.actor.parents)}
        sides |= {p.party.name.casefold() for p in parties if p.party.actor is None}
        named = " ".join(p.party.words.casefold() for p in parties)
        words = {
            w.strip(",’'\"").removesuffix("’s").removesuffix("'s")
            for r in self.roles
            if r.rule == FIGURE_RULE and r.value
            for w in r.value.party.words.casefold().split()
        }
        return frozenset(w for w in words - ROLE_WORDS if w and w not in named), frozenset(sides)

    def killed(self) -> tuple[Count, ...]:
        return tuple(t.toll.total for t in self.telling.tolls if t.toll.harm is Harm.KILLED)


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Tellings judged to be of one incident, in order of the text."""

    members: list[Told] = field(default_factory=list)
    beside: list[TollMention] = field(default_factory=list)  # of sentences that have no trigger: "The toll stands at 14."

    @property
    def types(self) -> list[IncidentType]:
        return [t for m in self.members for t in m.telling.types]

    @property
    def single(self) -> bool | None:
        votes = [m.telling.single for m in self.members if m.telling.single is not None]
        return None if not votes else votes.count(True) > votes.count(False)

    @property
    def last_sentence(self) -> int:
        return self.members[-1].telling.facts.index

    def names(self, role: Role) -> frozenset[str]:
        return frozenset().union(*(m.names(role) for m in self.members))


def cluster(told: Sequence[Told]) -> list[Cluster]:
    """Group tellings, in order; each joins the likeliest cluster before it or opens one. Generic talk opens none."""
    clusters: list[Cluster] = []
    for one in told:
        near = _of_that_figure(one, clusters) or _told_just_before(one, clusters)
        scored = [(likeness(one, c), -i) for i, c in enumerate(clusters) if near is None or c is near]
        best = max(scored, default=(float("-inf"), 0))
        if best[0] >= JOIN or (_is_aside(one) and best[0] > _ASIDE):
            clusters[-best[1]].members.append(one)
        elif one.telling.realis in (Realis.ACTUAL, Realis.ATTEMPTED, Realis.PLANNED) and not _is_aside(one):
            clusters.append(Cluster(members=[one]))
    return clusters


_NEAR = 2  # sentences after an incident in which a toll without a trigger is its


def put_beside(clusters: Sequence[Cluster], facts: Sequence[Facts]) -> None:
    """Give tolls told without a trigger to the incident told just before; where another place or day is named, to none."""
    for f in facts:
        if f.triggers or not f.tolls:
            continue
        last = {
            id(c): max(m.telling.facts.index for m in c.members if m.telling.facts.index < f.index) for c in _begun(clusters, f)
        }
        group = _with_figure(f.tolls, _begun(clusters, f))
        if group is None:
            group = max(_begun(clusters, f), key=lambda c: last[id(c)], default=None)
            if group is not None and f.index - last[id(group)] > _NEAR:
                continue
        if group is not None and not _elsewhere(f, group):
            group.beside += [t for t in f.tolls if "aggregate" not in t.rule]


def _begun(clusters: Sequence[Cluster], facts: Facts) -> list[Cluster]:
    return [c for c in clusters if any(m.telling.facts.index < facts.index for m in c.members)]


def _elsewhere(facts: Facts, group: Cluster) -> bool:
    """Whether a sentence names a place or a time that the incident has not."""
    known = {p.place.id for m in group.members for p in m.locations if p.place}
    places = [p.location for p in facts.places if p.location.precision is not PlacePrecision.COUNTRY]
    whens = [w for m in group.members for w in m.whens]
    other_place = any(p.place is None or p.place.id not in known for p in places)
    return other_place or any(not any(meet(t.when, w) for w in whens) for t in facts.times if _is_bounded(t.when))


def _told_just_before(one: Told, clusters: Sequence[Cluster]) -> Cluster | None:
    """Where deaths are told in passing, the incident of the sentence before, in the same paragraph: "... was attacked. Seven died." """
    facts = one.telling.facts
    if not _is_aside(one) or one.telling.blame:
        return None
    for group in reversed(clusters):
        last = group.members[-1].telling.facts
        if last.index == facts.index - 1 and last.paragraph == facts.paragraph:
            return group
    return None


_TELLING = 5  # dead: a smaller number is of many incidents


def _of_that_figure(one: Told, clusters: Sequence[Cluster]) -> Cluster | None:
    """Where deaths are told in passing, the one incident of which that very number was told: "Most of the 70 dead were lawyers"."""
    if not _is_aside(one) or one.telling.blame:
        return None
    return _with_figure(one.telling.tolls, clusters)


def _with_figure(tolls: Sequence[TollMention], clusters: Sequence[Cluster]) -> Cluster | None:
    """The one incident of which one of these numbers of dead was told; None where none or several have it."""
    counts = [t.toll.total for t in tolls if t.toll.harm is Harm.KILLED]
    mine = {n for c in counts for n in (c.low, c.best) if n is not None and n >= _TELLING}
    known = [c for c in clusters if mine & {n for m in c.members for k in m.killed() for n in (k.low, k.best)}]
    return known[0] if len(known) == 1 else None


def _is_aside(one: Told) -> bool:
    """Deaths without manner, time, place or figure, or a word on whose deed it was: of an incident told elsewhere, or of none."""
    if one.telling.blame:
        return True
    alone = one.telling.types or one.is_dated or one.telling.places
    return not (alone or one.names(Role.TARGET) or one.names(Role.PERPETRATOR))


def likeness(one: Told, group: Cluster) -> float:
    """How likely a telling is of a cluster's incident: a sum of named signs; 0 says nothing, below 0 speaks against."""
    return (
        _type(one, group)
        + _time(one, group)
        + _place(one, group)
        + _people(one, group)
        + _toll(one, group)
        + _wording(one, group)
    )


def _type(one: Told, group: Cluster) -> float:
    mine, theirs = one.telling.types, group.types
    if not mine or not theirs:
        elsewhere = group.single is True and mine and one.telling.single is None and not theirs
        return -0.8 if elsewhere else 0.2  # "the attack" beside a figure's death is what he is said to have done
    if set(mine) & set(theirs):
        return 0.7
    return 0.1 if all(compatible(a, b) for a in mine for b in theirs) else -2.5


def _time(one: Told, group: Cluster) -> float:
    theirs = [w for m in group.members for w in m.whens]
    spelt = {w.expression for w in one.whens} & {w.expression for w in theirs}
    pairs = [(a, b) for a in one.whens for b in theirs if _is_bounded(a) and _is_bounded(b)]
    if not pairs:
        return 0.6 if spelt else 0.0
    if any(meet(a, b) for a, b in pairs):
        if all(_is_sequel(w) for w in one.whens):
            return 0.0  # "hours later" on one day is no sign of one event
        return 1.2 if any(w.precision <= DatePrecision.WEEK for w in one.whens) else 0.6
    return -3.0


def _is_sequel(when: When) -> bool:
    """ "Hours later", "a day earlier"; not "the same day"."""
    return when.expression.endswith((" later", " earlier")) and not when.expression.startswith("P0")


def _is_bounded(when: When) -> bool:
    return when.earliest is not None and when.latest is not None


def _place(one: Told, group: Cluster) -> float:
    theirs = [p for m in group.members for p in m.locations]
    if not one.locations or not theirs:
        return 0.0
    pairs = [(a, b) for a in one.locations for b in theirs]
    pinned = [(a, b) for a, b in pairs if a.pin and b.pin]  # a country beside two towns does not bring them together
    return max(_same_place(a, b) for a, b in pinned or pairs)


def _same_place(a: Location, b: Location) -> float:
    if a.country and b.country and a.country != b.country:
        return -3.0
    if a.place and b.place:
        if a.place.id == b.place.id:
            return 0.4 if a.precision is PlacePrecision.COUNTRY else 1.2
        if a.pin and b.pin:
            return 0.5 if kilometres(a.pin, b.pin) <= _FAR_KM else -1.5
    return 0.1


def _people(one: Told, group: Cluster) -> float:
    score = 0.0
    mine, theirs = one.telling.single, group.single
    if mine is not None and theirs is not None:
        in_passing = not one.telling.types and bool(group.types)
        score += 0.8 if mine is theirs else -1.0 if in_passing else -2.5
    if mine and theirs:
        score += _same_figure(one, group)
    if one.names(Role.PERPETRATOR) & group.names(Role.PERPETRATOR):
        score += 0.5
    elif one.names(Role.PERPETRATOR) and group.names(Role.PERPETRATOR):
        score -= 0.5  # rival accounts of one incident name different perpetrators: a weak sign only
    return score


def _same_figure(one: Told, group: Cluster) -> float:
    """Whether two figures killed can be one: by personal names, then by the groups they belong to."""
    names, sides = one.figure()
    others = [m.figure() for m in group.members]
    other_names = {n for other, _ in others for n in other}
    other_sides = {s for _, other in others for s in other}
    if names & other_names:
        return 1.0
    if names and other_names:
        return -2.0
    return -2.0 if sides and other_sides and not sides & other_sides else 0.0


def _toll(one: Told, group: Cluster) -> float:
    mine = {c.best for c in one.killed() if c.best is not None and c.best > 1}
    theirs = {c.best for m in group.members for c in m.killed() if c.best is not None and c.best > 1}
    if not mine or not theirs:
        return 0.0
    return 1.5 if mine & theirs else -0.4


def _wording(one: Told, group: Cluster) -> float:
    score = -2.0 if one.telling.novel else 0.0
    if any(m.telling.facts.index == one.telling.facts.index for m in group.members):
        score -= 1.0  # the sentence told them apart
    if one.telling.definite:
        score += 0.6
    distance = one.telling.facts.index - group.last_sentence
    score += 0.5 if distance == 0 else 0.4 if distance <= 2 else 0.1
    facts, last = one.telling.facts, group.members[-1].telling.facts
    if distance == 1 and facts.paragraph == last.paragraph and not (facts.times or facts.places):
        score += 0.2  # told in the same breath, nowhere else and at no other time
    if group.members[0].telling.facts.index <= 1:
        score += 0.2  # what the report opens with is what it goes on about
    return score
