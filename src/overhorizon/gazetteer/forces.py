"""A state's forces by the words behind its nationality or name: "Malian soldiers", "US fighter jets", "Niger's army".

A rule, so that no list of names for each country is needed: what stands in the registry under a name of its own is found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.gazetteer.countries import Country


class Force(StrEnum):
    """The kinds of forces that every country has; the value begins the actor's id."""

    ARMED_FORCES = "mil"
    POLICE = "police"
    INTELLIGENCE = "intelligence"


_TITLES = {
    Force.ARMED_FORCES: "{} Armed Forces",
    Force.POLICE: "{} Police",
    Force.INTELLIGENCE: "{} intelligence services",
}
_WHICH = (
    r"(?:army|air|naval|ground|land|government|federal|state|regular|national|armed|security|special(?: operations)?|elite|regime|junta|"
    r"military|occupation|airborne|infantry|artillery|fighter|combat|attack|helicopter|paramilitary|border|riot|transitional|loyalist|"
    r"counter-?terror(?:ism)?|counter-?insurgency|anti-?terror(?:ism)?|expeditionary|joint|reserve|conscript|marine|tank|elite|invading|"
    r"invasion|occupying|peacekeeping|drone)"
)
_MODIFIERS = rf"(?:{_WHICH}[- ]){{0,3}}"
_ARMED = (
    r"(?:armed forces|forces?|troops?|soldiers?|army|armies|military|militaries|air ?force|navy|marines?|warplanes?|jets?|gunships?|"
    r"helicopters|aircraft|tanks|gunboats|warships|commandos?|paratroopers?|peacekeepers|servicemen|servicemembers|infantrymen|infantry|"
    r"paramilitaries|reservists|conscripts|snipers|military police)"
)
_POLICE = (
    r"(?:police(?: forces?| officers?| units?| commandos?)?|policem[ae]n|gendarmerie|gendarmes?|border guards?|coast ?guard|"
    r"prison guards|constabulary)"
)
_SERVICES = r"(?:intelligence(?: services?| agenc(?:y|ies)| agents?| officers?)?|secret services?|spy agenc(?:y|ies)|spies)"
_TAIL = re.compile(
    rf"[ -](?:(?P<intelligence>(?:military |foreign |state |secret )?{_SERVICES})"
    rf"|{_MODIFIERS}(?P<police>{_POLICE})"
    rf"|{_MODIFIERS}(?P<mil>{_ARMED}))(?![\w-])",
    re.IGNORECASE,
)
_NOT_ALONE = frozenset({"force", "marine", "jet", "aircraft"})  # verbs and wares: they need another word before them
_VERBS = frozenset({"forces", "force", "police", "snipers", "spies"})
_PREPOSITION = re.compile(r"\b(?:in|at|from|to|of|across|near|outside|into|for|with|and|over) (?:the )?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?(?= )")


def force_behind(text: str, end: int) -> tuple[Force, int] | None:
    """The kind of force that the words behind a nationality tell, and where they end; None for other words."""
    found = _TAIL.match(text, end)
    if found is None or text[end + 1 : found.end()].lower() in _NOT_ALONE:
        return None
    return Force(found.lastgroup or ""), found.end()


def force_of_country(text: str, start: int, end: int) -> tuple[Force, int] | None:
    """As `force_behind`, for a country's name: "Mali's army", "Myanmar troops", not "in Niger troops" nor "Chad forces a vote"."""
    possessive = _POSSESSIVE.match(text, end)
    if possessive is not None:
        return force_behind(text, possessive.end())
    found = force_behind(text, end)
    if found is None or text[end + 1 : found[1]].lower() in _VERBS or _PREPOSITION.search(text, max(0, start - 12), start):
        return None
    return found


def forces_of(country: Country) -> Iterator[Actor]:
    """The actors that stand for a country's forces."""
    code = country.iso2.lower()
    for force, title in _TITLES.items():
        yield Actor(
            id=f"{force.value}-{code}",
            name=title.format(country.name),
            kind=ActorKind.STATE_FORCE,
            countries=(country.iso2,),
            parents=(f"gov-{code}",),
        )
