"""Composition of this room: facts by sentence, then claims, incident mentions, relations and quantities."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from overhorizon.domain.analysis import Mention, MentionKind
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, Quantity, Reading, Relation
from overhorizon.domain.parties import ActorKind
from overhorizon.domain.places import PlaceKind, PlacePrecision
from overhorizon.domain.reports import Report
from overhorizon.domain.rivals import SOMEBODY
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span, cover
from overhorizon.domain.tolls import Harm
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs, sentences
from overhorizon.extract.claims import claims_of
from overhorizon.extract.dating import of_the_deed
from overhorizon.extract.fillers import names_in_roles
from overhorizon.extract.howmany import find_tolls
from overhorizon.extract.incident_tolls import SUM_RULE
from overhorizon.extract.incidents import Home, incidents
from overhorizon.extract.mentions import PartyMention, is_armed_group
from overhorizon.extract.names import names_a_group
from overhorizon.extract.relations import relations
from overhorizon.extract.tellings import Facts
from overhorizon.extract.when import TimeKind, TimeMention, find_times
from overhorizon.extract.where import LocationMention, find_places
from overhorizon.extract.who import find_parties
from overhorizon.gazetteer import Context, Gazetteer

V = TypeVar("V")
_ARTICLE = (0, len("the "))  # characters that a source may have before the name of a party
_MOVED = (Harm.EVACUATED, Harm.DISPLACED, Harm.RELEASED)  # counted outside incidents


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a report says, ready to be put into an Analysis."""

    mentions: tuple[Mention, ...]
    incidents: tuple[IncidentMention, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    quantities: tuple[Quantity, ...]


def extract(report: Report, tagging: Tagging, gazetteer: Gazetteer) -> Found:
    """Read one report. Pure; spans refer to ``report.text``; furniture and repeated passages tell nothing new."""
    facts, datelines = gather(report, tagging, gazetteer)
    claims = _with_groups_named(claims_of(report, tagging, gazetteer), facts)
    people = people_of(report.text, tagging)
    told = _carried(claims, incidents(report, facts, home(facts, datelines), people))
    states = tuple(replace(r, claim=_carrier(claims, r.span)) for r in relations(report, facts))
    return Found(
        mentions=_mentions(facts, tagging),
        incidents=told,
        claims=_linked(claims, told, states),
        relations=states,
        quantities=_quantities(report, facts, claims),
    )


def gather(report: Report, tagging: Tagging, gazetteer: Gazetteer) -> tuple[tuple[Facts, ...], tuple[LocationMention, ...]]:
    """What stands in each sentence of the report, in order, a passage said again left out; and the places of datelines."""
    text = report.text
    body = [(n, s) for n, p in enumerate(_body(report)) for s in sentences(text, p)]
    fresh = [(n, s) for n, s in body if not any(_lies_in(s, r.again) for r in report.repeats)]
    spans = [s for _, s in fresh]
    people = people_of(text, tagging)  # "Oleh Synyehubov" is in no Nigerian town
    told_names = names_in_roles(text, tagging.triggers, people)
    parties = [
        p
        for p in find_parties(text, spans, gazetteer, publication=report.publication, told=told_names)
        if p.party.actor is not None or p.party.candidates or p.span not in people
    ]
    found = find_places(text, spans, gazetteer, context=Context.of_address(report.address))
    groups = [p.span for p in parties if is_armed_group(p.party)]
    places = [
        p for p in found if not _is_part_of_a_name(text, p.span, groups, people) and not _is_a_person(text, p, found, people)
    ]
    out: list[Facts] = []
    datelines: list[LocationMention] = []
    told: list[TimeMention] = []  # times of deeds that "two days later" in the next sentence may hang on
    for index, (paragraph, span) in enumerate(fresh):
        dateline = _dateline(text, span)
        datelines += [p for p in places if dateline is not None and dateline.contains(p.span)]
        triggers = tuple(t for t in tagging.triggers if span.contains(t.span))
        times = tuple(t for t in _times(report, span, told) if not _is_credit(report, dateline, t.span))
        told = [t for t in (of_the_deed(text, span, t, triggers) for t in times) if t is not None] or told
        out.append(
            Facts(
                index=index,
                span=span,
                paragraph=paragraph,
                triggers=triggers,
                times=times,
                places=tuple(p for p in places if span.contains(p.span) and not _is_credit(report, dateline, p.span)),
                parties=tuple(p for p in parties if span.contains(p.span)),
                tolls=find_tolls(text, span),
            )
        )
    return tuple(out), tuple(datelines)


_THERE = re.compile(
    r"(?:\b(?:in|at|near|from|to|of|outside|towards?|around|into|through|across|between|and|north|south|east|west)|,) $"
)


def _is_part_of_a_name(text: str, place: Span, groups: Sequence[Span], people: Sequence[Span]) -> bool:
    """Whether what may be a place is part of a group's name ("Niger Creek Avengers"), of a person's, or a person's surname alone."""
    if any(place.overlaps(s) for s in people) or any(g.contains(place) and g != place for g in groups):
        return True
    surnames = {s.of(text).rpartition(" ")[2] for s in people if " " in s.of(text)}
    return place.of(text) in surnames and _THERE.search(text, max(0, place.start - 12), place.start) is None


def _is_a_person(text: str, place: LocationMention, found: Sequence[LocationMention], people: Sequence[Span]) -> bool:
    """Whether a word that names a person elsewhere in the report is its only place in that country: "what had happened to Kasi"."""
    word, country = place.span.of(text), place.location.country
    elsewhere = all(p.location.country != country for p in found if p.span.of(text) != word)
    return elsewhere and any(s.of(text) == word for s in people) and len({p.location.country for p in found}) > 1


def people_of(text: str, tagging: Tagging) -> tuple[Span, ...]:
    """Where people are named; "Jund al-Wadi" names none, whatever the encoder takes it for."""
    return tuple(m.span for m in tagging.mentions if m.kind is MentionKind.PERSON and not names_a_group(m.span.of(text)))


def _times(report: Report, sentence: Span, earlier: Sequence[TimeMention]) -> Iterator[TimeMention]:
    """Points in time. How long something lasts, how often it happens, "now" and "recently" date nothing."""
    for mention in find_times(report.text, sentence, publication=report.publication, earlier=earlier):
        vague = mention.value.endswith("_REF") and not (mention.value == "PAST_REF" and mention.when.is_resolved)
        if mention.kind in (TimeKind.DATE, TimeKind.TIME) and not (vague or mention.rule.startswith("since")):
            yield mention


# "KABUL, March 4 (Meridian Wire) -", "MONTEPUEZ, Mozambique —": where and when it was written.
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z’' .-]{2,30}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})(?:, [A-Z][^()\n—–-]{2,40})?"
    r"(?: ?\([^()\n]{2,40}\)(?: ?[-–—:]| )| [-–—] )"
)


def _dateline(text: str, passage: Span) -> Span | None:
    match = _DATELINE.match(passage.of(text)[:120])
    return Span(start=passage.start, end=passage.start + match.end()) if match else None


def _is_credit(report: Report, dateline: Span | None, span: Span) -> bool:
    """Datelines and source credits tell where and when was written, not where and when it happened."""
    return any(c.overlaps(span) for c in report.credits) or (dateline is not None and dateline.overlaps(span))


def _body(report: Report) -> tuple[Span, ...]:
    return tuple(p for p in paragraphs(report.text) if not report.is_furniture(p))


def _lies_in(sentence: Span, passage: Span) -> bool:
    """Whether a repeated passage makes up most of a sentence."""
    shared = min(sentence.end, passage.end) - max(sentence.start, passage.start)
    return shared * 2 > sentence.end - sentence.start


def home(facts: Sequence[Facts], datelines: Sequence[LocationMention]) -> Home | None:
    """The country that the report is about: named more than all others together, or where it was written when none is named.

    Otherwise nothing is assumed.
    """
    named = [p for f in facts for p in f.places if p.location.country] or [p for p in datelines if p.location.country]
    counted = Counter(p.location.country for p in named if p.location.country)
    if not counted:
        return None
    (country, most), *others = counted.most_common()
    if most <= sum(n for _, n in others):
        return None
    first = next(p for p in named if p.location.country == country)
    location = replace(first.location, precision=PlacePrecision.COUNTRY)
    return Home(country=country, reading=Reading(span=first.span, rule="the country that the report is about", value=location))


# What no gazetteer lists. Organisations stay the gazetteer's and the grammar's: they are found across reports, and may be no person.
_LEARNED = (MentionKind.PERSON, MentionKind.WEAPON)


def _mentions(facts: Sequence[Facts], tagging: Tagging) -> tuple[Mention, ...]:
    """What the rules found, and people and weapons that the encoder found beside it; in order of the text."""
    found = [
        *(Mention(span=t.span, kind=MentionKind.TIME) for f in facts for t in f.times),
        *(_place_mention(p) for f in facts for p in f.places),
        *(_party_mention(p) for f in facts for p in f.parties),
        *(Mention(span=t.people, kind=MentionKind.QUANTITY) for f in facts for t in f.tolls),
    ]
    taken = [m.span for m in found]
    found += [m for m in tagging.mentions if m.kind in _LEARNED and not any(m.span.overlaps(s) for s in taken)]
    return tuple(sorted(set(found), key=lambda m: (m.span, m.kind)))


def _place_mention(mention: LocationMention) -> Mention:
    place = mention.location.place
    kind = MentionKind.FACILITY if place and place.kind is PlaceKind.FACILITY else MentionKind.PLACE
    return Mention(span=mention.span, kind=kind, refers_to=place.id if place else None)


_MENTION_KIND = {
    ActorKind.ARMED_GROUP: MentionKind.ARMED_GROUP,
    ActorKind.STATE_FORCE: MentionKind.STATE_FORCE,
    ActorKind.GOVERNMENT: MentionKind.GOVERNMENT,
    ActorKind.ORGANISATION: MentionKind.ORGANISATION,
    ActorKind.PUBLIC_FIGURE: MentionKind.PERSON,
}


def _party_mention(mention: PartyMention) -> Mention:
    actor = mention.party.actor
    kind = _MENTION_KIND[actor.kind] if actor else MentionKind.ARMED_GROUP
    return Mention(span=mention.span, kind=kind, refers_to=actor.id if actor else None)


def _quantities(report: Report, facts: Sequence[Facts], claims: Sequence[Claim]) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(
            harm=t.toll.harm,
            count=t.toll.total,
            words=t.people.of(report.text),
            span=t.span,
            claim=_carrier(claims, t.span),
        )
        for f in facts
        for t in f.tolls
        if t.toll.harm in _MOVED and not t.superseded
    )


def _with_groups_named(claims: Sequence[Claim], facts: Sequence[Facts]) -> tuple[Claim, ...]:
    """Claims whose sources are the parties that were found in their words: what a name means there, whom "the group" stands for."""
    parties = {p.span.end: p for f in facts for p in f.parties}

    def named(source: Source) -> Source:
        mention = parties.get(source.span.end)
        if mention is None or mention.span.start - source.span.start not in _ARTICLE or source.antecedent is not None:
            return source
        actor = mention.party.actor
        identifier = actor.id if actor else None
        if mention.antecedent is None:
            return replace(source, actor=identifier) if source.actor and is_armed_group(mention.party) else source
        if not is_armed_group(mention.party):  # "the army" names itself; the soldiers told before only say whose it is
            return replace(source, kind=SourceKind.STATE_FORCE, actor=identifier)
        kind = SourceKind.ARMED_GROUP
        return replace(source, words=mention.party.words, kind=kind, antecedent=mention.antecedent, actor=identifier)

    return tuple(replace(c, chain=tuple(named(s) for s in c.chain)) for c in claims)


def _linked(claims: Sequence[Claim], mentions: Sequence[IncidentMention], states: Sequence[Relation]) -> tuple[Claim, ...]:
    """Claims with the ids of what they are about: incidents told inside their words, relations stated there."""
    out = []
    for claim in claims:
        extent = cover(claim.content)
        about = [m.id for m in mentions if any(extent.contains(t) for t in m.triggers)]
        about += [r.id for r in states if r.span.contains(extent) and claim.polarity is Polarity.ASSERTS]
        out.append(replace(claim, about=tuple(about)))
    return tuple(out)


def _carrier(claims: Sequence[Claim], span: Span, *, within: int | None = None) -> str | None:
    """The innermost claim around some words; None is the outlet's own voice.

    Who is silent about a deed, or does not know of it, does not tell it: the outlet does. With ``within`` the claim's words
    begin no more than so many characters before.
    """
    telling = (c for c in claims if c.polarity in (Polarity.ASSERTS, Polarity.DENIES))
    around = [(cover(c.content), c.id) for c in telling if cover(c.content).contains(span)]
    around = [(extent, id) for extent, id in around if within is None or span.start - extent.start <= within]
    return min(around, key=lambda x: (x[0].end - x[0].start, x[1]))[1] if around else None


_PUT = 25  # "the hospital put the number at 15" has a speaker of its own, whoever is quoted before it


def _carried(claims: Sequence[Claim], mentions: Sequence[IncidentMention]) -> tuple[IncidentMention, ...]:
    """Mentions whose readings name the claim that carries them."""

    def whose(reading: Reading[V]) -> str | None:
        if reading.rule == SUM_RULE:
            return None  # nobody says the sum: its parts may have two speakers
        return _carrier(claims, reading.span, within=_PUT if reading.rule.endswith(SOMEBODY) else None)

    def put(readings: tuple[Reading[V], ...]) -> tuple[Reading[V], ...]:
        return tuple(replace(r, claim=whose(r)) for r in readings)

    return tuple(
        replace(m, types=put(m.types), whens=put(m.whens), places=put(m.places), tolls=put(m.tolls), roles=put(m.roles))
        for m in mentions
    )
