"""What a batch costs: flat heads, cue layer, validity of cues, incident layer."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn import functional

from overhorizon.encoder.labels import FLAT_HEADS, INCIDENT_HEADS, MENTION_LABELS, TRIGGER_TYPES, flat_slices
from training.data import IGNORED, Example, Span, Trigger, noisy_caps, noisy_pieces
from training.model import Network
from training.teacher import Teacher

T = TypeVar("T")

PARTS = {
    "cue": 1.0,
    "source": 0.3,
    "content": 0.3,
    "mention": 0.7,
    "cue_layer": 1.5,
    "valid": 0.3,
    "trigger": 1.0,
    "roles": 1.5,
    "verdict": 0.5,
    "tells": 0.3,
    "vector": 1.0,
}
"""Weights of the parts. Flat source and content only teach the encoder: decoding takes the cue layer's."""

LENGTH_STEP = 16  # few distinct shapes: the allocator keeps a pool for each, and every new one makes new kernels
ROW_STEP = 16  # likewise for the rows of the conditioned layers
USE_FOUND = 0.5  # share of found cues on which the layer is trained in place of the gold cue that they touch
GENEROUS = -2.5  # added to the logit of "outside" when triggers are sought for the layer to refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded inputs and flat targets of some examples. Shapes [B, T]; open_tags [B, all mention tags]."""

    examples: tuple[Example, ...]
    pieces: Tensor
    caps: Tensor
    mask: Tensor
    targets: dict[str, Tensor]
    open_tags: Tensor


def collate(examples: Sequence[Example], *, chance: random.Random, caps_noise: float = 0.0, word_noise: float = 0.0) -> Batch:
    """Pads the examples to one length."""
    longest = max(len(example.pieces) for example in examples)
    length = -(-longest // LENGTH_STEP) * LENGTH_STEP

    def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
        return torch.tensor([[*row, *[value] * (length - len(row))] for row in rows])

    # Tags that a set does not annotate count as outside, together with O itself.
    open_tags = torch.tensor([[True] + [label in e.unknown for label in MENTION_LABELS for _ in "BI"] for e in examples])
    pieces = padded([noisy_pieces(example, chance, word_noise) for example in examples], 0)
    lengths = torch.tensor([len(example.pieces) for example in examples])
    return Batch(
        examples=tuple(examples),
        pieces=pieces,
        caps=padded([noisy_caps(example, chance, caps_noise) for example in examples], 0),
        mask=torch.zeros(len(lengths), length).masked_fill(torch.arange(length) >= lengths[:, None], -1e4)[:, None, None],
        targets={name: padded([e.flat[name] for e in examples], IGNORED) for name, _ in FLAT_HEADS},
        open_tags=open_tags,
    )


def losses(network: Network, batch: Batch, chance: random.Random, teacher: Teacher | None = None) -> dict[str, Tensor]:
    """Unweighted losses by part. With a teacher, the passages' vectors are held near its own."""
    states, flat, passage = network.encoder(batch.pieces, batch.caps, batch.mask)
    flat, passage = flat.float(), passage.float()
    columns = flat_slices()
    result = {}
    for name in ("cue", "source", "content", "trigger"):
        result[name] = _cross_entropy(flat[..., columns[name]], batch.targets[name])
    result["mention"] = _partial_cross_entropy(flat[..., columns["mention"]], batch.targets["mention"], batch.open_tags)
    rows, cues, tags, valid = _cue_rows(batch, flat[..., columns["cue"]].detach().argmax(dim=2), chance)
    if rows:
        index = torch.tensor(_filled(rows))
        length = batch.pieces.shape[1]
        wanted = torch.tensor([[*row, *[IGNORED] * (length - len(row))] for row in tags])
        answered, sure = network.cue_layer(states[index], torch.tensor(_filled(cues)), batch.mask[index])
        result["cue_layer"] = _cross_entropy(answered[: len(rows)].float(), wanted)
        result["valid"] = functional.binary_cross_entropy_with_logits(sure[: len(rows)].float(), torch.tensor(valid))
    if any(e.told or e.triggers for e in batch.examples):
        result |= _incident_losses(network, batch, states, flat[..., columns["trigger"]].detach())
    known = [row for row, e in enumerate(batch.examples) if e.tells is not None]
    if known:
        tells = torch.tensor([float(bool(batch.examples[row].tells)) for row in known])
        result["tells"] = functional.binary_cross_entropy_with_logits(passage[known, -1], tells)
    if teacher is not None and (held := [row for row, e in enumerate(batch.examples) if teacher.knows(e)]):
        result["vector"] = _distance(passage[held, :-1], teacher.vectors([batch.examples[row] for row in held]))
    return result


def _distance(vectors: Tensor, wanted: Tensor) -> Tensor:
    """How far the vectors are from those wanted, each from its own and in their likeness to each other. [B, VECTOR_WIDTH]"""
    own, theirs = functional.normalize(vectors, dim=1), functional.normalize(wanted, dim=1)
    return (1 - (own * theirs).sum(dim=1)).mean() + functional.mse_loss(own @ own.T, theirs @ theirs.T)


def _incident_losses(network: Network, batch: Batch, states: Tensor, logits: Tensor) -> dict[str, Tensor]:
    """Roles of gold triggers; verdicts on these and on the flat head's mistakes."""
    rows = _trigger_rows(batch, (logits + torch.tensor([GENEROUS, 0.0, 0.0])).argmax(dim=2))
    if not rows:
        return {}
    index = torch.tensor(_filled([row for row, _, _ in rows]))
    places = torch.tensor(_filled([pieces for _, pieces, _ in rows]))
    answered, verdict = network.incident_layer(states[index], places, batch.mask[index])
    answered, verdict = answered[: len(rows)].float(), verdict[: len(rows)].float()
    length = batch.pieces.shape[1]
    nothing = (IGNORED,) * length
    role_losses, start = [], 0
    for number, (_, names) in enumerate(INCIDENT_HEADS):
        wanted = torch.tensor([(*t.tags[number], *nothing)[:length] if t else nothing for _, _, t in rows])
        labels = [name.removeprefix("B-").removeprefix("I-") for name in names]
        open_tags = torch.tensor([[True, *(label in t.unknown if t else False for label in labels[1:])] for _, _, t in rows])
        role_losses.append(_partial_cross_entropy(answered[..., start : start + len(names)], wanted, open_tags))
        start += len(names)
    return {"roles": torch.stack(role_losses).sum(), "verdict": _verdict_loss(verdict, [t for _, _, t in rows])}


def _verdict_loss(verdict: Tensor, triggers: Sequence[Trigger | None]) -> Tensor:
    """Type or none for all, realis and background for those of which they are known."""
    kinds = functional.log_softmax(verdict[:, : len(TRIGGER_TYPES)], dim=1)
    allowed = torch.tensor([[i in (t.types if t else {0}) for i in range(len(TRIGGER_TYPES))] for t in triggers])
    loss = -kinds.masked_fill(~allowed, -torch.inf).logsumexp(dim=1).mean()
    sure = [(row, t.realis) for row, t in enumerate(triggers) if t is not None and t.realis is not None]
    if sure:
        rows, realis = [row for row, _ in sure], torch.tensor([r for _, r in sure])
        loss = loss + functional.cross_entropy(verdict[rows, len(TRIGGER_TYPES) : -1], realis)
    placed = [(row, t.background) for row, t in enumerate(triggers) if t is not None and t.background is not None]
    if placed:
        rows, behind = [row for row, _ in placed], torch.tensor([float(b) for _, b in placed])
        loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(verdict[rows, -1], behind)
    return loss


def _filled(rows: Sequence[T]) -> list[T]:
    """The rows, the last one repeated up to a multiple of ROW_STEP."""
    return [*rows, *[rows[-1]] * (-len(rows) % ROW_STEP)]


def _trigger_rows(batch: Batch, found_tags: Tensor) -> list[tuple[int, Span, Trigger | None]]:
    """Rows for the incident layer: every gold trigger, and, where all are known, what the flat head takes for one."""
    rows: list[tuple[int, Span, Trigger | None]] = []
    for row, example in enumerate(batch.examples):
        rows += [(row, t.pieces, t) for t in example.triggers]
        if not example.told:
            continue
        taken = [t.pieces for t in example.triggers]
        for span in _found_cues(example, found_tags[row].tolist()):
            if all(span[1] <= first or stop <= span[0] for first, stop in taken):
                rows.append((row, span, None))
    return rows


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
