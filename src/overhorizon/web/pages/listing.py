"""Incidents in a list: one line for each, ready to be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from overhorizon.domain.history import Moment
from overhorizon.domain.incidents import Role
from overhorizon.domain.spans import Span
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import Figure
from overhorizon.web.overview import Part, Seen, Summary
from overhorizon.web.pages import figures
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import DATE_CLASS, PLACE_CLASS, location_words, when_words

_AROUND: Final = 300
"""Characters read on each side of the words that tell of an incident, to find their sentence without reading the report."""


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
        killed=figure_words(summary.figure),
        killed_at=killed_at,
        bar=figures.bar(low, summary.best, high, most),
        by=summary.named(Role.PERPETRATOR),
        claimed=summary.named(Role.CLAIMANT),
        reports=len(summary.reports),
        outlets=summary.outlets,
        realis=None if summary.is_actual else lead.realis.value,
        quote=_quote(lead.report, lead.trigger, window, text),
    )


def figure_words(figure: Figure) -> str:
    """The preferred number and the range of what is held against it: "84 (80 to 103)"; empty where nobody gives one."""
    low, best, high = figure.low, figure.best, figure.high
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low:,}"
    between = f"{low:,} or more" if high is None else f"{'?' if low is None else f'{low:,}'} to {high:,}"
    return between if best is None or (best == low and high is None) else f"{best:,} ({between})"


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
