"""What a text says about which countries and divisions it is about."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from overhorizon.domain.places import PlaceKind
from overhorizon.gazetteer.fold import name_key
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit, PlaceHit
from overhorizon.gazetteer.idiom import idioms
from overhorizon.gazetteer.places import KINDS, PlaceTable

_COUNTRY, _ADMIN1 = KINDS.index(PlaceKind.COUNTRY), KINDS.index(PlaceKind.ADMIN1)
_NAMED, _NATIONALITY, _ACTOR, _SINGLE, _GIVEN, _HOME, _IDIOM = 0.7, 0.5, 0.4, 0.7, 2.5, 1.0, 0.7
_OFFICIAL = 0.1  # governments react to what happens abroad
_SOLD_ABROAD = frozenset("AI AG AM CC CO DJ EU FM GG IM IO IS LA LI LY ME MS NU PW SC SH SO ST SU TK TO TV VC WS".split())
K = TypeVar("K", str, int)
_MANY = 12  # actors of more countries say nothing of where

_SAYS = (
    r"(?:said|says|announced|announces|denied|denies|accused|accuses|blamed|blames|wants|wanted|insists|insisted|"
    r"warned|warns|claims|claimed|"
    r"condemned|condemns|denounced|deplored|welcomed|praised|hailed|expressed|reiterated|called (?:for|on|the)|"
    r"rejects|rejected|demanded|demands|urged|vowed|maintains|believes|considers|supports|backs|opposes|"
    r"agreed|responded|retaliated|"
    r"declared|refused|refuses|hopes|seeks|sought|views|sees|fears|regards|designated|acknowledged|admitted|pledged|"
    r"threatened|threatens|"
    r"recalled|summoned|expelled|signed|offered|recognises|recognizes|does not|did not|has not|would not|will not)"
)
_DID = r"(?:killed|attacked|struck|bombed|shelled|fired|launched|carried out|invaded|raided|shot down)"
_AUXILIARY = (
    r"(?:,? (?:has|have|had|also|again|later|repeatedly|long|however|itself|which|in turn|initially|strongly|swiftly|quickly))*"
)
_NAME = r"(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?"
_DAY = r"(?: (?:on|late on|early on) [A-Z][a-z]+(?: \d{1,2})?)?"
_SUBJECT = re.compile(rf"^(?:(?:,|,? and) {_NAME}){{0,3}}{_DAY}{_AUXILIARY},? {_SAYS}\b")
_ONE_OF_SUBJECTS = re.compile(rf"^(?:{_NAME}, )*{_NAME},? and (?:the )?$")
_AGENT = re.compile(
    rf"^(?:(?:,|,? and) {_NAME}){{0,2}}{_DAY}(?: (?:has|have|had|also|again|later|repeatedly|reportedly))* {_DID}\b(?! by\b)"
)
# "The attack on Kabul killed two": a country does something only where a clause begins with it.
_CLAUSE_BEGINS = re.compile(
    r"(?:^[\s\"“‘']*|\b(?:that|said|says|claimed|claims|alleged|reported|announced|after|when|as|while|since|before|because|"
    r"but|whether|if) |[;:—] ?|^(?:On|In|After|Earlier|Later|Meanwhile|Overnight|Since|During)(?: [\w’'-]+){0,4}, )"
    r"(?:[Tt]he )?$"
)
_PREPOSITION = re.compile(
    r"\b(?:in|at|near|from|to|of|outside|around|across|through|toward|towards|into|inside|over|for|and) (?:the )?(?:\w+ )?$",
    re.IGNORECASE,
)
_WITH_GOVERNMENT = re.compile(
    r"\b(?:with|by|against|pressure(?:d|s)? on|(?<!road )(?<!highway )(?<!route )(?<!railway )(?<!area )(?<!villages )between|"
    r"urged|told|accused|accusing|blamed|loyal to|ties to|allied to|(?:ambassador|envoy|emissary|consul general|delegate) to|"
    r"sanctions on|asked|told|pressed|support(?:ed)? (?:of|from|by))"
    r"(?: both| the government in)? $",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:[’']s?)? (?:(?:foreign|interior|defen[cs]e|state|senior|supreme|top|prime|deputy|former|health) ){0,2}"
    r"(?:officials?|government|authorities|minist(?:ry|ers?)|president|premier|leaders?|diplomats?|ambassador|embassy|parliament|"
    r"lawmakers|spokes(?:man|woman|person)|state (?:media|television|TV))\b"
)
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]* +(?=[A-Z“\"])|\n")
_WINDOW = 120  # characters of a sentence read on either side


def speaks(after: str) -> bool:
    """Whether the words after a name begin with a verb of speech or policy: what stands before says or wants something."""
    return _SUBJECT.match(after) is not None


def acts_as_government(before: str, after: str) -> bool:
    """Whether a country, or its capital, between these words of one sentence acts as its government: "Iran condemned",
    "Hamas said Israel killed"."""
    office = _OFFICE.match(after)
    if speaks(after[office.end() :] if office else after) and (not _PREPOSITION.search(before) or _ONE_OF_SUBJECTS.match(before)):
        return True
    if _AGENT.match(after) and (_CLAUSE_BEGINS.search(before) or _ONE_OF_SUBJECTS.match(before)):
        return True
    return _WITH_GOVERNMENT.search(before) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a report besides its text: the countries (alpha-2) of its theatre, and the country of its outlet."""

    countries: tuple[str, ...] = ()
    home: str | None = None

    @classmethod
    def of_address(cls, address: str | None) -> Context:
        """What the ending of a web address says of the outlet's country: "www.example.co.ke" is Kenya's.

        Endings that are sold the world over (.co, .tv, .me) say nothing.
        """
        try:
            host = (urlsplit(address).hostname if address else None) or ""
        except ValueError:  # "http://[": no address after all
            return cls()
        ending = host.rpartition(".")[2].upper()
        if len(ending) != 2 or ending in _SOLD_ABROAD:
            return cls()
        return cls(home="GB" if ending == "UK" else ending)


class Evidence:
    """Weights of countries (by alpha-2) and of first-order divisions (by number in the table).

    A name is no evidence for itself: what it added is left out when its own candidates are judged.
    """

    def __init__(self) -> None:
        self._countries: Counter[str] = Counter()
        self._divisions: Counter[int] = Counter()
        self._of_name: dict[str, tuple[Counter[str], Counter[int]]] = {}

    def country(self, code: str, name: str) -> float:
        """Support for a country apart from `name`, growing slowly with its mentions; 0 where nothing speaks for it."""
        own = self._of_name[name][0][code] if name in self._of_name else 0.0
        return math.log1p(max(0.0, self._countries[code] - own))

    @property
    def most(self) -> float:
        """The support of the country that the text is most about."""
        return math.log1p(max(self._countries.values(), default=0.0))

    def division(self, number: int, name: str) -> float:
        """Support for a first-order division, as `country`."""
        own = self._of_name[name][1][number] if name in self._of_name else 0.0
        return math.log1p(max(0.0, self._divisions[number] - own))

    def add_countries(self, codes: Sequence[str], weight: float, name: str = "") -> None:
        """Share a weight among countries; nothing where they are too many to say where."""
        if len(codes) > _MANY:
            return
        for code in codes:
            self._add(self._countries, code, weight / len(codes))
            if name:
                self._add(self._of_name.setdefault(name, (Counter(), Counter()))[0], code, weight / len(codes))

    def add_division(self, number: int, name: str) -> None:
        """Count one mention of a division."""
        self._add(self._divisions, number, _NAMED)
        self._add(self._of_name.setdefault(name, (Counter(), Counter()))[1], number, _NAMED)

    @staticmethod
    def _add(counter: Counter[K], key: K, weight: float) -> None:
        counter[key] = counter[key] + weight  # type: ignore[assignment]


def gather(text: str, hits: Iterable[Hit], table: PlaceTable, context: Context) -> Evidence:
    """Count what the hits of one text, and its context, say for each country and division.

    A government that reacts says nothing of where: a country that acts counts for nothing, its officials for little.
    """
    evidence = Evidence()
    for code in context.countries:
        evidence.add_countries((code,), _GIVEN)
    if context.home:
        evidence.add_countries((context.home,), _HOME)
    for code, count in idioms(text).items():
        evidence.add_countries((code,), _IDIOM * count)
    for hit in hits:
        if isinstance(hit, DemonymHit):
            official = _OFFICE.match(_after(text, hit))
            evidence.add_countries(hit.countries, _OFFICIAL if official else _NATIONALITY)
        elif isinstance(hit, ActorHit):
            evidence.add_countries(sorted({c for actor in hit.candidates for c in actor.countries}), _weight_of(hit))
        elif not is_government(text, hit, table):
            _from_place(text, hit, table, evidence)
    return evidence


def _weight_of(hit: ActorHit) -> float:
    return _OFFICIAL if all(actor.id.startswith("gov-") for actor in hit.candidates) else _ACTOR


def _after(text: str, hit: Hit) -> str:
    return _SENTENCE_ENDS.split(text[hit.span.end : hit.span.end + _WINDOW], maxsplit=1)[0]


def is_government(text: str, hit: PlaceHit, table: PlaceTable) -> bool:
    """Whether the name is a country's or a capital's and stands for a government here."""
    if not hit.seat_of and not any(table.kind[row] == _COUNTRY for row in hit.rows):
        return False
    before = _SENTENCE_ENDS.split(text[max(0, hit.span.start - _WINDOW) : hit.span.start])[-1]
    return acts_as_government(before, _after(text, hit))


def _from_place(text: str, hit: PlaceHit, table: PlaceTable, evidence: Evidence) -> None:
    name = name_key(hit.words)
    usual = [row for row in hit.rows if row not in hit.alternates]
    whole = [row for row in usual if table.kind[row] == _COUNTRY]
    codes = sorted({table.country_codes[table.country[row]] for row in hit.rows})
    if whole:
        weight = _OFFICIAL if _OFFICE.match(_after(text, hit)) else _NAMED
        evidence.add_countries((table.country_codes[table.country[whole[0]]],), weight, name)
    elif len(codes) == 1:
        evidence.add_countries(codes, _SINGLE, name)
    divisions = [row for row in usual if table.kind[row] == _ADMIN1]
    for row in divisions:
        evidence.add_division(int(table.admin1[row]), name)
    if len(divisions) == 1 and not whole and len(codes) > 1:
        evidence.add_countries((table.country_codes[table.country[divisions[0]]],), _SINGLE, name)
