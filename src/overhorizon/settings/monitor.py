"""The settings file of the monitor: theatres, feeds, watches, channels. One TOML file in, one frozen value out."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol, TypeVar

from overhorizon.domain.assessment import Reliability
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Theatre, Watch
from overhorizon.feeds.options import FeedOptions, FetchOptions
from overhorizon.gazetteer import Gazetteer
from overhorizon.notify.options import ChannelOptions
from overhorizon.settings import parts
from overhorizon.settings.entry import Entry
from overhorizon.settings.lines import lines_of
from overhorizon.settings.mistakes import Mistakes, did_you_mean
from overhorizon.settings.names import Names

DEFAULT_FILE: Final = "overhorizon.toml"
LARGEST: Final = 1_000_000  # bytes
_TABLES: Final = ("theatre", "feed", "watch", "channel")
_SINGLE: Final = ("reliability", "fetch")
_WHERE: Final = re.compile(r"^(.*) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """What a person looks after, where reports come from, and who is told. In the order of the file."""

    theatres: tuple[Theatre, ...] = ()
    feeds: tuple[FeedOptions, ...] = ()
    watches: tuple[Watch, ...] = ()
    channels: tuple[ChannelOptions, ...] = ()
    reliabilities: tuple[tuple[str, Reliability], ...] = ()  # by outlet
    fetch: FetchOptions = field(default_factory=FetchOptions)


def load(file: Path, gazetteer: Gazetteer) -> Monitor:
    """Read a settings file.

    Raises InvalidInput where it cannot be read, and SeveralMistakes with one line for each mistake: file, line, cure.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise InvalidInput(f"there is no {file}: overhorizon init writes an example to start from") from None
    except OSError as error:
        raise InvalidInput(f"cannot read {file}: {error.strerror}") from None
    if len(content) > LARGEST:
        raise InvalidInput(f"{file} is larger than {LARGEST // 1000} kB: that is no settings file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"{file} is not in UTF-8: save it so") from None
    return read(text, gazetteer, name=file.name, folder=file.resolve().parent)


def read(text: str, gazetteer: Gazetteer, *, name: str, folder: Path) -> Monitor:
    """As `load`, from the text of a file. ``name`` stands in messages, relative paths count from ``folder``."""
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidInput(_no_toml(str(error), text, name)) from None
    mistakes = Mistakes(name, lines_of(text))
    for key, value in values.items():
        _shape(key, value, mistakes)
    monitor = _Reading(values, mistakes, Names(gazetteer), folder).monitor()
    mistakes.raise_any()
    return monitor


class _Reading:
    """One reading of a file: theatres and channels first, for feeds and watches speak of them."""

    def __init__(self, values: Mapping[str, object], mistakes: Mistakes, names: Names, folder: Path) -> None:
        self._values = values
        self._mistakes = mistakes
        self._names = names
        self._folder = folder

    def monitor(self) -> Monitor:
        theatres: dict[str, Theatre | None] = dict(self._spoken_of("theatre"))
        kept_theatres: dict[str, Theatre] = {}
        for entry in self._entries("theatre"):
            _keep(parts.theatre(entry, self._names, kept_theatres), kept_theatres)
        channels: dict[str, ChannelOptions | None] = dict(self._spoken_of("channel"))
        kept_channels: dict[str, ChannelOptions] = {}
        for entry in self._entries("channel"):
            _keep(parts.channel(entry, self._folder, kept_channels), kept_channels)
        theatres |= kept_theatres  # feeds name them, and then they name their feeds
        channels |= kept_channels
        feeds: dict[str, FeedOptions] = {}
        for entry in self._entries("feed"):
            _keep(parts.feed(entry, self._folder, feeds, theatres), feeds)
        kept_theatres = {name: _with_feeds(theatre, feeds.values()) for name, theatre in kept_theatres.items()}
        theatres |= kept_theatres
        watches: dict[str, Watch] = {}
        for entry in self._entries("watch"):
            _keep(parts.watch(entry, self._names, watches, theatres, channels), watches)
        return Monitor(
            theatres=tuple(kept_theatres.values()),
            feeds=tuple(feeds.values()),
            watches=tuple(watches.values()),
            channels=tuple(kept_channels.values()),
            reliabilities=parts.reliabilities(self._single("reliability")),
            fetch=parts.fetch(self._single("fetch")),
        )

    def _entries(self, table: str) -> Iterator[Entry]:
        values = self._values.get(table)
        for number, one in enumerate(values if isinstance(values, list) else ()):
            if isinstance(one, dict):
                yield Entry(one, (table, number), self._mistakes)

    def _single(self, table: str) -> Entry:
        values = self._values.get(table)
        return Entry(values if isinstance(values, dict) else {}, (table,), self._mistakes)

    def _spoken_of(self, table: str) -> Iterator[tuple[str, None]]:
        """The names of all entries, those with mistakes too: that one is wrong is said once, where it stands."""
        values = self._values.get(table)
        for one in values if isinstance(values, list) else ():
            if isinstance(one, dict) and isinstance(one.get("name"), str):
                yield one["name"].strip(), None


def _with_feeds(theatre: Theatre, feeds: Iterable[FeedOptions]) -> Theatre:
    return replace(theatre, feeds=tuple(feed.name for feed in feeds if feed.theatre == theatre.name))


def _keep(found: N | None, kept: dict[str, N]) -> None:
    if found is not None:
        kept[found.name] = found


def _shape(key: str, value: object, mistakes: Mistakes) -> None:
    """Note a table that is not known, or that is written as another kind of table."""
    if key in _TABLES:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            mistakes.add((key,), f"there may be several of these: write [[{key}]] above the first of its lines")
    elif key in _SINGLE:
        if not isinstance(value, dict):
            mistakes.add((key,), f"this is a table: write [{key}] on a line of its own, and what it holds below")
    else:
        cure = did_you_mean(key, (*_TABLES, *_SINGLE), f"there are {', '.join((*_TABLES, *_SINGLE))}")
        mistakes.add((key,), f"{key!r} is not known{cure}")


def _no_toml(message: str, text: str, name: str) -> str:
    match = _WHERE.match(message)
    if match is None:
        return f"{name} is no TOML: {message}"
    line = match[2] or text.rstrip().count("\n") + 1
    said = match[1].strip()
    return f"{name} line {line}: this is no TOML ({said[:1].lower()}{said[1:]}); words go in quotation marks, lists in brackets"
