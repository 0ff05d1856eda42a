"""Head nouns for people, and on which side they stand."""

import re
from typing import Final

from overhorizon.domain.tolls import Victims

_CIVILIANS: Final = (
    "civilian villager worshipper worshiper child woman resident passenger student schoolchild schoolgirl schoolboy teacher "
    "doctor nurse "
    "journalist reporter photographer cameraman worker aid|worker farmer shopper pilgrim patient bystander refugee "
    "protester protestor demonstrator girl boy baby infant "
    "toddler teenager tourist migrant herder herdsman trader merchant monk priest imam nun pupil pedestrian commuter miner "
    "mourner churchgoer parishioner shopkeeper "
    "fisherman medic paramedic rescuer employee family|member relative grandmother grandfather mother father wife husband "
    "daughter son sister brother "
    "toddler youth elder driver motorist engineer lawyer activist teacher professor singer actor politician diplomat vendor "
    "laborer labourer spectator "
    "jesuit peasant campesino squatter unionist executive businessman businesswoman banker landowner "
    "rancher breeder candidate voter vaccinator settler cyclist motorcyclist devotee tribesman clansman teen orphan "
    "survivor delegate envoy translator interpreter cook "
    "cleaner chef waiter congressman congresswoman legislator evacuee deportee expatriate investigator surgeon "
    "guest customer shepherd humanitarian civilian|worker internally|displaced|person churchgoer widow neighbor neighbour "
    "minor adult adolescent youngster newborn"
    " postman watchman nightwatchman fireman ferryman boatman newsman horseman tradesman salesman craftsman"
    " beekeeper innkeeper bookkeeper seller porter baker butcher barber tailor carpenter mason plumber electrician"
    " mechanic clerk secretary janitor sweeper caretaker goatherd cowherd blacksmith potter weaver welder fitter"
    " geologist biologist archaeologist birdwatcher hiker athlete footballer musician poet writer painter cartoonist"
    " columnist editor publisher blogger presenter correspondent lecturer academic scholar theologian bishop"
    " archbishop deacon pastor reverend rabbi mullah muezzin catechist missionary bride bridegroom grandson"
    " granddaughter grandchild nephew niece uncle aunt cousin stepson kinsman tenant landlord hotelier bartender"
    " doorman receptionist waitress maid housemaid nanny gardener gravedigger woodcutter logger beachgoer reveller"
    " partygoer concertgoer schoolteacher schoolmaster deminer midwife pharmacist dentist veterinarian accountant"
    " architect apprentice dockworker farmhand fisherwoman housewife bystander deckhand stallholder"
).split()
_STATE: Final = (
    "soldier trooper troop policeman policewoman police|officer serviceman servicewoman service|member marine sailor airman "
    "gendarme paratrooper commando ranger "
    "conscript reservist officer constable security|guard border|guard national|guard guardsman security|personnel security|"
    "force army|officer police security|officer "
    "police|personnel government|soldier government|troop pilot coastguard infantryman inspector sergeant corporal "
    "lieutenant captain major colonel general brigadier cadet recruit GI "
    "prison|guard customs|officer troops personnel"
    " patrolman rifleman sapper gunner sentry jawan askari warden jailer detective sheriff militia|member home|guard"
    " coastguardsman"
).split()
_ARMED: Final = (
    "militant fighter rebel insurgent jihadist jihadi extremist terrorist guerrilla guerilla militiaman separatist mujahid "
    "islamist combatant operative gang|member gangster "
    "bandit kidnapper pirate smuggler dissident"
).split()
_ATTACKERS: Final = (
    "attacker assailant bomber gunman hijacker perpetrator shooter suicide|bomber raider intruder knifeman hostage-taker "
    "suicide|attacker".split()
)
_OTHERS: Final = (
    "people person man other victim member individual human body hostage captive prisoner detainee inmate suspect commander "
    "leader chief bodyguard guard minister governor "
    "lawmaker mayor judge official prosecutor councillor councilor senator president deputy spokesman ambassador general "
    "cleric preacher founder emir head foreigner national citizen "
    "peacekeeper contractor adviser advisor aide assistant deputy half-brother friend colleague companion occupant crew|"
    "member volunteer observer inspector soul "
    "technician specialist expert mom dad co-worker coworker boss mobster gentleman lady squaddie trafficker courier dealer "
    "criminal thief robber subscriber supporter follower associate accomplice figure fugitive "
    "ringleader mastermind financier planner warlord "
    "scientist mercenary American Afghan Iraqi Syrian Palestinian "
    "Israeli Pakistani Indian Russian Ukrainian Somali Nigerian Turk Kurd Briton Yemeni Lebanese Iranian Christian Muslim "
    "Jew Shiite Sunni Hazara Houthi Yazidi Egyptian Kenyan "
    "Malian Libyan Sudanese Ethiopian German Frenchman Spaniard Filipino Congolese Burkinabe national|s"
).split()
_IRREGULAR: Final = {
    "child": "children",
    "woman": "women",
    "person": "persons",
    "people": "people",
    "police": "police",
    "personnel": "personnel",
}


def _plural(noun: str) -> str:
    noun = noun.replace("|", " ")
    last = noun.split()[-1]
    if last in _IRREGULAR:
        return noun[: len(noun) - len(last)] + _IRREGULAR[last]
    if last.endswith("child"):
        return noun + "ren"
    if last.endswith("man") and last not in ("human", "German"):
        return noun[:-2] + "en"
    if last.endswith("ese"):
        return noun
    if last.endswith("y") and last[-2] not in "aeio":
        return noun[:-1] + "ies"
    return noun + ("es" if last.endswith(("s", "ch", "x")) else "s")


def _table() -> tuple[dict[str, Victims], dict[str, Victims]]:
    singular: dict[str, Victims] = {}
    plural: dict[str, Victims] = {}
    for nouns, side in (
        (_OTHERS, Victims.UNKNOWN), (_CIVILIANS, Victims.CIVILIANS), (_STATE, Victims.STATE_FORCES),
        (_ARMED, Victims.ARMED_GROUP), (_ATTACKERS, Victims.ATTACKERS),
    ):  # fmt: skip
        for noun in nouns:
            word = noun.replace("|", " ").lower()
            many = _plural(noun).lower()
            plural[many] = side
            if word not in (
                "people",
                "police",
                "personnel",
                "troops",
                "troop",
                "other",
                "security personnel",
                "police personnel",
                "security force",
            ):
                singular[word] = side
    singular |= dict.fromkeys(("passerby", "passer-by"), Victims.CIVILIANS)
    plural |= dict.fromkeys(("passersby", "passers-by"), Victims.CIVILIANS)
    plural |= {
        "security forces": Victims.STATE_FORCES,
        "forces": Victims.STATE_FORCES,
        "mujahideen": Victims.ARMED_GROUP,
        "taliban": Victims.ARMED_GROUP,
        "kin": Victims.CIVILIANS,
    }
    return singular, plural


SINGULAR, PLURAL = _table()


def _alternatives(words: dict[str, Victims]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=lambda w: (-len(w), w)))


# Beside the listed nouns those of one form: corpsman, bondswoman.
ONE_PERSON: Final = rf"(?:{_alternatives(SINGULAR)}|(?-i:[a-z]{{3,15}}(?:man|woman)\b))"
MANY_PEOPLE: Final = rf"(?:{_alternatives(PLURAL)}|(?-i:[a-z]{{3,15}}(?<!speci)(?:men|women)\b))"


def side_of(noun: str) -> Victims:
    """On which side people so called stand; UNKNOWN for words that do not say."""
    word = " ".join(noun.lower().split())
    return PLURAL.get(word) or SINGULAR.get(word) or Victims.UNKNOWN
