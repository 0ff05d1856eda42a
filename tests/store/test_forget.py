"""Forgetting leaves no word, and stays."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.errors import InvalidInput, RetryLater
from overhorizon.domain.incidents import IncidentType, Role
from overhorizon.domain.parties import Party
from overhorizon.domain.reports import Rejection, Unread
from overhorizon.store import tables as t
from overhorizon.store.codec import inflate
from overhorizon.store.ledger import Ledger
from overhorizon.store.outcomes import Forgotten, Outcome
from tests.store import samples
from tests.store.dump import dump
from tests.store.samples import DAY, later

SECRET = "Xanthippolyte"


def _secret(address: str | None = "https://lantern.example/secret") -> Analysis:
    text = f"{SECRET} speaks\n\n{SECRET} said that the bridge was mined.\n"
    report = samples.report(text, address=address, outlet=f"{SECRET} Times")
    span = samples.span(text, SECRET)
    party = Party(words=SECRET, actor=replace(samples.FRONT, name=SECRET, aliases=(SECRET,)))
    incident = samples.incident(
        f"i-{SECRET}",
        span,
        IncidentType.BOMBING,
        when=None,
        country="RO",
        roles=(samples.role(span, Role.TARGET, party),),
    )
    return Analysis(report=report, run=samples.run(report), incidents=(incident,))


def test_everything_of_a_forgotten_report_goes(ledger: Ledger) -> None:
    other = samples.clash()
    ledger.record(samples.capture("other"), other, at=DAY)
    before = dump(ledger)
    analysis = _secret()
    ledger.record_rejection(Rejection(capture=samples.capture("a"), stage="clean", reason=SECRET), at=DAY)
    ledger.record(samples.capture("a"), analysis, at=DAY)
    ledger.record(samples.capture("b"), samples.bare(replace(analysis.report, outlet="Other")), at=DAY)
    gone = ledger.forget(analysis.report.id[:9], at=later(1))
    assert gone == Forgotten(reports=(analysis.report.id,), captures=2)
    after = dump(ledger)
    assert after.pop("forgotten_reports") == [(analysis.report.id, later(1))]
    assert len(after.pop("forgotten_captures")) == 2
    assert after == {name: rows for name, rows in before.items() if not name.startswith("forgotten")}
    assert ledger.search(SECRET) == ()
    assert ledger.counts().forgotten == 1
    with pytest.raises(InvalidInput, match="was forgotten on 2030-05-02"):
        ledger.analysis(analysis.report.id)


def test_a_forgotten_report_stays_forgotten(ledger: Ledger) -> None:
    analysis = _secret()
    ledger.record(samples.capture("a"), analysis, at=DAY)
    ledger.forget(analysis.report.id, at=DAY)
    before = dump(ledger)
    for content in ("a", "the same page as another capture"):
        assert ledger.record(samples.capture(content), analysis, at=later(1)) is Outcome.FORGOTTEN
        unread = Unread(report=analysis.report)
        assert ledger.record_unread(samples.capture(content), unread, at=later(1)) is Outcome.FORGOTTEN
    rejection = Rejection(capture=samples.capture("a"), stage="clean", reason="no text")
    assert ledger.record_rejection(rejection, at=later(1)) is Outcome.FORGOTTEN
    assert dump(ledger) == before


def test_a_forgotten_report_comes_back_only_when_asked_for(ledger: Ledger) -> None:
    analysis = _secret()
    ledger.record(samples.capture("a"), analysis, at=DAY)
    ledger.forget(analysis.report.id, at=DAY)
    assert ledger.record(samples.capture("a"), analysis, at=later(1), unforget=True) is Outcome.NEW
    assert ledger.analysis(analysis.report.id) == analysis
    assert ledger.counts().forgotten == 0
    assert ledger.record(samples.capture("b"), analysis, at=later(1)) is Outcome.UNCHANGED


def test_bytes_that_became_two_reports_go_together(ledger: Ledger) -> None:
    one, two = _secret(address=None), _secret(address="https://lantern.example/canonical")
    for analysis in (one, two):
        ledger.record(samples.capture("a"), analysis, at=DAY)
    gone = ledger.forget(one.report.id, at=DAY)
    assert gone.reports == tuple(sorted((one.report.id, two.report.id)))
    assert ledger.counts().reports == 0


def test_an_unread_report_can_be_forgotten(ledger: Ledger) -> None:
    report = _secret().report
    ledger.record_unread(samples.capture("a"), Unread(report=report), at=DAY)
    ledger.forget(report.id, at=DAY)
    assert ledger.unread() == ()


def test_only_a_known_report_can_be_forgotten(ledger: Ledger) -> None:
    with pytest.raises(InvalidInput, match="no report"):
        ledger.forget("r-abc", at=DAY)


def test_every_table_goes_with_the_report_or_the_capture() -> None:
    """A new table that would keep words of a forgotten report fails here."""
    roots = {
        "reports",
        "captures",
        "forgotten_reports",
        "alerts",
        "feed_states",
        "ratings",
        "surveys",
        "watches",
    }  # alerts go by hand, the others hold no words
    for table in t.metadata.sorted_tables:
        owners = [key for key in table.foreign_keys if key.ondelete == "CASCADE"]
        assert table.name in roots or owners, table.name


def _everything_in(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.iterdir()):
        yield file.read_bytes()


def test_no_byte_of_a_forgotten_report_stays_in_the_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    analysis, capture = _secret(), samples.capture(f"{SECRET} as it came")
    with Ledger.open(url) as ledger:
        for number in range(60):  # neighbours, so that pages split and rows move
            report = samples.report(f"Report {number}. " * 40, address=f"https://lantern.example/{number}")
            ledger.record(samples.capture(str(number)), samples.bare(report), at=DAY)
            if number == 30:
                ledger.record(capture, analysis, at=DAY)
        with ledger._engine.begin() as connection:
            bodies = [*connection.execute(t.analyses.select()).all(), *connection.execute(t.captures.select()).all()]
        packed = [row[-1][4:20] for row in bodies if SECRET.encode() in inflate(row[-1])]
        assert len(packed) == 2
        assert any(SECRET.encode() in content for content in _everything_in(tmp_path))
        ledger.forget(analysis.report.id, at=DAY)
        for content in _everything_in(tmp_path):
            assert SECRET.encode().lower() not in content.lower()
            assert not any(part in content for part in packed)
        assert ledger.counts().reports == 60
        assert len(ledger.search("report", limit=100)) == 60


def test_a_reader_in_the_way_is_told_and_can_be_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ledger.db"
    monkeypatch.setattr("overhorizon.store.sqlite._WAIT_MS", 50)
    analysis = _secret()
    with Ledger.open(str(file)) as ledger:
        ledger.record(samples.capture("a"), analysis, at=DAY)
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reports").fetchone()
        with pytest.raises(RetryLater, match="forget it again"):
            ledger.forget(analysis.report.id, at=DAY)
        reader.close()
        assert ledger.forget(analysis.report.id, at=DAY) == Forgotten(reports=(), captures=0)
        assert not any(SECRET.encode() in content for content in _everything_in(tmp_path))
