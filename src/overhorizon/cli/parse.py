"""What a user writes on the command line, as values. Each mistake raises InvalidInput with what to write instead."""

from datetime import UTC, date, datetime, time

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.reports import Publication, PublicationBasis
from overhorizon.wording import parse
from overhorizon.wording.parse import choice, days, instant

__all__ = ["beginning", "choice", "country", "days", "instant", "period", "publication"]


def period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first day of --since and the last of --until, each with all days that it names."""
    return parse.period(since, until, ("--since", "--until"))


def publication(text: str | None) -> Publication | None:
    """The date that the user gives: a day, month, year, or an instant in ISO 8601 (UTC where it names no offset)."""
    if text is None:
        return None
    if "T" in text or ":" in text:
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            raise InvalidInput(f"--published: {text!r} is no time; write 2026-03-14T09:30:00+01:00") from None
        instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return Publication(first=instant.date(), last=instant.date(), instant=instant, basis=PublicationBasis.GIVEN)
    first, last = days(text, "--published")
    return Publication(first=first, last=last, basis=PublicationBasis.GIVEN)


def beginning(text: str | None, option: str) -> datetime | None:
    """As `instant`, but a day, month or year means its beginning."""
    if text is None or "T" in text or ":" in text:
        return instant(text, option)
    return datetime.combine(days(text, option)[0], time.min, tzinfo=UTC)


def country(text: str | None) -> str | None:
    """An ISO 3166-1 alpha-2 code, from a code of two or three letters or a name."""
    return parse.country(text, "--country")
