"""Local inputs: what is read, and what is told apart as bad."""

import io
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overhorizon.clean import clean
from overhorizon.domain.reports import Form, Publication, PublicationBasis, RawItem, Rejection, Unread
from overhorizon.feeds import files
from overhorizon.feeds.files import KEPT, LARGEST, BadInput, read_inputs

RECEIVED = datetime(2026, 2, 1, tzinfo=UTC)
TEXT = "Gunmen stormed a mine outside Vellmar on Thursday and killed two guards, the company said."
RECORD = json.dumps({"title": "Mine raid", "text": TEXT}).encode()


def read(*inputs: object) -> list[RawItem | BadInput]:
    return list(read_inputs([str(i) for i in inputs], received=RECEIVED, published=None))


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def bad(item: RawItem | BadInput) -> BadInput:
    assert isinstance(item, BadInput), item
    assert item.reason.isprintable() and 5 <= len(item.reason) <= 160
    return item


def good(item: RawItem | BadInput) -> RawItem:
    assert isinstance(item, RawItem), item
    return item


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.txt", TEXT, Form.PAGE_TEXT),
        ("a.md", TEXT, Form.PAGE_TEXT),
        ("a", TEXT, Form.PAGE_TEXT),
        ("a.TXT", TEXT, Form.PAGE_TEXT),
        ("a.html", f"<p>{TEXT}", Form.HTML),
        ("a.htm", TEXT, Form.HTML),
        ("a.xhtml", f'<?xml version="1.0"?><html><p>{TEXT}', Form.HTML),
        ("a.json", RECORD, Form.RECORD),
        ("page", f"  <!DOCTYPE html><p>{TEXT}", Form.HTML),
        ("record", RECORD, Form.RECORD),
        ("report.2023-04", TEXT, Form.PAGE_TEXT),
        ("utf16.txt", TEXT.encode("utf-16"), Form.PAGE_TEXT),
    ],
)
def test_the_form_is_told_by_name_or_by_what_it_holds(tmp_path: Path, name: str, content: str | bytes, form: Form) -> None:
    path = written(tmp_path / name, content)
    (item,) = read(path)
    capture = good(item).capture
    assert (capture.form, capture.origin, capture.received) == (
        form,
        str(path) if form is not Form.RECORD or name == "a.json" else f"{path}:1",
        RECEIVED,
    )
    assert capture.content == path.read_bytes()


def test_what_the_user_says_goes_with_every_item(tmp_path: Path) -> None:
    when = Publication(first=date(2025, 4, 3), last=date(2025, 4, 3), basis=PublicationBasis.GIVEN)
    path = written(tmp_path / "a.jsonl", RECORD + b"\n" + RECORD)
    items = list(read_inputs([str(path)], received=RECEIVED, published=when))
    assert [good(i).published for i in items] == [when, when]


def test_lines_are_records_with_the_bytes_as_they_stand(tmp_path: Path) -> None:
    odd = b'{ "text":"a",   "title" : "\\u00e9" }'
    path = written(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + RECORD + b"\r\n\n  " + odd)
    first, second = map(good, read(path))
    assert (first.capture.content, first.capture.origin) == (RECORD, f"{path}:1")
    assert (second.capture.content, second.capture.origin) == (odd, f"{path}:3")


def test_a_broken_line_costs_that_line_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", b"\n".join([RECORD, RECORD, b'{"text": "cut', RECORD, RECORD]))
    items = read(path)
    assert [isinstance(i, RawItem) for i in items] == [True, True, False, True, True]
    broken = bad(items[2])
    assert (broken.origin, broken.line, broken.content) == (str(path), 3, b'{"text": "cut')
    assert broken.reason.startswith("broken JSON")


@pytest.mark.parametrize(
    "content", [b"[1]", b'"text"', b"7", b"null", b"{'a': 1}", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe{"]
)
def test_a_line_that_is_no_record_is_bad(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path / "a.jsonl", RECORD + b"\n" + content)
    items = read(path)
    assert isinstance(items[0], RawItem) and bad(items[1]).line == 2


def test_a_list_of_records_gives_each_its_own_bytes(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", b"[\n  " + RECORD + b",\n  7,\n " + RECORD + b"\n]\n")
    first, second, third = read(path)
    assert good(first).capture.content == RECORD and good(first).capture.origin == f"{path}:1"
    assert bad(second).origin == f"{path}:2"
    assert good(third).capture.origin == f"{path}:3"


@pytest.mark.parametrize("content", [b"[" + RECORD + b", {", b"[" + RECORD + b", {]", b"[" + RECORD])
def test_a_list_that_breaks_off_keeps_what_came_before(tmp_path: Path, content: bytes) -> None:
    items = read(written(tmp_path / "a.json", content))
    assert good(items[0]).capture.content == RECORD
    assert [bad(i).reason for i in items[1:]]


def test_records_line_by_line_in_a_json_file_are_read(tmp_path: Path) -> None:
    items = read(written(tmp_path / "a.json", RECORD + b"\n" + RECORD + b"\n{"))
    assert [isinstance(i, RawItem) for i in items] == [True, True, False]


def test_a_folder_is_read_in_order_of_name_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "c.html"):
        written(tmp_path / name, TEXT)
    origins = [good(i).capture.origin for i in read(tmp_path)]
    assert origins == [str(tmp_path / name) for name in ("a/z.txt", "b.txt", "c.html")]


def test_links_cannot_make_a_folder_endless(tmp_path: Path) -> None:
    written(tmp_path / "a" / "r.txt", TEXT)
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    items = read(tmp_path)
    assert [isinstance(i, RawItem) for i in items] == [True, False]
    bad(items[1])


def test_a_folder_lists_what_it_cannot_read_and_reads_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "locked.txt", "z.txt"):
        written(tmp_path / name, TEXT)
    written(tmp_path / "photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00")
    written(tmp_path / "table.xlsx", b"PK\x03\x04")
    os.mkfifo(tmp_path / "pipe.txt")
    real = Path.open

    def locked(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    items = read(tmp_path)
    reasons = {Path(i.origin).name: bad(i).reason for i in items if isinstance(i, BadInput)}
    assert [good(i).capture.origin for i in items if isinstance(i, RawItem)] == [str(tmp_path / "a.txt"), str(tmp_path / "z.txt")]
    assert reasons["locked.txt"] == "cannot be read: permission denied"
    assert "PNG" in reasons["photo.txt"] and ".xlsx" in reasons["table.xlsx"] and "plain file" in reasons["pipe.txt"]


def test_what_does_not_exist_is_bad_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", TEXT)
    missing, found = read(tmp_path / "no.txt", path)
    assert bad(missing).reason == "does not exist"
    good(found)


def test_a_name_that_no_terminal_should_see_is_shown_safely(tmp_path: Path) -> None:
    assert bad(read(str(tmp_path / "a\x1b[2J\nb.txt"))[0]).origin.isprintable()
    bad(read("nul\x00.txt")[0])


def test_fifty_megabytes_of_text_are_one_line_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as out:
        for _ in range(50):
            out.write(b"word " * 200_000)
    (item,) = read(path)
    assert "20 MB" in bad(item).reason and len(bad(item).content) == KEPT


def test_a_huge_line_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", RECORD + b"\n" + b'{"text": "' + b"x" * (LARGEST + KEPT + 7) + b'"}\n' + RECORD)
    first, second, third = read(path)
    good(first)
    assert bad(second).line == 2 and "20 MB" in bad(second).reason and len(bad(second).content) <= KEPT + 1
    assert good(third).capture.origin == f"{path}:3"


@pytest.mark.parametrize(
    ("content", "forms"),
    [
        (TEXT.encode(), [Form.PAGE_TEXT]),
        (b"\n <html><p>x", [Form.HTML]),
        (RECORD, [Form.RECORD]),
        (RECORD + b"\n" + RECORD, [Form.RECORD, Form.RECORD]),
        (json.dumps(json.loads(RECORD), indent=1).encode(), [Form.RECORD]),
        (b"[" + RECORD + b"]", [Form.RECORD]),
        (b"[Editor's note] " + TEXT.encode(), [Form.PAGE_TEXT]),
        (b"{braces} in a text", [Form.PAGE_TEXT]),
    ],
)
def test_standard_input_is_told_by_what_it_holds(monkeypatch: pytest.MonkeyPatch, content: bytes, forms: list[Form]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    items = [good(i).capture for i in read("-")]
    assert [c.form for c in items] == forms
    assert all(c.origin.startswith("-") for c in items)


def test_a_bad_input_becomes_a_rejection(tmp_path: Path) -> None:
    item = bad(read(written(tmp_path / "a.jsonl", b"{"))[0])
    rejection = item.rejection(RECEIVED)
    assert (rejection.stage, rejection.reason) == ("input", item.reason)
    assert rejection.capture.content == b"{" and rejection.capture.form is Form.RECORD
    assert rejection.capture.origin == f"{item.origin}:1"


BAD_INPUTS = {
    "empty": ("a.txt", b"", "empty"),
    "blank": ("a.txt", b" \n\n", "empty"),
    "binary": ("a.txt", bytes(range(256)) * 20, "binary"),
    "PDF": ("a.txt", b"%PDF-1.7 ...", "PDF"),
    "navigation": ("a.html", b"<nav><a href='/'>Home</a><a href='/w'>World</a></nav>", "navigation"),
    "wrong encoding": ("a.txt", "Взрыв на рынке, сообщила полиция".encode("cp1251"), "UTF-8"),
    "broken JSON": ("a.json", b'{"text": ', "broken JSON"),
    "record without text": ("a.json", b'{"title": "Mine raid"}', "no text"),
    "record without object": ("a.json", b"7", "no object"),
    "controls": ("a.txt", b"\x07\x08\x0b" * 2, "binary"),
    "unreadable date": ("a.json", json.dumps({"text": TEXT, "published": "soon"}).encode(), "no date"),
}


@pytest.mark.parametrize("case", BAD_INPUTS)
def test_bad_input_is_one_clear_line_and_kept(tmp_path: Path, case: str) -> None:
    name, content, words = BAD_INPUTS[case]
    (item,) = read(written(tmp_path / name, content))
    result = clean(item) if isinstance(item, RawItem) else item.rejection(RECEIVED)
    assert isinstance(result, Rejection)
    assert words in result.reason and result.reason.isprintable() and len(result.reason) <= 160
    assert result.capture.content == content


def test_a_report_in_spanish_is_unread_and_kept(tmp_path: Path) -> None:
    words = "El ejército informó el lunes de que dos soldados murieron en un ataque contra un puesto cerca de la frontera."
    (item,) = read(written(tmp_path / "a.txt", words))
    result = clean(good(item))
    assert isinstance(result, Unread) and result.report.language == "es"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a"]))
def test_any_bytes_become_items_or_bad_inputs(tmp_path: Path, content: bytes, name: str) -> None:
    for item in read(written(tmp_path / name, content)):
        assert isinstance(item, RawItem | BadInput)
        if isinstance(item, BadInput):
            bad(item)


def test_nothing_is_imported_that_takes_time() -> None:
    assert not {"trafilatura", "py3langid", "numpy"} & set(vars(files))
