"""The databases that keep the ledger's contract. Another joins by one line here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from overhorizon.store.ledger import Ledger

URLS: dict[str, Callable[[Path], str]] = {
    "file": lambda folder: f"sqlite:///{folder / 'ledger.db'}",
    "memory": lambda _: "sqlite://",
}


@pytest.fixture(params=sorted(URLS))
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger on each database."""
    with Ledger.open(URLS[request.param](tmp_path)) as opened:
        yield opened
