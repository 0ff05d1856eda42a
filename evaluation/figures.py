"""Figures with intervals: counts by document -> micro-averaged precision, recall, F1, and the F1 of resampled documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

RESAMPLES = 1000
SEED = 20161101

Tally = Mapping[str, tuple[int, int, int]]
"""(right, predicted, gold) of one document, by measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Micro-averaged precision, recall and F1 in percent; low and high bound 95 % of the F1 of resampled documents."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float


def figures(tallies: Sequence[Tally], *, resamples: int = RESAMPLES) -> dict[str, Figure]:
    """Figures by measure; the tallies stand in an order of their documents that is always the same."""
    names = list(tallies[0]) if tallies else []
    counts = np.array([[tally[name] for name in names] for tally in tallies], dtype=np.float64)
    drawn = np.random.default_rng(SEED).integers(len(tallies), size=(resamples, len(tallies)))
    resampled = _f1(np.stack([counts[rows].sum(axis=0) for rows in drawn]))
    low, high = np.percentile(resampled, (2.5, 97.5), axis=0)
    total = counts.sum(axis=0)
    f1 = _f1(total)
    return {
        name: Figure(
            precision=_percent(total[i, 0], total[i, 1]),
            recall=_percent(total[i, 0], total[i, 2]),
            f1=round(float(100 * f1[i]), 2),
            low=round(float(100 * low[i]), 2),
            high=round(float(100 * high[i]), 2),
        )
        for i, name in enumerate(names)
    }


def _percent(part: float, whole: float) -> float:
    return round(100 * float(part) / float(whole), 2) if whole else 0.0


def _f1(counts: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """[..., (right, predicted, gold)] -> F1, the harmonic mean of precision and recall."""
    return np.asarray(2 * counts[..., 0] / np.maximum(counts[..., 1] + counts[..., 2], 1))


def table(figures: Mapping[str, Figure]) -> str:
    """The figures as lines of text."""
    lines = [f"{'':16}{'P':>7}{'R':>7}{'F1':>7}   95 %"]
    for name, f in figures.items():
        lines.append(f"{name:16}{f.precision:7.2f}{f.recall:7.2f}{f.f1:7.2f}   {f.low:.2f}-{f.high:.2f}")
    return "\n".join(lines)
