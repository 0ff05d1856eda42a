"""Stored reports read anew, by the encoder, gazetteer and code of today; what this changes, and the new run in the place of the old."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.changes import Changes, compare
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.reports import Declared, PublicationBasis, RawItem
from overhorizon.pipeline import analyze_again, reader
from overhorizon.runs.batch import FEW, alone, pooled, usable_cores
from overhorizon.runs.stream import Tools, load_tools, our_fault
from overhorizon.store.filters import ReportFilter
from overhorizon.store.outcomes import Outcome
from overhorizon.store.rows import StoredReading

if TYPE_CHECKING:
    from overhorizon.store.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One report before and after. Where it could not be read, ``after`` is None, ``fault`` says why, and the old run stays."""

    before: Analysis
    after: Analysis | None
    changes: Changes
    fault: str | None = None


class Rereading:
    """The reports of a ledger that another encoder, gazetteer or code has read. Raises InvalidInput when there is no such report.

    Which they are is found when it is built; each is done, and stored, when it is yielded. Stopped at any point, the same call goes
    on where it was: what is stored by then has the reader of today.
    """

    def __init__(
        self,
        ledger: "Ledger",
        wanted: ReportFilter,
        *,
        report: str | None = None,
        load: Callable[[], Tools] | None = None,
    ) -> None:
        self._ledger = ledger
        self._load = load or load_tools
        self._tools = self._load()
        today = reader(self._tools.encoder, self._tools.gazetteer)
        found = ledger.read_otherwise(today, wanted, report=report)
        self._runs = found.rows
        self.asked = found.total

    def __len__(self) -> int:
        return len(self._runs)

    def run(self, *, now: Callable[[], datetime], jobs: int | None = None, store: bool = True) -> Generator[Reread, None, None]:
        """Read them in ``jobs`` processes (None: as many as `read_many` takes). Without ``store`` the ledger stays as it is."""
        jobs = jobs or (usable_cores() if len(self) > FEW else 1)
        items = self._stored()
        with closing(
            alone(items, again, self._tools) if jobs == 1 else pooled(items, again, jobs=jobs, load=self._load)
        ) as results:
            for stored, result in results:
                reread = _kept(self._ledger, stored, result, at=now()) if store else _told(stored, result)
                if reread is not None:
                    yield reread

    def _stored(self) -> Iterator[StoredReading]:
        for run in self._runs:
            stored = self._ledger.stored(run)
            if stored is not None:  # not forgotten meanwhile
                yield stored


def again(stored: StoredReading, tools: Tools) -> Analysis | str:
    """The report as it reads today, or what went wrong: a fault of ours on one report may not cost the others. Pure."""
    report = stored.analysis.report
    when = report.publication
    given = when if when is not None and when.basis is PublicationBasis.GIVEN else None
    told = when if when is not None and when.basis is PublicationBasis.DECLARED else None
    # What a feed had said counts where the page is silent, as it did then.
    along = Declared(address=report.address, outlet=report.outlet, publication=told)
    try:
        raw = RawItem(capture=stored.capture, published=given, declared=along)
        return analyze_again(raw, stored.analysis.report, tools.encoder, tools.gazetteer)
    except Exception as error:  # noqa: BLE001  the one place where a report's fault is kept apart from the run
        return our_fault(error)


def _kept(ledger: "Ledger", stored: StoredReading, result: Analysis | str, *, at: datetime) -> Reread | None:
    """What became of one report, once it is committed; None when it was forgotten meanwhile."""
    if isinstance(result, Analysis):
        try:
            outcome = ledger.renew(stored.capture, result, at=at)
        except SkipItem as error:
            return _told(stored, error.reason)
        if outcome is Outcome.FORGOTTEN:
            return None
    return _told(stored, result)


def _told(stored: StoredReading, result: Analysis | str) -> Reread:
    before = stored.analysis
    if isinstance(result, str):
        return Reread(before=before, after=None, changes=Changes(), fault=result)
    return Reread(before=before, after=result, changes=compare(before, result))
