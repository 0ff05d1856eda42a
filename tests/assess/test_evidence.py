"""From accounts to evidence: whose knowledge a reading is, and what a denial denies."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from overhorizon.assess.evidence import Evidence, Told, evidence
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import DEATH, Property
from overhorizon.domain.claims import Certainty, Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Reading, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Provenance, statement_id
from overhorizon.domain.parties import Party
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, CountBasis, Harm, Toll, Victims
from tests.factories import at, market

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
