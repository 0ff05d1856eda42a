"""Who: parties as a report words them, joined to the registry where the words decide, left open where they do not.

By exact name first; between bearers of one name by what the report says of where and when; then by likeness. Short names that the
report introduces are its own. Groups with a proper name that the registry does not hold stay as worded. "The group", "the
militants" stand for the armed group spoken of last.
"""

import re
from collections.abc import Sequence

from overhorizon.domain.parties import Actor, Party
from overhorizon.domain.places import PlaceKind
from overhorizon.domain.reports import Publication
from overhorizon.domain.spans import Span
from overhorizon.extract.acronyms import introduced, spoken_short
from overhorizon.extract.bearers import Setting, choose, likely, setting_of
from overhorizon.extract.mentions import PartyMention, overlaps
from overhorizon.extract.names import begins_abroad, group_names
from overhorizon.extract.references import references
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
# "anti-Taliban fighters", "Houthi-held Hodeidah", "an al-Qaeda-linked group": the name tells of somebody or something else.
_AGAINST = re.compile(r"\b(?:anti|counter|non|pro|post|ex|former|pre)[- ]$", re.IGNORECASE)
_QUALIFIES = re.compile(
    r"-(?:held|controlled|occupied|run|dominated|infested|backed|linked|affiliated|aligned|allied|inspired|supported|friendly|era|style|"
    r"free|ruled|governed|administered|besieged)\b",
    re.IGNORECASE,
)


def find_parties(
    text: str, sentences: Sequence[Span], gazetteer: Gazetteer, *, publication: Publication | None = None
) -> tuple[PartyMention, ...]:
    """Parties named in the sentences, in order of the text, none overlapping. Pure."""
    hits = [h for h in gazetteer.tag(text) if any(s.contains(h.span) for s in sentences)]
    setting = setting_of(text, hits, sentences, gazetteer, publication)
    names = group_names(text, sentences)
    longer = [n for n in names if _is_longer(text, n, hits)]
    named = [
        PartyMention(span=h.span, party=choose(text, h, setting, gazetteer))
        for h in hits
        if isinstance(h, ActorHit) and not _qualifies(text, h.span) and not any(n.overlaps(h.span) for n in longer)
    ]
    states = [s for s in _states(text, hits, gazetteer) if not overlaps(s.span, named)]
    known = [*named, *states]
    known += _unlisted(text, [n for n in names if not overlaps(n, known)], setting, gazetteer)
    known.sort(key=lambda m: m.span)
    known = _with_short_names(text, sentences, known)
    return tuple(sorted([*known, *references(text, sentences, known)], key=lambda m: m.span))


def _is_longer(text: str, name: Span, hits: Sequence[Hit]) -> bool:
    """Whether an unlisted name holds a listed one and more than a nationality besides: the "Dimasa National Liberation Army"."""
    inside = [h for h in hits if isinstance(h, ActorHit) and h.span.overlaps(name)]
    if not inside or not all(name.contains(h.span) and h.span != name for h in inside):
        return False
    rest = text[name.start : inside[0].span.start] + " " + text[inside[-1].span.end : name.end]
    nations = {w for h in hits if isinstance(h, DemonymHit | PlaceHit) and name.contains(h.span) for w in h.words.split()}
    telling = [w for w in re.findall(r"[\w’'-]+", rest) if w[0].isupper() and re.sub(r"['’]s?$", "", w) not in nations]
    at_an_end = inside[0].span.end == name.end or inside[0].span.start == name.start
    return bool(telling) and len(inside) == 1 and (at_an_end or begins_abroad(name.of(text)))


def _qualifies(text: str, span: Span) -> bool:
    return (
        _AGAINST.search(text, max(0, span.start - 10), span.start) is not None or _QUALIFIES.match(text, span.end) is not None
    )


def _unlisted(text: str, names: Sequence[Span], setting: Setting, gazetteer: Gazetteer) -> list[PartyMention]:
    """Groups that no exact name of the registry tells: one like it, or as worded."""
    actors: dict[str, Actor | None] = {}
    found = []
    for span in names:
        words = " ".join(span.of(text).split())
        if words not in actors:
            actors[words] = likely(words, setting, gazetteer)
        found.append(PartyMention(span=span, party=Party(words=words, actor=actors[words])))
    return found


def _with_short_names(text: str, sentences: Sequence[Span], known: Sequence[PartyMention]) -> list[PartyMention]:
    """The mentions, and those by short names that the report introduces, which win over other bearers of the same letters."""
    short = introduced(text, known)
    spoken = list(spoken_short(text, sentences, short, known))
    return sorted([*(m for m in known if not overlaps(m.span, spoken)), *spoken], key=lambda m: m.span)


def _states(text: str, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[PartyMention]:
    """Governments that a nationality or a country's name in front of a deed of states stands for."""
    found = []
    for hit in hits:
        if isinstance(hit, ActorHit) or not _STATE_DEED.match(text[hit.span.end : hit.span.end + 60]):
            continue
        codes = hit.countries if isinstance(hit, DemonymHit) else hit.seat_of or _country_of(hit, gazetteer)
        if len(codes) == 1:
            found.append(PartyMention(span=hit.span, party=Party(words=hit.words, actor=gazetteer.government(codes[0]))))
    return found


def _country_of(hit: PlaceHit, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The country that a name means first of all; none for other places."""
    place = gazetteer.place(hit.rows[0])
    return (place.country,) if place.kind is PlaceKind.COUNTRY and place.country else ()
