"""Times that hang on an event: "two days after the bombing" hangs on its day, "on Monday, a day after the raid" gives it."""

import re
from dataclasses import replace
from typing import Final

from overhorizon.extract.times.expressions import Hang
from overhorizon.extract.times.scan import Piece, TimeKind

FROM_AN_EVENT: Final = "so long from an event"
"""The rule of times that hang on an event; they are unresolved until its day is known."""
ANNIVERSARY: Final = f"{FROM_AN_EVENT}, its anniversary"
"""The rule of "the second anniversary of the raid"."""
FROM_THE_DAY_BESIDE: Final = "counted back from the day beside it"
"""Added to the rule where the day beside it gives the event's: "on Monday, a day after the raid"."""

_SIDE_BEHIND: Final = re.compile(r"\s{1,2}(?P<side>after|before|following)\s{1,2}\w", re.IGNORECASE)
_SIDE_INSIDE: Final = re.compile(r"\b(?P<side>after|before|following)$", re.IGNORECASE)
_EVENT_FOLLOWS: Final = re.compile(
    r"\s{1,2}(?!(?:in|on|at|near|by|and|but|with|as|from|to|when|while|because)\b)\w", re.IGNORECASE
)


def from_event(text: str, piece: Piece) -> Piece:
    """ "Two days after the bombing", "the day before he was killed": from an event, not from the last time told."""
    side = _side(text, piece)
    if side is None:
        return piece
    hang = Hang.EARLIER if side == "before" else Hang.LATER
    return replace(piece, kind=TimeKind.DATE, expression=replace(piece.expression, hang=hang), rule=FROM_AN_EVENT)


def _side(text: str, piece: Piece) -> str | None:
    match = _SIDE_BEHIND.match(text, piece.end) if piece.expression.is_length else None
    if match is None and piece.rule == "unit beside another time" and _EVENT_FOLLOWS.match(text, piece.end):
        match = _SIDE_INSIDE.search(text[piece.start : piece.end])
    return match["side"].lower() if match else None


_BESIDE: Final = re.compile(
    r"(?:,|\s[-–—]|\s\()?\s{0,2}(?:(?:just|only|exactly|some|about|almost|nearly|(?:to\s)?mark(?:ed|ing|s)?|(?:to\s)?commemorat(?:e|ed|es|ing)|"
    r"(?:to\s)?observ(?:e|ed|es|ing)|for)\s{1,2})?",
    re.IGNORECASE,
)


def is_beside(text: str, end: int, start: int) -> bool:
    """Whether a time that hangs on an event stands right behind a day: "on Monday, just two days after the vote"."""
    return _BESIDE.fullmatch(text, end, start) is not None


def turned(hang: Hang) -> Hang:
    """Seen from the other side: what is two days after an event has the event two days before it."""
    return Hang.EARLIER if hang is Hang.LATER else Hang.LATER
