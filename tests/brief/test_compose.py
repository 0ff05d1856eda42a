"""What a brief of the demo corpus says, and that nothing in it is without its words."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.brief.compose import Ground, compose
from overhorizon.brief.writing import write
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.briefs import WORDS_PER_MINUTE, Asked, Brief, Form, Line, Topic
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.domain.places import PlacePrecision
from overhorizon.domain.reports import Capture, RawItem, Unread
from overhorizon.domain.reports import Form as FileForm
from overhorizon.domain.views import IncidentView
from overhorizon.domain.watches import Evidence, Region, Theatre
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.assessing import view
from overhorizon.runs.briefing import make
from overhorizon.runs.stream import keep, load_tools, read
from overhorizon.store.filters import IncidentFilter
from overhorizon.store.ledger import Ledger
from tests.brief.conftest import LATER, READ_AT, Item, asked, fill

QUOTED = re.compile("“([^“”]+)”")
HORN = Theatre(name="The Horn", countries=("SO",))


@pytest.fixture(scope="session")
def brief(ledger: Ledger, gazetteer: Gazetteer) -> Brief:
    return make(ledger, asked(), gazetteer)


@pytest.fixture(scope="session")
def views(ledger: Ledger, gazetteer: Gazetteer) -> tuple[IncidentView, ...]:
    return tuple(view(row, gazetteer) for row in ledger.incidents().rows)


def lines(brief: Brief, topic: Topic) -> list[Line]:
    return [line for section in brief.sections if section.topic is topic for line in section.lines]


def words(brief: Brief, topic: Topic) -> str:
    return "\n".join(line.text for line in lines(brief, topic))


def evidence(brief: Brief) -> Iterator[Evidence]:
    yield from (e for s in brief.sections for line in s.lines for e in line.evidence)
    yield from (e for entry in brief.incidents for e in entry.evidence)


def check_words(brief: Brief, analyses: dict[str, Analysis]) -> None:
    """Every line has evidence, every piece of it is what stands there, and every quotation in a line stands in a report."""
    sources = {source.report for source in brief.sources}
    for one in evidence(brief):
        assert analyses[one.report].report.text[one.start : one.end] == one.words
        assert one.report in sources
    texts = [" ".join(a.report.text.split()) for a in analyses.values()]
    for section in brief.sections:
        for line in section.lines:
            assert line.evidence
            for quotation in QUOTED.findall(line.text):
                assert any(" ".join(quotation.split()) in text for text in texts), quotation


def test_a_brief_tells_what_is_new_contested_and_of_one_root(brief: Brief) -> None:
    new = words(brief, Topic.NEW)
    assert "2025-11-18, armed assault in Baidoa, Bay, Somalia. Killed: 14 (" in new
    assert "Perpetrator: “Gunmen” (Kestrel News Agency); or “Salt March Movement” (Two security officials in" in new
    contested = words(brief, Topic.CONTESTED)
    assert "The number of killed is contested, new in this period: 22 (The Black Acacia Brigades in Radio Tamarisk" in contested
    assert "against 14 (Somalia's defence ministry in The Harbour Post" in contested
    assert "come down to one root, Iraqi government, a state." in words(brief, Topic.SINGLE_ROOT)
    assert "Last report 2025-11-20, 61 days before. Open: the toll is contested." in words(brief, Topic.QUIET)
    assert "On the same road, 14 people" in str(lines(brief, Topic.EARLIER))


def test_a_brief_tells_what_changed_within_its_days(ledger: Ledger, gazetteer: Gazetteer) -> None:
    made = make(ledger, asked(date(2025, 11, 19), date(2025, 11, 21), theatre=HORN), gazetteer)
    assert "Killed: 22 or 5 before, now 14 (Somalia's defence ministry" in words(made, Topic.CHANGED)
    assert not lines(made, Topic.NEW)
    assert {e.country for e in made.incidents} == {"SO"}
    earlier = make(ledger, asked(date(2025, 11, 12), date(2025, 11, 18), theatre=HORN), gazetteer)
    assert "Killed: 22 (The Black Acacia Brigades in Radio Tamarisk); or 5 (The army in Radio Tamarisk)." in words(
        earlier, Topic.NEW
    )
    assert not lines(earlier, Topic.CHANGED)


def test_a_denial_that_comes_later_is_a_change(ledger: Ledger, gazetteer: Gazetteer) -> None:
    made = make(ledger, asked(date(2025, 9, 9), date(2025, 9, 12)), gazetteer)
    assert "Target that the target is dead: now denied." in words(made, Topic.CHANGED)
    assert "not that the target is dead (The Ashen Banner in Noria Press)" in words(made, Topic.CONTESTED)


def test_every_line_of_the_demo_has_its_words(brief: Brief, analyses: dict[str, Analysis]) -> None:
    assert sum(1 for _ in evidence(brief)) > 40
    check_words(brief, analyses)


@settings(max_examples=40)
@given(data=st.data())
def test_every_line_of_any_brief_has_its_words(
    views: tuple[IncidentView, ...], analyses: dict[str, Analysis], data: st.DataObject
) -> None:
    """Any days, and any part of the ledger as what was known before."""
    since = data.draw(st.dates(date(2025, 1, 1), date(2026, 6, 1)))
    until = since + timedelta(days=data.draw(st.integers(0, 400)))
    before = data.draw(st.lists(st.sampled_from(views), unique_by=lambda v: v.id))
    countries = data.draw(st.sets(st.sampled_from(["SO", "NG", "SY", "AF", "UA"])))
    theatre = Theatre(name="somewhere", countries=tuple(sorted(countries))) if countries else None
    made = compose(asked(since, until, theatre=theatre), Ground(before=before, after=views, seen=(), judgements=(), code="test"))
    check_words(made, analyses)
    reported = {v.id for v in views if any(since <= m.since <= until for m in v.members)}
    assert {e.incident for e in made.incidents} <= reported
    assert made.is_empty == (not made.incidents)


def test_pins_are_given_to_places_alone(brief: Brief) -> None:
    pinned = [e for e in brief.incidents if e.pin is not None]
    assert pinned
    assert all(e.precision is not None and e.precision <= PlacePrecision.NEAR for e in pinned)
    assert any(e.pin is None for e in brief.incidents)


def test_the_table_keeps_the_range_of_the_dead(brief: Brief) -> None:
    baidoa = next(e for e in brief.incidents if e.place.startswith("Baidoa"))
    assert baidoa.killed is not None
    assert (baidoa.killed.low, baidoa.killed.high, baidoa.killed.words) == (14, 22, "14 to 22")
    assert (baidoa.reports, baidoa.voices, baidoa.roots) == (3, 7, 3)
    arrest = next(e for e in brief.incidents if e.type == "arrest")
    assert arrest.killed is None


def test_the_fog_counts_what_stands_behind_and_where_nobody_looked(
    ledger: Ledger, gazetteer: Gazetteer, unread: tuple[Unread, ...]
) -> None:
    made = make(ledger, asked(date(2026, 2, 10), date(2026, 2, 20)), gazetteer)
    figures = {figure.name: figure for figure in made.fog}
    single = tuple(e.incident for e in made.incidents if e.roots == 1)
    assert figures["single_root"].counted == single
    assert f"{len(single)} of {len(made.incidents)} incidents" in figures["single_root"].text
    assert "1 of 3 incidents (33%) rest on states alone." in figures["official_only"].text
    assert figures["unread"].counted == tuple(u.report.id for u in unread)
    assert "es 1" in figures["unread"].text
    assert figures["silence"].text.startswith("Of 11 days, 1 with a report of any incident, 0 with reports of which none told")
    assert "10 on which nothing was read" in figures["silence"].text


def test_silence_is_told_from_no_coverage(ledger: Ledger, gazetteer: Gazetteer) -> None:
    everywhere = make(ledger, asked(date(2025, 11, 18), date(2025, 12, 9)), gazetteer)
    nigeria = make(ledger, asked(date(2025, 11, 18), date(2025, 12, 9), theatre=Theatre(name="N", countries=("NG",))), gazetteer)
    silence = {made.title: next(f.text for f in made.fog if f.name == "silence") for made in (everywhere, nigeria)}
    assert (
        "Of 22 days, 4 with a report of any incident, 1 with reports of which none told of one, 17 on" in silence["All theatres"]
    )
    assert "Of 22 days, 2 with a report of this theatre, 3 with reports of which none told of one, 17 on" in silence["N"]


def test_an_empty_period_says_so(ledger: Ledger, gazetteer: Gazetteer) -> None:
    made = make(ledger, asked(date(1999, 1, 1), date(1999, 1, 7), theatre=HORN), gazetteer)
    assert made.is_empty
    for form in (Form.MARKDOWN, Form.HTML):
        assert "Nothing was reported in this period" in write(made, form)


def test_a_theatre_may_be_a_division_or_an_actor(ledger: Ledger, gazetteer: Gazetteer) -> None:
    borno = Theatre(name="Borno", regions=(Region(country="NG", admin1="Borno State"),))
    days = (date(2025, 6, 1), date(2026, 2, 1))
    made = make(ledger, asked(*days, theatre=borno), gazetteer)
    of_country = make(ledger, asked(*days, theatre=Theatre(name="Nigeria", countries=("NG",))), gazetteer)
    assert "Maiduguri, Borno State, Nigeria" in [e.place for e in made.incidents]
    assert {e.incident for e in made.incidents} < {e.incident for e in of_country.incidents}
    forces = next(a for a in gazetteer.actors.values() if a.name == "Iraqi Security Forces")
    by_actor = make(ledger, asked(theatre=Theatre(name="forces", actors=(forces.id,))), gazetteer)
    assert [e.place for e in by_actor.incidents] == ["Kirkuk, Iraq"]


def test_reading_time_is_that_of_the_words(brief: Brief) -> None:
    longest = sum(
        len(line.text.split()) + sum(len(e.words.split()) for e in line.evidence) for s in brief.sections for line in s.lines
    )
    assert brief.minutes >= longest / WORDS_PER_MINUTE
    assert replace(brief, sections=(), fog=(), incidents=()).minutes == 1


def test_what_a_person_holds_is_shown_as_what_it_is(items: tuple[Item, ...], gazetteer: Gazetteer) -> None:
    with fill(Ledger.open("sqlite://"), items) as ledger:
        somalia = ledger.incidents(IncidentFilter(country="SO")).rows
        baidoa = next(r for r in somalia if len({m.report.id for m in r.members}) == 3)
        ends = in_order(baidoa.accounts[0].anchor, baidoa.accounts[1].anchor, Verdict.SAME)
        held = Judgement(first=ends[0], second=ends[1], verdict=Verdict.SAME, reason="one convoy", author="R. Example", at=LATER)
        ledger.judge([held])
        made = make(ledger, asked(), gazetteer)
        before = make(ledger, asked(known_at=READ_AT), gazetteer)
    (line,) = lines(made, Topic.HELD)
    assert line.text == "R. Example held on 2026-05-02 of two accounts: same. Reason: one convoy"
    assert len(line.evidence) == 2
    assert made.made_from.judgements == (held.id,)
    assert not lines(before, Topic.HELD)


def test_ten_orders_of_arrival_give_the_same_bytes(items: tuple[Item, ...], brief: Brief, gazetteer: Gazetteer) -> None:
    expected = {form: write(brief, form) for form in Form}
    order = list(items)
    for seed in range(10):
        random.Random(seed).shuffle(order)
        with fill(Ledger.open("sqlite://"), order) as ledger:
            made = make(ledger, asked(), gazetteer)
        assert {form: write(made, form) for form in Form} == expected


def test_a_line_without_words_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="rests on words"):
        Line(text="Nothing to see", evidence=())


@pytest.mark.parametrize(
    "wrong",
    [
        {"since": date(2026, 1, 21)},
        {"as_of": date(2026, 1, 19)},
        {"since": date.min},
        {"quiet_after": 0},
        {"known_at": datetime(2026, 1, 1)},  # noqa: DTZ001  that is the mistake
    ],
)
def test_what_cannot_be_asked_is_refused(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"since": date(2026, 1, 1), "until": date(2026, 1, 20)}
    with pytest.raises(ValueError, match=r"brief|quiet|offset"):
        _ = isinstance(asked(**{**good, **wrong}), Asked)  # type: ignore[arg-type]


REPORT = """{lead}{number} killed in bomb attack in Gao

GAO, Mali - A bomb killed {number} people at a market in Gao on 9 March 2026, the army said. It was unclear who was behind the attack.

The army blamed the Lantern Front. A spokesman for the group denied that its fighters had been in the town.
"""


def _gao(number: str, published: str, lead: str = "") -> bytes:
    text = REPORT.format(number=number, lead=lead)
    return json.dumps(
        {"url": "https://harbour.example/gao", "publisher": "Harbour Radio", "published": published, "text": text}
    ).encode()


def test_an_edited_report_is_a_change_and_no_new_incident(gazetteer: Gazetteer) -> None:
    """Its words have moved, and so has its anchor."""
    tools = load_tools()
    with Ledger.open("sqlite://") as ledger:
        for at, content in (
            (datetime(2026, 3, 10, 8, tzinfo=UTC), _gao("three", "2026-03-10")),
            (datetime(2026, 3, 12, 8, tzinfo=UTC), _gao("seven", "2026-03-10", lead="UPDATED, with a new toll.\n\n")),
        ):
            raw = RawItem(capture=Capture(content=content, form=FileForm.RECORD, origin="x", received=at))
            keep(raw, read(raw, tools), ledger, at=at)
        made = make(ledger, asked(date(2026, 3, 12), date(2026, 3, 13)), gazetteer)
    assert not lines(made, Topic.NEW)
    assert "Killed: 3 before, now 7 (Harbour Radio)." in words(made, Topic.CHANGED)
    assert len(made.made_from.inputs) == 2


def test_two_incidents_that_are_held_to_be_one_are_a_change(
    views: tuple[IncidentView, ...], analyses: dict[str, Analysis]
) -> None:
    joined = next(v for v in views if len(v.members) > 2)
    apart = [replace(joined, id=f"e-{n}", members=(member,)) for n, member in enumerate(joined.members[:2])]
    day = joined.members[-1].since
    made = compose(asked(day, day), Ground(before=apart, after=(joined,), seen=(), judgements=(), code="test"))
    assert "What was told as 2 incidents is held to be one." in words(made, Topic.CHANGED)
    check_words(made, analyses)
