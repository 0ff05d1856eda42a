"""Measured on the development page of a real site: its furniture and its repeats. Nothing of it is in this repository."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from overhorizon.domain.reports import Form, Rejection, Report, Unread

Read = Callable[..., Report | Unread | Rejection]


def _seed(shared: Path, read: Read) -> tuple[Report, dict[str, Any], list[dict[str, str]]]:
    expected = json.loads((shared / "data/seed/expected.json").read_text("utf-8"))
    report = read((shared / "data/seed/report.txt").read_bytes())
    assert isinstance(report, Report)
    return report, expected, expected["repeats"]


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _covers(gold: str, found: str) -> bool:
    """Seven in ten words of the shorter passage stand in the other, which is not much longer."""
    small, large = sorted((_words(gold), _words(found)), key=len)
    return sum(w in large for w in small) >= 0.7 * len(small) and len(large) <= 3 * len(small) + 6


def test_all_furniture_is_found_and_nothing_else(shared: Path, read: Read) -> None:
    report, expected, _ = _seed(shared, read)
    assert {f.span.of(report.text) for f in report.furniture} == {" ".join(line.split()) for line in expected["furniture"]}


def test_outlet_credits_and_title_are_the_pages_own(shared: Path, read: Read) -> None:
    report, expected, _ = _seed(shared, read)
    assert [c.of(report.text).lower() for c in report.credits] == [c.lower() for c in expected["source_credit"]]
    assert report.outlet is not None and expected["byline"] == f"{report.outlet} Desk"
    assert report.title is not None and report.title.start == 0
    assert report.publication is None and report.address is None


def test_its_repeats_are_found_and_no_others(shared: Path, read: Read) -> None:
    report, _, gold = _seed(shared, read)
    found = [(r.first.of(report.text), r.again.of(report.text)) for r in report.repeats]
    assert all(any(_covers(g["first"], a) and _covers(g["again"], b) for a, b in found) for g in gold)
    assert len(found) == len(gold)


def test_documents_without_repeats_have_none(shared: Path, read: Read) -> None:
    """A regression figure over documents that are never read to tune rules: at most two."""
    lines = (shared / "data/stories/documents.jsonl").read_text("utf-8").splitlines()
    reports = [read(line, Form.RECORD) for line in lines if line.strip()]
    assert all(isinstance(r, Report) for r in reports)
    assert sum(len(r.repeats) for r in reports if isinstance(r, Report)) <= 2
