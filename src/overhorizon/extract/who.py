"""Who: parties as a report words them, joined to the registry where the words decide, left open where they do not.

By exact name first; between bearers of one name by what the report says of where and when; then by likeness. Short names that the
report introduces are its own. Groups with a proper name that the registry does not hold stay as worded. "The group", "the
militants" stand for the armed group spoken of last.
"""

import re
from collections.abc import Collection, Sequence

from overhorizon.domain.parties import Actor, Party
from overhorizon.domain.reports import Publication
from overhorizon.domain.spans import Span
from overhorizon.extract.acronyms import introduced, spoken_short
from overhorizon.extract.bearers import Setting, choose, likely, setting_of
from overhorizon.extract.mentions import PartyMention, Taken
from overhorizon.extract.names import begins_abroad, group_names
from overhorizon.extract.references import references
from overhorizon.extract.states import other_forces, states
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit, PlaceHit

# "anti-Taliban fighters", "Houthi-held Hodeidah", "an al-Qaeda-linked group": the name tells of somebody or something else.
_AGAINST = re.compile(r"\b(?:anti|counter|non|pro|post|ex|former|pre)[- ]$", re.IGNORECASE)
_QUALIFIES = re.compile(
    r"-(?:held|controlled|occupied|run|dominated|infested|backed|linked|affiliated|aligned|allied|inspired|supported|friendly|era|style|"
    r"free|ruled|governed|administered|besieged)\b",
    re.IGNORECASE,
)
# "The Malian army's Third Brigade" is the army.
_A_FORCE_S = re.compile(r"\b(?:army|forces|military|police|navy|air force)[’']s? $", re.IGNORECASE)


def find_parties(
    text: str,
    sentences: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    publication: Publication | None = None,
    told: Collection[str] = (),
) -> tuple[PartyMention, ...]:
    """Parties named in the sentences, in order of the text, none overlapping. Pure.

    ``told`` are names of groups that were found otherwise, by what they are said to have done.
    """
    hits = [h for h in gazetteer.tag(text) if any(s.contains(h.span) for s in sentences)]
    names = group_names(text, sentences, told)
    outside = [h for h in hits if isinstance(h, ActorHit) or not any(n.contains(h.span) for n in names)]
    setting = setting_of(text, outside, sentences, gazetteer, publication)
    longer = [n for n in names if _is_longer(text, n, hits)]
    named = [
        PartyMention(span=h.span, party=choose(text, h, setting, gazetteer))
        for h in hits
        if isinstance(h, ActorHit) and not _qualifies(text, h.span) and not any(n.overlaps(h.span) for n in longer)
    ]
    taken = Taken(named)
    known = [*named, *(s for s in states(text, sentences, hits, gazetteer) if not taken.overlaps(s.span))]
    places = [h.span for h in hits if isinstance(h, PlaceHit)]
    taken = Taken(known)
    open_names = [
        n
        for n in names
        if not taken.overlaps(n)
        and not any(p.contains(n) for p in places)
        and not _A_FORCE_S.search(text, max(0, n.start - 20), n.start)
    ]
    known += _unlisted(text, open_names, setting, gazetteer)
    taken = Taken(known)
    known += [f for f in other_forces(text, sentences) if not taken.overlaps(f.span)]
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
    return _AGAINST.search(text, max(0, span.start - 10), span.start) is not None or _QUALIFIES.match(text, span.end) is not None


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
    short = {s: m for s, m in introduced(text, known).items() if not m.party.candidates}
    said = {k.span: k.party.actor for k in known if k.party.actor}
    spoken = [m for m in spoken_short(text, sentences, short, known) if not _says_so_already(m, said.get(m.span))]
    taken = Taken(spoken)
    return sorted([*(m for m in known if not taken.overlaps(m.span)), *spoken], key=lambda m: m.span)


def _says_so_already(mention: PartyMention, named: Actor | None) -> bool:
    """Whether its letters name the same actor without help, or one of its own branches."""
    ours = mention.party.actor
    return (
        ours is not None and named is not None and (named.id == ours.id or ours.id in named.parents or named.id in ours.parents)
    )
