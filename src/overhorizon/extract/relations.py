"""States between actors and places: turf wars, safe havens, alliances. Never incidents."""

import re
from collections.abc import Sequence

from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import Relation, RelationKind
from overhorizon.domain.reports import Report
from overhorizon.domain.spans import Span
from overhorizon.encoder.patterns import words_of
from overhorizon.extract.mentions import is_armed_group
from overhorizon.extract.tellings import Facts, S, distance

_KINDS = (
    (
        RelationKind.CONFLICT,
        words_of(r"""
            turf wars?
            insurgency
            civil war
            power struggle
            blood feud
            long-running (?:feud|conflict|war)
            at (?:war|odds) with
            rival(?:ry|s) (?:between|of|with)
            arch-?(?:foe|rival|enem)\w*
            sworn enem\w+
            bitter (?:rivals|enemies|foes)
            (?:years|decades|months) of (?:war|conflict|fighting)
        """),
    ),
    (
        RelationKind.SAFE_HAVEN,
        words_of(r"""
            safe havens?
            sanctuar(?:y|ies)
            staging ground
            launch ?pad
            breeding ground
            rear base
            haven for
        """),
    ),
    (
        RelationKind.ALLEGIANCE,
        words_of(r"""
            pledg(?:ed|es|ing) (?:\w+ )?(?:allegiance|loyalty)
            sw(?:ore|orn|ears) (?:allegiance|loyalty)
        """),
    ),
    (
        RelationKind.TRUCE,
        words_of(r"""
            cease-?fires?
            truces?
            peace (?:deal|agreement|accord)
            cessation of hostilities
        """),
    ),
    (
        RelationKind.SUPPORT,
        words_of(r"""
            provid\w+ (?:weapons|arms|funding|training|support) to
            arm(?:s|ed) and fund(?:s|ed)
            proxy (?:of|for)
            backed by
            sponsors? of
        """),
    ),
    (
        RelationKind.ALLIANCE,
        words_of(r"""
            allied (?:with|to)
            alliance (?:with|between)
            allies of
            joined forces
        """),
    ),
    (
        RelationKind.CONTROL,
        words_of(r"""
            full control of
            under the control of
            controls? (?:much|most|parts|large|the (?:town|city|area|region))
            stronghold of
            in control of
        """),
    ),
)
_NEEDS_TWO = (RelationKind.CONFLICT, RelationKind.ALLIANCE, RelationKind.TRUCE, RelationKind.ALLEGIANCE)


_OF_WHOM = re.compile(r"(?:under|stronghold)\b", re.IGNORECASE)  # who controls stands behind: "under the control of the Front"
_SIDES = 2
_REACH = 130  # characters, a clause boundary counting as 60: farther off, a name belongs to something else


def near(text: str, cue: Span, things: Sequence[S]) -> list[S]:
    """The things beside a cue, the nearest first."""
    ranked = sorted((distance(text, cue, t.span), t.span, i) for i, t in enumerate(things))
    return [things[i] for far, _, i in ranked if far <= _REACH]


def relations(report: Report, facts: Sequence[Facts]) -> tuple[Relation, ...]:
    """Relations in order of the text; the same state between the same parties is told once."""
    found: dict[tuple[RelationKind, frozenset[str], frozenset[str]], Relation] = {}
    for sentence in facts:
        words = sentence.span.of(report.text)
        for kind, pattern in _KINDS:
            match = pattern.search(words)
            if match is None:
                continue
            cue = Span(start=match.start(), end=match.end()).shifted(sentence.span.start)
            beside = near(report.text, cue, sentence.parties)
            if kind is RelationKind.SAFE_HAVEN:
                beside = [p for p in beside if is_armed_group(p.party)]  # a ministry whose papers say so is not sheltered
            elif kind is RelationKind.CONTROL:
                behind = _OF_WHOM.match(match.group()) is not None
                beside = [p for p in beside if (cue < p.span) is behind][:1]
            parties = {p.party.name: p.party for p in beside[:_SIDES]}
            places = {p.location.described: p.location for p in near(report.text, cue, sentence.places)[:1]}
            if len(parties) < (2 if kind in _NEEDS_TWO else 1):
                continue
            key = (kind, frozenset(parties), frozenset(places) if kind is RelationKind.SAFE_HAVEN else frozenset())
            relation = Relation(
                id=short_id("n", report.id, kind, str(sentence.span.start)),
                kind=kind,
                parties=tuple(parties.values()),
                places=tuple(places.values()),
                span=sentence.span,
            )
            found.setdefault(key, relation)
    return tuple(sorted(found.values(), key=lambda r: (r.span, r.kind)))
