"""Sentences of a passage: abbreviations end none, and hostile text costs no more than prose."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.spans import Span
from overhorizon.encoder.sentences import sentences


def split(text: str) -> list[str]:
    return [s.of(text) for s in sentences(text, Span(start=0, end=len(text)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gen. Amari spoke. Nobody heard.", ["Gen. Amari spoke.", "Nobody heard."]),
        ("It happened at 4 a.m. on Friday. Two died.", ["It happened at 4 a.m. on Friday.", "Two died."]),
        ("“They fled!” He sat down.", ["“They fled!”", "He sat down."]),
        ("J. Doe of U.S. Central Command said so.", ["J. Doe of U.S. Central Command said so."]),
    ],
)
def test_full_stops_of_abbreviations_end_nothing(text: str, found: list[str]) -> None:
    assert split(text) == found


@given(st.text(alphabet="ab. AB!\n”", min_size=1, max_size=200).filter(str.strip))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    spans = sentences(text, Span(start=0, end=len(text)))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_initials_without_end_are_read_once() -> None:
    text = "A. B. " * 20_000
    begun = time.process_time()
    assert split(text)
    assert time.process_time() - begun < 5
