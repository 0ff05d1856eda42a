"""Words that, beside a capitalised name, say whether it is a place, a person, a firm or a road."""

from __future__ import annotations

import re

# Where the next name is all but surely a place.
WHERE = frozenset(
    "in at near around outside inside across throughout through toward towards between beyond via leaving reached reach entered "
    "enter left seized captured retook".split()
)
# These stand before places and people alike.
PERHAPS_WHERE = frozenset("from to of into above below bombed struck shelled hit attacked besieged over for".split())
LOCATIVE = WHERE | PERHAPS_WHERE
TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady prof president minister senator sen rep gov governor mayor sheriff judge justice "
    "officer sgt sergeant lt lieutenant capt captain maj major col colonel gen general brig brigadier adm admiral cpl "
    "pvt detective chief deputy king queen prince princess sheikh shaikh imam mullah maulvi maulana pope bishop "
    "archbishop father rev reverend sister coach attorney secretary chancellor ambassador spokesman spokeswoman "
    "commander superintendent inspector constable chairman director councilman councilwoman commissioner abu umm bin "
    "ibn ben bint saint emir ayatollah".split()
)
PLACE_WORDS = frozenset(
    "province governorate district county state city region oblast department prefecture parish division municipality "
    "village town camp airport island islands valley river lake bay port mountains highway road bridge border "
    "subdistrict sub-district suburb neighbourhood neighborhood commune canton township wilaya raion borough square".split()
)
BEFORE_PLACES = frozenset(
    "north south east west northern southern eastern western central downtown upper lower greater old new northeast "
    "northwest southeast southwest northeastern northwestern southeastern southwestern inner outer rural metro "
    "metropolitan historic nearby unincorporated the city town village district".split()
)
NEVER = frozenset(
    "arab arabs western reserve jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun january "
    "february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday the this that these those he she it they we you i his her its their our my a an and but "
    "or if as at by for from in of on to with who what when where why how all some many most no not yes one two three "
    "four five six seven eight nine ten god islam islamic muslim muslims christian christians jewish catholic army "
    "navy police central union republic democratic liberation national united front party people state states news "
    "press post times daily university college school hospital court house senate congress parliament government "
    "ministry council committee agency authority north south east west northern southern eastern men man women woman "
    "research sens human metro tri neo olympic spring summer autumn winter christmas easter ramadan spokesperson sea "
    "research club english french centre center secretary tour delta federal".split()
)
# Longer names of hamlets that mean something else almost everywhere.
NEVER_PHRASES = frozenset(
    "the city|the center|the village|the town|the island|the park|red cross|national park|river valley|country club|santa claus|"
    "city hall|tri city|new year|northern city|old town|city center|world bank|middle school|high school|white house|"
    "mardi gras|new age".split("|")
)

_CIVIC = (
    r"(?:police|fire|city|town|township|village|county|council|school|schools|board|mayor|superior|municipal|public|residents?|"
    r"sheriff|court|library|district|department|airport|authorities|officials?|"
    r"selectmen|commission(?:ers?)?|planning|volunteer|post office|high|chamber|area|"
    r"man|woman|men|women|couple|native|teen(?:ager)?|motorist|boy|girl|student|farmer|trader|market|mosque|church|jail|prison)"
)
CIVIC_AFTER = re.compile(rf" {_CIVIC}\b", re.IGNORECASE)
# "Dublin Road" is not in Dublin, the Makkah al-Mukarama Hotel not in Mecca.
STREET_AFTER = re.compile(
    r" (?:[A-Z][\w’'-]* )?(?:Street|Avenue|Boulevard|Drive|Lane|Court Road|Terrace|Crescent|Parkway|Pkwy|Ave|Blvd|St|Dr|Ln)\b"
    r"| Road\b(?! (?:in|near|outside) )"
    r"| (?:[Aa]l|[Ee]l|ul|ar|as|ash|at|an)[ -][A-Z][\w’'-]* (?:Hotel|Street|Road|Avenue|Restaurant|Mall|Hospital|Mosque)\b"
)
# Papers, firms, diseases and cups that took a place's name.
OTHER_NAME_AFTER = re.compile(
    r"(?: City)? (?:(?:Daily |Morning |Sunday |Evening )?(?:Times|Tribune|Herald|Gazette|Chronicle|Courier|Guardian|Telegraph|Mail|"
    r"Journal|Globe|Inquirer|Observer|Examiner|Independent|Standard|Monitor|Star|Sun|News|Daily|Post)\b(?! Office)|"
    r"(?:virus|fever|flu|disease|syndrome|ha?emorrhagic|ebolavirus|variant|strain)\b|"
    r"(?:Cup|Stars|Rangers|Lions|Tigers|United FC|FC|Airlines|Airways|Motors?|Broadcasting|Stock Exchange|Accords?|Protocol|"
    r"Convention|Declaration)\b)"
)
DATELINE = re.compile(
    r"(?:\A|\n|[.!?”\"] )([A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2})(?:, [A-Z][\w. ]{1,25})?(?: \([A-Z][\w ]{1,30}\))? ?(?:—|–|--| - )"
)
WIDER_COUNTIES = re.compile(
    r"(?:, [A-Z][\w’'-]+){0,6},? and [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? (?:count|parish|provinc|district|state|governorate|region)\w*"
)
COUNTIES = re.compile(r" (?:counties|provinces|parishes|districts|governorates|states|regions|oblasts|departments)\b")
