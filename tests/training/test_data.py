"""The recipe reads text as the runtime does, and its tags are those that decoding gives back."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import overhorizon.encoder
from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import runs
from overhorizon.encoder.labels import CAPS_ALL, CAPS_NONE, CUE_HEAD, MENTION_LABELS
from overhorizon.encoder.tokens import Tokens
from training.data import IGNORED, Builder, Example, batches, gum_attributions, load_tokenizer, noisy_caps, paragraphs

WEIGHTS = Path(overhorizon.encoder.__file__).parent / "weights"
TEXT = "Dr. Özil told the Osk Herald: “We counted 14 boats.”\n\nNobody else spoke."


@pytest.fixture(scope="module")
def builder() -> Builder:
    return Builder(load_tokenizer(WEIGHTS))


def span_of(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


@pytest.fixture
def document() -> dict[str, Any]:
    content = {"source": [span_of("Dr. Özil")], "cue": [span_of("told")], "content": [span_of("“We counted 14 boats.”")]}
    slip = {"source": [], "cue": [], "content": [span_of("Nobody")]}
    return {"text": TEXT, "attributions": [content, slip]}


def examples(builder: Builder, document: dict[str, Any]) -> list[Example]:
    return list(builder.polnear(document))


def test_recipe_and_runtime_see_the_same_pieces(builder: Builder, document: dict[str, Any]) -> None:
    tokens = Tokens(WEIGHTS / "tokenizer.json")
    for example, (start, end) in zip(examples(builder, document), paragraphs(TEXT), strict=True):
        (window,) = tokens.windows(TEXT, Span(start=start, end=end))
        assert window.pieces[0].tolist() == list(example.pieces)
        assert window.caps[0].tolist() == list(example.caps)
        assert [(word.first, word.stop) for word in window.words] == list(example.words)


def test_tags_decode_to_the_annotation(builder: Builder, document: dict[str, Any]) -> None:
    first, second = examples(builder, document)
    assert second.cues == ()
    (cue,) = first.cues
    tokens = Tokens(WEIGHTS / "tokenizer.json")
    (window,) = tokens.windows(TEXT, Span(start=0, end=TEXT.index("\n")))
    tags = [cue.tags[word.first] for word in window.words]
    found = {CUE_HEAD[2 * r.name + 1]: window.span(r.first, r.stop).of(TEXT) for r in runs(_sure(tags))}
    assert found == {"B-source": "Dr. Özil", "B-cue": "told", "B-content": "“We counted 14 boats.”"}


def _sure(tags: list[int]) -> np.ndarray[Any, np.dtype[np.float32]]:
    logits = np.zeros((len(tags), len(CUE_HEAD)), dtype=np.float32)
    logits[np.arange(len(tags)), tags] = 9.0
    return logits


def test_only_first_pieces_are_tagged(builder: Builder, document: dict[str, Any]) -> None:
    example = examples(builder, document)[0]
    firsts = {first for first, _ in example.words}
    assert {i for i, tag in enumerate(example.flat["cue"]) if tag != IGNORED} == firsts
    assert set(example.flat["mention"]) == {IGNORED}


def test_a_set_says_nothing_of_labels_that_it_lacks(builder: Builder) -> None:
    text = "Osk fell."
    document = {
        "text": text,
        "tokens": [[0, 3], [4, 8], [8, 9]],
        "upos": ["PROPN", "VERB", "PUNCT"],
        "entities": [{"start": 0, "end": 3, "type": "place", "head": [0, 3]}],
        "dates": [],
        "attributions": [],
    }
    (example,) = builder.gum(document, with_attributions=False)
    assert example.unknown == {"armed group", "state force", "quantity", "weapon"}
    assert example.flat["mention"][1] == 2 * MENTION_LABELS.index("place") + 1
    assert not example.attributed


def test_clauses_lose_the_stop_that_ends_them() -> None:
    text = "Osk fell, she said."
    attribution = {"source_tokens": [[10, 13]], "cue_tokens": [[14, 18]], "attributed": [[0, 9]]}
    without_cue = {"source_tokens": [[10, 13]], "attributed": [[0, 9]]}
    (found,) = gum_attributions({"text": text, "attributions": [attribution, without_cue]})
    assert found == {"source": [(10, 13)], "cue": [(14, 18)], "content": [(0, 8)]}


def test_batches_hold_every_example_once_within_the_budget(builder: Builder, document: dict[str, Any]) -> None:
    many = examples(builder, document) * 30
    plan = batches(many, budget=200, chance=random.Random(1))
    assert sorted(index for batch in plan for index in batch) == list(range(60))
    assert all(len(batch) * max(len(many[i].pieces) for i in batch) <= 200 for batch in plan)
    assert plan == batches(many, budget=200, chance=random.Random(1))


def test_noise_changes_capitals_only_at_its_rate(builder: Builder, document: dict[str, Any]) -> None:
    example = examples(builder, document)[0]
    chance = random.Random(3)
    drawn = [noisy_caps(example, chance, 0.2) for _ in range(2000)]
    changed = sum(caps != example.caps for caps in drawn)
    assert 300 < changed < 500
    assert {caps[0] for caps in drawn} <= {CAPS_NONE, CAPS_ALL}
