"""Whose deed it is said to be, in sentences that need not tell the deed: claims of responsibility, and blame.

"Responsibility was claimed by the Front." "Suspicion fell on the Front." The party's role hangs on the incident told before, or on
the one that the report opens with. What is denied, or said not to be known, names nobody.
"""

import re
from collections.abc import Iterator, Sequence

from overhorizon.domain.incidents import Reading, Role, RoleFiller
from overhorizon.domain.spans import Span
from overhorizon.encoder.patterns import one_of, words_of
from overhorizon.extract.mentions import PartyMention, is_armed_group
from overhorizon.extract.tellings import Facts

_BEFORE, _AFTER = 110, 300  # characters around a party's name in which a construction is looked for
RULES = {Role.CLAIMANT: "claims responsibility", Role.PERPETRATOR: "blamed"}

_NEAR = 40  # characters between a name and its claim
DEED = (
    r"(?:attack|bombing|killing|assault|blast|operation|kidnapping|abduction|raid|ambush|shooting|strike|murder|explosion|"
    r"assassination|massacre|attempt|bomb|action|deed|rocket|ied)s?"
)
_CLAIM = words_of(rf"""
    claim(?:ed|s|ing)?(?: \w+){{0,2}} responsibility
    (?:took|taken|takes) responsibility
    responsibility(?: \w+){{0,4}} (?:was |been )?claimed
    claim(?:ed|s)? (?:the|this|that|both|these) (?:[\w-]+ ){{0,2}}{DEED}
    (?:has|have|had) (?:since |also |now )?sent a claim
    sent the (?:suicide )?(?:bomber|attacker|gunmen|drone)s?
""")
_CLAIMED_IT = re.compile(
    r"^ (?:has |have |had |later |also |then |soon |promptly )*claim(?:ed|s) (?:it|them|both)\b", re.IGNORECASE
)
_CLAIMED_BY = re.compile(r"\bclaimed (?:\w+ ){0,3}?by(?: (?:the|an?))?(?: (?!and\b)\w+){0,2} ?[\"“‘]?$", re.IGNORECASE)
# "In the name of the Front", "signed by the Front": notes, leaflets and callers speak for whom they name.
_IN_ITS_NAME = re.compile(
    r"\b(?:note|statement|leaflet|pamphlet|letter|claim|message|caller|banner|communiqu[eé]|graffiti|video|recording)\b[^.;]{0,70}"
    r"\b(?:signed (?:by|in the name of)|in the name of|on behalf of|bearing the (?:name|flag|seal) of) (?:the )?[\"“‘]?$",
    re.IGNORECASE,
)
_CALLER = re.compile(r"\b[Cc]laim(?:s|ed)? (?:of responsibility )?(?:from|by|in the name of) (?:the )?[\"“‘]?$")
_WE_DID = re.compile(
    r"[\"“‘][^\"”]{0,60}\b[Ww]e (?:have |had )?(?:did|done|carried|killed|struck|hit|bombed|"
    r"executed|attacked|punished|sent|planted|are behind)\b"
    r"[^\"”]{0,80}[,.!]?[\"”’],? (?:said |says |wrote |the |a spokesman (?:for|of) )*$"
)

_SPEAKS = (
    r"^(?: \([A-Z][\w-]{1,12}\))?(?:,[^.;]{0,150},)? (?:has |have |had |later |also |then |soon |since |itself |promptly )*"
    r"(?:said|says|announced|announces|boasted|boasts|maintain(?:s|ed)|claim(?:s|ed)|declared?s?|wrote|admit(?:s|ted)|"
    r"acknowledge[sd]?|insist(?:s|ed)|confirm(?:s|ed)|statement said)\b"
)
_ONES_MEN = (
    r"(?:its|their|our)(?: own)? (?:[\w-]+ )?(?:men|fighters|forces|members|gunmen|units?|brothers|soldiers|militants|bombers?|drones?|"
    r"aircraft|jets|cells?|commandos|snipers|martyrs?|people|troops|mujahideen|guerrillas|combatants|warplanes|artillery|pilots)"
)
# Past tense and participle alike.
_DEEDS = """
    carried (?:it )?out
    sent (?:the|a|two|three)
    staged
    mounted
    launched
    planted
    detonated
    bombed
    shot
    killed
    executed
    beheaded
    attacked
    ambushed
    raided
    stormed
    struck
    hit
    seized
    captured
    abducted
    kidnapped
    destroyed
    shelled
    targeted
    assassinated
    murdered
"""
_DONE = one_of(f"""{_DEEDS}
    done (?:it|so|this)
    fired
    laid
    placed
    set off
    blown (?:up|themselves|himself|herself)
    taken (?!part|no part|losses)
    overrun
    dropped
    punished
""")
_DID = one_of(f"""{_DEEDS}
    did (?:it|so|this)
    fired (?!back|on by)
    laid (?:the|a)
    placed the
    blew (?:up|themselves|himself|herself)
    took (?:the|them|him|her|two|three|four)
    overran
    (?:is|are|was|were) (?:behind|responsible|holding|inside|hunting)
    (?:is|are) (?:attacking|bombing|fighting)
""")
# "... said its men had done it", "... said that it killed nine soldiers": whoever tells of a deed of their own claims it.
_OWN_DEED = re.compile(
    rf"{_SPEAKS}[^.;]{{0,90}}?\b(?:(?:it|they|we|one of {_ONES_MEN}|{_ONES_MEN}) (?:"
    rf"(?:had|have|has) (?!not\b|never\b|been\b|no\b)(?:\w+ly )?{_DONE}"
    rf"|(?!not\b|had\b|have\b|has\b)(?:\w+ly )?{_DID})\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"{_SPEAKS}[^.;]{{0,80}}?\b(?:was|were|is|are) (?:its own|their own|theirs|its work|their work|the work of its)\b"
    rf"|^[^.;]{{0,40}} each (?:said|announced|declared|claimed)[^.;]{{0,60}}\b(?:theirs|its own|their own)\b",
    re.IGNORECASE,
)
_NOT_CLAIMED = re.compile(
    r"\b(?:no|nobody|not|neither|nor|yet to|never|den(?:y|ies|ied)|denying|n[’']t|rather than|instead of)\b", re.IGNORECASE
)

_FELL = r"focus(?:ed|es)|rests?|rested|turned|moved|points?"
_ATTACKERS = (
    r"(?:attackers|assailants|gunm[ae]n|bombers?|killers?|kidnappers|raiders|shooters?|captors|both|pair|men|trio|defendants)"
)
_CUES = one_of(rf"""
    blam(?:ed|es|ing)(?: \w+){{0,6}}? on
    blam(?:ed|es|ing)
    (?:laid|lays|put|pinned|placed) (?:the )?blame(?: \w+){{0,5}}? (?:on|at)
    accus(?:ed|es|ing)
    suspects? (?!are|is|was|were)
    (?:held|hold|holds|holding) (?=[^.;]{{3,60}} responsible)
    suspicions?(?: \w+){{0,4}} (?:fell|falls|fallen|centred|centered|centres|{_FELL})(?: firmly| at once)? (?:up)?(?:on|to|at)
    point(?:ed|s|ing)? (?:the finger |fingers |a finger )?(?:instead )?(?:at|to|towards?)
    (?:lays?|laid|puts?) [^.;]{{1,40}} at the door of
    (?:little|no) doubt that (?:this|it) was
    attribut\w+ (?:[\w’'-]+ ){{0,8}}?to
    ascrib\w+ (?:[\w’'-]+ ){{0,8}}?to
    (?:bore|bears?|bearing|had|has|have|carr(?:y|ied|ies)) (?:all )?(?:the )?(?:hallmarks?|signature|stamp|fingerprints|handwriting) of
    the (?:work|handiwork|doing) of
    {_ATTACKERS} (?:\w+ ){{0,2}}?(?:belong(?:s|ed)? to|came from|were (?:from|(?:members|fighters) of))
    (?:is|are|was|were) (?:the )?(?:prime|main|chief|likely|obvious) suspects?
""")
_PEOPLE = (
    r"(?: (?:the|an?|its|rival|local|militants?|rebels?|fighters|insurgents|gunmen|members|men|elements|remnants|supporters|cells?|"
    r"members|group|group’s|jihadist|islamist|armed|banned|outlawed|separatist|paramilitary|rebel|insurgent|militia|gang|forces|faction|"
    r"of|from|loyal|to|linked|with|a group called|known as))*"
)
_BLAME_BEFORE = re.compile(rf"\b{_CUES}{_PEOPLE} ?[\"“‘]?$", re.IGNORECASE)
_HELD = re.compile(r"\b(?:held|holds?|holding)(?: the)? ?$")
_RESPONSIBLE = re.compile(r"[^.;]{0,40}? responsible\b")
_NOT_BLAMED = re.compile(
    r"\b(?:not|never|no (?:one|evidence|reason|group)|nobody|refus\w+|declin\w+|stopp\w+ short|neither|n[’']t|den(?:y|ies|ied)|reject\w*|"
    r"wrongly|falsely|without)\b[^,.;]{0,40}$",
    re.IGNORECASE,
)
_ACCUSED = re.compile(r"\baccus(?:ed|es|ing)\b[^,;]*$", re.IGNORECASE)
# What somebody may be accused of that is a deed of arms.
_OF_A_DEED = re.compile(
    rf"^(?:$|[.,;]|[’']?s? ?(?:paramilitaries|militia|fighters|rebels|militants)?(?:[.,;]|$)|"
    rf" (?:on|in|of) (?:\w+ly )?(?:the |this |that |a )?"
    rf"(?:{DEED}|(?:carry|kill|attack|bomb|shell|fir|launch|strik|target|abduct|kidnapp|execut|massacr|ambush|murder|mount|stag|plant|order|"
    r"mastermind|seiz|be)ing)\b| (?:on|last|this) \w+)",
    re.IGNORECASE,
)
_BLAME_AFTER = re.compile(
    r"^(?: \([A-Z][\w-]{1,12}\))?(?:[’']s [\w -]{3,30})?(?:,(?! which\b)[^.;]{0,60},)? (?:"
    r"(?:is|are|was|were|has been|have been|had been) (?:\w+ly |also |being |at once |immediately )?"
    r"(?:blamed|held responsible|suspected|responsible|to blame|behind (?:it|the|this|that)|"
    r"(?:thought|believed|said|suspected|alleged|presumed) to (?:be (?:behind|responsible)|"
    r"have (?:carried|done|been behind|staged|ordered|mounted)))"
    r"|bears? (?:\w+ ){0,2}responsibility for"
    r"|had (?:done|carried out) (?:it|the|this)\b|did it\b)",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^[^.;]{0,20} (?:(?:is|are|was|were) (?:not|never)|(?:has |have )?(?:denie[sd]|denied|rejects?|rejected|dismisse[sd]))\b",
    re.IGNORECASE,
)


def _claims(text: str, sentence: Span, party: Span) -> bool:
    """Whether the party claims the deed that its sentence speaks of."""
    before, after = _around(text, sentence, party)
    if _NOT_CLAIMED.search(before[-25:]):
        return False
    if _OWN_DEED.match(after) or _OWN.match(after) or _CLAIMED_IT.match(after):
        return True
    active = _CLAIM.search(after)
    if active and active.start() <= _NEAR and not re.search("[.;]", after[: active.start()]):
        return not _NOT_CLAIMED.search(after[: active.end()])
    passive = _CLAIMED_BY.search(before) or _CALLER.search(before)
    if passive is not None:
        return not _NOT_CLAIMED.search(before)
    return _IN_ITS_NAME.search(before) is not None or _WE_DID.search(before) is not None


def _is_blamed(text: str, sentence: Span, party: Span) -> bool:
    """Whether the deed that the sentence speaks of is put on the party, by whomever; a mere denial of it is no blame."""
    before, after = _around(text, sentence, party)
    cue = _BLAME_BEFORE.search(before)
    if cue is not None and not _NOT_BLAMED.search(before[: cue.start()]):
        return not _ACCUSED.search(before) or _OF_A_DEED.match(after) is not None
    held = _HELD.search(before) is not None and _RESPONSIBLE.match(after) is not None
    return (held or _BLAME_AFTER.match(after) is not None) and not _NOT_BLAMED.search(before)


_AND = re.compile(r"(?:,| and|, and|,? along with)(?: the)? ?[\"“‘]?")


def _around(text: str, sentence: Span, party: Span) -> tuple[str, str]:
    before = text[max(sentence.start, party.start - _BEFORE) : party.start]
    return before, text[party.end : min(sentence.end, party.end + _AFTER)]


def said_of(text: str, facts: Facts) -> Iterator[Reading[RoleFiller]]:
    """Roles of armed groups in a sentence that need not tell the deed."""
    for mention, role in roles_said(text, facts.span, facts.parties):
        if is_armed_group(mention.party):
            value = RoleFiller(role=role, party=mention.party)
            yield Reading(span=mention.span, rule=RULES[role], value=value)


def roles_said(text: str, sentence: Span, parties: Sequence[PartyMention]) -> Iterator[tuple[PartyMention, Role]]:
    """The parties of a sentence that claim its deed or are blamed for it; "the Front and the Guard" do both what the first does."""
    last: tuple[int, Role] | None = None
    for mention in parties:
        role = _role(text, sentence, mention)
        if role is None and last is not None and _AND.fullmatch(text, last[0], mention.span.start):
            role = last[1]
        last = None if role is None else (mention.span.end, role)
        if role is not None:
            yield mention, role


def _role(text: str, sentence: Span, mention: PartyMention) -> Role | None:
    if _claims(text, sentence, mention.span):
        return Role.CLAIMANT
    return Role.PERPETRATOR if _is_blamed(text, sentence, mention.span) else None
