"""Flat rows: one for each incident mention or claim of a report. Quotations only, never the full text."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim
from overhorizon.domain.codebooks import side_by_side
from overhorizon.domain.incidents import IncidentMention, Reading, Role
from overhorizon.domain.places import Location
from overhorizon.domain.reports import Report
from overhorizon.domain.scale import scale_of
from overhorizon.domain.sources import SourceKind
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.wording.text import sentence_around, without_unsafe
from overhorizon.wording.values import party_words, rivals_words, speakers_of, tolls_killed, tolls_of

Cell = str | int | float | None
Row = dict[str, Cell]
Told = tuple[Analysis, IncidentMention]
Said = tuple[Analysis, Claim]

SEPARATOR = "; "
_BETWEEN = " | "  # rival readings of one count
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")  # what spreadsheets take as the start of one

REPORT_COLUMNS = ("report", "revision", "outlet", "address", "title", "published_first", "published_last")
INCIDENT_COLUMNS = (
    *("incident", "type", "realis", "prominence", "when", "earliest", "latest", "date_precision"),
    *("place", "described", "admin1", "country", "where_precision", "latitude", "longitude"),
    *("perpetrators", "targets", "claimants", "parties"),
    *("killed_low", "killed_best", "killed_high", "killed_readings"),
    *("injured_low", "injured_best", "injured_high", "injured_readings"),
    *("killed_ucdp_low", "killed_ucdp_best", "killed_ucdp_high", "killed_acled", "killed_gtd"),
    *("killed_ibc_min", "killed_ibc_max", "killed_rules"),
    *("attackers_killed", "other_tolls", "quotation", *REPORT_COLUMNS),
)
CLAIM_COLUMNS = (
    *("claim", "speaker", "speaker_kind", "speaker_actor", "via", "cue", "polarity"),
    *("certainty", "force", "likelihood", "confidence", "quotation", "start", "end", "about", *REPORT_COLUMNS),
)


def incident_row(analysis: Analysis, incident: IncidentMention) -> Row:
    """One incident of one report. A cell is empty where the report does not say."""
    text = analysis.report.text
    others = {r.value.harm for r in incident.tolls if r.value} - {Harm.KILLED, Harm.INJURED}
    return {
        "incident": incident.id,
        "type": incident.type.value,
        "realis": incident.realis.value,
        "prominence": incident.prominence.value,
        **_when_cells(incident.when),
        **_where_cells(incident.location),
        "perpetrators": _parties(incident, Role.PERPETRATOR),
        "targets": _parties(incident, Role.TARGET),
        "claimants": _parties(incident, Role.CLAIMANT),
        "parties": _parties(incident, Role.PARTY),
        **_toll_cells(analysis, incident, Harm.KILLED),
        **_toll_cells(analysis, incident, Harm.INJURED),
        **_codebook_cells(incident),
        "attackers_killed": _rivals(analysis, tolls_of(incident, Harm.KILLED, attackers=True)),
        "other_tolls": SEPARATOR.join(f"{h.value}: {_rivals(analysis, tolls_of(incident, h))}" for h in Harm if h in others),
        "quotation": sentence_around(text, incident.triggers[0]).of(text),
        **_report_cells(analysis.report),
    }


def claim_row(analysis: Analysis, claim: Claim) -> Row:
    """One claim of one report. Without a speaker it is the outlet that speaks."""
    report, certainty, speaker = analysis.report, claim.certainty, claim.speaker
    return {
        "claim": claim.id,
        "speaker": speaker.words if speaker else report.outlet,
        "speaker_kind": speaker.kind.value if speaker else SourceKind.OUTLET.value,
        "speaker_actor": speaker.actor if speaker else None,
        "via": SEPARATOR.join(source.words for source in claim.via),
        "cue": " ... ".join(span.of(report.text) for span in claim.cue),
        "polarity": claim.polarity.value,
        "certainty": scale_of(claim).value,
        "force": certainty.force.value,
        "likelihood": certainty.likelihood.value if certainty.likelihood else None,
        "confidence": certainty.confidence.value if certainty.confidence else None,
        "quotation": claim.quote(report.text),
        "start": claim.content[0].start,
        "end": claim.content[-1].end,
        "about": SEPARATOR.join(claim.about),
        **_report_cells(report),
    }


def write_csv(rows: Iterable[Row], columns: Sequence[str], out: TextIO) -> None:
    """RFC 4180 with a header line. ``out`` must be open with newline="" so that line breaks inside cells survive."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(row.get(column)) for column in columns])


def safe_cell(cell: Cell) -> str | int | float:
    """The cell as a spreadsheet may open it: text that it would run as a formula gets a leading apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        neutral = f"'{cell}" if cell.startswith(_FORMULA) else cell
        return without_unsafe(neutral)
    return cell


def _report_cells(report: Report) -> Row:
    when = report.publication
    return {
        "report": report.id,
        "revision": report.revision,
        "outlet": report.outlet,
        "address": report.address,
        "title": report.title.of(report.text) if report.title else None,
        "published_first": when.first.isoformat() if when else None,
        "published_last": when.last.isoformat() if when else None,
    }


def _when_cells(when: When | None) -> Row:
    return {
        "when": when.expression if when else None,
        "earliest": when.earliest.isoformat() if when and when.earliest else None,
        "latest": when.latest.isoformat() if when and when.latest else None,
        "date_precision": when.precision.value if when and when.is_resolved else None,
    }


def _where_cells(location: Location | None) -> Row:
    place = location.place if location else None
    pin = location.pin if location else None
    return {
        "place": place.name if place else None,
        "described": location.described if location else None,
        "admin1": place.admin1 if place else None,
        "country": location.country if location else None,
        "where_precision": location.precision.value if location else None,
        "latitude": pin.lat if pin else None,
        "longitude": pin.lon if pin else None,
    }


def _parties(incident: IncidentMention, role: Role) -> str:
    return SEPARATOR.join(dict.fromkeys(party_words(party) for party in incident.parties(role)))


def _toll_cells(analysis: Analysis, incident: IncidentMention, harm: Harm) -> Row:
    count = next((r.value.total for r in tolls_of(incident, harm) if r.value is not None), None)
    name = harm.value
    return {
        f"{name}_low": count.low if count else None,
        f"{name}_best": count.best if count else None,
        f"{name}_high": count.high if count else None,
        f"{name}_readings": _rivals(analysis, tolls_of(incident, harm)),
    }


def _codebook_cells(incident: IncidentMention) -> Row:
    """The dead as four codebooks would count them, side by side, and by which rules."""
    found = side_by_side(tolls_killed(incident))
    return {
        "killed_ucdp_low": found.ucdp.low,
        "killed_ucdp_best": found.ucdp.best,
        "killed_ucdp_high": found.ucdp.high,
        "killed_acled": found.acled.best,
        "killed_gtd": found.gtd.best,
        "killed_ibc_min": found.ibc.low,
        "killed_ibc_max": found.ibc.high,
        "killed_rules": SEPARATOR.join(found.rules),
    }


def _rivals(analysis: Analysis, readings: Iterable[Reading[Toll]]) -> str:
    return rivals_words(readings, analysis.report.text, between=_BETWEEN, speakers=speakers_of(analysis))
