"""The ledger: one object to write to and to ask."""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis, Reader
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.reports import Capture, Rejection, Unread, id_at
from overhorizon.domain.spans import Span
from overhorizon.store import (
    across,
    finding,
    forgetting,
    graph,
    judging,
    linking,
    moments,
    monitoring,
    overview,
    reading,
    reviewing,
    schema,
    sqlite,
    watching,
    writing,
)
from overhorizon.store import tables as t
from overhorizon.store.codec import printable
from overhorizon.store.corrected import Corrected
from overhorizon.store.filters import ClaimFilter, IncidentFilter, ReportFilter
from overhorizon.store.moments import Grouping
from overhorizon.store.monitored import Monitored
from overhorizon.store.monitoring import Progress
from overhorizon.store.outcomes import Forgotten, Outcome
from overhorizon.store.rows import (
    AcrossRow,
    ClaimRow,
    Counts,
    Found,
    Hit,
    IncidentRow,
    JudgementRow,
    MembershipRow,
    RejectionRow,
    ReportRow,
    RevisionRow,
    StoredReading,
    UnreadRow,
    UnsureRow,
)
from overhorizon.store.summarised import Summarised


class Ledger(Monitored, Corrected, Summarised):
    """A ledger of claims. Each method is one transaction, committed when it returns and undone when it raises.

    A report that `record` has returned for outlives a kill of the process; once the ledger is settled or closed it outlives a
    loss of power, too. All methods raise RetryLater while another program holds the ledger for long, StopRun when it is damaged
    or the disk is full.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._writer = sqlite.writing(engine)
        self._versions = sqlite.Versions(engine)
        self._where = where

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> Self:
        """Open ``sqlite:///FILE``, a plain path, or ``sqlite://`` (in memory); create it, or bring an older one up to date.

        With ``create=False`` there must be one. Raises InvalidInput in one line for an address that names no ledger: a bad URL, a
        missing folder, one that cannot be written, a file that is something else, a ledger of a newer version.
        """
        file = sqlite.file_of(url)
        where = str(file) if file else "memory"
        if file:
            _check_file(file, create=create)
        engine = sqlite.connect(file)
        try:
            with sqlite.errors_told(where, opening=True):
                with engine.begin() as connection:
                    current = schema.is_current(connection, where)
                if not current:
                    sqlite.use_log(engine)
                    with sqlite.writing(engine).begin() as connection:
                        schema.prepare(connection, where)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, where)

    @property
    def where(self) -> str:
        """The file, for people and for opening it again; "memory" where there is none."""
        return self._where

    def close(self) -> None:
        """Settle what was written and let the file go."""
        try:
            self._versions.close()
            self.settle()
        finally:
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Writing

    def has_capture(self, sha256: str) -> bool:
        """Whether these bytes were read, or refused, before."""
        with self._reads() as connection:
            return connection.execute(select(t.captures.c.sha256).where(t.captures.c.sha256 == sha256)).first() is not None

    def record(
        self, capture: Capture, analysis: Analysis, *, at: datetime, unforget: bool = False, progress: Progress | None = None
    ) -> Outcome:
        """Add a report as it was read, first seen ``at`` (with a time zone). What the ledger holds already is not added again.

        A forgotten report stays so, and nothing is kept of it, unless ``unforget``. ``progress`` of the feed that it came from is kept
        together with it. Raises SkipItem when it cannot be stored.
        """
        new = writing.prepare_analysis(capture, analysis, at)
        with self._writes(progress, at) as connection:
            if self._is_refused(connection, capture, analysis.report.id, unforget=unforget):
                return Outcome.FORGOTTEN
            outcome = writing.record_analysis(connection, new)
            self._gave(connection, progress, analysis.report.id, at)
            return outcome

    def renew(self, capture: Capture, analysis: Analysis, *, at: datetime) -> Outcome:
        """As `record`, for a report that is read anew: the run is active afterwards even where an older one of its kind is known."""
        new = writing.prepare_analysis(capture, analysis, at)
        with self._writes() as connection:
            if self._is_refused(connection, capture, analysis.report.id, unforget=False):
                return Outcome.FORGOTTEN
            return writing.record_analysis(connection, new, renew=True)

    def record_unread(
        self, capture: Capture, unread: Unread, *, at: datetime, unforget: bool = False, progress: Progress | None = None
    ) -> Outcome:
        """Add a report in a language that is not read. Otherwise as `record`."""
        new = writing.prepare_unread(capture, unread, at)
        with self._writes(progress, at) as connection:
            if self._is_refused(connection, capture, unread.report.id, unforget=unforget):
                return Outcome.FORGOTTEN
            outcome = writing.record_unread(connection, new)
            self._gave(connection, progress, unread.report.id, at)
            return outcome

    def record_rejection(self, rejection: Rejection, *, at: datetime, progress: Progress | None = None) -> Outcome:
        """Keep an input that did not become a report. FORGOTTEN, and nothing kept, when it is one that was to be forgotten."""
        with self._writes(progress, at) as connection:
            if forgetting.is_forgotten(connection, capture=rejection.capture.sha256, report=id_at(rejection.capture.origin)):
                return Outcome.FORGOTTEN
            return writing.record_rejection(connection, rejection, at)

    def forget(self, report: str, *, at: datetime, clean: forgetting.Cleaner | None = None) -> Forgotten:
        """Remove a report (by its id, or the beginning of it) and all that rests on it; leave a tombstone without a word of it.

        Nothing of it stays in the file or its log; backups made before still hold it. To forget again what is forgotten wipes
        traces that another program's reading had kept (RetryLater tells of them). Rewrites the file: seconds for a large ledger.
        ``clean`` takes what states of feeds know of its address: `runs.forgetting` does.
        Raises InvalidInput when no report, or several, are named so.
        """
        with self._writes() as connection:
            if forgetting.forgotten_at(connection, printable(report).strip().lower()) is not None:
                removed = Forgotten(reports=(), captures=0)
            else:
                removed = forgetting.forget(connection, reading.find_report(connection, report), at, clean)
        with sqlite.errors_told(self._where):
            sqlite.scrub(self._engine)
        return removed

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Keep what a person holds of accounts that stand, together, and make the incidents that this touches anew."""
        with self._writes() as connection:
            for judgement in judgements:
                judging.add(connection, judgement)
            touched = linking.standing_rows(connection, judging.reports_of(judgements))
            graph.regroup(connection, touched)
            monitoring.mark(connection, touched)

    def undo(self, name: str, *, author: str, reason: str, at: datetime) -> Judgement:
        """Undo a person's judgement, by its id or the beginning of it; both stay on record. Raises InvalidInput as `incident` does."""
        with self._writes() as connection:
            judgement = judging.find(connection, name)
            touched = graph.reached(connection, linking.standing_rows(connection, judging.reports_of([judgement]))).accounts
            judging.withdraw(connection, judgement, author=author, reason=reason, at=at)
            graph.regroup(connection, touched)
            monitoring.mark(connection, touched)
        return judgement

    def pending(self) -> tuple[str, ...]:
        """Runs that the rules of this version have not linked: those of an older ledger, or of one that older rules linked."""
        with self._reads() as connection:
            return linking.pending(connection)

    def integrate(self, run: str) -> None:
        """Link a pending run by the rules of this version."""
        with self._writes() as connection:
            writing.place_again(connection, run)

    def settle(self) -> None:
        """Bring all that was recorded to the disk itself."""
        with sqlite.errors_told(self._where):
            sqlite.settle(self._engine)

    def backup(self, target: Path) -> None:
        """Copy the whole ledger, as it is at one moment, to a new file, which is a ledger itself.

        Others may read and write meanwhile. Raises InvalidInput when the file exists or cannot be made.
        """
        part = target.with_name(f"{target.name}.part")
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            raise InvalidInput(f"{target} exists: a backup overwrites nothing") from None
        except OSError as error:
            raise InvalidInput(f"cannot write {target}: {error.strerror}") from error
        try:
            with sqlite.errors_told(self._where):
                sqlite.copy(self._engine, part)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            target.unlink(missing_ok=True)
            raise

    # Asking

    def analysis(self, report: str, moment: Moment = NOW) -> Analysis:
        """A report as its active run reads it, by its id or the beginning of it.

        Raises InvalidInput when none or several are meant, or it is one that is not read.
        """
        with self._reads(moment, Grouping.NONE) as connection:
            return reading.analysis(connection, report)

    def analyses(self, wanted: ReportFilter | None = None) -> Iterator[Analysis]:
        """All reports as their active runs read them, newest first, one at a time: between two of them nothing is held."""
        with self._reads() as connection:
            runs = reading.active_runs(connection, wanted or ReportFilter())
        for run in runs:
            with self._reads() as connection:
                read = reading.analysis_of_run(connection, run)
            if read is not None:  # forgotten meanwhile
                yield read

    def read_otherwise(self, reader: Reader, wanted: ReportFilter | None = None, *, report: str | None = None) -> Found[str]:
        """Active runs by another reader than this one, newest report first; the total counts those by this one, too.

        ``report`` asks for one, by its id or the beginning of it: raises InvalidInput as `analysis` does.
        """
        with self._reads() as connection:
            return reading.read_otherwise(connection, reader, wanted or ReportFilter(), report)

    def stored(self, run: str) -> StoredReading | None:
        """An active run's analysis and the capture that it was read from; None when it was forgotten or replaced meanwhile."""
        with self._reads() as connection:
            return reading.stored(connection, run)

    def reports(self, wanted: ReportFilter | None = None, moment: Moment = NOW) -> Found[ReportRow]:
        """Reports, newest publication first, undated ones at the end."""
        with self._reads(moment, Grouping.NONE) as connection:
            return reading.reports(connection, wanted or ReportFilter())

    def revisions(self, report: str, moment: Moment = NOW) -> tuple[RevisionRow, ...]:
        """The states of a report until then, in the order in which they were first seen. Raises InvalidInput as `analysis` does."""
        with self._reads(moment) as connection:
            return reading.revisions(connection, report, later=moment == NOW)

    def wording(self, revision: str) -> str:
        """The text of a revision, which may be one that stands no more. Raises InvalidInput when there is none."""
        with self._reads() as connection:
            return reading.wording(connection, revision)

    def mentions(self, wanted: IncidentFilter | None = None, moment: Moment = NOW) -> Found[IncidentRow]:
        """Incident mentions, latest first, undated ones at the end."""
        with self._reads(moment, Grouping.NONE) as connection:
            return finding.incidents(connection, wanted or IncidentFilter())

    def mention(self, name: str, moment: Moment = NOW) -> IncidentRow:
        """One incident mention, by its id or the beginning of it. Raises InvalidInput when none or several are meant."""
        with self._reads(moment, Grouping.NONE) as connection:
            return finding.incident(connection, name)

    def incidents(self, wanted: IncidentFilter | None = None, moment: Moment = NOW) -> Found[AcrossRow]:
        """Incidents across reports any of whose accounts matches, latest first."""
        with self._reads(moment) as connection:
            return across.incidents(connection, wanted or IncidentFilter())

    def incident(self, name: str, moment: Moment = NOW) -> AcrossRow:
        """One incident across reports, by its id, an id that it had before, that of an account, or the beginning of one.

        Raises InvalidInput when none or several are meant.
        """
        with self._reads(moment, name) as connection:
            return across.one(connection, across.find(connection, name))

    def memberships(self, moment: Moment = NOW) -> tuple[MembershipRow, ...]:
        """Which account is in which incident, of all that stand."""
        with self._reads(moment) as connection:
            return overview.memberships(connection)

    def accounts(self, rows: Collection[int]) -> dict[int, Account]:
        """Accounts by the rows that `memberships` names; those that are gone are left out."""
        with self._reads() as connection:
            return overview.accounts(connection, rows)

    def passages(self, wanted: Sequence[tuple[str, Span]], moment: Moment = NOW) -> dict[tuple[str, Span], str]:
        """The words of spans of reports, as far as their texts reach; reports that do not stand are left out."""
        with self._reads(moment, Grouping.NONE) as connection:
            return overview.passages(connection, wanted)

    def version(self) -> str:
        """Changes whenever an answer may have changed, whoever changed it: what caches and entity tags hang on."""
        with sqlite.errors_told(self._where):
            return self._versions.now()

    def unsure(self, limit: int, moment: Moment = NOW) -> Found[UnsureRow]:
        """Pairs of accounts that the rules leave open and no person has judged, the nearest to *same* first."""
        with self._reads(moment) as connection:
            return reviewing.unsure(connection, limit)

    def judgements(self, moment: Moment = NOW) -> tuple[JudgementRow, ...]:
        """What persons hold and nobody has undone, newest first. Those that no account answers to any more are orphans."""
        with self._reads(moment, Grouping.NONE) as connection:
            return judging.held(connection)

    def claims(self, wanted: ClaimFilter | None = None, moment: Moment = NOW) -> Found[ClaimRow]:
        """Claims, newest publication first, then in the order of their reports."""
        with self._reads(moment, Grouping.NONE) as connection:
            return finding.claims(connection, wanted or ClaimFilter())

    def search(self, query: str, *, limit: int = 20, moment: Moment = NOW) -> tuple[Hit, ...]:
        """Passages that hold all words of the query, best first. "Quoted words" stay together, a star ends a beginning*.

        Any text is a query; one without a letter or digit finds nothing. Furniture of a page is not searched. Raises ValueError
        for a limit below 1.
        """
        if limit < 1:
            raise ValueError("a limit is at least 1")
        with self._reads(moment, Grouping.NONE) as connection:
            return finding.search(connection, query, limit)

    def capture(self, sha256: str) -> Capture:
        """The bytes of an input, as they came. Raises InvalidInput when there are none."""
        with self._reads() as connection:
            return reading.capture(connection, sha256)

    def rejections(self) -> tuple[RejectionRow, ...]:
        """Inputs that did not become a report, by origin."""
        with self._reads() as connection:
            return reading.rejections(connection)

    def unread(self) -> tuple[UnreadRow, ...]:
        """Reports in languages that are not read."""
        with self._reads() as connection:
            return reading.unread(connection)

    def counts(self) -> Counts:
        with self._reads() as connection:
            return reading.counts(connection)

    @contextmanager
    def _reads(self, moment: Moment = NOW, grouping: Grouping | str = Grouping.ALL) -> Iterator[Connection]:
        with sqlite.errors_told(self._where), self._engine.connect() as connection, connection.begin() as transaction:
            if not moment.is_now:
                moments.stand_in(connection, moment, grouping)
            yield connection
            transaction.rollback()  # a question leaves nothing behind, the stand-ins of a past moment least of all

    @contextmanager
    def _writes(self, progress: Progress | None = None, at: datetime | None = None) -> Iterator[Connection]:
        with sqlite.errors_told(self._where), self._writer.begin() as connection:
            yield connection
            if progress is not None and at is not None:
                monitoring.keep_progress(connection, progress, at)

    @staticmethod
    def _gave(connection: Connection, progress: Progress | None, report: str, at: datetime) -> None:
        if progress is not None:
            watching.keep_arrival(connection, progress.feed, report, at)

    @staticmethod
    def _is_refused(connection: Connection, capture: Capture, report: str, *, unforget: bool) -> bool:
        if not forgetting.is_forgotten(connection, capture=capture.sha256, report=report):
            return False
        if unforget:
            forgetting.unforget(connection, capture=capture.sha256, report=report)
        return not unforget


def _check_file(file: Path, *, create: bool) -> None:
    """Say plainly what SQLite calls "unable to open database file"."""
    if file.is_dir():
        raise InvalidInput(f"{file} is a folder: name a file in it")
    if file.exists():
        return
    if not create:
        raise InvalidInput(f"there is no ledger at {file}: read some reports into it first")
    if not file.parent.is_dir():
        raise InvalidInput(f"the folder {file.parent} does not exist: make it first")
    if not os.access(file.parent, os.W_OK):
        raise InvalidInput(f"the folder {file.parent} cannot be written")
