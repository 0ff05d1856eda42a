"""What a report gives as unknown, withheld or not acknowledged: closed constructions, each with its polarity.

SAYS_UNKNOWN: nobody knows, or it could not be verified. WITHHOLDS: somebody knows and does not say. IS_SILENT: a party says
nothing of it either way. The words are kept as a source, a cue and a content, like any attribution.
"""

import re
from dataclasses import dataclass

from overhorizon.domain.claims import Attribution, Claim, Polarity
from overhorizon.domain.spans import Span, cover
from overhorizon.encoder.chunks import LONGEST, Clauses, quotations

UNKNOWN, WITHHELD, SILENT = Polarity.SAYS_UNKNOWN, Polarity.WITHHOLDS, Polarity.IS_SILENT

_ADVERB = r"(?:(?:still|yet|also|immediately|initially|so far|currently|independently|publicly|officially|\w+ly) )?"
_OPEN = rf"(?:unclear|unknown|uncertain|a mystery|not {_ADVERB}(?:clear|known|certain)|not been {_ADVERB}(?:known|clear))"
_BE = r"(?:is|are|was|were|remains?|remained|has been|have been)"
_HAVE_NOT = r"(?:(?:has|have|had)(?: not|n['’]t)|(?:has|have|had) never|(?:has|have|had) yet to)"
_DO_NOT = r"(?:(?:did|does|do)(?: not|n['’]t))"
_THINGS = (
    r"(?:details?|information|evidence|reasons?|explanations?|specifics|particulars|figures|comment|proof|timeline"
    r"|motive|breakdown|names?)"
)
_QUESTION = r"(?:whether|if|who|whom|whose|what|how|why|when|where|which)"
_KEPT = (
    r"(?:released|disclosed|named|made public|published|revealed|given|provided|announced|shared|specified|divulged"
    r"|confirmed by name)"
)
_UNPROVEN = (
    r"(?:confirmed|verified|established|determined|corroborated|identified|authenticated|ascertained|substantiated"
    r"|found|accounted for|answered|resolved|explained|settled)"
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing not known or not said, before it is a claim."""

    attribution: Attribution
    polarity: Polarity


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


_POINTERS = frozenset("which that this it who they these".split())  # the thing itself stands elsewhere

# Without one of these words no rule can apply: most sentences are done with one look.
_SIGN = _compiled(
    r"\bno\b|\bnot\b|n['’]t\b|\byet\b|\bnever\b|unclear|unknown|uncertain|myster|declin|refus|without|withh|silent|neither|cannot|unable"
    r"|unverified|unconfirmed|sketchy|scarce|scant|investigation|\bfew\b|won['’]t|nothing|too early|at a loss|remain|unanswered"
)

# What a bare "withheld" behind it withholds; anybody else who "withheld" is not told what.
_WITHHELD_THING = _compiled(rf"\b(?:{_THINGS}|identit(?:y|ies)|surnames?|addresse?s?|faces?|locations?|ages?)$")

# Each reads: what stands before the cue is the subject ("thing": it is what is unknown; "voice": it is who is silent; "none").
_RULES: tuple[tuple[str, Polarity, re.Pattern[str]], ...] = (
    ("none", UNKNOWN, _compiled(rf"\b(?P<cue>(?:it|that|this) {_BE} {_ADVERB}{_OPEN})(?: \w+ly)?,? (?={_QUESTION}\b)")),
    ("none", UNKNOWN, _compiled(rf"(?<![\w ])(?P<cue>{_OPEN}) (?={_QUESTION}\b)")),
    ("none", UNKNOWN, _compiled(
        r"\b(?P<cue>there (?:is|was|has been|were|are) no) (?=(?:\w+ ){0,2}(?:confirmation|verification|evidence"
        r"|indication|information|details)\b)")),
    ("none", SILENT, _compiled(
        r"\b(?P<cue>there (?:is|was|has been|were|are) no) (?=(?:\w+ ){0,2}(?:claims? of responsibility|claim)\b)")),
    ("none", SILENT, _compiled(
        r"\b(?P<cue>no (?:one|group|organi[sz]ation|party|side|faction|militant group"
        r"|armed group)) (?=(?:\w+ ){0,3}(?:claimed|taken|accepted|took) responsibility\b)")),
    ("from", SILENT, _compiled(
        r"\b(?P<cue>there (?:is|was|has been|were|are) no) (?=(?:\w+ ){0,2}(?:comment|reaction|response|word"
        r"|statement|reply)\b)")),
    (
        "none",
        UNKNOWN,
        _compiled(rf"\b(?P<cue>neither|none of|no) (?=(?:[\w'’-]+ ){{1,6}}(?:could|has|have) be(?:en)? {_ADVERB}{_UNPROVEN}\b)"),
    ),
    ("thing", WITHHELD, _compiled(
        rf"\b(?P<cue>(?:{_HAVE_NOT} {_ADVERB}be(?:en)?|{_BE} not|{_BE} being) {_ADVERB}{_KEPT}|{_BE} being withheld"
        rf"|{_BE} withheld)\b")),
    ("thing", UNKNOWN, _compiled(
        rf"\b(?P<cue>(?:{_HAVE_NOT} {_ADVERB}be(?:en)?|{_BE} not|(?:could|can)(?: not|not"
        rf"|n['’]t) {_ADVERB}be) {_ADVERB}{_UNPROVEN})\b")),
    ("thing", UNKNOWN, _compiled(
        rf"\b(?P<cue>{_BE} {_ADVERB}(?:{_OPEN}|under investigation|unverified|unconfirmed|sketchy|scarce|scant"
        rf"|an open question|a matter of conjecture|unanswered|unresolved|to be (?:seen|{_UNPROVEN}|clarified)"
        rf"|not {_ADVERB}available))(?= *(?:[,.;]|$|and\b|but\b|on\b|as\b|after\b|at\b|in\b|though\b))")),
    ("voice", SILENT, _compiled(
        r"\b(?P<cue>(?:could not|couldn['’]t|were not|was not|wasn['’]t) (?:\w+ly )?(?:be reached"
        r"|available)) (?=for (?:\w+ )?comment)")),
    ("voice", SILENT, _compiled(
        rf"\b(?P<cue>(?:{_HAVE_NOT}|{_DO_NOT}) {_ADVERB}(?:answer(?:ed)?|return(?:ed)?|tak(?:e|en)) (?:\w+ ){{0,2}}?"
        r"(?:calls?|messages?|questions?|requests?|emails?)|(?:would|will)(?: not|n['’]t) (?:take (?:any )?questions"
        r"|be (?:drawn|pinned down))|won['’]t (?:take (?:any )?questions|be (?:drawn|pinned down))"
        r"|(?:has|have|had) not been heard from)\b")),
    ("voice", SILENT, _compiled(
        r"\b(?P<cue>(?:has|have|had) (?:so far |until now |to date )?(?:said|published|issued|announced) nothing"
        r"|said nothing|left unanswered)\b")),
    ("voice", SILENT, _compiled(
        rf"\b(?P<cue>(?:{_HAVE_NOT}|{_DO_NOT}) {_ADVERB}(?:comment(?:ed)?|respond(?:ed)?|repl(?:y|ied)|react(?:ed)?"
        rf"|acknowledged?|mention(?:ed)?|confirm(?:ed)?|claim(?:ed)?(?= responsibility)|announced?|answer(?:ed)?"
        rf"|address(?:ed)?))\b")),
    ("voice", WITHHELD, _compiled(
        rf"\b(?P<cue>(?:{_HAVE_NOT}|{_DO_NOT}) {_ADVERB}(?:say|said|specify|specified|elaborated?|name|named|identify"
        rf"|identified|disclosed?|reveal(?:ed)?|explain(?:ed)?|provided?(?= (?:\w+ ){{0,2}}{_THINGS}\b)"
        rf"|gives?n?(?= (?:\w+ ){{0,2}}{_THINGS}\b)|offer(?:ed)?(?= (?:\w+ ){{0,2}}{_THINGS}\b)"
        rf"|released?(?= (?:\w+ ){{0,2}}{_THINGS}\b)|shared?(?= (?:\w+ ){{0,2}}{_THINGS}\b)))\b")),
    ("voice", UNKNOWN, _compiled(
        rf"\b(?P<cue>{_DO_NOT} {_ADVERB}know|(?:could|can)(?: not|not|n['’]t) {_ADVERB}(?:confirm|verify|establish"
        rf"|determine|tell|say|answer|rule out)|(?:is|are|was|were) (?:{_ADVERB}unable to|at a loss to|(?:not in a|in no) position to)"
        rf" {_ADVERB}(?:confirm|verify|establish|determine|say|tell|date|place|identify|comment))\b")),
    ("none", UNKNOWN, _compiled(
        r"\b(?P<cue>(?:it|this|that) (?:is|was|remains?) (?:still |yet |far |much )?too (?:early|soon)"
        r" to (?:say|tell|know|determine|judge))\b")),
    ("voice", SILENT, _compiled(
        r"\b(?P<cue>(?:has |have |had )?(?:declined|refused|declines|refuses) to (?:\w+ly )?(?:comment|respond|answer"
        r"|acknowledge|confirm|discuss|speculate))\b")),
    ("voice", WITHHELD, _compiled(
        rf"\b(?P<cue>(?:has |have |had )?(?:(?:declined|refused|declines|refuses) to (?:\w+ly )?(?:say|elaborate|name"
        rf"|identify|give|provide|disclose|reveal|release|specify|share)|(?:gave|provided|offered|released) (?:no"
        rf"|few)(?= (?:\w+ ){{0,2}}{_THINGS}\b)|would not (?:say|elaborate|name|identify|disclose|specify)"
        rf"|with(?:held|holds?|holding)))\b")),
    ("before", WITHHELD, _compiled(
        r"\b(?P<cue>without (?:giving|elaborating|providing|naming|specifying|offering|disclosing|identifying"
        r"|saying))\b")),
    ("voice", SILENT, _compiled(
        r"\b(?P<cue>(?:has|have|had|was|were|is|are)? ?(?:neither confirmed nor denied|remain(?:s|ed)? silent"
        r"|kept silent|made no comment|made no mention))\b")),
)  # fmt: skip


def find_unknowns(text: str, passage: Span, sentence: Span) -> tuple[Unknown, ...]:
    """The unknowns of one sentence, in order; the first rule that reads a cue has it."""
    if sentence.end - sentence.start > LONGEST or not _SIGN.search(text, sentence.start, sentence.end):
        return ()
    clauses = Clauses(text, sentence, quotations(text, passage))
    found: list[Unknown] = []
    for role, polarity, pattern in _RULES:
        for m in pattern.finditer(text, sentence.start, sentence.end):
            cue = Span(start=m.start("cue"), end=m.end("cue"))
            taken = any(c.overlaps(cue) for u in found for c in u.attribution.cue)
            if taken or clauses.quoted(cue.start):
                continue
            made = _read(clauses, role, cue, m.end())
            if made is not None:
                found.append(Unknown(made, polarity))
    return tuple(sorted(found, key=lambda u: u.attribution.cue))


def _read(clauses: Clauses, role: str, cue: Span, behind: int) -> Attribution | None:
    i, j = clauses.index_at(cue.start), clauses.index_at(behind)
    rest = _rest(clauses, j)
    if role == "none":
        return Attribution(source=(), cue=(cue,), content=(rest,)) if rest else None
    if role == "from":
        return _from(clauses, cue, rest)
    subject = clauses.subject(i)
    if subject is None and (role == "before" or clauses.low(i - 1) in {"and", "but", ","}):
        subject = clauses.first_subject(i)
    who = clauses.span(*subject) if subject else None
    if role == "voice" and rest is None and "withh" in cue.of(clauses.text).lower():  # "name withheld": a participle
        role, who = "thing", who if who is not None and _WITHHELD_THING.search(who.of(clauses.text)) else None
    if role == "thing" and who is not None and who.of(clauses.text).lower() in _POINTERS:
        return None
    if role == "thing":
        return (
            None
            if who is None
            else Attribution(source=(), cue=(cue,), content=(who, *((rest,) if rest and _question(clauses, j) else ())))
        )
    return _made(who, cue, rest)


def _made(who: Span | None, cue: Span, rest: Span | None) -> Attribution:
    """A silence with nothing behind it ("declined to comment") is silence on the matter: the cue is all that it says."""
    content = rest if rest is not None and not rest.overlaps(cue) else cue
    return Attribution(source=(who,) if who else (), cue=(cue,), content=(content,))


def _question(clauses: Clauses, j: int) -> bool:
    return clauses.low(j) in {"whether", "who", "what", "how", "why", "when", "where", "which"}


def _rest(clauses: Clauses, j: int) -> Span | None:
    if clauses.low(j) in {",", ".", ";", ""}:
        return None
    skip = j + 1 if clauses.low(j) == "that" else j
    return clauses.span(skip, clauses.clause_end(skip))


def _from(clauses: Clauses, cue: Span, rest: Span | None) -> Attribution | None:
    """ "there was no immediate comment from X on C"."""
    if rest is None:
        return None
    m = re.search(r"\b(?:from|by) (?P<who>.+?)(?= (?:on|about|regarding|as to|after)\b|$)", rest.of(clauses.text))
    source = (Span(start=rest.start + m.start("who"), end=rest.start + m.end("who")),) if m else ()
    if m is None:
        return Attribution(source=(), cue=(cue,), content=(rest,))
    parts = [(rest.start, rest.start + m.start() - 1), (rest.start + m.end() + 1, rest.end)]
    content = tuple(Span(start=a, end=b) for a, b in parts if a < b)
    return Attribution(source=source, cue=(cue,), content=content) if content else None


def wording(claim: Claim) -> Span:
    """The stretch of text that says that something is unknown: speaker, cue and content as they stand."""
    voice = [claim.chain[-1].span] if claim.chain else []
    near = [s for s in voice if claim.cue and abs(s.end - claim.cue[0].start) <= 2]
    return cover((*claim.content, *claim.cue, *near))
