"""Learn what makes tellings one incident, and a cluster an incident: python -m training.tellings --folds FOLDER [--write]

Logistic regression, pulled towards what the signs were made to mean; a sign whose meaning is plain keeps its direction. Our own
development reports are read by weights that have not seen them (training/folds.py), since what the encoder says of a report that it
learned is surer than life. Figures come from parts that leave whole reports out.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from overhorizon import extract
from overhorizon.clean import clean
from overhorizon.domain.incidents import Realis
from overhorizon.domain.reports import Report
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract import likeness, substance, weighing
from overhorizon.extract.clusters import cluster, put_beside
from overhorizon.extract.incidents import all_told
from overhorizon.extract.reader import gather, people_of
from overhorizon.extract.tellings import Facts
from overhorizon.extract.told import Cluster, Told
from overhorizon.extract.weighing import Weighing
from overhorizon.gazetteer import Gazetteer
from training.annotated import Annotated, annotated_reports
from training.folds import Encoders

HAPPENED = (Realis.ACTUAL, Realis.ATTEMPTED)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be learned: the signs, which of them may only speak for or against, and what they were made to mean.

    ``threshold`` is the chance from which the answer is yes, ``false_yes`` what a wrong yes costs against a wrong no.
    """

    names: Sequence[str]
    speak_for: frozenset[str]
    against: frozenset[str]
    prior: Mapping[str, float]
    threshold: float
    false_yes: float


ONE_INCIDENT = Question(
    names=likeness.SIGNS,
    speak_for=frozenset((
        "same type", "same manner", "same words of time", "same time", "times meet", "same place", "near", "one death each", "many each",
        "same figure", "same attacker", "same target", "equal figures", "equal counts beside the dead", "definite", "same paragraph",
        "next sentence",
    )),
    against=frozenset((
        "attack beside a figure's death",
        "types that exclude each other", "manners that exclude each other", "background apart", "sequel", "times apart", "places apart",
        "other country", "one against many", "other figure", "other attacker", "other target", "novel", "other realis",
        "same sentence", "far on",
    )),
    prior={
        "attack beside a figure's death": -2.0,
        "same type": 0.7, "types that exclude each other": -2.5, "manners that exclude each other": -1.0, "same manner": 0.7,
        "background apart": -1.5, "same words of time": 0.6, "same time": 1.2, "times meet": 0.6, "times apart": -3.0, "same place": 1.2,
        "near": 0.5, "same country": 0.4, "places apart": -1.5, "other country": -3.0, "one against many": -2.5, "one death each": 0.8,
        "many each": 0.8, "same figure": 1.0, "other figure": -2.0, "same attacker": 0.5, "other attacker": -0.5, "same target": 0.5,
        "equal figures": 1.5, "equal counts beside the dead": 1.0, "novel": -2.5, "sequel": -1.0, "definite": 0.6,
        "same sentence": -1.5, "same paragraph": 0.4, "next sentence": 0.4, "opened the report": 0.2,
    },
    threshold=0.5,
    false_yes=1.3,  # two incidents in one give a wrong toll, one in two a missing one
)  # fmt: skip
AN_INCIDENT = Question(
    names=substance.SIGNS,
    speak_for=frozenset((
        "dated", "dated to a week", "placed", "killed", "other harm", "perpetrator", "claimant", "target", "one death", "novel",
        "told in the title", "told at the beginning", "surest word", "mean of the words", "tellings", "triggers",
    )),
    against=frozenset(("no type", "asides", "opens as known")),
    prior={
        "dated": 1.0, "placed": 1.0, "killed": 1.0, "other harm": 0.7, "perpetrator": 1.0, "claimant": 0.5, "target": 0.7,
        "told in the title": 1.0, "told at the beginning": 0.5, "no type": -0.7, "surest word": 1.0, "asides": -0.5,
    },
    threshold=0.6,
    false_yes=1.0,
)  # fmt: skip
PULL = 6.0  # towards the prior
PARTS = 5
STEPS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A report as read: its tellings with the annotated incident of each (None: of none), and all its sentences."""

    report: Annotated
    told: tuple[Told, ...]
    of: tuple[str | None, ...]
    facts: tuple[Facts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Signs, what is true, and the report."""

    signs: Mapping[str, float]
    true: bool
    report: Annotated


def read(report: Annotated, encoders: Encoders, gazetteer: Gazetteer) -> Learned | None:
    """As the product reads it up to the tellings; None where every encoder has seen it."""
    cleaned, encoder = clean(report.raw()), encoders.unseen(report)
    if encoder is None or not isinstance(cleaned, Report):
        return None
    body = tuple(p for p in paragraphs(cleaned.text) if not cleaned.is_furniture(p))
    tagging = encoder.encode(cleaned.text, body)
    facts, _ = gather(cleaned, tagging, gazetteer)
    told = all_told(cleaned.text, facts, people_of(cleaned.text, tagging))
    shift = cleaned.text.find(report.text)
    return Learned(report=report, told=tuple(told), of=tuple(_annotated(report, t, shift) for t in told), facts=facts)


def _annotated(report: Annotated, told: Told, shift: int) -> str | None:
    """The incident whose marked words most of a telling's triggers touch."""
    votes = Counter(
        m.incident
        for m in report.marks
        if m.label == "T"
        for t in told.telling.triggers
        if t.span.start < m.end + shift and m.start + shift < t.span.end
    )
    return min(votes, key=lambda key: (-votes[key], key)) if votes else None


def joins(found: Sequence[Learned]) -> Iterator[Case]:
    """Each telling against each annotated incident told before it."""
    for one in found:
        groups: dict[str, Cluster] = {}
        for told, key in zip(one.told, one.of, strict=True):
            if key is None:
                continue
            yield from (Case(signs=likeness.signs(told, g), true=k == key, report=one.report) for k, g in groups.items())
            groups.setdefault(key, Cluster()).members.append(told)


def keeps(found: Sequence[Learned], weighings: Sequence[Weighing]) -> Iterator[Case]:
    """Each cluster, as weights that have not seen the report make it: true where it holds most of an incident that happened."""
    for one in found:
        happened = {i.key for i in one.report.incidents if i.realis in HAPPENED}
        of = {id(t): key for t, key in zip(one.told, one.of, strict=True)}
        groups = cluster(one.told, weighings[one.report.fold(PARTS)])
        put_beside(groups, one.facts)
        counts = [Counter(of[id(m)] for m in g.members) for g in groups]
        best = {
            key: max(range(len(groups)), key=lambda i: (counts[i][key], -i)) for key in happened if any(c[key] for c in counts)
        }
        for i, group in enumerate(groups):
            signs = substance.signs(group)
            if signs is not None:
                yield Case(signs=signs, true=i in best.values(), report=one.report)


def fit(cases: Sequence[Case], question: Question) -> Weighing:
    """The weights that explain the cases best, directions held."""
    names = question.names
    x, y = np.c_[matrix(cases, names), np.ones(len(cases))], np.array([c.true for c in cases], dtype=float)
    low = np.array([*(0.0 if n in question.speak_for else -np.inf for n in names), -np.inf])
    high = np.array([*(0.0 if n in question.against else np.inf for n in names), np.inf])
    pull, prior = np.array([*(PULL for _ in names), 0.0]), np.array([*(question.prior.get(n, 0.0) for n in names), 0.0])
    cost = np.where(y > 0, 1.0, question.false_yes)
    rate = 1 / (float(np.linalg.eigvalsh(x.T @ (x * cost[:, None]))[-1]) / 4 + PULL)
    weights = ahead = prior
    for step in range(STEPS):
        slope = x.T @ (cost * (1 / (1 + np.exp(-x @ ahead)) - y)) + pull * (ahead - prior)
        last, weights = weights, np.clip(ahead - rate * slope, low, high)
        ahead = weights + step / (step + 3) * (weights - last)  # Nesterov's momentum
    learned = {n: round(float(w), 3) for n, w in zip(names, weights, strict=False)}
    return Weighing(intercept=round(float(weights[-1]), 3), weights=learned, threshold=question.threshold)


def matrix(cases: Sequence[Case], names: Sequence[str]) -> Floats:
    rows = np.zeros((len(cases), len(names)))
    for i, case in enumerate(cases):
        for name, value in case.signs.items():
            rows[i, names.index(name)] = value
    return rows


def by_part(cases: Sequence[Case], question: Question) -> list[Weighing]:
    """For each part, weights that have not seen its reports."""
    return [fit([c for c in cases if c.report.fold(PARTS) != k], question) for k in range(PARTS)]


def figures(cases: Sequence[Case], weighings: Sequence[Weighing]) -> str:
    chances = np.array([weighings[c.report.fold(PARTS)].chance(c.signs) for c in cases])
    y = np.array([c.true for c in cases])
    lines = [f"{len(cases)} cases, {y.sum()} true; Brier {((chances - y) ** 2).mean():.4f}"]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        said = chances >= threshold
        right = (said & y).sum()
        lines.append(f"  from {threshold}: precision {right / max(1, said.sum()):.3f}, recall {right / y.sum():.3f}")
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folds", type=Path, required=True, help="weights trained without one fold each")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    arguments = parser.parse_args()
    encoders, gazetteer = Encoders.load(arguments.folds), Gazetteer.load()
    reports = [r for r in annotated_reports() if not r.held_out]
    found = [one for r in track(reports, "reading") if (one := read(r, encoders, gazetteer)) is not None]
    pairs = list(joins(found))
    unseen = by_part(pairs, ONE_INCIDENT)
    print(f"{len(found)} reports. One incident: {figures(pairs, unseen)}")
    groups = list(keeps(found, unseen))
    print(f"An incident: {figures(groups, by_part(groups, AN_INCIDENT))}")
    questions = {
        "one incident": fit(pairs, ONE_INCIDENT),
        "an incident": fit(groups, AN_INCIDENT),
    }
    written = {q: {"threshold": w.threshold, "intercept": w.intercept, "weights": dict(w.weights)} for q, w in questions.items()}
    print(json.dumps(written, indent=1))
    if arguments.write:
        (Path(extract.__file__).parent / weighing.FILE).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
