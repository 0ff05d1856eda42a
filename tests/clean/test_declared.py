"""What comes along with a capture counts where the capture is silent, and nowhere else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from overhorizon.clean import clean
from overhorizon.domain.reports import Capture, Declared, Form, Publication, PublicationBasis, RawItem, Report

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TOLD = Publication(first=date(2026, 3, 1), last=date(2026, 3, 1), basis=PublicationBasis.DECLARED)
ALONG = Declared(address="https://news.example.org/a", outlet="Heron Wire", publication=TOLD)
BODY = (
    "<article><h1>Mine raided</h1><p>Gunmen raided a mine outside Vellmar and killed two guards, the company said.</p></article>"
)


def read(markup: str | bytes, along: Declared = ALONG, *, given: Publication | None = None) -> Report:
    content = markup.encode() if isinstance(markup, str) else markup
    capture = Capture(content=content, form=Form.HTML, origin="test", received=NOW)
    report = clean(RawItem(capture=capture, published=given, declared=along))
    assert isinstance(report, Report), report
    return report


def head(*tags: str) -> str:
    return f"<html><head>{''.join(tags)}</head><body>{BODY}</body></html>"


def test_a_silent_page_takes_what_came_along() -> None:
    report = read(head())
    assert (report.address, report.outlet, report.publication) == (ALONG.address, ALONG.outlet, TOLD)


def test_a_page_that_says_it_is_believed() -> None:
    report = read(
        head(
            '<meta property="og:site_name" content="Ford Post">',
            '<meta property="article:published_time" content="2026-02-28T10:00:00Z">',
            '<link rel="canonical" href="https://www.example.org/a/full">',
        )
    )
    assert (report.address, report.outlet) == ("https://www.example.org/a/full", "Ford Post")
    assert report.publication is not None and report.publication.basis is PublicationBasis.METADATA


def test_the_user_comes_first() -> None:
    given = replace(TOLD, basis=PublicationBasis.GIVEN)
    assert read(head(), given=given).publication == given


@pytest.mark.parametrize("other", ["https://example.com/a", "https://example.org.evil.example.com/a", "http://10.0.0.1/a"])
def test_a_page_cannot_pass_for_another_sites(other: str) -> None:
    assert read(head(f'<link rel="canonical" href="{other}">')).address == ALONG.address


@pytest.mark.parametrize("charset", ["windows-1252", "ISO-8859-1"])
def test_the_charset_of_the_answer_comes_before_the_pages_own(charset: str) -> None:
    page = head('<meta charset="utf-16">').replace("Vellmar", "Véllmar").encode("cp1252")
    assert "Véllmar" in read(page, replace(ALONG, charset=charset)).text


@pytest.mark.parametrize("charset", ["no-such-thing", "base64", "\x00", "idna", "punycode", "undefined", "utf-7", "x" * 200])
def test_a_charset_that_is_none_costs_nothing(charset: str) -> None:
    assert "Vellmar" in read(head(), replace(ALONG, charset=charset)).text
    assert "Véllmar" in read(head().replace("Vellmar", "Véllmar").encode("cp1252"), replace(ALONG, charset=charset)).text
