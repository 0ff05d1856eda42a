"""Claims of responsibility and blame, told beside the deed or in a sentence of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.incidents import Role
from overhorizon.domain.parties import Party
from overhorizon.domain.spans import Span
from overhorizon.extract.mentions import PartyMention
from overhorizon.extract.responsibility import roles_said

PARTY = "Reed Front"


def _roles(text: str, *names: str) -> list[Role]:
    parties = [
        PartyMention(span=Span(start=text.index(n), end=text.index(n) + len(n)), party=Party(words=n)) for n in names or (PARTY,)
    ]
    return [role for _, role in roles_said(text, Span(start=0, end=len(text)), parties)]


@pytest.mark.parametrize(
    "text",
    [
        "Responsibility was claimed by the Reed Front.",
        "The Reed Front claimed the bridge attack.",
        "A message attributed to the Reed Front claimed it.",
        "The Reed Front, which broke with its parent in 2016 over money, said in an audio message that it had carried out the raid.",
        "The Reed Front, in a recording sent to reporters, said its men had done it.",
        "The Reed Front says it is holding the building.",
        "A note pinned to the gate was signed by the Reed Front.",
        "A caller spoke in the name of the Reed Front.",
        "“We did this,” the Reed Front wrote.",
        "The Reed Front said then that the bomb was theirs.",
        "The Reed Front said it ambushed a convoy.",
        "The Reed Front have sent a claim to an exile station.",
    ],
)
def test_a_claim(text: str) -> None:
    assert _roles(text) == [Role.CLAIMANT]


@pytest.mark.parametrize(
    "text",
    [
        "Suspicion at once fell on the Reed Front.",
        "The ambush bore the hallmarks of the Reed Front.",
        "Investigators attribute the abduction to the Reed Front.",
        "Both belonged to the Reed Front, the magistrate held.",
        "Officials accused the Reed Front, which did not answer.",
        "Officials accused the Reed Front of carrying out the raid.",
        "Security chiefs believe that the Reed Front was responsible.",
        "The governor held the Reed Front responsible.",
        "Three witnesses point instead to the Reed Front.",
        "The Reed Front is believed to have carried it out.",
        "The army laid the raid at the door of the Reed Front.",
    ],
)
def test_blame(text: str) -> None:
    assert _roles(text) == [Role.PERPETRATOR]


@pytest.mark.parametrize(
    "text",
    [
        "The Reed Front condemned the attack.",
        "The Reed Front said its men had been attacked by the army.",
        "The Reed Front said its fighters were killed in the strike.",
        "The Reed Front said it had not carried out the raid.",
        "No one has blamed the Reed Front.",
        "The ministry declined to blame the Reed Front.",
        "Officials accused the Reed Front of blocking aid.",
        "The attack was not claimed by the Reed Front.",
        "The Reed Front asked for talks.",
        "The Reed Front said it had taken no part in the raid.",
        "The mayor met the Reed Front on Sunday.",
    ],
)
def test_neither(text: str) -> None:
    assert _roles(text) == []


def test_two_groups_that_sign_one_statement() -> None:
    text = "The statement was signed by the Reed Front and the Marsh Guard."
    assert _roles(text, "Reed Front", "Marsh Guard") == [Role.CLAIMANT, Role.CLAIMANT]
    text = "The statement was signed by the Reed Front and read to the Marsh Guard."
    assert _roles(text, "Reed Front", "Marsh Guard") == [Role.CLAIMANT]


@given(st.text(alphabet="aefhint, .'\"“”", max_size=80), st.text(alphabet="aefhint, .'\"“”", max_size=80))
def test_words_that_say_nothing_give_no_role(before: str, after: str) -> None:
    assert _roles(f"{before}{PARTY}{after}") == []
