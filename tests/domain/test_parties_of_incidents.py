"""Who had a role: a whole is left out beside its part, and kept among the readings."""

import pytest

from overhorizon.domain.incidents import IncidentMention, Prominence, Reading, Realis, Role, RoleFiller
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.spans import Span

_SPAN = Span(start=0, end=4)
_STATE = Party(words="Valdia", actor=Actor(id="gov-vd", name="Government of Valdia", kind=ActorKind.GOVERNMENT))
_ARMY = Party(words="the army", actor=Actor(id="mil-vd", name="Valdian Army", kind=ActorKind.STATE_FORCE, parents=("gov-vd",)))
_MEN = Party(words="gunmen")


def _mention(*fillers: tuple[Role, Party]) -> IncidentMention:
    roles = tuple(Reading(span=_SPAN, rule="made", value=RoleFiller(role=role, party=party)) for role, party in fillers)
    return IncidentMention(id="i-1", triggers=(_SPAN,), realis=Realis.ACTUAL, prominence=Prominence.MAIN, types=(), roles=roles)


@pytest.mark.parametrize(
    ("parties", "left"),
    [
        ((_STATE, _ARMY), (_ARMY,)),
        ((_ARMY, _STATE, _MEN), (_ARMY, _MEN)),
        ((_STATE, _MEN), (_STATE, _MEN)),
        ((_STATE,), (_STATE,)),
        ((), ()),
    ],
)
def test_a_state_beside_its_army_is_one(parties: tuple[Party, ...], left: tuple[Party, ...]) -> None:
    mention = _mention(*((Role.PERPETRATOR, party) for party in parties))
    assert mention.parties(Role.PERPETRATOR) == left
    assert len(mention.roles) == len(parties)


def test_roles_are_kept_apart() -> None:
    mention = _mention((Role.PERPETRATOR, _ARMY), (Role.TARGET, _STATE))
    assert mention.parties(Role.TARGET) == (_STATE,)


def test_sides_of_a_clash_are_all_kept() -> None:
    mention = _mention((Role.PARTY, _STATE), (Role.PARTY, _ARMY))
    assert mention.parties(Role.PARTY) == (_STATE, _ARMY)
