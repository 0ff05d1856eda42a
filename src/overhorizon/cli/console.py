"""Where output goes: a screen for people, lines for machines, remarks and errors on the side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from overhorizon.cli.safe import plain
from overhorizon.domain.errors import InvalidInput

if TYPE_CHECKING:
    from rich.console import RenderableType

_PIPE_WIDTH = 100  # what is written to a file looks the same on every machine


class Screen:
    """Standard output for people. NO_COLOR and COLUMNS are respected; a pipe gets plain text of a fixed width."""

    def __init__(self) -> None:
        from rich.console import Console

        if sys.stdout is None:
            raise InvalidInput("standard output is closed: there is nowhere to print to")
        self._is_terminal = sys.stdout.isatty()
        width = None if self._is_terminal else _PIPE_WIDTH
        self._console = Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)

    def show(self, *renderables: RenderableType) -> None:
        """Print one below the other."""
        if self._is_terminal:
            self._console.print(*renderables, sep="\n")
            return
        with self._console.capture() as captured:  # Rich fills lines with blanks, which only a terminal needs
            self._console.print(*renderables, sep="\n")
        sys.stdout.writelines(f"{line.rstrip()}\n" for line in captured.get().split("\n")[:-1])


def put_line(text: str) -> None:
    """One line for a machine, unwrapped."""
    sys.stdout.write(f"{text}\n")


def complain(message: str) -> None:
    """One line on standard error. The message may quote hostile text."""
    sys.stderr.write(f"overhorizon: {plain(message)}\n")


def remark(message: str) -> None:
    """A remark beside the output, for people; machines read the output alone."""
    sys.stderr.write(f"{plain(message)}\n")
