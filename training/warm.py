"""The other way round: a weights folder (ONNX, int8) -> the network's parameters, to go on training from what was shipped."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

GRAPHS = {"encoder.onnx": "encoder", "cue_layer.onnx": "cue_layer", "incident_layer.onnx": "incident_layer"}


def shipped_parameters(folder: Path) -> dict[str, Tensor]:
    """Parameters by their name in `model.Network`, weights multiplied out; of layers that the folder lacks, none."""
    found: dict[str, Tensor] = {}
    for file, part in GRAPHS.items():
        if (folder / file).exists():
            found |= {f"{part}.{name}": value for name, value in _parameters(onnx.load(folder / file))}
    return found


def widened(shipped: Mapping[str, Tensor], fresh: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The shipped parameters in the shapes of now: heads that have grown by labels keep their first rows, the rest is fresh."""
    result = {}
    for name, value in shipped.items():
        own = fresh[name].clone()
        if value.shape[1:] != own.shape[1:] or value.shape[0] > own.shape[0]:
            raise ValueError(f"{name} has the shape {tuple(value.shape)}, here {tuple(own.shape)}")
        own[: value.shape[0]] = value
        result[name] = own
    return result


def _parameters(model: onnx.ModelProto) -> Iterator[tuple[str, Tensor]]:
    values = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in model.graph.initializer}
    prefixes = ("encoder.", "layer.")  # how the exported graphs name their one module
    for name, value in values.items():
        if value.is_floating_point() and name.endswith((".weight", ".bias")):
            yield name.removeprefix(next(p for p in prefixes if name.startswith(p))), value
        elif name.endswith(".weight_quantized"):
            base = name.removesuffix("_quantized")
            plain = (value.float() - values[f"{base}_zero_point"].float()) * values[f"{base}_scale"]
            yield base.removeprefix(next(p for p in prefixes if base.startswith(p))), plain
    for node in model.graph.node:
        weights = next((i for i in node.input if i in values and i.endswith("_quantized")), None)
        if weights is not None and node.op_type == "MatMulInteger":
            base = weights.removesuffix("_quantized")
            plain = (values[weights].float() - values[f"{base}_zero_point"].float()) * values[f"{base}_scale"]
            yield f"{_module(node.name)}.weight", plain.T.contiguous()


def _module(node: str) -> str:
    """ "/encoder/layers.0/query/MatMul_quant" -> "layers.0.query"."""
    parts = node.strip("/").split("/")[:-1]
    return ".".join(parts[1:] if parts[0] in ("encoder", "layer") else parts)
