"""What a user writes, as values: dates, countries, words of a list; options that commands share."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from overhorizon.cli import parse, progress
from overhorizon.cli.options import Which, takes_groups
from overhorizon.domain.claims import Polarity
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.incidents import IncidentType


@given(st.dates())
@example(date.max)
def test_every_day_month_and_year_is_understood(day: date) -> None:
    assert parse.days(day.isoformat(), "--since") == (day, day)
    first, last = parse.days(f"{day:%Y}".zfill(4) + f"-{day.month}", "--since")
    assert first.day == 1
    assert first <= day <= last
    assert (last.month, last.year) == (day.month, day.year)
    assert last == date.max or date.fromordinal(last.toordinal() + 1).day == 1
    assert parse.days(f"{day.year:04}", "--since") == (date(day.year, 1, 1), date(day.year, 12, 31))


@given(st.text())
def test_any_other_text_is_a_mistake_of_the_user(text: str) -> None:
    for read in (lambda: parse.days(text, "--since"), lambda: parse.publication(text)):
        try:
            read()
        except InvalidInput as error:
            assert "--" in str(error)


def test_a_time_without_an_offset_is_utc() -> None:
    published = parse.publication("2026-03-14T09:30")
    assert published is not None
    assert published.instant is not None
    assert published.instant.isoformat() == "2026-03-14T09:30:00+00:00"


@pytest.mark.parametrize("text", ["ML", "ml", "MLI", "Mali", " mali "])
def test_a_country_has_several_names(text: str) -> None:
    assert parse.country(text) == "ML"


def test_a_choice_may_be_written_with_hyphens_or_in_part() -> None:
    assert parse.choice("air-or-drone-strike", IncidentType, "--type") is IncidentType.AIR_STRIKE
    assert parse.choice("drone", IncidentType, "--type") is IncidentType.AIR_STRIKE
    assert parse.choice("SAYS_UNKNOWN", Polarity, "--polarity") is Polarity.SAYS_UNKNOWN
    assert parse.choice(None, Polarity, "--polarity") is None
    with pytest.raises(InvalidInput, match="is none of"):
        parse.choice("", Polarity, "--polarity")


def test_a_command_gets_its_groups_as_values() -> None:
    got: list[Which] = []

    def command(*, which: Which) -> None:
        got.append(which)

    takes_groups(command)(country="ML", actor=None, type=None, since=None, until="2026")
    assert got == [Which(country="ML", until="2026")]
    assert got[0].filter().until == date(2026, 12, 31)


def test_watching_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow() -> Iterator[int]:
        yield from range(3)

    assert list(progress.watched(slow(), "Reading")) == [0, 1, 2]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    assert list(progress.watched(slow(), "Reading")) == [0, 1, 2]
