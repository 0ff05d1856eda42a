"""The probability that two accounts tell of one incident: a weighed sum of features, calibrated.

Weights are learned by training/linking.py and kept in weights.json, readable and small: what a judgement shows is what was summed.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from overhorizon.domain.judgements import Feature
from overhorizon.link.features import Compared

FILE: Final = "weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic model: intercept, weights by feature, and the scale that makes its probabilities true ones."""

    intercept: float
    weights: Mapping[str, float]
    scale: float
    shift: float

    def odds(self, features: Sequence[Feature]) -> float:
        """Calibrated logarithm of the odds."""
        return self.scale * (self.intercept + sum(f.points for f in features)) + self.shift


@cache
def shipped() -> Weights:
    """The weights of this package."""
    read = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return Weights(intercept=read["intercept"], weights=read["weights"], scale=read["scale"], shift=read["shift"])


def weigh(compared: Sequence[Compared], weights: Weights) -> tuple[Feature, ...]:
    """The features with their weights, those that decide first. Raises KeyError for a feature that was never learned."""
    found = (Feature(name=c.name, value=c.value, weight=weights.weights[c.name], detail=c.detail) for c in compared)
    return tuple(sorted(found, key=lambda f: (-abs(f.points), f.name)))


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))
