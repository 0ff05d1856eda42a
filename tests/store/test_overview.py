"""What overviews and single questions about a past moment rest on."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from evaluation.generate_ledger import arrivals
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.spans import Span
from overhorizon.store.ledger import Ledger


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("overview") / "ledger.db"
    with Ledger.open(str(file)) as ledger:
        for arrival in arrivals(120, seed=3):
            ledger.record(arrival.capture, arrival.analysis, at=arrival.at)
    return file


def test_one_incident_at_a_past_day_is_what_it_is_among_all(generated: Path) -> None:
    with Ledger.open(str(generated)) as ledger:
        days = sorted({row.since for row in ledger.memberships()})
        moments = [Moment(as_of=days[len(days) * part // 4]) for part in (1, 2, 3)]
        for moment in moments:
            everything = ledger.incidents(moment=moment).rows
            assert everything
            for row in everything:
                assert ledger.incident(row.id, moment) == row
        assert not ledger.memberships(Moment(as_of=days[0] - timedelta(days=1)))


def test_memberships_are_the_accounts_of_all_incidents(generated: Path) -> None:
    with Ledger.open(str(generated)) as ledger:
        for moment in (NOW, Moment(as_of=date(2036, 1, 1))):
            rows = ledger.memberships(moment)
            accounts = ledger.accounts([row.account for row in rows])
            by_incident: dict[str, set[str]] = {}
            for row in rows:
                by_incident.setdefault(row.incident, set()).add(accounts[row.account].id)
            assert by_incident == {i.id: {a.id for a in i.accounts} for i in ledger.incidents(moment=moment).rows}


def test_passages_are_the_words_of_spans(generated: Path) -> None:
    with Ledger.open(str(generated)) as ledger:
        analysis = next(iter(ledger.analyses()))
        text = analysis.report.text
        wanted = [
            (analysis.report.id, Span(start=3, end=12)),
            (analysis.report.id, Span(start=0, end=len(text) + 50)),
            ("r-none", Span(start=0, end=1)),
        ]
        assert ledger.passages(wanted) == {wanted[0]: text[3:12], wanted[1]: text}


def test_the_version_changes_with_what_is_recorded(generated: Path, tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "other.db")) as ledger:
        seen = {ledger.version()}
        for arrival in arrivals(3, seed=9):
            ledger.record(arrival.capture, arrival.analysis, at=arrival.at)
            seen.add(ledger.version())
        assert len(seen) == 4
        assert ledger.version() in seen
