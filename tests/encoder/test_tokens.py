"""Windows: every word once, in order, with its own characters."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.spans import Span
from overhorizon.encoder.labels import MAX_PIECES
from overhorizon.encoder.tokens import Tokens, Window

SENTENCE = "A spokesman for the Tamar river police said on Monday that two barges had been seized near Osk. "


def windows(tokens: Tokens, text: str, start: int = 0) -> list[Window]:
    return list(tokens.windows(text, Span(start=start, end=len(text))))


def test_spans_are_those_of_the_stored_text(tokens: Tokens) -> None:
    text = "Furniture. “Él no habló,” said Dr. Özil-Grün."
    (window,) = windows(tokens, text, start=11)
    words = [word.span.of(text) for word in window.words]
    assert words[:4] == ["“", "Él", "no", "habló"]
    assert words[-3:] == ["-", "Grün", "."]
    assert window.span(0, 2).of(text) == "“Él"


def test_begin_and_end_marks_frame_the_pieces(tokens: Tokens) -> None:
    (window,) = windows(tokens, "Rebels denied it.")
    assert window.words[0].first == 1
    assert window.pieces.shape == window.caps.shape == (1, window.words[-1].stop + 1)


def test_a_long_passage_is_cut_at_ends_of_sentences(tokens: Tokens) -> None:
    text = (SENTENCE * 40).strip()
    found = windows(tokens, text)
    assert len(found) > 3
    assert all(window.pieces.shape[1] <= MAX_PIECES for window in found)
    assert all(text[window.words[-1].span.start] == "." for window in found)


def test_a_passage_without_sentences_is_cut_where_it_must(tokens: Tokens) -> None:
    found = windows(tokens, "mortar " * 900)
    assert sum(len(window.words) for window in found) == 900


def test_an_endless_word_is_cut(tokens: Tokens) -> None:
    text = "9" * 90 + " " + "зх" * 600
    found = windows(tokens, text)
    assert all(window.pieces.shape[1] <= MAX_PIECES for window in found)


def test_a_passage_of_nothing_has_no_window(tokens: Tokens) -> None:
    assert windows(tokens, " \u200b\ufeff \x07") == []


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" .“”'\"-éİßﬁ\u0301")), min_size=1, max_size=400))
def test_words_stand_in_order_and_do_not_overlap(tokens: Tokens, text: str) -> None:
    spans = [word.span for window in windows(tokens, text) for word in window.words]
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)


@pytest.mark.parametrize("repeat", [1, 3, 60])
def test_pieces_and_words_agree(tokens: Tokens, repeat: int) -> None:
    for window in windows(tokens, SENTENCE * repeat):
        firsts = [word.first for word in window.words]
        assert firsts == sorted(set(firsts))
        assert window.words[-1].stop == window.pieces.shape[1] - 1
