"""What the encoder hangs on a trigger, as readings of roles: perpetrators and claimants that the words name."""

import re
from collections.abc import Iterator, Sequence

from overhorizon.domain.incidents import IncidentType, Reading, Role, RoleFiller
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Filler, TaggedRole, Trigger
from overhorizon.extract.acronyms import is_short_for
from overhorizon.extract.mentions import PartyMention, is_armed_group
from overhorizon.extract.tellings import Telling

_ROLE_OF = {Filler.PERPETRATOR: Role.PERPETRATOR, Filler.CLAIMANT: Role.CLAIMANT}  # whom it was aimed at is left to grammar
RULE = "encoder"
LEAST_OF_A_NAME = 0.6  # score from which a name in a role is a party's wherever it stands in its report
LEAST_OF_MERE_WORDS = 0.7  # of capitals that nothing shows to be a group's: they may be a man's or a village's
_TELLS_OF_A_GROUP = re.compile(
    r"\d|\b(?:of|for|de|del|la|los|al|ul|e|Front|Brigades?|Army|Movement|Militia|Column|Guards?|Force|Battalions?|Cartel|Network|Group)\b"
)
_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|al-[A-Z][\w’'-]*|\d{1,3}(?:st|nd|rd|th)(?= [A-Z]))"
_LINK = r"(?:of|for|the|de|del|la|las|los|do|da|dos|et|du|des|al|bin|ibn|e|y|wa|wal|ul|ng|sa|na)"
_NAME = re.compile(rf"(?<![\w-]){_WORD}(?:[ -](?:(?:{_LINK}[ -]){{0,3}}{_WORD}|\([A-Z][\w-]{{1,12}}\)))*")
# A capital that only opens the sentence or the description belongs to no name; an institution's word alone names nobody.
_COMMON = re.compile(
    r"(?:The|A|An|Suspected|Alleged|Unidentified|Unknown|Armed|Masked|Two|Three|Four|Five|Several|Some|Dozens|Hundreds|Gunm[ae]n|"
    r"Attackers?|Assailants?|Militants?|Insurgents?|Rebels?|Jihadists?|Bandits?|Fighters?|Men|Members|Soldiers?|Troops|"
    r"Warplanes?|Jets?|Drones?|Militiamen|Raiders?|Pirates?|Suicide|Bombers?|Officers?|Youths?|Residents?|Locals?|Mercenaries|"
    r"Foreign|About|Around|Nearly|Almost|At|More|Over|Up|Least|Heavily|Motorcycle|Its?|Their|His|Her|They|He|She|Who|Which)\b"
)
_NOBODY = re.compile(
    r"(?:Police|Security|Government|Army|Navy|Air Force|Air|Militia|Forces?|Gang|Commandos?|State|Local|Aircraft|Guerrillas|NGOs?|"
    r"Toyotas?|Hilux|Honda|Yamaha|Suzuki|Land Cruisers?|Kalashnikovs?|Ramadan|Easter|Christmas|Eid|Friday|Islam|Allah|God|"
    r"[\w’']{3,}(?:ian|ean|ese|ish|ist|ite|ists|ites|ians|can|lan|gali|stani|miri|raqi|bani))"
)
_LINKS = re.compile(r"[ -]?(?:(?:of|from|for|and|the)[ -])*")
_BRACKETS = re.compile(r" ?\([A-Z][\w-]{1,12}\)$")


def fillers(
    text: str, telling: Telling, people: Sequence[Span], parties: Sequence[PartyMention] = ()
) -> Iterator[Reading[RoleFiller]]:
    """Readings of the roles that the encoder gave to the telling's triggers. ``parties`` are those of the whole report."""
    clash = IncidentType.ARMED_CLASH in telling.types
    for tagged in (r for t in telling.triggers for r in t.roles):
        role = _ROLE_OF.get(tagged.role)
        if role is None or (role is Role.PERPETRATOR and IncidentType.ARREST in telling.types):
            continue  # who is arrested over an attack is not who arrests
        places = [p.span for p in telling.facts.places]
        for span, party in _parties(text, tagged, parties or telling.facts.parties, people, places):
            if role is Role.PERPETRATOR and party.actor is not None and party.actor.kind is ActorKind.PUBLIC_FIGURE:
                continue  # a man is named beside his group: the group is the party
            if _CLEARED.match(text, span.end):
                continue  # these words clear it; who blames it all the same is heard elsewhere
            sides = clash and role is Role.PERPETRATOR
            yield Reading(span=span, rule=RULE, value=RoleFiller(role=Role.PARTY if sides else role, party=party))


def _parties(
    text: str, tagged: TaggedRole, parties: Sequence[PartyMention], people: Sequence[Span], places: Sequence[Span]
) -> Iterator[tuple[Span, Party]]:
    """The armed groups that the words name, else the forces of a state; else the proper name that stands in them.

    Mere descriptions are left to grammar.
    """
    known = [m for m in parties if m.span.overlaps(tagged.span)]
    if known:
        groups = [m for m in known if is_armed_group(m.party)]
        yield from ((m.span, m.party) for m in groups or (known if tagged.score >= LEAST_OF_A_NAME else ()) if _fights(m.party))
        return
    name = proper_name(text, tagged.span)
    if name is None or any(name.overlaps(p) for p in (*people, *places)):
        return
    if tagged.score >= LEAST_OF_MERE_WORDS or _TELLS_OF_A_GROUP.search(name.of(text)):
        yield name, Party(words=" ".join(name.of(text).split()))


def _fights(party: Party) -> bool:
    return party.actor is None or party.actor.kind in (ActorKind.ARMED_GROUP, ActorKind.STATE_FORCE)


def names_in_roles(text: str, triggers: Sequence[Trigger], people: Sequence[Span]) -> frozenset[str]:
    """Names of several words that the encoder takes for perpetrators or claimants, people's names left out."""
    found: set[str] = set()
    for tagged in (r for t in triggers for r in t.roles):
        if tagged.role not in (Filler.PERPETRATOR, Filler.CLAIMANT) or tagged.score < LEAST_OF_A_NAME:
            continue
        name = proper_name(text, tagged.span)
        if name is None or any(p.overlaps(name) for p in people):
            continue
        words = name.of(text)
        found |= (
            {words}
            if " " in words
            else {m["long"] for m in _introduction(words).finditer(text) if is_short_for(words, m["long"])}
        )
    return frozenset(found)


def _introduction(short: str) -> re.Pattern[str]:
    """A longer name with a short one in brackets behind it."""
    return re.compile(rf"(?P<long>{_NAME.pattern}) \({re.escape(short)}\)")


def _opens_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(' “"‘')
    return not before or before[-1] in ".!?\n:" or text[start - 1] == "\n"


def _stands_inside(text: str, word: str) -> bool:
    """Whether a capitalised word stands so inside a sentence as well."""
    return re.search(rf"[a-z,] {re.escape(word)}\b", text) is not None


# "The Front condemned the attack", "had no part in it".
_CLEARED = re.compile(
    r"[^.;,]{0,30}(?:,(?! which\b)[^.;]{0,80},)? (?:has |have |had |later |also |and \w+ )?(?:"
    r"condemn(?:s|ed)|den(?:ies|ied)|disown(?:s|ed)|disavow(?:s|ed)|"
    r"(?:was|were|is|are|had|has) (?:not (?:involved|behind|responsible)|no part|nothing to do))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:[A-Z]\w+ )(?:the|The) (?=[A-Z])")  # "Yesterday the Front"
_DATELINE = re.compile(r",? [-–—] ")
_OWNER = re.compile(r"(?:[’']s?|(?<=\w\w)\.)$")
_LONGEST = 400  # characters of a sentence on either side of a name
_SENTENCE_END = re.compile(r"[.!?][\"”’]?(?=\s)|\n")


def _whole(text: str, span: Span) -> Span:
    """The words, and what stands beside them of a name that they only begin or end; in a headline of capitals no more than they are."""
    start = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, span.start - _LONGEST), span.start)),
        default=max(0, span.start - _LONGEST),
    )
    ended = _SENTENCE_END.search(text, span.end, span.end + _LONGEST)
    end = ended.start() if ended else min(len(text), span.end + _LONGEST)
    told = re.findall(r"[^\W\d_][\w’'-]+", text[start:end])
    if not told or sum(w[0].isupper() for w in told) * 2 > len(told):
        return span
    beside = [m for m in _NAME.finditer(text, start, end) if m.start() < span.end and span.start < m.end()]
    return Span(start=min([span.start, *(m.start() for m in beside)]), end=max([span.end, *(m.end() for m in beside)]))


def proper_name(text: str, span: Span) -> Span | None:
    """The longest proper name in a description ("men from the Harun Front"), without a short form in brackets.

    Of a name that begins or ends in the description, the whole.
    """
    best: Span | None = None
    span = _whole(text, span)
    for match in _NAME.finditer(text, span.start, span.end):
        start, end = match.span()
        opening = _OPENS.match(text, start, end)
        start = opening.end() if opening else start
        while (common := _COMMON.match(text, start, end)) is not None:
            links = _LINKS.match(text, common.end(), end)
            start = links.end() if links else common.end()
        short = _BRACKETS.search(text[start:end])
        end = start + short.start() if short else end
        named = start < end and (text[start].isupper() or text[start].isdigit() or text.startswith("al-", start))
        owner = _OWNER.search(text[start:end])
        end = start + owner.start() if owner else end
        word = text[start:end]
        alone = " " not in word and not word.isupper() and _opens_a_sentence(text, start) and not _stands_inside(text, word)
        heading = word.isupper() and _DATELINE.match(text, end) is not None
        if named and not alone and not heading and not _NOBODY.fullmatch(word):
            found = Span(start=start, end=end)
            best = found if best is None or found.end - found.start > best.end - best.start else best
    return best
