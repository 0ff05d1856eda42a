"""Forces of states by the words behind a nationality or a country's name."""

import pytest

from overhorizon.gazetteer import ActorHit, DemonymHit, Gazetteer, PlaceHit


def _actors(gazetteer: Gazetteer, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(h.words, tuple(sorted(a.id for a in h.candidates))) for h in gazetteer.tag(text) if isinstance(h, ActorHit)]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("US military", "mil-us"),
        ("U.S. forces", "mil-us"),
        ("American troops", "mil-us"),
        ("American special operations forces", "mil-us"),
        ("British soldiers", "mil-gb"),
        ("French fighter jets", "mil-fr"),
        ("Malian soldiers", "mil-ml"),
        ("Malian army soldiers", "mil-ml"),
        ("Burkinabe troops", "mil-bf"),
        ("Nigerien army", "mil-ne"),
        ("Nigerian air force", "mil-ng"),
        ("Chadian armed forces", "mil-td"),
        ("Cameroonian gendarmes", "police-cm"),
        ("Ugandan troops", "mil-ug"),
        ("Kenyan police officers", "police-ke"),
        ("Ethiopian federal police", "police-et"),
        ("Ethiopian government soldiers", "mil-et"),
        ("Somali government forces", "mil-so"),
        ("South Sudanese soldiers", "mil-ss"),
        ("Sudanese army", "mil-sd"),
        ("Egyptian security forces", "mil-eg"),
        ("Syrian government troops", "mil-sy"),
        ("Syrian army", "mil-sy"),
        ("Iraqi counter-terrorism forces", "mil-iq"),
        ("Israeli air force", "mil-il"),
        ("Israeli police", "police-il"),
        ("Israeli tanks", "mil-il"),
        ("Turkish intelligence", "national-intelligence-organization"),
        ("Turkish F-16s", ""),
        ("Jordanian intelligence services", "intelligence-jo"),
        ("Iranian border guards", "police-ir"),
        ("Saudi warplanes", "mil-sa"),
        ("Emirati special forces", "mil-ae"),
        ("Afghan forces", "mil-af"),
        ("Pakistani military", "mil-pk"),
        ("Pakistani police", "police-pk"),
        ("Indian paratroopers", "mil-in"),
        ("Thai soldiers", "mil-th"),
        ("Philippine marines", "mil-ph"),
        ("Colombian army", "mil-co"),
        ("Mexican marines", "mil-mx"),
        ("Haitian police", "police-ht"),
        ("Russian naval infantry", "mil-ru"),
        ("Ukrainian artillery", ""),
        ("Mali's army", "mil-ml"),
        ("Niger’s air force", "mil-ne"),
        ("Burkina Faso's military", "mil-bf"),
        ("Myanmar troops", "mil-mm"),
        ("Ukraine's security forces", "mil-ua"),
    ],
)
def test_nationality_and_force_are_the_states(gazetteer: Gazetteer, words: str, actor: str) -> None:
    found = _actors(gazetteer, f"On Monday {words} came nearer.")
    assert found == ([(words, (actor,))] if actor else [])


@pytest.mark.parametrize(
    "text",
    [
        "In Niger troops had gone on strike.",
        "Chad forces a new vote on its members.",
        "The American force of habit is strong.",
        "A Kenyan marine biologist spoke.",
        "French policy was discussed.",
        "Russian militarism was the theme.",
        "Turkish jetties were built.",
    ],
)
def test_other_words_behind_a_nationality_are_not(gazetteer: Gazetteer, text: str) -> None:
    assert _actors(gazetteer, text) == []


def test_a_nationality_of_two_states_keeps_both(gazetteer: Gazetteer) -> None:
    assert _actors(gazetteer, "Congolese soldiers left.") == [("Congolese soldiers", ("mil-cd", "mil-cg"))]


def test_the_country_stays_known_where_no_force_is_named(gazetteer: Gazetteer) -> None:
    kinds = [type(h) for h in gazetteer.tag("Malian farmers met in Niger.")]
    assert kinds == [DemonymHit, PlaceHit]
