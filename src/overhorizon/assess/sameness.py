"""What makes two readings the same value."""

from overhorizon.domain.assessment import Value
from overhorizon.domain.incidents import RoleFiller
from overhorizon.domain.places import Location
from overhorizon.domain.times import When
from overhorizon.domain.tolls import CountBasis, Toll


def words_of(value: Value) -> str:
    """The identity of a value within its property: equal for two readings of one value, and for no reader."""
    match value:
        case Toll():
            total = value.total
            if total.basis is CountBasis.ONE_NAMED:
                return total.basis.value
            return f"{total.low}..{total.best}..{total.high}" if total.best or total.low or total.high else f"{total.basis.value}"
        case When():
            return f"{value.earliest}..{value.latest}"
        case Location():
            return value.place.id if value.place else value.described.casefold()
        case RoleFiller():
            return value.party.actor.id if value.party.actor else value.party.name.casefold()
    return str(value)
