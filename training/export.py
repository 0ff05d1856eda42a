"""Checkpoint -> weights folder: ONNX in fp32 and int8, tokenizer, manifest.

python -m training.export --run runs/full --base MODEL --fp32 runs/full/fp32 --out runs/full/int8
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from overhorizon.encoder.labels import label_order
from training.data import load_tokenizer
from training.model import CueLayer, Encoder, IncidentLayer, Network, Shape
from training.provenance import provenance

OPSET = 17
GRAPHS = ("encoder.onnx", "cue_layer.onnx", "incident_layer.onnx")
FIRST_THRESHOLDS = {
    "cue_bias": 0.0,
    "attribution": 0.5,
    "mention": 0.5,
    "trigger_bias": 1.0,
    "trigger": 0.25,
    "unlisted_trigger": 0.95,
    "role": 0.5,
    "keyed": 0.5,
    "kind": 0.5,
    "filler_bias": 0.0,
    "filler": 0.5,
}  # until `evaluation.weights tune` has chosen


class _EncoderGraph(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, caps: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states, flat, passage = self.encoder(pieces, caps)
        return states, flat, passage


class _CueGraph(nn.Module):
    def __init__(self, layer: CueLayer) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, states: Tensor, cues: Tensor) -> tuple[Tensor, Tensor]:
        tags, valid = self.layer(states, cues)
        return tags, valid


class _IncidentGraph(nn.Module):
    def __init__(self, layer: IncidentLayer) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, states: Tensor, triggers: Tensor) -> tuple[Tensor, Tensor]:
        tags, verdict = self.layer(states, triggers)
        return tags, verdict


def write_graphs(network: Network, folder: Path) -> None:
    """The graphs of GRAPHS in fp32. Traced, with lengths left open."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    pieces = torch.randint(1000, 2000, (1, 9))
    states, *_ = network.encoder(pieces, torch.zeros_like(pieces))
    torch.onnx.export(
        _EncoderGraph(network.encoder).eval(),
        (pieces, torch.zeros_like(pieces)),
        str(folder / "encoder.onnx"),
        input_names=["pieces", "caps"],
        output_names=["states", "flat", "passage"],
        dynamic_axes={name: {1: "length"} for name in ("pieces", "caps", "states", "flat")},
        opset_version=OPSET,
        dynamo=False,
    )
    torch.onnx.export(
        _CueGraph(network.cue_layer).eval(),
        (states.detach(), torch.tensor([[1, 3], [4, 5]])),
        str(folder / "cue_layer.onnx"),
        input_names=["states", "cues"],
        output_names=["tags", "valid"],
        dynamic_axes={
            "states": {1: "length"},
            "cues": {0: "count"},
            "tags": {0: "count", 1: "length"},
            "valid": {0: "count"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    torch.onnx.export(
        _IncidentGraph(network.incident_layer).eval(),
        (states.detach(), torch.tensor([[1, 3], [4, 5]])),
        str(folder / "incident_layer.onnx"),
        input_names=["states", "triggers"],
        output_names=["tags", "verdict"],
        dynamic_axes={
            "states": {1: "length"},
            "triggers": {0: "count"},
            "tags": {0: "count", 1: "length"},
            "verdict": {0: "count"},
        },
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(fp32: Path, int8: Path) -> None:
    """The graphs of GRAPHS in int8."""
    int8.mkdir(parents=True, exist_ok=True)
    for name in GRAPHS:
        quantise_graph(fp32 / name, int8 / name)


def quantise_graph(fp32: Path, int8: Path) -> None:
    """Weights to int8 per channel, embeddings too; activations are scaled as they come."""
    quantize_dynamic(
        fp32,
        int8,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )


def write_manifest(folder: Path, facts: dict[str, Any]) -> None:
    """manifest.json: hashes of the files in the folder, order of labels, and the given facts."""
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (*GRAPHS, "tokenizer.json")}
    manifest = {"format": 2, "files": files, "labels": label_order()} | facts
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--fp32", type=Path, required=True, help="folder for the fp32 weights")
    parser.add_argument("--out", type=Path, required=True, help="folder for the int8 weights")
    parser.add_argument("--open", action="store_true", help="the run left out the sets without a licence")
    parser.add_argument("--commit", help="commit of the recipe, for the manifest")
    arguments = parser.parse_args()
    network = Network(Shape())
    state = torch.load(arguments.run / "checkpoint.pt", weights_only=True)
    network.load_state_dict(state["network"])
    write_graphs(network, arguments.fp32)
    quantise(arguments.fp32, arguments.out)
    tokenizer = load_tokenizer(arguments.base)
    facts = provenance(only_open=arguments.open, commit=arguments.commit)
    facts |= {"thresholds": FIRST_THRESHOLDS, "trained": {"steps": state["step"], "seconds": round(state["seconds"])}}
    for folder in (arguments.fp32, arguments.out):
        tokenizer.save(str(folder / "tokenizer.json"))
        write_manifest(folder, facts)


if __name__ == "__main__":
    main()
