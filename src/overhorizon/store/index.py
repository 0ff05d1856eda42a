"""What an analysis is found by: rows of the index tables, derived from it and from nothing else."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from overhorizon.domain.analysis import Analysis, MentionKind
from overhorizon.domain.claims import Claim
from overhorizon.domain.incidents import IncidentMention, Relation
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location
from overhorizon.domain.scale import scale_of
from overhorizon.domain.sources import SourceKind
from overhorizon.domain.spans import Span

Row = dict[str, Any]

# Whoever may be a private person is joined to nothing; a kind that is not known may be one.
_NEVER_JOINED = frozenset({SourceKind.PRIVATE_PERSON, SourceKind.UNKNOWN})
_PUBLIC_MENTIONS = frozenset({MentionKind.ARMED_GROUP, MentionKind.STATE_FORCE, MentionKind.GOVERNMENT, MentionKind.ORGANISATION})
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})  # letters that do not decompose


def sought(words: str) -> str:
    """Words without case, accents and punctuation, between single spaces, one at either end: whole words match as substrings.

    Ledgers hold what this returns: another fold needs a migration that derives the index anew. That is why it is the store's own.
    """
    plain = unicodedata.normalize("NFKD", words.casefold()).translate(_PLAIN)
    return f" {_BETWEEN_WORDS.sub(' ', _MARKS.sub('', plain)).strip()} "


@dataclass(frozen=True, slots=True)
class IndexRows:
    """Rows by table name, in the order in which they must be added."""

    incidents: list[Row] = field(default_factory=list)
    incident_types: list[Row] = field(default_factory=list)
    incident_countries: list[Row] = field(default_factory=list)
    incident_whens: list[Row] = field(default_factory=list)
    incident_actors: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    claim_subjects: list[Row] = field(default_factory=list)


def index_rows(analysis: Analysis) -> IndexRows:
    """All rows that filters need to find the incidents and claims of one analysis."""
    rows = IndexRows()
    public = tuple(m.span for m in analysis.mentions if m.kind in _PUBLIC_MENTIONS)
    run = analysis.run.id
    words_of: dict[str, str] = {}
    for position, incident in enumerate(analysis.incidents):
        key = {"run": run, "position": position}
        _add_incident(rows, key, incident, public)
        words_of[incident.id] = _words_of_incident(incident, public)
    for relation in analysis.relations:
        words_of[relation.id] = _words_of_relation(relation)
    for position, claim in enumerate(analysis.claims):
        key = {"run": run, "position": position}
        rows.claims.append({**key, **_claim(analysis, claim, words_of)})
        rows.claim_subjects.extend({**key, "subject": subject} for subject in dict.fromkeys(claim.about))
    return rows


def _add_incident(rows: IndexRows, key: Row, incident: IncidentMention, public: tuple[Span, ...]) -> None:
    when = incident.when
    rows.incidents.append(
        {**key, "id": incident.id, "earliest": when.earliest if when else None, "latest": when.latest if when else None}
    )
    types = [v for r in incident.types for v in (r.value, *r.alternatives) if v is not None]
    rows.incident_types.extend({**key, "type": value} for value in dict.fromkeys(t.value for t in types))
    countries = sorted({country for location in _locations(incident) for country in _countries(location)})
    rows.incident_countries.extend({**key, "country": country} for country in countries)
    whens = [v for r in incident.whens for v in (r.value, *r.alternatives) if v is not None and (v.earliest or v.latest)]
    bounds = dict.fromkeys((w.earliest, w.latest) for w in whens)
    rows.incident_whens.extend({**key, "earliest": earliest, "latest": latest} for earliest, latest in bounds)
    actors = dict.fromkeys(pair for party in _parties(incident, public) for pair in _actors(party))
    rows.incident_actors.extend({**key, "actor": actor, "words": words} for actor, words in actors)


def _locations(incident: IncidentMention) -> Iterator[Location]:
    for reading in incident.places:
        yield from (v for v in (reading.value, *reading.alternatives) if v is not None)


def _countries(location: Location) -> Iterator[str]:
    if location.country:
        yield location.country
    if location.place and location.place.country:
        yield location.place.country


def _parties(incident: IncidentMention, public: tuple[Span, ...]) -> Iterator[Party]:
    """The parties that may be joined across reports: in the registry, or named as a group or body by the report.

    All others are descriptions ("gunmen") or people, and a name of a victim must not become a key.
    """
    for reading in incident.roles:
        named = any(span.contains(reading.span) for span in public)
        for filler in (reading.value, *reading.alternatives):
            if filler is not None and (named or filler.party.actor is not None or filler.party.candidates):
                yield filler.party


def _actors(party: Party) -> Iterator[tuple[str | None, str]]:
    """Registry id and folded name. The report's words beside a registry entry may name a member: the entry's names are enough."""
    if party.actor is None:
        yield from ((candidate, sought(party.words)) for candidate in (party.candidates or (None,)))
        return
    for name in (party.actor.name, *party.actor.aliases):
        yield party.actor.id, sought(name)


def _words_of_incident(incident: IncidentMention, public: tuple[Span, ...]) -> str:
    places = [w for location in _locations(incident) for w in (location.described, location.place.name if location.place else "")]
    parties = [party.name for party in _parties(incident, public)]
    return "".join(sought(w) for w in dict.fromkeys((*places, *parties)))


def _words_of_relation(relation: Relation) -> str:
    places = [location.described for location in relation.places]
    parties = [party.name for party in relation.parties if party.actor is not None]
    return "".join(sought(w) for w in dict.fromkeys((*places, *parties)))


def _claim(analysis: Analysis, claim: Claim, words_of: Mapping[str, str]) -> Row:
    speaker = claim.speaker
    if speaker is None:
        actor, words = None, analysis.report.outlet
    elif speaker.kind in _NEVER_JOINED and speaker.actor is None:
        actor, words = None, None
    else:
        actor, words = speaker.actor, speaker.words
    return {
        "speaker_actor": actor,
        "speaker_words": sought(words) if words else None,
        "polarity": claim.polarity.value,
        "grade": scale_of(claim).value,
        "content": sought(claim.quote(analysis.report.text)) + "".join(words_of[subject] for subject in claim.about),
    }
