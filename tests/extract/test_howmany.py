"""Tolls: a table of sentences and what is to be read from them, and what holds for any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, PartKind, Victims
from overhorizon.extract.howmany import TollMention, find_tolls
from overhorizon.extract.numbers import read_number, read_whole


def tolls(text: str) -> tuple[TollMention, ...]:
    return find_tolls(text, Span(start=0, end=len(text))) if text else ()


def written(mention: TollMention) -> str:
    """A toll in short: "killed>=12", "killed=183[13+170]", "injured?", "killed=21{4}", "killed=9 replaced", "killed=1 named"."""
    words = mention.toll.harm.name.lower() + _number(mention.toll.total)
    sums = [
        _number(p.count).lstrip("=")
        for p in mention.toll.parts
        if p.kind is PartKind.PARTITION and mention.toll.total.basis is not CountBasis.VAGUE
    ]
    subsets = [_number(p.count).lstrip("=") for p in mention.toll.parts if p.kind is PartKind.SUBSET]
    words += f"[{'+'.join(sums)}]" if sums else ""
    words += f"{{{','.join(subsets)}}}" if subsets else ""
    words += " attackers" if mention.toll.victims is Victims.ATTACKERS else ""
    words += " named" if mention.toll.total.basis is CountBasis.ONE_NAMED else ""
    words += " aggregate" if mention.rule.endswith("aggregate") else ""
    return words + (" replaced" if mention.superseded else "")


def _number(count: Count) -> str:
    if count.basis is CountBasis.VAGUE:
        return f"?{count.low}" if count.low is not None else "?"
    if count.low == count.high:
        return f"{'~' if count.basis is CountBasis.ABOUT else '='}{count.best}"
    if count.high is None:
        return f">={count.low}"
    return f"<={count.high}" if count.low is None else f"={count.low}..{count.high}"


CASES = (
    # who suffers what: passive, active, adjective, nominal, noun
    ("Twelve villagers were killed in Tarsa.", "killed=12"),
    ("Twelve were killed.", "killed=12"),
    ("12 people have been killed near the river.", "killed=12"),
    ("Eight guards were shot dead at the gate.", "killed=8"),
    ("Gunmen killed 12 people and wounded 30 others.", "killed=12, injured=30"),
    ("Three gunmen killed 12 villagers.", "killed=12"),
    ("The blast left 12 dead and 30 wounded.", "killed=12, injured=30"),
    ("12 dead, 30 injured in market blast", "killed=12, injured=30"),
    ("Eight guards killed, three wounded in raid on post", "killed=8, injured=3"),
    ("Suicide bomber kills 23 at mosque", "killed=23"),
    ("Gunmen kill 12 villagers, officials say", "killed=12"),
    ("5 killed", "killed=5"),
    ("The attack killed 12 and 30 others were wounded.", "killed=12, injured=30"),
    ("The explosion, which killed 3 and wounded 11, shook the town.", "killed=3, injured=11"),
    ("The raid ended with 12 killed and at least 40 wounded.", "killed=12, injured>=40"),
    ("The blast claimed 12 lives.", "killed=12"),
    ("The attack claimed the lives of 12 people.", "killed=12"),
    ("Nine people lost their lives.", "killed=9"),
    ("12 bodies were recovered from the river.", "killed=12"),
    ("The shelling caused 40 casualties.", "casualties=40"),
    ("Nine soldiers were killed or wounded.", "casualties=9"),
    ("He announced the deaths of 12 sailors.", "killed=12"),
    ("The killing of 12 villagers was condemned.", "killed=12"),
    ("Twenty-three worshippers died when a bomb exploded.", "killed=23"),
    ("Two of the wounded later died.", "killed=2"),
    ("Two policemen guarding the bridge in Tarsa were killed.", "killed=2"),
    ("Seven sappers were killed.", "killed=7"),
    ("Killed were two police officers and a guard.", "killed=3[2+1]"),
    ("Six people were abducted and killed.", "abducted=6, killed=6"),
    ("The 10 union members killed in the blast were buried.", "killed=10"),
    ("One soldier was killed.", "killed=1"),
    ("A policeman was killed 12 km away.", "killed=1"),
    ("A 12-year-old girl was killed.", "killed=1"),
    ("A roadside bomb wounded a woman and a girl.", "injured=2[1+1]"),
    ("The shooting left a policeman and two passers-by dead.", "killed=3[1+2]"),
    # other harms
    ("Militants abducted 27 schoolgirls and released 5 hostages.", "abducted=27, released=5"),
    ("Raiders kidnapped 31 people.", "abducted=31"),
    ("The 20 persons being held hostage were in the hotel.", "abducted=20"),
    ("Police arrested 13 suspects.", "arrested=13"),
    ("Two suspects were detained on Monday.", "arrested=2"),
    ("The arrests of two students provoked anger.", "arrested=2"),
    ("About 3,000 people were displaced and 40 are missing.", "displaced~3000, missing=40"),
    ("Hundreds of people fled.", "displaced?"),
    ("More than 114,000 people were airlifted out.", "evacuated>=114000"),
    ("Twelve people have been confirmed dead and 5 are missing.", "killed=12, missing=5"),
    # counts: at least, up to, about, ranges, words
    ("At least 12 people were killed.", "killed>=12"),
    ("More than 100 people died.", "killed>=100"),
    ("Over 40 passengers were hurt.", "injured>=40"),
    ("No fewer than 60 rebels were killed.", "killed>=60"),
    ("As many as 40 people may have died.", "killed<=40"),
    ("Up to 15 militants were killed.", "killed<=15"),
    ("About 170 people died.", "killed~170"),
    ("Some 20 others were injured.", "injured~20"),
    ("Nearly 300 people were killed.", "killed~300"),
    ("Roughly 50 fighters were captured and 12 fighters were killed.", "killed=12"),
    ("Between 20 and 30 rebels were killed.", "killed=20..30"),
    ("A bomb killed 19 to 21 people.", "killed=19..21"),
    ("Some 10-15 militants were killed.", "killed=10..15"),
    ("A dozen people were hurt.", "injured~12"),
    ("Two dozen people were hurt.", "injured~24"),
    ("At least two dozen people were hurt.", "injured>=24"),
    ("Half a dozen miners remain missing.", "missing~6"),
    ("Dozens of people were killed and hundreds injured.", "killed?, injured?"),
    ("Scores of villagers were killed.", "killed?"),
    ("Several hundred people were killed.", "killed?200"),
    ("Several soldiers were wounded.", "injured?"),
    ("Two hundred and five people were killed.", "killed=205"),
    ("An estimated 1,500 people were wounded.", "injured~1500"),
    # parts
    ("The bombing killed 13 US service members and about 170 Afghans.", "killed~183[13+~170]"),
    ("The deaths of 170 civilians and 13 soldiers were confirmed.", "killed=183[170+13]"),
    ("It said 3 soldiers and 4 rebels were killed, and 10 people wounded.", "killed=7[3+4], injured=10"),
    ("At least 12 villagers and two soldiers were killed.", "killed>=14[>=12+2]"),
    ("Two women, three men and a child were killed.", "killed=6[2+3+1]"),
    ("A strike hit a car, killing the group's commander and two bodyguards.", "killed=3[1+2]"),
    ("Omar Farid and two bodyguards were killed.", "killed=3[1+2]"),
    ("The union leader and seven others were killed.", "killed=8[1+7]"),
    ("21 people, including four children, were killed in the raid.", "killed=21{4}"),
    ("The blast killed 21 people, including four children and two women, and wounded 40.", "killed=21{4,2}, injured=40"),
    ("The attack killed 183 people, of whom 13 were soldiers.", "killed=183{13}"),
    ("Some 170 people died, 13 of them soldiers.", "killed~170{13}"),
    ("At least 7 people, among them 3 women, have died.", "killed>=7{3}"),
    ("Five members of a family, two of them children, were killed.", "killed=5{2}"),
    ("Rockets killed at least three people, a mother and her two children.", "killed>=3{1,2}"),
    # figures and what they replace
    ("The death toll rose to 14 from 9.", "killed=14, killed=9 replaced"),
    ("Officials raised the death toll from 59 to 100.", "killed=100, killed=59 replaced"),
    ("The death toll was raised from 59 to 100.", "killed=100, killed=59 replaced"),
    ("Toll climbs to 84", "killed=84"),
    ("The death toll from the attack rose to 45.", "killed=45"),
    ("The death toll has climbed to at least 45.", "killed>=45"),
    ("The death toll now stands at 27, up from 20.", "killed=27, killed=20 replaced"),
    ("The number of dead rose from 12 to 19 on Monday.", "killed=19, killed=12 replaced"),
    # nobody
    ("No one was killed in the attack.", "killed=0"),
    ("Nobody was hurt.", "injured=0, killed=0"),
    ("The shelling caused no casualties.", "killed=0, casualties=0"),
    ("Two cars burned but there were no injuries.", "injured=0"),
    ("Zero deaths were recorded.", "killed=0"),
    ("The death toll from a bomb attack in Orlan on 3 March 2026 rose to 15 from 2.", "killed=15, killed=2 replaced"),
    ("The death toll from the March 3 raid in Orlan rose to 15.", "killed=15"),
    ("A toll of 15 may rise.", "killed=15"),
    # some of a whole: the participle tells of the whole
    ("Some 40 of the 200 pupils abducted last week have escaped.", "abducted=200"),
    ("Two of the 200 pupils abducted in May were found dead.", "killed=2, abducted=200"),
    ("Nine of the 30 miners who were kidnapped in Orlan have returned.", "abducted=30"),
    ("Three of the 12 miners were killed.", "killed=3"),
    ("Two of the soldiers wounded in the raid died.", "killed=2"),
    # halves and small words
    ("One and a half million people fled.", "displaced~1500000 aggregate"),
    ("A million and a half people were displaced.", "displaced~1500000 aggregate"),
    (
        "The raid killed 3 to 5 militants, half a dozen civilians and a couple of children.",
        "killed=11..13[3..5+~6+~2]",
    ),
    # somebody who speaks of the dead is none of them
    ("The Lantern Front claimed the blast that killed five people, its spokesman said.", "killed=5"),
    ("It killed five people and wounded two guards, a spokesman for the army, Omar Farid, said.", "killed=5, injured=2"),
    ("It killed five people, a spokesman for the Lantern Front's northern wing said.", "killed=5"),
    ("The raid left two guards and a farmer confirmed dead.", "killed=3[2+1]"),
    # attackers apart
    ("The bomber killed himself and 12 others.", "killed=1 attackers, killed=12"),
    ("Two attackers were also killed.", "killed=2 attackers"),
    ("Two suicide bombers and 12 worshippers were killed.", "killed=2 attackers, killed=12"),
    # one person
    ("The leader was killed in a raid.", "killed=1 named"),
    ("Forces killed Omar Farid, the group's commander, on Tuesday.", "killed=1 named"),
    ("The strike killed senior commander Omar Farid.", "killed=1 named"),
    ("The assassination of Omar Farid shocked the city.", "killed=1 named"),
    ("Omar Farid, 32, was killed when a mine exploded.", "killed=1 named"),
    ("Omar Farid, the group's leader, was shot dead in Tarsa.", "killed=1 named"),
    ("His death was confirmed.", "killed=1 named"),
    ("The leader's death was announced.", "killed=1 named"),
    ("He was killed 3 years ago.", "killed=1 named"),
    ("Senior rebel commander killed in drone strike", "killed=1 named"),
    ("Leader responsible for market bombing killed by militia", "killed=1 named"),
    ("Army general says 12 fighters killed in raid", "killed=12"),
    ("It condemned the assassination of former Front leader Omar al-Farid in Tarsa.", "killed=1 named"),
    ("He was killed on 12 March.", "killed=1 named"),
    ("Farid was struck and killed in Tarsa.", "killed=1 named"),
    ("Two service members and a civilian interpreter were killed.", "killed=3[2+1]"),
    ("They killed 12 police recruits.", "killed=12"),
    ("It killed a police officer and a bomb-squad wrangler.", "killed>=1"),
    ("Between age 17 and 25, Omar Farid was arrested.", "arrested=1 named"),
    ("Farid's killing was confirmed.", "killed=1 named"),
    ("The killing of a priest was condemned.", "killed=1"),
    # people without a number
    ("Civilians were killed in the strike.", "killed?"),
    ("The militants were killed by their own bomb.", "killed?"),
    # totals of long times
    ("More than 500 people have been killed across the country in the past year.", "killed>=500 aggregate"),
    ("Since January, 400 people have been killed.", "killed=400 aggregate"),
    ("The group has killed about 2,000 people since 2017.", "killed~2000 aggregate"),
    ("So far this year 40 people have been killed there.", "killed=40 aggregate"),
    ("The war killed more than 70,000 people.", "killed>=70000 aggregate"),
    ("The bombing, in which 12 people were killed, was the worst since 2014.", "killed=12"),
    ("An attack earlier this year killed 12 people.", "killed=12"),
)

NOTHING = (
    "Leader says troops withdrew",
    "His death sentence was read.",
    "There were no immediate reports of casualties.",
    "No casualties were reported.",
    "It was unclear how many people had died.",
    "Nobody knows how many people died.",
    "It is not known how few guards were killed.",
    "Nobody said how many of the villagers were killed.",
    "It was unclear how many hundreds of miners had died.",
    "The death toll from a fire of 3 March was never given.",
    "The death toll of 3 March was never given.",
    "Four of the 12 miners killed in Orlan raid",
    "They walked for one and a half hours and fled.",
    "Casualty figures were unclear.",
    "Hunters killed 2 birds.",
    "The senate killed off 3 bills.",
    "Raiders killed 40 cows.",
    "It was one of the deadliest attacks in 20 years.",
    "They threatened to kill 12 hostages.",
    "They will be killed if 12 hostages are not freed.",
    "Police released an official note.",
    "About 30 percent were wounded pride.",
    "The army destroyed 12 tanks and 3 trucks.",
    "He paid $12 for a dead fish.",
    "The 39 detainees will not be released.",
    "Troops did not kill 12 people.",
    "He has been dead for 12 years.",
    "The 3rd brigade moved 12 miles.",
    "She won 12 million euros.",
    "",
    "   ",
    "12",
    "killed",
)


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_reads(sentence: str, expected: str) -> None:
    assert ", ".join(written(m) for m in tolls(sentence)) == expected


@pytest.mark.parametrize("sentence", NOTHING)
def test_reads_nothing(sentence: str) -> None:
    assert tolls(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "victims"),
    [
        ("12 civilians were killed.", Victims.CIVILIANS),
        ("12 worshippers were killed.", Victims.CIVILIANS),
        ("12 soldiers were killed.", Victims.STATE_FORCES),
        ("12 police recruits were killed.", Victims.STATE_FORCES),
        ("12 militants were killed.", Victims.ARMED_GROUP),
        ("12 rebel commanders were killed.", Victims.ARMED_GROUP),
        ("The attackers were killed.", Victims.ATTACKERS),
        ("12 people were killed.", Victims.UNKNOWN),
    ],
)
def test_tells_the_side(sentence: str, victims: Victims) -> None:
    assert [m.toll.victims for m in tolls(sentence)] == [victims]


def test_spans_are_the_words() -> None:
    text = "On Monday gunmen killed 12 villagers in Tarsa."
    (mention,) = tolls(text)
    assert mention.span.of(text) == "killed 12 villagers"
    assert mention.people.of(text) == "12 villagers"


def test_the_quotation_ends_where_the_next_clause_begins() -> None:
    text = "The Front fired on a boat that killed five people, its spokesman said."
    (mention,) = tolls(text)
    assert mention.span.of(text) == "killed five people"
    assert mention.toll.parts == ()


def test_vague_words_go_with_the_toll() -> None:
    (mention,) = tolls("Dozens of people were killed.")
    assert [p.words for p in mention.toll.parts] == ["Dozens of people"]


_PIECES = st.sampled_from(
    """killed wounded dead injured abducted arrested 12 170 dozens of people civilians soldiers and , . including at least
    about between to was were been the a commander himself death toll rose from no one lives bodies several hundred up
    leader Omar Farid since January others among them whom attackers""".split()
)


@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_invariants(text: str) -> None:
    for m in tolls(text):
        total = m.toll.total
        given_numbers = [n for n in (total.low, total.best, total.high) if n is not None]
        assert given_numbers == sorted(given_numbers)
        assert 0 <= m.span.start < m.span.end <= len(text)
        assert m.span.contains(m.people) or m.span.overlaps(m.people)
        assert all(m.span.contains(p.span) for p in m.toll.parts)
        if total.high is not None:
            assert all((p.count.low or 0) <= total.high for p in m.toll.parts)


@given(st.lists(_PIECES, max_size=20).map(" ".join), st.integers(min_value=1, max_value=50))
def test_the_same_words_elsewhere_say_the_same(text: str, offset: int) -> None:
    if not text:
        return
    moved = "x" * (offset - 1) + "\n" + text + "\nend"
    here = tolls(text)
    there = find_tolls(moved, Span(start=offset, end=offset + len(text)))
    assert [(m.span.shifted(offset), written(m)) for m in here] == [(m.span, written(m)) for m in there]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    tolls(text)


@pytest.mark.parametrize(
    "unit",
    [
        "killed ",
        "12 ",
        "12 killed ",
        "at least 12 people and ",
        "A" * 5,
        "Aa ",
        "the ",
        "death toll rose ",
        "including 3 of them ",
        "1,",
        "one hundred and ",
        " ",
        "dozens of ",
    ],
)
def test_hostile_lines_take_linear_time(unit: str) -> None:
    line = (unit * (100_000 // len(unit) + 1))[:100_000]
    began = time.process_time()
    find_tolls(line, Span(start=0, end=len(line)))
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve", 12),
        ("twenty-three", 23),
        ("two hundred and five", 205),
        ("a hundred", 100),
        ("three dozen", 36),
        ("1,200", 1200),
        ("2.5 million", 2_500_000),
        ("five thousand two hundred", 5200),
        ("twelve hundred", 1200),
        ("two three", None),
        ("nineteen ninety-six", None),
        ("zero", 0),
    ],
)
def test_numbers(words: str, value: float | None) -> None:
    assert read_number(words) == value


def test_whole_numbers() -> None:
    assert read_whole("2.5") is None
    assert read_whole("2.5 million") == 2_500_000


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("Gunmen killed 1,00,000 people in the famine.", 100_000),
        ("A bomb killed 12,34 people.", None),
        ("A bomb killed 1/2 dozen people.", None),
        ("Five policemen escorting a passenger bus have been killed.", None),
        ("It killed 1,200 people.", 1_200),
        ("A shopkeeper whose brother was killed by the bomb spoke.", None),
    ],
)
def test_a_figure_is_whole_or_not_read(sentence: str, killed: int | None) -> None:
    found = [m.toll.total.best for m in find_tolls(sentence, Span(start=0, end=len(sentence))) if m.toll.harm.value == "killed"]
    assert [n for n in found if n is not None and n != 5] == ([] if killed is None else [killed])
