"""Addresses that a user names, and what is there."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from overhorizon.clean import clean
from overhorizon.domain.reports import Form, Publication, PublicationBasis, RawItem, Report
from overhorizon.feeds.files import BadInput, read_inputs
from overhorizon.feeds.http import Fetcher
from overhorizon.feeds.pages import open_address
from overhorizon.runs.fetching import opener
from tests.feeds.server import Web
from tests.feeds.test_polling import STORY, put_page

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Fetching = Callable[..., Fetcher]
WWW = "www.example.org"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_an_address_among_the_inputs(web: Web, fetching: Fetching) -> None:
    when = Publication(first=date(2026, 3, 1), last=date(2026, 3, 1), basis=PublicationBasis.GIVEN)
    fetcher = fetching()
    address = put_page(web, "/a")
    missing = f"HTTP://{WWW}:{web.port}/missing"
    good, bad = read_inputs(
        [address + "?utm_source=chat#top", missing],
        received=NOW,
        published=when,
        fetch=lambda named: open_address(named, fetcher),
    )
    assert isinstance(good, RawItem) and good.published == when and good.capture.origin == address
    report = clean(good)
    assert isinstance(report, Report) and report.address == address and report.publication == when
    assert isinstance(bad, BadInput) and (bad.origin, bad.reason) == (missing, "answers 404 (not found)")


@pytest.mark.parametrize(
    ("body", "kind", "form"),
    [
        (f"<p>{STORY}", "text/html", Form.HTML),
        (f"<!DOCTYPE html><p>{STORY}", "text/plain", Form.HTML),
        ("Plain words.", "text/plain; charset=utf-8", Form.PAGE_TEXT),
        (f"<html>{STORY}", "application/xhtml+xml", Form.HTML),
    ],
)
def test_the_form_of_a_page(web: Web, fetching: Fetching, body: str, kind: str, form: Form) -> None:
    item = open_address(web.put(WWW, "/a", body, Content_Type=kind), fetching())
    assert isinstance(item, RawItem) and item.capture.form is form


def test_a_busy_site_is_for_later(web: Web, fetching: Fetching) -> None:
    item = open_address(web.put(WWW, "/a", "", status=503), fetching())
    assert isinstance(item, BadInput) and item.reason == "answers 503 (its server is busy): try again later"


def test_read_fetches_nothing_from_this_machine_or_its_network() -> None:
    opened = opener()
    for address in ("http://127.0.0.1:8080/", "http://[::1]/", "http://169.254.169.254/latest/", "http://0x7f000001/"):
        item = opened(address)
        assert isinstance(item, BadInput) and "private network" in item.reason, item


def test_an_address_is_no_path_without_a_fetcher() -> None:
    (item,) = read_inputs(["http://example.org/a"], received=NOW, published=None)
    assert isinstance(item, BadInput) and item.reason == "does not exist"
