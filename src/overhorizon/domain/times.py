"""When: partial expressions, their anchors, and bounds. How uncertain and how long are different things."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum


class DatePrecision(IntEnum):
    """UCDP GED date_prec, with UNKNOWN for what UCDP would not code."""

    DAY = 1
    DAYS = 2  # a range of 2 to 6 days
    WEEK = 3
    MONTH = 4
    YEAR = 5
    UNKNOWN = 6

    @classmethod
    def of_days(cls, days: int) -> "DatePrecision":
        """The class of an interval of so many days, both ends counted. Longer than a year is unknown."""
        for limit, precision in ((1, cls.DAY), (6, cls.DAYS), (13, cls.WEEK), (31, cls.MONTH), (366, cls.YEAR)):
            if days <= limit:
                return precision
        return cls.UNKNOWN


class AnchorKind(StrEnum):
    """What a relative expression hangs on."""

    PUBLICATION = "publication"
    TEXT = "another date in the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAnchor:
    kind: AnchorKind
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """An instant somewhere in [earliest, latest]; None is an open side."""

    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("the earliest date lies after the latest")

    @property
    def is_open(self) -> bool:
        return self.earliest is None and self.latest is None


OPEN = Bounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The time of something, as far as the words and their anchor say it.

    ``expression`` is TIMEX3-like and partial: "2021", "XXXX-04" (April of an unknown year), "XXXX-WXX-2" (a Tuesday),
    "P?W ago". Without an anchor a relative or partial expression has open bounds; it never becomes today. The start lies
    in ``start`` and the end in ``end``: "in June 2022" is something short, known to the month (start and end have equal
    bounds); "for three days" is long.
    """

    expression: str
    anchor: TimeAnchor | None
    start: Bounds
    end: Bounds
    precision: DatePrecision
    duration_days: int | None = None  # how long, where the words say it

    def __post_init__(self) -> None:
        if self.start.earliest and self.end.latest and self.start.earliest > self.end.latest:
            raise ValueError("it cannot end before it starts")
        if self.start.is_open and self.end.is_open and self.precision is not DatePrecision.UNKNOWN:
            raise ValueError("a time without bounds has no precision")

    @property
    def earliest(self) -> date | None:
        return self.start.earliest

    @property
    def latest(self) -> date | None:
        return self.end.latest

    @property
    def is_resolved(self) -> bool:
        return not (self.start.is_open and self.end.is_open)

    @classmethod
    def within(cls, expression: str, first: date, last: date, *, anchor: TimeAnchor | None = None) -> "When":
        """Something short that happened between two days, both included; the precision follows from the width."""
        bounds = Bounds(earliest=first, latest=last)
        width = (last - first) // timedelta(days=1) + 1
        return cls(expression=expression, anchor=anchor, start=bounds, end=bounds, precision=DatePrecision.of_days(width))

    @classmethod
    def unresolved(cls, expression: str) -> "When":
        """Words that hang on an anchor which the report does not give."""
        return cls(expression=expression, anchor=None, start=OPEN, end=OPEN, precision=DatePrecision.UNKNOWN)


def meet(a: When, b: When, *, slack: timedelta = timedelta(0)) -> bool:
    """Whether two times can be the same: their bounds overlap, or lie no further apart than ``slack``; open sides reach for ever."""
    low = max((d for d in (a.earliest, b.earliest) if d is not None), default=None)
    high = min((d for d in (a.latest, b.latest) if d is not None), default=None)
    return low is None or high is None or low <= high + slack
