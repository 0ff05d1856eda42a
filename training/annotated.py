"""The project's own annotated reports (training/corpus/*.txt) -> texts with spans, and their incidents as the report gives them.

The form is described in docs/guides/annotation.md. Offsets count characters of the text without its mark-up.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import msgspec

from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.reports import Capture, Form, RawItem

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
CORPUS = Path(__file__).parent / "corpus"
HELD_OUT_EVERY = 5  # every fifth report of a writer is read by no training and no rule: it measures
LABELS = ("T", "perp", "claimant", "target", "victim", "weapon", "place", "time", "toll", "toldtoll")
_INCIDENT = re.compile(r"incident (\w+): (.*)")
_ARTICLE = re.compile(r"(?:the|a|an) (?=\S)", re.IGNORECASE)
_COUNTS = ("toll", "toldtoll", "time")  # where "a" is a number
_CLAIM = re.compile(
    r"claim \w+: speaker=(?P<speaker>[^;]*); via=(?P<via>[^;]*); certainty=(?P<certainty>\w+); quote=(?P<quote>.+)"
)
_NO_TITLE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the text, what they are (see LABELS) and of which incident."""

    label: str
    incident: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One incident of a report. `facts`: country, place, date, perpetrators, claimants, killed and injured, as far as given."""

    key: str
    type: IncidentType
    realis: Realis
    background: bool
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One claim of a report, in the form of the stories' gold; the speaker is empty for the outlet's own voice."""

    speaker: str
    via: tuple[str, ...]
    certainty: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One report. `head` has style, published, outlet and basis; the title is the text's first line, where there is one."""

    id: str
    head: Mapping[str, str]
    text: str
    incidents: tuple[Told, ...]
    marks: tuple[Mark, ...]
    claims: tuple[Stated, ...] = ()

    @property
    def held_out(self) -> bool:
        return int(self.id.rpartition("-")[2]) % HELD_OUT_EVERY == 0

    def fold(self, folds: int) -> int:
        """The part, of so many, that leaves this report out when the others are learned from."""
        return crc32(self.id.encode()) % folds

    def raw(self) -> RawItem:
        """The report as it would come in."""
        content = {"publisher": self.head.get("outlet"), "published": self.head.get("published") or None, "text": self.text}
        return RawItem(capture=Capture(content=msgspec.json.encode(content), form=Form.RECORD, origin=self.id, received=_NO_TIME))


def annotated_reports(folder: Path = CORPUS) -> list[Annotated]:
    """All reports of the corpus in order of file and place. Raises ValueError with file and report where the form is broken."""
    found = []
    for file in sorted(folder.glob("**/*.txt")):
        for block in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            try:
                found.append(_report(block))
            except (ValueError, KeyError) as error:
                raise ValueError(f"{file.name}, {block.split(maxsplit=1)[0]}: {error}") from error
    return found


def _report(block: str) -> Annotated:
    head, found, body = block.partition("\n---\n")
    if not found:
        raise ValueError("no line --- between head and text")
    name, *lines = head.split("\n")
    incidents, claims, facts = [], [], {}
    for line in filter(None, lines):
        match = _INCIDENT.fullmatch(line)
        if match:
            incidents.append(_incident(match[1], match[2]))
        elif claim := _CLAIM.fullmatch(line):
            claims.append(_claim(claim))
        else:
            key, _, value = line.partition(":")
            facts[key] = value.strip()
    title, _, rest = body.strip("\n").partition("\n")
    text, marks = _unmarked(rest.lstrip("\n") if title == _NO_TITLE else body.strip("\n"))
    known = {i.key for i in incidents}
    if unknown := [m for m in marks if m.incident not in known or m.label not in LABELS]:
        raise ValueError(f"a mark names no incident or label: {unknown[0]}")
    trimmed = tuple(_without_article(text, mark) for mark in marks)
    return Annotated(id=name.strip(), head=facts, text=text, incidents=tuple(incidents), marks=trimmed, claims=tuple(claims))


def _without_article(text: str, mark: Mark) -> Mark:
    """Writers differ in whether a leading article belongs to the mark; here it never does."""
    article = None if mark.label in _COUNTS else _ARTICLE.match(text, mark.start, mark.end)
    return mark if article is None else replace(mark, start=article.end())


def _incident(key: str, words: str) -> Told:
    parts = [part.strip() for part in words.split(";")]
    facts = dict(part.split("=", 1) for part in parts if "=" in part)
    return Told(
        key=key,
        type=IncidentType(facts.pop("type")),
        realis=Realis(facts.pop("realis")),
        background="background" in parts,
        facts={name: value.strip() for name, value in facts.items() if value.strip()},
    )


def _claim(match: re.Match[str]) -> Stated:
    via = tuple(part.strip() for part in match["via"].split(" / ") if part.strip())
    return Stated(speaker=match["speaker"].strip(), via=via, certainty=match["certainty"], quote=match["quote"].strip())


def _unmarked(marked: str) -> tuple[str, list[Mark]]:
    """The text without `[[words|labels]]`, and what was marked; marks may nest."""
    pieces: list[str] = []
    open_at: list[int] = []
    marks: list[Mark] = []
    length = position = 0
    for found in re.finditer(r"\[\[|\|([^\[\]|\n]*)\]\]", marked):
        if found.group() != "[[" and not open_at:
            raise ValueError(f"a mark ends that did not begin: {found.group()}")
        pieces.append(marked[position : found.start()])
        length += len(pieces[-1])
        position = found.end()
        if found.group() == "[[":
            open_at.append(length)
            continue
        start = open_at.pop()
        marks += [Mark(label=label, incident=key, start=start, end=length) for label, key in _labels(found[1])]
    if open_at:
        raise ValueError("a mark does not end")
    return "".join((*pieces, marked[position:])), marks


def _labels(words: str) -> Iterator[tuple[str, str]]:
    for word in filter(None, (part.strip() for part in words.split(","))):
        label, _, key = word.partition(":")
        yield label, key
