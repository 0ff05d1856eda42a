"""What reading processes are given to load in tests of the pool. In a module of its own, so that they can import it."""

import os
import signal

from overhorizon.domain.errors import InvalidInput
from overhorizon.runs.stream import Tools


def nothing() -> Tools:
    """Enough for inputs that are refused before anything is needed to read them."""
    return Tools(encoder=None, gazetteer=None)  # type: ignore[arg-type]


def death() -> Tools:
    os.kill(os.getpid(), signal.SIGKILL)
    return nothing()


def mistake() -> Tools:
    raise InvalidInput("the weights are damaged: install again")
