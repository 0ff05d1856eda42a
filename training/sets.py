"""Which documents are trained on and which are held out for thresholds and for the model card."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.annotated import annotated_reports
from training.data import Builder, Example, read

HELD_OUT_ARTICLES = 40  # the latest of polnear's train split
HELD_OUT_EVERY = 8  # every eighth document of re3d, in order of id

Documents = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Documents that no weight was fitted to; `articles` choose the thresholds, gum and re3d are scored."""

    articles: Documents
    gum: Documents
    re3d: Documents


def polnear_split(data: Path) -> tuple[Documents, Documents]:
    """Train and held-out articles of polnear's train split: the split follows time, as the dev split does."""
    articles = sorted(read(data / "polnear/train.jsonl"), key=lambda record: (record["published"], record["id"]))
    return articles[:-HELD_OUT_ARTICLES], articles[-HELD_OUT_ARTICLES:]


def re3d_split(data: Path) -> tuple[Documents, Documents]:
    """Train and held-out documents of re3d, which has no split upstream."""
    documents = sorted(read(data / "re3d/documents.jsonl"), key=lambda record: record["id"])
    return (
        [d for index, d in enumerate(documents) if index % HELD_OUT_EVERY],
        [d for index, d in enumerate(documents) if index % HELD_OUT_EVERY == 0],
    )


def held_out(data: Path) -> HeldOut:
    """All held-out documents."""
    return HeldOut(articles=polnear_split(data)[1], gum=read(data / "gum/dev.jsonl"), re3d=re3d_split(data)[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Examples by where they come from: the public sets, MUC-4 among them apart, and our own annotated reports."""

    public: list[Example]
    muc: list[Example]
    own: list[Example]

    def epoch(self, *, share: float, repeats: int, chance: random.Random) -> list[Example]:
        """A random share of the public examples, all of MUC-4, and all of our own so many times."""
        drawn = chance.sample(self.public, round(share * len(self.public))) if share < 1 else self.public
        return [*drawn, *self.muc, *self.own * repeats]


def material(data: Path, tokenizer: Tokenizer, *, only_open: bool, without: tuple[int, int] | None = None) -> Material:
    """All examples that may be trained on; `without` (k, n) leaves out the k-th of n folds of our own reports.

    `only_open` leaves out polnear and muc4, which state no licence, and takes attributions from GUM instead. Otherwise GUM's
    attributions are left out: its units are clauses, PolNeAR's are spans, and one head cannot follow both.
    """
    builder = Builder(tokenizer)
    public: list[Example] = []
    if not only_open:
        public += [e for d in polnear_split(data)[0] for e in builder.polnear(d)]
    public += [e for d in read(data / "gum/train.jsonl") for e in builder.gum(d, with_attributions=only_open)]
    public += [e for d in re3d_split(data)[0] for e in builder.re3d(d)]
    muc = [] if only_open else [e for d in read(data / "muc4/train.jsonl") for e in builder.muc(d)]
    reports = [r for r in annotated_reports() if not (r.held_out or (without and r.fold(without[1]) == without[0]))]
    own = [e for report in reports for e in builder.annotated(report)]
    return Material(public=public, muc=muc, own=own)
