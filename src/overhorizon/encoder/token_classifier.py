"""A second Encoder: a token classifier of the transformers library, from a folder on this machine (the extra "transformers").

It finds mentions; what its labels mean stands in the folder beside it, in `labels.toml`:

    least = 0.5            # the least score of a mention

    [labels]
    PER = "person"         # the model's label, without B- and I-, and the kind of mention that it means
    ORG = "organisation"

A label that is not listed is left out. Nothing is ever downloaded. No other module of the package imports transformers, and this one
only when an encoder is loaded.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from overhorizon.domain.analysis import Mention, MentionKind
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.ids import digest
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import sentences, trimmed

LABELS = "labels.toml"
_DECODER = "first-1"  # part of the fingerprint: raise it when this file changes what is found
_OVERLAP = 32  # word pieces that two windows of a sentence share, where it is longer than the model reads


class TokenClassifier:
    """Mentions of a report. Build it with `load`; one per process."""

    def __init__(self, classify: Any, kinds: Mapping[str, MentionKind], *, least: float, fingerprint: str) -> None:
        self._classify = classify
        self._kinds = kinds
        self._least = least
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, folder: Path) -> "TokenClassifier":
        """The model in ``folder``. Raises InvalidInput when it cannot be used, with what to do about it."""
        kinds, least = _label_map(folder)
        try:
            import transformers
        except ImportError as error:
            raise InvalidInput(f"the encoder in {folder} needs the extra: pip install 'overhorizon[transformers]'") from error
        transformers.utils.logging.disable_progress_bar()  # it would run through our own output
        try:
            model = transformers.AutoModelForTokenClassification.from_pretrained(folder, local_files_only=True)
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise InvalidInput(
                f"no token classifier can be loaded from {folder}: {' '.join(str(error).split())[:200]}"
            ) from error
        if not tokenizer.is_fast:
            raise InvalidInput(f"the tokenizer in {folder} gives no places in the text: it needs a tokenizer.json")
        known = {_bare(label) for label in model.config.id2label.values()}
        if strange := sorted(set(kinds) - known):
            raise InvalidInput(f"{folder / LABELS}: the model has no label {strange[0]!r}; it has {', '.join(sorted(known))}")
        positions = getattr(model.config, "max_position_embeddings", None) or 512
        tokenizer.model_max_length = min(tokenizer.model_max_length, positions - 2)  # some models count two more than they read
        classify = transformers.pipeline(
            "token-classification",
            model=model.eval(),
            tokenizer=tokenizer,
            aggregation_strategy="first",  # a word has the label of its first piece, so that no mention cuts a word
            stride=min(_OVERLAP, tokenizer.model_max_length // 4),
            device=-1,
        )
        marks = [_DECODER, transformers.__version__, *_hashes(folder)]
        return cls(classify, kinds, least=least, fingerprint=digest("token classifier", *marks)[:16])

    def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
        """Tag the passages of one report, sentence by sentence and each alone; spans refer to ``text``."""
        found = [m for passage in passages for sentence in sentences(text, passage) for m in self._mentions(text, sentence)]
        return Tagging(mentions=tuple(sorted(found, key=lambda m: m.span)))

    def _mentions(self, text: str, sentence: Span) -> list[Mention]:
        words = sentence.of(text)
        found = []
        for entity in self._classify(words):
            kind, score = self._kinds.get(entity["entity_group"]), min(float(entity["score"]), 1.0)
            span = trimmed(words, int(entity["start"]), int(entity["end"]))
            if kind is not None and span is not None and score >= self._least:
                found.append(Mention(span=span.shifted(sentence.start), kind=kind, score=round(score, 4)))
        return found


def _label_map(folder: Path) -> tuple[dict[str, MentionKind], float]:
    file = folder / LABELS
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidInput(f"{file} is missing: it says which label of the model means which kind of mention") from None
    except (OSError, ValueError) as error:
        raise InvalidInput(f"{file} cannot be read: {error}") from error
    labels, least = given.get("labels"), given.get("least", 0.0)
    if not isinstance(labels, dict) or not labels:
        raise InvalidInput(f"{file} needs a table [labels]")
    if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
        raise InvalidInput(f"{file}: least is a number from 0 to 1")
    kinds = {kind.value: kind for kind in MentionKind}
    for label, name in labels.items():
        if name not in kinds:
            raise InvalidInput(f"{file}: {label} = {name!r} is none of: {', '.join(kinds)}")
    return {label: kinds[name] for label, name in labels.items()}, float(least)


def _bare(label: str) -> str:
    return label[2:] if label[:2] in ("B-", "I-") else label


def _hashes(folder: Path) -> list[str]:
    """Every file in the folder: any of them may change what is found."""
    return [f"{file.name}={digest(file.read_bytes())}" for file in sorted(folder.iterdir()) if file.is_file()]
