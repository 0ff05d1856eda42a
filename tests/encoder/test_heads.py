"""Decoding: nothing but consistent tags, and quotations kept whole."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from overhorizon.domain.analysis import MentionKind
from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import (
    Floats,
    Run,
    best_tags,
    find_attributions,
    find_cues,
    find_mentions,
    runs,
    softmax,
    whole_quotation,
)
from overhorizon.encoder.labels import CUE_HEAD, MENTION_LABELS
from overhorizon.encoder.tokens import Tokens

LOGITS = arrays(np.float32, st.tuples(st.integers(1, 6), st.just(5)), elements=st.integers(-40, 40).map(lambda n: n / 8))


def consistent(tags: list[int]) -> bool:
    return all(tag % 2 or not tag or before in (tag, tag - 1) for before, tag in zip([0, *tags], tags, strict=False))


@given(LOGITS)
def test_tags_are_the_best_of_the_consistent_ones(logits: Floats) -> None:
    tags = best_tags(logits)
    assert consistent(tags)
    value = sum(logits[i, tag] for i, tag in enumerate(tags))
    paths = (path for path in product(range(5), repeat=len(logits)) if consistent(list(path)))
    assert value == max(sum(logits[i, tag] for i, tag in enumerate(path)) for path in paths)


@given(LOGITS)
def test_runs_are_in_order_apart_and_scored_in_bounds(logits: Floats) -> None:
    found = runs(logits)
    assert all(one.stop <= two.first for one, two in pairwise(found))
    assert all(run.first < run.stop and 0.0 <= run.score <= 1.0 for run in found)


def test_a_run_of_another_name_does_not_continue_one() -> None:
    logits = np.full((3, 5), -5.0, dtype=np.float32)
    logits[0, 1], logits[1, 2], logits[2, 3] = 5.0, 5.0, 5.0
    assert [(run.name, run.first, run.stop) for run in runs(logits)] == [(0, 0, 2), (1, 2, 3)]


def test_a_bias_against_outside_finds_more_cues() -> None:
    logits = np.array([[1.0, 0.5, -3.0], [4.0, -2.0, -2.0]], dtype=np.float32)
    assert find_cues(logits, bias=0.0) == []
    assert [(cue.first, cue.stop) for cue in find_cues(logits, bias=-1.0)] == [(0, 1)]


def test_softmax_sums_to_one() -> None:
    assert softmax(np.array([[1000.0, 1000.0]], dtype=np.float32)).tolist() == [[0.5, 0.5]]


TEXT = "“We crossed at dawn,” a ferryman said. The army denied it."


def logits_for(tags: dict[int, str], words: int) -> Floats:
    """Sure logits for the given tags, outside elsewhere."""
    logits = np.full((words, len(CUE_HEAD)), -4.0, dtype=np.float32)
    for word in range(words):
        logits[word, CUE_HEAD.index(tags.get(word, "O"))] = 4.0
    return logits


def test_an_attribution_takes_its_parts_from_the_cue_layer(tokens: Tokens) -> None:
    (window,) = tokens.windows(TEXT, Span(start=0, end=len(TEXT)))
    words = [word.span.of(TEXT) for word in window.words]
    tags = {1: "B-content", **dict.fromkeys(range(2, 6), "I-content"), 7: "B-source", 8: "I-source", 9: "B-cue"}
    assert words[9] == "said"
    cue = Run(name=0, first=9, stop=10, score=0.9)
    valid = np.array([2.0], dtype=np.float32)
    (found,) = find_attributions(TEXT, window, [cue], logits_for(tags, len(words))[None], valid)
    assert [s.of(TEXT) for s in (*found.source, *found.cue)] == ["a ferryman", "said"]
    assert [s.of(TEXT) for s in found.content] == ["“We crossed at dawn,”"]
    assert 0.85 < found.score < 0.95


def test_a_cue_without_content_is_none(tokens: Tokens) -> None:
    (window,) = tokens.windows(TEXT, Span(start=0, end=len(TEXT)))
    cue = Run(name=0, first=9, stop=10, score=0.9)
    tags = logits_for({7: "B-source"}, len(window.words))[None]
    assert find_attributions(TEXT, window, [cue], tags, np.array([3.0], dtype=np.float32)) == []


def test_two_candidates_for_one_cue_leave_the_surer(tokens: Tokens) -> None:
    (window,) = tokens.windows(TEXT, Span(start=0, end=len(TEXT)))
    cues = [Run(name=0, first=8, stop=9, score=0.4), Run(name=0, first=9, stop=10, score=0.9)]
    tags = logits_for({1: "B-content", 2: "I-content", 8: "B-cue", 9: "I-cue"}, len(window.words))
    found = find_attributions(TEXT, window, cues, np.stack([tags, tags]), np.array([1.0, 1.0], dtype=np.float32))
    assert len(found) == 1
    assert found[0].score > 0.7


def test_a_mention_is_more_than_an_article(tokens: Tokens) -> None:
    text = "the Tamar"
    (window,) = tokens.windows(text, Span(start=0, end=len(text)))
    logits = np.zeros((2, 1 + 2 * len(MENTION_LABELS)), dtype=np.float32)
    logits[:, 2 * MENTION_LABELS.index("place") + 1] = 9.0
    (mention,) = find_mentions(text, window, logits, least=0.5)
    assert (mention.span.of(text), mention.kind) == ("Tamar", MentionKind.PLACE)
    assert find_mentions(text, window, logits, least=1.1) == []


@pytest.mark.parametrize(
    ("text", "inner", "whole"),
    [
        ("“We left,” he said.", "We left,", "“We left,”"),
        ("“We left,” he said.", "“We left,", "“We left,”"),
        ("“We left,” he said.", "We left,”", "“We left,”"),
        ('"We left," he said.', '"We left,', '"We left,"'),
        ("He said “we left” twice.", "“we left” twice", "“we left” twice"),
        ("He said we left.", "we left", "we left"),
    ],
)
def test_a_quotation_keeps_its_marks(text: str, inner: str, whole: str) -> None:
    start = text.index(inner)
    span = whole_quotation(text, Span(start=0, end=len(text)), Span(start=start, end=start + len(inner)))
    assert span.of(text) == whole


def test_a_mark_outside_the_passage_is_left_alone() -> None:
    text = "“We left,” he said."
    assert whole_quotation(text, Span(start=1, end=9), Span(start=1, end=9)) == Span(start=1, end=9)
