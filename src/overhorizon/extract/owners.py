"""Which incident a claim of responsibility or a blame hangs on, where its sentence does not tell that incident."""

from collections.abc import Sequence

from overhorizon.domain.incidents import Reading, Role, RoleFiller
from overhorizon.domain.spans import Span
from overhorizon.extract.responsibility import said_of
from overhorizon.extract.tellings import Facts
from overhorizon.extract.told import Cluster

_OPENING = 1  # sentences after the first in which the incident that a report is about begins
_NEAR = 2  # sentences back in which an incident is still spoken of, in another paragraph

Readings = tuple[Reading[RoleFiller], ...]


def said_beside(text: str, groups: Sequence[Cluster], facts: Sequence[Facts]) -> list[Readings]:
    """For each incident the roles that other sentences than its own give, in order of the text."""
    found: list[list[Reading[RoleFiller]]] = [[] for _ in groups]
    known = {r.span.start for g in groups for m in g.members for r in m.roles if r.value and r.value.role is not Role.TARGET}
    for one in facts:
        for reading in said_of(text, one):
            owner = _owner(one, reading.span, groups) if reading.span.start not in known else None
            if owner is not None:
                found[owner].append(reading)
    return [tuple(f) for f in found]


def _owner(facts: Facts, party: Span, groups: Sequence[Cluster]) -> int | None:
    """The incident told before the party's name in its own sentence; else before it in its paragraph; else what the report opens with."""
    here = [
        (t.span.end, i) for i, g in enumerate(groups) for m in g.members if m.telling.facts is facts for t in m.telling.triggers
    ]
    before = [x for x in here if x[0] <= party.start]
    if before:
        return max(before)[1]
    told = [(m.telling.facts.index, i) for i, g in enumerate(groups) for m in g.members if m.telling.facts.index < facts.index]
    paragraph = [
        (m.telling.facts.index, i)
        for i, g in enumerate(groups)
        for m in g.members
        if m.telling.facts.index < facts.index and m.telling.facts.paragraph == facts.paragraph
    ]
    if paragraph:
        return max(paragraph)[1]
    opening = next((i for i, g in enumerate(groups) if g.members[0].telling.facts.index <= _OPENING), None)
    if opening is not None:
        return opening
    if told and facts.index - max(told)[0] <= _NEAR:
        return max(told)[1]
    return 0 if len(groups) == 1 else None
