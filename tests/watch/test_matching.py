"""What is news in itself: a word and a place alone are not."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from overhorizon.domain.incidents import IncidentMention, Prominence, Realis
from overhorizon.domain.views import IncidentView
from overhorizon.watch.matching import is_told
from tests.link.making import account

DAY = date(2026, 3, 3)


def view(*mentions: IncidentMention) -> IncidentView:
    """A view as far as `is_told` looks."""
    return cast(IncidentView, SimpleNamespace(members=[SimpleNamespace(mention=m) for m in mentions]))


FULL = account("r-1", day=DAY, town="Gao", killed=12, words="car market exploded", published=DAY).mention


@pytest.mark.parametrize(
    ("mention", "told"),
    [
        (FULL, True),
        (replace(FULL, tolls=(), roles=()), True),  # a day is enough
        (replace(FULL, whens=(), roles=()), True),  # so is a harm
        (replace(FULL, whens=(), tolls=(), roles=()), False),
        (replace(FULL, prominence=Prominence.BACKGROUND), True),
        (replace(FULL, prominence=Prominence.BACKGROUND, tolls=()), False),
        (replace(FULL, realis=Realis.PLANNED), False),
    ],
)
def test_what_is_news_in_itself(mention: IncidentMention, *, told: bool) -> None:
    assert is_told(view(mention)) is told


def test_a_later_report_may_add_what_was_missing() -> None:
    bare = replace(FULL, whens=(), tolls=(), roles=())
    assert is_told(view(bare, replace(bare, tolls=FULL.tolls)))
