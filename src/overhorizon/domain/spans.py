"""Where words stand. Every reading points to words; that is promise 1 of the design."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters ``start`` (inclusive) to ``end`` (exclusive) of one report's stored text.

    Raises ValueError when it is empty or negative: a span that quotes nothing cannot exist.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must cover at least one character: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words. Raises ValueError when the span reaches beyond the text."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}..{self.end} reaches beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        return Span(start=self.start + by, end=self.end + by)


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that contains all of them. Raises ValueError when there are none."""
    items = list(spans)
    if not items:
        raise ValueError("no spans to cover")
    return Span(start=min(s.start for s in items), end=max(s.end for s in items))


def quotation(spans: Iterable[Span], text: str) -> str:
    """The words of several spans in order, gaps shown as an ellipsis."""
    return " ... ".join(s.of(text) for s in sorted(spans))
