"""Cases of the same incident (training/corpus/pairs, joining, quarrels): short reports of invented deeds, marked with their keys.

A case opens with `=== name: kind`, a report with `--- outlet | day of publication`, which may be empty; then its title and text, in
which `[[words|A]]` are words that tell of incident A of this case. Between the two stands what is contested (`training/quarrels.py`).
The product itself reads the reports into accounts, so that weights are learned from what it gets right and what it gets wrong. Of the
stories in `joining` and in `quarrels` every third is held out from that.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.reports import Capture, Form, RawItem
from overhorizon.domain.spans import Span

FOLDER = Path(__file__).parent / "corpus" / "pairs"
STORIES = Path(__file__).parent / "corpus" / "joining"
_EVERY = 3  # story is held out
READ_ON = datetime(2026, 6, 1, tzinfo=UTC)
BLOCK = re.compile(r"^=== ", re.MULTILINE)
_MARK = re.compile(r"\[\[([^\[\]|]+)\|(\w)\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report of a case: ``marks`` are spans of its text, after the title and one line break, with the incident they tell."""

    case: str
    outlet: str
    published: str | None
    title: str
    text: str
    marks: tuple[tuple[Span, str], ...]

    def raw(self, number: int) -> RawItem:
        address = f"https://{self.outlet.lower().replace(' ', '')}.example/{self.case}/{number}"
        record = {"url": address, "publisher": self.outlet, "published": self.published, "title": self.title, "text": self.text}
        return RawItem(capture=Capture(content=json.dumps(record).encode(), form=Form.RECORD, origin=self.case, received=READ_ON))

    def key_of(self, analysis: Analysis, mention: IncidentMention) -> str | None:
        """The incident that a mention tells of: of whose words most are its triggers; None where it mixes two or touches none."""
        touched = self.touched(analysis, mention)
        return f"{self.case} {next(iter(touched))}" if len(touched) == 1 else None

    def touched(self, analysis: Analysis, mention: IncidentMention) -> Counter[str]:
        """How many marked words of each incident are triggers of a mention."""
        offset = analysis.report.text.index(self.text)
        marks = [(span.shifted(offset), key) for span, key in self.marks]
        return Counter(key for span, key in marks if any(span.overlaps(t) for t in mention.triggers))


def cases(folder: Path = FOLDER) -> list[Told]:
    """Every report of every case, in order. Raises ValueError where the form is broken."""
    return [told for file in sorted(folder.glob("*.cases")) for told in _of_file(file.read_text(encoding="utf-8"))]


def held_out(told: Told, every: Sequence[Told]) -> bool:
    """Whether no weight, rule or threshold may look at a report: it belongs to every third of the stories, in their order."""
    names = list(dict.fromkeys(t.case for t in every))
    return names.index(told.case) % _EVERY == _EVERY - 1


def _of_file(content: str) -> Iterator[Told]:
    for block in BLOCK.split(content)[1:]:
        head, *reports = re.split(r"^--- ", block, flags=re.MULTILINE)
        case, _, _ = head.partition(":")
        yield from (_report(case.strip(), report) for report in reports)


def _report(case: str, block: str) -> Told:
    head, title, body = block.strip().split("\n", 2)
    outlet, found, published = head.partition("|")
    if not found:
        raise ValueError(f"{case}: a report opens with outlet | day")
    text, marks = _unmarked(body)
    if not marks:
        raise ValueError(f"{case}, {outlet.strip()}: no words are marked")
    return Told(case=case, outlet=outlet.strip(), published=published.strip() or None, title=title, text=text, marks=tuple(marks))


def _unmarked(marked: str) -> tuple[str, list[tuple[Span, str]]]:
    text, position, marks = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        marks.append((Span(start=len(text), end=len(text) + len(mark[1])), mark[2]))
        text += mark[1]
        position = mark.end()
    return text + marked[position:], marks


def labelled(analyses: Sequence[tuple[Told, Analysis]]) -> list[tuple[Account, str]]:
    """The accounts that the product made of the reports, with the incident that each tells of."""
    from overhorizon.link.accounts import accounts

    found = []
    for told, analysis in analyses:
        for account in accounts(analysis, first_seen=READ_ON):
            key = told.key_of(analysis, account.mention)
            if key is not None:
                found.append((account, key))
    return found
