"""Runs of a text, bars and comparisons: small drawings hold their invariants."""

from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.spans import Span
from overhorizon.store.rows import Figure
from overhorizon.web.pages import figures, marking
from overhorizon.web.pages.frame import data_element, safe_address
from overhorizon.web.pages.listing import figure_words
from overhorizon.web.pages.report import changes
from tests.web.pages.conftest import HOSTILE_TEXT, hostile

NUMBERS = st.one_of(st.none(), st.integers(0, 5_000))


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 400), st.integers(1, 40))
def test_runs_are_the_text_whatever_is_marked(start: int, size: int, at: int, length: int) -> None:
    analysis, part = hostile(), Span(start=start, end=start + size)
    runs = marking.runs(analysis, marking.notes(analysis), part, Span(start=at, end=at + length))
    assert "".join(run.text for run in runs) == HOSTILE_TEXT[start : start + size]
    assert [run.start for run in runs] == sorted({run.start for run in runs})
    marked = "".join(run.text for run in runs if "mark" in run.flags)
    assert marked == HOSTILE_TEXT[max(at, start) : max(min(at + length, start + size), max(at, start))]


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(1, 5_000))
def test_bars_stay_on_their_scale(low: int | None, best: int | None, high: int | None, most: int) -> None:
    given_numbers = [n for n in (low, best, high) if n is not None]
    bar = figures.bar(low, best, high, max([most, *given_numbers]))
    assert (bar is None) == (not given_numbers)
    if bar is not None:
        assert bar.start >= 0 and bar.start + bar.width <= figures.BAR + 2.1
        assert bar.is_open == (high is None)


@given(st.lists(st.sampled_from(["two", "five", "dead", " ", "\n", "she said", "."]), max_size=30), st.data())
def test_a_comparison_loses_no_word(words: list[str], data: st.DataObject) -> None:
    old = "".join(words)
    new = "".join(data.draw(st.permutations(words)))
    found = changes(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new


@given(
    st.recursive(
        st.one_of(st.text(), st.integers(), st.none()), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_data_cannot_end_its_element(value: object) -> None:
    made = str(data_element("x", value))
    inner = made.removeprefix('<script type="application/json" id="x">').removesuffix("</script>")
    assert not set("<>&") & set(inner) and inner.isascii()


@given(st.text())
def test_links_lead_to_http_or_nowhere(address: str) -> None:
    assert safe_address(address) is None or address.lower().startswith(("http://", "https://"))


def test_links_that_look_like_http_and_are_not() -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        " http://a.example",
        "http://",
        "java\nscript:x",
        "//a.example",
        "http://[::1",
    ):
        assert safe_address(address) is None
    assert safe_address("https://a.example/b?c=d") == "https://a.example/b?c=d"


def test_figures_in_words() -> None:
    given = ((None, None, None), (3, 3, 3), (3, None, None), (3, 84, 1_200), (None, None, 9), (84, 84, None))
    assert [figure_words(Figure(low=low, best=best, high=high)) for low, best, high in given] == [
        "",
        "3",
        "3 or more",
        "84 (3 to 1,200)",
        "? to 9",
        "84 or more",
    ]
