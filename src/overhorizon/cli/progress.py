"""Shows that something is going on when it takes long, and only to a person who would otherwise see nothing."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TypeVar

T = TypeVar("T")

_PATIENCE = 2.0  # seconds


def watched(items: Iterable[T], doing: str) -> Iterator[T]:
    """The items; with a counter on standard error once they take more than two seconds and the output goes elsewhere."""
    if sys.stdout.isatty() or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    started, shown = time.monotonic(), False
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(doing, total=None)
    with ExitStack() as stack:
        for item in items:
            yield item
            progress.advance(task)
            if not shown and time.monotonic() - started > _PATIENCE:
                stack.enter_context(progress)
                shown = True
