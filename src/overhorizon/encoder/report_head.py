"""The report layer's logits -> whether the report tells of an incident, of which kinds, and who and what filled its slots."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import Floats, Thresholds, runs
from overhorizon.encoder.labels import REPORT_FILLERS, REPORT_KINDS, REPORT_VERDICT
from overhorizon.encoder.protocol import ReportReading, Slot, SlotFiller

_TELLS, _KEYED = (REPORT_VERDICT.index(name) for name in ("tells", "keyed"))
_KINDS = slice(len(REPORT_VERDICT) - len(REPORT_KINDS), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordStates:
    """What the encoder made of a report's words: states [W, 384] of their first pieces, spans [W, 2] and passages [W], from 0."""

    states: Floats
    spans: NDArray[np.int64]
    passages: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportLogits:
    """Of one part of a report: spans [W, 2], tags [W, 11], kinds [W, 5], verdict [7]."""

    spans: NDArray[np.int64]
    tags: Floats
    kinds: Floats
    verdict: Floats


def read_report(logits: Iterable[ReportLogits], thresholds: Thresholds) -> ReportReading:
    """One reading of all parts: what any part tells, the report tells. There is at least one."""
    parts = tuple(logits)
    verdict = _chance(np.max([part.verdict for part in parts], axis=0))
    scores = verdict[_KINDS]
    kinds = [kind for kind, score in zip(REPORT_KINDS, scores, strict=True) if score >= thresholds.kind]
    if verdict[_KEYED] < thresholds.keyed:
        kinds = []
    elif not kinds:
        kinds = [REPORT_KINDS[int(scores.argmax())]]
    fillers = tuple(f for part in parts for f in _fillers(part, kinds, thresholds)) if kinds else ()
    return ReportReading(tells=round(float(verdict[_TELLS]), 4), kinds=tuple(kinds), fillers=fillers)


def _fillers(part: ReportLogits, kinds: Sequence[str], thresholds: Thresholds) -> Iterator[SlotFiller]:
    """Words in a slot, each with those of the report's kinds that it belongs to: at the least the likeliest."""
    columns = [REPORT_KINDS.index(kind) for kind in kinds]
    bias = np.zeros(part.tags.shape[1], dtype=np.float32)
    bias[0] = thresholds.filler_bias
    for run in runs(part.tags + bias):
        if run.score < thresholds.filler:
            continue
        chances = _chance(part.kinds[run.first : run.stop, columns].mean(axis=0))
        own = tuple(kind for kind, chance in zip(kinds, chances, strict=True) if chance >= max(0.5, thresholds.kind))
        yield SlotFiller(
            slot=Slot(REPORT_FILLERS[run.name]),
            span=Span(start=int(part.spans[run.first, 0]), end=int(part.spans[run.stop - 1, 1])),
            kinds=own or (kinds[int(chances.argmax())],),
            score=round(run.score, 4),
        )


def _chance(logits: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)
