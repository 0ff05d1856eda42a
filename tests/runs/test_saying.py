"""What persons say of outlets and write on incidents, from the settings file and the workbench to grades and briefs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from overhorizon.brief.writing import write
from overhorizon.domain.assessment import Reliability
from overhorizon.domain.briefs import Asked, Form, Topic
from overhorizon.domain.corrections import Note, Rating, Subject, Undoing
from overhorizon.export.acrosstables import across_row
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.assessing import view
from overhorizon.runs.briefing import make, verify
from overhorizon.runs.rating import follow
from overhorizon.runs.stream import Tools
from tests.rule_encoder import RuleEncoder
from tests.runs.test_watching import FIRST, desk


@pytest.fixture(scope="module")
def tools(gazetteer: Gazetteer) -> Tools:
    return Tools(encoder=RuleEncoder(), gazetteer=gazetteer)


def test_how_reliable_an_outlet_is_stands_in_alerts_briefs_and_exports(tools: Tools) -> None:
    rated = (("harbour radio", Reliability.USUALLY),)
    with desk(tools) as d:
        assert follow(d.ledger, rated, at=d.at) == 1
        assert follow(d.ledger, rated, at=d.at) == 0
        (alert,) = d.hears(FIRST)
        assert any("(B" in line for line in alert.detail)
        (row,) = d.ledger.incidents().rows
        assert {str(a.preferred.grade)[0] for a in view(row, tools.gazetteer).assessments} == {"B"}
        asked = Asked(theatre=None, since=date(2026, 6, 1), until=date(2026, 6, 2), as_of=date(2026, 6, 2))
        before = make(d.ledger, asked, tools.gazetteer)
        assert before.incidents[0].grade[0] == "B"
        exported = across_row(view(row, tools.gazetteer))
        assert {str(value)[0] for name, value in exported.items() if name.endswith("_grade") and value} == {"B"}
        said = Rating(
            outlet="Harbour Radio",
            reliability=Reliability.UNRELIABLE,
            reason="it invents",
            author="Ada",
            at=d.at + timedelta(days=1),
        )
        d.ledger.rate(said)
        checked = verify(d.ledger, write(before, Form.JSON), tools.gazetteer)
        assert any("ratings of outlets are new" in words for words in checked.differences)
        assert follow(d.ledger, rated, at=d.at + timedelta(days=2)) == 0  # the file has not changed: Ada's word stands
        (row,) = d.ledger.incidents().rows
        assert {str(a.preferred.grade)[0] for a in view(row, tools.gazetteer).assessments} == {"E"}
        assert follow(d.ledger, (), at=d.at + timedelta(days=3)) == 1
        d.ledger.take_back(Undoing(of=said.id, reason="too harsh", author="Ada", at=d.at + timedelta(days=3)))
        (row,) = d.ledger.incidents().rows
        assert {str(a.preferred.grade)[0] for a in view(row, tools.gazetteer).assessments} == {"F"}


def test_notes_are_in_a_brief_that_asks_for_them(tools: Tools) -> None:
    with desk(tools) as d:
        report = d.reads(FIRST)
        (row,) = d.ledger.incidents().rows
        shown = Note(
            on=Subject.INCIDENT,
            subject=row.id,
            report=report,
            text="The bridge\nis the old one",
            author="Ada",
            at=d.at,
            in_briefs=True,
        )
        d.ledger.note(shown)
        d.ledger.note(replace(shown, text="ask the mayor", in_briefs=False))
        asked = Asked(theatre=None, since=date(2026, 6, 1), until=date(2026, 6, 2), as_of=date(2026, 6, 2))
        assert all(s.topic is not Topic.NOTED for s in make(d.ledger, asked, tools.gazetteer).sections)
        made = make(d.ledger, replace(asked, notes=True), tools.gazetteer)
        (line,) = next(s.lines for s in made.sections if s.topic is Topic.NOTED)
        assert "Ada noted on 2026-06-02" in line.text and line.text.endswith("The bridge is the old one")
        for form in Form:
            assert verify(d.ledger, write(made, form), tools.gazetteer).is_same
        d.ledger.take_back(Undoing(of=shown.id, reason="wrong bridge", author="Ada", at=d.at))
        assert "notes are taken back" in verify(d.ledger, write(made, Form.HTML), tools.gazetteer).differences[0]
