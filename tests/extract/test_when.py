"""Times: where expressions lie, seen from a report of Wednesday, 26 April 2023, and what holds for any text."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.reports import Publication, PublicationBasis
from overhorizon.domain.spans import Span
from overhorizon.domain.times import AnchorKind, DatePrecision, TimeAnchor
from overhorizon.extract.times.expressions import Hang, Part, TimeExpression
from overhorizon.extract.when import TimeKind, TimeMention, find_times, resolve, timexes

DAY = date(2023, 4, 26)
PUBLISHED = Publication(first=DAY, last=DAY, basis=PublicationBasis.GIVEN)


def times(text: str, publication: Publication | None = PUBLISHED) -> tuple[TimeMention, ...]:
    return find_times(text, Span(start=0, end=len(text)), publication=publication) if text else ()


def written(mention: TimeMention) -> str:
    """Bounds and precision in short: "2023-04-25 day", "2023-04-01..2023-04-10 month", "..2019-01-01 unknown", "? P3D"."""
    when = mention.when
    if not when.is_resolved:
        return f"? {when.expression}"
    first, last = when.start.earliest, when.end.latest
    bounds = str(first) if first == last else f"{first or ''}..{last or ''}"
    return f"{bounds} {when.precision.name.lower()}"


CASES = (
    # days
    ("on August 24, 2021", "2021-08-24 day"),
    ("on Aug. 24, 2021", "2021-08-24 day"),
    ("on 24 August 2021", "2021-08-24 day"),
    ("on the 24th of August 2021", "2021-08-24 day"),
    ("on Tuesday, August 24, 2021", "2021-08-24 day"),
    ("on Tuesday 24 August 2021", "2021-08-24 day"),
    ("on August 24th, 2021", "2021-08-24 day"),
    ("on 2021-08-24", "2021-08-24 day"),
    ("on 24/08/2021", "2021-08-24 day"),
    ("on 8/24/2021", "2021-08-24 day"),
    ("on 24.08.2021", "2021-08-24 day"),
    ("on 3/4/2022", "2022-01-01..2022-12-31 year"),  # March or April: nobody can tell
    ("killed on August 24", "2022-08-24 day"),
    ("killed on 24 April", "2023-04-24 day"),
    ("killed on April 26", "2023-04-26 day"),
    ("killed on April 27", "2023-04-27 day"),  # it was the 27th there already
    ("will meet on May 10", "2023-05-10 day"),
    ("was killed on May 10", "2022-05-10 day"),
    ("the May 10 attack", "? XXXX-05-10"),  # last year's, or the one to come
    ("the May 10 attack, on May 10, 2019", "2019-05-10 day, 2019-05-10 day"),
    ("the night of August 24, 2021", "2021-08-24 day"),
    ("on February 29", "2020-02-29 day"),
    ("31 June 2022", "? 2022-06-31"),
    # months
    ("in April 2021", "2021-04-01..2021-04-30 month"),
    ("in early April", "2023-04-01..2023-04-10 month"),
    ("in mid-June 2020", "2020-06-11..2020-06-20 month"),
    ("in late August 2021", "2021-08-21..2021-08-31 month"),
    ("at the end of August 2021", "2021-08-21..2021-08-31 month"),
    ("at the beginning of March 2022", "2022-03-01..2022-03-10 month"),
    ("in April", "2023-04-01..2023-04-26 month"),
    ("in March", "2023-03-01..2023-03-31 month"),
    ("in May", "? XXXX-05"),  # last year's, or next week's
    ("fell in May", "2022-05-01..2022-05-31 month"),
    ("will begin in May", "2023-05-01..2023-05-31 month"),
    ("in December", "2022-12-01..2022-12-31 month"),
    ("last June", "2022-06-01..2022-06-30 month"),
    ("the previous June", "2022-06-01..2022-06-30 month"),
    ("next June", "2023-06-01..2023-06-30 month"),
    ("June of the previous year", "2022-06-01..2022-06-30 month"),
    ("in April last year", "2022-04-01..2022-04-30 month"),
    ("in August of last year", "2022-08-01..2022-08-31 month"),
    ("in January of this year", "2023-01-01..2023-01-31 month"),
    ("this month", "2023-04-01..2023-04-26 month"),
    ("last month", "2023-03-01..2023-03-31 month"),
    ("will start next month", "2023-05-01..2023-05-31 month"),
    # years and more
    ("in 2021", "2021-01-01..2021-12-31 year"),
    ("in late 2021", "2021-09-01..2021-12-31 year"),
    ("early in 2019", "2019-01-01..2019-04-30 year"),
    ("last year", "2022-01-01..2022-12-31 year"),
    ("this year", "2023-01-01..2023-04-26 year"),
    ("the 1990s", "1990-01-01..1999-12-31 unknown"),
    ("in the 20th century", "1901-01-01..2000-12-31 unknown"),
    ("in the summer of 2021", "2021-06-01..2021-09-22 year"),
    ("last summer", "2022-06-01..2022-09-22 year"),
    ("the third quarter of 2020", "2020-07-01..2020-09-30 year"),
    ("in the first half of 2021", "2021-01-01..2021-06-30 year"),
    ("nineteen ninety-six", "1996-01-01..1996-12-31 year"),
    # weekdays
    ("attacked on Tuesday", "2023-04-25 day"),
    ("attacked on Wednesday", "2023-04-26 day"),
    ("attacked on Thursday", "2023-04-20 day"),
    ("will vote on Sunday", "2023-04-30 day"),
    ("last Wednesday", "2023-04-19 day"),
    ("next Tuesday", "2023-05-02 day"),
    ("next Friday", "2023-04-28..2023-05-05 week"),  # this week's or next week's
    ("on Saturday evening", "2023-04-22 day"),
    ("at 10:30 a.m. on Monday", "2023-04-24 day"),
    ("over the weekend", "2023-04-22..2023-04-23 days"),
    ("last weekend", "2023-04-22..2023-04-23 days"),
    # relative
    ("today", "2023-04-26 day"),
    ("yesterday", "2023-04-25 day"),
    ("the day before yesterday", "2023-04-24 day"),
    ("tomorrow", "2023-04-27 day"),
    ("overnight", "2023-04-25..2023-04-26 days"),
    ("last night", "2023-04-25 day"),
    ("this morning", "2023-04-26 day"),
    ("last week", "2023-04-17..2023-04-23 week"),
    ("earlier this week", "2023-04-24..2023-04-26 week"),
    ("two days ago", "2023-04-24 day"),
    ("three weeks ago", "2023-04-02..2023-04-08 week"),
    ("two months ago", "2023-02-11..2023-03-13 month"),
    ("a year ago", "2021-10-26..2022-10-25 year"),
    ("weeks ago", "2023-03-01..2023-04-19 year"),
    ("several days ago", "2023-04-16..2023-04-24 week"),
    ("years ago", "..2021-04-26 unknown"),
    ("in the past three months", "2023-01-25..2023-04-26 year"),
    ("in recent weeks", "2023-03-01..2023-04-26 year"),
    # ranges
    ("between 24 March and 5 April", "2023-03-24..2023-04-05 week"),
    ("from March 3 to 7", "2023-03-03..2023-03-07 days"),
    ("March 3-7, 2021", "2021-03-03..2021-03-07 days"),
    ("on the night of August 24-25", "2022-08-24..2022-08-25 days"),
    ("from August 30 to 2 September 2021", "2021-08-30..2021-09-02 days"),
    ("from 2003 to 2011", "2003-01-01..2011-12-31 unknown"),
    ("on March 3 and March 5, 2022", "2022-03-03 day, 2022-03-05 day"),
    ("in April and June 2021", "2021-04-01..2021-04-30 month, 2021-06-01..2021-06-30 month"),
    # limits
    ("since Friday", "2023-04-21..2023-04-26 day"),
    ("since 2021", "2021-01-01..2023-04-26 year"),
    ("by the end of 2024", "..2024-12-31 year"),
    ("before 2019", "..2018-12-31 unknown"),
    # hanging on the text
    ("On August 24, 2021, a bomb exploded. The next day, troops left.", "2021-08-24 day, 2021-08-25 day"),
    ("The raid was on 3 May 2019; two days later the town fell.", "2019-05-03 day, 2019-05-05 day"),
    ("It fell on 3 May 2019 and was retaken the same day.", "2019-05-03 day, 2019-05-03 day"),
    ("two days earlier", "? P2D earlier"),
    ("two days after the bombing", "? P2D later"),
    ("In 2019 it grew; the next day it fell.", "2019-01-01..2019-12-31 year, ? P1D later"),
    # how long, how often
    ("for three days", "? P3D"),
    ("a two-year siege", "? P2Y"),
    ("nearly two hours", "? PT2H about"),
    ("every day", "? P1D"),
)

NOTHING = (
    "since the withdrawal",
    "He may march on.",
    "the second attack",
    "3,000 people",
    "the fall of the city",
    "2000 people fled",
    "about three quarters of them",
    "Room 2021-B",
    "a 24-year-old man",
    "April Jones spoke",
    "",
    "the sun shone",
    "$2021",
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads(text: str, expected: str) -> None:
    assert ", ".join(written(m) for m in times(text)) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_reads_nothing(text: str) -> None:
    assert times(text) == ()


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("in April", "XXXX-04"),
        ("on Tuesday", "XXXX-WXX-2"),
        ("weeks ago", "P?W ago"),
        ("yesterday", "P1D previous"),
        ("on August 24", "XXXX-08-24"),
        ("in early April", "XXXX-04 early"),
        ("last week", "P1W previous"),
        ("June of the previous year", "XXXX-06 of previous year"),
        ("over the weekend", "XXXX-WXX-WE"),
        ("this month", "P1M this"),
        ("last summer", "XXXX-SU previous"),
        ("overnight", "P1DTNI this about"),
    ],
)
def test_nothing_relative_is_resolved_without_publication_but_all_of_it_later(text: str, expression: str) -> None:
    (mention,) = times(text, None)
    assert mention.when.expression == expression
    assert not mention.when.is_resolved
    assert mention.when.precision is DatePrecision.UNKNOWN
    later = resolve(mention.when, TimeAnchor(kind=AnchorKind.PUBLICATION, first=DAY, last=DAY))
    assert later.is_resolved
    assert later.expression == expression


def test_complete_dates_need_no_publication() -> None:
    (mention,) = times("on 24 August 2021", None)
    assert mention.when.earliest == mention.when.latest == date(2021, 8, 24)
    assert mention.when.anchor is None


def test_an_event_s_day_resolves_what_hangs_on_it() -> None:
    (mention,) = times("two days after the bombing")
    day = date(2021, 8, 26)
    assert resolve(mention.when, TimeAnchor(kind=AnchorKind.PUBLICATION, first=day, last=day)) == mention.when
    later = resolve(mention.when, TimeAnchor(kind=AnchorKind.TEXT, first=day, last=day))
    assert later.earliest == later.latest == date(2021, 8, 28)


def test_a_publication_interval_widens_what_hangs_on_it() -> None:
    unsure = Publication(first=date(2023, 4, 24), last=date(2023, 4, 26), basis=PublicationBasis.PAGE)
    (mention,) = times("They attacked on Tuesday.", unsure)
    assert (mention.when.earliest, mention.when.latest) == (date(2023, 4, 18), date(2023, 4, 25))
    assert mention.when.precision is DatePrecision.WEEK


def test_what_lies_after_publication_is_kept_and_flagged() -> None:
    (mention,) = times("killed on 3 May 2024")
    assert mention.when.earliest == date(2024, 5, 3)
    assert mention.rule.endswith("(after publication)")


def test_duration_says_how_long() -> None:
    (mention,) = times("The siege went on for three weeks.")
    assert mention.kind is TimeKind.DURATION
    assert mention.when.duration_days == 21
    assert not mention.when.is_resolved


def test_since_is_open_at_its_end() -> None:
    (mention,) = times("since 2021", None)
    assert mention.when.start.earliest == date(2021, 1, 1)
    assert mention.when.end.latest is None
    assert mention.rule == "since year"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("last week", "2023-W16"),
        ("two weeks ago", "2023-04-12"),
        ("several years ago", "PAST_REF"),
        ("the 1990s", "199"),
        ("a few days", "PXD"),
        ("in 490 BC", "BC0490"),
        ("third-quarter", "2022-Q3"),
        ("Wednesday night", "2023-04-26TNI"),
        ("10 p.m. Tuesday", "2023-04-25T22:00"),
        ("in recent years", "PXY"),
        ("now", "PRESENT_REF"),
        ("this summer", "2023-SU"),
        ("nearly forty years", "P40Y"),
        ("daily", "P1D"),
        ("the end of 1990", "1990"),
        ("the weekend", "2023-W16-WE"),
    ],
)
def test_timex_values(text: str, value: str) -> None:
    assert [t["value"] for t in timexes(text, DAY)] == [value]


def test_a_narrative_hangs_on_its_own_time() -> None:
    text = "It began on 3 March 1940; two days later the port fell. In April the army withdrew. By January the war was over."
    assert [t["value"] for t in timexes(text, None)] == ["1940-03-03", "1940-03-05", "1940-04", "1940-01"]


_DATES = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31))
_WORDS = st.sampled_from(
    """early late mid last next the previous this two three days weeks months years year month week ago earlier later
    before after since until by in on of and to between from Tuesday Friday April May June March 3 5 24 31 2021 2019
    1990s weekend night morning summer winter quarter first third , . - overnight yesterday today a few several about
    nearly more than past recent coming noon 10 p.m. half decade century 24-25 killed will said""".split()
)
_EXPRESSIONS = st.builds(
    TimeExpression,
    base=st.sampled_from(
        [
            "2021",
            "2021-08",
            "2021-08-26",
            "XXXX-04",
            "XXXX-02-29",
            "XXXX-WXX-2",
            "XXXX-WXX-WE",
            "P1D",
            "P2W",
            "P?W",
            "P1M",
            "P3Y",
            "PT1H",
            "PT?M",
            "XXXX-easter",
            "XXXX-SU",
            "196",
            "2020-Q3",
        ]
    ),
    part=st.sampled_from(list(Part)),
    slice=st.sampled_from(["", "1st P1W", "last P3M", "2nd half", "week", "weekend", "day 2"]),
    hang=st.sampled_from(list(Hang)),
    about=st.booleans(),
)


@given(st.lists(_WORDS, max_size=25).map(" ".join), st.one_of(st.none(), _DATES))
def test_invariants(text: str, day: date | None) -> None:
    publication = Publication(first=day, last=day, basis=PublicationBasis.GIVEN) if day else None
    end = 0
    for m in times(text, publication):
        assert end <= m.span.start < m.span.end <= len(text)
        end = m.span.end
        assert m.when.earliest is None or m.when.latest is None or m.when.earliest <= m.when.latest
        if publication is None and m.when.is_resolved:
            assert any(c.isdigit() for c in text)  # without an anchor only written dates resolve


@given(st.lists(_WORDS, max_size=20).map(" ".join), st.integers(min_value=1, max_value=40))
def test_the_same_words_elsewhere_say_the_same(text: str, offset: int) -> None:
    if not text:
        return
    moved = "x" * (offset - 1) + "\n" + text + "\n"
    there = find_times(moved, Span(start=offset, end=offset + len(text)), publication=PUBLISHED)
    assert [(m.span.shifted(offset), m.when, m.value) for m in times(text)] == [(m.span, m.when, m.value) for m in there]


@given(_EXPRESSIONS)
def test_expressions_are_read_as_they_are_written(expression: TimeExpression) -> None:
    assert TimeExpression.read(str(expression)) == expression


@given(_EXPRESSIONS, _DATES, st.integers(min_value=0, max_value=400))
def test_a_wider_anchor_never_narrows(expression: TimeExpression, day: date, days: int) -> None:
    from overhorizon.domain.times import When

    unresolved = When.unresolved(str(expression))
    narrow = resolve(unresolved, TimeAnchor(kind=AnchorKind.TEXT, first=day, last=day))
    wide = resolve(unresolved, TimeAnchor(kind=AnchorKind.TEXT, first=day - timedelta(days=days), last=day))
    if narrow.earliest and wide.earliest and narrow.latest and wide.latest:
        assert wide.earliest <= narrow.earliest
        assert narrow.latest <= wide.latest


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    times(text)
    timexes(text, DAY)


def test_unreadable_expressions_are_an_error() -> None:
    with pytest.raises(ValueError, match="no time expression"):
        TimeExpression.read("once upon a time")


@pytest.mark.parametrize(
    "unit",
    [
        "April ",
        "two ",
        "two weeks ago ",
        "the ",
        "1",
        "12-",
        "of the ",
        "early ",
        " ",
        "A",
        "between 3 and ",
        "nineteen ",
        "3 May ",
        "the night of ",
    ],
)
def test_hostile_lines_take_linear_time(unit: str) -> None:
    line = (unit * (100_000 // len(unit) + 1))[:100_000]
    began = time.process_time()
    find_times(line, Span(start=0, end=len(line)), publication=PUBLISHED)
    assert time.process_time() - began < 10
