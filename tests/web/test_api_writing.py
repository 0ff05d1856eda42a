"""What persons say through the API: signed, counted, shown in the history, undone."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.test_api_reading import get


def post(client: TestClient, path: str, status: int = 201, **body: object) -> Any:
    answer = client.post(f"/api/v1{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def two_incidents(client: TestClient) -> tuple[str, str]:
    first, second = get(client, "/incidents", limit=2)["rows"]
    return first["id"], second["id"]


def most_told(client: TestClient) -> Any:
    row = max(get(client, "/incidents", limit=200)["rows"], key=lambda r: len(r["reports"]))
    return get(client, f"/incidents/{row['id']}")


def killed(incident: Any) -> Any:
    return next(a for a in incident["assessments"] if a["property"] == "toll" and a["harm"] == "killed")


def test_two_incidents_are_one_until_it_is_undone(writing: TestClient) -> None:
    first, second = two_incidents(writing)
    before = get(writing, "/incidents")["total"]
    tag = writing.get("/api/v1/incidents").headers["etag"]
    (said,) = post(writing, "/judgements", verdict="same", first=first, second=second, reason="one bridge")["ids"]
    assert get(writing, "/incidents")["total"] == before - 1
    assert writing.get("/api/v1/incidents", headers={"If-None-Match": tag}).status_code == 200
    assert get(writing, f"/incidents/{first}")["id"] == get(writing, f"/incidents/{second}")["id"]
    (act,) = get(writing, f"/incidents/{first}/history")["rows"]
    assert (act["id"], act["author"], act["reason"], act["undone"]) == (said, "Ada", "one bridge", None)
    post(writing, f"/history/{said}/undo", reason="two bridges")
    assert get(writing, "/incidents")["total"] == before
    (act,) = get(writing, "/history")["rows"]
    assert act["undone"]["reason"] == "two bridges" and act["undone"]["author"] == "Ada"
    assert "was undone" in post(writing, f"/history/{said}/undo", status=404, reason="again")["detail"]


def test_an_account_goes_apart(writing: TestClient) -> None:
    incident = most_told(writing)
    accounts = [a["incident"]["id"] for a in incident["accounts"]]
    post(writing, "/splits", incident=incident["id"], accounts=[accounts[-1]], reason="the second blast")
    assert len(get(writing, f"/incidents/{incident['id']}")["accounts"]) == len(accounts) - 1
    assert get(writing, f"/incidents/{accounts[-1]}")["id"] != incident["id"]
    post(writing, "/splits", status=422, incident=incident["id"], accounts=accounts[:-1], reason="nothing left")
    post(writing, "/splits", status=422, incident=incident["id"], accounts=["i-unknown"], reason="who")


def test_a_corrected_toll_counts_until_it_is_undone(writing: TestClient) -> None:
    incident = most_told(writing)
    account = incident["accounts"][0]["incident"]
    start, end = account["tolls"][0]["span"]
    reading: dict[str, Any] = {"account": account["id"], "about": "toll", "harm": "killed", "start": start, "end": end}
    before = [h["words"] for h in killed(incident)["holdings"]]
    (said,) = post(writing, "/corrections", **reading, ruling="corrected", value="at least 4,321", reason="misread")["ids"]
    after = get(writing, f"/incidents/{incident['id']}")
    assert "at least 4,321" in [h["words"] for h in killed(after)["holdings"]]
    assert after["accounts"][0]["incident"]["tolls"][0]["rule"] == "corrected by Ada"
    report = get(writing, f"/reports/{incident['accounts'][0]['report']['id']}")
    assert report["corrections"][0]["value"] == "at least 4,321"
    assert report["incidents"][0]["tolls"][0]["rule"] == "generated"  # the reading itself stays on record
    post(writing, f"/history/{said}/undo", reason="no, it was right")
    assert [h["words"] for h in killed(get(writing, f"/incidents/{incident['id']}"))["holdings"]] == before


def test_a_rejected_reading_is_held_by_nobody(writing: TestClient) -> None:
    incident = most_told(writing)
    for account in incident["accounts"]:
        start, end = account["incident"]["tolls"][0]["span"]
        ident = account["incident"]["id"]
        post(
            writing,
            "/corrections",
            account=ident,
            about="toll",
            harm="killed",
            start=start,
            end=end,
            ruling="rejected",
            reason="no toll",
        )
    after = get(writing, f"/incidents/{incident['id']}")
    assert not [a for a in after["assessments"] if a["property"] == "toll"]


@pytest.mark.parametrize(
    ("about", "value", "shown"),
    [("date", "2035-05", "2035-05"), ("manner", "kidnapping", "kidnapping"), ("place", "Baidoa, Somalia", "Baidoa")],
)
def test_each_property_can_be_corrected(writing: TestClient, about: str, value: str, shown: str) -> None:
    incident = most_told(writing)
    account = incident["accounts"][0]["incident"]
    group = {"date": "whens", "manner": "types", "place": "places"}[about]
    start, end = account[group][0]["span"]
    post(
        writing,
        "/corrections",
        account=account["id"],
        about=about,
        start=start,
        end=end,
        ruling="corrected",
        value=value,
        reason="so",
    )
    after = get(writing, f"/incidents/{incident['id']}")
    held = [h["words"] for a in after["assessments"] if a["property"] == about for h in a["holdings"]]
    assert any(shown in words for words in held), held


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "many"}, "no number of people"),
        ({"value": None}, "give what the report says"),
        ({"harm": None}, "tolls have one"),
        ({"harm": "eaten"}, "none of"),
        ({"about": "date"}, "tolls have one"),
        ({"start": 0, "end": 1}, "no reading"),
        ({"start": 5, "end": 5}, "end after they start"),
        ({"reason": "  "}, "reason"),
        ({"author": "Eve"}, "Extra inputs"),
    ],
)
def test_what_cannot_be_corrected_is_said(writing: TestClient, change: dict[str, object], said: str) -> None:
    account = most_told(writing)["accounts"][0]["incident"]
    start, end = account["tolls"][0]["span"]
    body: dict[str, object] = {"account": account["id"], "about": "toll", "harm": "killed", "start": start, "end": end}
    body |= {"ruling": "corrected", "value": "84", "reason": "so", **change}
    assert said in post(writing, "/corrections", status=422, **body)["detail"]


def test_notes_on_incidents_reports_and_claims(writing: TestClient) -> None:
    claim = get(writing, "/claims", limit=1)["rows"][0]
    report, ident = claim["report"]["id"], claim["claim"]["id"]
    first, _ = two_incidents(writing)
    post(writing, "/notes", subject=first, text="ask the hospital", in_briefs=True)
    post(writing, "/notes", subject=report, text="paywalled")
    post(writing, "/notes", subject=ident, report=report, text="he was not there")
    post(writing, "/notes", status=404, subject=ident, text="of which report?")
    rows = get(writing, "/history")["rows"]
    assert sorted((r["on"], r["text"], r["in_briefs"]) for r in rows) == [
        ("claim", "he was not there", False),
        ("incident", "ask the hospital", True),
        ("report", "paywalled", False),
    ]


def test_the_latest_rating_of_an_outlet_counts(writing: TestClient) -> None:
    post(writing, "/ratings", outlet="The Orsova Lantern", reliability="D", reason="invents")
    (second,) = post(writing, "/ratings", outlet="The Orsova Lantern", reliability="B", reason="mended")["ids"]
    assert [r["reliability"] for r in get(writing, "/ratings")["rows"]] == ["B"]
    post(writing, f"/history/{second}/undo", reason="no")
    assert [r["reliability"] for r in get(writing, "/ratings")["rows"]] == ["D"]


def test_one_account_is_not_two(writing: TestClient) -> None:
    first, _ = two_incidents(writing)
    assert (
        "one account" in post(writing, "/judgements", status=422, verdict="same", first=first, second=first, reason="x")["detail"]
    )
    post(writing, "/judgements", status=404, verdict="same", first=first, second="e-unknown", reason="x")
    post(writing, "/judgements", status=422, verdict="unsure", first=first, second=first, reason="x")
