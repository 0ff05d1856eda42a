"""Who may read and who may write, and what every answer carries."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from overhorizon.domain.errors import InvalidInput
from overhorizon.web.app import create_app
from overhorizon.web.options import Token, WebOptions, tokens_in
from overhorizon.web.security import HEADERS
from tests.web.conftest import HOME, SECRET, options

NOTE = {"subject": "e-", "text": "seen"}


def signed_in(client: TestClient) -> str:
    """Signs a browser in; the CSRF token of its session."""
    answer = client.post("/session", data={"token": SECRET, "next": "/x"}, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/x"
    sessions = client.app.state.sessions  # type: ignore[attr-defined]  # the application under the client
    who = sessions.of(client.cookies["overhorizon"])
    return str(who.csrf)


def test_every_answer_keeps_report_text_from_doing_anything(client: TestClient) -> None:
    for path in ("/api/v1/status", "/api/v1/nowhere", "/nowhere", "/openapi.json", "/api/v1/exports/incidents"):
        answer = client.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, path
        assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8600", "127.0.0.1.evil.example", "", "[", "::1"])
def test_another_name_for_this_machine_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/status", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:9", "[::1]:8600", "LOCALHOST"])
def test_its_own_names_are_not(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/status", headers={"Host": host}).status_code == 200


def test_writing_needs_a_token(client: TestClient) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {SECRET}"}, {"Cookie": "overhorizon=x"}):
        answer = client.post("/api/v1/notes", json=NOTE, headers=headers)
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"


def test_a_browser_signs_in_with_a_cookie_that_no_script_and_no_other_site_has(made: Path) -> None:
    with TestClient(create_app(options(made)), base_url=HOME) as client:
        answer = client.post("/session", data={"token": SECRET}, follow_redirects=False)
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie and SECRET not in cookie
        assert client.post("/session", data={"token": "wrong"}, follow_redirects=False).status_code == 403


def test_a_session_writes_with_its_csrf_token_only(made: Path) -> None:
    with TestClient(create_app(options(made)), base_url=HOME) as client:
        csrf = signed_in(client)
        for headers in (
            {},
            {"X-CSRF-Token": "wrong"},
            {"X-CSRF-Token": csrf, "Origin": "http://evil.example"},
            {"X-CSRF-Token": csrf, "Sec-Fetch-Site": "cross-site"},
        ):
            assert client.post("/api/v1/notes", json=NOTE, headers=headers).status_code == 403
        allowed = client.post("/api/v1/notes", json=NOTE, headers={"X-CSRF-Token": csrf, "Origin": HOME})
        assert allowed.status_code == 404  # past the guard: there is no such incident to note on
        client.post("/session/end")
        assert client.post("/api/v1/notes", json=NOTE, headers={"X-CSRF-Token": csrf}).status_code == 401


def test_another_site_cannot_sign_in(client: TestClient) -> None:
    answer = client.post("/session", data={"token": SECRET}, headers={"Origin": "http://evil.example"}, follow_redirects=False)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""]
)
def test_signing_in_leads_nowhere_else(made: Path, target: str) -> None:
    with TestClient(create_app(options(made)), base_url=HOME) as client:
        answer = client.post("/session", data={"token": SECRET, "next": target}, follow_redirects=False)
        assert answer.status_code == 303 and answer.headers["location"] == "/"


def test_beyond_this_machine_reading_needs_a_token_too(made: Path) -> None:
    with pytest.raises(InvalidInput, match="--token-file"):
        WebOptions(store=str(made), host="0.0.0.0")
    with TestClient(create_app(options(made, host="0.0.0.0")), base_url="http://ledger.example:8600") as client:
        assert client.get("/api/v1/status").status_code == 401
        assert client.get("/openapi.json").status_code == 401
        assert client.get("/api/v1/status", headers={"Authorization": f"Bearer {SECRET}"}).status_code == 200
        signed_in(client)
        assert client.get("/api/v1/status").status_code == 200


def test_names_given_for_the_server_are_the_only_ones(made: Path) -> None:
    app = create_app(options(made, host="0.0.0.0", hosts=("ledger.example",)))
    with TestClient(app, base_url="http://ledger.example", headers={"Authorization": f"Bearer {SECRET}"}) as client:
        assert client.get("/api/v1/status").status_code == 200
        assert client.get("/api/v1/status", headers={"Host": "evil.example"}).status_code == 421


def test_a_body_says_how_long_it_is_and_is_not_long(client: TestClient) -> None:
    assert client.post("/api/v1/notes", content=iter([b"{}"])).status_code == 411
    assert client.post("/api/v1/notes", content=b" " * 1_000_001).status_code == 413


def test_token_files() -> None:
    assert tokens_in("# who\n\nada: 0123456789abcdef\nben :  fedcba9876543210\n") == (
        Token(name="ada", secret="0123456789abcdef"),
        Token(name="ben", secret="fedcba9876543210"),
    )
    for text, said in (
        ("", "names nobody"),
        ("ada 0123456789abcdef", "line 1"),
        ("\nada: short", "line 2"),
        ("ada: 0123456789abcdef\nada: 0123456789abcdef", "twice"),
    ):
        with pytest.raises(InvalidInput, match=said):
            tokens_in(text)
    assert "0123456789abcdef" not in repr(tokens_in("ada: 0123456789abcdef"))
