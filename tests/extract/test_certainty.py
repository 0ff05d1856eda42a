"""Polarity, force, likelihood and confidence by closed rules."""

import pytest

from overhorizon.domain.claims import Certainty, Claim, Confidence, Force, Likelihood, Polarity
from overhorizon.domain.scale import scale_of
from overhorizon.domain.spans import Span
from overhorizon.extract.certainty import certainty_of, cleared, content_polarity, governs, read_cue

ASSERTS, DENIES, SILENT, UNKNOWN, WITHHOLDS = (
    Polarity.ASSERTS,
    Polarity.DENIES,
    Polarity.IS_SILENT,
    Polarity.SAYS_UNKNOWN,
    Polarity.WITHHOLDS,
)
STATES, CONFIRMS, BELIEVES, HEDGES = Force.STATES, Force.CONFIRMS, Force.BELIEVES, Force.HEDGES


@pytest.mark.parametrize(
    ("cue", "polarity", "force"),
    [
        ("said", ASSERTS, STATES),
        ("told", ASSERTS, STATES),
        ("has repeatedly said", ASSERTS, STATES),
        ("According to", ASSERTS, STATES),
        ("went on to say", ASSERTS, STATES),
        ("vowed", ASSERTS, STATES),
        ("alleged", ASSERTS, STATES),
        (":", ASSERTS, STATES),
        ("", ASSERTS, STATES),
        ("called", ASSERTS, STATES),
        ("warned", ASSERTS, STATES),
        ("confirmed", ASSERTS, CONFIRMS),
        ("has announced", ASSERTS, CONFIRMS),
        ("claimed responsibility for", ASSERTS, CONFIRMS),
        ("took responsibility for", ASSERTS, CONFIRMS),
        ("blamed", ASSERTS, CONFIRMS),
        ("laid the blame on", ASSERTS, CONFIRMS),
        ("accused", ASSERTS, CONFIRMS),
        ("acknowledged", ASSERTS, CONFIRMS),
        ("believes", ASSERTS, BELIEVES),
        ("estimated", ASSERTS, BELIEVES),
        ("suspects", ASSERTS, BELIEVES),
        ("assessed", ASSERTS, BELIEVES),
        ("suggests", ASSERTS, BELIEVES),
        ("is believed", ASSERTS, BELIEVES),
        ("reportedly", ASSERTS, HEDGES),
        ("appears", ASSERTS, HEDGES),
        ("unconfirmed reports", ASSERTS, HEDGES),
        ("rumours", ASSERTS, HEDGES),
        ("denied", DENIES, STATES),
        ("has rejected", DENIES, STATES),
        ("ruled out", DENIES, STATES),
        ("does not believe", DENIES, BELIEVES),
        ("did not deny", SILENT, STATES),
        ("has not ruled out", SILENT, STATES),
        ("declined to comment", SILENT, STATES),
        ("did not respond", SILENT, STATES),
        ("has yet to acknowledge", SILENT, STATES),
        ("has not commented", SILENT, STATES),
        ("neither confirmed nor denied", SILENT, STATES),
        ("did not confirm", SILENT, STATES),
        ("refused to say", WITHHOLDS, STATES),
        ("would not say", WITHHOLDS, STATES),
        ("did not elaborate", WITHHOLDS, STATES),
        ("gave no", WITHHOLDS, STATES),
        ("it remains unclear", UNKNOWN, STATES),
        ("does not know", UNKNOWN, STATES),
        ("could not be independently verified", UNKNOWN, STATES),
        ("was unable to confirm", UNKNOWN, STATES),
    ],
)
def test_a_cue_has_polarity_and_force(cue: str, polarity: Polarity, force: Force) -> None:
    read = read_cue(cue)
    assert read is not None
    assert (read.polarity, read.force) == (polarity, force)


@pytest.mark.parametrize(
    "cue",
    [
        "wants",
        "hopes",
        "called for",
        "urged",
        "demanded",
        "is expected",
        "plans",
        "supports",
        "praised",
        "condemned",
        "asked",
        "will announce",
        "could say",
        "takes",
        "bought",
        "is seeking",
        "agreed to",
    ],
)
def test_wishes_praise_and_questions_state_nothing(cue: str) -> None:
    assert read_cue(cue, content="an end of the fighting") is None


def test_hearsay_without_a_source_is_a_hedge() -> None:
    said = read_cue("is said", attributed=False)
    told = read_cue("is said", attributed=True)
    assert said is not None and told is not None
    assert (said.force, told.force) == (HEDGES, STATES)


def test_an_unknown_verb_states_when_it_quotes() -> None:
    assert read_cue("thundered", content="“We will hold the port”") is not None
    assert read_cue("thundered", content="through the port at night") is None


def _certainty(text: str, cue: str, content: str, force: Force = STATES) -> Certainty:
    spans = [Span(start=text.index(w), end=text.index(w) + len(w)) for w in (cue, content)]
    return certainty_of(text, cue=(spans[0],), content=(spans[1],), frame=Span(start=0, end=len(text)), force=force)


@pytest.mark.parametrize(
    ("text", "cue", "content", "force", "likelihood", "confidence"),
    [
        ("Police said the man may have fled.", "said", "the man may have fled", HEDGES, None, None),
        ("Police said the man might be abroad.", "said", "the man might be abroad", HEDGES, None, None),
        ("Police said the toll could rise.", "said", "the toll could rise", HEDGES, None, None),
        ("Police said they could hear shots.", "said", "they could hear shots", STATES, None, None),
        (
            "Police said the man, who lived abroad, may have fled.",
            "said",
            "the man, who lived abroad, may have fled",
            HEDGES,
            None,
            None,
        ),
        ("Police said they shot a man who may have fled.", "said", "they shot a man who may have fled", STATES, None, None),
        (
            "Police said the raid began after a guard may have slept.",
            "said",
            "the raid began after a guard may have slept",
            STATES,
            None,
            None,
        ),
        ("Police said the man who fired may have fled.", "said", "the man who fired may have fled", HEDGES, None, None),
        ("Police said suspected rebels hit the post.", "said", "suspected rebels hit the post", STATES, None, None),
        ("Police said the alleged leader was held.", "said", "the alleged leader was held", STATES, None, None),
        ("Police said the man is suspected of arson.", "said", "the man is suspected of arson", BELIEVES, None, None),
        ("Police said the man is believed to be dead.", "said", "the man is believed to be dead", BELIEVES, None, None),
        ("Police said the man allegedly set fires.", "said", "the man allegedly set fires", HEDGES, None, None),
        ("Police said the talks would open in May.", "said", "the talks would open in May", STATES, None, None),
        ("Police said the bomb was likely home-made.", "said", "the bomb was likely home-made", STATES, Likelihood.LIKELY, None),
        ("Police said it was very likely a bomb.", "said", "it was very likely a bomb", STATES, Likelihood.VERY_LIKELY, None),
        (
            "Police said it was almost certainly a bomb.",
            "said",
            "it was almost certainly a bomb",
            STATES,
            Likelihood.ALMOST_CERTAIN,
            None,
        ),
        ("Police said a second bomb was unlikely.", "said", "a second bomb was unlikely", STATES, Likelihood.UNLIKELY, None),
        ("Police said it was probably a bomb.", "said", "it was probably a bomb", STATES, Likelihood.LIKELY, None),
        ("Police said he was more likely to stay.", "said", "he was more likely to stay", STATES, None, None),
        (
            "The agency assessed with moderate confidence that a drone hit it.",
            "assessed",
            "a drone hit it",
            BELIEVES,
            None,
            Confidence.MODERATE,
        ),
        (
            "An official stated with “high confidence” that he was the man.",
            "stated",
            "he was the man",
            STATES,
            None,
            Confidence.HIGH,
        ),
        ("The agency assessed with low confidence that it leaked.", "assessed", "it leaked", BELIEVES, None, Confidence.LOW),
        ("“We believe they crossed the river,” he said.", "said", "“We believe they crossed the river,”", BELIEVES, None, None),
        ("There is no doubt that it was shot down, she said.", "said", "it was shot down", STATES, None, Confidence.HIGH),
        ("He said it was beyond dispute that they fled.", "said", "they fled", STATES, None, Confidence.HIGH),
        ("There was no question of a raid, he said.", "said", "There was no question of a raid", STATES, None, None),
        ("“We guarantee that nobody fired,” he said.", "said", "We guarantee that nobody fired", STATES, None, Confidence.HIGH),
        ("He said it was his belief that two fled.", "said", "it was his belief that two fled", BELIEVES, None, None),
        ("It is conceivably a fake, she said.", "said", "It is conceivably a fake", HEDGES, None, None),
        ("“We killed the mayor,” it said.", "said", "“We killed the mayor,”", CONFIRMS, None, None),
        ("“I can confirm the raid,” he said.", "said", "“I can confirm the raid,”", CONFIRMS, None, None),
        ("The army confirmed the raid.", "confirmed", "the raid", CONFIRMS, None, None),
        ("The army confirmed he may be dead.", "confirmed", "he may be dead", HEDGES, None, None),
    ],
)
def test_certainty_is_read_off_the_words(
    text: str, cue: str, content: str, force: Force, likelihood: Likelihood | None, confidence: Confidence | None
) -> None:
    base = {"assessed": BELIEVES, "confirmed": CONFIRMS}.get(cue, STATES)
    certainty = _certainty(text, cue, content, base)
    assert (certainty.force, certainty.likelihood, certainty.confidence) == (force, likelihood, confidence)
    marked = force is not STATES or likelihood or confidence
    assert bool(certainty.words) == bool(marked)
    assert all(w.of(text).strip() for w in certainty.words)


@pytest.mark.parametrize(
    ("content", "polarity"),
    [
        ("the report was false", DENIES),
        ("“This is not true”", DENIES),
        ("it had nothing to do with the attack", DENIES),
        ("its forces were not involved", DENIES),
        ("they did not target the clinic", DENIES),
        ("the group had no role in the raid", DENIES),
        ("the motive was not yet clear", UNKNOWN),
        ("it was unclear who fired", UNKNOWN),
        ("they do not know who fired", UNKNOWN),
        ("“We don’t know who they are”", UNKNOWN),
        ("the toll could not be verified", UNKNOWN),
        ("the army struck a camp", None),
        ("no civilians were hurt", None),
        ("he had not lost hope", None),
        ("the men fled because the road was not clear", None),
        ("they killed a man who was not involved", None),
    ],
)
def test_a_content_may_deny_or_not_know(content: str, polarity: Polarity | None) -> None:
    assert content_polarity(content) is polarity


def test_a_later_sentence_governs_nothing() -> None:
    content = "“We took the hill. They may be in the wood.”"
    assert not governs(content, content.index("may"))


S = Span(start=0, end=4)


def _claim(
    polarity: Polarity = ASSERTS,
    *,
    force: Force = STATES,
    likelihood: Likelihood | None = None,
    confidence: Confidence | None = None,
) -> Claim:
    certainty = Certainty(force=force, likelihood=likelihood, confidence=confidence)
    return Claim(id="c-1", content=(S,), cue=(), chain=(), polarity=polarity, certainty=certainty)


@pytest.mark.parametrize(
    ("claim", "scale"),
    [
        (_claim(), "unstated"),
        (_claim(force=CONFIRMS), "high"),
        (_claim(force=BELIEVES), "medium"),
        (_claim(force=HEDGES), "low"),
        (_claim(force=BELIEVES, confidence=Confidence.HIGH), "high"),
        (_claim(force=BELIEVES, confidence=Confidence.LOW), "low"),
        (_claim(force=CONFIRMS, confidence=Confidence.MODERATE), "medium"),
        (_claim(likelihood=Likelihood.LIKELY), "medium"),
        (_claim(likelihood=Likelihood.UNLIKELY), "medium"),
        (_claim(likelihood=Likelihood.ALMOST_CERTAIN), "high"),
        (_claim(likelihood=Likelihood.EVEN_CHANCE), "low"),
        (_claim(force=HEDGES, likelihood=Likelihood.LIKELY), "low"),
        (_claim(DENIES, force=BELIEVES), "denied"),
        (_claim(SILENT), "unknown"),
        (_claim(UNKNOWN), "unknown"),
        (_claim(WITHHOLDS), "unknown"),
    ],
)
def test_one_scale(claim: Claim, scale: str) -> None:
    assert scale_of(claim) == scale


@pytest.mark.parametrize(
    "content",
    [
        "none of its men were in the valley",
        "none of its patrols or drivers had left the barracks",
        "the brigade had not fired at the port for a week",
        "the movement did not carry out the raid",
    ],
)
def test_not_our_deed_is_a_denial(content: str) -> None:
    assert content_polarity(content) is Polarity.DENIES


@pytest.mark.parametrize(
    ("content", "force"),
    [
        ("one of its members had carried out the raid", Force.CONFIRMS),
        ("its fighters were behind the ambush", Force.CONFIRMS),
        ("it planted the mine", Force.CONFIRMS),
        ("the army had carried out the raid", Force.STATES),
    ],
)
def test_our_own_deed_is_a_claim_of_responsibility(content: str, force: Force) -> None:
    text = f"The Front said {content}."
    said, what = Span(start=10, end=14), Span(start=15, end=len(text) - 1)
    frame = Span(start=0, end=len(text))
    assert certainty_of(text, cue=(said,), content=(what,), frame=frame, force=Force.STATES).force is force


@pytest.mark.parametrize(
    ("content", "who"),
    [
        ("The Grey Hill Front was not responsible for the raid", "The Grey Hill Front"),
        ("The brigade has never attacked a school", "The brigade"),
        ("The Grey Hill Front was responsible for the raid", None),
        ("The road was not open", None),
    ],
)
def test_whom_a_content_clears(content: str, who: str | None) -> None:
    assert cleared(content) == who


@pytest.mark.parametrize(
    ("content", "polarity"),
    [
        ("there was no raid on the village", DENIES),
        ("None of our men was near the bridge", DENIES),
        ("I have never set foot in that camp", DENIES),
        ("there was no school in the village", None),
        ("no fewer than nine men had fled", None),
    ],
)
def test_contents_that_deny(content: str, polarity: Polarity | None) -> None:
    assert content_polarity(content) is polarity
