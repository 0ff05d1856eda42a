"""Words that tell of an incident, and whether it happened: the first reader of incidents, until a model takes its place."""

import re
from collections.abc import Iterator, Sequence

from overhorizon.domain.incidents import Realis
from overhorizon.domain.spans import Span
from overhorizon.encoder.patterns import words_of
from overhorizon.encoder.protocol import Trigger
from overhorizon.encoder.sentences import sentences
from overhorizon.encoder.trigger_lexicon import LEXICON, OTHER_TRADES, SPORT

_TRIGGER = re.compile("|".join(rf"(?P<t{i}>\b{p}\b)" for i, (_, p) in enumerate(LEXICON)), re.IGNORECASE)
_OTHER_TRADES = re.compile(OTHER_TRADES, re.IGNORECASE)
_SPORT = words_of(SPORT)
_SPORT_WORDS = 4

# What stands just before a trigger and says that it did not simply happen. Anchored at the end: read backwards from the trigger.
_NEGATED = re.compile(
    r"\b(?:no|not|never|without|denied (?:that|any|having)|n't|neither|nor)"
    r"(?: (?:been|any|a|an|the|such|further|other|have|has|had|yet|carried|out|actually|immediate(?:ly)?|reports? of)){0,4} ?$",
    re.IGNORECASE,
)
# "Rumours that the bus had been attacked are false."
_RUMOUR = re.compile(
    r"\b(?:rumou?rs?|reports?|claims?|posts?|messages?|allegations?|stories)\b[^.;]{0,40}\bthat\b[^.;]*$", re.IGNORECASE
)
_FALSE = re.compile(
    r"[^.;]{0,80}?\b(?:are|were|is|was) (?:all |simply )?(?:false|fake|untrue|unfounded|baseless|not true)\b", re.IGNORECASE
)
_ATTEMPTED_BEFORE = re.compile(
    r"\b(?:foiled|thwarted|averted|prevented|failed|attempted|attempt(?:s|ing)? (?:to|at|on)|tried to|trying to|survived|"
    r"escaped|botched|defused)"
    r"(?: (?:a|an|the|another|suspected|planned|major|alleged|his|her)){0,3} ?$",
    re.IGNORECASE,
)
_ATTEMPTED_AFTER = re.compile(
    r"^(?: (?:attack|attempt|plot|bid))? ?(?:attempt|was (?:foiled|thwarted|averted|prevented)|failed)\b", re.IGNORECASE
)
_PLANNED_BEFORE = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|prepar(?:ing|ed|ations?)|intend(?:s|ed)?|vow(?:s|ed)?|threaten(?:s|ed|ing)?|"
    r"conspir(?:ing|ed)|ready|wants?|aim(?:s|ed|ing)?|scheme)"
    r"(?: (?:to|for|of|a|an|the|further|more|new|another|carry|out|launch|stage|conduct|mount|external|large-scale|against)){0,5} ?$",
    re.IGNORECASE,
)
_HYPOTHETICAL_BEFORE = re.compile(
    r"\b(?:could|would|might|may|should|can|will|if|whether|risk of|threats? of|fears? of|danger of|possib(?:le|ility of)|potential|"
    r"warn(?:s|ed|ing)? of|in case of|prevent|deter|against future|future)"
    r"(?: (?:be|further|more|new|another|other|a|an|any|the|launch|carry|out|conduct|stage|possible|potential|external|imminent|"
    r"terror(?:ist)?)){0,4} ?$",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"\bwhether\b[^.;:]*$|\bif\b[^.,;:]*$", re.IGNORECASE)
_DRILL = re.compile(
    r"\b(?:drills?|exercises?|simulat(?:ed|ion)|mock|rehears(?:al|ed)|training scenario|war games?)\b", re.IGNORECASE
)
# What opens with a drill is about a drill, whatever it goes on to tell of blood and screams.
_STAGED = re.compile(r"\b(?:drills?|simulat(?:ed|es|ion)|mock (?:attack|bomb)|rehears(?:al|ed))\b", re.IGNORECASE)
_OPENING = 250  # characters: a title and the beginning of a lead
_FICTION = re.compile(
    r"\b(?:film|movie|novel|series|play|thriller|drama|video ?game)\b(?: \w+){0,3}? "
    r"(?:shows?|opens?|depicts?|tells?|portrays?|begins?|follows)\b",
    re.IGNORECASE,
)
_PLURAL_NOUN = re.compile(
    r"(?:attacks|bombings|killings|strikes|raids|assaults|clashes|explosions|blasts|abductions|kidnappings|arrests|executions|shootings|"
    r"airstrikes|assassinations|bombs|murders|beheadings|massacres|ambushes|fatalities|casualties|deaths)$",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    r"\b(?:two|three|twin|double|triple|both|the|\d+|[A-Z][a-z]+day's|simultaneous|coordinated) ?$", re.IGNORECASE
)


def is_of_a_match(text: str, passages: Sequence[Span]) -> bool:
    """Whether the report is about sport, whose words for play are those for violence."""
    body = "\n".join(p.of(text) for p in passages)
    return len({m.group().lower() for m in _SPORT.finditer(body)}) >= _SPORT_WORDS


def tag_triggers(text: str, passages: Sequence[Span]) -> tuple[Trigger, ...]:
    """Triggers of the passages with type and realis, in order of the text; none in a report of a match."""
    if is_of_a_match(text, passages):
        return ()
    body = "\n".join(p.of(text) for p in passages)
    staged = _STAGED.search(body[:_OPENING]) is not None
    return tuple(t for passage in passages for sentence in sentences(text, passage) for t in _of_sentence(text, sentence, staged))


def _of_sentence(text: str, sentence: Span, staged: bool) -> Iterator[Trigger]:
    words = sentence.of(text)
    excluded = [m.span() for m in _OTHER_TRADES.finditer(words)]
    drill = staged or _DRILL.search(words) is not None
    fiction = _FICTION.search(words) is not None
    for match in _TRIGGER.finditer(words):
        if any(a < match.end() and match.start() < b for a, b in excluded):
            continue
        kind = LEXICON[int((match.lastgroup or "t0")[1:])][0]
        realis = Realis.DRILL if drill else Realis.GENERIC if fiction else _realis(words, match)
        span = Span(start=match.start(), end=match.end()).shifted(sentence.start)
        yield Trigger(span=span, type=kind, realis=realis)


def _realis(words: str, match: re.Match[str]) -> Realis:
    """How the clause before and just after the trigger puts it; what nothing marks is actual."""
    before, after = words[max(0, match.start() - 70) : match.start()], words[match.end() : match.end() + 40]
    if _ATTEMPTED_BEFORE.search(before) or _ATTEMPTED_AFTER.match(after):
        return Realis.ATTEMPTED
    if _WHETHER.search(words[max(0, match.start() - 200) : match.start()]):
        return Realis.HYPOTHETICAL
    is_false = _FALSE.match(words, match.end()) and _RUMOUR.search(words[max(0, match.start() - 200) : match.start()])
    if is_false or _NEGATED.search(before):
        return Realis.NEGATED
    if _PLANNED_BEFORE.search(before):
        return Realis.PLANNED
    if _HYPOTHETICAL_BEFORE.search(before):
        return Realis.HYPOTHETICAL
    if _PLURAL_NOUN.search(match.group()) and not _COUNTED_BEFORE.search(before):
        return Realis.GENERIC
    return Realis.ACTUAL
