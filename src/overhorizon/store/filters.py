"""What to ask of a ledger. Empty fields ask nothing; all others must hold together."""

from dataclasses import dataclass
from datetime import date, datetime

from overhorizon.domain.claims import Polarity
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.scale import Scale
from overhorizon.domain.watches import Trigger


def _check(*, since: date | None, until: date | None, limit: int | None) -> None:
    if since is not None and until is not None and since > until:
        raise ValueError("the range of dates ends before it starts")
    if limit is not None and limit < 1:
        raise ValueError("a limit is at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """Where a list went to before: the last row's report, the days of its publication (None: undated), and its place in the report."""

    report: str
    first: date | None = None
    last: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """``since`` and ``until`` are days of publication, both included. Raises ValueError for an impossible range or limit."""

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    after: After | None = None

    def __post_init__(self) -> None:
        _check(since=self.since, until=self.until, limit=self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incident mentions: one matches when any of its readings does, for rival accounts stand side by side.

    ``country`` is an ISO 3166-1 alpha-2 code; ``actor`` a registry id, or whole words of a name; ``since`` and ``until`` are
    days, both included, that the bounds of the incident must overlap. Raises ValueError for an impossible range or limit.
    """

    country: str | None = None
    actor: str | None = None
    type: IncidentType | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        _check(since=self.since, until=self.until, limit=self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """Which alerts. ``since`` and ``until`` are instants, both included. Raises ValueError for an impossible limit."""

    watch: str | None = None
    theatre: str | None = None
    trigger: Trigger | None = None
    thread: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        _check(since=None, until=None, limit=self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims. ``country``, ``actor`` and ``type`` ask for claims about an incident that matches them.

    ``speaker`` is a registry id or whole words of the first voice (of the outlet, where it speaks itself); private people are not
    found by it. ``about`` is the id of an incident mention or relation, or whole words. ``since`` and ``until`` are days of
    publication, both included. Raises ValueError for an impossible range or limit.
    """

    speaker: str | None = None
    about: str | None = None
    polarity: Polarity | None = None
    certainty: Scale | None = None
    country: str | None = None
    actor: str | None = None
    type: IncidentType | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    after: After | None = None

    def __post_init__(self) -> None:
        _check(since=self.since, until=self.until, limit=self.limit)

    @property
    def incident(self) -> IncidentFilter | None:
        """What it asks of the incidents that the claims are about; None when it asks nothing."""
        if self.country is None and self.actor is None and self.type is None:
            return None
        return IncidentFilter(country=self.country, actor=self.actor, type=self.type)
