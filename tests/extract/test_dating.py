"""When an incident was, in small reports of Friday, 3 October 2025: told apart from statements, trials, funerals, other events."""

from datetime import date

import pytest

from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.reports import Publication, PublicationBasis, Report
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.trigger_rules import tag_triggers
from overhorizon.extract.reader import extract
from overhorizon.gazetteer import Gazetteer

FRIDAY = Publication(first=date(2025, 10, 3), last=date(2025, 10, 3), basis=PublicationBasis.DECLARED)


def read(text: str, gazetteer: Gazetteer) -> tuple[IncidentMention, ...]:
    report = Report(text=text, address=None, outlet=None, publication=FRIDAY, title=None, language="en")
    return extract(report, Tagging(triggers=tag_triggers(text, paragraphs(text))), gazetteer).incidents


def dated(incident: IncidentMention) -> str:
    """ "2025-09-29", "2025-09-01..2025-09-30", "..2025-10-01" for a limit, "?" where nothing is known."""
    when = incident.when
    if when is None or not when.is_resolved:
        return "?"
    return str(when.earliest) if when.earliest == when.latest else f"{when.earliest or ''}..{when.latest or ''}"


CASES = (
    # verdicts, suspects named, deaths in hospital
    ("A court in Kunduz on Thursday found two men guilty of helping gunmen who killed 12 villagers on 3 May.", "2025-05-03"),
    ("Prosecutors on Thursday charged two men with the bombing that killed nine people in Kunduz on Monday.", "2025-09-29"),
    ("Wounded in the shelling of a bus stop near Kunduz, a woman died in hospital on Thursday.", "..2025-10-02"),
    # statements
    ("Police said on Thursday that gunmen killed 12 villagers near Kunduz on Monday.", "2025-09-29"),
    ("Gunmen killed 12 villagers near Kunduz on Monday, police said on Thursday.", "2025-09-29"),
    ("The governor said on Thursday that gunmen had killed 12 villagers near Kunduz.", "?"),
    ("The ministry, in a statement issued on Wednesday, said that a bomb had killed nine people in Kunduz on Monday.", "2025-09-29"),
    ("According to a police report dated 2 October, nine people were killed by a bomb in Kunduz on 29 September.", "2025-09-29"),
    ("The Red Cross said that Monday's attack in Kunduz killed nine people.", "2025-09-29"),
    ("The president condemned on Thursday Monday's bombing in Kunduz, which killed nine people.", "2025-09-29"),
    ("Monday's bombing in Kunduz, which killed nine people, was condemned on Thursday by the president.", "2025-09-29"),
    ("Officials raised the toll on Wednesday to nine killed in Monday's bombing in Kunduz.", "2025-09-29"),
    ("The UN said on Friday it had verified that nine civilians were killed in Kunduz on 29 September.", "2025-09-29"),
    # what follows a deed
    ("The group claimed responsibility on Wednesday for a bomb that killed nine people in Kunduz on Monday.", "2025-09-29"),
    ("The group claimed responsibility on Wednesday for a bomb that killed nine people in Kunduz.", "?"),
    ("Two men were charged on Wednesday with a bombing that killed nine people in Kunduz.", "?"),
    ("Two men were charged on Wednesday with a bombing that killed nine people in Kunduz in August 2022.", "2022-08-01..2022-08-31"),
    ("The court sentenced on Thursday two men over a bombing that killed nine people in Kunduz.", "?"),
    ("On Thursday the president condemned the bombing that killed nine people in Kunduz.", "?"),
    ("Bodies of nine villagers killed by gunmen near Kunduz were found on Wednesday.", "..2025-10-01"),
    ("Residents of Kunduz marched on Friday after gunmen killed 12 villagers.", "?"),
    # dates that hang on the event
    ("President Orven visited Kunduz on Thursday, a day after a bomb killed 12 people there.", "2025-10-01"),
    ("On Thursday, a day after a bomb killed 12 people in Kunduz, shops stayed closed.", "2025-10-01"),
    ("Residents of Kunduz buried their dead on Friday, three days after gunmen killed 12 villagers.", "2025-09-30"),
    ("A bomb killed nine people in Kunduz on Monday, two weeks before an election.", "2025-09-29"),
    ("A bomb killed nine people in Kunduz on Monday, four years after the government fell.", "2025-09-29"),
    ("A drone strike killed nine people near Kunduz on Monday, days after a similar strike killed two.", "2025-09-29"),
    # anniversaries
    ("Families in Kunduz gathered on Thursday to mark the second anniversary of a bombing that killed 12.", "2023-09-30..2023-10-04"),
    ("On Thursday, the second anniversary of the bombing that killed 12 people in Kunduz, families gathered.", "2023-09-30..2023-10-04"),
    ("Families in Kunduz marked the second anniversary of a bombing that killed 12 people.", "?"),
    # background and limits
    ("The market in Kunduz has been shut since 12 May 2019, when gunmen killed 28 traders.", "2019-05-12"),
    ("Since Sunday's strike on a hospital in Kunduz, in which nine people died, doctors have fled.", "2025-09-28"),
    ("A bomb killed nine people in Kunduz on Monday, the deadliest attack since March 2021.", "2025-09-29"),
    ("A bomb killed nine people, including a boy born in 2015, in Kunduz on Monday.", "2025-09-29"),
    ("The ceasefire signed on 12 January collapsed on Tuesday when the army shelled Kunduz, killing nine people.", "2025-09-30"),
    ("The strike on Monday hit a school in Kunduz that had been rebuilt in 2022, killing nine.", "2025-09-29"),
    # what cannot be past
    ("A bomb killed nine people in Kunduz ahead of the vote on 9 November.", "?"),
    ("A bomb killed nine people in Kunduz on Monday ahead of the vote on 9 November.", "2025-09-29"),
    ("Nine people were killed when a bomb exploded in Kunduz, and voters will go to the polls on 9 November.", "?"),
    # times of day
    ("At 6 a.m. a bomb killed nine people in Kunduz.", "?"),
    ("At 6 a.m. on Monday a bomb killed nine people in Kunduz.", "2025-09-29"),
    ("Gunmen killed nine villagers near Kunduz overnight on Monday.", "2025-09-29"),
    ("Gunmen killed nine villagers near Kunduz on the night of Sunday to Monday.", "2025-09-28..2025-09-29"),
    ("Gunmen killed nine villagers near Kunduz on Tuesday of last week.", "2025-09-23"),
    # the sentence after
    ("Gunmen killed nine villagers near Kunduz. The incident happened on Monday.", "2025-09-29"),
    ("Gunmen killed nine villagers near Kunduz. It happened on Monday at dusk, a witness said.", "2025-09-29"),
    ("Gunmen attacked a village near Kunduz on Monday, killing 12 people.\n\nThe army said on Wednesday that it searches.", "2025-09-29"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_date_of_the_deed(text: str, expected: str, gazetteer: Gazetteer) -> None:
    (incident,) = read(text, gazetteer)
    assert dated(incident) == expected
    for reading in incident.whens:
        assert reading.rule
        assert reading.span.of(text)


TWO = (
    (
        "Gunmen attacked a village near Kunduz on Monday, killing 12 people. "
        "Three days later, a roadside bomb killed four soldiers in Kandahar.",
        ("2025-09-29", "2025-10-02"),
    ),
    (
        "A bomb killed 20 people at a market in Kunduz on 3 May 2021.\n\n"
        "Three days after the bombing, gunmen shot dead four policemen in Kandahar.",
        ("2021-05-03", "2021-05-06"),
    ),
    (
        "A bomb killed 20 people at a market in Kunduz.\n\nThree days after the bombing, gunmen shot dead four policemen in Kandahar.",
        ("?", "?"),
    ),
    (
        "A drone strike killed nine people in Kunduz on Monday. A similar strike in Kandahar killed four soldiers in March.",
        ("2025-09-29", "2025-03-01..2025-03-31"),
    ),
)


@pytest.mark.parametrize(("text", "expected"), TWO)
def test_a_second_event_hangs_on_the_first_only_where_that_is_dated(
    text: str, expected: tuple[str, str], gazetteer: Gazetteer
) -> None:
    assert tuple(dated(i) for i in read(text, gazetteer)) == expected


def test_what_the_report_dates_says_so_in_its_rule(gazetteer: Gazetteer) -> None:
    _, second = read(TWO[1][0], gazetteer)
    assert second.whens[0].rule == "so long from an event that the report dates"


def test_hours_later_on_one_day_is_another_attack(gazetteer: Gazetteer) -> None:
    """ "Hours later" on one day is no sign that two attacks are one."""
    both = read(
        "A bomb exploded at a market in Kunduz on Thursday, killing nine people.\n\nHours later gunmen killed two soldiers in Kandahar.",
        gazetteer,
    )
    assert len(both) == 2
