"""Parties in invented sentences: whom the words name, what stays open, what stays a description."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.reports import Publication, PublicationBasis
from overhorizon.encoder.sentences import paragraphs, sentences
from overhorizon.extract.mentions import PartyMention
from overhorizon.extract.who import find_parties
from overhorizon.gazetteer import Gazetteer


def _parties(gazetteer: Gazetteer, text: str, year: int | None = None) -> tuple[PartyMention, ...]:
    day = date(year, 6, 1) if year else None
    published = Publication(first=day, last=day, basis=PublicationBasis.GIVEN) if day else None
    spans = [s for p in paragraphs(text) for s in sentences(text, p)]
    return find_parties(text, spans, gazetteer, publication=published)


def _said(gazetteer: Gazetteer, text: str, year: int | None = None) -> list[tuple[str, object]]:
    """Words and actor; candidates where open, None where the words are all."""
    return [
        (m.span.of(text), m.party.actor.id if m.party.actor else m.party.candidates or None)
        for m in _parties(gazetteer, text, year)
    ]


IS, ISKP, ISWAP = "islamic-state", "islamic-state-khorasan-province", "islamic-state-west-africa-province"
SAHEL, ISM, SOMALIA = "islamic-state-sahel-province", "islamic-state-mozambique-province", "islamic-state-in-somalia"
SHABAAB, TTP = "al-shabaab", "tehrik-i-taliban-pakistan"


@pytest.mark.parametrize(
    ("text", "year", "words", "whom"),
    [
        # one name, several bearers: where the report plays
        ("al-Shabaab was seen near Palma in Cabo Delgado, Mozambique.", 2021, "al-Shabaab", ISM),
        ("al-Shabaab was seen near Kismayo, Somalia.", 2021, "al-Shabaab", SHABAAB),
        ("In Mogadishu, al-Shabab was the topic.", 2015, "al-Shabab", SHABAAB),
        ("al-Shabaab was the topic.", 2021, "al-Shabaab", (SHABAAB, ISM)),
        ("In Somalia and in Mozambique al-Shabaab is spoken of.", 2021, "al-Shabaab", (SHABAAB, ISM)),
        ("al-Shabaab was seen near Mocimboa da Praia.", 2012, "al-Shabaab", SHABAAB),
        ("The ADF was seen near Beni in North Kivu, Congo.", 2022, "ADF", "allied-democratic-forces"),
        ("The ADF was seen near Bamenda, Cameroon.", 2022, "ADF", "ambazonia-defence-forces"),
        ("The SNA was seen near Afrin in Syria.", 2022, "SNA", "syrian-national-army"),
        ("The SNA was seen near Baidoa in Somalia.", 2022, "SNA", "mil-so"),
        ("Congolese soldiers were seen near Goma.", 2022, "Congolese soldiers", "mil-cd"),
        ("Congolese soldiers were seen.", 2022, "Congolese soldiers", ("mil-cd", "mil-cg")),
        ("Maoist rebels were seen near Sukma in Chhattisgarh, India.", 2021, "Maoist rebels", "communist-party-of-india-maoist"),
        ("Maoist rebels were seen on Samar in the Philippines.", 2021, "Maoist rebels", "new-peoples-army"),
        ("Kurdish forces were seen near Hasakah, Syria.", 2018, "Kurdish forces", "syrian-democratic-forces"),
        ("Kurdish forces were seen near Kirkuk, Iraq.", 2016, "Kurdish forces", "peshmerga"),
        ("Ansar al-Sharia was seen near Benghazi, Libya.", 2014, "Ansar al-Sharia", "ansar-al-sharia-libya"),
        ("Ansar al-Sharia was seen near Kairouan, Tunisia.", 2014, "Ansar al-Sharia", "ansar-al-sharia-tunisia"),
        # persons of one name: the years
        ("al-Qurayshi was not in the picture.", 2021, "al-Qurayshi", "abu-ibrahim-al-hashimi-al-qurashi"),
        ("al-Qurayshi was not in the picture.", 2024, "al-Qurayshi", "abu-hafs-al-hashimi-al-qurashi"),
        # a bare name of an umbrella in the country of its branch
        ("The Islamic State was seen in Nangarhar, Afghanistan.", 2019, "Islamic State", ISKP),
        ("ISIS was seen near Jalalabad in Afghanistan.", 2019, "ISIS", ISKP),
        ("The Islamic State was seen near Damboa in Borno, Nigeria.", 2020, "Islamic State", ISWAP),
        ("The Islamic State was seen near Menaka in Mali.", 2022, "Islamic State", SAHEL),
        ("The Islamic State was seen near Macomia in Mozambique.", 2021, "Islamic State", ISM),
        ("The Islamic State was seen near Bosaso in Somalia.", 2021, "Islamic State", SOMALIA),
        ("The Islamic State was seen near Mosul in Iraq.", 2016, "Islamic State", IS),
        ("The Islamic State was seen near Raqqa in Syria.", 2016, "Islamic State", IS),
        ("The Islamic State was seen in Nice, France.", 2016, "Islamic State", IS),
        ("The Islamic State was the topic.", 2016, "Islamic State", IS),
        ("The Islamic State was the topic. The talks were held in Abuja.", 2020, "Islamic State", (IS, ISWAP)),
        ("In Borno, Nigeria, men swore allegiance to the Islamic State.", 2020, "Islamic State", IS),
        ("In Kabul, Afghanistan, an Islamic State affiliate was named.", 2020, "Islamic State", IS),
        ("al-Qaeda was seen in Hadramawt, Yemen.", 2015, "al-Qaeda", "al-qaeda-in-the-arabian-peninsula"),
        ("al-Qaeda was the topic.", 2015, "al-Qaeda", "al-qaeda"),
        ("The Taliban were seen near Kandahar, Afghanistan.", 2014, "Taliban", "taliban"),
        ("The Taliban were seen near Peshawar, Pakistan.", 2014, "Taliban", TTP),
        ("The Taliban were the topic.", 2014, "Taliban", "taliban"),
        ("The Pakistani Taliban were the topic.", 2014, "Pakistani Taliban", TTP),
        # a state that has fallen since
        ("Afghan forces were the topic.", 2019, "Afghan forces", "mil-af"),
        ("Afghan forces were the topic.", 2024, "Afghan forces", ("mil-af", "taliban")),
        # a few letters alone, far from home
        ("The LNA was quoted in Amman, Jordan.", 2020, "LNA", ("libyan-national-army",)),
        ("The LNA was quoted in Sirte, Libya.", 2020, "LNA", "libyan-national-army"),
        (
            "The Libyan National Army was quoted in Amman, Jordan. The LNA has no office there.",
            2020,
            "LNA",
            "libyan-national-army",
        ),
    ],
)
def test_bearers_of_one_name(gazetteer: Gazetteer, text: str, year: int, words: str, whom: str | tuple[str, ...]) -> None:
    assert dict(_said(gazetteer, text, year)).get(words) == whom


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Jama'at Nusrat al-Islam wal-Muslimin", "jamaat-nasr-al-islam-wal-muslimin"),
        ("JNIM", "jamaat-nasr-al-islam-wal-muslimin"),
        ("Katiba Macina", "katiba-macina"),
        ("Lakurawa", "lakurawa"),
        ("M23 rebels", "march-23-movement"),
        ("Mai-Mai Yakutumba", "mai-mai-yakutumba"),
        ("Twirwaneho", "twirwaneho"),
        ("Rapid Support Forces", "rapid-support-forces"),
        ("SPLM-IO", "sudan-peoples-liberation-movement-in-opposition"),
        ("Fano militia", "fano"),
        ("OLF-Shene", "oromo-liberation-army"),
        ("Africa Corps", "africa-corps"),
        ("Jamaat-ul-Ahrar", "jamaat-ul-ahrar"),
        ("Hafiz Gul Bahadur group", "hafiz-gul-bahadur-group"),
        ("Baloch Liberation Army", "balochistan-liberation-army"),
        ("The Resistance Front", "the-resistance-front"),
        ("ULFA-I", "united-liberation-front-of-asom-independent"),
        ("Karen National Liberation Army", "karen-national-union"),
        ("Mandalay PDF", "mandalay-peoples-defence-force"),
        ("Maute group", "maute-group"),
        ("Barisan Revolusi Nasional", "barisan-revolusi-nasional"),
        ("PKK", "kurdistan-workers-party"),
        ("Jabhat Fateh al-Sham", "al-nusra-front"),
        ("Hayat Tahrir ash-Sham", "hayat-tahrir-al-sham"),
        ("Sultan Murad Division", "sultan-murad-division"),
        ("Kataeb Hizballah", "kataib-hezbollah"),
        ("Ashab al-Kahf", "ashab-al-kahf"),
        ("Houthi rebels", "ansar-allah"),
        ("Jaish al-Adl", "jaish-al-adl"),
        ("Tariq Ben Ziyad Brigade", "tariq-ben-zeyad-brigade"),
        ("Estado Mayor Central", "estado-mayor-central"),
        ("Gulf Clan", "clan-del-golfo"),
        ("Viv Ansanm", "viv-ansanm"),
        ("Comando Vermelho", "red-command"),
        ("Atesh partisan movement", "atesh"),
        ("Wilayat Khorasan", "islamic-state-khorasan-province"),
        ("Navy SEALs", "us-special-operations-command"),
        ("Pentagon", "us-department-of-defense"),
        ("DGSE", "directorate-general-for-external-security"),
        ("AUSSOM", "african-union-support-and-stabilization-mission-in-somalia"),
        ("Barkhane force", "operation-barkhane"),
        ("Saudi-led coalition", "saudi-led-coalition"),
        ("anti-ISIS coalition", "combined-joint-task-force-operation-inherent-resolve"),
    ],
)
def test_listed_names(gazetteer: Gazetteer, name: str, actor: str) -> None:
    assert (name, actor) in _said(gazetteer, f"The statement mentions {name} twice.", 2024)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fighters of Katibat al-Wadi left the town.", "Katibat al-Wadi"),
        ("Lashkar-e-Kohsar has said nothing.", "Lashkar-e-Kohsar"),
        ("The Frente Andino del Norte was named.", "Frente Andino del Norte"),
        ("Men of Mai-Mai Zatoro came to the market.", "Mai-Mai Zatoro"),
        ("The Zarun National Liberation Army was named.", "Zarun National Liberation Army"),
        ("A group calling itself the Black Heron wrote the letter.", "Black Heron"),
        ("Militants from the Northern Heron were named.", "Northern Heron"),
        ("It was claimed by the Hidden Lantern.", "Hidden Lantern"),
        ("Jeshi la Asubuhi was named.", "Jeshi la Asubuhi"),
        ("The Popular Rampart Forces were named.", "Popular Rampart Forces"),
        ("What the Army of the Last Well wants is unclear.", "Army of the Last Well"),
        ("Puntland troops were named.", "Puntland troops"),
    ],
)
def test_unlisted_groups_stay_as_worded(gazetteer: Gazetteer, text: str, words: str) -> None:
    assert (words, None) in _said(gazetteer, text, 2022)


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The Harakat al Shabab al Mujahedeen Movement was named.", "Harakat al Shabab al Mujahedeen Movement", SHABAAB),
        ("Fighters of Katibat Imam al-Boukhari left.", "Katibat Imam al-Boukhari", "katibat-imam-al-bukhari"),
        ("Fighters of Saraya Awliyaa al-Damm left.", "Saraya Awliyaa al-Damm", "saraya-awliya-al-dam"),
        ("Men of Lashkar-e-Jhangwi Alami left.", "Lashkar-e-Jhangwi Alami", "lashkar-e-jhangvi"),
    ],
)
def test_names_like_a_listed_one(gazetteer: Gazetteer, text: str, words: str, actor: str) -> None:
    assert (words, actor) in _said(gazetteer, text, 2022)


def test_a_name_like_a_listed_one_elsewhere_is_another(gazetteer: Gazetteer) -> None:
    assert ("Katibat Imam al-Boukhari", None) in _said(gazetteer, "Katibat Imam al-Boukhari was seen in Lima, Peru.", 2022)


@pytest.mark.parametrize(
    "text",
    [
        "Anti-Taliban politicians met.",
        "Houthi-held Hodeidah was quiet.",
        "An al-Qaeda-linked preacher spoke.",
        "The pro-Hezbollah daily had the story.",
        "Wagner was sung at the opera.",
        "Members of parliament met in South Sudan.",
        "Fighters from South Sudan came home.",
        "The Boy Scouts came.",
        "Government troops and Islamist forces were named.",
        "The Tamworth Lions captain scored twice.",
        "It was claimed by Abu Yusuf, a tailor.",
        "Karim Haddad, the leader of a youth movement, spoke.",
        "Jamaat-e-Islami won two seats.",
    ],
)
def test_nobody_is_named(gazetteer: Gazetteer, text: str) -> None:
    assert _said(gazetteer, text, 2022) == []


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Harun Liberation Front (HLF) wrote. Later the HLF was silent.", "HLF", "Harun Liberation Front"),
        ("HLF (Harun Liberation Front) wrote. Later HLF was silent.", "HLF", "Harun Liberation Front"),
        ("The Harun Liberation Front, known by its acronym HLF, wrote. HLF was silent.", "HLF", "Harun Liberation Front"),
        ("The Ambon Defence Forces (ADF) wrote. Later the ADF was silent.", "ADF", "Ambon Defence Forces"),
        ("The Harun Liberation Front (HLF) wrote. The group was silent.", "The group", "Harun Liberation Front"),
        ("The Harun Liberation Front wrote. It was silent.", "It", "Harun Liberation Front"),
        ("The Harun Liberation Front wrote. Its fighters left.", "Its fighters", "Harun Liberation Front"),
        ("The Harun Liberation Front wrote. The militants left.", "The militants", "Harun Liberation Front"),
        ("Hezbollah wrote. The movement was silent.", "The movement", "Hezbollah"),
        ("Malian soldiers came. The army was silent.", "The army", "Armed Forces"),
        ("The Harun Front and the Sinaloa Cartel met. The cartel left.", "The cartel", "Sinaloa Cartel"),
    ],
)
def test_what_stands_for_a_party(gazetteer: Gazetteer, text: str, words: str, name: str) -> None:
    standing = [m for m in _parties(gazetteer, text, 2022) if m.span.of(text) == words and m.antecedent is not None]
    assert standing
    assert all(name in m.party.name for m in standing)
    assert all(m.antecedent is not None and m.antecedent != m.span for m in standing)


@pytest.mark.parametrize(
    "text",
    [
        "Hezbollah and Hamas met. The group was silent.",
        "A baker spoke. The group was silent.",
        "Malian and French soldiers came; Chadian soldiers too. The army was silent.",
        "Hezbollah wrote. The group of tourists left.",
        "Hezbollah wrote. Italy was silent.",
        "Hezbollah wrote. A Itchy dog barked.",
        "Hezbollah wrote. Rain fell. Snow fell. Wind blew. Hail fell. The group was silent.",
    ],
)
def test_what_may_stand_for_several_stays_described(gazetteer: Gazetteer, text: str) -> None:
    assert not [m for m in _parties(gazetteer, text, 2022) if m.antecedent is not None]


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("A U.S. drone strike was reported.", "U.S.", "gov-us"),
        ("Turkish shelling was reported.", "Turkish", "gov-tr"),
        ("Iran fired missiles at an empty field.", "Iran", "gov-ir"),
        ("The ministry said Iran had fired missiles.", "Iran", "gov-ir"),
        ("Israel's airstrikes were the topic.", "Israel", "gov-il"),
    ],
)
def test_states_by_their_deeds(gazetteer: Gazetteer, text: str, words: str, state: str) -> None:
    assert (words, state) in _said(gazetteer, text, 2022)


@pytest.mark.parametrize(
    "text",
    [
        "An earthquake in Iran killed nobody.",
        "A Turkish baker spoke.",
        "The road through Niger was attacked by locusts.",
        "The war in Yemen killed hope.",
    ],
)
def test_countries_that_do_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert _said(gazetteer, text, 2022) == []


_PIECES = st.sampled_from(
    ["Islamic State", "al-Shabaab", "the Harun Front (HF)", "HF", "The group", "Its fighters", "Malian soldiers", "the army", "in Mali",
     "Kabul", "Iran fired", "claimed by", "anti-", "-linked", ".", ". It", "\n\n", "Katibat al-Nur", "(ADF)", "Taliban", "É", "’s", "Jaish"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=8), max_size=25).map(" ".join), st.none() | st.integers(2008, 2026))
def test_mentions_are_in_order_inside_their_sentences_and_apart(gazetteer: Gazetteer, text: str, year: int | None) -> None:
    mentions = _parties(gazetteer, text, year)
    spans = [s for p in paragraphs(text) for s in sentences(text, p)]
    for mention in mentions:
        assert any(s.contains(mention.span) for s in spans)
        assert mention.party.words
        assert mention.antecedent is None or mention.antecedent != mention.span
        assert mention.party.actor is None or not mention.party.candidates
        assert set(mention.party.candidates) <= gazetteer.actors.keys()
    for one, two in pairwise(mentions):
        assert one.span.end <= two.span.start
    assert mentions == _parties(gazetteer, text, year)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fighters of the Salt Road Hawks came. No one saw the Hawks again.", "the Hawks"),
        ("Firqat Abu Nur holds the island. Traders pay Firqat men a tax.", "Firqat"),
    ],
)
def test_one_word_of_a_groups_name_stands_for_it(gazetteer: Gazetteer, text: str, words: str) -> None:
    mention = next(m for m in _parties(gazetteer, text, 2022) if m.span.of(text) == words)
    assert mention.antecedent is not None
    assert mention.party.words.endswith("Hawks") or mention.party.words.startswith("Firqat")


def test_a_word_that_two_groups_share_stands_for_neither(gazetteer: Gazetteer) -> None:
    text = "Fighters of the Salt Road Hawks and fighters of the Reed Bank Hawks came. No one saw the Hawks again."
    assert "the Hawks" not in [m.span.of(text) for m in _parties(gazetteer, text, 2022)]


def test_a_unit_of_an_army_is_that_army(gazetteer: Gazetteer) -> None:
    text = "Soldiers of the Ostrian army's Third Brigade came to the village."
    assert [m.span.of(text) for m in _parties(gazetteer, text, 2022)] == ["Ostrian army"]
