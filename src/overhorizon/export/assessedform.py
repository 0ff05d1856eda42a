"""What reports of an incident come to, as plain JSON: assessments, contradictions, the trail. docs/json.md documents every field."""

from collections.abc import Iterable

from overhorizon.domain.assessment import Assessment, Contradiction, Holding, Value
from overhorizon.domain.incidents import RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Root, Voice
from overhorizon.domain.places import Location
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Toll
from overhorizon.domain.views import IncidentView
from overhorizon.export.valueforms import Json, count_form, location_form, role_form, type_form, when_form
from overhorizon.wording.assessed import holding_words, side_value_words
from overhorizon.wording.values import value_words


def assessed_form(view: IncidentView) -> Json:
    """Everything that holds of an incident as one, and of none of its accounts alone."""
    return {
        "undated": list(view.undated),
        "reprints": list(view.reprints),
        "parts": list(view.parts),
        "whole": list(view.whole),
        "rivals": list(view.rivals),
        "contested": [about.value for about in view.contested],
        "assessments": [_assessment(view, a) for a in view.assessments],
        "contradictions": [_contradiction(view, c) for c in view.contradictions],
        "trail": _trail(view),
    }


def value_form(value: Value) -> object:
    """A value of any property, in the form that its readings have; a toll without its parts, which belong to a report's words."""
    match value:
        case Toll():
            return {"harm": value.harm.value, **count_form(value.total), "victims": value.victims.value}
        case When():
            return when_form(value)
        case Location():
            return location_form(value)
        case RoleFiller():
            return role_form(value)
    return type_form(value)


def _assessment(view: IncidentView, assessment: Assessment) -> Json:
    return {
        "property": assessment.about.value,
        "harm": assessment.harm.value if assessment.harm else None,
        "rule": assessment.rule,
        "holdings": [_holding(view, h) for h in assessment.holdings],
        "paths": [
            {
                "root": _root(view.root(path.root)),
                "values": [{"words": value_words(v), "value": value_form(v), "day": day.isoformat()} for v, day in path.values],
            }
            for path in assessment.paths
        ],
    }


def _holding(view: IncidentView, holding: Holding) -> Json:
    return {
        "words": holding_words(view, holding),
        "value": value_form(holding.value),
        "grade": {
            "grade": str(holding.grade),
            "credibility": holding.grade.credibility.value,
            "reliability": holding.grade.reliability.value,
            "rule": holding.grade.rule,
        },
        "standings": [s.value for s in holding.standings],
        "independent_roots": holding.independent,
        "roots": [{**_root(view.root(r)), "is_certain": r in holding.certain} for r in holding.roots],
        "denied_by": [_root(view.root(r)) for r in holding.denied_by],
        "voices": [_voice(view.voice(v)) for v in holding.voices],
        "first": holding.first.isoformat(),
        "last": holding.last.isoformat(),
        "anchors": _anchors(holding.anchors),
    }


def _contradiction(view: IncidentView, contradiction: Contradiction) -> Json:
    return {
        "id": contradiction.id,
        "property": contradiction.about.value,
        "harm": contradiction.harm.value if contradiction.harm else None,
        "state": contradiction.state.value,
        "since": contradiction.since.isoformat(),
        "rule": contradiction.rule,
        "sides": [
            {
                "words": side_value_words(view, side),
                "value": value_form(side.value),
                "denies": side.denies,
                "roots": [_root(view.root(r)) for r in side.roots],
                "anchors": _anchors(side.anchors),
            }
            for side in contradiction.sides
        ],
    }


def _trail(view: IncidentView) -> Json:
    trail = view.trail
    return {
        "words": str(trail),
        "reports": len(trail.reports),
        "voices": len(trail.voices),
        "roots": len(trail.roots),
        "steps": [{"root": _root(s.root), "voice": _voice(s.voice), "reports": list(s.reports)} for s in trail.steps],
    }


def _root(root: Root) -> Json:
    return {"id": root.id, "words": root.words, "official": root.official, "known": root.known}


def _voice(voice: Voice) -> Json:
    return {"id": voice.id, "words": voice.words, "kind": voice.kind.value, "rules": list(voice.rules)}


def _anchors(anchors: Iterable[Anchor]) -> list[Json]:
    return [{"report": a.report, "span": [a.start, a.end]} for a in anchors]
