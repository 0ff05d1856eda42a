"""One report on a screen: what it tells, who says so, what is open, what was set aside."""

import re
from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from overhorizon.cli.claim_view import claim_item
from overhorizon.cli.incident_view import DIM, incident_card
from overhorizon.cli.safe import indented, plain, shown, spaced, with_words
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, Quantity, Relation
from overhorizon.domain.reports import Report
from overhorizon.domain.spans import Span
from overhorizon.wording.text import without_unsafe
from overhorizon.wording.values import count_words, has_number, location_words, party_words, publication_words

_SHORT = 60  # characters of a furniture line that are shown


def report_view(analysis: Analysis) -> RenderableType:
    """Everything that one report says."""
    return Group(*_parts(analysis))


def incident_view(analysis: Analysis, incident: IncidentMention) -> RenderableType:
    """One incident, and what is claimed about it."""
    parts = [*_header(analysis.report), Text(), incident_card(analysis, incident)]
    claims = [c for c in analysis.claims if incident.id in c.about]
    return Group(*parts, *_claims("Claims about it", claims, analysis, {}))


def hit_view(report: Report, passage: Span, marks: tuple[Span, ...]) -> RenderableType:
    """A passage with the words sought in bold, and where it stands."""
    words, at = Text(), passage.start
    for mark in sorted(marks):
        words.append_text(_verbatim(report.text[at : mark.start])).append_text(_verbatim(mark.of(report.text), "bold"))
        at = mark.end
    words.append_text(_verbatim(report.text[at : passage.end]))
    return Group(report_head(report), indented(words))


def report_head(report: Report) -> Text:
    """Which report it is, in one line or little more."""
    day = report.publication.last.isoformat() if report.publication else "undated"
    return spaced("", day, report.outlet or "outlet unknown", shown(_title(report), "bold"), shown(report.id, DIM))


def rejection_view(*, origin: str, stage: str, reason: str, at: datetime) -> RenderableType:
    """An input that was refused."""
    return spaced("", f"{at:%Y-%m-%d %H:%M}", shown(origin, "bold"), reason, shown(f"at {stage}", DIM))


def unread_view(report: Report) -> RenderableType:
    """A report in a language that is not read."""
    return spaced("", report.language, shown(_title(report), "bold"), report.outlet or "outlet unknown", shown(report.id, DIM))


def report_line(analysis: Analysis, outcome: str | None) -> Text:
    """One report of many, in one line or little more."""
    report = analysis.report
    day = report.publication.last.isoformat() if report.publication else "undated"
    size = f"{counted(len(analysis.incidents), 'incident')}, {counted(len(analysis.claims), 'claim')}"
    head = spaced("", f"{day:<10}", shown(_title(report), "bold"), report.outlet or "outlet unknown", size)
    return spaced("", head, shown(report.id, DIM), shown(outcome or "", DIM))


def counted(number: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _parts(analysis: Analysis) -> Iterator[RenderableType]:
    numbers = {incident.id: number for number, incident in enumerate(analysis.incidents, 1)}
    yield from _header(analysis.report)
    yield from _section("Incidents", len(analysis.incidents))
    for incident in analysis.incidents:
        if numbers[incident.id] > 1:
            yield Text()
        yield incident_card(analysis, incident, number=numbers[incident.id])
    asserted = [c for c in analysis.claims if c.polarity is Polarity.ASSERTS]
    others = [c for c in analysis.claims if c.polarity is not Polarity.ASSERTS]
    yield from _claims("Claims", asserted, analysis, numbers)
    yield from _claims("Denied, unknown, withheld", others, analysis, numbers)
    if analysis.relations:
        yield from _section("Relations", len(analysis.relations))
        yield from (_relation(r, analysis) for r in analysis.relations)
    if analysis.quantities:
        yield from _section("People counted outside incidents", len(analysis.quantities))
        yield from (_quantity(q, analysis) for q in analysis.quantities)
    yield from _set_aside(analysis.report)


def _verbatim(words: str, style: str = "") -> Text:
    """Like ``shown``, but the blanks at both ends stay, so that pieces of a sentence can be joined."""
    return Text(without_unsafe(re.sub(r"\s", " ", words)), style=style)


def _title(report: Report) -> str:
    return report.title.of(report.text) if report.title else "(no title)"


def _header(report: Report) -> Iterator[RenderableType]:
    yield Rule(style=DIM)
    yield shown(_title(report), "bold")
    published = publication_words(report.publication)
    basis = f" ({report.publication.basis.value})" if report.publication else ""
    yield shown(f"{report.outlet or 'outlet unknown'}, published {published}{basis}")
    yield spaced(DIM, report.address or "no address", report.id)


def _section(title: str, number: int) -> Iterator[RenderableType]:
    yield Text()
    yield Text.assemble((title, "bold cyan"), (f"  {number or 'none'}", DIM))


def _claims(title: str, claims: list[Claim], analysis: Analysis, numbers: dict[str, int]) -> Iterator[RenderableType]:
    yield from _section(title, len(claims))
    for claim in claims:
        about = [str(numbers[i]) for i in claim.about if i in numbers]
        yield indented(claim_item(analysis, claim, about=f"about incident {', '.join(about)}" if about else ""), 1)


def _relation(relation: Relation, analysis: Analysis) -> RenderableType:
    parties = " / ".join(party_words(p) for p in relation.parties)
    places = "; ".join(location_words(p) for p in relation.places)
    line = shown(" ".join(part for part in (f"{relation.kind.value}:", parties, f"in {places}" if places else "") if part))
    return indented(with_words(line, relation.span.of(analysis.report.text), _speaker(relation.claim, analysis)), 1)


def _quantity(quantity: Quantity, analysis: Analysis) -> RenderableType:
    number = count_words(quantity.count, quantity.words) if has_number(quantity.count) else "no number"
    line = shown(f"{quantity.harm.value}: {number}")
    return indented(with_words(line, quantity.span.of(analysis.report.text), _speaker(quantity.claim, analysis)), 1)


def _speaker(claim: str | None, analysis: Analysis) -> str | None:
    speaker = next((c.speaker for c in analysis.claims if c.id == claim), None)
    return speaker.words if speaker else None


def _set_aside(report: Report) -> Iterator[RenderableType]:
    text = report.text
    yield Text()
    lines = [_shortened(f.span.of(text)) for f in report.furniture]
    if lines:
        yield shown(f"Set aside, no part of the report: {counted(len(lines), 'line')}. {' · '.join(lines)}", DIM)
    if report.repeats:
        again = ", ".join(f"“{_shortened(r.again.of(text))}”" for r in report.repeats)
        yield shown(f"Said twice, counted once: {counted(len(report.repeats), 'passage')}. {again}", DIM)


def _shortened(words: str) -> str:
    line = plain(words)
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
