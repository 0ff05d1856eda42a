"""Thresholds and scores of a weights folder, written into its manifest.

    python -m evaluation.weights tune FOLDER --data DATA [--open]
    python -m evaluation.weights score FOLDER --data DATA --name "polnear dev"

`tune` looks only at the articles of polnear's train split that training held out, never at its dev split; with --open at
gum's dev split instead.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from evaluation import incidents
from evaluation.encoder import mention_f1, prediction, tag
from evaluation.figures import table
from evaluation.polnear import Record, load, measure
from overhorizon.encoder.heads import Thresholds
from overhorizon.encoder.reader import ReadingEncoder
from overhorizon.encoder.session import MANIFEST, OnnxEncoder, read_manifest
from training.annotated import annotated_reports
from training.data import gum_attributions
from training.mentions import GUM_KNOWS, flatten, gum_mentions, re3d_mentions
from training.sets import held_out

CUE_BIASES = (0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0)
LEAST_SCORES = tuple(step / 40 for step in range(8, 33))
CHOSEN_BY = ("found", "source exact", "content token", "content exact", "triple overlap")


def tune(folder: Path, gold: Mapping[str, Record], given: Thresholds) -> Thresholds:
    """The thresholds of attribution with the best mean of the figures in CHOSEN_BY; the others as given.

    A least score is valued by the mean of its own value and its neighbours', so that none at the edge of a cliff is taken.
    """
    valued: list[tuple[float, Thresholds]] = []
    for bias in CUE_BIASES:
        encoder = OnnxEncoder(folder, replace(given, cue_bias=bias, attribution=0.0), "tuning")
        found = {key: prediction(key, tag(encoder, record["text"])) for key, record in gold.items()}
        values = [_value(gold, {key: _at_least(r, least) for key, r in found.items()}) for least in LEAST_SCORES]
        for index in range(1, len(values) - 1):
            chosen = replace(given, cue_bias=bias, attribution=LEAST_SCORES[index])
            valued.append((sum(values[index - 1 : index + 2]) / 3, chosen))
    return max(valued, key=lambda item: item[0])[1]


def _tuning_gold(data: Path, *, only_open: bool) -> dict[str, Record]:
    slices = held_out(data)
    if only_open:
        return {d["id"]: {"text": d["text"], "attributions": gum_attributions(d)} for d in slices.gum}
    return {record["id"]: record for record in slices.articles}


def _value(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> float:
    figures = measure(gold, predicted, resamples=1)
    return sum(figures[name].f1 for name in CHOSEN_BY) / len(CHOSEN_BY)


def _at_least(record: Mapping[str, Any], least: float) -> Record:
    return {"attributions": [a for a in record["attributions"] if a["score"] >= least]}


def score(folder: Path, data: Path) -> dict[str, Any]:
    """Attribution on polnear's dev split; mentions on gum's dev split and held-out re3d; incidents on our held-out reports."""
    encoder = OnnxEncoder.load(folder)
    gold = load(data / "polnear/dev.jsonl")
    figures = measure(gold, {key: prediction(key, tag(encoder, r["text"])) for key, r in gold.items()})
    print(table(figures))
    slices = held_out(data)
    scores: dict[str, Any] = {"polnear dev": {name: asdict(figure) for name, figure in figures.items()}}
    for name, documents, reader in (("gum dev", slices.gum, gum_mentions), ("re3d held out", slices.re3d, re3d_mentions)):
        found = [tag(encoder, d["text"]).mentions for d in documents]
        if name == "gum dev":  # the other labels are not annotated there, so that finding them is no error
            found = [tuple(m for m in mentions if m.kind in GUM_KNOWS) for mentions in found]
        scores[name] = mention_f1([flatten(reader(d)) for d in documents], found)
        print(name, scores[name])
    reports = [r for r in annotated_reports() if r.held_out]
    told = incidents.measure(reports, ReadingEncoder.load(folder))
    print(table(told))
    scores["own reports, held out"] = {name: asdict(figure) for name, figure in told.items()}
    return scores


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("action", choices=("tune", "score"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/, gum/ and re3d/")
    parser.add_argument("--open", action="store_true", help="choose thresholds without the sets without a licence")
    parser.add_argument("--dry", action="store_true", help="leave the manifest alone")
    parsed = parser.parse_args(arguments)
    manifest = dict(read_manifest(parsed.folder))
    if parsed.action == "tune":
        gold, given = _tuning_gold(parsed.data, only_open=parsed.open), Thresholds(**manifest["thresholds"])
        manifest["thresholds"] = asdict(tune(parsed.folder, gold, given))
        print(manifest["thresholds"])
    else:
        manifest["scores"] = score(parsed.folder, parsed.data)
    if not parsed.dry:
        (parsed.folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
