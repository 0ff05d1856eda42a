"""Accounts, judgements and partitions as values."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Anchor, Judgement, Verdict, in_order
from overhorizon.domain.partition import Incident, Partition
from tests.factories import at, market

A, B = Anchor(report="r-a", start=3, end=9), Anchor(report="r-b", start=0, end=4)
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def account() -> Account:
    analysis = market()
    day = date(2026, 3, 11)
    return Account(
        mention=analysis.incidents[0],
        report=analysis.report.id,
        revision=analysis.report.revision,
        outlet="Harbour Radio",
        published_first=day,
        published_last=day,
        first_seen=NOON,
        since=day,
    )


def test_a_judgement_names_the_lower_anchor_first_unless_it_has_a_direction() -> None:
    with pytest.raises(ValueError, match="lower anchor"):
        Judgement(first=B, second=A, verdict=Verdict.SAME, reason="rule", probability=0.9)
    part = Judgement(first=B, second=A, verdict=Verdict.PART_OF, reason="rule", probability=0.2)
    assert part.pair == (A, B)
    assert in_order(B, A, Verdict.SAME) == (A, B)
    assert in_order(B, A, Verdict.PART_OF) == (B, A)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"second": A}, "two accounts"),
        ({"author": "ada"}, "has its time"),
        ({"author": "ada", "at": NOON}, "no probability"),
        ({"author": "ada", "at": NOON, "probability": None, "reason": " "}, "a reason"),
        ({"probability": None}, "rule's judgement"),
    ],
)
def test_a_judgement_that_nobody_makes_is_refused(changes: dict[str, object], fault: str) -> None:
    rule = Judgement(first=A, second=B, verdict=Verdict.SAME, reason="rule", probability=0.9)
    with pytest.raises(ValueError, match=fault):
        replace(rule, **changes)  # type: ignore[arg-type]


def test_the_id_tells_who_judged_what_and_when() -> None:
    one = Judgement(first=A, second=B, verdict=Verdict.SAME, reason="met both", author="ada", at=NOON)
    assert one.id == replace(one).id
    others = [replace(one, verdict=Verdict.RIVAL), replace(one, author="bo"), replace(one, reason="saw both")]
    assert len({one.id, *(o.id for o in others)}) == 4


def test_an_account_is_found_by_words_that_touch_its_triggers() -> None:
    found = account()
    trigger = at(market().report.text, "bomb exploded")
    assert found.anchor.span == trigger
    assert found.is_at(Anchor(report=found.report, start=trigger.start + 3, end=trigger.end + 4))
    assert not found.is_at(Anchor(report=found.report, start=trigger.end, end=trigger.end + 4))
    assert not found.is_at(Anchor(report="r-other", start=trigger.start, end=trigger.end))


def test_an_incident_keeps_its_id_when_later_reports_join() -> None:
    assert Incident(members=(A,)).id == Incident(members=(A, B)).id
    assert Incident(members=(B, A)).id != Incident(members=(A, B)).id


def test_no_account_stands_in_two_incidents() -> None:
    with pytest.raises(ValueError, match="two incidents"):
        Partition(incidents=(Incident(members=(A,)), Incident(members=(B, A))))
