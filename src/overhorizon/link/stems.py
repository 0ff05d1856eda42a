"""Words for one kind of deed under one name: "killed", "killing" and "kills"; "shot" and "shooting"; "death" and "died".

Inflection by rule, with the irregular verbs of news prose and nouns of deeds by a list: general English. Not a dictionary: a stem is
no word, and only says that two words have one.
"""

import re
from functools import cache
from typing import Final

# Forms that no rule leads to their stem; the first is the stem.
_FAMILIES: Final = """
    be is are was were been being
    do does did done doing
    have has had having
    go goes went gone going
    say says said saying
    tell tells told telling
    come comes came coming
    get gets got gotten getting
    give gives gave given giving gift
    take takes took taken taking
    make makes made making
    find finds found finding
    know knows knew known
    think thinks thought
    see sees saw seen sight
    leave leaves left leaving
    lose loses lost losing loss
    win wins won winning winner victory
    buy buys bought buying buyer purchase
    sell sells sold selling seller sale
    pay pays paid paying payment
    spend spends spent
    send sends sent sending
    lend lends lent
    hold holds held holding
    bring brings brought
    fight fights fought fighting fighter
    seek seeks sought
    catch catches caught
    teach teaches taught
    strike strikes struck stricken striking
    shoot shoots shot shots shooting shootings shooter gunfire
    die dies died dying dead death deaths
    kill kills killed killing killings killer slay slain
    bear bears bore born birth
    begin begins began begun beginning
    break breaks broke broken breaking
    choose chooses chose chosen choice
    speak speaks spoke spoken speech
    steal steals stole stolen theft thefts
    drive drives drove driven driving driver
    rise rises rose risen rising
    fall falls fell fallen falling
    fly flies flew flown flight
    throw throws threw thrown
    grow grows grew grown growth
    run runs ran running
    sink sinks sank sunk sinking
    swim swims swam swum
    hit hits hitting
    set sets setting
    put puts putting
    cut cuts cutting
    hurt hurts hurting
    quit quits quitting
    meet meets met meeting meetings
    feel feels felt
    flee flees fled flight
    lead leads led leading leader
    sue sues sued suing suit lawsuit
    stand stands stood
    understand understands understood
    hide hides hid hidden
    ride rides rode ridden
    write writes wrote written writing
    wear wears wore worn
    tear tears tore torn
    shake shakes shook shaken shaking
    hang hangs hung hanged
    build builds built building
    sit sits sat
    free frees freed freedom
    marry marries married marriage wed weds wedding
    acquire acquires acquired acquiring acquisition acquisitions takeover
    arrest arrests arrested arresting
    succeed succeeds succeeded success succession
    replace replaces replaced replacing replacement
    murder murders murdered murdering murderer homicide
    assassinate assassinates assassinated assassination
    explode explodes exploded exploding explosion explosions blast blasts
    attack attacks attacked attacking attacker
    injure injures injured injuring injury injuries wound wounds wounded
    announce announces announced announcing announcement
    reveal reveals revealed revelation unveil unveils unveiled
    appear appears appeared appearance
    perform performs performed performance
    decide decides decided decision
    agree agrees agreed agreement deal
    apply applies applied application
    convict convicts convicted conviction
    sentence sentences sentenced sentencing
    indict indicts indicted indictment
    charge charges charged
    destroy destroys destroyed destruction
    invade invades invaded invasion
    collide collides collided collision crash crashes crashed crashing
    evacuate evacuates evacuated evacuation
    earthquake earthquakes quake quakes temblor
    fire fires fired firing blaze
"""
_OF: Final = {word: family.split()[0] for family in _FAMILIES.strip().splitlines() for word in family.split()}
_VOWEL: Final = re.compile(r"[aeiouy]")
_ENDINGS: Final = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ers",
    "er",
    "ies",
    "ied",
    "ed",
    "es",
    "s",
    "e",
    "y",
)
_SHORTEST: Final = 3


@cache
def stem(word: str) -> str:
    """The stem of one word, in lower case."""
    word = word.lower().strip("'’.")
    if word in _OF:
        return _OF[word]
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST and _VOWEL.search(rest):
            return _undoubled(rest)
    return word


def _undoubled(rest: str) -> str:
    """ "planned" and "planning" are of "plan"; "kill" keeps its double letter, both ways the same."""
    return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "aeiou" else rest
