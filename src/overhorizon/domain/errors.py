"""Errors, named by what the caller does about them."""

from collections.abc import Sequence
from datetime import datetime


class OverhorizonError(Exception):
    """Base of all errors that Overhorizon raises on purpose. The message is one line for a person."""


class InvalidInput(OverhorizonError):
    """The user gave something that cannot be used: say it in one line, exit with code 2."""


class SeveralMistakes(InvalidInput):
    """A file of the user's has several mistakes: one line for each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = tuple(mistakes)


class SkipItem(OverhorizonError):
    """This one item cannot be used; the others can. The caller records a rejection and goes on."""

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(reason)
        self.stage = stage
        self.reason = reason


class RetryLater(OverhorizonError):
    """The item may succeed later (a lock, a busy disk, a site that is down): the caller waits and tries again.

    ``when`` is the first moment at which that makes sense; None: soon.
    """

    def __init__(self, reason: str, *, when: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.when = when


class StopRun(OverhorizonError):
    """Nothing more can be done in this run (the store is gone, the disk is full): stop and say why."""
