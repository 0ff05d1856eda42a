"""The untouched base model, whose vectors of passages ours are held near: what it knows of likeness is not to be lost."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.data import Example
from training.model import Network, Shape

ROWS = 16  # passages of like length at a time


class Teacher:
    """Vectors of the passages that it was made with. Passages are known by their pieces."""

    def __init__(self, base: Path, examples: Sequence[Example]) -> None:
        network = Network(Shape(), base).encoder.eval()
        order = sorted({e.pieces for e in examples}, key=lambda pieces: (len(pieces), pieces))
        self._vectors: dict[tuple[int, ...], Tensor] = {}
        for start in range(0, len(order), ROWS):
            rows = order[start : start + ROWS]
            longest = -(-len(rows[-1]) // ROWS) * ROWS
            pieces = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
            lengths = torch.tensor([len(row) for row in rows])
            mask = torch.zeros(len(rows), longest).masked_fill(torch.arange(longest) >= lengths[:, None], -1e4)[:, None, None]
            with torch.no_grad():
                *_, passage = network(pieces, torch.zeros_like(pieces), mask)
            self._vectors |= {row: vector[:-1] for row, vector in zip(rows, passage, strict=True)}

    def knows(self, example: Example) -> bool:
        """Whether this passage was among those that it was made with."""
        return example.pieces in self._vectors

    def vectors(self, examples: Sequence[Example]) -> Tensor:
        """[passages, VECTOR_WIDTH], as the base model gives them."""
        return torch.stack([self._vectors[e.pieces] for e in examples])
