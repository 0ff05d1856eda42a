"""What a report gives as unknown, withheld or not acknowledged, in sentences of our own."""

import time

import pytest

from overhorizon.domain.claims import Polarity
from overhorizon.domain.reports import Report
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract.claims import claims_of
from overhorizon.extract.unknowns import find_unknowns, wording

U, W, S = Polarity.SAYS_UNKNOWN, Polarity.WITHHOLDS, Polarity.IS_SILENT

# (sentence, polarity, source, cue, content)
CASES = [
    (
        "The ministry would not be drawn on whether the letter is genuine.",
        S,
        "The ministry",
        "would not be drawn",
        "on whether the letter is genuine",
    ),
    ("The garrison did not answer calls.", S, "The garrison", "did not answer calls", "did not answer calls"),
    ("The Front has said nothing about the prisoners.", S, "The Front", "has said nothing", "about the prisoners"),
    ("It remains unclear whether the bomb was planted.", U, "", "It remains unclear", "whether the bomb was planted"),
    ("It was not immediately clear who had fired.", U, "", "It was not immediately clear", "who had fired"),
    ("It is still unknown how many men were held.", U, "", "It is still unknown", "how many men were held"),
    ("The motive was not immediately clear.", U, "", "was not immediately clear", "The motive"),
    ("Her whereabouts remain unknown.", U, "", "remain unknown", "Her whereabouts"),
    ("The identities of the attackers are not known.", U, "", "are not known", "The identities of the attackers"),
    ("The claim could not be independently verified.", U, "", "could not be independently verified", "The claim"),
    ("Neither account could be verified.", U, "", "Neither", "account could be verified"),
    ("The toll has not been confirmed.", U, "", "has not been confirmed", "The toll"),
    ("The cause is under investigation.", U, "", "is under investigation", "The cause"),
    ("There was no confirmation of the arrests.", U, "", "There was no", "confirmation of the arrests"),
    ("Reuters was unable to verify the footage.", U, "Reuters", "was unable to verify", "the footage"),
    ("Police do not know who planted the device.", U, "Police", "do not know", "who planted the device"),
    (
        "The monitors were at a loss to say which side had begun.",
        U,
        "The monitors",
        "were at a loss to say",
        "which side had begun",
    ),
    ("The doctor could not tell where the shot came from.", U, "The doctor", "could not tell", "where the shot came from"),
    ("The envoy was not in a position to say who led them.", U, "The envoy", "was not in a position to say", "who led them"),
    ("It is too early to say who was behind the blast.", U, "", "It is too early to say", "who was behind the blast"),
    ("The motive remains an open question.", U, "", "remains an open question", "The motive"),
    ("His name has not been released.", W, "", "has not been released", "His name"),
    ("The names of the dead were not made public.", W, "", "were not made public", "The names of the dead"),
    ("The army has not said what caused the blast.", W, "The army", "has not said", "what caused the blast"),
    ("The ministry declined to say how many men were held.", W, "The ministry", "declined to say", "how many men were held"),
    ("Officials gave no details on the victims.", W, "Officials", "gave no", "details on the victims"),
    ("The court would not say who filed the case.", W, "The court", "would not say", "who filed the case"),
    ("The general confirmed the raid but did not say when it began.", W, "The general", "did not say", "when it began"),
    ("The army claimed the hill, without giving further details.", W, "The army", "without giving", "further details"),
    (
        "The agency has not provided details on how it found him.",
        W,
        "The agency",
        "has not provided",
        "details on how it found him",
    ),
    ("The Front has yet to acknowledge the loss of Ostra.", S, "The Front", "has yet to acknowledge", "the loss of Ostra"),
    ("The army did not respond to a request for comment.", S, "The army", "did not respond", "to a request for comment"),
    ("The ministry has not commented on the report.", S, "The ministry", "has not commented", "on the report"),
    ("Police declined to comment.", S, "Police", "declined to comment", "declined to comment"),
    ("The embassy could not be reached for comment.", S, "The embassy", "could not be reached", "for comment"),
    ("No group has claimed responsibility for the blast.", S, "", "No group", "has claimed responsibility for the blast"),
    ("There was no immediate claim of responsibility.", S, "", "There was no", "immediate claim of responsibility"),
    (
        "There was no immediate comment from the army on the raid.",
        S,
        "the army",
        "There was no",
        "immediate comment / on the raid",
    ),
    ("Valdia has neither confirmed nor denied the strike.", S, "Valdia", "has neither confirmed nor denied", "the strike"),
]


@pytest.mark.parametrize(("text", "polarity", "source", "cue", "content"), CASES, ids=[c[0][:50] for c in CASES])
def test_an_unknown_has_its_parts(text: str, polarity: Polarity, source: str, cue: str, content: str) -> None:
    whole = Span(start=0, end=len(text))
    (found,) = find_unknowns(text, whole, whole)
    parts = (found.attribution.source, found.attribution.cue, found.attribution.content)
    assert [" / ".join(s.of(text) for s in p) for p in parts] == [source, cue, content]
    assert found.polarity is polarity


@pytest.mark.parametrize(
    "text",
    [
        "The road is clear.",
        "The soldiers did not fire.",
        "The man refused to leave the house.",
        "No soldier was hurt in the raid.",
        "The unknown soldier was buried at dawn.",
        "“It is unclear who fired,” the mayor said.",
        "The town has yet to be rebuilt.",
        "The names were released on Monday.",
    ],
)
def test_what_is_known_is_no_unknown(text: str) -> None:
    whole = Span(start=0, end=len(text))
    assert find_unknowns(text, whole, whole) == ()


def test_the_wording_runs_from_speaker_to_content() -> None:
    text = "The mayor slept. The Front has yet to acknowledge the loss of Ostra."
    report = Report(text=text, address=None, outlet=None, publication=None, title=None, language="en")
    (claim,) = claims_of(report, Tagging(), None)
    assert wording(claim).of(text) == "The Front has yet to acknowledge the loss of Ostra"


@pytest.mark.parametrize(
    "unit", ["it is not ", "has not been ", "there was no ", "Ann Lee ", "No group has ", "“we do not know ", "cited by "]
)
def test_a_long_line_is_no_trap(unit: str) -> None:
    line = unit * (100_000 // len(unit))
    for text in (line, ". ".join(line[i : i + 2500] for i in range(0, 50_000, 2500)) + " Lee said that two men died."):
        report = Report(text=text, address=None, outlet=None, publication=None, title=None, language="en")
        begun = time.process_time()
        claims_of(report, Tagging(), None)
        assert len(paragraphs(text)) == 1
        assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("His name withheld, the man was led to the court.", ["His name"]),
        ("His name was withheld.", ["His name"]),
        ("The police withheld his name.", ["his name"]),
        ("The ransom was withheld.", ["The ransom"]),
        ("The police withheld.", []),
    ],
)
def test_what_is_withheld_is_the_content(text: str, content: list[str]) -> None:
    report = Report(text=text, address=None, outlet=None, publication=None, title=None, language="en")
    claims = claims_of(report, Tagging(), None)
    assert [s.of(text) for c in claims for s in c.content] == content
    assert all(c.polarity is W for c in claims)
