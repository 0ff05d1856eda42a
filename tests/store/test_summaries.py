"""One row an incident: kept with the memberships, whatever happens, and enough to know what a past day was like."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from evaluation.generate_ledger import arrivals
from overhorizon.domain.history import Moment
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.store import moments, summing
from overhorizon.store import tables as t
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import Figure, MembershipRow
from tests.store.test_across import edited

SAID = datetime(2043, 1, 1, tzinfo=UTC)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Some events and silent edits, in memory; two incidents are judged the same, one report is forgotten."""
    told = list(arrivals(30, seed=11))
    told += [edited(told[0], days=30), edited(told[4], days=2)]
    random.Random(4).shuffle(told)
    with Ledger.open("sqlite://") as opened:
        for arrival in told:
            opened.record(arrival.capture, arrival.analysis, at=arrival.at)
        one, other, *_ = opened.incidents().rows
        ends = in_order(one.accounts[0].anchor, other.accounts[0].anchor, Verdict.SAME)
        opened.judge([Judgement(first=ends[0], second=ends[1], verdict=Verdict.SAME, reason="read both", author="ada", at=SAID)])
        one, other, *_ = [row for row in opened.incidents().rows if len(row.accounts) == 1]
        ends = in_order(one.accounts[0].anchor, other.accounts[0].anchor, Verdict.SAME)
        bridge = Judgement(first=ends[0], second=ends[1], verdict=Verdict.SAME, reason="one bridge", author="ada", at=SAID)
        opened.judge([bridge])
        opened.undo(bridge.id, author="ada", reason="two bridges", at=SAID)
        opened.forget(told[7].analysis.report.id, at=SAID)
        yield opened


def rows(ledger: Ledger) -> set[tuple[object, ...]]:
    columns = (t.summaries.c.incident, t.summaries.c.component, t.summaries.c.first, t.summaries.c.last)
    with ledger._engine.begin() as connection:
        return {tuple(row) for row in connection.execute(select(*columns))}


def test_the_rows_are_those_that_an_older_ledger_gets(ledger: Ledger) -> None:
    kept = rows(ledger)
    assert {name for name, *_ in kept} == {row.id for row in ledger.incidents().rows}
    with ledger._engine.begin() as connection:
        connection.execute(t.summaries.delete())
        summing.fill(connection)
    assert rows(ledger) == kept


@pytest.mark.parametrize("known_at", [None, SAID - timedelta(days=1), datetime(2036, 1, 1, tzinfo=UTC)])
def test_what_differs_at_a_moment_is_enough_to_know_it(ledger: Ledger, known_at: datetime | None) -> None:
    now = ledger.memberships()
    days = sorted({row.since for row in now})
    for day in (None, days[0] - timedelta(days=1), *days[::7], days[-1]):
        moment = Moment(as_of=day, known_at=known_at)
        if moment.is_now:
            continue
        found = ledger.regrouped(moment)
        kept = {row for row in now if row.incident not in found.gone}
        assert kept | set(found.members) == set(worked_out(ledger, moment))


def worked_out(ledger: Ledger, moment: Moment) -> Iterator[MembershipRow]:
    """The memberships of a moment, with nothing taken from now: of every account of every run that stood then."""
    with ledger._reads(moment) as connection:
        everything = connection.execute(select(t.accounts.c.id)).scalars().all()
        yield from moments._grouped(connection, everything)


def test_what_was_weighed_stays_until_the_incident_changes(ledger: Ledger) -> None:
    seven = Figure(low=5, best=7, high=9)
    unweighed = ledger.unweighed("these rules")
    assert len(unweighed) == len(ledger.names())
    ledger.keep_weighed([(stamp, seven) for stamp, _ in unweighed], "these rules")
    assert not ledger.unweighed("these rules")
    assert len(ledger.unweighed("other rules")) == len(unweighed)
    before = ledger.changed(0, "these rules")
    assert {row.killed for row in before.rows} == {seven}
    (arrival,) = arrivals(1, seed=99)
    ledger.record(arrival.capture, arrival.analysis, at=arrival.at)
    after = ledger.changed(max(row.stamp for row in before.rows), "these rules")
    assert [row.killed for row in after.rows] == [None]
    assert after.total == before.total + 1
    ledger.keep_weighed([(before.rows[0].stamp + 10**6, seven)], "these rules")  # of what has changed nothing is kept
    assert [name for _, name in ledger.unweighed("these rules")] == [after.rows[0].incident]


def test_an_undated_past_holds_nothing(ledger: Ledger) -> None:
    assert ledger.regrouped(Moment(as_of=date(1990, 1, 1))).gone == ledger.names()
