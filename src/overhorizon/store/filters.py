"""What to ask of a ledger. Empty fields ask nothing; all others must hold together."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from overhorizon.domain.claims import Certainty, Confidence, Force, Likelihood, Polarity
from overhorizon.domain.incidents import IncidentType


class Grade(StrEnum):
    """How sure a speaker is, on one coarse scale for asking. Claims keep the two axes and their words."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNSTATED = "unstated"


_BY_CONFIDENCE = {Confidence.HIGH: Grade.HIGH, Confidence.MODERATE: Grade.MEDIUM, Confidence.LOW: Grade.LOW}
_BY_LIKELIHOOD = {
    Likelihood.ALMOST_CERTAIN: Grade.HIGH,
    Likelihood.VERY_LIKELY: Grade.MEDIUM,
    Likelihood.LIKELY: Grade.MEDIUM,
    Likelihood.EVEN_CHANCE: Grade.LOW,
    Likelihood.UNLIKELY: Grade.LOW,
    Likelihood.VERY_UNLIKELY: Grade.LOW,
    Likelihood.ALMOST_NO_CHANCE: Grade.LOW,
}
_BY_FORCE = {Force.CONFIRMS: Grade.HIGH, Force.BELIEVES: Grade.MEDIUM, Force.HEDGES: Grade.LOW, Force.STATES: Grade.UNSTATED}


def grade(certainty: Certainty) -> Grade:
    """The grade of a certainty: stated confidence first, then a hedge, then likelihood words, then the reporting word."""
    if certainty.confidence is not None:
        return _BY_CONFIDENCE[certainty.confidence]
    if certainty.force is not Force.HEDGES and certainty.likelihood is not None:
        return _BY_LIKELIHOOD[certainty.likelihood]
    return _BY_FORCE[certainty.force]


def _check(*, since: date | None, until: date | None, limit: int | None) -> None:
    if since is not None and until is not None and since > until:
        raise ValueError("the range of dates ends before it starts")
    if limit is not None and limit < 1:
        raise ValueError("a limit is at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """``since`` and ``until`` are days of publication, both included. Raises ValueError for an impossible range or limit."""

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None

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
class ClaimFilter:
    """Which claims. ``country``, ``actor`` and ``type`` ask for claims about an incident that matches them.

    ``speaker`` is a registry id or whole words of the first voice (of the outlet, where it speaks itself); private people are not
    found by it. ``about`` is the id of an incident mention or relation, or whole words. ``since`` and ``until`` are days of
    publication, both included. Raises ValueError for an impossible range or limit.
    """

    speaker: str | None = None
    about: str | None = None
    polarity: Polarity | None = None
    certainty: Grade | None = None
    country: str | None = None
    actor: str | None = None
    type: IncidentType | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        _check(since=self.since, until=self.until, limit=self.limit)

    @property
    def incident(self) -> IncidentFilter | None:
        """What it asks of the incidents that the claims are about; None when it asks nothing."""
        if self.country is None and self.actor is None and self.type is None:
            return None
        return IncidentFilter(country=self.country, actor=self.actor, type=self.type)
