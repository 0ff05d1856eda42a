"""What the bench rests on: reports of one size, and a clock that counts nothing twice."""

import time
from types import SimpleNamespace

from evaluation.bench import Clock
from evaluation.bench_reports import SENTENCES, WORDS, texts


def test_reports_of_the_bench_are_of_one_size_and_always_the_same() -> None:
    first, second = made = texts(2)
    assert first != second
    assert made == texts(2)
    for text in made:
        assert len(text.split()) == SENTENCES * WORDS
        assert len(text.split("\n\n")) == SENTENCES // 3


def test_time_inside_another_stage_counts_there_alone() -> None:
    def spend(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    stages = SimpleNamespace(inner=lambda: spend(0.03))

    def outer() -> None:
        spend(0.01)
        stages.inner()

    stages.outer = outer
    clock = Clock()
    with clock.watching({"inner": (stages, "inner"), "outer": (stages, "outer")}):
        stages.outer()
    assert 0.03 <= clock.seconds["inner"] < 0.04
    assert 0.01 <= clock.seconds["outer"] < 0.02
