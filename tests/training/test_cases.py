"""The cases of the same incident: their form, and that each can teach something."""

from collections import defaultdict
from pathlib import Path

import pytest

from training.cases import cases


def test_marks_stand_where_the_words_are(tmp_path: Path) -> None:
    (tmp_path / "a.cases").write_text(
        "=== town-one: a kind\n--- The Lamp | 2024-01-02\nBlast in town\nA bomb [[exploded|A]] and later gunmen [[fired|B]].\n"
        "--- The Oar |\nBlast\nThe [[bombing|A]] killed two.\n"
    )
    first, second = cases(tmp_path)
    assert [(span.of(first.text), key) for span, key in first.marks] == [("exploded", "A"), ("fired", "B")]
    assert (first.published, second.published, second.outlet) == ("2024-01-02", None, "The Oar")


@pytest.mark.parametrize("report", ["The Lamp\nTitle\nA [[blast|A]].", "The Lamp | 2024-01-02\nTitle\nNothing marked."])
def test_a_broken_report_is_refused_by_name(tmp_path: Path, report: str) -> None:
    (tmp_path / "a.cases").write_text(f"=== town-one: a kind\n--- {report}\n")
    with pytest.raises(ValueError, match="town-one"):
        cases(tmp_path)


def test_every_case_tells_something_twice() -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for report in cases():
        told[report.case] += {key for _, key in report.marks}
    assert len(told) > 30
    assert all(len(keys) > len(set(keys)) for keys in told.values())
