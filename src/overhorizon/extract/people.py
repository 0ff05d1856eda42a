"""Words for people who attack, lead or are attacked. Closed lists of general English, shared by the rules of this room."""

import re

from overhorizon.encoder.patterns import one_of, words_of

# Someone whose death is an incident of its own, apart from the attack that he is said to have planned.
FIGURE = one_of("""
    leader
    commander
    chief
    head
    emir
    mastermind
    planner
    plotter
    architect
    organi[sz]er
    ringleader
    kingpin
    founder
    boss
    warlord
    deputy
    successor
    spokesman
    financier
    operative
    bomb-?maker
    recruiter
    figure
    official
    general
    colonel
    minister
    governor
    mayor
    senator
    lawmaker
    politician
    judge
    cleric
    imam
    scientist
    president
    head of state
    militant
    terrorist
    jihadist
    suspect
    fugitive
    man
    individual
    person
    number two
""")
LEADING = words_of("""
    leader
    commander
    chief
    head
    emir
    mastermind
    planner
    plotter
    architect
    ringleader
    kingpin
    founder
    boss
    warlord
    deputy leader
    successor
    financier
    bomb-?maker
    senior (?:figure|member|operative|militant|commander|official)
""")
# "... behind", "... responsible for": what follows is another incident than what happens to the figure.
_BLAMED_FOR = one_of("""
    who (?:had |has |have )?(?:allegedly |reportedly )?(?:been )?(?:planned|masterminded|ordered|plotted|organi[sz]ed|oversaw|led)
    who (?:had |has |have )?(?:allegedly |reportedly )?(?:carried out|claimed|was behind)
    (?:believed|thought|said|alleged|suspected) to (?:be|have been) (?:behind|responsible for)
    behind
    responsible for
    accused of
    suspected (?:of|in)
    linked to
    wanted (?:for|over|in)
    convicted (?:of|over)
    blamed for
    involved in
    of
""")
FIGURE_BEHIND = re.compile(rf"\b{FIGURE}\b(?:[^,.;]{{0,60}}?)\b{_BLAMED_FOR}\b[^,.;]{{0,80}}$", re.IGNORECASE)

# Words that tell no two figures apart: "the suspected mastermind" and "the group's leader" may be one man.
ROLE_WORDS = frozenset(
    """the a an its his their former senior top deputy suspected alleged slain wanted overall regional leader leaders
    commander chief head emir mastermind planner plotter architect organizer organiser ringleader kingpin
    founder boss warlord successor spokesman financier operative figure official general colonel minister
    governor mayor militant terrorist jihadist suspect fugitive man group of killed and one two local military
    army police state government field another unnamed individual person""".split()
)

# Bombers and gunmen whom nobody names: described, never an actor.
_HOW_MANY = one_of("""
    suspected
    unidentified
    unknown
    armed
    masked
    Islamist
    jihadist
    rebel
    separatist
    local
    foreign
    heavily armed
    (?:dozens|scores|hundreds|a group) of
    several
    two
    three
    four
    five
""")
_ATTACKER = one_of("""
    gunm[ae]n
    attackers?
    assailants?
    militants?
    insurgents?
    rebels?
    jihadists?
    extremists?
    terrorists?
    bandits?
    militiam[ae]n
    suicide bombers?
    bombers?
    kidnappers?
    fighters?
    hitm[ae]n
    shooters?
""")
ATTACKERS = re.compile(rf"\b(?:{_HOW_MANY} ){{0,3}}{_ATTACKER}\b", re.IGNORECASE)

# The forces of a state that the words do not name: "the army" is its country's, whichever that is.
FORCES = re.compile(
    r"(?<!rebel )(?<!opposition )(?<!its )(?<!their )(?<!militia )(?<!former )(?<!paramilitary )\b"
    r"(?:(?:government|security|federal|state|regime|junta) (?:forces|troops|soldiers|gunners|howitzers|artillery|warplanes|jets|aircraft)|"
    r"army|military|air force|navy|armed forces|gendarmes|gendarmerie|(?:city|federal|state|riot|special|military) police)\b",
    re.IGNORECASE,
)
