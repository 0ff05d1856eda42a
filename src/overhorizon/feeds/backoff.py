"""How long to wait before another try: as the site says, or longer after each failure."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random
from typing import Final

SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(hours=6)
LONGEST_ASKED: Final = timedelta(hours=24)  # what a Retry-After may ask for


def pause(failures: int, random: Random) -> timedelta:
    """The wait after so many failures in a row (from 1): doubled each time, at most LONGEST, less up to half of it by chance.

    Chance keeps those who failed together from coming back together (exponential back-off with equal jitter).
    """
    full: timedelta = min(LONGEST, SHORTEST * 2 ** min(failures - 1, 20))
    return full * (0.5 + 0.5 * random.random())


def retry_after(value: str | None, now: datetime) -> datetime | None:
    """The moment that a Retry-After header names (RFC 9110, 10.2.3): seconds or a date; None when it names none."""
    words = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", words):
        return now + min(timedelta(seconds=int(words)), LONGEST_ASKED)
    try:
        when = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return min(max(when, now), now + LONGEST_ASKED)
