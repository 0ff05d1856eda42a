"""Forgetting a report with what feeds know of it: the ledger holds states of feeds, and only feeds can read them."""

from collections.abc import Collection
from datetime import datetime

from overhorizon.domain.errors import InvalidInput
from overhorizon.feeds.state import FeedState, dumps, without
from overhorizon.store.ledger import Ledger
from overhorizon.store.outcomes import Forgotten


def forget(ledger: Ledger, report: str, *, at: datetime) -> Forgotten:
    """As `Ledger.forget`, and no state of a feed names it any more. Raises InvalidInput as that does."""
    return ledger.forget(report, at=at, clean=_clean)


def _clean(state: bytes, addresses: Collection[str]) -> bytes:
    """A state that this version cannot read may name anything: it begins anew, which doubles nothing."""
    try:
        return without(state, addresses)
    except InvalidInput:
        return dumps(FeedState())
