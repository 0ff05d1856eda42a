"""Times that hang on events."""

from datetime import date

import pytest

from overhorizon.domain.reports import Publication, PublicationBasis
from overhorizon.domain.spans import Span
from overhorizon.domain.times import AnchorKind, TimeAnchor
from overhorizon.extract.times.events import ANNIVERSARY, FROM_AN_EVENT, FROM_THE_DAY_BESIDE
from overhorizon.extract.when import find_times, resolve

DAY = date(2023, 4, 26)  # a Wednesday
PUBLISHED = Publication(first=DAY, last=DAY, basis=PublicationBasis.GIVEN)


@pytest.mark.parametrize(
    "text",
    [
        "three days after the bombing",
        "a day before he was killed",
        "the day after the raid",
        "weeks before the coup",
        "an hour after the blast",
    ],
)
def test_they_wait_for_the_event_s_day(text: str) -> None:
    (mention,) = find_times(text, Span(start=0, end=len(text)), publication=PUBLISHED)
    assert mention.rule == FROM_AN_EVENT
    assert not mention.when.is_resolved
    publication = TimeAnchor(kind=AnchorKind.PUBLICATION, first=DAY, last=DAY)
    assert not resolve(mention.when, publication).is_resolved
    assert resolve(mention.when, TimeAnchor(kind=AnchorKind.TEXT, first=DAY, last=DAY)).is_resolved


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Monday, a day after the raid", date(2023, 4, 23)),
        ("on Monday, just two days after the raid", date(2023, 4, 22)),
        ("on Monday, three days before the vote", date(2023, 4, 27)),
        ("on 3 May 2022 - the day after the raid", date(2022, 5, 2)),
    ],
)
def test_a_day_beside_gives_the_event_s(text: str, day: date) -> None:
    told, event = find_times(text, Span(start=0, end=len(text)), publication=PUBLISHED)
    assert event.when.earliest == event.when.latest == day
    assert FROM_THE_DAY_BESIDE in event.rule
    assert told.when.earliest == told.when.latest != day


def test_an_anniversary_gives_the_year_of_what_it_marks() -> None:
    text = "on Monday, the second anniversary of the raid"
    _, event = find_times(text, Span(start=0, end=len(text)), publication=PUBLISHED)
    assert event.when.earliest is not None
    assert event.when.latest is not None
    assert event.when.earliest <= date(2021, 4, 24) <= event.when.latest
    assert (event.when.latest - event.when.earliest).days <= 6


def test_an_anniversary_alone_dates_nothing() -> None:
    text = "the tenth anniversary of the raid"
    (mention,) = find_times(text, Span(start=0, end=len(text)), publication=PUBLISHED)
    assert mention.rule == ANNIVERSARY
    assert not mention.when.is_resolved


@pytest.mark.parametrize(
    "text", ["It fell on 3 May 2019. The day after, it rained.", "It fell on 3 May 2019. The day after in Kabul it rained."]
)
def test_the_day_after_alone_hangs_on_the_time_told_before(text: str) -> None:
    _, after = find_times(text, Span(start=0, end=len(text)), publication=PUBLISHED)
    assert after.when.earliest == after.when.latest == date(2019, 5, 4)
