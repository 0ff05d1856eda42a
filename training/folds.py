"""Readers of our own reports that have not seen them: weights trained without one fold each (`training.train --without K/N`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from overhorizon.encoder.reader import ReadingEncoder
from training.annotated import Annotated


@dataclass(frozen=True, slots=True)
class Encoders:
    """Encoders by the fold that they have not seen, of so many."""

    by_fold: Mapping[int, ReadingEncoder]
    folds: int

    @classmethod
    def load(cls, folder: Path | None) -> "Encoders":
        """From ``folder``/0-of-3/int8 and so on, as many as there are; the shipped weights for all where no folder is given.

        Raises InvalidInput for weights that cannot be used, ValueError for a folder without any.
        """
        if folder is None:
            return cls({0: ReadingEncoder.load()}, 1)
        found = [
            (int(fold), int(folds), f) for f in sorted(folder.glob("*-of-*")) for fold, _, folds in [f.name.partition("-of-")]
        ]
        ((folds,),) = [{n for _, n, _ in found}]
        return cls({fold: ReadingEncoder.load(f / "int8") for fold, _, f in found}, folds)

    def unseen(self, report: Annotated) -> ReadingEncoder | None:
        """The encoder that was trained without this report, if there is one."""
        return self.by_fold.get(report.fold(self.folds))
