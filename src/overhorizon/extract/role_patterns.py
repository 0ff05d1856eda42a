"""The constructions in which parties of an incident stand: what lies between a name and a deed, before and after."""

import re

from overhorizon.encoder.patterns import one_of
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

# Leaders and officials, with a name where one follows: "the group's deputy commander Abu Kadir".
MODIFIER = (
    r"(?:the|a|its|their|former|senior|top|deputy|suspected|alleged|self-proclaimed|slain|wanted|overall|regional|[A-Z][\w'’.-]*)"
)
NAME = r"(?:[A-Z][\w’'-]*|al-[A-Z][\w’'-]*|bin|ibn|abu|Abu)"
NAMED_FIGURE = re.compile(
    rf"\b(?:{MODIFIER} ){{0,5}}{FIGURE}s?\b(?:,? (?!(?:was|were|is|has|who|killed|in|by|of|and)\b){NAME}(?: {NAME})*)?"
)
