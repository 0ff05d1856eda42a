"""What persons say beside judgements: kept on every database, moved with the words, forgotten with the report."""

from dataclasses import replace
from datetime import timedelta

import pytest

from evaluation.generate_ledger import arrivals
from overhorizon.domain.assessment import Property, Reliability
from overhorizon.domain.corrections import Correction, Note, Rating, Ruling, Subject, Undoing
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import Moment
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.tolls import Count, Harm, Toll
from overhorizon.store.ledger import Ledger

(ARRIVAL,) = arrivals(1, seed=3)
REPORT = ARRIVAL.analysis.report
MENTION = ARRIVAL.analysis.incidents[0]
LATER = ARRIVAL.at + timedelta(days=1)


def correction() -> Correction:
    trigger = MENTION.triggers[0]
    return Correction(
        account=Anchor(report=REPORT.id, start=trigger.start, end=trigger.end),
        span=MENTION.tolls[0].span,
        about=Property.TOLL,
        ruling=Ruling.CORRECTED,
        reason="misread",
        author="Ada",
        at=LATER,
        harm=Harm.KILLED,
        value=Toll(harm=Harm.KILLED, total=Count.exactly(4321)),
    )


def note(at: int = 1) -> Note:
    when = ARRIVAL.at + timedelta(days=at)
    return Note(on=Subject.REPORT, subject=REPORT.id, report=REPORT.id, text="paywalled", author="Ada", at=when)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.record(ARRIVAL.capture, ARRIVAL.analysis, at=ARRIVAL.at)
    return ledger


def toll_of(ledger: Ledger, moment: Moment | None = None) -> Toll | None:
    (row,) = ledger.incidents(moment=moment or Moment()).rows
    return row.members[0].incident.toll(Harm.KILLED)


def test_a_correction_counts_across_reports_and_comes_back_as_it_was(filled: Ledger) -> None:
    said = correction()
    filled.correct(said)
    filled.correct(said)  # said twice in one breath
    assert filled.corrections([REPORT.id]) == {REPORT.id: (said,)}
    assert toll_of(filled) == said.value
    assert filled.analysis(REPORT.id) == ARRIVAL.analysis  # what was read stays
    assert [act.said for act in filled.acts()] == [said]


def test_it_is_not_known_before_it_was_said(filled: Ledger) -> None:
    before = toll_of(filled)
    filled.correct(correction())
    assert toll_of(filled, Moment(known_at=LATER - timedelta(seconds=1))) == before
    assert toll_of(filled, Moment(known_at=LATER)) == correction().value


def test_what_is_undone_stays_on_record(filled: Ledger) -> None:
    said, before = correction(), toll_of(filled)
    filled.correct(said)
    undoing = Undoing(of=said.id, reason="no", author="Ben", at=LATER + timedelta(days=1))
    assert filled.take_back(undoing).said == said
    assert toll_of(filled) == before
    assert [act.undone for act in filled.acts([REPORT.id])] == [undoing]
    assert toll_of(filled, Moment(known_at=LATER)) == said.value
    with pytest.raises(InvalidInput, match="was undone on"):
        filled.take_back(undoing)
    with pytest.raises(InvalidInput, match="nothing that a person said"):
        filled.take_back(replace(undoing, of="k-unknown"))


def test_it_moves_with_its_words_and_waits_while_they_are_gone(filled: Ledger) -> None:
    said = correction()
    filled.correct(said)
    for number, text in enumerate(("A line before.\n" + REPORT.text, "Nothing of it is left.\n"), start=2):
        report = replace(REPORT, text=text, title=None)
        run = replace(ARRIVAL.analysis.run, revision=report.revision)
        analysis = replace(ARRIVAL.analysis, report=report, run=run, incidents=(), claims=())
        capture = replace(ARRIVAL.capture, content=text.encode())
        filled.record(capture, analysis, at=ARRIVAL.at + timedelta(days=number))
        moved = filled.corrections([REPORT.id])
        if number == 2:
            (one,) = moved[REPORT.id]
            assert one.span.of(text) == said.span.of(REPORT.text) and one.span != said.span
        else:
            assert moved == {}
    assert [act.said for act in filled.acts()] == [said]


def test_all_of_it_is_forgotten_with_the_report(filled: Ledger) -> None:
    filled.correct(correction())
    filled.note(note())
    filled.take_back(Undoing(of=note().id, reason="no", author="Ada", at=LATER))
    filled.forget(REPORT.id, at=LATER)
    assert filled.acts() == ()
    with pytest.raises(InvalidInput, match="no report"):
        filled.note(note())
    with pytest.raises(InvalidInput, match="no report"):
        filled.correct(correction())


def test_the_latest_rating_that_stands_counts(ledger: Ledger) -> None:
    first = Rating(outlet="The Lantern", reliability=Reliability.UNRELIABLE, reason="invents", author="Ada", at=ARRIVAL.at)
    second = replace(first, reliability=Reliability.USUALLY, at=LATER)
    ledger.rate(second)
    ledger.rate(first)
    assert ledger.ratings() == {"the lantern": second}
    assert ledger.ratings(Moment(known_at=ARRIVAL.at)) == {"the lantern": first}
    ledger.take_back(Undoing(of=second.id, reason="no", author="Ada", at=LATER))
    assert ledger.ratings() == {"the lantern": first}
    assert ledger.acts(["r-other"]) == ()


def test_a_ledger_says_when_it_changed_whoever_changed_it(ledger: Ledger) -> None:
    before = ledger.version()
    assert ledger.version() == before
    ledger.record(ARRIVAL.capture, ARRIVAL.analysis, at=ARRIVAL.at)
    after = ledger.version()
    assert after != before
    if ledger.where != "memory":
        with Ledger.open(ledger.where) as other:
            other.note(note())
        assert ledger.version() != after
