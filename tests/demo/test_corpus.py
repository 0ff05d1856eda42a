"""The demo corpus is complete, invented throughout, and agrees with its gold."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "src" / "overhorizon" / "demo" / "corpus"
GOLD = ROOT / "evaluation" / "demo"
TYPES = {
    "bombing", "armed assault", "armed clash", "air or drone strike", "assassination or targeted killing",
    "kidnapping", "execution", "arrest", "threat", "other",
}  # fmt: skip
CERTAINTIES = {"high", "medium", "low", "unstated", "denied", "unknown"}
REAL_NAMES = (
    "Reuters", "Associated Press", "AFP", "Agence France", "BBC", "CNN", "Al Jazeera", "New York Times", "Washington Post",
    "Guardian", "TASS", "Xinhua", "Anadolu", "Bloomberg", "Deutsche Welle", "Dawn", "Tolo", "Kyiv Independent", "Daily Trust",
    "Radio Dabanga", "Rappler", "El Tiempo", "United Nations", "Red Cross", "Taliban", "Islamic State", "ISIS", "Qaeda",
    "Shabaab", "Boko Haram", "Hezbollah", "Hamas", "FARC", "Houthi", "Wagner", "Rapid Support Forces",
    "Abu Sayyaf", "Pentagon", "Kremlin",
)  # fmt: skip

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


WIRE = rows(CORPUS / "wire.jsonl")
DOCUMENTS = {row["id"]: row for row in rows(GOLD / "documents.jsonl")}
READINGS = rows(GOLD / "gold.jsonl")
PAGES = rows(GOLD / "pages.jsonl")
STORIES: dict[str, Row] = json.loads((GOLD / "stories.json").read_text(encoding="utf-8"))["stories"]


def quotes(reading: Row) -> list[str]:
    tolls = [mention.get(name) for mention in reading["incidents"] for name in ("killed", "injured", "abducted")]
    found = [toll["quote"] for toll in tolls if toll]
    found += [claim["quote"] for claim in reading["claims"]]
    found += [passage for pair in reading["repeats"] for passage in pair]
    return [*found, *reading["unknown"]]


def test_the_corpus_has_its_counts() -> None:
    kinds = Counter(path.suffix for path in CORPUS.iterdir())
    assert kinds == {".jsonl": 1, ".txt": 9, ".html": 6}
    assert len(WIRE) == 17
    assert len({record["url"] for record in WIRE}) == len(WIRE)
    assert sum(record["published"] is None for record in WIRE) == 1
    assert sum("T" in (record["published"] or "") for record in WIRE) == 1


def test_the_gold_has_its_counts() -> None:
    assert len(READINGS) == len(DOCUMENTS) == 26
    assert sum(len(reading["incidents"]) for reading in READINGS) == 37
    assert sum(len(reading["claims"]) for reading in READINGS) == 146
    assert sum(not reading["incidents"] for reading in READINGS) == 3


def test_every_report_is_short() -> None:
    for document in DOCUMENTS.values():
        assert 120 <= len(document["text"].split()) <= 350, document["id"]


def test_documents_are_what_the_corpus_holds() -> None:
    by_url = {record["url"]: record for record in WIRE}
    for document in DOCUMENTS.values():
        if document["file"] == "wire.jsonl":
            fields = ("url", "publisher", "published", "title", "text")
            assert {name: by_url[document["url"]][name] for name in fields} == {name: document[name] for name in fields}
        else:
            assert (CORPUS / document["file"]).read_text(encoding="utf-8") == document["text"]
    covered = {document["file"] for document in DOCUMENTS.values()} | {page["file"] for page in PAGES}
    assert covered == {path.name for path in CORPUS.iterdir()}


@pytest.mark.parametrize("reading", READINGS, ids=[reading["id"] for reading in READINGS])
def test_gold_quotes_its_document(reading: Row) -> None:
    text = DOCUMENTS[reading["id"]]["text"]
    assert [quote for quote in quotes(reading) if quote not in text] == []
    lines = {line.strip() for line in text.splitlines()}
    assert [line for line in reading["furniture"] if line not in lines] == []
    assert [claim["cue"] for claim in reading["claims"] if claim["cue"] not in text] == []
    assert {claim["certainty"] for claim in reading["claims"]} <= CERTAINTIES
    claimed = [claim["quote"] for claim in reading["claims"]]
    assert len(set(claimed)) == len(claimed)
    for mention in reading["incidents"]:
        assert {mention["type"], *mention.get("type_accepted", [])} <= TYPES
        assert (mention["lat"] is None) == (mention["lon"] is None)
        expected = {None: None, 4: "year", 7: "month", 10: "day"}[len(mention["date"]) if mention["date"] else None]
        assert mention["date_precision"] == expected


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_story_agrees_with_its_readings(name: str) -> None:
    story = STORIES[name]
    readings = [reading for reading in READINGS if reading["story"] == name]
    assert story["documents"] == [reading["id"] for reading in readings]
    known = {incident["incident"]: incident for incident in story["incidents"]}
    for reading in readings:
        for mention in reading["incidents"]:
            incident = known[mention["incident"]]
            assert reading["id"] in incident[f"{mention['role']}_in"]
            assert mention["country"] == incident["country"]
            assert mention["date"] is None or mention["date"] == incident["date"]
        assert set(reading["origins"]) == {o["origin"] for o in story["origins"] if reading["id"] in o["documents"]}
        if reading["near_duplicate_of"]:
            assert [reading["near_duplicate_of"], reading["id"]] in story["near_duplicates"]
    for contradiction in story["contradictions"]:
        assert contradiction["incident"] in known
        assert len(contradiction["values"]) >= 2
        for value in contradiction["values"]:
            for evidence in value["evidence"]:
                assert evidence["quote"] in DOCUMENTS[evidence["id"]]["text"]
    for revision in story["revisions"]:
        assert revision["incident"] in known
        assert [step["date"] for step in revision["sequence"]] == sorted(step["date"] for step in revision["sequence"])


def test_pages_name_what_they_hold_and_hide() -> None:
    assert {path.name for path in CORPUS.glob("*.html")} == {page["file"] for page in PAGES}
    assert Counter(page["outcome"] for page in PAGES) == {"report": 4, "unread": 1, "rejection": 1}
    known = {incident["incident"] for story in STORIES.values() for incident in story["incidents"]}
    for page in PAGES:
        markup = (CORPUS / page["file"]).read_text(encoding="utf-8")
        assert [phrase for phrase in page["kept"] + page["dropped"] if phrase not in markup] == []
        assert page["incident"] is None or page["incident"] in known


def test_every_input_is_marked_as_fictional() -> None:
    readme = (CORPUS.parent / "README.md").read_text(encoding="utf-8")
    assert "invented" in readme.splitlines()[0]
    assert {record["note"] for record in WIRE} == {"fictional, written for Overhorizon"}
    for page in CORPUS.glob("*.html"):
        assert '<meta name="note" content="fictional, written for Overhorizon">' in page.read_text(encoding="utf-8")
    marked = [line for line in readme.splitlines() if line.startswith("|") and line.endswith("| fictional |")]
    keys = [document["id"] for document in DOCUMENTS.values()] + [f"`{page['file']}`" for page in PAGES]
    for key in keys:
        assert sum(line.startswith(f"| {key} |") for line in marked) == 1, key
    assert len(marked) == len(keys)
    for record in WIRE:
        assert f"| {record['url']} |" in readme
    for path in CORPUS.glob("*.txt"):
        assert f"`{path.name}`" in readme


def test_no_real_outlet_or_organisation_is_named() -> None:
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, REAL_NAMES)) + r")\b")
    for path in sorted(CORPUS.iterdir()):
        assert pattern.findall(path.read_text(encoding="utf-8")) == [], path.name


def test_addresses_are_reserved_for_examples() -> None:
    for path in sorted(CORPUS.iterdir()):
        for host in re.findall(r"https?://([^/\s\"]+)", path.read_text(encoding="utf-8")):
            assert host.endswith(".example") or host in {"example.org", "schema.org"}, (path.name, host)
