"""A brief as one HTML file: styles inside, pictures inside, no script, nothing that is fetched. What reports say is text, never markup."""

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from overhorizon.brief import svg, wrapping
from overhorizon.brief.jsonform import seal
from overhorizon.domain.briefs import Brief, Cited, Entry, Line
from overhorizon.wording.text import json_line

OPENS: Final = "<!doctype html>"
SEAL_OPENS: Final = '<pre id="seal">'
SEAL_CLOSES: Final = "</pre>"
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_COLUMNS: Final = (
    "",
    "Date",
    "Place",
    "Type",
    "Killed",
    "Perpetrator, and who says so",
    "Reports > voices > roots",
    "Grade",
    "Source",
)


def text(words: str) -> str:
    """Fetched text as text of a page."""
    return escape(wrapping.one_line(words))


@cache
def _style() -> str:
    return files("overhorizon.brief").joinpath("style.css").read_text(encoding="ascii")


def render(brief: Brief) -> str:
    return "".join(f"{line}\n" for line in _lines(brief))


def _lines(brief: Brief) -> Iterator[str]:
    numbers = wrapping.numbers(brief)
    title = f"{text(brief.title)}, {text(wrapping.period(brief.asked))}"
    yield OPENS
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title><style>{_style()}</style></head><body>"
    yield f"<h1>{title}</h1>"
    yield f'<p class="soft">Theatre: {text(wrapping.theatre_words(brief.asked))}. {wrapping.reading_time(brief)}. {wrapping.HOW}</p>'
    if brief.is_empty:
        yield f"<p>{wrapping.EMPTY}</p>"
    for section in brief.sections:
        yield f"<h2>{section.topic.value}</h2><ul>"
        for line in section.lines:
            yield _of_line(line, numbers)
        yield "</ul>"
    if brief.incidents:
        yield "<h2>Incidents</h2>"
        yield from _pictures(brief)
        yield f'<div class="table"><table><thead><tr>{"".join(f"<th>{c}</th>" for c in _COLUMNS)}</tr></thead><tbody>'
        yield from (_row(n, entry, numbers) for n, entry in enumerate(brief.incidents, 1))
        yield "</tbody></table></div>"
    yield "<h2>Fog</h2><ul>"
    yield from (f"<li>{text(figure.text)}</li>" for figure in brief.fog)
    yield "</ul>"
    if brief.sources:
        yield "<h2>Sources</h2><ol>"
        yield from (f'<li id="s{n}">{_source(source)}</li>' for n, source in enumerate(brief.sources, 1))
        yield "</ol>"
    made = brief.made_from
    yield "<h2>Made from</h2>"
    yield f"<p>{text(wrapping.made_from(made))} <code>overhorizon brief --verify FILE</code> {wrapping.VERIFIES}</p>"
    yield "<details><summary>Parameters and hashes</summary>"
    yield f"{SEAL_OPENS}{escape(json_line(seal(brief)))}{SEAL_CLOSES}"
    yield "</details></body></html>"


def _of_line(line: Line, numbers: Mapping[str, int]) -> str:
    incident = f" <code>{text(line.incident)}</code>" if line.incident else ""
    quotations = "".join(
        f"<li>“{text(one.words)}” ({text(wrapping.whose(one))}, {_reference(numbers[one.report])})</li>" for one in line.evidence
    )
    return f'<li>{text(line.text)}{incident}<ul class="evidence">{quotations}</ul></li>'


def _reference(number: int) -> str:
    return f'<a href="#s{number}">{number}</a>'


def _pictures(brief: Brief) -> Iterator[str]:
    if picture := svg.world_map(brief):
        unplaced = sum(1 for e in brief.incidents if e.pin is None)
        says = "Pins, numbered as in the table, only where reports are as precise as a place."
        if unplaced:
            says += f" {unplaced:,} known no better than a division or a country have none; their countries are hatched."
        says += " Outlines: Natural Earth, which draws who controls an area."
        yield f"<figure>{picture}<figcaption>{says}</figcaption></figure>"
    if picture := svg.timeline(brief):
        says = "Killed, from the lowest to the highest figure that stands, the preferred one marked. Only days known within a fortnight."
        yield f"<figure>{picture}<figcaption>{says}</figcaption></figure>"


def _row(number: int, entry: Entry, numbers: Mapping[str, int]) -> str:
    sources = ", ".join(_reference(n) for n in dict.fromkeys(numbers[e.report] for e in entry.evidence))
    killed = text(entry.killed.words) if entry.killed else "not said"
    by = "<br>".join(text(one) for one in entry.perpetrators) or "not said"
    cells = (
        str(number),
        text(entry.when),
        text(entry.place),
        text(entry.type),
        killed,
        by,
        f"{entry.reports} &gt; {entry.voices} &gt; {entry.roots}",
        f"{text(entry.grade)} ({text(entry.graded)})",
        sources,
    )
    return f'<tr title="{text(entry.incident)}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _source(source: Cited) -> str:
    words = text(wrapping.source_words(source))
    address = wrapping.linkable(source.address)
    if address:
        shown = f'<a href="{escape(address)}" rel="noreferrer noopener">{words}</a>'
    else:
        shown = f"{words} {text(source.address)}" if source.address else words
    return f"{shown} <code>{text(source.report)}</code>"
