"""The weights of the package, end to end."""

import json
import shutil
from pathlib import Path

import pytest

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.spans import Span
from overhorizon.encoder.labels import label_order
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.session import CUE_LAYER, ENCODER, INCIDENT_LAYER, MANIFEST, REPORT_LAYER, TOKENIZER, OnnxEncoder

REPORT = """Clashes in the Velin valley killed at least nine people on Tuesday, officials said.

“They came before dawn and burned the market,” said Maro Teld, a shopkeeper in Osk. “Nobody warned us.”

According to the interior ministry, the attackers fled across the Tamar river. The ministry did not say who they were.

A spokesman for the Northern Front denied that its fighters had entered the town.
"""


def parts(text: str, tagging: Tagging) -> list[tuple[list[str], list[str], list[str]]]:
    return [
        ([s.of(text) for s in a.source], [s.of(text) for s in a.cue], [s.of(text) for s in a.content])
        for a in tagging.attributions
    ]


def test_plain_attributions_are_read(encoder: OnnxEncoder) -> None:
    found = parts(REPORT, encoder.encode(REPORT, paragraphs(REPORT)))
    heads = [(source, cue) for source, cue, _ in found]
    assert (["officials"], ["said"]) in heads
    assert (["the interior ministry"], ["According to"]) in heads
    contents = {cue[0]: content for _, cue, content in found}
    assert contents["According to"] == ["the attackers fled across the Tamar river"]


def test_a_quotation_split_by_its_speaker_is_one_attribution(encoder: OnnxEncoder) -> None:
    found = parts(REPORT, encoder.encode(REPORT, paragraphs(REPORT)))
    contents = [content for source, _, content in found if source and source[0].startswith("Maro Teld")]
    assert contents
    assert contents[0][0] == "“They came before dawn and burned the market,”"


def test_what_is_found_does_not_depend_on_the_neighbours(encoder: OnnxEncoder) -> None:
    passages = paragraphs(REPORT)
    together = encoder.encode(REPORT, passages)
    alone = [encoder.encode(REPORT, [passage]) for passage in passages]
    assert together.attributions == tuple(a for t in alone for a in t.attributions)
    assert together.mentions == tuple(m for t in alone for m in t.mentions)


def test_what_is_found_does_not_depend_on_where_the_passage_stands(encoder: OnnxEncoder) -> None:
    passage = paragraphs(REPORT)[2]
    words = passage.of(REPORT)
    moved = encoder.encode(words, [Span(start=0, end=len(words))])
    stands = encoder.encode(REPORT, [passage])
    assert [m.span.shifted(passage.start) for m in moved.mentions] == [m.span for m in stands.mentions]
    assert [a.score for a in moved.attributions] == [a.score for a in stands.attributions]


def test_spans_lie_in_their_passages_and_in_order(encoder: OnnxEncoder) -> None:
    passages = paragraphs(REPORT)
    tagging = encoder.encode(REPORT, passages)
    spans = [s for a in tagging.attributions for s in (*a.source, *a.cue, *a.content)]
    spans += [m.span for m in tagging.mentions]
    assert all(any(passage.contains(span) for passage in passages) for span in spans)
    assert [a.cue for a in tagging.attributions] == sorted(a.cue for a in tagging.attributions)
    scores = [a.score for a in tagging.attributions] + [m.score for m in tagging.mentions]
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_names_are_mentioned(encoder: OnnxEncoder) -> None:
    tagging = encoder.encode(REPORT, paragraphs(REPORT))
    found = {(str(m.kind), m.span.of(REPORT)) for m in tagging.mentions}
    assert {("person", "Maro Teld"), ("time", "Tuesday")} <= found


@pytest.mark.parametrize("text", ["\u200b\u200b", "🙂" * 600, "A" * 5000, "said said said", '"' * 400, "\x00\x01 .", "ⅷ ﬁ İ ß"])
def test_hostile_text_does_no_harm(encoder: OnnxEncoder, text: str) -> None:
    tagging = encoder.encode(text, [Span(start=0, end=len(text))])
    assert all(a.content[-1].end <= len(text) for a in tagging.attributions)


BOMBED = """A car bomb exploded outside the Harbour Bank in Osk today, killing Judge Odilo Renna, police said.

The Northern Front claimed responsibility for the bombing."""
HARVEST = """The harvest in the Velin valley was good this year, the minister said. He thanked the farmers."""


def test_a_report_is_read_as_a_whole(encoder: OnnxEncoder) -> None:
    text = BOMBED.upper()
    reading = encoder.read_report(text, paragraphs(text))
    assert reading is not None
    assert "bombing" in reading.kinds
    assert {("weapon", "CAR BOMB"), ("perpetrator body", "NORTHERN FRONT")} <= {
        (f.slot, f.span.of(text)) for f in reading.fillers
    }
    quiet = encoder.read_report(HARVEST, paragraphs(HARVEST))
    assert quiet is not None
    assert quiet.tells < reading.tells
    assert (quiet.kinds, quiet.fillers) == ((), ())


def test_a_report_too_long_to_be_read_at_once_is_read_in_parts(encoder: OnnxEncoder) -> None:
    text = "\n\n".join([HARVEST] * 70 + [BOMBED]).upper()
    reading = encoder.read_report(text, paragraphs(text))
    assert reading is not None
    assert "bombing" in reading.kinds


def test_nothing_in_nothing_out(encoder: OnnxEncoder) -> None:
    assert encoder.encode("", ()) == Tagging()


def test_equal_weights_have_equal_fingerprints(encoder: OnnxEncoder, weights: Path, tmp_path: Path) -> None:
    for name in (MANIFEST, ENCODER, CUE_LAYER, INCIDENT_LAYER, REPORT_LAYER, TOKENIZER):
        shutil.copy(weights / name, tmp_path / name)
    assert OnnxEncoder.load(tmp_path).fingerprint == encoder.fingerprint
    manifest = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    manifest["thresholds"]["attribution"] = 0.99
    (tmp_path / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert OnnxEncoder.load(tmp_path).fingerprint != encoder.fingerprint


def test_a_changed_file_is_refused(weights: Path, tmp_path: Path) -> None:
    for name in (MANIFEST, ENCODER, CUE_LAYER, INCIDENT_LAYER, REPORT_LAYER):
        shutil.copy(weights / name, tmp_path / name)
    (tmp_path / TOKENIZER).write_text("{}", encoding="utf-8")
    with pytest.raises(InvalidInput, match="restore the weights"):
        OnnxEncoder.load(tmp_path)


def test_missing_weights_are_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        OnnxEncoder.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_the_manifest_holds_the_label_order_and_what_the_weights_rest_on(weights: Path) -> None:
    manifest = json.loads((weights / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["labels"] == label_order()
    assert all({"name", "licence"} <= data.keys() for data in manifest["data"])
    assert manifest["scores"]["polnear dev"]["found"]["f1"] > 0
    assert sum(path.stat().st_size for path in weights.iterdir()) < 30_000_000
