"""Bytes to safe text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.clean.text import decode, one_line, tidy
from overhorizon.domain.errors import SkipItem

WORDS = "Café owners in São Vito said that the naïve plan – “a façade” – would fail."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_the_encodings_that_occur(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_a_declared_charset_is_believed_when_the_bytes_are_not_utf8() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Взрыв на рынке</body></html>'
    assert "Взрыв на рынке" in decode(page.encode("cp1251"), markup=True)


def test_a_stale_declaration_does_not_spoil_utf8() -> None:
    page = '<meta charset="iso-8859-1"><p>São Vito</p>'
    assert "São Vito" in decode(page.encode("utf-8"), markup=True)


def test_an_undeclared_encoding_is_refused() -> None:
    with pytest.raises(SkipItem, match="UTF-8"):
        decode("Взрыв на рынке, сообщила полиция".encode("cp1251"))


def test_one_broken_byte_does_not_turn_the_rest_into_mojibake() -> None:
    assert decode("“Öl” – “Öl” – “Öl”".encode() + b"\xff") == "“Öl” – “Öl” – “Öl”\ufffd"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a \x1b[31mred\x1b[0m word\x1b]0;title\x07", "a red word"),
        ("an \x1b]unclosed sequence\nhides nothing", "an unclosed sequence\nhides nothing"),
        ("left \u202eright\u202c \u200bzero\ufeff\u00ad", "left right zero"),
        ("bell\x07 null\x00 c1\x9b31m", "bell null c1"),
        ("no\u00a0break\u2009thin", "no break thin"),
        ("e\u0301", "é"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("a\n\n\n\n\nb   \n", "a\n\nb"),
        ("Itâ€™s a â€œtestâ€\x9d", "It’s a “test”"),
        ("Tal\u200ciban", "Taliban"),
        ("می\u200cگوید", "می\u200cگوید"),
    ],
)
def test_what_a_terminal_obeys_or_a_reader_cannot_see_is_removed(raw: str, stored: str) -> None:
    assert tidy(raw) == stored


def test_stacked_accents_neither_hide_a_word_nor_take_time() -> None:
    assert len(tidy("e" + "\u0316\u0301" * 200_000)) <= 6


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode("utf-8")  # no lone surrogate is left


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_one_line_is_one_bounded_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert "\n" not in line and len(line) <= limit


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        assert isinstance(decode(content, markup=True), str)
    except SkipItem as refusal:
        assert refusal.reason
