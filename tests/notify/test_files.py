"""Channels that are files, and the terminal: written once, whole, and never over what is another's."""

import io
import json
from pathlib import Path
from unittest import mock

import feedparser
import pytest
from lxml import etree

from overhorizon.domain.errors import InvalidInput, RetryLater
from overhorizon.notify import atom
from overhorizon.notify.channels import open_channel
from overhorizon.notify.messages import message
from overhorizon.notify.options import ChannelKind, ChannelOptions
from tests.notify.samples import FIRST, HOSTILE, REVISED, dispatch, numbered

THREAD = "{http://purl.org/syndication/thread/1.0}in-reply-to"


def options(kind: ChannelKind, file: Path) -> ChannelOptions:
    return ChannelOptions(name="desk", kind=kind, location=str(file))


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_json_lines_hold_each_alert_once(tmp_path: Path) -> None:
    file = tmp_path / "alerts.jsonl"
    channel = open_channel(options(ChannelKind.JSONL, file))
    channel.send(dispatch(FIRST))
    channel.send(dispatch(FIRST, REVISED))
    open_channel(options(ChannelKind.JSONL, file)).send(dispatch(REVISED, HOSTILE))
    written = lines(file)
    assert [one["id"] for one in written] == [FIRST.id, REVISED.id, HOSTILE.id]
    assert written[0]["key"] == dispatch(FIRST).key
    assert written[1]["follows"] == FIRST.id
    assert file.read_bytes().count(b"\n") == 3


@pytest.mark.parametrize("cut", [1, 2, 40, 400])
def test_a_line_that_a_crash_cut_is_written_again(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "alerts.jsonl"
    open_channel(options(ChannelKind.JSONL, file)).send(dispatch(FIRST, REVISED))
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])
    open_channel(options(ChannelKind.JSONL, file)).send(dispatch(FIRST, REVISED))
    assert file.read_bytes() == whole


def test_a_full_disk_is_a_reason_to_wait(tmp_path: Path) -> None:
    file = tmp_path / "alerts.jsonl"
    channel = open_channel(options(ChannelKind.JSONL, file))
    with mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")), pytest.raises(RetryLater, match="No space"):
        channel.send(dispatch(FIRST))
    channel.send(dispatch(FIRST))
    assert [one["id"] for one in lines(file)] == [FIRST.id]


def test_an_atom_feed_holds_each_alert_once_and_threads_it(tmp_path: Path) -> None:
    file = tmp_path / "alerts.atom"
    channel = open_channel(options(ChannelKind.ATOM, file))
    channel.send(dispatch(FIRST))
    channel.send(dispatch(FIRST, REVISED))
    open_channel(options(ChannelKind.ATOM, file)).send(dispatch(HOSTILE))
    read = feedparser.parse(io.BytesIO(file.read_bytes()))
    assert not read.bozo
    assert read.version == "atom10"
    titles = [entry.title for entry in read.entries]
    assert len(titles) == 3
    assert "Toll revised" in titles[0]
    root = etree.fromstring(file.read_bytes())
    (reply,) = root.iter(THREAD)
    identities = {e.findtext("{*}title"): e.findtext("{*}id") for e in root.iter("{http://www.w3.org/2005/Atom}entry")}
    assert reply.get("ref") == next(i for t, i in identities.items() if t is not None and "New: bombing at" in t)


def test_the_file_and_the_function_give_the_same_entries(tmp_path: Path) -> None:
    file = tmp_path / "alerts.atom"
    channel = open_channel(options(ChannelKind.ATOM, file))
    for alert in (FIRST, REVISED, HOSTILE):
        channel.send(dispatch(alert))
    assert file.read_bytes() == atom.feed([HOSTILE, FIRST, REVISED], title="desk")


def test_a_feed_keeps_the_newest(tmp_path: Path) -> None:
    alerts = [numbered(n) for n in range(atom.KEPT + 5)]
    assert atom.feed(alerts, title="desk").count(b"<entry>") == atom.KEPT
    assert b'rel="self"' in atom.feed([], title="desk", address="https://desk.example/alerts.atom")


@pytest.mark.parametrize("content", ["my notes", "<html/>", "<feed xmlns='http://www.w3.org/2005/Atom'/>"])
def test_a_file_of_another_is_not_written_over(tmp_path: Path, content: str) -> None:
    file = tmp_path / "notes.atom"
    channel = open_channel(options(ChannelKind.ATOM, file))
    file.write_text(content)
    with pytest.raises(InvalidInput, match="no feed of Overhorizon"):
        open_channel(options(ChannelKind.ATOM, file))
    with pytest.raises(RetryLater, match="no feed of Overhorizon"):
        channel.send(dispatch(FIRST))
    assert file.read_text() == content


def test_an_entity_in_a_feed_file_opens_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("sesame")
    file = tmp_path / "alerts.atom"
    text = atom.feed([FIRST], title="desk").decode().replace("New: bombing", "&x;")
    head, body = text.split("\n", 1)
    file.write_text(f'{head}\n<!DOCTYPE feed [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n{body}')
    open_channel(options(ChannelKind.ATOM, file)).send(dispatch(REVISED))
    assert "sesame" not in file.read_text()


@pytest.mark.parametrize("kind", [ChannelKind.JSONL, ChannelKind.ATOM])
def test_a_path_that_cannot_be_a_file_is_refused(tmp_path: Path, kind: ChannelKind) -> None:
    for wrong in (tmp_path, tmp_path / "none" / "alerts"):
        with pytest.raises(InvalidInput, match="folder"):
            open_channel(options(kind, wrong))


def test_the_terminal_shows_the_message() -> None:
    shown: list[str] = []
    channel = open_channel(ChannelOptions(name="screen", kind=ChannelKind.TERMINAL), write=shown.append)
    channel.send(dispatch(HOSTILE))
    assert message(dispatch(HOSTILE)).text in shown[0]
    assert "\x1b" not in shown[0]


def test_a_closed_terminal_is_tried_later() -> None:
    stream = io.StringIO()
    stream.close()
    channel = open_channel(ChannelOptions(name="screen", kind=ChannelKind.TERMINAL), write=stream.write)
    with pytest.raises(RetryLater):
        channel.send(dispatch(FIRST))
