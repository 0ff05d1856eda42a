"""The grammar of dates: days, months, years, decades, seasons, quarters, clock times, in the forms that newspapers use."""

import re
from collections.abc import Iterable

from overhorizon.extract.times.expressions import Hang, Part, TimeExpression
from overhorizon.extract.times.scan import Piece, Rule, TimeKind, rule
from overhorizon.extract.times.words import (
    DAY,
    DAY_ORDINALS,
    DAY_PART,
    DAY_TOO,
    DECADES,
    HANG,
    HANG_OR_THE,
    MONTH,
    ORDINALS,
    PART,
    SEASON,
    SEASONS,
    THE,
    WEEKDAY,
    YEAR,
    YEAR_WORDS,
    S,
    clock_of,
    hang_of,
    month_number,
    part_of,
    spelled_year,
    weekday_number,
)  # fmt: skip

_YEAR_TAIL = rf"(?:(?:,\s{{0,2}}|{S})(?:of{S}|in{S})?{YEAR})"
_NIGHT_OF = rf"(?:(?P<partofday>(?:early|late){S})?{THE}(?P<clock>night|morning|evening|afternoon)(?:{S}hours)?{S}of{S})?"
_JOIN = rf"(?:\s?[-–—/]\s?|{S}(?:to|and|or|through|until){S})"
_MONTH_NAME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_DECADE_PART = r"(?:(?P<part>early|late|mid|(?:the\s{1,3})?(?:beginning|start|end|middle|turn)\s{1,3}of)[-\s]\s?)?"


def _piece(
    match: re.Match[str], expression: TimeExpression, name: str, kind: TimeKind = TimeKind.DATE, *, group: str | int = 0
) -> Piece:
    if expression.clock and kind is TimeKind.DATE:
        kind = TimeKind.TIME
    return Piece(start=match.start(group), end=match.end(group), expression=expression, kind=kind, rule=name)


def _has(match: re.Match[str], group: str) -> str | None:
    return match[group] if group in match.re.groupindex else None


def _day_base(match: re.Match[str], day: str) -> str:
    return f"{_has(match, 'year') or 'XXXX'}-{month_number(match['month']):02}-{int(day):02}"


def _is_month_word(match: re.Match[str]) -> bool:
    """ "may" and "march" are verbs and "dec" is nobody's month in lower case."""
    return match["month"][0].isupper()


def _dates(match: re.Match[str]) -> Iterable[Piece]:
    """One day of a month, or two: "August 24-25, 2024", "May 4 and 5", "24 and 25 August"."""
    if not _is_month_word(match):
        return
    clock = clock_of(_has(match, "clock"))
    hang = Hang.NONE
    if year := _has(match, "yearhang"):
        hang = hang_of(year)
    days = [d for d in (match["day"], _has(match, "day2")) if d]
    part = part_of(_has(match, "part"))
    pieces = []
    for index, day in enumerate(days):
        expression = TimeExpression(base=_day_base(match, day), clock=clock, part=part, year=hang)
        pieces.append(_piece(match, expression, "day"))
        if len(days) == 2:
            first_end, second_start = match.end("day"), match.start("day2")
            bounds = ((match.start(), first_end), (second_start, match.end()))[index]
            pieces[-1] = Piece(start=bounds[0], end=bounds[1], expression=expression, kind=pieces[-1].kind, rule="day")
    yield from pieces


_SPELLED_DAY = "|".join(day.replace(" ", S) for day in sorted(DAY_ORDINALS, key=len, reverse=True))
_SPELLED_STARTS = " ".join(sorted({re.split("[- ]", day)[0] for day in DAY_ORDINALS}))


def _spelled_day(match: re.Match[str]) -> Iterable[Piece]:
    """ "May third", "the twenty-first of October"; "May first" may be a verb's."""
    if not _is_month_word(match) or (match["month"].lower() in ("may", "march") and not _stands_as_month(match)):
        return
    year = spelled_year(match["yearwords"]) if match["yearwords"] else match["year"]
    day = DAY_ORDINALS[" ".join(match["nth"].lower().split())]
    yield _piece(match, TimeExpression(base=f"{year or 'XXXX'}-{month_number(match['month']):02}-{day:02}"), "day")


def _of_two_digits(short: str | None) -> str | None:
    """ "'98" is 1998, "'21" is 2021."""
    return None if short is None else f"{'20' if short < '50' else '19'}{short}"


def _month(match: re.Match[str]) -> Iterable[Piece]:
    if not _is_month_word(match):
        return
    year = _has(match, "year") or _of_two_digits(_has(match, "short"))
    if words := _has(match, "yearwords"):
        number = spelled_year(words)
        if number is None:
            return
        year = str(number)
    hang = hang_of(_has(match, "hang"))
    base = f"{year or 'XXXX'}-{month_number(match['month']):02}"
    year_hang = hang_of(_has(match, "yearhang"))
    if year is None and not hang and not year_hang and not _stands_as_month(match):
        return
    part = part_of(_has(match, "part"))
    yield _piece(match, TimeExpression(base=base, part=part, hang=hang, year=year_hang), "month")


_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|by|since|until|till|last|next|of|early|late|mid|during|through|from|to|for|between|and|after|before|or|as|on|"
    r"this|than|around|about|with|starting|beginning|ending|ended|until)|mid-|,|\()\s{1,3}$|mid-$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:the|a|an|that|its|their|his|her)\s{1,3}$|['’]s\s{1,3}$", re.IGNORECASE)
_COMMON_NOUN = re.compile(r"\s(?!(?:for|on|of|to|in|through|from|and|or|was|were|is|had|has)\b)[a-z]{3,}")
_NAME_FOLLOWS = re.compile(r"\s[A-Z][a-z]+")


def _stands_as_month(match: re.Match[str]) -> bool:
    """A month alone: "May" and "March" only after a preposition; "June Smith" and "April Jones" are people."""
    word = match["month"].lower()
    if word in ("jan", "mar", "dec", "jun", "sep", "apr", "may.", "oct", "feb", "jul", "aug", "nov", "sept"):
        return False
    if part_of(_has(match, "part")):
        return True
    before = match.string[max(0, match.start() - 12) : match.start()]
    led = _BEFORE_MONTH.search(before) is not None
    if word in ("may", "march"):
        return led or (_ARTICLE.search(before) is not None and _COMMON_NOUN.match(match.string, match.end()) is not None)
    return led or word not in ("april", "june", "august") or _NAME_FOLLOWS.match(match.string, match.end()) is None


def _numeric(match: re.Match[str]) -> Iterable[Piece]:
    year, first, second = int(match["y"]), int(match["a"]), int(match["b"])
    if year < 100:  # "24/08/21"; what could be two days, or a score, is left
        year += 2000 if year < 50 else 1900
        if max(first, second) <= 12:
            return
    if match.re is _ISO:
        month, day = first, second
    elif first > 12 >= second:
        day, month = first, second
    elif second > 12 >= first:
        month, day = first, second
    elif first == second or "." in match.group():  # dots are European
        day, month = first, second
    else:  # 3/4/2021 is a day that only the paper's country can tell: the year is all that stands
        yield _piece(match, TimeExpression(base=f"{year:04}"), "ambiguous numeric date")
        return
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield _piece(match, TimeExpression(base=f"{year:04}-{month:02}-{day:02}"), "numeric date")


_ISO = re.compile(r"(?P<y>1[6-9]\d\d|20\d\d)[-/](?P<a>[01]\d)[-/](?P<b>[0-3]\d)(?![\w-])", re.IGNORECASE)

_NOT_YEAR_AFTER = re.compile(
    r"(?:\s?(?:%|percent|per\scent|pounds|dollars|euros|miles|km|kms|kilomet|meters|metres|feet|tons|tonnes|people|men|"
    r"women|troops|"
    r"soldiers|fighters|shares|jobs|workers|employees|points|hours|days|times|members|civilians|police|pages|delegates|"
    r"homes|houses|rounds)\b|"
    r"[.,]\d|\s[a-z]{3,}s\s(?:were|have|had|are|who|in|of)\b)",
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|of|from|to|between|and|before|after|during|early|late|mid|through|circa|around|year|"
    r"for|the|or|a|an|its|his|their)\s{1,3}"
    r"|mid-|[-–—]\s?|[(/,;]\s?)$",
    re.IGNORECASE,
)


def _year(match: re.Match[str]) -> Iterable[Piece]:
    words = _has(match, "yearwords")
    number = spelled_year(words) if words else int(match["year"])
    if number is None or (not words and not _is_year(match, number)):
        return
    text = match.group().lower()
    base = f"{number:04}"
    yield _piece(
        match, TimeExpression(base=base, part=part_of(_has(match, "part"))), "fiscal year" if "fiscal" in text else "year"
    )


def _compared(match: re.Match[str]) -> Iterable[Piece]:
    yield _piece(match, TimeExpression(base=match["year"]), "year of comparison")


def _is_year(match: re.Match[str], number: int) -> bool:
    before = match.string[max(0, match.start() - 10) : match.start()]
    if part_of(_has(match, "part")) or not match.group()[0].isdigit():
        return True
    if _NOT_YEAR_AFTER.match(match.string, match.end()):
        return False
    if before.rstrip().endswith(("No.", "no.", "about", "least", "than", "some")):
        return False
    if 1900 <= number <= 2039:
        return True
    return 1500 <= number < 1900 and _YEAR_BEFORE.search(before) is not None


def _two_years(match: re.Match[str]) -> Iterable[Piece]:
    """ "1995-96", "2003–2011": two years."""
    first, end = match["year"], match["end"]
    second = end if len(end) == 4 else first[:2] + end
    if first < second and int(second) - int(first) < 120:
        for group, year in (("year", first), ("end", second)):
            yield _piece(match, TimeExpression(base=year), "year", group=group)


def _bc(match: re.Match[str]) -> Iterable[Piece]:
    """Years before Christ have a value and no place on the calendar."""
    if match["month"] and not _is_month_word(match):
        return
    tail = (
        f"-{month_number(match['month']):02}"
        if match["month"]
        else f"-{SEASONS[match['season'].lower()]}"
        if match["season"]
        else ""
    )
    base = f"BC{int(match['bc']):04}{tail}"
    yield _piece(
        match, TimeExpression(base=base[:5] if match["tens"] else base, part=part_of(match["part"])), "year before Christ"
    )


_OF_SOMEBODY = re.compile(r"\b(?:his|her|their|my|your|our|whose)\s{1,3}$", re.IGNORECASE)


def _decade(match: re.Match[str]) -> Iterable[Piece]:
    part = part_of(_has(match, "part"))
    if _OF_SOMEBODY.search(match.string, max(0, match.start() - 8), match.start()):
        return  # "in his early forties"
    if word := _has(match, "word"):
        base = f"19{DECADES[word.lower()]}"
    elif short := _has(match, "short"):
        base = ("20" if short[0] in "01" else "19") + short[0]
    else:
        base = match["year4"][:3]
    yield _piece(match, TimeExpression(base=base, part=part), "decade")


def _century(match: re.Match[str]) -> Iterable[Piece]:
    word = match["ordinal"].lower()
    number = int(match["number"]) if match["number"] else ORDINALS.get(word)
    if number and 1 < number <= 21:
        yield _piece(match, TimeExpression(base=f"{number - 1:02}", part=part_of(match["part"])), "century")


def _season(match: re.Match[str]) -> Iterable[Piece]:
    hang, year = hang_of(_has(match, "hang")), _has(match, "year") or _of_two_digits(_has(match, "short"))
    if match.group().lower() == "the fall" and match.string.startswith(" of", match.end()):
        return  # "the fall of the city"
    base = f"{year or 'XXXX'}-{SEASONS[match['season'].lower()]}"
    year_hang = hang_of(_has(match, "yearhang"))
    yield _piece(match, TimeExpression(base=base, part=part_of(_has(match, "part")), hang=hang, year=year_hang), "season")


def _season_alone(match: re.Match[str]) -> Iterable[Piece]:
    yield _piece(match, TimeExpression(base=f"XXXX-{SEASONS[match['season'].lower()]}"), "season", group="alone")


def _quarter(match: re.Match[str]) -> Iterable[Piece]:
    word = (_has(match, "ordinal") or _has(match, "ordinal2") or "").lower()
    number = ORDINALS.get(word) or int(_has(match, "q") or 0)
    half = (_has(match, "what") or "").lower().startswith("half")
    if not 1 <= number <= (2 if half else 4):
        return
    base = f"{_has(match, 'year') or 'XXXX'}-{'H' if half else 'Q'}{number}"
    year = hang_of(_has(match, "yearhang") or _has(match, "yearhang2"))
    if _has(match, "ayearago"):
        year = Hang.PREVIOUS
    yield _piece(match, TimeExpression(base=base, part=part_of(_has(match, "part")), year=year), "quarter")


def _weekday(match: re.Match[str]) -> Iterable[Piece]:
    word = match["weekday"]
    if not word[0].isupper() or word in ("Sun.", "Sat."):
        return
    words = " ".join((_has(match, "hang") or "").lower().split())
    hang = Hang.NONE if words in ("this", "the same", "that same", "that", "current") else hang_of(words or None)
    clock = clock_of(_has(match, "clock"))
    if (_has(match, "partofday") or "") and not clock:
        return
    part = Part.WHOLE if clock else part_of(_has(match, "part"))
    yield _piece(match, TimeExpression(base=f"XXXX-WXX-{weekday_number(word)}", clock=clock, hang=hang, part=part), "weekday")


_YEAR_OF = rf"(?:of{S}(?P<yearhang>{HANG_OR_THE[len('(?P<hang>') : -len(')') - 2]}){S}year)"
_PART_STARTS = "early late mid the very beginning start end middle earlier later"
_HANG_STARTS = "this last next the previous past coming following current that these"
_NUMBERED = "|".join(sorted(ORDINALS, key=len, reverse=True))

RULES: tuple[Rule, ...] = (
    rule(
        "month day", "MONTH WEEKDAY the night morning evening afternoon early late",
        rf"{_NIGHT_OF}(?:(?P<part>early|late){S})?(?:{WEEKDAY}(?:,{S}|{S}))?{MONTH}{S}(?:the{S})?{DAY}(?:{_JOIN}{DAY_TOO}"
        rf"(?!{S}(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))?"
        rf"(?:{_YEAR_TAIL}|{S}{_YEAR_OF})?", _dates,
    ),
    rule(
        "day month", "DIGITS WEEKDAY the night morning evening afternoon early late",
        rf"{_NIGHT_OF}(?:{WEEKDAY}(?:,{S}|{S}))?{THE}{DAY}(?:{_JOIN}(?:the{S})?{DAY_TOO})?(?:{S}of)?(?:{S}|-){MONTH}(?:"
        rf"(?:,?\s{{1,2}}|-)(?:of{S}|in{S})?{YEAR}|{S}{_YEAR_OF})?",
        _dates,
    ),
    rule("month year", f"MONTH {_PART_STARTS}", rf"{PART}?{MONTH},?(?:{S}(?:of{S}|in{S})?|-)(?:{YEAR}|{YEAR_WORDS}|'"
    rf"(?P<short>\d\d)\b)", _month),
    rule("month of year", f"MONTH {_PART_STARTS}", rf"{PART}?{MONTH}{S}{_YEAR_OF}", _month),
    rule("month", f"MONTH {_PART_STARTS} {_HANG_STARTS}", rf"(?:{HANG}{S})?{PART}?{MONTH}"
    rf"(?![\w]|['’](?!s\b)|-(?!{_MONTH_NAME})[A-Za-z])(?!{S}\d)", _month),
    rule("month spelled day", "MONTH", rf"{MONTH}{S}(?:the{S})?(?P<nth>{_SPELLED_DAY})\b(?!{S}(?:quarter|half|week|day|month|time))"
    rf"(?:,?{S}(?:{YEAR}|{YEAR_WORDS}))?", _spelled_day),
    rule("spelled day of month", f"the {_SPELLED_STARTS}", rf"(?:the{S})?(?P<nth>{_SPELLED_DAY}){S}(?:day{S})?of{S}{MONTH}"
    rf"(?:,?{S}(?:{YEAR}|{YEAR_WORDS}))?", _spelled_day),
    rule("iso date", "DIGITS", _ISO.pattern, _numeric),
    rule("short numeric date", "DIGITS", r"(?P<a>[0-3]?\d)(?P<sep>[/-])(?P<b>[0-3]?\d)(?P=sep)(?P<y>\d\d)(?![\w/-]|[.,]\d)", _numeric),
    rule("numeric date", "DIGITS", r"(?P<a>[0-3]?\d)(?P<sep>[/.-])(?P<b>[0-3]?\d)(?P=sep)(?P<y>1[6-9]\d\d|20\d\d)"
    r"(?![\w/-])", _numeric),
    rule(
        "year", f"DIGITS fiscal year {_PART_STARTS}",
        rf"(?:{PART}{THE})?(?:(?:the{S})?(?:fiscal(?:{S}year)?|(?:calendar{S})?year){S})?{YEAR}(?![-–]\d\d\b(?!\d))"
        rf"(?![a-z]|-[A-Za-z]\b)", _year,
    ),
    rule("two years", "DIGITS", r"(?P<year>1[5-9]\d\d|20\d\d)[-–/](?P<end>1[5-9]\d\d|20\d\d|\d\d)\b(?![-/\d]|,\d)", _two_years),
    rule("year bc", f"DIGITS {_PART_STARTS} MONTH {' '.join(SEASONS)} the", rf"{PART}?(?:(?:the{S})?{MONTH}{S}|"
    rf"(?:the{S})?{SEASON}{S}(?:of{S})?)?(?P<bc>\d{{1,4}})(?P<tens>s)?(?:{S}|)(?:BCE?\b|(?=[-–]\d{{1,4}}{S}?BC))", _bc),
    rule("spelled year", f"NUMBER year {_PART_STARTS}", rf"(?:{PART})?(?:(?:the{S})?year{S})?{YEAR_WORDS}", _year),
    rule("decade", "DIGITS the early late mid beginning start end middle", rf"(?:the{S})?{_DECADE_PART}(?:the{S})?(?P<year4>(?:1[5-9]|"
    rf"20)\d0)['’]?s\b", _decade),
    rule("short decade", "the early late mid", rf"(?:the{S})?{_DECADE_PART}(?:the{S})?['’]?(?P<short>[1-9]0)['’]?s\b", _decade),
    rule("named decade", "the early late mid", rf"(?:the{S})?{_DECADE_PART}(?:the{S})?(?P<word>{'|'.join(DECADES)})\b", _decade),
    rule(
        "century", f"the early late mid DIGITS {' '.join(w.split('-')[0] for w in ORDINALS)}",
        rf"(?:the{S})?{_DECADE_PART}(?:the{S})?(?P<ordinal>(?P<number>\d\d?)(?:st|nd|rd|th)|{_NUMBERED})(?:{S}|"
        rf"-)century\b", _century,
    ),
    rule("season", f"{' '.join(SEASONS)} {_PART_STARTS}",
         rf"{PART}?{THE}{SEASON}{S}(?:of{S})?(?:{YEAR}|['’](?P<short>\d\d)\b|{_YEAR_OF})", _season),
    rule(
        "season", "in by until till through since come during before",
        rf"(?:in|by|until|till|through|since|come|during|before){S}(?P<alone>"
        rf"(?P<season>spring|summer|autumn|winter))\b(?![-'’]|{S}(?:of{S})?\d)", _season_alone,
    ),
    rule("season as a modifier", "summer winter autumn", r"(?P<season>(?-i:summer|winter|autumn))\b(?![-'’])", _season),
    rule("season", f"{_HANG_STARTS} {_PART_STARTS}", rf"(?:{PART}|{HANG}{S}|the{S})(?:early{S}|late{S})?"
    rf"(?:{THE})?{SEASON}\b", _season),
    rule(
        "quarter", f"the first second third fourth fiscal {_PART_STARTS}",
        rf"{PART}?(?:(?:the{S})?(?:fiscal[\s-])?(?P<ordinal>first|second|third|fourth)(?:[\s-]fiscal)?{S}|(?:fiscal[\s-])?"
        rf"(?P<ordinal2>first|second|third|fourth)-)(?P<what>quarter|half)\b(?!-)"
        rf"(?:{S}(?:of{S})?(?:{YEAR}|(?P<yearhang>this|last|next|the{S}previous|the{S}following){S}year|"
        rf"(?P<ayearago>a{S}year{S}(?:ago|earlier|before)\b)))?", _quarter,
    ),
    rule(
        "quarter of year", "this last next the DIGITS",
        rf"(?:(?P<yearhang2>this|last|next|the{S}previous|the{S}following|the){S}year|{YEAR})['’]s{S}(?P<ordinal>first|second|third|fourth){S}(?P<what>quarter|"
        rf"half)\b", _quarter,
    ),
    rule(
        "quarter of year", "the DIGITS", rf"(?:the{S})?(?:{YEAR}){S}(?P<ordinal>first|second|third|fourth){S}(?P<what>quarter|"
        rf"half)\b", _quarter,
    ),
    rule("year of comparison", "the DIGITS",
    rf"(?:the{S})?(?:(?:same|comparable|corresponding|like){S})?{YEAR}{S}(?:period|quarter)\b", _compared),
    rule("q1", "q", r"Q(?P<q>[1-4])(?:\s{1,3}(?:of\s{1,3})?(?P<year>20\d\d|19\d\d))?\b", _quarter),
    rule("weekday", f"WEEKDAY {_HANG_STARTS}", rf"(?:{HANG}{S})?{WEEKDAY}(?:{S}(?:early{S}|late{S})?{DAY_PART})?"
    rf"(?![\w])", _weekday),
    rule("weekday part", "early late earlier later the", rf"(?:(?P<part>early|late|earlier|later)(?:{S}on)?{S}"
    rf"(?:last{S})?{WEEKDAY}(?:{S}{DAY_PART})?)", _weekday),
    rule(
        "weekday night of", "the night morning evening afternoon early late", rf"{THE}(?:(?:early|late){S})?(?P<clock>night|"
        rf"morning|evening|afternoon)(?:{S}hours)?{S}of{S}{WEEKDAY}(?!,?{S}[A-Z])",
        _weekday,
    ),
)  # fmt: skip
