"""A brief as JSON, and the seal that every form of a brief ends with (docs/json.md)."""

from overhorizon.domain.briefs import Asked, Brief, Cited, Entry, Line, MadeFrom
from overhorizon.domain.watches import Evidence, Theatre
from overhorizon.wording.text import json_line

Json = dict[str, object]


def render(brief: Brief) -> str:
    """One line of JSON."""
    return f"{json_line(form(brief))}\n"


def form(brief: Brief) -> Json:
    return {
        "schema": "overhorizon/1",
        "kind": "brief",
        "title": brief.title,
        "minutes": brief.minutes,
        "sections": [{"topic": s.topic.value, "lines": [_line(line) for line in s.lines]} for s in brief.sections],
        "incidents": [_entry(entry) for entry in brief.incidents],
        "fog": [{"name": f.name, "text": f.text, "counted": list(f.counted)} for f in brief.fog],
        "sources": [_cited(source) for source in brief.sources],
        "seal": seal(brief),
    }


def seal(brief: Brief) -> Json:
    """All that it takes to make the brief again, and what it was made from."""
    return {"asked": _asked(brief.asked), "made_from": _made_from(brief.made_from)}


def _asked(asked: Asked) -> Json:
    return {
        "theatre": _theatre(asked.theatre) if asked.theatre else None,
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "as_of": asked.as_of.isoformat(),
        "known_at": asked.known_at.isoformat() if asked.known_at else None,
        "quiet_after": asked.quiet_after,
        "notes": asked.notes,
    }


def _theatre(theatre: Theatre) -> Json:
    return {
        "name": theatre.name,
        "countries": list(theatre.countries),
        "regions": [{"country": region.country, "admin1": region.admin1} for region in theatre.regions],
        "actors": list(theatre.actors),
        "feeds": list(theatre.feeds),
    }


def _made_from(made: MadeFrom) -> Json:
    return {
        "digest": made.digest,
        "code": made.code,
        "coverage": made.coverage,
        "judgements": list(made.judgements),
        "ratings": list(made.ratings),
        "notes": list(made.notes),
        "inputs": [{"report": i.report, "revision": i.revision, "run": i.run} for i in made.inputs],
    }


def _line(line: Line) -> Json:
    return {"text": line.text, "incident": line.incident, "evidence": [_evidence(e) for e in line.evidence]}


def _evidence(one: Evidence) -> Json:
    return {
        "report": one.report,
        "span": [one.start, one.end],
        "quote": one.words,
        "outlet": one.outlet,
        "speaker": one.speaker,
        "claim": one.claim,
    }


def _entry(entry: Entry) -> Json:
    killed = entry.killed
    return {
        "id": entry.incident,
        "when": entry.when,
        "first": entry.first.isoformat() if entry.first else None,
        "last": entry.last.isoformat() if entry.last else None,
        "place": entry.place,
        "country": entry.country,
        "precision": entry.precision.value if entry.precision else None,
        "pin": [entry.pin.lat, entry.pin.lon] if entry.pin else None,
        "type": entry.type,
        "killed": {"low": killed.low, "best": killed.best, "high": killed.high, "words": killed.words} if killed else None,
        "perpetrators": list(entry.perpetrators),
        "reports": entry.reports,
        "voices": entry.voices,
        "roots": entry.roots,
        "grade": entry.grade,
        "graded": entry.graded,
        "evidence": [_evidence(e) for e in entry.evidence],
    }


def _cited(source: Cited) -> Json:
    return {
        "report": source.report,
        "revision": source.revision,
        "outlet": source.outlet,
        "title": source.title,
        "address": source.address,
        "published": source.published,
    }
