"""From attributions to claims: who said what, through whom, how sure, in which words.

Attributions come from an encoder, which keeps one layer of them; the closed grammar adds the layers that nest in or around
it, and the report's own unknowns. What is no statement (a wish, a question, praise), what lies in furniture and what a page says
twice makes no claim of its own.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from overhorizon.domain.claims import Attribution, Claim, Polarity
from overhorizon.domain.ids import short_id
from overhorizon.domain.reports import Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span, cover
from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.constructions import CERTAIN
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs, sentences
from overhorizon.extract.certainty import CueReading, certainty_of, claims_a_deed, cleared, content_polarity, read_cue
from overhorizon.extract.speakers import ActorIndex, bare_name
from overhorizon.extract.unknowns import find_unknowns
from overhorizon.extract.voices import Voices

_MOST_OF_A_PARAGRAPH = 100  # attributions
_MOST_UNKNOWNS = 300  # of a report
_FEWEST_WORDS = 2
_COUNTED = re.compile(r"^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|some|several|many|the|both) [a-z]+$", re.IGNORECASE)
_CITES = re.compile(r"\b(?:cit(?:e|es|ed|ing)|quot(?:es|ing))$", re.IGNORECASE)
_ACCUSED = re.compile(
    r"(?:(?:\w+ly|also|being|been|is|are|was|were|has|have|had) )*(?:accused|suspected|convicted|blamed)( of| for)?", re.I
)
_ITS = re.compile(r"(?:its|their|his|her|the group['’]s|the movement['’]s)\b", re.I)
_MOST_SENTENCES = 3  # of one quotation that become claims; the rest of a long speech is not a ledger's matter
_LEAD = 8  # characters that may stand before a nested source: "that", a quotation mark
_NOBODY = frozenset("neither none nobody few no".split())
_DETERMINERS = frozenset("a an the this that these those his her its their him them it".split())
_COVERS = 0.7  # of an outer content that a nested statement must fill for the outer one to say nothing more
_SAME = 0.8  # of the shorter content that two claims must share to be one


@dataclass(frozen=True)
class _Statement:
    """An attribution that states something, and what its cue does."""

    attribution: Attribution
    reading: CueReading
    open: bool = False  # found as an unknown

    @cached_property
    def at(self) -> Span:
        return min((*self.attribution.cue, *self.attribution.content))

    @cached_property
    def told(self) -> Span:
        return cover((*self.attribution.cue, *self.attribution.content))

    @cached_property
    def whole(self) -> Span:
        return cover((*self.attribution.source, self.told))

    def holds(self, other: "_Statement") -> bool:
        """Whether the other is told inside this one's content."""
        if not self.told.contains(other.told) or other is self or (self.whole == other.whole and self.at >= other.at):
            return False
        inner = (*other.attribution.cue, *other.attribution.content)
        return all(any(c.contains(s) for c in self.attribution.content) for s in inner)


def claims_of(report: Report, tagging: Tagging, gazetteer: ActorIndex | None) -> tuple[Claim, ...]:
    """The claims of one report, in order of the text; their spans refer to ``report.text``. Pure."""
    page = _Page(report)
    statements = _layered(_statements(page, tagging))
    voices = Voices(report, gazetteer)
    claims: list[Claim] = []
    for statement in statements:
        outer = sorted((s for s in statements if s.holds(statement)), key=lambda s: (s.whole.start - s.whole.end, s.at))
        around = [(s.attribution, page.sentence(s.at.start)) for s in outer]
        chain = voices.chain(statement.attribution, page.sentence(statement.at.start), around)
        if any(s.reading.polarity is not Polarity.ASSERTS for s in outer) or _says_no_more(statement, statements):
            continue
        if chain and chain[-1].kind is SourceKind.UNKNOWN and _is_colon(page, statement.attribution):
            continue  # "Photo: ...", "What we know: ..."; a headline's source is one that the words tell
        claims += _claims(page, statement, chain)
    return _repeats_joined(report, _distinct(claims))


def _is_colon(page: "_Page", attribution: Attribution) -> bool:
    return [s.of(page.text) for s in attribution.cue] == [":"]


class _Page:
    """The sentences of a report that are no furniture."""

    def __init__(self, report: Report) -> None:
        self.report, self.text = report, report.text
        self.passages = tuple(p for p in paragraphs(report.text) if not report.is_furniture(p))
        self.sentences = tuple((p, s) for p in self.passages for s in sentences(report.text, p))
        self._starts = [s.start for _, s in self.sentences]

    def sentence(self, offset: int) -> Span:
        """The sentence at an offset; of two neighbours the one that begins before it."""
        i = max(0, bisect.bisect_right(self._starts, offset) - 1)
        return self.sentences[i][1]

    def reads(self, attribution: Attribution) -> bool:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        return bool(self.sentences) and all(s.end <= len(self.text) and not self.report.is_furniture(s) for s in spans)

    def by_sentence(self, content: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
        """A content cut at the ends of sentences; the parts of one sentence stay together."""
        parts: dict[Span, list[Span]] = {}
        for span in content:
            first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
            for _, sentence in self.sentences[first:]:
                if sentence.start >= span.end:
                    break
                piece = _trimmed(self.text, max(span.start, sentence.start), min(span.end, sentence.end))
                if piece is not None:
                    parts.setdefault(sentence, []).append(piece)
        for _, pieces in sorted(parts.items()):
            yield tuple(sorted(pieces))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in " \t\n\r\u00a0,;:":
        start += 1
    if text.startswith("that ", start) and start + 5 < end:
        start += 5
    while end > start and text[end - 1] in " \t\n\r\u00a0,;:":
        end -= 1
    return Span(start=start, end=end) if start < end else None


# Which attributions state something ------------------------------------------------------------------------------------


def _statements(page: _Page, tagging: Tagging) -> list[_Statement]:
    """Statements in order of the text: the unknowns, then the encoder's, then what the grammar nests in or around those."""
    open_ = [u for passage, sentence in page.sentences for u in find_unknowns(page.text, passage, sentence)][:_MOST_UNKNOWNS]
    found = [_Statement(u.attribution, CueReading(u.polarity), open=True) for u in open_]
    for attribution in _few(page, tagging.attributions):
        _add(page, found, attribution)
    tagged = [s for s in found if not s.open]
    for attribution in _few(page, tag_attributions(page.text, page.passages)):
        candidate = _Statement(attribution, CueReading())
        if attribution.cue and (attribution.score >= CERTAIN or any(_opens(s, candidate) or candidate.holds(s) for s in tagged)):
            _add(page, found, attribution)
    return sorted(found, key=lambda s: (s.at, s.whole, s.attribution.content))


def _few(page: _Page, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """The first hundred of each paragraph: more is no prose, and comparing all with all would take for ever."""
    starts, counted = [p.start for p in page.passages], Counter[int]()
    for attribution in attributions:
        number = bisect.bisect_right(starts, attribution.content[0].start)
        counted[number] += 1
        if counted[number] <= _MOST_OF_A_PARAGRAPH:
            yield attribution


def _opens(outer: _Statement, inner: _Statement) -> bool:
    """Whether the content of the outer opens with the inner: then its main verb is the inner's cue, and no chance word."""
    ahead = inner.whole.start
    return outer.holds(inner) and any(c.start <= ahead <= c.start + _LEAD for c in outer.attribution.content)


def _add(page: _Page, found: list[_Statement], attribution: Attribution) -> None:
    """Keep an attribution that states something and whose cue is not read yet."""
    if not page.reads(attribution) or any(c.overlaps(d) for s in found for c in s.attribution.cue for d in attribution.cue):
        return
    words = " ".join(s.of(page.text) for s in attribution.content)
    if words.rstrip('”"’ ').endswith("?"):
        return
    if attribution.source and attribution.source[0].of(page.text).split()[0].lower() in _NOBODY:
        return
    cue = " ".join(s.of(page.text) for s in sorted(attribution.cue))
    if words == cue or _is_accused(page.text, attribution):
        return
    if _CITES.search(cue):
        return  # whom somebody cites is a link of a chain, no statement
    reading = read_cue(cue, attributed=bool(attribution.source), content=words)
    if reading is not None and _says_enough(words, reading):
        found.append(_Statement(attribution, reading))


def _is_accused(text: str, attribution: Attribution) -> bool:
    """Whether the source is the accused and not the accuser: "the man, accused of C", "the man suspected of C"."""
    if not attribution.source or not attribution.cue:
        return False
    source, cue = max(attribution.source), cover(attribution.cue)
    accused = _ACCUSED.fullmatch(cue.of(text))
    if accused is None or source.end > cue.start or re.search(r"\b(?:whom?|that) $", text[: source.start]):
        return False  # "the man whom police suspected of C": the accuser stands before the cue
    between = re.fullmatch(r"[,\s]*(?:(?:who|which) )?", text[source.end : cue.start])
    return between is not None and (accused[1] is not None or re.match(r" (?:of|for)\b", text[cue.end :]) is not None)


def _layered(statements: list[_Statement]) -> list[_Statement]:
    """Without hearsay inside a report ("police said that he allegedly ...") and first persons: the outer statement says it."""
    kept = []
    for statement in statements:
        a = statement.attribution
        inside = any(s.attribution.source and s.holds(statement) for s in statements)
        if inside and not statement.open and (not a.source or (a.cue and _first_person(statement))):
            continue
        kept.append(statement)
    return kept


def _says_enough(words: str, reading: CueReading) -> bool:
    """Two words that are no determiners and no mere noun; one does for a denial ("denied involvement") or a deed that is claimed.

    "That comment" says nothing on its own.
    """
    telling = sum(w.lower() not in _DETERMINERS for w in words.split())
    return (telling >= _FEWEST_WORDS and not _COUNTED.match(words)) or (
        telling > 0 and (reading.polarity is Polarity.DENIES or claims_a_deed(words))
    )


def _first_person(statement: _Statement) -> bool:
    return all(s.end - s.start <= 3 for s in statement.attribution.source)


def _says_no_more(statement: _Statement, statements: Sequence[_Statement]) -> bool:
    """Whether a nested statement fills the content, so that its chain tells all: "according to A, B believes that C"."""
    whole = cover(statement.attribution.content)
    for inner in statements:
        if statement.holds(inner) and (inner.attribution.source or inner.open):
            told = cover((inner.told, *(s for s in inner.attribution.source if whole.contains(s))))
            if told.end - told.start >= _COVERS * (whole.end - whole.start):
                return True
    return False


# Claims ------------------------------------------------------------------------------------------------------------------


def _claims(page: _Page, statement: _Statement, chain: tuple[Source, ...]) -> list[Claim]:
    a, text = statement.attribution, page.text
    claims: list[Claim] = []
    for content in list(page.by_sentence(a.content))[:_MOST_SENTENCES]:
        words = " ".join(s.of(text) for s in content)
        if not statement.open and (not _says_enough(words, statement.reading) or words.rstrip('”"’ ').endswith("?")):
            continue
        polarity = statement.reading.polarity
        if polarity is Polarity.ASSERTS:
            told = content[0].of(text)
            polarity = content_polarity(told) or (Polarity.DENIES if _clears_itself(told, page.text, a, chain) else polarity)
        claims.append(
            Claim(
                id=short_id("c", page.report.id, _offsets(content), _offsets(a.cue)),
                content=content,
                cue=a.cue,
                chain=chain,
                polarity=polarity,
                certainty=certainty_of(
                    text, cue=a.cue, content=content, frame=_frame(page, a, content), force=statement.reading.force
                ),
                score=a.score,
            )
        )
    return claims


def _clears_itself(content: str, text: str, attribution: Attribution, chain: Sequence[Source]) -> bool:
    """Whether the speaker's own side is said not to have done it: "the Front was not responsible, its spokesman said"."""
    who = cleared(content)
    if who is None or not chain:
        return False
    side, voice = bare_name(who), bare_name(chain[-1].words)
    own = any(_ITS.match(s.of(text)) for s in attribution.source) and min(attribution.source) > attribution.content[0]
    return own or side == voice or re.search(rf"\b{re.escape(side)}\b", voice) is not None


def _offsets(spans: Sequence[Span]) -> str:
    return " ".join(f"{s.start}-{s.end}" for s in spans)


def _frame(page: _Page, attribution: Attribution, content: Sequence[Span]) -> Span:
    """The words in which confidence is stated: from the cue to the content, and a little behind a cue that comes last."""
    near = cover((*attribution.cue, content[0]))
    sentence = page.sentence(near.start)
    return Span(start=near.start, end=max(near.end, min(sentence.end, near.end + 40)))


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Overlapping duplicates of one voice merged: the claim with the longer chain, then the earlier, stays."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-len(c.chain), c.content, c.cue)):
        if not any(_alike(k, claim) and (not claim.chain or k.chain[-1].words == claim.chain[-1].words) for k in kept):
            kept.append(claim)
    return sorted(kept, key=lambda c: (min((*c.cue, *c.content)), c.content))


def _alike(a: Claim, b: Claim) -> bool:
    if a.polarity is not b.polarity:
        return False
    shared = sum(max(0, min(s.end, t.end) - max(s.start, t.start)) for s in a.content for t in b.content)
    return shared >= _SAME * min(_size(a.content), _size(b.content)) > 0


def _size(spans: Sequence[Span]) -> int:
    return sum(s.end - s.start for s in spans)


def _repeats_joined(report: Report, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """What a page says again is a repeat of the first claim, unless two registered actors say it."""
    again: dict[str, list[Span]] = {}
    dropped: set[str] = set()
    for repeat in report.repeats:
        first = next((c for c in claims if c.id not in dropped and _lies_in(c, repeat.first)), None)
        if first is None:
            continue
        for claim in claims:
            if claim is not first and claim.id not in dropped and _lies_in(claim, repeat.again) and not _rivals(first, claim):
                dropped.add(claim.id)
                again.setdefault(first.id, []).append(cover(claim.content))
    return tuple(replace(c, repeats=tuple(sorted(again.get(c.id, ())))) for c in claims if c.id not in dropped)


def _lies_in(claim: Claim, passage: Span) -> bool:
    whole = cover(claim.content)
    shared = min(whole.end, passage.end) - max(whole.start, passage.start)
    return shared >= 0.5 * min(whole.end - whole.start, passage.end - passage.start)


def _rivals(a: Claim, b: Claim) -> bool:
    actors = {c.speaker.actor for c in (a, b) if c.speaker is not None and c.speaker.actor is not None}
    return len(actors) > 1
