"""What changed between two states of a text."""

from hypothesis import given
from hypothesis import strategies as st

from overhorizon.wording.edits import Edit, edits

BEFORE = "Bridge hit near Gao\n\nA mine killed three people. The army blamed nobody.\n\nThe road is closed."
lines = st.lists(st.sampled_from(("One went.", "Two came back.", "Nobody spoke.", "The mill burnt.")), max_size=6).map(
    "\n\n".join
)


def test_a_silent_correction_shows_both_sentences() -> None:
    after = BEFORE.replace("three people", "five people") + " It was a bridge."
    assert edits(BEFORE, after) == (
        Edit(removed=("A mine killed three people.",), added=("A mine killed five people.",)),
        Edit(removed=(), added=("It was a bridge.",)),
    )


@given(lines, lines)
def test_equal_texts_and_they_alone_have_no_edits(before: str, after: str) -> None:
    assert (edits(before, after) == ()) == (before == after)


@given(lines, lines)
def test_edits_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    came = [words for edit in edits(before, after) for words in edit.added]
    went = [words for edit in edits(before, after) for words in edit.removed]
    assert sorted(before.split("\n\n") + came) == sorted(after.split("\n\n") + went) or not before or not after
