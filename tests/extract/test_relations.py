"""Whose state a relation is."""

import pytest

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import RelationKind
from overhorizon.domain.reports import Capture, Form, RawItem
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import analyze
from tests.factories import NOW
from tests.rule_encoder import RuleEncoder

FILLING = " Farmers of the valley brought in the barley before the rain, and the mill ran until late in the evening."


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        (
            "Papers of the U.S. Department of Defense call Afghanistan a staging ground for al-Qaeda.",
            RelationKind.SAFE_HAVEN,
            ["al-Qaeda"],
        ),
        (
            "The Taliban say that they have full control of Afghanistan and have beaten al-Qaeda.",
            RelationKind.CONTROL,
            ["Taliban"],
        ),
        ("In Somalia three towns have been under the control of al-Shabaab since May.", RelationKind.CONTROL, ["al-Shabaab"]),
    ],
)
def test_a_relation_is_of_those_whom_it_is_said_of(
    gazetteer: Gazetteer, text: str, kind: RelationKind, parties: list[str]
) -> None:
    capture = Capture(content=(text + FILLING).encode(), form=Form.PAGE_TEXT, origin="test", received=NOW)
    found = analyze(RawItem(capture=capture), RuleEncoder(), gazetteer)
    assert isinstance(found, Analysis)
    assert [[p.name for p in r.parties] for r in found.relations if r.kind is kind] == [parties]
