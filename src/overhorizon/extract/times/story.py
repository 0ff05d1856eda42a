"""TIMEX3 values over a whole text, as annotators give them.

Partial times hang on the publication or, in a narrative, on the story's own time.

This is for measuring against annotated corpora. The ledger asks for less: see ``overhorizon.extract.when.find_times``.
"""

from dataclasses import dataclass, replace
from datetime import date

from overhorizon.extract.times.calendar import Placed, place
from overhorizon.extract.times.days import shift_months
from overhorizon.extract.times.expressions import TEXTUAL, Hang, TimeExpression, read_length
from overhorizon.extract.times.scan import Piece, TimeKind

_NEAR = 1000  # characters within which "a year earlier" still hangs on the quarter spoken of


@dataclass(slots=True)
class Story:
    """The times that a text has spoken of so far. ``published`` is None for a narrative, which has no day of its own."""

    published: date | None
    now: date | None = None  # the last time spoken of
    fine: str = ""  # how fine it was: day, month, year
    day: date | None = None  # the last day spoken of
    quarter: Placed | None = None
    quarter_at: int = -_NEAR

    def value(self, piece: Piece) -> str:
        """The TIMEX3 value of the next expression of the text; remembers it for those to come."""
        expression = piece.expression
        if expression.is_reference or piece.kind is TimeKind.SET:
            return expression.base
        if expression.is_length or piece.kind is TimeKind.DURATION:
            if expression.base in ("P6M", "P9M", "P12M"):  # figures of several quarters are compared with a whole year's
                self.quarter = None
            return expression.base.replace("?", "X").replace("PXC", "PXE")
        placed = self._place(piece)
        if placed is None:
            return (expression.base + expression.clock).replace("?", "X")
        self._remember(piece, placed)
        return placed.value

    def _place(self, piece: Piece) -> Placed | None:
        expression = piece.expression
        if piece.rule == "latest quarter":
            return self._latest_quarter(expression)
        if self._hangs_on_quarter(piece) and self.quarter is not None and self.quarter.first is not None:
            year = f"{shift_months(self.quarter.first, -12).year:04}"
            if piece.rule != "year of comparison" or expression.base in (year, "P1Y"):
                return replace(self.quarter, value=f"{year}{self.quarter.value[4:]}")
        if expression.hang in TEXTUAL:
            return place(expression, self._beside(expression))
        if self.published is not None:
            return place(expression, self.published)
        if not expression.base.startswith("XXXX") or self.now is None:
            return place(expression, self.now)
        if expression.base.startswith("XXXX-WXX"):
            return place(replace(expression, hang=Hang.AHEAD), self.now)
        return place(self._same_year(expression, self.now), None)

    def _latest_quarter(self, expression: TimeExpression) -> Placed | None:
        """The quarter spoken of, unless it is not over yet."""
        spoken = self.quarter
        if spoken is not None and spoken.last is not None and (self.published is None or spoken.last < self.published):
            return spoken
        return place(expression, self.published)

    def _hangs_on_quarter(self, piece: Piece) -> bool:
        if piece.start - self.quarter_at > _NEAR:
            return False
        expression = piece.expression
        if piece.rule in ("year earlier", "year of comparison"):
            return True
        return expression.base == "P1Y" and expression.hang in (Hang.AGO, Hang.EARLIER) and not expression.about

    def _beside(self, expression: TimeExpression) -> date | None:
        length = read_length(expression.base)
        if length is not None and (length.clock or length.unit in ("D", "W")):
            return self.day or self.now or self.published
        if self.published is not None and (length is None or length.n != 0):
            return self.now or self.published
        return self.now or self.published

    def _same_year(self, expression: TimeExpression, now: date) -> TimeExpression:
        """A narrative moves on: "January" after a December is the next one, any other month is of the year spoken of."""
        month = expression.base[5:7]
        year = now.year
        if month.isdigit() and self.fine != "year":
            year += int(month) <= 2 and now.month >= 11
        if expression.hang is Hang.PREVIOUS or expression.year is Hang.PREVIOUS:
            year -= 1
        if expression.hang is Hang.NEXT or expression.year is Hang.NEXT:
            year += 1
        return replace(expression, base=f"{year:04}{expression.base[4:]}", hang=Hang.NONE, year=Hang.NONE)

    def _remember(self, piece: Piece, placed: Placed) -> None:
        if placed.first is None or len(placed.value) < 4:
            return
        if placed.value[5:6] == "Q" and piece.rule == "quarter":
            self.quarter, self.quarter_at = placed, piece.end
        if not placed.value[:4].isdigit():
            return
        single = placed.first == placed.last
        if self.published is not None and not single and placed.value[4:5] != "-":
            return
        self.now = placed.first
        self.fine = "day" if single else "month" if placed.value[5:7].isdigit() else "year"
        if single:
            self.day = placed.first
        elif self.published is None:
            self.day = None
