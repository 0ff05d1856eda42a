"""How the figures of one root changed from day to day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from overhorizon.assess.evidence import Evidence
from overhorizon.assess.sameness import words_of
from overhorizon.domain.assessment import Path, Property, Value


def paths(found: Sequence[Evidence]) -> tuple[Path, ...]:
    """Of the evidence for one property, the roots that gave several numbers, each with its numbers in time.

    Only tolls have a path, and only words whose root is known to be one root tell of it. A number counts from its first day; of one
    day the number that its own report replaced comes first.
    """
    first: defaultdict[str, dict[str, tuple[date, bool, Evidence]]] = defaultdict(dict)
    for one in found:
        if one.about is not Property.TOLL or one.denies or len(one.roots) != 1:
            continue
        mine, words, seen = first[one.roots[0]], words_of(one.value), (one.day, not one.replaced, one)
        if words not in mine or (seen[:2], one.anchor) < (mine[words][:2], mine[words][2].anchor):
            mine[words] = seen
    return tuple(Path(root=root, values=_in_time(mine)) for root, mine in sorted(first.items()) if _changes(mine))


def _in_time(values: dict[str, tuple[date, bool, Evidence]]) -> tuple[tuple[Value, date], ...]:
    ordered = sorted(values.values(), key=lambda seen: (seen[0], seen[1], seen[2].anchor))
    return tuple((one.value, day) for day, _, one in ordered)


def _changes(values: dict[str, tuple[date, bool, Evidence]]) -> bool:
    """Two figures that a root gives side by side on one day, of which neither replaces the other, are no revision."""
    return len(values) > 1 and len({seen[:2] for seen in values.values()}) > 1
