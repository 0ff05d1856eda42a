"""The development report, read by the rules alone: who is found, through whom, how sure."""

import json
from collections import Counter
from pathlib import Path

import pytest

from overhorizon.domain.claims import Claim
from overhorizon.domain.reports import Furniture, FurnitureKind, Repeat, Report
from overhorizon.domain.scale import scale_of
from overhorizon.domain.spans import Span
from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract.claims import claims_of
from overhorizon.extract.unknowns import wording


@pytest.fixture(scope="module")
def seed(shared: Path) -> tuple[str, tuple[Claim, ...], dict[str, list[dict[str, str]]]]:
    folder = shared / "data" / "seed"
    with (folder / "report.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    report = Report(
        text=text,
        address=None,
        outlet=None,
        publication=None,
        title=None,
        language="en",
        furniture=tuple(Furniture(span=span(f), kind=FurnitureKind.PROMOTION) for f in expected["furniture"] if f in text),
        repeats=tuple(Repeat(first=span(r["first"]), again=span(r["again"])) for r in expected["repeats"]),
    )
    return text, claims_of(report, Tagging(attributions=tag_attributions(text, paragraphs(text))), None), expected


def _shared_words(a: str, b: str) -> float:
    """Token F1 of two quotations."""
    x, y = Counter(a.lower().split()), Counter(b.lower().split())
    return 2 * (x & y).total() / (x.total() + y.total())


def _best(text: str, claims: tuple[Claim, ...], quote: str) -> Claim | None:
    best = max(claims, key=lambda c: _shared_words(quote, c.quote(text)))
    return best if _shared_words(quote, best.quote(text)) >= 0.5 else None


def test_first_voices_and_certainty(seed: tuple[str, tuple[Claim, ...], dict[str, list[dict[str, str]]]]) -> None:
    text, claims, expected = seed
    right = marked = 0
    for want in expected["claims"]:
        found = _best(text, claims, want["quote"])
        if found is None:
            continue
        speaker = found.speaker.words.lower() if found.speaker else ""
        wanted = (want["speaker"] or "").lower()
        right += speaker == wanted or bool(wanted and speaker and wanted.split()[-1] == speaker.split()[-1])
        marked += want["certainty_scored_as"] != "unstated" and scale_of(found) == want["certainty_scored_as"]
    assert right >= 12
    assert marked >= 5


def test_the_chain_of_three(seed: tuple[str, tuple[Claim, ...], dict[str, list[dict[str, str]]]]) -> None:
    text, claims, expected = seed
    for want in expected["claims"]:
        if len(want["chain"]) > 1:
            found = _best(text, claims, want["quote"])
            assert found is not None
            assert len(found.chain) == len(want["chain"])
            assert all(w in s.words or w.split()[-1] in s.words for w, s in zip(want["chain"], found.chain, strict=True))


def test_all_unknowns_and_no_flood(seed: tuple[str, tuple[Claim, ...], dict[str, list[dict[str, str]]]]) -> None:
    text, claims, expected = seed
    said = [wording(c).of(text) for c in claims if scale_of(c) == "unknown"]
    for unknown in expected["unknowns"]:
        assert any(str(unknown) in words for words in said)
    assert len(said) == len(expected["unknowns"])
    assert len(claims) <= 2 * len(expected["claims"])
