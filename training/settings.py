"""Settings of a run, read from config/*.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run. Rates are peaks; the schedule is a linear warm-up, then a cosine to zero.

    The run is over after `epochs` epochs or after `minutes` of training, whichever comes first, and the schedule
    follows whichever is nearer to its end: a slow machine gets a complete, shorter run.
    """

    seed: int
    only_open: bool
    public_share: float  # of the public sets' examples, drawn anew for each epoch
    repeat_own_reports: int  # in one epoch
    epochs: int
    minutes: float
    pieces_per_batch: int
    encoder_rate: float
    head_rate: float
    warm_up: float
    weight_decay: float
    caps_noise: float
    word_noise: float  # share of the words that are hidden where incidents are annotated
    bfloat16: bool
    without: tuple[int, int] | None = (
        None  # (k, n): leave out the k-th of n folds of our own reports, for readings of what was not seen
    )


def load_settings(path: Path) -> Settings:
    """Settings from a TOML file; a missing or unknown key is an error."""
    with path.open("rb") as stream:
        return Settings(**tomllib.load(stream))
