"""What a ledger answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim
from overhorizon.domain.corrections import Correction, Note, Rating, Undoing
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.observed import Observed
from overhorizon.domain.reports import Capture, Form, Publication, Report
from overhorizon.domain.spans import Span
from overhorizon.domain.watches import Severity

R = TypeVar("R")


class RevisionKind(StrEnum):
    FIRST = "first"
    TEXT = "text"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[R]):
    """The rows of an answer, how many there were before the limit, and how many a range of dates left out as undated."""

    rows: tuple[R, ...]
    total: int
    undated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report in its current revision, as its active run reads it."""

    id: str
    address: str | None
    outlet: str | None
    title: str | None
    publication: Publication | None
    first_seen: datetime
    revisions: int
    incidents: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """A report as its active run reads it, and the bytes that it was read from."""

    analysis: Analysis
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """One state of a report; ``kind`` says what changed against the state before it. ``active``: the one that answers rest on."""

    id: str
    kind: RevisionKind
    first_seen: datetime
    capture: str
    outlet: str | None
    title: str | None
    publication: Publication | None
    active: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """An incident mention, within the analysis that holds its words and the claims that carry its readings."""

    analysis: Analysis
    incident: IncidentMention

    @property
    def report(self) -> Report:
        return self.analysis.report


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim, within the analysis that holds its words and what it is about."""

    analysis: Analysis
    claim: Claim

    @property
    def report(self) -> Report:
        return self.analysis.report

    @property
    def quotation(self) -> str:
        return self.claim.quote(self.report.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that a search found. ``passage`` and ``marks`` (the words sought) are spans of ``report.text``.

    Lower ranks fit better; they compare within one answer only.
    """

    report: Report
    passage: Span
    marks: tuple[Span, ...]
    rank: float

    @property
    def title(self) -> str | None:
        return self.report.title.of(self.report.text) if self.report.title else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionRow:
    """An input that did not become a report. Its bytes are kept: ``Ledger.capture``."""

    capture: str  # SHA-256
    form: Form
    origin: str
    size: int  # bytes
    stage: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRow:
    """A report in a language that we do not read."""

    report: Report
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRow:
    """What a person holds, as they said it, and as it applies to the accounts that stand; None: an orphan, applied to nothing."""

    judgement: Judgement
    attached: Judgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that a person said of the ledger, and who took it back, if anybody did.

    ``reports`` are those that it is about; a rating is about none.
    """

    said: Judgement | Correction | Note | Rating
    reports: tuple[str, ...]
    undone: Undoing | None = None

    @property
    def id(self) -> str:
        return self.said.id

    @property
    def author(self) -> str:
        return self.said.author or ""

    @property
    def at(self) -> datetime:
        assert self.said.at is not None  # persons' judgements have theirs
        return self.said.at


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureRow:
    """Two accounts that the rules leave open, with the incidents that they are in and the sentences that tell of them."""

    judgement: Judgement
    first: IncidentRow
    second: IncidentRow
    incidents: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossRow:
    """One incident across reports: its accounts, the earliest first, with the analyses that hold their words.

    ``parts`` are incidents that are part of it, ``whole`` those that it is part of, ``rivals`` those whose accounts exclude it.
    ``ratings`` are those that count of the outlets of its reports, by outlet.
    """

    id: str
    members: tuple[IncidentRow, ...]
    accounts: tuple[Account, ...]
    parts: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    ratings: tuple[Rating, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """An incident that was touched, as it stands: ``new`` are the ids of the accounts that nobody has looked at.

    ``before`` is what was known of its accounts when they were last looked at. ``rows`` and ``last_mark`` are the store's own.
    """

    row: AcrossRow
    rows: tuple[int, ...]
    last_mark: int
    new: frozenset[str]
    before: Observed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """How far a feed was read, in the feed's own form, and when that was kept."""

    feed: str
    state: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWatch:
    """A watch that a person keeps in the ledger, and who said so when.

    ``asked`` holds the keys of a ``[[watch]]`` of the settings file but for its name; None: it was taken away. Who pauses it keeps it,
    and it asks nothing.
    """

    name: str
    asked: Mapping[str, Any] | None
    is_paused: bool
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A delivery that waits, without its alert: when it may be tried (again), and after how many attempts."""

    channel: str
    severity: Severity
    due: datetime
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRow:
    """An account, by its row, in its incident, and since when it counts: the day that its report declares, or was first read on."""

    account: int
    incident: str
    since: date
    is_dated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of people as an assessment has it: the preferred value's, and the range of it and of what is held against it."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """An incident with its accounts and how many died; ``killed`` is None where nobody has weighed it."""

    stamp: int
    incident: str
    members: tuple[MembershipRow, ...]
    killed: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Incidents that changed, and how many there are in all."""

    rows: tuple[SummaryRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """How a past moment differs: the incidents of now that were not there as they are, and the accounts of those that were."""

    gone: frozenset[str]
    members: tuple[MembershipRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a ledger holds. ``incidents`` and ``claims`` count active runs only."""

    captures: int
    reports: int
    revisions: int
    runs: int
    incidents: int
    claims: int
    unread: int
    rejections: int
    forgotten: int
