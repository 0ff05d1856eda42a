"""Who: parties as a report words them, joined to the registry where the words decide, left open where they do not.

By exact name first; between bearers of one name by country, years of activity and groups named beside it. Groups with a proper
name that the registry does not hold stay as worded. "The group", "the militants" stand for the armed group spoken of last.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.reports import Publication
from overhorizon.domain.spans import Span
from overhorizon.extract.names import group_names
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit, PlaceHit


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """Words that name or stand for a party. ``antecedent`` points to the fuller words where they only stand for it."""

    span: Span
    party: Party
    antecedent: Span | None = None


# A nationality in front of these stands for the state: "a U.S. drone strike", "Turkish shelling".
_STATE_DEED = re.compile(
    r"^[- ](?:(?:led|backed) )?(?:air|drone|aerial|missile|military|"
    r"special[- ]forces|commando|counter-?terrorism|artillery|night|helicopter|precision|over-the-horizon|joint)?"
    r"[- ]?(?:strikes?|airstrikes?|raids?|drones?|shelling|bombardments?|warplanes?|jets?|"
    r"missiles?|operations?|intelligence|artillery|air ?force)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|same) (?:same |armed |militant |jihadist |extremist |rebel |terror(?:ist)? |Islamist |"
    r"insurgent |outlawed )?(?:group|militia|gang|movement|organi[sz]ation|"
    r"faction|outfit|band|militants|insurgents|rebels|jihadists)\b(?![’']s? (?:of|for)\b)(?! (?:of|for|called|known)\b)"
)
_PRONOUN = re.compile(r"^(?:It|They)\b")
_REACH = 3  # sentences: farther back, a description may stand for anyone


def find_parties(
    text: str, sentences: Sequence[Span], gazetteer: Gazetteer, *, publication: Publication | None = None
) -> tuple[PartyMention, ...]:
    """Parties named in the sentences, in order of the text, none overlapping. Pure."""
    hits = [h for h in gazetteer.tag(text) if any(s.contains(h.span) for s in sentences)]
    year = publication.last.year if publication else None
    countries = Counter(r.place.country for r in gazetteer.resolve(text, hits) if r.place.country)
    countries.update(h.countries[0] for h in hits if isinstance(h, DemonymHit) and len(h.countries) == 1)
    named = [_resolved(h, hits, countries, year) for h in hits if isinstance(h, ActorHit)]
    states = [s for s in _states(text, hits, gazetteer.actors) if not _taken(s.span, named)]
    known = [*named, *states]
    unlisted = [
        PartyMention(span=s, party=Party(words=" ".join(s.of(text).split())))
        for s in group_names(text, sentences)
        if not _taken(s, known)
    ]
    known = sorted([*known, *unlisted], key=lambda m: m.span)
    return tuple(sorted([*known, *_references(text, sentences, known)], key=lambda m: m.span))


def _taken(span: Span, mentions: Sequence[PartyMention]) -> bool:
    return any(span.overlaps(m.span) for m in mentions)


def _resolved(hit: ActorHit, hits: Sequence[Hit], countries: Counter[str], year: int | None) -> PartyMention:
    """The one candidate that the context supports, or all of them left open."""
    best = _supported(hit, hits, countries, year)
    party = (
        Party(words=hit.words, actor=best)
        if best
        else Party(words=hit.words, candidates=tuple(sorted(a.id for a in hit.candidates)))
    )
    return PartyMention(span=hit.span, party=party)


def _supported(hit: ActorHit, hits: Sequence[Hit], countries: Counter[str], year: int | None) -> Actor | None:
    if len(hit.candidates) == 1:
        return hit.candidates[0]
    beside = {
        i
        for h in hits
        if isinstance(h, ActorHit) and len(h.candidates) == 1
        for i in (h.candidates[0].id, *h.candidates[0].parents)
    }

    def support(actor: Actor) -> tuple[int, int, int]:
        active = year is None or ((actor.active_from or 0) <= year <= (actor.active_to or 9999))
        return int(active), sum(countries[c] for c in actor.countries), len(beside & {actor.id, *actor.parents})

    ranked = sorted(hit.candidates, key=lambda a: (tuple(-x for x in support(a)), a.id))
    return ranked[0] if support(ranked[0]) > support(ranked[1]) else None


def _states(text: str, hits: Sequence[Hit], actors: Mapping[str, Actor]) -> list[PartyMention]:
    """Governments that a nationality in front of a deed of states stands for."""
    governments = {
        a.countries[0]: a
        for a in actors.values()
        if a.kind is ActorKind.GOVERNMENT and len(a.countries) == 1 and a.name.startswith("Government of ")
    }
    found = []
    for hit in hits:
        if isinstance(hit, DemonymHit):
            codes: tuple[str, ...] = hit.countries
        elif isinstance(hit, PlaceHit) and hit.modifier:
            codes = hit.seat_of or _country_of(hit, governments)
        else:
            continue
        if len(codes) == 1 and codes[0] in governments and _STATE_DEED.match(text[hit.span.end : hit.span.end + 60]):
            found.append(PartyMention(span=hit.span, party=Party(words=hit.words, actor=governments[codes[0]])))
    return found


def _country_of(hit: PlaceHit, governments: Mapping[str, Actor]) -> tuple[str, ...]:
    """The country whose name a modifier is ("US"): by the names of its government."""
    words = hit.words.casefold()
    return tuple(code for code, a in sorted(governments.items()) if any(words == n.casefold() for n in (a.name, *a.aliases)))


def _references(text: str, sentences: Sequence[Span], known: Sequence[PartyMention]) -> list[PartyMention]:
    """Descriptions and pronouns, where the sentences just before speak of one armed group only."""
    found = []
    for number, sentence in enumerate(sentences):
        for match in (*_REFERENCE.finditer(text, sentence.start, sentence.end), *_PRONOUN.finditer(sentence.of(text))):
            shift = 0 if match.re is _REFERENCE else sentence.start
            span = Span(start=match.start() + shift, end=match.end() + shift)
            reach = sentences[max(0, number - (_REACH if match.re is _REFERENCE else 1))].start
            before = [m for m in known if reach <= m.span.start < span.start and is_armed_group(m.party)]
            if before and not _taken(span, known) and _one_party(before):
                found.append(PartyMention(span=span, party=before[-1].party, antecedent=before[-1].span))
    return found


def _one_party(mentions: Sequence[PartyMention]) -> bool:
    return len({m.party.name for m in mentions}) == 1


def is_armed_group(party: Party) -> bool:
    """Registry groups, and the groups that only their report names."""
    return party.actor is None or party.actor.kind is ActorKind.ARMED_GROUP
