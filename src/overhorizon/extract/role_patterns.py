"""The constructions in which parties of an incident stand: what lies between a name and a deed, before and after."""

import re

from overhorizon.encoder.patterns import one_of, words_of
from overhorizon.extract.people import FIGURE

# After the deed, up to a party: "... by the", "... belonged to".
BELONGED = re.compile(r"^ (?:to|of|from)(?: (?:the|a|an))? ?$")
MEMBERSHIP = re.compile(r"(?:belonged|members|part|fighter|came)$")
BEFORE_A_NAME = one_of(r"""
    the
    an?
    suspected
    alleged
    members of
    fighters (?:from|of)
    militants (?:from|of|linked to)
    gunmen from
    forces of
    affiliates of
    local
    armed
    \w+ly
    so-called
""")
BY = re.compile(rf"\b(?:by|from|at the hands of)(?: {BEFORE_A_NAME})* ?$", re.IGNORECASE)
SPEECH_BETWEEN = re.compile(r"\b(?:said|condemned|released|according|reported)\b")
AT = re.compile(
    r"^(?:\w+ ){0,2}?(?:on|against|targeting|at|of)(?: (?:the|a|an|its|their|his|suspected|alleged|senior|top|local|members of))* ?$",
    re.IGNORECASE,
)
OBJECT = re.compile(
    r"^(?:the|a|an|its|their|his|suspected|alleged|senior|top|at least|more than|\d+|one|two|three|dozens of|several|former|and|injured|"
    r"wounded|with|some)?(?: (?:the|a|senior|top|former|suspected|\w+))? ?$",
    re.IGNORECASE,
)

# Before the deed, from a party: "... militants have reportedly", "... leader".
SEQUENCE = re.compile(
    r"^(?![^,;]*\b(?:said|says|told|that|which|when|after|while|because|by)\b)[^.;:]{0,90}\band (?:then |later )?$"
)
PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got)(?: \w+ly)?(?: (?:also|reportedly|allegedly|all|both|then|later|instead))? ?$",
    re.IGNORECASE,
)
FROM_SUBJECT_TO_DEED = one_of(r"""
    group
    militants?
    fighters?
    forces?
    troops
    gunm[ae]n
    insurgents?
    terrorists?
    jihadists?
    soldiers
    rebels?
    members
    branch
    affiliate
    army
    military
    movement
    militia
    air force
    warplanes
    jets
    drones?
    has
    have
    had
    also
    reportedly
    allegedly
    then
    suspected
    who
    which
    that
    in
    \(?[A-Z][\w-]*\)?
    on \w+day
    and
    deadly
    suicide
    car
    U\.S\.
    counterterrorism
    launched
    carried out
    conducted
    staged
    mounted
    perpetrated
    committed
    an?
    the
    series
    of
    (?:were|was) behind
    behind
    (?:is|was) responsible for
    responsible for
    planned
    masterminded
""")
SUBJECT_GAP = re.compile(
    rf"^(?:[’']s?|[- ](?:led|linked|affiliated|backed|inspired|claimed))?(?: {FROM_SUBJECT_TO_DEED}){{0,9}} ?$"
)
KILLING = re.compile(r"(?:killing|assassination|murder|death|execution)$", re.IGNORECASE)
POSSESSIVE = re.compile(r"^[’']s? (?:(?:alleged|reported|apparent|targeted|recent) )?$")
ITS_FIGURE = re.compile(
    r"^(?:[’']s)?(?: group)?(?: (?:deputy|senior|top|overall|former|military|regional|local|second|field|self-proclaimed)){0,2}"
    r" (?:leader|commander|chief|head|emir|mastermind|planner|operative|official|spokesman|figure|boss|founder|number)s?\b"
)
LEADER_OF = re.compile(r"^ (?:leader|commander|chief|mastermind|emir)")
NO_OBJECT = re.compile(
    r"^(?:$|[.,;:)\n]| (?:in|by|during|at|when|on|near|after|as|and|along|outside|inside|while|over|since|this|last|yesterday|today)\b)"
)
VERBAL = re.compile(r"(?:ed|ing|ain|hot|dead|fire|up|took|struck|hit)$", re.IGNORECASE)
BETWEEN_SIDES = re.compile(r"^ (?:between|with|against)\b")

# Whose deed it is said to be, and by whom.
DEED = (
    r"(?:attack|bombing|killing|assault|blast|operation|kidnapping|abduction|raid|ambush|shooting|strike|murder|explosion|"
    r"assassination)s?"
)
CLAIM = words_of(rf"""
    claim(?:ed|s|ing)?(?: \w+){{0,2}} responsibility
    (?:took|taken|takes) responsibility
    responsibility(?: \w+){{0,4}} (?:was |been )?claimed
    claim(?:ed|s)? (?:the|this|that) (?:\w+ )?{DEED}
    sent the (?:suicide )?(?:bomber|attacker|gunmen|drone)s?
""")
CLAIMED_BY = re.compile(r"\bclaimed by(?: (?:the|an?))?(?: \w+){0,2} ?$", re.IGNORECASE)
# "The Front said that its men had carried out the raid": whoever tells of a deed of their own claims it.
OWN_DEED = re.compile(
    r"^ (?:has |have |later |also )?(?:said|says|announced|boasted|maintains?|claims|claimed)\b[^.;]{0,90}"
    r"\b(?:its|their|it|they|we)\b[^.;,]{0,40}?"
    r"\b(?:carried out|(?:was|were) behind|killed|attacked|targeted|ambushed|executed|detonated|struck)\b",
    re.IGNORECASE,
)
NOT_CLAIMED = re.compile(r"\b(?:no|nobody|not|neither|yet to|n[’']t|den(?:y|ies|ied))\b", re.IGNORECASE)
BLAMES = one_of(r"""
    blam(?:ed|es|ing)
    accus(?:ed|es|ing)
    suspects?
    suspected
    point(?:ed|ing) (?:the finger )?(?:at|to)
    attribut\w+ (?:\w+ ){0,4}to
    held (?=\w+ responsible)
""")
BLAME_BEFORE = re.compile(
    rf"\b{BLAMES}(?: (?:on|the|a|an|rival|local|militant|militants from|fighters of|group|members of|jihadist group))* ?$",
    re.IGNORECASE,
)
BEARS = re.compile(r"^ bears? (?:\w+ ){0,2}responsibility for", re.IGNORECASE)

# Leaders and officials, with a name where one follows: "the group's deputy commander Abu Kadir".
MODIFIER = (
    r"(?:the|a|its|their|former|senior|top|deputy|suspected|alleged|self-proclaimed|slain|wanted|overall|regional|[A-Z][\w'’.-]*)"
)
NAME = r"(?:[A-Z][\w’'-]*|al-[A-Z][\w’'-]*|bin|ibn|abu|Abu)"
NAMED_FIGURE = re.compile(
    rf"\b(?:{MODIFIER} ){{0,5}}{FIGURE}s?\b(?:,? (?!(?:was|were|is|has|who|killed|in|by|of|and)\b){NAME}(?: {NAME})*)?"
)
