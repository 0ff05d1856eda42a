"""Folders, files of records and web archives as feeds."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overhorizon.clean import clean
from overhorizon.domain.reports import RawItem, Report
from overhorizon.feeds.files import LARGEST, BadInput
from overhorizon.feeds.http import Fetcher
from overhorizon.feeds.options import FeedKind
from overhorizon.feeds.state import Condition, mark_key
from tests.feeds.conftest import Hands
from tests.feeds.server import Web
from tests.feeds.test_polling import Reader, feed_at

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Fetching = Callable[..., Fetcher]
WWW = "www.example.org"
TEXT = "Gunmen stormed a mine outside Vellmar on Thursday and killed two guards, the company said. Report {}."


def record(number: int) -> bytes:
    return json.dumps({"title": "Mine raid", "url": f"https://news.example.org/{number}", "text": TEXT.format(number)}).encode()


def origins(items: list[RawItem | BadInput]) -> list[str]:
    return [item.capture.origin if isinstance(item, RawItem) else item.origin for item in items]


def test_a_folder_gives_new_and_changed_files(tmp_path: Path, hands: Hands, fetching: Fetching) -> None:
    reader = Reader(feed_at(str(tmp_path), FeedKind.FOLDER, outlet="Ford Post"), fetching(), hands)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_bytes(record(1) + b"\n" + record(2) + b"\n")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    found = reader.look()
    assert origins(found) == [
        str(tmp_path / "a.txt"),
        f"{tmp_path / 'b.jsonl'}:1",
        f"{tmp_path / 'b.jsonl'}:2",
        str(tmp_path / "c.png"),
    ]
    assert isinstance(found[-1], BadInput) and {r.outlet for r in reader.reports()} == {"Ford Post"}
    hands.move(hours=1)
    os.utime(tmp_path / "a.txt", ns=(1, 1))  # touched, with the same words
    assert reader.look() == []
    (tmp_path / "a.txt").write_text(TEXT.replace("two", "three"))
    (tmp_path / "new.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").unlink()
    hands.move(hours=1)
    assert origins(reader.look()) == [str(tmp_path / "a.txt"), str(tmp_path / "new.txt")]
    there = {mark_key(str(path)) for path in tmp_path.rglob("*")}
    assert {mark_key(mark.name) for mark in reader.state.marks} <= there


def test_a_file_that_may_still_be_written_waits(tmp_path: Path, hands: Hands, fetching: Fetching) -> None:
    reader = Reader(feed_at(str(tmp_path), FeedKind.FOLDER), fetching(), hands)
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    os.utime(path, (hands.at.timestamp() - 1,) * 2)
    assert reader.look() == []
    hands.move(minutes=15)
    assert origins(reader.look()) == [str(path)]


def test_a_folder_that_is_not_there_is_named_and_comes_back(tmp_path: Path, hands: Hands, fetching: Fetching) -> None:
    reader = Reader(feed_at(str(tmp_path / "later"), FeedKind.FOLDER), fetching(), hands)
    assert reader.look() == [] and reader.state.reason == "no such folder"
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.txt").write_text(TEXT)
    assert reader.state.quiet_until is not None
    hands.at = reader.state.quiet_until
    assert len(reader.look()) == 1 and reader.state.condition is Condition.WELL


def test_a_crash_in_a_file_of_many_reads_it_again(tmp_path: Path, hands: Hands, fetching: Fetching) -> None:
    (tmp_path / "b.jsonl").write_bytes(b"\n".join(record(n) for n in range(3)))
    reader = Reader(feed_at(str(tmp_path), FeedKind.FOLDER), fetching(), hands)
    reader.look(stop_after=2)
    reader.look()
    assert {r.address for r in reader.reports()} == {f"https://news.example.org/{n}" for n in range(3)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 4)), max_size=8))
def test_appended_lines_come_once_however_they_are_written_and_read(
    tmp_path: Path, hands: Hands, fetching: Fetching, steps: list[tuple[int, bool, int]]
) -> None:
    """Whole lines and half ones are appended; looks are cut short: each line comes once, in order."""
    path = tmp_path / "drop.jsonl"
    path.write_bytes(b"")
    reader = Reader(feed_at(str(path), FeedKind.JSONL), fetching(), hands)
    written, half = 0, b""
    for lines, halved, cut in steps:
        with path.open("ab") as stream:
            for _ in range(lines):
                whole = record(written) + b"\n"
                stream.write(whole[len(half) :])
                written, half = written + 1, b""
            if halved and not half:
                half = record(written)[:20]
                stream.write(half)
        reader.look(stop_after=cut)
        hands.move(hours=1)
    reader.look()
    assert [r.address for r in reader.reports()] == [f"https://news.example.org/{n}" for n in range(written)]


def test_a_file_that_was_replaced_is_read_anew_and_bad_lines_are_told(tmp_path: Path, hands: Hands, fetching: Fetching) -> None:
    path = tmp_path / "drop.jsonl"
    path.write_bytes(record(1) + b"\n\n{broken\n" + b"x" * (LARGEST + 10) + b"\n" + record(2) + b"\n")
    reader = Reader(feed_at(str(path), FeedKind.JSONL), fetching(), hands)
    found = reader.look()
    assert origins(found) == [f"{path}:1", str(path), str(path), f"{path}:5"]
    assert [item.line for item in found if isinstance(item, BadInput)] == [3, 4]
    path.write_bytes(record(3) + b"\n")
    hands.move(hours=1)
    assert origins(reader.look()) == [f"{path}:1"]
    path.unlink()
    hands.move(hours=1)
    assert reader.look() == [] and reader.state.reason == "no such file"


# Web archives


def warc(*pages: tuple[str, str, str], compress: bool = True) -> bytes:
    """Records of (address, status line, body), as crawlers write them."""
    made = b""
    for address, status, body in pages:
        http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(made):012}>\r\n"
            f"WARC-Date: 2026-03-01T00:00:00Z\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        ).encode()
        whole = head + http + b"\r\n\r\n"
        made += gzip.compress(whole, mtime=0) if compress else whole
    return made


def page(number: int) -> tuple[str, str, str]:
    body = f"<html><body><article><h1>Mine raid</h1><p>{TEXT.format(number)}</p></article></body></html>"
    return f"https://news.example.org/{number}?utm_source=x", "200 OK", body


@pytest.mark.parametrize("compress", [True, False])
@pytest.mark.parametrize("cut", range(5))
def test_an_archive_goes_on_where_it_was(tmp_path: Path, hands: Hands, fetching: Fetching, compress: bool, cut: int) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(warc(page(0), ("https://news.example.org/x", "404 Not Found", "gone"), page(1), page(2), compress=compress))
    reader = Reader(feed_at(str(path), FeedKind.WARC, outlet="Ford Post"), fetching(), hands)
    reader.look(stop_after=cut)
    reader.look()
    assert [r.address for r in reader.reports()] == [f"https://news.example.org/{n}" for n in range(3)]
    path.write_bytes(path.read_bytes() + warc(page(3), compress=compress))
    hands.move(hours=1)
    assert len(reader.look()) == 1 and reader.reports()[-1].address == "https://news.example.org/3"
    hands.move(hours=1)
    assert reader.look() == []


def test_a_folder_of_archives_and_a_bomb_in_one(tmp_path: Path, hands: Hands, fetching: Fetching) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc(("https://news.example.org/big", "200 OK", "x" * 3_000_000), page(1)))
    (tmp_path / "b.warc").write_bytes(warc(page(2), compress=False))
    (tmp_path / "c.txt").write_text(TEXT)
    reader = Reader(feed_at(str(tmp_path), FeedKind.WARC), fetching(), hands)
    first, *_ = reader.look()
    assert isinstance(first, BadInput) and first.reason == "larger than 2 MB"
    assert [r.address for r in reader.reports()] == ["https://news.example.org/1", "https://news.example.org/2"]


@pytest.mark.parametrize("content", [b"no archive at all" * 50, gzip.compress(b"neither is this" * 50)])
def test_what_is_no_archive_is_told(tmp_path: Path, hands: Hands, fetching: Fetching, content: bytes) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(content)
    reader = Reader(feed_at(str(path), FeedKind.WARC), fetching(), hands)
    assert reader.look() == []
    assert reader.state.reason is not None and reader.state.reason.startswith("the archive breaks off or is none")


def test_archives_of_a_listing_at_an_address(web: Web, hands: Hands, fetching: Fetching) -> None:
    for name, number in (("a", 1), ("b", 2)):
        web.put(WWW, f"/crawl/{name}.warc.gz", warc(page(number)))
    listing = web.put(
        WWW, "/crawl/warc.paths.gz", gzip.compress(f"crawl/a.warc.gz\nhttp://{WWW}:{web.port}/crawl/b.warc.gz\nREADME\n".encode())
    )
    reader = Reader(feed_at(listing, FeedKind.WARC), fetching(), hands)
    reader.look(stop_after=1)
    hands.move(hours=1)
    reader.look()
    assert [r.address for r in reader.reports()] == ["https://news.example.org/1", "https://news.example.org/2"]
    hands.move(hours=1)
    asked = len(web.asked("/crawl/a.warc.gz"))
    assert reader.look() == [] and len(web.asked("/crawl/a.warc.gz")) == asked


def test_a_listing_may_not_lead_inside(web: Web, hands: Hands, fetching: Fetching) -> None:
    listing = web.put(WWW, "/warc.paths", "http://10.0.0.1/secret.warc.gz\n")
    reader = Reader(feed_at(listing, FeedKind.WARC), fetching(), hands)
    assert reader.look() == [] and "private network" in (reader.state.reason or "")


def test_an_archived_page_is_a_report(tmp_path: Path, hands: Hands, fetching: Fetching) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes(warc(page(5), compress=False))
    (item,) = Reader(feed_at(str(path), FeedKind.WARC, outlet="Ford Post"), fetching(), hands).look()
    assert isinstance(item, RawItem) and item.capture.received == hands.at
    report = clean(item)
    assert isinstance(report, Report) and report.outlet == "Ford Post"
