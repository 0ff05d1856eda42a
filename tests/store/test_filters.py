"""The coarse scale, and who is never joined across reports."""

from dataclasses import replace

import pytest
from tests.store import samples

from overhorizon.domain.claims import Certainty, Confidence, Force, Likelihood
from overhorizon.domain.sources import SourceKind
from overhorizon.store.filters import Grade, grade
from overhorizon.store.index import index_rows, sought


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [
        (Certainty(), Grade.UNSTATED),
        (Certainty(force=Force.CONFIRMS), Grade.HIGH),
        (Certainty(force=Force.BELIEVES), Grade.MEDIUM),
        (Certainty(force=Force.HEDGES), Grade.LOW),
        (Certainty(force=Force.BELIEVES, confidence=Confidence.HIGH), Grade.HIGH),
        (Certainty(force=Force.CONFIRMS, confidence=Confidence.LOW), Grade.LOW),
        (Certainty(likelihood=Likelihood.LIKELY), Grade.MEDIUM),
        (Certainty(force=Force.CONFIRMS, likelihood=Likelihood.EVEN_CHANCE), Grade.LOW),
        (Certainty(force=Force.HEDGES, likelihood=Likelihood.LIKELY), Grade.LOW),
        (Certainty(likelihood=Likelihood.ALMOST_CERTAIN), Grade.HIGH),
    ],
)
def test_the_grade_of_a_certainty(certainty: Certainty, expected: Grade) -> None:
    assert grade(certainty) is expected


def test_every_word_of_estimation_has_a_grade() -> None:
    for likelihood in Likelihood:
        for confidence in (None, *Confidence):
            grade(Certainty(likelihood=likelihood, confidence=confidence))


@pytest.mark.parametrize("kind", [SourceKind.PRIVATE_PERSON, SourceKind.UNKNOWN])
def test_who_may_be_a_private_person_is_no_key(kind: SourceKind) -> None:
    analysis = samples.bombing()
    police = analysis.claims[0]
    hidden = replace(police, chain=(replace(police.chain[0], kind=kind),))
    rows = index_rows(replace(analysis, claims=(hidden,)))
    assert [(row["speaker_actor"], row["speaker_words"]) for row in rows.claims] == [(None, None)]


def test_no_index_row_names_a_private_person() -> None:
    rows = index_rows(samples.bombing())
    assert not any("renn" in str(row) for row in (*rows.incident_actors, *rows.claims))


def test_words_are_folded_and_stand_apart() -> None:
    assert sought("Al-Shabaab’s “Émir”") == " al shabaab s emir "
    assert sought("...").strip() == ""
