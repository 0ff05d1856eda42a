"""What becomes a mention."""

from training.mentions import flatten, gum_mentions, re3d_mentions


def re3d(words: str, kind: str) -> list[str]:
    entity = {"type": kind, "start": 0, "end": len(words)}
    return [label for label, _, _ in re3d_mentions({"text": words, "entities": [entity]})]


def test_organisations_are_told_apart_by_their_words() -> None:
    assert re3d("rebel fighters", "Organisation") == ["armed group"]
    assert re3d("the Royal Navy", "Organisation") == ["state force"]
    assert re3d("the Red Crescent", "Organisation") == ["organisation"]
    assert re3d("the counter-ISIL coalition", "Organisation") == ["state force"]


def test_pronouns_and_other_types_are_none() -> None:
    assert re3d("We", "Organisation") == []
    assert re3d("a truck", "Vehicle") == []


def test_a_name_is_the_run_of_proper_nouns_in_its_phrase() -> None:
    words = "the late Governor Ana Brandt of the Bank of Osk , who resigned".split()
    upos = "DET ADJ PROPN PROPN PROPN ADP DET PROPN ADP PROPN PUNCT PRON VERB".split()
    text = " ".join(words)
    tokens: list[list[int]] = []
    for word in words:
        start = tokens[-1][1] + 1 if tokens else 0
        tokens.append([start, start + len(word)])
    entity = {"start": 0, "end": len(text), "type": "person", "head": tokens[2]}
    document = {"text": text, "tokens": tokens, "upos": upos, "entities": [entity], "dates": []}
    ((label, start, end),) = gum_mentions(document)
    assert (label, text[start:end]) == ("person", "Governor Ana Brandt of the Bank of Osk")


def test_times_are_those_of_a_calendar_or_a_clock() -> None:
    found = []
    for words in ("the end", "last week", "21 March"):
        tokens = [[0, words.index(" ")], [words.index(" ") + 1, len(words)]]
        entity = {"start": 0, "end": len(words), "type": "time", "head": tokens[1]}
        document = {"text": words, "tokens": tokens, "upos": ["DET", "NOUN"], "entities": [entity], "dates": []}
        found += [words for _ in gum_mentions(document)]
    assert found == ["last week", "21 March"]


def test_the_longest_mention_stands() -> None:
    nested = iter([("place", 10, 14), ("organisation", 0, 14), ("time", 20, 24)])
    assert flatten(nested) == [("organisation", 0, 14), ("time", 20, 24)]
