"""What is held of two accounts: the same incident, another, a part, a rival account; by rule or by a person, with reasons."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from overhorizon.domain.ids import short_id
from overhorizon.domain.spans import Span


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    PART_OF = "part of"  # the first account is part of what the second tells
    RIVAL = "rival"  # accounts of one event that exclude each other: two incidents, linked
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Anchor:
    """Where a report tells of an incident: the words that tell it first. It outlives a new analysis, which may move them."""

    report: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"an anchor must cover at least one character: {self.start}..{self.end}")

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One comparison of two accounts: ``value`` times ``weight`` is what it adds to the score, ``detail`` says it in words."""

    name: str
    value: float
    weight: float
    detail: str

    @property
    def points(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict on two accounts, with its reasons.

    By rule: no ``author``, no ``at``, and ``probability`` is that of SAME. By a person: both, and a ``reason`` in words. All
    verdicts but PART_OF are symmetric and name the lower anchor first (`in_order` sees to it), so that one judgement has one id.
    Raises ValueError otherwise.
    """

    first: Anchor
    second: Anchor
    verdict: Verdict
    reason: str
    probability: float | None = None
    features: tuple[Feature, ...] = ()
    author: str | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.first == self.second:
            raise ValueError("a judgement needs two accounts")
        if self.verdict is not Verdict.PART_OF and self.second < self.first:
            raise ValueError("a symmetric judgement names the lower anchor first")
        if (self.author is None) != (self.at is None):
            raise ValueError("a person's judgement has its time, a rule's has none")
        if self.author is not None and (self.probability is not None or not self.reason.strip()):
            raise ValueError("a person's judgement has a reason and no probability")
        if self.author is None and self.probability is None:
            raise ValueError("a rule's judgement has a probability")

    @property
    def id(self) -> str:
        """By what is held of whom, by whom and when; the features of a rule are how it came to it."""
        ends = [str(part) for a in (self.first, self.second) for part in (a.report, a.start, a.end)]
        return short_id("j", *ends, self.verdict, self.author or "", self.at.isoformat() if self.at else "", self.reason)

    @property
    def pair(self) -> tuple[Anchor, Anchor]:
        """The two anchors, the lower one first, whatever the verdict."""
        return (self.first, self.second) if self.first < self.second else (self.second, self.first)

    @property
    def by_person(self) -> bool:
        return self.author is not None


def in_order(first: Anchor, second: Anchor, verdict: Verdict) -> tuple[Anchor, Anchor]:
    """The anchors as a judgement with this verdict names them."""
    return (first, second) if verdict is Verdict.PART_OF or first < second else (second, first)
