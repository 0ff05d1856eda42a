"""How the names of outlets, desks and reporters look on a page. Case-sensitive, because a name is known by its capitals."""

import re
from typing import Final

from overhorizon.clean.patterns import DATE_LINE

# Months and weekdays open sentences ("By Tuesday"), not bylines.
_NAME: Final = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May\b|June|July|August|September|October|November|"
    r"December)[A-ZÀ-Þ][\w'’.-]*"
)
_PERSON: Final = rf"{_NAME}(?: (?:al|el|bin|ibn|de|da|dos|van|von|der|la|du|{_NAME})){{1,3}}"
PERSON: Final = re.compile(_PERSON)
BYLINE: Final = re.compile(
    rf"(?i:by|words by|reported by|written by|authors?)(?: ?:)? {_PERSON}(?:(?:, and |, | and | & ){_PERSON})*"
    r"(?:(?:,| in| for|\s*[-–—(|/]) ?[\w'’.,& /-]{2,60}\)?)?"
)
DESK: Final = re.compile(
    r"(?P<name>(?:(?:The|of|and|&|[A-Z0-9][\w.&'’-]*) ){0,5})"
    r"(?i:(?:live |news |web |foreign )?desk|newsroom|bureau|(?:news|web|editorial) team|staff(?: reporters?| writers?)?|"
    r"correspondents?|reporters?|monitoring)(?: in [A-Z][\w'’-]+)?"
)
ROLE: Final = re.compile(
    r"(?:[A-Z][\w'’-]*,? ){0,4}(?:correspondent|reporter|editor|analyst|bureau chief|contributor)s?(?:,? [\w'’ .,-]{2,50})?"
)
PLACE_AND_DATE: Final = re.compile(rf"[A-ZÀ-Þ][\w'’.-]*(?:[ ,]+[A-ZÀ-Þ][\w'’.-]*){{0,4}},? (?i:{DATE_LINE})")
MASTHEAD_WORD: Final = re.compile(
    r"(?i)\b(?:times|post|gazette|observer|journal|herald|tribune|monitor|chronicle|news|daily|press|mail|guardian|courier|"
    r"telegraph|standard|review|star|sun|bulletin|dispatch|record|register|reporter|sentinel|today|express|examiner|inquirer|"
    r"independent|mirror|globe|weekly|wire|agency|network|online|radio|broadcasting|media)\b"
)
# A desk of this name could be anybody's: it says nothing of the outlet.
GENERIC_DESK: Final = frozenset(
    """the a our news web foreign world international national night day live digital online staff africa asia europe middle east
    americas security politics city metro sports business editorial data video copy local regional special monitoring central
    state crime breaking and of own""".split()
)
ADVERT_COPY: Final = re.compile(
    r"(?i)\b(?:buy|shop|order now|call now|book now|visit|discounts?|sale|offers?|deals?|prices?|free delivery|for less|save up|"
    r"limited time|showroom|from only|apply now|try it)\b|[$£€]\s?\d"
)
