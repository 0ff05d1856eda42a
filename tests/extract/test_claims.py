"""Claims of whole reports of our own: chains, kinds of sources, coreference, polarity, repeats, and what makes no claim."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.claims import Attribution, Claim, Polarity
from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.domain.reports import Furniture, FurnitureKind, Repeat, Report
from overhorizon.domain.scale import scale_of
from overhorizon.domain.spans import Span
from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract.claims import claims_of


class Registry:
    """A registry of three fictional actors."""

    _ACTORS = (
        Actor(id="northern-front", name="Northern Front", kind=ActorKind.ARMED_GROUP, aliases=("the Front", "NF")),
        Actor(id="valdia", name="Valdia", kind=ActorKind.GOVERNMENT, aliases=("the Republic of Valdia",)),
        Actor(id="ines-marr", name="Ines Marr", kind=ActorKind.PUBLIC_FIGURE),
    )

    def actor_of(self, words: str) -> Actor | None:
        return next((a for a in self._ACTORS if words in (a.name, *a.aliases)), None)

    def only_armed_groups(self, words: str) -> bool:
        return words == "Watch of Dawn"


def _report(
    text: str, *, outlet: str | None = "Coastal Observer", furniture: Sequence[str] = (), repeats: Sequence[tuple[str, str]] = ()
) -> Report:
    def span(words: str) -> Span:
        start = text.rindex(words)
        return Span(start=start, end=start + len(words))

    return Report(
        text=text,
        address=None,
        outlet=outlet,
        publication=None,
        title=None,
        language="en",
        furniture=tuple(Furniture(span=span(f), kind=FurnitureKind.PROMOTION) for f in furniture),
        repeats=tuple(Repeat(first=Span(start=text.index(a), end=text.index(a) + len(a)), again=span(b)) for a, b in repeats),
    )


def _claims(text: str, **options: object) -> tuple[Claim, ...]:
    report = _report(text, **options)  # type: ignore[arg-type]
    return claims_of(report, Tagging(attributions=tag_attributions(text, paragraphs(text))), Registry())


def _one(text: str, content: str) -> Claim:
    """The claim whose quotation holds the words."""
    found = [c for c in _claims(text) if content in c.quote(text)]
    assert len(found) == 1, [(c.quote(text), [s.words for s in c.chain]) for c in _claims(text)]
    return found[0]


# (text, words of the content, chain from the outlet to the first voice)
CHAINS = [
    ("The army said that six rebels died.", "six rebels died", ["The army"]),
    ("Officials told the Harbour Times that six rebels died.", "six rebels died", ["the Harbour Times", "Officials"]),
    ("Officials told Reuters six rebels died.", "six rebels died", ["Reuters", "Officials"]),
    ("Officials told reporters that six rebels died.", "six rebels died", ["Officials"]),
    ("“Six rebels died,” the mayor told CNN.", "Six rebels died", ["CNN", "the mayor"]),
    (
        "The mayor said in an interview with the Harbour Times that six rebels died.",
        "six rebels died",
        ["the Harbour Times", "The mayor"],
    ),
    (
        "The mayor said in comments carried by state television that six rebels died.",
        "six rebels died",
        ["state television", "The mayor"],
    ),
    ("The Harbour Times, citing two officials, said six rebels died.", "six rebels died", ["The Harbour Times", "two officials"]),
    (
        "Six rebels died, the Harbour Times reported, citing two officials.",
        "Six rebels died",
        ["the Harbour Times", "two officials"],
    ),
    ("Six rebels died, Reuters reported, quoting a police officer.", "Six rebels died", ["Reuters", "a police officer"]),
    ("According to the Harbour Times, six rebels died.", "six rebels died", ["the Harbour Times"]),
    ("Six rebels died, according to a report in the Harbour Times.", "Six rebels died", ["the Harbour Times"]),
    ("Six rebels died, according to a Harbour Times report.", "Six rebels died", ["Harbour Times"]),
    (
        "Six rebels died, according to a report by the inquiry seen by the Harbour Times.",
        "Six rebels died",
        ["the Harbour Times", "a report by the inquiry"],
    ),
    (
        "According to leaked files cited in a report by the Harbour Times, six rebels died.",
        "six rebels died",
        ["the Harbour Times", "leaked files"],
    ),
    (
        "According to leaked files cited by The Ledger, the alliance believes that the port will fall.",
        "the port will fall",
        ["The Ledger", "leaked files", "the alliance"],
    ),
    ("A memo obtained by the Harbour Times said six rebels died.", "six rebels died", ["the Harbour Times", "A memo"]),
    ("Six rebels died, according to a memo reviewed by Reuters.", "Six rebels died", ["Reuters", "a memo"]),
    (
        "According to officials quoted by the Harbour Times, six rebels died.",
        "six rebels died",
        ["the Harbour Times", "officials"],
    ),
    (
        "The defence minister has insisted that six rebels died, as stated in a report by the inquiry.",
        "six rebels died",
        ["a report by the inquiry", "The defence minister"],
    ),
    (
        "Leaked files, as reported by The Ledger Times, show that six rebels died.",
        "six rebels died",
        ["The Ledger Times", "Leaked files"],
    ),
    (
        "In a statement issued by the Northern Front, it was claimed that six soldiers died.",
        "six soldiers died",
        ["the Northern Front"],
    ),
    ("A statement from the Northern Front said six soldiers died.", "six soldiers died", ["the Northern Front"]),
    ("Police said the driver told them that six men fled.", "six men fled", ["Police", "the driver"]),
    ("According to the police, the mayor believes that six men fled.", "six men fled", ["the police", "the mayor"]),
    ("Local media quoted the mayor as saying that six men fled.", "six men fled", ["Local media", "the mayor"]),
    ("The mayor was quoted by the Harbour Times as saying six men fled.", "six men fled", ["the Harbour Times", "The mayor"]),
    ("The report, seen by Reuters, said six men fled.", "six men fled", ["Reuters", "The report"]),
    ("The Observatory, which is based abroad, says it counted six men.", "it counted six men", ["The Observatory"]),
    ("The general confirmed the raid but said that six men fled.", "six men fled", ["The general"]),
    ("Local officials believe that six men fled, two guards said.", "six men fled", ["two guards", "Local officials"]),
    ("It is believed that six men fled.", "six men fled", []),
    ("Six men have reportedly fled the town.", "fled the town", []),
    ("The Coastal Observer reported that six men fled.", "six men fled", []),
    ("Six men fled, the guard told the Coastal Observer.", "Six men fled", ["the guard"]),
    (
        "State media, citing the interior ministry, reported that six men fled.",
        "six men fled",
        ["State media", "the interior ministry"],
    ),
    ("The guard, who asked not to be named, said six men fled.", "six men fled", ["The guard"]),
    ("A guard speaking on condition of anonymity said six men fled.", "six men fled", ["A guard"]),
]


@pytest.mark.parametrize(("text", "content", "chain"), CHAINS, ids=[c[0][:60] for c in CHAINS])
def test_a_chain_runs_from_the_outlet_to_the_first_voice(text: str, content: str, chain: list[str]) -> None:
    assert [s.words for s in _one(text, content).chain] == chain


# (text, words of the content, polarity, scale)
P = Polarity
POLARITY = [
    ("The ministry denied that its jets bombed the clinic.", "its jets bombed the clinic", P.DENIES, "denied"),
    ("The group said it had nothing to do with the blast.", "nothing to do with the blast", P.DENIES, "denied"),
    ("Officials rejected the claim of a massacre.", "the claim of a massacre", P.DENIES, "denied"),
    ("The Front has yet to acknowledge the loss of Ostra.", "the loss of Ostra", P.IS_SILENT, "unknown"),
    ("The army did not respond to a request for comment.", "a request for comment", P.IS_SILENT, "unknown"),
    ("The army declined to comment.", "declined to comment", P.IS_SILENT, "unknown"),
    ("The police did not say who had fired.", "who had fired", P.WITHHOLDS, "unknown"),
    ("His name has not been released.", "His name", P.WITHHOLDS, "unknown"),
    ("The ministry gave no details of the arrests.", "details of the arrests", P.WITHHOLDS, "unknown"),
    ("It remains unclear whether the bomb was planted.", "whether the bomb was planted", P.SAYS_UNKNOWN, "unknown"),
    ("Police said it was unclear who had fired.", "who had fired", P.SAYS_UNKNOWN, "unknown"),
    ("The report could not be independently verified.", "The report", P.SAYS_UNKNOWN, "unknown"),
    ("No group has claimed responsibility for the blast.", "responsibility for the blast", P.IS_SILENT, "unknown"),
    ("There was no immediate comment from the army on the raid.", "on the raid", P.IS_SILENT, "unknown"),
    ("The Front claimed responsibility for the blast in Ostra.", "the blast in Ostra", P.ASSERTS, "high"),
    ("The ministry confirmed the death of the commander.", "the death of the commander", P.ASSERTS, "high"),
    ("The Front claimed the attack.", "the attack", P.ASSERTS, "high"),
    ("The interior ministry put the death toll at 11.", "the death toll at 11", P.ASSERTS, "unstated"),
    ("State television reported that nine men died, without elaborating.", "nine men died", P.ASSERTS, "unstated"),
    ("The attack was later claimed by the Northern Front.", "The attack", P.ASSERTS, "high"),
    ("The Front said it was behind the raid on the port.", "behind the raid", P.ASSERTS, "high"),
    ("The Front claimed the attack killed nine men.", "the attack killed nine men", P.ASSERTS, "unstated"),
    ("The Front denied involvement.", "involvement", P.DENIES, "denied"),
    ("Police said they believe the driver fled.", "the driver fled", P.ASSERTS, "medium"),
    ("The army neither confirmed nor denied the raid.", "the raid", P.IS_SILENT, "unknown"),
    ("Officials believe the commander is dead.", "the commander is dead", P.ASSERTS, "medium"),
    ("The commander has reportedly fled to the hills.", "fled to the hills", P.ASSERTS, "low"),
    ("Police said the commander may have fled.", "the commander may have fled", P.ASSERTS, "low"),
    ("Police said the commander allegedly fled at dawn.", "the commander allegedly fled", P.ASSERTS, "low"),
    ("The commander is said to have fled.", "to have fled", P.ASSERTS, "low"),
    ("The agency assessed with high confidence that the commander fled.", "the commander fled", P.ASSERTS, "high"),
    ("Police said the commander had fled.", "the commander had fled", P.ASSERTS, "unstated"),
]


@pytest.mark.parametrize(("text", "content", "polarity", "scale"), POLARITY, ids=[p[0][:60] for p in POLARITY])
def test_polarity_and_certainty_of_a_claim(text: str, content: str, polarity: Polarity, scale: str) -> None:
    claim = _one(text, content)
    assert claim.polarity is polarity
    assert scale_of(claim) == scale


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("The Front has yet to acknowledge the loss of Ostra.", "the loss of Ostra", "The Front"),
        ("The general confirmed the raid but did not say when it took place.", "when it took place", "The general"),
        ("There was no immediate comment from the army on the raid.", "on the raid", "the army"),
        ("Police said it was unclear who had fired.", "who had fired", "Police"),
        ("It remains unclear who had fired.", "who had fired", None),
        ("Reuters could not verify the report.", "the report", "Reuters"),
    ],
)
def test_who_is_silent_or_does_not_know(text: str, content: str, speaker: str | None) -> None:
    claim = _one(text, content)
    assert (claim.speaker.words if claim.speaker else None) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The rebels want to take the port by winter.",
        "The minister hopes the truce will hold.",
        "The bishop praised the soldiers of the garrison.",
        "The mayor urged residents to leave the town.",
        "The army is expected to announce a truce.",
        "“Who did this to us?” the mayor asked.",
        "The mayor said so.",
        "Read next: Bus fares to rise from spring",
        "None of the officials said that the port fell.",
        "Six rebels were killed in Ostra.",
    ],
)
def test_what_states_nothing_makes_no_claim(text: str) -> None:
    assert _claims(text) == ()


def test_furniture_claims_nothing() -> None:
    text = "The army said that six rebels died.\n\nReaders said that this site is the best."
    report = _report(text, furniture=["Readers said that this site is the best."])
    tagging = Tagging(attributions=tag_attributions(text, paragraphs(text)))
    assert [c.quote(text) for c in claims_of(report, tagging, None)] == ["six rebels died"]


def test_a_repeat_is_counted_once() -> None:
    text = "The army said that six rebels died near the port.\n\nThe army says six rebels died close to the port."
    claims = _claims(text, repeats=[("six rebels died near the port", "six rebels died close to the port")])
    assert len(claims) == 1
    assert [s.of(text) for s in claims[0].repeats] == ["six rebels died close to the port"]


def test_registered_rivals_that_say_the_same_both_stand() -> None:
    text = "Valdia said that six rebels died near the port.\n\nThe Northern Front said six rebels died close to the port."
    assert len(_claims(text, repeats=[("six rebels died near the port", "six rebels died close to the port")])) == 2


def test_a_flat_tagging_is_nested_by_the_grammar() -> None:
    """A trained tagger keeps one layer; the closed grammar adds what stands around or inside it."""
    text = "According to leaked files cited by The Ledger, the alliance believes that the port will fall."

    def at(words: str) -> tuple[Span, ...]:
        return (Span(start=text.index(words), end=text.index(words) + len(words)),)

    inner = Attribution(source=at("the alliance"), cue=at("believes"), content=at("the port will fall"))
    outer = Attribution(
        source=at("leaked files cited by The Ledger"),
        cue=at("According to"),
        content=at("the alliance believes that the port will fall"),
    )
    for flat in (inner, outer):
        (claim,) = claims_of(_report(text), Tagging(attributions=(flat,)), None)
        assert [s.words for s in claim.chain] == ["The Ledger", "leaked files", "the alliance"]
        assert claim.quote(text) == "the port will fall"
        assert scale_of(claim) == "medium"


def test_a_long_speech_is_a_few_claims() -> None:
    text = "“" + " ".join(f"Company {n} held the ridge until dawn." for n in range(20)) + "”"
    speech = Attribution(source=(), cue=(), content=(Span(start=0, end=len(text)),))
    assert len(claims_of(_report(text), Tagging(attributions=(speech,)), None)) == 3


def test_ids_rest_on_the_report_and_the_offsets() -> None:
    text = "The army said that six rebels died. Police said that two men fled."
    first, again = _claims(text), _claims(text)
    assert first == again
    assert len({c.id for c in first}) == len(first) == 2
    assert not {c.id for c in first} & {c.id for c in _claims(text + " ")}


_WORDS = st.sampled_from(
    (
        'the army said told that reportedly according to “ ” " , . : Reuters he she officials believe is believed to it was'
        " unclear whether not and but Velna denied in a statement by on Tuesday ' ( ) — six killed has yet comment declined"
        " no group claimed responsibility who which cited"
    ).split(" ")
)


@given(st.lists(_WORDS, max_size=60).map(" ".join))
def test_spans_lie_in_the_text_and_contents_are_not_empty(text: str) -> None:
    for claim in claims_of(_report(text), Tagging(attributions=tag_attributions(text, paragraphs(text))), Registry()):
        spans = (*claim.content, *claim.cue, *claim.certainty.words, *claim.repeats, *(s.span for s in claim.chain))
        assert all(s.of(text).strip() for s in spans)
        assert all(s.words for s in claim.chain)


def _span(text: str, words: str) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kept"),
    [
        (
            "Front commander Imre Sael, accused of the raid in Ostra, was held.",
            "Front commander Imre Sael",
            "accused",
            "the raid in Ostra",
            0,
        ),
        ("The baker suspected of the raid in Ostra was held.", "The baker", "suspected of", "the raid in Ostra", 0),
        ("The Front, blamed for the raid in Ostra, was banned.", "The Front", "blamed", "the raid in Ostra", 0),
        ("The army accused the Front of the raid in Ostra.", "The army", "accused", "the Front of the raid in Ostra", 1),
        ("The baker whom police suspected of the raid in Ostra fled.", "police", "suspected", "the raid in Ostra", 1),
    ],
)
def test_the_accused_is_no_accuser(text: str, source: str, cue: str, content: str, kept: int) -> None:
    attribution = Attribution(source=(_span(text, source),), cue=(_span(text, cue),), content=(_span(text, content),))
    claims = claims_of(_report(text), Tagging(attributions=(attribution,)), Registry())
    assert len(claims) == kept


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The Grey Hill Front was not responsible for the raid, its spokesman said.", Polarity.DENIES),
        ("The Grey Hill Front was not responsible for the raid, a Grey Hill Front spokesman said.", Polarity.DENIES),
        ("The Grey Hill Front was not responsible for the raid, the Grey Hill Front said.", Polarity.DENIES),
        ("The Grey Hill Front was not responsible for the raid, the army said.", Polarity.ASSERTS),
        ("The Grey Hill Front was responsible for the raid, its spokesman said.", Polarity.ASSERTS),
    ],
)
def test_the_own_side_denies(text: str, polarity: Polarity) -> None:
    assert _one(text, "responsible for the raid").polarity is polarity
