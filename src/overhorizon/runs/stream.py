"""Inputs to analyses to ledger, one at a time, in the order in which they are given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.reports import Publication, RawItem, Rejection, Unread
from overhorizon.encoder.protocol import Encoder
from overhorizon.feeds.files import BadInput, read_inputs
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import analyze
from overhorizon.runs.fetching import opener
from overhorizon.store.outcomes import Outcome

if TYPE_CHECKING:
    from overhorizon.store.ledger import Ledger
    from overhorizon.store.monitoring import Progress


Result = Analysis | Unread | Rejection | BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What reads: made once, used for every report."""

    encoder: Encoder
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """What became of one input, and what the ledger did with it (None: no ledger was given)."""

    origin: str
    result: Result
    outcome: Outcome | None = None

    @property
    def is_refused(self) -> bool:
        return isinstance(self.result, Rejection | BadInput) or self.outcome is Outcome.FORGOTTEN


def load_tools() -> Tools:
    """The gazetteer and the encoder of this installation."""
    from overhorizon.encoder.reader import ReadingEncoder

    return Tools(encoder=ReadingEncoder.load(), gazetteer=Gazetteer.load())


@dataclass(frozen=True, slots=True)
class WithClassifier:
    """Loads the tools with a token classifier in the place of our network. A value: another process that is sent it can load it, too."""

    folder: Path

    def __call__(self) -> Tools:
        from overhorizon.encoder.reader import ReadingEncoder
        from overhorizon.encoder.token_classifier import TokenClassifier

        return Tools(encoder=ReadingEncoder(TokenClassifier.load(self.folder)), gazetteer=Gazetteer.load())


def loader(encoder: Path | None) -> Callable[[], Tools]:
    """What loads the tools that the settings name: those of the package, or with the token classifier in a folder."""
    return load_tools if encoder is None else WithClassifier(encoder)


def our_fault(error: Exception) -> str:
    """What to say of an error that no input may cause."""
    return f"our fault, please report it: {type(error).__name__}: {error}"


def read_all(
    inputs: Sequence[str],
    tools: Tools,
    *,
    now: Callable[[], datetime],
    ledger: "Ledger | None" = None,
    published: Publication | None = None,
) -> Iterator[ReadItem]:
    """Read every input. An item is yielded only after the ledger has committed it: what was seen is kept.

    What cannot be used is yielded as a Rejection or BadInput, and kept as such; it never stops the rest. Raises StopRun when
    the ledger itself fails.
    """
    for item in read_inputs(inputs, received=now(), published=published, fetch=opener()):
        yield keep(item, read(item, tools), ledger, at=now())


def read(item: RawItem | BadInput, tools: Tools) -> Result:
    """What one input says. Pure.

    A fault of ours on one report may not cost the others: it becomes a rejection that names the fault, and is kept.
    """
    if isinstance(item, BadInput):
        return item
    try:
        return analyze(item, tools.encoder, tools.gazetteer)
    except Exception as error:  # noqa: BLE001  the one place where a report's fault is kept apart from the run
        return Rejection(capture=item.capture, stage="analysis", reason=our_fault(error))


def keep(
    item: RawItem | BadInput,
    result: Result,
    ledger: "Ledger | None",
    *,
    at: datetime,
    progress: "Progress | None" = None,
) -> ReadItem:
    """Commit what became of one input to the ledger, if there is one, together with the progress of the feed that gave it."""
    if isinstance(item, BadInput):
        if ledger is not None:
            ledger.record_rejection(item.rejection(at), at=at, progress=progress)
        return ReadItem(origin=item.origin, result=result)
    try:
        outcome = _record(ledger, item, result, at, progress) if ledger is not None else None
    except SkipItem as error:
        result, outcome = Rejection(capture=item.capture, stage=error.stage, reason=error.reason), None
        if ledger is not None:
            ledger.record_rejection(result, at=at, progress=progress)
    return ReadItem(origin=item.capture.origin, result=result, outcome=outcome)


def _record(ledger: "Ledger", item: RawItem, result: Result, at: datetime, progress: "Progress | None") -> Outcome | None:
    match result:
        case Analysis():
            return ledger.record(item.capture, result, at=at, progress=progress)
        case Unread():
            return ledger.record_unread(item.capture, result, at=at, progress=progress)
        case Rejection():
            ledger.record_rejection(result, at=at, progress=progress)
    return None
