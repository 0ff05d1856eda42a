"""Whether the product prefers the value that a careful analyst prefers (training/quarrels.py)."""

import re
from datetime import date

from overhorizon.domain.assessment import Property, Value
from overhorizon.domain.incidents import RoleFiller
from overhorizon.domain.places import Location
from overhorizon.domain.times import When
from overhorizon.domain.tolls import CountBasis, Harm, Toll
from overhorizon.runs.assessing import Assessed
from training.quarrels import Held

_TOLLS = {"killed": Harm.KILLED, "injured": Harm.INJURED}


def is_right(held: Held, answered: Assessed | None) -> bool | None:
    """Whether the preferred value of the property is the one that is held; None where the product has none."""
    about = Property.TOLL if held.about in _TOLLS else Property(held.about)
    harm = _TOLLS.get(held.about)
    found = next((a for a in answered.assessments if (a.about, a.harm) == (about, harm)), None) if answered else None
    return None if found is None else is_value(held.value, found.preferred.value)


def is_value(words: str, value: Value) -> bool:
    """Whether a value is the one in the words of the annotation: "7..", "6 soldiers", "2024-01", "Salt Lions", "bombing"."""
    match value:
        case Toll():
            return _is_count(words, value)
        case When():
            first, _, last = words.partition("..")
            return (value.earliest, value.latest) == (_day(first, first=True), _day(last or first, first=False))
        case Location():
            return words.casefold() in (value.described.casefold(), value.place.name.casefold() if value.place else "")
        case RoleFiller():
            return _telling(words) <= _telling(f"{value.party.name} {value.party.words}")
    return value.value.startswith(words)


def _is_count(words: str, value: Toll) -> bool:
    number = re.match(r"(\d+)(\.\.)?", words)
    if number is None:
        return value.total.basis is CountBasis.VAGUE
    n = int(number[1])
    return (value.total.low, value.total.high) == (n, None if number[2] else n)


def _day(words: str, *, first: bool) -> date:
    year, *rest = (int(part) for part in words.split("-"))
    if len(rest) == 2:
        return date(year, rest[0], rest[1])
    month = rest[0] if rest else 1 if first else 12
    if first:
        return date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _telling(words: str) -> set[str]:
    return set(re.findall(r"\w+", words.casefold())) - {"the", "a", "an", "of"}
