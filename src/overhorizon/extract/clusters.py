"""Which tellings of one report tell of one incident: each joins the likeliest cluster before it, or opens one.

How likely, is a sum of signs (likeness.py) with weights learned from our own reports (training/tellings.py). What is said in passing
goes where the text puts it.
"""

from collections.abc import Sequence

from overhorizon.domain.incidents import Realis
from overhorizon.domain.places import PlacePrecision
from overhorizon.domain.times import meet
from overhorizon.domain.tolls import Harm
from overhorizon.extract.howmany import TollMention
from overhorizon.extract.likeness import is_bounded, signs
from overhorizon.extract.tellings import Facts
from overhorizon.extract.told import Cluster, Told
from overhorizon.extract.weighing import Weighing, shipped

_ASIDE = 0.1  # deaths told in passing belong somewhere, unless the text says otherwise


def cluster(told: Sequence[Told], weighing: Weighing | None = None) -> list[Cluster]:
    """Group tellings, in order; each joins the likeliest cluster before it or opens one. Generic talk opens none."""
    weighing = weighing or shipped("one incident")
    clusters: list[Cluster] = []
    for one in told:
        near = _of_that_figure(one, clusters) or _told_just_before(one, clusters)
        scored = [(weighing.chance(signs(one, c)), -i) for i, c in enumerate(clusters) if _may_be(one, c) and near in (None, c)]
        best = max(scored, default=(0.0, 0))
        if best[0] >= (_ASIDE if one.is_aside else weighing.threshold) and scored:
            clusters[-best[1]].members.append(one)
        elif one.telling.realis in (Realis.ACTUAL, Realis.ATTEMPTED, Realis.PLANNED) and not one.is_aside:
            clusters.append(Cluster(members=[one]))
    return clusters


def _may_be(one: Told, group: Cluster) -> bool:
    """Not where its sentence told it apart from a figure's death: "killed the mastermind behind the bombing"."""
    beside = [m.telling for m in group.members if m.telling.facts.index == one.telling.facts.index]
    return not any((t.single is True) is not (one.telling.single is True) for t in beside)


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
    return other_place or any(not any(meet(t.when, w) for w in whens) for t in facts.times if is_bounded(t.when))


def _told_just_before(one: Told, clusters: Sequence[Cluster]) -> Cluster | None:
    """Where deaths are told in passing, the incident of the sentence before, in the same paragraph: "... was attacked. Seven died." """
    facts = one.telling.facts
    if not one.is_aside or one.telling.blame:
        return None
    for group in reversed(clusters):
        last = group.members[-1].telling.facts
        if last.index == facts.index - 1 and last.paragraph == facts.paragraph:
            return group
    return None


_TELLING = 5  # dead: a smaller number is of many incidents


def _of_that_figure(one: Told, clusters: Sequence[Cluster]) -> Cluster | None:
    """Where deaths are told in passing, the one incident of which that very number was told: "Most of the 70 dead were lawyers"."""
    if not one.is_aside or one.telling.blame:
        return None
    return _with_figure(one.telling.tolls, clusters)


def _with_figure(tolls: Sequence[TollMention], clusters: Sequence[Cluster]) -> Cluster | None:
    """The one incident of which one of these numbers of dead was told; None where none or several have it."""
    counts = [t.toll.total for t in tolls if t.toll.harm is Harm.KILLED]
    mine = {n for c in counts for n in (c.low, c.best) if n is not None and n >= _TELLING}
    known = [c for c in clusters if mine & {n for m in c.members for k in m.killed() for n in (k.low, k.best)}]
    return known[0] if len(known) == 1 else None
