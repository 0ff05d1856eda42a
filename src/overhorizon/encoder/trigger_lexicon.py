"""The lexicon of incidents: general English of armed violence, by type of incident.

Written by us from the event types of the codebooks; no evaluation text stood behind it. One alternative a line.
"""

import re

from overhorizon.domain.incidents import IncidentType
from overhorizon.encoder.patterns import one_of

_MANNER = r"(?:suicide|car|truck|roadside|vehicle|parcel|pipe|nail|petrol|twin|vehicle-borne)[- ]"
_AERIAL = r"(?:air|aerial|drone|UAV|unmanned(?: aerial)?|jet|helicopter|over-the-horizon|Hellfire)"
_NATIONAL = r"(?:US|U\.S\.|American|Israeli|Turkish|Russian|French|Saudi|coalition|military|retaliatory|counterterrorism)"
_FEW = r"(?:\w+ ){0,3}"

# Rows in order: where two match at one place, the earlier one wins.
LEXICON: tuple[tuple[IncidentType | None, str], ...] = (
    (
        IncidentType.AIR_STRIKE,
        one_of(rf"""
            {_AERIAL}[- ]?(?:strikes?|raids?|attacks?|bombardments?|bombings?|missiles?)
            airstrikes?
            air-?raids?
            (?:precision|kamikaze[- ]drone) (?:strikes?|attacks?)
            (?:warplanes?|fighter jets?|drones?|helicopter gunships?) (?:have |had )?(?:bombed|struck|hit|attacked|targeted|fired)
        """),
    ),
    (
        IncidentType.SHELLING,
        one_of(r"""
            shelling
            shelled
            (?:artillery|mortar|rocket|missile)s? (?:fire|attacks?|strikes?|barrages?|bombardments?|shells?)
            (?:rockets?|mortars?|missiles?|shells?) (?:hit|struck|landed|slammed|fell|(?:were |was )?fired)
            rounds (?:were |was )?fired
            fired (?:\w+ ){0,2}?(?:rockets|missiles|shells|mortars)
            launched (?:\w+ ){0,2}?(?:drones|missiles|rockets)
            bombardments?
            bombarded
        """),
    ),
    (
        IncidentType.BOMBING,
        one_of(rf"""
            (?:{_MANNER})?(?:bombings?|bomb (?:attacks?|blasts?|explosions?)|bombs?|blasts?|explosions?)
            {_MANNER}(?:attacks?|assaults?|bombers?|vests?)
            IEDs?
            improvised explosive devices?
            bombed
            exploded
            explodes?
            detonat(?:ed|es?|ing|ions?)
            blew (?:himself|herself|themselves|it|the \w+)? ?up
            blow(?:n|ing|s)? (?:himself |herself |themselves )?up
            (?:land)?mines? (?:blasts?|explosions?|exploded)
            booby[- ]traps?
            grenades?(?: attacks?)?
        """),
    ),
    (
        IncidentType.KIDNAPPING,
        one_of(rf"""
            kidnap(?:s|p?ed|p?ings?|pers)?
            abduct(?:s|ed|ing|ions?|ors)?
            hostage[- ]takings?
            (?:took|taken|seized|held|holding) {_FEW}hostages?
            (?:took|taken) {_FEW}captive
        """),
    ),
    (
        IncidentType.EXECUTION,
        one_of(r"""
            (?:publicly |summarily )?execut(?:ed|ions?|ing)(?! of (?:the|a) (?:plan|order|contract|strategy|mission|operation))
            behead(?:ed|s|ing|ings)
            decapitat(?:ed|ions?)
            lynch(?:ed|ings?)
        """),
    ),
    (
        IncidentType.TARGETED_KILLING,
        one_of(r"""
            assassinat(?:ed?|es|ing|ions?)
            (?:targeted|extrajudicial) killings?
        """),
    ),
    (
        IncidentType.ARMED_CLASH,
        one_of(r"""
            (?:fierce |heavy |deadly |armed |violent |fresh |renewed )?(?:clash(?:es|ed|ing)?|skirmish(?:es)?|street battles?)
            (?:firefights?|gun ?battles?|gunfights?|shoot-?outs?)
            exchanges? of (?:gun)?fire
            exchang(?:ed|ing) (?:gun)?fire
            traded fire
            (?:fierce|heavy|intense|ongoing|renewed) (?:fighting|battles?|combat)
            fighting (?:between|erupted|broke out|raged|in|near|around|for|over)
        """),
    ),
    (
        IncidentType.ARREST,
        one_of(r"""
            arrest(?:ed|s|ing)?
            detain(?:ed|s|ing)
            captured (?=(?:a|an|the|two|three|four|five|\d+|suspected|senior|alleged)\b)
            rounded up
            apprehended
            took into custody
            taken into custody
        """),
    ),
    (
        IncidentType.ARMED_ASSAULT,
        one_of(rf"""
            shot (?=(?:at )?(?:\w+ ){{0,2}}?(?:men|women|boys|girls|people|civilians|him|her|them|villagers|soldiers|officers?)\b)
            shot (?=(?:at )?(?:\w+ ){{0,2}}?(?:workers|students|protesters|passengers|farmers|worshippers|policem[ae]n|guards?)\b)
            shot (?:dead|and killed|to death|at)
            gunned down
            open(?:ed|ing) fire
            mass shootings?
            shootings?
            stormed
            storming
            ambush(?:ed|es|ing)?
            massacr(?:e|es|ed)
            slaughter(?:ed|ing)?
            stabb(?:ed|ings?)(?: to death)?
            hacked {_FEW}to death
            (?:knife|machete|gun|armed|militant|terror(?:ist)?|jihadist|insurgent|rebel) (?:attacks?|assaults?|raids?)
            (?:cross-border|deadly|gruesome|dawn|night) (?:attacks?|assaults?|raids?)
            attack(?:ed|s|ing)?
            assault(?:ed|s)?
            raid(?:ed|s)?
            rampage
            burn(?:ed|t) down
            torched
            set fire to
            murder(?:ed|s|ing)?
        """),
    ),
    (
        IncidentType.AIR_STRIKE,
        one_of(rf"""
            {_NATIONAL} strikes?
            strikes? (?:that|which) killed
            strike in
            strike on
        """),
    ),
    (
        None,  # harm without its manner
        one_of(rf"""
            kill(?:ed|s|ing|ings)?
            slain
            slay(?:ing)?
            dead
            died
            death tolls?
            deaths?
            fatalities
            lost (?:his|her|their) li(?:fe|ves)
            (?:neutrali[sz]ed|eliminated)(?= {_FEW}(?:militants?|terrorists?|fighters?|insurgents?|rebels?|gunm[ae]n|commanders?|leaders?))
            wounded
            injured
            casualt(?:y|ies)
            bodies
            corpses
            gunfire
            martyred
        """),
    ),
    (
        None,  # whose deed it was
        one_of(r"""
            (?:claim(?:ed|s|ing)?|took|takes|taken) (?:\w+ ){0,2}responsibility
            bears? (?:\w+ ){0,2}responsibility for
            blam(?:ed|es|ing)
            (?:they|he|she|police|officials?|authorities|investigators|residents|army|ministry) (?:\w+ )?suspect(?:ed|s)?(?= the| [A-Z])
            sent the (?:suicide )?(?:bomber|attacker|gunmen|drone)s?
            (?:attackers?|assailants?|killers?|bombers?|gunm[ae]n) (?:belonged|were (?:members|part)|was a (?:member|fighter)|came)
        """),
    ),
)

# What a word of the last entry looks like: it tells whose deed it was, and nothing of the deed.
WHOSE_DEED = re.compile(r"responsib|blam|suspect|sent the|belonged|members|part$|fighter$|came$", re.IGNORECASE)

# The same words in other trades: hearts, sport, politics, weather, business.
OTHER_TRADES = one_of(r"""
    (?:heart|panic|asthma|shark|dog|bear|cyber|verbal|personal|hacking|ransomware|phishing|media|online|DDoS)[- ]attacks?
    attacking (?:midfield\w*|football|play|style|player)
    attack(?:ing)? (?:line|ads?|dog)\b
    under attack from (?:critics|the opposition)
    (?:labou?r|hunger|rail|train drivers'|general|teachers'|lightning|transit) strikes?
    strikes? (?:action|over pay)
    shooting (?:range|star|guard|stars)
    penalty shoot-?outs?
    shootouts? win
    photo shoot\w*
    (?:gas|boiler|cylinder|fireworks?|firework|chemical plant|population|tyre|steam|transformer|dust) (?:blasts?|explosions?|exploded)
    (?:bomb|murder|blast|box office|bath) (?:squad|disposal|mystery|bombs?|furnace)
    bombshells?
    dead(?:line|lock|pan)s?
    dead (?:end|heat|sea)
    clash(?:es)? of (?:opinions?|cultures?|titans)
    cardiac arrests?
    house arrest warrants?
    arrest warrants?
    clashed over
    verbal clash\w*
    raid(?:ed)? the (?:fridge|treasury)
    attack\w* (?:the|his|her|their|a) (?:budget|bill|plan|policy|policies|record|report|proposal|decision|ruling|idea|speech|press|media)
    blasts? of (?!fire|gunfire|shrapnel)
    fighting (?:for (?:his|her|their) lives?|for (?:re-?election|survival|justice|rights)|over (?:money|land rights))
""")

# A match report is full of attacks. Several different words of the trade make one.
SPORT = one_of(r"""
    goalkeepers?
    midfielders?
    strikers?
    half-?time
    offside
    penalty
    derby
    innings
    wickets?
    scored
    equali[sz]er
    league
    coach
    kick-?off
    quarterback
    touchdown
    referee
    substitute
    free kick
    defenders?
    home side
    season
    playoffs?
    tournament
    semi-?finals?
    champions?
""")
