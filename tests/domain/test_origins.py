"""Reuses, statements, trails as values."""

from datetime import date

import pytest

from overhorizon.domain.assessment import (
    Assessment,
    Contradiction,
    Credibility,
    Dispute,
    Grade,
    Holding,
    Property,
    Reliability,
    Side,
)
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Origins, Provenance, Reuse, Root, Statement, Voice
from overhorizon.domain.sources import SourceKind
from overhorizon.domain.tolls import Harm

DAY = date(2026, 3, 11)
A, B = Anchor(report="r-a", start=3, end=9), Anchor(report="r-b", start=0, end=4)


def provenance(report: str, voice: str, *roots: str) -> Provenance:
    return Provenance(statement=f"s-{report}-{voice}", report=report, claim=None, voice=voice, roots=roots, rule="test")


ORIGINS = Origins(
    voices=(
        Voice(id="w-1", words="the ministry", kind=SourceKind.GOVERNMENT),
        Voice(id="w-2", words="an officer", kind=SourceKind.UNNAMED_OFFICIAL),
        Voice(id="w-3", words="media reports", kind=SourceKind.OUTLET),
    ),
    roots=(Root(id="gov-xx", words="Valdian government", official=True), Root(id="circular", words="media reports", known=False)),
    provenances=(
        provenance("r-a", "w-1", "gov-xx"),
        provenance("r-b", "w-1", "gov-xx"),
        provenance("r-b", "w-2", "gov-xx"),
        provenance("r-c", "w-3", "circular"),
    ),
)


def test_a_trail_reads_from_reports_to_roots() -> None:
    assert str(ORIGINS.trail({"r-a", "r-b"})) == "2 reports, 2 voices, 1 root: Valdian government"
    assert [(s.root.id, s.voice.id, s.reports) for s in ORIGINS.trail({"r-a", "r-b"}).steps] == [
        ("gov-xx", "w-1", ("r-a", "r-b")),
        ("gov-xx", "w-2", ("r-b",)),
    ]


def test_a_circular_citation_adds_a_report_and_no_root() -> None:
    assert str(ORIGINS.trail()) == "3 reports, 3 voices, 1 root: Valdian government"
    assert str(ORIGINS.trail({"r-c"})) == "1 report, 1 voice, 0 roots"


def test_a_reuse_joins_two_reports_the_lower_first() -> None:
    assert Reuse(first=A, second=B, share=0.5).share == 0.5
    for wrong in ((B, A, 0.5), (A, A, 0.5), (A, B, 0.0), (A, B, 1.5)):
        with pytest.raises(ValueError, match=r"reuse|share"):
            Reuse(first=wrong[0], second=wrong[1], share=wrong[2])


def test_a_statement_is_named_by_where_it_stands_and_its_claim() -> None:
    own = Statement(anchor=A, outlet="Harbour Radio", claim=None)
    assert own.speaker is None
    assert own.report == "r-a"
    assert own.id != Statement(anchor=A, outlet="Harbour Radio", claim="c-1").id


def test_grades_read_as_letter_and_number() -> None:
    assert str(Grade(credibility=Credibility.POSSIBLY_TRUE, rule="one root, none against")) == "F3"
    assert str(Grade(credibility=Credibility.CONFIRMED, rule="x", reliability=Reliability.USUALLY)) == "B1"


def test_assessments_and_contradictions_refuse_what_makes_no_sense() -> None:
    holding = Holding(
        value=IncidentType.BOMBING,
        words="bombing",
        anchors=(A, B),
        voices=("w-1",),
        roots=("gov-xx",),
        first=DAY,
        last=DAY,
        standings=(),
        grade=Grade(credibility=Credibility.POSSIBLY_TRUE, rule="x"),
    )
    assessment = Assessment(incident="e-1", about=Property.MANNER, harm=None, holdings=(holding,), rule="only value")
    assert assessment.preferred.reports == ("r-a", "r-b")
    with pytest.raises(ValueError, match="holding"):
        Assessment(incident="e-1", about=Property.MANNER, harm=None, holdings=(), rule="none")
    with pytest.raises(ValueError, match="harm"):
        Assessment(incident="e-1", about=Property.MANNER, harm=Harm.KILLED, holdings=(holding,), rule="x")
    side = Side(words="bombing", value=holding.value, roots=("gov-xx",), anchors=(A,))
    with pytest.raises(ValueError, match="two sides"):
        Contradiction(incident="e-1", about=Property.MANNER, sides=(side,), state=Dispute.OPEN, since=DAY, rule="x")
