"""Watches of the ledger: made with a token, tried on what there is, paused, changed and taken away; asked by the monitor."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from overhorizon.domain.watches import Watch
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.watches import Given, in_force
from overhorizon.store.ledger import Ledger
from overhorizon.web.app import create_app
from tests.web.conftest import HOME, SECRET, THEATRES, options
from tests.web.test_api_reading import get
from tests.web.test_api_writing import post

COAST: dict[str, Any] = {"name": "Coast", "theatres": ["Lantern coast"], "killed_at_least": 3, "severity": "urgent"}


def names(client: TestClient) -> list[str]:
    return [row["name"] for row in get(client, "/watches")["rows"]]


def test_a_watch_is_made_changed_paused_and_taken_away(writing: TestClient) -> None:
    made = post(writing, "/watches", **COAST)
    assert (made["author"], made["paused"], made["wrong"]) == ("Ada", False, None)
    assert made["asked"] == {"theatres": ["Lantern coast"], "killed_at_least": 3, "severity": "urgent"}
    assert names(writing) == ["Coast"]
    changed = writing.put("/api/v1/watches/Coast", json={"triggers": ["toll revised"], "paused": True}).json()
    assert changed["paused"] and changed["wrong"] == "paused" and changed["asked"]["triggers"] == ["toll revised"]
    assert writing.delete("/api/v1/watches/Coast").status_code == 204
    assert names(writing) == []
    assert writing.delete("/api/v1/watches/Coast").status_code == 404


def test_what_is_wrong_with_a_watch_is_said(writing: TestClient, client: TestClient) -> None:
    post(writing, "/watches", **COAST)
    assert "choose another name" in post(writing, "/watches", status=422, **COAST)["detail"]
    wrong = {"name": "Two", "theatres": ["Lantern cost"], "triggers": ["new incidents"]}
    detail = post(writing, "/watches", status=422, **wrong)["detail"]
    assert "did you mean 'Lantern coast'" in detail and "new incident" in detail
    assert post(client, "/watches", status=401, **COAST)
    assert client.put("/api/v1/watches/Coast", json={}).status_code == 401
    assert client.delete("/api/v1/watches/Coast").status_code == 401


def test_a_trial_says_what_it_would_have_told(made: Path, client: TestClient) -> None:
    asking = client.app.state.asking  # type: ignore[attr-defined]
    last = max(s.since for summary in asking.overview().summaries for s in summary.accounts if s.is_dated)
    then = datetime.combine(last, time(12), tzinfo=UTC)
    with TestClient(create_app(options(made, now=lambda: then)), base_url=HOME) as opened:
        opened.headers["Authorization"] = f"Bearer {SECRET}"
        everything = post(opened, "/watches-tried", status=200)
        nobody = post(opened, "/watches-tried", status=200, killed_at_least=1_000_000)
    assert everything["alerts"] > nobody["alerts"] == 0
    assert everything["unasked"] == ["spread", "rate left its baseline", "silence"]
    first = (then - timedelta(days=30)).date().isoformat()
    assert everything["since"] == first and all(alert["time"] >= first for alert in everything["newest"])


def test_the_monitor_asks_those_of_the_ledger_beside_those_of_the_file(gazetteer: Gazetteer, writing: TestClient) -> None:
    post(writing, "/watches", **COAST)
    post(writing, "/watches", name="Both", triggers=["silence"])
    ledger: Ledger = writing.app.state.asking.ledger  # type: ignore[attr-defined]
    given = Given(theatres=THEATRES, watches=(Watch(name="Both"),))
    assert [watch.name for watch in in_force(ledger, given, gazetteer)] == ["Both", "Coast"]
    assert in_force(ledger, given, gazetteer)[1].theatres == THEATRES[:1]
    assert [watch.name for watch in in_force(ledger, Given(), gazetteer)] == [
        "Both"
    ]  # a theatre that is there no more asks nothing
    assert ledger.watch_history("Coast")[0].at >= datetime(2042, 1, 1, tzinfo=UTC)
