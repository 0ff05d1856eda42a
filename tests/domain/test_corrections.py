"""What persons say of readings, pure: the latest ruling counts, what fits no reading changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.assessment import Property
from overhorizon.domain.corrections import Correction, Note, Ruling, Subject, corrected, readings_of
from overhorizon.domain.incidents import IncidentMention, IncidentType, Knowledge, Prominence, Reading, Realis
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, Harm, Toll

AT = datetime(2030, 5, 1, tzinfo=UTC)
TRIGGER = Span(start=10, end=14)


def toll(number: int, harm: Harm = Harm.KILLED) -> Toll:
    return Toll(harm=harm, total=Count.exactly(number))


MENTION = IncidentMention(
    id="i-one",
    triggers=(TRIGGER,),
    realis=Realis.ACTUAL,
    prominence=Prominence.MAIN,
    types=(Reading(span=TRIGGER, rule="trigger", value=IncidentType.BOMBING),),
    tolls=(
        Reading(span=Span(start=20, end=29), rule="number", value=toll(9)),
        Reading(span=Span(start=20, end=40), rule="number", value=toll(3, Harm.INJURED)),
    ),
)


def ruling(kind: Ruling, value: Toll | None = None, *, hours: int = 0, start: int = 20) -> Correction:
    return Correction(
        account=Anchor(report="r-one", start=11, end=13),
        span=Span(start=start, end=start + 9),
        about=Property.TOLL,
        ruling=kind,
        reason="read again",
        author="Ada",
        at=AT + timedelta(hours=hours),
        harm=Harm.KILLED,
        value=value,
    )


def test_a_correction_is_of_one_harm_and_leaves_the_words() -> None:
    after = corrected(MENTION, [ruling(Ruling.CORRECTED, toll(90))])
    assert [r.value for r in after.tolls] == [toll(90), toll(3, Harm.INJURED)]
    assert after.tolls[0].span == MENTION.tolls[0].span and after.tolls[0].rule == "corrected by Ada"


def test_what_is_rejected_is_unknown() -> None:
    after = corrected(MENTION, [ruling(Ruling.REJECTED)])
    assert after.tolls[0].state is Knowledge.UNKNOWN and after.toll(Harm.KILLED) is None


def test_acceptance_changes_nothing_but_the_last_word_counts() -> None:
    assert corrected(MENTION, [ruling(Ruling.ACCEPTED)]) == MENTION
    said = [ruling(Ruling.CORRECTED, toll(8), hours=2), ruling(Ruling.REJECTED, hours=1), ruling(Ruling.CORRECTED, toll(7))]
    assert corrected(MENTION, said).toll(Harm.KILLED) == toll(8)


def test_other_words_and_other_accounts_are_left_alone() -> None:
    assert corrected(MENTION, [ruling(Ruling.REJECTED, start=100)]) == MENTION
    elsewhere = replace(ruling(Ruling.REJECTED), account=Anchor(report="r-one", start=50, end=60))
    assert corrected(MENTION, [elsewhere]) == MENTION


@given(st.permutations([ruling(Ruling.REJECTED), *(ruling(Ruling.CORRECTED, toll(n), hours=n) for n in range(1, 4))]))
def test_the_order_of_arrival_does_not_matter(said: list[Correction]) -> None:
    assert corrected(MENTION, said).toll(Harm.KILLED) == toll(3)


def test_an_unknown_value_belongs_to_every_harm() -> None:
    unknown = replace(MENTION, tolls=(Reading(span=TRIGGER, rule="unknown", state=Knowledge.UNKNOWN),))
    assert readings_of(unknown, Property.TOLL, Harm.MISSING) == unknown.tolls


def test_what_is_not_whole_cannot_be_said() -> None:
    with pytest.raises(ValueError, match="reason"):
        replace(ruling(Ruling.REJECTED), reason=" ")
    with pytest.raises(ValueError, match="corrected to a value"):
        ruling(Ruling.CORRECTED)
    with pytest.raises(ValueError, match="no value of a toll"):
        replace(ruling(Ruling.REJECTED), ruling=Ruling.CORRECTED, value=IncidentType.THREAT)
    with pytest.raises(ValueError, match="of a harm"):
        replace(ruling(Ruling.REJECTED), harm=None)
    with pytest.raises(ValueError, match="words"):
        Note(on=Subject.REPORT, subject="r-one", report="r-one", text=" ", author="Ada", at=AT)
