"""Exports across reports: one row an incident, the same bytes in any order of arrival, and as of any day."""

import csv
import io
import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.generate_ledger import Arrival, arrivals
from overhorizon.cli.export import Format, _write_incidents
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.views import IncidentView
from overhorizon.export import acrosstables, jsonform
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.assessing import view
from overhorizon.store.ledger import Ledger
from tests import factories
from tests.export.test_jsonform import walk
from tests.store.test_across import edited, filled

DOCS = Path(__file__).resolve().parents[2] / "docs"
FORMATS = tuple(Format)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def views_of(ledger: Ledger, moment: Moment = NOW) -> list[IncidentView]:
    return [view(row, gazetteer()) for row in ledger.incidents(moment=moment).rows]


def exported(ledger: Ledger, moment: Moment = NOW) -> dict[str, str]:
    """What each format holds, with the line about what was left out."""
    views, found = views_of(ledger, moment), {}
    for format in FORMATS:
        stream = io.StringIO(newline="")
        summary = _write_incidents(format, views, stream)
        found[format.value] = stream.getvalue() + summary
    return found


@cache
def of_the_market() -> tuple[IncidentView, ...]:
    """The hand-made reports of `factories`, as a ledger has them."""
    with Ledger.open("sqlite://") as ledger:
        for analysis in (factories.market(), factories.convoy(), factories.hostile()):
            ledger.record(factories.capture(analysis.report.text, "-"), analysis, at=factories.NOW)
        return tuple(views_of(ledger))


def test_ten_shuffles_of_arrival_give_equal_exports_byte_for_byte() -> None:
    chosen = list(arrivals(18, seed=5))
    chosen += [edited(chosen[3], days=40), edited(chosen[10], days=2)]
    expected = None
    for seed in range(10):
        random.Random(seed).shuffle(chosen)
        with filled(chosen) as ledger:
            found = exported(ledger)
        expected = expected or found
        assert found == expected
    assert expected is not None
    assert all(len(text.splitlines()) > 3 for name, text in expected.items() if name != "geojson")


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 1000), day=st.integers(0, 3700))
def test_an_export_as_of_a_day_is_that_of_a_ledger_which_saw_only_what_existed(seed: int, day: int) -> None:
    chosen = list(arrivals(12, seed=seed))
    edits = [edited(chosen[0], days=30), edited(chosen[5], days=3)]
    as_of = date(2031, 1, 1) + timedelta(days=day)

    def exists(arrival: Arrival) -> bool:
        published = arrival.analysis.report.publication
        return (arrival.at.date() if published is None or arrival in edits else published.last) <= as_of

    with filled([*chosen, *edits]) as whole, filled(a for a in [*chosen, *edits] if exists(a)) as then:
        assert exported(whole, Moment(as_of=as_of)) == exported(then)


def test_an_export_known_at_a_time_leaves_out_what_was_read_later() -> None:
    chosen = sorted(arrivals(12, seed=3), key=lambda a: a.at)
    known_at = chosen[6].at
    with filled(chosen) as whole, filled(a for a in chosen if a.at <= known_at) as then:
        assert exported(whole, Moment(known_at=known_at)) == exported(then)


def rows_of(views: Sequence[IncidentView]) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    _write_incidents(Format.CSV, views, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def test_every_column_is_there_and_documented() -> None:
    page = (DOCS / "exports.md").read_text(encoding="utf-8")
    assert [name for name in acrosstables.ACROSS_COLUMNS if f"`{name}`" not in page] == []
    for row in rows_of(of_the_market()):
        assert tuple(row) == acrosstables.ACROSS_COLUMNS


def test_a_row_counts_reports_voices_and_roots_and_grades_its_values() -> None:
    with filled([a for a in arrivals(40, seed=5) if a.event == 0]) as ledger:
        (one,) = views_of(ledger)
    (row,) = rows_of([one])
    assert int(row["reports"]) == len(one.reports) > 1
    assert int(row["roots"]) == len(one.trail.roots)
    preferred = one.assessments[0].preferred
    assert row["report_ids"].split("; ") == list(one.reports)
    assert preferred.grade.reliability == "F"
    assert row["killed_grade"].startswith("F")


def test_a_point_is_drawn_only_where_the_preferred_place_is_precise_enough() -> None:
    collection: Any = acrosstables.feature_collection(of_the_market())
    for feature, one in zip(collection["features"], of_the_market(), strict=True):
        held = [m.mention.location for m in one.members]
        precise = any(location is not None and location.pin is not None for location in held)
        assert (feature["geometry"] is not None) == precise


def test_sources_of_a_coded_row_are_all_reports() -> None:
    with filled([a for a in arrivals(40, seed=5) if a.event == 0]) as ledger:
        views = views_of(ledger)
    stream = io.StringIO(newline="")
    _write_incidents(Format.UCDP, views, stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert int(row["number_of_sources"]) == len(views[0].reports) > 1
    assert len(row["source_article"].split("; ")) >= 2


def test_hostile_words_come_out_harmless() -> None:
    for row in rows_of(of_the_market()):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@"))
            assert "\x1b" not in cell
            assert "\u202e" not in cell


def test_every_field_across_reports_is_documented() -> None:
    documented = (DOCS / "json.md").read_text(encoding="utf-8")
    with filled(arrivals(20, seed=5)) as ledger:
        many = views_of(ledger)
    forms = [jsonform.across_line(one) for one in (*of_the_market(), *many)]
    used = {key for form in forms for node in walk(json.loads(json.dumps(form))) for key in node}
    assert sorted(key for key in used if f"`{key}`" not in documented) == []


@pytest.mark.parametrize("name", ["assessments", "contradictions", "trail"])
def test_no_form_shows_the_identity_of_a_value(name: str) -> None:
    with filled(arrivals(20, seed=5)) as ledger:
        forms: list[Any] = [jsonform.across_line(one) for one in (*of_the_market(), *views_of(ledger))]
    for form in forms:
        assert ".." not in json.dumps(form[name])
        assert "None" not in json.dumps(form[name])
