"""What a batch costs: flat heads, cue layer, validity of cues."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from overhorizon.encoder.labels import FLAT_HEADS, MENTION_LABELS, flat_slices
from training.data import IGNORED, Example, Span, noisy_caps
from training.model import Network

PARTS = {"cue": 1.0, "source": 0.3, "content": 0.3, "mention": 0.7, "cue_layer": 1.5, "valid": 0.3}
"""Weights of the parts. Flat source and content only teach the encoder: decoding takes the cue layer's."""

LENGTH_STEP = 16  # few distinct shapes: the allocator keeps a pool for each
USE_FOUND = 0.5  # share of found cues on which the layer is trained in place of the gold cue that they touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded inputs and flat targets of some examples. Shapes [B, T]; open_tags [B, all mention tags]."""

    examples: tuple[Example, ...]
    pieces: Tensor
    caps: Tensor
    mask: Tensor
    targets: dict[str, Tensor]
    open_tags: Tensor


def collate(examples: Sequence[Example], *, chance: random.Random, caps_noise: float) -> Batch:
    """Pads the examples to one length."""
    longest = max(len(example.pieces) for example in examples)
    length = -(-longest // LENGTH_STEP) * LENGTH_STEP

    def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
        return torch.tensor([[*row, *[value] * (length - len(row))] for row in rows])

    # Tags that a set does not annotate count as outside, together with O itself.
    open_tags = torch.tensor([[True] + [label in e.unknown for label in MENTION_LABELS for _ in "BI"] for e in examples])
    pieces = padded([example.pieces for example in examples], 0)
    lengths = torch.tensor([len(example.pieces) for example in examples])
    return Batch(
        examples=tuple(examples),
        pieces=pieces,
        caps=padded([noisy_caps(example, chance, caps_noise) for example in examples], 0),
        mask=torch.zeros(len(lengths), length).masked_fill(torch.arange(length) >= lengths[:, None], -1e4)[:, None, None],
        targets={name: padded([e.flat[name] for e in examples], IGNORED) for name, _ in FLAT_HEADS},
        open_tags=open_tags,
    )


def losses(network: Network, batch: Batch, chance: random.Random) -> dict[str, Tensor]:
    """Unweighted losses by part."""
    states, flat = network.encoder(batch.pieces, batch.caps, batch.mask)
    flat = flat.float()
    columns = flat_slices()
    result = {}
    for name in ("cue", "source", "content"):
        result[name] = _cross_entropy(flat[..., columns[name]], batch.targets[name])
    result["mention"] = _partial_cross_entropy(flat[..., columns["mention"]], batch.targets["mention"], batch.open_tags)
    rows, cues, tags, valid = _cue_rows(batch, flat[..., columns["cue"]].detach().argmax(dim=2), chance)
    if rows:
        index = torch.tensor(rows)
        length = batch.pieces.shape[1]
        wanted = torch.tensor([[*row, *[IGNORED] * (length - len(row))] for row in tags])
        answered, sure = network.cue_layer(states[index], torch.tensor(cues), batch.mask[index])
        result["cue_layer"] = _cross_entropy(answered.float(), wanted)
        result["valid"] = functional.binary_cross_entropy_with_logits(sure.float(), torch.tensor(valid))
    return result


def _cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    known = targets != IGNORED
    if not known.any():
        return logits.sum() * 0.0
    return functional.cross_entropy(logits[known], targets[known])


def _partial_cross_entropy(logits: Tensor, targets: Tensor, open_tags: Tensor) -> Tensor:
    """Cross entropy in which 'outside' means any tag that the example's set could not have given."""
    known = targets != IGNORED
    if not known.any():
        return logits.sum() * 0.0
    chances = functional.log_softmax(logits[known], dim=1)
    wanted = targets[known]
    outside = chances.masked_fill(~open_tags[known.nonzero()[:, 0]], -torch.inf).logsumexp(dim=1)
    exact = chances.gather(1, wanted[:, None])[:, 0]
    return -torch.where(wanted == 0, outside, exact).mean()


def _cue_rows(
    batch: Batch, found_tags: Tensor, chance: random.Random
) -> tuple[list[int], list[Span], list[tuple[int, ...]], list[float]]:
    """Rows for the cue layer: every gold cue, at times as the flat head found it, and found cues that are none."""
    rows, cues, tags, valid = [], [], [], []
    for row, example in enumerate(batch.examples):
        if not example.attributed:
            continue
        found = _found_cues(example, found_tags[row].tolist())
        touched: set[Span] = set()
        for cue in example.cues:
            span = cue.pieces
            for other in found:
                if other[0] < cue.pieces[1] and cue.pieces[0] < other[1]:
                    touched.add(other)
                    if chance.random() < USE_FOUND:
                        span = other
            rows.append(row)
            cues.append(span)
            tags.append(cue.tags)
            valid.append(1.0)
        nothing = tuple(0 if tag != IGNORED else IGNORED for tag in example.flat["cue"])
        for span in found:
            if span not in touched:
                rows.append(row)
                cues.append(span)
                tags.append(nothing)
                valid.append(0.0)
    return rows, cues, tags, valid


def _found_cues(example: Example, tags: Sequence[int]) -> list[Span]:
    """Cues that the flat head finds, as pieces; an I without a B begins one."""
    found: list[Span] = []
    inside = False
    for first, stop in example.words:
        tag = tags[first]
        if tag == 2 and inside:
            found[-1] = (found[-1][0], stop)
        elif tag:
            found.append((first, stop))
        inside = bool(tag)
    return found
