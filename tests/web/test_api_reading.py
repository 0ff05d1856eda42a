"""The ledger as JSON: the same answers as the ledger's own, page by page, at any moment."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.history import Moment
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.briefing import verify
from overhorizon.store.filters import ClaimFilter, IncidentFilter, ReportFilter
from overhorizon.store.ledger import Ledger
from overhorizon.web import paging
from overhorizon.web.paging import Paging, page_of


def get(client: TestClient, path: str, **query: object) -> Any:
    answer = client.get(f"/api/v1{path}", params={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def all_rows(client: TestClient, path: str, **query: object) -> list[Any]:
    """All pages of a list, one after the other."""
    rows: list[Any] = []
    cursor: dict[str, object] = {}
    while True:
        page = get(client, path, limit=7, **query, **cursor)
        rows += page["rows"]
        assert len(page["rows"]) <= 7
        if page["next"] is None:
            assert len(rows) == page["total"]
            return rows
        cursor = {"cursor": page["next"]}


def test_incidents_are_those_of_the_ledger(client: TestClient, made: Path) -> None:
    with Ledger.open(str(made)) as ledger:
        for query, wanted in (
            ({}, IncidentFilter()),
            ({"country": "Romania"}, IncidentFilter(country="RO")),
            ({"actor": "quarry front"}, IncidentFilter(actor="Quarry Front")),
            ({"since": "2033", "until": "2035-06"}, IncidentFilter(since=date(2033, 1, 1), until=date(2035, 6, 30))),
        ):
            assert {row["id"] for row in all_rows(client, "/incidents", **query)} == {r.id for r in ledger.incidents(wanted).rows}


def test_incidents_come_latest_first_and_undated_last(client: TestClient) -> None:
    days = [row["earliest"] for row in all_rows(client, "/incidents")]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days[-1] is None and None not in days[: len(dated)]


def test_an_incident_as_of_a_day_knows_no_later_report(client: TestClient, made: Path) -> None:
    row = max(all_rows(client, "/incidents"), key=lambda r: len(r["reports"]))
    now = get(client, f"/incidents/{row['id']}")
    then = get(client, f"/incidents/{row['id']}", as_of=row["first_known"])
    assert now["reports"] > then["reports"] >= 1
    with Ledger.open(str(made)) as ledger:
        held = ledger.incident(row["id"], Moment(as_of=date.fromisoformat(row["first_known"])))
    assert [a["incident"]["id"] for a in then["accounts"]] == [a.id for a in held.accounts]
    assert then["moment"] == {"as_of": row["first_known"], "known_at": None}


def test_every_value_of_an_incident_has_its_words(client: TestClient) -> None:
    row = max(all_rows(client, "/incidents"), key=lambda r: len(r["reports"]))
    incident = get(client, f"/incidents/{row['id']}")
    toll = next(a for a in incident["assessments"] if a["property"] == "toll" and a["harm"] == "killed")
    assert toll["rule"]
    for holding in toll["holdings"]:
        number = holding["words"].replace(",", "")
        for anchor in holding["anchors"]:
            start, end = anchor["span"]
            assert number in get(client, f"/reports/{anchor['report']}")["report"]["text"][start:end]
    assert incident["codebooks"]["killed"]["ucdp"]["best"] is not None
    assert incident["trail"]["reports"] == incident["reports"]


def test_why_names_a_join_for_each_account_but_the_first(client: TestClient) -> None:
    row = max(all_rows(client, "/incidents"), key=lambda r: len(r["reports"]))
    joins = get(client, f"/incidents/{row['id']}/why")["rows"]
    accounts = [a["incident"]["id"] for a in get(client, f"/incidents/{row['id']}")["accounts"]]
    assert [join["account"] for join in joins] == accounts[1:]
    assert all(join["join"]["features"] for join in joins)


def test_reports_and_claims_page_by_page_are_all_of_them(client: TestClient, made: Path) -> None:
    with Ledger.open(str(made)) as ledger:
        reports = [row.id for row in ledger.reports(ReportFilter()).rows]
        claims = [row.claim.id for row in ledger.claims(ClaimFilter()).rows]
    assert [row["id"] for row in all_rows(client, "/reports")] == reports
    assert [row["claim"]["id"] for row in all_rows(client, "/claims")] == claims
    assert len(all_rows(client, "/claims", polarity="denies")) == 1


def test_a_report_with_its_revisions(client: TestClient) -> None:
    row = all_rows(client, "/reports", outlet="The Orsova Lantern")[0]
    report = get(client, f"/reports/{row['id'][:9]}")
    assert report["report"]["outlet"] == "The Orsova Lantern" and report["corrections"] == []
    assert [r["active"] for r in get(client, f"/reports/{row['id']}/revisions")["rows"]] == [True]


def test_search_finds_the_words_and_marks_them(client: TestClient) -> None:
    hit = get(client, "/search", q='"bread beside"')["rows"][0]
    start, _ = hit["span"]
    marked = [hit["quote"][a - start : b - start] for a, b in hit["marks"]]
    assert "bread" in " ".join(marked)
    first = get(client, "/search", q="people", limit=3)
    second = get(client, "/search", q="people", limit=3, cursor=first["next"])
    ids = [row["report"]["id"] for row in first["rows"] + second["rows"]]
    assert len(set(ids)) == 6


def test_theatres_hold_what_lies_in_them(client: TestClient) -> None:
    assert [t["name"] for t in get(client, "/theatres")["rows"]] == ["Lantern coast", "Far Hills"]
    assert {row["country"] for row in all_rows(client, "/incidents", theatre="lantern coast")} == {"RO"}
    assert client.get("/api/v1/incidents", params={"theatre": "nowhere"}).status_code == 404


def test_places_and_actors_count_incidents(client: TestClient) -> None:
    places = all_rows(client, "/places")
    assert sum(len(place["incidents"]) for place in places) <= len(all_rows(client, "/incidents"))
    assert [len(p["incidents"]) for p in places] == sorted((len(p["incidents"]) for p in places), reverse=True)
    assert all(place["pin"] for place in all_rows(client, "/places", pins=True))
    assert get(client, "/actors")["kind"] == "actors"
    named = get(client, "/actors/1920-revolution-brigades")
    assert named["incidents"] == 0 and named["aliases"] is not None
    assert client.get("/api/v1/actors/nobody").status_code == 404


def test_exports_are_downloads(client: TestClient) -> None:
    answer = client.get("/api/v1/exports/incidents", params={"format": "csv", "country": "RO"})
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents-csv.csv"'
    assert answer.headers["content-type"].startswith("text/csv")
    assert "Orsova" in answer.text
    assert "i-depot" in client.get("/api/v1/exports/incidents", params={"mentions": True}).text
    for format in ("jsonl", "geojson", "ucdp", "acled"):
        assert client.get("/api/v1/exports/incidents", params={"format": format}).status_code == 200
    assert client.get("/api/v1/exports/claims", params={"format": "jsonl"}).text.count("\n") == len(all_rows(client, "/claims"))
    assert client.get("/api/v1/exports/incidents", params={"theatre": "Lantern coast"}).status_code == 422


def test_status_alerts_review_and_history_answer(client: TestClient) -> None:
    status = get(client, "/status")
    assert status["reports"] == 62 and status["theatres"] == ["Lantern coast", "Far Hills"]
    assert get(client, "/alerts")["rows"] == []
    feed = client.get("/api/v1/alerts.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml") and feed.content.startswith(b"<?xml")
    assert get(client, "/review")["judgements"] == []
    assert get(client, "/history")["rows"] == []
    assert get(client, "/ratings")["rows"] == []


def test_a_brief_is_that_of_the_ledger_and_verifies(client: TestClient, made: Path, gazetteer: Gazetteer) -> None:
    query = {"country": "Romania", "since": "2030-04-01", "until": "2042-01-01"}
    assert get(client, "/brief", **query)["incidents"]
    page = client.get("/api/v1/brief", params={**query, "format": "html"})
    assert page.headers["content-disposition"].startswith("attachment")
    with Ledger.open(str(made)) as ledger:
        assert verify(ledger, page.text, gazetteer).is_same
    assert client.get("/api/v1/brief", params={"since": "2041", "until": "2040"}).status_code == 422


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/incidents/e-nothing", 404, "no incident"),
        ("/reports/r-nothing", 404, "no report"),
        ("/incidents?since=tomorrow", 422, "is no date"),
        ("/incidents?as_of=2026-02-30", 422, "calendar"),
        ("/incidents?known_at=0001-01-01T00:00%2B14:00", 422, "calendar"),
        ("/incidents?country=Atlantis", 422, "no country"),
        ("/incidents?cursor=bm9uc2Vuc2U", 422, "cursor"),
        ("/incidents?limit=0", 422, "limit"),
        ("/reports?cursor=WzFd", 422, "cursor"),
        ("/search", 422, "q"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and said in problem["detail"] and "\n" not in problem["detail"]


def test_who_has_an_answer_is_not_sent_it_again(client: TestClient) -> None:
    first = client.get("/api/v1/incidents")
    again = client.get("/api/v1/incidents", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b""
    assert client.get("/api/v1/incidents?limit=2").headers["etag"] != first.headers["etag"]


@given(st.lists(st.tuples(st.booleans(), st.integers(-5, 5), st.text("abc", max_size=2)), unique=True), st.integers(1, 4))
def test_pages_of_a_list_are_the_list(rows: list[tuple[bool, int, str]], limit: int) -> None:
    rows = sorted(rows)
    seen: list[tuple[bool, int, str]] = []
    asked = Paging(limit=limit)
    while True:
        page = page_of(rows, lambda row: row, asked)
        seen += page.rows
        if page.next is None:
            break
        asked = Paging(limit=limit, after=paging.decode(page.next))
    assert seen == rows


def test_a_list_says_the_number_that_the_incident_says(client: TestClient) -> None:
    """The preferred number of the assessment, within the range of it and of what is held against it; now and on a past day."""
    differing = 0
    for moment in ("", "as_of=2036-01-01"):
        rows = client.get(f"/api/v1/incidents?limit=200&{moment}").json()["rows"]
        assert rows
        for row in rows:
            incident = client.get(f"/api/v1/incidents/{row['id']}?{moment}").json()
            tolls = [a for a in incident["assessments"] if a["property"] == "toll" and a["harm"] == "killed"]
            counts = [h["value"] for a in tolls for h in a["holdings"]]
            if not counts:
                assert row["killed"] == {"low": None, "best": None, "high": None}
                continue
            assert row["killed"]["best"] == counts[0]["best"]
            assert row["killed"]["low"] in {c["low"] for c in counts}
            assert row["killed"]["high"] in {c["high"] for c in counts}
            differing += len(counts) > 1
    assert differing  # incidents whose reports do not agree are among them
