"""Where: the places that the words name, never more precise than the words.

The classes are those of UCDP's `where_prec`. A country is class 6 and never a pin; "northern Mali" is class 5; "near Mosul" is
class 2. A capital that stands for its government ("Kabul said", "talks with Moscow"), a nationality and a qualifier ("US-led")
are nobody's place. Where the text does not decide between places of one name, the location has words and no place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from overhorizon.domain.places import Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.spans import Span
from overhorizon.gazetteer import Context, Gazetteer, ResolvedPlace
from overhorizon.gazetteer.evidence import acts_as_government, speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationMention:
    """Words that say where, what they name, and the rule by which the class was chosen."""

    span: Span
    location: Location
    rule: str


_CLASS = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.FUZZY,
    PlaceKind.ADMIN1: PlacePrecision.ADMIN1,
    PlaceKind.ADMIN2: PlacePrecision.ADMIN2,
    PlaceKind.SETTLEMENT: PlacePrecision.EXACT,
    PlaceKind.FACILITY: PlacePrecision.EXACT,
    PlaceKind.WATER: PlacePrecision.WATER_OR_AIR,
    PlaceKind.TERRAIN: PlacePrecision.FUZZY,
}
_POINT = (PlaceKind.SETTLEMENT, PlaceKind.FACILITY)
_LINEAR = re.compile(
    r"\b(?:River|Canal|Valley|Nile|Tigris|Euphrates|Indus|Danube|Volga|Dnipro|Dnieper|Donets|Litani|Marsh|Glacier)\b"
)

_FIRST_ORDER_AFTER = re.compile(r"[’']?s? (?:province|governorate|oblast|prefecture|wilaya|state|region)s?\b", re.IGNORECASE)
_SECOND_ORDER_AFTER = re.compile(
    r"[’']?s? (?:(?:sub-?)?districts?|county|counties|territory|municipality|cercle|commune|woreda|raion|tehsil|upazila|department|"
    r"local government|LGA|locality)\b",
    re.IGNORECASE,
)

_COMPASS = r"(?:north|south|east|west)(?:[- ]?(?:east|west|central))?(?:ern(?:most)?)?|central|upper|lower"
_PART = re.compile(
    rf"\b(?:(?:far|extreme|deep) )?(?:{_COMPASS})(?: (?:and|or) (?:{_COMPASS}))?"
    r"(?: (?:(?:part|parts|side|region) )?of)?(?: the)? $",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|nearby|close to|outside|around|on the (?:\w+ )?outskirts of|just off|off|in the vicinity of|towards?|"
    r"(?:\w+ )?(?:suburbs?|outskirts|periphery|countryside) of|"
    rf"(?:\d[\d,.]* ?(?:kilomet(?:er|re)s?|km|miles?) (?:to the )?)?(?:{_COMPASS}) of|(?:kilomet(?:er|re)s?|km|"
    rf"miles?)(?: \w+)? (?:from|of))(?: (?:the|the (?:town|city|village) of|central))? $",
    re.IGNORECASE,
)
_FAR = re.compile(r"\b(\d[\d,.]*) ?(?:kilomet(?:er|re)s?|km|miles?)\b[^.;]{0,30}$", re.IGNORECASE)
_FAR_UNITS = 50.0  # kilometres or miles: beyond this "near" says too little for a limited area
_AREA_AFTER = re.compile(r"[’']?s? (?:area|outskirts|suburbs?|countryside|vicinity|surroundings)\b")

_IN = (
    r"(?:in|of) (?:the )?(?:(?:[\w’'-]+ ){0,3}(?:city|town|capital|province|state) of )?"
    r"(?:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?, )?$"
)
_PREMISES = re.compile(rf"\b(?i:embassy|parliament|ministry|bureau|headquarters|court|courthouse|tribunal) {_IN}")
_PERSONS = re.compile(
    r"\b(?i:government|authorities|administration|regime|officials?|ambassador|correspondent|analyst|prosecutors?|judges?|jury|spokes(?:man|woman|person)|envoy|"
    rf"magistrates?|lawmakers?|legislators|parliamentarians|diplomats?) {_IN}"
)
_ELSEWHERE_IN = re.compile(
    r"\b(?i:headquartered|based|born|raised|native|educated|grew up|speaking(?: to (?:reporters|journalists))?|"
    rf"told (?:\w+ )?(?:reporters|journalists|a (?:news|press) (?:conference|briefing))|(?:news|press) conference) {_IN}"
)
_HARMED = (
    r"(?:hit|struck|targeted|attacked|stormed|bombed|shelled|raided|besieged|seized|killed|killing|wounded|injured|shot(?: dead)?|"
    r"murdered|assassinated|abducted|kidnapped|ambushed|beheaded)"
)
_AT_PREMISES = re.compile(
    rf"\b(?:near|at|outside|inside|{_HARMED}|through|into|(?:attacks?|assaults?|raids?|strikes?|bombings?|siege) (?:on|of))\b",
    re.IGNORECASE,
)
_ON_PERSONS = re.compile(rf"\b{_HARMED} (?:[\w’'-]+ ){{0,4}}$", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:said|says|told|according to|reported|announced)\b", re.IGNORECASE)
_HARMED_AFTER = re.compile(
    rf"^(?: (?:on|late|early|last) \w+(?: \w+)?)? (?:was|were|came|has been|have been|had been) (?:\w+ )?(?:{_HARMED}|under attack)\b"
)
_TITLE_AFTER = re.compile(
    r"^ (?:Post|Times|Tribune|Herald|News|Agreement|Accords?|Convention|Protocol|Declaration|Summit|Pact|Treaty|"
    r"Process|Stock Exchange|University|"
    r"Institute|Centre for|Center for|Press|Observatory|Conference|peace (?:talks|process|agreement|accord)|talks|"
    r"agreement|accords?|summit)\b"
)
_JOIN = re.compile(
    r"(?:, (?:in |a \w+ (?:in|of) )?|(?: (?:village|town|city|district|territory|county|province))? (?:in|of) | \()(?:the )?"
    r"(?:(?:[\w’'-]+ ){0,4}?(?:province|region|district|state|governorate|county|of|in) )?(?:the )?"
    r"(?:" + _COMPASS + r")?[ ]?"
)
_OWNS = re.compile(r"[’']s? (?:[a-z-]+ ){0,4}")
_PAIR = re.compile(r"(?:[-–]| (?:and|to|towards) )(?:the )?")
_BETWEEN = re.compile(
    r"\b(?:between|from|linking|connecting)(?: the)?(?: (?:towns|cities|villages|districts) of)? $", re.IGNORECASE
)
_ROAD_AFTER = re.compile(r"^ (?:road|highway|axis|route|railway|corridor|motorway|border|expressway)\b")


def find_places(
    text: str, sentences: Sequence[Span], gazetteer: Gazetteer, *, context: Context | None = None
) -> tuple[LocationMention, ...]:
    """Places named in the sentences, in order of the text, none overlapping. Pure."""
    resolved = gazetteer.resolve(text, gazetteer.tag(text), context=context)
    found: list[LocationMention] = []
    for sentence in sentences:
        here = [r for r in resolved if sentence.contains(r.hit.span)]
        found.extend(_in_sentence(text, sentence, [r for r in here if not _is_no_place(text, sentence, r)]))
    return tuple(sorted(found, key=lambda m: m.span))


def _in_sentence(text: str, sentence: Span, resolved: Sequence[ResolvedPlace]) -> Iterator[LocationMention]:
    number = 0
    while number < len(resolved):
        first = resolved[number]
        following = resolved[number + 1] if number + 1 < len(resolved) else None
        if following is not None and _is_stretch(text, sentence, first, following):
            yield _stretch(text, first, following)
            number += 2
            continue
        number += 1
        start = None
        if (
            following is not None
            and _holds(first.place, following.place)
            and _OWNS.fullmatch(text[first.hit.span.end : following.hit.span.start])
        ):
            start, first, number = first.hit.span.start, following, number + 1
        end = first.hit.span.end
        while (
            number < len(resolved)
            and _holds(resolved[number].place, first.place)
            and _joins(text[end : resolved[number].hit.span.start])
        ):
            end = resolved[number].hit.span.end
            number += 1
        mention = _mention(text, sentence, first, end)
        yield mention if start is None else _widened(text, mention, start)


def _widened(text: str, mention: LocationMention, start: int) -> LocationMention:
    """The mention with the unit that owns it: "Mali's Mopti region"."""
    span = Span(start=min(start, mention.span.start), end=mention.span.end)
    return replace(mention, span=span, location=replace(mention.location, described=_words(text, span)))


def _mention(text: str, sentence: Span, resolved: ResolvedPlace, end: int) -> LocationMention:
    """One place, with the words that make it less precise and the larger units named after it."""
    place, start = resolved.place, resolved.hit.span.start
    before = text[sentence.start : start]
    precision, rule = _CLASS[place.kind], f"names a {place.kind}"
    if place.kind is PlaceKind.WATER and _LINEAR.search(place.name):
        precision, rule = PlacePrecision.FUZZY, "names a river or valley"
    division = _division_after(text, resolved) if place.kind is PlaceKind.SETTLEMENT else None
    if division is not None:
        precision, rule = division, "names a division after its town"
    near, part = _NEAR.search(before), _PART.search(before)
    if place.kind in _POINT and division is None and (near or _AREA_AFTER.match(text, resolved.hit.span.end)):
        precision, rule = _distance_class(before)
        start = sentence.start + near.start() if near else start
    elif place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION) and part:
        precision, rule, start = PlacePrecision.FUZZY, f"part of a {place.kind}", sentence.start + part.start()
    span = Span(start=start, end=end)
    if resolved.open:
        undecided = "no place of the name is known there" if resolved.within else "several places bear the name"
        return LocationMention(span=span, location=_undecided(text, span, resolved), rule=undecided)
    if resolved.hit.feature is PlaceKind.FACILITY:
        precision, rule = max(precision, PlacePrecision.NEAR), "names a facility after its place"
    elif resolved.hit.feature is not None:
        location = Location(described=_words(text, span), place=None, country=place.country, precision=PlacePrecision.FUZZY)
        return LocationMention(span=span, location=location, rule="names a feature after a place")
    location = Location(described=_words(text, span), place=place, country=place.country, precision=precision)
    return LocationMention(span=span, location=location, rule=rule)


def _division_after(text: str, resolved: ResolvedPlace) -> PlacePrecision | None:
    """The class of a division that the words name and the gazetteer lacks: "Macomia district" is more than the town."""
    after = text[resolved.hit.span.end : resolved.hit.span.end + 30]
    if _FIRST_ORDER_AFTER.match(after):
        return PlacePrecision.ADMIN1
    return PlacePrecision.ADMIN2 if _SECOND_ORDER_AFTER.match(after) else None


def _distance_class(before: str) -> tuple[PlacePrecision, str]:
    far = _FAR.search(before)
    if far and float(far.group(1).replace(",", "").rstrip(".") or 0) > _FAR_UNITS:
        return PlacePrecision.FUZZY, "far from a named place"
    return PlacePrecision.NEAR, "near a named place"


def _undecided(text: str, span: Span, resolved: ResolvedPlace) -> Location:
    countries = {place.country for place in (resolved.place, *resolved.rivals)}
    country = resolved.within or (countries.pop() if len(countries) == 1 else None)
    return Location(described=_words(text, span), place=None, country=country, precision=PlacePrecision.FUZZY)


def _is_stretch(text: str, sentence: Span, first: ResolvedPlace, second: ResolvedPlace) -> bool:
    """Whether two names bound one stretch: "between A and B", "the A-B road"."""
    gap = text[first.hit.span.end : second.hit.span.start]
    if not _PAIR.fullmatch(gap):
        return False
    between = _BETWEEN.search(text[sentence.start : first.hit.span.start]) is not None and gap.strip() not in ("-", "–")
    return between or _ROAD_AFTER.match(text[second.hit.span.end : second.hit.span.end + 20]) is not None


def _stretch(text: str, first: ResolvedPlace, second: ResolvedPlace) -> LocationMention:
    span = Span(start=first.hit.span.start, end=second.hit.span.end)
    country = first.place.country if first.place.country == second.place.country else None
    location = Location(described=_words(text, span), place=None, country=country, precision=PlacePrecision.FUZZY)
    return LocationMention(span=span, location=location, rule="between two places")


def _joins(gap: str) -> bool:
    """Whether the words between two names say that the second holds the first, or the place between them does."""
    return _JOIN.fullmatch(gap) is not None or _OWNS.fullmatch(gap) is not None


def _holds(outer: Place, inner: Place) -> bool:
    """Whether one place is a division or country that the other lies in."""
    if outer.kind is PlaceKind.COUNTRY:
        return inner.kind is not PlaceKind.COUNTRY and inner.country == outer.country
    if outer.kind is PlaceKind.ADMIN1:
        return (
            inner.kind not in (PlaceKind.COUNTRY, PlaceKind.ADMIN1)
            and inner.country == outer.country
            and inner.admin1 in (outer.name, None)
        )
    if outer.kind is PlaceKind.REGION:
        return (
            outer.country is not None
            and inner.country == outer.country
            and inner.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION)
        )
    return (
        outer.kind is PlaceKind.ADMIN2
        and inner.kind in _POINT
        and inner.country == outer.country
        and inner.admin1 == outer.admin1
    )


def _is_no_place(text: str, sentence: Span, resolved: ResolvedPlace) -> bool:
    """Names that locate nothing here: qualifiers, titles, governments, and where someone is from or sits."""
    hit = resolved.hit
    before = text[max(sentence.start, hit.span.start - 400) : hit.span.start]  # a hostile sentence may have no end
    after = text[hit.span.end : min(sentence.end, hit.span.end + 60)]
    if hit.modifier or _TITLE_AFTER.match(after) or _is_where_one_sits(before, after):
        return True
    if before.endswith(" of ") and re.search(
        r"\b(?:University|Bank|Bishop|Archbishop|Treaty|Declaration|Republic|Government) of $", before
    ):
        return True
    return stands_for_government(before, after, resolved)


def _is_where_one_sits(before: str, after: str) -> bool:
    """Whether the name only says where an office, a speaker or an origin is, and nothing is said to have happened to it there."""
    if _ELSEWHERE_IN.search(before):
        return True
    premises, persons = _PREMISES.search(before), _PERSONS.search(before)
    office = premises or persons
    if office is None or _HARMED_AFTER.match(after):
        return False
    clause = re.split(r"[,;:]", before[: office.start()])[-1]
    scene = _AT_PREMISES if premises else _ON_PERSONS
    return not scene.search(clause) or _TOLD.search(clause) is not None or speaks(after)


def stands_for_government(before: str, after: str, resolved: ResolvedPlace) -> bool:
    """Whether a capital or a country acts as its government here; ``before`` and ``after`` are the words of its sentence."""
    if not resolved.hit.seat_of and resolved.place.kind is not PlaceKind.COUNTRY:
        return False
    return acts_as_government(before, after)


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())
