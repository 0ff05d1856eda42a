"""Words that the papers of one country use of home: they say where a local story is when it names no country.

"Sheriff's deputies closed Interstate 45" is the United States; "the RCMP" is Canada; prices in pounds are Britain.
"""

from __future__ import annotations

import re

_IDIOMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "US",
        re.compile(
            r"\b(?:[Ss]heriff[’']s (?:[Oo]ffice|[Dd]eput(?:y|ies)|[Dd]epartment)|[Ss]tate [Tt]roopers?|[Hh]ighway [Pp]atrol|"
            r"Interstate \d+|I-\d{2}|"
            r"U\.S\. \d{1,3}|[Ss]chool [Dd]istrict|School Board|Board of (?:Education|Selectmen|Aldermen|Supervisors)|[Ss]electm[ae]n|"
            r"[Aa]lderm[ae]n|Superior Court|[Dd]istrict [Aa]ttorney|[Gg]rand jury|General Assembly|Independent School|"
            r"Fire Department|Police Department|ZIP code|(?:Sgt|Lt|Det)\. [A-Z]|Rep\. [A-Z]|Sen\. [A-Z]|[RD]-[A-Z][a-z]+|"
            r"(?:sixth|seventh|eighth|ninth|10th|11th|12th)[- ]grade\w*|freshm[ae]n|sophomores?|varsity|high school|"
            r"(?:Street|Avenue|Drive|Lane|Ave\.|St\.|Blvd\.) (?:SW|SE|NW|NE)|block of [A-Z]|\(?\d{3}\)?[ -]\d{3}-\d{4})\b"
        ),
    ),
    (
        "GB",
        re.compile(
            r"£\d|\b(?:Cllr|Coun|Pc|Det (?:Con|Sgt|Insp|Supt)|[Cc]ounty [Cc]ouncil|[Dd]istrict [Cc]ouncil|[Cc]rown [Cc]ourt|"
            r"[Mm]agistrates’? [Cc]ourt|Crimestoppers|A\d{1,3}\(M\)|M\d{1,2} motorway|pence)\b"
        ),
    ),
    ("CA", re.compile(r"\b(?:RCMP|MPPs?|Ont\.|Alta\.|Sask\.|OPP|[Tt]ownship [Cc]ouncil|OHL|NDP|[Pp]rovincial [Pp]olice)\b")),
)
_ENOUGH = 3  # further words of one country add nothing


def idioms(text: str) -> dict[str, int]:
    """How many different idioms of a country (alpha-2) the text has, up to three; countries without any are left out."""
    counted = {code: len({match.group() for match in pattern.finditer(text)}) for code, pattern in _IDIOMS}
    return {code: min(count, _ENOUGH) for code, count in counted.items() if count}
