"""A light chunker: noun phrases and clause ends by closed-class words, capitals and punctuation.

No parser and no lexicon of nouns: it reads where a source ends, not what a sentence means.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from overhorizon.domain.spans import Span
from overhorizon.encoder.cues import HEDGING_ADVERBS, LEMMA_OF

LONGEST = 3000  # characters; a longer "sentence" is a table or a page without stops, and is not read
_TOKEN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|Jr|Sr|St|Brig|Adm|Spc|Pfc|Cpl|Cmdr|Insp|Supt|Prof)\.|\d+(?:,\d{3})+|[^\W_](?:[\w&]"
    r"|[.'’/-](?=\w))*(?:(?<=\b[A-Z])\.|(?<=\.[A-Z])\.|(?<=s)['’](?= [a-z]))?|[^\w\s]|_"
)
_QUOTED = re.compile(r"“[^“”\n]{1,2500}”|\"[^\"\n]{1,2500}\"|(?<!\w)‘[^‘\n]{1,600}?’(?!\w)|\'\'[^\n]{1,2500}?\'\'")

AUXILIARY = frozenset(
    """is are was were be been being has have had do does did will would shall should can could may might must 's 've 'd
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't cannot""".split()
)
ADVERB = frozenset(
    """not never also twice often always first later earlier then again repeatedly previously now still already yet further since
        even once too long ever n't""".split()
)
_BREAK = frozenset(
    """but while though although that because when after before if whether as which who where whom despite since
        until so than whose amid even why how what without according""".split()
)
_PREPOSITION = frozenset("on in at for by with from of to into over under about during amid near despite".split())
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december today yesterday tomorrow morning afternoon evening night late
        early week month year last earlier""".split()
)
_ASIDES = frozenset(
    "who which whose a an the one citing quoting speaking himself herself in at on also now then as of seen shown known".split()
)
_CLOSING = frozenset("”\"’'")
_PLURALS = frozenset("i we you they who which police people men women media authorities that".split())
_STOPS = frozenset(',;:.!?—–“”"()…')
_ADJECTIVES = frozenset("armed unarmed united masked wounded injured displaced hundred retired so-called uniformed".split())
_PLAIN_REPORTS = frozenset("said says say told tells added reported".split())
_PRONOUNS = frozenset("he she it they we i you who which".split())
_PUNCTUATION = frozenset(".,;:()[]“”\"'—–-!?…‘")
_CONTRAST = frozenset(
    """though although but while adding without saying citing quoting noting according claiming insisting arguing stressing
        whereas""".split()
)
_CONCESSIVE = frozenset("despite although though while whereas even".split())
_STRONG = re.compile(
    r"\b(?:shot|struck|hit|fled|took|came|left|fell|began|went|made|saw|lost|held|led|blew|set|fought|died|won|met"
    r"|got|rose|shook)\b"
)
_AFTER_PARTICIPLE = frozenset("by in at with for on from near to".split())


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    low: str
    capital: bool

    @property
    def word(self) -> bool:
        return self.low[0].isalnum()


class Clauses:
    """One sentence, cut into tokens, with questions that a reader of reporting constructions asks. Offsets refer to ``text``."""

    def __init__(self, text: str, sentence: Span, quotes: tuple[Span, ...] = ()) -> None:
        self.text, self.sentence, self.quotes = text, sentence, quotes

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(
            Token(m.start(), m.end(), m.group().lower().replace("’", "'"), m.group()[0].isupper())
            for m in _TOKEN.finditer(self.text, self.sentence.start, self.sentence.end)
        )

    def index_at(self, offset: int) -> int:
        """The first token that ends after ``offset``; the number of tokens where there is none."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, start: int, words: Collection[str]) -> int:
        """The first token from ``start`` on that is one of the words; the number of tokens where there is none."""
        return next((k for k in range(start, len(self.tokens)) if self.tokens[k].low in words), len(self.tokens))

    def low(self, i: int) -> str:
        """The lower-case token, empty beyond either end."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def span(self, i: int, j: int) -> Span | None:
        """The tokens from i up to j, without punctuation that opens or closes nothing in them; None when no word is left."""
        while i < j and not self.tokens[i].word and self.low(i) not in '“"‘(':
            i += 1
        while i < j and not self.tokens[j - 1].word and not self._closes(i, j):
            j -= 1
        if not any(t.word for t in self.tokens[i:j]):
            return None
        return Span(start=self.tokens[i].start, end=self.tokens[j - 1].end)

    def _closes(self, i: int, j: int) -> bool:
        last = self.low(j - 1)
        opener = {"”": "“", '"': '"', "’": "‘", ")": "("}.get(last)
        return opener is not None and any(t.low == opener for t in self.tokens[i : j - 1])

    def word(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].word

    def has_auxiliary(self, span: Span) -> bool:
        return any(t.low in AUXILIARY for t in self.tokens[self.index_at(span.start) : self.index_at(span.end - 1) + 1])

    def has_verb(self, span: Span) -> bool:
        """Whether a finite verb stands in a span, as far as closed classes and endings tell; quotations pass."""
        if any(q.overlaps(span) for q in self.quotes):
            return True
        first, last = self.index_at(span.start), self.index_at(span.end - 1)
        return any(
            low in AUXILIARY
            or (low in LEMMA_OF and low not in NOUN_TOO)
            or _STRONG.fullmatch(low)
            or (low.endswith("ed") and k > first and not self._modifier(k))
            for k in range(first, min(last + 1, len(self.tokens)))
            for low in (self.low(k),)
        )

    def quoted(self, offset: int) -> Span | None:
        """The quotation around a position."""
        return next((q for q in self.quotes if q.start < offset < q.end - 1), None)

    def left_phrase(self, end: int) -> tuple[int, int] | None:
        """The noun phrase whose last token is ``end - 1``, as a range of tokens."""
        if end <= 0:
            return None
        if self.low(end - 1) in _PRONOUNS:
            return end - 1, end
        i = end
        while i > 0 and end - i < 28 and not self._opens(i - 1, end):
            i -= 1
        return self._stripped(i, end)

    def _opens(self, i: int, end: int) -> bool:
        """Whether a noun phrase to the right of token i cannot go on through it."""
        low = self.low(i)
        if low in _PUNCTUATION or low in _BREAK or low in AUXILIARY or low in HEDGING_ADVERBS:
            return True
        if low in {"and", "or"}:
            return self._verb_before(i)
        if _STRONG.fullmatch(low) and i + 1 < end:
            return True
        following = self.low(i + 1)
        if low in _ADJECTIVES:
            return False
        if following == "on" and self.low(i + 2) in _CALENDAR and (low in LEMMA_OF or low.endswith("ed")):
            return True
        if low in LEMMA_OF and low not in NOUN_TOO and i + 1 < end:
            return following not in _AFTER_PARTICIPLE or not low.endswith("ed")
        return low.endswith("ed") and i + 1 < end and following not in _AFTER_PARTICIPLE and not self._modifier(i)

    def _modifier(self, i: int) -> bool:
        """ "armed men", "the suspected leader": a participle before a noun."""
        return (
            self.low(i - 1) in {"", ",", "the", "a", "an", "two", "three", "some", "senior", "and", "of", "by", "united"}
            or self.tokens[i].capital
        )

    def _verb_before(self, i: int) -> bool:
        for k in range(i - 1, max(-1, i - 15), -1):
            low = self.low(k)
            if low in _PUNCTUATION:
                return False
            if low in AUXILIARY or low in LEMMA_OF or low.endswith("ed") or _STRONG.fullmatch(low):
                return True
        return False

    def _stripped(self, i: int, end: int) -> tuple[int, int] | None:
        while i < end and (
            self.low(i) in _LEADING or self.low(i) in _PREPOSITION or (not self.tokens[i].word and self.low(i) != "(")
        ):
            preposition = self.low(i) in {"on", "in", "at", "during", "by"}
            i += 1
            while preposition and i < end and (self.low(i) in _CALENDAR or self.low(i).isdigit()):
                i += 1
        if i >= end or self.low(end - 1) in _PREPOSITION or self.low(end - 1) in {"the", "a", "an", "and", "or"}:
            return None
        return i, end

    def subject(self, verb: int) -> tuple[int, int] | None:
        """The subject of a verb group that begins at token ``verb``, relative clauses and asides between them left out."""
        end = verb
        if self.low(end - 1) in {")", "]"}:
            opening = next((k for k in range(end - 2, max(-1, end - 12), -1) if self.low(k) in {"(", "["}), None)
            end = opening if opening is not None else end
        if self.low(end - 1) in {",", "—", "–"}:
            mark = self.low(end - 1)
            opening = next((k for k in range(end - 2, max(-1, end - 32), -1) if self.low(k) == mark), None)
            if opening is None:
                return None
            told = any(self.low(k) in _PLAIN_REPORTS for k in range(opening + 1, end - 1))  # "X, officials told Y, said"
            if not told and not self._aside(opening + 1, end - 1):
                return None
            head = self.left_phrase(opening)
            named = self.low(opening + 1) in {"a", "an", "the", "one"} or self.tokens[opening + 1].capital
            return (head[0], end - 1) if head and named and not told else head
        return self._before_relative(end) or self.left_phrase(end)

    def _before_relative(self, end: int) -> tuple[int, int] | None:
        """ "A driver who passed the site said": the noun before "who", where a verb stands between it and the cue."""
        if self.low(end - 1) in _PRONOUNS:
            return None
        who = next((k for k in range(end - 2, max(0, end - 16), -1) if self.low(k) in _PUNCTUATION or self.low(k) == "who"), None)
        if who is None or self.low(who) != "who":
            return None
        inner = self.left_phrase(end)
        return self.left_phrase(who) if inner is None or inner[0] > who + 1 else None

    def plural(self, phrase: tuple[int, int]) -> bool:
        """Whether a verb without an ending agrees with the phrase."""
        last = self.low(phrase[1] - 1)
        return last.endswith("s") or last in _PLURALS or "and" in (self.low(k) for k in range(*phrase))

    def first_subject(self, limit: int) -> tuple[int, int] | None:
        """What stands before the first verb of the sentence, looked for up to token ``limit``."""
        for k in range(1, min(limit, 30)):
            low = self.low(k)
            if low in AUXILIARY or low in _PLAIN_REPORTS or (low.endswith("ed") and self.low(k - 1) not in {"the", "a", "an"}):
                return self.subject(k)
        return self._opening_phrase(limit)

    def _opening_phrase(self, limit: int) -> tuple[int, int] | None:
        """An article and a noun, or a name, at the start of a sentence whose verb no closed class tells."""
        end = 2 if self.low(0) in {"the", "a", "an"} else 1
        while end < limit and self.tokens[end].capital:
            end += 1
        opens = self.tokens[0].word and (self.low(0) in _PRONOUNS | {"the", "a", "an"} or self.low(0) not in FUNCTION_WORDS)
        return (0, end) if end < limit and opens else None

    def left_content(self, end: int) -> tuple[Span, ...]:
        """What stands before ", he said" or '" said Smith', and goes on behind it."""
        boundary = end - 1
        if boundary < 0:
            return self.quote_before()
        if self.low(boundary) not in {",", "”", '"', "’", "'", "?", "!", "—", "–"}:
            return ()
        closing = self.tokens[boundary].end
        quote = next((q for q in self.quotes if q.start < closing <= q.end + 1), None)
        if quote is not None and quote.start <= self.sentence.start:
            return (quote,)
        start = 0
        for k in range(boundary - 1, 0, -1):
            if (
                self.low(k) == ","
                and self.low(k + 1) in {"but", "while", "though", "although"}
                and not self.quoted(self.tokens[k].start)
            ):
                start = k + 2
                break
        while self.low(start) in {"but", "and", "meanwhile", ","}:
            start += 1
        left = self.span(start, boundary + (self.low(boundary) in _CLOSING))
        return (left,) if left is not None else ()

    def quote_before(self) -> tuple[Span, ...]:
        """A quotation that ended in "!" or "?" closes a sentence of its own, before "Smith said."."""
        at = self.sentence.start
        return tuple(q for q in self.quotes if q.end <= at <= q.end + 2)

    def _aside(self, i: int, end: int) -> bool:
        first = self.low(i)
        return i < end and (first in _ASIDES or first.isdigit() or self.tokens[i].capital or first.endswith(("ing", "ed")))

    def right_phrase(self, start: int) -> tuple[int, int] | None:
        """The noun phrase that begins at token ``start``, an apposition between commas included."""
        i, size = start, len(self.tokens)
        while i < size and not self._ends(i, start):
            i += 1
        if self.low(i) == "," and (self.low(i + 1) in {"a", "an", "the"} or self.low(i + 1).isdigit()):
            closing = self.find(i + 1, {",", ".", ";", "who", "which"})
            if closing < i + 18 and not any(t.low in AUXILIARY or t.low in LEMMA_OF for t in self.tokens[i + 1 : closing]):
                i = closing
        while i > start and self.low(i - 1) in _PREPOSITION | {"and", "or"}:
            i -= 1
        while i > start and self.low(i - 1) in _CALENDAR and self.low(i - 1) != "may":
            i -= 1
        while i > start and self.low(i - 1) in _PREPOSITION:
            i -= 1
        return (start, i) if i > start and any(t.word for t in self.tokens[start:i]) else None

    def _ends(self, i: int, start: int) -> bool:
        low = self.low(i)
        if low in _STOPS or low in _BREAK - {"as", "who", "which"}:
            return True
        if low in {"during", "after", "when", "while"} or (
            low == "on" and (self.low(i + 1) in _CALENDAR or self.low(i + 1) in {"condition", "state"})
        ):
            return True
        if low in {"in", "at", "by", "via"} and self.low(i + 1) in {"a", "an", "phone", "email"} and i > start:
            return self.low(i + 2) in MEDIA or self.low(i + 3) in MEDIA or low == "by"
        return low in _CALENDAR and low != "may" and i > start

    def clause_end(self, start: int) -> int:
        """Where a content that begins at token ``start`` ends: a contrast, a further report or the end of the sentence."""
        i, size = start, len(self.tokens)
        while i < size:
            quote = next((q for q in self.quotes if q.start == self.tokens[i].start), None)
            if quote is not None:
                i = max(i + 1, self.index_at(quote.end - 1) + 1)
                continue
            if self.low(i) in {",", ";", "—", "–"} and self._new_clause(i):
                return i
            if i > start and self._second_report(i):
                return i
            i += 1
        return size

    def _new_clause(self, i: int) -> bool:
        following = self.low(i + 1)
        if any(self._closing_report(k) for k in range(i + 2, min(i + 10, self.find(i + 1, {",", "."})))):
            return True
        if following in _CONTRAST:
            return True
        if following == "as" and (self.low(i + 2) in LEMMA_OF or self.low(i + 3) in LEMMA_OF):
            return True
        if self.low(i) == ";" or (self.low(0) in _CONCESSIVE and self._main_clause(i + 1)):
            return True
        return following in {"and", "the", "a", "an", "he", "she", "it", "they"} and any(
            self.low(k) in LEMMA_OF and self.low(k) not in NOUN_TOO and not self.low(k).endswith("ing")
            for k in range(i + 2, min(i + 5, len(self.tokens)))
        )  # fmt: skip

    def _second_report(self, i: int) -> bool:
        """ "confirmed the raid but said ...", "... but did not say when": the same subject reports on."""
        following = self.low(i + 1)
        if self.low(i) == "but" and following in AUXILIARY:
            return self.low(i + 2) in {"not", "n't", "yet"} or following.endswith("n't")
        return self.low(i) in {"and", "but"} and following in _PLAIN_REPORTS | {"denied", "declined", "gave"}

    def _closing_report(self, k: int) -> bool:
        """ "..., two officials said." and "..., the army said on Friday, ..."."""
        closes = self.low(k + 1) in {"", ".", ",", "on", "in", "late"} or self.low(k + 1).endswith("day")
        return closes and self.low(k) in _PLAIN_REPORTS

    def _main_clause(self, i: int) -> bool:
        """ "Despite X insisting that C, they have yet": whether a subject and its auxiliary open at token i."""
        return any(
            self.low(k) in AUXILIARY and self.low(k) not in {"been", "being"} for k in range(i + 1, min(i + 5, len(self.tokens)))
        ) and (self.low(i) not in {"and", "or", "who", "which", "including"})


# Forms that are nouns as often as verbs: they do not break a noun phrase.
NOUN_TOO = frozenset(
    """report reports claim claims record records post posts document documents list state states view views judge
        project charge attack vote plan plans call calls support order question questions brief note notes
        point points answer estimate estimates fear fears suspect suspects broadcast force back try need
        detail details comment comments show found united pledge promise doubt read suspected estimated
        accused alleged charged wanted aim hope request demand appeal campaign lobby push offer backing hail""".split()
)
_LEADING = frozenset(
    """meanwhile however and but or later earlier yesterday today then so now still yet also separately additionally
        moreover""".split()
)
FUNCTION_WORDS = (
    _BREAK
    | _PREPOSITION
    | _LEADING
    | AUXILIARY
    | frozenset("""the a an this that these those while if he she it they as""".split())
)
MEDIA = frozenset(
    """statement interview message letter post tweet communique communiqué briefing conference speech video email
        e-mail call note report comment broadcast release bulletin telegram address testimony memo remarks
        comments filing recording""".split()
)


def quotations(text: str, passage: Span) -> tuple[Span, ...]:
    """Runs between quotation marks in one passage, marks included; short scare quotes too."""
    return tuple(Span(start=m.start(), end=m.end()) for m in _QUOTED.finditer(text, passage.start, passage.end))
