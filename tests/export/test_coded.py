"""Rows under the columns of UCDP GED and ACLED: what is coded, what stays empty, what is left out and why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from overhorizon.domain import codebooks
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentMention, IncidentType, Reading, Realis, Role, RoleFiller
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm, PartKind, Toll, TollPart, Victims
from overhorizon.export import acled, tables, ucdp
from overhorizon.export.coded import code_all, shares
from overhorizon.export.tables import Row
from overhorizon.gazetteer.countries import load_countries
from tests import factories, strategies

COUNTRIES = {country.iso2: country for country in load_countries()}
UCDP = ucdp.UcdpCoder(COUNTRIES, codebooks.ucdp)
ACLED = acled.AcledCoder(COUNTRIES, codebooks.acled)
SOME = Span(start=0, end=4)


def part(n: int, victims: Victims, kind: PartKind) -> TollPart:
    return TollPart(words="some", count=Count.exactly(n), victims=victims, kind=kind, span=SOME)


def role(role: Role, words: str, actor: Actor | None = None) -> Reading[RoleFiller]:
    return Reading(span=SOME, rule="test", value=RoleFiller(role=role, party=Party(words=words, actor=actor)))


def coded(coder: ucdp.UcdpCoder | acled.AcledCoder, incident: IncidentMention) -> Row:
    row = coder((replace(factories.market(), incidents=(incident,), claims=()), incident))
    assert isinstance(row, dict)
    return row


def bombing() -> IncidentMention:
    return factories.market().incidents[0]


def test_columns_are_those_of_the_data_sets() -> None:
    assert len(ucdp.COLUMNS) == len(set(ucdp.COLUMNS)) == 49
    assert ucdp.COLUMNS[:6] == ("id", "relid", "year", "active_year", "code_status", "type_of_violence")
    assert ucdp.COLUMNS[-5:] == ("best", "high", "low", "gwnoa", "gwnob")
    assert len(acled.COLUMNS) == len(set(acled.COLUMNS)) == 31
    assert acled.COLUMNS[-5:] == ("source_scale", "notes", "fatalities", "tags", "timestamp")


@given(strategies.analyses())
def test_every_incident_is_in_a_row_or_in_a_reason(analysis: Analysis) -> None:
    told = [(analysis, incident) for incident in analysis.incidents]
    for coder, columns in ((UCDP, ucdp.COLUMNS), (ACLED, acled.COLUMNS)):
        result = code_all(told, coder)
        assert len(result.rows) + sum(number for _, number in result.left_out) == len(told)
        assert all(tuple(row) == columns for row in result.rows)


def test_ucdp_codes_a_bombing() -> None:
    row = coded(UCDP, bombing())
    assert (row["date_prec"], row["date_start"], row["date_end"], row["year"]) == (1, "2026-03-10", "2026-03-10", 2026)
    assert (row["where_prec"], row["country"], row["country_id"]) == (1, "Mali", 432)
    assert (row["best"], row["low"], row["high"]) == (20, 20, 20)
    assert (row["deaths_civilians"], row["deaths_unknown"], row["deaths_a"], row["deaths_b"]) == (17, 3, 0, 0)
    assert row["side_a"] == "Lantern Front"
    assert row["type_of_violence"] is None  # soldiers and civilians died: whom it was meant for, the report does not say
    assert row["geom_wkt"] == "POINT (1.0114 20.1986)"
    assert row["conflict_name"] is None


def test_ucdp_puts_the_state_first_and_deaths_on_their_sides() -> None:
    killed = Toll.of_parts(
        Harm.KILLED,
        (part(3, Victims.STATE_FORCES, PartKind.PARTITION), part(5, Victims.ARMED_GROUP, PartKind.PARTITION)),
    )
    clash = replace(
        bombing(),
        tolls=(Reading(span=SOME, rule="test", value=killed),),
        roles=(role(Role.PERPETRATOR, "LF", factories.LANTERN), role(Role.TARGET, "the army", factories.ARMY)),
    )
    row = coded(UCDP, clash)
    assert row["type_of_violence"] == ucdp.STATE_BASED
    assert (row["side_a"], row["side_b"]) == ("Malian Armed Forces", "Lantern Front")
    assert (row["deaths_a"], row["deaths_b"], row["best"]) == (3, 5, 8)
    assert (row["gwnoa"], row["gwnob"]) == (432, None)


def test_ucdp_knows_one_sided_and_non_state_violence() -> None:
    civilians = Toll(harm=Harm.KILLED, total=Count.exactly(4), victims=Victims.CIVILIANS)
    one_sided = replace(bombing(), tolls=(Reading(span=SOME, rule="test", value=civilians),))
    row = coded(UCDP, one_sided)
    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"]) == (ucdp.ONE_SIDED, "Civilians", 4)
    other = Actor(id="actor:ashen-banner", name="Ashen Banner", kind=ActorKind.ARMED_GROUP)
    groups = replace(bombing(), roles=(role(Role.PARTY, "LF", factories.LANTERN), role(Role.PARTY, "the Ashen Banner", other)))
    assert coded(UCDP, groups)["type_of_violence"] == ucdp.NON_STATE


def test_ucdp_spans_rival_tolls() -> None:
    row = coded(UCDP, factories.market().incidents[1])
    assert (row["best"], row["low"], row["high"]) == (1, 1, 2)
    assert (row["date_prec"], row["date_start"], row["year"]) == (None, None, None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"realis": Realis.PLANNED}, "not reported as having happened"), ({"tolls": ()}, "no death reported")],
)
def test_ucdp_leaves_out_what_it_would_not_code(change: dict[str, object], reason: str) -> None:
    incident = replace(bombing(), **change)  # type: ignore[arg-type]
    assert UCDP((factories.market(), incident)) == reason


def test_acled_codes_a_bombing() -> None:
    row = coded(ACLED, bombing())
    assert (row["event_date"], row["year"], row["time_precision"], row["geo_precision"]) == ("2026-03-10", 2026, 1, 1)
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Remote explosive/landmine/IED")
    assert row["disorder_type"] == "Political violence"
    assert (row["actor1"], row["inter1"], row["fatalities"]) == ("Lantern Front", None, 20)
    assert (row["country"], row["admin1"], row["location"]) == ("Mali", "Kidal", "Tessalit")
    assert row["timestamp"] is None


def test_acled_puts_civilians_second() -> None:
    civilians = Toll(harm=Harm.KILLED, total=Count.exactly(4), victims=Victims.CIVILIANS)
    assault = replace(
        bombing(),
        types=(Reading(span=SOME, rule="test", value=IncidentType.ARMED_ASSAULT),),
        tolls=(Reading(span=SOME, rule="test", value=civilians),),
        roles=(role(Role.PERPETRATOR, "soldiers", factories.ARMY),),
    )
    row = coded(ACLED, assault)
    assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (row["actor2"], row["civilian_targeting"]) == ("Civilians (Mali)", "Civilians targeted")
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("State forces", "Civilians", "State forces-Civilians")


def test_acled_leaves_the_type_open_where_the_target_is() -> None:
    assault = replace(bombing(), types=(Reading(span=SOME, rule="test", value=IncidentType.ARMED_ASSAULT),), tolls=(), roles=())
    row = coded(ACLED, assault)
    assert (row["event_type"], row["sub_event_type"], row["fatalities"]) == (None, None, None)


def test_acled_writes_a_zero_that_was_read() -> None:
    nobody = Toll(harm=Harm.KILLED, total=Count.exactly(0))
    assert coded(ACLED, replace(bombing(), tolls=(Reading(span=SOME, rule="none", value=nobody),)))["fatalities"] == 0


def test_figures_that_were_replaced_are_not_coded() -> None:
    """ "The toll rose to 15 from 2": the two is neither ACLED's lowest nor UCDP's low."""
    now, before = (Toll(harm=Harm.KILLED, total=Count.exactly(n)) for n in (15, 2))
    readings = (Reading(span=SOME, rule="toll", value=now), Reading(span=SOME, rule="toll", value=before, superseded=True))
    incident = replace(bombing(), tolls=readings)
    assert coded(ACLED, incident)["fatalities"] == 15
    assert [coded(UCDP, incident)[name] for name in ("low", "best", "high")] == [15, 15, 15]


def test_acled_takes_the_middle_of_a_month() -> None:
    march = When.within("2026-03", date(2026, 3, 1), date(2026, 3, 31))
    row = coded(ACLED, replace(bombing(), whens=(Reading(span=SOME, rule="test", value=march),)))
    assert (row["event_date"], row["time_precision"]) == ("2026-03-16", 3)


@pytest.mark.parametrize(
    ("incident", "reason"),
    [
        (factories.convoy().incidents[0], "no place within a country"),
        (factories.market().incidents[1], "no date that is known to the month"),
        (replace(factories.market().incidents[0], realis=Realis.DRILL), "not reported as having happened"),
    ],
)
def test_acled_leaves_out_what_it_would_not_code(incident: IncidentMention, reason: str) -> None:
    assert ACLED((factories.market(), incident)) == reason


def test_attackers_deaths_are_counted_apart() -> None:
    civilians = Toll(harm=Harm.KILLED, total=Count.exactly(9), victims=Victims.CIVILIANS)
    bomber = Toll(harm=Harm.KILLED, total=Count.exactly(1), victims=Victims.ATTACKERS)
    tolls = tuple(Reading(span=SOME, rule="test", value=toll) for toll in (bomber, civilians))
    row = coded(UCDP, replace(bombing(), tolls=tolls))
    assert (row["best"], row["deaths_a"], row["deaths_civilians"], row["deaths_unknown"]) == (10, 1, 9, 0)
    assert row["type_of_violence"] == ucdp.ONE_SIDED
    flat = tables.incident_row(factories.market(), replace(bombing(), tolls=tolls))
    assert (flat["killed_best"], flat["killed_readings"], flat["attackers_killed"]) == (9, "9", "1")


def test_shares_of_a_subset_leave_the_rest_where_the_total_stands() -> None:
    toll = Toll(harm=Harm.KILLED, total=Count.exactly(170), parts=(part(13, Victims.STATE_FORCES, PartKind.SUBSET),))
    assert shares(toll) == {Victims.STATE_FORCES: 13, Victims.UNKNOWN: 157}


def test_shares_of_overlapping_subsets_are_not_told() -> None:
    subsets = (part(8, Victims.STATE_FORCES, PartKind.SUBSET), part(8, Victims.CIVILIANS, PartKind.SUBSET))
    toll = Toll(harm=Harm.KILLED, total=Count.exactly(10), parts=subsets)
    assert shares(toll) == {Victims.UNKNOWN: 10}


@given(strategies.analyses())
def test_deaths_by_side_add_up_to_the_best_figure(analysis: Analysis) -> None:
    for incident in analysis.incidents:
        row = UCDP((analysis, incident))
        if isinstance(row, dict) and row["deaths_a"] is not None:
            sides = [row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]]
            assert sum(n for n in sides if isinstance(n, int)) == row["best"]
