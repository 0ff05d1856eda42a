"""The demo corpus, read once, as captures and results that any ledger can be filled from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.briefs import Asked
from overhorizon.domain.reports import RawItem, Unread
from overhorizon.feeds.files import read_inputs
from overhorizon.runs.stream import Result, keep, load_tools, read
from overhorizon.store.ledger import Ledger

READ_AT = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 2, 6, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    raw: RawItem
    result: Result


def fill(ledger: Ledger, items: Iterable[Item], at: datetime = READ_AT) -> Ledger:
    for item in items:
        keep(item.raw, item.result, ledger, at=at)
    return ledger


def asked(since: date = date(2025, 11, 15), until: date = date(2026, 1, 20), **more: object) -> Asked:
    return Asked(**{"theatre": None, "since": since, "until": until, "as_of": until, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def items() -> tuple[Item, ...]:
    """Every usable input of the demo corpus."""
    corpus = Path(str(files("overhorizon.demo").joinpath("corpus")))
    tools = load_tools()
    found = [
        i
        for i in read_inputs(sorted(str(f) for f in corpus.iterdir()), received=READ_AT, published=None)
        if isinstance(i, RawItem)
    ]
    return tuple(Item(raw=raw, result=read(raw, tools)) for raw in found)


@pytest.fixture(scope="session")
def analyses(items: tuple[Item, ...]) -> dict[str, Analysis]:
    return {i.result.report.id: i.result for i in items if isinstance(i.result, Analysis)}


@pytest.fixture(scope="session")
def unread(items: tuple[Item, ...]) -> tuple[Unread, ...]:
    return tuple(i.result for i in items if isinstance(i.result, Unread))


@pytest.fixture(scope="session")
def ledger(items: tuple[Item, ...]) -> Ledger:
    """A ledger of the whole corpus, for questions only."""
    return fill(Ledger.open("sqlite://"), items)
