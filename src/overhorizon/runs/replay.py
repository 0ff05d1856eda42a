"""When would we have known? Reports in the order of their publication, through the whole chain, on a simulated clock."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from time import perf_counter

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.reports import RawItem
from overhorizon.domain.watches import OF_INCIDENTS, Alert, Watch
from overhorizon.feeds.files import BadInput, read_inputs
from overhorizon.runs.stream import Result, Tools, keep, read
from overhorizon.runs.watching import Watcher
from overhorizon.store.ledger import Ledger

EVERYTHING = Watch(name="everything", triggers=OF_INCIDENTS)
"""Asks for all that there is of incidents: what a replay uses when it is given no watches."""

_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """One document that is ready to be fed: its name, what it says, and how long reading it took, in seconds."""

    name: str
    item: RawItem | BadInput
    result: Result
    seconds: float

    @property
    def published(self) -> datetime | None:
        """The instant of publication, or the end of its last day; None where the report says neither."""
        publication = self.result.report.publication if isinstance(self.result, Analysis) else None
        if publication is None:
            return None
        return publication.instant or datetime.combine(publication.last, time.max, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One document that was fed: where the clock stood, what it raised, and how long that took from its bytes on, in seconds."""

    name: str
    at: datetime
    result: Result
    alerts: tuple[Alert, ...]
    seconds: float


def documents(folder: Path, tools: Tools) -> Iterator[Fed]:
    """The documents of FOLDER/documents.jsonl, read one by one. Raises InvalidInput when there are none."""
    path = folder / "documents.jsonl"
    if not path.is_file():
        raise InvalidInput(f"{folder} has no documents.jsonl: name a folder with one record a line in a file of that name")
    for item in read_inputs([str(path)], received=_BEFORE_ALL, published=None):
        started = perf_counter()
        result = read(item, tools)
        yield Fed(name=_name(item), item=item, result=result, seconds=perf_counter() - started)


def _name(item: RawItem | BadInput) -> str:
    """The id that a record gives itself; its place in the file where it gives none."""
    if isinstance(item, BadInput):
        return item.origin
    record = json.loads(item.capture.content)
    given = record.get("id") if isinstance(record, dict) else None
    return given if isinstance(given, str) and given else item.capture.origin


def in_order(fed: Iterable[Fed]) -> list[tuple[datetime, Fed]]:
    """By publication, undated ones last, equal ones in the order given; each with where the clock stands: undated ones at the last."""
    given = list(fed)
    last = max((f.published for f in given if f.published is not None), default=_BEFORE_ALL)
    dated = sorted((f for f in given if f.published is not None), key=lambda f: f.published or last)
    return [(f.published or last, f) for f in (*dated, *(f for f in given if f.published is None))]


def replay(
    fed: Iterable[Fed], tools: Tools, ledger: Ledger, watches: Sequence[Watch], *, clock: Callable[[], float] = perf_counter
) -> Iterator[Replayed]:
    """Feed documents to an empty ledger in the order of publication and answer the watches after each. Same documents, same alerts.

    Where a watch asks for rates, silence or spread, the ledger is surveyed after the first document of each day.
    """
    now, surveyed = _BEFORE_ALL, None
    surveys = any(set(watch.triggers) - set(OF_INCIDENTS) for watch in watches)
    watcher = Watcher(ledger=ledger, gazetteer=tools.gazetteer, watches=watches, now=lambda: now)
    for now, one in in_order(fed):
        started = clock()
        kept = keep(one.item, one.result, ledger, at=now)
        alerts = tuple(watcher.look())
        if surveys and now.date() != surveyed:
            alerts, surveyed = (*alerts, *watcher.survey()), now.date()
        seconds = one.seconds + clock() - started
        yield Replayed(name=one.name, at=now, result=kept.result, alerts=alerts, seconds=seconds)


def names(replayed: Iterable[Replayed]) -> dict[str, str]:
    """By id of report: the document that it came from, the first where several did."""
    found: dict[str, str] = {}
    for one in replayed:
        if isinstance(one.result, Analysis):
            found.setdefault(one.result.report.id, one.name)
    return found
