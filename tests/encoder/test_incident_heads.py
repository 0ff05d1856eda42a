"""From the incident layer's logits to triggers and what hangs on them."""

import numpy as np
import pytest

from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import Floats
from overhorizon.encoder.incident_heads import candidate_triggers, read_triggers
from overhorizon.encoder.labels import INCIDENT_HEADS, PARTY_LABELS, TRIGGER_REALIS, TRIGGER_TYPES, VERDICT, incident_slices
from overhorizon.encoder.protocol import Filler
from overhorizon.encoder.tokens import Tokens, Window

TEXT = "Reed Front gunmen shot two guards."
WORDS = ["Reed", "Front", "gunmen", "shot", "two", "guards", "."]


@pytest.fixture(scope="module")
def window(tokens: Tokens) -> Window:
    (window,) = tokens.windows(TEXT, Span(start=0, end=len(TEXT)))
    assert [w.span.of(TEXT) for w in window.words] == WORDS
    return window


def _trigger_logits(*at: int) -> Floats:
    logits = np.zeros((len(WORDS), 3), dtype=np.float32)
    logits[:, 0] = 4.0
    for word in at:
        logits[word] = [0.0, 4.0, 0.0]
    return logits


def test_candidates_are_those_given_and_those_found_beside_them(window: Window) -> None:
    given = [Span(start=TEXT.index("shot"), end=TEXT.index("shot") + 4)]
    assert candidate_triggers(window, _trigger_logits(3, 5), given, bias=0.0) == [(3, 4), (5, 6)]
    assert candidate_triggers(window, _trigger_logits(), [], bias=0.0) == []
    assert len(candidate_triggers(window, _trigger_logits(), [], bias=-9.0)) > 0  # generous: for the layer to judge


def _verdict(kind: str, realis: str, background: float = -3.0) -> Floats:
    verdict = np.zeros(len(VERDICT), dtype=np.float32)
    verdict[TRIGGER_TYPES.index(kind)] = 9.0
    verdict[len(TRIGGER_TYPES) + TRIGGER_REALIS.index(realis)] = 9.0
    verdict[-1] = background
    return verdict


def _tags(**spans: tuple[int, int]) -> Floats:
    width = sum(len(names) for _, names in INCIDENT_HEADS)
    logits = np.zeros((len(WORDS), width), dtype=np.float32)
    for head, columns in incident_slices().items():
        names = dict(INCIDENT_HEADS)[head]
        logits[:, columns.start] = 5.0
        for name, (first, stop) in spans.items():
            if f"B-{name}" in names:
                logits[first:stop, columns.start] = 0.0
                logits[first, columns.start + names.index(f"B-{name}")] = 9.0
                logits[first + 1 : stop, columns.start + names.index(f"I-{name}")] = 9.0
    return logits


def test_a_trigger_has_type_realis_and_its_words_in_roles(window: Window) -> None:
    tags = _tags(perpetrator=(0, 3), victim=(4, 6), toll=(4, 6))
    (trigger,) = read_triggers(window, [(3, 4)], tags[None], _verdict("armed assault", "actual")[None], least=0.5)
    assert (trigger.span.of(TEXT), trigger.type, trigger.realis) == ("shot", IncidentType.ARMED_ASSAULT, Realis.ACTUAL)
    assert trigger.score > 0.9
    assert {(r.role, r.span.of(TEXT)) for r in trigger.roles} == {
        (Filler.PERPETRATOR, "Reed Front gunmen"),
        (Filler.VICTIM, "two guards"),
        (Filler.TOLL, "two guards"),  # the same words may name the victims and count them
    }


def test_what_is_none_keeps_its_low_score_and_a_type_to_judge_by(window: Window) -> None:
    (trigger,) = read_triggers(window, [(3, 4)], _tags()[None], _verdict("none", "generic", 3.0)[None], least=0.5)
    assert trigger.score < 0.1
    assert trigger.roles == ()


def test_roles_below_the_least_score_are_left_out(window: Window) -> None:
    tags = _tags(perpetrator=(0, 3)) / np.float32(40)  # nearly even odds
    (trigger,) = read_triggers(window, [(3, 4)], tags[None], _verdict("bombing", "actual")[None], least=0.9)
    assert trigger.roles == ()


def test_labels_of_parties_are_fillers() -> None:
    assert set(PARTY_LABELS) <= {f.value for f in Filler}
