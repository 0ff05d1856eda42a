"""The grammar of relative times: yesterday, last week, two days earlier, the past three months, durations, sets, references."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from overhorizon.extract.numbers import NUMBER
from overhorizon.extract.times.events import ANNIVERSARY
from overhorizon.extract.times.expressions import Hang, Part, TimeExpression
from overhorizon.extract.times.scan import Piece, Rule, TimeKind, rule
from overhorizon.extract.times.words import (
    ABOUT,
    DAY_PART,
    HANG_OR_THE,
    ORDINALS,
    PART,
    QUANTITY,
    THE,
    UNIT,
    UNIT_ONE,
    YEAR,
    S,
    clock_of,
    hang_of,
    part_of,
    quantity,
    unit_code,
)  # fmt: skip


def _piece(match: re.Match[str], expression: TimeExpression, name: str, kind: TimeKind = TimeKind.DATE) -> Piece:
    if expression.clock and kind is TimeKind.DATE:
        kind = TimeKind.TIME
    return Piece(start=match.start(), end=match.end(), expression=expression, kind=kind, rule=name)


def _length(n: str, unit: str) -> str:
    """ "P3D", "PT10H", "P?W"."""
    return f"PT{n}{unit[1]}" if unit.startswith("T") else f"P{n}{unit}"


_DEICTIC = {
    "today": Hang.THIS, "tonight": Hang.THIS, "tonite": Hang.THIS, "yesterday": Hang.PREVIOUS, "tomorrow": Hang.NEXT,
    "overnight": Hang.THIS,
}  # fmt: skip


def _deictic(match: re.Match[str]) -> Iterable[Piece]:
    word = match["word"].lower()
    if match["word"][0].isupper() and match.string[max(0, match.start() - 2) : match.start()].strip(" \n")[-1:].isalpha():
        return  # "USA Today"
    clock = "TNI" if word in ("tonight", "overnight") else clock_of(match["clock"] or match["mid"])
    yield _piece(match, TimeExpression(base="P1D", hang=_DEICTIC[word], clock=clock, about=word == "overnight"), "day")


def _beyond(match: re.Match[str]) -> Iterable[Piece]:
    hang = Hang.AGO if match["side"].lower().startswith("before") else Hang.HENCE
    yield _piece(match, TimeExpression(base="P2D", hang=hang), "day")


_DAY_OF_PART = {
    "this": ("P1D", Hang.THIS), "last": ("P1D", Hang.PREVIOUS), "previous": ("P1D", Hang.EARLIER), "next": ("P1D", Hang.LATER),
    "following": ("P1D", Hang.LATER), "that": ("P0D", Hang.LATER), "same": ("P0D", Hang.LATER),
}  # fmt: skip


def _last_night(match: re.Match[str]) -> Iterable[Piece]:
    base, hang = _DAY_OF_PART[match["hang"].lower().split()[-1]]
    yield _piece(match, TimeExpression(base=base, clock=clock_of(match["clock"]), hang=hang), "part of a day")


def _unit(match: re.Match[str]) -> Iterable[Piece]:
    """One unit by its place: "last week", "the end of this month", "the previous year", "that day"."""
    words = " ".join(match["hang"].lower().split())
    unit = unit_code(match["unit"])
    part = part_of(match["part"])
    hang = hang_of(words)
    if words == "the" and not match["part"]:
        return
    if unit == "D" and words in (
        "last",
        "the last",
        "the past",
        "past",
        "current",
        "the current",
        "coming",
        "the coming",
        "next",
    ):
        return
    textual = words in ("the previous", "previous", "the following", "following", "the preceding", "the prior") or (
        unit == "D" and words in ("the next",)
    )
    same = words in ("that", "the same", "that same", "that very")
    if same:
        yield _piece(match, TimeExpression(base=_length("0", unit), hang=Hang.LATER, part=part), "same unit")
    elif textual:
        hang = Hang.EARLIER if hang is Hang.PREVIOUS else Hang.LATER
        yield _piece(match, TimeExpression(base=_length("1", unit), hang=hang, part=part), "unit beside another time")
    else:
        yield _piece(match, TimeExpression(base=_length("1", unit), hang=hang, part=part), "unit")


def _before_last(match: re.Match[str]) -> Iterable[Piece]:
    """ "The year before last"."""
    yield _piece(match, TimeExpression(base=_length("2", unit_code(match["unit"])), hang=Hang.AGO), "so long ago")


def _day_before(match: re.Match[str]) -> Iterable[Piece]:
    words = match["side"].lower()
    hang = Hang.EARLIER if words.startswith(("before", "earlier", "prior", "previous")) else Hang.LATER
    yield _piece(match, TimeExpression(base=_length("1", unit_code(match["unit"])), hang=hang), "unit beside another time")


_SIDES = {
    "ago": Hang.AGO, "earlier": Hang.EARLIER, "before": Hang.EARLIER, "previously": Hang.EARLIER, "prior": Hang.EARLIER,
    "later": Hang.LATER, "after": Hang.LATER, "afterwards": Hang.LATER, "afterward": Hang.LATER,
    "from now": Hang.HENCE, "hence": Hang.HENCE,
    "back": Hang.AGO,
}  # fmt: skip


def _away(match: re.Match[str]) -> Iterable[Piece]:
    """ "Two weeks ago", "weeks earlier", "a few months later"."""
    n = quantity(match["n"]) if match["n"] else "?"
    if n is None or (match["n"] is None and not match["unit"].lower().endswith("s")):
        return
    n = _more(n, match)
    hang = _SIDES[" ".join(match["side"].lower().split())]
    about = bool(match["about"]) and (match["about"].lower().split()[0] not in ("just", "only"))
    expression = TimeExpression(base=_length(n, unit_code(match["unit"])), hang=hang, about=about)
    yield _piece(match, expression, "so long ago" if hang in (Hang.AGO, Hang.HENCE) else "so long from another time")


def _stretch(match: re.Match[str]) -> Iterable[Piece]:
    """ "The past three months", "recent weeks", "the next two years": a stretch that reaches to the anchor."""
    n = quantity(match["n"]) if match["n"] else "?"
    if n is None:
        return
    words = " ".join(match["hang"].lower().split()) if match["hang"] else "the past"
    hang = hang_of(words) if words not in ("recent", "the most recent", "the latest") else Hang.PREVIOUS
    if hang is Hang.THIS:
        hang = Hang.NONE
    yield _piece(match, TimeExpression(base=_length(n, unit_code(match["unit"])), hang=hang), "stretch", TimeKind.DURATION)


def _stretch_or_first(match: re.Match[str]) -> Iterable[Piece]:
    words = match["hang"].lower()
    if "first" in words or "latest" in words:
        n = quantity(match["n"])
        if n is not None:
            yield _piece(match, TimeExpression(base=_length(n, unit_code(match["unit"]))), "duration", TimeKind.DURATION)
        return
    yield from _stretch(match)


def _duration(match: re.Match[str]) -> Iterable[Piece]:
    n = quantity(match["n"])
    unit = unit_code(match["unit"])
    if n is None or unit == "Q" or (unit == "TS" and n == "1"):  # "three quarters of them", "a second attack"
        return
    if match.string.endswith("-", 0, match.start()):  # "the post-1992 years"
        return
    n = _more(n, match)
    about = match["about"]
    if about and n == "?" and about.lower().strip() in ("over", "under"):  # "evolved over several years"
        about = "about"
    piece = _piece(match, TimeExpression(base=_length(n, unit), about=about is not None), "duration", TimeKind.DURATION)
    yield replace(piece, start=match.start("n")) if about and about.lower() in _ROUGHLY else piece


def _more(n: str, match: re.Match[str]) -> str:
    """ "A year and a half", "a day or two"."""
    if n == "?" or _named(match, "more").endswith(("two", "three")):
        return "?"
    return f"{float(n) + 0.5:g}" if _named(match, "half") else n


def _named(match: re.Match[str], group: str) -> str:
    return (match[group] or "").lower() if group in match.re.groupindex else ""


def _after_in(match: re.Match[str]) -> Iterable[Piece]:
    if match.string[max(0, match.start() - 4) : match.start()].lower().strip() in ("in", "for"):
        n = quantity(match["n"])
        if n is not None:
            yield _piece(match, TimeExpression(base=_length(n, unit_code(match["unit"]))), "duration", TimeKind.DURATION)


_ROUGHLY = frozenset({"about", "around", "roughly", "approximately", "some"})
"""Words before a duration that corpora leave out of it; limits ("more than", "at least") belong to it."""


_OF_A_KIND: Final = re.compile(
    r"\b(?:wee|small|predawn|pre-dawn|rush|business|working|office|opening|visiting|morning|evening|daylight|peak|trading|early|late|"
    r"market|after|curfew|school)[\s-]$",
    re.IGNORECASE,
)


def _plural(match: re.Match[str]) -> Iterable[Piece]:
    unit = unit_code(match["unit"])
    if unit == "TH" and _OF_A_KIND.search(match.string, max(0, match.start() - 12), match.start()):
        return  # "in the predawn hours" tells when, not how long
    yield _piece(match, TimeExpression(base=_length("?", unit)), "duration", TimeKind.DURATION)


def _so_long(match: re.Match[str]) -> Iterable[Piece]:
    n = quantity(match["n"]) if match["n"] else "?" if match["unit"].lower().endswith("s") else "1"
    if n is not None:
        yield _piece(match, TimeExpression(base=_length(n, unit_code(match["unit"]))), "duration", TimeKind.DURATION)


_SHARES: Final = {
    ("half", "century"): "P50Y", ("quarter", "century"): "P25Y", ("half", "decade"): "P5Y", ("half", "year"): "P6M",
    ("half", "hour"): "PT30M", ("quarter", "hour"): "PT15M",
}  # fmt: skip


def _share(match: re.Match[str]) -> Iterable[Piece]:
    """ "Half an hour", "a quarter of a century ago"."""
    base = _SHARES.get((match["share"].lower(), match["unit"].lower()))
    if base is None:
        return
    if match["side"] is None:
        yield _piece(match, TimeExpression(base=base), "duration", TimeKind.DURATION)
        return
    hang = _SIDES[" ".join(match["side"].lower().split())]
    name = "so long ago" if hang in (Hang.AGO, Hang.HENCE) else "so long from another time"
    yield _piece(match, TimeExpression(base=base, hang=hang, about=True), name)


def _spell(match: re.Match[str]) -> Iterable[Piece]:
    """ "For the week, the index fell": the one that is ending."""
    piece = _piece(match, TimeExpression(base=_length("1", unit_code(match["unit"])), hang=Hang.THIS), "unit")
    yield replace(piece, start=match.start("span"))


def _anniversary(match: re.Match[str]) -> Iterable[Piece]:
    """ "The second anniversary of the raid": so many years after it."""
    words = match["nth"].lower()
    number = ORDINALS.get(words) or quantity(re.sub(r"(?:st|nd|rd|th)$|[\s-]year$", "", words))
    if number not in (None, "?"):
        yield _piece(match, TimeExpression(base=f"P{number}Y", hang=Hang.LATER), ANNIVERSARY)


def _year_earlier(match: re.Match[str]) -> Iterable[Piece]:
    if match.group().lower().startswith("the") and not match.group().lower().endswith(("quarter", "period")):
        return
    if match["nth"]:
        base = f"XXXX-Q{ORDINALS[match['nth'].lower()]}"
        yield _piece(match, TimeExpression(base=base, year=Hang.PREVIOUS), "quarter")
        return
    yield _piece(match, TimeExpression(base="P1Y", hang=Hang.AGO), "year earlier")


def _same_period(match: re.Match[str]) -> Iterable[Piece]:
    """ "The same period last year"; "the same period" alone is any."""
    words = match.group().lower()
    if words.endswith(("ago", "earlier", "before", "last year")) or "year-" in words:
        yield _piece(match, TimeExpression(base="P1Y", hang=Hang.AGO), "year earlier")


def _long_period(match: re.Match[str]) -> Iterable[Piece]:
    n = quantity(match["n"])
    if n is not None:
        yield _piece(match, TimeExpression(base=_length(n, unit_code(match["unit"]))), "duration", TimeKind.DURATION)


def _year_end(match: re.Match[str]) -> Iterable[Piece]:
    base, hang = (match["year"], Hang.NONE) if match["year"] else ("P1Y", Hang.THIS)
    yield _piece(match, TimeExpression(base=base, hang=hang, part=Part.LATE), "year end")


def _latest(match: re.Match[str]) -> Iterable[Piece]:
    yield _piece(match, TimeExpression(base="P1Q", hang=Hang.PREVIOUS), "latest quarter")


def _whole_unit(match: re.Match[str]) -> Iterable[Piece]:
    yield _piece(match, TimeExpression(base=_length("1", unit_code(match["unit"]))), "duration", TimeKind.DURATION)


def _whole_year(match: re.Match[str]) -> Iterable[Piece]:
    yield _piece(match, TimeExpression(base="P1Y", hang=Hang.THIS), "unit")


def _weekend(match: re.Match[str]) -> Iterable[Piece]:
    words = " ".join((match["hang"] or "the").lower().split())
    hang = hang_of(words)
    if words in ("the", "that", "this past", "the past", "the same"):
        hang = Hang.NONE
    yield _piece(match, TimeExpression(base="XXXX-WXX-WE", hang=hang), "weekend")


_HANGS = (
    "this last next the previous past coming following current that these early late mid earlier later beginning start end "
    "middle very"
)
_COUNTS = (
    "DIGITS NUMBER a an half some few several many couple numerous dozens scores hundreds thousands millions about around almost nearly "
    "roughly approximately over under "
    "barely more less fewer longer no at up as"
)
_SIDE = (
    r"(?P<side>ago|earlier|later|from\s{1,3}now|hence|"
    r"before(?=\s{0,3}(?:[,.;:)\"”’]|--|—|$|(?:and|but|or|in|on|at|by|from|when|while)\b))|afterwards?|previously|after(?=[,.;]))\b"
)

RULES: tuple[Rule, ...] = (
    rule(
        "day", "today tonight yesterday tomorrow overnight early late earlier later mid",
        rf"(?:(?:early|late|earlier|later|mid-?(?P<mid>morning|afternoon)){S})?(?P<word>today|tonight|yesterday|tomorrow|overnight)(?:{S}{DAY_PART})?"
        rf"(?![\w])", _deictic,
    ),
    rule("day beyond", "the day", rf"{THE}day{S}(?P<side>before{S}yesterday|after{S}tomorrow)\b", _beyond),
    rule(
        "part of a day", "this last that the next same early late earlier later",
        rf"(?:(?:early|late|earlier|later){S})?(?:on{S})?(?P<hang>this|last|that{S}same|that|the{S}same|the{S}next|"
        rf"the{S}following|the{S}previous|next){S}{DAY_PART}", _last_night,
    ),
    rule("later that", "earlier later", rf"(?P<part>earlier|later)(?:{S}in)?{S}(?P<hang>that|the{S}same){S}{UNIT_ONE}", _unit),
    rule("weekend", "the this last next that over early late", rf"(?P<hang>the{S}past|this{S}past|this{S}coming|the|this|"
    rf"last|next|that|the{S}previous|the{S}following){S}weekend\b", _weekend),
    rule("unit", _HANGS, rf"(?:{PART}|(?:earlier|later){S}(?!the{S}))?{HANG_OR_THE}{S}(?:fiscal{S}|calendar{S})?{UNIT_ONE}(?!-)", _unit),
    rule("unit before last", "the", rf"the{S}{UNIT_ONE}{S}before{S}last\b(?!{S}\w)", _before_last),
    rule(
        "day before", "the a", rf"(?:the|a){S}{UNIT_ONE}{S}(?P<side>before|after|following|earlier|later|prior|previous)\b"
        rf"(?!{S}(?:yesterday|tomorrow|last(?!{S}\w))\b)", _day_before,
    ),
    rule("century's part", "a half quarter",
    rf"(?:an?{S})?(?P<share>half|quarter)(?:-|{S}(?:of{S})?an?{S}|{S})(?P<unit>century|decade|year|hour)\b(?!-)(?:{S}{_SIDE})?", _share),
    rule(
        "away", f"{_COUNTS} seconds minutes hours days weeks months years decades centuries",
        rf"{ABOUT}?(?:{QUANTITY}{S})?{UNIT}(?P<more>{S}or{S}(?:so|two|more|three)\b)?(?P<half>{S}and{S}a{S}half\b)?{S}{_SIDE}", _away,
    ),
    rule(
        "stretch", "the this past last next coming these recent following in",
        rf"(?P<hang>the{S}past|the{S}last|the{S}next|the{S}coming|the{S}previous|the{S}preceding|the{S}following|"
        rf"these{S}past|past|last|next|coming|the{S}first|first|the{S}latest|this{S}past){S}"
        rf"{QUANTITY}{S}(?:or{S}so{S})?{UNIT}(?:{S}or{S}so)?", _stretch_or_first,
    ),
    rule(
        "so long", "DIGITS NUMBER several many hour day week month year decade century hours days weeks months years decades centuries "
        "daylong weeklong monthlong yearlong hourlong decadelong",
        rf"(?:(?:(?P<n>{NUMBER}|several|many)-)?(?P<unit>hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))-?long)\b", _so_long,
    ),
    rule("early years", "the", rf"the{S}(?:early|later|final|closing|opening|intervening|ensuing|subsequent|following|preceding){S}"
    rf"(?P<unit>days|weeks|months|years|decades)\b", _plural),
    rule("over the years", "the", r"(?<=over )the (?P<unit>years|decades|centuries)\b", _plural),
    rule(
        "anniversary", f"the a its his her their one two three four five six seven eight nine ten DIGITS {' '.join(ORDINALS)}",
        rf"(?:(?:the|an?|its|his|her|their){S})?(?P<nth>{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d{{1,3}}(?:st|nd|rd|th)|"
        rf"{NUMBER}[\s-]year){S}anniversary{S}of\b", _anniversary,
    ),
    rule("spell", "for", rf"for{S}(?P<span>the{S}(?P<unit>day|week|month|year))\b(?!{S}(?:of|to|ended|ending)\b)", _spell),
    rule("the months", "the", rf"the{S}{QUANTITY}{S}(?P<unit>months|weeks|days|years)\b(?<=months)", _after_in),
    rule("recent stretch", "recent the past coming", rf"(?P<hang>recent|the{S}past|past|the{S}coming|coming){S}(?P<n>)"
    rf"(?P<unit>days|weeks|months|years|decades|centuries)\b", _stretch),
    rule(
        "duration", _COUNTS,
        rf"{ABOUT}?{QUANTITY}(?:{S}(?:more|full|long|consecutive|straight|whole|additional|further|trading|business|"
        rf"working))?(?:-|{S}){UNIT}(?P<more>{S}or{S}(?:so|two|more|three)\b)?(?P<half>{S}and{S}a{S}half\b)?(?!-|{S}old|{S}of{S}age|{S}(?:ago|earlier|later|from{S}now))",
        _duration,
    ),
    rule("plain plural", "days weeks months years decades centuries hours minutes", rf"(?P<unit>days|weeks|months|years|"
    rf"decades|centuries|hours)\b(?!-old|{S}old|{S}of{S}age\b)", _plural),
    rule("year earlier", "year the prior previous",
    rf"(?:the{S})?(?:year-(?:ago|earlier)|(?:prior|previous)-year)(?:{S}(?:(?P<nth>first|second|third|fourth){S})?"
    rf"(?:quarter|period))?\b", _year_earlier),
    rule(
        "same period", "the",
        rf"the{S}(?:(?:same|comparable|corresponding|year-ago|year-earlier|like){S}(?:period|quarter)|quarter(?={S}a{S}year))(?:,?{S}(?:a{S}year{S}"
        rf"(?:ago|earlier|before)|last{S}year|of{S}last{S}year))?\b",
        _same_period,
    ),
    rule("long period", "a the an", rf"(?:an?|the){S}{QUANTITY}-{UNIT}{S}period\b", _long_period),
    rule("year end", "year the", rf"(?:the{S})?year(?:['’]s)?(?:-|{S})end\b(?:{S}{YEAR})?", _year_end),
    rule("latest quarter", "the", rf"the{S}(?:(?:latest|most{S}recent){S}(?P<unit>quarter|period)|quarter)\b(?!-)", _latest),
    rule("whole unit", "all the", rf"(?:all|the{S}(?:entire|whole)){S}(?P<unit>day|week|month|year|decade)\b(?!-)", _whole_unit),
    rule("year ended", "the", rf"the{S}(?:fiscal{S})?(?P<unit>year|month|week)(?={S}(?:ended|ending)\b)", _whole_unit),
    rule("whole year", "the", rf"the{S}(?:full|fiscal){S}year\b", _whole_year),
)  # fmt: skip
