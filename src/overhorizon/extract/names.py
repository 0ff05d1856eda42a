"""Armed groups that the registry does not know: proper names in the company of words for armed groups."""

import re
from collections.abc import Sequence

from overhorizon.domain.spans import Span

_HEAD = (
    r"(?:Front|Brigades?|Army|Movement|Militias?|Battalions?|Legion|Column|Vanguard|Resistance|Faction|Cartel|Guards?|Corps|Fighters|Defenders|"
    r"Coalition|Alliance|Caliphate|Emirate|Jihad|Self-Defen[cs]e (?:Force|Group|Unit)s?|"
    r"Liberation (?:Army|Front|Force|Movement|Organi[sz]ation)s?|"
    r"Defen[cs]e (?:Force|Unit)s?|Commandos?|Squads?|Warriors|Lions|Sons)"
)
_KIND = (
    r"(?:militia|gang|cartel|faction|rebels|militants|insurgents|fighters|gunmen|separatists|"
    r"(?:armed|militant|rebel|jihadist|insurgent|extremist|separatist|little-known) (?:\w+ )?group)"
)
# Names that begin with a word for an armed group in the language of those who bear them.
_ABROAD = (
    r"(?:Kat[iīe]+ba[ht]?|Kata['’]?[ie]b|Jai?sh|Jaysh|Jeish|Liwa['’]?|Harakat|Jund|Saraya|Jabhat|Jama['’]?a(?:tu?|h)|Lashkar|Firqat|Faylaq|"
    r"Tanzim|Tehree?k|Tehrik|Frente|Bloque|Autodefensas|C[áa]rtel de(?:l| la| los)?|Brigadas|Front de|Ma[iï][- ]Ma[iï]|Mayi[- ]Mayi|"
    r"Ej[ée]rcito(?= (?:de Liberaci[óo]n|Popular|Revolucionario|del Pueblo|Libre)))"
)
_ABROAD_WORD = r"(?:[A-Z][\w’'-]+|(?:al|ul|el|ar|as|ash|an|ad|az|at|de|del|la|los|des|du|pour|wal?|bin|ibn|e|i|y|et)[- ](?:[\w’'-]+))"
_GROUP = r"(?:group|band|militia|gang|movement|outfit|faction|organi[sz]ation)"
# "Karim Haddad, the leader of a youth movement" names a person.
_PERSON = r"(?:member|leader|head|founder|commander|follower|supporter|son|brother|wife|widow|activist|spokes\w+|chief|chair\w*|director)"
_WORD = r"(?:(?:[A-Z][\w’'-]+|al-[A-Z]\w+)(?: (?:of|for|the))*)"
_PROPER = rf"{_WORD}(?: {_WORD}){{0,4}}"
_TAIL = rf"(?: (?:of|for) (?:the )?{_WORD}(?: (?:of )?(?:the )?{_WORD}){{0,2}})"
_NAME = re.compile(
    rf"\b(?P<headed>(?:{_WORD} ){{1,5}}{_HEAD}\b{_TAIL}?|{_HEAD}{_TAIL})"
    rf"|\b(?P<abroad>{_ABROAD}(?:[- ]{_ABROAD_WORD}){{1,6}})"
    rf"|\b(?P<kind>{_PROPER})(?= {_KIND}\b)"
    rf"|\b{_GROUP}s? (?:called|known as|calling itself|named|that calls itself)(?: the)? (?P<called>{_PROPER})"
    rf"|\b{_KIND}(?: the)? (?P<after>{_PROPER})(?=[ ,.;])"
    rf"|\b(?P<apposed>{_PROPER}), (?:an?|the) (?:(?!{_PERSON}s?\b|of\b)\w+[ -]){{0,4}}{_GROUP}\b"
)
_OFFICIAL = re.compile(
    r"^(?:The )?(?:Peace|Marine|Engineers?|Democratic|Rail|Civil Rights|National|Coast|Presidential|"
    r"Republican|Border|Royal|Home|Civil|Salvation|Air|Red|Labou?r|Cup|"
    r"Security|Police)\s"
    r"(?:Guards?|Army|Front|Corps|Movement|Squads?|Commandos?|Alliance|Coalition)$"
)
_PARTY = re.compile(r"^(?:Jama['’]?at-[ei]-Islami|Frente (?:Amplio|de Todos|Nacional)|Bloque de Constitucionalidad)")  # sit in parliaments
_OPENING = re.compile(
    r"^(?:(?:Gunmen|Men|Soldiers|Fighters|Militants|Members|Leaders?|Commanders?|Officials?|Troops|Supporters|Elements) (?:of|from)|"
    r"The|A|An|In|On|At|But|And|When|While|After|Before|Since|As|If|For|From|By|With|No|Two|Three|Four|Five|Some|Armed|Suspected|Local|Several|"
    r"Dozens|Meanwhile|Later|Earlier|Last|Both|Rival|Senior|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b ?(?:the )?"
)
_BEGINS_ABROAD = re.compile(rf"{_ABROAD}[- ]")
_CLOSING = re.compile(r"(?: (?:of|for|the|and|in))+$")


def begins_abroad(name: str) -> bool:
    """Whether a name begins with such a word: what follows belongs to it, whoever else is so called."""
    return _BEGINS_ABROAD.match(name) is not None


def group_names(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Every place where such a name stands, in order: a name that is introduced once is known throughout its report."""
    names = {text[a:b] for sentence in sentences for a, b in _introduced(text, sentence)}
    if not names:
        return ()
    spoken = re.compile(r"\b(?:" + "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))) + r")\b")
    return tuple(Span(start=m.start(), end=m.end()) for s in sentences for m in spoken.finditer(text, s.start, s.end))


def _introduced(text: str, sentence: Span) -> list[tuple[int, int]]:
    """Offsets of names that the words around them, or their last word, show to be an armed group's."""
    found = []
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        start, end = match.span(match.lastgroup or 0)
        while (opening := _OPENING.match(text[start:end])) is not None:
            start += opening.end()
        closing = _CLOSING.search(text[start:end])
        end = start + closing.start() if closing else end
        name = text[start:end]
        long = " " in name or (match.lastgroup == "abroad" and "-" in name)
        if long and not _OFFICIAL.match(name) and not _PARTY.match(name):
            found.append((start, end))
    return found
