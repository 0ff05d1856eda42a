"""Who said what, by a closed grammar of English reporting constructions.

The grammar is what a first reader needs and what nesting needs later: a trained tagger keeps one layer of "A said that B
said", this keeps all. Terms are PolNeAR's (Newell, Margolin and Ruths, LREC 2018): source, cue, content; "that" belongs to none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from overhorizon.domain.claims import Attribution
from overhorizon.domain.spans import Span
from overhorizon.encoder.chunks import ADVERB, AUXILIARY, LONGEST, MEDIA, NOUN_TOO, Clauses, quotations
from overhorizon.encoder.constructions import constructions
from overhorizon.encoder.cues import HEDGING_ADVERBS, LEMMA_OF, NEEDS_CLAUSE, RECIPIENT, STATEMENT_ACTS, TAILS, act_of
from overhorizon.encoder.sentences import sentences

_DATELINE = re.compile(r"[A-Z][A-Z'’.-]+(?:[ /][A-Z][A-Z'’.-]+)*(?:, [^–—()\n]{1,40}?)?(?: \([^)\n]{1,40}\))? [–—-]+ (?=\S)")
_BE = frozenset("is are was were be been being 's isn't aren't wasn't weren't".split())
_MODAL = frozenset("should must shall would could may might can will to 'd".split())
_INTO_SPEECH = frozenset(
    "yet declines declined refuses refused declining refusing continues continued went going used able".split()
)
_OCCASION = frozenset("in on at during late early earlier to by through via after with , later this of last from".split())
_BEFORE_NOUNS = frozenset("the a an of this that these no his her its their every each any some such".split())
_PRONOUNS = frozenset("it he she they we there".split())
_TO_SOMEONE = frozenset({"add", "admit", "confess"})
_PASSED_ON = frozenset({"post", "publish", "report", "record"})
_NO_ADVERBS = frozenset("family assembly italy daily weekly monthly july reply".split())
_QUOTE_MARKS = frozenset("“\"‘'")
_INVERTS = frozenset("say add write report explain argue claim state announce".split())  # ", said the army" needs no quotation
_NO_SOURCE = _QUOTE_MARKS | frozenset("that in on at of to for by with back his her its this these no only how what why".split())


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb group: tokens from ``group`` to ``end``, from ``start`` without leading adverbs; ``at`` is the reporting verb."""

    group: int
    start: int
    at: int
    end: int
    lemma: str
    passive: bool
    participle: bool


def tag_attributions(text: str, passages: Sequence[Span]) -> tuple[Attribution, ...]:
    """Attributions of the passages, in order of the text; all spans lie inside a passage. Contents may nest."""
    found: list[Attribution] = []
    for passage in passages:
        quotes = quotations(text, passage)
        before: Attribution | None = None
        for whole in sentences(text, passage):
            sentence = _past_dateline(text, whole)
            if sentence.end - sentence.start > LONGEST:
                continue
            clauses = Clauses(text, sentence, quotes)
            here = [*constructions(text, passage, clauses), *_Reader(text, passage, clauses).read()]
            if not here and before is not None and (quote := _bare_quote(text, sentence, quotes)) is not None:
                if any(s.overlaps(quote) for s in before.content):
                    continue
                found.remove(before)
                here = [replace(before, content=(*before.content, quote))]
            found += here
            before = here[-1] if here and here[-1].source and _quotes(here[-1], quotes) else None if here else before
    unique = {(a.source, a.cue, a.content): a for a in found}
    return tuple(sorted(unique.values(), key=lambda a: (min((*a.source, *a.cue, *a.content)), a.content, a.cue)))


def _past_dateline(text: str, sentence: Span) -> Span:
    """The sentence without the place, day and agency that open a wire report."""
    m = _DATELINE.match(text, sentence.start, sentence.end)
    return Span(start=m.end(), end=sentence.end) if m and m.end() < sentence.end else sentence


def _bare_quote(text: str, sentence: Span, quotes: Sequence[Span]) -> Span | None:
    """A sentence that is a quotation and nothing else goes on quoting whoever spoke last."""
    inside = next((q for q in quotes if q.start <= sentence.start and sentence.end <= q.end), None)
    return sentence if inside is not None and len(sentence.of(text).split()) > 2 else None


def _quotes(attribution: Attribution, quotes: Sequence[Span]) -> bool:
    return any(q.overlaps(s) for q in quotes for s in attribution.content)


class _Reader:
    """One sentence, read construction by construction."""

    def __init__(self, text: str, passage: Span, clauses: Clauses) -> None:
        self.text, self.passage, self.c = text, passage, clauses

    def read(self) -> list[Attribution]:
        found: list[Attribution] = []
        subject: tuple[int, int] | None = None
        for cue in self._cues():
            subject, one = self._spoken(cue, subject)
            if one is not None:
                found.append(one)
        return found

    # Verbs -----------------------------------------------------------------------------------------------------------

    def _cues(self) -> Iterator[_Cue]:
        title_case = sum(t.capital for t in self.c.tokens) > 0.6 * len(self.c.tokens)
        for at, token in enumerate(self.c.tokens):
            act = act_of(token.low)
            if token.capital and at > 0 and not title_case:
                continue
            if act not in STATEMENT_ACTS or self.c.quoted(token.start) or self.c.low(at - 1) in _BEFORE_NOUNS:
                continue
            cue = self._verb_group(at, LEMMA_OF[token.low])
            if cue is not None:
                yield cue

    def _verb_group(self, at: int, lemma: str) -> _Cue | None:
        """The verb with its auxiliaries and adverbs; None where it does not report: a noun, a plan, a participle before "by"."""
        low, end = self.c.low(at), self._cue_end(at, lemma)
        if end is None:
            return None
        group = self._group_start(at)
        words = [self.c.low(k) for k in range(group, at)]
        negated = any(w in {"not", "never", "n't", "cannot", "yet"} or w.endswith("n't") for w in words)
        if not negated and any(w in _MODAL for w in words) and not any(w in _INTO_SPEECH for w in words):
            return None
        passive = any(w in _BE for w in words) and not low.endswith("ing")
        named_by = low.endswith("ed") and self.c.low(end) in {"by", "in", "to"} and self.c.low(end + 1) != "have"
        passed_on = lemma in _PASSED_ON and low.endswith("ed") and self.c.low(end) in {"on", "at", "from", "with"}
        if passed_on and not passive:  # "in a statement posted on its channel"
            return None
        if named_by and not passive and not (self.c.low(end) == "to" and lemma in _TO_SOMEONE):
            return None
        start = group
        while start < at and (self.c.low(start) in {"then", "later", "earlier", "since", "to"} or self._adverb(start)):
            start += 1
        participle = low.endswith("ing") and not any(w in _BE for w in words)
        return _Cue(group=group, start=start, at=at, end=end, lemma=lemma, passive=passive, participle=participle)

    def _cue_end(self, at: int, lemma: str) -> int | None:
        """Behind the verb, or behind the phrase that makes it report ("laid the blame on")."""
        tail = TAILS.get(lemma)
        if tail is None:
            return at + 1
        behind = tail.match(self.text, self.c.tokens[at].end + 1, self.c.sentence.end)
        if behind is None:
            return None
        return self.c.index_at(behind.end() - 1) + 1 if behind.group() else at + 1

    def _group_start(self, at: int) -> int:
        start = at
        while start > 0:
            low = self.c.low(start - 1)
            helps = low in AUXILIARY | ADVERB | {"to", "n't"} or self._adverb(start - 1)
            if not helps and not (low in _INTO_SPEECH and self.c.low(start) == "to"):
                break
            start -= 1
        return start

    def _adverb(self, i: int) -> bool:
        low = self.c.low(i)
        return low.endswith("ly") and len(low) > 4 and low not in HEDGING_ADVERBS | _NO_ADVERBS

    def _spoken(self, cue: _Cue, before: tuple[int, int] | None) -> tuple[tuple[int, int] | None, Attribution | None]:
        """The subject, for the participles that follow, and the attribution, if the cue makes one."""
        if cue.passive:
            return before, None
        subject = self._subject(cue, before)
        inverted = self._inverted(cue)
        if inverted is not None:
            return inverted[0], self._made(inverted[0], cue, self.c.left_content(cue.start))
        verb = self.c.low(cue.at)
        if subject is None or (verb == cue.lemma and verb in NOUN_TOO and not self.c.plural(subject)):
            return before, None
        right = None if self._behind_quote(subject[0]) else self._right_content(cue)
        if right is None:
            contents = self.c.left_content(subject[0])
            quoted = any(self.text[s.end - 1] in "”\"’'" for s in contents)
            return subject, self._made(subject, cue, contents) if contents and (quoted or cue.lemma not in NEEDS_CLAUSE) else None
        return subject, self._made(subject, cue, right or ())

    def _behind_quote(self, subject: int) -> bool:
        """``"..." she told reporters outside``: a quotation that closes just before the subject is the content."""
        if subject == 0:
            return bool(self.c.quote_before())
        closing = self.c.tokens[subject - 1].end
        return any(q.end - 1 <= closing <= q.end + 1 for q in self.c.quotes)

    def _subject(self, cue: _Cue, before: tuple[int, int] | None) -> tuple[int, int] | None:
        if cue.participle and self.c.low(cue.start - 1) in {",", "and", '"', "”"}:
            return before or self.c.first_subject(cue.start)
        if cue.participle and self.c.low(cue.start - 1) in {"before", "after", "while", "by", "in", "without"}:
            return before or self.c.first_subject(cue.start)
        if self.c.low(cue.start - 1) in {"and", "but"} and before is not None and not self.c.tokens[cue.at].capital:
            return before
        return self.c.subject(cue.group)

    def _inverted(self, cue: _Cue) -> tuple[tuple[int, int], None] | None:
        """``"...," said Smith``: the words behind the cue are the source."""
        previous = self.c.low(cue.start - 1)
        if previous not in {",", "”", '"', "’", "'"} or cue.participle or cue.start != cue.at or cue.lemma in RECIPIENT:
            return None
        if (previous == "," and cue.lemma not in _INVERTS) or cue.lemma in NEEDS_CLAUSE - {"read", "write"}:
            return None
        if (
            previous == ","
            and self.c.low(cue.end) in _QUOTE_MARKS | {"that", ":", "it", "he", "the"}
            and not self.c.tokens[cue.end].capital
        ):
            follows_np = self.c.right_phrase(cue.end)
            if (
                follows_np is None
                or follows_np[1] < len(self.c.tokens) - 1
                or self.c.low(cue.end) in _QUOTE_MARKS | {"that", ":"}
            ):
                return None
        source = self.c.right_phrase(cue.end)
        if (
            source is None
            or source[1] - source[0] > 30
            or self.c.low(source[0]) in _NO_SOURCE
            or self.c.low(source[0]).endswith("day")
        ):
            return None
        left, right = self.c.span(0, cue.start), self.c.span(cue.end, self.c.clause_end(cue.end))
        related = self.c.find(0, {"who", "which", "whose"})
        if previous == "," and self.c.low(related - 1) == "," and self.c.find(related, {","}) == cue.start - 1:
            return None
        if previous == "," and (
            self.c.low(source[0]) in _PRONOUNS
            or left is None
            or not self.c.has_verb(left)
            or right is None
            or self.c.has_verb(right)
        ):
            return None
        return source, None

    # Contents --------------------------------------------------------------------------------------------------------

    def _right_content(self, cue: _Cue) -> tuple[Span, ...] | None:
        i = self._past_recipient(cue.end) if cue.lemma in RECIPIENT else cue.end
        i, marked = self._past_occasion(i)
        if self.c.low(i) == ":":
            i, marked = i + 1, True
        if self.c.low(i) == "that":
            i, marked = i + 1, True
        if i >= len(self.c.tokens) or self.c.low(i) in {",", ".", ";", "”", ")", "?", "!"}:
            return None
        quote = next((q for q in self.c.quotes if q.start == self.c.tokens[i].start), None)
        if quote is not None and quote.end >= self.c.sentence.end:
            return (quote,)
        verb = self.c.low(cue.at)
        loose = cue.lemma in NEEDS_CLAUSE or (verb in NOUN_TOO and not verb.endswith("ed"))
        if not marked and quote is None and loose and not self._clause_follows(i):
            return None
        whole = self.c.span(i, self.c.clause_end(i))
        return (whole,) if whole is not None else None

    def _clause_follows(self, i: int) -> bool:
        """Whether what follows without "that" is a clause: a short noun phrase, then a finite verb."""
        stop = self.c.find(i, {",", ".", ";", "by", "as", "who", "which", "to"})
        first = self.c.span(i + 1, min(stop, i + 9))
        return self.c.low(i) not in AUXILIARY and first is not None and self.c.has_verb(first)

    def _past_recipient(self, i: int) -> int:
        first = self.c.low(i)
        if first in {"that", ":", ",", ""} or first in _QUOTE_MARKS:
            return i
        if first in {"him", "her", "them", "us", "me", "you", "it"} or (
            not self.c.tokens[i].capital and first not in {"the", "a", "an", "its", "his", "their", "state", "local"}
        ):
            return i + 1 + (2 if self.c.low(i + 1) == "and" else 0)
        k = i + 1
        while k < min(i + 7, len(self.c.tokens)):
            t = self.c.tokens[k]
            if (
                t.low in {"that", "the", "a", "an", "he", "she", "it", "they", "we", "there", "in", "on", "at", "by", "of"}
                or not t.word
            ):
                break
            if not t.capital and self.c.tokens[k - 1].capital and first not in {"the", "a", "an"}:
                break
            if t.low in AUXILIARY or (
                t.low.endswith("s") and not t.capital and self.c.low(k - 1) not in {"the", "a", "an", "local", "state"}
            ):
                break
            k += 1
        return k

    def _past_occasion(self, i: int) -> tuple[int, bool]:
        """Past "on Tuesday", "in a statement", "at a news conference"; whether a "that", colon or quotation follows them."""
        if self.c.low(i) not in _OCCASION and not self.c.low(i).endswith("day"):
            return i, False
        if self.c.low(i) == "," and self.c.low(i + 1) in _QUOTE_MARKS:
            return i + 1, True
        stop = i
        for k in range(i, min(i + 22, len(self.c.tokens))):
            low = self.c.low(k)
            if low == "that" or (low in _QUOTE_MARKS and k > i + 1) or low == ":":
                return k, low != ":"
            if low in {".", ";"} or (low == "," and k > i and self.c.low(k + 1) not in _QUOTE_MARKS):
                stop = k
                break
        k = i
        while (
            self.c.low(k) in {"on", "in", "at", "late", "early", "last", "this", "a", "an", "the", "later", "earlier", "by"}
            and k < i + 4
        ):
            k += 1
        calendar = self.c.low(k).endswith("day") or self.c.low(k) in {
            "month",
            "week",
            "year",
            "january",
            "february",
            "april",
            "june",
            "august",
        }
        medium = any(self.c.low(n) in MEDIA for n in (k, k + 1))
        if calendar or medium:
            k += 1 if calendar or self.c.low(k) in MEDIA else 2
            return k, False
        return (stop or i), False

    def _goes_on(self, content: tuple[Span, ...], behind: int) -> tuple[Span, ...]:
        """The second half of ``"...," he said, "..."`` in the same sentence."""
        if not content or behind >= len(self.c.tokens) or not any(q.overlaps(s) for q in self.c.quotes for s in content):
            return ()
        start = self.c.tokens[behind].start
        if content[-1].end > start or self.c.low(behind) not in {",", ":"}:
            return ()
        return tuple(q for q in self.c.quotes if start < q.start <= start + 40 and q.end <= self.passage.end)[:1]

    def _made(self, source: tuple[int, int] | None, cue: _Cue, content: tuple[Span, ...]) -> Attribution | None:
        words = self.c.span(cue.start, cue.end)
        who = self.c.span(*source) if source is not None else None
        content = tuple(s for s in content if self.passage.contains(s))
        content = (*content, *self._goes_on(content, max(cue.end, source[1] if source else 0)))
        if words is None or not content or any(s.overlaps(words) for s in content):
            return None
        if who is not None and any(s.overlaps(who) for s in content):
            return None
        return Attribution(source=(who,) if who is not None else (), cue=(words,), content=content, score=0.7)
