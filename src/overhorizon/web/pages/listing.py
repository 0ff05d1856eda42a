"""Incidents in a list: what is asked of them, and one line for each, ready to be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Query

from overhorizon.domain.history import Moment
from overhorizon.domain.incidents import IncidentType, Role
from overhorizon.domain.spans import Span
from overhorizon.store.ledger import Ledger
from overhorizon.web.overview import Part, Seen, Summary
from overhorizon.web.pages import figures
from overhorizon.wording import parse
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import DATE_CLASS, PLACE_CLASS, location_words, when_words

_AROUND: Final = 300
"""Characters read on each side of the words that tell of an incident, to find their sentence without reading the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of incidents; None asks nothing. Days are those of the incident, both included."""

    country: str | None = None
    type: IncidentType | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None
    killed: int = 0
    place: str | None = None

    @property
    def query(self) -> dict[str, object]:
        """As an address has it."""
        kind = self.type.value if self.type else None
        return {
            "country": self.country, "type": kind, "actor": self.actor, "since": self.since, "until": self.until, "killed": self.killed,
            "place": self.place,
        }  # fmt: skip

    @property
    def asks(self) -> bool:
        return any(value not in (None, 0) for value in self.query.values())

    def matches(self, summary: Summary) -> bool:
        if self.country is not None and summary.country != self.country:
            return False
        if self.place is not None and not _is_at(summary, self.place):
            return False
        if self.type is not None and all(s.glimpse.type is not self.type for s in summary.accounts):
            return False
        if self.actor is not None and not _names(summary, self.actor):
            return False
        if self.killed and (summary.killed[0] or 0) < self.killed:
            return False
        return self._is_within(summary)

    def _is_within(self, summary: Summary) -> bool:
        if self.since is None and self.until is None:
            return True
        if summary.day is None or summary.until is None:
            return False
        return (self.since is None or summary.until >= self.since) and (self.until is None or summary.day <= self.until)


def _is_at(summary: Summary, name: str) -> bool:
    """Whether it is placed at the gazetteer's place of this name."""
    return summary.location is not None and summary.location.place is not None and summary.location.place.name == name


def _names(summary: Summary, actor: str) -> bool:
    """Whether an actor is meant by its registry id, or its words hold those asked for."""
    if actor in summary.actors:
        return True
    wanted = actor.casefold()
    return any(wanted in part.words.casefold() for s in summary.accounts for part in s.glimpse.parts)


def wanted(  # noqa: PLR0913  # the fields of a form
    country: Annotated[str | None, Query(max_length=80)] = None,
    type: Annotated[str | None, Query(max_length=80)] = None,
    actor: Annotated[str | None, Query(max_length=200)] = None,
    since: Annotated[str | None, Query(max_length=20)] = None,
    until: Annotated[str | None, Query(max_length=20)] = None,
    killed: Annotated[str | None, Query(max_length=9)] = None,
    place: Annotated[str | None, Query(max_length=200)] = None,
) -> Wanted:
    """From an address; empty fields of a form ask nothing. Raises InvalidInput for what cannot be asked."""
    first, last = parse.period(since or None, until or None)
    return Wanted(
        country=parse.country(country or None),
        type=parse.choice(type or None, IncidentType, "type"),
        actor=(actor or "").strip() or None,
        since=first,
        until=last,
        killed=int(killed) if killed and killed.isascii() and killed.isdecimal() else 0,
        place=place or None,
    )


Filters = Annotated[Wanted, Depends(wanted)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One incident of a list."""

    id: str
    type: str
    when: str
    when_note: str
    where: str
    where_note: str
    killed: str
    killed_at: tuple[str, Span] | None
    bar: figures.Bar | None
    by: tuple[Part, ...]
    claimed: tuple[Part, ...]
    reports: int
    outlets: tuple[str, ...]
    realis: str | None
    quote: tuple[str, Span, str, str, str] | None
    """Report, span, and its sentence: before, the words, after."""


def lines(summaries: Sequence[Summary], ledger: Ledger, moment: Moment) -> tuple[Line, ...]:
    """The incidents of one page of a list, each with the sentence that tells of it."""
    wanted = [(s.lead.report, _window(s.lead.trigger)) for s in summaries]
    texts = ledger.passages(wanted, moment)
    most = max((n for s in summaries for n in (*s.killed, s.best) if n is not None), default=1)
    return tuple(_line(s, texts.get(w), w[1], most) for s, w in zip(summaries, wanted, strict=True))


def _line(summary: Summary, text: str | None, window: Span, most: int) -> Line:
    lead, (low, high) = summary.lead, summary.killed
    killed_at = _killed_at(summary.accounts)
    return Line(
        id=summary.id,
        type=lead.type.value,
        when=when_words(summary.when) if summary.when else "no date",
        when_note=DATE_CLASS[summary.when.precision] if summary.when else "",
        where=location_words(summary.location) if summary.location else "place not said",
        where_note=PLACE_CLASS[summary.location.precision] if summary.location else "",
        killed=range_words(low, high),
        killed_at=killed_at,
        bar=figures.bar(low, summary.best, high, most),
        by=summary.named(Role.PERPETRATOR),
        claimed=summary.named(Role.CLAIMANT),
        reports=len(summary.reports),
        outlets=summary.outlets,
        realis=None if summary.is_actual else lead.realis.value,
        quote=_quote(lead.report, lead.trigger, window, text),
    )


def range_words(low: int | None, high: int | None) -> str:
    """From the lowest to the highest number that anybody gives; empty where nobody gives one."""
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low:,}"
    return f"{low:,} or more" if high is None else f"{'?' if low is None else f'{low:,}'} to {high:,}"


def _killed_at(accounts: Iterable[Seen]) -> tuple[str, Span] | None:
    return next(((s.glimpse.report, s.glimpse.killed_at) for s in accounts if s.glimpse.killed_at is not None), None)


def _window(trigger: Span) -> Span:
    return Span(start=max(0, trigger.start - _AROUND), end=trigger.end + _AROUND)


def _quote(report: str, trigger: Span, window: Span, text: str | None) -> tuple[str, Span, str, str, str] | None:
    if text is None or trigger.start - window.start >= len(text):
        return None
    here = Span(start=trigger.start - window.start, end=min(trigger.end - window.start, len(text)))
    sentence = sentence_around(text, here)
    end = max(sentence.end, here.end)
    return report, trigger, text[sentence.start : here.start], here.of(text), text[here.end : end]
