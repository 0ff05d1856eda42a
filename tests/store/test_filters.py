"""Who is never joined across reports."""

from dataclasses import replace

import pytest

from overhorizon.domain.sources import SourceKind
from overhorizon.store.index import index_rows, sought
from tests.store import samples


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
