"""A brief as Markdown (CommonMark, with the tables of GitHub). What reports say is text, never markup."""

import re
from collections.abc import Iterator, Mapping

from overhorizon.brief import wrapping
from overhorizon.brief.jsonform import seal
from overhorizon.domain.briefs import Brief, Cited, Entry, Line
from overhorizon.wording.text import json_line

SEAL_OPENS = "\n```json\n"
SEAL_CLOSES = "\n```\n"
_ACTIVE = re.compile(r"[\\`*_\[\]<|~&$@#]|://|\bwww\.", re.IGNORECASE)
_BEGINS_BLOCK = re.compile(r"[-+=>]|\d+[.)]")  # where they are the first of a line
_COLUMNS = ("date", "place", "type", "killed", "perpetrator", "reports > voices > roots", "grade", "words")


def escaped(text: str) -> str:
    """Fetched text on one line, with everything escaped that begins markup, raw HTML or a link by itself."""
    return _ACTIVE.sub(lambda m: "".join(c if c.isalnum() else f"\\{c}" for c in m.group()), wrapping.one_line(text))


def opening(text: str) -> str:
    """As `escaped`, for text that begins a line or an item."""
    line = escaped(text)
    begun = _BEGINS_BLOCK.match(line)
    return f"{line[: begun.end() - 1]}\\{line[begun.end() - 1 :]}" if begun else line


def render(brief: Brief) -> str:
    return "".join(f"{line}\n" for line in _lines(brief)) + f"{SEAL_OPENS}{json_line(seal(brief))}{SEAL_CLOSES}"


def _lines(brief: Brief) -> Iterator[str]:
    numbers = wrapping.numbers(brief)
    yield f"# {escaped(brief.title)}, {escaped(wrapping.period(brief.asked))}"
    yield ""
    yield f"Theatre: {escaped(wrapping.theatre_words(brief.asked))}. {wrapping.reading_time(brief)}. {wrapping.HOW}"
    if brief.is_empty:
        yield ""
        yield wrapping.EMPTY
    for section in brief.sections:
        yield ""
        yield f"## {section.topic.value}"
        yield ""
        for line in section.lines:
            yield from _of_line(line, numbers)
    if brief.incidents:
        yield ""
        yield "## Incidents"
        yield ""
        yield f"| {' | '.join(_COLUMNS)} |"
        yield f"|{' --- |' * len(_COLUMNS)}"
        for entry in brief.incidents:
            yield f"| {' | '.join(_cells(entry, numbers))} |"
    yield ""
    yield "## Fog"
    yield ""
    yield from (f"- {opening(figure.text)}" for figure in brief.fog)
    if brief.sources:
        yield ""
        yield "## Sources"
        yield ""
        yield from (f"{n}. {_source(source)}" for n, source in enumerate(brief.sources, 1))
    yield ""
    yield "## Made from"
    yield ""
    yield opening(wrapping.made_from(brief.made_from))
    yield f"`overhorizon brief --verify FILE` {wrapping.VERIFIES}"


def _of_line(line: Line, numbers: Mapping[str, int]) -> Iterator[str]:
    incident = f" `{line.incident}`" if line.incident else ""
    yield f"- {opening(line.text)}{incident}"
    for one in line.evidence:
        yield f"  - “{escaped(one.words)}” ({escaped(wrapping.whose(one))}, source {numbers[one.report]})"


def _cells(entry: Entry, numbers: Mapping[str, int]) -> tuple[str, ...]:
    cited = ", ".join(dict.fromkeys(str(numbers[e.report]) for e in entry.evidence))
    killed = entry.killed.words if entry.killed else "not said"
    by = "; ".join(entry.perpetrators) or "not said"
    support = f"{entry.reports} > {entry.voices} > {entry.roots}"
    cells = (entry.when, entry.place, entry.type, killed, by, support, f"{entry.grade} ({entry.graded})", f"source {cited}")
    return tuple(escaped(cell) for cell in cells)


def _source(source: Cited) -> str:
    address = wrapping.linkable(source.address)
    link = f" <{address}>" if address else f" {escaped(source.address)}" if source.address else ""
    return f"{opening(wrapping.source_words(source))}.{link} `{source.report}`"
