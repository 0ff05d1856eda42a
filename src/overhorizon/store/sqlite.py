"""All that is SQLite's own. A ledger on another database is another module with these functions, and nothing else changes:
where it is, how a connection is set up, the full-text index, what its errors mean, backup, and removing the last traces of a row.
"""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import CTE, URL, Connection, Engine, Float, Integer, column, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool, StaticPool

from overhorizon.domain.errors import InvalidInput, OverhorizonError, RetryLater, StopRun

APPLICATION_ID = 0x4F564852  # "OVHR": in the file's header, so that `file` and we know a ledger from other databases
_WAIT_MS = 30_000  # for another writer; recording a report takes milliseconds
_WRITES = "overhorizon_writes"

_NO_LEDGER = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def file_of(url: str) -> Path | None:
    """The file that a URL or a plain path names; None is a ledger in memory. Raises InvalidInput when it names none."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        path = url
    elif scheme != "sqlite":
        raise InvalidInput(f"a ledger on {scheme or 'nothing'} is not supported: use sqlite:///FILE")
    elif not rest:
        path = ":memory:"
    elif not rest.startswith("/"):
        raise InvalidInput(f"{url} names a host, and SQLite has none: use sqlite:///FILE (four slashes for an absolute path)")
    else:
        path = rest[1:]
    if path == ":memory:":
        return None
    if not path or "\0" in path:
        raise InvalidInput("the ledger's address names no file: use sqlite:///FILE")
    return Path(path).expanduser()


def connect(file: Path | None) -> Engine:
    """An engine whose connections hold the ledger's promises. Nothing is opened yet."""
    engine = create_engine(
        URL.create("sqlite", database=str(file) if file else None),
        poolclass=QueuePool if file else StaticPool,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that write: they take the lock at once, and so never fail half way for want of it."""
    return engine.execution_options(**{_WRITES: True})


def _set_up(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we begin transactions ourselves; the driver's own rules leave reads outside
    for pragma in (
        f"busy_timeout = {_WAIT_MS}",
        "foreign_keys = ON",
        "synchronous = NORMAL",  # docs/decisions/0003
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _outside_transactions(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's own connection, for what SQLite does in no transaction."""
    pooled = engine.raw_connection()
    try:
        connection = pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        yield connection
    finally:
        pooled.close()


def use_log(engine: Engine) -> None:
    """Let readers read while a writer writes. The file remembers it: needed once, and never on a database that is not ours."""
    with _outside_transactions(engine) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def is_ours(connection: Connection) -> bool:
    """Whether this database is a ledger. False for a new one, too."""
    return bool(connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID)


def is_empty(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def mark(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def create_text_index(connection: Connection) -> None:
    """The full-text index of version 1: word forms share a stem, accents do not count; the words stay in `texts`."""
    for statement in (
        "CREATE VIRTUAL TABLE words USING fts5("
        "text, content='texts', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
        "CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN INSERT INTO words(rowid, text) VALUES (new.id, new.text); END",
        "CREATE TRIGGER texts_removed AFTER DELETE ON texts BEGIN "
        "INSERT INTO words(words, rowid, text) VALUES ('delete', old.id, old.text); END",
    ):
        connection.exec_driver_sql(statement)


def full_text_query(phrases: Sequence[tuple[str, bool]]) -> str:
    """All phrases, each of them words, and whether the last one is a beginning. In quotation marks nothing is syntax."""
    return " ".join(f'"{words.replace(chr(34), " ")}"{"*" if beginning else ""}' for words, beginning in phrases)


def matching(query: str) -> CTE:
    """The texts that a full-text query finds: ``text`` (its number) and ``rank`` (lower fits better)."""
    found = text("SELECT rowid AS text, bm25(words) AS rank FROM words WHERE words MATCH :query").bindparams(query=query)
    # Worked out before anything is joined to it: bm25 is not to be had in the inside of a join.
    return found.columns(column("text", Integer), column("rank", Float)).cte("found").prefix_with("MATERIALIZED")


def highlighted(connection: Connection, query: str, text_id: int, mark: str) -> str:
    """One text that the query finds, with ``mark`` before and after what was sought."""
    found = text("SELECT highlight(words, 0, :mark, :mark) FROM words WHERE words MATCH :query AND rowid = :text")
    return str(connection.execute(found, {"query": query, "text": text_id, "mark": mark}).scalar_one())


def merge_text_index(connection: Connection) -> None:
    """Rewrite the full-text index: until then it keeps the words of removed texts beside the note that they are removed."""
    connection.exec_driver_sql("INSERT INTO words(words) VALUES ('optimize')")


def scrub(engine: Engine) -> None:
    """Leave no trace of removed rows in the file or its log. Raises RetryLater while someone else reads.

    ``secure_delete`` overwrites what is removed, but rows that moved within a page leave copies: only a rebuilt file has none.
    """
    with _outside_transactions(engine) as connection:
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise RetryLater("forgotten, but another program is reading the ledger: forget it again later to wipe the last traces")


class Versions:
    """Which state of the database this is, in constant time: it differs after every commit of any program. Safe from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._pooled: PoolProxiedConnection | None = None
        self._started = secrets.token_hex(4)  # SQLite counts anew for every connection

    def now(self) -> str:
        with self._lock:
            if self._pooled is None:
                self._pooled = self._engine.raw_connection()  # one that never writes: it sees the commits of all others
            connection = self._pooled.driver_connection
            assert isinstance(connection, sqlite3.Connection)
            seen = connection.execute("PRAGMA data_version").fetchone()[0]
            return f"{self._started}-{seen}-{connection.total_changes}"  # in memory there is but one, and its own changes count

    def close(self) -> None:
        with self._lock:
            if self._pooled is not None:
                self._pooled.close()
                self._pooled = None


def settle(engine: Engine) -> None:
    """Bring what was committed to the disk itself, so that it outlives a loss of power."""
    with _outside_transactions(engine) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def copy(engine: Engine, target: Path) -> None:
    """Copy the database as it is at one moment, while others read and write, into an empty file."""
    with _outside_transactions(engine) as source:
        copied = sqlite3.connect(target)
        try:
            source.backup(copied)
        finally:
            copied.close()


@contextmanager
def errors_told(where: str, *, opening: bool = False) -> Iterator[None]:
    """Turn the database's errors into ours, named by what the caller does about them."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _told(where, error, opening=opening) from error


def _told(where: str, error: DBAPIError | sqlite3.Error, *, opening: bool) -> OverhorizonError:
    original: Any = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF  # without the extended part
    if code in _BUSY:
        return RetryLater(f"{where} is in use by another program: try again when it has finished")
    if code in _NO_LEDGER:
        return (InvalidInput if opening else StopRun)(f"{where} is no ledger, or is damaged ({original})")
    if code in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE):
        raise error  # ours to mend, not the user's
    if opening:
        return InvalidInput(f"cannot open a ledger at {where}: {original}; it needs a folder that can be written")
    return StopRun(f"{where} cannot be used any longer: {original}")
