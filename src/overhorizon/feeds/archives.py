"""Web archives (WARC, ISO 28500): the pages in them, one after the other, with the place where to go on."""

import gzip
import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from overhorizon.clean.draft import canonical_address
from overhorizon.clean.text import one_line
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.reports import Capture, Declared, Form, RawItem
from overhorizon.feeds import state as states
from overhorizon.feeds.addresses import STAGE, parse
from overhorizon.feeds.drops import Steps
from overhorizon.feeds.files import BadInput
from overhorizon.feeds.http import Fetcher, Unchanged
from overhorizon.feeds.options import FeedOptions
from overhorizon.feeds.state import FeedState, Mark

_NAME: Final = re.compile(r"\.warc(?:\.gz)?$", re.IGNORECASE)
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_MOST_ARCHIVES: Final = 10_000  # of one listing


def records(feed: FeedOptions, state: FeedState, fetcher: Fetcher, now: datetime) -> Steps:
    """The pages of an archive, of all archives in a folder, or of those in a listing at an address, in order.

    A listing has one address, or path on its host, a line, as the warc.paths.gz of Common Crawl. An archive that has grown is read
    on. Raises SkipItem for what is not there or is no archive.
    """
    archive = _Archive(outlet=feed.outlet, limit=fetcher.options.max_bytes, now=now)
    for name in _archives(feed, fetcher):
        mark = state.mark(name) or Mark(name=name)
        if feed.is_remote and mark.digest:
            continue  # an archive at an address is read to its end, once
        if not feed.is_remote and _stamp(name) == (mark.size, mark.modified):
            continue
        with _opened(name, feed, fetcher) as stream:
            for item, after in archive.pages(stream, mark):
                mark = after
                state = states.marked(state, mark)
                yield item, state
        size, modified = (mark.offset, 0) if feed.is_remote else _stamp(name)
        state = states.marked(state, replace(mark, size=size, modified=modified, digest="read"))
        yield None, state


def _archives(feed: FeedOptions, fetcher: Fetcher) -> list[str]:
    if not feed.is_remote:
        path = Path(feed.location)
        if path.is_dir():
            return sorted(str(p) for p in path.iterdir() if _NAME.search(p.name) and p.is_file())
        if not path.is_file():
            raise SkipItem(STAGE, "no such archive or folder")
        return [feed.location]
    if _NAME.search(parse(feed.location).path):
        return [feed.location]
    page = fetcher.get(feed.location)
    assert not isinstance(page, Unchanged)  # no validator was sent
    root = parse("/", base=parse(page.address))
    listed = [line.strip() for line in _plain(page.content, fetcher.options.max_bytes).splitlines()]
    return [str(parse(line, base=root)) for line in listed if _NAME.search(line)][:_MOST_ARCHIVES]


def _plain(content: bytes, limit: int) -> str:
    """The words of a listing, which may be a gzip file."""
    if content.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
                content = stream.read(limit + 1)
        except (OSError, EOFError) as error:
            raise SkipItem(STAGE, "the listing is no gzip file") from error
        if len(content) > limit:
            raise SkipItem(STAGE, f"a listing larger than {limit / 1_000_000:g} MB")
    return content.decode("utf-8", "replace")


def _stamp(name: str) -> tuple[int, int]:
    found = Path(name).stat()
    return found.st_size, found.st_mtime_ns


@contextmanager
def _opened(name: str, feed: FeedOptions, fetcher: Fetcher) -> Iterator[BinaryIO]:
    if not feed.is_remote:
        with Path(name).open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as stream:
        fetcher.download(name, stream)
        stream.seek(0)
        yield stream


@dataclass(frozen=True, slots=True, kw_only=True)
class _Archive:
    """What the pages of one archive have in common."""

    outlet: str | None
    limit: int  # bytes of a page, decompressed
    now: datetime

    def pages(self, stream: BinaryIO, mark: Mark) -> Iterator[tuple[RawItem | BadInput, Mark]]:
        """The pages behind the record at the mark's offset. ``lines`` counts records: 0, and the one at the offset is new, too."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        stream.seek(mark.offset)
        again = mark.lines > 0
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all"):
                if again:
                    again = False
                    continue
                mark = replace(mark, offset=record.stream_pos, lines=mark.lines + 1)
                http = record.http_headers
                if http is not None and http.status_code == 200 and record.http_content_type in _PAGES:
                    content = record.reader.read(self.limit + 1)
                    yield self.page(record.headers.get("WARC-Target-URI"), content, record.http_charset), mark
        except (OSError, ValueError) as error:
            raise SkipItem(STAGE, f"the archive breaks off or is none: {one_line(str(error), 100)}") from error

    def page(self, address: str | None, content: bytes, charset: str | None) -> RawItem | BadInput:
        canonical = canonical_address(address)
        origin = canonical or one_line(address or "a record without an address", 1_000)
        if len(content) > self.limit:
            return BadInput(origin=origin, line=None, reason=f"larger than {self.limit / 1_000_000:g} MB", form=Form.HTML)
        capture = Capture(content=content, form=Form.HTML, origin=origin, received=self.now)
        return RawItem(capture=capture, declared=Declared(address=canonical, outlet=self.outlet, charset=charset))
