"""Passages that one page says twice, in equal or other words.

Sentences are compared by their content words, weighed by how rare they are on the page (what the whole page is about proves
nothing), aligned in order (Smith and Waterman's local alignment, 1981), because "A killed B" does not repeat "B killed A".
A pair counts only if nothing in it differs that could make it a second fact: numbers, names, dates, a negation, a contrast
("killed", "wounded"). A headline or first paragraph that the report then elaborates is normal, and no repeat.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overhorizon.clean.page import Layout
from overhorizon.clean.stems import Word, content_words, stem
from overhorizon.domain.reports import Repeat
from overhorizon.domain.spans import Span
from overhorizon.encoder.sentences import sentences

# The figures here and in _judge were set on 773 news articles of another domain (US politics): 56 pairs in 36 of them, nearly
# all true repeats. After any change re-run tests/clean/test_repeats.py and tests/clean/test_seed.py.
_SKIP_COST = 0.25  # of aligning over a content word that the other passage lacks; a rare matched word earns about 1
_NAME_WEIGHT = 0.5  # names come again in every paragraph
_APART = 3  # sentences: what stands closer together is elaboration, not repetition
_CANDIDATE_WORDS = 3  # content words that two sentences must share to be compared
_COMMON = 12  # sentences with a word, from which on the word alone proposes no pair
_MOST_SENTENCES = 1_200
_MOST_WORDS = 120  # of one sentence that are compared

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_NUMBER = re.compile(
    rf"\d[\d,.]*\d|\d|\b(?:{'|'.join(_NUMBER_WORDS)}|dozens?|scores|hundreds?|thousands?|millions?|billions?|half|third|quarter)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not(?! only| just| merely)|no|never|neither|nor|none|nobody|nothing|without|cannot|unclear|unknown|yet to|"
    r"den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|fail(?:s|ed|ing)?|declin(?:es?|ed|ing))\b|n['’]t\b",
    re.IGNORECASE,
)
# Of two passages, one has the first and the other the second: two facts, however alike the rest.
_CONTRASTS = tuple(
    tuple(frozenset(stem(word) for word in side.split()) for side in row.split("|"))
    for row in (
        "killed dead died deaths | wounded injured hurt | arrested detained | freed released | missing | kidnapped abducted",
        "men man boys | women woman girls | children",
        "soldiers troops army | civilians residents villagers | police officers | militants fighters rebels gunmen insurgents",
        "north northern | south southern | east eastern | west western",
        "rose rise increased higher | fell fall decreased lower",
        "first | second | third | last",
        "before | after",
        "confirmed | denied",
        "accepted agreed | rejected refused",
        "morning | afternoon | evening | night",
        "opened | closed",
    )
)
_BOUNDARY = re.compile(
    r"[;:—]\s+|\s[–-]\s|\bthat\s+|"
    r",\s+(?=(?:and|but|while|whereas|although|though|which|who|where|when|after|before|as|with|adding|saying|according)\b)"
)
_OPENING = re.compile(
    r"(?:As|According|In|On|At|For|By|Despite|However|Moreover|Meanwhile|Still|Since|After|Before|During|[A-Z][a-z]+ing)\b[^,]{0,120},\s+"
)
_QUOTED = re.compile(r"[“\"‘][^”\"’]*[”\"’]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    span: Span
    paragraph: int
    words: tuple[Word, ...]
    lead: bool

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A clause of a sentence, and its core: from the first to the last word that it shares with the other passage."""

    words: tuple[Word, ...]
    clause: Span
    core: Span

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(w.stem for w in self.within)

    @property
    def within(self) -> tuple[Word, ...]:
        return tuple(w for w in self.words if self.clause.start <= w.start < self.clause.end)

    def order_of(self, stems: frozenset[str]) -> tuple[str, ...]:
        """These words in the order in which they first come."""
        return tuple(dict.fromkeys(w.stem for w in self.within if w.stem in stems))

    def places_of(self, stems: frozenset[str]) -> frozenset[int]:
        """-1 before the core, 0 within it, 1 after it: where any of these words stands."""
        return frozenset((w.start >= self.core.end) - (w.start < self.core.start) for w in self.within if w.stem in stems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    """How much a word proves, 0 to 1; and which words are names."""

    of: dict[str, float]
    names: frozenset[str]

    def total(self, stems: frozenset[str]) -> float:
        return math.fsum(self.of[s] for s in sorted(stems))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alignment:
    score: float
    pairs: tuple[tuple[int, int], ...]

    @property
    def longest_run(self) -> int:
        """Content words matched with no other content word between them, in both passages."""
        best = run = 0
        for k, (i, j) in enumerate(self.pairs):
            run = run + 1 if k and self.pairs[k - 1] == (i - 1, j - 1) else 1
            best = max(best, run)
        return best


def find_repeats(text: str, layout: Layout) -> tuple[Repeat, ...]:
    """The passages said twice, in the order of the second; each second passage once, with the passage it repeats best."""
    known = _sentences(text, layout)
    weights = _weigh(known)
    best: dict[int, tuple[float, int, Repeat]] = {}
    for i, j in _candidates(known):
        found = _judge(text, known[i], known[j], weights, apart=j - i)
        if found and (j not in best or (found[0], -i) > (best[j][0], -best[j][1])):
            best[j] = (found[0], i, found[1])
    return tuple(best[j][2] for j in sorted(best))


def _sentences(text: str, layout: Layout) -> list[_Sentence]:
    """The sentences of the report, its title and decks left out; the first two of the first paragraph are its lead."""
    lines = [line for line in layout.report if line.span != layout.title]
    opening = next((k for k, line in enumerate(lines) if line.prose), len(lines))
    found: list[_Sentence] = []
    for k, line in enumerate(lines[opening:]):
        for n, span in enumerate(sentences(text, line.span)):
            words = content_words(text, span)[:_MOST_WORDS]
            found.append(_Sentence(span=span, paragraph=k, words=words, lead=k == 0 and n < 2))
            if len(found) == _MOST_SENTENCES:
                return found
    return found


def _weigh(known: Sequence[_Sentence]) -> _Weights:
    count = Counter(s for sentence in known for s in sentence.stems)
    names = frozenset(word.stem for sentence in known for word in sentence.words if word.capital)
    most = math.log1p(len(known)) or 1.0
    of = {s: math.log1p(len(known) / n) / most * (_NAME_WEIGHT if s in names else 1.0) for s, n in count.items()}
    return _Weights(of=of, names=names)


def _candidates(known: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Pairs of sentences that share enough words of which one at least is not all over the page."""
    holders: dict[str, list[int]] = defaultdict(list)
    for k, sentence in enumerate(known):
        for s in sentence.stems:
            holders[s].append(k)
    proposed = {(i, j) for at in holders.values() if len(at) <= _COMMON for n, j in enumerate(at) for i in at[:n]}
    for i, j in sorted(proposed):
        if len(known[i].stems & known[j].stems) >= _CANDIDATE_WORDS:
            yield i, j


def _judge(text: str, first: _Sentence, again: _Sentence, weights: _Weights, *, apart: int) -> tuple[float, Repeat] | None:
    """The strength of a repeat and its passages, or None."""
    same = [w.stem for w in first.words] == [w.stem for w in again.words]
    if first.lead:
        return None
    if not same and (apart < _APART or first.paragraph == again.paragraph):
        return None
    alignment = _align(first.words, again.words, weights)
    shared = first.stems & again.stems
    smaller, larger = sorted((weights.total(first.stems), weights.total(again.stems)))
    share = weights.total(shared) / smaller
    telling = len(shared - weights.names)
    alike = (
        (alignment.score >= 3.0 and share >= 0.6)
        or (alignment.score >= 1.7 and share >= 0.85 and 2 * smaller >= larger and telling >= 3)
        or (alignment.longest_run >= 5 and share >= 0.4 and telling >= 5)
    )
    if not alike:
        return None
    core_a = _core(first, [i for i, _ in alignment.pairs])
    core_b = _core(again, [j for _, j in alignment.pairs])
    a, b = _clause(text, first, core_a), _clause(text, again, core_b)
    here, there = _Passage(words=first.words, clause=a, core=core_a), _Passage(words=again.words, clause=b, core=core_b)
    if _differ(text, a, b) or _other_names(here, there, weights.names):
        return None
    if not same and _quoted(text, a) != _quoted(text, b):
        return None  # a paraphrase and the quotation that bears it out: the second is evidence
    return alignment.score, Repeat(first=a, again=b)


def _align(a: Sequence[Word], b: Sequence[Word], weights: _Weights) -> _Alignment:
    """The best local alignment of two sequences of content words."""
    score = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    best = (0.0, 0, 0)
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            value = max(0.0, score[i - 1][j] - _SKIP_COST, score[i][j - 1] - _SKIP_COST)
            if x.stem == y.stem:
                value = max(value, score[i - 1][j - 1] + weights.of[x.stem])
            score[i][j] = value
            if value > best[0]:
                best = (value, i, j)
    pairs, (_, i, j) = [], best
    while score[i][j] > 0:
        if a[i - 1].stem == b[j - 1].stem and score[i][j] == score[i - 1][j - 1] + weights.of[a[i - 1].stem]:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif score[i][j] == score[i - 1][j] - _SKIP_COST:
            i -= 1
        else:
            j -= 1
    return _Alignment(score=best[0], pairs=tuple(reversed(pairs)))


def _core(sentence: _Sentence, matched: Sequence[int]) -> Span:
    """From the first to the last matched word."""
    return Span(start=sentence.words[matched[0]].start, end=sentence.words[matched[-1]].end)


def _clause(text: str, sentence: _Sentence, core: Span) -> Span:
    """The clause of a sentence that holds its core: out to the next conjunction, "that", dash or end."""
    left, right = core.start, core.end
    start, end = sentence.span.start, sentence.span.end
    opening = _OPENING.match(text, start, end)
    if opening and opening.end() <= left:
        start = opening.end()
    for boundary in _BOUNDARY.finditer(text, start, end):
        if boundary.end() <= left:
            start = boundary.end()
        elif boundary.start() >= right:
            end = boundary.start()
            break
    while end > right and text[end - 1] in " .,;:!?":
        end -= 1
    return Span(start=start, end=end)


def _differ(text: str, a: Span, b: Span) -> bool:
    """Whether numbers, a negation or a contrast speak for two facts."""
    words_a, words_b = a.of(text), b.of(text)
    numbers_a, numbers_b = _numbers(words_a), _numbers(words_b)
    if numbers_a and numbers_b and numbers_a != numbers_b:
        return True
    if bool(_NEGATION.search(words_a)) != bool(_NEGATION.search(words_b)):
        return True
    stems_a, stems_b = (frozenset(w.stem for w in content_words(text, span)) for span in (a, b))
    return any(_contrast(stems_a, stems_b, row) for row in _CONTRASTS)


def _other_names(a: _Passage, b: _Passage, names: frozenset[str]) -> bool:
    """Whether names come in another order, or both have one that the other lacks before, within or after what they share."""
    shared = a.stems & b.stems & names
    if a.order_of(shared) != b.order_of(shared):
        return True  # who did it to whom
    missing_a, missing_b = a.stems - b.stems, b.stems - a.stems
    places_a, places_b = a.places_of(missing_a & names), b.places_of(missing_b & names)
    return bool(places_a & places_b)


def _contrast(a: frozenset[str], b: frozenset[str], row: Sequence[frozenset[str]]) -> bool:
    """Each passage has a side of the row that the other lacks."""
    sides_a, sides_b = ({k for k, side in enumerate(row) if side & stems} for stems in (a, b))
    return bool(sides_a - sides_b) and bool(sides_b - sides_a)


def _numbers(words: str) -> frozenset[str]:
    found = (m.group().lower().rstrip(".,").replace(",", "") for m in _NUMBER.finditer(words))
    return frozenset(str(_NUMBER_WORDS.index(n) + 1) if n in _NUMBER_WORDS else n.rstrip("s") for n in found)


def _quoted(text: str, span: Span) -> bool:
    words = span.of(text)
    opened = text.rfind("“", max(0, span.start - 400), span.start) > text.rfind("”", max(0, span.start - 400), span.start)
    return opened or sum(len(m.group()) for m in _QUOTED.finditer(words)) > 0.6 * len(words)
