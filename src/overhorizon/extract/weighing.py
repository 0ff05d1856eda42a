"""A weighed sum of signs as a chance: what decides which tellings are of one incident, and which are an incident at all.

Weights are learned from our own reports by training/tellings.py and kept in telling_weights.json, readable and small.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

FILE: Final = "telling_weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A logistic model, and the chance from which it says yes."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float

    def chance(self, signs: Mapping[str, float]) -> float:
        """In (0, 1). Raises KeyError for a sign that was never learned."""
        odds = self.intercept + sum(self.weights[name] * value for name, value in signs.items())
        return 1 / (1 + math.exp(-odds))


@cache
def shipped(question: str) -> Weighing:
    """The weights of this package for a question: "one incident" or "an incident"."""
    read = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))[question]
    return Weighing(intercept=read["intercept"], weights=read["weights"], threshold=read["threshold"])
