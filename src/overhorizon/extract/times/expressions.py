"""Time expressions in writing: small, partial, and enough to resolve them again when an anchor arrives."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self


class Hang(StrEnum):
    """How an expression hangs on its anchor."""

    NONE = ""  # complete, or the last such time on or before the anchor
    AHEAD = "ahead"  # the first such time on or after the anchor: the sentence speaks of the future
    THIS = "this"
    PREVIOUS = "previous"
    NEXT = "next"
    AGO = "ago"  # so long before the anchor
    HENCE = "hence"  # so long after the anchor
    EARLIER = "earlier"  # so long before another time of the text
    LATER = "later"  # so long after another time of the text


class Part(StrEnum):
    WHOLE = ""
    EARLY = "early"
    MID = "mid"
    LATE = "late"


TEXTUAL: Final = frozenset({Hang.EARLIER, Hang.LATER})
"""These hang on another time of the text, never on the publication."""

_WRITTEN = re.compile(
    r"(?P<base>PT[\d.?]+[HMS]|[^T\s]*|P\S+|\w+_REF)(?P<clock>T\S+)?(?: (?P<part>early|mid|late))?"
    r"(?: (?P<slice>(?:1st|2nd|3rd|4th|5th|last) (?:P\d+[DWMQY]|half|[a-z]{3,6}day)|day [1-7]|week|weekend))?"
    r"(?: (?P<hang>ahead|this|previous|next|ago|hence|earlier|later))?(?: of (?P<year>this|previous|next) year)?"
    r"(?P<about> about)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """What the words say, before any anchor.

    ``base`` is TIMEX3-like: "2021-08", "XXXX-04" (an April), "XXXX-WXX-2" (a Tuesday), "196" (the 1960s), "19" (a century),
    "P3D", "P?W" (weeks), "PRESENT_REF", "XXXX-WXX-WE" (a weekend). ``clock`` is "T10:00", "TNI" ... ``year`` says of which year a
    partial base is ("June of the previous year"). ``slice`` is what is cut out of it: "1st P1W" (the first week of it),
    "last P3M", "2nd half", "last friday", "week" and "weekend" (those that it lies in), "day 2" (of a week, its Tuesday).
    """

    base: str
    clock: str = ""
    part: Part = Part.WHOLE
    slice: str = ""
    hang: Hang = Hang.NONE
    year: Hang = Hang.NONE
    about: bool = False

    def __str__(self) -> str:
        words = [self.base + self.clock, self.part.value, self.slice, self.hang.value]
        if self.year:
            words.append(f"of {self.year.value} year")
        if self.about:
            words.append("about")
        return " ".join(word for word in words if word)

    @classmethod
    def read(cls, written: str) -> Self:
        """The inverse of ``str``. Raises ValueError for what ``str`` does not write."""
        match = _WRITTEN.fullmatch(written)
        if match is None or not (match["base"] or match["clock"]):
            raise ValueError(f"no time expression: {written!r}")
        return cls(
            base=match["base"],
            clock=match["clock"] or "",
            part=Part(match["part"] or ""),
            slice=match["slice"] or "",
            hang=Hang(match["hang"] or ""),
            year=Hang(match["year"] or ""),
            about=match["about"] is not None,
        )

    @property
    def is_length(self) -> bool:
        """A bare duration: "three days"."""
        return self.base.startswith("P") and not self.base.endswith("_REF") and not self.hang

    @property
    def is_reference(self) -> bool:
        return self.base.endswith("_REF")


_LENGTH = re.compile(r"P(?P<time>T)?(?P<n>\d+(?:\.\d+)?|\?)(?P<unit>[A-Z]+)")
DAYS_IN: Final = {"D": 1.0, "W": 7.0, "M": 30.4375, "Q": 91.3125, "Y": 365.25, "E": 3652.5, "C": 36525.0}
"""Days in a TIMEX3 unit; E is a decade and C a century."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A number of units; ``n`` is None for "weeks" or "several weeks"; ``clock`` for hours and less."""

    n: float | None
    unit: str
    clock: bool

    @property
    def days(self) -> int | None:
        """How many days, where it is given in days or more."""
        if self.n is None or self.clock:
            return None
        return max(1, round(self.n * DAYS_IN[self.unit]))


def read_length(base: str) -> Length | None:
    """The length that a base such as "P3D" or "P?W" writes; None when it writes none."""
    match = _LENGTH.fullmatch(base)
    if match is None:
        return None
    n = None if match["n"] == "?" else float(match["n"])
    return Length(n=n, unit=match["unit"], clock=match["time"] is not None)
