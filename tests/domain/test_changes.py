"""Two analyses of the same words: what came, what went, what reads otherwise."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.changes import Change, Property, compare
from overhorizon.domain.claims import Certainty, Force, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Knowledge, Reading, Realis, Role, RoleFiller
from overhorizon.domain.parties import Party
from overhorizon.domain.places import PlacePrecision
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm, Toll
from tests import factories

MARKET = factories.market()
BARE = replace(MARKET, claims=())
BOMBING, KILLING = MARKET.incidents


def with_bombing(**changed: Any) -> Analysis:
    return replace(MARKET, incidents=(replace(BOMBING, **changed), KILLING))


def with_claim(**changed: Any) -> Analysis:
    first, *others = MARKET.claims
    return replace(MARKET, claims=(replace(first, **changed), *others))


def without(*incidents: IncidentMention) -> Analysis:
    gone = {i.id for i in incidents}
    claims = tuple(replace(c, about=tuple(a for a in c.about if a not in gone)) for c in MARKET.claims)
    return replace(MARKET, incidents=tuple(i for i in MARKET.incidents if i.id not in gone), claims=claims)


def test_the_same_analysis_has_no_changes() -> None:
    assert not compare(MARKET, MARKET)


def _toll(killed: int) -> Reading[Toll]:
    return Reading(span=BOMBING.tolls[0].span, rule="cardinal", value=Toll(harm=Harm.KILLED, total=Count.exactly(killed)))


def _party(role: Role) -> Reading[RoleFiller]:
    return Reading(span=BOMBING.triggers[0], rule="r", value=RoleFiller(role=role, party=Party(words="Cedar Column")))


@pytest.mark.parametrize(
    ("changed", "properties"),
    [
        ({"types": (replace(BOMBING.types[0], value=IncidentType.SHELLING),)}, [Property.TYPE]),
        ({"types": (replace(BOMBING.types[0], value=None, state=Knowledge.UNKNOWN),)}, [Property.TYPE]),
        ({"realis": Realis.PLANNED}, [Property.REALIS]),
        ({"whens": ()}, [Property.DATE]),
        ({"whens": (replace(BOMBING.whens[0], value=When.unresolved("XXXX-WXX-2")),)}, [Property.DATE]),
        ({"places": ()}, [Property.PLACE]),
        ({"tolls": (_toll(20), *BOMBING.tolls[1:])}, []),  # told by another rule, the same number
        ({"tolls": (_toll(21), *BOMBING.tolls[1:])}, [Property.TOLL]),
        ({"tolls": (*BOMBING.tolls, _toll(25))}, [Property.TOLL]),
        ({"tolls": (*BOMBING.tolls, replace(_toll(25), superseded=True))}, []),
        ({"roles": BOMBING.roles[1:]}, [Property.PERPETRATORS]),
        ({"roles": (*BOMBING.roles, _party(Role.TARGET))}, [Property.TARGETS]),
        ({"roles": (*BOMBING.roles, _party(Role.PARTY)), "whens": ()}, [Property.DATE, Property.SIDES]),
        ({"roles": BOMBING.roles[::-1]}, []),
        ({"id": "i-9999"}, []),
    ],
)
def test_what_an_incident_says_is_compared_and_not_how_it_was_found(changed: dict[str, Any], properties: list[Property]) -> None:
    found = compare(BARE, replace(BARE, incidents=(replace(BOMBING, **changed), KILLING)))
    assert [list(change.properties) for change in found.incidents] == ([properties] if properties else [])
    assert found.claims == ()


def test_another_precision_of_a_place_is_another_answer_and_other_words_for_it_are_none() -> None:
    where = BOMBING.places[0]
    assert where.value is not None
    same = with_bombing(places=(replace(where, value=replace(where.value, described="the market")),))
    vaguer = with_bombing(places=(replace(where, value=replace(where.value, precision=PlacePrecision.NEAR)),))
    assert not compare(MARKET, same)
    assert compare(MARKET, vaguer).incidents[0].properties == (Property.PLACE,)


def test_incidents_come_and_go() -> None:
    lost = compare(MARKET, without(KILLING))
    assert [(c.before, c.after) for c in lost.incidents] == [(KILLING, None)]
    gained = compare(without(KILLING), MARKET)
    assert [(c.before, c.after) for c in gained.incidents] == [(None, KILLING)]
    assert gained.incidents[0].is_gained and not gained.incidents[0].is_lost


def test_an_incident_told_by_further_words_is_the_same() -> None:
    more = with_bombing(triggers=(factories.at(factories.MARKET, "exploded"), factories.at(factories.MARKET, "killing 17")))
    assert not compare(MARKET, more)


def test_one_that_is_split_keeps_its_likest_part() -> None:
    both = replace(BOMBING, triggers=(*BOMBING.triggers, *KILLING.triggers))
    whole = replace(MARKET, incidents=(both,), claims=())
    found = compare(whole, replace(MARKET, claims=()))
    assert [c.after for c in found.incidents if c.is_gained] == [KILLING]


@pytest.mark.parametrize(
    ("changed", "properties"),
    [
        ({"chain": ()}, [Property.SPEAKER]),
        ({"polarity": Polarity.DENIES}, [Property.POLARITY]),
        ({"certainty": Certainty(force=Force.HEDGES)}, [Property.CERTAINTY]),
        ({"content": (factories.at(factories.MARKET, "A bomb exploded at a market in Tessalit on Tuesday"),)}, [Property.WORDS]),
        ({"score": 0.3, "id": "c-9999"}, []),
    ],
)
def test_what_a_claim_says_is_compared(changed: dict[str, Any], properties: list[Property]) -> None:
    found = compare(MARKET, with_claim(**changed))
    assert [list(change.properties) for change in found.claims] == ([properties] if properties else [])


def test_a_statement_that_shares_few_words_is_another_claim() -> None:
    far = (factories.at(factories.MARKET, "three soldiers, the army said"),)
    found = compare(MARKET, with_claim(content=far, cue=()))
    assert [(c.is_lost, c.is_gained) for c in found.claims] == [(True, False), (False, True)]


def test_only_the_same_words_can_be_compared() -> None:
    with pytest.raises(ValueError, match="same words"):
        compare(MARKET, factories.convoy())


def test_a_change_is_of_something() -> None:
    with pytest.raises(ValueError, match="of something"):
        Change[IncidentMention](before=None, after=None)
    with pytest.raises(ValueError, match="was there before"):
        Change(before=BOMBING, after=None, properties=(Property.DATE,))


_SPANS = st.tuples(st.integers(0, 300), st.integers(1, 30)).map(lambda p: Span(start=p[0], end=p[0] + p[1]))
_INCIDENTS = st.lists(st.builds(lambda s, d: (s, d), _SPANS, st.dates(date(2030, 1, 1), date(2030, 1, 3))), max_size=5)


def _told(drawn: list[tuple[Span, date]]) -> Analysis:
    incidents = tuple(
        replace(
            BOMBING,
            id=f"i-{number}",
            triggers=(span,),
            whens=(Reading(span=span, rule="day", value=When.within(day.isoformat(), day, day)),),
        )
        for number, (span, day) in enumerate(drawn)
    )
    return replace(MARKET, incidents=incidents, claims=())


@given(before=_INCIDENTS, after=_INCIDENTS)
def test_nothing_is_lost_on_the_way_and_back_is_the_mirror(
    before: list[tuple[Span, date]], after: list[tuple[Span, date]]
) -> None:
    one, other = _told(before), _told(after)
    there, back = compare(one, other).incidents, compare(other, one).incidents
    lost, gained = sum(c.is_lost for c in there), sum(c.is_gained for c in there)
    assert len(after) - len(before) == gained - lost
    assert (sum(c.is_gained for c in back), sum(c.is_lost for c in back)) == (lost, gained)
    assert not compare(one, one)
