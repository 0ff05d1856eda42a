"""JSON records: url, publisher, published, title, text."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.clean.draft import canonical_address, headed
from overhorizon.domain.reports import Form, Publication, PublicationBasis, Rejection, Report, Unread

Read = Callable[..., Report | Unread | Rejection]


TEXT = "Gunmen stormed a mine outside Vellmar on Thursday and killed two guards, the company said.\n\nThe road is open again."
RECORD = {
    "url": "https://post.example/mine?utm_source=x",
    "publisher": "The Vellmar Post",
    "published": "2025-04-03",
    "title": "Two guards killed in mine raid",
    "text": TEXT,
}


def cleaned(read: Read, **members: object) -> Report:
    result = read(json.dumps({**RECORD, **members}), Form.RECORD)
    assert isinstance(result, Report), result
    return result


def test_a_record_is_read_as_it_declares_itself(read: Read) -> None:
    result = cleaned(read)
    assert result.text == f"Two guards killed in mine raid\n\n{TEXT}"
    assert result.title is not None and result.title.of(result.text) == RECORD["title"]
    assert result.address == "https://post.example/mine"
    assert result.outlet == "The Vellmar Post"
    assert result.publication == Publication(first=date(2025, 4, 3), last=date(2025, 4, 3), basis=PublicationBasis.DECLARED)


def test_a_title_that_the_text_opens_with_is_not_put_twice(read: Read) -> None:
    result = cleaned(read, text=f"TWO GUARDS KILLED IN MINE RAID.\n\n{TEXT}")
    assert result.text.lower().count("two guards killed in mine raid") == 1
    assert result.title is not None and result.title.of(result.text) == "TWO GUARDS KILLED IN MINE RAID."


def test_a_title_below_a_masthead_stays_where_it_stands(read: Read) -> None:
    result = cleaned(read, text=f"Vellmar Observer\nWorld | Sport | Weather\n\nTwo guards killed in mine raid\n\n{TEXT}")
    assert result.text.count("Two guards killed in mine raid") == 1
    assert [f.span.of(result.text) for f in result.furniture] == ["Vellmar Observer", "World | Sport | Weather"]


@pytest.mark.parametrize(
    "members",
    [
        {
            "link": "https://post.example/a",
            "source": {"id": None, "name": "The Post"},
            "publishedAt": "2025-04-03",
            "headline": "T",
            "content": TEXT,
        },
        {"URL": "https://post.example/a", "Outlet": "The Post", "Date": "2025-04-03", "Title": "T", "Body": TEXT},
        {"uri": "https://post.example/a", "site": "The Post", "pub_date": "3 April 2025", "text": TEXT.split("\n\n")},
    ],
)
def test_common_other_names_are_understood(read: Read, members: dict[str, object]) -> None:
    result = read(json.dumps(members), Form.RECORD)
    assert isinstance(result, Report)
    assert (result.address, result.outlet) == ("https://post.example/a", "The Post")
    assert result.publication is not None and result.publication.first == date(2025, 4, 3)
    assert result.text.endswith(TEXT)


@pytest.mark.parametrize("value", [None, "", "unknown", "N/A"])
def test_no_date_stays_no_date(read: Read, value: object) -> None:
    assert cleaned(read, published=value).publication is None


@pytest.mark.parametrize("value", ["soonish", "03/04/2025", 1743689100, True, {"year": 2025}, ["2025"]])
def test_a_date_that_cannot_be_read_refuses_the_record_and_says_so(read: Read, value: object) -> None:
    result = read(json.dumps({**RECORD, "published": value}), Form.RECORD)
    assert isinstance(result, Rejection)
    assert result.reason.startswith("published: ") and "is no date" in result.reason and "\n" not in result.reason


def test_a_given_date_stands_in_for_one_that_cannot_be_read(read: Read) -> None:
    given_date = Publication(first=date(2025, 4, 3), last=date(2025, 4, 3), basis=PublicationBasis.GIVEN)
    result = read(json.dumps({**RECORD, "published": "soonish"}), Form.RECORD, published=given_date)
    assert isinstance(result, Report) and result.publication == given_date


def test_html_stands_in_for_text(read: Read) -> None:
    markup = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n")) + "<script>killed 90</script>"
    for name in ("html", "text"):
        record = {**RECORD, "text": None, name: markup}
        result = read(json.dumps(record), Form.RECORD)
        assert isinstance(result, Report)
        assert result.text.startswith("Two guards killed in mine raid\n\nGunmen") and "90" not in result.text
        assert result.outlet == "The Vellmar Post"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "broken JSON"),
        ("[1, 2]", "no object"),
        ('"text"', "no object"),
        ("{}", "no text"),
        ('{"title": "Two guards killed"}', "a title and no text"),
        ('{"text": "   "}', "no text"),
        ('{"text": 7}', "no text"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_record_is_refused_with_one_reason(read: Read, content: str, reason: str) -> None:
    result = read(content, Form.RECORD)
    assert isinstance(result, Rejection) and reason in result.reason


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("HTTPS://Www.Example.org:443/a?utm_source=x&id=3&fbclid=1#comments", "https://www.example.org/a?id=3"),
        ("http://user:secret@example.org/a", "http://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("ftp://example.org/a", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("www.example.org/a", None),
        ("https://exa mple.org/a", None),
        ("https://[::1", None),
        ("https://example.org:99999/", None),
        ("", None),
        (None, None),
        ("https://example.org/" + "a" * 3000, None),
    ],
)
def test_an_address_is_canonical_or_none(url: str | None, address: str | None) -> None:
    assert canonical_address(url) == address


@given(st.text(max_size=200))
def test_any_address_is_taken_or_left(url: str) -> None:
    address = canonical_address(url)
    assert address is None or address.startswith(("http://", "https://"))


@given(st.text(max_size=100), st.text(max_size=300))
def test_the_title_opens_the_text(title: str, body: str) -> None:
    text, span = headed(title, body)
    assert span is None or span.of(text).strip()
