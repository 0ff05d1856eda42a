import pytest

from overhorizon.gazetteer.idiom import idioms


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A sheriff's deputy closed Interstate 45.", "US"),
        ("The school district rehired two teachers.", "US"),
        ("Call 555-010-9999 by noon.", "US"),
        ("Sgt. Doe heads the Police Department.", "US"),
        ("The theft of £400 came before magistrates’ court.", "GB"),
        ("Pc Doe saw it on the M11 motorway.", "GB"),
        ("The RCMP closed the bridge.", "CA"),
    ],
)
def test_papers_of_one_country_have_their_words(text: str, country: str) -> None:
    assert set(idioms(text)) == {country}


@pytest.mark.parametrize("text", ["", "Gunmen killed nine people near Gao on Monday.", "The army shelled a camp; 12 died."])
def test_plain_reports_are_no_ones(text: str) -> None:
    assert idioms(text) == {}


def test_many_words_count_little_more_than_few() -> None:
    assert idioms("Interstate 1. Interstate 2. Interstate 3. Interstate 4. Interstate 5.") == {"US": 3}
