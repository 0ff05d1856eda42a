"""Incidents under the column names of UCDP GED 26.1: a draft for coders, with empty cells for what is not known.

What a coder decides or UCDP assigns (conflict and dyad numbers, PRIO-GRID cells, clarity) stays empty.
Source of the names and classes: UCDP GED codebook, version 26.1.
"""

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentMention, Realis, Role
from overhorizon.domain.parties import Party
from overhorizon.domain.places import PlaceKind
from overhorizon.domain.tolls import Harm, Victims
from overhorizon.export.coded import (
    Countries,
    Figure,
    Resolver,
    against_civilians,
    is_group,
    is_state,
    shares,
    sides,
)
from overhorizon.export.tables import SEPARATOR, Row, Told
from overhorizon.wording.values import party_words, tolls_killed, tolls_of

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


class UcdpCoder:
    """Codes what happened and killed; the rest is left out with its reason."""

    def __init__(self, countries: Countries, resolve: Resolver) -> None:
        self._countries = countries
        self._resolve = resolve

    def __call__(self, told: Told) -> Row | str:
        analysis, incident = told
        if incident.realis is not Realis.ACTUAL:
            return "not reported as having happened"
        killed = tolls_killed(incident)
        if all(toll.total.high == 0 for toll in killed):
            return "no death reported"
        cells: Row = {
            "id": incident.id,
            **_source_cells(analysis, incident),
            **self._side_cells(incident, self._resolve(killed)),
            **self._where_cells(incident),
            **_date_cells(incident),
        }
        return {column: cells.get(column) for column in COLUMNS}

    def _side_cells(self, incident: IncidentMention, figure: Figure) -> Row:
        first, second = sides(incident)
        kind = _violence(incident, first, second)
        if kind == STATE_BASED and first and second and not is_state(first):
            first, second = second, first  # side A of a state-based conflict is the state
        side_b = "Civilians" if kind == ONE_SIDED else party_words(second) if second else None
        return {
            "type_of_violence": kind,
            "side_a": party_words(first) if first else None,
            "side_b": side_b,
            "side_a_new_id": first.actor.ucdp_id if first and first.actor else None,
            "side_b_new_id": second.actor.ucdp_id if kind != ONE_SIDED and second and second.actor else None,
            "dyad_name": f"{party_words(first)} - {side_b}" if kind and first and side_b else None,
            "gwnoa": self._gw(first),
            "gwnob": self._gw(second) if kind != ONE_SIDED else None,
            "best": figure.best,
            "high": figure.high,
            "low": figure.low,
            **_death_cells(incident, figure, first, second),
        }

    def _gw(self, party: Party | None) -> int | None:
        """The Gleditsch-Ward number of a state's forces, where the registry gives one country for them."""
        if party is None or party.actor is None or not is_state(party) or len(party.actor.countries) != 1:
            return None
        country = self._countries.get(party.actor.countries[0])
        return country.gw if country else None

    def _where_cells(self, incident: IncidentMention) -> Row:
        location = incident.location
        if location is None:
            return {}
        place, pin = location.place, location.pin
        country = self._countries.get(location.country or "")
        return {
            "where_prec": location.precision.value,
            "where_coordinates": place.name if place else None,
            "where_description": location.described,
            "adm_1": place.name if place and place.kind is PlaceKind.ADMIN1 else place.admin1 if place else None,
            "adm_2": place.name if place and place.kind is PlaceKind.ADMIN2 else None,
            "latitude": pin.lat if pin else None,
            "longitude": pin.lon if pin else None,
            "geom_wkt": f"POINT ({pin.lon} {pin.lat})" if pin else None,
            "country": country.name if country else location.country,
            "country_id": country.gw if country else None,
        }


def _violence(incident: IncidentMention, first: Party | None, second: Party | None) -> int | None:
    if first is None or not (is_state(first) or is_group(first)):
        return None
    if against_civilians(incident):
        return ONE_SIDED
    if second is None or not (is_state(second) or is_group(second)):
        return None
    return STATE_BASED if is_state(first) or is_state(second) else NON_STATE


def _death_cells(incident: IncidentMention, figure: Figure, first: Party | None, second: Party | None) -> Row:
    """Deaths by side, only where the words give every number and they add up to the best figure, as UCDP's do."""
    cells = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0, "deaths_unknown": 0}
    for attackers in (False, True):
        preferred = next((r.value for r in tolls_of(incident, Harm.KILLED, attackers=attackers)), None)
        for victims, count in shares(preferred).items() if preferred else ():
            cells[_cell_of(victims, incident, first, second)] += count or 0
    return dict(cells) if sum(cells.values()) == figure.best else {}


def _cell_of(victims: Victims, incident: IncidentMention, first: Party | None, second: Party | None) -> str:
    """The column for the victims of one side; unknown unless exactly one side can be theirs."""
    if victims is Victims.CIVILIANS:
        return "deaths_civilians"
    if victims is Victims.UNKNOWN:
        return "deaths_unknown"
    attackers = [party.name for party in incident.parties(Role.PERPETRATOR)]
    on = []
    for column, party in (("deaths_a", first), ("deaths_b", second)):
        fits = (
            party is not None
            and {
                Victims.STATE_FORCES: is_state(party),
                Victims.ARMED_GROUP: is_group(party),
                Victims.ATTACKERS: party.name in attackers,
            }[victims]
        )
        on += [column] if fits else []
    return on[0] if len(on) == 1 else "deaths_unknown"


def _date_cells(incident: IncidentMention) -> Row:
    when = incident.when
    if when is None or not when.is_resolved:
        return {}
    first, last = when.earliest, when.latest
    return {
        "year": first.year if first and last and first.year == last.year else None,
        "date_prec": when.precision.value if first and last and when.precision.value <= 5 else None,
        "date_start": first.isoformat() if first else None,
        "date_end": last.isoformat() if last else None,
    }


def _source_cells(analysis: Analysis, incident: IncidentMention) -> Row:
    report = analysis.report
    title = report.title.of(report.text) if report.title else None
    day = report.publication.last.isoformat() if report.publication else None
    speakers = (c.speaker for c in analysis.claims if incident.id in c.about)
    return {
        "number_of_sources": 1,  # a row is what one report says
        "source_article": SEPARATOR.join(part for part in (report.outlet, day, title, report.address) if part),
        "source_office": report.outlet,
        "source_date": day,
        "source_headline": title,
        "source_original": SEPARATOR.join(dict.fromkeys(s.words for s in speakers if s is not None)),
    }
