"""What every Encoder promises, whatever is in it."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Encoder, Tagging
from overhorizon.encoder.reader import ReadingEncoder
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.session import OnnxEncoder
from overhorizon.encoder.token_classifier import TokenClassifier
from tests import factories
from tests.encoder.classifiers import write_classifier
from tests.rule_encoder import RuleEncoder

TEXTS = (factories.MARKET, factories.CONVOY, factories.HOSTILE, "  \n\n ", "Ünïcödé ﬁre — “said” 🙂 the army. " * 60, "x" * 3000)


@pytest.fixture(scope="module", params=["network", "token classifier", "the whole with a token classifier", "rules"])
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encoder]:
    if request.param == "network":
        yield OnnxEncoder.load()
    elif request.param == "rules":
        yield RuleEncoder()
    else:
        classifier = TokenClassifier.load(write_classifier(tmp_path_factory.mktemp("models") / "tiny"))
        yield classifier if request.param == "token classifier" else ReadingEncoder(classifier)


def spans(tagging: Tagging) -> list[Span]:
    attributed = [s for a in tagging.attributions for s in (*a.source, *a.cue, *a.content)]
    return [*attributed, *(m.span for m in tagging.mentions), *(t.span for t in tagging.triggers)]


def moved(tagging: Tagging, by: int) -> list[Span]:
    return [span.shifted(by) for span in spans(tagging)]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_spans_quote_words_of_the_passages(encoder: Encoder, text: str) -> None:
    passages = paragraphs(text)
    tagging = encoder.encode(text, passages)
    for span in spans(tagging):
        assert span.of(text).strip() == span.of(text) != ""
        assert any(passage.contains(span) for passage in passages)
    scores = [
        *(a.score for a in tagging.attributions),
        *(m.score for m in tagging.mentions),
        *(t.score for t in tagging.triggers),
    ]
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_what_is_found_comes_in_order_of_the_text(encoder: Encoder) -> None:
    tagging = encoder.encode(factories.MARKET, paragraphs(factories.MARKET))
    assert list(tagging.mentions) == sorted(tagging.mentions, key=lambda m: m.span)
    assert list(tagging.triggers) == sorted(tagging.triggers, key=lambda t: t.span)


def test_the_same_in_the_same_out(encoder: Encoder) -> None:
    first = encoder.encode(factories.MARKET, paragraphs(factories.MARKET))
    for other in TEXTS:
        encoder.encode(other, paragraphs(other))  # what was read between leaves nothing behind
    assert encoder.encode(factories.MARKET, paragraphs(factories.MARKET)) == first


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(st.sampled_from(["The army said nothing.", "Trade was slow.", "Elders met."]), max_size=3))
def test_mentions_of_a_passage_depend_on_it_alone(encoder: Encoder, before: list[str]) -> None:
    passage = "A bomb exploded at a market in Tessalit, the army said."
    text = "\n".join([*before, passage])
    start = len(text) - len(passage)
    alone = encoder.encode(passage, paragraphs(passage))
    among = encoder.encode(text, paragraphs(text))
    found = [(m.span, m.kind, m.score) for m in among.mentions if m.span.start >= start]
    assert found == [(m.span.shifted(start), m.kind, m.score) for m in alone.mentions]


def test_nothing_outside_the_passages_is_read(encoder: Encoder) -> None:
    first, *_ = paragraphs(factories.MARKET)
    assert all(first.contains(span) for span in spans(encoder.encode(factories.MARKET, (first,))))
    assert encoder.encode(factories.MARKET, ()) == Tagging()


def test_it_has_a_name(encoder: Encoder) -> None:
    assert encoder.fingerprint
    assert encoder.fingerprint == encoder.fingerprint.strip()
