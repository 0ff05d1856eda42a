"""Incidents across reports: the same in any order of arrival, as of any day, and as persons judge."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.generate_ledger import Arrival, arrivals
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.incidents import Reading
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.domain.reports import Publication, PublicationBasis
from overhorizon.store import graph
from overhorizon.store import tables as t
from overhorizon.store.filters import IncidentFilter
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import AcrossRow
from tests.store.dump import dump

T = TypeVar("T")

SAID = datetime(2042, 1, 1, tzinfo=UTC)
MANY = list(arrivals(60, seed=5))


@contextmanager
def filled(chosen: Iterable[Arrival]) -> Iterator[Ledger]:
    with Ledger.open("sqlite://") as ledger:
        for arrival in chosen:
            ledger.record(arrival.capture, arrival.analysis, at=arrival.at)
        yield ledger


def partition(ledger: Ledger, moment: Moment = NOW) -> dict[str, list[str]]:
    return {row.id: [a.id for a in row.accounts] for row in ledger.incidents(moment=moment).rows}


def edited(arrival: Arrival, *, days: int, published: date | None = None) -> Arrival:
    """The same address with further words, first read so many days later."""
    report = arrival.analysis.report
    when = (
        report.publication if published is None else Publication(first=published, last=published, basis=PublicationBasis.DECLARED)
    )
    report = replace(report, text=report.text + "Corrected later.\n", publication=when)
    analysis = replace(arrival.analysis, report=report, run=replace(arrival.analysis.run, revision=report.revision))
    capture = replace(arrival.capture, content=report.text.encode())
    return replace(arrival, capture=capture, analysis=analysis, at=arrival.at + timedelta(days=days))


def of_one_event(chosen: Sequence[Arrival], size: int) -> list[Arrival]:
    events = [a.event for a in chosen]
    event = next(e for e in sorted(set(events)) if events.count(e) >= size)
    return [a for a in chosen if a.event == event]


def judgement(first: AcrossRow, second: AcrossRow, verdict: Verdict, *, at: datetime = SAID) -> Judgement:
    ends = in_order(first.accounts[0].anchor, second.accounts[-1].anchor, verdict)
    return Judgement(first=ends[0], second=ends[1], verdict=verdict, reason="I have read both", author="ada", at=at)


def test_reports_of_one_event_are_one_incident() -> None:
    told = of_one_event(MANY, 3)
    with filled(told) as ledger:
        (row,) = ledger.incidents().rows
        assert {m.report.id for m in row.members} == {a.analysis.report.id for a in told}
        assert ledger.incidents(IncidentFilter(country=row.members[0].incident.location.country)).total == 1  # type: ignore[union-attr]


def test_ten_shuffles_of_arrival_give_equal_ledgers() -> None:
    chosen = [*MANY, edited(MANY[3], days=40), edited(MANY[10], days=2)]
    expected = None
    for seed in range(10):
        random.Random(seed).shuffle(chosen)
        with filled(chosen) as ledger:
            found = dump(ledger)
            asked = ledger.incidents().rows
        # Which capture showed a report or a revision first is a matter of arrival, and said nowhere else.
        found["revisions"] = [row[:2] + row[3:] for row in found["revisions"]]
        found["reports"] = [row[:2] for row in found["reports"]]
        expected = expected or (found, asked)
        assert (found, asked) == expected


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 1000), day=st.integers(0, 3700))
def test_the_answer_as_of_a_day_is_that_of_a_ledger_which_saw_only_what_existed(seed: int, day: int) -> None:
    chosen = list(arrivals(24, seed=seed))
    chosen += [edited(chosen[0], days=30), edited(chosen[5], days=3)]
    as_of = date(2031, 1, 1) + timedelta(days=day)

    def exists(arrival: Arrival) -> bool:
        published = arrival.analysis.report.publication
        is_edit = arrival in chosen[24:]
        return (arrival.at.date() if published is None or is_edit else published.last) <= as_of

    with filled(chosen) as whole, filled(a for a in chosen if exists(a)) as then:
        moment = Moment(as_of=as_of)
        assert whole.incidents(moment=moment) == then.incidents()
        assert whole.claims(moment=moment) == then.claims()
        assert whole.reports(moment=moment).total == then.reports().total
        before = dump(whole)
        assert dump(whole) == before


def test_memberships_are_those_of_a_partition_of_everything() -> None:
    with filled(MANY) as ledger, ledger._engine.begin() as connection:
        kept = {(row.account, row.incident) for row in connection.execute(t.memberships.select())}
        whole = graph.around(connection, [account for account, _ in kept])
        graph.completed(connection, whole)
        assert {(row["account"], row["incident"]) for row in whole.memberships(whole.partition())} == kept


def test_a_later_bridge_does_not_merge_the_past() -> None:
    one, *others = of_one_event(MANY, 3)
    apart = next(a for a in MANY if a.event != one.event)
    with filled([one, apart]) as ledger:
        before = partition(ledger)
        first, second = (ledger.incident(name) for name in before)
        ledger.judge([judgement(first, second, Verdict.SAME)])
        assert len(partition(ledger)) == 1
        assert partition(ledger, Moment(known_at=SAID - timedelta(days=1))) == before
        assert len(partition(ledger, Moment(known_at=SAID))) == 1
    assert others


def test_a_silent_edit_counts_from_when_it_was_read() -> None:
    first = next(a for a in MANY if a.analysis.report.publication is not None)
    later = edited(first, days=10)
    with filled([first, later]) as ledger:
        ident = first.analysis.report.id
        between = Moment(as_of=first.at.date() + timedelta(days=5))
        assert ledger.analysis(ident) == later.analysis
        assert ledger.analysis(ident, between) == first.analysis
        assert ledger.analysis(ident, Moment(as_of=later.at.date())) == later.analysis
        assert ledger.analysis(ident, Moment(known_at=first.at)) == first.analysis
        assert len(ledger.search("corrected")) == 1
        assert ledger.search("corrected", moment=between) == ()
        assert len(ledger.revisions(ident)) == 2


def test_an_edit_that_declares_its_day_counts_from_it() -> None:
    first = next(a for a in MANY if a.analysis.report.publication is not None)
    day = first.analysis.report.publication.last + timedelta(days=2)  # type: ignore[union-attr]
    later = edited(first, days=100, published=day)
    with filled([first, later]) as ledger:
        ident = first.analysis.report.id
        assert ledger.analysis(ident, Moment(as_of=day)) == later.analysis
        assert ledger.analysis(ident, Moment(as_of=day - timedelta(days=1))) == first.analysis


def test_nothing_exists_before_its_day() -> None:
    with filled(MANY) as ledger:
        long_ago = Moment(as_of=date(1999, 1, 1))
        assert ledger.incidents(moment=long_ago).rows == ()
        with pytest.raises(InvalidInput, match="no incident"):
            ledger.incident(ledger.incidents().rows[0].id, long_ago)


def test_a_person_parts_and_joins_and_undoes() -> None:
    told = of_one_event(MANY, 3)
    with filled(told) as ledger:
        (whole,) = ledger.incidents().rows
        before = dump(ledger)
        first, *rest = whole.accounts
        parted = [
            Judgement(first=a, second=b, verdict=Verdict.DIFFERENT, reason="two attacks", author="ada", at=SAID)
            for a, b in (in_order(first.anchor, other.anchor, Verdict.DIFFERENT) for other in rest)
        ]
        ledger.judge(parted)
        assert sorted(len(ids) for ids in partition(ledger).values()) == [1, len(rest)]
        assert ledger.incident(whole.id).accounts == (first,)
        assert len(ledger.judgements()) == len(rest)
        for one in parted:
            ledger.undo(one.id[:10], author="ada", reason="I was wrong", at=SAID + timedelta(days=1))
        after = dump(ledger)
        assert ledger.judgements() == ()
        assert len(after["judgements"]) == len(after["withdrawals"]) == len(rest)
        assert after["memberships"] == before["memberships"]
        with pytest.raises(InvalidInput, match="was undone on 2042-01-02"):
            ledger.undo(parted[0].id, author="ada", reason="again", at=SAID)
        assert len(partition(ledger, Moment(known_at=SAID))) == 2


def test_ids_lead_on_after_a_merge() -> None:
    one, other = MANY[0], next(a for a in MANY if a.event != MANY[0].event)
    with filled([one, other]) as ledger:
        first, second = (ledger.incident(name) for name in partition(ledger))
        ledger.judge([judgement(first, second, Verdict.SAME)])
        (now,) = partition(ledger)
        assert ledger.incident(first.id).id == ledger.incident(second.id).id == now
        assert ledger.incident(second.accounts[0].id).id == now  # by the id of a mention, too


def test_a_judgement_survives_another_reading_and_another_wording() -> None:
    one, other = MANY[0], next(a for a in MANY if a.event != MANY[0].event)
    with filled([one, other]) as ledger:
        first, second = (ledger.incident(name) for name in partition(ledger))
        ledger.judge([judgement(first, second, Verdict.SAME)])
        again = replace(one.analysis, run=replace(one.analysis.run, encoder="newer"))
        ledger.record(one.capture, again, at=one.at + timedelta(days=1))
        assert len(partition(ledger)) == 1
        moved = _with_a_line_before(one)
        ledger.record(moved.capture, moved.analysis, at=moved.at)
        assert len(partition(ledger)) == 1
        assert [row.attached is None for row in ledger.judgements()] == [False]


def test_a_judgement_whose_account_is_gone_is_an_orphan_until_it_comes_back() -> None:
    one, other = MANY[0], next(a for a in MANY if a.event != MANY[0].event)
    with filled([one, other]) as ledger:
        first, second = (ledger.incident(name) for name in partition(ledger))
        ledger.judge([judgement(first, second, Verdict.SAME)])
        blind = replace(one.analysis, incidents=(), claims=(), run=replace(one.analysis.run, encoder="blind"))
        ledger.record(one.capture, blind, at=one.at + timedelta(days=1))
        assert [row.attached for row in ledger.judgements()] == [None]
        assert len(partition(ledger)) == 1
        seeing = replace(one.analysis, run=replace(one.analysis.run, encoder="seeing"))
        ledger.record(one.capture, seeing, at=one.at + timedelta(days=2))
        assert [row.attached is None for row in ledger.judgements()] == [False]
        assert [len(ids) for ids in partition(ledger).values()] == [2]


def test_forgetting_a_report_takes_what_rests_on_it_out_of_every_incident() -> None:
    told = of_one_event(MANY, 3)
    gone, *rest = told
    with filled(told) as ledger, filled(rest) as never:
        (whole,) = ledger.incidents().rows
        by_report = {a.report: a for a in whole.accounts}
        ends = in_order(by_report[gone.analysis.report.id].anchor, by_report[rest[0].analysis.report.id].anchor, Verdict.SAME)
        ledger.judge([Judgement(first=ends[0], second=ends[1], verdict=Verdict.SAME, reason="both", author="ada", at=SAID)])
        ledger.forget(gone.analysis.report.id, at=SAID)
        after, expected = dump(ledger), dump(never)
        assert {name: after[name] for name in ("accounts", "memberships", "judgements", "integrations")} == {
            name: expected[name] for name in ("accounts", "memberships", "judgements", "integrations")
        }
        assert partition(ledger) == partition(never)


def test_a_ledger_of_older_rules_is_linked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    told = of_one_event(MANY, 3)
    with filled(told) as ledger:
        assert ledger.pending() == ()
        before = dump(ledger)
        with ledger._writer.begin() as connection:
            for table in (t.accounts, t.integrations):
                connection.execute(table.delete())
        assert ledger.incidents().total == 0
        for run in ledger.pending():
            ledger.integrate(run)
        assert dump(ledger) == before
        monkeypatch.setattr("overhorizon.pipeline.linking_fingerprint", lambda: "newer rules")
        assert len(ledger.pending()) == len(told)


def _with_a_line_before(arrival: Arrival) -> Arrival:
    """The same report with a line before it: every offset moves."""
    report = arrival.analysis.report
    line = "UPDATED\n"
    text = line + report.text
    moved = replace(report, text=text, title=None)
    (mention,) = arrival.analysis.incidents

    def shifted(readings: tuple[Reading[T], ...]) -> tuple[Reading[T], ...]:
        return tuple(replace(r, span=r.span.shifted(len(line)), claim=None) for r in readings)

    mention = replace(
        mention,
        triggers=tuple(s.shifted(len(line)) for s in mention.triggers),
        types=shifted(mention.types),
        whens=shifted(mention.whens),
        places=shifted(mention.places),
        tolls=shifted(mention.tolls),
        roles=shifted(mention.roles),
    )
    run = replace(arrival.analysis.run, revision=moved.revision)
    analysis = replace(arrival.analysis, report=moved, incidents=(mention,), claims=(), run=run)
    return replace(
        arrival, capture=replace(arrival.capture, content=text.encode()), analysis=analysis, at=arrival.at + timedelta(days=9)
    )
