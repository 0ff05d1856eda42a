"""The classic false merges stay apart, and plain retellings come together; all of invented deeds."""

from datetime import date

import pytest

from overhorizon.domain.accounts import Account
from overhorizon.domain.incidents import IncidentType as Kind
from overhorizon.domain.incidents import Realis
from overhorizon.domain.judgements import Judgement, Verdict
from overhorizon.link.blocking import MOST_KEYS, keys
from overhorizon.link.judge import SAME_FROM, judge, judge_all
from overhorizon.link.partition import partition
from tests.link.making import account

DAY, NEXT = date(2026, 3, 3), date(2026, 3, 4)
MARKET = account(
    "r-market", day=DAY, town="Gao", killed=12, words="car market vegetable shopper exploded", names="gao", published=DAY
)
APART = {
    "two blasts in one city on one day": account(
        "r-post", day=DAY, town="Gao", killed=4, words="suicide police checkpoint evening officer", names="gao", published=DAY
    ),
    "an anniversary": account(
        "r-years", day=date(2023, 3, 3), town="Gao", killed=41, words="barrack ceremony", names="gao", published=DAY, main=False
    ),
    "retaliation": account(
        "r-strike", day=date(2026, 3, 6), town="Gao", kind=Kind.AIR_STRIKE, killed=15, words="jet camp", names="gao", published=NEXT
    ),
    "a trial of perpetrators": account(
        "r-trial", day=date(2026, 3, 20), town="Gao", kind=Kind.ARREST, words="court guilty", names="gao", published=date(2026, 3, 21)
    ),
    "two attacks by one group in one week": account(
        "r-week", day=date(2026, 3, 6), town="Kidal", killed=14, attacker="Sand Lions", words="village raided", published=NEXT
    ),
    "a disaster nearby": account("r-flood", town="Kidal", killed=100, words="flood earthquake river rescue", published=DAY),
    "another country": account("r-far", day=DAY, town="Bouaké", killed=12, words="car market exploded", published=DAY),
    "one report tells them apart": account("r-market", day=DAY, town="Gao", killed=12, words="car market", published=DAY, start=80),
    "another figure of the same kind in the same town": account(
        "r-later", day=(date(2026, 4, 1), date(2026, 4, 30)), town="Gao", killed=60, words="car market", published=date(2026, 5, 2)
    ),
    "one of the same name elsewhere": account(
        "r-name", day=date(2026, 2, 3), town="Kidal", killed=2, words="shopper exploded traore", names="traore", published=DAY
    ),
    "told before it happened": account("r-before", town="Gao", killed=12, words="car market", published=date(2026, 2, 27)),
}  # fmt: skip
TOGETHER = {
    "a toll that rises": account(
        "r-rise", day=DAY, town="Gao", killed=14, words="car market vegetable exploded", names="gao", published=NEXT
    ),
    "the same words and figures": account(
        "r-copy", day=DAY, town="Gao", killed=12, words="car market vegetable shopper exploded", names="gao", published=NEXT
    ),
    "retold by figure and particulars, undated": account(
        "r-retold", town="Gao", killed=12, words="car market vegetable shopper stall", names="gao", main=False
    ),
    "another word for the deed": account(
        "r-word", day=DAY, town="Gao", kind=Kind.ARMED_ASSAULT, killed=12, words="market vegetable shopper", names="gao", published=NEXT
    ),
}  # fmt: skip


@pytest.mark.parametrize("other", APART.values(), ids=APART.keys())
def test_what_is_told_of_two_deeds_stays_two(other: Account) -> None:
    assert judge(MARKET, other).verdict is not Verdict.SAME
    assert len(partition((MARKET, other), judge_all((MARKET, other))).incidents) == 2


@pytest.mark.parametrize("other", TOGETHER.values(), ids=TOGETHER.keys())
def test_what_is_told_of_one_deed_becomes_one(other: Account) -> None:
    assert len(partition((MARKET, other), judge_all((MARKET, other))).incidents) == 1


@pytest.mark.parametrize("other", [*APART.values(), *TOGETHER.values()], ids=[*APART, *TOGETHER])
def test_a_judgement_is_symmetric_and_shows_what_it_summed(other: Account) -> None:
    found: Judgement = judge(MARKET, other)
    assert found == judge(other, MARKET)
    assert found.features
    assert all(f.name and f.value > 0 for f in found.features)
    if found.verdict is Verdict.SAME:
        assert found.probability is not None
        assert found.probability >= SAME_FROM


def test_an_attack_that_another_report_counts_with_others_is_a_part() -> None:
    from dataclasses import replace

    from overhorizon.domain.incidents import Reading
    from overhorizon.domain.places import Location, Place, PlaceKind, PlacePrecision
    from tests.link.making import HERE

    region = Place(id="geonames:9", name="Gao", kind=PlaceKind.ADMIN1, country="ML")
    where = Location(described="Gao region", place=region, country="ML", precision=PlacePrecision.ADMIN1)
    wave = account("r-wave", day=DAY, killed=60, words="wave attacks several coordinated", published=NEXT)
    whole = replace(wave, mention=replace(wave.mention, places=(Reading(span=HERE, rule="made", value=where),)))
    found = judge(MARKET, whole)
    assert (found.verdict, found.first, found.second) == (Verdict.PART_OF, MARKET.anchor, whole.anchor)
    assert judge(whole, MARKET) == found


def test_blocking_is_bounded_and_compares_only_what_shares_a_key() -> None:
    everyone = [MARKET, *(a for a in APART.values() if a.report != MARKET.report), *TOGETHER.values()]
    assert all(len(keys(a)) <= MOST_KEYS for a in everyone)
    held = {j.pair for j in judge_all(everyone)}
    for i, a in enumerate(everyone):
        for b in everyone[i + 1 :]:
            assert (bool(keys(a) & keys(b))) == (tuple(sorted((a.anchor, b.anchor))) in held)


def test_new_accounts_meet_the_known_ones_as_they_would_all_at_once() -> None:
    everyone = [MARKET, *TOGETHER.values()]
    at_once = {j.id for j in judge_all(everyone)}
    one_by_one = {j.id for i, a in enumerate(everyone) for j in judge_all([a], everyone[:i])}
    assert one_by_one == at_once


def test_another_part_of_the_day_speaks_against() -> None:
    evening = account(
        "r-evening", day=DAY, town="Gao", killed=9, words="evening car market exploded", names="gao", published=NEXT
    )
    at = [
        account("r-hour", day=DAY, town="Gao", killed=12, words=f"{hour} car market exploded", names="gao", published=DAY)
        for hour in ("morning", "night")
    ]
    chances = [judge(one, evening).probability for one in at]
    assert chances[0] is not None
    assert chances[1] is not None
    assert chances[0] < chances[1]


def test_a_retelling_without_a_day_is_found_by_name() -> None:
    first = account(
        "r-first", day=DAY, town="Gao", killed=1, words="traore issa teacher shot", names="traore issa gao", published=DAY
    )
    retold = account("r-again", killed=1, words="traore issa shot door", names="traore issa", published=None, main=False)
    assert keys(first) & keys(retold)
    assert not keys(first) & keys(MARKET) or judge(first, MARKET).verdict is not Verdict.SAME


def test_a_plan_is_not_the_deed() -> None:
    plan = account("r-plan", day=DAY, town="Gao", words="plot", realis=Realis.PLANNED, published=DAY)
    assert judge(MARKET, plan).verdict is not Verdict.SAME
