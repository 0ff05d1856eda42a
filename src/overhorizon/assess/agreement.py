"""Which values of one property can both hold, and which exclude each other (decision 0010)."""

from overhorizon.domain.assessment import Value
from overhorizon.domain.geometry import kilometres
from overhorizon.domain.incidents import IncidentType, Role, RoleFiller
from overhorizon.domain.kinds import compatible
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.places import Location, PlacePrecision
from overhorizon.domain.rivals import number_of
from overhorizon.domain.times import When, meet
from overhorizon.domain.tolls import CountBasis, Toll, Victims

_FAR_KM = 60  # two places known to the settlement, farther apart than reporters are vague
_FAR_FROM_NEAR_KM = 150  # "on the river near Timbuktu" can be far from it
_ABOUT = 0.15  # of a figure: how far "about" may be off
_HIT = {Victims.CIVILIANS.value, Victims.ARMED_GROUP.value}  # whom a strike hit
_BOMBS = ({IncidentType.BOMBING, IncidentType.AIR_STRIKE}, {IncidentType.BOMBING, IncidentType.SHELLING})  # bombs fall, too
_STATE = (ActorKind.GOVERNMENT, ActorKind.STATE_FORCE)
_LOOSE = (CountBasis.VAGUE, CountBasis.ONE_NAMED)  # "dozens", "a farmer was killed": no count of all


def excludes(one: Value, other: Value) -> bool:
    """Whether two values of a property cannot both be true. Symmetric; a vaguer value excludes none that it covers."""
    match one, other:
        case Toll(), Toll():
            return _tolls_apart(one, other)
        case When(), When():
            return not meet(one, other)
        case Location(), Location():
            return _places_apart(one, other)
        case IncidentType(), IncidentType():
            return not compatible(one, other) and {one, other} not in _BOMBS
        case RoleFiller(), RoleFiller():
            return _are_fighters_and_civilians(one, other) if one.role is Role.TARGET else _parties_apart(one.party, other.party)
    return False


def _tolls_apart(one: Toll, other: Toll) -> bool:
    if one.total.basis in _LOOSE or other.total.basis in _LOOSE:
        return False
    sides = {one.victims, other.victims} - {Victims.UNKNOWN}
    if len(sides) == 2:
        return False  # so many soldiers, and so many farmers
    low, high = sorted((one.total, other.total), key=lambda c: number_of(c) or 0)
    if low.high is None or high.low is None or low.high >= high.low or low.high == 1:
        return False
    if CountBasis.ABOUT in (low.basis, high.basis) and high.low - low.high <= high.low * _ABOUT:
        return False
    few = one if one.total == low else other
    return not (
        few.victims is not Victims.UNKNOWN and len(sides) == 1 and 2 * low.high < high.low
    )  # four soldiers of nine people


def _places_apart(one: Location, other: Location) -> bool:
    if one.country and other.country and one.country != other.country:
        return True
    far = _FAR_KM if one.precision is other.precision is PlacePrecision.EXACT else _FAR_FROM_NEAR_KM
    return one.pin is not None and other.pin is not None and kilometres(one.pin, other.pin) > far


def _are_fighters_and_civilians(one: RoleFiller, other: RoleFiller) -> bool:
    """Several parties can be the target of one deed; those whom a strike killed were fighters or were not."""
    return {one.party.words, other.party.words} == _HIT


def _parties_apart(one: Party, other: Party) -> bool:
    """Names of two parties, neither of them part of the other. Who is only described ("gunmen") may be anybody."""
    if not (_is_named(one) and _is_named(other)):
        return False
    mine, theirs = one.actor, other.actor
    if mine is None or theirs is None:
        return not set(one.name.casefold().split()) & set(other.name.casefold().split())
    if mine.kind in _STATE and theirs.kind in _STATE and set(mine.countries) & set(theirs.countries):
        return False  # an army, and its air force
    return mine.id != theirs.id and mine.id not in theirs.parents and theirs.id not in mine.parents


def _is_named(party: Party) -> bool:
    """Known to the registry, or two words or more with capitals: "Gunmen" and "Suicide bomber" only open a sentence."""
    return party.actor is not None or sum(word[:1].isupper() for word in party.words.split() if word != "The") > 1
