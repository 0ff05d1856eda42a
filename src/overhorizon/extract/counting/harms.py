"""Words for what happened to people: verbs, adjectives and nouns, each with its harm."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from overhorizon.domain.tolls import Harm

S: Final = r"\s{1,2}"


class Form(Enum):
    """How a harm word takes its people."""

    PARTICIPLE = auto()  # "killed": "12 were killed", "killed 12", "12 killed"
    ACTIVE = auto()  # "killing 12", "kills 12"
    STATE = auto()  # "dead", "missing", "died": the people stand before it
    OF = auto()  # "the deaths of 12 villagers"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmWord:
    start: int
    end: int
    harm: Harm
    form: Form


_WORDS: Final[tuple[tuple[str, Form, Harm], ...]] = (
    # the longer phrase first: the alternatives are tried in this order
    (
        "deaths? of|killings? of|murders? of|massacre of|assassinations? of|executions? of|slaughter of|slayings? of|"
        "beheadings? of|shooting deaths? of|martyrdom of|loss of|bod(?:y|ies) of|corpses? of",
        Form.OF,
        Harm.KILLED,
    ),
    ("killed (?:and|or|and/or) (?:wounded|injured|hurt)|dead (?:and|or) (?:wounded|injured)", Form.PARTICIPLE, Harm.CASUALTIES),
    ("killing (?:and|or) (?:wounding|injuring)", Form.ACTIVE, Harm.CASUALTIES),
    (
        "shot and killed|shot dead|shot to death|gunned down|mown down|stabbed to death|hacked to death|burn(?:ed|t) to "
        "death|burn(?:ed|t) alive|buried alive|"
        "buried(?! (?:in (?:the )?(?:rubble|snow|mud|debris|sand)|under|beneath|by |alive))|beaten to death|blown to pieces|put to death|"
        "killed|slain|murdered|massacred|executed|beheaded|assassinated|slaughtered|martyred|lynched|butchered|electrocuted|"
        "decapitated",
        Form.PARTICIPLE,
        Harm.KILLED,
    ),
    (
        "shooting dead|gunning down|killing|murdering|massacring|executing|beheading|assassinating|slaughtering|claiming "
        "the lives of|taking the lives of|"
        "claimed the lives of|took the lives of|claims the lives of|cost the lives of|costing the lives of|kills|murders|"
        "beheads|slew|cost(?=[^.;]{1,60} their lives)|costing(?=[^.;]{1,60} their lives)|lost(?! (?:their|his|her) )|loses|losing",
        Form.ACTIVE,
        Harm.KILLED,
    ),
    ("kill|claim the lives of", Form.ACTIVE, Harm.KILLED),
    (
        "dead|died|die|dies|dying|perished|lost their lives|lost his life|lost her life|lost their life|succumbed|lose their "
        "lives|losing their lives|met their deaths?|met (?:his|her) death",
        Form.STATE,
        Harm.KILLED,
    ),
    ("wounding of|injuring of", Form.OF, Harm.INJURED),
    (
        "injured|wounded|hurt|maimed|hospitali[sz]ed|treated for (?:[a-z]+ )?(?:injuries|wounds|burns)|"
        "(?:taken|rushed|brought|admitted) to (?:an? |the )?(?:[a-z]+ )?(?:hospitals?|clinics?)",
        Form.PARTICIPLE,
        Harm.INJURED,
    ),
    (
        "(?:suffered|sustained) (?:[a-z]+ ){0,2}(?:injuries|wounds|burns|cuts)",
        Form.STATE,
        Harm.INJURED,
    ),
    ("injuring|wounding|hurting|maiming|injures|wounds|injure|wound", Form.ACTIVE, Harm.INJURED),
    ("missing|unaccounted for|disappeared|gone missing", Form.STATE, Harm.MISSING),
    ("abductions? of|kidnappings? of|seizure of", Form.OF, Harm.ABDUCTED),
    ("abducted|kidnapped|seized|snatched|taken hostage|taken captive|held hostage|held captive", Form.PARTICIPLE, Harm.ABDUCTED),
    (
        "abducting|kidnapping|seizing|abducts?|kidnaps?|(?:took|taking|takes?)(?=[^.;]{1,40} (?:hostage|captive)s?)",
        Form.ACTIVE,
        Harm.ABDUCTED,
    ),
    ("in captivity", Form.STATE, Harm.ABDUCTED),
    ("arrests? of|detentions? of", Form.OF, Harm.ARRESTED),
    ("arrested|detained|rounded up|taken into custody|apprehended", Form.PARTICIPLE, Harm.ARRESTED),
    ("arresting|detaining|arrests|detains", Form.ACTIVE, Harm.ARRESTED),
    ("evacuation of", Form.OF, Harm.EVACUATED),
    ("evacuated|airlifted|flown out", Form.PARTICIPLE, Harm.EVACUATED),
    ("evacuating|airlifting", Form.ACTIVE, Harm.EVACUATED),
    ("displacement of", Form.OF, Harm.DISPLACED),
    (
        "displaced|uprooted|driven from their homes|forced from their homes|forced to flee|made homeless",
        Form.PARTICIPLE,
        Harm.DISPLACED,
    ),
    (
        "displacing|uprooting|displaces|forcing|(?:drove|driving|drives)(?=[^.;]{1,40} from their homes)",
        Form.ACTIVE,
        Harm.DISPLACED,
    ),
    ("fled|have fled|homeless", Form.STATE, Harm.DISPLACED),
    ("release of|freeing of", Form.OF, Harm.RELEASED),
    ("released|freed|set free", Form.PARTICIPLE, Harm.RELEASED),
    ("releasing|freeing|frees", Form.ACTIVE, Harm.RELEASED),
)

_PATTERN: Final = re.compile(
    r"(?<![\w'’-])(?:"
    + "|".join(f"(?P<w{i}>{words.replace(' ', S)})" for i, (words, _, _) in enumerate(_WORDS))
    + r")(?![\w’'-])",
    re.IGNORECASE,
)
HARM_NOUNS: Final = {
    "deaths": Harm.KILLED, "fatalities": Harm.KILLED, "bodies": Harm.KILLED, "corpses": Harm.KILLED, "lives": Harm.KILLED,
    "casualties": Harm.CASUALTIES,
    "injuries": Harm.INJURED, "arrests": Harm.ARRESTED, "detentions": Harm.ARRESTED,
    "abductions": Harm.ABDUCTED, "kidnappings": Harm.ABDUCTED,
}  # fmt: skip
"""Nouns that carry their harm with them: "12 deaths", "claimed 12 lives"."""


def harm_words(text: str, start: int, end: int) -> tuple[HarmWord, ...]:
    """The harm words between two offsets, in order."""
    found = []
    for match in _PATTERN.finditer(text, start, end):
        _, form, harm = _WORDS[int((match.lastgroup or "w0")[1:])]
        found.append(HarmWord(start=match.start(), end=match.end(), harm=harm, form=form))
    return tuple(found)
