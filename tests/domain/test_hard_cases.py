"""The cases that shaped the data model, each said without a lie. Sentences are our own; ARCHITECTURE.md lists the cases."""

from datetime import date

import pytest

from overhorizon.domain.claims import Certainty, Claim, Confidence, Force, Polarity
from overhorizon.domain.incidents import (
    IncidentMention,
    IncidentType,
    Knowledge,
    Prominence,
    Quantity,
    Reading,
    Realis,
    Relation,
    RelationKind,
    Role,
    RoleFiller,
)
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.places import Coordinates, Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.reports import Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.times import AnchorKind, Bounds, DatePrecision, TimeAnchor, When
from overhorizon.domain.tolls import Count, CountBasis, Harm, PartKind, Toll, TollPart, Victims


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def test_early_april_of_an_unknown_year_has_no_bounds() -> None:
    when = When.unresolved("XXXX-04")
    assert (when.earliest, when.latest, when.precision) == (None, None, DatePrecision.UNKNOWN)
    assert not when.is_resolved


def test_an_anchor_resolves_june_of_the_previous_year() -> None:
    published = TimeAnchor(kind=AnchorKind.PUBLICATION, first=date(2023, 4, 26), last=date(2023, 4, 26))
    when = When.within("XXXX-06", date(2022, 6, 1), date(2022, 6, 30), anchor=published)
    assert when.precision is DatePrecision.MONTH
    assert when.start == when.end  # something short, known to the month: uncertain, not long


def test_how_long_is_not_how_uncertain() -> None:
    month = Bounds(earliest=date(2025, 3, 1), latest=date(2025, 3, 31))
    siege = When(expression="P3D", anchor=None, start=month, end=month, precision=DatePrecision.MONTH, duration_days=3)
    raid = When.within("2025-03", date(2025, 3, 1), date(2025, 3, 31))
    assert siege.precision is raid.precision
    assert (siege.duration_days, raid.duration_days) == (3, None)


def test_weeks_ago_is_closed_on_one_side_only() -> None:
    bounds = Bounds(latest=date(2023, 4, 19))
    when = When(expression="PXW ago", anchor=None, start=bounds, end=bounds, precision=DatePrecision.UNKNOWN)
    assert (when.earliest, when.latest) == (None, date(2023, 4, 19))


def test_a_chain_of_two_hops() -> None:
    text = "According to leaked minutes cited by The Ledger, the ministry believes that the valley has become a rear base."
    claim = Claim(
        id="c-1",
        content=(at(text, "the valley has become a rear base"),),
        cue=(at(text, "believes"),),
        chain=(
            Source(span=at(text, "The Ledger"), words="The Ledger", kind=SourceKind.OUTLET),
            Source(span=at(text, "leaked minutes"), words="leaked minutes", kind=SourceKind.DOCUMENT),
            Source(span=at(text, "the ministry"), words="the ministry", kind=SourceKind.GOVERNMENT),
        ),
        polarity=Polarity.ASSERTS,
        certainty=Certainty(force=Force.BELIEVES),
    )
    assert claim.speaker is not None
    assert [s.words for s in claim.via] == ["The Ledger", "leaked minutes"]
    assert claim.speaker.words == "the ministry"


def test_stated_confidence_is_an_axis_of_its_own() -> None:
    certainty = Certainty(confidence=Confidence.HIGH)
    assert certainty.likelihood is None


def test_yet_to_acknowledge_is_silence_not_denial() -> None:
    text = "The movement has yet to acknowledge the raid."
    claim = Claim(
        id="c-1",
        content=(at(text, "the raid"),),
        cue=(at(text, "has yet to acknowledge"),),
        chain=(Source(span=at(text, "The movement"), words="The movement", kind=SourceKind.ARMED_GROUP),),
        polarity=Polarity.IS_SILENT,
        certainty=Certainty(),
    )
    assert claim.polarity is not Polarity.DENIES


def part(n: int, victims: Victims, kind: PartKind) -> TollPart:
    return TollPart(words=f"{n} {victims}", count=Count.exactly(n), victims=victims, kind=kind, span=Span(start=0, end=3))


def test_170_civilians_and_13_soldiers_are_183() -> None:
    toll = Toll.of_parts(
        Harm.KILLED, [part(170, Victims.CIVILIANS, PartKind.PARTITION), part(13, Victims.STATE_FORCES, PartKind.PARTITION)]
    )
    assert toll.total == Count.exactly(183)


def test_170_people_13_soldiers_among_them_are_170() -> None:
    soldiers = part(13, Victims.STATE_FORCES, PartKind.SUBSET)
    assert Toll(harm=Harm.KILLED, total=Count.exactly(170), parts=(soldiers,)).total.best == 170


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        Toll(harm=Harm.KILLED, total=Count.exactly(20), parts=(part(13, Victims.CIVILIANS, PartKind.PARTITION),))
    with pytest.raises(ValueError, match="exceed"):
        Toll(harm=Harm.KILLED, total=Count.exactly(12), parts=(part(13, Victims.CIVILIANS, PartKind.SUBSET),))


def test_at_least_and_dozens_stay_open() -> None:
    at_least = Count(low=20, best=None, high=None, basis=CountBasis.AT_LEAST)
    dozens = Count(low=None, best=None, high=None, basis=CountBasis.VAGUE)
    assert (at_least + Count.exactly(3)).high is None
    some = dozens + Count.exactly(3)
    assert (some.low, some.best, some.high) == (3, None, None)  # three, and we do not know how many more


def test_targeted_or_killed_in_fighting_stays_open() -> None:
    span = Span(start=0, end=5)
    open_: Reading[IncidentType] = Reading(
        span=span,
        rule="stated as unclear",
        state=Knowledge.UNKNOWN,
        alternatives=(IncidentType.TARGETED_KILLING, IncidentType.ARMED_CLASH),
    )
    mention = IncidentMention(id="i-1", triggers=(span,), realis=Realis.ACTUAL, prominence=Prominence.MAIN, types=(open_,))
    assert mention.type is IncidentType.OTHER  # never a guess between the two
    with pytest.raises(ValueError, match="known reading"):
        Reading(span=span, rule="x", state=Knowledge.UNKNOWN, value=IncidentType.BOMBING)
    with pytest.raises(ValueError, match="known reading"):
        Reading(span=span, rule="x")


def test_rival_accounts_of_one_death_stand_side_by_side() -> None:
    span = Span(start=0, end=5)

    def killed_by(name: str, claim: str) -> Reading[RoleFiller]:
        return Reading(span=span, rule="agent", value=RoleFiller(role=Role.PERPETRATOR, party=Party(words=name)), claim=claim)

    mention = IncidentMention(
        id="i-1",
        triggers=(span,),
        realis=Realis.ACTUAL,
        prominence=Prominence.MAIN,
        types=(
            Reading(span=span, rule="word", value=IncidentType.TARGETED_KILLING, claim="c-1"),
            Reading(span=span, rule="word", value=IncidentType.BOMBING, claim="c-2"),
        ),
        roles=(killed_by("the army", "c-1"), killed_by("himself", "c-2")),
    )
    assert [p.name for p in mention.parties(Role.PERPETRATOR)] == ["the army", "himself"]
    assert {r.claim for r in mention.roles} == {"c-1", "c-2"}


def test_an_airlift_is_a_quantity_and_a_turf_war_a_relation() -> None:
    span = Span(start=0, end=5)
    airlift = Quantity(
        harm=Harm.EVACUATED, count=Count(low=120_000, best=None, high=None, basis=CountBasis.AT_LEAST), words="people", span=span
    )
    war = Relation(
        id="n-1",
        kind=RelationKind.CONFLICT,
        parties=(Party(words="Lantern Front"), Party(words="Ashen Banner")),
        places=(),
        span=span,
    )
    assert not isinstance(airlift, IncidentMention)
    assert not isinstance(war, IncidentMention)


def test_a_report_without_a_date_has_none() -> None:
    report = Report(text="Two men were killed.", address=None, outlet=None, publication=None, title=None, language="en")
    assert report.publication is None
    assert (
        report.id == Report(text="Two men were killed.", address=None, outlet="X", publication=None, title=None, language="en").id
    )


def test_a_country_never_gets_a_pin() -> None:
    country = Place(
        id="geonames:1", name="Norland", kind=PlaceKind.COUNTRY, country="NL", coordinates=Coordinates(lat=1.0, lon=2.0)
    )
    assert Location(described="Norland", place=country, country="NL", precision=PlacePrecision.COUNTRY).pin is None
    town = Place(id="geonames:2", name="Town", kind=PlaceKind.SETTLEMENT, country="NL", coordinates=Coordinates(lat=1.0, lon=2.0))
    assert Location(described="near Town", place=town, country="NL", precision=PlacePrecision.NEAR).pin is not None


def test_private_people_are_never_joined_to_the_registry() -> None:
    with pytest.raises(ValueError, match="private"):
        Source(span=Span(start=0, end=3), words="her father", kind=SourceKind.PRIVATE_PERSON, actor="a-1")


def test_a_party_is_decided_or_open() -> None:
    actor = Actor(id="a-1", name="Lantern Front", kind=ActorKind.ARMED_GROUP)
    assert Party(words="the Front", actor=actor).name == "Lantern Front"
    with pytest.raises(ValueError, match="either"):
        Party(words="the Front", actor=actor, candidates=("a-2",))
