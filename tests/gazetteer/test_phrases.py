"""Which capitalised words are taken for places: invented sentences, real names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.gazetteer import Gazetteer, PlaceHit


def _places(gazetteer: Gazetteer, text: str) -> list[str]:
    return [hit.words for hit in gazetteer.tag(text) if isinstance(hit, PlaceHit)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # where something is
        ("Shells fell on houses in Kramatorsk.", ["Kramatorsk"]),
        ("The column left Gao at dawn.", ["Gao"]),
        ("They walked from Marawi to Iligan.", ["Marawi", "Iligan"]),
        ("Residents of Kunduz fled.", ["Kunduz"]),
        ("Clinics in al-Bab and Azaz closed.", ["al-Bab", "Azaz"]),
        ("A market near Ad-Damazin burned.", ["Ad-Damazin"]),
        # a division or a state says which place is meant, so that it is one
        ("She was born in Surprise, Ariz., in May.", ["Surprise", "Ariz."]),
        ("She lives in Henry, Illinois.", ["Henry", "Illinois"]),
        ("Police in Enterprise, Ala., found the van.", ["Enterprise", "Ala."]),
        ("Deputies closed roads in Jackson and Clay counties.", ["Jackson", "Clay"]),
        # lists
        ("Storms passed over Wichita, Pratt and Hutchinson.", ["Wichita", "Pratt", "Hutchinson"]),
        # datelines
        ("BANTAM — A barn burned.", ["BANTAM"]),
        ("KHARKIV, Ukraine (Agency) — A tram stop was hit.", ["KHARKIV", "Ukraine"]),
        # parties and states
        ("Sen. Dana Orr, D-N.J., disagreed.", ["N.J."]),
        ("A Fla. farmer found it.", ["Fla."]),
        ("Rep. Lee Moss, R-Marshall, spoke.", ["Marshall"]),
        # local bodies name their town
        ("The Torrington Fire Department answered the call.", ["Torrington"]),
        ("The Edwardsville City Council met.", ["Edwardsville"]),
        ("The city of Edwardsville waits.", ["Edwardsville"]),
        # the article stays outside, save where it belongs to the name
        ("Nurses flew to the Philippines.", ["Philippines"]),
        ("Judges sat in The Hague.", ["The Hague"]),
        # abbreviated words
        ("A school in Mt. Pleasant, Iowa, closed.", ["Mt. Pleasant", "Iowa"]),
        ("The road to Ft. Worth is shut.", ["Ft. Worth"]),
        # large cities that are words too
        ("Flights from Beijing and Shanghai were late.", ["Beijing", "Shanghai"]),
    ],
)
def test_places_are_found(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert _places(gazetteer, text) == names


@pytest.mark.parametrize(
    "text",
    [
        # streets
        "He lives at 12 Dublin Road.",
        "A van stopped on Memphis Street.",
        "The shop on Augusta Avenue closed.",
        "A bus turned into Paris Drive.",
        "Troops cleared the Makkah al-Nour Hotel.",
        "The shop on Medina Al Huda Road closed.",
        # people
        "Linda Wasserman cooked.",
        "He spoke to Linda Wasserman.",
        "Mayor John Manchester cut the ribbon.",
        "The actor Lee Myung-Bak bowed.",
        "Nadia Perez-Valls sang.",
        "Mr. Henry said so.",
        "David C. Lyons agreed.",
        "According to Taylor, nothing burned.",
        "Gov. Clinton smiled.",
        # papers, diseases, cups
        "The Moscow Times printed it.",
        "The Lagos Guardian printed it.",
        "Two patients had Marburg virus.",
        "West Nile virus was found.",
        "The Melbourne Cup was run.",
        # money and pronouns
        "It cost US$460 million.",
        "LET US GO NOW, THEY SAID TO US ALL",
        # words
        "Research is under way.",
        "The Red Cross brought tents.",
        "The White House was silent.",
        "Secretary Doe nodded.",
        "They’ve gone.",
    ],
)
def test_what_is_no_place_is_left_out(gazetteer: Gazetteer, text: str) -> None:
    assert _places(gazetteer, text) == []


def test_a_name_that_is_surely_a_place_is_one_elsewhere_too(gazetteer: Gazetteer) -> None:
    alone = "Pratt sent two engines."
    assert _places(gazetteer, alone) == []
    assert _places(gazetteer, f"The fire began in Pratt, Kansas. {alone}") == ["Pratt", "Kansas", "Pratt"]


def test_a_person_stays_a_person_beside_the_town(gazetteer: Gazetteer) -> None:
    text = "Jessica Winfield was born in Winfield. Winfield said so."
    assert _places(gazetteer, text) == ["Winfield"]


@pytest.mark.parametrize(("first", "second"), [("Mosul", "Raqqa"), ("Gao", "Kidal"), ("Goma", "Bukavu")])
def test_a_hyphen_between_two_places_joins_places(gazetteer: Gazetteer, first: str, second: str) -> None:
    assert _places(gazetteer, f"The {first}-{second} road is closed.") == [first, second]


def test_states_of_the_world_can_be_left_out(gazetteer: Gazetteer) -> None:
    text = "The government of Peru and Chilean police met in Lima."
    assert _places(gazetteer, text) == ["Lima"]
    assert [h.words for h in gazetteer.tag(text, states=False)] == ["Peru", "Chilean", "Lima"]


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["Mosul", "Linda", "in", "Paris", "Street", ",", "Texas", ".", "said", "-", "’s", "St.", "the"]),
        max_size=20,
    )
)
def test_hits_quote_the_text(gazetteer: Gazetteer, words: list[str]) -> None:
    text = " ".join(words)
    for hit in gazetteer.tag(text):
        assert hit.words == text[hit.span.start : hit.span.end]
