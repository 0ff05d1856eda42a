"""The measures of what is contested, on what can be counted by hand."""

import json
from datetime import date
from pathlib import Path

import pytest

from evaluation.preferred import is_value
from evaluation.quarrels import disputed
from evaluation.quarrels_replay import listed, write
from overhorizon.domain.assessment import Contradiction, Dispute, Property, Side, Value
from overhorizon.domain.incidents import IncidentType, Role, RoleFiller
from overhorizon.domain.parties import Party
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll
from overhorizon.runs.assessing import Assessed
from training.cases import Told
from training.quarrels import Pair, Story, Verdict

REPORT = Told(
    case="kidal",
    outlet="Delta Wire",
    published="2024-03-12",
    title="Blast",
    text="A blast.",
    marks=((Span(start=2, end=7), "A"),),
)


def story(*pairs: tuple[str, Verdict]) -> Story:
    made = tuple(Pair(incident="A", about=about, keys=("a", "b"), verdict=verdict, detail=None) for about, verdict in pairs)
    return Story(name="kidal", reports=(REPORT,), held=(), pairs=made, copies=())


def found(about: Property, value: Value) -> Assessed:
    sides = tuple(Side(words=words, value=value, roots=(words,), anchors=()) for words in ("a", "b"))
    dispute = Contradiction(incident="e-1", about=about, sides=sides, state=Dispute.OPEN, since=date(2024, 3, 12), rule="made")
    return Assessed(assessments=(), contradictions=(dispute,))


KILLED = Toll(harm=Harm.KILLED, total=Count.exactly(9))
INJURED = Toll(harm=Harm.INJURED, total=Count.exactly(9))


@pytest.mark.parametrize(
    ("told", "value", "counts"),
    [
        ([("killed", Verdict.CONTRADICTION)], KILLED, (1, 1, 1)),
        ([("killed", Verdict.CONTRADICTION)], INJURED, (0, 1, 1)),
        ([("killed", Verdict.REVISION)], KILLED, (0, 1, 0)),
        ([("killed", Verdict.UNCLEAR)], KILLED, (0, 0, 0)),
        ([("killed", Verdict.UNCLEAR), ("killed", Verdict.CONTRADICTION)], KILLED, (1, 1, 1)),
    ],
)
def test_what_is_contested_rightly(told: list[tuple[str, Verdict]], value: Toll, counts: tuple[int, int, int]) -> None:
    right, said, wanted = disputed(story(*told), {"kidal A": found(Property.TOLL, value)}, ())
    assert (len(right), len(said), len(wanted)) == counts


def test_what_answers_no_telling_counts_against_precision() -> None:
    right, said, _ = disputed(story(), {"found 3": found(Property.TOLL, KILLED)}, ["found 3"])
    assert (len(right), len(said)) == (0, 1)


@pytest.mark.parametrize(
    ("words", "value", "right"),
    [
        ("9", KILLED, True),
        ("9..", KILLED, False),
        ("9..", Toll(harm=Harm.KILLED, total=Count(low=9, best=9, high=None, basis=CountBasis.AT_LEAST)), True),
        ("dozens", KILLED, False),
        ("dozens", Toll(harm=Harm.KILLED, total=Count(low=None, best=None, high=None, basis=CountBasis.VAGUE)), True),
        ("2024-02", When.within("in February", date(2024, 2, 1), date(2024, 2, 29)), True),
        ("2024-02-03", When.within("in February", date(2024, 2, 1), date(2024, 2, 29)), False),
        ("bombing", IncidentType.BOMBING, True),
        ("Reed Walkers", RoleFiller(role=Role.PERPETRATOR, party=Party(words="the Reed Walkers")), True),
        ("Harun Front", RoleFiller(role=Role.PERPETRATOR, party=Party(words="the Reed Walkers")), False),
    ],
)
def test_whether_a_value_is_the_one_in_words(words: str, value: Value, *, right: bool) -> None:
    assert is_value(words, value) is right


def test_the_folder_of_a_replay_says_who_tells_of_what(tmp_path: Path) -> None:
    told = listed("development")
    write(tmp_path, told, ())
    documents = [json.loads(line) for line in (tmp_path / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    written = json.loads((tmp_path / "stories.json").read_text(encoding="utf-8"))["stories"]
    assert [d["id"] for d in documents] == [g["id"] for g in gold]
    assert len(documents) == sum(len(s.reports) for s in told)
    for one in told:
        telling = {name for i in written[one.name]["incidents"] for name in (*i["main_in"], *i["background_in"])}
        assert telling == {f"{one.name}-{n}" for n in range(1, len(one.reports) + 1)}
    assert any(g["near_duplicate_of"] for g in gold)
