"""The closed vocabulary of time expressions, and the pieces of pattern that the grammar is made of.

Every repetition is bounded, so that a pattern tried at one place costs a bounded number of steps on any text.
"""

import re
from typing import Final

from overhorizon.extract.numbers import NUMBER, read_number
from overhorizon.extract.times.expressions import Hang, Part

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thu", "friday fri", "saturday sat", "sunday sun"),
        start=1,
    )
    for name in names.split()
}
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS: Final = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q",
    "year": "Y", "decade": "E", "century": "C", "centurie": "C",
}  # fmt: skip
DAY_PARTS: Final = {
    "morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "noon": "T12:00",
    "midday": "T12:00",
    "midnight": "T24:00",
}
ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"twenty-first": 21}
_TENS_TH: Final = {"twenty": 20, "thirty": 30}
DAY_ORDINALS: Final = (
    ORDINALS
    | {"thirtieth": 30}
    | {
        f"{tens}{dash}{word}": start + value
        for tens, start in _TENS_TH.items()
        for word, value in ORDINALS.items()
        for dash in "- "
        if value < 10 and start + value <= 31
    }
)
"""Days of a month in words: "the third of May", "May twenty-first"."""
DECADES: Final = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
}  # fmt: skip

_PARTS: Final = {
    "early": Part.EARLY, "beginning": Part.EARLY, "start": Part.EARLY, "opening": Part.EARLY,
    "earlier": Part.EARLY, "outset": Part.EARLY,
    "mid": Part.MID, "middle": Part.MID, "late": Part.LATE, "latter": Part.LATE, "end": Part.LATE,
    "later": Part.LATE, "close": Part.LATE,
}  # fmt: skip
_HANGS: Final = {
    "this": Hang.THIS, "the current": Hang.THIS, "the": Hang.THIS, "current": Hang.THIS, "the present": Hang.THIS,
    "that": Hang.THIS,
    "the same": Hang.THIS, "that same": Hang.THIS, "that very": Hang.THIS,
    "last": Hang.PREVIOUS, "the last": Hang.PREVIOUS, "the previous": Hang.PREVIOUS, "previous": Hang.PREVIOUS,
    "the past": Hang.PREVIOUS,
    "past": Hang.PREVIOUS, "this past": Hang.PREVIOUS, "the preceding": Hang.PREVIOUS, "the prior": Hang.PREVIOUS,
    "these past": Hang.PREVIOUS, "these last": Hang.PREVIOUS,
    "next": Hang.NEXT, "the next": Hang.NEXT, "the following": Hang.NEXT, "the coming": Hang.NEXT, "coming": Hang.NEXT,
    "this coming": Hang.NEXT, "the upcoming": Hang.NEXT, "following": Hang.NEXT,
}  # fmt: skip
VAGUE: Final = frozenset("few several many some numerous number dozens scores hundreds thousands millions recent".split())


def _any(words: object) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


S: Final = r"\s{1,3}"
MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY: Final = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun)\.)"
DAY: Final = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|:\d|%|[,.]\d)\b"
DAY_TOO: Final = DAY.replace("<day>", "<day2>")
YEAR: Final = r"(?P<year>1\d{3}|20\d\d)\b(?!,\d)"
SEASON: Final = rf"(?P<season>{_any(SEASONS)})\b"
UNIT: Final = r"(?P<unit>seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries)\b"
UNIT_ONE: Final = r"(?P<unit>day|week|month|quarter|year|decade|century)\b"
DAY_PART: Final = r"(?P<clock>morning|afternoon|evening|night)\b"
HANG: Final = rf"(?P<hang>{_any(h for h in _HANGS if h != 'the').replace(' ', S)})\b"
HANG_OR_THE: Final = rf"(?P<hang>{_any(_HANGS).replace(' ', S)})\b"
PART: Final = (
    rf"(?:(?P<part>(?:early|late)(?:{S}in)?|mid|(?:the{S})?(?:very{S})?(?:beginning|start|end|middle|outset|close|rest|remainder|"
    rf"early{S}part|latter{S}part){S}of|"
    rf"(?:earlier|later){S}in)(?:-|{S}))"
)
THE: Final = rf"(?:the{S})?"
ABOUT: Final = (
    rf"(?:(?P<about>(?:about|around|almost|nearly|roughly|approximately|some|over|under|barely)(?:{S}(?:over|under))?|"
    rf"(?:more|less|fewer|longer|no{S}more|no{S}less){S}than|at{S}least|at{S}most|up{S}to|as{S}(?:little|many|much|"
    rf"long){S}as){S})"
)
QUANTITY: Final = (
    rf"(?P<n>{NUMBER}(?:(?:-?{S}(?:to|or){S}|-){NUMBER})?(?:{S}1/2|(?:-|{S})and(?:-|{S})a(?:-|{S})half)?|an?(?:{S}half)?|half{S}an?|"
    rf"(?:a{S})?(?:few|several|many|couple(?:{S}of)?|numerous)|(?:a{S}number|dozens|scores|hundreds|thousands|millions){S}of|some)"
)
YEAR_WORDS: Final = (
    r"(?P<yearwords>(?:nineteen|twenty|eighteen)[\s-](?:hundred|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|"
    r"(?:oh|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)|"
    r"two[\s-]thousand(?:[\s-](?:and[\s-])?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?))?)\b"
)


def month_number(words: str) -> int:
    return MONTHS[words.lower().rstrip(".")]


def weekday_number(words: str) -> int:
    return WEEKDAYS[words.lower().rstrip(".")]


def unit_code(words: str) -> str:
    """The TIMEX3 unit; hours and less carry the T of their duration."""
    word = words.lower()
    return UNITS.get(word) or UNITS["century" if word == "centuries" else word[:-1]]


def hang_of(words: str | None) -> Hang:
    return _HANGS[" ".join(words.lower().split())] if words else Hang.NONE


def part_of(words: str | None) -> Part:
    if not words:
        return Part.WHOLE
    return next((_PARTS[word] for word in re.findall(r"[a-z]+", words.lower()) if word in _PARTS), Part.WHOLE)


def clock_of(words: str | None) -> str:
    return DAY_PARTS.get(words.lower(), "") if words else ""


def quantity(words: str) -> str | None:
    """A number as a TIMEX3 duration writes it, "?" for a vague word, None when the words are no one number."""
    text = " ".join(words.lower().replace("-and-a-half", " and a half").split())
    first = text.removeprefix("a ").split()[0]
    if first in VAGUE:
        return "?"
    if first.startswith("couple"):
        return "2"
    if text in ("a", "an"):
        return "1"
    if text.startswith("half a"):
        return "0.5"
    if text in ("a half", "an half"):
        return "0.5"
    half = 0.5 if text.endswith(("1/2", "and a half")) else 0.0
    text = re.sub(r"(?: 1/2| and a half)$", "", text)
    low = re.split(r"-? (?:to|or) |(?<=\d)-(?=\d)", text)[0]
    value = read_number(low)
    return None if value is None else f"{value + half:g}" if value < 100_000 else None


def spelled_year(words: str) -> int | None:
    """ "nineteen ninety-six" is 1996, "two thousand and one" is 2001."""
    parts = re.split(r"[\s-]+", words.lower())
    if parts[0] == "two":
        value = read_number(" ".join(parts))
        return int(value) if value else None
    century = {"eighteen": 18, "nineteen": 19, "twenty": 20}[parts[0]]
    if parts[1] == "hundred":
        return century * 100
    rest = read_number(" ".join(p for p in parts[1:] if p != "oh"))
    return None if rest is None else century * 100 + int(rest)
