"""From an empty database, or an older ledger, to the ledger that this version reads."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from overhorizon.domain.errors import InvalidInput
from overhorizon.store import sqlite, summing

VERSIONS = ("v0001", "v0002", "v0003", "v0004", "v0005", "v0006")  # oldest first; a test compares them with the migrations
HEAD = VERSIONS[-1]


def prepare(connection: Connection, where: str) -> None:
    """Create or upgrade, inside the caller's transaction. Raises InvalidInput for other databases and newer ledgers."""
    if sqlite.is_empty(connection):
        sqlite.mark(connection)
        _upgrade(connection)
        return
    version = version_of(connection, where)
    if version != HEAD:
        _upgrade(connection)
        summing.fill(connection)


def is_current(connection: Connection, where: str) -> bool:
    """Whether nothing is left to prepare. Raises InvalidInput for other databases and newer ledgers."""
    return not sqlite.is_empty(connection) and version_of(connection, where) == HEAD


def version_of(connection: Connection, where: str) -> str:
    if not sqlite.is_ours(connection) or not inspect(connection).has_table("alembic_version"):
        raise InvalidInput(f"{where} is a database, but no ledger of Overhorizon")
    version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if version not in VERSIONS:
        raise InvalidInput(f"{where} was written by a newer Overhorizon (ledger {version}, this one knows {HEAD}): upgrade it")
    return version


def _upgrade(connection: Connection) -> None:
    # Alembic costs a third of a second to load, and a ledger is nearly always current.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
