from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.places import PlaceKind, PlacePrecision
from overhorizon.encoder.sentences import paragraphs, sentences
from overhorizon.extract.where import LocationMention, find_places
from overhorizon.gazetteer import Context, Gazetteer


def _found(gazetteer: Gazetteer, text: str) -> tuple[LocationMention, ...]:
    return find_places(text, [s for p in paragraphs(text) for s in sentences(text, p)], gazetteer)


_CASES = [
    # words, described, country, class
    ("Two people died in Somalia.", "Somalia", "SO", PlacePrecision.COUNTRY),
    ("Two people died in northern Mali.", "northern Mali", "ML", PlacePrecision.FUZZY),
    ("Two people died in southern Afghanistan.", "southern Afghanistan", "AF", PlacePrecision.FUZZY),
    ("Two people died in the far north-east of Nigeria.", "far north-east of Nigeria", "NG", PlacePrecision.FUZZY),
    ("Two people died in Helmand province.", "Helmand", "AF", PlacePrecision.ADMIN1),
    ("Two people died in Nigeria's Zamfara state.", "Nigeria's Zamfara", "NG", PlacePrecision.ADMIN1),
    (
        "Two people died near Damaturu in Nigeria's Yobe State.",
        "near Damaturu in Nigeria's Yobe State",
        "NG",
        PlacePrecision.NEAR,
    ),
    ("Two people died in the Bolan Pass, Balochistan.", "Bolan Pass, Balochistan", "PK", PlacePrecision.FUZZY),
    ("Two people died in El Fasher, North Darfur.", "El Fasher, North Darfur", "SD", PlacePrecision.EXACT),
    ("Two people died in Mosul.", "Mosul", "IQ", PlacePrecision.EXACT),
    ("Two people died near Mosul.", "near Mosul", "IQ", PlacePrecision.NEAR),
    ("Two people died outside Kandahar.", "outside Kandahar", "AF", PlacePrecision.NEAR),
    ("Two people died 15 km west of Djibo.", "15 km west of Djibo", "BF", PlacePrecision.NEAR),
    ("Two people died on the outskirts of Baidoa.", "on the outskirts of Baidoa", "SO", PlacePrecision.NEAR),
    ("Two people died about 120 kilometers north of Timbuktu.", "120 kilometers north of Timbuktu", "ML", PlacePrecision.FUZZY),
    (
        "Two people died in Barsalogho, in north-central Burkina Faso.",
        "Barsalogho, in north-central Burkina Faso",
        "BF",
        PlacePrecision.EXACT,
    ),
    ("Two people died in Springfield, Missouri.", "Springfield, Missouri", "US", PlacePrecision.EXACT),
    ("Two people died at Kabul airport.", "Kabul airport", "AF", PlacePrecision.EXACT),
    ("Two people died in al-Hol camp.", "al-Hol camp", "SY", PlacePrecision.EXACT),
    ("Two people died in the Sahel.", "Sahel", None, PlacePrecision.FUZZY),
    ("Two people died in Donbas.", "Donbas", "UA", PlacePrecision.FUZZY),
    ("Two sailors died in the Red Sea.", "Red Sea", None, PlacePrecision.WATER_OR_AIR),
    ("Two sailors died in the Gulf of Aden.", "Gulf of Aden", None, PlacePrecision.WATER_OR_AIR),
    ("Two people died on the Maiduguri-Damaturu road.", "Maiduguri-Damaturu", "NG", PlacePrecision.FUZZY),
    ("Two people died between Goma and Sake.", "Goma and Sake", "CD", PlacePrecision.FUZZY),
]


@pytest.mark.parametrize(("text", "described", "country", "precision"), _CASES)
def test_precision_follows_the_words(
    gazetteer: Gazetteer, text: str, described: str, country: str | None, precision: PlacePrecision
) -> None:
    [mention] = _found(gazetteer, text)
    assert mention.location.described == described
    assert mention.location.country == country
    assert mention.location.precision is precision
    assert (mention.location.pin is not None) == (precision <= PlacePrecision.NEAR)


@pytest.mark.parametrize(
    "text",
    [
        "Kabul said it had no information.",
        "Washington wants a ceasefire.",
        "Moscow has repeatedly denied it.",
        "Talks with Tehran collapsed.",
        "The ministers put pressure on Damascus.",
        "US-led forces withdrew.",
        "Syrian troops withdrew.",
        "The government in Tripoli resigned.",
        "The Washington Post reported it.",
        "Turkey accused the rebels.",
        "The Paris Agreement was signed.",
        "He was born in Mosul.",
    ],
)
def test_governments_titles_and_origins_are_nobodys_place(gazetteer: Gazetteer, text: str) -> None:
    assert _found(gazetteer, text) == ()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A grenade went off near the ministry in Kabul, wounding three clerks.", "AF"),
        ("Gunmen stormed the party headquarters in Baghdad.", "IQ"),
        ("Rockets hit the embassy in Tripoli.", "LY"),
        ("An attack on the parliament in Mogadishu wounded three clerks.", "SO"),
        ("The embassy in Khartoum was shelled.", "SD"),
        ("A van exploded outside a court in Lahore.", "PK"),
        ("Gunmen shot dead a judge in Kandahar.", "AF"),
        ("Two prosecutors in Mosul were killed.", "IQ"),
    ],
)
def test_an_office_that_is_struck_is_a_scene(gazetteer: Gazetteer, text: str, country: str) -> None:
    [mention] = _found(gazetteer, text)
    assert mention.location.country == country
    assert mention.location.pin is not None


@pytest.mark.parametrize(
    "text",
    [
        "A court in Lyon on Monday jailed a man for the murders.",
        "A court in Lyon, France, jailed a man for the murders.",
        "A judge in Lyon jailed a man for the murders.",
        "Prosecutors in Lyon charged a man with the murders.",
        "Lawmakers in Lagos debated the murders.",
        "Speaking in London, the president blamed the rebels.",
        "The minister told reporters in London that the rebels did it.",
        "The ministry in Kabul said that gunmen did it.",
        "The rebels killed nine villagers, officials in Mosul said.",
        "The rebels killed nine villagers according to officials in Mosul.",
        "He told reporters near the embassy in Kabul that gunmen did it.",
    ],
)
def test_where_one_judges_or_speaks_is_no_scene(gazetteer: Gazetteer, text: str) -> None:
    assert _found(gazetteer, text) == ()


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("The group said Israel killed nine people in Gaza City.", ["Gaza City"]),
        ("Russia attacked Kharkiv.", ["Kharkiv"]),
        ("On Friday, Russia shelled Kharkiv.", ["Kharkiv"]),
        ("Officers reported that Russia had fired drones at Odesa.", ["Odesa"]),
        ("Israel on Monday bombed Beirut.", ["Beirut"]),
        ("Russia and Iran bombed Mosul.", ["Mosul"]),
        ("A raid in Israel killed two people.", ["Israel"]),
        ("The attack on Kabul killed two people.", ["Kabul"]),
        ("Sudan attacked by drones", ["Sudan"]),
        ("Iran's foreign ministry condemned the raid on Mosul.", ["Mosul"]),
        ("Russia and Iran condemned the raid on Mosul.", ["Mosul"]),
    ],
)
def test_a_country_that_acts_is_no_place(gazetteer: Gazetteer, text: str, described: list[str]) -> None:
    assert [m.location.described for m in _found(gazetteer, text)] == described


@pytest.mark.parametrize(
    "text", ["A bomb exploded in Kabul.", "The attack on Kabul killed two.", "Shelling hit Moscow.", "In Washington two died."]
)
def test_a_capital_where_something_happens_is_a_place(gazetteer: Gazetteer, text: str) -> None:
    [mention] = _found(gazetteer, text)
    assert mention.location.pin is not None


def test_names_that_the_text_leaves_open_have_no_place(gazetteer: Gazetteer) -> None:
    for mention in _found(gazetteer, "The storm reached San Antonio, then Santa Rosa, then San Isidro."):
        if mention.rule == "several places bear the name":
            assert mention.location.place is None
            assert mention.location.pin is None


def test_only_the_given_sentences_are_read(gazetteer: Gazetteer) -> None:
    text = "A bomb exploded in Mosul. A bomb exploded in Raqqa."
    first, second = sentences(text, paragraphs(text)[0])
    assert [m.location.described for m in find_places(text, [second], gazetteer)] == ["Raqqa"]
    assert [m.location.described for m in find_places(text, [first], gazetteer)] == ["Mosul"]


_PIECES = st.sampled_from(
    [
        "Mosul",
        "Kabul",
        "near",
        "in",
        "Springfield",
        ",",
        "Missouri",
        "northern",
        "Mali",
        "said",
        "between",
        "and",
        "Goma",
        ". ",
        "The",
        "-",
        "road",
        "Syria's",
        "Idlib",
    ]
)


@settings(max_examples=80)
@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_mentions_lie_in_the_text_and_never_overlap(gazetteer: Gazetteer, text: str) -> None:
    found = _found(gazetteer, text)
    for mention in found:
        assert mention.span.end <= len(text)
        if mention.location.precision is PlacePrecision.COUNTRY:
            assert mention.location.pin is None
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        # a division named after its town, whether or not the gazetteer has it
        ("Two people died in Macomia district.", PlacePrecision.ADMIN2),
        ("Two people died in Kunduz's Imam Sahib district.", PlacePrecision.ADMIN2),
        ("Two people died in Dikwa local government area.", PlacePrecision.ADMIN2),
        ("Two people died in Djugu territory.", PlacePrecision.ADMIN2),
        ("Two people died in the Mueda district of Mozambique.", PlacePrecision.ADMIN2),
        ("Two people died in Kharkiv region.", PlacePrecision.ADMIN1),
        ("Two people died in Gao region.", PlacePrecision.ADMIN1),
        ("Two people died in Homs province.", PlacePrecision.ADMIN1),
        ("Two people died in the province of Homs.", PlacePrecision.ADMIN1),
        ("Two people died in Nigeria's Plateau State.", PlacePrecision.ADMIN1),
        ("Two people died in Kherson Oblast.", PlacePrecision.ADMIN1),
        # the town itself
        ("Two people died in Macomia.", PlacePrecision.EXACT),
        ("Two people died in the town of Macomia.", PlacePrecision.EXACT),
        ("Two people died in Homs.", PlacePrecision.EXACT),
        ("Two people died in central Homs.", PlacePrecision.EXACT),
        ("Two people died in the Homs countryside.", PlacePrecision.NEAR),
        ("Two people died in the Ménaka area.", PlacePrecision.NEAR),
        ("Two people died off Hodeidah.", PlacePrecision.NEAR),
        ("Two people died south of Baghdad.", PlacePrecision.NEAR),
        ("Two people died around Djibo.", PlacePrecision.NEAR),
        # facilities
        ("Two people died at Evin Prison.", PlacePrecision.EXACT),
        ("Two people died at Belbek airfield.", PlacePrecision.EXACT),
        ("Two people died at Kassala Airport.", PlacePrecision.NEAR),
        ("Two people died in Shatila refugee camp.", PlacePrecision.EXACT),
        ("Two people died at the Nasib border crossing.", PlacePrecision.EXACT),
        ("Two people died near Goma airport.", PlacePrecision.NEAR),
        # areas
        ("Two people died in Sambisa forest.", PlacePrecision.FUZZY),
        ("Two people died in the Salinas Valley.", PlacePrecision.FUZZY),
        ("Two people died in Liptako-Gourma.", PlacePrecision.FUZZY),
        ("Two people died in Darfur.", PlacePrecision.FUZZY),
        ("Two people died on the Evros River.", PlacePrecision.FUZZY),
        ("Two people died in the Siliguri Corridor.", PlacePrecision.FUZZY),
        ("Two people died in the Syrian Desert.", PlacePrecision.FUZZY),
        # between
        ("Two people died on the highway between Bamako and Ségou.", PlacePrecision.FUZZY),
        ("Two people died on the Kabul-Kandahar highway.", PlacePrecision.FUZZY),
        ("Two people died on the road between Kabul and Ghazni.", PlacePrecision.FUZZY),
        # waters
        ("Two sailors died in the Strait of Hormuz.", PlacePrecision.WATER_OR_AIR),
        ("Two sailors died on Lake Turkana.", PlacePrecision.WATER_OR_AIR),
        ("Two sailors died in the Barents Sea.", PlacePrecision.WATER_OR_AIR),
        # countries
        ("Two people died in Togo.", PlacePrecision.COUNTRY),
        ("Two people died in the Philippines.", PlacePrecision.COUNTRY),
        ("Two people died off the coast of Libya.", PlacePrecision.COUNTRY),
        ("Two people died in the DRC.", PlacePrecision.COUNTRY),
        ("Two people died in eastern Congo.", PlacePrecision.FUZZY),
    ],
)
def test_the_class_is_never_finer_than_the_words(gazetteer: Gazetteer, text: str, precision: PlacePrecision) -> None:
    [mention] = _found(gazetteer, text)
    assert mention.location.precision is precision
    assert (mention.location.pin is not None) == (precision <= PlacePrecision.NEAR)


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Two people died in Rutshuru territory of North Kivu.", "Rutshuru territory of North Kivu"),
        ("Two people died in Kaya in the Centre-Nord region.", "Kaya in the Centre-Nord region"),
        ("Two people died in Quetta, the capital of Balochistan province.", "Quetta, the capital of Balochistan"),
        ("Two people died in Kankara in Katsina State, northwest Nigeria.", "Kankara in Katsina State, northwest Nigeria"),
        ("Two people died in Buea, South West Region, Cameroon.", "Buea, South West Region, Cameroon"),
        ("Two people died in Owo, Ondo State.", "Owo, Ondo State"),
    ],
)
def test_larger_units_are_part_of_the_description(gazetteer: Gazetteer, text: str, described: str) -> None:
    assert [m.location.described for m in _found(gazetteer, text)] == [described]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He was shot in the Nairobi suburb of Eastleigh.", "Eastleigh"),
        ("The raid was in Kabul's Sherpur area.", "Sherpur"),
        ("They died in Kasuku village in the Rutshuru territory of North Kivu.", "Kasuku"),
    ],
)
def test_a_namesake_abroad_gets_no_pin(gazetteer: Gazetteer, text: str, words: str) -> None:
    [mention] = [m for m in _found(gazetteer, text) if words in m.location.described]
    assert mention.location.pin is None
    assert mention.rule == "no place of the name is known there"


def test_the_outlet_s_country_is_heard(gazetteer: Gazetteer) -> None:
    text = "Two people died in Tripoli. Beirut was calm."
    span = sentences(text, paragraphs(text)[0])
    [here, *_] = find_places(text, span, gazetteer, context=Context(home="LB"))
    assert here.location.country == "LB"


_SENTENCE = st.lists(
    st.sampled_from(
        ["Mosul", "near", "in", "Salinas Valley", "district", "province", "Gao", ",", "Mali", "’s", "of", "the", "Kabul", "suburb",
         "Lake Chad", "and", "between", "highway", "rural", "Red Sea", "Nigeria", "airport", "Goma"]
    ),
    max_size=16,
).map(" ".join)  # fmt: skip


@settings(max_examples=120)
@given(_SENTENCE)
def test_pins_are_for_points_alone(gazetteer: Gazetteer, text: str) -> None:
    for mention in _found(gazetteer, f"Two people died in {text}."):
        location = mention.location
        if location.pin is not None:
            assert location.precision <= PlacePrecision.NEAR
            assert location.place is not None
            assert location.place.kind in (PlaceKind.SETTLEMENT, PlaceKind.FACILITY)
        assert location.place is None or location.place.kind is not PlaceKind.COUNTRY or location.pin is None
