"""Alerts on the terminal of the monitor."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from overhorizon.domain.errors import RetryLater
from overhorizon.notify.messages import Dispatch, message


class TerminalChannel:
    """Writes each message as text, an empty line after it."""

    def __init__(self, zone: ZoneInfo, write: Callable[[str], object]) -> None:
        self._zone = zone
        self._write = write

    def send(self, dispatch: Dispatch) -> None:
        told = message(dispatch, self._zone)
        try:
            self._write(f"{told.title}\n{told.text}\n\n")
        except (OSError, ValueError) as error:  # ValueError: it was closed
            raise RetryLater(f"the terminal cannot be written to: {error}") from error

    def describe(self) -> str:
        return "the terminal of the monitor"
