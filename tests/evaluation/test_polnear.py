"""The measures, on annotations small enough to count by hand."""

from typing import Any

from evaluation.polnear import annotator_pairs, match_by_cue, measure, overlap

TEXT = "Anna said boats sank . Bo denied it . Cy agrees ."


def span(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def attribution(source: str, cue: str, content: str) -> dict[str, Any]:
    return {
        "source": span(source) if source else [],
        "cue": span(cue) if cue else [],
        "content": span(content) if content else [],
    }


GOLD = [attribution("Anna", "said", "boats sank"), attribution("Bo", "denied", "it")]


def f1(predicted: list[dict[str, Any]], gold: list[dict[str, Any]] = GOLD) -> dict[str, float]:
    figures = measure({"a": {"text": TEXT, "attributions": gold}}, {"a": {"attributions": predicted}})
    return {name: figure.f1 for name, figure in figures.items()}


def test_the_gold_answers_itself() -> None:
    assert set(f1(GOLD).values()) == {100.0}


def test_nothing_found_scores_nothing() -> None:
    assert set(f1([]).values()) == {0.0}


def test_parts_count_only_where_the_cue_was_found() -> None:
    scores = f1([attribution("Anna", "agrees", "boats sank"), GOLD[1]])
    assert scores["found"] == scores["source exact"] == scores["content exact"] == 50.0


def test_half_of_the_content_is_enough_for_a_triple_by_overlap() -> None:
    scores = f1([attribution("Anna", "said", "boats"), GOLD[1]])
    assert scores["triple overlap"] == 100.0
    assert scores["triple exact"] == 50.0
    assert scores["content token"] == 80.0


def test_slips_without_cue_or_content_are_left_out() -> None:
    assert f1(GOLD, [*GOLD, attribution("Cy", "", "agrees")])["found"] == 100.0


def test_a_wrong_document_is_part_of_the_interval() -> None:
    record = {"text": TEXT, "attributions": GOLD}
    figures = measure({"a": record, "b": record}, {"a": record})
    assert figures["found"].f1 == 66.67
    assert figures["found"].low == 0.0
    assert figures["found"].high == 100.0


def test_matching_prefers_the_larger_overlap_and_is_one_to_one() -> None:
    def sets(*cue: int) -> dict[str, frozenset[int]]:
        return {"source": frozenset(), "cue": frozenset(cue), "content": frozenset()}

    assert match_by_cue([sets(1), sets(1, 2)], [sets(1, 2, 3)]) == [(1, 0)]


def test_overlap_of_two_empty_parts_is_whole() -> None:
    assert overlap(frozenset(), frozenset()) == 1.0
    assert overlap(frozenset({1}), frozenset()) == 0.0


def test_annotators_are_paired_within_a_document() -> None:
    record = {"text": TEXT, "attributions": GOLD, "second_annotations": [{"attributions": GOLD[:1]}, {"attributions": []}]}
    assert [name for name, _, _ in annotator_pairs({"a": record})] == ["a/0-1", "a/0-2", "a/1-2"]
