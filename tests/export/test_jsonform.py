"""The documented --json form: complete, honest about offsets, and documented field by field."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.reports import Unread
from overhorizon.export import jsonform
from overhorizon.wording.text import UNSAFE, json_line
from tests import factories, strategies

DOCS = Path(__file__).resolve().parents[2] / "docs" / "json.md"


def walk(value: Any) -> Any:
    """Every object inside a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


@given(strategies.analyses())
def test_every_analysis_survives_json_and_quotes_its_own_text(analysis: Analysis) -> None:
    line = json_line(jsonform.analysis_form(analysis))
    form = json.loads(line)
    assert "\n" not in line
    line.encode()  # even where the text holds what UTF-8 cannot say
    text = form["report"]["text"]
    assert text == analysis.report.text
    for node in walk(form):
        if "quote" in node and "span" in node:
            start, end = node["span"]
            assert node["quote"] == text[start:end]


@given(st.text())
def test_a_line_of_json_is_one_safe_line(text: str) -> None:
    line = json_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert not UNSAFE.search(line)
    assert len(line.splitlines()) == 1


def test_equal_analyses_give_equal_lines() -> None:
    assert json_line(jsonform.analysis_form(factories.market())) == json_line(jsonform.analysis_form(factories.market()))


def test_an_incident_holds_its_readings_with_their_words() -> None:
    form: Any = jsonform.analysis_form(factories.market())
    bombing = form["incidents"][0]
    assert bombing["types"][0]["value"] == "bombing"
    toll = bombing["tolls"][0]
    assert (toll["value"]["low"], toll["value"]["best"], toll["value"]["high"]) == (20, 20, 20)
    assert [p["kind"] for p in toll["value"]["parts"]] == ["part of a sum", "part of a sum"]
    assert toll["quote"] == "killing 17 civilians and three soldiers"
    assert toll["claim"] == "c-0001"
    assert bombing["places"][0]["value"]["pin"] == {"lat": 20.1986, "lon": 1.0114}
    assert bombing["whens"][0]["value"]["start"] == {"earliest": "2026-03-10", "latest": "2026-03-10"}


def test_a_chain_runs_from_the_outlet_to_the_first_voice() -> None:
    form: Any = jsonform.analysis_form(factories.market())
    told = form["claims"][3]
    assert [source["words"] for source in told["chain"]] == ["Harbour Radio", "A senior official"]
    assert told["certainty"]["scale"] == "medium"
    assert told["certainty"]["likelihood"] == "likely"
    assert told["certainty"]["words"][0]["quote"] == "probably"


def test_what_is_not_known_is_null_and_never_a_default() -> None:
    form: Any = jsonform.analysis_form(factories.convoy())
    incident = form["incidents"][0]
    assert form["report"]["published"] is None
    assert incident["whens"][0] == {
        "state": "unknown",
        "value": None,
        "alternatives": [],
        "span": incident["whens"][0]["span"],
        "quote": "were killed when gunmen attacked",
        "rule": "none",
        "claim": None,
        "superseded": False,
        "partial": False,
    }
    assert incident["places"][0]["value"]["pin"] is None
    assert "lat" not in json.dumps(incident["places"][0]["value"]["place"])
    assert incident["tolls"][0]["value"]["best"] is None


def test_unknowns_name_the_claims_that_leave_something_open() -> None:
    form: Any = jsonform.analysis_form(factories.market())
    assert form["unknowns"] == ["c-0008", "c-0009"]


@pytest.mark.parametrize("kind", ["incident", "claim", "unread"])
def test_lines_that_stand_alone_never_hold_the_full_text(kind: str) -> None:
    analysis = factories.market()
    forms = {
        "incident": jsonform.incident_line(analysis, analysis.incidents[0]),
        "claim": jsonform.claim_line(analysis, analysis.claims[0]),
        "unread": jsonform.unread_line(Unread(report=analysis.report)),
    }
    assert forms[kind]["kind"] == kind
    assert analysis.report.text not in json.loads(json_line(forms[kind])).values()
    assert "text" not in json.loads(json_line(forms[kind]))["report"]


def test_every_field_is_documented() -> None:
    documented = set(re.findall(r"`([a-z_0-9]+)`", DOCS.read_text(encoding="utf-8")))
    analysis = factories.market()
    forms = [
        jsonform.analysis_form(analysis),
        jsonform.incident_line(analysis, analysis.incidents[0]),
        jsonform.claim_line(analysis, analysis.claims[0]),
        jsonform.hit_line(analysis.report, analysis.claims[0].content[0], analysis.claims[0].cue),
        jsonform.refusal_line(origin="-", stage="clean", reason="empty"),
    ]
    used = {key for form in forms for node in walk(json.loads(json_line(form))) for key in node}
    assert used <= documented
    assert jsonform.SCHEMA in DOCS.read_text(encoding="utf-8")
