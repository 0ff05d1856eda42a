"""Triggers, their types and their realis, on sentences of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.incidents import IncidentType as T
from overhorizon.domain.incidents import Realis
from overhorizon.encoder.protocol import Trigger
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.trigger_rules import tag_triggers


def tag(text: str) -> list[tuple[str, Trigger]]:
    return [(t.span.of(text), t) for t in tag_triggers(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("sentence", "words", "kind"),
    [
        ("A car bomb went off outside the court.", "car bomb", T.BOMBING),
        ("Two roadside bombs exploded near the convoy.", "exploded", T.BOMBING),
        ("A landmine explosion hurt a shepherd.", "landmine explosion", T.BOMBING),
        ("The man blew himself up at the gate.", "blew himself up", T.BOMBING),
        ("An airstrike hit the depot.", "airstrike", T.AIR_STRIKE),
        ("A drone strike hit the depot.", "drone strike", T.AIR_STRIKE),
        ("Warplanes bombed the ridge.", "Warplanes bombed", T.AIR_STRIKE),
        ("Turkish strikes hit the ridge.", "Turkish strikes", T.AIR_STRIKE),
        ("Artillery fire hit the market.", "Artillery fire", T.SHELLING),
        ("The town was shelled at noon.", "shelled", T.SHELLING),
        ("Gunmen opened fire on the bus.", "opened fire", T.ARMED_ASSAULT),
        ("Militants ambushed a patrol.", "ambushed", T.ARMED_ASSAULT),
        ("He was shot dead at home.", "shot dead", T.ARMED_ASSAULT),
        ("Clashes broke out in the suburb.", "Clashes", T.ARMED_CLASH),
        ("A gun battle lasted two hours.", "gun battle", T.ARMED_CLASH),
        ("The commander was assassinated.", "assassinated", T.TARGETED_KILLING),
        ("Eleven pupils were abducted.", "abducted", T.KIDNAPPING),
        ("They took two engineers hostage.", "took two engineers hostage", T.KIDNAPPING),
        ("The prisoners were executed by the river.", "executed", T.EXECUTION),
        ("Police arrested three men.", "arrested", T.ARREST),
        ("The raid killed nine people.", "killed", None),
        ("The death toll rose to nine.", "death toll", None),
        ("The Ashen Banner claimed responsibility.", "claimed responsibility", None),
    ],
)
def test_words_and_types(sentence: str, words: str, kind: T | None) -> None:
    assert (words, kind) in [(w, t.type) for w, t in tag(sentence)]


@pytest.mark.parametrize(
    ("sentence", "realis"),
    [
        ("Gunmen attacked the village.", Realis.ACTUAL),
        ("Soldiers foiled a bombing.", Realis.ATTEMPTED),
        ("The governor survived an assassination attempt.", Realis.ATTEMPTED),
        ("They planned to attack the parade.", Realis.PLANNED),
        ("They threatened to bomb the bridge.", Realis.PLANNED),
        ("The group could attack the harbour.", Realis.HYPOTHETICAL),
        ("It is unclear whether he was shot or died in the clashes.", Realis.HYPOTHETICAL),
        ("No attack took place.", Realis.NEGATED),
        ("Rumours in the market that the convoy was attacked are false.", Realis.NEGATED),
        ("The claim that gunmen attacked the convoy was true.", Realis.ACTUAL),
        ("The mayor warned of attacks.", Realis.HYPOTHETICAL),
        ("Attacks have grown more frequent.", Realis.GENERIC),
        ("The drill simulated an explosion at the port.", Realis.DRILL),
    ],
)
def test_realis(sentence: str, realis: Realis) -> None:
    assert realis in [t.realis for _, t in tag(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He died of a heart attack.",  # only the death is told
        "Rail strikes stopped all trains.",
        "The gas explosion woke the street.",
        "The film is a bombshell.",
        "The deadline passed.",
        "He set a trap with a photo shoot.",
    ],
)
def test_other_trades(sentence: str) -> None:
    assert not [t for _, t in tag(sentence) if t.type is not None]


def test_a_report_of_a_match_tells_of_no_attack() -> None:
    assert not tag(
        "The striker attacked from the left and scored in the derby. The goalkeeper was beaten; a massacre, the coach said."
    )


def test_a_drill_stays_a_drill_to_its_end() -> None:
    text = "Port holds terror drill\n\nSirens sounded at nine. A bomb exploded at the gate and forty people lay on the ground."
    assert {t.realis for _, t in tag(text)} == {Realis.DRILL}


def test_a_bomb_at_a_match_is_one() -> None:
    assert tag("A bomb exploded outside the stadium before the derby, killing four fans.")


@given(st.text(max_size=300))
def test_triggers_lie_in_the_text_in_order(text: str) -> None:
    spans = [t.span for t in tag_triggers(text, paragraphs(text))]
    assert spans == sorted(spans)
    assert all(s.of(text).strip() for s in spans)


def test_a_hostile_line_takes_linear_time() -> None:
    assert len(tag("attack " * 15_000)) > 1_000
