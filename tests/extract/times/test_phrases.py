"""Phrases of the grammar, seen from a report of Wednesday, 26 April 2023: bounds, precision and the rule of the first time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.reports import Publication, PublicationBasis
from overhorizon.domain.spans import Span
from overhorizon.extract.when import TimeKind, TimeMention, find_times

DAY = date(2023, 4, 26)
PUBLISHED = Publication(first=DAY, last=DAY, basis=PublicationBasis.GIVEN)


def times(text: str, publication: Publication | None = PUBLISHED) -> tuple[TimeMention, ...]:
    return find_times(text, Span(start=0, end=len(text)), publication=publication)


def written(mention: TimeMention) -> str:
    """ "2023-04-25 day", "..2019-01-01 unknown", "? P3D" where it stays open."""
    when = mention.when
    if not when.is_resolved:
        return f"? {when.expression}"
    first, last = when.start.earliest, when.end.latest
    bounds = str(first) if first == last else f"{first or ''}..{last or ''}"
    return f"{bounds} {when.precision.name.lower()}"


PHRASES = (
    ("at 10:35 a.m. on Friday", "2023-04-21 day", "clock time"),
    ("at 10:35 a.m. local time (0735 GMT) on Friday", "2023-04-21 day, 2023-04-21 day, 2023-04-21 day", "clock time"),
    ("on Friday at about 6 a.m.", "2023-04-21 day, 2023-04-21 day", "weekday"),
    ("at 6 a.m.", "? P0DT06:00 later", "clock time"),
    ("at nine o'clock this morning", "2023-04-26 day", "clock time"),
    ("at 4 in the morning on Saturday", "2023-04-22 day", "clock time"),
    ("at 7:30 p.m. on 3 March 2022", "2022-03-03 day", "clock time"),
    ("at noon on Monday", "2023-04-24 day", "clock time"),
    ("at 1530 GMT on Monday", "2023-04-24 day", "clock time"),
    ("at 9 a.m. on Monday, April 24", "2023-04-24 day", "clock time"),
    ("midnight on Tuesday", "2023-04-25 day", "clock time"),
    ("at 8 o'clock yesterday", "2023-04-25 day", "clock time"),
    ("in April's clashes", "2023-04-01..2023-04-26 month", "month"),
    ("in the March offensive", "2023-03-01..2023-03-31 month", "month"),
    ("the May attacks", "? XXXX-05", "month"),
    ("March for Life", "", ""),
    ("on Tuesday of last week", "2023-04-18 day", "weekday of a week"),
    ("on Friday last week", "2023-04-21 day", "weekday of a week"),
    ("on Monday this week", "2023-04-24 day", "weekday of a week"),
    ("on Tuesday of last week, at night", "2023-04-18 day", "weekday of a week"),
    ("in the first week of March 2021", "2021-03-01..2021-03-10 week", "piece of a time"),
    ("in the second week of March 2021", "2021-03-05..2021-03-17 week", "piece of a time"),
    ("in the last week of February 2020", "2020-02-20..2020-02-29 week", "piece of a time"),
    ("in the last three months of 1944", "1944-10-01..1944-12-31 year", "piece of a time"),
    ("in the first nine months of 2022", "2022-01-01..2022-09-30 year", "piece of a time"),
    ("in the first few days of May 2021", "2021-05-01..2021-05-10 month", "piece of a time"),
    ("in the week of March 6", "2023-03-06..2023-03-12 week", "week of"),
    ("over the weekend of 4 March 2023", "2023-03-04..2023-03-05 days", "week of"),
    ("in the first half of October 2022", "2022-10-01..2022-10-16 month", "piece of a time"),
    ("in the second half of October 2022", "2022-10-17..2022-10-31 month", "piece of a time"),
    ("in the latter half of the 1990s", "1995-01-01..1999-12-31 unknown", "piece of a time"),
    ("on the last day of June 2021", "2021-06-30 day", "piece of a time"),
    ("on the first day of 2020", "2020-01-01 day", "piece of a time"),
    ("in the last week of this month", "2023-04-21..2023-04-26 week", "piece of a time"),
    ("the rest of the year", "2023-01-01..2023-04-26 year", "unit"),
    ("the same period of 2020", "2020-01-01..2020-12-31 year", "year of comparison"),
    ("on Easter Sunday 2019", "2019-04-21 day", "holiday"),
    ("on Good Friday", "2023-04-07 day", "holiday"),
    ("the Good Friday Agreement", "", ""),
    ("during Ramadan last year", "2022-04-02..2022-05-03 year", "holiday of year"),
    ("Ramadan Shallah spoke", "", ""),
    ("on Eid al-Fitr 2021", "2021-05-12..2021-05-14 days", "holiday"),
    ("on Eid al-Adha", "? XXXX-eid-al-adha", "holiday"),
    ("during Ashura 2019", "2019-09-09..2019-09-11 days", "holiday"),
    ("last Thanksgiving", "2022-11-24 day", "holiday"),
    ("on Memorial Day 2022", "2022-05-30 day", "holiday"),
    ("on Labor Day 2020", "2020-09-07 day", "holiday"),
    ("on the Fourth of July 2021", "2021-07-04 day", "day"),
    ("in spring", "2023-03-01..2023-04-26 year", "season"),
    ("by winter", "..2023-03-20 year", "by season"),
    ("in the summer of last year", "2022-06-01..2022-09-22 year", "season"),
    ("last winter", "2022-12-01..2023-03-20 year", "season"),
    ("in early spring 2022", "2022-03-01..2022-04-06 year", "season"),
    ("on 24/08/21", "2021-08-24 day", "numeric date"),
    ("on 03/04/21", "", ""),
    ("overnight on Monday", "2023-04-24 day", "weekday"),
    ("on Wednesday night into Thursday", "2023-04-19..2023-04-20 days", "range"),
    ("from Monday to Friday", "2023-04-17..2023-04-21 days", "range"),
    ("from Friday to Monday", "2023-04-21..2023-04-24 days", "range"),
    ("will run from Saturday to Wednesday", "2023-04-29..2023-05-03 days", "range (after publication)"),
    ("between Sunday and Tuesday", "2023-04-23..2023-04-25 days", "range"),
    ("every Friday", "? XXXX-WXX-5", "set"),
    ("each July", "? XXXX-07", "set"),
    ("every two weeks", "? P2W", "set"),
    ("twice a week", "? P1W", "set"),
    ("three times a month", "? P1M", "set"),
    ("on Sundays", "? XXXX-WXX-7", "set"),
    ("per day", "? P1D", "set"),
    ("a week-long siege", "? P1W", "duration"),
    ("a decades-long war", "? P?E", "duration"),
    ("half a century", "? P50Y", "duration"),
    ("a quarter-century", "? P25Y", "duration"),
    ("a year and a half", "? P1.5Y", "duration"),
    ("a day or two", "? P?D", "duration"),
    ("for several years", "? P?Y", "duration"),
    ("over several years", "? P?Y about", "duration"),
    ("long ago", "? PAST_REF", "reference"),
    ("the other day", "? PAST_REF", "reference"),
    ("a year and a half ago", "2021-04-27..2022-04-26 year", "so long ago"),
    ("more than two years ago", "2020-04-27..2022-04-25 unknown", "so long ago"),
    ("about two weeks ago", "2023-04-06..2023-04-18 week", "so long ago"),
    ("the March 23 Movement", "", ""),
    ("the 17 November group", "", ""),
    ("the Daily News", "", ""),
    ("the Sunday Times", "", ""),
    ("Black Monday", "", ""),
    ("Flight 1990", "", ""),
    ("a fine of 2000 rupees", "", ""),
    ("on Monday, a day after the attack", "2023-04-24 day, 2023-04-23 day", "weekday"),
    ("two days before Monday", "? P2D earlier, ..2023-04-23 unknown", "so long from an event"),
    ("on 3 May 2022, two weeks before the vote", "2022-05-03 day, 2022-05-14..2022-05-20 week", "day"),
    ("on Thursday, the second anniversary of the raid", "2023-04-20 day, 2021-04-18..2021-04-22 days", "weekday"),
    ("the tenth anniversary of the raid", "? P10Y later", "so long from an event, its anniversary"),
    ("silent since 12 May 2019, when gunmen came", "2019-05-12 day", "day"),
    ("since Sunday's strike", "2023-04-23 day", "weekday"),
    ("since 12 May 2019", "2019-05-12..2023-04-26 day", "since day"),
    ("until Friday", "..2023-04-28 day", "until weekday"),
    ("by Friday", "..2023-04-21 day", "by weekday"),
    ("before 3 March 2022", "..2022-03-02 unknown", "before day"),
    ("after 3 March 2022", "2022-03-03.. unknown", "after day"),
    ("killed tomorrow", "2023-04-27 day", "day (after publication)"),
    ("will be held on Friday", "2023-04-28 day", "weekday (after publication)"),
    ("is expected to be released on Sunday", "2023-04-30 day", "weekday (after publication)"),
    ("the 12th anniversary of the 3 May 2010 coup", "? P12Y later, 2010-05-03 day", "so long from an event, its anniversary"),
    ("year-end 2020", "2020-09-01..2020-12-31 year", "year end"),
    ("at the end of 2024", "2024-09-01..2024-12-31 year", "year (after publication)"),
    ("the month of October 2021", "2021-10-01..2021-10-31 month", "month"),
    ("in the year 2010", "2010-01-01..2010-12-31 year", "year"),
    ("on 30 February 2021", "? 2021-02-30", "day"),
    ("the 1920s", "1920-01-01..1929-12-31 unknown", "decade"),
    ("the early 19th century", "1801-01-01..1834-04-30 unknown", "century"),
    ("in 1998 and 1999", "1998-01-01..1998-12-31 year, 1999-01-01..1999-12-31 year", "year"),
    ("from March to May 2022", "2022-03-01..2022-05-31 year", "range"),
    ("between 24 and 28 August 2021", "2021-08-24..2021-08-28 days", "range"),
)


@pytest.mark.parametrize(("text", "expected", "rule"), PHRASES)
def test_reads(text: str, expected: str, rule: str) -> None:
    found = times(text)
    assert ", ".join(written(m) for m in found) == expected
    assert (found[0].rule if found else "") == rule


@pytest.mark.parametrize("text", [text for text, _, _ in PHRASES])
def test_without_an_anchor_only_written_years_stand_on_the_calendar(text: str) -> None:
    for mention in times(text, None):
        if mention.when.is_resolved:
            assert any(c.isdigit() for c in text), "only a date that the text writes in full"


@pytest.mark.parametrize("text", [text for text, _, _ in PHRASES])
def test_spans_quote_the_text(text: str) -> None:
    for mention in times(text):
        words = mention.span.of(text)
        assert words == words.strip()
        assert words in text


@pytest.mark.parametrize("text", ["every Friday", "twice a week", "each July", "on Sundays", "per day", "every two weeks"])
def test_what_recurs_is_on_no_day(text: str) -> None:
    (mention,) = times(text)
    assert mention.kind is TimeKind.SET
    assert not mention.when.is_resolved


def test_two_days_later_hangs_on_the_times_told_before() -> None:
    earlier = times("They came on 3 May 2019.")
    text = "Two days later they left."
    (mention,) = find_times(text, Span(start=0, end=len(text)), publication=PUBLISHED, earlier=())
    assert not mention.when.is_resolved
    (mention,) = find_times(text, Span(start=0, end=len(text)), publication=PUBLISHED, earlier=earlier)
    assert mention.when.earliest == mention.when.latest == date(2019, 5, 5)


_WORDS = st.sampled_from(
    """at on the of a in since until by before after following first second last week weekend half quarter anniversary
    Monday Friday March May Easter Ramadan spring winter 6 10:35 a.m. p.m. GMT o'clock noon morning night overnight into to
    every each twice per day days months year later earlier ago and or two three raid vote when 's , . ( ) 2021 2019 1998-99
    03/04/21 24/08/21 Movement Times long fiscal same period local time""".split()
)
_DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2035, 12, 31))


@given(st.lists(_WORDS, max_size=25).map(" ".join), st.one_of(st.none(), _DAYS))
def test_any_words_keep_the_invariants(text: str, day: date | None) -> None:
    publication = Publication(first=day, last=day, basis=PublicationBasis.GIVEN) if day else None
    if not text:
        return
    found = times(text, publication)
    assert found == times(text, publication)
    end = 0
    for m in found:
        assert end <= m.span.start < m.span.end <= len(text)
        end = m.span.end
        assert m.rule
        assert m.when.earliest is None or m.when.latest is None or m.when.earliest <= m.when.latest
        if publication is None and m.when.is_resolved:
            assert any(c.isdigit() for c in text)
