"""A ledger in a file, and the workbench on it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from evaluation.generate_ledger import arrivals
from overhorizon.domain.watches import Region, Theatre
from overhorizon.store.ledger import Ledger
from overhorizon.web.app import create_app
from overhorizon.web.options import Token, WebOptions
from tests.store.samples import DAY, bombing, capture, clash

HOME = "http://127.0.0.1:8600"
SECRET = "a-secret-of-the-tests"
NOW = datetime(2042, 1, 1, 12, tzinfo=UTC)
THEATRES = (
    Theatre(name="Lantern coast", countries=("RO",)),
    Theatre(name="Far Hills", regions=(Region(country="ML", admin1="Nowhere"),), actors=("oh:quarry-front",)),
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with 60 generated reports, a bombing that is denied and an undated clash; nobody writes to it."""
    file = tmp_path_factory.mktemp("web") / "ledger.db"
    with Ledger.open(str(file)) as ledger:
        for arrival in arrivals(60, seed=5):
            ledger.record(arrival.capture, arrival.analysis, at=arrival.at)
        ledger.record(capture("one"), bombing(), at=DAY)
        ledger.record(capture("two"), clash(), at=DAY)
    return file


def options(file: Path, **others: object) -> WebOptions:
    given = {"tokens": (Token(name="Ada", secret=SECRET),), "theatres": THEATRES, "now": lambda: NOW, **others}
    return WebOptions(store=str(file), **given)  # type: ignore[arg-type]  # tests vary each field


@pytest.fixture(scope="session")
def client(made: Path) -> Iterator[TestClient]:
    """Someone on this machine who only reads."""
    with TestClient(create_app(options(made)), base_url=HOME) as opened:
        yield opened


@pytest.fixture
def writing(made: Path, tmp_path: Path) -> Iterator[TestClient]:
    """Ada, with her token, on a ledger of her own."""
    file = tmp_path / "ledger.db"
    shutil.copy(made, file)
    minutes = count()
    app = create_app(options(file, now=lambda: NOW + timedelta(minutes=next(minutes))))
    with TestClient(app, base_url=HOME, headers={"Authorization": f"Bearer {SECRET}"}) as opened:
        yield opened
