"""What sources say that it was done with: the manner in somebody's words, and the manner that he rules out ("it was no mine")."""

import re
from collections.abc import Iterator
from typing import Final

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence
from overhorizon.domain.spans import Span

_WORDS: Final = {
    IncidentType.BOMBING: r"(?:car |roadside |suicide )?bomb(?:s|ing|er|ers)?|landmines?|(?<=\b(?:hit|not|was) a )mine|"
    r"(?<=\bover a )mine|(?<=\b(?:by|on) a )mine|explosive (?:vest|belt|device)|suicide vest|explosives?|grenades?|"
    r"blew (?:him|her)self up",
    IncidentType.AIR_STRIKE: r"(?:air|drone) ?strikes?|air raids?|air attacks?|drones?|warplanes?|planes?|aircraft|helicopters?|jets?",
    IncidentType.SHELLING: r"shell(?:s|ing|ed|fire)?|artillery|mortars?|rockets?",
    IncidentType.ARMED_ASSAULT: r"shot|gunfire|gunmen|bullets?|raid(?:s|ed)?|ambush(?:ed)?",
}
_MEANS: Final = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
_RULED_OUT: Final = {
    kind: re.compile(
        rf"\b(?:no|(?:not|n['’]t|never|neither|nor)(?: \w+){{0,2}}? (?:a|an|any|by|from|of)|not) (?:such |\w+ly )?(?P<means>{words})\b",
        re.IGNORECASE,
    )
    for kind, words in _WORDS.items()
}  # fmt: skip


def told_means(analysis: Analysis, mention: IncidentMention) -> Iterator[tuple[Claim, IncidentType, Span, bool]]:
    """Each manner that a source gives or rules out for an incident: claim, manner, words, and whether it is ruled out.

    A claim that names several means gives none: they follow each other ("a bomb, then gunfire"). What is asserted counts, and of
    a claim of which it is not known what it is about, it is what the report is about.
    """
    text = analysis.report.text
    main = [i.id for i in analysis.incidents if i.prominence is Prominence.MAIN]
    for claim in analysis.claims:
        if claim.polarity is not Polarity.ASSERTS or claim.speaker is None or mention.id not in (claim.about or main[:1]):
            continue
        ruled_out = [(kind, found) for kind, pattern in _RULED_OUT.items() for found in _found(pattern, text, claim)]
        for kind, found in ruled_out:
            yield claim, kind, Span(start=found.start("means"), end=found.end("means")), True
        given = {kind: found for kind, pattern in _MEANS.items() for found in _found(pattern, text, claim)}
        left = {kind: found for kind, found in given.items() if kind not in {k for k, _ in ruled_out}}
        if len(left) == 1:
            ((kind, found),) = left.items()
            yield claim, kind, Span(start=found.start(), end=found.end()), False


def _found(pattern: re.Pattern[str], text: str, claim: Claim) -> Iterator[re.Match[str]]:
    for content in claim.content:
        yield from pattern.finditer(text, content.start, content.end)
