"""Answers for evaluation: read a folder of documents as the product does, and write what it found in the scorer's form.

The gold is never opened. One JSON object a line for each document; evaluation/README.md describes the fields.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from overhorizon.assess.evidence import Told
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.incidents import IncidentMention, IncidentType, Role
from overhorizon.domain.parties import ActorKind, Party
from overhorizon.domain.places import Place, PlaceKind
from overhorizon.domain.reports import Capture, Form, Publication, PublicationBasis, RawItem, Report
from overhorizon.domain.rivals import rivals, span_of
from overhorizon.domain.scale import scale_of
from overhorizon.domain.spans import Span, quotation
from overhorizon.domain.tolls import Harm
from overhorizon.encoder.protocol import Encoder, ReportReader
from overhorizon.encoder.sentences import paragraphs
from overhorizon.export.muc4 import Template, read_templates, templates
from overhorizon.extract.people import ATTACKERS, FORCES
from overhorizon.extract.when import timexes
from overhorizon.gazetteer import Context, Gazetteer
from overhorizon.gazetteer.hits import DemonymHit, Hit
from overhorizon.link.accounts import accounts
from overhorizon.link.judge import judge_all
from overhorizon.link.partition import partition
from overhorizon.pipeline import analyze, analyze_report
from overhorizon.runs.assessing import disputes
from overhorizon.runs.origins import beside

# The scorer knows no shelling; it counts fire from a distance with air strikes.
_SCORED_TYPE = {IncidentType.SHELLING: IncidentType.AIR_STRIKE}
_OPEN = (Polarity.SAYS_UNKNOWN, Polarity.WITHHOLDS, Polarity.IS_SILENT)  # what is said lies in the cue as well
_ATTACKS = (
    IncidentType.BOMBING,
    IncidentType.ARMED_ASSAULT,
    IncidentType.SHELLING,
    IncidentType.KIDNAPPING,
    IncidentType.EXECUTION,
)
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)  # answers must not depend on the day they are made


def documents(folder: Path) -> list[dict[str, Any]]:
    """The documents of an evaluation folder. Raises InvalidInput when there are none to read."""
    return texts(folder / "documents.jsonl")


def texts(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSON Lines file, each with an id and a text. Raises InvalidInput when there are none to read."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a text may hold other line ends
        found = [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InvalidInput(f"{path} is not JSON Lines: {error}") from error
    if not all(isinstance(d, dict) and "id" in d and "text" in d for d in found):
        raise InvalidInput(f"{path}: every line needs an id and a text")
    return found


def attributions(found: list[dict[str, Any]], encoder: Encoder) -> Iterator[dict[str, Any]]:
    """What the encoder attributes in each text, in order: spans of source, cue and content (PolNeAR's form)."""
    for document in found:
        tagging = encoder.encode(document["text"], paragraphs(document["text"]))
        parts = [
            {part: [[s.start, s.end] for s in getattr(a, part)] for part in ("source", "cue", "content")}
            for a in tagging.attributions
        ]
        yield {"id": document["id"], "attributions": parts}


def times(found: list[dict[str, Any]], *, dated: bool = True) -> Iterator[dict[str, Any]]:
    """Time expressions of each text with TIMEX3 values; ``dated`` texts have the day of their creation in ``dct``."""
    for document in found:
        created = date.fromisoformat(str(document["dct"])[:10]) if dated and document.get("dct") else None
        yield {"id": document["id"], "timexes": list(timexes(document["text"], created))}


def roles(found: list[dict[str, Any]], encoder: Encoder, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """Templates of each text (MUC-4's form): types and role fillers. Texts in capitals are read as they are, past the cleaning,
    which takes capitals for headlines. They are the encoder's, where it reads reports as a whole, else those of the analysis.
    """
    for document in found:
        day = date.fromisoformat(str(document["date"])[:10]) if document.get("date") else None
        published = Publication(first=day, last=day, basis=PublicationBasis.DECLARED) if day else None
        report = Report(text=document["text"], address=None, outlet=None, publication=published, title=None, language="en")
        reading = encoder.read_report(report.text, paragraphs(report.text)) if isinstance(encoder, ReportReader) else None
        told = templates(analyze_report(report, encoder, gazetteer)) if reading is None else read_templates(report.text, reading)
        yield {"id": document["id"], "roles": [template_record(t) for t in told]}


def template_record(template: Template) -> dict[str, Any]:
    """Entities of one mention each, in lower case."""
    return {
        "incident_type": template.incident_type,
        **{role: [[words.lower()] for words in fillers] for role, fillers in template.roles.items()},
    }


def toponyms(
    found: list[dict[str, Any]], gazetteer: Gazetteer, *, nationalities: bool = False, given: bool = False
) -> Iterator[dict[str, Any]]:
    """Place names of each text and what they name; with ``nationalities`` these too, as some corpora mark them.

    With ``given``, the names are those that the document's ``toponyms`` mark (start and end; no more of them is read), so that
    resolution is measured apart from finding.
    """
    for document in found:
        text, context = document["text"], Context.of_address(document.get("url"))
        hits: Sequence[Hit] = gazetteer.tag(text, states=False)
        if given:
            hits = _with_spans(text, hits, [Span(start=t["start"], end=t["end"]) for t in document["toponyms"]], gazetteer)
        named = [_toponym(r.hit.span, r.place) for r in gazetteer.resolve(text, hits, context=context)]
        demonyms = (h for h in hits if isinstance(h, DemonymHit) and len(h.countries) == 1)
        named += [_of_nationality(h, gazetteer) for h in demonyms if nationalities or given or _names_country(h, gazetteer)]
        marked = {(t["start"], t["end"]) for t in document["toponyms"]} if given else None
        yield {"id": document["id"], "toponyms": [t for t in named if marked is None or (t["start"], t["end"]) in marked]}


def _with_spans(text: str, hits: Sequence[Hit], spans: Sequence[Span], gazetteer: Gazetteer) -> list[Hit]:
    """The hits, with the given spans as place names instead of what touched them; a nationality stays one."""
    found = {hit.span: hit for hit in hits}
    marked = [found.get(span) or gazetteer.place_at(text, span) for span in spans]
    kept = [hit for hit in hits if not any(hit.span.overlaps(span) for span in spans)]
    return sorted([*kept, *(hit for hit in marked if hit is not None)], key=lambda hit: hit.span)


def _names_country(hit: DemonymHit, gazetteer: Gazetteer) -> bool:
    """Whether the qualifier is the name of the country itself: "US beef"."""
    return any(place.kind is PlaceKind.COUNTRY for place in gazetteer.places_named(hit.words))


def _toponym(span: Span, place: Place) -> dict[str, Any]:
    source, _, number = place.id.partition(":")
    point = place.coordinates
    return {
        "start": span.start,
        "end": span.end,
        "geonameid": int(number) if source == "geonames" else None,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
    }


def _of_nationality(hit: DemonymHit, gazetteer: Gazetteer) -> dict[str, Any]:
    country = gazetteer.countries[hit.countries[0]]
    point = {"geonameid": country.geonameid, "lat": country.latitude, "lon": country.longitude}
    return {"start": hit.span.start, "end": hit.span.end, **point}


def answers(found: list[dict[str, Any]], encoder: Encoder, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """One answer for each document, in order: each is read alone, then incidents are judged across all of them."""
    read: list[tuple[str, Analysis | None]] = []
    for document in found:
        content = json.dumps({k: document.get(k) for k in ("url", "publisher", "published", "title", "text")}, ensure_ascii=False)
        capture = Capture(content=content.encode(), form=Form.RECORD, origin=str(document["id"]), received=_NO_TIME)
        result = analyze(RawItem(capture=capture), encoder, gazetteer)
        read.append((document["id"], result if isinstance(result, Analysis) else None))
    analyses = [analysis for _, analysis in read if analysis is not None]
    names = {analysis.report.id: name for name, analysis in read if analysis is not None}
    incident_of = _across(analyses)
    across = beside(analyses, gazetteer, incident_of)
    for name, analysis in read:
        if analysis is None:
            yield {"id": name}
            continue
        said = across.answer(analysis.report.id)
        duplicates = sorted(names[other] for other in said["duplicate_of"])
        yield {"id": name, **answer(analysis, incident_of), **said, "duplicate_of": duplicates}
    for dispute in disputes(_told(analyses, incident_of), across.origins):
        yield {"contradiction": {"incident": dispute.incident, "attribute": dispute.about.value}}


def _told(analyses: Sequence[Analysis], incident_of: Mapping[str, str]) -> Iterator[tuple[str, Told]]:
    """The accounts with their incidents. A set is read when the last of its reports is out: that is when undated ones can be known."""
    days = [a.report.publication.last for a in analyses if a.report.publication is not None]
    read = max(days, default=_NO_TIME.date())
    for analysis in analyses:
        published = analysis.report.publication
        since = published.last if published else read
        yield from ((incident_of.get(i.id, i.id), Told(analysis=analysis, mention=i, since=since)) for i in analysis.incidents)


def _across(analyses: Iterable[Analysis]) -> dict[str, str]:
    """By id of mention: the incident that it is told of, over all the reports."""
    held = {account.id: account for analysis in analyses for account in accounts(analysis, first_seen=_NO_TIME)}
    found = partition(held.values(), judge_all(held.values()))
    mentions = {account.anchor: name for name, account in held.items()}
    return {mentions[anchor]: incident.id for incident in found.incidents for anchor in incident.members}


def answer(analysis: Analysis, incident_of: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One analysis in the scorer's form; ``incident_of`` names the incident of a mention, where several reports tell of it."""
    report, text = analysis.report, analysis.report.text
    claims = {c.id: c for c in analysis.claims}
    return {
        "incidents": [
            {"incident": (incident_of or {}).get(i.id, i.id), **_incident(text, i, claims)} for i in analysis.incidents
        ],
        "claims": [_claim(text, c, report.outlet) for c in analysis.claims],
        "furniture": [f.span.of(text) for f in report.furniture],
        "repeats": [[r.first.of(text), r.again.of(text)] for r in report.repeats],
        "unknown": [_unknown(text, c) for c in analysis.unknowns],
    }


_DOERS = (Role.PERPETRATOR, Role.CLAIMANT, Role.PARTY)  # both sides of a clash have done it


def _incident(text: str, incident: IncidentMention, claims: Mapping[str, Claim]) -> dict[str, Any]:
    when, location = incident.when, incident.location
    low, high = _killed(incident, claims)
    pin = location.pin if location else None
    parties = [p for role in _DOERS for p in incident.parties(role)]
    spans = [r.span for group in (incident.tolls, incident.types, incident.roles) for r in group]
    return {
        "main": incident.prominence.value == "main",
        "type": _SCORED_TYPE.get(incident.type, incident.type).value,
        "start": when.earliest.isoformat() if when and when.earliest else None,
        "end": when.latest.isoformat() if when and when.latest else None,
        "country": location.country if location else None,
        "place": location.described if location else None,
        "lat": pin.lat if pin else None,
        "lon": pin.lon if pin else None,
        "perpetrators": _names(parties),
        "killed_low": low,
        "killed_high": high,
        "quotes": [span.of(text) for span in spans],
    }


_THE = re.compile(r"^the ", re.IGNORECASE)


def _names(parties: Sequence[Party]) -> list[str]:
    """Those that have a name, in order of the alphabet; "the army" without one where no state's forces are named beside it."""
    named = [p for p in parties if p.actor is not None or _is_named(p.words)]
    forces = [p.words.lower() for p in parties if p.actor is None and FORCES.fullmatch(p.words)]
    known = any((p.actor is not None and p.actor.kind is not ActorKind.ARMED_GROUP) or FORCES.search(p.words) for p in named)
    return sorted({*(_name(p) for p in named), *(forces[:1] if not known else ())})


def _name(party: Party) -> str:
    """A group by its name in the registry, forces of a state as the report names them: "Malian soldiers"."""
    of_a_state = party.actor is not None and party.actor.kind is ActorKind.STATE_FORCE
    return _THE.sub("", party.words) if of_a_state else party.name


def _is_named(words: str) -> bool:
    """Whether a party is named: "Gunmen" and "Soldiers" have a capital only where they open a sentence."""
    return words[:1].isupper() and ATTACKERS.match(words) is None and FORCES.fullmatch(words) is None


def _killed(incident: IncidentMention, claims: Mapping[str, Claim]) -> tuple[int | None, int | None]:
    """The span of the toll that the report puts forward and those that other speakers set against it, as the gold has it."""

    def speaker(claim: str | None) -> str | None:
        source = claims[claim].speaker if claim is not None and claim in claims else None
        return source.words.casefold() if source else None

    found = rivals(incident.tolls, Harm.KILLED, speaker)
    if not found and incident.type not in _ATTACKS:  # in a raid those who are called gunmen are the ones who suffered it
        found = tuple(r for r in incident.tolls if r.value and r.value.harm is Harm.KILLED and not r.superseded)[:1]
    return span_of([r.value.total for r in found if r.value is not None])


def _claim(text: str, claim: Claim, outlet: str | None) -> dict[str, Any]:
    """The chain as the scorer wants it: from the outlet that we read to the first voice."""
    through = [outlet] if outlet and claim.chain else []
    return {
        "speaker": claim.speaker.words if claim.speaker else None,
        "via": [*through, *(s.words for s in claim.via)],
        "certainty": scale_of(claim).value,
        "quote": _unknown(text, claim) if claim.polarity in _OPEN else claim.quote(text),
    }


def _unknown(text: str, claim: Claim) -> str:
    """The words that are unknown, with who is silent about them where the text says so in one breath."""
    return quotation((*claim.cue, *claim.content), text)
