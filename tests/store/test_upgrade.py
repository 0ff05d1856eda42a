"""Ledgers of every earlier version: opened by this one they give the same incidents."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from evaluation.generate_ledger import arrivals
from overhorizon.store import schema, sqlite
from overhorizon.store.ledger import Ledger
from tests.store import samples
from tests.store.dump import dump
from tests.store.samples import DAY
from tests.store.test_across import edited


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("upgrade") / "current.db"
    told = list(arrivals(15, seed=7))
    with Ledger.open(str(file)) as ledger:
        for arrival in (*told, edited(told[2], days=9)):
            ledger.record(arrival.capture, arrival.analysis, at=arrival.at)
        ledger.record(samples.capture(), samples.bombing(), at=DAY)
    return file


def older(file: Path, version: str, content: Path) -> None:
    """A ledger as an older version would have written it: its tables, and of a newer ledger what goes into them."""
    engine = sqlite.connect(file)
    sqlite.use_log(engine)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with sqlite.writing(engine).begin() as connection:
        sqlite.mark(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    engine.dispose()
    with sqlite3.connect(file) as made:
        made.execute("ATTACH ? AS newer", (str(content),))
        query = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%' AND name NOT LIKE 'sqlite_%'"
        for (table,) in made.execute(query).fetchall():
            if table != "alembic_version":
                columns = ", ".join(f'"{row[1]}"' for row in made.execute(f'PRAGMA main.table_info("{table}")'))
                made.execute(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM newer."{table}"')
    made.close()


@pytest.mark.parametrize("version", schema.VERSIONS)
def test_an_older_ledger_gives_the_same_incidents(version: str, current: Path, tmp_path: Path) -> None:
    file = tmp_path / f"{version}.db"
    older(file, version, current)
    with Ledger.open(str(file)) as upgraded, Ledger.open(str(current)) as expected:
        pending = upgraded.pending()
        assert bool(pending) == (version == "v0001")  # before there were accounts
        for run in pending:
            upgraded.integrate(run)
        assert upgraded.incidents() == expected.incidents()
        assert len(upgraded.search("depot")) == 1
        found, wanted = dump(upgraded), dump(expected)
        queues = {"sketches"} if version == "v0002" else set()  # what monitoring keeps of reports that it has seen
        for table in wanted.keys() - queues:
            assert found[table] == wanted[table], table
        assert upgraded.names() == expected.names()
