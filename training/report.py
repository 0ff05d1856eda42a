"""Trains the report layer on the states of the shipped encoder, which stays as it is.

    python -m training.report --data DATA --weights WEIGHTS --run runs/report --out WEIGHTS    # minutes on two cores
    python -m training.report --data DATA --weights WEIGHTS --run runs/report --out runs/report/held --hold-out
    python -m evaluation.report_layer runs/report/held --data DATA --scorer score_sets.py    # thresholds, on what it held out

MUC-4's keys teach fillers, kinds and whether a report has a key; our own reports whether a report tells of an incident. Fillers are found
by search wherever their words stand, as the keys were, whole words only. Documents without a key teach that there is nothing to tag.
"""

import argparse
import hashlib
import json
import math
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.progress import track
from torch import Tensor
from torch.nn import functional

from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import Thresholds
from overhorizon.encoder.labels import (
    MOST_PASSAGES,
    MOST_REPORT_WORDS,
    REPORT_FILLERS,
    REPORT_KINDS,
    REPORT_VERDICT,
    label_order,
)
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.session import MANIFEST, REPORT_LAYER, OnnxEncoder
from training.annotated import Annotated, annotated_reports
from training.data import HAPPENED, IGNORED, read
from training.export import FIRST_THRESHOLDS, OPSET, quantise_graph
from training.model import ReportLayer, ReportLayers, Shape

_ROLES = dict(zip(("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"), REPORT_FILLERS, strict=True))
HELD_OUT_EVERY = 10  # document of MUC-4's train split, to choose epochs and thresholds by
EPOCHS = 5
BATCH = 6  # reports
RATE = 1e-3
WARM_UP = 0.05
FILLER_WEIGHT, KIND_WEIGHT = 4.0, 0.3
WORD_NOISE = 0.08  # share of the words whose states are hidden
AVERAGE = 0.99  # of the weights, from step to step: what is shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """A report as the encoder reads it. States [W, 384] in half precision, spans [W, 2] in characters, passages [W]."""

    id: str
    states: Any
    spans: Any
    passages: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A report with what is known of it: tags [W], kinds [W, K] of tagged words, verdict with nan for what is not known."""

    report: ReadReport
    tags: tuple[int, ...] | None
    kinds: Mapping[int, frozenset[int]]
    verdict: tuple[float, ...]


def read_reports(texts: Sequence[tuple[str, str]], encoder: OnnxEncoder, folder: Path) -> Iterator[ReadReport]:
    """The states of the words of each text (id, text), in order; kept in ``folder``, as reading takes longer than training."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts:
        file = folder / f"{name}.npz"
        if not file.exists():
            words = encoder.word_states(text, paragraphs(text))
            np.savez(file, states=words.states.astype(np.float16), spans=words.spans, passages=words.passages)
        with np.load(file) as found:
            yield ReadReport(id=name, states=found["states"], spans=found["spans"], passages=found["passages"])


def of_keys(document: Mapping[str, Any], report: ReadReport) -> Example:
    """A document of MUC-4 with its keys."""
    starts = {int(s): i for i, (s, _) in enumerate(report.spans)}
    ends = {int(e): i for i, (_, e) in enumerate(report.spans)}
    tags = [0] * len(report.spans)
    kinds: dict[int, set[int]] = {}
    told = set()
    for template in document["roles"]:
        of = {REPORT_KINDS.index(k) for k in template["incident_type"].lower().split(" / ") if k in REPORT_KINDS}
        told |= of
        for role, name in _ROLES.items():
            for span in (Span(start=s, end=e) for entity in template[role] for m in entity for s, e in m["spans"]):
                if span.start not in starts or span.end not in ends:
                    continue  # a part of a longer word
                first, last = starts[span.start], ends[span.end]
                tag = 1 + 2 * REPORT_FILLERS.index(name)
                if tags[first] not in (0, tag):
                    continue  # the same words in another role: the first stands
                tags[first : last + 1] = [tag, *[tag + 1] * (last - first)]
                for word in range(first, last + 1):
                    kinds.setdefault(word, set()).update(of)
    verdict = (math.nan, float(bool(document["roles"])), *(float(k in told) for k in range(len(REPORT_KINDS))))
    return Example(report=report, tags=tuple(tags), kinds={w: frozenset(k) for w, k in kinds.items()}, verdict=verdict)


def of_own(annotated: Annotated, report: ReadReport) -> Example:
    """One of our own reports: whether it tells of an incident that happened or was tried."""
    tells = any(i.realis in HAPPENED for i in annotated.incidents)
    return Example(report=report, tags=None, kinds={}, verdict=(float(tells), *[math.nan] * (len(REPORT_VERDICT) - 1)))


def loss(layer: ReportLayer, examples: Sequence[Example]) -> Tensor:
    """Of one batch: fillers, kinds of tagged words, verdict."""
    states, passages, mask = padded([e.report for e in examples])
    if layer.training:
        states = states * (torch.rand(states.shape[:2]) > WORD_NOISE)[..., None]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=layer.training):
        tags, kinds, verdict = (output.float() for output in layer(states, passages, mask))
    length = states.shape[1]
    wanted = torch.tensor([(*(e.tags or ()), *[IGNORED] * length)[:length] for e in examples])
    total = tags.sum() * 0.0
    if (wanted != IGNORED).any():
        total = total + FILLER_WEIGHT * functional.cross_entropy(tags.transpose(1, 2), wanted, ignore_index=IGNORED)
    places = [(b, w, k) for b, e in enumerate(examples) for w, k in e.kinds.items() if w < length]
    if places:
        chosen = kinds[[b for b, _, _ in places], [w for _, w, _ in places]]
        target = torch.tensor([[float(i in k) for i in range(len(REPORT_KINDS))] for _, _, k in places])
        total = total + KIND_WEIGHT * functional.binary_cross_entropy_with_logits(chosen, target)
    target = torch.tensor([e.verdict for e in examples])
    known = ~target.isnan()
    verdict_loss = functional.binary_cross_entropy_with_logits(verdict[known], target[known])
    together: Tensor = total + verdict_loss
    return together


def padded(reports: Sequence[ReadReport]) -> tuple[Tensor, Tensor, Tensor]:
    """States, passages and mask of some reports, cut to MOST_REPORT_WORDS."""
    lengths = [min(len(r.spans), MOST_REPORT_WORDS) for r in reports]
    longest = -(-max(lengths) // 64) * 64
    states = torch.zeros(len(reports), longest, 384)
    passages = torch.zeros(len(reports), longest, dtype=torch.long)
    mask = torch.full((len(reports), longest), -1e4)
    for row, (report, length) in enumerate(zip(reports, lengths, strict=True)):
        states[row, :length] = torch.from_numpy(report.states[:length].astype(np.float32))
        passages[row, :length] = torch.from_numpy(report.passages[:length]).clamp(max=MOST_PASSAGES - 1)
        mask[row, :length] = 0.0
    return states, passages, mask[..., None]


def train(examples: Sequence[Example], *, seed: int, epochs: int = EPOCHS) -> Iterator[ReportLayer]:
    """After each epoch the layer with its averaged weights."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    layer, average = ReportLayer(Shape()), ReportLayer(Shape())
    average.load_state_dict(layer.state_dict())
    optimiser = torch.optim.AdamW(layer.parameters(), lr=RATE, weight_decay=0.05, fused=True)
    steps, step = epochs * -(-len(examples) // BATCH), 0
    for _ in range(epochs):
        layer.train()
        for batch in _batches(examples, chance):
            done = step / steps
            rate = done / WARM_UP if done < WARM_UP else (1 + math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP))) / 2
            for group in optimiser.param_groups:
                group["lr"] = RATE * max(rate, 1e-3)
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(loss(layer, batch))
            torch.nn.utils.clip_grad_norm_(layer.parameters(), 1.0)
            optimiser.step()
            step += 1
            keep = min(AVERAGE, step / (step + 10))
            with torch.no_grad():
                for mean, own in zip(average.parameters(), layer.parameters(), strict=True):
                    mean.lerp_(own, 1 - keep)
        yield average.eval()


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Reports of like length together, in an order of their own each time."""
    ordered = sorted(examples, key=lambda e: (len(e.report.spans) * chance.uniform(0.8, 1.25), e.report.id))
    groups = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
    chance.shuffle(groups)
    yield from groups


def material(data: Path, encoder: OnnxEncoder, folder: Path) -> tuple[list[Example], list[Example], list[Mapping[str, Any]]]:
    """MUC-4's train split; our own reports that are not held out; the documents of the former."""
    documents: list[Mapping[str, Any]] = [*read(data / "muc4/train.jsonl")]
    states = read_reports([(d["id"], d["text"]) for d in documents], encoder, folder / "train")
    keyed = [of_keys(d, r) for d, r in zip(documents, states, strict=True)]
    own = [a for a in annotated_reports() if not a.held_out]
    told = read_reports([(a.id, a.text) for a in own], encoder, folder / "own")
    return keyed, [of_own(a, r) for a, r in zip(own, told, strict=True)], documents


def kept_back(documents: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Every tenth document of MUC-4's train split: thresholds and epochs are chosen on these by a layer that did not learn them."""
    return [d for number, d in enumerate(documents) if number % HELD_OUT_EVERY == HELD_OUT_EVERY - 1]


def write(layers: Sequence[ReportLayer], weights: Path, out: Path, facts: Mapping[str, Any]) -> None:
    """The weights of folder ``weights`` with these layers as one, int8, in folder ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for file in weights.iterdir():
        if file.name not in (REPORT_LAYER, MANIFEST):
            shutil.copy(file, out / file.name)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / REPORT_LAYER
        torch.onnx.export(
            ReportLayers(layers).eval(),
            (torch.randn(1, 7, Shape().width), torch.zeros(1, 7, dtype=torch.long)),
            str(plain),
            input_names=["states", "passages"],
            output_names=["tags", "kinds", "verdict"],
            dynamic_axes={name: {1: "length"} for name in ("states", "passages", "tags", "kinds")},
            opset_version=OPSET,
            dynamo=False,
        )
        quantise_graph(plain, out / REPORT_LAYER)
    manifest = json.loads((weights / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"][REPORT_LAYER] = hashlib.sha256((out / REPORT_LAYER).read_bytes()).hexdigest()
    manifest |= {"labels": label_order(), "thresholds": FIRST_THRESHOLDS | manifest["thresholds"], "report layer": dict(facts)}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with muc4/")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the encoder's weights")
    parser.add_argument("--run", type=Path, required=True, help="folder for the states that the encoder gives")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the weights with the layer; may be that of the encoder's"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--hold-out", action="store_true", help="without the documents that choose thresholds")
    given = parser.parse_args()
    torch.set_num_threads(1)  # the matrices are small: two threads wait for each other
    thresholds = json.loads((given.weights / MANIFEST).read_text(encoding="utf-8"))["thresholds"]
    encoder = OnnxEncoder(given.weights, Thresholds(**(FIRST_THRESHOLDS | thresholds)), "training")
    keyed, own, documents = material(given.data, encoder, given.run)
    away = {d["id"] for d in kept_back(documents)} if given.hold_out else frozenset()
    examples = [*(e for e in keyed if e.report.id not in away), *own]
    layers = []
    for seed in given.seeds:
        *_, layer = track(train(examples, seed=seed), total=EPOCHS, description=f"seed {seed}", console=Console(stderr=True))
        layers.append(layer)
    write(layers, given.weights, given.out, {"seeds": given.seeds, "epochs": EPOCHS, "reports": len(examples)})


if __name__ == "__main__":
    main()
