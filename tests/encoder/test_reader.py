"""How grammar mends and fills what the network finds. Attributions are made by hand; sentences are our own."""

from overhorizon.domain.claims import Attribution
from overhorizon.domain.spans import Span
from overhorizon.encoder.reader import ReadingEncoder, merged
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.session import OnnxEncoder


def at(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(start=text.index(w), end=text.index(w) + len(w)) for w in words)


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    return Attribution(source=at(text, source) if source else (), cue=at(text, cue), content=at(text, content))


def sources(text: str, found: tuple[Attribution, ...]) -> list[list[str]]:
    return [[s.of(text) for s in a.source] for a in found]


def test_a_relative_clause_belongs_to_its_noun() -> None:
    text = "Three officials, who have followed the case, said the bridge was mined."
    found = merged(text, [attribution(text, "who have followed the case,", "said", "the bridge was mined")], [])
    assert sources(text, found) == [["Three officials"]]


def test_nobody_is_it() -> None:
    text = "It was announced that the bridge was mined."
    assert merged(text, [attribution(text, "It", "was announced", "the bridge was mined")], []) == ()


def test_according_to_is_no_part_of_a_source() -> None:
    text = "The bridge was mined, according to a memo."
    found = merged(text, [attribution(text, "according to a memo", "mined", "The bridge")], [])
    assert sources(text, found) == [["a memo"]]


def test_an_event_tells_nothing() -> None:
    text = "A note written before the bombing of the bridge warned that more would come."
    assert merged(text, [attribution(text, "the bombing of the bridge", "warned", "more would come")], []) == ()


def test_grammar_lends_a_source() -> None:
    text = "The Front, which has a radio, denied that it had mined the bridge."
    learned = attribution(text, "", "denied", "it had mined the bridge")
    found = merged(text, [learned], [attribution(text, "The Front", "denied", "it had mined the bridge")])
    assert sources(text, found) == [["The Front"]]


def test_grammar_adds_only_where_the_network_found_nothing() -> None:
    text = "The mayor said the bridge was mined. The army denied it."
    learned = attribution(text, "The mayor", "said", "the bridge was mined")
    same = attribution(text, "The mayor", "said", "the bridge")
    other = attribution(text, "The army", "denied", "it.")
    assert merged(text, [learned], [same, other]) == (learned, other)


def test_it_reads_a_report(encoder: OnnxEncoder) -> None:
    text = "Gunmen killed four people near Kunduz on Tuesday, the interior ministry said. The Lantern Front denied that it took part."
    tagging = ReadingEncoder(encoder).encode(text, paragraphs(text))
    assert [s.of(text) for a in tagging.attributions for s in a.source] == ["the interior ministry", "The Lantern Front"]
    assert "killed" in [t.span.of(text) for t in tagging.triggers]
