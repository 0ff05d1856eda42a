"""The partition: pure, in any order, a person's judgement wins, and a later bridge never merges the past."""

import random
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Judgement, Verdict
from overhorizon.domain.partition import Partition
from overhorizon.link.partition import attach, one_incident, partition
from tests.link.making import NOON, account, by_person, by_rule
from tests.link.plain_partition import plain_groups

FIRST = date(2026, 3, 1)
REPORTS = tuple(account(f"r-{n}", published=FIRST + timedelta(days=n)) for n in range(7))
PAIRS = tuple(combinations(REPORTS, 2))
chances = st.sampled_from((0.0, 0.02, 0.2, 0.5, 0.7, 0.85, 0.97, 0.999))
graphs = st.lists(chances, min_size=len(PAIRS), max_size=len(PAIRS)).map(
    lambda found: tuple(by_rule(a, b, chance) for (a, b), chance in zip(PAIRS, found, strict=True))
)


def groups(found: Partition) -> list[list[str]]:
    return [[m.report for m in incident.members] for incident in found.incidents]


def test_accounts_that_nothing_joins_stand_alone() -> None:
    assert groups(partition(REPORTS[:2], ())) == [["r-0"], ["r-1"]]


def test_the_earliest_report_leads_and_names_the_incident() -> None:
    late, early = account("r-a", published=FIRST + timedelta(days=9)), account("r-z", published=FIRST)
    found = partition((late, early), [by_rule(late, early, 0.99)])
    assert groups(found) == [["r-z", "r-a"]]
    assert found.incidents[0].id == partition((early,), ()).incidents[0].id


@given(graphs, st.integers(0, 10**6))
def test_the_order_of_arrival_does_not_matter(judgements: tuple[Judgement, ...], seed: int) -> None:
    expected = partition(REPORTS, judgements)
    shuffled = random.Random(seed)
    for _ in range(10):
        accounts, held = list(REPORTS), list(judgements)
        shuffled.shuffle(accounts)
        shuffled.shuffle(held)
        assert partition(accounts, held) == expected


@given(graphs, st.sampled_from(PAIRS))
def test_merge_then_split_restores(judgements: tuple[Judgement, ...], pair: tuple[Account, Account]) -> None:
    before = partition(REPORTS, judgements)
    if any({m.report for m in i.members} >= {a.report for a in pair} for i in before.incidents):
        return
    merge = by_person(*pair, Verdict.SAME)
    split = by_person(*pair, Verdict.DIFFERENT, at=NOON + timedelta(hours=1))
    merged = partition(REPORTS, (*judgements, merge))
    assert any({m.report for m in i.members} >= {a.report for a in pair} for i in merged.incidents)
    assert partition(REPORTS, (*judgements, merge, split)) == before


@given(graphs, st.integers(0, 6))
def test_as_of_is_what_a_ledger_would_say_that_had_seen_no_more(judgements: tuple[Judgement, ...], days: int) -> None:
    day = FIRST + timedelta(days=days)
    existing = [a for a in REPORTS if a.since <= day]
    seen = {a.anchor for a in existing}
    of_the_day = [j for j in judgements if j.first in seen and j.second in seen]
    assert partition(existing, judgements) == partition(existing, of_the_day)


verdicts = st.sampled_from((Verdict.SAME, Verdict.DIFFERENT, Verdict.RIVAL, Verdict.PART_OF, Verdict.UNSURE))
said = st.lists(st.tuples(st.sampled_from(PAIRS), verdicts, st.booleans(), st.integers(0, 3)), max_size=6).map(
    lambda found: tuple(
        by_person(*(pair[::-1] if turned else pair), verdict, at=NOON + timedelta(hours=hour))
        for pair, verdict, turned, hour in found
    )
)


@given(graphs, said, st.integers(0, len(PAIRS)))
def test_the_fast_way_gives_what_the_rules_say_in_plain(
    judgements: tuple[Judgement, ...], by_persons: tuple[Judgement, ...], known: int
) -> None:
    held = (*judgements[:known], *by_persons, *judgements[:known])
    found = partition(REPORTS, held)
    assert {frozenset(i.members) for i in found.incidents} == plain_groups(REPORTS, held)


def test_rules_that_differ_on_one_pair_are_weighed_together() -> None:
    a, b = REPORTS[:2]
    for_it, against = by_rule(a, b, 0.85), by_rule(a, b, 0.02)
    assert len(partition((a, b), [for_it, against]).incidents) == len(plain_groups((a, b), [against, for_it])) == 2
    assert len(partition((a, b), [for_it, for_it]).incidents) == 1


def test_a_bridge_never_merges_the_past() -> None:
    first, second, bridge = REPORTS[0], REPORTS[1], REPORTS[5]
    judgements = [by_rule(first, second, 0.5), by_rule(first, bridge, 0.99), by_rule(second, bridge, 0.99)]
    assert groups(partition((first, second), judgements)) == [["r-0"], ["r-1"]]
    assert groups(partition((first, second, bridge), judgements)) == [["r-0", "r-1", "r-5"]]


def test_one_doubtful_bridge_does_not_merge_two_known_incidents() -> None:
    a, b, c, d = REPORTS[:4]
    known = [by_rule(a, b, 0.999), by_rule(c, d, 0.999)]
    apart = [by_rule(a, c, 0.05), by_rule(a, d, 0.05), by_rule(b, d, 0.05)]
    assert groups(partition((a, b, c, d), [*known, *apart, by_rule(b, c, 0.85)])) == [["r-0", "r-1"], ["r-2", "r-3"]]


def test_what_a_rule_excludes_stays_apart_whatever_speaks_for_it() -> None:
    a, b, c, d = REPORTS[:4]
    sure = [by_rule(x, y, 0.9999) for x, y in combinations((a, b, c, d), 2) if {x, y} != {a, d}]
    found = groups(partition((a, b, c, d), [*sure, by_rule(a, d, 0.0)]))
    assert not any({"r-0", "r-3"} <= set(g) for g in found)


@given(graphs, st.sampled_from(PAIRS), st.sampled_from((Verdict.DIFFERENT, Verdict.RIVAL, Verdict.PART_OF)))
def test_a_person_keeps_apart_what_rules_join(
    judgements: tuple[Judgement, ...], pair: tuple[Account, Account], verdict: Verdict
) -> None:
    found = partition(REPORTS, (*judgements, by_person(*pair, verdict)))
    assert not any({m.report for m in i.members} >= {a.report for a in pair} for i in found.incidents)


@given(graphs, st.sampled_from(PAIRS))
def test_a_person_joins_what_rules_exclude(judgements: tuple[Judgement, ...], pair: tuple[Account, Account]) -> None:
    found = partition(REPORTS, (*judgements, by_person(*pair, Verdict.SAME)))
    assert any({m.report for m in i.members} >= {a.report for a in pair} for i in found.incidents)


def test_the_later_word_of_a_person_holds() -> None:
    a, b = REPORTS[:2]
    no, yes = by_person(a, b, Verdict.DIFFERENT), by_person(a, b, Verdict.SAME, at=NOON + timedelta(minutes=1))
    assert len(partition((a, b), [no, yes]).incidents) == 1
    back = by_person(a, b, Verdict.UNSURE, at=NOON + timedelta(minutes=2))
    assert len(partition((a, b), [no, yes, back]).incidents) == 2
    assert len(partition((a, b), [no, yes, back, by_rule(a, b, 0.99)]).incidents) == 1


def test_parts_and_rivals_are_linked_and_stay_two() -> None:
    a, b, c = REPORTS[:3]
    found = partition((a, b, c), [by_person(b, a, Verdict.PART_OF), by_person(a, c, Verdict.RIVAL), by_rule(a, b, 0.99)])
    ids = {i.members[0].report: i.id for i in found.incidents}
    assert len(ids) == 3
    assert found.parts == ((ids["r-1"], ids["r-0"]),)
    assert {frozenset(p) for p in found.rivals} == {frozenset((ids["r-0"], ids["r-2"]))}


@given(graphs)
def test_every_account_stands_in_one_incident(judgements: tuple[Judgement, ...]) -> None:
    found = partition(REPORTS, judgements)
    assert sorted(m.report for i in found.incidents for m in i.members) == [a.report for a in REPORTS]


def test_a_persons_judgement_follows_its_words_into_a_new_analysis() -> None:
    old, other = account("r-a", start=40), account("r-b")
    said = by_person(old, other, Verdict.SAME)
    moved = account("r-a", start=42)
    kept = attach((moved, other), [said])
    assert [j.pair for j in kept.judgements] == [(moved.anchor, other.anchor)]
    assert not kept.orphans


@pytest.mark.parametrize("starts", [(), (90,), (38, 43)], ids=["gone", "elsewhere", "two touch it"])
def test_a_judgement_that_no_account_answers_to_is_an_orphan(starts: tuple[int, ...]) -> None:
    said = by_person(account("r-a", start=40), account("r-b"), Verdict.SAME)
    now = [*(account("r-a", start=s) for s in starts), account("r-b")]
    assert attach(now, [said]).orphans == (said,)


def test_what_has_no_day_bridges_no_two_days_weeks_apart() -> None:
    """The dated accounts share no key, so that no judgement says that they differ: an anniversary piece must not join them."""
    old = account("r-old", day=date(2023, 3, 3), published=date(2023, 3, 4))
    new = account("r-new", day=date(2026, 3, 3), published=date(2026, 3, 4))
    undated = account("r-undated")
    found = partition((old, new, undated), [by_rule(old, undated, 0.9), by_rule(new, undated, 0.95)])
    assert sorted(groups(found)) == [["r-new", "r-undated"], ["r-old"]]
    joined = partition((old, new), [by_person(old, new, Verdict.SAME)])
    assert groups(joined) == [["r-old", "r-new"]]


agreeing = st.lists(st.sampled_from((0.51, 0.6, 0.8, 0.97, 0.999)), min_size=len(PAIRS), max_size=len(PAIRS))


@given(agreeing)
def test_where_every_pair_speaks_for_it_all_that_is_connected_is_one(found: list[float]) -> None:
    """What the ledger takes without looking at the pairs is what the partition says of them."""
    chained = [
        max(chance, 0.8) if b is REPORTS[0] or a is REPORTS[0] else chance for (a, b), chance in zip(PAIRS, found, strict=True)
    ]
    judgements = [by_rule(a, b, chance) for (a, b), chance in zip(PAIRS, chained, strict=True)]
    assert one_incident(REPORTS) == partition(REPORTS, judgements)


def test_days_that_lie_weeks_apart_are_left_to_the_partition() -> None:
    early, late = account("r-1", day=FIRST), account("r-2", day=FIRST + timedelta(days=15))
    assert one_incident((early, late)) is None
    assert one_incident((early, account("r-2", day=FIRST + timedelta(days=14)))) is not None
