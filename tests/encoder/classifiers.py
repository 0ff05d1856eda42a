"""A token classifier of a few thousand random weights, made on the spot: what it finds means nothing, and is always the same."""

from pathlib import Path

import pytest

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_WORDS = (
    "the a bomb army police said in on and market town group killed people front lantern . , tessalit officials ##s ##ed".split()
)


def write_classifier(folder: Path, *, positions: int = 64) -> Path:
    """Skips the test where transformers is not installed."""
    transformers = pytest.importorskip("transformers", reason="the extra 'transformers' is not installed")
    torch = pytest.importorskip("torch", reason="the extra 'transformers' is not installed")
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    folder.mkdir(parents=True, exist_ok=True)
    names = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        *_WORDS,
        *"abcdefghijklmnopqrstuvwxyz",
        *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
    ]
    vocabulary = {name: number for number, name in enumerate(dict.fromkeys(names))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder)
    labels = ["O", *(f"{prefix}-{name}" for name in KINDS for prefix in "BI")]
    torch.manual_seed(20300102)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=positions,
        initializer_range=1.0,  # far from nothing, so that labels alternate
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
    )
    transformers.BertForTokenClassification(config).save_pretrained(folder)
    write_labels(folder, KINDS)
    return folder


def write_labels(folder: Path, kinds: dict[str, str], *, least: float = 0.0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"least = {least}", "[labels]", *(f'{label} = "{kind}"' for label, kind in kinds.items())]
    (folder / "labels.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
