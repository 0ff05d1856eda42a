"""Incident mentions from whole small reports of our own: what joins, what stays apart, what is no incident."""

from datetime import date

import pytest

from overhorizon.domain.analysis import Mention, MentionKind
from overhorizon.domain.incidents import IncidentMention, IncidentType, Knowledge, Prominence, Role
from overhorizon.domain.reports import Publication, PublicationBasis, Report
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Harm
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.trigger_rules import tag_triggers
from overhorizon.extract.reader import Found, extract, gather
from overhorizon.gazetteer import Gazetteer

FRIDAY = Publication(first=date(2025, 10, 3), last=date(2025, 10, 3), basis=PublicationBasis.DECLARED)


def found(text: str, gazetteer: Gazetteer, publication: Publication | None = FRIDAY) -> Found:
    report = Report(text=text, address=None, outlet=None, publication=publication, title=None, language="en")
    return extract(report, Tagging(triggers=tag_triggers(text, paragraphs(text))), gazetteer)


def read(text: str, gazetteer: Gazetteer, publication: Publication | None = FRIDAY) -> tuple[IncidentMention, ...]:
    return found(text, gazetteer, publication).incidents


def test_sentences_about_one_attack_make_one_incident(gazetteer: Gazetteer) -> None:
    (one,) = read(
        "Bomb kills nine at Kunduz market\n\nA bomb exploded at a market in Kunduz on Thursday, killing nine people.\n\n"
        "The blast also injured 20 people. The attack was the first in the city this year.",
        gazetteer,
    )
    killed = one.toll(Harm.KILLED)
    assert one.type is IncidentType.BOMBING
    assert one.when is not None and one.when.earliest == one.when.latest == date(2025, 10, 2)
    assert one.location is not None and one.location.country == "AF"
    assert killed is not None and (killed.total.low, killed.total.high) == (9, 9)
    assert one.prominence is Prominence.MAIN


def test_an_older_attack_in_the_same_city_stays_apart(gazetteer: Gazetteer) -> None:
    main, old = read(
        "A bomb exploded at a market in Kunduz on Thursday, killing nine people.\n\n"
        "In March 2021, a suicide bombing at a bank in Kunduz killed 31 people.",
        gazetteer,
    )
    assert [i.toll(Harm.KILLED).total.best for i in (main, old)] == [9, 31]  # type: ignore[union-attr]
    assert old.when is not None and old.when.latest == date(2021, 3, 31)


def test_two_blasts_in_one_country_stay_apart(gazetteer: Gazetteer) -> None:
    both = read(
        "A bomb exploded at a market in Kunduz on Thursday, killing nine people.\n\n"
        "Hours later a bomb killed two soldiers in Kandahar, in the south.",
        gazetteer,
    )
    assert len(both) == 2


def test_a_leader_killed_is_not_the_attack_that_he_planned(gazetteer: Gazetteer) -> None:
    text = (
        "Soldiers kill mastermind of Mogadishu hotel bombing\n\n"
        "Soldiers have killed the mastermind behind the 2023 bombing of a hotel in Mogadishu, "
        "which left 22 civilians and three guards dead."
    )
    incidents = {i.type: i for i in read(text, gazetteer)}
    assert set(incidents) == {IncidentType.TARGETED_KILLING, IncidentType.BOMBING}
    killed = incidents[IncidentType.BOMBING].toll(Harm.KILLED)
    assert killed is not None and killed.total.best == 25
    leader = incidents[IncidentType.TARGETED_KILLING].toll(Harm.KILLED)
    assert leader is None or leader.total.best == 1


def test_a_place_that_nobody_names_is_no_guess(gazetteer: Gazetteer) -> None:
    (one,) = read("Gunmen attacked a village on Thursday, killing four farmers.", gazetteer)
    assert one.location is None


def test_a_date_that_hangs_on_the_publication_needs_one(gazetteer: Gazetteer) -> None:
    (one,) = read("Gunmen attacked a village near Kunduz on Thursday, killing four farmers.", gazetteer, None)
    assert one.when is not None and not one.when.is_resolved


def test_the_day_of_a_statement_is_not_the_day_of_the_deed(gazetteer: Gazetteer) -> None:
    (one,) = read("Gunmen killed four farmers near Kunduz on Monday, the army said on Thursday.", gazetteer)
    assert one.when is not None and one.when.earliest == date(2025, 9, 29)


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        (
            "The Lantern Front attacked an army post near Kunduz on Thursday, killing four soldiers.",
            Role.PERPETRATOR,
            "Lantern Front",
        ),
        (
            "Four soldiers were killed near Kunduz on Thursday in an attack by the Lantern Front.",
            Role.PERPETRATOR,
            "Lantern Front",
        ),
        (
            "Men of the Lantern Front came out of a wood near Kunduz and attacked a bus on Thursday.",
            Role.PERPETRATOR,
            "Lantern Front",
        ),
        (
            "A bomb killed four people in Kunduz on Thursday. The Lantern Front claimed responsibility.",
            Role.CLAIMANT,
            "Lantern Front",
        ),
        (
            "A bomb killed four people in Kunduz on Thursday. The army blamed the Lantern Front.",
            Role.PERPETRATOR,
            "Lantern Front",
        ),
        ("Soldiers killed six fighters of the Lantern Front in a raid near Kunduz on Thursday.", Role.TARGET, "Lantern Front"),
        ("A U.S. drone strike killed four people near Kunduz on Thursday.", Role.PERPETRATOR, "Government of United States"),
        ("Gunmen killed four people near Kunduz on Thursday.", Role.PERPETRATOR, "Gunmen"),
    ],
)
def test_roles(text: str, role: Role, name: str, gazetteer: Gazetteer) -> None:
    (one,) = read(text, gazetteer)
    assert name in [p.name for p in one.parties(role)]


def test_nobody_claimed_it(gazetteer: Gazetteer) -> None:
    (one,) = read(
        "A bomb killed four people in Kunduz on Thursday. No group, not even the Lantern Front, claimed responsibility.",
        gazetteer,
    )
    assert one.parties(Role.CLAIMANT) == ()


def test_what_a_report_leaves_open_stays_open(gazetteer: Gazetteer) -> None:
    (one,) = read(
        "The leader of the Lantern Front was killed near Kunduz on Thursday.\n\n"
        "It remains unclear whether the leader of the Front was shot dead by his own men or in clashes with soldiers.",
        gazetteer,
    )
    assert one.types[0].value is IncidentType.TARGETED_KILLING
    assert one.types[1].state is Knowledge.UNKNOWN
    assert IncidentType.ARMED_CLASH in one.types[1].alternatives


@pytest.mark.parametrize(
    "text",
    [
        "At least nine people died when a bus fell into a ravine near Kunduz on Thursday.",
        "Floods in Kunduz have killed 40 people since Monday.",
        "Attacks on farmers in the north have become more frequent, an aid group said.",
        "The Lantern Front and the Ashen Brigade have fought a turf war in Kunduz for years.",
        "The drill in Kunduz on Thursday simulated a bombing in which 20 people were killed.",
        "More than 4,000 people were evacuated from Kunduz on Thursday.",
    ],
)
def test_no_incident(text: str, gazetteer: Gazetteer) -> None:
    assert read(text, gazetteer) == ()


def test_a_turf_war_is_a_relation(gazetteer: Gazetteer) -> None:
    (relation,) = found(
        "The Lantern Front and the Ashen Brigade have fought a turf war in Kunduz for years.", gazetteer
    ).relations
    assert {p.name for p in relation.parties} == {"Lantern Front", "Ashen Brigade"}


def test_an_airlift_is_a_quantity(gazetteer: Gazetteer) -> None:
    (quantity,) = found("Over 4,000 people were evacuated from Kunduz by air.", gazetteer).quantities
    assert (quantity.count.low, quantity.count.high) == (4000, None)


def test_every_reading_quotes_the_text(gazetteer: Gazetteer) -> None:
    text = "Gunmen of the Lantern Front killed 11 civilians and three soldiers in Kunduz on Thursday, wounding 20."
    for incident in read(text, gazetteer):
        for group in (incident.types, incident.whens, incident.places, incident.tolls, incident.roles):
            assert all(reading.span.of(text).strip() and reading.rule for reading in group)


def test_the_same_in_the_same_out(gazetteer: Gazetteer) -> None:
    text = "Gunmen killed four people near Kunduz on Thursday. A bomb killed two in Kandahar on Monday."
    assert read(text, gazetteer) == read(text, gazetteer)


def test_a_leader_of_a_movement_is_no_group(gazetteer: Gazetteer) -> None:
    everything = found("Police killed Karim Haddad, the leader of a youth movement, in Tunis on Thursday.", gazetteer)
    assert "Karim Haddad" not in [p.name for i in everything.incidents for r in Role for p in i.parties(r)]


@pytest.mark.parametrize("text", ["The Taliban blamed Pakistan for the Kabul bombing that killed eight people on Thursday."])
def test_who_blames_did_not_do_it(text: str, gazetteer: Gazetteer) -> None:
    (one,) = read(text, gazetteer)
    assert "Taliban" not in [p.name for p in one.parties(Role.PERPETRATOR)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Israeli air strikes killed 12 people in Gaza City on Thursday.", IncidentType.AIR_STRIKE),
        ("Clashes between the army and rebels left 20 people dead in Goma on Thursday.", IncidentType.ARMED_CLASH),
        ("Government forces bombed the town of Goma on Thursday, killing four civilians.", IncidentType.BOMBING),
        ("Twelve soldiers and 30 rebels died in fighting near Goma on Thursday.", IncidentType.ARMED_CLASH),
        ("The army said it killed 12 militants in Goma on Thursday.", IncidentType.ARMED_ASSAULT),
    ],
)
def test_plain_sentences_of_war(text: str, kind: IncidentType, gazetteer: Gazetteer) -> None:
    (one,) = read(text, gazetteer)
    assert one.type is kind


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        (
            "At least 10 people were killed on Tuesday in Kirkuk when a bomb went off, "
            "a day after 25 people were killed in a similar bombing in Mosul.",
            [10, 25],
        ),
        (
            "Five people were killed when gunmen attacked a bar in Gao on Tuesday. "
            "The village of Ansongo was attacked by gunmen on Monday. Seven were killed.",
            [5, 7],
        ),
        (
            "Drones hit Odesa and killed three people on Monday. Ukraine shot down 40 drones. "
            "On Tuesday 12 people died in shelling of Kherson.",
            [3, 12],
        ),
        (
            "Two soldiers died in an attack in Gao on Tuesday. In a separate incident, gunmen shot dead three teachers in Mopti.",
            [2, 3],
        ),
    ],
)
def test_two_incidents_keep_their_tolls(text: str, tolls: list[int], gazetteer: Gazetteer) -> None:
    counted = [i.toll(Harm.KILLED) for i in read(text, gazetteer)]
    assert sorted(t.total.best or t.total.low or 0 for t in counted if t is not None) == sorted(tolls)


@pytest.mark.parametrize(
    "text",
    [
        "Opposition lawmakers attacked the budget in Nairobi on Thursday.",
        "Shares in Lagos were hit by a blast of selling on Thursday.",
        "A new film shows gunmen killing 12 hostages in Beslan.",
        "More than 8,000 people have been killed in Mali since 2012.",
    ],
)
def test_figures_of_speech_fiction_and_totals_are_no_incidents(text: str, gazetteer: Gazetteer) -> None:
    assert read(text, gazetteer) == ()


def test_who_might_attack_has_not(gazetteer: Gazetteer) -> None:
    incidents = read(
        "If rebels attack Goma, thousands could be killed. The army said 30 people had been killed in Goma in an attack on Monday.",
        gazetteer,
    )
    assert [p.name for i in incidents for p in i.parties(Role.PERPETRATOR)] == []


def test_quantities_have_their_speaker(gazetteer: Gazetteer) -> None:
    from overhorizon.encoder.attribution_rules import tag_attributions

    text = "Some 400 people were evacuated from Goma, the governor said."
    report = Report(text=text, address=None, outlet=None, publication=FRIDAY, title=None, language="en")
    passages = paragraphs(text)
    tagging = Tagging(attributions=tag_attributions(text, passages), triggers=tag_triggers(text, passages))
    everything = extract(report, tagging, gazetteer)
    (quantity,) = everything.quantities
    assert quantity.claim in {c.id for c in everything.claims}


def test_who_is_silent_about_a_deed_does_not_tell_it(gazetteer: Gazetteer) -> None:
    from overhorizon.encoder.attribution_rules import tag_attributions

    text = "The Lantern Front has yet to acknowledge the killing of four soldiers in Kunduz on Thursday in a bombing."
    report = Report(text=text, address=None, outlet=None, publication=FRIDAY, title=None, language="en")
    passages = paragraphs(text)
    tagging = Tagging(attributions=tag_attributions(text, passages), triggers=tag_triggers(text, passages))
    everything = extract(report, tagging, gazetteer)
    assert [c.polarity.value for c in everything.claims] == ["is silent"]
    (one,) = everything.incidents
    assert {r.claim for r in one.tolls} == {None}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Fighters of the Gao River Militia attacked a farm near Bria on Monday and killed four people.", "Gao"),
        ("The Warri Creek Avengers killed four people near Bria on Monday.", "Warri"),
    ],
)
def test_a_place_inside_a_groups_name_is_none(gazetteer: Gazetteer, text: str, place: str) -> None:
    found = extract(
        Report(text=text, address=None, outlet=None, publication=None, title=None, language="en"),
        Tagging(triggers=tag_triggers(text, paragraphs(text))),
        gazetteer,
    )
    assert [m for m in found.mentions if m.span.of(text) == place] == []
    assert "Bria" in " ".join(r.span.of(text) for i in found.incidents for r in i.places)


def test_a_claim_in_a_sentence_of_its_own_is_of_the_incident_that_opens_the_report(gazetteer: Gazetteer) -> None:
    text = "Gunmen killed 14 people near Djibo on Monday.\n\nResponsibility was claimed by the Salt Road Hawks."
    found = extract(
        Report(text=text, address=None, outlet=None, publication=None, title=None, language="en"),
        Tagging(triggers=tag_triggers(text, paragraphs(text))),
        gazetteer,
    )
    (incident,) = found.incidents
    assert [p.words for p in incident.parties(Role.CLAIMANT)] == ["Salt Road Hawks"]


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        (
            "A suicide bomber killed 70 people at a hospital in Kunduz on Thursday, where lawyers had brought the body of Omar Farid "
            "after he was killed in a gun attack earlier in the day.",
            {IncidentType.BOMBING: 70, IncidentType.ARMED_ASSAULT: 1},
        ),
        (
            "A suicide bombing on Thursday killed 12 people in Kunduz.\n\nThe blast happened shortly after the body of Omar Farid, a "
            "lawyer killed in a shooting earlier in the day, was brought to the hospital.",
            {IncidentType.BOMBING: 12, IncidentType.ARMED_ASSAULT: 1},
        ),
        (
            "A bomb hit a funeral in Kunduz on Thursday, as mourners carried the body of a soldier, and killed 12 people.",
            {IncidentType.BOMBING: 12},
        ),
    ],
)
def test_a_death_that_says_what_a_deed_came_upon_is_another_incident(
    text: str, tolls: dict[IncidentType, int], gazetteer: Gazetteer
) -> None:
    counted = {i.type: i.toll(Harm.KILLED) for i in read(text, gazetteer)}
    assert {kind: toll.total.best for kind, toll in counted.items() if toll is not None} == tolls


def test_others_beside_a_named_victim_are_not_the_whole_toll(gazetteer: Gazetteer) -> None:
    (one,) = read(
        "Gunmen Kill Village Head, Two Others in Gao\n\nGunmen attacked a village near Gao on Thursday and killed its head, Omar Farid.\n\n"
        "The assailants also killed two other residents. Police said three people were killed.",
        gazetteer,
    )
    totals = [r.value.total for r in one.tolls if r.value is not None and r.value.harm is Harm.KILLED]
    assert (2, None) in [(t.low, t.high) for t in totals]
    assert (2, 2) not in [(t.low, t.high) for t in totals]


def test_an_accident_that_rumour_made_an_attack_is_none(gazetteer: Gazetteer) -> None:
    text = (
        "Nine people were killed when a bus hit a truck near Gao on Friday.\n\n"
        "Rumours that the bus had been attacked are false, police said."
    )
    assert read(text, gazetteer) == ()


def test_a_word_that_names_a_person_is_no_place_abroad(gazetteer: Gazetteer) -> None:
    text = (
        "A bomb exploded at a market in Kunduz on Thursday. Nobody knew what had happened to Kasi. "
        "Kasi, a baker, had just opened his shop."
    )
    report = Report(text=text, address=None, outlet=None, publication=FRIDAY, title=None, language="en")
    start = text.index("Kasi, a baker")
    named = Mention(kind=MentionKind.PERSON, span=Span(start=start, end=start + 4), score=0.9)
    triggers = tag_triggers(text, paragraphs(text))
    for mentions, countries in (((), {"AF", "IN"}), ((named,), {"AF"})):
        facts, _ = gather(report, Tagging(triggers=triggers, mentions=mentions), gazetteer)
        assert {p.location.country for f in facts for p in f.places} == countries
