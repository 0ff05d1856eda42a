"""Armed groups that the registry does not know: proper names in the company of words for armed groups."""

import re
from collections.abc import Collection, Iterator, Sequence

from overhorizon.domain.spans import Span
from overhorizon.encoder.patterns import one_of

_HEAD = (
    r"(?:Front|Brigades?|Army|Movement|Militias?|Battalions?|Legion|Column|Vanguard|Resistance|Faction|Cartel|Guards?|Corps|Fighters|Defenders|"
    r"Coalition|Alliance|Caliphate|Emirate|Jihad|Self-Defen[cs]e (?:Force|Group|Unit)s?|"
    r"(?:Liberation|Restoration|Resistance|Revolutionary|Rampart|Protection) (?:Army|Front|Forces?|Movement|Organi[sz]ation|Units?)|"
    r"Defen[cs]e (?:Force|Unit)s?|Commandos?|Squads?|Warriors|Lions|Sons|Scouts|Volunteers|Avengers|Partisans|Mujahideen|Mujahedin)"
)
_KIND = (
    r"(?:militia(?:men)?|gang|cartel|faction|rebels|militants|insurgents|fighters|gunmen|separatists|guerrillas|gunners|"
    r"(?:armed|militant|rebel|jihadist|insurgent|extremist|separatist|anarchist|little-known) (?:\w+ )?group)"
)
# Names that begin with a word for an armed group in the language of those who bear them.
_ABROAD = one_of("""
    Kat[iīe]+ba[ht]?
    Kata['’]?[ie]b
    Jai?sh
    Jaysh
    Jeish
    Liwa['’]?
    Har[ae]?kat
    Jund
    Ajnad
    Junood
    Saraya
    Jabhat
    Quwwat
    Jama['’]?a(?:tu?|h)
    Jamoat
    Lashkar
    Firqat
    Faylaq
    Tanzim
    Wilayat
    Mahaz
    Suyuf
    Feda(?:yan|yeen)
    Ahrar
    Ansar(?=[- ](?:al|ul|ud|ad|as|ash|at|az|e|Al|Yan)[- ])
    Ahl (?=al)
    Muja?hidin
    Tehree?k
    Tehrik
    Frente
    Columna
    Bloque
    Autodefensas
    C[áa]rtel de(?:l| la| los)?
    Brigadas
    Comando (?=d[aeo]\\b)
    Ej[ée]rcito(?= (?:de Liberaci[óo]n|Popular|Revolucionario|del Pueblo|Libre|Campesino))
    Front (?=de\\b|pour\\b)
    Mara
    Gerakan
    Tentara
    Hukbo(?:ng)?
    Óglaigh
    Jeshi(?= la\\b)
    Wanajeshi(?= wa\\b)
    Wanajihadi(?= wa\\b)
    Xarakada
    Ururka (?=[A-Z])
    Ciidanka
    Askarawan
    Hukbong
    Anak (?=ng\\b)
    Fianna (?=na\\b)
    Laskar
    Pejuang
    Mouvement (?=de[s ]|pour\\b)
    Ralliement (?=de[s ]|pour\\b)
    Forces? (?=d[eu]s?\\b|pour\\b)
    Columna
    Gerilla
    Rijal (?=al)
    Asad (?=al-)
    Fityan
    Murabitun
    Shabab (?=[A-Z]|al-)
    Ma[iï][- ]Ma[iï]
    Mayi[- ]Mayi
""")
_ABROAD_WORD = (
    r"(?:[A-ZÀ-Ý][\w’'-]+|(?:al|ul|ar|as|ash|an|ad|az|at|wal?|bin|ibn|e|i)(?:-[\w’'-]+| [A-ZÀ-Ý][\w’'-]+)"
    r"|(?:el|de|del|da|do|dos|la|le|los|des|du|pour|y|et|na|ng)(?: (?:la|los|el|les))? [A-ZÀ-Ý][\w’'-]+)"
)
_GROUP = r"(?:group|band|militia|gang|movement|outfit|faction|cell|organi[sz]ation)"
# "Karim Haddad, the leader of a youth movement" names a person.
_PERSON = r"(?:member|leader|head|founder|commander|follower|supporter|son|brother|wife|widow|activist|spokes\w+|chief|chair\w*|director)"
_WORD = r"(?:(?:[A-ZÀ-Ý][\w’'-]+|al-[A-Z]\w+)(?: (?:of|for|the))*)"
_PROPER = rf"{_WORD}(?: {_WORD}){{0,4}}"
_TAIL = rf"(?: (?:of|for) (?:an? |the )?{_WORD}(?: (?:of )?(?:the )?{_WORD}){{0,2}})"
_MEN = r"(?:[Ff]ighters|[Mm]ilitants|[Gg]unmen|[Rr]ebels|[Ii]nsurgents|[Jj]ihadists|[Cc]ombatants|[Mm]ilitiamen)"
# Words behind which stands whose deed it is said to be, and words that only its doer says.
_BLAMED = (
    r"(?:(?:hallmarks|signature|handiwork|work) of|[Ss]uspicions?(?: \w+){0,4} (?:fell|falls|centred|focused|rests|turned|moved) (?:up)?on"
    r"|(?:attack|bombing|killing|abduction|kidnapping|raid|ambush|blast|it|deed|strike|assault|murder)s? to"
    r"|(?:[Bb]oth|attackers|assailants|gunm[ae]n|bombers?|kidnappers|raiders) (?:\w+ )?belonged to"
    r"|(?:note|leaflet|message|claim|caller|statement)\b[^.;]{0,60} (?:signed by|in the name of|on behalf of|attributed to))"
)
_OWNS = (
    r"(?:sent a claim|claimed (?:it|both)\b|said (?:that )?(?:it|its (?:men|fighters)) (?:had|was behind|killed|attacked|ambushed)\b"
    r"|says (?:that )?(?:it|its (?:men|fighters)) (?:has|is|are) (?:behind|holding)\b|(?:was|were|is|are) (?:blamed|responsible)\b)"
)
_NAME = re.compile(
    rf"\b(?P<headed>(?:{_WORD} ){{1,5}}{_HEAD}\b{_TAIL}?|{_HEAD}{_TAIL})"
    rf"|\b(?P<abroad>{_ABROAD}(?:[- ]?{_ABROAD_WORD}){{1,6}})"
    rf"|\b(?P<kind>{_PROPER})(?= {_KIND}\b)"
    rf"|\b{_GROUP}s? (?:called|known as|calling itself|named|(?:that|which) calls itself)(?: the)? [\"“‘]?"
    rf"(?=(?P<called>{_PROPER}))"
    rf"|\b{_KIND}(?: the)? (?=(?P<after>{_PROPER})[ ,.;])"
    rf"|\b{_MEN} (?:of|from|belonging to|loyal to)(?: the)? (?=(?P<men>{_PROPER}))"
    rf"|\b(?:[Cc]laimed by|[Cc]laim of responsibility (?:by|from)|claim from)(?: the)? (?=(?P<claim>{_PROPER}))"
    rf"|\b(?P<claims>{_PROPER})(?= (?:has |have |had |later |also |then )?claimed "
    rf"(?:responsibility|the (?:attack|ambush|bombing|raid|blast|killing)))"
    rf"|\b{_BLAMED}(?: {_KIND})?(?: the)? [\"“‘]?(?=(?P<blamed>{_PROPER}))"
    rf"|\b(?P<owns>{_PROPER})(?=[\"”’]?(?:,[^.;,]{{0,70}},)? (?:has |have |had |later |also |then )?{_OWNS})"
    rf"|\b(?P<apposed>{_PROPER}), (?:an?|the) (?:(?!{_PERSON}s?\b|of\b)\w+[ -]){{0,4}}{_GROUP}\b"
)
_OFFICIAL = re.compile(
    r"^(?:The )?(?:Peace|Marine|Engineers?|Democratic|Rail|Civil Rights|National|Coast|Presidential|"
    r"Republican|Border|Royal|Home|Civil|Salvation|Air|Red|Labou?r|Cup|"
    r"Security|Police)\s"
    r"(?:Guards?|Army|Front|Corps|Movement|Squads?|Commandos?|Alliance|Coalition|Volunteers|Scouts)$"
    r"|^(?:Boy|Girl|The) (?:Scouts|Guards?)$"
)
_PARTY = re.compile(
    r"^(?:Jama['’]?at-[ei]-Islami|Frente (?:Amplio|de Todos|Nacional)|Bloque de Constitucionalidad)"
)  # sit in parliaments
# Persons: the same constructions name them ("claimed by Abu Yusuf"), unless a word for a group ends the name.
_BY_NAME = re.compile(
    r"^(?:Abu|Umm|Ibn|Sheikh|Mullah|Mawlawi|Maulana|Imam|Haji|Commander|General|Colonel|Major|Captain|President|Minister|Mr|Mrs|Ms|Dr|Sayyed)\b"
)
_ENDS_WITH_HEAD = re.compile(rf"\b{_HEAD}$")
_TEAM = re.compile(
    r"^[’']?s? ?(?:captain|coach|striker|goalkeeper|midfielder|fans?|players?|forward|defender|manager|bowler|batsman|season|FC)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:Gunmen|Men|Soldiers|Fighters|Militants|Members|Leaders?|Commanders?|Officials?|Troops|Supporters|Elements|Rebels) (?:of|from)|"
    r"The|A|An|In|On|At|But|And|When|While|After|Before|Since|As|If|For|From|By|With|No|Two|Three|Four|Five|Some|Armed|Suspected|Local|Several|"
    r"Dozens|Meanwhile|Later|Earlier|Last|Both|Rival|Senior|What|Which|Who|That|This|These|Those|How|Why|Where|Not|Under|Within|Inside|Outside|"
    r"Near|Behind|Though|Although|Because|However|Yet|So|Or|Nor|Then|Now|Today|Yesterday|Overnight|Also|Even|Only|Many|Most|Other|Another|Such|"
    r"Its|Their|His|Her|Our|My|To|Of|Until|Against|Like|Unlike|Former|Government|Pro-\w+|Anti-\w+|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b ?(?:of |from )?(?:the )?"
)
_BEGINS_ABROAD = re.compile(rf"{_ABROAD}[- ]?")
_CLOSING = re.compile(r"(?:(?: (?:of|for|the|and|in|from|e|y|i|na|da|de|la))+|[’']s?)$")


def begins_abroad(name: str) -> bool:
    """Whether a name begins with such a word: what follows belongs to it, whoever else is so called."""
    return _BEGINS_ABROAD.match(name) is not None


_A_WOMAN = "Mara "  # begins a person's name as well


def names_a_group(name: str) -> bool:
    """Whether the words of a name themselves say that it is an armed group's, whatever else it may be taken for."""
    return _BEGINS_ABROAD.match(name) is not None and " " in name.replace("-", " ") and not name.startswith(_A_WOMAN)


def group_names(text: str, sentences: Sequence[Span], told: Collection[str] = ()) -> tuple[Span, ...]:
    """Every place where such a name stands, in order: a name that is introduced once is known throughout its report.

    ``told`` are names that were found otherwise, by what they are said to have done.
    """
    names = {text[a:b] for sentence in sentences for a, b in _introduced(text, sentence)} | set(told)
    if not names:
        return ()
    spoken = re.compile(r"\b(?:" + "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))) + r")(?!\w)")
    return tuple(Span(start=m.start(), end=m.end()) for s in sentences for m in spoken.finditer(text, s.start, s.end))


def _introduced(text: str, sentence: Span) -> Iterator[tuple[int, int]]:
    """Offsets of names that the words around them, or their last word, show to be an armed group's."""
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        way = match.lastgroup or ""
        start, end = match.span(way)
        while (opening := _OPENING.match(text[start:end])) is not None and opening.end():
            start += opening.end()
        while (closing := _CLOSING.search(text[start:end])) is not None:
            end = start + closing.start()
        name = text[start:end]
        long = " " in name or (way == "abroad" and "-" in name)
        if (
            long
            and not _OFFICIAL.match(name)
            and not _PARTY.match(name)
            and not _is_somebody(name)
            and not _TEAM.match(text[end:])
        ):
            yield start, end


def _is_somebody(name: str) -> bool:
    return _BY_NAME.match(name) is not None and _ENDS_WITH_HEAD.search(name) is None
