"""A report of ours on a theatre and a period: lines, each with the words that it rests on, frozen with what it was made from."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from overhorizon.domain.ids import digest
from overhorizon.domain.places import Coordinates, PlacePrecision
from overhorizon.domain.watches import Evidence, Theatre

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction by adults (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""
_LONGEST_QUIET = 3650  # days


class Form(StrEnum):
    """How a brief is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


class Topic(StrEnum):
    NEW = "What is new"
    EARLIER = "Told of earlier times"
    CHANGED = "What changed"
    CONTESTED = "What is contested"
    SINGLE_ROOT = "What rests on a single root"
    QUIET = "What is no longer heard of"
    HELD = "What persons hold"
    NOTED = "What persons note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that decides what a brief says, beside the ledger.

    ``since`` to ``until`` are days on which reports could first be known, both included. ``as_of`` is the day whose reports may be
    used, ``known_at`` the time by which we had read and judged, None: all that the ledger holds. An incident with open questions is
    no longer heard of after ``quiet_after`` days. ``notes`` asks for persons' remarks that their authors wish to be shown. No theatre is
    the whole ledger. Raises ValueError for what cannot be asked.
    """

    theatre: Theatre | None
    since: date
    until: date
    as_of: date
    known_at: datetime | None = None
    quiet_after: int = 14
    notes: bool = False

    def __post_init__(self) -> None:
        if not date.min < self.since <= self.until <= self.as_of:
            raise ValueError("a brief's period ends before it starts, or after the day as of which it is asked")
        if not 1 <= self.quiet_after <= _LONGEST_QUIET:
            raise ValueError(f"an incident is quiet after 1 to {_LONGEST_QUIET} days")
        if self.known_at is not None and self.known_at.tzinfo is None:
            raise ValueError("a time without an offset could be any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement of a brief and the words that it rests on. ``incident`` is its id, None for what is of several."""

    text: str
    evidence: tuple[Evidence, ...]
    incident: str | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a line of a brief rests on words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    topic: Topic
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """The dead of an incident: from the lowest to the highest figure that stands, and the preferred one; None is not known.

    ``words`` say it, for counts without a number, too.
    """

    low: int | None
    best: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident of a brief's table. ``first`` and ``last`` bound its day; ``pin`` only for precision classes 1 and 2.

    ``perpetrators`` are named with those who name them. ``grade`` is that of ``graded``, a property in words.
    """

    incident: str
    when: str
    first: date | None
    last: date | None
    place: str
    country: str | None
    precision: PlacePrecision | None
    pin: Coordinates | None
    type: str
    killed: Killed | None
    perpetrators: tuple[str, ...]
    reports: int
    voices: int
    roots: int
    grade: str
    graded: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("an incident of a brief rests on words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the fog section, in words. ``counted`` are the ids of the incidents or reports that it counts."""

    name: str
    text: str
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A report that a brief cites."""

    report: str
    revision: str
    outlet: str | None
    title: str | None
    address: str | None
    published: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Input:
    """One report revision and the run that read it."""

    report: str
    revision: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """What a brief was made from, by hashes: equal ones give equal briefs.

    ``coverage`` is that of the reports read and unread in the period, ``judgements`` are ids of what persons hold, ``ratings`` of how
    they rate outlets, ``notes`` of their remarks, where they are asked for; ``code`` is the fingerprint of ours. Lists are sorted.
    """

    inputs: tuple[Input, ...]
    judgements: tuple[str, ...]
    ratings: tuple[str, ...]
    notes: tuple[str, ...]
    coverage: str
    code: str

    @property
    def digest(self) -> str:
        parts = [part for i in self.inputs for part in (i.report, i.revision, i.run)]
        return digest(self.code, self.coverage, *self.judgements, "", *self.ratings, "", *self.notes, "", *parts)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Seen:
    """One report of the ledger, as far as coverage asks: the day from which it can be known, and whether we read its language.

    ``feeds`` are the names of those that gave it, sorted; none where it was read by hand.
    """

    report: str
    day: date
    outlet: str
    language: str
    is_read: bool = True
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    asked: Asked
    title: str
    sections: tuple[Section, ...]
    incidents: tuple[Entry, ...]
    fog: tuple[Figure, ...]
    sources: tuple[Cited, ...]
    made_from: MadeFrom

    @property
    def is_empty(self) -> bool:
        """Whether nothing was reported in the period."""
        return not self.incidents

    @property
    def minutes(self) -> int:
        """To read the lines with their quotations, the fog and the table, at WORDS_PER_MINUTE; at least one."""
        texts = [words for s in self.sections for line in s.lines for words in (line.text, *(e.words for e in line.evidence))]
        texts += [figure.text for figure in self.fog]
        texts += [" ".join((e.when, e.place, e.type, *e.perpetrators)) for e in self.incidents]
        return max(1, -(-sum(len(text.split()) for text in texts) // WORDS_PER_MINUTE))
