"""What a denial denies: a party's hand in the incident, a figure; never the day or the place of what is denied."""

import re
from collections.abc import Collection, Iterator

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Property, Value
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, Prominence, RoleFiller
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.rivals import number_of
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.tolls import Count, Toll

_DENIABLE = (Property.PERPETRATOR, Property.TARGET)
_HAND_IN_IT = re.compile(
    r"\b(?:involve\w*|responsib\w*|complicit\w*|behind|carr(?:y|ied|ying) out|(?:role|part|hand) in"
    r"|(?:had|have|has|having) (?:not )?(?:fired|struck|attacked|killed|shot|bombed|shelled)|(?:fired|attacked|struck) (?:at|on|any)"
    r"|(?:was|were|been) (?:there|present|in the (?:area|village|town))|nothing to do with|(?:the|this|that|these|those|any) (?:\w+ )?"
    r"(?:accusations?|allegations?|blame|charges?)|(?:its|our|his|their) (?:own )?(?:men|fighters|soldiers|troops|forces|units|members"
    r"|aircraft|planes|drones|jets|gunners) (?:had |have |were |ever )*(?:killed|shot|bombed|shelled|attacked|struck|fired|carried)"
    r")\b|^(?:it|this|that)$",
    re.IGNORECASE,
)


_OFFICIAL = (SourceKind.GOVERNMENT, SourceKind.STATE_FORCE)
_FORCES = re.compile(
    r"\b(?:army|military|soldiers?|troops|air force|navy|police|security forces|government forces)\b", re.IGNORECASE
)


def is_deniable(about: Property, value: Value) -> bool:
    """Whether a denial in whose words a reading stands is a denial of its value."""
    if isinstance(value, Toll):
        return number_of(value.total) != 1  # that it was he who was killed: no figure
    return about in _DENIABLE


def denied_parties(
    analysis: Analysis, mention: IncidentMention, named: Collection[RoleFiller]
) -> Iterator[tuple[Claim, RoleFiller]]:
    """Claims by which a party denies that it had a hand in the incident, or somebody for it.

    A denial of which it is not known what it is about is about what the report is about.
    """
    main = [i.id for i in analysis.incidents if i.prominence is Prominence.MAIN]
    for claim in analysis.claims:
        if claim.polarity is not Polarity.DENIES or claim.speaker is None or mention.id not in (claim.about or main[:1]):
            continue
        quote = claim.quote(analysis.report.text)
        if _HAND_IN_IT.search(quote):
            yield from ((claim, value) for value in sorted(named, key=repr) if _is_of(value.party, claim.speaker, quote))


def _is_of(party: Party, speaker: Source, quote: str) -> bool:
    """Whether the speaker is the party or speaks for it, or the words that are denied name it."""
    if party.actor is not None and speaker.actor is not None:
        return speaker.actor == party.actor.id or speaker.actor in party.actor.parents
    if speaker.kind in _OFFICIAL and _FORCES.search(party.words) and _FORCES.search(f"{speaker.words} {quote}"):
        return party.actor is None or party.actor.kind in (ActorKind.GOVERNMENT, ActorKind.STATE_FORCE)
    name = {w for w in re.findall(r"\w+", party.name) if w[:1].isupper()} - {"The"}
    return len(name) > 1 and any(name <= set(re.findall(r"\w+", words)) for words in (speaker.words, quote))


_FIGURE_RULED_OUT = re.compile(
    r"\b(?:and )?(?:not|rather than|instead of) (?:just |only |the )?(\d{1,3}(?:,\d{3})+|\d+|[a-z]+)\b", re.IGNORECASE
)
_WORDS = """no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty"""
_NUMBERS = {word: n for n, word in enumerate(_WORDS.split())}


def ruled_out_figures(analysis: Analysis, mention: IncidentMention) -> Iterator[tuple[Claim, Toll]]:
    """Figures that a source sets its own against: "nine people, not seven", by the harm of which it gives one figure."""
    for claim in analysis.claims:
        given = {r.value.harm for r in mention.tolls if r.value is not None and r.claim == claim.id}
        if claim.polarity is not Polarity.ASSERTS or claim.speaker is None or len(given) != 1:
            continue
        for found in _FIGURE_RULED_OUT.finditer(claim.quote(analysis.report.text)):
            number = _NUMBERS.get(found[1].casefold()) or (int(found[1].replace(",", "")) if found[1][0].isdigit() else None)
            if number is not None and number > 1:
                yield claim, Toll(harm=min(given), total=Count.exactly(number))
