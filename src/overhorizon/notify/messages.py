"""Alerts as messages for people: plain text and HTML, made from the alerts alone. What they quote is hostile, and escaped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from overhorizon.domain.deliveries import Delivery
from overhorizon.domain.ids import short_id
from overhorizon.domain.watches import Alert, Evidence, Severity
from overhorizon.wording.text import UNSAFE, without_unsafe

QUOTED: Final = 4  # sentences that are quoted of one alert
LISTED: Final = 50  # alerts that a digest tells in full; it names the number of all
LONGEST_TITLE: Final = 180  # characters
_MENTION: Final = re.compile(r"(?<=@)(?=[\w<&!])|(?<=<)(?=[!@#&])")
_JOINER: Final = "\N{WORD JOINER}"
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'\\^`{|}]+", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """What goes out at once to one channel: one alert, or several in a digest. Never empty."""

    channel: str
    deliveries: tuple[Delivery, ...]

    def __post_init__(self) -> None:
        if not self.deliveries:
            raise ValueError("a dispatch has an alert")

    @property
    def key(self) -> str:
        """The same for the same alerts: by it a receiver can tell a message that comes twice."""
        if len(self.deliveries) == 1:
            return self.deliveries[0].key
        return short_id("m", self.channel, *(delivery.key for delivery in self.deliveries))

    @property
    def alerts(self) -> tuple[Alert, ...]:
        return tuple(delivery.alert for delivery in self.deliveries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to a person. ``title`` is one line, ``text`` and ``html`` say the same.

    ``key`` goes out with it: delivery is at least once. ``thread`` is the alert under which it and its follow-ups belong together,
    None for a digest of several threads.
    """

    key: str
    title: str
    text: str
    html: str
    severity: Severity
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a message: words, and an address that they lead to. ``depth`` indents; ``is_title`` sets it off."""

    words: str
    address: str | None = None
    depth: int = 0
    is_title: bool = False


def message(dispatch: Dispatch, zone: ZoneInfo | None = None) -> Message:
    """What a channel says of its alerts; times on the clocks of ``zone`` (None: UTC)."""
    alerts = dispatch.alerts
    if len(alerts) == 1:
        title, lines = alert_title(alerts[0]), [*_alert(alerts[0], zone), *_footer(alerts[0]), _Line(f"message {dispatch.key}")]
    else:
        title, lines = _digest_title(alerts), list(_digest(alerts, dispatch.key, zone))
    threads = {alert.thread for alert in alerts}
    return Message(
        key=dispatch.key,
        title=_cut(title, LONGEST_TITLE),
        text="\n".join(_as_text(line) for line in lines).strip("\n"),
        html="\n".join(_as_html(line) for line in lines),
        severity=max(alert.severity for alert in alerts),
        thread=threads.pop() if len(threads) == 1 else None,
    )


def alert_html(alert: Alert) -> str:
    """All of an alert but its title as HTML, for the reader of a feed."""
    lines = [*_alert(alert, None), *_footer(alert)]
    return "\n".join(_as_html(line) for line in lines[1:])


def safe(words: str) -> str:
    """One line that no screen obeys and that calls nobody: "@everyone" of a report is no call to everyone who reads the message."""
    return _MENTION.sub(_JOINER, without_unsafe(" ".join(words.split())))


def link(address: str | None) -> str | None:
    """An address that may be followed: http or https, and nothing in it that a reader of messages would obey; None for others."""
    if address is None or not _ADDRESS.fullmatch(address) or UNSAFE.search(address):
        return None
    return address.replace("@", "%40")


def alert_title(alert: Alert) -> str:
    """One line on an alert: how loud, where, whether it follows another."""
    urgent = "URGENT: " if alert.severity is Severity.URGENT else ""
    theatre = f"[{safe(alert.theatre)}] " if alert.theatre else ""
    follow = "Follow-up: " if alert.follows else ""
    return f"{urgent}{theatre}{follow}{safe(alert.headline)}"


def _digest_title(alerts: Sequence[Alert]) -> str:
    urgent = sum(alert.severity is Severity.URGENT for alert in alerts)
    theatres = sorted({safe(alert.theatre) for alert in alerts if alert.theatre})
    where = f": {', '.join(theatres)}" if theatres else ""
    return f"{len(alerts)} alerts{f', {urgent} urgent' if urgent else ''}{where}"


def _alert(alert: Alert, zone: ZoneInfo | None, *, quoted: int = QUOTED) -> Iterator[_Line]:
    yield _Line(safe(alert.headline), is_title=True)
    yield from (_Line(safe(line)) for line in alert.detail)
    yield _Line(_about(alert, zone))
    for evidence in alert.evidence[:quoted]:
        yield _Line(_words(evidence), address=link(evidence.address), depth=1)
    if len(alert.evidence) > quoted:
        yield _Line(f"and {len(alert.evidence) - quoted} more", depth=1)


def _about(alert: Alert, zone: ZoneInfo | None) -> str:
    """When it was raised, by which watch: the user's own names."""
    time = alert.time.astimezone(zone or UTC)
    theatre = f", theatre {safe(alert.theatre)}" if alert.theatre else ""
    loud = alert.severity.name.lower()
    return f"{time:%Y-%m-%d %H:%M %Z}, {alert.trigger.value}, {loud}, watch {safe(alert.watch)}{theatre}"


def _words(evidence: Evidence) -> str:
    outlet = safe(evidence.outlet) if evidence.outlet else "outlet unknown"
    whose = f"{safe(evidence.speaker)}, in {outlet}" if evidence.speaker else outlet
    return f"“{safe(evidence.words)}” ({whose})"


def _footer(alert: Alert) -> Iterator[_Line]:
    """The ids by which it is found again in the ledger: ours, no words of a report."""
    about = [f"incident {alert.incident}"] if alert.incident else []
    about += [f"follows alert {alert.follows}"] if alert.follows else []
    yield _Line("; ".join([*about, f"alert {alert.id}"]))


def _digest(alerts: Sequence[Alert], key: str, zone: ZoneInfo | None) -> Iterator[_Line]:
    """Theatre by theatre, the loudest first, then by time; each thread together."""
    loudest: dict[str, int] = {}
    for alert in alerts:
        loudest[alert.thread] = max(loudest.get(alert.thread, 0), alert.severity)
    first = {alert.thread: alert.time for alert in sorted(alerts, key=lambda a: a.time, reverse=True)}
    ordered = sorted(alerts, key=lambda a: (-loudest[a.thread], a.theatre or "", first[a.thread], a.thread, a.time, a.id))
    for alert in ordered[:LISTED]:
        yield from _alert(alert, zone, quoted=1)
        follows = f"; follows alert {alert.follows}" if alert.follows else ""
        yield _Line(f"alert {alert.id}{follows}")
    if len(ordered) > LISTED:
        yield _Line(f"and {len(ordered) - LISTED} more: overhorizon alerts lists them all", is_title=True)
    yield _Line(f"message {key}")


def _as_text(line: _Line) -> str:
    before = "\n" if line.is_title else ""
    address = f"\n{'  ' * line.depth}{line.address}" if line.address else ""
    return f"{before}{'  ' * line.depth}{line.words}{address}"


def _as_html(line: _Line) -> str:
    words = escape(line.words)
    if line.address:
        words = f'{words} <a href="{escape(line.address)}" rel="noopener noreferrer">report</a>'
    if line.is_title:
        words = f"<b>{words}</b>"
    return f"<blockquote>{words}</blockquote>" if line.depth else f"<p>{words}</p>"


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
