"""What the encoder hangs on a trigger, as readings of roles: perpetrators and claimants that the words name."""

import re
from collections.abc import Iterator, Sequence

from overhorizon.domain.incidents import IncidentType, Reading, Role, RoleFiller
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Filler, TaggedRole, Trigger
from overhorizon.extract.mentions import PartyMention, is_armed_group
from overhorizon.extract.tellings import Telling

_ROLE_OF = {Filler.PERPETRATOR: Role.PERPETRATOR, Filler.CLAIMANT: Role.CLAIMANT}  # whom it was aimed at is left to grammar
RULE = "encoder"
LEAST_OF_A_NAME = 0.6  # score from which a name in a role is a party's wherever it stands in its report
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
    r"(?:Police|Security|Government|Army|Navy|Air Force|Air|Militia|Forces?|Gang|Commandos?|Coalition|State|Local)"
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
        for span, party in _parties(text, tagged, parties or telling.facts.parties, people):
            if role is Role.PERPETRATOR and party.actor is not None and party.actor.kind is ActorKind.PUBLIC_FIGURE:
                continue  # a man is named beside his group: the group is the party
            sides = clash and role is Role.PERPETRATOR
            yield Reading(span=span, rule=RULE, value=RoleFiller(role=Role.PARTY if sides else role, party=party))


def _parties(
    text: str, tagged: TaggedRole, parties: Sequence[PartyMention], people: Sequence[Span]
) -> Iterator[tuple[Span, Party]]:
    """The armed groups that the words name; else the proper name that stands in them. Mere descriptions are left to grammar."""
    known = [m for m in parties if m.span.overlaps(tagged.span)]
    if known:
        yield from ((m.span, m.party) for m in known if is_armed_group(m.party))
        return
    name = proper_name(text, tagged.span)
    if name is not None and not any(name.overlaps(p) for p in people):
        yield name, Party(words=" ".join(name.of(text).split()))


def names_in_roles(text: str, triggers: Sequence[Trigger], people: Sequence[Span]) -> frozenset[str]:
    """Names of several words that the encoder takes for perpetrators or claimants, people's names left out."""
    found = set()
    for tagged in (r for t in triggers for r in t.roles):
        if tagged.role not in (Filler.PERPETRATOR, Filler.CLAIMANT) or tagged.score < LEAST_OF_A_NAME:
            continue
        name = proper_name(text, tagged.span)
        if name is not None and " " in name.of(text) and not any(p.overlaps(name) for p in people):
            found.add(name.of(text))
    return frozenset(found)


def _opens_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(' “"‘')
    return not before or before[-1] in ".!?\n:" or text[start - 1] == "\n"


def _stands_inside(text: str, word: str) -> bool:
    """Whether a capitalised word stands so inside a sentence as well."""
    return re.search(rf"[a-z,] {re.escape(word)}\b", text) is not None


def proper_name(text: str, span: Span) -> Span | None:
    """The longest proper name inside a description ("men from the Harun Front"), without a short form in brackets."""
    best: Span | None = None
    for match in _NAME.finditer(text, span.start, span.end):
        start, end = match.span()
        while (common := _COMMON.match(text, start, end)) is not None:
            links = _LINKS.match(text, common.end(), end)
            start = links.end() if links else common.end()
        short = _BRACKETS.search(text[start:end])
        end = start + short.start() if short else end
        named = start < end and (text[start].isupper() or text[start].isdigit() or text.startswith("al-", start))
        word = text[start:end]
        alone = " " not in word and not word.isupper() and _opens_a_sentence(text, start) and not _stands_inside(text, word)
        if named and not alone and not _NOBODY.fullmatch(word):
            found = Span(start=start, end=end)
            best = found if best is None or found.end - found.start > best.end - best.start else best
    return best
