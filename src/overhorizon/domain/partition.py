"""Incidents across reports: a partition of accounts, and what links its parts."""

from dataclasses import dataclass

from overhorizon.domain.ids import short_id
from overhorizon.domain.judgements import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Accounts judged to be of one incident, the earliest first: by the day since when they can be known, then by anchor."""

    members: tuple[Anchor, ...]

    def __post_init__(self) -> None:
        if not self.members:
            raise ValueError("an incident has an account")

    @property
    def id(self) -> str:
        """From its earliest member, so that later reports do not change it."""
        first = self.members[0]
        return short_id("e", first.report, str(first.start), str(first.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Every account in exactly one incident. ``parts`` are (part, whole), ``rivals`` unordered pairs; both by incident id."""

    incidents: tuple[Incident, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        members = [m for incident in self.incidents for m in incident.members]
        if len(members) != len(set(members)):
            raise ValueError("an account stands in two incidents")
