"""The entries of the settings file as values: what each key may hold. Mistakes are noted; an entry with one gives None."""

import re
from collections.abc import Callable, Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from overhorizon.domain.assessment import Reliability
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.watches import Severity, Theatre, Trigger, Watch
from overhorizon.feeds.options import FeedKind, FeedOptions, FetchOptions, is_address, user_agent
from overhorizon.notify.options import MOST_PER_HOUR, UTC, ChannelKind, ChannelOptions, Digest, QuietHours
from overhorizon.settings.entry import Entry
from overhorizon.settings.mistakes import did_you_mean
from overhorizon.settings.names import Names, UnknownName

T = TypeVar("T")

_SEVERITIES: Final = {severity.name.lower(): severity for severity in Severity}
_TRIGGERS: Final = {trigger.value: trigger for trigger in Trigger}
_TYPES: Final = {kind.value: kind for kind in IncidentType}
_FEED_KINDS: Final = {kind.value: kind for kind in FeedKind}
_CHANNEL_KINDS: Final = {kind.value: kind for kind in ChannelKind}
_DIGESTS: Final = {digest.value: digest for digest in Digest}
_QUIET: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d) *(?:-|–|to) *([01]?\d|2[0-3])[:.]([0-5]\d)")
_HOST_AND_PORT: Final = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}")


def theatre(entry: Entry, names: Names, taken: Mapping[str, Theatre]) -> Theatre | None:
    """name, countries, regions, actors."""
    name = entry.name(taken)
    countries = _named(entry, "countries", names.country)
    regions = _named(entry, "regions", names.region)
    actors = _named(entry, "actors", names.actor)
    is_empty = not any(entry.has(key) for key in ("countries", "regions", "actors"))
    entry.done()
    if is_empty:
        entry.mistakes.add(entry.path, "this theatre has no countries, regions or actors: write countries = [...]")
    if name is None or not (countries or regions or actors):
        return None
    return Theatre(name=name, countries=countries, regions=regions, actors=actors)


def feed(
    entry: Entry, folder: Path, taken: Mapping[str, FeedOptions], theatres: Mapping[str, Theatre | None]
) -> FeedOptions | None:
    """name, kind, location, outlet, theatre, every. Paths count from the folder of the settings file."""
    name = entry.name(taken)
    kind = entry.choice("kind", _FEED_KINDS, FeedKind.FEED)
    location = entry.needed("location", '"https://..." or a path')
    outlet = entry.text("outlet")
    of = entry.text("theatre")
    if of is not None and of not in theatres:
        entry.wrong("theatre", f"no theatre is called {of!r}{did_you_mean(of, theatres)}")
    every = entry.duration("every", timedelta(minutes=15))
    entry.done()
    if location is not None and not is_address(location) and kind not in (FeedKind.FEED, FeedKind.PAGE):
        location = _path(entry, "location", location, folder)
    if name is None or location is None:
        return None
    try:
        return FeedOptions(name=name, kind=kind, location=location, outlet=outlet, theatre=of, every=every)
    except InvalidInput as error:
        entry.mistakes.add(entry.path, str(error))
        return None


def watch(
    entry: Entry,
    names: Names,
    taken: Mapping[str, Watch],
    theatres: Mapping[str, Theatre | None],
    channels: Mapping[str, ChannelOptions | None],
) -> Watch | None:
    """name, theatres, triggers, types, actors, killed_at_least, roots_at_least, severity, send.

    Without ``send``, all channels that take its severity are told.
    """
    name = entry.name(taken)
    where = _among(entry, "theatres", theatres, "theatre")
    severity = entry.choice("severity", _SEVERITIES, Severity.NOTICE)
    sent = _among(entry, "send", channels, "channel")
    for channel in sent:
        if not channel.takes(severity):
            least, own = channel.at_least.name.lower(), severity.name.lower()
            entry.wrong("send", f"channel {channel.name!r} takes alerts from {least} on, and this watch is {own}: raise one")
    told = sent if entry.has("send") else tuple(c for c in channels.values() if c is not None and c.takes(severity))
    found = Watch(
        name=name or "",
        theatres=where,
        triggers=entry.choices("triggers", _TRIGGERS) or tuple(Trigger),
        types=entry.choices("types", _TYPES),
        actors=_named(entry, "actors", names.actor),
        killed_at_least=entry.number("killed_at_least", 0, least=0),
        roots_at_least=entry.number("roots_at_least", 0, least=0),
        severity=severity,
        channels=tuple(channel.name for channel in told),
    )
    entry.done()
    return found if name is not None else None


def channel(entry: Entry, folder: Path, taken: Mapping[str, ChannelOptions]) -> ChannelOptions | None:
    """name, kind, url or path, at_least, and for Apprise quiet, time_zone, digest, most_per_hour."""
    name = entry.name(taken)
    needs_kind = entry.needed("kind", '"apprise", "jsonl", "atom" or "terminal"') is not None
    kind = entry.choice("kind", _CHANNEL_KINDS, ChannelKind.TERMINAL) if needs_kind else None
    at_least = entry.choice("at_least", _SEVERITIES, Severity.INFO)
    location: str | None = ""
    if kind is ChannelKind.APPRISE:
        location = entry.needed("url", '"mailto://...", "ntfy://..." or another address of Apprise')
    elif kind is not None and kind is not ChannelKind.TERMINAL:
        path = entry.needed("path", '"alerts.jsonl" or another file')
        location = _path(entry, "path", path, folder) if path is not None else None
    if kind is not None and kind is not ChannelKind.APPRISE:
        for key in ("quiet", "time_zone", "digest", "most_per_hour"):
            if entry.has(key):
                entry.wrong(key, f"{key} is for people who are called (kind apprise); a {kind.value} gets each alert at once")
    quiet = _quiet(entry)
    zone = _zone(entry)
    digest = entry.choice("digest", _DIGESTS, Digest.EACH)
    most = entry.number("most_per_hour", MOST_PER_HOUR, least=1)
    if kind is not None:
        entry.done()
    if name is None or kind is None or location is None:
        return None
    try:
        return ChannelOptions(
            name=name, kind=kind, location=location, at_least=at_least, quiet=quiet, time_zone=zone, digest=digest, most_per_hour=most
        )  # fmt: skip
    except InvalidInput as error:
        entry.mistakes.add(entry.path, str(error))
        return None


def reliabilities(entry: Entry) -> tuple[tuple[str, Reliability], ...]:
    """An Admiralty letter for each outlet."""
    found = []
    for outlet, letter in entry.rest():
        if letter.upper() in list(Reliability):
            found.append((outlet, Reliability(letter.upper())))
        else:
            entry.wrong(
                outlet, f"{letter!r} is no reliability: write a letter from A (completely reliable) to E, or F (cannot be judged)"
            )
    return tuple(found)


def fetch(entry: Entry) -> FetchOptions:
    """contact, per_host_interval, allow_private."""
    contact = entry.text("contact")
    usual = FetchOptions()
    agent = usual.user_agent
    try:
        agent = user_agent(contact)
    except InvalidInput as error:
        entry.wrong("contact", str(error))
    interval = entry.duration("per_host_interval", usual.per_host_interval)
    allowed = entry.texts("allow_private")
    for number, written in allowed:
        if not _HOST_AND_PORT.fullmatch(written):
            entry.mistakes.add(
                (*entry.path, "allow_private", number), f"{written!r} is no host with a port: write 'news.intranet:80'"
            )
    entry.done()
    return FetchOptions(user_agent=agent, per_host_interval=interval, allow_private=tuple(written for _, written in allowed))


def _named(entry: Entry, key: str, find: Callable[[str], T]) -> tuple[T, ...]:
    found: list[T] = []
    for number, written in entry.texts(key):
        try:
            found.append(find(written))
        except UnknownName as error:
            entry.mistakes.add((*entry.path, key, number), str(error))
    return tuple(dict.fromkeys(found))


def _among(entry: Entry, key: str, known: Mapping[str, T | None], kind: str) -> tuple[T, ...]:
    """The entries that are called so. One that has mistakes of its own is known by its name (None) and left out."""
    found: list[T] = []
    for number, name in entry.texts(key):
        if name not in known:
            path = (*entry.path, key, number)
            entry.mistakes.add(
                path, f"no {kind} is called {name!r}{did_you_mean(name, known, f'write a [[{kind}]] of that name')}"
            )
        elif (one := known[name]) is not None:
            found.append(one)
    return tuple(dict.fromkeys(found))


def _quiet(entry: Entry) -> QuietHours | None:
    written = entry.text("quiet")
    if written is None:
        return None
    match = _QUIET.fullmatch(written)
    if match is None:
        entry.wrong("quiet", f'{written!r} are no hours: write quiet = "22:00-06:00"')
        return None
    hours = [int(part) for part in match.groups()]
    try:
        return QuietHours(start=time(hours[0], hours[1]), end=time(hours[2], hours[3]))
    except InvalidInput as error:
        entry.wrong("quiet", str(error))
        return None


def _zone(entry: Entry) -> ZoneInfo:
    written = entry.text("time_zone")
    if written is None:
        return UTC
    if written not in available_timezones():
        cure = did_you_mean(written, available_timezones(), "write a zone of the IANA list, such as 'Africa/Nairobi'")
        entry.wrong("time_zone", f"no time zone is called {written!r}{cure}")
        return UTC
    return ZoneInfo(written)


def _path(entry: Entry, key: str, written: str, folder: Path) -> str | None:
    """From the settings file's folder; ``~`` is the user's home."""
    try:
        return str(folder / Path(written).expanduser())
    except RuntimeError:
        entry.wrong(key, f"{written!r}: there is no such home folder")
        return None
