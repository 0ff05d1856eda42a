"""Tellings to clusters: every sign has a weight, nothing is told twice, and chances follow the weights."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.reports import Report
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.trigger_rules import tag_triggers
from overhorizon.extract import likeness, substance
from overhorizon.extract.clusters import cluster
from overhorizon.extract.incidents import all_told
from overhorizon.extract.reader import gather
from overhorizon.extract.told import Told
from overhorizon.extract.weighing import Weighing, shipped
from overhorizon.gazetteer import Gazetteer
from tests.extract.test_incidents import FRIDAY

SENTENCES = (
    "A bomb exploded at a market in Kunduz on Thursday, killing nine people.",
    "The blast also injured 20 people.",
    "Gunmen attacked a village near Gao on Monday.",
    "In a separate incident, gunmen shot dead three teachers in Mopti.",
    "The Lantern Front claimed responsibility for the attack.",
    "Soldiers killed the group\u2019s commander, Omar Farid, in a raid.",
    "Seven died.",
)


@pytest.mark.parametrize(("question", "names"), [("one incident", likeness.SIGNS), ("an incident", substance.SIGNS)])
def test_every_sign_has_a_weight(question: str, names: tuple[str, ...]) -> None:
    assert set(shipped(question).weights) == set(names)


def told_in(text: str, gazetteer: Gazetteer) -> list[Told]:
    report = Report(text=text, address=None, outlet=None, publication=FRIDAY, title=None, language="en")
    facts, _ = gather(report, Tagging(triggers=tag_triggers(text, paragraphs(text))), gazetteer)
    return all_told(text, facts)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8))
def test_clusters_part_the_tellings(lines: list[str]) -> None:
    told = told_in("\n\n".join(lines), Gazetteer.load())
    groups = cluster(told)
    members = [id(m) for g in groups for m in g.members]
    assert len(members) == len(set(members)) <= len(told)
    assert all(g.members for g in groups)
    for group in groups:
        places = [m.telling.triggers[0].span for m in group.members]
        assert places == sorted(places)


def test_a_lower_threshold_joins_no_less(gazetteer: Gazetteer) -> None:
    told, weighing = told_in("\n\n".join(SENTENCES), gazetteer), shipped("one incident")
    counts = [len(cluster(told, replace(weighing, threshold=t))) for t in (0.0, 0.5, 1.0)]
    assert counts[0] < counts[1] < counts[2]


def test_a_chance_follows_its_weights() -> None:
    weighing = Weighing(intercept=0.0, weights={"for": 2.0, "against": -2.0}, threshold=0.5)
    assert weighing.chance({"against": 1.0}) < weighing.chance({}) == 0.5 < weighing.chance({"for": 1.0})
    with pytest.raises(KeyError):
        weighing.chance({"never learned": 1.0})
