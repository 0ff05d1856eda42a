"""The real thing, from the command to the ledger and back: fictional reports, all formats, bad inputs among them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from overhorizon.cli.app import app
from overhorizon.feeds.options import FetchOptions
from overhorizon.runs import batch
from overhorizon.runs.fetching import opener
from tests.feeds.server import Web

REPORT = """Three killed in bomb attack in Gao

GAO, Mali - A bomb killed three people at a market in Gao on 9 March 2026, the army said. It was unclear who was behind
the attack.

The army blamed the Lantern Front. A spokesman for the group denied that its fighters had been in the town.
"""


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good report, three good records around a broken line, an empty file, and a page in a language that is not read."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "gao.txt").write_text(REPORT, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    spanish = "Tres muertos en un mercado\n\nUna bomba mató a tres personas en un mercado de la ciudad, dijo el ejército. "
    (folder / "es.txt").write_text(spanish + "No está claro quién está detrás del ataque. " * 5, encoding="utf-8")
    records = [json.dumps({"title": f"Bomb kills {n} in Gao", "text": REPORT.replace("three", str(n))}) for n in range(4, 7)]
    (folder / "wire.jsonl").write_text("\n".join([*records[:2], '{"title": "Bomb', records[2]]), encoding="utf-8")
    return folder


def test_a_folder_is_read_shown_kept_and_exported(folder: Path, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'ledger.db'}"
    result = call("read", str(folder), "--store", store, "--json", "--jobs", "1")
    assert result.exit_code == 1
    kinds = [json.loads(line)["kind"] for line in result.stdout.splitlines()]
    assert sorted(kinds) == ["rejection", "rejection", "report", "report", "report", "report", "unread"]
    assert "wire.jsonl" in result.stderr
    assert "line 3" in result.stderr

    again = call("read", str(folder), "--store", store, "--jobs", "1")
    assert again.exit_code == 1
    assert "4 reports read (4 known already)" in again.stdout

    listed = call("rejections", "--store", store, "--json").stdout.splitlines()
    assert sorted(json.loads(line)["kind"] for line in listed) == ["rejection", "rejection", "unread"]
    for format in ("jsonl", "csv", "geojson", "ucdp", "acled"):
        assert call("export", format, "--store", store).exit_code == 0
    assert call("incidents", "--store", store, "--country", "Mali").exit_code == 0
    assert json.loads(call("search", "Lantern", "Front", "--store", store, "--json").stdout.splitlines()[0])["kind"] == "passage"


def test_one_report_is_one_object_with_its_text(folder: Path) -> None:
    result = call("read", str(folder / "gao.txt"), "--no-store", "--json")
    assert result.exit_code == 0
    form = json.loads(result.stdout)
    assert form["report"]["published"] is None
    assert form["report"]["title"]["quote"] == "Three killed in bomb attack in Gao"
    for claim in form["claims"]:
        for start, end in claim["content"]:
            assert form["report"]["text"][start:end] in claim["quote"]


def test_nothing_usable_exits_with_2(folder: Path, tmp_path: Path) -> None:
    for name in ("empty.txt", "es.txt", "missing.txt"):
        result = call("read", str(folder / name), "--store", f"sqlite:///{tmp_path / 'l.db'}")
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1
        assert result.stdout == ""


def test_evaluate_ecbplus_clusters_the_events_of_checked_sentences(tmp_path: Path) -> None:
    def document(name: str, text: str, word: str, *, selected: bool = True) -> dict[str, object]:
        start = text.index(word)
        sentence = {"sentence": 0, "start": 0, "end": len(text), "source_url": False}
        event = {"id": f"{name}-1", "spans": [[start, start + len(word)]], "sentence": 0, "selected": selected}
        return {"doc": name, "text": text, "sentences": [sentence], "events": [event]}

    lines = [
        document("one", "A fire destroyed the cannery of Port Ellery on Monday.", "fire"),
        document("two", "The cannery of Port Ellery is gone; the fire of Monday spared nothing.", "fire"),
        document("three", "The club fired its coach.", "fired", selected=False),
    ]
    file, found = tmp_path / "events.jsonl", tmp_path / "found.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    assert call("evaluate", "ecbplus", str(file), "--predictions", str(found)).exit_code == 0
    first, second, third = (json.loads(line) for line in found.read_text().splitlines())
    assert first["events"][0]["cluster"] == second["events"][0]["cluster"]
    assert (third["doc"], third["events"]) == ("three", [])
    file.write_text('{"doc": "one"}\n')
    refused = call("evaluate", "ecbplus", str(file), "--predictions", str(found))
    assert refused.exit_code == 2
    assert "every line needs" in refused.stderr


def test_evaluate_answers_every_document_and_never_opens_gold(tmp_path: Path) -> None:
    documents = [{"id": "gao-01", "text": REPORT}, {"id": "gao-02", "text": ""}]
    (tmp_path / "documents.jsonl").write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    (tmp_path / "gold.jsonl").mkdir()  # to open it would fail
    file = tmp_path / "answers.jsonl"
    result = call("evaluate", "stories", str(tmp_path), "--answers", str(file))
    assert result.exit_code == 0, result.stderr
    answers = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["gao-01", "gao-02"]
    assert call("evaluate", "stories", str(tmp_path / "nowhere"), "--answers", str(file)).exit_code == 2


def test_the_demo_shows_incidents_and_one_in_full() -> None:
    result = call("demo")
    assert result.exit_code == 0
    assert "in full:" in result.stdout
    assert "Reading took" in result.stdout


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_address_is_read_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Web() as web:
        paragraphs = "".join(f"<p>{line}</p>" for line in REPORT.splitlines()[2:] if line)
        page = f"<html><body><article><h1>{REPORT.splitlines()[0]}</h1>{paragraphs}</article></body></html>"
        address = web.put("127.0.0.1", "/gao", page, Content_Type="text/html")
        options = FetchOptions(per_host_interval=timedelta(0), allow_private=(f"127.0.0.1:{web.port}",))
        monkeypatch.setattr(batch, "opener", lambda: opener(options))
        result = call("read", address + "?utm_source=mail", address + "/missing", "--store", store)
    assert result.exit_code == 1
    assert f"{address}/missing: answers 404 (not found)" in result.stderr
    assert address in call("export", "jsonl", "--store", store).stdout


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_address_inside_is_refused_in_one_line() -> None:
    result = call("read", "http://127.0.0.1:8080/", "--no-store")
    assert result.exit_code == 2
    assert "http://127.0.0.1:8080/: 127.0.0.1 is on a private network" in " ".join(result.stderr.split())
