from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.gazetteer import ActorHit, DemonymHit, Gazetteer, PlaceHit


def _actors(gazetteer: Gazetteer, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(h.words, tuple(sorted(a.id for a in h.candidates))) for h in gazetteer.tag(text) if isinstance(h, ActorHit)]


def _places(gazetteer: Gazetteer, text: str) -> list[str]:
    return [h.words for h in gazetteer.tag(text) if isinstance(h, PlaceHit)]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Islamic State", "islamic-state"),
        ("IS", "islamic-state"),
        ("ISIS-K", "islamic-state-khorasan-province"),
        ("Islamic State Khorasan", "islamic-state-khorasan-province"),
        ("ISWAP", "islamic-state-west-africa-province"),
        ("ISGS", "islamic-state-sahel-province"),
        ("Boko Haram", "boko-haram"),
        ("AQAP", "al-qaeda-in-the-arabian-peninsula"),
        ("Al Qaeda in the Arabian Peninsula", "al-qaeda-in-the-arabian-peninsula"),
        ("JNIM", "jamaat-nasr-al-islam-wal-muslimin"),
        ("HTS", "hayat-tahrir-al-sham"),
        ("TTP", "tehrik-i-taliban-pakistan"),
        ("Pakistani Taliban", "tehrik-i-taliban-pakistan"),
        ("Taliban", "taliban"),
        ("M23 rebels", "march-23-movement"),
        ("CODECO", "cooperative-for-the-development-of-the-congo"),
        ("RSF", "rapid-support-forces"),
        ("Wagner Group", "wagner-group"),
        ("Africa Corps", "africa-corps"),
        ("Hamas", "hamas"),
        ("Hizbullah", "hezbollah"),
        ("Houthis", "ansar-allah"),
        ("PKK", "kurdistan-workers-party"),
        ("YPG", "peoples-protection-units"),
        ("SDF", "syrian-democratic-forces"),
        ("ELN", "national-liberation-army"),
        ("FARC dissidents", "farc-dissidents"),
        ("Clan del Golfo", "clan-del-golfo"),
        ("CJNG", "jalisco-new-generation-cartel"),
        ("Abu Sayyaf", "abu-sayyaf-group"),
        ("BIFF", "bangsamoro-islamic-freedom-fighters"),
        ("New People's Army", "new-peoples-army"),
        ("New People’s Army", "new-peoples-army"),
        ("ULFA-I", "united-liberation-front-of-asom-independent"),
        ("Naxalites", "communist-party-of-india-maoist"),
        ("Lashkar-e-Taiba", "lashkar-e-taiba"),
        ("Jaish-e-Mohammed", "jaish-e-mohammed"),
        ("Balochistan Liberation Army", "balochistan-liberation-army"),
        ("Fulani herdsmen", "fulani-militia"),
        ("Arakan Army", "arakan-army"),
        ("Fano", "fano"),
        ("TPLF", "tigray-peoples-liberation-front"),
        ("Ambazonia separatists", "ambazonia-separatists"),
        ("IDF", "mil-il"),
        ("FSB", "federal-security-service"),
        ("CENTCOM", "us-central-command"),
        ("NATO", "north-atlantic-treaty-organization"),
        ("MONUSCO", "united-nations-organization-stabilization-mission-in-the-democratic-republic-of-the-congo"),
        ("Nigerien army", "mil-ne"),
        ("Nigerian army", "mil-ng"),
        ("Afghan Defense Ministry", "gov-af"),
    ],
)
def test_actors_are_known_by_their_names(gazetteer: Gazetteer, words: str, actor: str) -> None:
    assert (words, (actor,)) in _actors(gazetteer, f"Officials said on Monday that {words} had taken part.")


def test_names_shared_by_actors_keep_every_candidate(gazetteer: Gazetteer) -> None:
    [(_, candidates)] = _actors(gazetteer, "The ambush was the work of al-Shabaab.")
    assert set(candidates) == {"al-shabaab", "islamic-state-mozambique-province"}


@pytest.mark.parametrize(
    "text",
    [
        "Is it over?",
        "is anyone there",
        "let us go",
        "THEY TOLD US NOTHING AT ALL TODAY",
        "they hamassed it",
        "a base in the north",
    ],
)
def test_ordinary_words_are_no_actors(gazetteer: Gazetteer, text: str) -> None:
    assert _actors(gazetteer, text) == []


def test_weak_names_need_a_fuller_one(gazetteer: Gazetteer) -> None:
    assert _actors(gazetteer, "Wagner sang at the opera.") == []
    assert len(_actors(gazetteer, "The Wagner Group left. Wagner had been there since spring.")) == 2


def test_demonyms_are_no_places(gazetteer: Gazetteer) -> None:
    hits = gazetteer.tag("A Syrian doctor and two Nigerien nurses arrived.")
    assert [(h.words, h.countries) for h in hits if isinstance(h, DemonymHit)] == [("Syrian", ("SY",)), ("Nigerien", ("NE",))]
    assert not any(isinstance(h, PlaceHit) for h in hits)


def test_qualifiers_are_marked(gazetteer: Gazetteer) -> None:
    [hit] = [h for h in gazetteer.tag("An Iran-backed militia denied it.") if isinstance(h, PlaceHit)]
    assert hit.words == "Iran"
    assert hit.modifier


@pytest.mark.parametrize(
    "text",
    [
        "Chad Walker spoke.",
        "Mr. Henry said so.",
        "In March they left.",
        "Reading books is a joy.",
        "Police opened an inquiry.",
        "General Lincoln Fields resigned.",
    ],
)
def test_people_and_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert _places(gazetteer, text) == []


def test_longest_name_wins(gazetteer: Gazetteer) -> None:
    assert _places(gazetteer, "They fled to Jenin refugee camp.") == ["Jenin refugee camp"]
    assert [w for w, _ in _actors(gazetteer, "Islamic State in Somalia claimed it.")] == ["Islamic State in Somalia"]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Jamaat Nusrat al Islam wal-Muslimeen", "jamaat-nasr-al-islam-wal-muslimin"),
        ("Harakat al Shabab al Mujahedeen", "al-shabaab"),
        ("Kataeb Hizbollah", "kataib-hezbollah"),
        ("Lashkar-e-Tayeba", "lashkar-e-taiba"),
    ],
)
def test_misspelt_names_find_their_actor(gazetteer: Gazetteer, words: str, actor: str) -> None:
    assert gazetteer.actors_like(words, floor=85.0)[0][0].id == actor


@pytest.mark.parametrize("words", ["IS", "the group", "Ministry of Agriculture", "Red Cross volunteers of Springfield"])
def test_other_names_are_not_forced_on_an_actor(gazetteer: Gazetteer, words: str) -> None:
    assert gazetteer.actors_like(words) == ()


_WORDS = st.sampled_from(
    [
        "Mosul",
        "Kabul,",
        "the",
        "US",
        "Islamic State",
        "al-Shabaab",
        "in",
        "Springfield,",
        "Missouri.",
        "near",
        "Boko Haram",
        "Syrian",
        "\n",
        "É",
        "’",
        "…",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS | st.text(max_size=8), max_size=30).map(" ".join))
def test_hits_are_in_order_inside_the_text_and_apart(gazetteer: Gazetteer, text: str) -> None:
    hits = gazetteer.tag(text)
    for hit in hits:
        assert hit.span.of(text) == hit.words
    for one, two in pairwise(hits):
        assert one.span.end <= two.span.start
    assert hits == gazetteer.tag(text)
