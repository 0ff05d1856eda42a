"""From accounts to evidence: whose knowledge a reading is, and what a denial denies."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from overhorizon.assess.denials import denied_parties
from overhorizon.assess.evidence import Evidence, Told, evidence
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import DEATH, Property
from overhorizon.domain.claims import Certainty, Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence, Reading, Realis, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Provenance, statement_id
from overhorizon.domain.parties import Party
from overhorizon.domain.reports import Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims
from tests.factories import at, market, run_of

DAY = date(2026, 3, 11)
TEXT = market().report.text
OTHER = at(TEXT, "Local elders")


def told(mention: IncidentMention, *claims: Claim) -> Told:
    base = market()
    kept = [claim for claim in base.claims if claim.id not in {c.id for c in claims}]
    others = [i for i in base.incidents if i.id != mention.id]
    return Told(analysis=replace(base, incidents=(mention, *others), claims=(*kept, *claims)), mention=mention, since=DAY)


def behind(analysis: Analysis) -> list[Provenance]:
    """Each claim has a root that bears its id; the outlet's own words on an incident rest on two of them."""
    report = analysis.report.id
    cited = [Provenance(statement=f"s-{c.id}", report=report, claim=c.id, voice=f"v-{c.id}", roots=(f"root {c.id}",), rule="made")
             for c in analysis.claims if c.chain]  # fmt: skip
    own = [
        Provenance(
            statement=statement_id(Anchor(report=report, start=i.triggers[0].start, end=i.triggers[0].end), None),
            report=report, claim=None, voice=f"v-{i.id}", roots=(f"first of {i.id}", "root c-0001"), rule="made",
        )
        for i in analysis.incidents
    ]  # fmt: skip
    return [*cited, *own]


def of(one: Told, about: Property) -> list[Evidence]:
    return [e for e in evidence([one], behind(one.analysis)) if e.about is about]


def killed(n: int, claim: str | None, basis: CountBasis = CountBasis.EXACT, victims: Victims = Victims.UNKNOWN) -> Reading[Toll]:
    value = Toll(harm=Harm.KILLED, total=Count.exactly(n, basis), victims=victims)
    return Reading(span=Span(start=n, end=n + 3), rule="made", value=value, claim=claim)


def bombing() -> IncidentMention:
    return market().incidents[0]


def test_a_cited_value_rests_on_who_said_it_and_the_outlets_own_on_those_it_cites_on_that_incident() -> None:
    tolls = of(told(bombing()), Property.TOLL)
    assert {(e.harm, e.roots, e.cited) for e in tolls} == {
        (Harm.KILLED, ("root c-0001",), True),
        (Harm.INJURED, ("first of i-0001", "root c-0001"), False),
    }


@pytest.mark.parametrize(
    ("own", "cited", "roots"),
    [
        (14, 14, ("root c-0001",)),  # somebody says so: it is from there
        (14, 22, ("first of i-0001",)),  # not from the one who says otherwise
    ],
)
def test_the_outlets_own_figure_rests_on_nobody_who_says_otherwise(own: int, cited: int, roots: tuple[str, ...]) -> None:
    mention = replace(bombing(), tolls=(killed(own, None), killed(cited, "c-0001")))
    (mine,) = (e for e in of(told(mention), Property.TOLL) if not e.cited)
    assert mine.roots == roots


def denial(quote: str, speaker: str, *about: str) -> Claim:
    source = Source(span=OTHER, words=speaker, kind=SourceKind.ARMED_GROUP)
    return Claim(id="c-0003", content=(at(TEXT, quote),), cue=(at(TEXT, "denied"),), chain=(source,), polarity=Polarity.DENIES,
                 certainty=Certainty(), about=about)  # fmt: skip


def blamed(words: str) -> IncidentMention:
    party = Reading(span=OTHER, rule="made", value=RoleFiller(role=Role.PERPETRATOR, party=Party(words=words)), claim="c-0001")
    return replace(bombing(), roles=(party,))


@pytest.mark.parametrize(
    ("speaker", "about", "denied"),
    [
        ("the Reed Walkers", ("i-0001",), True),
        ("a Reed Walkers spokesman", (), True),  # about nothing in particular: about what the report is about
        ("the Reed Walkers", ("i-0002",), False),
        ("the Harun Front", ("i-0001",), False),
    ],
)
def test_a_party_denies_its_hand(speaker: str, about: tuple[str, ...], *, denied: bool) -> None:
    one = told(blamed("Reed Walkers"), denial("responsibility for the attack", speaker, *about))
    assert [e.roots for e in of(one, Property.PERPETRATOR) if e.denies] == ([("root c-0003",)] if denied else [])


def test_a_party_that_denies_something_else_denies_no_hand() -> None:
    one = told(blamed("Reed Walkers"), denial("civilians had been the target", "the Reed Walkers", "i-0001"))
    assert not any(e.denies for e in of(one, Property.PERPETRATOR))


def test_what_lies_in_a_denial_is_no_denial_of_the_day_or_the_place() -> None:
    mention = bombing()
    whens = tuple(replace(r, claim="c-0003") for r in mention.whens)
    places = tuple(replace(r, claim="c-0003") for r in mention.places)
    found = evidence([told(replace(mention, whens=whens, places=places))], behind(market()))
    assert {Property.DATE, Property.PLACE} <= {e.about for e in evidence([told(mention)], behind(market()))}
    assert not any(e.about in (Property.DATE, Property.PLACE) for e in found)


def test_who_claims_it_in_nobodys_words_is_nobodys_knowledge() -> None:
    mention = bombing()
    roles = tuple(replace(r, claim=None) for r in mention.roles if r.value and r.value.role is Role.CLAIMANT)
    assert of(told(replace(mention, roles=roles)), Property.PERPETRATOR) == []
    assert of(told(mention), Property.PERPETRATOR) != []


@pytest.mark.parametrize("kind", [IncidentType.AIR_STRIKE, IncidentType.BOMBING])
def test_whom_a_strike_from_afar_killed_is_its_target(kind: IncidentType) -> None:
    types = (Reading(span=OTHER, rule="made", value=kind),)
    mention = replace(bombing(), types=types, roles=(), tolls=(killed(9, "c-0001", victims=Victims.CIVILIANS),))
    words = [e.value.party.words for e in of(told(mention), Property.TARGET) if isinstance(e.value, RoleFiller)]
    assert words == (["civilians"] if kind is IncidentType.AIR_STRIKE else [])


def test_that_somebody_was_killed_is_a_value_where_it_is_denied() -> None:
    one = replace(bombing(), tolls=(killed(1, "c-0001", CountBasis.ONE_NAMED),), roles=())
    two = replace(one, tolls=(*one.tolls, killed(1, "c-0003", CountBasis.ONE_NAMED)))
    assert of(told(one), Property.TARGET) == []
    assert {(e.value, e.denies) for e in of(told(two), Property.TARGET)} == {(DEATH, False), (DEATH, True)}
    assert not any(e.denies for e in of(told(two), Property.TOLL))


def test_the_order_of_accounts_does_not_matter() -> None:
    base = market()
    accounts = [Told(analysis=base, mention=i, since=DAY) for i in base.incidents]
    assert len({evidence(order, behind(base)) for order in permutations(accounts)}) == 1


def said(text: str, claims: dict[str, Polarity]) -> Told:
    """An account of a bombing whose text is ``text``; each claim is its words and their polarity, of the army's voice, in order."""
    report = Report(text=text, address="https://made.example/a", outlet=None, publication=None, title=None, language="en")
    army = Source(span=at(text, "army"), words="the army", kind=SourceKind.STATE_FORCE)
    made = tuple(
        Claim(
            id=f"c-{n}",
            content=(at(text, words),),
            cue=(),
            chain=(army,),
            polarity=polarity,
            certainty=Certainty(),
            about=("i-1",),
        )
        for n, (words, polarity) in enumerate(claims.items())
    )
    mention = IncidentMention(
        id="i-1", triggers=(at(text, "blast"),), realis=Realis.ACTUAL, prominence=Prominence.MAIN,
        types=(Reading(span=at(text, "blast"), rule="made", value=IncidentType.BOMBING),),
        tolls=(Reading(span=at(text, "blast"), rule="made", value=Toll(harm=Harm.INJURED, total=Count.exactly(9)), claim="c-0"),),
    )  # fmt: skip
    return Told(
        analysis=Analysis(report=report, run=run_of(report), claims=made, incidents=(mention,)), mention=mention, since=DAY
    )


@pytest.mark.parametrize(
    ("words", "held", "denied"),
    [
        ("it hit a mine", {IncidentType.BOMBING}, set()),
        ("it did not hit a mine but was ambushed", {IncidentType.ARMED_ASSAULT}, {IncidentType.BOMBING}),
        ("no aircraft fired", set(), {IncidentType.AIR_STRIKE}),
        ("there was no such air strike", set(), {IncidentType.AIR_STRIKE}),
        ("a bomb went off, then gunmen came", set(), set()),  # one after the other
        ("he worked in gold mines", set(), set()),
    ],
)
def test_with_what_it_was_done_and_with_what_not(words: str, held: set[IncidentType], denied: set[IncidentType]) -> None:
    one = said(f"A blast shook the road. The army said: {words}.", {words: Polarity.ASSERTS})
    found = [e for e in of(one, Property.MANNER) if e.anchor.start > len("A blast")]
    assert {e.value for e in found if not e.denies} == held
    assert {e.value for e in found if e.denies} == denied


@pytest.mark.parametrize(
    ("words", "numbers"), [("nine people, not seven", {7}), ("nine people", set()), ("nine, not a few", set())]
)
def test_a_figure_that_is_said_to_be_wrong_is_denied(words: str, numbers: set[int]) -> None:
    one = said(f"A blast shook the road. The army said {words} were hurt.", {words: Polarity.ASSERTS})
    denied = {e.value.total.best for e in of(one, Property.TOLL) if e.denies and isinstance(e.value, Toll)}
    assert denied == numbers


def test_the_outlets_own_figure_rests_on_nobody_who_says_otherwise_in_another_report() -> None:
    def account(report: str, n: int, claim: str | None, day: date) -> Told:
        base = market()
        mention = replace(bombing(), tolls=(killed(n, claim),), roles=())
        kept = tuple(mention if i.id == mention.id else i for i in base.incidents)
        analysis = replace(base, report=replace(base.report, address=f"https://{report}.example/a"), incidents=kept)
        return Told(analysis=analysis, mention=mention, since=day)

    front = account("a", 60, "c-0001", DAY)
    own = account("b", 14, None, DAY + timedelta(days=1))
    earlier = account("c", 14, None, DAY - timedelta(days=1))
    provenances = [p for one in (front, own, earlier) for p in behind(one.analysis)]
    by_report = {
        e.anchor.report: e.roots for e in evidence([front, own, earlier], provenances) if e.harm is Harm.KILLED and not e.cited
    }
    assert "root c-0001" not in by_report[own.analysis.report.id]
    assert "root c-0001" in by_report[earlier.analysis.report.id]


@pytest.mark.parametrize(
    "words",
    [
        "the accusation",
        "these allegations",
        "having killed the traders",
        "its fighters had attacked the village",
        "it",
        "it had nothing to do with it",
    ],
)
def test_words_by_which_a_hand_is_denied(words: str) -> None:
    text = f"A blast shook the road. The army blamed the Reed Walkers. They denied {words}."
    base = said(text, {"blamed": Polarity.ASSERTS})
    party = RoleFiller(role=Role.PERPETRATOR, party=Party(words="Reed Walkers"))
    start = text.rindex(words)
    source = Source(span=at(text, "Reed Walkers"), words="the Reed Walkers", kind=SourceKind.ARMED_GROUP)
    claim = Claim(id="c-9", content=(Span(start=start, end=start + len(words)),), cue=(), chain=(source,), polarity=Polarity.DENIES,
                  certainty=Certainty())  # fmt: skip
    analysis = replace(base.analysis, claims=(*base.analysis.claims, claim))
    assert [found for _, found in denied_parties(analysis, base.mention, [party])] == [party]


def test_an_army_denies_what_its_soldiers_are_blamed_for() -> None:
    text = "A blast shook the road. Elders blamed soldiers. The army denied any involvement."
    base = said(text, {"blamed": Polarity.ASSERTS})
    words = at(text, "any involvement")
    army = Source(span=at(text, "The army"), words="The army", kind=SourceKind.STATE_FORCE)
    claim = Claim(id="c-9", content=(words,), cue=(), chain=(army,), polarity=Polarity.DENIES, certainty=Certainty())
    soldiers, front = (RoleFiller(role=Role.PERPETRATOR, party=Party(words=w)) for w in ("soldiers", "Harun Front"))
    analysis = replace(base.analysis, claims=(claim,))
    assert [found for _, found in denied_parties(analysis, base.mention, [soldiers, front])] == [soldiers]
