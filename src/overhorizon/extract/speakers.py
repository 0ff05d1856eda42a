"""What kind of source some words name.

Roles decide, read at the head of the noun phrase; the registry decides for names. A country that speaks is its
government, and so are its officials. Decisions that a reader may ask about:
witnesses, residents, relatives and survivors are PRIVATE_PERSON, whatever the registry says; doctors, nurses and teachers speak
for themselves and count as private when named, as UNNAMED when not; an unnamed spokesperson speaks for the institution and has
its kind; a bare name with no role beside it stays UNKNOWN unless the registry knows it as a public figure. Titles are surnames too ("Mary
Judge"), so that the last word of a name is never one; an age or a private occupation beside a name makes a private person.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.domain.sources import SourceKind


class ActorIndex(Protocol):
    """Names of public actors. ``actor_of`` answers for exact names and aliases only, None where it does not know.

    ``only_armed_groups`` tells whether all who bear a name are armed groups, where ``actor_of`` cannot tell which of them is meant.
    """

    def actor_of(self, words: str) -> Actor | None: ...

    def only_armed_groups(self, words: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Speaker:
    kind: SourceKind
    actor: str | None = None


def _any(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.findall(r"(?:\\.|\S)+", words)) + r")(?!['’]|\w)", re.I)


_PRIVATE = _any(
    r"""(?:eye-?)?witness(?:es)? residents? villagers? locals? relatives? famil(?:y|ies) fathers? mothers? brothers?
        sisters? sons? daughters? wife wives husbands? widows? widowers? uncles? aunts? cousins? nephews?
        nieces? grand(?:father|mother|son|daughter|parents?) parents? survivors? neighbou?rs? passengers?
        shopkeepers? farmers? students? pupils? drivers? protest[eo]rs? demonstrators? refugees? victims?
        bystanders? m[ae]n wom[ae]n boys? girls? mourners? hostages? captives? detainees? traders?
        worshippers? parishioners? pilgrims? herders? fishermen vendors? commuters? tourists? child(?:ren)?
        teenagers? friends? townspeople evacuees? motorists? prisoners? inmates? deserters? defectors?
        migrants? miners? pensioners? lawyers?"""
)
_PROFESSION = _any(
    "doctors? nurses? medics? paramedics? surgeons? teachers? priests? imams? pastors? journalists? reporters? volunteers?"
)
_SPOKES = _any("spokes(?:man|woman|person|people|men) representatives?")
_OFFICIAL = _any(
    r"""officials? officers? diplomats? advis[eo]rs? aides? commanders? envoys? ministers? governors? mayors?
        prosecutor investigators? lawmakers? legislators? senators? administrators? commissioners? leaders?
        director inspectors? soldiers? generals? negotiators? administrator"""
)
_OFFICIAL_SOURCE = re.compile(
    r"\b(?:security|military|police|government|intelligence|diplomatic|defen[cs]e|administration|law enforcement|army"
    r"|official|hospital|medical|palace) sources?\b",
    re.I,
)
_RANK = _any(
    r"""president prime\ minister minister secretary general colonel lieutenant major captain brigadier admiral
        marshal sergeant governor mayor senator ambassador judge chief commissioner sheriff inspector
        superintendent commander king queen prince sheikh ayatollah chancellor premier congressman
        congresswoman representative rep\. sen\. gen\. col\. lt\. maj\. capt\. brig\. adm\. gov\.
        spokes(?:man|woman|person) prosecutor director chairman chairwoman head leader deputy envoy attorney
        coroner"""
)
_GIVEN_NAME_TOO = frozenset("king queen prince sheikh major judge chief marshal".split())  # "Prince Deron, 30"
_OCCUPATION = _any(
    r"""bakers? cooks? chefs? carpenters? mechanics? waiters? waitress(?:es)? barbers? tailors? butchers? plumbers? electricians?
        builders? labou?rers? workers? cleaners? merchants? grocers? hairdressers? accountants? clerks? cashiers? engineers?
        shepherds? weavers? welders? painters? porters? salesm[ae]n housewi(?:fe|ves) retirees? musicians? artists? midwi(?:fe|ves)
        pharmacists? dentists? librarians? stallholders? shop\ owners? business(?:man|woman|men|women) owners?"""
)
_AGE = re.compile(r"^(?:aged )?\d{1,3}(?=$|,)(?:, *)?|^an? \d{1,3}-year-old\b *|^\d{1,3}[- ]years?[- ]old(?=$|,)(?:, *)?", re.I)
_STATE_FORCE = _any(
    r"""army military police navy troops forces force gendarmerie gendarmes coast\ ?guards? border\ guards?
        national\ guard intelligence air\ force guards? marines constabulary command regiment brigade\
        combat rangers paratroopers soldiers militar[yi]\S* command"""
)
_GOVERNMENT = _any(
    r"""government ministry ministries department presidency administration cabinet authorities authority white\
        house kremlin pentagon embassy consulate parliament prosecutors? court tribunal municipality
        (?:city|town|municipal|local|security)\ council junta regime foreign\ office state\ department
        congress senate governorate mission bureau prosecutor's\ office office capital"""
)
_ARMED = _any(
    r"""armed\ (?:groups?|factions?|wing)
    militants? rebels? insurgents? gangs? cartels? guerrillas? fighters? jihadists? jihadis? militias?
        militiamen separatists? faction terrorists? gunmen kidnappers? bandits? extremists? islamists?
        paramilitar(?:y|ies) liberation\ (?:front|army) resistance\ front brigades"""
)
_GROUP_NAME = re.compile(  # "gang" and "jihad" end the names of people; a "National Front" is a party as often
    r"(?!(?:National|Popular|United|Patriotic|Democratic|Broad|Home) Front$)"
    r"(?:[A-Z][\w'’-]+ )(?:(?:[A-Z][\w'’-]+|of|for|the|and|al|de) )*?(?:Front|Brigades|Militias?|Mujahid(?:een|in)|Rebels|Guerrillas"
    r"|Insurgency|Resistance|Cartel|Fighters|Liberation (?:Army|Movement|Forces?))"
)
_ORGANISATION = _any(
    r"""u\.?n\.? united\ nations ngos? red\ (?:cross|crescent) groups? organi[sz]ations? observatory committee
        agency association union charity hospital university company commission foundation institute network
        society federation movement party watchdog monitors? coalition alliance amnesty human\ rights\ watch
        m[eé]decins bloc council service centre center club church airline operator rescuers"""
)
_BODY_NAME = re.compile(  # "the Doctors Network" is a body, whatever its members are
    r"(?:[Tt]he )?(?:[A-Z][\w'’-]+ (?:(?:of|for|and) )?)+(?:Network|Syndicate|Union|Association|Committees?|Council|Society|Federation|"
    r"Centre|Center|Organi[sz]ation|Observatory|Foundation|Coalition|Rooms|Agency|Initiative|Watch)"
)
_UNNAMED = _any(
    r"""critics? experts? analysts? sources? observers? activists? supporters? some many people others person
        insiders? commentators? academics? elders? researchers? opponents? allies campaigners? scholars? historians?
        diplomats one those"""
)
_DOCUMENT = _any(
    r"""documents? reports? review memos? memorandum cables? files? study studies assessments? indictment filings?
        complaint affidavit survey polls? audit investigation inquiry dossier records? transcripts?
        e-?mails? data figures intelligence\ report letter statement communiqu[eé] footage images imagery
        video tape charge\ sheet verdict ruling statistics tally log logs papers evidence leaflets?"""
)
_OUTLETS = _any(
    r"""reuters afp agence\ france-presse ap associated\ press bbc(?:\ \w+)? cnn al[\ -]jazeera nbc(?:\ news)?
        cbs(?:\ news)? abc(?:\ news)? fox\ news msnbc npr pbs sky\ news itv dw deutsche\ welle france\ 24
        rfi rfe/rl voa xinhua tass ria\ novosti ria interfax irna fars tasnim mehr anadolu sana wafa rudaw
        kurdistan24 al[\ -]arabiya al[\ -]manar al[\ -]mayadeen tolo(?:news)? khaama pajhwok dawn pti ani
        ndtv kyodo nhk yonhap efe ansa dpa bloomberg axios politico buzzfeed le\ monde le\ figaro el\
        pa[ií]s der\ spiegel spiegel bild haaretz ynet the\ guardian premium\ times ukrinform ukrainska\
        pravda meduza novaya\ gazeta newsweek the\ economist the\ intercept the\ atlantic middle\ east\ eye
        al-monitor radio\ free\ europe(?:/radio\ liberty)? voice\ of\ america humangle sahara\ reporters"""
)
_OUTLET_SHAPE = re.compile(
    r"(?:[A-Z][\w.'’&-]* )+(?:Times|Post|Journal|News|Herald|Tribune|Gazette|Ledger|Guardian|Observer|Mail|Telegraph"
    r"|Chronicle|Standard|Press|Today"
    r"|Daily|Courier|Dispatch|Examiner|Independent|Mirror|Globe|Bulletin|Sentinel|Radio|TV|Television|Reporters"
    r"|Review|Inquirer|Express"
    r"|Broadcasting(?: Corporation| Company)?"
    r"|(?:News|Press|Telegraph) Agency|Media|Wire|Magazine|Channel)\b|\b(?:the )?(?:Times|Post"
    r"|Journal|Guardian|Herald|Telegraph|Independent)$"
)
_OUTLET_WORD = re.compile(
    r"\b(?:newspapers?|news (?:agency|agencies|site|outlets?|channel|website|service|reports?)|broadcasters?"
    r"|television|tv|magazine|media"
    r"|radio(?: station)?|tabloid|wire service|media outlets?|media reports?|local reports|state-run \w+)$", re.I
)  # fmt: skip
_OUTLET_NAMED = re.compile(r"\b(?:news agency|newspaper|broadcaster|television|magazine|news site|news channel) [A-Z][\w-]*$")
_DETERMINER = re.compile(r"^(?:the|a|an|its|his|her|their|our|this|that|these|those|some|several|two|three|both)\s+", re.I)
_HEAD_ENDS = re.compile(
    r",| \(| (?:who|which|that|of|for|from|in|at|on|by|with|to|near|familiar|killed|whose|based|close|speaking"
    r"|working|made|about|cited|seen|[a-z]+ed by)\b"
)
_NAME = re.compile(r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?: (?:al|bin|ibn|de|van|von|el|[A-Z][\w'’.-]*))*$")
_FOR = re.compile(r"\b(?:for|of|from|by|at|with) (?:the )?(?P<body>[^,]+)")


def bare_name(words: str) -> str:
    """The words without article and case, to tell whether two name the same."""
    return " ".join(_DETERMINER.sub("", words.strip()).lower().split())


def head_of(words: str) -> str:
    """The noun phrase up to what follows its head: "a spokesman for the ministry" -> "a spokesman"."""
    cut = _HEAD_ENDS.search(words)
    return words[: cut.start()] if cut and cut.start() > 0 else words


def is_outlet(words: str) -> bool:
    """Whether the words, as a whole, name a medium."""
    bare = re.sub(r"['’]s?$", "", _DETERMINER.sub("", words.strip()).strip('"“”‘’'))
    whole = words.strip()
    if _DOCUMENT.search(bare.split(" ")[-1]) and not _OUTLET_WORD.search(bare):
        return False
    if any(names.fullmatch(w) for names in (_OUTLETS, _OUTLET_SHAPE) for w in (bare, whole)):
        return True
    return bool(_OUTLET_WORD.search(head_of(bare)) or _OUTLET_NAMED.search(bare))


def is_document(words: str) -> bool:
    return bool(_DOCUMENT.search(head_of(words).rsplit(" ", 1)[-1]))


def is_private(words: str) -> bool:
    """Whether a private role stands at the head or in the apposition of the phrase."""
    head, _, apposition = words.partition(",")
    first = head_of(_DETERMINER.sub("", head))
    beside = head_of(_AGE.sub("", apposition.strip()))
    return bool(_PRIVATE.search(first) or _PRIVATE.search(beside)) and not _SPOKES.search(first)


def speaker_of(words: str, actors: ActorIndex | None) -> Speaker:
    """Kind and registry id of a source as worded; UNKNOWN where the words do not tell."""
    head = head_of(words)
    if is_outlet(words) or is_outlet(head):
        return Speaker(SourceKind.OUTLET)
    if is_private(words):
        return Speaker(SourceKind.PRIVATE_PERSON)
    if is_document(words):
        return Speaker(SourceKind.DOCUMENT, _body(words, actors)[1])
    known = _known(words, actors) or _known(head, actors)
    if known is not None and known.kind is not ActorKind.PUBLIC_FIGURE:
        return Speaker(_KIND_OF_ACTOR[known.kind], known.id)
    named = _named(head) or bool(_NAME.fullmatch(words.partition(", ")[2]))
    if known is not None:
        return Speaker(SourceKind.PUBLIC_PERSON, known.id)
    if _is_armed(head, actors) or _is_armed(words.partition(",")[0], actors):
        return Speaker(SourceKind.ARMED_GROUP)
    if _BODY_NAME.fullmatch(head):
        return Speaker(SourceKind.ORGANISATION)
    if _PROFESSION.search(head):
        return Speaker(SourceKind.PRIVATE_PERSON if named else SourceKind.UNNAMED)
    return _by_role(words, head, named, actors)


def _by_role(words: str, head: str, named: bool, actors: ActorIndex | None) -> Speaker:
    apposition = words.partition(",")[2].strip()
    beside = head_of(_AGE.sub("", apposition))
    aged = _AGE.match(apposition) is not None
    if named and (_ranked(beside) or _OFFICIAL.search(beside) or _SPOKES.search(beside) or _ranked(head, aged=aged)):
        return Speaker(SourceKind.PUBLIC_PERSON, _body(words, actors)[1])
    if named and (aged or _OCCUPATION.search(beside) or _PROFESSION.search(beside)):
        return Speaker(SourceKind.PRIVATE_PERSON)
    if _SPOKES.search(head):
        kind, actor = _body(words, actors)
        return Speaker(kind if kind is not SourceKind.UNKNOWN else SourceKind.UNNAMED_OFFICIAL, actor)
    if _OFFICIAL.search(head) or _OFFICIAL_SOURCE.search(head):
        return Speaker(SourceKind.UNNAMED_OFFICIAL, _body(words, actors)[1])
    if _UNNAMED.search(head):
        return Speaker(SourceKind.UNNAMED)
    for pattern, kind in _INSTITUTIONS:
        if pattern.search(head):
            return Speaker(kind)
    return Speaker(SourceKind.UNKNOWN)


def _ranked(phrase: str, *, aged: bool = False) -> bool:
    """Whether a title stands in the phrase and is no part of a name: before the last word of a name, or with an article.

    With an age beside it, a title that is a given name too counts as one.
    """
    named = not _DETERMINER.match(phrase) and _NAME.search(phrase) is not None
    rank = _RANK.search(phrase.rsplit(" ", 1)[0] if named else phrase)
    return rank is not None and not (aged and rank.start() == 0 and rank.group().lower() in _GIVEN_NAME_TOO)


_INSTITUTIONS = (
    (_ARMED, SourceKind.ARMED_GROUP),
    (_GOVERNMENT, SourceKind.GOVERNMENT),
    (_STATE_FORCE, SourceKind.STATE_FORCE),
    (_ORGANISATION, SourceKind.ORGANISATION),
)
_KIND_OF_ACTOR = {
    ActorKind.ARMED_GROUP: SourceKind.ARMED_GROUP,
    ActorKind.STATE_FORCE: SourceKind.STATE_FORCE,
    ActorKind.GOVERNMENT: SourceKind.GOVERNMENT,
    ActorKind.ORGANISATION: SourceKind.ORGANISATION,
    ActorKind.PUBLIC_FIGURE: SourceKind.PUBLIC_PERSON,
}


def _named(head: str) -> bool:
    """Whether a person's name ends the head: two capitals, or one behind a role in lower case or a rank."""
    bare = _DETERMINER.sub("", head)
    name = _NAME.search(bare)
    if name is None or any(
        p.search(bare.rsplit(" ", 1)[-1]) for p in (_GOVERNMENT, _STATE_FORCE, _ORGANISATION, _SPOKES, _OFFICIAL)
    ):
        return False
    return name.start() > 0 or len(name.group().split()) > 1


_GIVEN_NAMES = frozenset({"Chad", "Georgia", "Jordan"})  # a person of that name must not become a government
_FORMER = re.compile(r"\b(?:former|ex|retired)\b", re.I)
_SENIORITY = re.compile(r"^(?:(?:a|an|one|two|three|several|senior|top|unnamed|other|some|local|high-ranking) )+", re.I)


def _known(words: str, actors: ActorIndex | None) -> Actor | None:
    if actors is None:
        return None
    whole = words.strip()
    bare = re.sub(r"['’]s$", "", _DETERMINER.sub("", whole))
    known = actors.actor_of(whole) or (actors.actor_of(bare) if bare else None)
    if known is None and bare[:1].isupper() and bare not in _GIVEN_NAMES:
        known = actors.actor_of(f"government of {whole}")
    return known


def _is_armed(words: str, actors: ActorIndex | None) -> bool:
    """Whether the words name an armed group, be it that nobody knows which."""
    bare = re.sub(r"['’]s$", "", _DETERMINER.sub("", words.strip()))
    return bool(_GROUP_NAME.fullmatch(bare)) or (actors is not None and bool(bare) and actors.only_armed_groups(bare))


def _body(words: str, actors: ActorIndex | None) -> tuple[SourceKind, str | None]:
    """For whom a spokesperson, an official or a document speaks: "for the X", "X's spokesman", "X spokesman"."""
    after = _FOR.search(words)
    head = _DETERMINER.sub("", head_of(words))
    before = re.split(r"['’]s? | (?=(?:spokes|official|report|statement|minist|polic|command))", head, maxsplit=1)[0]
    if _FORMER.search(head):
        return SourceKind.UNKNOWN, None
    adjective = f"{_SENIORITY.sub('', before)} government"  # "Valdian officials" speak for the Valdian government
    for body in ([after["body"]] if after else []) + [_SENIORITY.sub("", before), adjective]:
        known = _known(body, actors)
        if known is not None and known.kind is not ActorKind.PUBLIC_FIGURE:
            return _KIND_OF_ACTOR[known.kind], known.id
        if known is None and _is_armed(body, actors):
            return SourceKind.ARMED_GROUP, None
    for body in ([after["body"]] if after else []) + [head]:
        for pattern, kind in _INSTITUTIONS:
            if pattern.search(body):
                return kind, None
    return SourceKind.UNKNOWN, None
