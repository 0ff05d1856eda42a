"""How grammar mends and fills what the network finds. Attributions are made by hand; sentences are our own."""

from overhorizon.domain.claims import Attribution
from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.spans import Span
from overhorizon.encoder.heads import Thresholds
from overhorizon.encoder.protocol import Trigger
from overhorizon.encoder.reader import ReadingEncoder, judged, merged
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


def _trigger(text: str, words: str, score: float, kind: IncidentType | None) -> Trigger:
    start = text.index(words)
    return Trigger(span=Span(start=start, end=start + len(words)), type=kind, realis=Realis.ACTUAL, score=score, manner=kind)


LIMITS = Thresholds(
    cue_bias=0, attribution=0, mention=0, trigger_bias=0, trigger=0.25, unlisted_trigger=0.95, role=0.5, keyed=0.5, kind=0.5,
    filler_bias=0, filler=0.5,
)  # fmt: skip
TOLD = "The Harun Front claimed responsibility for the blast. Cattle were driven off, and a blast of cold air came."


def test_the_network_takes_away_a_listed_trigger_only_when_it_is_sure() -> None:
    listed = [_trigger(TOLD, "blast", 1.0, None)]
    doubted, refused = _trigger(TOLD, "blast", 0.3, IncidentType.BOMBING), _trigger(TOLD, "blast", 0.1, IncidentType.BOMBING)
    (kept,) = judged(TOLD, listed, [doubted], LIMITS)
    assert (kept.type, kept.manner) == (None, IncidentType.BOMBING)  # the lexicon's type stands, the network's stands beside it
    assert judged(TOLD, listed, [refused], LIMITS) == ()


def test_a_word_that_no_lexicon_knows_has_to_convince() -> None:
    (kept,) = judged(TOLD, [], [_trigger(TOLD, "driven off", 0.97, IncidentType.OTHER)], LIMITS)
    assert kept.type is IncidentType.OTHER
    assert judged(TOLD, [], [_trigger(TOLD, "driven off", 0.9, IncidentType.OTHER)], LIMITS) == ()


def test_words_that_tell_whose_deed_it_was_stay() -> None:
    words = "claimed responsibility"
    assert judged(TOLD, [_trigger(TOLD, words, 1.0, None)], [_trigger(TOLD, words, 0.01, None)], LIMITS) != ()
