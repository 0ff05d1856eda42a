"""Thresholds of the report layer, written into the manifest of a weights folder.

    python -m evaluation.report_layer FOLDER --data DATA --scorer score_sets.py

Chosen on the documents of MUC-4's train split that `training.report --hold-out` leaves out: by the mean of the four figures of
evaluation/README.md. FOLDER holds a layer trained so; copy the thresholds to the weights that were trained on all.
"""

import argparse
import importlib.util
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from evaluation.muc4 import measure
from overhorizon.encoder.heads import Thresholds
from overhorizon.encoder.report_head import ReportLogits, read_report
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.session import MANIFEST, OnnxEncoder, read_manifest
from overhorizon.export.muc4 import read_templates
from overhorizon.runs.evaluate import template_record
from training.data import read
from training.report import kept_back

Record = Mapping[str, Any]
KEYED = (0.3, 0.4, 0.5)
KINDS = (0.3, 0.4, 0.5, 0.6)
BIASES = (-1.0, -2.0, -3.0)
FILLERS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def figures(
    gold: Sequence[Record], logits: Sequence[Sequence[ReportLogits]], thresholds: Thresholds, scorer: Any
) -> dict[str, float]:
    """F1 in percent: templates, role fillers, type of documents with one template, relevance."""
    found = {
        d["id"]: {"roles": [template_record(t) for t in read_templates(d["text"], read_report(parts, thresholds))]}
        for d, parts in zip(gold, logits, strict=True)
    }
    by_id = {d["id"]: d for d in gold}
    scores = scorer.score_muc4(by_id, found)
    result = {"templates": 100 * scores["micro_gtt"]["f1"], "role fillers": 100 * scores["ceaf_ree"]["f1"]}
    return result | {name: figure.f1 for name, figure in measure(by_id, found, resamples=1).items()}


def tune(gold: Sequence[Record], logits: Sequence[Sequence[ReportLogits]], given: Thresholds, scorer: Any) -> Thresholds:
    """The thresholds with the best mean, verdict first and then fillers: the former decide what the latter are scored on."""

    def value(thresholds: Thresholds) -> float:
        found = figures(gold, logits, thresholds, scorer)
        return sum(found.values()) / len(found)

    verdicts = [replace(given, keyed=keyed, kind=kind) for keyed, kind in itertools.product(KEYED, KINDS)]
    best = max(verdicts, key=value)
    return max((replace(best, filler_bias=b, filler=f) for b, f in itertools.product(BIASES, FILLERS)), key=value)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder with muc4/")
    parser.add_argument("--scorer", type=Path, required=True, help="score_sets.py beside the data")
    given = parser.parse_args()
    manifest = dict(read_manifest(given.folder))
    start = replace(Thresholds(**manifest["thresholds"]), filler_bias=-2.0, filler=0.4)
    encoder = OnnxEncoder(given.folder, start, "tuning")
    gold = kept_back(read(given.data / "muc4/train.jsonl"))
    logits = [tuple(encoder.report_logits(encoder.word_states(d["text"], paragraphs(d["text"])))) for d in gold]
    scorer = _module(given.scorer)
    chosen = tune(gold, logits, start, scorer)
    print({name: round(value, 1) for name, value in figures(gold, logits, chosen, scorer).items()})
    manifest["thresholds"] = asdict(chosen)
    print(manifest["thresholds"])
    (given.folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
