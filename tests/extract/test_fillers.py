"""Roles that the encoder hangs on triggers: only names of groups come through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Filler, TaggedRole, Trigger
from overhorizon.extract.fillers import names_in_roles, proper_name


def _name(words: str, inside: str | None = None) -> str | None:
    text = inside or words
    start = text.index(words)
    found = proper_name(text, Span(start=start, end=start + len(words)))
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("suspected members of the Harun Front", "Harun Front"),
        ("men from the 3rd Reed Brigade", "3rd Reed Brigade"),
        ("the Sons of the Delta (SOD)", "Sons of the Delta"),
        ("About 300 gunmen", None),
        ("Gunmen on motorcycles", None),
        ("a suicide bomber", None),
        ("Police", None),
        ("Two masked men", None),
    ],
)
def test_the_name_inside_a_description(words: str, name: str | None) -> None:
    assert _name(words) == name


def test_a_capital_that_only_opens_the_sentence_names_nobody() -> None:
    assert _name("Herders", inside="Herders burned the mill. The herders fled.") is None
    assert _name("Lantern", inside="Lantern burned the mill. The men of Lantern fled.") == "Lantern"


def _trigger(text: str, words: str, score: float) -> Trigger:
    start = text.index(words)
    role = TaggedRole(role=Filler.PERPETRATOR, span=Span(start=start, end=start + len(words)), score=score)
    return Trigger(span=Span(start=0, end=1), type=IncidentType.BOMBING, realis=Realis.ACTUAL, roles=(role,))


def test_names_of_several_words_are_known_throughout_unless_they_are_a_persons() -> None:
    text = "The bomb was laid by Reed Walkers, and Omar Teld was blamed."
    sure, unsure = _trigger(text, "Reed Walkers", 0.9), _trigger(text, "Reed Walkers", 0.3)
    person = _trigger(text, "Omar Teld", 0.9)
    assert names_in_roles(text, [sure], []) == {"Reed Walkers"}
    assert names_in_roles(text, [unsure], []) == frozenset()
    assert names_in_roles(text, [person], [person.roles[0].span]) == frozenset()


@given(st.text(alphabet="AaBb 3rdthe()-'’.\n", min_size=1, max_size=60), st.data())
def test_a_name_lies_inside_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start=start, end=data.draw(st.integers(start + 1, len(text))))
    found = proper_name(text, span)
    assert found is None or span.contains(found)


@pytest.mark.parametrize(
    ("words", "inside", "name"),
    [
        ("Union of Patriots", "Men of the Union of Patriots for the Plateau came at dawn.", "Union of Patriots for the Plateau"),
        ("Katibat", "It was the Katibat al-Rif that had come.", "Katibat al-Rif"),
        ("Army of the Marsh", "Yesterday the Army of the Marsh came back to the village.", "Army of the Marsh"),
        ("two men on a red Honda", "It was two men on a red Honda who came.", None),
        ("Zhedranian", "It was a Zhedranian shell that fell.", None),
        ("NIGER", "NIGER - Aircraft came over at dawn.", None),
        ("Haddad's men", "It was Haddad's men who came.", "Haddad"),
    ],
)
def test_the_whole_of_a_name_and_nothing_else(words: str, inside: str, name: str | None) -> None:
    assert _name(words, inside=inside) == name


def test_short_letters_lead_to_the_name_before_them() -> None:
    text = "Elders named the Hill Sons Rebirth (HSR). The mill was burned by the HSR."
    start = text.rindex("HSR")
    role = TaggedRole(role=Filler.PERPETRATOR, span=Span(start=start, end=start + 3), score=0.9)
    trigger = Trigger(span=Span(start=0, end=1), type=IncidentType.BOMBING, realis=Realis.ACTUAL, roles=(role,))
    assert names_in_roles(text, [trigger], []) == {"Hill Sons Rebirth"}
