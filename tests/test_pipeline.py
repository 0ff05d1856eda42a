"""One report through the whole chain, on texts of our own."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.reports import Capture, Form, RawItem, Rejection, Unread
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import analyze, code_fingerprint
from tests.rule_encoder import RuleEncoder

TEXT = (
    "Gunmen of the Lantern Front attacked a checkpoint near Kunduz on Tuesday, killing four policemen, the interior ministry said.\n\n"
    "The group denied that it had taken part. It was unclear whether anyone had been arrested."
)


def raw(content: str | bytes, form: Form, received: datetime = datetime(2025, 1, 1, tzinfo=UTC)) -> RawItem:
    data = content.encode() if isinstance(content, str) else content
    return RawItem(capture=Capture(content=data, form=form, origin="test", received=received))


def record(**fields: object) -> RawItem:
    return raw(json.dumps({"title": "Attack near Kunduz", "text": TEXT, "publisher": "Harbour Post", **fields}), Form.RECORD)


def test_a_record_becomes_an_analysis(gazetteer: Gazetteer) -> None:
    result = analyze(record(published="2025-10-03"), RuleEncoder(), gazetteer)
    assert isinstance(result, Analysis)
    (incident,) = result.incidents
    assert incident.type is IncidentType.ARMED_ASSAULT
    assert incident.location is not None and incident.location.country == "AF"
    assert result.report.outlet == "Harbour Post"
    assert {c.polarity.value for c in result.claims} >= {"asserts", "denies", "says unknown"}


def test_what_is_read_does_not_depend_on_when(gazetteer: Gazetteer) -> None:
    later = datetime(2030, 1, 1, tzinfo=UTC)
    one = analyze(raw(TEXT, Form.PAGE_TEXT), RuleEncoder(), gazetteer)
    two = analyze(raw(TEXT, Form.PAGE_TEXT, later), RuleEncoder(), gazetteer)
    assert one == two


def test_another_language_is_unread(gazetteer: Gazetteer) -> None:
    text = (
        "Una explosión mató el martes a cuatro policías cerca de la ciudad, informó el ministerio del interior en un comunicado."
    )
    assert isinstance(analyze(raw(text, Form.PAGE_TEXT), RuleEncoder(), gazetteer), Unread)


def test_nothing_is_a_rejection(gazetteer: Gazetteer) -> None:
    result = analyze(raw(b"", Form.HTML), RuleEncoder(), gazetteer)
    assert isinstance(result, Rejection)
    assert result.reason


@pytest.mark.parametrize("form", list(Form))
@settings(max_examples=25)
@given(content=st.binary(max_size=400))
def test_no_bytes_make_it_raise(form: Form, content: bytes, gazetteer: Gazetteer) -> None:
    analyze(raw(content, form), RuleEncoder(), gazetteer)


@settings(max_examples=40)
@given(
    words=st.lists(
        st.sampled_from(
            "Gunmen killed four at least in Kunduz on Tuesday he said that no group claimed it . , \n the attack".split(" ")
        ),
        max_size=60,
    )
)
def test_any_order_of_words_gives_values_with_words(words: list[str], gazetteer: Gazetteer) -> None:
    """The constructor of Analysis proves that every span lies in the text; here it meets grammar from nowhere."""
    analyze(record(text=" ".join(words) + " It happened on Monday."), RuleEncoder(), gazetteer)


def test_the_code_has_a_name() -> None:
    assert code_fingerprint() == code_fingerprint()
    assert "+" in code_fingerprint()
