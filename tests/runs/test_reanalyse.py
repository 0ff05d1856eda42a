"""Stored reports read anew: what another reader has read, once, and safely stopped at any point."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from overhorizon import pipeline
from overhorizon.clean import clean
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.reports import Capture, Declared, Form, Publication, PublicationBasis, RawItem, Report
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Tagging
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs import reanalyse
from overhorizon.runs.reanalyse import Reread, Rereading
from overhorizon.runs.stream import Tools, keep, read, read_all
from overhorizon.store.filters import ReportFilter
from overhorizon.store.ledger import Ledger
from tests.rule_encoder import RuleEncoder
from tests.runs.command import acknowledged, first_lines, running, the_rest, write_reports

NOW = datetime(2030, 1, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
GIVEN = Publication(first=NOW.date(), last=NOW.date(), basis=PublicationBasis.GIVEN)


class Newer(RuleEncoder):
    """The same rules under another name, so that only the name differs."""

    fingerprint = "rules, newer"


@pytest.fixture
def tools(gazetteer: Gazetteer) -> Tools:
    return Tools(encoder=RuleEncoder(), gazetteer=gazetteer)


@pytest.fixture
def filled(tmp_path: Path, tools: Tools) -> Path:
    """A ledger of reports without addresses, read by rules, dated by the user."""
    write_reports(tmp_path / "reports", 6)
    file = tmp_path / "ledger.db"
    with Ledger.open(str(file)) as ledger:
        items = list(read_all([str(tmp_path / "reports")], tools, now=lambda: NOW, ledger=ledger, published=GIVEN))
    assert len(items) == 7
    return file


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, tools: Tools) -> Callable[[Tools], None]:
    """Says what this installation reads with."""

    def use(chosen: Tools) -> None:
        monkeypatch.setattr(reanalyse, "load_tools", lambda: chosen)

    use(replace(tools, encoder=Newer()))
    return use


def clock(_ticks: Iterator[int] = count()) -> datetime:  # noqa: B008  one for all
    """Later each time."""
    return LATER + timedelta(seconds=next(_ticks))


def reread(file: Path, wanted: ReportFilter | None = None, *, report: str | None = None, store: bool = True) -> list[Reread]:
    with Ledger.open(str(file)) as ledger:
        return list(Rereading(ledger, wanted or ReportFilter(), report=report).run(now=clock, jobs=1, store=store))


def readers(file: Path) -> set[str]:
    with Ledger.open(str(file)) as ledger:
        return {analysis.run.encoder for analysis in ledger.analyses()}


@pytest.mark.usefixtures("today")
def test_all_is_read_once_and_the_words_and_dates_stay(filled: Path) -> None:
    found = reread(filled)
    assert [bool(one.changes) for one in found] == [False] * 6
    for one in found:
        assert one.after is not None
        assert one.after.report == one.before.report
        assert one.after.report.publication == GIVEN
    assert readers(filled) == {"rules, newer"}
    with Ledger.open(str(filled)) as ledger:
        counts = ledger.counts()
    assert (counts.reports, counts.revisions, counts.runs) == (6, 6, 12)
    assert reread(filled) == []


def test_going_back_to_an_older_reader_makes_it_the_active_one(
    filled: Path, today: Callable[[Tools], None], tools: Tools
) -> None:
    assert len(reread(filled)) == 6
    today(tools)
    assert len(reread(filled)) == 6
    assert readers(filled) == {"rules"}
    assert reread(filled) == []


@pytest.mark.usefixtures("today")
def test_a_dry_run_tells_the_same_and_stores_nothing(filled: Path) -> None:
    before = filled.read_bytes()
    told = reread(filled, store=False)
    assert readers(filled) == {"rules"}
    assert filled.read_bytes() == before
    assert told == reread(filled)


def test_what_changes_is_told(filled: Path, today: Callable[[Tools], None], tools: Tools) -> None:
    class Silent(RuleEncoder):
        fingerprint = "silent"

        def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
            return replace(super().encode(text, passages), triggers=())

    today(replace(tools, encoder=Silent()))
    (one, *_) = reread(filled)
    assert [change.is_lost for change in one.changes.incidents] == [True]
    with Ledger.open(str(filled)) as ledger:
        assert ledger.counts().incidents == 0


@pytest.mark.usefixtures("today")
def test_some_can_be_asked_for(filled: Path) -> None:
    with Ledger.open(str(filled)) as ledger:
        wanted = next(ledger.analyses()).report.id
    assert [one.before.report.id for one in reread(filled, report=wanted[:10])] == [wanted]
    assert reread(filled, ReportFilter(outlet="Nobody's Gazette")) == []
    assert len(reread(filled, ReportFilter(outlet="Lantern"))) == 5
    with pytest.raises(InvalidInput, match="no report in this ledger"):
        reread(filled, report="r-aaaa")


@pytest.mark.usefixtures("today")
def test_stopped_anywhere_the_same_call_goes_on(filled: Path) -> None:
    with Ledger.open(str(filled)) as ledger:
        run = Rereading(ledger, ReportFilter()).run(now=lambda: LATER, jobs=1)
        seen = [next(run).before.report.id, next(run).before.report.id]
        run.close()
    rest = [one.before.report.id for one in reread(filled)]
    assert len({*seen, *rest}) == len(seen) + len(rest) == 6


def test_a_fault_costs_one_report_its_new_reading(filled: Path, today: Callable[[Tools], None], tools: Tools) -> None:
    class Faulty(RuleEncoder):
        fingerprint = "faulty"

        def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
            if "report 3" in text:
                raise ZeroDivisionError("no passages")
            return super().encode(text, passages)

    today(replace(tools, encoder=Faulty()))
    found = reread(filled)
    assert [one.fault for one in found if one.fault] == ["our fault, please report it: ZeroDivisionError: no passages"]
    assert readers(filled) == {"rules", "faulty"}
    assert len(reread(filled)) == 1


@pytest.mark.usefixtures("today")
def test_a_report_that_is_forgotten_meanwhile_stays_so(filled: Path) -> None:
    with Ledger.open(str(filled)) as ledger:
        rereading = Rereading(ledger, ReportFilter())
        run = rereading.run(now=lambda: LATER, jobs=1)
        gone = next(run).before.report.id
        left = next(a.report.id for a in ledger.analyses() if a.report.id != gone)
        ledger.forget(left, at=LATER)
        seen = {gone, *(one.before.report.id for one in run)}
        assert left not in seen
        assert ledger.counts().reports == 5


def test_a_page_that_is_cleaned_otherwise_today_keeps_its_words(
    filled: Path, today: Callable[[Tools], None], tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(raw: RawItem) -> Report:
        report = clean(raw)
        assert isinstance(report, Report)
        return replace(report, text=f"{report.text}\nOne more line.")

    monkeypatch.setattr(pipeline, "clean", otherwise)
    for one in reread(filled):
        assert one.after is not None
        assert one.after.report == one.before.report


def test_a_pool_reads_what_one_process_reads(tmp_path: Path, tools: Tools) -> None:
    write_reports(tmp_path / "reports", 4)
    found = []
    for jobs in (1, 2):
        file = tmp_path / f"{jobs}.db"
        with Ledger.open(str(file)) as ledger:
            list(read_all([str(tmp_path / "reports")], tools, now=lambda: NOW, ledger=ledger))
            found.append(list(Rereading(ledger, ReportFilter()).run(now=lambda: LATER, jobs=jobs)))
    assert len(found[0]) == 4
    assert found[0] == found[1]


class Blind(RuleEncoder):
    """Finds nothing, so that every later reading has something to tell."""

    fingerprint = "blind"

    def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
        return replace(super().encode(text, passages), attributions=(), triggers=())


def test_a_kill_leaves_a_sound_ledger_that_the_next_call_completes(tmp_path: Path, tools: Tools) -> None:
    """Each report has its old run or its new one whole, and one of them is active."""
    write_reports(tmp_path / "reports", 40)
    file = tmp_path / "ledger.db"
    with Ledger.open(str(file)) as ledger:
        blind = replace(tools, encoder=Blind())
        assert len(list(read_all([str(tmp_path / "reports")], blind, now=lambda: NOW, ledger=ledger))) == 41
    call = ("reanalyse", "--store", f"sqlite:///{file}", "--jobs", "1")
    with running(*call) as process:
        told = acknowledged(first_lines(process, 12))
        process.kill()
        the_rest(process)
    database = sqlite3.connect(file)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()
    with Ledger.open(str(file)) as ledger:
        done = [a for a in ledger.analyses() if a.run.encoder != "blind"]
        assert {*told} <= {a.report.id for a in done}
        assert all(a.incidents for a in done)
        assert len(done) < 40
        assert ledger.counts().reports == 40
        assert ledger.counts().runs == 40 + len(done)
    with running(*call) as process:
        lines, _ = the_rest(process)
    assert process.returncode == 0
    assert len(acknowledged(lines)) == 40 - len(done)
    assert lines[-1].startswith(f"{40 - len(done)} reports read anew")
    assert readers(file) == {done[0].run.encoder}


def test_what_a_feed_said_of_a_page_is_said_again(tmp_path: Path, tools: Tools, today: Callable[[Tools], None]) -> None:
    """The capture does not hold it, but the stored report does: the same revision, its furniture marked by the code of today."""
    text = b"<html><body><article><p>Gunmen raided a mine near Idlib on Sunday and killed two guards, the company said.</p></article>"
    told = Publication(first=NOW.date(), last=NOW.date(), basis=PublicationBasis.DECLARED)
    along = Declared(address="https://news.example.org/a", outlet="Heron Wire", publication=told)
    raw = RawItem(
        capture=Capture(content=text, form=Form.HTML, origin="https://news.example.org/a", received=NOW), declared=along
    )
    with Ledger.open(str(tmp_path / "ledger.db")) as ledger:
        keep(raw, read(raw, tools), ledger, at=NOW)
        today(Tools(encoder=Newer(), gazetteer=tools.gazetteer))
        (reread,) = Rereading(ledger, ReportFilter()).run(now=lambda: LATER, jobs=1)
    assert reread.after is not None and reread.after.report == reread.before.report
    assert (reread.after.report.outlet, reread.after.report.publication) == ("Heron Wire", told)
