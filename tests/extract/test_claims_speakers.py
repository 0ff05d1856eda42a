"""Who speaks: kinds of sources, and short forms that stand for fuller words, in reports of our own."""

import pytest

from overhorizon.domain.claims import Claim
from overhorizon.domain.parties import Actor, ActorKind
from overhorizon.domain.reports import Report
from overhorizon.domain.sources import SourceKind
from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract.claims import claims_of
from overhorizon.extract.speakers import speaker_of


class Registry:
    """A registry of three fictional actors."""

    _ACTORS = (
        Actor(id="northern-front", name="Northern Front", kind=ActorKind.ARMED_GROUP, aliases=("the Front", "NF")),
        Actor(
            id="valdia",
            name="Valdia",
            kind=ActorKind.GOVERNMENT,
            aliases=("the Republic of Valdia", "government of Valdia", "Valdian government"),
        ),
        Actor(id="ines-marr", name="Ines Marr", kind=ActorKind.PUBLIC_FIGURE),
    )

    def actor_of(self, words: str) -> Actor | None:
        return next((a for a in self._ACTORS if words in (a.name, *a.aliases)), None)

    def only_armed_groups(self, words: str) -> bool:
        return words in ("Watch of Dawn", "the Watch of Dawn")  # a name that two groups bear


def _claims(text: str) -> tuple[Claim, ...]:
    report = Report(text=text, address=None, outlet=None, publication=None, title=None, language="en")
    return claims_of(report, Tagging(attributions=tag_attributions(text, paragraphs(text))), Registry())


def _one(text: str, content: str) -> Claim:
    """The claim whose quotation holds the words."""
    found = [c for c in _claims(text) if content in c.quote(text)]
    assert len(found) == 1, [(c.quote(text), [s.words for s in c.chain]) for c in _claims(text)]
    return found[0]


K = SourceKind
KINDS = [
    ("Reuters", K.OUTLET),
    ("The Harbour Times", K.OUTLET),
    ("State television", K.OUTLET),
    ("Local media", K.OUTLET),
    ("The interior ministry", K.GOVERNMENT),
    ("The government of Valdia", K.GOVERNMENT),
    ("Valdia", K.GOVERNMENT),
    ("Prosecutors", K.GOVERNMENT),
    ("The army", K.STATE_FORCE),
    ("Police in Velna", K.STATE_FORCE),
    ("The coast guard", K.STATE_FORCE),
    ("An army spokesman", K.STATE_FORCE),
    ("A spokeswoman for the interior ministry", K.GOVERNMENT),
    ("A spokesman for the Northern Front", K.ARMED_GROUP),
    ("The Northern Front", K.ARMED_GROUP),
    ("Rebels", K.ARMED_GROUP),
    ("The militants", K.ARMED_GROUP),
    ("The United Nations", K.ORGANISATION),
    ("An aid group", K.ORGANISATION),
    ("The Red Cross", K.ORGANISATION),
    ("A leaked memo", K.DOCUMENT),
    ("A review commissioned by the president", K.DOCUMENT),
    ("A senior official", K.UNNAMED_OFFICIAL),
    ("Two security sources", K.UNNAMED_OFFICIAL),
    ("Officials in Velna", K.UNNAMED_OFFICIAL),
    ("A western diplomat", K.UNNAMED_OFFICIAL),
    ("Analysts", K.UNNAMED),
    ("Critics of the war", K.UNNAMED),
    ("Three people familiar with the raid", K.UNNAMED),
    ("Doctors at the clinic", K.UNNAMED),
    ("Sources", K.UNNAMED),
    ("Defence Minister Oran Teck", K.PUBLIC_PERSON),
    ("Colonel Imre Tal", K.PUBLIC_PERSON),
    ("Police spokesman Adan Roe", K.PUBLIC_PERSON),
    ("Ines Marr", K.PUBLIC_PERSON),
    ("The police commissioner, Adan Roe", K.PUBLIC_PERSON),
    ("Oran Teck, a spokesman for the ministry", K.PUBLIC_PERSON),
    ("A witness", K.PRIVATE_PERSON),
    ("Residents of Velna", K.PRIVATE_PERSON),
    ("The father of one victim", K.PRIVATE_PERSON),
    ("Relatives of the dead soldiers", K.PRIVATE_PERSON),
    ("Amal Deron, a resident of the town", K.PRIVATE_PERSON),
    ("Survivors", K.PRIVATE_PERSON),
    ("A local farmer", K.PRIVATE_PERSON),
    ("Doctor Amal Deron", K.PRIVATE_PERSON),
    ("Amal Deron", K.UNKNOWN),
    ("The Crimson Gate Front", K.ARMED_GROUP),
    ("The Watch of Dawn", K.ARMED_GROUP),
    ("A spokesman for the Watch of Dawn", K.ARMED_GROUP),
    ("The National Front", K.UNKNOWN),
]


@pytest.mark.parametrize(("source", "kind"), KINDS, ids=[k[0] for k in KINDS])
def test_a_source_has_a_kind(source: str, kind: SourceKind) -> None:
    verb = "say" if source.endswith("s") and source not in {"Reuters"} else "said"
    source_ = f"{source}," if "," in source else source
    speaker = _one(f"{source_} {verb} that six soldiers died at dawn.", "six soldiers died").speaker
    assert speaker is not None
    assert speaker.kind is kind
    assert speaker.words.startswith(source.split(",")[0])


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Oran King", K.UNKNOWN),
        ("Amal Judge", K.UNKNOWN),
        ("Amal Prince, 30", K.PRIVATE_PERSON),
        ("Prince Deron, 30", K.PRIVATE_PERSON),
        ("Oran Sheikh, a taxi driver", K.PRIVATE_PERSON),
        ("Oran Deron, 45, a farmer", K.PRIVATE_PERSON),
        ("Amal Judge, a baker", K.PRIVATE_PERSON),
        ("Amal Judge, a nurse", K.PRIVATE_PERSON),
        ("Judge Amal King", K.PUBLIC_PERSON),
        ("General Oran Teck, 52", K.PUBLIC_PERSON),
        ("King Oran", K.PUBLIC_PERSON),
        ("The Foreign Secretary", K.PUBLIC_PERSON),
        ("Army spokesman Oran King", K.PUBLIC_PERSON),
        ("Oran Major, the governor of Velna", K.PUBLIC_PERSON),
        ("Oran Major, 52, the governor of Velna", K.PUBLIC_PERSON),
    ],
)
def test_a_title_is_no_surname_and_an_age_or_an_occupation_is_private(words: str, kind: SourceKind) -> None:
    assert speaker_of(words, Registry()).kind is kind


def test_private_people_are_never_joined_to_the_registry() -> None:
    text = "The mother of Ines Marr said the soldiers came at night. Relatives of the Northern Front said they fled."
    for claim in _claims(text):
        assert claim.speaker is not None
        assert claim.speaker.kind is SourceKind.PRIVATE_PERSON
        assert claim.speaker.actor is None


def test_a_spokesman_speaks_for_an_actor() -> None:
    speaker = _one("A spokesman for the Northern Front said six soldiers died.", "six soldiers died").speaker
    assert speaker is not None and speaker.actor == "northern-front"


# (text, words of the content, words of the first voice)
COREFERENCE = [
    ("Colonel Imre Tal said the hill was taken. He said two men died.", "two men died", "Colonel Imre Tal"),
    ("Colonel Imre Tal said the hill was taken. “Two men died,” he added.", "Two men died", "Colonel Imre Tal"),
    ("Colonel Imre Tal said the hill was taken. Tal said two men died.", "two men died", "Colonel Imre Tal"),
    ("Colonel Imre Tal said the hill was taken. Colonel Tal said two men died.", "two men died", "Colonel Imre Tal"),
    ("A senior army officer said the hill was taken. The officer said two men died.", "two men died", "A senior army officer"),
    ("A western official said the hill was taken. The official said two men died.", "two men died", "A western official"),
    ("The defence ministry said the hill was taken. The ministry said two men died.", "two men died", "The defence ministry"),
    ("The defence ministry said the hill was taken. It said two men died.", "two men died", "The defence ministry"),
    ("The Northern Front said the hill was taken. The group said two men died.", "two men died", "The Northern Front"),
    ("Two security officials said the hill was taken. They said two men died.", "two men died", "Two security officials"),
    (
        "Army spokeswoman Ada Lorn said the hill was taken. The spokeswoman said two men died.",
        "two men died",
        "Army spokeswoman Ada Lorn",
    ),
    ("Army spokeswoman Ada Lorn said the hill was taken. She said two men died.", "two men died", "Army spokeswoman Ada Lorn"),
    ("The Harbour Times said the hill was taken. The newspaper said two men died.", "two men died", "The Harbour Times"),
    ("Army spokeswoman Ada Lorn met Colonel Imre Tal, who said two men died.", "two men died", "Colonel Imre Tal"),
    ("Ada Lorn and Piet Lorn spoke at the port. Lorn said two men died.", "two men died", "Lorn"),
    ("He said two men died.", "two men died", "He"),
    ("An army spokesman said the hill was taken. The army said two men died.", "two men died", "The army"),
    ("The army said the hill was taken. A witness said two men died.", "two men died", "A witness"),
    ("Army spokesman Piet Lorn said the hill was taken. She said two men died.", "two men died", "She"),
    ("Imre Tal was in Velna. Tal said two men died.", "two men died", "Imre Tal"),
]


@pytest.mark.parametrize(("text", "content", "words"), COREFERENCE, ids=[c[0][:70] for c in COREFERENCE])
def test_short_forms_stand_for_fuller_words(text: str, content: str, words: str) -> None:
    speaker = _one(text, content).speaker
    assert speaker is not None
    assert speaker.words == words
    if speaker.antecedent is not None:
        assert speaker.antecedent.of(text).startswith(words.split(",")[0])
        assert speaker.span.of(text) != words or speaker.antecedent != speaker.span


@pytest.mark.parametrize(
    ("source", "actor"),
    [
        ("Valdia", "valdia"),
        ("Valdian officials", "valdia"),
        ("A senior Valdian official", "valdia"),
        ("A former Valdian official", None),
        ("A report by the Northern Front", "northern-front"),
        ("Northern Front spokesman Adan Roe", "northern-front"),
        ("A witness from Valdia", None),
    ],
)
def test_for_whom_a_source_speaks(source: str, actor: str | None) -> None:
    speaker = _one(f"{source} said that six soldiers died at dawn.", "six soldiers died").speaker
    assert speaker is not None and speaker.actor == actor


def test_an_antecedent_passes_kind_and_privacy_on() -> None:
    text = "Amal Deron, a resident of the town, said soldiers came at dawn. Deron said two men died."
    speaker = _one(text, "two men died").speaker
    assert speaker is not None and speaker.kind is SourceKind.PRIVATE_PERSON and speaker.antecedent is not None


def test_whom_a_speaker_told_stays_told_until_another_speaks() -> None:
    text = (
        "Mayor Ada Lorn told Reuters that the bridge fell. She said two men died. The army said the road was open."
        " Lorn said the town slept."
    )
    assert [s.words for s in _one(text, "two men died").chain] == ["Reuters", "Mayor Ada Lorn"]
    assert [s.words for s in _one(text, "the road was open").chain] == ["The army"]
    assert [s.words for s in _one(text, "the town slept").chain] == ["Mayor Ada Lorn"]


@pytest.mark.parametrize("words", ["The Sorda Doctors Network", "the Valdian Teachers' Syndicate", "Orlan Resistance Committees"])
def test_a_body_is_no_unnamed_person_whatever_its_members_are(words: str) -> None:
    assert speaker_of(words, Registry()).kind is SourceKind.ORGANISATION
