"""Which toll an incident puts forward, from whole small reports: the span of what is held now."""

from datetime import date

import pytest

from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.reports import Publication, PublicationBasis, Report
from overhorizon.domain.rivals import counted, rivals, span_of
from overhorizon.domain.tolls import Harm, PartKind
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract.incident_tolls import SUM_RULE, posts
from overhorizon.extract.reader import Found, extract
from overhorizon.gazetteer import Gazetteer
from tests.rule_encoder import RuleEncoder

FRIDAY = Publication(first=date(2025, 10, 3), last=date(2025, 10, 3), basis=PublicationBasis.DECLARED)
BOMB = "A bomb exploded at a market in Kunduz on Thursday"


def found(text: str, gazetteer: Gazetteer) -> Found:
    report = Report(text=text, address=None, outlet=None, publication=FRIDAY, title=None, language="en")
    return extract(report, RuleEncoder().encode(text, paragraphs(text)), gazetteer)


def first(text: str, gazetteer: Gazetteer) -> IncidentMention:
    return found(text, gazetteer).incidents[0]


def held(text: str, gazetteer: Gazetteer, harm: Harm = Harm.KILLED) -> tuple[int | None, int | None]:
    """The span of the figures that several speakers hold now."""
    report = found(text, gazetteer)
    speakers = {c.id: c.speaker.words for c in report.claims if c.speaker}
    readings = rivals(report.incidents[0].tolls, harm, lambda claim: speakers.get(claim or ""))
    return span_of([r.value.total for r in readings if r.value])


KILLED = (
    # one figure, said again, hedged, or told of parts
    (f"{BOMB}, killing nine people. The blast killed nine people, officials said.", (9, 9)),
    (f"Bomb kills nine in Kunduz\n\n{BOMB}, killing at least nine people.", (9, None)),
    (f"{BOMB}, killing nine people. Two soldiers were killed in the blast.", (9, 9)),
    (f"{BOMB}, killing nine people. Four of them were children.", (9, 9)),
    (f"{BOMB}, killing nine people. In all, 14 people were killed in the attack, police said.", (14, 14)),
    (f"{BOMB}, killing nine people. A nurse counted 11 bodies.", (9, 9)),
    (f"{BOMB}, killing dozens of people. The attack killed 31 people, police said.", (31, 31)),
    (f"{BOMB}, killing several hundred people.", (200, None)),
    (f"{BOMB}, killing dozens of people.", (None, None)),
    (f"{BOMB}, killing dozens of traders and 13 soldiers.", (13, None)),
    # a sentence without a word for the deed
    (f"{BOMB}. Twelve people perished.", (12, 12)),
    (f"{BOMB}. The toll stands at 12.", (12, 12)),
    (f"{BOMB}. The bodies of 12 people were taken to the morgue.", (12, 12)),
    (f"{BOMB}. In Herat, 12 people perished in a fire.", (None, None)),
    # two sides, told one after the other
    ("A bomb killed four soldiers in Kunduz on Thursday. Ten traders were also killed in the blast.", (14, 14)),
    # what is replaced
    (f"{BOMB}, killing nine people. The death toll later rose to 14.", (14, 14)),
    (f"{BOMB}, killing nine people. Officials raised the toll to 12 and later to 14.", (14, 14)),
    (f"{BOMB}, killing 14 people. The ministry cut the toll from 14 to nine.", (9, 9)),
    (f"{BOMB}, killing 14 people. Police had earlier said nine people were killed.", (14, 14)),
    (f"{BOMB}. Initial reports spoke of nine dead.", (9, 9)),
    # who holds another
    (f"{BOMB}. Twelve people were killed, the governor said. Fifteen people were killed, a doctor said.", (12, 15)),
    (f"{BOMB}. Fifteen people were killed, the governor said. Twelve people were killed, a doctor said.", (12, 15)),
    (f'{BOMB}. "Twelve died," the governor said. "Fifteen died," a doctor said.', (12, 15)),
    (f"{BOMB}. Twelve people were killed, the governor said. A doctor put the number at 15.", (12, 15)),
    (f"{BOMB}. Twelve people were killed, the governor said. Traders insist on 15.", (12, 15)),
    (f"{BOMB}. At least 12 people were killed, the governor said. A total of 15 people died, a doctor said.", (12, 15)),
    (f"{BOMB}. Up to 60 people were killed, the governor said. A doctor put the number at about 40.", (40, 60)),
    (f"{BOMB}. Up to 40 people were killed, the governor said. A doctor put the number at 60.", (40, 60)),
    # what attackers suffered, and one victim's story
    ("A suicide bomber blew himself up at a market in Kunduz on Thursday, killing nine people.", (9, 9)),
    ("A suicide bomber blew himself up at a market in Kunduz on Thursday.", (None, None)),
    (f"{BOMB}, killing nine people.\n\nOmar Farid was killed in the blast. He sold bread.", (9, 9)),
    (f"{BOMB}. Nobody was hurt.", (0, 0)),
    # long times
    (f"{BOMB}, killing nine people. Bombs have killed 300 people in the province since January.", (9, 9)),
)


@pytest.mark.parametrize(("text", "expected"), KILLED)
def test_the_toll_put_forward(text: str, expected: tuple[int | None, int | None], gazetteer: Gazetteer) -> None:
    assert held(text, gazetteer) == expected


LIVE = (
    "LIVE: Thursday\n\n{0} A bomb exploded at a market in Kunduz on Thursday, killing two people.\n\n"
    "{1} The blast killed five people, police say.\n\n{2} Rescuers say that nine people were killed in the blast."
)


@pytest.mark.parametrize(
    "stamps", [("09:12", "10:40", "11:05"), ("Update 1:", "Update 2:", "Update 3:"), ("22.10", "23.50", "00.20")]
)
def test_later_posts_replace_earlier_ones(stamps: tuple[str, ...], gazetteer: Gazetteer) -> None:
    assert held(LIVE.format(*stamps), gazetteer) == (9, 9)


def test_posts_may_run_backward() -> None:
    text = "11:05\nNine are dead.\n\n10:40\nFive are dead.\n\n09:12\nA blast is heard."
    live = posts(text)
    places = [live.at(text.index(words)) for words in ("Nine", "Five", "A blast")]
    assert places == sorted(places, key=lambda n: -(n or 0))
    assert None not in places


@pytest.mark.parametrize("text", ["", "At 09:12 a bomb exploded.\n\nAt 10:40 another did.", "09:12 One.\n\n11:00 Two."])
def test_a_report_without_running_updates_has_no_posts(text: str) -> None:
    assert posts(text).at(0) is None


def test_parts_are_kept_and_marked(gazetteer: Gazetteer) -> None:
    one = first(f"{BOMB}, killing nine people. Two soldiers were killed in the blast.", gazetteer)
    killed = [r for r in one.tolls if r.value and r.value.harm is Harm.KILLED]
    assert [(r.value.total.best, r.partial) for r in killed if r.value] == [(9, False), (2, True)]
    assert [r.value.total.best for r in counted(one.tolls, Harm.KILLED) if r.value] == [9]


def test_a_sum_of_two_sentences_keeps_its_parts(gazetteer: Gazetteer) -> None:
    text = "A bomb killed four soldiers in Kunduz on Thursday. Ten traders were also killed in the blast, the governor said."
    reading = first(text, gazetteer).tolls[0]
    assert reading.value is not None
    assert (reading.rule, reading.claim) == (SUM_RULE, None)
    assert [(p.words, p.kind, p.span.of(text)) for p in reading.value.parts] == [
        ("killed four soldiers", PartKind.PARTITION, "killed four soldiers"),
        ("Ten traders were also killed", PartKind.PARTITION, "Ten traders were also killed"),
    ]


def test_whose_figure_it_is(gazetteer: Gazetteer) -> None:
    report = found(f'{BOMB}. "Twelve died," the governor said. A doctor put the number at 15.', gazetteer)
    speakers = {c.id: c.speaker.words for c in report.claims if c.speaker}
    held_by = {r.value.total.best: speakers.get(r.claim or "") for r in report.incidents[0].tolls if r.value}
    assert held_by[12] == "the governor"
    assert held_by[15] != "the governor"
