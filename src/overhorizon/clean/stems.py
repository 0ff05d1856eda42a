"""Content words of a sentence, reduced so that "killed" and "killing" are one. For comparing passages of one page, no more."""

import re
from dataclasses import dataclass

from overhorizon.domain.spans import Span

# Closed-class words and plain verbs of reporting: they say who speaks and how, not what is said.
_STOP = frozenset(
    """a an the of and or but nor so yet to in on at by for from with without into onto over under about above below between
    among through during before after since until against is are was were be been being am has have had having do does did
    doing will would shall should can could may might must i you he she it we they me him her us them my your his its our
    their mine hers ours theirs this that these those there here who whom whose which what when where why how as if than
    then also too very just only even still again more most much many some any all both each every other another such own
    same not no never neither none nobody nothing say says said saying tell tells told telling report reports reported
    reporting according add adds added adding stated stating announce announced one ones up down out off now however while
    because although though whether like including include includes included amid per via mr mrs ms""".split()
)
_TOKEN = re.compile(r"[^\W_]+(?:[.'’,-][^\W_]+)*")
_SUFFIXES = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("ely", "e"),
    ("ly", ""),
    ("ments", "ment"),
    ("es", "e"),
    ("s", ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    stem: str
    start: int
    end: int
    capital: bool  # has a capital that does not come from opening its sentence


def content_words(text: str, sentence: Span) -> tuple[Word, ...]:
    """The words of a sentence that carry what it says, in order."""
    found = []
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        word = match.group()
        root = stem(word)
        if len(root) >= 2 and word.lower() not in _STOP and root not in _STOP:
            opens = match.start() == sentence.start
            found.append(
                Word(
                    stem=root,
                    start=match.start(),
                    end=match.end(),
                    capital=word[0].isupper() and (not opens or word[1:].isupper()),
                )
            )
    return tuple(found)


def stem(word: str) -> str:
    word = re.sub(r"'s?$", "", word.lower().replace("’", "'")).replace(".", "")
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) + len(instead) >= 3 and not word.endswith(("ss", "us")):
            word = word[: -len(suffix)] + instead
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
