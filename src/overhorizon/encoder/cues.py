"""Reporting words of English by what they do: the closed part of reading who said what."""

import re
from collections.abc import Iterator
from enum import StrEnum


class Act(StrEnum):
    """What a reporting word does. Only the first four (`STATEMENT_ACTS`) make statements."""

    STATES = "states"
    CONFIRMS = "confirms"
    BELIEVES = "believes"
    DENIES = "denies"
    WITHHOLDS = "withholds"
    JUDGES = "judges"  # praise and blame of a thing, without saying that something is so
    ASKS = "asks"
    WISHES = "wishes"  # wants, plans, demands, supports


# Lemmas by act. "alleged" commits its speaker as "said" does; only the sourceless "allegedly", "is alleged to" hedges.
_LEMMAS = {
    Act.STATES: """say tell add note state report write explain describe tweet post argue claim maintain insist assert contend
        reiterate repeat stress emphasise emphasize highlight underline underscore show find determine
        conclude reveal disclose indicate mention observe recall remark reply respond answer cite quote
        relay convey inform brief warn vow pledge promise threaten testify recount allege continue declare
        detail tell point clarify comment caution complain broadcast swear echo counter boast lament joke
        recap retort volunteer explain interject muse signal hint advise notify remind assure publish
        characterise characterize portray depict attribute record document list relate affirm read outline""",
    Act.CONFIRMS: """confirm announce establish verify blame accuse admit acknowledge concede confess identify proclaim certify
        corroborate prove charge implicate""",
    Act.BELIEVES: """believe think suspect estimate assess consider view fear expect judge presume assume predict doubt suggest
        reckon deem suppose understand anticipate project speculate feel guess theorise theorize imply worry
        forecast hypothesise""",
    Act.DENIES: "deny reject refute dispute dismiss rebut disavow disclaim repudiate discount contradict disown",
    Act.WITHHOLDS: "decline refuse withhold",
    Act.JUDGES: """criticise criticize praise condemn denounce welcome applaud slam blast decry deplore hail attack mock defend
        commend honour honor thank congratulate insult mourn regret deride ridicule compliment""",
    Act.ASKS: "ask question wonder enquire inquire query",
    Act.WISHES: """want hope wish seek plan urge demand call support endorse oppose favour favor prefer propose intend aim desire
        request order vote back advocate encourage recommend agree offer need invite instruct try attempt
        decide choose push aspire appeal lobby campaign""",
}
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "feel": "feels felt feeling",
    "admit": "admits admitted admitting",
    "rebut": "rebuts rebutted rebutting",
    "understand": "understands understood understanding",
    "prove": "proves proved proven proving",
    "read": "reads reading",
    "swear": "swears swore sworn swearing",
    "broadcast": "broadcasts broadcasting",
    "seek": "seeks sought seeking",
    "withhold": "withholds withheld withholding",
    "choose": "chooses chose chosen choosing",
    "try": "tries tried trying",
    "plan": "plans planned planning",
    "slam": "slams slammed slamming",
    "recap": "recaps recapped recapping",
    "hint": "hints hinted hinting",
    "forecast": "forecasts forecasting",
}
_VOWELS = "aeiou"


def _inflected(lemma: str) -> Iterator[str]:
    yield lemma
    if lemma in _IRREGULAR:
        yield from _IRREGULAR[lemma].split()
        return
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    elif lemma.endswith("e"):
        yield from (lemma + "s", lemma + "d", lemma[:-1] + "ing")
    else:
        yield from (lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"), lemma + "ed", lemma + "ing")


LEMMA_OF: dict[str, str] = {form: lemma for words in _LEMMAS.values() for lemma in words.split() for form in _inflected(lemma)}
_ACT_OF_LEMMA: dict[str, Act] = {lemma: act for act, words in _LEMMAS.items() for lemma in words.split()}

# Verbs that report only with these words behind them; elsewhere they mean other things ("found the bodies").
TAILS: dict[str, re.Pattern[str]] = {
    lemma: re.compile(tail, re.I)
    for lemma, tail in {
        "lay": r"(?:the )?blame (?:on|at)",
        "put": r"the blame on|(?=the (?:(?:death )?toll|number of [a-z]+|figure) at)",
        "place": r"the blame on",
        "point": r"out|to|the finger at",
        "make": r"(?:it )?(?:very |abundantly )?clear",
        "take": r"responsibility for",
        "claim": r"responsibility for|(?=\S)",
        "blame": r"(?=\S)",
    }.items()
}
_TAIL_FORMS = {
    "lay": "lays laid laying",
    "put": "put puts putting",
    "place": "placed places placing",
    "make": "makes made making",
    "take": "takes took taking",
}
LEMMA_OF |= {form: lemma for lemma, forms in _TAIL_FORMS.items() for form in forms.split()}
_ACT_OF_LEMMA |= {"lay": Act.CONFIRMS, "put": Act.STATES, "place": Act.CONFIRMS, "make": Act.STATES, "take": Act.CONFIRMS}

# Verbs that take a thing as often as a statement: only "that", a colon or a quotation makes them reports.
NEEDS_CLAUSE = frozenset(
    """find show reveal continue read observe note see view feel write record document list relate detail answer
        respond reply publish broadcast quote cite mention recall understand assume consider expect fear
        project imply prove establish signal echo charge attribute comment complain caution outline disclose
        post identify judge determine threaten promise pledge warn vow advise brief counter worry hint boast
        volunteer""".split()
)
RECIPIENT = frozenset("tell inform brief remind assure warn notify advise".split())
HEDGING_ADVERBS = frozenset("reportedly allegedly purportedly supposedly apparently ostensibly".split())
STATEMENT_ACTS = frozenset({Act.STATES, Act.CONFIRMS, Act.BELIEVES, Act.DENIES})


def act_of(word: str) -> Act | None:
    """What one inflected word does when it reports; None for other words."""
    lemma = LEMMA_OF.get(word.lower())
    return _ACT_OF_LEMMA[lemma] if lemma else None
