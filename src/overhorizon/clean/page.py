"""Which lines of a page are no part of the report, which one is the title, and what outlet the page names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from overhorizon.clean import names, patterns
from overhorizon.clean.dates import find_printed
from overhorizon.domain.reports import Furniture
from overhorizon.domain.reports import FurnitureKind as Kind
from overhorizon.domain.spans import Span
from overhorizon.encoder.sentences import paragraphs

_DECORATION = " \t-–—*•|·~=_#<>«»{}+►▶→←↑↓✕×›‹●■▪◆"
_PARTS = re.compile(r"\s*[|•·●]\s*|\s+[/»›>]\s+|\t+| {2,}")
_TERMINAL = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*\w)?")
_NO_BLANKS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # scripts without word spaces
_LONGEST = 600  # characters: no furniture line is longer, and no pattern is tried on more
_READER = re.compile(r"(?i)reply|report abuse|\d+ (?:likes?|points?|upvotes?)|.{1,40} says ?:?|.{0,40}\b\d+ \w+ ago")
_TIME_HEADING = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{3,4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page: where it stands, its words without decoration, and what it was taken for."""

    span: Span
    core: str
    words: int
    lower: int  # words in lower case: names and menus have few
    prose: bool  # reads like a sentence of a report
    gap: bool  # a blank line, or the top of the page, stands before it
    kind: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The lines of a page after marking. ``title`` is a line that is no furniture, or None."""

    lines: tuple[Line, ...]
    title: Span | None
    masthead: str | None

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        return tuple(Furniture(span=line.span, kind=line.kind) for line in self.lines if line.kind is not None)

    @property
    def report(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is None)


def lay_out(text: str, title: Span | None = None) -> Layout:
    """Mark the furniture of a text, line by line; find its title unless one is given (which is then never furniture).

    A sentence of the report must never be taken for furniture, so weak signs (a section name, a lone date) count only before
    the first and after the last sentence, and a heading inside the report is left alone.
    """
    lines = [_line(text, span) for span in paragraphs(text)]
    fixed = [title is not None and line.span.overlaps(title) for line in lines]
    lines = [line if kept else replace(line, kind=_kind(line, anywhere=True)) for line, kept in zip(lines, fixed, strict=True)]
    first, last = _body(lines, fixed)
    edge = [i < first or i > last for i in range(len(lines))]
    lines = [
        line if kept or line.kind or not outside else replace(line, kind=_kind(line, anywhere=False))
        for line, kept, outside in zip(lines, fixed, edge, strict=True)
    ]
    _mark_menus(lines, edge, fixed)
    _mark_blocks(lines, fixed, last)
    masthead = _mark_masthead(lines, [i for i in range(first) if not lines[i].kind and not fixed[i]], text)
    title = title or _title(lines, first)
    _mark_bylines(lines, first, last, title)
    _mark_dates(lines, first)
    return Layout(lines=tuple(lines), title=title, masthead=masthead)


def _line(text: str, span: Span) -> Line:
    core = span.of(text).strip(_DECORATION) if span.end - span.start <= 4 * _LONGEST else ""
    words = _WORD.findall(span.of(text)[: 8 * _LONGEST])
    lower = sum(not w[0].isupper() for w in words)  # letters of scripts without case count as lower
    ends = bool(_TERMINAL.search(text, max(span.start, span.end - 4), span.end))
    prose = (ends and len(words) >= 6 and lower >= 2) or (len(words) >= 18 and lower >= 6)
    prose = prose or (ends and len(_NO_BLANKS.findall(span.of(text)[:_LONGEST])) >= 12)
    gap = span.start < 2 or text[span.start - 2 : span.start] == "\n\n"
    return Line(span=span, core=core, words=len(words), lower=lower, prose=prose, gap=gap)


def _kind(line: Line, *, anywhere: bool) -> Kind | None:
    """What the line is by its own words."""
    if not line.core or len(line.core) > _LONGEST:
        return None  # a line of nothing but decoration ("* * *") separates parts of a report
    kind = _match(line.core, anywhere=anywhere, prose=line.prose)
    if kind is not None:
        return kind
    parts = [p.strip(_DECORATION) for p in _PARTS.split(line.core) if p.strip(_DECORATION)]
    if len(parts) < 2 or line.prose:
        return None
    kinds = [_match(part, anywhere=False, prose=False) for part in parts]
    known = [k for k in kinds if k is not None]
    if len(known) == len(parts) or (known and all(k or len(p.split()) <= 4 for k, p in zip(kinds, parts, strict=True))):
        return known[0]
    menu = all(len(p.split()) <= 3 and (p[0].isupper() or p[0].isdigit()) for p in parts)
    return Kind.NAVIGATION if menu and (len(parts) >= 3 or not anywhere) else None


def _match(core: str, *, anywhere: bool, prose: bool) -> Kind | None:
    core = core.rstrip(" :") if core.endswith(":") else core
    if _TIME_HEADING.fullmatch(core):
        return None  # of a live page's entry
    for pattern in patterns.patterns():
        if (pattern.anywhere or not anywhere) and (pattern.sentences or not prose) and pattern.form.fullmatch(core):
            return pattern.kind
    if names.BYLINE.fullmatch(core) and not anywhere:
        return Kind.BYLINE
    return None


def _body(lines: Sequence[Line], fixed: Sequence[bool]) -> tuple[int, int]:
    """Indices of the first and the last sentence line of the report, its title aside; (n, -1) when there is none."""
    prose = [i for i, line in enumerate(lines) if line.prose and line.kind is None and not fixed[i]]
    return (prose[0], prose[-1]) if prose else (len(lines), -1)


def _mark(lines: list[Line], index: int, kind: Kind) -> None:
    lines[index] = replace(lines[index], kind=kind)


def _mark_menus(lines: list[Line], edge: Sequence[bool], fixed: Sequence[bool]) -> None:
    """Runs of three or more short capitalised lines at the edges of a page, one of them a known section name."""
    run: list[int] = []
    for i in range(len(lines) + 1):
        line = lines[i] if i < len(lines) else None
        short = (
            line is not None
            and edge[i]
            and not fixed[i]
            and 1 <= line.words <= 3
            and line.lower == 0
            and not _TERMINAL.search(line.core)
        )
        if short:
            run.append(i)
            continue
        if len(run) >= 3 and any(lines[j].kind is Kind.NAVIGATION for j in run):
            for j in run:
                if lines[j].kind is None:
                    _mark(lines, j, Kind.NAVIGATION)
        run = []


def _mark_blocks(lines: list[Line], fixed: Sequence[bool], last: int) -> None:
    """What hangs on a marked line: headlines under "Most read", the copy of an advert, what readers wrote."""
    for i, line in enumerate(lines):
        if line.kind is Kind.ADVERT and i + 1 < len(lines):
            copy = lines[i + 1]
            ends = i + 2 == len(lines) or lines[i + 2].gap
            if (
                copy.kind is None
                and not copy.gap
                and ends
                and copy.words <= 15
                and not fixed[i + 1]
                and names.ADVERT_COPY.search(copy.core)
            ):
                _mark(lines, i + 1, Kind.ADVERT)
        elif line.kind is Kind.PROMOTION and patterns.headline_block().fullmatch(line.core):
            for j in range(i + 1, len(lines)):
                inside = not lines[j].gap or j == i + 1 or i > last
                if lines[j].prose or fixed[j] or lines[j].words > 20 or not inside:
                    break
                if lines[j].kind is None:
                    _mark(lines, j, Kind.PROMOTION)
    _mark_readers(lines, fixed, last)


def _mark_readers(lines: list[Line], fixed: Sequence[bool], last: int) -> None:
    """What readers wrote: short lines below a comment form that follows the report, and all below one that shows replies."""
    for i, line in enumerate(lines):
        if line.kind is not Kind.COMMENT:
            continue
        shown = sum(x.prose for x in lines[:i]) >= 2 and any(_READER.fullmatch(x.core) for x in lines[i + 1 :])
        if i > last or shown:
            for j in range(i + 1, len(lines)):
                if lines[j].kind is None and not fixed[j]:
                    _mark(lines, j, Kind.COMMENT)
            return


def _mark_masthead(lines: list[Line], head: Sequence[int], text: str) -> str | None:
    """The outlet's own name on the first of the lines above the report that nothing else explains (``head``).

    It reads like a name, and comes again on the page or has a menu, a date or a label under it: a headline such as "Rebels
    Attack Police Post" does not.
    """
    if not head or head[0] > 2 or len(lines) < 2:
        return None
    at, name = head[0], lines[head[0]].core
    below = lines[at + 1].kind if at + 1 < len(lines) else None
    small = sum(word in ("of", "and", "the", "for") for word in name.split())
    if not 1 <= lines[at].words <= 5 or lines[at].lower > small or _TERMINAL.search(name):
        return None
    again = len(re.findall(re.escape(name), text, re.IGNORECASE)) > 1
    labelled = below in (Kind.NAVIGATION, Kind.TIMESTAMP)
    if not (names.MASTHEAD_WORD.search(name) and (again or labelled)) and not (name.startswith("The ") and labelled):
        return None
    _mark(lines, at, Kind.NAVIGATION)
    if len(head) > 1 and head[1] == at + 1 and not lines[head[1]].gap and lines[head[1]].words <= 6:
        _mark(lines, head[1], Kind.NAVIGATION)  # its slogan
    return name


def _title(lines: Sequence[Line], first: int) -> Span | None:
    """The first line above the report that reads like a headline."""
    for i in range(min(first, len(lines))):
        line = lines[i]
        if line.kind is not None or _TIME_HEADING.fullmatch(line.core) or _place_and_date(line):
            continue
        if names.BYLINE.fullmatch(line.core) or names.DESK.fullmatch(line.core):
            continue
        enough = line.words >= 2 and line.span.end - line.span.start <= 300
        return line.span if enough and not re.search(r"[.,;]$", line.core) else None
    return None


def _mark_bylines(lines: list[Line], first: int, last: int, title: Span | None) -> None:
    """Desks, roles and names between the title and the report, and below it."""
    for i, line in enumerate(lines):
        if (
            line.kind is not None
            or line.span == title
            or line.prose
            or first <= i <= last
            or line.words > 8
            or _TERMINAL.search(line.core)
        ):
            continue
        desk = names.DESK.fullmatch(line.core) or names.ROLE.fullmatch(line.core)
        beside = [lines[j].kind for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        named = names.PERSON.fullmatch(line.core) and {Kind.TIMESTAMP, Kind.READING_TIME, Kind.BYLINE, Kind.SHARING} & set(beside)
        if desk or (named and i < first):
            _mark(lines, i, Kind.BYLINE)


def _mark_dates(lines: list[Line], first: int) -> None:
    """A place and a date alone on a line above the report; several of them are a chronicle's headings, and stay."""
    for i in range(min(first, len(lines))):
        line = lines[i]
        if line.kind is None and _place_and_date(line):
            _mark(lines, i, Kind.TIMESTAMP)


def _place_and_date(line: Line) -> bool:
    return line.words <= 8 and bool(names.PLACE_AND_DATE.fullmatch(line.core)) and find_printed(line.core) is not None
