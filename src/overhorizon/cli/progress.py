"""Shows that something is going on when it takes long, and only to a person who would otherwise see nothing."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TypeVar

T = TypeVar("T")

_PATIENCE = 2.0  # seconds


def watched(items: Iterable[T], doing: str, *, total: int | None = None, seldom: bool = False) -> Iterator[T]:
    """The items; with a counter on standard error once they take more than two seconds and the output goes elsewhere.

    With a ``total`` a bar shows how far it is. What prints ``seldom`` has the counter below its output on the same terminal; it must
    take standard output afresh each time that it prints.
    """
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not seldom):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    started, shown = time.monotonic(), False
    bar = () if total is None else (BarColumn(),)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *bar, MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(doing, total=total)
    with ExitStack() as stack:
        for item in items:
            yield item
            progress.advance(task)
            if not shown and time.monotonic() - started > _PATIENCE:
                stack.enter_context(progress)
                shown = True
