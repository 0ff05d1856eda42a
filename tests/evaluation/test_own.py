"""The measures on our own reports, on cases small enough to count by hand."""

import pytest

from evaluation.own import Outcome, outcome, same_name
from overhorizon.domain.incidents import IncidentType, Realis
from tests.factories import market
from training.annotated import Annotated, Mark, Told


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Harun Front", "the Harun Front", True),
        ("Harun Liberation Front", "Harun Front", True),
        ("Harun Front", "Bilal Front", False),
        ("the Front", "the Army", False),
        ("Katibat al-Noor", "Katibat al Noor", True),
        ("", "Harun Front", False),
    ],
)
def test_names_are_the_same_by_their_telling_words(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def _annotated(*incidents: Told, marks: tuple[Mark, ...] = ()) -> Annotated:
    return Annotated(id="own-001", head={}, text="A bomb exploded in Dar.", incidents=incidents, marks=marks)


BOMBING = Told(key="e1", type=IncidentType.BOMBING, realis=Realis.ACTUAL, background=False, facts={"killed": "3..3"})


def test_what_nobody_read_is_missed_and_what_is_quiet_is_left_alone() -> None:
    missed = outcome(_annotated(BOMBING, marks=(Mark(label="T", incident="e1", start=7, end=15),)), None)
    assert missed.counts["incidents"] == (0, 0, 1)
    assert missed.counts["main incidents"] == (0, 1, 1)
    assert outcome(_annotated(), None).counts["quiet reports"] == (1, 1, 1)


def test_an_incident_that_did_not_happen_is_not_wanted() -> None:
    feared = Told(key="e1", type=IncidentType.BOMBING, realis=Realis.HYPOTHETICAL, background=False, facts={})
    assert outcome(_annotated(feared), None).counts["incidents"] == (0, 0, 0)


def test_counts_add_up() -> None:
    counted = Outcome()
    counted.add("type", 1, 1, 1)
    counted.add("type", 0, 1, 1)
    assert counted.counts["type"] == (1, 2, 2)


@pytest.mark.parametrize(
    ("killed", "date", "names", "right"),
    [
        ("20..20", "2026-03-10", "Lantern Front", {"toll when given", "toll exact", "date", "perpetrators"}),
        ("20..", "2026-03-10", "Lantern Front", {"date", "perpetrators"}),
        ("17..17", "2026-03-09..2026-03-11", "Ashen Banner", {"date"}),
        ("20..20", "2026-02", "Lantern Front / Ashen Banner", {"toll when given", "toll exact"}),
    ],
)
def test_values_are_held_against_the_annotation(killed: str, date: str, names: str, right: set[str]) -> None:
    analysis = market()
    text = analysis.report.text
    start = text.index("exploded")
    facts = {"killed": killed, "date": date, "perpetrators": names, "country": "ML"}
    told = Told(key="e1", type=IncidentType.BOMBING, realis=Realis.ACTUAL, background=False, facts=facts)
    mark = Mark(label="T", incident="e1", start=start, end=start + len("exploded"))
    counts = outcome(Annotated(id="own-001", head={}, text=text, incidents=(told,), marks=(mark,)), analysis).counts
    assert counts["incidents"] == (1, 2, 1)
    assert counts["type"] == counts["country"] == (1, 1, 1)
    for measure in ("toll when given", "toll exact", "date"):
        assert (counts[measure][0] == 1) == (measure in right), measure
    hits, given, wanted = counts["perpetrators"]
    assert (hits == given == wanted) == ("perpetrators" in right)
