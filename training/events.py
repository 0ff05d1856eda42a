"""Learn the weights of the comparison of events from ECB+: python -m training.events FILE [--write]

Logistic regression on the pairs that are compared, ridge; the intercept is then moved to where clusters are best (B3 F1) over folds
that leave whole topics out. FILE is the train split; the development split is for scoring alone (`overhorizon evaluate ecbplus`).
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from overhorizon import link
from overhorizon.link.events import FILE, EventWeights, compared, same_events
from overhorizon.runs.events import documents, mentions, reports

NAMES = (
    "reports alike", "same story", "near alike", "sentences alike", "one report", "same stem", "same rare stem",
    "same stem in reports alike", "same stem in sentences alike", "same stem near alike", "stem of another ending",
    "other ending in reports alike", "other ending near alike",
)  # fmt: skip
RIDGE = 1e-4
STEPS = 60  # of Newton's method
FOLDS = 5
SHIFTS = (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
Floats = NDArray[np.float64]
Documents = Sequence[Mapping[str, Any]]


def pairs(found: Documents) -> tuple[Floats, Floats]:
    cluster = {e["id"]: e["cluster"] for d in found for e in d["events"]}
    rows, same = [], []
    for a, b, features in compared([m for d in found for m in mentions(d)], reports(found)):
        rows.append([features.get(name, 0.0) for name in NAMES])
        same.append(float(cluster[a.id] == cluster[b.id]))
    return np.array(rows), np.array(same)


def fit(x: Floats, y: Floats) -> EventWeights:
    """Weights by Newton's method: the penalty is quadratic, so that few steps do."""
    x = np.hstack([x, np.ones((len(x), 1))])
    pull = np.diag([RIDGE] * len(NAMES) + [1e-9])
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) / len(y) + pull @ weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x / len(y) + pull
        weights -= np.linalg.solve(bend, slope)
    return EventWeights(
        intercept=round(float(weights[-1]), 3), weights={n: round(float(w), 3) for n, w in zip(NAMES, weights, strict=False)}
    )


def moved(weights: EventWeights, shift: float) -> EventWeights:
    return EventWeights(intercept=round(weights.intercept + shift, 3), weights=weights.weights)


def b_cubed(found: Documents, weights: EventWeights) -> float:
    told = [m for d in found for m in mentions(d)]
    answer = same_events(told, reports(found), weights)
    gold = {e["id"]: e["cluster"] for d in found for e in d["events"]}
    mine, true = defaultdict(set), defaultdict(set)
    for m in told:
        mine[answer[m.id]].add(m.id)
        true[gold[m.id]].add(m.id)
    shared = [len(mine[answer[m.id]] & true[gold[m.id]]) for m in told]
    precision = sum(s / len(mine[answer[m.id]]) for s, m in zip(shared, told, strict=True)) / len(told)
    recall = sum(s / len(true[gold[m.id]]) for s, m in zip(shared, told, strict=True)) / len(told)
    return 2 * precision * recall / (precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {FILE} into the package")
    given = parser.parse_args()
    found = documents(given.file)
    topics = sorted({d["topic"] for d in found})
    scores = dict.fromkeys(SHIFTS, 0.0)
    for k in range(FOLDS):
        out = set(topics[k::FOLDS])
        weights = fit(*pairs([d for d in found if d["topic"] not in out]))
        for shift in SHIFTS:
            scores[shift] += b_cubed([d for d in found if d["topic"] in out], moved(weights, shift)) / FOLDS
    best = max(SHIFTS, key=lambda s: (scores[s], -s))
    print({shift: round(score, 4) for shift, score in scores.items()}, "best:", best)
    learned = moved(fit(*pairs(found)), best)
    print(json.dumps(dict(learned.weights), indent=1), learned.intercept)
    if given.write:
        model = {"intercept": learned.intercept, "weights": dict(learned.weights)}
        (Path(link.__file__).parent / FILE).write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
