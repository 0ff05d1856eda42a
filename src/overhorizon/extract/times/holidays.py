"""The grammar of days with names: "Christmas Eve", "Easter Sunday 2019", "last Thanksgiving", "during Ramadan"."""

import re
from collections.abc import Iterable
from typing import Final

from overhorizon.extract.times.expressions import TimeExpression
from overhorizon.extract.times.scan import Piece, Rule, TimeKind, rule
from overhorizon.extract.times.words import YEAR, S, hang_of

_DAYS: Final = {
    "christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "new year's day": "01-01",
    "new year's eve": "12-31", "may day": "05-01", "halloween": "10-31", "armistice day": "11-11", "boxing day": "12-26",
    "veterans day": "11-11", "valentine's day": "02-14",
    "easter": "easter", "easter sunday": "easter", "easter monday": "easter-monday", "good friday": "good-friday",
    "thanksgiving": "thanksgiving", "thanksgiving day": "thanksgiving", "labor day": "labor-day", "memorial day": "memorial-day",
    "eid al-fitr": "eid-al-fitr", "eid ul-fitr": "eid-al-fitr", "eid al-adha": "eid-al-adha", "eid ul-adha": "eid-al-adha",
    "ashura": "ashura", "palm sunday": "palm-sunday", "ash wednesday": "ash-wednesday", "ascension day": "ascension-day",
    "whit monday": "whit-monday", "martin luther king day": "king-day", "martin luther king jr. day": "king-day",
    "presidents day": "presidents-day", "presidents' day": "presidents-day", "columbus day": "columbus-day",
    "mother's day": "mothers-day", "father's day": "fathers-day", "st. patrick's day": "03-17", "bastille day": "07-14",
    "international women's day": "03-08", "all saints' day": "11-01", "all souls' day": "11-02", "epiphany": "01-06",
    "new year's": "01-01", "christmas morning": "12-25", "christmas night": "12-25", "veterans' day": "11-11",
}  # fmt: skip
_NAMES = "|".join(
    sorted((name.replace(".", r"\.").replace("'", "['’]").replace(" ", S) for name in _DAYS), key=len, reverse=True)
)
_HANG = rf"(?:(?P<hang>last|next|this{S}past|the{S}previous){S})?"
_YEAR = rf"(?:,?{S}(?:of{S}|in{S})?{YEAR})?"


def _holiday(match: re.Match[str]) -> Iterable[Piece]:
    name = " ".join(match["holiday"].lower().replace("’", "'").split())
    if not match["holiday"].split()[1 if name.startswith("the ") else 0][0].isupper():
        return
    yield _piece(match, _DAYS[name])


_NAMED_AFTER: Final = re.compile(r"\s[A-Z][a-z]")
_LED: Final = re.compile(
    r"\b(?:during|in|of|before|after|since|until|last|next|for|throughout|month|beginning|end|start|the|holy|Muslim)\s{1,3}$"
)


def _islamic_month(match: re.Match[str]) -> Iterable[Piece]:
    """A month, and a common given name: only where a preposition leads and no other name follows."""
    if not match["month"][0].isupper() or _NAMED_AFTER.match(match.string, match.end()):
        return
    if match["hang"] or _LED.search(match.string, max(0, match.start() - 14), match.start()):
        yield _piece(match, match["month"].lower())


def _piece(match: re.Match[str], day: str) -> Piece:
    expression = TimeExpression(base=f"{match['year'] or 'XXXX'}-{day}", hang=hang_of(match["hang"]))
    return Piece(start=match.start(), end=match.end(), expression=expression, kind=TimeKind.DATE, rule="holiday")


RULES: tuple[Rule, ...] = (
    rule(
        "holiday", " ".join({name.split()[0].split("'")[0].rstrip(".") for name in _DAYS} | {"last", "next", "this", "the"}),
        rf"{_HANG}(?P<holiday>{_NAMES})\b{_YEAR}", _holiday,
    ),
    rule("islamic month", "ramadan muharram last next this the", rf"{_HANG}(?P<month>Ramadan|Muharram)\b{_YEAR}", _islamic_month),
)  # fmt: skip
