"""The ways out behind one face."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from overhorizon.notify.messages import Dispatch
from overhorizon.notify.options import ChannelKind, ChannelOptions


class Channel(Protocol):
    """Carries dispatches. One object is used by one thread."""

    def send(self, dispatch: Dispatch) -> None:
        """Give the alerts to whoever reads this channel.

        Raises RetryLater for what may succeed later, SkipItem for what never will; the message says why, without any secret of
        the channel's address. A dispatch that was sent before may be sent again: its key is the same.
        """

    def describe(self) -> str:
        """Where it leads, in one line without secrets."""


def _to_standard_output(words: str) -> None:
    sys.stdout.write(words)  # looked up when it is needed: whoever redirects it later is followed


def open_channel(options: ChannelOptions, *, write: Callable[[str], object] = _to_standard_output) -> Channel:
    """The channel that the options ask for. Nothing is sent or written yet. ``write`` is where the terminal's lines go.

    Raises InvalidInput for what is none: an address that Apprise does not know, a path that is no file.
    """
    match options.kind:
        case ChannelKind.APPRISE:
            from overhorizon.notify.apprise_channel import AppriseChannel  # deferred: loads Apprise

            return AppriseChannel(options)
        case ChannelKind.JSONL:
            from overhorizon.notify.jsonl import JsonLinesChannel

            return JsonLinesChannel(Path(options.location))
        case ChannelKind.ATOM:
            from overhorizon.notify.atom import AtomChannel

            return AtomChannel(Path(options.location), title=options.name)
        case ChannelKind.TERMINAL:
            from overhorizon.notify.terminal import TerminalChannel

            return TerminalChannel(options.time_zone, write)
