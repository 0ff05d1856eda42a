"""What the encoder hangs on a trigger becomes readings of roles: named where the words name."""

import pytest

from overhorizon.domain.incidents import IncidentType, Realis, Role
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Filler, TaggedRole, Trigger
from overhorizon.extract.fillers import fillers, proper_name
from overhorizon.extract.mentions import PartyMention
from overhorizon.extract.tellings import Facts, Telling


def span(text: str, words: str) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("men from the Harun Front", "Harun Front"),
        ("Suspected Harun Front gunmen", "Harun Front"),
        ("fighters of Katibat al-Noor", "Katibat al-Noor"),
        ("Frente de Liberación del Sur", "Frente de Liberación del Sur"),
        ("members of the Army of the River (AR)", "Army of the River"),
        ("the 9th Brigade", "9th Brigade"),
        ("Gunmen on motorcycles", None),
        ("a crowd of neighbours", None),
        ("Two suspected militants", None),
    ],
)
def test_the_proper_name_inside_a_description(words: str, name: str | None) -> None:
    found = proper_name(words, Span(start=0, end=len(words)))
    assert (found.of(words) if found else None) == name


def telling(text: str, *roles: tuple[Filler, str], kind: IncidentType = IncidentType.BOMBING) -> Telling:
    tagged = tuple(TaggedRole(role=role, span=span(text, words), score=0.9) for role, words in roles)
    trigger = Trigger(span=span(text, "hit"), type=kind, realis=Realis.ACTUAL, roles=tagged)
    facts = Facts(
        index=0, span=Span(start=0, end=len(text)), paragraph=0, triggers=(trigger,), times=(), places=(), parties=(), tolls=()
    )
    return Telling(facts=facts, triggers=(trigger,))


TEXT = "Men of the Reed Front hit the post, said Omar Dol, its leader."
FRONT = Actor(id="a-1", name="Reed Liberation Front", kind=ActorKind.ARMED_GROUP)
LEADER = Actor(id="a-2", name="Omar Dol", kind=ActorKind.PUBLIC_FIGURE)


def test_a_party_that_is_known_already_has_the_role() -> None:
    known = PartyMention(span=span(TEXT, "Reed Front"), party=Party(words="Reed Front", actor=FRONT))
    (reading,) = fillers(TEXT, telling(TEXT, (Filler.PERPETRATOR, "Men of the Reed Front")), [known])
    assert reading.value is not None
    assert (reading.value.role, reading.value.party.actor, reading.span.of(TEXT)) == (Role.PERPETRATOR, FRONT, "Reed Front")


def test_a_name_that_nobody_lists_stands_as_worded() -> None:
    (reading,) = fillers(TEXT, telling(TEXT, (Filler.PERPETRATOR, "Men of the Reed Front")), [])
    assert reading.value is not None and reading.value.party == Party(words="Reed Front")


def test_a_person_is_no_perpetrator_and_an_unnamed_target_no_party() -> None:
    person = PartyMention(span=span(TEXT, "Omar Dol"), party=Party(words="Omar Dol", actor=LEADER))
    told = telling(TEXT, (Filler.PERPETRATOR, "Omar Dol"), (Filler.TARGET, "post"))
    assert list(fillers(TEXT, told, [person])) == []


def test_whoever_fights_in_a_clash_is_a_side_of_it() -> None:
    told = telling(TEXT, (Filler.PERPETRATOR, "Men of the Reed Front"), kind=IncidentType.ARMED_CLASH)
    (reading,) = fillers(TEXT, told, [])
    assert reading.value is not None and reading.value.role is Role.PARTY
