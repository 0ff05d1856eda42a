"""Logits -> spans: the best sequence of tags that means something, and the few repairs that are sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from overhorizon.domain.analysis import Mention, MentionKind
from overhorizon.domain.claims import Attribution
from overhorizon.domain.spans import Span
from overhorizon.encoder.labels import ATTRIBUTION_PARTS, MENTION_LABELS
from overhorizon.encoder.tokens import Window

Floats = NDArray[np.float32]

DECODER = "bio-3"
"""Part of the encoder's fingerprint: raise it when this file changes what is found."""

_SOURCE, _CUE, _CONTENT = (ATTRIBUTION_PARTS.index(part) for part in ("source", "cue", "content"))
_ARTICLES = frozenset({"a", "an", "the"})
_OPENING, _CLOSING = "“«", "”»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Chosen by the recipe on articles that no weight was fitted to.

    ``cue_bias`` and ``trigger_bias`` are added to the logit of "outside" when candidates are sought (below 0: more
    candidates, for the layer behind to judge); an attribution, a mention, a trigger or a role is kept from its least score on,
    a trigger that the lexicon does not know from a higher one. ``keyed``, ``kind``, ``filler_bias`` and ``filler`` are those of
    the report layer: whether a report has an answer key, of what kinds, and with which fillers.
    """

    cue_bias: float
    attribution: float
    mention: float
    trigger_bias: float
    trigger: float
    unlisted_trigger: float
    role: float
    keyed: float
    kind: float
    filler_bias: float
    filler: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words ``first`` to before ``stop`` of a window, tagged with the name of this index; ``score`` in [0, 1]."""

    name: int
    first: int
    stop: int
    score: float


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def best_tags(logits: Floats) -> list[int]:
    """The likeliest BIO tags for [words, tags] in which every I continues its own B or I.

    There are no transition scores, so the plain best tags are the answer whenever they are consistent.
    """
    tags: list[int] = logits.argmax(axis=1).tolist()
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return _viterbi(logits)
        before = tag
    return tags


def _viterbi(logits: Floats) -> list[int]:
    length, count = logits.shape
    allowed = np.zeros((count, count), dtype=np.float32)  # [before, after]
    for after in range(2, count, 2):
        allowed[:, after] = -np.inf
        allowed[after - 1 : after + 1, after] = 0.0
    scores = logits[0] + np.where((np.arange(count) % 2 == 0) & (np.arange(count) > 0), -np.inf, 0.0)
    back = np.zeros((length, count), dtype=np.int64)
    for position in range(1, length):
        paths = scores[:, None] + allowed
        back[position] = paths.argmax(axis=0)
        scores = paths.max(axis=0) + logits[position]
    tags = [int(scores.argmax())]
    for position in range(length - 1, 0, -1):
        tags.append(int(back[position, tags[-1]]))
    return tags[::-1]


def runs(logits: Floats) -> list[Run]:
    """Tagged runs of words, in order; the score is the mean chance of the run's name over its words."""
    tags = best_tags(logits)
    if not any(tags):
        return []
    chances = softmax(logits)
    found: list[Run] = []
    position = 0
    while position < len(tags):
        tag = tags[position]
        stop = position + 1
        if tag:
            while stop < len(tags) and tags[stop] == tag + 1:
                stop += 1
            score = float(chances[position:stop, tag : tag + 2].sum(axis=1).mean())
            found.append(Run(name=(tag - 1) // 2, first=position, stop=stop, score=min(score, 1.0)))
        position = stop
    return found


def find_mentions(text: str, window: Window, logits: Floats, *, least: float) -> list[Mention]:
    """Mentions of one window from the mention head's logits [words, tags]; an article alone names nothing."""
    found = []
    for run in runs(logits):
        span = window.span(run.first, run.stop)
        if run.score >= least and span.of(text).lower() not in _ARTICLES:
            found.append(Mention(span=span, kind=MentionKind(MENTION_LABELS[run.name]), score=round(run.score, 4)))
    return found


def find_cues(logits: Floats, *, bias: float) -> list[Run]:
    """Candidate cues from the cue head's logits [words, 3]."""
    return runs(logits + np.array([bias, 0.0, 0.0], dtype=np.float32))


def find_attributions(text: str, window: Window, cues: Sequence[Run], tags: Floats, valid: Floats) -> list[Attribution]:
    """One attribution for each cue that has a content, the best first where two refine to one cue.

    tags [cues, words, 7] and valid [cues] are the cue layer's logits; scores are not yet held against a threshold.
    """
    found: list[tuple[float, Run, Attribution]] = []
    sure = 1.0 / (1.0 + np.exp(-valid))
    for cue, logits, validity in zip(cues, tags, sure.tolist(), strict=True):
        parts = runs(logits)
        contents = [r for r in parts if r.name == _CONTENT]
        if not contents:
            continue
        refined = next((r for r in parts if r.name == _CUE and r.first < cue.stop and cue.first < r.stop), cue)
        sources = sorted((r for r in parts if r.name == _SOURCE), key=lambda r: (-r.score, r.first))
        attribution = Attribution(
            source=tuple(window.span(r.first, r.stop) for r in sources[:1]),
            cue=(window.span(refined.first, refined.stop),),
            content=_contents(text, window, contents),
            score=round(float((cue.score * validity) ** 0.5), 4),
        )
        found.append((attribution.score, refined, attribution))
    found.sort(key=lambda item: (-item[0], item[1].first))
    kept: list[tuple[Run, Attribution]] = []
    for _, cue, attribution in found:
        if all(cue.stop <= other.first or other.stop <= cue.first for other, _ in kept):
            kept.append((cue, attribution))
    return [attribution for _, attribution in sorted(kept, key=lambda item: item[0].first)]


def _contents(text: str, window: Window, contents: Sequence[Run]) -> tuple[Span, ...]:
    """Content spans with their quotation marks; pieces with nothing between them are one."""
    spans = [whole_quotation(text, window.passage, window.span(r.first, r.stop)) for r in contents]
    merged = [spans[0]]
    for span in spans[1:]:
        if span.start <= merged[-1].end or text[merged[-1].end : span.start].isspace():
            merged[-1] = Span(start=merged[-1].start, end=max(merged[-1].end, span.end))
        else:
            merged.append(span)
    wordy = tuple(s for s in merged if any(character.isalnum() for character in s.of(text)))
    return wordy or tuple(merged)


def whole_quotation(text: str, passage: Span, span: Span) -> Span:
    """The span with the quotation mark that it lacks, when that mark touches it inside the passage."""
    start, end = span.start, span.end
    words = text[start:end]
    opened = sum(words.count(mark) for mark in _OPENING) - sum(words.count(mark) for mark in _CLOSING)
    odd = words.count('"') % 2 == 1
    before = text[start - 1] if start > passage.start else ""
    after = text[end] if end < passage.end else ""
    if (opened > 0 and after and after in _CLOSING) or (odd and after == '"'):
        end += 1
    elif (opened < 0 and before and before in _OPENING) or (odd and before == '"'):
        start -= 1
    elif before and after and (before + after in {"“”", "«»", '""'}):
        start, end = start - 1, end + 1
    return Span(start=start, end=end)
