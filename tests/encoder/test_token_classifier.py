"""A token classifier from a folder: what its labels mean, and each mistake in one line."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from overhorizon.cli.app import app
from overhorizon.domain.analysis import MentionKind
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.reports import RawItem
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.token_classifier import TokenClassifier
from overhorizon.runs import batch
from overhorizon.runs.stream import WithClassifier, load_tools, loader, read
from overhorizon.settings import Settings
from tests import factories
from tests.encoder.classifiers import KINDS, write_classifier, write_labels


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_classifier(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def folder(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "own"))


TEXT = factories.MARKET
PASSAGES = paragraphs(TEXT)


def test_labels_become_kinds_of_mentions(folder: Path) -> None:
    everything = TokenClassifier.load(folder).encode(TEXT, PASSAGES).mentions
    assert {m.kind for m in everything} == {MentionKind(kind) for kind in KINDS.values()}
    write_labels(folder, {"ORG": "armed group"})
    some = TokenClassifier.load(folder).encode(TEXT, PASSAGES).mentions
    assert [replace(m, kind=MentionKind.ORGANISATION) for m in some] == [
        m for m in everything if m.kind is MentionKind.ORGANISATION
    ]
    assert {m.kind for m in some} == {MentionKind.ARMED_GROUP}


def test_only_what_is_sure_enough_is_kept(folder: Path) -> None:
    everything = TokenClassifier.load(folder).encode(TEXT, PASSAGES).mentions
    middle = sorted(m.score for m in everything)[len(everything) // 2]
    write_labels(folder, KINDS, least=middle)
    kept = TokenClassifier.load(folder).encode(TEXT, PASSAGES).mentions
    assert 0 < len(kept) < len(everything)
    assert all(m.score >= middle - 1e-4 for m in kept)


def test_a_sentence_longer_than_the_model_reads_is_read_to_its_end(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "short", positions=24)
    text = "the police said in the town " * 30
    found = TokenClassifier.load(folder).encode(text, paragraphs(text)).mentions
    assert max(m.span.end for m in found) > len(text) * 0.9


def test_the_fingerprint_changes_with_every_file(folder: Path) -> None:
    before = TokenClassifier.load(folder).fingerprint
    assert TokenClassifier.load(folder).fingerprint == before
    write_labels(folder, KINDS, least=0.1)
    assert TokenClassifier.load(folder).fingerprint != before


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ("", "needs a table"),
        ("[labels]\nPER = 'a person'", "is none of: person"),
        ("[labels]\nPERS = 'person'", "no label 'PERS'; it has LOC, O, ORG, PER"),
        ("least = 3\n[labels]\nPER = 'person'", "from 0 to 1"),
        ("least = true\n[labels]\nPER = 'person'", "from 0 to 1"),
        ("[labels", "cannot be read"),
    ],
)
def test_a_mistake_in_the_labels_is_one_line(folder: Path, labels: str, said: str) -> None:
    (folder / "labels.toml").write_text(labels, encoding="utf-8")
    with pytest.raises(InvalidInput, match=said) as told:
        TokenClassifier.load(folder)
    assert "\n" not in str(told.value)


def test_a_folder_without_a_model_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("transformers", reason="the extra 'transformers' is not installed")
    write_labels(tmp_path, KINDS)
    with pytest.raises(InvalidInput, match="no token classifier can be loaded") as told:
        TokenClassifier.load(tmp_path)
    assert "\n" not in str(told.value)


def test_it_says_that_labels_are_missing_before_it_loads_anything(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"labels\.toml is missing"):
        TokenClassifier.load(tmp_path / "nowhere")


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_labels(tmp_path, KINDS)
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(InvalidInput, match=r"pip install 'overhorizon\[transformers\]'"):
        TokenClassifier.load(tmp_path)


def test_the_command_says_so_too(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(factories.CONVOY, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(tmp_path / "report.txt"), "--no-store", "--encoder", str(tmp_path)])
    assert result.exit_code == 2
    assert "labels.toml is missing" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_call_wins_over_the_environment() -> None:
    named = {"OVERHORIZON_ENCODER": "/models/a"}
    assert Settings.build({}).encoder is None
    assert Settings.build(named).encoder == Path("/models/a")
    assert Settings.build(named, encoder=Path("/models/b")).encoder == Path("/models/b")
    assert loader(None) is load_tools
    assert loader(Path("/models/a")) == WithClassifier(Path("/models/a"))


def test_a_pool_reads_with_it_what_one_process_reads(model: Path) -> None:
    items = [factories.capture(text, f"{number}.txt") for number, text in enumerate((factories.MARKET, factories.CONVOY))]
    load = WithClassifier(model)
    raw = [RawItem(capture=capture) for capture in items]
    alone = [result for _, result in batch.alone(raw, read, load())]
    assert [result for _, result in batch.pooled(raw, read, jobs=2, load=load)] == alone
