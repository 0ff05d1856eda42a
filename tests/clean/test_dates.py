"""Publication dates, declared and printed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.clean.dates import declared, find_printed
from overhorizon.domain.reports import PublicationBasis

D = PublicationBasis.DECLARED


@pytest.mark.parametrize(
    ("value", "first", "last", "instant"),
    [
        ("2025-04-03", "2025-04-03", "2025-04-03", None),
        ("2025-04", "2025-04-01", "2025-04-30", None),
        ("2024-02", "2024-02-01", "2024-02-29", None),
        ("2025", "2025-01-01", "2025-12-31", None),
        ("2025-04-03T14:05:00Z", "2025-04-03", "2025-04-03", "2025-04-03T14:05:00+00:00"),
        ("2025-04-03T23:30:00-05:00", "2025-04-03", "2025-04-03", "2025-04-03T23:30:00-05:00"),
        ("2025-04-03T14:05:00", "2025-04-03", "2025-04-03", None),  # no zone, no instant
        ("Thu, 03 Apr 2025 14:05:00 GMT", "2025-04-03", "2025-04-03", "2025-04-03T14:05:00+00:00"),
        ("April 3, 2025, 14:05 GMT", "2025-04-03", "2025-04-03", "2025-04-03T14:05:00+00:00"),
        ("3rd of April 2025", "2025-04-03", "2025-04-03", None),
        ("Sept. 4, 2024 at 3:05 p.m. EDT", "2024-09-04", "2024-09-04", "2024-09-04T15:05:00-04:00"),
        ("14:05 UTC+3, 3 April 2025", "2025-04-03", "2025-04-03", "2025-04-03T14:05:00+03:00"),
        ("3 April 2025 10:00 BST", "2025-04-03", "2025-04-03", None),  # British or Bangladeshi
        ("23/04/2025", "2025-04-23", "2025-04-23", None),
        ("04.05.2025", "2025-05-04", "2025-05-04", None),
    ],
)
def test_a_value_is_read_as_what_it_declares(value: str, first: str, last: str, instant: str | None) -> None:
    when = declared(value, D)
    assert when is not None
    assert (when.first, when.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert when.instant == (datetime.fromisoformat(instant) if instant else None)


@pytest.mark.parametrize(
    "value", ["soon", "03/04/2025", "2025-13", "2025-02-30", "0025-01-01", "April 3", "9" * 30, "", "12", "-1"]
)
def test_what_is_no_one_date_is_none(value: str) -> None:
    assert declared(value, D) is None


def test_a_printed_date_points_to_its_words() -> None:
    text = "Published: Thursday, April 3, 2025 at 14:05 GMT | Updated 5 April 2025"
    when = find_printed(text)
    assert when is not None and when.span is not None
    assert when.span.of(text) == "Thursday, April 3, 2025"
    assert when.basis is PublicationBasis.PAGE


@given(st.text(max_size=60))
def test_any_value_is_read_or_refused(value: str) -> None:
    when = declared(value, D)
    assert when is None or when.first <= when.last


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_iso_days_come_back(day: date) -> None:
    when = declared(day.isoformat(), D)
    assert when is not None and when.first == when.last == day
