"""The grammar of times of day: "10:35 a.m. on Friday", "nine o'clock this morning", "1530 GMT", "midnight"."""

import re
from collections.abc import Iterable
from typing import Final

from overhorizon.extract.times.expressions import Hang, TimeExpression
from overhorizon.extract.times.scan import Piece, Rule, TimeKind, rule
from overhorizon.extract.times.words import DAY, MONTH, WEEKDAY, YEAR, S, clock_of, month_number, weekday_number

_SPELLED: Final = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_ZONE_NAME = (
    rf"(?:local{S}time|GMT|UTC|BST|CES?T|EES?T|[ECMP][SD]T|IST|MSK|"
    rf"(?-i:(?:Eastern|Central|Mountain|Pacific|Greenwich)(?:{S}(?:[Ss]tandard|[Dd]aylight|Mean))?|[A-Z][a-z]{{3,15}}){S}[Tt]ime)\b"
)
_ZONE = rf"(?:{S}(?:{_ZONE_NAME}|\({_ZONE_NAME}\)))"
_HOUR = r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)?"
_HALF = r"(?:\s{0,2}(?P<half>[ap])\.?m\b\.?)"
_NUMBERED = rf"(?:(?P<spelled>{'|'.join(_SPELLED)})\b|{_HOUR})"
_DAY_WORD = r"(?P<daypart>morning|afternoon|evening|night)\b"
_OF_DAY = rf"(?:in{S}the{S}(?:early{S})?(?P<daypart2>morning|afternoon|evening)|at{S}(?P<night>night)|(?:that|the{S}same){S}{_DAY_WORD})\b"
_A_MONTH = MONTH.replace("P<month>", ":")
_DAY_TOO, _MONTH_TOO = DAY.replace("<day>", "<day3>"), MONTH.replace("<month>", "<month3>")
_YEAR_TOO = YEAR.replace("<year>", "<year3>")
_ON = (
    rf"(?:(?:,{S}|{S})(?:on{S}|of{S}|late{S}|early{S})?(?:{WEEKDAY}(?!,?{S}{_A_MONTH}{S}\d)(?:{S}(?P<daypart4>morning|afternoon|evening|night)\b)?|"
    rf"(?P<deictic>(?:today|yesterday|tomorrow)(?:{S}(?P<daypart3>morning|afternoon|evening|night))?|tonight|last{S}night|"
    rf"this{S}(?:morning|afternoon|evening))\b|"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?{S})?{MONTH}{S}{DAY}(?:(?:,\s{{0,2}}|{S}){YEAR})?|"
    rf"(?:the{S})?{_DAY_TOO}{S}(?:of{S})?{_MONTH_TOO}(?:(?:,\s{{0,2}}|{S}){_YEAR_TOO})?))"
)
_OFFICIAL: Final = re.compile(r"^(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)$")


def _named(match: re.Match[str], *groups: str) -> str:
    """The first of the groups that matched, in lower case."""
    known = match.re.groupindex
    return next((match[g].lower() for g in groups if g in known and match[g]), "")


def clock_value(match: re.Match[str]) -> str | None:
    """ "10:35 a.m." as T10:35; None for what is no time of day."""
    if word := _named(match, "word"):
        return clock_of(word)
    if official := _named(match, "official"):
        parts = _OFFICIAL.match(official)
        return f"T{parts['hour']}:{parts['minute']}" if parts else None
    spelled = _named(match, "spelled")
    hour, minute = _SPELLED[spelled] if spelled else int(match["hour"]), None if spelled else match["minute"]
    half = _named(match, "half") or _half_of(match)
    if hour > 24 or (hour > 12 and half == "a"):
        return None
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute or '00'}"


def _half_of(match: re.Match[str]) -> str:
    """ "7:30 this evening" is past noon, "four in the morning" before it."""
    deictic = _named(match, "deictic").split()
    part = _named(match, "daypart", "daypart2", "daypart3", "daypart4", "night") or (deictic[-1] if deictic else "")
    return {"morning": "a", "afternoon": "p", "evening": "p", "tonight": "p"}.get(part, "")


def _clock(match: re.Match[str]) -> Iterable[Piece]:
    clock = clock_value(match)
    word = match["word"] if "word" in match.re.groupindex else None
    before = match.string[max(0, match.start() - 2) : match.start()]
    if clock is None or (word and not word[0].islower() and before.strip(" ")[-1:].isalpha()):
        return  # "High Noon"
    base, hang = "P0D", Hang.LATER  # of the day that the text speaks of
    if _named(match, "weekday"):
        base, hang = f"XXXX-WXX-{weekday_number(match['weekday'])}", Hang.NONE
    elif month := _named(match, "month", "month3"):
        day, year = _named(match, "day", "day3"), _named(match, "year", "year3") or "XXXX"
        base, hang = f"{year}-{month_number(month):02}-{int(day):02}", Hang.NONE
    elif deictic := _named(match, "deictic"):
        days = {"yesterday": Hang.PREVIOUS, "tomorrow": Hang.NEXT, "last": Hang.PREVIOUS}
        base, hang = "P1D", days.get(deictic.split()[0], Hang.THIS)
    yield Piece(
        start=match.start(), end=match.end(), expression=TimeExpression(base=base, clock=clock, hang=hang), kind=TimeKind.TIME,
        rule="clock time",
    )  # fmt: skip


_NO_MORE = r"(?![\w:])"
RULES: tuple[Rule, ...] = (
    rule("clock", "DIGITS", rf"{_HOUR}{_HALF}{_ZONE}?(?:{S}{_OF_DAY})?{_ON}?{_NO_MORE}", _clock),
    rule("spelled clock", " ".join(_SPELLED),
         rf"(?P<spelled>{'|'.join(_SPELLED)}){_HALF}{_ZONE}?(?:{S}{_OF_DAY})?{_ON}?{_NO_MORE}", _clock),
    rule("clock of 24 hours", "DIGITS", rf"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:{S}(?:hours|hrs)\b)?"
    rf"{_ZONE}?(?:{S}{_OF_DAY})?{_ON}?{_NO_MORE}", _clock),
    rule("official clock", "DIGITS", rf"(?P<official>\d{{4}})(?:{_ZONE}|{S}(?:hours|hrs)\b{_ZONE}?){_ON}?{_NO_MORE}", _clock),
    rule("noon", "noon midnight midday", rf"(?P<word>noon|midnight|midday){_ZONE}?{_ON}?{_NO_MORE}", _clock),
    rule("o'clock", f"DIGITS {' '.join(_SPELLED)}", rf"{_NUMBERED}{S}o['’]clock\b(?:{S}{_OF_DAY})?{_ON}?{_NO_MORE}", _clock),
    rule("hour of the morning", f"DIGITS {' '.join(_SPELLED)}", rf"{_NUMBERED}(?:{S}{_OF_DAY}){_ON}?{_NO_MORE}", _clock),
)  # fmt: skip
