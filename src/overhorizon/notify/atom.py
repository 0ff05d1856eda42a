"""An Atom feed of alerts (RFC 4287), follow-ups as replies to the first of their thread (RFC 4685)."""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lxml import etree

from overhorizon.domain.errors import InvalidInput, RetryLater
from overhorizon.domain.watches import Alert
from overhorizon.notify.files import checked, replace_whole, retried
from overhorizon.notify.messages import Dispatch, alert_html, alert_title, safe

KEPT: Final = 200  # entries of the file: the newest
_ATOM: Final = "http://www.w3.org/2005/Atom"
_THREAD: Final = "http://purl.org/syndication/thread/1.0"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class AtomChannel:
    """Keeps a feed in a file that a web server may serve. The file itself is what it remembers: an alert is in it once."""

    def __init__(self, file: Path, *, title: str) -> None:
        self._file = checked(file)
        self._title = title
        if file.exists():
            _entries_of(file.read_bytes(), file)

    def send(self, dispatch: Dispatch) -> None:
        with retried(self._file):
            content = self._file.read_bytes() if self._file.exists() else b""
            try:
                old = _entries_of(content, self._file)
            except InvalidInput as error:
                raise RetryLater(str(error)) from error  # a person can put it right
            replace_whole(self._file, _feed([*map(_entry, dispatch.alerts), *old], self._title, None))

    def describe(self) -> str:
        return f"an Atom feed in {self._file}"


def feed(alerts: Iterable[Alert], *, title: str, address: str | None = None) -> bytes:
    """The feed of these alerts, newest first; the same alerts give the same bytes. ``address`` is where it is served."""
    return _feed(list(map(_entry, alerts)), title, address)


def _feed(entries: Sequence[etree._Element], title: str, address: str | None) -> bytes:
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "thr": _THREAD})
    ordered = sorted({_of(e, "id"): e for e in entries}.values(), key=lambda e: (_of(e, "updated"), _of(e, "id")), reverse=True)
    _add(root, "id", _identity(f"feed {address or title}"))
    _add(root, "title", safe(title))
    _add(root, "updated", _of(ordered[0], "updated") if ordered else _instant(datetime.fromtimestamp(0, UTC)))
    _add(_add(root, "author", None), "name", "Overhorizon")
    _add(root, "generator", "Overhorizon")
    if address is not None:
        _add(root, "link", None, rel="self", href=address)
    root.extend(ordered[:KEPT])
    etree.indent(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return content + b"\n"


def _entry(alert: Alert) -> etree._Element:
    entry = etree.Element(f"{{{_ATOM}}}entry", nsmap={None: _ATOM, "thr": _THREAD})
    _add(entry, "id", _identity(alert.id))
    _add(entry, "title", alert_title(alert))
    _add(entry, "updated", _instant(alert.time))
    _add(entry, "published", _instant(alert.time))
    for scheme, term in (
        ("trigger", alert.trigger.value),
        ("severity", alert.severity.name.lower()),
        ("watch", safe(alert.watch)),
    ):
        _add(entry, "category", None, scheme=f"urn:x-overhorizon:{scheme}", term=_clean(term))
    if alert.follows is not None:
        etree.SubElement(entry, f"{{{_THREAD}}}in-reply-to", {"ref": _identity(alert.follows)})
    _add(entry, "content", alert_html(alert), type="html")
    return entry


def _add(parent: etree._Element, name: str, text: str | None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = _clean(text) if text is not None else None
    return element


def _entries_of(content: bytes, file: Path) -> list[etree._Element]:
    """The entries of a feed of ours. Raises InvalidInput for any other file: it is not to be written over."""
    if not content.strip():
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag != f"{{{_ATOM}}}feed" or _of(root, "generator") != "Overhorizon":
        raise InvalidInput(f"{file} holds something that is no feed of Overhorizon: name another file, or remove it")
    return [entry for entry in root.iterchildren(f"{{{_ATOM}}}entry") if _of(entry, "id") and _of(entry, "updated")]


def _of(element: etree._Element, name: str) -> str:
    return str(element.findtext(f"{{{_ATOM}}}{name}") or "")


def _identity(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'overhorizon:{name}')}"


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(text: str) -> str:
    """What XML 1.0 can hold."""
    return _NOT_XML.sub("\ufffd", text)
