"""What is contested in our stories: the form of the annotation, and that every two values of a property are judged."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from training import quarrels
from training.quarrels import QUARRELS, Verdict, stories

CASE = """=== kidal-bridge: two counts
{lines}
--- Delta Wire | 2024-03-12
Nine killed
A bomb [[exploded|A]] on a bridge near Kidal on Monday and killed nine people, the army said.
--- Harbour Radio | 2024-03-13
Fifteen killed
The [[blast|A]] at Kidal killed 15, a nurse said.
"""
HELD = "held A killed a: 9 | the army = state | 1 (2)\nheld A killed b*: 15 | a nurse = hospital | 2"


def written(folder: Path, lines: str, monkeypatch: pytest.MonkeyPatch) -> list[quarrels.Story]:
    (folder / "one.cases").write_text(CASE.format(lines=lines), encoding="utf-8")
    monkeypatch.setattr(quarrels, "QUARRELS", folder)
    monkeypatch.setattr(quarrels, "STORIES", folder / "none")
    return stories()


def test_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (story,) = written(tmp_path, f"{HELD}\npair A killed b a: contradiction open\ncopy 2 of 1", monkeypatch)
    assert [(h.value, h.root, h.reports, h.citing, h.preferred) for h in story.held] == [
        ("9", "state", (1, 2), (1,), False),
        ("15", "hospital", (2,), (2,), True),
    ]
    assert story.of(Verdict.CONTRADICTION) == {("A", "killed")}
    assert story.copies == ((2, 1),)


@pytest.mark.parametrize(
    "lines",
    [
        HELD,  # the two values are not judged
        f"{HELD}\npair A killed a b: contradiction closed",
        f"{HELD}\npair A killed a b: compatible somehow",
        "held A killed a: 9 | the army = state | 3",  # there is no third report
        "held A weather a: 9 | the army = state | 1",
        "nothing to say",
        "",
    ],
)
def test_a_broken_annotation_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    with pytest.raises(ValueError, match="kidal-bridge"):
        written(tmp_path, lines, monkeypatch)


def test_every_third_story_of_each_folder_is_held_out() -> None:
    kept, used = stories("held-out"), stories("development")
    assert not {s.name for s in kept} & {s.name for s in used}
    assert len(kept) + len(used) == len(stories()) >= 62
    assert 2.8 < len(stories()) / len(kept) < 3.5


def test_the_stories_are_about_every_property_and_of_every_verdict() -> None:
    every = stories()
    of = Counter((p.verdict, p.about) for s in every for p in s.pairs)
    assert set(Verdict) == {verdict for verdict, _ in of}
    assert all(of[Verdict.CONTRADICTION, about] for about in ("killed", "perpetrator", "manner", "target", "date"))
    assert sum(n for (verdict, _), n in of.items() if verdict is Verdict.CONTRADICTION) >= 35


def test_values_that_agree_in_number_and_root_are_no_contradiction() -> None:
    for story in stories():
        held = {(h.incident, h.about, h.key): h for h in story.held}
        for pair in story.pairs:
            one, other = (held[pair.incident, pair.about, key] for key in pair.keys)
            if pair.verdict is Verdict.CONTRADICTION:
                assert one.root != other.root, story.name
            if pair.verdict is Verdict.REVISION:
                assert one.root == other.root, story.name


def test_the_contested_stories_have_three_reports_or_more_and_invented_addresses() -> None:
    for story in (s for s in stories() if s.held):
        assert len(story.reports) >= 3
        for number, told in enumerate(story.reports):
            assert b".example/" in told.raw(number).capture.content
    assert len(list(QUARRELS.glob("*.cases"))) >= 4
    assert all(a.name != b.name for a, b in combinations(stories(), 2))
