"""A watch that stands in no settings file: the same keys as a ``[[watch]]`` there, with the same checks and the same messages."""

from collections.abc import Mapping, Sequence

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Theatre, Watch
from overhorizon.gazetteer import Gazetteer
from overhorizon.notify.options import ChannelOptions
from overhorizon.settings import parts
from overhorizon.settings.entry import Entry
from overhorizon.settings.lines import lines_of
from overhorizon.settings.mistakes import Mistakes
from overhorizon.settings.names import Names


def watch_of(
    name: str,
    asked: Mapping[str, object],
    gazetteer: Gazetteer,
    *,
    theatres: Sequence[Theatre],
    channels: Sequence[ChannelOptions],
) -> Watch:
    """The watch of that name. Theatres and channels are those of the settings file, by name.

    Raises InvalidInput that says all that is wrong with it.
    """
    mistakes = Mistakes("watch", lines_of(""))
    entry = Entry({**asked, "name": name}, ("watch",), mistakes)
    of_theatres: dict[str, Theatre | None] = {theatre.name: theatre for theatre in theatres}
    of_channels: dict[str, ChannelOptions | None] = {channel.name: channel for channel in channels}
    found = parts.watch(entry, Names(gazetteer), {}, of_theatres, of_channels)
    if wrong := mistakes.words():
        raise InvalidInput("; ".join(wrong))
    assert found is not None  # it has a name, and nothing was wrong
    return found
