"""Folders into which reports are dropped, and files of records that grow."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from overhorizon.clean.text import one_line
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.reports import RawItem
from overhorizon.feeds import state as states
from overhorizon.feeds.addresses import STAGE
from overhorizon.feeds.files import LARGEST, BadInput, line_item, read_inputs, walk
from overhorizon.feeds.options import FeedOptions
from overhorizon.feeds.state import FeedState, Mark

Steps = Iterator[tuple[RawItem | BadInput | None, FeedState]]

SETTLED: Final = timedelta(seconds=2)  # a file that changed just now may still be written
_HEAD: Final = 1024  # bytes by which a file of records is known to be the same file


def folder(feed: FeedOptions, state: FeedState, now: datetime) -> Steps:
    """The files of a folder that are new or have changed, in order of name.

    A file is marked as read with its last item: a crash in the middle of many records reads it again, which the ledger takes as what
    it has. Raises SkipItem when there is no such folder.
    """
    root = Path(feed.location)
    if not root.is_dir():
        raise SkipItem(STAGE, "no such folder")
    present = set()
    for path in walk(root):
        if isinstance(path, BadInput):
            continue  # a folder that cannot be opened: its files are looked for again at the next look
        present.add(states.mark_key(str(path)))
        mark = _changed(path, state.mark(str(path)), now)
        if mark is None:
            continue
        held: RawItem | BadInput | None = None
        if mark.digest != _digest_of(state.mark(str(path))):
            for item in read_inputs([str(path)], received=now, published=None):
                if held is not None:
                    yield held, state
                held = _of_outlet(item, feed)
        state = states.marked(state, mark)
        yield held, state
    yield None, replace(state, marks=tuple(mark for mark in state.marks if states.mark_key(mark.name) in present))


def lines(feed: FeedOptions, state: FeedState, now: datetime) -> Steps:
    """The lines that were added to a file of records. A last line without its end waits. A file that was replaced is read anew.

    Raises SkipItem when there is no such file.
    """
    path = Path(feed.location)
    if not path.is_file():
        raise SkipItem(STAGE, "no such file")
    mark = state.mark(feed.location) or Mark(name=feed.location)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if hashlib.sha256(head[: min(mark.offset, _HEAD)]).hexdigest() != (mark.digest or hashlib.sha256(b"").hexdigest()):
            mark = Mark(name=feed.location)
        stream.seek(mark.offset)
        while line := stream.readline(LARGEST + 1):
            size = len(line)
            if not line.endswith(b"\n"):
                if size <= LARGEST:
                    break  # still being written
                size += _skip_line(stream)
            mark = replace(
                mark,
                offset=mark.offset + size,
                lines=mark.lines + 1,
                digest=hashlib.sha256(head[: min(mark.offset + size, _HEAD)]).hexdigest(),
            )
            state = states.marked(state, mark)
            item = line_item(line, feed.location, mark.lines, received=now)
            yield (_of_outlet(item, feed) if item is not None else None), state


def _skip_line(stream: BinaryIO) -> int:
    """The bytes up to the end of a line that is too long to be held."""
    skipped = 0
    while rest := stream.readline(1_000_000):
        skipped += len(rest)
        if rest.endswith(b"\n"):
            break
    return skipped


def _of_outlet(item: RawItem | BadInput, feed: FeedOptions) -> RawItem | BadInput:
    if isinstance(item, BadInput) or feed.outlet is None:
        return item
    return replace(item, declared=replace(item.declared, outlet=feed.outlet))


def _changed(path: Path, before: Mark | None, now: datetime) -> Mark | None:
    """The mark of a file that is new, or whose size or time has changed; None for any other, and while it may still be written."""
    try:
        found = path.stat()
        if before is not None and (found.st_size, found.st_mtime_ns) == (before.size, before.modified):
            return None
        if timedelta(0) <= now - datetime.fromtimestamp(found.st_mtime, now.tzinfo) < SETTLED:
            return None
        digest = _digest(path) if path.is_file() and found.st_size <= LARGEST else f"{found.st_size} {found.st_mtime_ns}"
    except OSError as error:
        digest, found = one_line(f"unreadable: {error.strerror}", 80), None
        if before is not None and before.digest == digest:
            return None
    return Mark(name=str(path), size=found.st_size if found else 0, modified=found.st_mtime_ns if found else 0, digest=digest)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest_of(mark: Mark | None) -> str:
    return mark.digest if mark is not None else ""
