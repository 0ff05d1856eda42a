"""What persons say through forms: signed, shown, undone; never without a token."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.pages.test_pages import incident_of

FORMS = ("judge", "split", "correct", "note", "rate", "undo")


def csrf(client: TestClient, address: str) -> str:
    found: list[str] = re.findall(r'name="csrf" value="([^"]+)"', client.get(address).text)
    return found[0]


def said(client: TestClient, form: str, address: str, **fields: str) -> int:
    data = {"csrf": csrf(client, address), "back": address, **fields}
    answer = client.post(f"/act/{form}", data=data, follow_redirects=False)
    if answer.status_code == 303:
        assert answer.headers["location"] == address
    return answer.status_code


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_written_without_a_token(reader: TestClient, form: str) -> None:
    data = {
        "why": "because", "first": "e-a", "second": "e-b", "verdict": "same", "incident": "e-a", "account": "i-a", "about": "date",
        "at": "1-2", "ruling": "accepted", "subject": "e-a", "outlet": "x", "reliability": "A", "what": "j-a",
    }  # fmt: skip
    assert reader.post(f"/act/{form}", data=data).status_code == 401
    assert 'action="/act' not in reader.get("/review").text


def test_a_form_needs_the_token_of_its_page(signed_in: TestClient) -> None:
    address = incident_of(signed_in, "Baidoa")
    data = {"subject": address.rsplit("/", 1)[1], "why": "a look", "csrf": "made up"}
    assert signed_in.post("/act/note", data=data).status_code == 403
    assert (
        signed_in.post(
            "/act/note", data=data | {"csrf": csrf(signed_in, address)}, headers={"origin": "http://elsewhere.example"}
        ).status_code
        == 403
    )


def test_two_incidents_are_merged_and_the_merge_is_undone(signed_in: TestClient) -> None:
    first, second = incident_of(signed_in, "Kunduz"), incident_of(signed_in, "El Obeid")
    names = [address.rsplit("/", 1)[1] for address in (first, second)]
    before = signed_in.get(first).text
    assert said(signed_in, "judge", first, first=names[0], second=names[1], verdict="same", why="one night") == 303
    merged = signed_in.get(first).text
    assert "El Obeid" in merged and "El Obeid" not in before
    assert "one night" in merged and "rosa" in merged
    judgement = re.findall(r'name="what" value="(j-\w+)"', merged)[0]
    assert said(signed_in, "undo", first, what=judgement, why="two towns") == 303
    after = signed_in.get(first).text
    assert "two towns" in after and "Kestrel News Agency</strong>" not in after.split('id="history"')[0]


def test_a_reading_is_corrected_and_shown_as_what_it_is(signed_in: TestClient) -> None:
    address = incident_of(signed_in, "Popay")
    page = signed_in.get(address).text
    hidden = r'<input type="hidden" name="{}" value="{}">'
    fields = (("account", r"(i-\w+)"), ("about", "toll"), ("harm", "killed"), ("at", r"([\d-]+)"))
    form = re.findall("".join(hidden.format(*field) for field in fields), page)
    account, at = form[0]
    assert said(
        signed_in, "correct", address, account=account, about="toll", harm="killed", at=at, ruling="corrected", value="4", why="recount"
    ) == 303  # fmt: skip
    corrected = signed_in.get(address).text
    assert "corrected: 4" in corrected and "recount" in corrected
    assert re.search(r'>killed<span class="rule">.*?<a class="value to-words"[^>]*>4</a>', corrected, re.S)


def test_notes_and_ratings_are_signed(signed_in: TestClient) -> None:
    address = incident_of(signed_in, "Baidoa")
    name = address.rsplit("/", 1)[1]
    assert said(signed_in, "note", address, subject=name, why="ask the hospital <b>") == 303
    assert said(signed_in, "rate", address, outlet="Radio Tamarisk", reliability="B", why="their own reporters") == 303
    page = signed_in.get(address).text
    assert "ask the hospital &lt;b&gt;" in page
    assert "Radio Tamarisk: B" in signed_in.get("/review").text


def test_accounts_are_split_off(signed_in: TestClient) -> None:
    address = incident_of(signed_in, "Baidoa")
    page = signed_in.get(address).text
    accounts = re.findall(r'type="checkbox" name="account" value="(i-\w+)"', page)
    assert said(signed_in, "split", address, incident=address.rsplit("/", 1)[1], account=accounts[-1], why="another deed") == 303
    assert len(re.findall(r'type="checkbox" name="account"', signed_in.get(address).text)) == len(accounts) - 1


def test_a_reason_is_asked_for(signed_in: TestClient) -> None:
    address = incident_of(signed_in, "Baidoa")
    assert said(signed_in, "note", address, subject=address.rsplit("/", 1)[1], why="  ") == 422


@pytest.mark.parametrize(
    "back", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "/a\r\nb: c"]
)
def test_nobody_is_sent_elsewhere(signed_in: TestClient, back: str) -> None:
    address = incident_of(signed_in, "Baidoa")
    data = {"csrf": csrf(signed_in, address), "subject": address.rsplit("/", 1)[1], "why": "a look", "back": back}
    assert signed_in.post("/act/note", data=data, follow_redirects=False).headers["location"] == "/"
