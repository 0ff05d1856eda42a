"""Where a ledger may be, how it is made, and what is told when it cannot be."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from overhorizon.domain.errors import InvalidInput, RetryLater, StopRun
from overhorizon.store import schema
from overhorizon.store import tables as t
from overhorizon.store.ledger import Ledger
from tests.store import samples
from tests.store.dump import dump
from tests.store.samples import DAY


def _record_one(ledger: Ledger) -> None:
    ledger.record(samples.capture(), samples.bombing(), at=DAY)


@pytest.mark.parametrize("form", ["sqlite:///{}", "{}"])
@pytest.mark.parametrize("name", ["ledger.db", "a b%20?c#d.db", "レジャー.db"])
def test_a_file_is_named_by_url_or_path(tmp_path: Path, form: str, name: str) -> None:
    file = tmp_path / name
    with Ledger.open(form.format(file)) as ledger:
        _record_one(ledger)
    assert file.is_file()
    with Ledger.open(form.format(file), create=False) as ledger:
        assert ledger.counts().reports == 1


def test_a_relative_url_is_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Ledger.open("sqlite:///here.db").close()
    assert (tmp_path / "here.db").is_file()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", ":memory:"])
def test_a_ledger_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.chdir(tmp_path)
    with Ledger.open(url) as ledger:
        _record_one(ledger)
        assert ledger.counts().reports == 1
    assert list(tmp_path.iterdir()) == []


def test_a_closed_ledger_is_one_file(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "ledger.db")) as ledger:
        _record_one(ledger)
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.db"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://host/ledger", "not supported"),
        ("http://example.org/ledger.db", "not supported"),
        ("://x", "not supported"),
        ("sqlite://ledger.db", "names a host"),
        ("sqlite:///", "names no file"),
        ("", "names no file"),
        ("a\0b", "names no file"),
        ("sqlite:////no/such/folder/ledger.db", "does not exist"),
    ],
)
def test_an_address_that_names_no_ledger_is_told_in_one_line(url: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as caught:
        Ledger.open(url)
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is a folder"):
        Ledger.open(str(tmp_path))


def test_asking_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no ledger"):
        Ledger.open(str(tmp_path / "ledger.db"), create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that even root cannot write")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    with pytest.raises(InvalidInput, match=r"cannot be written|can be written"):
        Ledger.open("sqlite:////proc/ledger.db")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(InvalidInput, match="cannot be written"):
            Ledger.open(str(tmp_path / "ledger.db"))
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to look at" * 30, b"SQLite format 3\0" + b"\xff" * 2000]
)
def test_another_file_is_no_ledger_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match="is no ledger"):
        Ledger.open(str(file))
    assert file.read_bytes() == content


def test_another_database_is_no_ledger_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES ('v0001')")
    other.close()
    before = file.read_bytes()
    with pytest.raises(InvalidInput, match="no ledger of Overhorizon"):
        Ledger.open(str(file))
    assert file.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    Ledger.open(str(file)).close()
    with sqlite3.connect(file) as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'v9999'")
    newer.close()
    with pytest.raises(InvalidInput, match="newer Overhorizon"):
        Ledger.open(str(file))


def test_a_ledger_held_by_another_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overhorizon.store.sqlite._WAIT_MS", 50)
    file = tmp_path / "ledger.db"
    with Ledger.open(str(file)) as ledger:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RetryLater, match="in use by another program"):
            _record_one(ledger)
        other.execute("ROLLBACK")
        other.close()
        _record_one(ledger)


def test_two_ledger_objects_see_what_the_other_wrote(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "ledger.db")) as one, Ledger.open(str(tmp_path / "ledger.db")) as other:
        _record_one(one)
        assert other.counts().reports == 1


def test_the_migrations_make_the_tables(ledger: Ledger) -> None:
    with ledger._engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _is_no_text_index})
        assert compare_metadata(context, t.metadata) == []


def _is_no_text_index(_: object, name: str | None, kind: str, *__: object) -> bool:
    return kind != "table" or name is None or not name.startswith("words")


def test_the_versions_are_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    script = ScriptDirectory.from_config(config)
    assert tuple(r.revision for r in reversed(list(script.walk_revisions()))) == schema.VERSIONS


def test_a_backup_is_a_ledger_with_the_same_content(ledger: Ledger, tmp_path: Path) -> None:
    _record_one(ledger)
    target = tmp_path / "copy.db"
    ledger.backup(target)
    with Ledger.open(str(target), create=False) as copy:
        assert dump(copy) == dump(ledger)
        assert len(copy.search("depot")) == 1
    assert not target.with_name("copy.db.part").exists()


def test_a_backup_overwrites_nothing(ledger: Ledger, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("kept")
    with pytest.raises(InvalidInput, match="overwrites nothing"):
        ledger.backup(target)
    assert target.read_text() == "kept"
    with pytest.raises(InvalidInput, match="cannot write"):
        ledger.backup(tmp_path / "no" / "folder")


def test_a_ledger_can_be_opened_by_many_at_once(tmp_path: Path) -> None:
    def record(number: int) -> None:
        with Ledger.open(str(tmp_path / "ledger.db")) as ledger:
            report = samples.report(address=f"https://lantern.example/{number}")
            ledger.record(samples.capture(str(number)), samples.bare(report), at=DAY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(record, range(16)))
    with Ledger.open(str(tmp_path / "ledger.db")) as ledger:
        assert ledger.counts().reports == 16


def test_a_full_disk_stops_the_run_and_keeps_what_was_there(ledger: Ledger) -> None:
    _record_one(ledger)
    before = dump(ledger)
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no page more than there are
    large = samples.report("".join(map(chr, range(33, 50_000))), address="https://lantern.example/large")
    with pytest.raises(StopRun, match="full"):
        ledger.record(samples.capture("large"), samples.bare(large), at=DAY)
    assert dump(ledger) == before
