"""Words that tell of an incident, by a lexicon of our own: the first reader of incidents, until a model takes its place.

The lexicon is general English of armed violence, written from the codebooks' event types; it was not built from any
evaluation text.
"""

import re
from collections.abc import Iterator, Sequence

from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Trigger
from overhorizon.encoder.sentences import sentences

_EXPLOSIVE = r"(?:suicide|car|truck|roadside|vehicle|parcel|pipe|nail|petrol|twin|vehicle-borne)[- ]"
_AERIAL = r"(?:air|aerial|drone|UAV|unmanned(?: aerial)?|jet|helicopter|over-the-horizon|Hellfire)"

# Earlier rows win where two match at one place.
_LEXICON: tuple[tuple[IncidentType | None, str], ...] = (
    (IncidentType.AIR_STRIKE, rf"{_AERIAL}[- ]?(?:strikes?|raids?|attacks?|bombardments?|bombings?|missiles?)|airstrikes?|air-?raids?"),
    (IncidentType.AIR_STRIKE, r"(?:precision|kamikaze[- ]drone) (?:strikes?|attacks?)|(?:warplanes?|fighter jets?|drones?|helicopter gunships?) "
                              r"(?:have |had )?(?:bombed|struck|hit|attacked|targeted|fired)"),
    (IncidentType.SHELLING, r"shelling|shelled|(?:artillery|mortar|rocket|missile)s? (?:fire|attacks?|strikes?|barrages?|bombardments?|shells?)|"
                            r"(?:rockets?|mortars?|missiles?|shells?) (?:hit|struck|landed|slammed|fell|(?:were |was )?fired)|rounds (?:were |was )?fired|bombardments?|bombarded"),
    (IncidentType.BOMBING, rf"(?:{_EXPLOSIVE})?(?:bombings?|bomb (?:attacks?|blasts?|explosions?)|bombs?|blasts?|explosions?)|"
                           rf"(?:{_EXPLOSIVE})(?:attacks?|assaults?|bombers?|vests?)|IEDs?|improvised explosive devices?|"
                           r"exploded|explodes?|detonat(?:ed|es?|ing|ions?)|blew (?:himself|herself|themselves|it|the \w+)? ?up|"
                           r"blow(?:n|ing|s)? (?:himself |herself |themselves )?up|(?:land)?mines? (?:blasts?|explosions?|exploded)|"
                           r"booby[- ]traps?|grenades?(?: attacks?)?"),
    (IncidentType.KIDNAPPING, r"kidnap(?:s|p?ed|p?ings?|pers)?|abduct(?:s|ed|ing|ions?|ors)?|hostage[- ]takings?|"
                              r"(?:took|taken|seized|held|holding) (?:\w+ ){0,3}hostages?|(?:took|taken) (?:\w+ ){0,3}captive"),
    (IncidentType.EXECUTION, r"(?:publicly |summarily )?execut(?:ed|ions?|ing)(?! of (?:the|a) (?:plan|order|contract|strategy|mission|operation))|"
                             r"behead(?:ed|s|ing|ings)|decapitat(?:ed|ions?)|lynch(?:ed|ings?)"),
    (IncidentType.TARGETED_KILLING, r"assassinat(?:ed?|es|ing|ions?)|(?:targeted|extrajudicial) killings?"),
    (IncidentType.ARMED_CLASH, r"(?:fierce |heavy |deadly |armed |violent |fresh |renewed )?(?:clash(?:es|ed|ing)?|firefights?|gun ?battles?|gunfights?|shoot-?outs?|"
                               r"skirmish(?:es)?|street battles?)|exchanges? of (?:gun)?fire|exchang(?:ed|ing) (?:gun)?fire|traded fire|"
                               r"(?:fierce|heavy|intense|ongoing|renewed) (?:fighting|battles?|combat)|fighting (?:between|erupted|broke out|raged)"),
    (IncidentType.ARREST, r"arrest(?:ed|s|ing)?|detain(?:ed|s|ing)|captured (?=(?:a|an|the|two|three|four|five|\d+|suspected|senior|alleged)\b)|rounded up|apprehended|took into custody|"
                          r"taken into custody"),
    (IncidentType.ARMED_ASSAULT, r"shot (?:dead|and killed|to death|at)|gunned down|open(?:ed|ing) fire|mass shootings?|shootings?|stormed|storming|ambush(?:ed|es|ing)?|"
                                 r"massacr(?:e|es|ed)|slaughter(?:ed|ing)?|stabb(?:ed|ings?)(?: to death)?|hacked (?:\w+ ){0,2}to death|"
                                 r"(?:knife|machete|gun|armed|militant|terror(?:ist)?|jihadist|insurgent|rebel|cross-border|deadly|gruesome|dawn|night) (?:attacks?|assaults?|raids?)|"
                                 r"attack(?:ed|s|ing)?|assault(?:ed|s)?|raid(?:ed|s)?|rampage|burn(?:ed|t) down|torched|set fire to|murder(?:ed|s|ing)?"),
    (IncidentType.AIR_STRIKE, r"(?:US|U\.S\.|American|Israeli|Turkish|Russian|French|Saudi|coalition|military|retaliatory|counterterrorism) strikes?|strikes? (?:that|which) killed|strike in|strike on"),
    (None, r"kill(?:ed|s|ing|ings)?|slain|slay(?:ing)?|dead|died|death tolls?|deaths?|fatalities|lost (?:his|her|their) li(?:fe|ves)|"
           r"(?:neutrali[sz]ed|eliminated)(?= (?:\w+ ){0,3}(?:militants?|terrorists?|fighters?|insurgents?|rebels?|gunm[ae]n|commanders?|leaders?))|wounded|injured|casualt(?:y|ies)|bodies|corpses|gunfire|martyred|"
           r"(?:claim(?:ed|s|ing)?|took|takes|taken) (?:\w+ ){0,2}responsibility|blam(?:ed|es|ing)|"
           r"bears? (?:\w+ ){0,2}responsibility for|(?:they|he|she|police|officials?|authorities|investigators|residents|army|ministry) (?:\w+ )?suspect(?:ed|s)?(?= the| [A-Z])|"
           r"sent the (?:suicide )?(?:bomber|attacker|gunmen|drone)s?|"
           r"(?:attackers?|assailants?|killers?|bombers?|gunm[ae]n) (?:belonged|were (?:members|part)|was a (?:member|fighter)|came)"),
)  # fmt: skip
_TRIGGER = re.compile("|".join(rf"(?P<t{i}>\b(?:{p})\b)" for i, (_, p) in enumerate(_LEXICON)), re.IGNORECASE)

# The same words in other trades: hearts, sport, politics, weather, business.
_OTHER_TRADES = re.compile(
    r"(?:heart|panic|asthma|shark|dog|bear|cyber|verbal|personal|hacking|ransomware|phishing|media|online|DDoS)[- ]attacks?|"
    r"attacking (?:midfield\w*|football|play|style|player)|attack(?:ing)? (?:line|ads?|dog)\b|under attack from (?:critics|the opposition)|"
    r"(?:labou?r|hunger|rail|train drivers'|general|teachers'|lightning|transit) strikes?|strikes? (?:action|over pay)|"
    r"shooting (?:range|star|guard|stars)|penalty shoot-?outs?|shootouts? win|photo shoot\w*|"
    r"(?:gas|boiler|cylinder|fireworks?|firework|chemical plant|population|tyre|steam|transformer|dust) (?:blasts?|explosions?|exploded)|"
    r"(?:bomb|murder|blast|box office|bath) (?:squad|disposal|mystery|bombs?|furnace)|bombshells?|"
    r"dead(?:line|lock|pan)s?|dead (?:end|heat|sea)|clash(?:es)? of (?:opinions?|cultures?|titans)|"
    r"cardiac arrests?|house arrest warrants?|arrest warrants?|clashed over|verbal clash\w*|raid(?:ed)? the (?:fridge|treasury)",
    re.IGNORECASE,
)

# A match report is full of attacks. Four different words of the trade make one.
_SPORT = re.compile(
    r"\b(goalkeepers?|midfielders?|strikers?|half-?time|offside|penalty|derby|innings|wickets?|scored|equali[sz]er|league|coach|kick-?off|quarterback|"
    r"touchdown|referee|substitute|free kick|defenders?|home side|season|playoffs?|tournament|semi-?finals?|champions?)\b",
    re.IGNORECASE,
)
_SPORT_WORDS = 4

_NEGATED = re.compile(
    r"\b(?:no|not|never|without|denied (?:that|any|having)|n't|neither|nor)(?: (?:been|any|a|an|the|such|further|other|have|has|had|yet|carried|out|actually|immediate(?:ly)?|reports? of)){0,4} ?$",
    re.IGNORECASE,
)
_ATTEMPTED_BEFORE = re.compile(
    r"\b(?:foiled|thwarted|averted|prevented|failed|attempted|attempt(?:s|ing)? (?:to|at|on)|tried to|trying to|survived|escaped|botched|defused)"
    r"(?: (?:a|an|the|another|suspected|planned|major|alleged|his|her)){0,3} ?$",
    re.IGNORECASE,
)
_ATTEMPTED_AFTER = re.compile(r"^(?: (?:attack|attempt|plot|bid))? ?(?:attempt|was (?:foiled|thwarted|averted|prevented)|failed)\b", re.IGNORECASE)
_PLANNED_BEFORE = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|plot(?:s|ted|ting)?|prepar(?:ing|ed|ations?)|intend(?:s|ed)?|vow(?:s|ed)?|threaten(?:s|ed|ing)?|conspir(?:ing|ed)|ready|wants?|aim(?:s|ed|ing)?|scheme)"
    r"(?: (?:to|for|of|a|an|the|further|more|new|another|carry|out|launch|stage|conduct|mount|external|large-scale|against)){0,5} ?$",
    re.IGNORECASE,
)
_HYPOTHETICAL_BEFORE = re.compile(
    r"\b(?:could|would|might|may|should|can|will|if|whether|risk of|threat of|threats of|fears? of|danger of|possib(?:le|ility of)|potential|warn(?:s|ed|ing)? of|in case of|prevent|deter|against future|future)"
    r"(?: (?:be|further|more|new|another|other|a|an|any|the|launch|carry|out|conduct|stage|possible|potential|external|imminent|terror(?:ist)?)){0,4} ?$",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"\bwhether\b[^.;:]*$", re.IGNORECASE)
_DRILL = re.compile(r"\b(?:drills?|exercises?|simulat(?:ed|ion)|mock|rehears(?:al|ed)|training scenario|war games?)\b", re.IGNORECASE)
_GENERIC_BEFORE = re.compile(
    r"\b(?:series of|spate of|wave of|string of|number of|increase in|rise in|surge in|such|similar|frequent|repeated|regular|many|most|all|several|other|previous|past|recent|years of|dozens of|hundreds of|"
    r"multiple|numerous|deadly|near-daily|daily|past|sporadic|these|against) ?$",
    re.IGNORECASE,
)
_PLURAL_NOUN = re.compile(r"(?:attacks|bombings|killings|strikes|raids|assaults|clashes|explosions|blasts|abductions|kidnappings|arrests|executions|shootings|"
                          r"airstrikes|assassinations|bombs|murders|beheadings|massacres|ambushes|fatalities|casualties|deaths)$", re.IGNORECASE)  # fmt: skip
_COUNTED_BEFORE = re.compile(r"\b(?:two|three|twin|double|triple|both|the|\d+|[Ss]aturday's|[A-Z][a-z]+day's|simultaneous|coordinated) ?$", re.IGNORECASE)


def tag_triggers(text: str, passages: Sequence[Span]) -> tuple[Trigger, ...]:
    """Triggers of the passages with type and realis, in order of the text; none in a report of a match."""
    body = "\n".join(p.of(text) for p in passages)
    if len({m.group().lower() for m in _SPORT.finditer(body)}) >= _SPORT_WORDS:
        return ()
    return tuple(t for passage in passages for sentence in sentences(text, passage) for t in _of_sentence(text, sentence))


def _of_sentence(text: str, sentence: Span) -> Iterator[Trigger]:
    words = sentence.of(text)
    excluded = [m.span() for m in _OTHER_TRADES.finditer(words)]
    drill = _DRILL.search(words) is not None
    for match in _TRIGGER.finditer(words):
        if any(a < match.end() and match.start() < b for a, b in excluded):
            continue
        kind = _LEXICON[int((match.lastgroup or "t0")[1:])][0]
        realis = Realis.DRILL if drill else _realis(words, match)
        span = Span(start=match.start(), end=match.end()).shifted(sentence.start)
        yield Trigger(span=span, type=kind, realis=realis)


def _realis(words: str, match: re.Match[str]) -> Realis:
    """How the clause before and just after the trigger puts it; what nothing marks is actual."""
    before, after = words[max(0, match.start() - 70) : match.start()], words[match.end() : match.end() + 40]
    if _ATTEMPTED_BEFORE.search(before) or _ATTEMPTED_AFTER.match(after):
        return Realis.ATTEMPTED
    if _WHETHER.search(words[max(0, match.start() - 200) : match.start()]):
        return Realis.HYPOTHETICAL
    if _NEGATED.search(before):
        return Realis.NEGATED
    if _PLANNED_BEFORE.search(before):
        return Realis.PLANNED
    if _HYPOTHETICAL_BEFORE.search(before):
        return Realis.HYPOTHETICAL
    if _PLURAL_NOUN.search(match.group()) and not _COUNTED_BEFORE.search(before):
        return Realis.GENERIC
    if _PLURAL_NOUN.search(match.group()) and _GENERIC_BEFORE.search(before):
        return Realis.GENERIC
    return Realis.ACTUAL
