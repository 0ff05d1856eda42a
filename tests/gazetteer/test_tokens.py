import itertools

from hypothesis import given
from hypothesis import strategies as st

from overhorizon.gazetteer.tokens import tokens_of, windows


def _keys(text: str) -> list[str]:
    return [key for _, _, key in windows(tokens_of(text), frozenset({"the"}))]


def test_runs_of_capitals_are_windows() -> None:
    assert _keys("in New York City") == ["new", "new york", "new york city", "york", "york city", "city"]


def test_articles_begin_names_where_they_are_tied_to_them() -> None:
    assert "al bab" in _keys("in al-Bab")
    assert "al bab" in _keys("in al Bab")
    assert "as suwayda" in _keys("in as-Suwayda")
    assert "as salt" not in _keys("known as Salt")


def test_a_possessive_ends_a_name() -> None:
    assert _keys("Mosul's mayor") == ["mosul"]
    assert _keys("Mosul’s mayor") == ["mosul"]


@given(st.text(max_size=200))
def test_tokens_lie_in_order(text: str) -> None:
    tokens = tokens_of(text)
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(one.end <= two.start for one, two in itertools.pairwise(tokens))
