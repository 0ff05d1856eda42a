"""What comparing reports needs of each: one report's account of one incident, without its text."""

from dataclasses import dataclass
from datetime import date, datetime

from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.judgements import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One report's account of one incident: the mention, and what telling it apart needs of its report.

    ``published_first`` and ``published_last`` bound the day of publication, None where the report gives none. ``since`` is the
    first day on which the account can be known: the last day of publication; the day of ``first_seen`` where there is none, and
    for a later revision of a report. ``words`` are the folded telling words of the sentences with its triggers, ``names`` the
    folded names that the report uses anywhere; both sorted, without repeats, bounded. ``vector`` is an int8 passage vector.
    """

    mention: IncidentMention
    report: str
    revision: str
    outlet: str | None
    published_first: date | None
    published_last: date | None
    first_seen: datetime
    since: date
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    vector: bytes | None = None

    def __post_init__(self) -> None:
        if (self.published_first is None) != (self.published_last is None):
            raise ValueError("a publication has both its ends or none")

    @property
    def id(self) -> str:
        return self.mention.id

    @property
    def is_dated(self) -> bool:
        return self.published_first is not None

    @property
    def anchor(self) -> Anchor:
        """The words that tell of it first: what its mention's id is made of."""
        first = min(self.mention.triggers)
        return Anchor(report=self.report, start=first.start, end=first.end)

    def is_at(self, anchor: Anchor) -> bool:
        """Whether one of its triggers touches an anchor, perhaps of an older analysis."""
        return self.report == anchor.report and any(t.overlaps(anchor.span) for t in self.mention.triggers)
