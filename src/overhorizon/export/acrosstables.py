"""Flat rows and points, one for each incident across reports, with the values that the assessments prefer and what stands behind them."""

from collections.abc import Iterable, Mapping
from typing import Final

from overhorizon.domain.assessment import Assessment, Property
from overhorizon.domain.tolls import Harm
from overhorizon.domain.views import IncidentView
from overhorizon.export.coded import Coder
from overhorizon.export.preferred import preferred_mention
from overhorizon.export.tables import INCIDENT_COLUMNS, REPORT_COLUMNS, SEPARATOR, Row, Told, incident_row
from overhorizon.export.valueforms import Json
from overhorizon.wording.assessed import contradiction_words, holding_words, label, path_words, roots_words
from overhorizon.wording.values import PLACE_CLASS

_GRADED: Final[Mapping[str, tuple[Property, Harm | None]]] = {
    "type": (Property.MANNER, None),
    "when": (Property.DATE, None),
    "place": (Property.PLACE, None),
    "perpetrators": (Property.PERPETRATOR, None),
    "targets": (Property.TARGET, None),
    "killed": (Property.TOLL, Harm.KILLED),
    "injured": (Property.TOLL, Harm.INJURED),
}
ACROSS_COLUMNS: Final = (
    *(column for column in INCIDENT_COLUMNS if column not in REPORT_COLUMNS),
    *("reports", "voices", "roots", "root_names", *(f"{name}_grade" for name in _GRADED)),
    *("killed_rule", "killed_standing", "killed_roots", "contested", "contradictions", "killed_path"),
    *("undated_reports", "reprints", "first_day", "last_day", "outlets", "report_ids", "part_of", "rivals"),
)


def across_row(view: IncidentView) -> Row:
    """One incident: its columns as in a report's row, of the preferred values; then how many reports, voices and roots, and the grades.

    The quotation is of the account that says most. A cell is empty where nobody says anything.
    """
    row = incident_row(*as_told(view))
    killed = view.assessment(Property.TOLL, Harm.KILLED)
    cells: Row = {
        **row,
        "killed_readings": _readings(view, Harm.KILLED),
        "injured_readings": _readings(view, Harm.INJURED),
        "other_tolls": SEPARATOR.join(_others(view)),
        "reports": len(view.reports),
        "voices": len(view.trail.voices),
        "roots": len(view.trail.roots),
        "root_names": SEPARATOR.join(root.words for root in view.trail.roots),
        **{f"{name}_grade": _grade(view, *asked) for name, asked in _GRADED.items()},
        "killed_rule": killed.rule if killed else None,
        "killed_standing": SEPARATOR.join(s.value for s in killed.preferred.standings) if killed else None,
        "killed_roots": killed.preferred.independent if killed else None,
        "contested": SEPARATOR.join(about.value for about in view.contested),
        "contradictions": SEPARATOR.join(f"{label(c)}: {contradiction_words(view, c)}" for c in view.contradictions),
        "killed_path": SEPARATOR.join(path_words(view, path) for path in killed.paths) if killed else None,
        "undated_reports": len(view.undated),
        "reprints": len(view.reprints),
        "first_day": min(m.since for m in view.members).isoformat(),
        "last_day": max(m.since for m in view.members).isoformat(),
        "outlets": SEPARATOR.join(_outlets(view)),
        "report_ids": SEPARATOR.join(view.reports),
        "part_of": SEPARATOR.join(view.whole),
        "rivals": SEPARATOR.join(view.rivals),
    }
    return {column: cells[column] for column in ACROSS_COLUMNS}


def feature_collection(views: Iterable[IncidentView]) -> Json:
    """All incidents as GeoJSON (RFC 7946), in the order given; a point only where the preferred place is precise enough for one."""
    return {"type": "FeatureCollection", "features": [_feature(view) for view in views]}


def as_told(view: IncidentView) -> Told:
    """The incident as one account, with the analysis that holds the words of its triggers."""
    return view.lead.analysis, preferred_mention(view)


def sourced(coder: Coder, views: Mapping[str, IncidentView]) -> Coder:
    """A codebook's coder whose rows name all reports of an incident as their sources. ``views`` by id."""

    def code(told: Told) -> Row | str:
        coded = coder(told)
        if isinstance(coded, str):
            return coded
        sources = _sources(views[told[1].id])
        return {**coded, **{name: cell for name, cell in sources.items() if name in coded}}

    return code


def _sources(view: IncidentView) -> Row:
    days = [m.report.publication.last for m in view.members if m.report.publication is not None]
    articles = dict.fromkeys(_article(view, number) for number in range(len(view.members)))
    return {
        "number_of_sources": len(view.reports),
        "source_article": SEPARATOR.join(articles),
        "source_office": SEPARATOR.join(_outlets(view)),
        "source_date": max(days).isoformat() if days else None,
        "source_original": SEPARATOR.join(dict.fromkeys(voice.words for voice in view.trail.voices)),
        "source": SEPARATOR.join(_outlets(view)),
    }


def _article(view: IncidentView, number: int) -> str:
    report = view.members[number].report
    day = report.publication.last.isoformat() if report.publication else None
    title = report.title.of(report.text) if report.title else None
    return ", ".join(part for part in (report.outlet, day, title, report.address) if part)


def _feature(view: IncidentView) -> Json:
    location = preferred_mention(view).location
    pin = location.pin if location else None
    properties = {name: cell for name, cell in across_row(view).items() if name not in ("latitude", "longitude")}
    return {
        "type": "Feature",
        "id": view.id,
        "geometry": {"type": "Point", "coordinates": [pin.lon, pin.lat]} if pin else None,
        "properties": {**properties, "where_precision_name": PLACE_CLASS[location.precision] if location else None},
    }


def _grade(view: IncidentView, about: Property, harm: Harm | None) -> str | None:
    held = view.preferred(about, harm)
    return str(held.grade) if held else None


def _readings(view: IncidentView, harm: Harm) -> str:
    """Every number that is held, the preferred one first, each with its roots."""
    assessment = view.assessment(Property.TOLL, harm)
    return _all_held(view, assessment) if assessment else ""


def _all_held(view: IncidentView, assessment: Assessment) -> str:
    return " | ".join(f"{holding_words(view, h)} ({roots_words(view, h)})" for h in assessment.holdings)


def _others(view: IncidentView) -> Iterable[str]:
    for assessment in view.tolls():
        if assessment.harm not in (Harm.KILLED, Harm.INJURED):
            yield f"{label(assessment)}: {_all_held(view, assessment)}"


def _outlets(view: IncidentView) -> Iterable[str]:
    return dict.fromkeys(m.report.outlet for m in view.members if m.report.outlet)
