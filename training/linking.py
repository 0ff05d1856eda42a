"""Learn the weights of the same-incident comparison from our own cases: python -m training.linking [--write]

Logistic regression by gradient descent, numpy only. A feature whose meaning fixes its sign keeps it (AGAINST, FOR), so that a small
set cannot teach nonsense. Pairs are all those of one case, and with less weight
pairs of two cases that share a country or a week. Figures
and calibration (Platt: one scale, one shift) come from folds that leave whole cases out.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from overhorizon import link
from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.link import rarity, score
from overhorizon.link.accounts import folded_words
from overhorizon.link.features import compare
from overhorizon.link.judge import SAME_FROM
from overhorizon.link.profile import Profile
from overhorizon.pipeline import analyze
from overhorizon.runs.stream import load_tools
from training.annotated import annotated_reports
from training.cases import STORIES, cases, labelled
from training.cases import held_out as is_held_out

FOR = (
    "same day", "dates overlap", "another date agrees", "told close together", "same place", "same area", "same region", "near",
    "same type", "same attacker", "same target", "same person", "victims alike", "equal figures", "tolls alike", "same means",
    "words alike", "reports name the same", "both reports are about it", "time and place agree", "figures and place agree",
    "told by the same name", "particulars in common",
)  # fmt: skip
AGAINST = (
    "dates apart", "told far apart", "another country", "places apart", "types that exclude each other", "one did not happen",
    "other attackers", "other person", "other victims", "one against many", "tolls apart", "toll fell", "other means", "roles reversed",
    "told by other names", "another time of day",
)  # fmt: skip
OPEN = (
    "a day apart", "no date", "same country", "no place", "types that go together", "attackers related", "one death each",
    "one report mentions it",
)  # fmt: skip
NAMES = (*FOR, *AGAINST, *OPEN)
PRIOR = {
    "same day": 2.0, "dates overlap": 2.0, "another date agrees": 0.5, "dates apart": -4.0, "told close together": 1.5,
    "told far apart": -1.0, "another country": -4.0, "same place": 2.0, "same area": 1.0, "same region": 0.8, "near": 1.2,
    "places apart": -2.5, "same type": 0.8, "types that exclude each other": -2.5, "one did not happen": -1.5, "same attacker": 0.8,
    "other attackers": -0.7, "same target": 1.0, "roles reversed": -0.7, "same person": 2.5, "other person": -1.5, "victims alike": 0.4,
    "other victims": -0.4, "one against many": -1.0, "equal figures": 2.5, "tolls alike": 0.5, "tolls apart": -1.5, "toll fell": -2.0,
    "same means": 0.5, "other means": -0.5, "words alike": 4.0, "reports name the same": 3.0, "both reports are about it": 0.3,
    "time and place agree": 1.5, "figures and place agree": 1.0, "told by the same name": 2.0, "particulars in common": 1.0,
    "told by other names": -0.5, "another time of day": -1.0,
}  # fmt: skip
PULL = 0.01  # towards the prior, which is what the features were made to mean
STRANGERS = 0.1  # weight of a pair of two cases
STEPS, RATE = 6000, 0.3
FALSE_MERGE = 2.0  # what a false merge costs against a missed one
CLOSE = 10  # days
FOLDS = 8
COMMON = 0.02  # share of our reports from which a word is kept with its count
Floats = NDArray[np.float64]


def matrix(pairs: Sequence[tuple[Profile, Profile]]) -> Floats:
    rows = np.zeros((len(pairs), len(NAMES)))
    for i, (a, b) in enumerate(pairs):
        for feature in compare(a, b):
            rows[i, NAMES.index(feature.name)] = feature.value
    return rows


def fit(x: Floats, y: Floats, counts: Floats) -> tuple[Floats, float]:
    """Weights and intercept that fit best, signs held."""
    prior = np.array([PRIOR.get(name, 0.0) for name in NAMES])
    low = np.array([0.0 if name in FOR else -np.inf for name in NAMES])
    high = np.array([0.0 if name in AGAINST else np.inf for name in NAMES])
    cost = counts * np.where(y > 0, 1.0, FALSE_MERGE) / counts.sum()
    weights, intercept = prior.copy(), -4.0
    for _ in range(STEPS):
        wrong = (sigmoid(x @ weights + intercept) - y) * cost
        weights = np.clip(weights - RATE * (x.T @ wrong + PULL * (weights - prior)), low, high)
        intercept -= RATE * wrong.sum()
    return weights, float(intercept)


def sigmoid(z: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -50, 50))))


def platt(odds: Floats, y: Floats) -> tuple[float, float]:
    """The scale and shift that make held-out odds true ones."""
    scale, shift = 1.0, 0.0
    for _ in range(4000):
        wrong = (sigmoid(scale * odds + shift) - y) / len(y)
        scale, shift = max(0.1, scale - 0.2 * float(wrong @ odds)), shift - 0.2 * float(wrong.sum())
    return scale, shift


def learning_pairs(found: Sequence[tuple[Account, str]]) -> tuple[list[tuple[Profile, Profile]], Floats, list[str], Floats]:
    """Pairs, whether they are the same, the case of each pair's first account, and how much the pair counts."""
    profiles = [(Profile(account=a), key) for a, key in found]
    pairs, same, of_case, counts = [], [], [], []
    for (a, one), (b, other) in combinations(profiles, 2):
        related = one.split()[0] == other.split()[0]
        if a.account.report != b.account.report and (related or a.countries & b.countries or _close(a, b)):
            pairs.append((a, b))
            same.append(float(one == other))
            of_case.append(one.split()[0])
            counts.append(1.0 if related else STRANGERS)
    return pairs, np.array(same), of_case, np.array(counts)


def _close(a: Profile, b: Profile) -> bool:
    return bool(a.whens and b.whens and a.whens[0].apart(b.whens[0]) <= CLOSE)


def held_out(x: Floats, y: Floats, counts: Floats, of_case: Sequence[str]) -> Floats:
    """Odds of each pair by weights that have not seen its case."""
    names = sorted(set(of_case))
    fold = np.array([names.index(case) % FOLDS for case in of_case])
    odds = np.zeros(len(y))
    for k in range(FOLDS):
        weights, intercept = fit(x[fold != k], y[fold != k], counts[fold != k])
        odds[fold == k] = x[fold == k] @ weights + intercept
    return odds


def figures(chances: Floats, y: Floats) -> str:
    said = chances >= SAME_FROM
    right = int((said & (y > 0)).sum())
    bins = [(chances >= low) & (chances < low + 0.2) for low in np.arange(0, 1, 0.2)]
    curve = " ".join(f"{chances[b].mean():.2f}/{y[b].mean():.2f}({b.sum()})" for b in bins if b.any())
    brier = float(((chances - y) ** 2).mean())
    return (
        f"{len(y)} pairs, {int(y.sum())} same; held out: precision {right / max(1, said.sum()):.3f}, "
        f"recall {right / y.sum():.3f}, Brier {brier:.4f}\nsaid/true by fifths: {curve}"
    )


def common_words() -> dict[str, object]:
    reports = annotated_reports()
    counts = Counter(word for r in reports for word in set(folded_words(r.text)))
    return {"reports": len(reports), "words": {w: n for w, n in sorted(counts.items()) if n >= COMMON * len(reports)}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write weights.json and words.json into the package")
    write = parser.parse_args().write
    folder = Path(link.__file__).parent
    if write:
        (folder / rarity.FILE).write_text(json.dumps(common_words(), ensure_ascii=False) + "\n", encoding="utf-8")
    tools = load_tools()
    stories = cases(STORIES)
    told = [*cases(), *(t for t in stories if not is_held_out(t, stories))]
    read = [(t, analyze(t.raw(n), tools.encoder, tools.gazetteer)) for n, t in enumerate(told)]
    found = labelled([(t, a) for t, a in read if isinstance(a, Analysis)])
    pairs, y, of_case, counts = learning_pairs(found)
    x = matrix(pairs)
    odds = held_out(x, y, counts, of_case)
    scale, shift = platt(odds, y)
    print(f"{len(told)} reports, {len(found)} accounts. {figures(sigmoid(scale * odds + shift), y)}")
    weights, intercept = fit(x, y, counts)
    learned = {name: round(float(w), 3) for name, w in zip(NAMES, weights, strict=True)}
    print(json.dumps(learned, indent=1), round(intercept, 3), round(scale, 3), round(shift, 3))
    if write:
        model = {"intercept": round(intercept, 3), "scale": round(scale, 3), "shift": round(shift, 3), "weights": learned}
        (folder / score.FILE).write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
