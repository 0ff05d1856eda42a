"""Our own annotated reports: the form is read exactly, and the corpus keeps to it."""

from itertools import pairwise

import pytest

from overhorizon.domain.incidents import IncidentType, Realis
from training.annotated import Annotated, _report, annotated_reports

BLOCK = """own-007
style: agency
published: 2031-05-02
incident e1: type=bombing; realis=actual; main; country=AF; place=Dar; date=2031-05-01; claimants=Reed Front; killed=7..; injured=
incident e2: type=bombing; realis=negated
claim c1: speaker=the governor; via=Radio Reed / an aide; certainty=high; quote=seven people died
---
[[Bomb|weapon:e1]] in [[Dar|place:e1]]

[[A car bomb|weapon:e1]] [[killed|T:e1]] [[at least [[seven people|victim:e1]]|toll:e1]], the governor said: seven people died.
There was no second [[blast|T:e2]].
"""


@pytest.fixture
def report() -> Annotated:
    return _report(BLOCK)


def test_marks_quote_the_text_without_its_mark_up(report: Annotated) -> None:
    words = {(m.label, m.incident, report.text[m.start : m.end]) for m in report.marks}
    assert words == {
        ("weapon", "e1", "Bomb"),
        ("place", "e1", "Dar"),
        ("weapon", "e1", "car bomb"),  # articles belong to no mark
        ("T", "e1", "killed"),
        ("victim", "e1", "seven people"),
        ("toll", "e1", "at least seven people"),
        ("T", "e2", "blast"),
    }
    assert "[[" not in report.text and "|" not in report.text


def test_incidents_and_claims_come_from_the_head(report: Annotated) -> None:
    first, second = report.incidents
    assert (first.type, first.realis, first.background) == (IncidentType.BOMBING, Realis.ACTUAL, False)
    assert first.facts == {"country": "AF", "place": "Dar", "date": "2031-05-01", "claimants": "Reed Front", "killed": "7.."}
    assert second.realis is Realis.NEGATED
    (claim,) = report.claims
    assert (claim.speaker, claim.via, claim.certainty) == ("the governor", ("Radio Reed", "an aide"), "high")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (BLOCK.replace("\n---\n", "\n"), "no line ---"),
        (BLOCK.replace("T:e2", "T:e9"), "names no incident"),
        (BLOCK.replace("T:e2", "verb:e2"), "names no incident or label"),
        (BLOCK.replace("[[blast", "blast"), "did not begin"),
        (BLOCK.replace("|T:e2]]", ""), "does not end"),
        (BLOCK.replace("type=bombing; realis=negated", "type=bang; realis=negated"), "bang"),
    ],
)
def test_a_broken_form_is_an_error(broken: str, says: str) -> None:
    with pytest.raises((ValueError, KeyError), match=says):
        _report(broken)


@pytest.fixture(scope="module")
def corpus() -> list[Annotated]:
    return annotated_reports()


def test_every_report_of_the_corpus_is_sound(corpus: list[Annotated]) -> None:
    assert len(corpus) > 300
    assert len({r.id for r in corpus}) == len(corpus)
    for report in corpus:
        heads = {m.incident for m in report.marks if m.label == "T"}
        assert heads == {i.key for i in report.incidents}, report.id
        assert all(report.text[m.start : m.end].strip() == report.text[m.start : m.end] for m in report.marks)
        assert all(claim.quote in report.text for claim in report.claims), report.id


def test_a_fifth_is_held_out_and_no_text_stands_twice(corpus: list[Annotated]) -> None:
    share = sum(r.held_out for r in corpus) / len(corpus)
    assert 0.15 < share < 0.25
    texts = sorted(r.text for r in corpus)
    assert all(a != b for a, b in pairwise(texts))
