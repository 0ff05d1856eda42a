"""Source, cue and content by the closed grammar, on sentences of our own."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.sentences import paragraphs

# (text, source, cue, content); parts of one field are joined by " / "
CASES = [
    # source, cue, content
    ("The army said that six rebels were killed in Ostra.", "The army", "said", "six rebels were killed in Ostra"),
    ("The army said six rebels were killed in Ostra.", "The army", "said", "six rebels were killed in Ostra"),
    ("Police in Velna say the blast killed two men.", "Police in Velna", "say", "the blast killed two men"),
    ("The ministry has confirmed the death of the commander.", "The ministry", "has confirmed", "the death of the commander"),
    ("Officials told reporters the road was mined.", "Officials", "told", "the road was mined"),
    ("Officials told the Harbour Times that the road was mined.", "Officials", "told", "the road was mined"),
    (
        "A spokesman for the ministry told Reuters on Tuesday that the bridge was hit.",
        "A spokesman for the ministry",
        "told",
        "the bridge was hit",
    ),
    ("The governor, who survived the attack, said the gunmen had fled.", "The governor", "said", "the gunmen had fled"),
    (
        "Amal Deron, a teacher in Velna, said soldiers burned the market.",
        "Amal Deron, a teacher in Velna",
        "said",
        "soldiers burned the market",
    ),
    (
        "The group claimed responsibility for the attack on the barracks.",
        "The group",
        "claimed responsibility for",
        "the attack on the barracks",
    ),
    ("The army blamed separatists for the ambush near Ostra.", "The army", "blamed", "separatists for the ambush near Ostra"),
    ("The president accused the militia of shelling the port.", "The president", "accused", "the militia of shelling the port"),
    ("The ministry denied that its jets had bombed the clinic.", "The ministry", "denied", "its jets had bombed the clinic"),
    ("The front rejected the report of a massacre as invented.", "The front", "rejected", "the report of a massacre as invented"),
    ("Two officials believe the convoy was hit by mistake.", "Two officials", "believe", "the convoy was hit by mistake"),
    ("Monitors estimate that 40 people died in the raid.", "Monitors", "estimate", "40 people died in the raid"),
    ("The minister said in a statement that the siege was over.", "The minister", "said", "the siege was over"),
    ("The minister said on Sunday the siege was over.", "The minister", "said", "the siege was over"),
    (
        "The court laid the blame on the garrison commander for the deaths.",
        "The court",
        "laid the blame on",
        "the garrison commander for the deaths",
    ),
    ("Rebels have repeatedly said that no civilians were hit.", "Rebels", "have repeatedly said", "no civilians were hit"),
    ("The envoy also announced that talks would resume in May.", "The envoy", "also announced", "talks would resume in May"),
    ("On Monday the army said it had retaken Ostra.", "the army", "said", "it had retaken Ostra"),
    ("The mayor pointed out that the bridge had been closed.", "The mayor", "pointed out", "the bridge had been closed"),
    ("A driver who passed the site said he saw six men.", "A driver", "said", "he saw six men"),
    ("VELNA, May 3 (Coast Wire) - Six men fled, police said.", "police", "said", "Six men fled"),
    ("A miners' union said six men fled.", "A miners' union", "said", "six men fled"),
    ("The memo, officials told the paper, said six men fled.", "The memo", "said", "six men fled"),
    # quotations
    ("“We did not fire first,” the colonel said.", "the colonel", "said", "“We did not fire first,”"),
    (
        "“We did not fire first,” said Colonel Imre Tal, a brigade commander.",
        "Colonel Imre Tal, a brigade commander",
        "said",
        "“We did not fire first,”",
    ),
    (
        "“They came at night,” she said, “and burned the houses.”",
        "she",
        "said",
        "“They came at night,” / “and burned the houses.”",
    ),
    (
        "“They came at night,” she said. “They burned every house.”",
        "she",
        "said",
        "“They came at night,” / “They burned every house.”",
    ),
    ("The colonel said: “The town is ours.”", "The colonel", "said", "“The town is ours.”"),
    ('The colonel said, "The town is ours."', "The colonel", "said", '"The town is ours."'),
    ("“Who did this?” asked nobody. “It was them!” Deron said.", "Deron", "said", "“It was them!”"),
    ('"The town is ours," he told reporters outside the barracks.', "he", "told", '"The town is ours,"'),
    # content first
    ("Six rebels were killed in Ostra, the army said.", "the army", "said", "Six rebels were killed in Ostra"),
    ("Six rebels were killed in Ostra, said the army.", "the army", "said", "Six rebels were killed in Ostra"),
    ("Six rebels were killed in Ostra, the army said on Friday.", "the army", "said", "Six rebels were killed in Ostra"),
    ("Six rebels were killed, the army said in a statement.", "the army", "said", "Six rebels were killed"),
    # according to
    ("According to the army, six rebels were killed.", "the army", "According to", "six rebels were killed"),
    ("Six rebels were killed, according to the army.", "the army", "according to", "Six rebels were killed"),
    (
        "Six rebels were killed in Ostra according to two witnesses.",
        "two witnesses",
        "according to",
        "Six rebels were killed in Ostra",
    ),
    ("As reported by the Harbour Times, the bridge was mined.", "the Harbour Times", "As reported by", "the bridge was mined"),
    (
        "The bridge was mined, as stated in a report by the inquiry.",
        "a report by the inquiry",
        "as stated in",
        "The bridge was mined",
    ),
    # participles
    ("The army withdrew from Ostra, saying the fighting had ended.", "The army", "saying", "the fighting had ended"),
    ("The army said the town fell on Monday, adding that two soldiers died.", "The army", "adding", "two soldiers died"),
    ("Despite rebels insisting that they hold the port, they have left the town.", "rebels", "insisting", "they hold the port"),
    # passive, sourceless
    ("It is believed that the gunmen crossed the river.", "", "It is believed", "the gunmen crossed the river"),
    (
        "In a statement issued by the front, it was stressed that the truce holds.",
        "the front",
        "it was stressed",
        "the truce holds",
    ),
    ("The commander is believed to have fled to the hills.", "", "is believed", "The commander / to have fled to the hills"),
    ("The attack was blamed on a local militia.", "", "was blamed on", "The attack / a local militia"),
    ("The militia has reportedly killed a judge in Velna.", "", "reportedly", "The militia has / killed a judge in Velna"),
    # nominal
    (
        "The minister's claim that the siege was over angered the town.",
        "The minister's",
        "claim",
        "the siege was over angered the town",
    ),
    (
        "Reports by aid workers that the well was poisoned spread quickly.",
        "aid workers",
        "Reports",
        "the well was poisoned spread quickly",
    ),
    # headlines
    ("Police: Two dead after blast at Velna market", "Police", ":", "Two dead after blast at Velna market"),
    ("Two dead after blast at Velna market: police", "police", ":", "Two dead after blast at Velna market"),
    ("Officials confirm killing of militia leader in Ostra", "Officials", "confirm", "killing of militia leader in Ostra"),
]


def _read(text: str) -> list[tuple[str, str, str]]:
    return [
        tuple(" / ".join(s.of(text) for s in part) for part in (a.source, a.cue, a.content))  # type: ignore[misc]
        for a in tag_attributions(text, paragraphs(text))
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), CASES, ids=[c[0][:50] for c in CASES])
def test_a_construction_gives_its_parts(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in _read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Six rebels were killed in Ostra.",
        "The suspected gunman was found in a cellar.",
        "The United States sent two ships.",
        "The army wants to retake the port.",
        "The town could say nothing.",
        "He wrote a book.",
        "Live updates: fighting in Velna enters third day",
    ],
)
def test_what_reports_nothing_gives_nothing(text: str) -> None:
    assert _read(text) == []


def test_layers_nest() -> None:
    text = "According to a memo seen by the Harbour Times, the alliance believes that the port will fall."
    found = _read(text)
    assert ("a memo seen by the Harbour Times", "According to", "the alliance believes that the port will fall") in found
    assert ("the alliance", "believes", "the port will fall") in found


_WORDS = st.sampled_from(
    (
        'the army said told that reportedly according to “ ” " , . : Reuters he she officials believe is believed to it was'
        " unclear whether not and but Velna denied in a statement by on Tuesday ' ( ) — six killed has yet comment declined"
        " no group claimed responsibility who which cited"
    ).split(" ")
)


@given(st.lists(_WORDS, max_size=60).map(" ".join))
def test_spans_lie_in_passages_and_contents_are_not_empty(text: str) -> None:
    passages = paragraphs(text)
    for a in tag_attributions(text, passages):
        assert a.content
        for part in (*a.source, *a.cue, *a.content):
            assert any(p.contains(part) for p in passages)
            assert part.of(text).strip()
        assert not any(c.overlaps(x) for c in a.cue for x in a.content)


@pytest.mark.parametrize(
    "unit",
    ["said that ", "“a ” ", "according to the ", "is believed to ", "x", ", who said", "In a statement by a ", "it was said "],
)
def test_a_long_line_is_no_trap(unit: str) -> None:
    line = unit * (100_000 // len(unit))
    for text in (line, "A. ".join(line[i : i + 2500] for i in range(0, 50_000, 2500))):
        begun = time.process_time()
        tag_attributions(text, paragraphs(text))
        assert time.process_time() - begun < 5
