"""The order of labels and the classes of capitals."""

import pytest

from overhorizon.domain.analysis import MentionKind
from overhorizon.encoder.labels import (
    CAPS_ALL,
    CAPS_INITIAL,
    CAPS_MIXED,
    CAPS_NONE,
    CUE_HEAD,
    FLAT_HEADS,
    MENTION_LABELS,
    bio,
    caps_class,
    flat_slices,
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("river", CAPS_NONE),
        ("1,200", CAPS_NONE),
        ("—", CAPS_NONE),
        ("Osk", CAPS_INITIAL),
        ("A", CAPS_INITIAL),
        ("UN", CAPS_ALL),
        ("F16S", CAPS_ALL),
        ("McAvoy", CAPS_MIXED),
        ("eBay", CAPS_MIXED),
        ("Élan", CAPS_INITIAL),
        ("خبر", CAPS_MIXED),  # a script without case is none of the others
    ],
)
def test_capitals(word: str, expected: int) -> None:
    assert caps_class(word) == expected


def test_a_name_has_a_begin_and_then_a_continue_tag() -> None:
    assert bio(("cue", "source")) == ("O", "B-cue", "I-cue", "B-source", "I-source")
    assert CUE_HEAD[::2] == ("O", "I-source", "I-cue", "I-content")


def test_heads_share_the_columns_without_gap_or_overlap() -> None:
    columns = [column for piece in flat_slices().values() for column in range(piece.start, piece.stop)]
    assert columns == list(range(sum(len(tags) for _, tags in FLAT_HEADS)))


def test_every_mention_label_is_a_kind_of_the_domain() -> None:
    assert [MentionKind(label).value for label in MENTION_LABELS] == list(MENTION_LABELS)
