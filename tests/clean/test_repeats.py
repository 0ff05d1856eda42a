"""Passages that a page says twice. The pages are fictional; each pair differs from the others in one respect."""

import pytest

from overhorizon.clean.page import lay_out
from overhorizon.clean.repeats import find_repeats

LEAD = "Raiders burned the grain silo of Oster on Sunday night, the mayor said."
FILLER = (
    "The town lies on the river Sann, two hours from the coast.",
    "Its market draws buyers from four valleys on the first day of the week.",
    "A new bridge was opened there last year after long delays.",
    "The council will meet on Wednesday to talk about the winter.",
)


def repeats(*paragraphs: str) -> list[tuple[str, str]]:
    text = "\n\n".join(["Grain silo burned in Oster", *paragraphs])
    return [(r.first.of(text), r.again.of(text)) for r in find_repeats(text, lay_out(text))]


def apart(first: str, again: str) -> list[tuple[str, str]]:
    return repeats(LEAD, first, *FILLER, again)


FIRST = "The commission found that the guards had ignored three warnings about the crumbling northern wall of the depot."


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (FIRST, FIRST),
        (
            FIRST,
            "The guards had ignored three warnings about the crumbling northern wall of the depot, according to the commission.",
        ),
        (FIRST, "As the commission found, the guards ignored warnings about the crumbling northern wall of the depot."),
        (
            "Analysts point to the border militia as the gravest security challenge for the new provincial government.",
            "Looking ahead, analysts warn that the feud poses a grave security challenge for the new provincial government.",
        ),
        (
            "Seven of the wounded were miners over sixty, the doctor Ilse Marrow said.",
            "Seven miners over sixty were among the wounded, according to the doctor.",
        ),
    ],
    ids=["verbatim", "turned", "shortened", "reworded", "doctor"],
)
def test_what_is_said_again_is_found(first: str, again: str) -> None:
    ((found_first, found_again),) = apart(first, again)
    assert found_first in first and found_again in again


@pytest.mark.parametrize(
    "again",
    [
        "The commission found that the guards had ignored four warnings about the crumbling northern wall of the depot.",
        "The commission found that the guards had not ignored three warnings about the crumbling northern wall of the depot.",
        "The commission denied that the guards had ignored three warnings about the crumbling northern wall of the depot.",
        "The commission found that the guards had ignored three warnings about the crumbling southern wall of the depot.",
        "The commission found that the drivers of lorries had paid a toll at the depot.",
        "The northern wall of the depot was built of brick and clay.",
    ],
    ids=["number", "negation", "denial", "contrast", "other", "topic"],
)
def test_what_differs_in_one_respect_is_no_repeat(again: str) -> None:
    assert apart(FIRST, again) == []


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("In the spring Lantern Front fighters killed Salt March fighters in the quarry near Oster.",
         "In the spring Salt March fighters killed Lantern Front fighters in the quarry near Oster."),
        ("A roadside bomb killed five people in the village of Arrand on Monday, police said.",
         "A roadside bomb killed five people in the village of Bellow on Monday, police said."),
        ("A roadside bomb killed five people in the village of Arrand on Monday, police said.",
         "A roadside bomb killed five people in the village of Arrand on Friday, police said."),
        ("The blast at the gate of the mill killed five workers and closed the road for hours.",
         "The blast at the gate of the mill wounded five workers and closed the road for hours."),
    ],
    ids=["who whom", "place", "day", "killed wounded"],
)  # fmt: skip
def test_a_second_event_in_the_same_words_is_no_repeat(first: str, again: str) -> None:
    assert apart(first, again) == []


def test_headline_and_lead_may_say_what_the_body_says() -> None:
    assert repeats(LEAD, *FILLER, "Raiders burned the grain silo of Oster on Sunday night, the mayor said.") == []


def test_elaboration_close_by_is_no_repeat() -> None:
    assert (
        repeats(LEAD, FIRST, "The guards ignored three warnings about the crumbling northern wall of the depot.", *FILLER) == []
    )


def test_a_paraphrase_and_the_quotation_that_bears_it_out_both_stand() -> None:
    quotation = "“They ignored our warnings about the crumbling northern wall and the leaking roof of the depot,” a clerk said."
    assert (
        apart("A clerk said that warnings about the crumbling northern wall and the leaking roof had been ignored.", quotation)
        == []
    )


def test_furniture_is_never_a_repeat() -> None:
    advert = "Sign up for our morning newsletter to read the stories of the valley before breakfast."
    assert repeats(LEAD, advert, *FILLER, advert) == []


def test_a_third_time_repeats_the_first() -> None:
    found = repeats(LEAD, FIRST, *FILLER, FIRST, *(f"Later {f.lower()}" for f in FILLER), FIRST)
    assert sum(again in FIRST for _, again in found) >= 2


def test_a_long_page_is_compared_in_reasonable_time() -> None:
    lines = [f"Witness {i} of street {i % 50} said that house {i % 70} near gate {i % 90} burned down." for i in range(4000)]
    assert isinstance(repeats(LEAD, *lines), list)
