"""The incident layer's logits -> triggers with what they tell of and who, whom, where, when and how many hang on them."""

from collections.abc import Iterator, Sequence

import numpy as np

from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import Floats, runs, softmax
from overhorizon.encoder.labels import (
    CIRCUMSTANCE_LABELS,
    NO_INCIDENT,
    PARTY_LABELS,
    TRIGGER_REALIS,
    TRIGGER_TYPES,
    incident_slices,
)
from overhorizon.encoder.protocol import Filler, TaggedRole, Trigger
from overhorizon.encoder.tokens import Window

_NONE = TRIGGER_TYPES.index(NO_INCIDENT)
_COLUMNS = incident_slices()
_NAMES = {"parties": PARTY_LABELS, "circumstances": CIRCUMSTANCE_LABELS}


def candidate_triggers(window: Window, logits: Floats, given: Sequence[Span], *, bias: float) -> list[tuple[int, int]]:
    """Words (first, one past the last) of candidates in order: those given, and what the trigger head finds beside them.

    ``logits`` [words, 3]; ``bias`` is added to "outside" (below 0: more candidates, for the layer to judge).
    """
    words = window.words
    named = [[i for i, w in enumerate(words) if w.span.overlaps(span)] for span in given]
    found = [(inside[0], inside[-1] + 1) for inside in named if inside]
    for run in runs(logits + np.array([bias, 0.0, 0.0], dtype=np.float32)):
        if all(run.stop <= first or stop <= run.first for first, stop in found):
            found.append((run.first, run.stop))
    return sorted(set(found))


def read_triggers(
    window: Window, candidates: Sequence[tuple[int, int]], tags: Floats, verdicts: Floats, *, least: float
) -> Iterator[Trigger]:
    """One trigger for each candidate, whatever its score; roles from score ``least`` on.

    ``tags`` [candidates, words, tags of both rows], ``verdicts`` [candidates, entries of VERDICT].
    """
    for (first, stop), logits, verdict in zip(candidates, tags, verdicts, strict=True):
        kinds = softmax(verdict[: len(TRIGGER_TYPES)])
        best = 1 + int(kinds[1:].argmax())
        realis = softmax(verdict[len(TRIGGER_TYPES) : -1])
        yield Trigger(
            span=window.span(first, stop),
            type=IncidentType(TRIGGER_TYPES[best]),
            realis=Realis(TRIGGER_REALIS[int(realis.argmax())]),
            score=round(1.0 - float(kinds[_NONE]), 4),
            manner=IncidentType(TRIGGER_TYPES[best]),
            background=round(float(1 / (1 + np.exp(-verdict[-1]))), 4),
            roles=tuple(_roles(window, logits, least)),
        )


def _roles(window: Window, logits: Floats, least: float) -> Iterator[TaggedRole]:
    found = [
        (run, _NAMES[head][run.name])
        for head, columns in _COLUMNS.items()
        for run in runs(logits[:, columns])
        if run.score >= least
    ]
    for run, name in sorted(found, key=lambda item: (item[0].first, item[1])):
        yield TaggedRole(role=Filler(name), span=window.span(run.first, run.stop), score=round(run.score, 4))
