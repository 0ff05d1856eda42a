"""Many inputs at once: a pool of processes reads, this process alone writes (docs/decisions/0006-processes.md).

Results are taken in the order of the inputs, so that a pool and one process make the same ledger.
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from itertools import chain, islice
from multiprocessing import active_children, get_context, parent_process
from typing import TYPE_CHECKING, TypeVar

from overhorizon.domain.errors import StopRun
from overhorizon.domain.reports import Publication
from overhorizon.feeds.files import STANDARD_INPUT, read_inputs
from overhorizon.runs.fetching import opener
from overhorizon.runs.stream import ReadItem, Tools, keep, load_tools, read

if TYPE_CHECKING:
    from overhorizon.store.ledger import Ledger

Item = TypeVar("Item")
Made = TypeVar("Made")

FEW = 20  # inputs that one process has read before several have started
_AHEAD = 4  # inputs in flight for each process: enough to go on beside a long report, few enough to hold in memory


def read_many(
    inputs: Sequence[str],
    *,
    jobs: int | None = None,
    now: Callable[[], datetime],
    ledger: "Ledger | None" = None,
    published: Publication | None = None,
    load: Callable[[], Tools] | None = None,
) -> Generator[ReadItem, None, None]:
    """Read every input as `stream.read_all` does, in ``jobs`` processes: the same items, in the same order.

    ``jobs`` None is one process for up to FEW inputs, and for standard input, which is answered as it comes; else one for each
    core. ``load`` gives the tools to read with; None: those of the package. Close the iterator when you stop before its end: that
    ends the processes. Raises StopRun when one of them dies.
    """
    load = load or load_tools
    items = read_inputs(inputs, received=now(), published=published, fetch=opener())
    if jobs is None:
        first = [] if STANDARD_INPUT in inputs else list(islice(items, FEW + 1))
        jobs = usable_cores() if len(first) > FEW else 1
        items = chain(first, items)
    with closing(alone(items, read, load()) if jobs == 1 else pooled(items, read, jobs=jobs, load=load)) as results:
        for item, result in results:
            yield keep(item, result, ledger, at=now())


def usable_cores() -> int:
    """The cores that this process may run on, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def alone(items: Iterable[Item], work: Callable[[Item, Tools], Made], tools: Tools) -> Generator[tuple[Item, Made], None, None]:
    """Each item with what the work makes of it, in this process."""
    for item in items:
        yield item, work(item, tools)


def pooled(
    items: Iterable[Item], work: Callable[[Item, Tools], Made], *, jobs: int, load: Callable[[], Tools]
) -> Generator[tuple[Item, Made], None, None]:
    """Each item with what the work makes of it, in order. ``work`` and ``load`` are functions of a module, or values
    that can be sent and compared; ``load`` runs once in each process.

    Items are taken only as fast as results are: at most a few for each process are in memory.
    """
    with _pool(jobs, load) as pool:
        flight: deque[tuple[Item, Future[Made]]] = deque()
        for item in items:
            flight.append((item, pool.submit(_do, work, load, item)))
            if len(flight) == jobs * _AHEAD:
                first, result = flight.popleft()
                yield first, result.result()
        while flight:
            first, result = flight.popleft()
            yield first, result.result()


@contextmanager
def _pool(jobs: int, load: Callable[[], Tools]) -> Iterator[ProcessPoolExecutor]:
    """So many processes, loading their tools. Whatever ends the block before its end ends them at once."""
    others = set(active_children())
    # Spawned, not forked: a fork would carry the ledger's connection and its locks along. The same on every system.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_follow_parent)
    try:
        with _interrupts_held():
            for _ in range(jobs):
                pool.submit(_warm_up, load)
        yield pool
    except BaseException as error:
        for process in set(active_children()) - others:
            process.terminate()
        if isinstance(error, BrokenProcessPool):
            raise StopRun(
                "a reading process was killed or ran out of memory; what was listed is kept: read the same inputs again to go on"
            ) from error
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started in here never see Ctrl-C, which a terminal sends to all; this one sees it afterwards, and ends them."""
    if sys.platform == "win32":
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


# In the reading processes


def _follow_parent() -> None:
    """End when the parent does. A killed parent closes nothing, and its processes would wait for work for ever."""
    parent = parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


@cache
def _tools(load: Callable[[], Tools]) -> Tools:
    return load()


def _warm_up(load: Callable[[], Tools]) -> None:
    _tools(load)


def _do(work: Callable[[Item, Tools], Made], load: Callable[[], Tools], item: Item) -> Made:
    return work(item, _tools(load))
