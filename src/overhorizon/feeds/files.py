"""Local inputs: files, folders and standard input to raw items.

What cannot become a raw item comes back as a BadInput among the others, in its place: one bad line, file or folder never
stops the rest.
"""

import json
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from overhorizon.clean.text import one_line
from overhorizon.domain.errors import InvalidInput, SkipItem
from overhorizon.domain.reports import Capture, Form, Publication, RawItem, Rejection
from overhorizon.feeds.options import is_address

STAGE: Final = "input"
STANDARD_INPUT: Final = "-"
LARGEST: Final = 20_000_000  # bytes of one file or one record
KEPT: Final = 1_000_000  # bytes of a refused input that are kept with its rejection

_FORMS = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".json": "json", ".jsonl": "lines", ".ndjson": "lines",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"OggS", "a media file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32 have NUL bytes and are text
_HTML_OPENING = re.compile(
    rb"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096
_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadInput:
    """An input that could not become a raw item, and why. ``content`` is its first KEPT bytes, empty when unreadable."""

    origin: str
    line: int | None  # from 1, in a file of lines
    reason: str
    content: bytes = b""
    form: Form = Form.PAGE_TEXT

    def rejection(self, received: datetime) -> Rejection:
        """The form in which the ledger keeps it."""
        place = self.origin if self.line is None else f"{self.origin}:{self.line}"
        capture = Capture(content=self.content, form=self.form, origin=place, received=received)
        return Rejection(capture=capture, stage=STAGE, reason=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What every item of one run shares."""

    received: datetime
    published: Publication | None

    def item(self, content: bytes, form: Form, origin: str) -> RawItem:
        return RawItem(
            capture=Capture(content=content, form=form, origin=origin, received=self.received), published=self.published
        )


def read_inputs(
    inputs: Sequence[str],
    *,
    received: datetime,
    published: Publication | None,
    fetch: Callable[[str], RawItem | BadInput] | None = None,
) -> Iterator[RawItem | BadInput]:
    """The raw items of files, folders (recursively, in order of name) and "-" (standard input), lazily, in the order given.

    ``fetch`` gives what is at an http or https address; without it, addresses are no inputs.

    Read are text (.txt, .text, .md, or no extension), pages (.html, .htm, .xhtml), one JSON record or a list of them (.json),
    and one record a line (.jsonl, .ndjson; streamed). An explicitly named file with another extension is read by what it
    holds; inside a folder it is refused. Hidden files are skipped and links to folders not followed. A record's origin is
    "FILE:LINE" (or "FILE:NUMBER" in a list), its content the bytes as they stand there.
    """
    reader = _Reader(received=received, published=published)
    for given in inputs:
        if not given.strip():
            raise InvalidInput("an input without a name: perhaps a variable that is empty")
        if given == STANDARD_INPUT:
            yield from _stream(reader, sys.stdin.buffer, STANDARD_INPUT, None)
        elif fetch is not None and is_address(given):
            item = fetch(given)
            yield replace(item, published=published) if isinstance(item, RawItem) else item
        else:
            yield from _path(reader, Path(given))


def _path(reader: _Reader, path: Path) -> Iterator[RawItem | BadInput]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    if not stat.S_ISDIR(mode):
        yield from _file(reader, path, mode, _FORMS.get(path.suffix.lower()))
        return
    for found in walk(path):
        if isinstance(found, BadInput):
            yield found
            continue
        suffix = found.suffix.lower()
        if suffix in _FORMS or not suffix:
            try:
                mode = found.stat().st_mode
            except OSError as error:
                yield _unreadable(found, error)
                continue
            yield from _file(reader, found, mode, _FORMS.get(suffix))
        else:
            yield BadInput(
                origin=_name(found),
                line=None,
                reason=f"{one_line(suffix, 20)} files are not read (text, HTML, JSON and JSON Lines are)",
            )


def walk(folder: Path) -> Iterator[Path | BadInput]:
    """The files under a folder in order of name. Links to folders are not followed, so that no loop can be walked."""
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from walk(entry)
        else:
            yield entry


def _file(reader: _Reader, path: Path, mode: int, form: str | None) -> Iterator[RawItem | BadInput]:
    if not stat.S_ISREG(mode):
        yield BadInput(origin=_name(path), line=None, reason="not a plain file")
        return
    try:
        with path.open("rb") as stream:
            yield from _stream(reader, stream, _name(path), form)
    except OSError as error:
        yield _unreadable(path, error)


def _stream(reader: _Reader, stream: BinaryIO, origin: str, form: str | None) -> Iterator[RawItem | BadInput]:
    """The items of one open stream. ``form`` None: by what it holds."""
    head = stream.read(_HEAD)
    kind = binary_kind(head)
    if kind is not None:
        yield BadInput(origin=origin, line=None, reason=f"{kind}, no text", content=head + stream.read(KEPT - len(head)))
        return
    form = form or _sniff(head)
    if form == "lines":
        yield from _lines(reader, stream, head, origin)
        return
    content = head + stream.read(LARGEST + 1 - len(head))
    if len(content) > LARGEST:
        advice = "split it into JSON Lines" if form == "json" else "split it"
        yield BadInput(
            origin=origin, line=None, reason=f"larger than {LARGEST // 1_000_000} MB: {advice}", content=content[:KEPT]
        )
    elif form == "json":
        yield from _json(reader, content, origin)
    else:
        yield reader.item(content, Form.HTML if form == "html" else Form.PAGE_TEXT, origin)


def binary_kind(head: bytes) -> str | None:
    """What a binary file is, in words; None for text."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(_WIDE_MARKS):
        return None
    # A stray NUL or control character happens in text and is cleaned there.
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return "a binary file" if odd > max(4, len(head) // 50) else None


def looks_like_markup(head: bytes) -> bool:
    """Whether the first bytes of a text are those of a web page."""
    return _HTML_OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def _sniff(head: bytes) -> str:
    if looks_like_markup(head):
        return "html"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK)
    if start[:1] == b"[" and re.match(rb"\[\s*(?:\{|\])", start):
        return "json"
    if start[:1] == b"{" and re.match(rb'\{\s*(?:"|\})', start):
        return "lines" if _is_object(start.split(b"\n", 1)[0]) else "json"
    return "text"


def _lines(reader: _Reader, stream: BinaryIO, head: bytes, origin: str) -> Iterator[RawItem | BadInput]:
    """One record a line; blank lines are skipped; a line over the limit is refused without being held."""
    number, rest = 0, head.removeprefix(b"\xef\xbb\xbf")
    while True:
        cut = rest.find(b"\n")
        if cut >= 0:
            line, rest = rest[:cut], rest[cut + 1 :]
        else:
            more = stream.readline(LARGEST + 1 - len(rest))
            line, rest = rest + more, b""
        if not line and cut < 0:
            return
        number += 1
        if len(line.rstrip(b"\r\n")) > LARGEST or (len(line) > LARGEST and not line.endswith(b"\n")):
            while not line.endswith(b"\n") and (skipped := stream.readline(KEPT)):
                line = line[:KEPT] + skipped[-1:]
            yield BadInput(
                origin=origin,
                line=number,
                reason=f"a record larger than {LARGEST // 1_000_000} MB",
                content=line[:KEPT],
                form=Form.RECORD,
            )
        elif line.strip(_BLANK):
            yield _record(reader, line.strip(_BLANK), origin, number)


def line_item(line: bytes, origin: str, number: int, *, received: datetime) -> RawItem | BadInput | None:
    """The item of one line of records, with its end or without; None for a blank line."""
    content = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip(_BLANK)
    if len(content) > LARGEST:
        reason = f"a record larger than {LARGEST // 1_000_000} MB"
        return BadInput(origin=origin, line=number, reason=reason, content=content[:KEPT], form=Form.RECORD)
    return _record(_Reader(received=received, published=None), content, origin, number) if content else None


def _record(reader: _Reader, content: bytes, origin: str, number: int) -> RawItem | BadInput:
    try:
        _object(_text(content))
    except SkipItem as refusal:
        return BadInput(origin=origin, line=number, reason=refusal.reason, content=content[:KEPT], form=Form.RECORD)
    return reader.item(content, Form.RECORD, f"{origin}:{number}")


def _json(reader: _Reader, content: bytes, origin: str) -> Iterator[RawItem | BadInput]:
    """One record, a list of records, or records line by line in a file that should be called .jsonl."""
    text = _text(content.strip(_BLANK))
    if text.startswith("["):
        yield from _list(reader, text, origin)
        return
    try:
        _object(text)
    except SkipItem as refusal:
        lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        if len(lines) > 1 and any(_is_object(line) for line in lines[:3]):
            for number, line in enumerate(lines, 1):
                if line.strip(_BLANK):
                    yield _record(reader, line.strip(_BLANK), origin, number)
        else:
            yield BadInput(origin=origin, line=None, reason=refusal.reason, content=content[:KEPT], form=Form.RECORD)
        return
    yield reader.item(content.strip(_BLANK), Form.RECORD, origin)


def _list(reader: _Reader, text: str, origin: str) -> Iterator[RawItem | BadInput]:
    """The members of a JSON list, each with its own bytes. What follows a broken member cannot be told apart: one BadInput."""
    decoder, at, number = json.JSONDecoder(), _skip(text, 1, ""), 0
    if text[at : at + 1] == "]":
        yield BadInput(
            origin=origin,
            line=None,
            reason="an empty list of records",
            content=text[:KEPT].encode("utf-8", "replace"),
            form=Form.RECORD,
        )
        return
    while text[at : at + 1] not in ("]", ""):
        number += 1
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            broken = text[at : at + KEPT].encode("utf-8", "replace")[:KEPT]
            yield BadInput(origin=f"{origin}:{number}", line=None, reason=_broken(error), content=broken, form=Form.RECORD)
            return
        content = text[at:end].encode("utf-8", "surrogatepass")
        if isinstance(value, dict):
            yield reader.item(content, Form.RECORD, f"{origin}:{number}")
        else:
            yield BadInput(
                origin=f"{origin}:{number}",
                line=None,
                reason="the JSON is no object with fields",
                content=content[:KEPT],
                form=Form.RECORD,
            )
        at = _skip(text, end, ",")
    if text[at : at + 1] != "]":
        yield BadInput(origin=origin, line=None, reason="broken JSON: the list of records is cut off", form=Form.RECORD)


def _skip(text: str, at: int, also: str) -> int:
    while at < len(text) and text[at] in " \t\r\n" + also:
        at += 1
    return at


def _text(content: bytes) -> str:
    try:
        return content.decode(json.detect_encoding(content), "surrogatepass")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _object(text: str) -> None:
    """Raises SkipItem unless the text is one JSON object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SkipItem(STAGE, _broken(error)) from None
    if not isinstance(value, dict):
        raise SkipItem(STAGE, "the JSON is no object with fields such as url, publisher, published, title and text")


def _is_object(line: bytes) -> bool:
    try:
        _object(_text(line.strip(_BLANK)))
    except SkipItem:
        return False
    return True


def _broken(error: Exception) -> str:
    return "the JSON is nested too deeply" if isinstance(error, RecursionError) else f"broken JSON: {one_line(str(error), 120)}"


def _unreadable(path: Path, error: Exception) -> BadInput:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {one_line(words, 120).lower()}"
    return BadInput(origin=_name(path), line=None, reason=reason)


def _name(path: Path) -> str:
    """A path that can be stored and shown, whatever bytes its name has."""
    return one_line(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"), 1_000)
