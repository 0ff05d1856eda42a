"""What the ledger did with what it was given."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    NEW = "new"
    REVISED_TEXT = "revised text"
    REVISED_METADATA = "revised metadata"
    REANALYSED = "analysed anew"
    UNCHANGED = "unchanged"
    FORGOTTEN = "forgotten"  # someone asked that it be forgotten: nothing was kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What ``forget`` removed. More than one report only where the same bytes had become several."""

    reports: tuple[str, ...]
    captures: int
