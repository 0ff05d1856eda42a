"""The forms of a brief: hostile text stays text, nothing is fetched, pictures show no more than is known."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from overhorizon.brief import html, markdown, svg, wrapping
from overhorizon.brief.outlines import outlines
from overhorizon.brief.writing import seal_of, write
from overhorizon.domain.briefs import Brief, Form
from overhorizon.domain.watches import Evidence
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.briefing import make
from overhorizon.store.ledger import Ledger
from overhorizon.wording.text import UNSAFE
from tests import factories
from tests.brief.conftest import asked

BAD = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> "
    "](javascript:alert(1)) **x** | \u202e``` \x1b[31m &lt; www.evil.example a@b.example"
)


@pytest.fixture(scope="session")
def brief(ledger: Ledger, gazetteer: Gazetteer) -> Brief:
    return make(ledger, asked(), gazetteer)


@pytest.fixture(scope="session")
def hostile(brief: Brief) -> Brief:
    """The brief with everything that a report can set replaced by an attack."""
    sections = tuple(
        replace(s, lines=tuple(replace(line, text=BAD, evidence=_attacked(line.evidence)) for line in s.lines))
        for s in brief.sections
    )
    entries = tuple(
        replace(e, when=BAD, place=BAD, type=BAD, perpetrators=(BAD,), evidence=_attacked(e.evidence)) for e in brief.incidents
    )
    addresses = (
        "javascript:alert(1)",
        "https://a.example/\u202e",
        'https://a.example/"onclick=x',
        "data:text/html,x",
        "https://ok.example/x?a=1&b=2",
    )
    sources = tuple(
        replace(source, outlet=BAD, title=BAD, address=addresses[n % len(addresses)]) for n, source in enumerate(brief.sources)
    )
    return replace(brief, title=BAD, sections=sections, incidents=entries, sources=sources)


def _attacked(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(replace(e, words=BAD, outlet=BAD, speaker=BAD, address="javascript:alert(1)") for e in evidence)


@pytest.mark.parametrize("form", Form)
def test_no_form_has_what_controls_or_reverses(hostile: Brief, form: Form) -> None:
    assert not UNSAFE.search(write(hostile, form))


def test_html_has_no_script_and_fetches_nothing(hostile: Brief, brief: Brief) -> None:
    for one in (hostile, brief):
        text = write(one, Form.HTML)
        page = lxml_html.document_fromstring(text)
        names = {e.tag for e in page.iter() if isinstance(e.tag, str)}
        assert names.isdisjoint(
            {"script", "img", "link", "iframe", "object", "embed", "form", "base", "image", "use", "foreignobject"}
        )
        attributes = [(e.tag, name, value) for e in page.iter() if isinstance(e.tag, str) for name, value in e.attrib.items()]
        assert not [a for a in attributes if a[1].startswith("on") or a[1] == "src"]
        links = {value for _, name, value in attributes if name == "href"}
        assert all(link.startswith(("#s", "https://")) for link in links)
        assert not re.search(r"url\((?!#vague\))|@import", text)
    assert "https://ok.example/x?a=1&b=2" in {
        a.get("href") for a in lxml_html.document_fromstring(write(hostile, Form.HTML)).iter("a")
    }


def test_html_is_whole_and_its_references_lead_somewhere(brief: Brief) -> None:
    text = write(brief, Form.HTML)
    page = lxml_html.document_fromstring(text)
    targets = {e.get("id") for e in page.iter() if isinstance(e.tag, str)}
    assert {a.get("href").removeprefix("#") for a in page.iter("a") if a.get("href").startswith("#")} <= targets
    assert len(page.findall(".//tbody/tr")) == len(brief.incidents)
    assert "prefers-color-scheme:dark" in text
    assert "@media print" in text


def test_markdown_escapes_what_begins_markup(hostile: Brief) -> None:
    text = write(hostile, Form.MARKDOWN)
    body = text.rpartition(markdown.SEAL_OPENS)[0]
    assert "<script" not in body.replace("\\<script", "")
    assert "](javascript" not in body.replace("\\](", "")
    assert "```" not in body
    assert {line.count(" | ") for line in body.splitlines() if line.startswith("| ") and "---" not in line} == {7}
    assert re.findall(r"(?<!\\)<(https[^>]*)>", body)
    assert set(re.findall(r"(?<!\\)<([^>]*)>", body)) == {"https://ok.example/x?a=1&b=2"}


@given(st.text(max_size=80))
def test_escaped_text_is_one_line_in_every_medium(words: str) -> None:
    for made in (markdown.escaped(words), markdown.opening(words), html.text(words)):
        assert len(made.splitlines()) <= 1
        assert not UNSAFE.search(made)
    assert "<" not in html.text(words)
    assert not re.match(r"[-+=>]|\d+[.)]|#", markdown.opening(words))
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[`*_|]", markdown.escaped(words))


@given(st.text(max_size=60))
def test_only_the_web_is_linked_to(words: str) -> None:
    assert wrapping.linkable(f"javascript:{words}") is None
    assert wrapping.linkable(f"{words}://a.example") is None or words.startswith(("http", "https"))
    found = wrapping.linkable(f"https://a.example/{words}")
    assert found is None or not re.search(r"[\s\"'<>`\\]", found)


def test_json_says_what_the_brief_holds(brief: Brief) -> None:
    form = json.loads(write(brief, Form.JSON))
    assert (form["schema"], form["kind"]) == ("overhorizon/1", "brief")
    assert [s["topic"] for s in form["sections"]] == [s.topic.value for s in brief.sections]
    assert all(line["evidence"] for s in form["sections"] for line in s["lines"])
    assert [i["id"] for i in form["incidents"]] == [e.incident for e in brief.incidents]
    assert form["seal"]["made_from"]["digest"] == brief.made_from.digest


@pytest.mark.parametrize("form", Form)
def test_the_seal_is_found_again(hostile: Brief, form: Form) -> None:
    """Nothing that a report says can be taken for it."""
    found = seal_of(write(hostile, form))
    assert found is not None
    assert found[0] is form
    stored = json.loads(found[1])
    stored = stored["seal"] if form is Form.JSON else stored
    assert stored["made_from"]["digest"] == hostile.made_from.digest


def test_pins_stand_where_places_are(brief: Brief) -> None:
    picture = etree.fromstring(svg.world_map(brief))
    pins = [e for e in picture.iter() if e.get("class") == "pin"]
    assert len(pins) == len({(e.pin.lon, e.pin.lat) for e in brief.incidents if e.pin})
    titles = "".join(picture.itertext())
    for number, entry in enumerate(brief.incidents, 1):
        assert (f"{number}: {entry.when}, {entry.type}, {entry.place}" in titles) == (entry.pin is not None)
    hatched = [e for e in picture.iter() if e.get("fill") == "url(#vague)"]
    assert len(hatched) == len({e.country for e in brief.incidents if e.pin is None and e.country in outlines()})


def test_a_brief_without_places_has_no_map_and_without_days_no_timeline(brief: Brief) -> None:
    bare = replace(brief, incidents=tuple(replace(e, pin=None, country=None, first=None, last=None) for e in brief.incidents))
    assert svg.world_map(bare) == ""
    assert svg.timeline(bare) == ""
    assert "<svg" not in write(bare, Form.HTML)


def test_bars_reach_from_the_lowest_to_the_highest(brief: Brief) -> None:
    picture = etree.fromstring(svg.timeline(brief))
    counted = [e for e in brief.incidents if e.killed and e.killed.best is not None and e.first == e.last and e.first]
    bars = {g.findtext("title").partition(":")[0]: g for g in picture.iter("g")}
    assert len(bars) == len(counted)
    highest = max(counted, key=lambda e: (e.killed.high or 0, e.killed.low or 0))  # type: ignore[union-attr]
    number = str(brief.incidents.index(highest) + 1)
    tops = {name: float(g.find("rect").get("y")) for name, g in bars.items()}
    assert min(tops, key=lambda name: (tops[name], name)) == number
    assert all(float(g.find("rect").get("height")) >= 1 for g in bars.values())


def test_outlines_hold_their_countries() -> None:
    for code, lon, lat in (("ML", -2.0, 18.0), ("SO", 45.3, 2.1), ("AF", 66.0, 34.0), ("SY", 38.5, 35.0)):
        ring = outlines()[code][0]
        assert min(x for x, _ in ring) < lon < max(x for x, _ in ring)
        assert min(y for _, y in ring) < lat < max(y for _, y in ring)
    assert len(outlines()) > 200
    assert all(len(ring) >= 3 for rings in outlines().values() for ring in rings)


def test_a_hostile_report_becomes_a_line_like_any_other(gazetteer: Gazetteer) -> None:
    """From the ledger on, not only in the renderers."""
    analysis = factories.hostile()
    with Ledger.open("sqlite://") as ledger:
        ledger.record(factories.capture(analysis.report.text, "x"), analysis, at=factories.NOW)
        made = make(ledger, asked(date(2026, 3, 10), date(2026, 3, 20)), gazetteer)
    assert made.incidents
    assert isinstance(made.incidents[0].perpetrators[0], str)
    for form in Form:
        text = write(made, form)
        assert not UNSAFE.search(text)
        assert 'href="javascript' not in text
