"""How sure a speaker is and which way he speaks, by closed rules.

Force comes from the reporting word, likelihood and confidence from the words of ICD 203 ("Analytic Standards", Office of the
Director of National Intelligence), hedges from modal verbs and adverbs. Words inside a content count only when they govern its
main predicate: "police said the man may have fled" is hedged, "police killed a man who may have fled" is not. "Suspected" and
"alleged" before a noun qualify the noun and mark nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from overhorizon.domain.claims import Certainty, Confidence, Force, Likelihood, Polarity
from overhorizon.domain.spans import Span
from overhorizon.encoder.cues import HEDGING_ADVERBS, LEMMA_OF, TAILS, Act, act_of


@dataclass(frozen=True, slots=True)
class CueReading:
    """What a cue does to its content."""

    polarity: Polarity = Polarity.ASSERTS
    force: Force = Force.STATES


_OPEN_CUES = (
    (Polarity.SAYS_UNKNOWN,
        r"\b(?:unclear|unknown|uncertain|not (?:\w+ )?(?:clear|known|certain|sure)|(?:do|does|did)(?: not"
        r"|n't) (?:yet )?know|unsure"
     r"|(?:could|can)(?: ?not|n't) (?:\w+ly )?(?:be )?(?:\w+ly )?(?:confirm|verif|establish|determin|say|rule)"
     r"|unable to|(?:impossible|not possible) to)"),
    (Polarity.IS_SILENT, r"\b(?:yet to (?!be)|silent|neither confirmed nor denied|tight-lipped|no comment"
     r"|not available for comment"
     r"|(?:not|n't|never) (?:\w+ )?(?:comment|respond|repl|react|acknowledg|mention|confirm|den[iy]|claim|answer"
     r"|announce|address|rule|ruled))"),
    (Polarity.IS_SILENT,
        r"\b(?:declin|refus)\w+ to (?:\w+ )?(?:comment|respond|reply|answer|acknowledge|confirm|discuss|speak|talk"
        r"|be drawn|speculate)"),
    (Polarity.WITHHOLDS,
        r"\b(?:declin|refus)\w+ to|\b(?:not|n't|never) (?:\w+ )?(?:say|said|specif|elaborat|name|identif|disclos"
        r"|reveal|provid|give|given|releas|publish|detail|offer|explain|tell|told|share)"
     r"|\bwithh[eo]ld|\bgave no\b|\bprovided no\b|\bwithout (?:giving|elaborating|providing|saying|naming|specifying|offering)"),
)  # fmt: skip
_OPEN = tuple((polarity, re.compile(pattern, re.I)) for polarity, pattern in _OPEN_CUES)
_NEGATION = re.compile(r"\b(?:not|never|cannot|no longer)\b|n't\b", re.I)
_WISH_PHRASE = re.compile(r"\bcall(?:s|ed|ing)? (?:for|on|upon)\b|\bagree[sd]? to\b|\bexpected\b|\bwould like\b", re.I)
_NOT_YET = re.compile(
    r"(?:\b(?:will|would|could|should|might|may|must|can)|['’](?:ll|d)"
    r"|(?<!went on )(?<!continued )(?<!continues )(?<!goes on )\bto)"
    r" (?:\w+ly |also |soon |be |have )?(?!according)(?P<verb>[a-z]+)\b", re.I
)  # fmt: skip
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be)\b(?:\W+\w+ly)?\W+(?:also |now |still |widely )?(\w+)", re.I)
_DENYING = re.compile(
    r"\b(?:rul(?:e|es|ed|ing) out|den(?:y|ies|ied|ying|ials?)|not true|untrue|knock\w+ down|push\w+ back)\b", re.I
)
_HEDGED_NOUN = re.compile(r"\b(?:rumou?rs?|unconfirmed|unverified|allegations?|speculation)\b", re.I)
_NOUN_ACTS = {
    "confirmation": Act.CONFIRMS,
    "announcement": Act.CONFIRMS,
    "admission": Act.CONFIRMS,
    "acknowledgement": Act.CONFIRMS,
    "accusation": Act.CONFIRMS,
    "accusations": Act.CONFIRMS,
    "belief": Act.BELIEVES,
    "beliefs": Act.BELIEVES,
    "suspicion": Act.BELIEVES,
    "assessment": Act.BELIEVES,
    "estimate": Act.BELIEVES,
    "estimates": Act.BELIEVES,
    "fears": Act.BELIEVES,
    "denial": Act.DENIES,
    "denials": Act.DENIES,
    "rejection": Act.DENIES,
    "assertion": Act.STATES,
    "insistence": Act.STATES,
    "testimony": Act.STATES,
    "according": Act.STATES,
    "citing": Act.STATES,
    "statement": Act.STATES,
    "warning": Act.STATES,
    "words": Act.STATES,
    "per": Act.STATES,
    "announcing": Act.CONFIRMS,
    "called": Act.STATES,
    "calling": Act.STATES,
    "calls": Act.STATES,
    "spoke": Act.STATES,
    "gave": Act.STATES,
}


def read_cue(cue: str, *, attributed: bool = True, content: str = "") -> CueReading | None:
    """What the cue does; None when it makes no statement (wishes, questions, praise) or is no reporting word at all.

    ``attributed`` is False for cues without a source, where "is said to" and "was reported to" are hearsay. A word that is
    no known reporting word states something when a quotation follows: ``content`` is looked at for that alone.
    """
    words = cue.lower().replace("’", "'")
    for polarity, pattern in _OPEN:
        if pattern.search(words):
            return CueReading(polarity)
    if _DENYING.search(words):
        negated = _NEGATION.search(words) is not None and "not true" not in words
        return CueReading(Polarity.IS_SILENT if negated else Polarity.DENIES)
    if not any(c.isalpha() for c in words):
        return CueReading()
    if (
        any(w in words for w in HEDGING_ADVERBS)
        or _HEDGED_NOUN.search(words)
        or re.search(r"\b(?:appear|seem)(?:s|ed)?\b", words)
    ):
        return CueReading(force=Force.HEDGES)
    if _WISH_PHRASE.search(words) or (_NOT_YET.search(words) and not _NEGATION.search(words)):
        return None
    act = _act(words, content)
    if act is None and content[:1] in _OPENING and len(content.split()) > 3:
        return CueReading()
    if act is Act.DENIES:
        return CueReading(Polarity.DENIES)
    if act not in _FORCE_OF:
        return None
    force = _FORCE_OF[act]
    if force is Force.STATES and re.search(r"\bclaim", words) and claims_a_deed(content):
        force = Force.CONFIRMS
    if not attributed and force is Force.STATES and (passive := _PASSIVE.search(words)) and LEMMA_OF.get(passive[1]) in _HEARSAY:
        force = Force.HEDGES
    negated = _NEGATION.search(words) is not None
    if negated:
        return CueReading(Polarity.DENIES if force is Force.BELIEVES else Polarity.IS_SILENT, force)
    return CueReading(force=force)


def claims_a_deed(content: str) -> bool:
    """Whether "claimed" with these words behind it claims responsibility: a deed named, and nothing said of it."""
    named = re.split(r",| (?:that|which|who|in an?|on) ", content, maxsplit=1)[0]
    return content.startswith("responsibility") or (bool(_A_DEED.search(named)) and not _FINITE.search(named))


_A_DEED = re.compile(
    r"^(?:the|an?|this|that|both|all|two|three|several|these|responsibility)\b.*\b(?:attacks?|bombings?|blasts?|assaults?|raids?|killings?|ambush(?:es)?|strikes?"
    r"|explosions?|shootings?|operations?|abductions?|kidnappings?|massacres?|murders?|assassinations?)\b", re.I
)  # fmt: skip
_FORCE_OF = {Act.STATES: Force.STATES, Act.CONFIRMS: Force.CONFIRMS, Act.BELIEVES: Force.BELIEVES}
_OPENING = frozenset('“"‘')
_ONLY_IN_PHRASES = frozenset({"lay", "put", "place", "make", "take"})
_HEARSAY = frozenset({"say", "report", "allege", "claim"})


def _act(words: str, content: str) -> Act | None:
    """The act of the first reporting word. Some verbs report only in a phrase ("put the toll at"), which the content may hold."""
    tokens = re.findall(r"[a-z']+", words)
    if tokens and re.search(r"\bresponsibility\b|\bblame\b", words):
        return Act.CONFIRMS
    for token in tokens:
        if token in _NOUN_ACTS:
            return _NOUN_ACTS[token]
        act = act_of(token)
        if act is not None and (LEMMA_OF[token] not in _ONLY_IN_PHRASES or _in_phrase(token, f"{words} {content}")):
            return act
    return None


def _in_phrase(token: str, said: str) -> bool:
    """Whether the words that make this verb a report stand right behind it."""
    behind = said.partition(f"{token} ")[2]
    return TAILS[LEMMA_OF[token]].match(behind) is not None


# Words inside a content ------------------------------------------------------------------------------------------------

_LIKELIHOOD = tuple(
    (value, re.compile(pattern, re.I))
    for value, pattern in (
        (Likelihood.ALMOST_NO_CHANCE, r"\balmost no chance\b|\bremote chance\b|\balmost certainly not\b"),
        (Likelihood.ALMOST_CERTAIN, r"\b(?:almost|nearly|virtually) certain(?:ly)?\b"),
        (Likelihood.VERY_UNLIKELY, r"\b(?:very|highly|extremely) (?:unlikely|improbable)\b"),
        (Likelihood.UNLIKELY, r"\bunlikely\b|\bimprobable\b|\bprobably not\b"),
        (Likelihood.EVEN_CHANCE, r"\b(?:roughly )?even (?:chance|odds)\b"),
        (Likelihood.VERY_LIKELY, r"\b(?:very|highly|most|extremely) (?:likely|probable|probably)\b"),
        (Likelihood.LIKELY, r"(?<!more )(?<!less )(?<!\bas )\blikely\b(?! voter)|\bprobabl[ey]\b"),
    )
)
_CONFIDENCE = re.compile(
    r"\b(?P<low>low|little)[\"”’]? (?:degree of |level of )?confidence\b|\b(?P<moderate>moderate"
    r"|medium)[\"”’]? (?:degree of |level of )?confidence\b"
    r"|\b(?P<high>high|great|full|complete)[\"”’]? (?:degree of |level of )?confidence\b|\b(?P<sure>(?:is|are|was"
    r"|were) (?:\w+ )?confident|definitely|with certainty|(?:for|a) certain(?:ty)?|certain that"
    r"|beyond (?:any |all )?(?:doubt|dispute|question)"
    r"|no (?:shadow of )?(?:a )?(?:doubt|question)(?! (?:about|over|of|when|who)\b)"
    r"|undoubtedly|unquestionably|indisputabl[ey]|categorical(?:ly)?|conclusively|without (?:a |any )?doubt"
    r"|(?:i|we) (?:can )?(?:guarantee|swear)|proven|proof that|(?:is|are|now) confirmed)\b", re.I
)  # fmt: skip
_ABILITY = r"(?:see|hear|not|reach|find|tell|be (?:seen|heard|felt))"
_HEDGE = re.compile(
    rf"\b(?:reportedly|allegedly|purportedly|supposedly|apparently|possibly|perhaps|conceivabl[ey])\b|\b(?:may|might)(?: \w+ly| also"
    rf"| well)? (?:not )?(?:have|be|include|[a-z]+)\b"
    rf"|\bcould(?: also| well)? (?!{_ABILITY}\b)[a-z]+\b|\b(?:appear|seem)(?:s|ed)? (?:to|that)\b|\b(?:is|are|was"
    rf"|were) (?:said|alleged|rumou?red|reported) to\b"
)  # fmt: skip
_BELIEF = re.compile(
    r"\b(?:is|are|was|were|been) (?:\w+ly )?(?:believed|thought|suspected|feared|presumed|estimated|assessed"
    r"|understood) (?:to|dead)\b|\bsuspected of\b"
    r"|\b(?:my|our|his|her|their) (?:\w+ )?(?:belief|suspicion|guess|impression|understanding|estimate|estimation|assessment|feeling)\b"
    r"|\b(?:in (?:my|our|his|her|their) (?:view|opinion)|of the opinion|inclined to (?:believe|think))\b"
)
_FIRST_PERSON = re.compile(
    r"[“\"‘(]*(?:(?:that|but|and|so|well),? )?(?:we|i)(?:'ve|’ve|'m|’m|'re|’re)?(?: \w+){0,2}? (?P<verb>believe|think"
    r"|suspect|assess|estimate|fear|confirm|don['’]t know|do not know)\b", re.I
)  # fmt: skip
_OWN_DEED = re.compile(
    r"[“\"‘]*(?:it|they|we|(?:(?:one|some|two|three|several) of )?(?:its|their|our) \w+) (?:(?:had|has|have|was|were|is|are) )?"
    r"(?:(?:carried out|responsible for|behind|planted|staged|mounted) (?:the|this|that|an?)|did it)\b"
    r"|[“\"‘]+(?:it is |it was )?(?:we|our (?:\w+ )?\w+) (?:have |had )?"
    r"(?:killed|struck|hit|attacked|targeted|ambushed|executed|eliminated|fired)\b", re.I
)  # fmt: skip
_BREAKS = re.compile(
    r"\b(?:who|which|that|where|whose|whom|because|if|whether|while|when|after|before|although|though|since|but|and"
    r"|as|so)\b|[;:]",
    re.I,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|does|do|shot|struck|hit|fled|took|came"
    r"|left|fell|began|went|made|found|saw|said"
    r"|told|lost|held|led|blew|set|fought|died|killed|knew|[a-z]{3,}ed)\b"
)  # fmt: skip
_FINITE_NOT = re.compile(r"\b(?:the|a|an|of|two|three|several|some|suspected|armed|united) $", re.I)
_SENTENCE_END = re.compile(r"[.!?][\"”’]? (?=[\"“‘]?[A-Z])")
_UNKNOWN_INSIDE = re.compile(
    r"\b(?:is|are|was|were|remains?|remained) (?:still |yet )?(?:unclear|unknown|uncertain|not (?:yet "
    r"|immediately )?(?:clear|known))\b"
    r"|^[“\"‘]*(?:but |and |so )?(?:\w+ ){1,3}?(?:do|does|did)(?: not|n['’]t) (?:yet )?know\b|\b(?:could|can)(?: ?not"
    r"|n['’]t) (?:\w+ly )?(?:confirm|verify|say|be (?:\w+ly )?(?:confirmed|verified))\b"
    r"|\b(?:was|were|is|are) unable to (?:confirm|verify|say)\b|\b(?:had|has|have) no (?:information|details|knowledge)\b", re.I
)  # fmt: skip
_DEED = (
    r"(?:involved|responsible|behind|guilty|target\w*|kill\w*|attack\w*|carr(?:y|ied|ying) out|conduct\w*|order\w*"
    r"|fir(?:e|ed|ing)|stri?uck|strike"
    r"|hit|bomb\w*|launch\w*|us(?:e|ed|ing)|arrest\w*|detain\w*|abduct\w*|take part|taken part|supply|supplied"
    r"|harbou?r\w*|commit\w*|plant\w*"
    r"|sho(?:o?t)|sent|send|arm(?:ed|ing)?|fund\w*|train\w*|enter\w*|cross\w*|violat\w*|break|broken|part of|present"
    r"|advocat\w*)\b"
)
_DENIAL_INSIDE = re.compile(
    r"\b(?:is|are|was|were) (?:not true|untrue|false|baseless|fabricated|unfounded|completely false|entirely false"
    r"|totally false)\b"
    r"|^[“\"‘]*(?:it|its [a-z]+|they|their [a-z]+|he|she|we|our [a-z]+|i|the (?:group|movement|army|government)) "
    rf"(?:(?:had|has|have|did|was|were|is|are|do)(?: not|n['’]t)|(?:had |has |have )?never) (?:\w+ ){{0,2}}?{_DEED}"
    r"|^[“\"‘]*(?:but |that )?there (?:is|was|were|are|has been|had been|have been) (?:absolutely )?no (?:such )?(?:\w+ )?"
    r"(?:attack|strike|raid|uprising|coup|explosion|blast|bombing|shelling|clash|killing|massacre|ambush|encounter|truth|basis"
    r"|involvement|operation|deaths?|casualties)s?\b"
    r"|^[“\"‘]*(?:none|not one|no \w+) of (?:our|its|their|us|ours|his)\b|^[“\"‘]*not (?:ours|us|our)\b"
    r"|^[“\"‘]*(?:i|we) (?:have |had )?never\b"
    r"|^[“\"‘]*(?:\w+ ){1,3}?(?:had|has|have|played|took) (?:nothing to do with|no (?:role|part|hand|involvement"
    r"|links?|connection|knowledge of))\b", re.I
)  # fmt: skip


def governs(content: str, position: int) -> bool:
    """Whether a word at ``position`` belongs to the main clause of the content, as far as closed-class words tell."""
    before = re.sub(
        r", (?:who|which|whose|where|a|an|the|when|citing)\b[^,]*,", lambda m: " " * len(m.group()), content[:position]
    )
    if _SENTENCE_END.search(before):
        return False
    finite = None
    for m in _FINITE.finditer(before):
        if not _FINITE_NOT.search(before[: m.start()]):
            finite = m
            break
    breaks = [m for m in _BREAKS.finditer(before) if m.start() > 0]
    if not breaks:
        return True
    first = breaks[0]
    if finite is not None and finite.start() < first.start():
        return False
    return before[breaks[-1].end() :].strip() != ""


# "none of its men were there", "the Front had not fired at the city": the speaker's side did not do it.
_NOT_OURS = re.compile(
    r"(?:that )?(?:none of (?:its|their|our|the) \w+(?: or \w+)? (?:was|were|had|have)\b|"
    r"(?:\w+ ){1,4}(?:had|has|have|did) (?:not|never|n[’']t) "
    r"(?:carr(?:y|ied) out|fired?|attack(?:ed)?|kill(?:ed)?|target(?:ed)?|bomb(?:ed)?|shell(?:ed)?|take part|taken part))",
    re.IGNORECASE,
)


_NOT_RESPONSIBLE = re.compile(
    r"[“\"‘]*(?P<who>[^,;:.]{2,80}?) (?:(?:was|were|is|are|had|has|have|did)(?: not|n['’]t)|(?:had |has |have )?never) "
    rf"(?:\w+ ){{0,2}}?{_DEED}", re.I
)  # fmt: skip


def cleared(content: str) -> str | None:
    """Of whom the content says that he did not do a deed ("the Front was not responsible for ..."); None: of nobody."""
    m = _NOT_RESPONSIBLE.match(content)
    return m["who"] if m else None


def content_polarity(content: str) -> Polarity | None:
    """What the content itself says of what it tells: "it was not clear who", "it had nothing to do with". None: nothing."""
    unknown = _UNKNOWN_INSIDE.search(content)
    first = _FIRST_PERSON.match(content)
    if (unknown and governs(content, unknown.start())) or (first and "know" in first["verb"].lower()):
        return Polarity.SAYS_UNKNOWN
    denial = _DENIAL_INSIDE.search(content)
    if (denial and governs(content, denial.start())) or _NOT_OURS.match(content):
        return Polarity.DENIES
    return None


def certainty_of(text: str, *, cue: tuple[Span, ...], content: tuple[Span, ...], frame: Span, force: Force) -> Certainty:
    """Force, likelihood and confidence with the spans that say so. ``frame`` is the sentence around the cue."""
    words: list[Span] = [] if force is Force.STATES else list(cue)
    likelihood, confidence = None, None
    for span in (*_gaps(frame, content), content[0]):
        inside = span == content[0]
        piece = span.of(text)
        if confidence is None and (m := _CONFIDENCE.search(piece)) and (not inside or governs(piece, m.start())):
            confidence = Confidence.LOW if m["low"] else Confidence.MODERATE if m["moderate"] else Confidence.HIGH
            words.append(_at(span, m))
    for span in content[:2]:
        piece = span.of(text)
        for hedge, weaker in ((_HEDGE, Force.HEDGES), (_BELIEF, Force.BELIEVES)):
            m = next((m for m in hedge.finditer(piece) if governs(piece, m.start())), None)
            if m is not None and force is not Force.HEDGES:
                force = weaker
                words.append(_at(span, m))
        if likelihood is None and (found := _likelihood(piece)) is not None:
            likelihood = found[0]
            words.append(_at(span, found[1]))
    deed = _OWN_DEED.match(content[0].of(text))
    if deed and force is Force.STATES:
        force = Force.CONFIRMS
        words.append(_at(content[0], deed))
    first = _FIRST_PERSON.match(content[0].of(text))
    if first and force is Force.STATES and "know" not in first["verb"].lower():
        force = Force.CONFIRMS if first["verb"].lower() == "confirm" else Force.BELIEVES
        words.append(Span(start=content[0].start + first.start("verb"), end=content[0].start + first.end("verb")))
    if likelihood is None:
        for span in cue:
            if (found := _likelihood(span.of(text))) is not None:
                likelihood = found[0]
                words.append(_at(span, found[1]))
    return Certainty(force=force, likelihood=likelihood, confidence=confidence, words=tuple(sorted(set(words))))


def _at(span: Span, m: re.Match[str]) -> Span:
    return Span(start=span.start + m.start(), end=span.start + m.end())


def _likelihood(piece: str) -> tuple[Likelihood, re.Match[str]] | None:
    for value, pattern in _LIKELIHOOD:
        m = pattern.search(piece)
        if m is not None and governs(piece, m.start()):
            return value, m
    return None


def _gaps(frame: Span, content: tuple[Span, ...]) -> Iterator[Span]:
    """What of the sentence is not content and stands next to it."""
    start = frame.start
    for span in sorted(content):
        if start < span.start:
            yield Span(start=start, end=min(span.start, frame.end)) if span.start <= frame.end else frame
        start = max(start, span.end)
    if start < frame.end:
        yield Span(start=start, end=frame.end)
