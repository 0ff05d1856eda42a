"""The network: MiniLM with a capitalisation embedding, flat BIO heads, a cue-conditioned and a trigger-conditioned layer.

Attention is written out because `nn.MultiheadAttention` bakes the shapes of the example into an exported graph.
Shapes: B passages of T word pieces; R cues; D = 384.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from overhorizon.encoder.labels import (
    CAPS_CLASSES,
    CUE_HEAD,
    FLAT_HEADS,
    INCIDENT_HEADS,
    MOST_PASSAGES,
    REPORT_FILLERS,
    REPORT_KINDS,
    REPORT_VERDICT,
    VECTOR_WIDTH,
    VERDICT,
    bio,
)

_FRESH = {"caps.weight", "flat.weight", "flat.bias", "passage.weight", "passage.bias"}  # what the base model does not have
MOST_DISTANCE = 40  # pieces; farther from the cue all is equally far


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the base model (all-MiniLM-L6-v2)."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    epsilon: float = 1e-12
    dropout: float = 0.1


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.attended = nn.Linear(shape.width, shape.width)
        self.attended_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.outer_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """states [B, T, D]; mask [B, 1, 1, T], added to the scores, or None if there is no padding."""
        batch, length, width = states.shape

        def split(projected: Tensor) -> Tensor:
            return projected.reshape(batch, length, self.heads, width // self.heads).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        scores = query @ key.transpose(2, 3) * (width // self.heads) ** -0.5
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        context = torch.softmax(scores, dim=-1).to(value.dtype) @ value
        context = context.transpose(1, 2).reshape(batch, length, width)
        states = self.attended_norm(states + self.dropout(self.attended(context)))
        out: Tensor = self.outer_norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))
        return out


class Encoder(nn.Module):
    """Embeddings, six layers and the flat heads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.caps = nn.Embedding(len(CAPS_CLASSES), shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.flat = nn.Linear(shape.width, sum(len(tags) for _, tags in FLAT_HEADS))
        self.passage = nn.Linear(shape.width, VECTOR_WIDTH + 1)
        nn.init.zeros_(self.caps.weight)
        with torch.no_grad():  # the vector starts as the mean of the states, which is the base model's own
            self.passage.weight.copy_(torch.eye(VECTOR_WIDTH + 1, shape.width))
            self.passage.bias.zero_()

    def forward(self, pieces: Tensor, caps: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """pieces, caps [B, T] -> states [B, T, D], flat logits [B, T, all flat tags], passage [B, VECTOR_WIDTH + 1]."""
        order = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.words(pieces) + self.positions(order) + self.caps(caps)
        states = self.dropout(self.norm(states))
        for layer in self.layers:
            states = layer(states, mask)
        return states, self.flat(states), self.passage(_mean(states, mask))


def _mean(states: Tensor, mask: Tensor | None) -> Tensor:
    """The mean state of each passage, padding left out. states [B, T, D]; mask as in `Layer`."""
    if mask is None:
        return states.mean(dim=1)
    share = (mask[:, 0, 0] == 0).to(states.dtype)
    return torch.matmul((share / share.sum(dim=1, keepdim=True)).unsqueeze(1), states).squeeze(1)


class CueLayer(nn.Module):
    """Source, cue and content of one attribution, given its cue, and whether the cue is one at all."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.distance = nn.Embedding(2 * MOST_DISTANCE + 1, shape.width)
        self.cue = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layer = Layer(shape)
        self.tags = nn.Linear(shape.width, len(CUE_HEAD))
        self.valid = nn.Linear(2 * shape.width, 1)
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.normal_(self.cue.weight, std=0.02)

    def forward(self, states: Tensor, cues: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """states [R or 1, T, D], cues [R, 2] (first piece, one past the last) -> tags [R, T, 7], validity [R]."""
        share, away = _around(states, cues)
        cue = torch.matmul(share, states)  # [R, 1, D]
        states = self.layer(self.norm(states + self.cue(cue) + self.distance(away)), mask)
        seen = torch.matmul(share.to(states.dtype), states)
        return self.tags(states), self.valid(torch.cat((seen, cue.to(seen.dtype)), dim=2)).reshape(-1)


class IncidentLayer(nn.Module):
    """Who, whom, with what, where, when and how many of one incident, given its trigger, and what the trigger tells of.

    Narrower than the encoder: there are as many triggers in a report of violence as cues, and the floor is a laptop core.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        narrow = replace(shape, width=192, heads=6, inner=384, dropout=0.2)
        self.down = nn.Linear(shape.width, narrow.width)
        self.trigger = nn.Linear(shape.width, narrow.width)
        self.distance = nn.Embedding(2 * MOST_DISTANCE + 1, narrow.width)
        self.norm = nn.LayerNorm(narrow.width, eps=shape.epsilon)
        self.layer = Layer(narrow)
        self.tags = nn.Linear(narrow.width, sum(len(tags) for _, tags in INCIDENT_HEADS))
        self.verdict = nn.Linear(narrow.width + shape.width, len(VERDICT))
        self.dropout = nn.Dropout(narrow.dropout)
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, states: Tensor, triggers: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """states [R or 1, T, D], triggers [R, 2] in pieces -> tags [R, T, both rows of tags], verdict [R, 20]."""
        share, away = _around(states, triggers)
        trigger = torch.matmul(share, states)  # [R, 1, D]
        inner = self.layer(self.dropout(self.norm(self.down(states) + self.trigger(trigger) + self.distance(away))), mask)
        seen = torch.matmul(share.to(inner.dtype), inner)
        return self.tags(inner), self.verdict(self.dropout(torch.cat((seen, trigger.to(seen.dtype)), dim=2))).squeeze(1)


class ReportLayer(nn.Module):
    """Who, whom and with what over a whole report, and whether it tells of an incident and of which kinds.

    A word knows its paragraph by the encoder; of the report it is told by a few weighted means over all words, as which of several
    groups did it, and whether anything happened at all, often stands in another paragraph. No word attends to each: a report of a
    thousand words costs a hundredth of its encoding. The verdict is a weighted mean too, each entry with weights of its own.
    """

    WIDTH, MEANS = 256, 8

    def __init__(self, shape: Shape, dropout: float = 0.25) -> None:
        super().__init__()
        self.down = nn.Linear(shape.width, self.WIDTH)
        self.share = nn.Linear(self.WIDTH, self.MEANS)
        self.report = nn.Linear(self.MEANS * self.WIDTH, self.WIDTH)
        self.passages = nn.Embedding(MOST_PASSAGES, self.WIDTH)
        self.norm = nn.LayerNorm(self.WIDTH, eps=shape.epsilon)
        self.inner = nn.Linear(self.WIDTH, self.WIDTH)
        self.tags = nn.Linear(self.WIDTH, len(bio(REPORT_FILLERS)))
        self.kinds = nn.Linear(self.WIDTH, len(REPORT_KINDS))
        self.weight = nn.Linear(self.WIDTH, len(REPORT_VERDICT))
        self.verdict = nn.Linear(self.WIDTH, len(REPORT_VERDICT))
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.passages.weight, std=0.02)

    def forward(self, states: Tensor, passages: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """states [B, W, D] of the words' first pieces, passages [B, W], mask [B, W, 1] to be added, or None.

        Returns tags [B, W, 11], kinds [B, W, 5], verdict [B, 7].
        """
        words = torch.relu(self.down(states))
        outside = torch.zeros(()) if mask is None else mask
        means = torch.softmax(self.share(words) + outside, dim=1).transpose(1, 2) @ words
        report = self.report(means.reshape(-1, 1, self.MEANS * self.WIDTH))
        words = self.norm(words + report + self.passages(passages))
        words = self.dropout(words + torch.relu(self.inner(words)))
        verdict = (torch.softmax(self.weight(words) + outside, dim=1) * self.verdict(words)).sum(dim=1)
        return self.tags(words), self.kinds(words), verdict


class ReportLayers(nn.Module):
    """Several layers that were trained from other seeds, as one: the mean of their logits. Together they cost little."""

    def __init__(self, layers: Sequence[ReportLayer]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, states: Tensor, passages: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As `ReportLayer.forward`, without a mask."""
        tags, kinds, verdict = zip(*(layer(states, passages) for layer in self.layers), strict=True)
        return torch.stack(tags).mean(dim=0), torch.stack(kinds).mean(dim=0), torch.stack(verdict).mean(dim=0)


def _around(states: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
    """For pieces [R, 2] (first, one past the last): weights of their mean state [R, 1, T], and clipped distances [R, T]."""
    order = torch.arange(states.shape[1], device=states.device).unsqueeze(0)
    start, end = places[:, :1], places[:, 1:]
    inside = ((order >= start) & (order < end)).to(states.dtype).unsqueeze(1)
    away = torch.clamp(order - start, max=0) + torch.clamp(order - end + 1, min=0)
    return inside / inside.sum(dim=2, keepdim=True), torch.clamp(away, min=-MOST_DISTANCE, max=MOST_DISTANCE) + MOST_DISTANCE


class Network(nn.Module):
    """All parts, with the base model's weights when a folder with model.safetensors is given."""

    def __init__(self, shape: Shape, base: Path | None = None) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.cue_layer = CueLayer(shape)
        self.incident_layer = IncidentLayer(shape)
        if base is not None:
            self._start_from(load_file(base / "model.safetensors"))

    def _start_from(self, weights: dict[str, Tensor]) -> None:
        """Copies the base model; the cue layer starts as a copy of its last layer, better than from noise."""
        weights = {name.removeprefix("bert."): tensor for name, tensor in weights.items()}
        own = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "attended": "attention.output.dense",
            "attended_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "outer_norm": "output.LayerNorm",
        }
        for index in range(len(self.encoder.layers)):
            for name, theirs in names.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{index}.{name}.{kind}"] = weights[f"encoder.layer.{index}.{theirs}.{kind}"]
        missing, unexpected = self.encoder.load_state_dict(own, strict=False)
        if unexpected or set(missing) != _FRESH:
            raise ValueError(f"the base model does not fit: missing {missing}, unexpected {unexpected}")
        self.cue_layer.layer.load_state_dict(self.encoder.layers[-1].state_dict())
