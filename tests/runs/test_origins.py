"""The trail behind one incident, on the demo corpus as the product reads it."""

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files
from itertools import permutations

import pytest

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Polarity
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.origins import Trail
from overhorizon.domain.reports import Capture, Form, RawItem
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import analyze
from overhorizon.runs.origins import origins_of, trail_of
from overhorizon.runs.stream import Tools, load_tools, read_all

Account = tuple[Analysis, IncidentMention]


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools()


@pytest.fixture(scope="module")
def read(tools: Tools) -> list[Analysis]:
    with as_file(files("overhorizon.demo").joinpath("corpus")) as folder:
        inputs = [str(file) for file in sorted(folder.iterdir())]
        items = list(read_all(inputs, tools, now=lambda: datetime(2026, 5, 1, tzinfo=UTC)))
    return [item.result for item in items if isinstance(item.result, Analysis)]


def accounts(read: list[Analysis], town: str) -> list[Account]:
    """The first incident of each report about a town."""
    return [(a, a.incidents[0]) for a in read if a.incidents and town in a.report.text[:200]]


def test_reports_come_down_to_voices_and_these_to_roots(read: list[Analysis], gazetteer: Gazetteer) -> None:
    told = accounts(read, "Baidoa")
    trail = trail_of(told, origins_of(told, gazetteer))
    assert len(trail.reports) >= 2
    assert "Somali government" in {r.words for r in trail.roots}  # its army, its ministry and its spokesmen are one root
    assert len(trail.roots) < len(trail.voices)


def test_the_order_of_accounts_does_not_matter(read: list[Analysis], gazetteer: Gazetteer) -> None:
    told = accounts(read, "Kunduz")
    trails = {trail_of(list(order), origins_of(list(order), gazetteer)) for order in permutations(told[:3])}
    assert len(trails) == 1


def _behind(tools: Tools, text: str) -> tuple[Analysis, Trail]:
    """A report of our own, and the trail behind the first incident that it tells of."""
    record = {"publisher": "Harbour Radio", "published": "2026-03-05", "title": "Herders killed in attack near Gao", "text": text}
    now = datetime(2026, 5, 1, tzinfo=UTC)
    capture = Capture(content=json.dumps(record).encode(), form=Form.RECORD, origin="test", received=now)
    analysis = analyze(RawItem(capture=capture), tools.encoder, tools.gazetteer)
    assert isinstance(analysis, Analysis)
    told = [(analysis, analysis.incidents[0])]
    return analysis, trail_of(told, origins_of(told, tools.gazetteer))


def test_silence_and_denial_support_nothing(tools: Tools) -> None:
    analysis, trail = _behind(
        tools,
        "Seven herders were killed in an attack near Gao on 3 March 2026, residents said. The army has yet to acknowledge the "
        "killing of the herders. The Reed Front denied that it had carried out the attack.",
    )
    assert {c.polarity for c in analysis.claims} > {Polarity.ASSERTS}  # somebody is silent, or denies
    assert {step.voice.words for step in trail.steps} == {"residents"}


def test_what_an_outlet_says_itself_is_not_the_knowledge_of_all_whom_it_cites(tools: Tools) -> None:
    _, trail = _behind(
        tools,
        "Seven herders were killed in an attack near Gao on 3 March 2026.\n\nThe United Nations said on Monday that roads were closed "
        "by floods.\n\nTraders said that prices had doubled.",
    )
    assert len(trail.voices) == 1
    assert trail.roots == ()


def test_no_account_has_no_trail(gazetteer: Gazetteer) -> None:
    trail = trail_of([], origins_of([], gazetteer))
    assert (trail.reports, trail.voices, trail.roots) == ((), (), ())
