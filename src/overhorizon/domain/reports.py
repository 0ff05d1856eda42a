"""What came in, and what it became: captures, reports, rejections."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from overhorizon.domain.ids import digest, short_id
from overhorizon.domain.spans import Span


class Form(StrEnum):
    """The form of an input, which decides how it is cleaned."""

    PAGE_TEXT = "page text"  # as pasted from a page, furniture and all
    HTML = "html"
    RECORD = "record"  # one JSON object: url, publisher, published, title, text


class PublicationBasis(StrEnum):
    """On whose word a publication date rests."""

    GIVEN = "given by the user"
    DECLARED = "declared by the record"
    METADATA = "page metadata"
    PAGE = "printed on the page"


class FurnitureKind(StrEnum):
    """What a line of the page is that is no part of the report."""

    BYLINE = "byline"
    CREDIT = "source credit"
    NAVIGATION = "navigation"
    SHARING = "sharing"
    COMMENT = "comment form"
    ADVERT = "advertisement"
    PROMOTION = "promotion"
    READING_TIME = "reading time"
    TIMESTAMP = "timestamp"
    CAPTION = "caption or picture credit"
    LEGAL = "legal notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The raw bytes of one input, and how and when they came.

    ``received`` is passed in by the edge; nothing that is read from the text may depend on it.
    """

    content: bytes
    form: Form
    origin: str  # path or address as the user gave it; "-" is standard input
    received: datetime

    @property
    def sha256(self) -> str:
        return digest(self.form.value, self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When a report was published: an instant, a day (first == last) or an interval of days, both ends included."""

    first: date
    last: date
    instant: datetime | None = None
    basis: PublicationBasis
    span: Span | None = None  # the words on the page, when the page says it

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("a publication interval ends before it starts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What came along with a capture: what a site's answer or a feed says of it. It counts where the capture is silent.

    ``address`` is where the page was; a page may name another address of its own site for itself, never one of another site.
    """

    address: str | None = None
    outlet: str | None = None
    publication: Publication | None = None
    charset: str | None = None  # of the answer's Content-Type


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """A capture on its way in, with what the user says about it, and what came along with it."""

    capture: Capture
    published: Publication | None = None
    declared: Declared = Declared()


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    span: Span
    kind: FurnitureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A passage that a page says twice. The second is never counted as a further statement."""

    first: Span
    again: Span

    def __post_init__(self) -> None:
        if self.again.start < self.first.end:
            raise ValueError("a repeat comes after what it repeats")


def id_at(address: str) -> str:
    """The id of the report at an address."""
    return short_id("r", "address", address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One revision of one published article.

    ``text`` is what all offsets refer to and is never rewritten; it opens with the title, if there is one. Furniture is
    marked, not cut (docs/decisions/0002), so that offsets outlive better rules for it.
    """

    text: str
    address: str | None
    outlet: str | None
    publication: Publication | None
    title: Span | None
    language: str  # ISO 639-1
    furniture: tuple[Furniture, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    credits: tuple[Span, ...] = ()  # agencies and outlets that the page credits, datelines included

    @property
    def id(self) -> str:
        """The article: its address, or its words where it has none."""
        return id_at(self.address) if self.address else short_id("r", "text", self.text)

    @property
    def revision(self) -> str:
        """This state of the article: words and metadata."""
        when = self.publication
        return short_id(
            "v", self.id, self.text, self.outlet or "", f"{when.first} {when.last} {when.instant}" if when else "",
            f"{self.title.start} {self.title.end}" if self.title else "",
        )  # fmt: skip

    def is_furniture(self, span: Span) -> bool:
        return any(f.span.overlaps(span) for f in self.furniture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An input that did not become a report: kept, with the stage that refused it and why."""

    capture: Capture
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A report in a language that we do not read: kept and counted, never analysed, no rejection."""

    report: Report
