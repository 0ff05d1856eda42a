"""Reporting constructions without an active verb: "according to", passives, nouns, hedging adverbs, headlines."""

import re
from collections.abc import Iterator

from overhorizon.domain.claims import Attribution
from overhorizon.domain.spans import Span
from overhorizon.encoder.chunks import Clauses
from overhorizon.encoder.cues import HEDGING_ADVERBS, STATEMENT_ACTS, act_of

CERTAIN = 0.9  # score of constructions that mean nothing else; the others guess a clause's bounds
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as (?:first )?(?:reported|stated|cited|quoted|described|noted|claimed"
    r"|announced|confirmed|alleged|told"
    r"|relayed|set out|detailed) (?:by|in|to)|as per)(?= )", re.I
)  # fmt: skip
_IMPERSONAL = re.compile(
    r"\b(?:it|there) (?:(?:is|was|were|are|has been|had been|have been) (?:also |now |then |\w+ly )?(\w+ed|understood"
    r"|thought|said|known|feared)"
    r"(?: by (?P<by>[^,.;]{2,80}?))?|(?:appears|appeared|seems|seemed))(?: that)? (?=\S)", re.I
)  # fmt: skip
_RAISED = re.compile(
    r"\b(?:is|are|was|were|has been|have been|had been) (?:also |now |still |widely |generally |\w+ly )?"
    r"(believed|thought|said|reported|alleged|suspected|understood|feared|presumed|rumou?red|claimed|estimated|considered|known)"
    r"(?: by (?P<by>[^,.;]{2,60}?))?(?= (?:to|dead|killed|of|missing|responsible)\b)"
)
_BLAMED = re.compile(r"\b(?:is|are|was|were|has been|have been|had been) (?:also |widely |\w+ly )?(?:blamed|pinned) (?:on|for)\b")
_MEDIUM = re.compile(
    r"\b[Ii]n (?:a|an|the|its|his|her|their) (?:[\w-]+ ){0,3}?(?:statement|message|report|video|letter|post"
    r"|communiqu[eé]|briefing|release)"
    r"(?: (?:made|issued|released|published|posted|given|read))? (?:by|from) (?P<by>[^,;.]{2,120}?)"
    r"(?: (?:on|in|at) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?, "
)
_ASIDES = frozenset("who which a an the citing quoting".split())
_OPENERS = frozenset("the a an at over more about some there it six seven eight nine ten dozens".split())
_PAUSES = frozenset({",", "”", '"', "'"})
_NOUNS = (
    r"claims?|assertions?|allegations?|announcements?|denials?|confirmations?|beliefs?|warnings?|admissions?"
    r"|insistence|reports?|statements?|suggestions?|assessments?"
)
_POSSESSED = re.compile(rf"(?:'s|’s|s'|s’|\b(?:his|her|its|their)) (?:\w+ )?(?P<cue>{_NOUNS}) that (?=\S)")
_CONTESTED = re.compile(
    r"\b(?:is|was|were|has been|have been) (?:\w+ly )?(?:disputed|denied|rejected|contradicted|challenged"
    r"|dismissed|questioned|met|false)\b"
)
_NOMINAL = re.compile(
    rf"\b(?P<cue>(?:{_NOUNS}|rumou?rs|accusations?)) (?:by|from) (?P<by>[^,;.]{{2,80}}?) (?:that|of) (?=\S)", re.I
)
_LABEL = re.compile(
    r"(?:live|update|updates|breaking|watch|video|explainer|analysis|opinion|photos|exclusive|factbox|timeline"
    r"|read more|in pictures|source)\b",
    re.I,
)


_AS_SAYING = re.compile(
    r"\b(?:(?:was|were|is|are|has been|have been) )?(?:quoted|cited|quotes|cites)(?P<who>(?: [^\s.;:]+){1,9}?)?"
    r" (?P<cue>as (?:saying|telling|reporting))(?: that)? (?=\S)"
)
_CLAIMED_BY = re.compile(
    r"\b(?:is|was|were|has been|have been|had been) (?:also |later |\w+ly )?(?:claimed|confirmed|denied|announced)"
    r" by (?=\S)"
)


def constructions(text: str, passage: Span, clauses: Clauses) -> Iterator[Attribution]:
    """The attributions of one sentence that no active verb makes."""
    reader = _Constructions(text, passage, clauses)
    for read in (
        reader.headline,
        reader.according,
        reader.impersonal,
        reader.raised,
        reader.claimed_by,
        reader.as_saying,
        reader.nominal,
        reader.adverbs,
    ):
        yield from read()


class _Constructions:
    def __init__(self, text: str, passage: Span, clauses: Clauses) -> None:
        self.text, self.passage, self.c = text, passage, clauses

    def according(self) -> Iterator[Attribution]:
        """ "According to X, C" and "C, according to X"."""
        for m in _ACCORDING.finditer(self.text, self.c.sentence.start, self.c.sentence.end):
            if self.c.quoted(m.start()):
                continue
            i, first = self.c.index_at(m.start()), self.c.index_at(m.end())
            after_pause = self.c.low(i - 1) in _PAUSES
            opens = i == 0 or (not after_pause and i <= 2)
            stop = self._opening_source_end(first) if opens else self._closing_source_end(first)
            source = self.c.span(first, stop)
            if source is None:
                continue
            contents: tuple[Span | None, ...]
            if opens:
                begin = stop + (not self.c.word(stop))
                contents = (self.c.span(begin, self.c.clause_end(begin)),)
            else:
                contents = self.c.left_content(i) if after_pause else (self.c.span(0, i),)
            content = tuple(c for c in contents if c is not None and self.passage.contains(c) and not c.overlaps(source))
            told = content and not content[0].of(self.text).endswith(" that")
            if told and (opens or self.c.has_verb(content[0])):
                yield Attribution(source=(source,), cue=(Span(start=m.start(), end=m.end()),), content=content, score=CERTAIN)

    def _opening_source_end(self, first: int) -> int:
        """The comma that ends a source before its content; an aside ("X, a monitor, ...") belongs to the source."""
        comma = self.c.find(first + 1, {",", ";", ":", "—", "–"})
        source = self.c.span(first, comma)
        if source is not None and self.c.has_auxiliary(source):  # "According to the army six men were held, ...": no comma
            return self.c.find(first + 1 + (self.c.low(first) in _OPENERS), _OPENERS)
        second = self.c.find(comma + 1, {","})
        aside = self.c.span(comma + 1, second)
        if self.c.low(comma + 1) not in _ASIDES or second == len(self.c.tokens) or aside is None:
            return comma
        relative = self.c.low(comma + 1) in {"who", "which"}
        return second if relative or not self.c.has_auxiliary(aside) else comma

    def _closing_source_end(self, first: int) -> int:
        """Where a source behind its content ends: a stop, a contrast, or a comma that opens no apposition."""
        stop = self.c.find(first + 1, {",", ".", ";", ":", "—", "–", "while", "but", "though", "although", "when", "after"})
        if self.c.low(stop) != "," or self.c.low(stop + 1) not in _ASIDES - {"who", "which"}:
            return stop
        end = self.c.find(stop + 1, {",", ".", ";"})
        aside = self.c.span(stop + 1, end)
        return stop if aside is None or self.c.has_auxiliary(aside) else end

    def impersonal(self) -> Iterator[Attribution]:
        s = self.c.sentence
        for m in _IMPERSONAL.finditer(self.text, s.start, s.end):
            if self.c.quoted(m.start()) or (m.group(1) and act_of(m.group(1)) not in STATEMENT_ACTS):
                continue
            i = self.c.index_at(m.end())
            content = self.c.span(i, self.c.clause_end(i))
            medium = next((x for x in _MEDIUM.finditer(self.text, s.start, m.start() + 1) if x.end() <= m.start() + 1), None)
            source = Span(start=m.start("by"), end=m.end("by")) if m.group("by") else None
            source = source or (Span(start=medium.start("by"), end=medium.end("by")) if medium else None)
            end = m.end() - 1 - (5 if m.group().endswith(" that ") else 0)
            if content is not None:
                yield Attribution(
                    source=(source,) if source else (), cue=(Span(start=m.start(), end=end),), content=(content,), score=CERTAIN
                )

    def raised(self) -> Iterator[Attribution]:
        """ "The commander is believed to have fled": the subject belongs to the content."""
        s = self.c.sentence
        for pattern in (_RAISED, _BLAMED):
            for m in pattern.finditer(self.text, s.start, s.end):
                i, j = self.c.index_at(m.start()), self.c.index_at(m.end())
                subject = self.c.subject(i)
                rest = self.c.span(j, self.c.clause_end(j))
                if subject is None or rest is None or self.c.quoted(m.start()):
                    continue
                head = self.c.span(*subject)
                if head is not None:
                    yield Attribution(source=(), cue=(Span(start=m.start(), end=m.end()),), content=(head, rest), score=CERTAIN)

    def claimed_by(self) -> Iterator[Attribution]:
        """ "The attack was claimed by X"."""
        for m in _CLAIMED_BY.finditer(self.text, self.c.sentence.start, self.c.sentence.end):
            subject = self.c.subject(self.c.index_at(m.start()))
            agent = self.c.right_phrase(self.c.index_at(m.end()))
            content, source = (self.c.span(*p) if p else None for p in (subject, agent))
            if content is not None and source is not None and not self.c.quoted(m.start()):
                cue = Span(start=m.start(), end=m.end() - 1)
                yield Attribution(source=(source,), cue=(cue,), content=(content,), score=CERTAIN)

    def as_saying(self) -> Iterator[Attribution]:
        """ "X quoted Y as saying that C", "Y was quoted by X as saying that C": the source holds both, the chain orders them."""
        for m in _AS_SAYING.finditer(self.text, self.c.sentence.start, self.c.sentence.end):
            subject = self.c.subject(self.c.index_at(m.start()))
            i = self.c.index_at(m.end())
            content = self.c.span(i, self.c.clause_end(i))
            if subject is None or content is None or self.c.quoted(m.start()):
                continue
            start = self.c.tokens[subject[0]].start
            end = m.end("who") if m["who"] else self.c.tokens[subject[1] - 1].end
            cue = Span(start=m.start("cue"), end=m.end("cue"))
            yield Attribution(source=(Span(start=start, end=end),), cue=(cue,), content=(content,), score=CERTAIN)

    def nominal(self) -> Iterator[Attribution]:
        s = self.c.sentence
        for m in _POSSESSED.finditer(self.text, s.start, s.end):
            cue = Span(start=m.start("cue"), end=m.end("cue"))
            i = self.c.index_at(m.end())
            owner = self.c.left_phrase(self.c.index_at(m.start()) + 1)
            end = self.c.clause_end(i)
            denied = _CONTESTED.search(self.text, m.end(), self.c.sentence.end)
            content = self.c.span(i, min(end, self.c.index_at(denied.start())) if denied else end)
            source = self.c.span(*owner) if owner else None
            if content is not None and source is not None and not self.c.quoted(m.start()):
                yield Attribution(source=(source,), cue=(cue,), content=(content,), score=0.7)
        for m in _NOMINAL.finditer(self.text, s.start, s.end):
            if any(act_of(w) in STATEMENT_ACTS for w in m["by"].split()):  # "a report by X said that": the verb reports
                continue
            i = self.c.index_at(m.end())
            content = self.c.span(i, self.c.clause_end(i))
            if content is not None and not self.c.quoted(m.start()):
                cue, source = Span(start=m.start("cue"), end=m.end("cue")), Span(start=m.start("by"), end=m.end("by"))
                yield Attribution(source=(source,), cue=(cue,), content=(content,), score=0.7)

    def adverbs(self) -> Iterator[Attribution]:
        for i, token in enumerate(self.c.tokens):
            if token.low not in HEDGING_ADVERBS or self.c.quoted(token.start):
                continue
            start = next((k + 1 for k in range(i - 1, -1, -1) if self.c.low(k) in {",", ";", "but", "while", "—"}), 0)
            left = self.c.span(start, i)
            right = self.c.span(
                i + 1, next((k for k in range(i + 1, len(self.c.tokens)) if self.c.low(k) in {",", ";", "—"}), len(self.c.tokens))
            )
            parts = tuple(x for x in (left, right) if x is not None)
            if parts:
                yield Attribution(source=(), cue=(Span(start=token.start, end=token.end),), content=parts, score=CERTAIN)

    def headline(self) -> Iterator[Attribution]:
        """``Police: 12 killed`` and ``12 killed in the north: police``, in lines that are no sentence."""
        line = self.c.sentence.of(self.text)
        colon = re.search(r"\S: (?=\S)", line)
        if (
            self.c.sentence != self.passage
            or colon is None
            or line.count(":") > 1
            or line.endswith((".", "”", '"'))
            or not 4 <= len(line.split()) <= 22
        ):
            return
        at = self.c.sentence.start + colon.start() + 1
        left, right = self.text[self.c.sentence.start : at], self.text[at + 2 : self.c.sentence.end]
        if _LABEL.match(left):
            return
        ahead, behind = Span(start=self.c.sentence.start, end=at), Span(start=at + 2, end=self.c.sentence.end)
        mark = (Span(start=at, end=at + 1),)
        if len(right.split()) <= 4 and len(left.split()) >= 4:
            yield Attribution(source=(behind,), cue=mark, content=(ahead,), score=0.6)
        elif len(left.split()) <= 4 and len(right.split()) >= 3:
            yield Attribution(source=(ahead,), cue=mark, content=(behind,), score=0.6)
