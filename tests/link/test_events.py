"""Events across reports by their words: small reports of invented events."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.link.events import EventMention, EventWeights, compared, same_events, shipped, stems_of
from overhorizon.link.stems import stem
from training.events import NAMES

FIRE = "A fire destroyed the cannery of Port Ellery on Monday. Nobody was hurt in the blaze, the harbour master said."
AFTER = "The cannery of Port Ellery burned down on Monday; the fire started in the harbour store, its master told us."
MERGER = "Tallow Mills has acquired its rival Brand Oats. The mills said that the acquisition was agreed for nine million."
OTHERS = (
    "Snow closed four passes in the north.", "The orchestra of Vell plays under a new conductor.", "Voters in Lorn chose a mayor.",
    "A ferry ran aground off Cape Sil without harm.", "The strike of tram drivers ended after a week.", "Rents rose again in the capital.",
)  # fmt: skip
REPORTS = {
    name: stems_of(text)
    for name, text in (
        ("fire", FIRE),
        ("after", AFTER),
        ("merger", MERGER),
        *((f"other-{n}", text) for n, text in enumerate(OTHERS)),
    )
}


def mention(ident: str, report: str, head: str) -> EventMention:
    words = frozenset(REPORTS[report])
    return EventMention(id=ident, report=report, head=(head,), near=words, sentence=words)


MENTIONS = (
    mention("a", "fire", "fire"),
    mention("b", "after", "fire"),
    mention("c", "fire", "blaze"),
    mention("d", "merger", "acquired"),
    mention("e", "merger", "acquisition"),
    mention("f", "merger", "said"),
    mention("g", "fire", "said"),
)


def test_the_same_deed_comes_together_across_reports_and_words() -> None:
    found = same_events(MENTIONS, REPORTS)
    assert found["a"] == found["b"] == found["c"]
    assert found["d"] == found["e"]


def test_what_two_strangers_say_is_two_events() -> None:
    found = same_events(MENTIONS, REPORTS)
    assert found["f"] != found["g"]


@given(st.randoms())
def test_the_order_of_mentions_does_not_matter(chance: random.Random) -> None:
    shuffled = chance.sample(MENTIONS, len(MENTIONS))
    assert same_events(shuffled, REPORTS) == same_events(MENTIONS, REPORTS)


def test_a_pair_is_compared_once_and_only_where_the_heads_begin_alike() -> None:
    pairs = [(a.id, b.id) for a, b, _ in compared(MENTIONS, REPORTS)]
    assert len(pairs) == len(set(pairs))
    assert ("a", "b") in pairs
    assert ("a", "d") not in pairs


def test_one_doubtful_bridge_does_not_join_two_groups() -> None:
    """What a joins with b is outweighed where most pairs between two groups were never compared."""
    weak = EventWeights(intercept=-9.0, weights={**shipped().weights, "same stem": 9.1})
    many = tuple(mention(f"m{i}", "fire", "fire") for i in range(4)) + tuple(
        mention(f"n{i}", "merger", "acquired") for i in range(4)
    )
    bridge = EventMention(id="x", report="after", head=("fire", "acquired"), near=frozenset(), sentence=frozenset())
    found = same_events((*many, bridge), REPORTS, weak)
    assert found["m0"] != found["n0"]


def test_the_shipped_weights_are_those_that_training_knows() -> None:
    assert set(shipped().weights) == set(NAMES)
    used = {name for _, _, features in compared(MENTIONS, REPORTS) for name in features}
    assert used <= set(NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed", "killing"), ("shot", "shootings"), ("died", "deaths"), ("planned", "planning"), ("explosion", "blasts"),
        ("carries", "carried"), ("raids", "raided"), ("stormed", "Storming"), ("wedding", "married"),
    ],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("fire", "fear"), ("raid", "ride"), ("trial", "try"), ("bombing", "born")])
def test_other_words_keep_theirs(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'’.", min_size=1, max_size=12))
def test_every_word_has_a_stem_no_longer_than_itself_or_a_known_one(word: str) -> None:
    found = stem(word)
    assert found == found.lower()
    assert len(found) <= len(word) or stem(found) == found
