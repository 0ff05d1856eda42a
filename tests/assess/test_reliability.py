"""The letter of a grade: the most reliable of those who hold a value, F where nobody rated them."""

from datetime import UTC, date, datetime

import pytest

from overhorizon.assess.reliability import rated
from overhorizon.domain.assessment import Assessment, Credibility, Grade, Holding, Property, Reliability
from overhorizon.domain.corrections import Rating
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.judgements import Anchor

AT = datetime(2026, 6, 1, tzinfo=UTC)
OUTLETS = {"r-1": "The Harbour Post", "r-2": "Meridian Wire", "r-3": None}


def rating(outlet: str, letter: str) -> Rating:
    return Rating(outlet=outlet, reliability=Reliability(letter), reason="known well", author="Ada", at=AT)


def held_by(*reports: str) -> Assessment:
    holding = Holding(
        value=IncidentType.BOMBING,
        words="bombing",
        anchors=tuple(Anchor(report=r, start=0, end=5) for r in reports),
        voices=(),
        roots=("a", "b"),
        first=date(2026, 5, 1),
        last=date(2026, 5, 1),
        standings=(),
        grade=Grade(credibility=Credibility.CONFIRMED, rule="two or more roots and none against"),
    )
    return Assessment(incident="e-1", about=Property.MANNER, harm=None, holdings=(holding,), rule="the only value")


@pytest.mark.parametrize(
    ("reports", "ratings", "grade"),
    [
        (("r-1", "r-2"), (), "F1"),
        (("r-1", "r-2"), (rating("the harbour  post", "D"), rating("Meridian Wire", "B")), "B1"),
        (("r-1", "r-2"), (rating("Meridian Wire", "E"),), "E1"),
        (("r-1", "r-3"), (rating("Meridian Wire", "A"),), "F1"),
        (("r-3",), (rating("Meridian Wire", "A"),), "F1"),
    ],
)
def test_the_letter_is_that_of_the_most_reliable_holder(
    reports: tuple[str, ...], ratings: tuple[Rating, ...], grade: str
) -> None:
    (found,) = rated([held_by(*reports)], OUTLETS, ratings)
    assert str(found.preferred.grade) == grade
    assert found.preferred.grade.rule == "two or more roots and none against"
