"""Which types of incident can be words for one and the same deed."""

from typing import Final

from overhorizon.domain.incidents import IncidentType

# Families whose members do not tell of one incident unless the text says so.
_FAMILY: Final = {
    IncidentType.ARREST: "custody",
    IncidentType.THREAT: "threat",
    IncidentType.KIDNAPPING: "capture",
    IncidentType.AIR_STRIKE: "remote",
    IncidentType.SHELLING: "remote",
    IncidentType.BOMBING: "bombing",
    IncidentType.ARMED_ASSAULT: "assault",
    IncidentType.ARMED_CLASH: "assault",
    IncidentType.TARGETED_KILLING: "killing",
    IncidentType.EXECUTION: "killing",
}
_TOGETHER: Final = {
    frozenset(p)
    for p in (
        ("assault", "bombing"), ("assault", "killing"), ("bombing", "killing"), ("remote", "killing"), ("assault", "capture"),
        ("capture", "killing"), ("assault", "remote"),
    )
}  # fmt: skip


def compatible(a: IncidentType, b: IncidentType) -> bool:
    """Whether two types can tell of one incident."""
    if a is b or IncidentType.OTHER in (a, b):
        return True
    fa, fb = _FAMILY.get(a, ""), _FAMILY.get(b, "")
    return fa == fb or frozenset((fa, fb)) in _TOGETHER
