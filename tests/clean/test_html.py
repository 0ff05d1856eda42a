"""Web pages: the article, what it declares, and nothing that a reader does not see."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from overhorizon.domain.reports import Form, Publication, PublicationBasis, Rejection, Report, Unread

Read = Callable[..., Report | Unread | Rejection]


BODY = """
<p>Gunmen stormed a copper mine outside Vellmar before dawn on Thursday and killed two guards, the company said.</p>
<p>The attackers came in three trucks, according to a miner who hid in the lamp room.</p>
<p>By Friday morning the road was open again, and the army had sent a company of soldiers to the mine.</p>
"""


def page(head: str = "", body: str = BODY) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}'
        "<title>Two guards killed in mine raid | The Vellmar Post</title></head>"
        '<body><nav><a href="/">Home</a><a href="/world">World</a><a href="/sport">Sport</a></nav>'
        f"<article><h1>Two guards killed in mine raid</h1>{body}</article>"
        '<aside><h3>Most read</h3><ul><li><a href="/1">The bakery that never closes</a></li></ul></aside>'
        '<footer>The Vellmar Post. All rights reserved.</footer></body></html>'
    )  # fmt: skip


def report(read: Read, markup: str) -> Report:
    result = read(markup, Form.HTML)
    assert isinstance(result, Report), result
    return result


def test_the_article_stands_alone_under_its_title(read: Read) -> None:
    result = report(read, page('<meta property="og:site_name" content="The Vellmar Post">'))
    assert result.title is not None and result.title.of(result.text) == "Two guards killed in mine raid"
    assert result.text.startswith("Two guards killed in mine raid\n")
    assert result.text.count("Two guards killed in mine raid") == 1
    assert result.outlet == "The Vellmar Post"
    for outside in ("Sport", "bakery", "rights"):
        assert outside not in result.text


@pytest.mark.parametrize(
    ("head", "first", "instant"),
    [
        (
            '<meta property="article:published_time" content="2025-04-03T14:05:00+02:00">',
            "2025-04-03",
            "2025-04-03T14:05:00+02:00",
        ),
        ('<meta name="date" content="2025-04-03">', "2025-04-03", None),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-04-03T08:00:00Z",'
            ' "dateModified": "2025-05-01T08:00:00Z"}</script>',
            "2025-04-03",
            "2025-04-03T08:00:00+00:00",
        ),
    ],
)
def test_the_first_publication_is_read_from_metadata(read: Read, head: str, first: str, instant: str | None) -> None:
    when = report(read, page(head)).publication
    assert when is not None and when.basis is PublicationBasis.METADATA
    assert when.first == when.last == date.fromisoformat(first)
    assert when.instant == (datetime.fromisoformat(instant) if instant else None)


def test_a_page_without_a_date_has_none(read: Read) -> None:
    assert report(read, page()).publication is None


def test_a_date_in_the_running_text_is_no_publication(read: Read) -> None:
    body = BODY + "<p>The mine was raided before, on 12 March 2019, when four men died in the shaft.</p>"
    assert report(read, page(body=body)).publication is None


def test_what_the_user_gives_wins(read: Read) -> None:
    given = Publication(first=date(2025, 1, 1), last=date(2025, 1, 1), basis=PublicationBasis.GIVEN)
    result = read(page('<meta name="date" content="2025-04-03">'), Form.HTML, published=given)
    assert isinstance(result, Report) and result.publication == given


def test_the_declared_address_is_canonical(read: Read) -> None:
    head = '<link rel="canonical" href="https://Post.example/mine-raid?utm_source=mail&amp;id=7#top">'
    assert report(read, page(head)).address == "https://post.example/mine-raid?id=7"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var x = 'HIDDEN people were killed in the square on Monday, it said.';</script>",
        "<style>p:after{content:'HIDDEN'}</style>",
        "<!-- HIDDEN people were killed in the square on Monday, it said. -->",
        "<template><p>HIDDEN people were killed in the square on Monday, it said.</p></template>",
        "<noscript><p>HIDDEN people were killed in the square on Monday, it said.</p></noscript>",
        "<p hidden>HIDDEN people were killed in the square on Monday, it said.</p>",
        "<div hidden><p>HIDDEN people were killed in the square on Monday, it said.</p></div>",
        '<p style="display: none">HIDDEN people were killed in the square on Monday, it said.</p>',
        '<p style="visibility:hidden">HIDDEN people were killed in the square on Monday, it said.</p>',
        '<p style="font-size:0">HIDDEN people were killed in the square on Monday, it said.</p>',
        '<p style="position:absolute;left:-9999px">HIDDEN people were killed in the square on Monday, it said.</p>',
        '<p aria-hidden="true">HIDDEN people were killed in the square on Monday, it said.</p>',
        '<p class="sr-only">HIDDEN people were killed in the square on Monday, it said.</p>',
        "<style>.gone, #none {display:none}</style><p class='gone'>HIDDEN people were killed in the square on Monday.</p>",
        "<style>p.gone {opacity: 0}</style><p class='x gone'>HIDDEN people were killed in the square on Monday.</p>",
        "<textarea>HIDDEN people were killed in the square on Monday, it said.</textarea>",
        '<script type="application/ld+json">{"articleBody": "HIDDEN people were killed in the square on Monday."}</script>',
    ],
)
def test_what_a_reader_does_not_see_is_not_read(read: Read, hidden: str) -> None:
    result = report(read, page(body=BODY.replace("<p>The attackers", hidden + "<p>The attackers")))
    assert "HIDDEN" not in result.text
    assert "three trucks" in result.text and "open again" in result.text


@pytest.mark.parametrize("shown", ["hidden md:block", "d-none d-lg-block"])
def test_what_is_hidden_on_small_screens_only_is_read(read: Read, shown: str) -> None:
    assert "three trucks" in report(read, page(body=BODY.replace("<p>", f'<p class="{shown}">'))).text


def test_a_fault_of_the_extractor_costs_that_page_alone(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise TypeError("boom")

    monkeypatch.setattr("trafilatura.bare_extraction", broken)
    result = read(page(), Form.HTML)
    assert isinstance(result, Rejection) and "TypeError" in result.reason


@pytest.mark.parametrize(
    "around",
    [
        '<aside><time datetime="2019-01-05">5 January 2019</time></aside>',
        '<div id="comments"><time datetime="2019-01-05">5 January 2019</time></div>',
        "<footer>© 2019 The Vellmar Post</footer>",
    ],
)
def test_dates_around_the_article_are_not_its_own(read: Read, around: str) -> None:
    markup = page().replace("</body>", around + "</body>")
    assert report(read, markup).publication is None


def test_a_print_style_sheet_hides_nothing(read: Read) -> None:
    style = "<style>@media print { .story {display:none} } .story {color:black}</style>"
    body = style + BODY.replace("<p>", '<p class="story">')
    assert "three trucks" in report(read, page(body=body)).text


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><nav><a href='/a'>Home</a></nav><ul><li><a href='/c'>Africa</a></li></ul></body></html>",
        "<html><head><title>Sections</title></head><body><script>document.write('killed')</script></body></html>",
        "<html></html>",
        "<!-- only a comment -->",
        "<div>" * 50_000 + "deep",
        "<p>" + "<span>" * 1_000 + "deep",
    ],
    ids=["navigation", "script", "empty", "comment", "deep", "spans"],
)
def test_a_page_without_an_article_is_refused_with_a_reason(read: Read, markup: str) -> None:
    result = read(markup, Form.HTML)
    assert isinstance(result, Rejection)
    assert result.stage == "clean" and result.reason and "\n" not in result.reason


def test_escape_sequences_in_markup_do_not_reach_the_text(read: Read) -> None:
    text = report(read, page(body=BODY.replace("two guards", "two \x1b[31mguards\x1b[0m\x00"))).text
    assert "killed two guards, the company" in text


def test_a_huge_page_is_refused_before_it_is_parsed(read: Read) -> None:
    result = read("<p>" + "word " * 1_100_000, Form.HTML)
    assert isinstance(result, Rejection) and "million characters" in result.reason
