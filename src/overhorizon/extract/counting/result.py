"""What the reading of counts gives back."""

from dataclasses import dataclass

from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class TollMention:
    """A toll in the words of one sentence.

    ``span`` covers the count and the harm word, ``people`` the people counted. ``rule`` names how they were joined, with
    ", aggregate" for totals over a long time. ``superseded``: the sentence itself gives a newer figure.
    """

    span: Span
    toll: Toll
    rule: str
    superseded: bool
    people: Span
