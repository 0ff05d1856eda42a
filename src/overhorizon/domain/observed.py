"""What an incident said when it was last looked at: the few facts that triggers compare, without a word of its reports."""

from dataclasses import dataclass, fields
from typing import Any, Self

from overhorizon.domain.tolls import Harm

TollFact = tuple[Harm, int | None, int | None, int | None]  # low, best, high of a preferred value


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """Facts of one incident at one time; all sorted, so that equal incidents are equal.

    ``accounts`` are ids of incident mentions; ``revisions`` those of its reports that were read. ``parties`` are those named as
    perpetrators, ``claimants`` those who are said to have claimed it, ``deniers`` those who deny it: registry ids, or folded names.
    ``fates`` say how the death of a leader stands (reported, confirmed, denied). ``disputes`` and ``closed`` are ids of contradictions.
    ``watched`` names the watches that it matched. ``killed`` is the lowest number of dead that anybody gives, 0 where nobody does.
    """

    accounts: tuple[str, ...]
    revisions: tuple[str, ...]
    roots: tuple[str, ...] = ()
    killed: int = 0
    tolls: tuple[TollFact, ...] = ()
    parties: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    fates: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()

    def __or__(self, other: Self) -> Self:
        """What was known of two incidents that turn out to be one."""

        def joined(name: str) -> Any:
            mine, theirs = getattr(self, name), getattr(other, name)
            return max(mine, theirs) if name == "killed" else tuple(sorted({*mine, *theirs}, key=repr))

        return type(self)(**{f.name: joined(f.name) for f in fields(self)})
