"""The room as a whole: bytes in; a report, an unread report or a rejection out."""

import json
from collections.abc import Callable
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.reports import Form, PublicationBasis, Rejection, Report, Unread

Read = Callable[..., Report | Unread | Rejection]


PAGE = """Two guards killed as gunmen storm mine in Vellmar

StarLine Desk
4 Min Read
Published April 3, 2025, 14:05 GMT

OSTER, Vellmar (AFP) — Gunmen stormed a copper mine on Thursday and killed two guards, the company said.

- Advertisement -

By Friday morning the road was open again, the company said.

SOURCE: REUTERS AND NEWS AGENCIES
Leave a Comment
"""


def test_a_pasted_page_becomes_a_report(read: Read) -> None:
    report = read(PAGE)
    assert isinstance(report, Report)
    assert report.text == PAGE.strip()
    assert report.title is not None and report.title.of(report.text) == PAGE.split("\n", 1)[0]
    assert report.outlet == "StarLine" and report.address is None and report.language == "en"
    assert [c.of(report.text) for c in report.credits] == ["AFP", "REUTERS", "NEWS AGENCIES"]
    assert len(report.furniture) == 6


def test_the_printed_publication_points_to_its_words(read: Read) -> None:
    report = read(PAGE)
    assert isinstance(report, Report) and report.publication is not None
    when = report.publication
    assert (when.first, when.last, when.basis) == (date(2025, 4, 3), date(2025, 4, 3), PublicationBasis.PAGE)
    assert when.instant is not None and when.instant.isoformat() == "2025-04-03T14:05:00+00:00"
    assert when.span is not None and when.span.of(report.text) == "April 3, 2025"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("Updated 5 April 2025\nPublished 3 April 2025", "2025-04-03"),
        ("Updated 5 April 2025", "2025-04-05"),
        ("By Ilse Marrow | 3 April 2025", "2025-04-03"),
        ("3 hours ago", None),
        ("April 3", None),
        ("03/04/2025", None),
    ],
)
def test_published_comes_before_updated_and_nothing_is_guessed(read: Read, lines: str, day: str | None) -> None:
    report = read(
        f"Two guards killed in mine raid\n{lines}\n\nGunmen stormed a copper mine and killed two guards, the company said."
    )
    assert isinstance(report, Report)
    assert (report.publication.first if report.publication else None) == (date.fromisoformat(day) if day else None)


def test_a_date_below_the_report_is_another_articles(read: Read) -> None:
    body = "Gunmen stormed a copper mine and killed two guards, the company said."
    report = read(f"Two guards killed\n\n{body}\n\nMost read\nThe bakery\n12 March 2024")
    assert isinstance(report, Report) and report.publication is None


def test_a_dateline_with_a_full_date_dates_the_report(read: Read) -> None:
    report = read("OSTER, Vellmar, 3 April 2025 (AFP) — Gunmen stormed a copper mine and killed two guards, the company said.")
    assert isinstance(report, Report) and report.publication is not None and report.publication.first == date(2025, 4, 3)


@pytest.mark.parametrize(
    ("footer", "outlet"),
    [
        ("Copyright 2025 The Harbour Post", "The Harbour Post"),
        ("© 2024-2025 Harbour Media Ltd. All rights reserved.", "Harbour Media"),
        ("Follow Harbour Post on Telegram", "Harbour Post"),
        ("News Desk", None),
        ("© Press Office. Reproduction allowed.", None),
        ("All rights reserved", None),
    ],
)
def test_the_outlet_is_what_the_page_says(read: Read, footer: str, outlet: str | None) -> None:
    report = read(f"Two guards killed\n\nGunmen stormed a copper mine and killed two guards, the company said.\n\n{footer}")
    assert isinstance(report, Report) and report.outlet == outlet


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"", Form.PAGE_TEXT),
        (b" \n\t ", Form.PAGE_TEXT),
        (b"\x00\x01\x02", Form.PAGE_TEXT),
        ("\u200b\u202e\ufeff".encode(), Form.PAGE_TEXT),
        (b"Bomb.", Form.PAGE_TEXT),
        (b"Home\nWorld\nPolitics\nSport\nContact\nAbout us", Form.PAGE_TEXT),
        (b"12 345 678 90 12 34", Form.PAGE_TEXT),
        ("Взрыв на рынке, сообщила полиция".encode("cp1251"), Form.PAGE_TEXT),
        (b"word " * 500_000, Form.PAGE_TEXT),
        (b"", Form.HTML),
        (b"", Form.RECORD),
        (b"{", Form.RECORD),
    ],
)
def test_what_is_no_report_is_refused_with_one_clear_line(read: Read, content: bytes, form: Form) -> None:
    result = read(content, form)
    assert isinstance(result, Rejection)
    assert result.stage == "clean" and result.capture.content == content
    assert 5 <= len(result.reason) <= 160 and result.reason.isprintable()


def _check(result: Report | Unread | Rejection) -> None:
    if isinstance(result, Rejection):
        assert result.reason and result.reason.isprintable()
        return
    report = result.report if isinstance(result, Unread) else result
    assert report.text.strip() == report.text != ""
    assert not any(ord(c) < 32 and c not in "\n\t" for c in report.text)
    spans = [f.span for f in report.furniture] + list(report.credits) + [s for r in report.repeats for s in (r.first, r.again)]
    for span in [*spans, *([report.title] if report.title else [])]:
        assert span.of(report.text).strip()
    body = sum(f.span.end - f.span.start for f in report.furniture)
    assert body < len(report.text)


@given(content=st.binary(max_size=600), form=st.sampled_from(Form))
def test_no_bytes_make_it_raise(read: Read, content: bytes, form: Form) -> None:
    result = read(content, form)
    _check(result)
    assert read(content, form) == result


WORDS = st.sampled_from(
    [
        *PAGE.split("\n"),
        "<p>",
        "</p>",
        "<div>",
        "<b",
        '"',
        "\\",
        "{",
        "}",
        "[",
        "\x1b[2J",
        "\u202e",
        "3 April 2025",
        "By Al B",
        "| ",
        "©",
        "\n\n",
    ]
)


@settings(max_examples=150)
@given(parts=st.lists(WORDS, max_size=30), form=st.sampled_from(Form))
def test_no_page_makes_it_raise(read: Read, parts: list[str], form: Form) -> None:
    text = "\n".join(parts)
    for content in (text, json.dumps({"text": text, "title": text[:50], "published": "2025"})):
        result = read(content, form)
        _check(result)
        assert read(content, form) == result


SENTENCE = "Gunmen stormed a copper mine and killed two guards, the company said. "
HOSTILE = {
    "blanks": " " * 1_000_000 + "x",
    "breaks": "\n" * 1_000_000 + "x",
    "tabs": "\t x" * 300_000,
    "commas": "," * 1_000_000,
    "quotes": "“" * 500_000,
    "brackets": ("(" * 599 + "\n") * 500,
    "hyphens": ("1-" * 299 + "\n") * 1_000,
    "names": ("By Al Al Al Al Al, " * 30 + "\n") * 500,
    "dates": ("1 May 2020 at 10:00 " * 29 + "\n") * 500,
    "accents": "e\u0301" * 500_000,
    "escapes": "\x1b]" * 500_000,
    "one sentence": SENTENCE * 20_000,
    "one line": "said " * 390_000 + ".",
    "style": "<style>" + "/* " * 60_000 + "</style>",
    "at": "<style>" + "@" * 190_000 + "</style>",
    "braces": "<style>" + ".a{" * 60_000 + "</style>",
    "selectors": "<style>"
    + "".join(f".a{i}{{display:none}}" for i in range(9_000))
    + "</style>"
    + "<p class='b c d'>x</p>" * 20_000,
    "comments": "<!-- -->" * 100_000,
    "attributes": "<p " + "a=1 " * 100_000 + ">",
    "unclosed": "<a" * 200_000,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_no_input_takes_quadratic_time(read: Read, case: str) -> None:
    started = process_time()
    for form in (Form.PAGE_TEXT, Form.HTML):
        _check(read(HOSTILE[case] + SENTENCE, form))
    assert process_time() - started < 15  # seconds; each takes under three on a slow machine, and minutes when quadratic
