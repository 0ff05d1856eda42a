"""Where values stand in a TOML text."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from overhorizon.settings.lines import lines_of

TEXT = '''# a comment with "quotes" and [brackets]
top = 1

[[feed]]
name = "a"  # [[feed]]
location = """
[[feed]]
name = "no"
"""
[[feed]]
"name" = 'b # c'
list = [
  "one", "two",
  # "not"
  "three",
  ["four"],
  { x = 1 },
]
after = 2
[reliability]
"The Ledger [Sunday]" = "B"
fetch.contact = "x"
'''


def test_each_value_has_its_line() -> None:
    lines = lines_of(TEXT)
    assert lines.of(("top",)) == 2
    assert lines.of(("feed", 0)) == 4
    assert lines.of(("feed", 0, "name")) == 5
    assert lines.of(("feed", 0, "location")) == 6
    assert lines.of(("feed", 1)) == 10
    assert lines.of(("feed", 1, "name")) == 11
    assert [lines.of(("feed", 1, "list", n)) for n in range(5)] == [13, 13, 15, 16, 17]
    assert lines.of(("feed", 1, "after")) == 19
    assert lines.of(("reliability", "The Ledger [Sunday]")) == 21
    assert lines.of(("reliability", "fetch", "contact")) == 22


def test_what_has_no_line_goes_by_what_holds_it() -> None:
    lines = lines_of(TEXT)
    assert lines.of(("feed", 1, "list", 4, "x")) == 17
    assert lines.of(("feed", 0, "missing")) == 4
    assert lines.of(("nothing",)) == 1


words = st.text(st.characters(exclude_characters="\r", exclude_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.tuples(st.integers(0, 3), words), min_size=1, max_size=8))
def test_lines_are_right_whatever_the_words(entries: list[tuple[int, str]]) -> None:
    text, expected = "", []
    for blank, word in entries:
        text += "\n" * blank + "[[feed]]\n"
        quoted = word.replace("\\", "\\\\").replace('"', '\\"')
        expected.append(text.count("\n") + 1)
        text += f'name = "{quoted}"\n'
    assert [one["name"] for one in tomllib.loads(text)["feed"]] == [word for _, word in entries]
    lines = lines_of(text)
    assert [lines.of(("feed", n, "name")) for n in range(len(entries))] == expected
