import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.places import Place, PlaceKind
from overhorizon.gazetteer import Context, Gazetteer, ResolvedPlace


def _resolved(gazetteer: Gazetteer, text: str, *, countries: tuple[str, ...] = ()) -> dict[str, ResolvedPlace]:
    hits = gazetteer.tag(text)
    return {r.hit.words: r for r in gazetteer.resolve(text, hits, context=Context(countries=countries))}


def _place(gazetteer: Gazetteer, text: str, name: str) -> Place:
    return _resolved(gazetteer, text)[name].place


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("He lives in Springfield, Missouri.", "Springfield", "US", "Missouri"),
        ("He lives in Springfield, Illinois.", "Springfield", "US", "Illinois"),
        ("A bomb went off in Tripoli, Lebanon.", "Tripoli", "LB", None),
        ("A bomb went off in Tripoli. Libyan officials arrived from Benghazi.", "Tripoli", "LY", None),
        ("Fighting in Barsalogho, in north-central Burkina Faso.", "Barsalogho", "BF", None),
        ("Clashes in Hyderabad, in Pakistan's Sindh province.", "Hyderabad", "PK", None),
        ("Clashes in Hyderabad, in the Indian state of Telangana.", "Hyderabad", "IN", None),
        ("Shells fell on Valencia. Venezuelan police and Caracas residents fled.", "Valencia", "VE", None),
        ("The march began in Alexandria, Egypt.", "Alexandria", "EG", None),
        ("Police in Alexandria, Louisiana said so.", "Alexandria", "US", "Louisiana"),
        ("Two soldiers died in Córdoba, Colombia.", "Córdoba", "CO", None),
    ],
)
def test_words_around_a_name_decide(gazetteer: Gazetteer, text: str, name: str, country: str, admin1: str | None) -> None:
    place = _place(gazetteer, text, name)
    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


def test_georgia_is_a_country_among_countries_and_a_state_among_cities(gazetteer: Gazetteer) -> None:
    assert _place(gazetteer, "Georgia and Russia fought over Tskhinvali; Tbilisi was calm.", "Georgia").kind is PlaceKind.COUNTRY
    assert _place(gazetteer, "He moved from Atlanta, Georgia, to Savannah.", "Georgia").kind is PlaceKind.ADMIN1


def test_a_division_named_after_its_capital_needs_the_word(gazetteer: Gazetteer) -> None:
    assert _place(gazetteer, "A mine exploded in Kandahar, Afghanistan.", "Kandahar").kind is PlaceKind.SETTLEMENT
    assert _place(gazetteer, "A mine exploded in Kandahar province, Afghanistan.", "Kandahar").kind is PlaceKind.ADMIN1


def test_the_countries_of_the_report_help(gazetteer: Gazetteer) -> None:
    assert _resolved(gazetteer, "Gunmen attacked Tripoli.", countries=("LB",))["Tripoli"].place.country == "LB"


def test_one_name_is_one_place_in_a_report(gazetteer: Gazetteer) -> None:
    text = "Residents of Springfield, Missouri, woke early. In Springfield schools stayed shut."
    answers = gazetteer.resolve(text, gazetteer.tag(text))
    assert len({a.place.id for a in answers if a.hit.words == "Springfield"}) == 1


def test_a_bare_shared_name_is_left_open_with_rivals(gazetteer: Gazetteer) -> None:
    answer = _resolved(gazetteer, "A storm reached Santa Rosa at noon.")["Santa Rosa"]
    assert answer.rivals
    assert answer.open or answer.place.population >= max(r.population for r in answer.rivals)


def test_a_capital_outweighs_its_namesakes(gazetteer: Gazetteer) -> None:
    for name, country in (("Moscow", "RU"), ("Kabul", "AF"), ("Paris", "FR"), ("London", "GB")):
        assert _place(gazetteer, f"He arrived in {name} on Friday.", name).country == country


def test_resolution_does_not_depend_on_the_call(gazetteer: Gazetteer) -> None:
    text = "Mosul, Iraq, and Raqqa, Syria; then Springfield and Georgia."
    hits = gazetteer.tag(text)
    assert gazetteer.resolve(text, hits) == gazetteer.resolve(text, hits)


@pytest.mark.parametrize(
    "reaction",
    [
        "Iran condemned the attack.",
        "Iran strongly condemned the attack.",
        "Iran and Turkey denounced the attack.",
        "Russia and Iran denounced the attack.",
        "Iran's foreign ministry condemned the attack.",
        "Iranian officials offered condolences.",
        "The Iranian government offered condolences.",
        "The group accused Iran of silence.",
    ],
)
def test_a_government_that_reacts_moves_no_town(gazetteer: Gazetteer, reaction: str) -> None:
    answer = _resolved(gazetteer, f"A gunman wounded four shoppers in Herat on 9 May 2026. {reaction}")["Herat"]
    assert answer.place.country == "AF"


@pytest.mark.parametrize("act", ["attacked", "shelled", "had bombed"])
def test_a_country_does_not_own_the_town_it_attacks(gazetteer: Gazetteer, act: str) -> None:
    assert _place(gazetteer, f"Officers said Russia {act} Donetsk at dawn.", "Donetsk").country == "UA"


def test_a_country_in_which_it_happened_still_decides(gazetteer: Gazetteer) -> None:
    assert _place(gazetteer, "A gunman wounded four shoppers in Tripoli, Lebanon. Iran condemned it.", "Tripoli").country == "LB"


def test_a_small_place_beats_a_large_city_by_more_than_one_mention_of_its_country(gazetteer: Gazetteer) -> None:
    faint = _resolved(gazetteer, "Four shoppers were wounded in Herat. The victims had come from Iran.")["Herat"]
    assert faint.open or faint.place.country == "AF"
    plain = _resolved(gazetteer, "Four shoppers were wounded in Herat, Iran.")["Herat"]
    assert plain.place.country == "IR"
    assert not plain.open
    given = _resolved(gazetteer, "Four shoppers were wounded in Herat.", countries=("IR",))["Herat"]
    assert given.place.country == "IR"
    assert not given.open


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # the papers' own words say which country
        ("A state trooper, the sheriff's office and the Athens school district closed Interstate 20.", "Athens", "US"),
        ("Pc Doe fined the man £40 in Newcastle.", "Newcastle", "GB"),
        # English says "Lebanese woman" of the country
        ("A Lebanon woman won. Deputies from the sheriff's office cheered.", "Lebanon", "US"),
        # lists are of one order
        ("Cases rose in Georgia, Alabama and Tennessee.", "Georgia", "US"),
        ("Cases rose in Georgia, Armenia and Turkey.", "Georgia", "GE"),
        ("Teams came from Jordan and Lebanon.", "Jordan", "JO"),
        # a region of many countries is never a hamlet
        ("In New York, Boston and Chicago, US scholars argued about the Middle East.", "Middle East", None),
        # abbreviations
        ("He teaches in Mt. Pleasant, Michigan.", "Mt. Pleasant", "US"),
        # seats
        ("The minister flew to Rome and Paris.", "Rome", "IT"),
        # points of divisions and regions
        ("A drone fell in Hebei province, China.", "Hebei", "CN"),
        ("Gunmen burned three villages in Sool, Somalia.", "Sool", "SO"),
        ("Clashes in Amhara and Tigray, Ethiopia.", "Amhara", "ET"),
        ("Shells fell on Sudzha in Russia's Kursk region.", "Sudzha", "RU"),
        ("Two farmers died in Birnin Gwari, Kaduna State.", "Birnin Gwari", "NG"),
        ("Raiders burned Nadiagou in Burkina Faso.", "Nadiagou", "BF"),
        ("A convoy was hit between Toumour and Diffa.", "Toumour", "NE"),
        ("Fighters entered Humera in Tigray.", "Humera", "ET"),
        ("Guards shot at boats off Tortola.", "Tortola", "VG"),
    ],
)
def test_namesakes_are_told_apart(gazetteer: Gazetteer, text: str, name: str, country: str | None) -> None:
    assert _place(gazetteer, text, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("New York Governor Dana Orr agreed.", "New York", PlaceKind.ADMIN1),
        ("She moved to New York.", "New York", PlaceKind.SETTLEMENT),
        ("Voters in Virginia, Washington and Wyoming queued.", "Washington", PlaceKind.ADMIN1),
        ("Militiamen burned houses in Rutshuru territory.", "Rutshuru territory", PlaceKind.ADMIN2),
        ("A mine went off in Dikwa local government area, Borno State.", "Dikwa", PlaceKind.ADMIN2),
        ("Sailors vanished in the Red Sea.", "Red Sea", PlaceKind.WATER),
        ("The base at Kuweires Airbase was shelled.", "Kuweires Airbase", PlaceKind.FACILITY),
    ],
)
def test_the_words_say_what_is_meant(gazetteer: Gazetteer, text: str, name: str, kind: PlaceKind) -> None:
    assert _place(gazetteer, text, name).kind is kind


def test_towns_of_one_division_vote_together(gazetteer: Gazetteer) -> None:
    text = "Crews came from Torrington, Litchfield and Winsted; all are near Waterbury."
    for name in ("Torrington", "Litchfield", "Waterbury"):
        assert _place(gazetteer, text, name).admin1 == "Connecticut"


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("https://news.example.co.ke/story", "KE"),
        ("https://www.example.co.uk/a", "GB"),
        ("https://example.ca", "CA"),
        ("https://example.com/ng", None),
        ("https://example.tv", None),
        ("http://[", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_may_say_where_its_outlet_is(address: str | None, home: str | None) -> None:
    assert Context.of_address(address).home == home


def test_the_outlet_helps_a_little(gazetteer: Gazetteer) -> None:
    text = "A shop in London burned. Two MPPs asked the RCMP and the OPP for help."
    hits = gazetteer.tag(text)
    [answer] = gazetteer.resolve(text, hits, context=Context(home="CA"))
    [plain] = gazetteer.resolve("A shop in London burned.", gazetteer.tag("A shop in London burned."), context=Context(home="CA"))
    assert answer.place.country == "CA"
    assert plain.place.country == "GB"


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("He was shot in the Nairobi suburb of Eastleigh.", "Eastleigh", "KE"),
        ("The raid was in Kabul's Sherpur area.", "Sherpur", "AF"),
        ("They died in Kasuku village in the Rutshuru territory.", "Kasuku", "CD"),
    ],
)
def test_a_namesake_abroad_is_not_taken_for_a_part_of_a_city(gazetteer: Gazetteer, text: str, name: str, within: str) -> None:
    answer = _resolved(gazetteer, text)[name]
    assert answer.open
    assert answer.within == within


_QUIET = st.lists(
    st.sampled_from("the rain fell and nobody spoke of it again until morning came".split()), min_size=1, max_size=30
)


@settings(max_examples=40)
@given(_QUIET)
def test_a_paragraph_that_names_nothing_changes_nothing(gazetteer: Gazetteer, words: list[str]) -> None:
    text = "Gunmen attacked Tripoli, Lebanon. Residents of Springfield, Missouri, watched; Herat and Georgia did not."
    longer = f"{text}\n\n{' '.join(words)}."
    before, after = (gazetteer.resolve(t, gazetteer.tag(t)) for t in (text, longer))
    assert [(r.place.id, r.open) for r in before] == [(r.place.id, r.open) for r in after]
