"""The report layer: padding changes nothing, learning happens, keys become tags."""

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from overhorizon.encoder.labels import REPORT_FILLERS, REPORT_VERDICT, bio  # noqa: E402
from training.model import ReportLayer, ReportLayers, Shape  # noqa: E402
from training.report import Example, ReadReport, loss, of_keys, padded, train  # noqa: E402

TAGS = bio(REPORT_FILLERS)
TEXT = "GUNMEN SHOT JUDGE ODILO RENNA IN OSK"


def read_report(text: str, *, seed: int = 0) -> ReadReport:
    words = text.split(" ")
    starts = np.cumsum([0, *(len(w) + 1 for w in words)])[:-1]
    spans = np.array([(s, s + len(w)) for s, w in zip(starts, words, strict=True)])
    states = np.random.default_rng(seed).normal(size=(len(words), 384)).astype(np.float16)
    return ReadReport(id=text, states=states, spans=spans, passages=np.zeros(len(words), dtype=np.int64))


def template(kind: str, **roles: str) -> dict[str, Any]:
    named = {role: [[{"spans": [[TEXT.index(words), TEXT.index(words) + len(words)]]}]] for role, words in roles.items()}
    return {"incident_type": kind, "PerpInd": [], "PerpOrg": [], "Target": [], "Victim": [], "Weapon": []} | named


def keyed(*templates: dict[str, Any]) -> Example:
    return of_keys({"roles": list(templates)}, read_report(TEXT))


def test_keys_become_tags_kinds_and_a_verdict() -> None:
    example = keyed(template("attack", PerpInd="GUNMEN", Victim="ODILO RENNA"))
    assert example.tags is not None
    assert [TAGS[tag] for tag in example.tags] == [
        "B-perpetrator person", "O", "O", "B-victim", "I-victim", "O", "O",
    ]  # fmt: skip
    assert example.kinds == {0: frozenset({0}), 3: frozenset({0}), 4: frozenset({0})}
    assert dict(zip(REPORT_VERDICT, example.verdict, strict=True)) | {"tells": None} == {
        "tells": None, "keyed": 1.0, "attack": 1.0, "bombing": 0.0, "kidnapping": 0.0, "arson": 0.0, "robbery": 0.0,
    }  # fmt: skip


def test_a_part_of_a_longer_word_teaches_nothing() -> None:
    example = keyed(template("attack", PerpInd="GUN"))
    assert example.tags == (0,) * 7


def test_a_document_without_keys_teaches_that_there_is_nothing() -> None:
    example = keyed()
    assert example.tags == (0,) * 7
    assert example.verdict[1:] == (0.0,) * (len(REPORT_VERDICT) - 1)


def test_padding_changes_nothing() -> None:
    torch.manual_seed(0)
    layer = ReportLayer(Shape()).eval()
    short, long = read_report(TEXT), read_report(" ".join([TEXT] * 12), seed=1)
    together, alone = layer(*padded([short, long])), layer(*padded([short]))
    length = len(short.spans)
    assert torch.allclose(together[0][0, :length], alone[0][0, :length], atol=1e-5)
    assert torch.allclose(together[2][0], alone[2][0], atol=1e-5)


def test_the_loss_falls() -> None:
    torch.manual_seed(0)
    examples = [keyed(template("attack", PerpInd="GUNMEN", Victim="ODILO RENNA")), keyed()]
    before = loss(ReportLayer(Shape()).eval(), examples[:1]).item()
    *_, layer = train(examples[:1], seed=1, epochs=40)
    assert loss(layer, examples[:1]).item() < 0.5 * before


def test_several_layers_answer_with_the_mean_of_their_logits() -> None:
    torch.manual_seed(0)
    layers = [ReportLayer(Shape()).eval() for _ in range(2)]
    states, passages, _ = padded([read_report(TEXT)])
    first, second = (layer(states, passages)[0] for layer in layers)
    assert torch.allclose(ReportLayers(layers)(states, passages)[0], (first + second) / 2, atol=1e-5)
