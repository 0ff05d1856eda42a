"""Bodies hold the whole of an analysis, and no report text."""

from dataclasses import fields

from hypothesis import given

from overhorizon.domain.analysis import Analysis
from overhorizon.store import codec
from tests import strategies


@given(strategies.analyses())
def test_an_analysis_survives_unchanged(analysis: Analysis) -> None:
    body = codec.encode_analysis(analysis)
    assert codec.decode_analysis(body, analysis.report.text) == analysis
    assert codec.encode_analysis(codec.decode_analysis(body, analysis.report.text)) == body


@given(strategies.analyses())
def test_a_report_survives_unchanged(analysis: Analysis) -> None:
    report = analysis.report
    assert codec.decode_report(codec.encode_report(report), report.text) == report
    assert codec.decode_publication(codec.encode_publication(report.publication)) == report.publication


def test_the_body_has_every_part_of_an_analysis() -> None:
    assert [f.name for f in fields(codec._Body)] == [f.name for f in fields(Analysis)]
