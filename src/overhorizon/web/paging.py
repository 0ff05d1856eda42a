"""Pages of long lists by cursors: each names the row that it follows, so that rows which come or go shift nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Generic, TypeVar

from fastapi import Depends, Query

from overhorizon.domain.errors import InvalidInput
from overhorizon.store.filters import After

T = TypeVar("T")

DEFAULT: Final = 50
MOST: Final = 200

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page is asked for: at most ``limit`` rows after the one that ``after`` names (None: from the first on)."""

    limit: int
    after: Key | None = None

    def place(self) -> After | None:
        """The cursor of a list of reports or claims. Raises InvalidInput for one of another list."""
        if self.after is None:
            return None
        try:
            report, first, last, position = self.after
            days = [date.fromisoformat(str(day)) if day else None for day in (first, last)]
            return After(report=str(report), first=days[0], last=days[1], position=int(position))
        except ValueError:
            raise _WRONG from None

    def offset(self) -> int:
        """The cursor of a list that is in no lasting order. Raises InvalidInput for one of another list."""
        if self.after is None:
            return 0
        if len(self.after) != 1 or not isinstance(self.after[0], int) or not 0 <= self.after[0] <= 100_000:
            raise _WRONG
        return self.after[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some rows of a list, how many it has, and the cursor of the next page (None: this is the last)."""

    rows: tuple[T, ...]
    total: int
    next: str | None = None
    undated: int = 0


_WRONG = InvalidInput("that is no cursor of this list: start from the first page")


def encode(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str) -> Key:
    """Raises InvalidInput for what this server has not made."""
    try:
        key = json.loads(base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise _WRONG from None
    if not isinstance(key, list) or not key or not all(map(_is_ours, key)):
        raise _WRONG
    return tuple(key)


def _is_ours(part: object) -> bool:
    """Ids and days are ASCII, places and ranks are small."""
    return part.isascii() if isinstance(part, str) else isinstance(part, int) and abs(part) < 1 << 53


def paging(
    limit: Annotated[int, Query(ge=1, le=MOST, description="At most so many rows.")] = DEFAULT,
    cursor: Annotated[str | None, Query(max_length=400, description="`next` of the page before.")] = None,
) -> Paging:
    return Paging(limit=limit, after=decode(cursor) if cursor else None)


def page_of(rows: Sequence[T], key: Callable[[T], Key], asked: Paging) -> Page[T]:
    """A page of a list that lies in memory, in the order of its keys. Raises InvalidInput for a cursor of another list."""
    start = 0
    if asked.after is not None:
        try:
            start = next((n for n, row in enumerate(rows) if key(row) > asked.after), len(rows))
        except TypeError:
            raise _WRONG from None
    return _page(tuple(rows[start : start + asked.limit + 1]), key, asked.limit, len(rows))


def cut(rows: Sequence[T], key: Callable[[T], Key], limit: int, *, total: int, undated: int = 0) -> Page[T]:
    """A page from one row more than it holds, if there is one."""
    return _page(tuple(rows), key, limit, total, undated)


def _page(rows: tuple[T, ...], key: Callable[[T], Key], limit: int, total: int, undated: int = 0) -> Page[T]:
    more = len(rows) > limit
    return Page(rows=rows[:limit], total=total, next=encode(key(rows[limit - 1])) if more else None, undated=undated)


Pages = Annotated[Paging, Depends(paging)]
