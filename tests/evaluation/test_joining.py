"""B3 on what can be counted by hand, and the stories that it is measured on."""

from datetime import date

import pytest

from evaluation.joining import Read, b_cubed, clusters, lost, measure, part
from overhorizon.domain.spans import Span
from tests.link.making import account
from training.cases import STORIES, Told, cases, held_out

DAY = date(2026, 3, 3)


def told(case: str) -> Told:
    return Told(
        case=case, outlet="The Lamp", published="2026-03-03", title="Blast", text="A blast.", marks=((Span(start=2, end=7), "A"),)
    )


def test_b_cubed_by_hand() -> None:
    gold = {(1, "A"): "x", (2, "A"): "x", (3, "A"): "y"}
    assert b_cubed(gold, gold) == (1, 1)
    assert b_cubed(gold, {(1, "A"): 1, (2, "A"): 2, (3, "A"): 3}) == pytest.approx((1, 2 / 3))
    assert b_cubed(gold, {(1, "A"): 1, (2, "A"): 1, (3, "A"): 1}) == pytest.approx((5 / 9, 1))


def test_what_was_missed_counts_end_to_end_but_not_of_what_was_found() -> None:
    same = [account(f"r-{n}", day=DAY, town="Gao", killed=12, words="car market exploded", published=DAY) for n in (1, 2)]
    stories = Read(
        told={1: told("gao"), 2: told("gao"), 3: told("gao")},
        analyses={},
        accounts=tuple(same),
        answered={(1, "A"): same[0], (2, "A"): same[1]},
    )
    assert clusters(stories)[3, "A"] == (3, "A")
    figures, mixed = measure(stories)
    assert mixed == 0
    assert figures["joining: of mentions found"].f1 == 100
    assert figures["joining: end to end"].recall == pytest.approx(100 * 5 / 9)
    assert figures["joining: end to end"].f1 == figures["joining: a perfect linker of what was found"].f1
    assert lost(stories) == {"missed by reading": 2, "joined": 1}


def test_two_stories_in_one_incident_are_mixed() -> None:
    one, other = (account(f"r-{n}", day=DAY, town="Gao", killed=12, words="car market exploded", published=DAY) for n in (1, 2))
    stories = Read(
        told={1: told("gao"), 2: told("kidal")}, analyses={}, accounts=(one, other), answered={(1, "A"): one, (2, "A"): other}
    )
    assert measure(stories)[1] == 1


def test_every_third_story_is_held_out_whole() -> None:
    every = cases(STORIES)
    kept, used = part("held-out"), part("development")
    assert len(kept) + len(used) == len(every) == len(part("all"))
    assert not {t.case for t in kept} & {t.case for t in used}
    assert 3 * len({t.case for t in kept}) <= len({t.case for t in every}) < 3 * len({t.case for t in kept}) + 3
    assert all(held_out(t, every) for t in kept)


def test_stories_are_told_by_several_reports_and_some_without_a_day() -> None:
    every = cases(STORIES)
    by_story = {name: [t for t in every if t.case == name] for name in {t.case for t in every}}
    assert len(by_story) >= 25
    assert all(3 <= len(reports) <= 10 for reports in by_story.values())
    assert sum(t.published is None for t in every) >= 10
