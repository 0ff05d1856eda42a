"""States as parties: a nationality before a deed of states, a country that acts, and forces of places that no country is.

"A U.S. drone strike", "Iran fired missiles", "Puntland troops".
"""

import re
from collections.abc import Iterator, Sequence

from overhorizon.domain.parties import Party
from overhorizon.domain.places import PlaceKind
from overhorizon.domain.spans import Span
from overhorizon.extract.mentions import PartyMention
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit, PlaceHit

# A nationality in front of these stands for the state: "a U.S. drone strike", "Turkish shelling".
_STATE_DEED = re.compile(
    r"^(?:['’]s? |[- ])(?:(?:led|backed) )?(?:air|drone|aerial|missile|military|"
    r"special[- ]forces|commando|counter-?terrorism|artillery|night|helicopter|precision|over-the-horizon|joint)?"
    r"[- ]?(?:strikes?|airstrikes?|raids?|drones?|shelling|bombardments?|warplanes?|jets?|"
    r"missiles?|operations?|artillery|bomb(?:ing)?s?)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"^(?: (?:has|had|have|also|again|later|then|reportedly|allegedly|itself))* (?:(?:fire|launch|shell|bomb|pound|invade)(?:s|d|ed)?|"
    r"struck|killed|attacked|carried out|shot down|assassinated|bombarded)\b(?! by\b)"
)
_CLAUSE_BEGINS = re.compile(
    r"(?:^[\s\"“‘']*|\b(?:that|said|says|after|when|as|while|since|before|because|but|whether|if|which)(?: on \w+)? |[;:—] ?|"
    r"^(?:On|In|After|Earlier|Later|Meanwhile|Overnight|Since|During|Early|Late)(?: [\w’'-]+){0,4},? )(?:[Tt]he )?$"
)
_FORCES = re.compile(
    r"\b(?P<of>[A-ZÀ-Ý][\w’'-]{2,})[ -](?:(?:government|army|naval|special|security|armed|national|federal|regime) )?"
    r"(?:army|air force|navy|military|armed forces|troops|soldiers|forces|commandos|paratroopers|warplanes|jets|artillery|gunners|"
    r"aircraft|helicopters|gunboats|warships|howitzers|planes)\b"
)
# No name of a people or a place: "Government troops", "Islamist forces", "Western air force".
_NO_NAME = frozenset(
    """
    The A An This That These Those Its Their His Her Our Some All Both Other More Most Many Several Few No Two Three Four
    Five Six Seven Eight Nine Ten Eleven Twelve Twenty Hundreds Thousands Dozens Government Regime Federal National Regional
    Local Foreign Allied Rebel Islamist Jihadist Western Eastern Northern Southern European African Arab Asian
    Muslim Christian Shiite Shia Sunni Hindu Buddhist Jewish Catholic Republican Nationalist Loyalist Communist Maoist
    Special Security Armed Border Joint Opposition Enemy Ground Air Naval Police Army Elite Young New Old Former Suspected
    Dead Wounded Unidentified Masked United Presidential Royal Salvation Red White And But When While After Before Since If
    As For From With Under Against Where Meanwhile Later Earlier Then Now Today Monday Tuesday Wednesday Thursday Friday
    Saturday Sunday January February March April May June July August September October November December Pro-government
    Anti-government Private Child Women Men Female Male Non-state State Colonial Imperial Interim Transitional Provincial
    Central Separatist Pro-Western Market Political Economic Natural Social
    """.split()
)


def states(text: str, sentences: Sequence[Span], hits: Sequence[Hit], gazetteer: Gazetteer) -> Iterator[PartyMention]:
    """Governments that a nationality or a country's name stands for, by what it does or what is done in its name."""
    for hit in hits:
        if isinstance(hit, ActorHit):
            continue
        deed = _STATE_DEED.match(text[hit.span.end : hit.span.end + 60]) is not None
        acts = isinstance(hit, PlaceHit) and _acts(text, hit.span, sentences)
        codes = (hit.countries if isinstance(hit, DemonymHit) else _countries(hit, gazetteer)) if deed or acts else ()
        if len(codes) == 1:
            yield PartyMention(span=hit.span, party=Party(words=hit.words, actor=gazetteer.government(codes[0])))


def _acts(text: str, span: Span, sentences: Sequence[Span]) -> bool:
    """Whether a clause begins with a name and goes on with a deed of arms."""
    start = next((s.start for s in sentences if s.contains(span)), span.start)
    return (
        _ACTS.match(text[span.end : span.end + 60]) is not None
        and _CLAUSE_BEGINS.search(text[max(start, span.start - 60) : span.start]) is not None
    )


def _countries(hit: PlaceHit, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The country that a name means first of all, or whose government has its seat there; none for other places."""
    if hit.seat_of and hit.modifier:
        return hit.seat_of
    place = gazetteer.place(hit.rows[0])
    return (place.country,) if place.kind is PlaceKind.COUNTRY and place.country else ()


def other_forces(text: str, sentences: Sequence[Span]) -> Iterator[PartyMention]:
    """Forces of a people, a region or a country that the registry does not know, as worded."""
    for sentence in sentences:
        for match in _FORCES.finditer(text, sentence.start, sentence.end):
            if match["of"] not in _NO_NAME:
                span = Span(start=match.start(), end=match.end())
                yield PartyMention(span=span, party=Party(words=" ".join(match.group().split())))
