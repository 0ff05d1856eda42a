"""The trained Encoder: an ONNX network under onnxruntime, one thread, one passage at a time.

Why one at a time: the weights are int8 and their activations are scaled per tensor as they come, so the numbers of a
passage would depend on whatever shares its batch. Alone, a passage gives the same spans wherever it stands; a test
says so. No padding, no mask, and hardly slower: the matrices stay in the cache.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from overhorizon.domain.claims import Attribution
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.ids import digest
from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import (
    DECODER,
    Floats,
    Thresholds,
    find_attributions,
    find_cues,
    find_mentions,
)
from overhorizon.encoder.incident_heads import candidate_triggers, read_triggers
from overhorizon.encoder.labels import MOST_PASSAGES, MOST_REPORT_WORDS, flat_slices, label_order
from overhorizon.encoder.protocol import ReportReading, Tagging, Trigger
from overhorizon.encoder.report_head import ReportLogits, WordStates, read_report
from overhorizon.encoder.tokens import Tokens, Window

MANIFEST = "manifest.json"
ENCODER, CUE_LAYER, INCIDENT_LAYER = "encoder.onnx", "cue_layer.onnx", "incident_layer.onnx"
REPORT_LAYER = "report_layer.onnx"
TOKENIZER = "tokenizer.json"


class OnnxEncoder:
    """Attributions and mentions of a report. Build it with `load`; one per process, it is not for sharing by threads."""

    def __init__(self, folder: Path, thresholds: Thresholds, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.thresholds = thresholds
        self._tokens = Tokens(folder / TOKENIZER)
        self._encoder = _session(folder / ENCODER)
        self._cue_layer = _session(folder / CUE_LAYER)
        self._incident_layer = _session(folder / INCIDENT_LAYER)
        self._folder = folder
        self._columns = flat_slices()

    @classmethod
    def load(cls, path: Path | None = None) -> "OnnxEncoder":
        """The weights in folder ``path``, or those of the package.

        Raises InvalidInput when a file is missing or is not the one that the manifest names, or when the labels differ.
        """
        folder = path or Path(__file__).parent / "weights"
        manifest = read_manifest(folder)
        thresholds = Thresholds(**manifest["thresholds"])
        hashes = [f"{name}={digest_}" for name, digest_ in sorted(manifest["files"].items())]
        return cls(folder, thresholds, digest("onnx", DECODER, repr(thresholds), *hashes)[:16])

    def encode(self, text: str, passages: Sequence[Span], candidates: Sequence[Span] = ()) -> Tagging:
        """Tag the passages of one report; spans refer to ``text``, in its order. A passage's tags depend on it alone.

        ``candidates`` are words that may be triggers, beside those that the network finds by itself. Triggers come with
        their scores, however low, for the caller to judge.
        """
        attributions: list[Attribution] = []
        mentions = []
        triggers: list[Trigger] = []
        for passage in passages:
            for window in self._tokens.windows(text, passage):
                states, flat, _ = self._encoder.run(None, {"pieces": window.pieces, "caps": window.caps})
                logits = flat[0, [word.first for word in window.words]]
                attributions += self._attributions(text, window, states, logits)
                mentions += find_mentions(text, window, logits[:, self._columns["mention"]], least=self.thresholds.mention)
                triggers += self._triggers(window, states, logits, [c for c in candidates if passage.contains(c)])
        return Tagging(attributions=tuple(attributions), mentions=tuple(mentions), triggers=tuple(triggers))

    def read_report(self, text: str, passages: Sequence[Span]) -> ReportReading | None:
        """What a report tells as a whole; None for weights without the report layer, and for a text without words."""
        read = self._read_words(text, passages)
        if not read or self._report_layer is None:
            return None
        return read_report(self.report_logits(_words(read)), self.thresholds)

    @cached_property
    def _report_layer(self) -> onnxruntime.InferenceSession | None:
        """Loaded when a report is first read as a whole: `encode` does without. None where the manifest does not name it."""
        named = json.loads((self._folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return _session(self._folder / REPORT_LAYER) if REPORT_LAYER in named else None

    def word_states(self, text: str, passages: Sequence[Span]) -> WordStates:
        """The states of a report's words, for a layer to be trained on them. Raises ValueError where there are no words."""
        return _words(self._read_words(text, passages))

    def _read_words(self, text: str, passages: Sequence[Span]) -> list[tuple[int, Window, Floats]]:
        """Each window of each passage, with the passage's number and the states of its words."""
        read = []
        for number, passage in enumerate(passages):
            for window in self._tokens.windows(text, passage):
                states, _, _ = self._encoder.run(None, {"pieces": window.pieces, "caps": window.caps})
                read.append((number, window, states[0, [word.first for word in window.words]]))
        return read

    def report_logits(self, words: WordStates) -> Iterator[ReportLogits]:
        """The report layer's, of each part of a report that it reads at once; nothing where the weights have no such layer."""
        if self._report_layer is None:
            return
        for start in range(0, len(words.spans), MOST_REPORT_WORDS):
            part = slice(start, start + MOST_REPORT_WORDS)
            places = np.minimum(words.passages[part] - words.passages[start], MOST_PASSAGES - 1)
            inputs = {"states": words.states[None, part], "passages": places[None]}
            tags, kinds, verdict = self._report_layer.run(None, inputs)
            yield ReportLogits(spans=words.spans[part], tags=tags[0], kinds=kinds[0], verdict=verdict[0])

    def _triggers(self, window: Window, states: Floats, logits: Floats, given: Sequence[Span]) -> list[Trigger]:
        bias = self.thresholds.trigger_bias
        candidates = candidate_triggers(window, logits[:, self._columns["trigger"]], given, bias=bias)
        if not candidates:
            return []
        words = window.words
        pieces = np.array([[words[first].first, words[stop - 1].stop] for first, stop in candidates], dtype=np.int64)
        tags, verdicts = self._incident_layer.run(None, {"states": states, "triggers": pieces})
        firsts = [word.first for word in words]
        return list(read_triggers(window, candidates, tags[:, firsts], verdicts, least=self.thresholds.role))

    def _attributions(self, text: str, window: Window, states: Floats, logits: Floats) -> list[Attribution]:
        cues = find_cues(logits[:, self._columns["cue"]], bias=self.thresholds.cue_bias)
        if not cues:
            return []
        pieces = [[window.words[cue.first].first, window.words[cue.stop - 1].stop] for cue in cues]
        tags, valid = self._cue_layer.run(None, {"states": states, "cues": np.array(pieces, dtype=np.int64)})
        firsts = [word.first for word in window.words]
        found = find_attributions(text, window, cues, tags[:, firsts], valid)
        return [attribution for attribution in found if attribution.score >= self.thresholds.attribution]


def _words(read: Sequence[tuple[int, Window, Floats]]) -> WordStates:
    """The words of all windows, each of the passage with its number."""
    return WordStates(
        states=np.concatenate([states for _, _, states in read]),
        spans=np.array([(w.span.start, w.span.end) for _, window, _ in read for w in window.words], dtype=np.int64),
        passages=np.array([number for number, window, _ in read for _ in window.words], dtype=np.int64),
    )


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """The manifest, after the files and the order of labels were held against it. Raises InvalidInput."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name, expected in manifest["files"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
                raise InvalidInput(f"{folder / name} is not the file that its manifest names: restore the weights")
    except (OSError, ValueError, KeyError) as error:
        raise InvalidInput(f"{folder} holds no usable weights ({error}): restore them or name another folder") from error
    if manifest.get("labels") != label_order():
        raise InvalidInput(f"{folder} was made for other labels than this version reads: use the weights of this version")
    return manifest


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # A spinning thread would take the core from the neighbour process of a pool.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # onnxruntime's fused "skip, then norm" is slower on a CPU than the two in turn: 83 against 73 ms a report (1.31).
    slow = ["SkipLayerNormFusion"]
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow)
