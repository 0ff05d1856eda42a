"""From an analysis to templates, and their measures. The texts are invented, in capitals as in the corpus."""

from dataclasses import replace
from datetime import date

import pytest

from evaluation.muc4 import measure
from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.reports import Publication, PublicationBasis, Report
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import ReportReading, Slot, SlotFiller
from overhorizon.export.muc4 import ROLES, TYPES, Template, read_templates, templates
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import analyze_report
from tests import factories
from tests.rule_encoder import RuleEncoder

DAY = date(1990, 5, 3)


def read(text: str, gazetteer: Gazetteer) -> dict[str, Template]:
    published = Publication(first=DAY, last=DAY, basis=PublicationBasis.DECLARED)
    report = Report(text=text, address=None, outlet=None, publication=published, title=None, language="en")
    return {t.incident_type: t for t in templates(analyze_report(report, RuleEncoder(), gazetteer))}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A BOMB KILLED TWO PEOPLE OUTSIDE THE DEPOT TODAY.", ["bombing"]),
        ("GUNMEN KIDNAPPED TWO ENGINEERS ON THE QUARRY ROAD.", ["kidnapping"]),
        ("TERRORISTS ATTACKED THE VILLAGE AND BURNED DOWN THE MILL.", ["attack", "arson"]),
        ("GUNMEN ATTACKED THE BRANCH AND ROBBED THE CASHIERS.", ["attack", "robbery"]),
        ("THE HARVEST WAS GOOD, THE MINISTER SAID.", []),
        ("POLICE ARRESTED THREE STUDENTS IN THE SQUARE.", []),
        ("THE ARMY CLASHED WITH REBELS ALL NIGHT.", []),
    ],
)
def test_types_are_told_by_the_incident_or_by_its_words(text: str, kinds: list[str], gazetteer: Gazetteer) -> None:
    assert list(read(text, gazetteer)) == kinds


def test_fillers_are_words_of_the_text_each_once(gazetteer: Gazetteer) -> None:
    text = (
        "A CAR BOMB KILLED TWO PEOPLE NEAR THE HARBOUR BRIDGE TODAY. THE CAR BOMB DAMAGED THE HARBOUR BRIDGE AND A TEXTILE STORE."
    )
    found = read(text, gazetteer)["bombing"].roles
    assert found["Weapon"] == ("CAR BOMB",)
    assert found["Target"] == ("HARBOUR BRIDGE", "TEXTILE STORE")


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("GUNMEN MURDERED MAYOR ODILO RENNA TODAY.", ("ODILO RENNA",)),
        ("GUNMEN MURDERED THE MAYOR TODAY.", ()),
        ("GUNMEN ATTACKED A PATROL AND KILLED THREE SOLDIERS TODAY.", ()),
    ],
)
def test_victims_have_a_name_and_no_title(text: str, victims: tuple[str, ...], gazetteer: Gazetteer) -> None:
    assert read(text, gazetteer)["attack"].roles["Victim"] == victims


def test_organisations_and_people_are_told_apart() -> None:
    """The market was bombed by a group of the registry; the teacher killed by gunmen, and a group that is open between two."""
    market = factories.market()
    found = {t.incident_type: t.roles for t in templates(market)}
    assert found["bombing"]["PerpOrg"] == ("Lantern Front",)
    assert found["bombing"]["PerpInd"] == ()
    assert found["attack"]["PerpInd"] == ("gunmen",)
    assert found["attack"]["PerpOrg"] == ("Lantern Front or the Ashen Banner",)
    assert all(set(roles) == set(ROLES) for roles in found.values())


@pytest.mark.parametrize("realis", [r for r in Realis if r not in (Realis.ACTUAL, Realis.ATTEMPTED)])
def test_what_was_not_done_fills_no_template(realis: Realis) -> None:
    market = factories.market()
    assert templates(replace(market, incidents=tuple(replace(i, realis=realis) for i in market.incidents))) == ()


def test_every_filler_stands_in_the_text() -> None:
    text = factories.MARKET.lower()
    for template in templates(factories.market()):
        assert all(words.lower() in text for fillers in template.roles.values() for words in fillers)


def test_a_clash_is_no_template_of_its_own() -> None:
    assert set(IncidentType) - set(TYPES) == {
        IncidentType.ARMED_CLASH,
        IncidentType.ARREST,
        IncidentType.THREAT,
        IncidentType.OTHER,
    }


def test_the_measures_count_documents() -> None:
    one, two = [{"incident_type": "attack"}], [{"incident_type": "attack"}, {"incident_type": "bombing"}]
    none: list[dict[str, str]] = []
    gold = {
        "a": {"roles": one},
        "b": {"roles": [{"incident_type": "bombing / attack"}]},
        "c": {"roles": two},
        "d": {"roles": none},
    }
    found = {"a": {"roles": two}, "b": {"roles": one}, "d": {"roles": one}}
    figures = measure(gold, found, resamples=10)
    assert figures["type, one template"].f1 == 50.0  # two answered for "a"
    assert (figures["relevance"].precision, figures["relevance"].recall) == (66.67, 66.67)
    assert measure(gold, gold, resamples=10)["relevance"].f1 == 100.0


def reading(text: str, *fillers: tuple[str, Slot, float, str]) -> ReportReading:
    """Kinds in order of their first filler; words are found at their last place."""
    found = tuple(
        SlotFiller(
            slot=slot, span=Span(start=text.rindex(words), end=text.rindex(words) + len(words)), kinds=(kind,), score=score
        )
        for words, slot, score, kind in fillers
    )
    return ReportReading(tells=1.0, kinds=tuple(dict.fromkeys(f.kinds[0] for f in found)), fillers=found)


def test_a_reading_gives_one_template_for_each_kind_with_its_own_fillers() -> None:
    text = "GUNMEN ATTACKED THE OSK BARRACKS. A BOMB DAMAGED THE MILL."
    told = reading(
        text,
        ("GUNMEN", Slot.PERPETRATOR_PERSON, 0.9, "attack"),
        ("THE OSK BARRACKS", Slot.TARGET, 0.8, "attack"),
        ("BOMB", Slot.WEAPON, 0.9, "bombing"),
    )
    attack, bombing = read_templates(text, told)
    assert (attack.incident_type, bombing.incident_type) == ("attack", "bombing")
    assert attack.roles == {"PerpInd": ("GUNMEN",), "PerpOrg": (), "Target": ("OSK BARRACKS",), "Victim": (), "Weapon": ()}
    assert bombing.roles["Weapon"] == ("BOMB",)


@pytest.mark.parametrize(
    ("text", "longer", "shorter"),
    [
        ("THE NORTHERN FRONT [NOFRO] DID IT", "NORTHERN FRONT", "NOFRO"),
        ("JUDGE ODILO RENNA WAS SHOT", "ODILO RENNA", "RENNA"),
    ],
)
@pytest.mark.parametrize("surer", [0, 1])
def test_of_two_names_for_one_entity_the_surer_stands(text: str, longer: str, shorter: str, surer: int) -> None:
    names = (longer, shorter)
    told = reading(text, *((name, Slot.VICTIM, 0.9 if i == surer else 0.6, "attack") for i, name in enumerate(names)))
    (template,) = read_templates(text, told)
    assert template.roles["Victim"] == (names[surer],)


def test_a_quiet_reading_gives_no_template() -> None:
    assert read_templates("THE HARVEST WAS GOOD.", ReportReading(tells=0.1)) == ()
