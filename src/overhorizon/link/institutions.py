"""Whose knowledge a source passes on: the institution behind some words, with the rule that says so.

All of one state is one institution: government, ministries, forces, officials, state media. So is a group with its branches.
"""

import re
from dataclasses import dataclass
from typing import Final

from overhorizon.domain.origins import Root
from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.domain.places import PlaceKind
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.fold import name_key
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, PlaceHit

_STATE_MEDIA: Final = {
    name: country
    for country, names in {
        "IR": "irna;isna;press tv;tasnim;fars;mehr;irib;irinn",
        "SY": "sana;syrian arab news agency;al ikhbariyah", "RU": "tass;ria;ria novosti;sputnik;rt;russia today",
        "CN": "xinhua;cgtn;cctv;global times;china daily", "KP": "kcna;rodong sinmun", "TR": "anadolu;anadolu agency;trt;trt world",
        "EG": "mena;al ahram", "SA": "spa;saudi press agency;al ekhbariya", "AE": "wam", "IQ": "ina;iraqi news agency;iraqi state tv",
        "BY": "belta", "CU": "prensa latina", "VE": "vtv;telesur", "ML": "ortm", "BF": "rtb", "ET": "ena;fana", "DZ": "aps",
        "MM": "mrtv", "LK": "lankadeepa", "PK": "app;ptv;radio pakistan", "AF": "bakhtar;bakhtar news agency", "UG": "ubc", "ER": "shabait",
    }.items()
    for name in names.split(";")
}  # fmt: skip
_STATE_RUN = re.compile(
    r"\bstate(?:-run|-owned|-controlled|-linked)? (?:news|media|tv|television|radio|broadcaster|agency)|\bofficial news agency",
    re.I,
)
_CIRCULAR = re.compile(
    r"^(?:(?:multiple|several|various|some|other|many|numerous|unconfirmed|initial|early|local|international|foreign|western|the|social|"
    r"conflicting|different|a number of) )*(?:(?:news|press|media|social media|newspaper) )?(?:reports?|media|outlets?|media outlets?|"
    r"accounts?|posts|newspapers|social networks)$", re.I
)  # fmt: skip
_OFFICIAL_KINDS = (SourceKind.GOVERNMENT, SourceKind.STATE_FORCE, SourceKind.UNNAMED_OFFICIAL, SourceKind.PUBLIC_PERSON)
_OFFICE = re.compile(
    r"\b(?:president|prime minister|ministers?|ministry|government|army|military|police|officials?|officers?|governor|mayor|"
    r"prosecutors?|gendarmerie|intelligence|authorities|administration|general|colonel|spokes\w+ for the (?:government|army|ministry)|"
    r"security forces|troops|presidency|parliament|lawmakers?|senators?|congress\w*|ambassador|embassy|district|provincial|"
    r"commissioner|coroner|court|judge|secretary|junta|state)\b", re.I
)  # fmt: skip
_NOT_STATE = re.compile(
    r"\b(?:hospital|clinic|red (?:cross|crescent)|united nations|u\.?n\.?|ngo|observatory|church|diocese|university|institute|think tank|"
    r"amnesty|human rights watch|aid group|charity|union|association|party|opposition|company|airline|analyst|expert|professor|"
    r"researcher|monitor\w*|centre|center|foundation|council of elders)\b", re.I
)  # fmt: skip
_STATE_BODY = re.compile(
    r"\b(?:(?:state|national|federal|provincial|regional|municipal|government) (?:\w+ ){0,3}?"
    r"(?:agency|service|authority|bureau|directorate)"
    r"|(?:prisons?|emergency|emergencies|fire|rescue|ambulance|intelligence|security) (?:service|agency|department|brigade)|fire brigade"
    r"|civil defen[cs]e|coast ?guard|navy|air force|border guards?)$", re.I
)  # fmt: skip
_POSSESSOR = re.compile(r"^(?:the )?(?:city|town|country|nation|state|district|region|province|village|county)['’]s ", re.I)
_GROUP_WORDS = frozenset(
    "a an the that this its their little known less armed militant rebel insurgent jihadist islamist separatist shadowy new previously "
    "unknown obscure local group movement organisation organization militia faction militants rebels insurgents fighters separatists "
    "gunmen attackers statement leader leaders spokesman spokeswoman spokesperson commander member members source sources from of "
    "for".split()
)
_OF_ANOTHER = re.compile(
    r"\b(?:its|their|(?:the|that|this) (?:group|movement|militia|organi[sz]ation|rebels?|militants?)(?:['’]s?)?)"
    r" (?:\w+ )?(?:spokes\w+|leader|commander|representative|statement)\b",
    re.I,
)
_FORMER = re.compile(r"\b(?:former|ex|retired|onetime)\b", re.I)
_SPOKEN_FOR = re.compile(
    r"^(?:a |an |the |its |another |one |two |three |several |senior |top |local |unnamed )*|\b(?:spokes(?:man|woman|person|people)|"
    r"officials?|statements?|representatives?|leaders?|sources?|commanders?|members?|fighters?|directors?|heads?|chiefs?|doctors?|said|"
    r"for|of|the|at|in|from|by|a|an)\b", re.I
)  # fmt: skip

_REMEMBERED: Final = 20_000  # sources


@dataclass(frozen=True, slots=True)
class Institution:
    """A root, the rule that found it, and whether it is only supposed from where the incident was."""

    root: Root
    rule: str


class Institutions:
    """Finds institutions by name. Answers depend on the words, the kind and the incident's country alone."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read: dict[tuple[str, SourceKind, str | None, str | None], Institution | None] = {}

    def of(self, source: Source, country: str | None) -> Institution | None:
        """The institution of a source; None for private people, and for those of whom it is not known for whom they speak."""
        key = (source.words, source.kind, source.actor, country)
        if key not in self._read:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()  # a monitor runs for months
            self._read[key] = self._find(source, country)
        return self._read[key]

    def state(self, country: str) -> Root:
        entry = self._gazetteer.countries.get(country)
        short = next((d for d in entry.demonyms if d.isupper()), next(iter(entry.demonyms), entry.name)) if entry else country
        return Root(id=f"gov-{country.lower()}", words=f"{short} government", official=True)

    def _find(self, source: Source, country: str | None) -> Institution | None:
        words = source.words
        if source.kind is SourceKind.PRIVATE_PERSON:
            return None
        if source.kind is SourceKind.OUTLET or is_circular(words):
            return self._of_outlet(words, country)
        if source.actor is not None and source.actor in self._gazetteer.actors:
            return self._of_actor(self._gazetteer.actors[source.actor], "the registry knows the speaker")
        if _FORMER.search(words):
            return None
        named = self._named(words)
        if named is not None:
            return named
        if source.kind is SourceKind.ORGANISATION and _STATE_BODY.search(words) and not _NOT_STATE.search(words):
            nation = self._nation(words) or country
            if nation is not None:
                return Institution(self.state(nation), "services of one state are one root")
        if stands_for_another(words):
            return None
        if _NOT_STATE.search(words) or source.kind is SourceKind.ORGANISATION:
            return self._own_name(words, "an organisation is its own root")
        if source.kind is SourceKind.ARMED_GROUP:
            return self._own_name(words, "a group is its own root")
        return self._of_office(source, country)

    def _of_office(self, source: Source, country: str | None) -> Institution | None:
        words = source.words
        official = source.kind in _OFFICIAL_KINDS or (source.kind is SourceKind.DOCUMENT and _OFFICE.search(words))
        if not official:
            return None
        nation = self._nation(words)
        if nation is not None:
            return Institution(self.state(nation), "officials and forces of one state are one root")
        if source.kind is SourceKind.PUBLIC_PERSON and not _OFFICE.search(words):
            return None
        if country is not None:
            return Institution(self.state(country), "an office without a country is of the country of the incident")
        return None

    def _named(self, words: str) -> Institution | None:
        """The first group, state or organisation that the words name; "the government of X in Y" is X's."""
        hits = (h for h in self._gazetteer.tag(words) if isinstance(h, ActorHit) and len(h.candidates) == 1)
        hit = next(hits, None)
        return self._of_actor(hit.candidates[0], "the words name the institution") if hit else None

    def _nation(self, words: str) -> str | None:
        for hit in self._gazetteer.tag(words, states=False):
            if isinstance(hit, DemonymHit) and len(hit.countries) == 1:
                return hit.countries[0]
            if isinstance(hit, PlaceHit):
                return next((p.country for p in self._gazetteer.places_named(hit.words) if p.kind is PlaceKind.COUNTRY), None)
        return None

    def _of_actor(self, actor: Actor, rule: str) -> Institution | None:
        actors = self._gazetteer.actors
        if actor.kind in (ActorKind.GOVERNMENT, ActorKind.STATE_FORCE) and actor.countries:
            return Institution(self.state(actor.countries[0]), "officials and forces of one state are one root")
        parents = [actors[p] for p in actor.parents if p in actors]
        if actor.kind is ActorKind.PUBLIC_FIGURE:
            if parents:
                return self._of_actor(parents[0], rule)
            return (
                Institution(self.state(actor.countries[0]), "who holds an office speaks for the state")
                if actor.countries
                else None
            )
        top = actor
        while top.kind is ActorKind.ARMED_GROUP:
            above = [actors[p] for p in top.parents if p in actors and actors[p].kind is ActorKind.ARMED_GROUP]
            if not above:
                break
            top = above[0]
        return Institution(Root(id=top.id, words=actor.name), rule)

    def _of_outlet(self, words: str, country: str | None) -> Institution:
        if is_circular(words):
            return Institution(
                Root(id="circular", words="media reports", known=False), "several media reports are circular: no root"
            )
        name = outlet_key(words)
        state = _STATE_MEDIA.get(name)
        if state is None and _STATE_RUN.search(words):
            state = self._nation(words) or country
        if state is not None:
            return Institution(self.state(state), "state media rest on the state")
        return Institution(Root(id=f"outlet:{name}", words=words), "an outlet cited without a source is its own root")

    def _own_name(self, words: str, rule: str) -> Institution:
        return Institution(Root(id=f"named:{institution_key(self._of_no_place(words))}", words=words), rule)

    def _of_no_place(self, words: str) -> str:
        """Without the state or the town that it is of: "Kenya's Red Cross" and "the Kenyan Red Cross" are the Red Cross of one incident."""
        shorter = _POSSESSOR.sub("", words)
        first = next(iter(self._gazetteer.tag(shorter, states=False)), None)
        if isinstance(first, DemonymHit) or (isinstance(first, PlaceHit) and shorter[first.span.end :][:2] in ("'s", "’s")):
            rest = shorter[first.span.end :].removeprefix("'s").removeprefix("’s").strip()
            if not shorter[: first.span.start].casefold().removeprefix("the ").strip() and " " in rest:
                return rest
        return shorter


def stands_for_another(words: str) -> bool:
    """Whether the words point to a group that is named elsewhere: "a little-known armed group", "its spokesman", "the group".

    >>> [stands_for_another(words) for words in ("a little-known armed group", "the group's spokesman Jon Vell", "Reed Walkers")]
    [True, True, False]
    """
    told = set(name_key(words).split())
    return bool(told) and (told <= _GROUP_WORDS or _OF_ANOTHER.match(words) is not None)


def is_circular(words: str) -> bool:
    """Whether "several media reports" and the like are cited: nobody in particular."""
    return _CIRCULAR.match(words.strip()) is not None


_OUTLET_TAIL = re.compile(
    r"^the | (?:news agency|news|newspaper|agency|television|tv|online|newspapers|com)$|\.(?:com|org|net|co\.\w+)$"
)


def outlet_key(words: str) -> str:
    """Under which two spellings of an outlet are one: "The Harbour Times" and "Harbour Times newspaper"."""
    key = re.sub(r" ?\([^()]*\)", "", words).lower().strip()
    shorter = _OUTLET_TAIL.sub("", key)
    aliases = {"afp": "agence france presse", "ap": "associated press", "nyt": "new york times"}
    key = name_key(_OUTLET_TAIL.sub("", shorter) or key)
    return aliases.get(key, key)


def institution_key(words: str) -> str:
    """The words that tell an institution, without those of office and grammar, sorted."""
    told = name_key(_SPOKEN_FOR.sub(" ", words))
    return " ".join(sorted(set(told.split()))) or name_key(words)
