"""Whether a partial date lies behind or ahead: by the verbs of its clause, and by what is near."""

import re
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum, auto
from typing import Final

from overhorizon.extract.times.calendar import place
from overhorizon.extract.times.expressions import Hang
from overhorizon.extract.times.scan import Piece


class Direction(Enum):
    BEHIND = auto()
    AHEAD = auto()
    OPEN = auto()  # it would matter, and the words do not say


_SOON: Final = timedelta(days=75)
_LONG_AGO: Final = timedelta(days=270)
_TIME_ZONES: Final = timedelta(days=2)
"""A report may be dated a day before what it tells of, on the other side of the world."""

_AHEAD: Final = re.compile(
    r"\b(?:will|shall|won't|would|is to|are to|due|scheduled|expected|expects?|plans?\s(?:to|for|an?)|planned|"
    r"set to|set for|going to|to be|intends?|slated|expires?|upcoming|deadline|can|(?-i:may)|should|must|agreed to|until(?=[^,;]{0,40}\Z)|"
    r"hopes? to|wants? to|vowed to|pledged to|"
    r"effective|payable|ahead of(?=[^,;]{0,40}\Z))\b",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\b(?:was|were|had|did|has|have|been|said|says|told|killed|took|came|went|fell|rose|began|met|shot|left|made|gave|held|"
    r"since|found|hit|"
    r"struck|fought|saw|won|lost|sent|ran|became|(?-i:(?!hundred|indeed|need|speed|exceed|proceed|succeed)[a-z]{2,20}ed))\b",
    re.IGNORECASE,
)
_PARTICIPLE: Final = re.compile(
    r"(?:[a-z]{2,20}ed|killed|told|left|made|held|found|hit|struck|sent|shot|won|lost|been)\b", re.IGNORECASE
)
_NEW_CLAUSE: Final = re.compile(
    r"[,:()\"”“]|--|—|\b(?:and|but|or|who|which|that|whose|where|when|after|before|because|since|while|as|if)\b", re.IGNORECASE
)
"""What comes between two verbs of which the first does not govern the second."""
_SENTENCE_END: Final = re.compile(r"[.!?;]\s|\n")


def direction(text: str, start: int, piece: Piece, on: date | None, *, likely: bool) -> Direction:
    """On which side of the day ``on`` a partial date lies; ``start`` is where its passage begins.

    A day or month that comes soon and was last long ago is the one to come when ``likely`` asks for the likeliest reading: nobody
    writes the tenth of next month for one eleven months past without its year. Otherwise the verbs must say so.
    """
    tense = _tense(text, start, piece)
    if on is not None and not piece.expression.base.startswith("XXXX-W"):
        past, coming = place(piece.expression, on), place(replace(piece.expression, hang=Hang.AHEAD), on)
        if past is None or coming is None or past.last is None or coming.first is None:
            return Direction.BEHIND
        away = coming.first - on
        if on - past.last > _LONG_AGO and away < _SOON:
            if likely or away <= _TIME_ZONES:
                return Direction.AHEAD
            return tense or Direction.OPEN
    return Direction.AHEAD if tense is Direction.AHEAD else Direction.BEHIND


def is_ahead(text: str, start: int, piece: Piece) -> bool:
    """Whether the clause speaks of the future."""
    return _tense(text, start, piece) is Direction.AHEAD


def _tense(text: str, start: int, piece: Piece) -> Direction | None:
    """By the verb nearest before the expression, else the first after it, in the same sentence."""
    before = text[max(start, piece.start - 90) : piece.start]
    ends = [m.end() for m in _SENTENCE_END.finditer(before)]
    before = before[ends[-1] :] if ends else before
    ahead = max((m.start() for m in _AHEAD.finditer(before)), default=-1)
    behind = max((m.start() for m in _BEHIND.finditer(before) if not _is_governed(before, ahead, m)), default=-1)
    if ahead >= 0 or behind >= 0:
        return Direction.AHEAD if ahead >= behind else Direction.BEHIND
    after = text[piece.end : piece.end + 60]
    end = _SENTENCE_END.search(after)
    after = after[: end.start()] if end else after
    first, second = _AHEAD.search(after), _BEHIND.search(after)
    if first is None and second is None:
        return None
    return Direction.AHEAD if first and (second is None or first.start() <= second.start()) else Direction.BEHIND


def _is_governed(before: str, ahead: int, verb: re.Match[str]) -> bool:
    """Whether a participle belongs to a verb of the future before it: "will be held", "expected to be released"."""
    if not 0 <= ahead < verb.start() or _PARTICIPLE.fullmatch(verb.group()) is None:
        return False
    return _NEW_CLAUSE.search(before, ahead, verb.start()) is None
