"""Who rests on whom: voices, roots and reused text, on invented reports."""

import re
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Certainty, Claim, Force, Polarity
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Origins, Reuse, Statement
from overhorizon.domain.parties import ActorKind
from overhorizon.domain.reports import Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.gazetteer import Gazetteer
from overhorizon.link.institutions import Institutions, is_circular, outlet_key
from overhorizon.link.reuse import fingerprints, is_near_duplicate, passages, reuses
from overhorizon.link.roots import origins
from overhorizon.link.statements import statements
from overhorizon.link.voices import person_key
from tests import factories

K = SourceKind
DAY = date(2026, 3, 11)


@pytest.fixture(scope="module")
def institutions(gazetteer: Gazetteer) -> Institutions:
    return Institutions(gazetteer)


def source(words: str, kind: SourceKind, actor: str | None = None) -> Source:
    return Source(span=Span(start=0, end=len(words)), words=words, kind=kind, actor=actor)


def said(report: str, *chain: Source, outlet: str = "Harbour Radio", day: date | None = DAY, country: str | None = "ML",
         informed_by: tuple[Source, ...] = (), wires: tuple[str, ...] = ()) -> Statement:  # fmt: skip
    return Statement(
        anchor=Anchor(report=report, start=10, end=60), outlet=outlet, claim=f"c-{report}" if chain else None, chain=chain,
        first=day, last=day, country=country, informed_by=informed_by, wires=wires, about=("i-1",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind", "country", "root"),
    [
        ("the army", K.STATE_FORCE, "ML", "gov-ml"),
        ("police", K.STATE_FORCE, "KE", "gov-ke"),
        ("a senior Malian official", K.UNNAMED_OFFICIAL, "NE", "gov-ml"),
        ("US officials", K.UNNAMED_OFFICIAL, "SO", "gov-us"),
        ("the Pentagon", K.GOVERNMENT, "SO", "gov-us"),
        ("a Kenyan police spokesman", K.STATE_FORCE, "SO", "gov-ke"),
        ("the governor", K.UNNAMED_OFFICIAL, "NG", "gov-ng"),
        ("President Ada Brek", K.PUBLIC_PERSON, "NE", "gov-ne"),
        ("the interior ministry", K.GOVERNMENT, "TN", "gov-tn"),
        ("state television", K.OUTLET, "TN", "gov-tn"),
        ("IRNA", K.OUTLET, "IQ", "gov-ir"),
        ("TASS", K.OUTLET, "UA", "gov-ru"),
        ("the Harbour Times", K.OUTLET, "ML", "outlet:harbour times"),
        ("several media reports", K.OUTLET, "ML", "circular"),
        ("local media", K.OUTLET, "ML", "circular"),
        ("relatives", K.PRIVATE_PERSON, "ML", None),
        ("a former minister", K.PUBLIC_PERSON, "ML", None),
        ("the army", K.STATE_FORCE, None, None),
        ("sources", K.UNNAMED, "ML", None),
    ],
)
def test_whose_knowledge_it_is(
    institutions: Institutions, words: str, kind: SourceKind, country: str | None, root: str | None
) -> None:
    found = institutions.of(source(words, kind), country)
    assert (found.root.id if found else None) == root


def test_a_hospital_and_a_ministry_are_two_roots(institutions: Institutions) -> None:
    ministry = institutions.of(source("the health ministry", K.GOVERNMENT), "ML")
    hospital = institutions.of(source("the hospital in Tessalit", K.ORGANISATION), "ML")
    assert ministry is not None
    assert hospital is not None
    assert ministry.root.official
    assert not hospital.root.official


def read(institutions: Institutions, *statements: Statement, reused: tuple[Reuse, ...] = ()) -> Origins:
    return origins(statements, reused, institutions, {})


OFFICIAL = source("a senior US official", K.UNNAMED_OFFICIAL)
CIVIC = source("Civic News", K.OUTLET)


def test_who_told_an_outlet_is_the_voice_of_its_own_report(institutions: Institutions) -> None:
    found = read(institutions, said("r-a", CIVIC, OFFICIAL), said("r-b", OFFICIAL, outlet="Civic News"))
    assert str(found.trail()) == "2 reports, 1 voice, 1 root: US government"


def test_officials_of_two_outlets_are_two_voices_of_one_root(institutions: Institutions) -> None:
    found = read(institutions, said("r-a", OFFICIAL), said("r-b", OFFICIAL, outlet="Civic News"))
    assert str(found.trail()) == "2 reports, 2 voices, 1 root: US government"


@pytest.mark.parametrize(("later", "number"), [(date(2026, 3, 12), 1), (date(2026, 4, 20), 2)])
def test_a_named_person_is_one_voice_on_one_occasion(institutions: Institutions, later: date, number: int) -> None:
    one, other = source("President Ada Brek", K.PUBLIC_PERSON), source("Brek", K.PUBLIC_PERSON)
    assert len(read(institutions, said("r-a", one), said("r-b", other, day=later)).voices) == number


def test_families_told_by_officials_rest_on_them(institutions: Institutions) -> None:
    told = said("r-a", source("relatives", K.PRIVATE_PERSON), informed_by=(source("US officials", K.UNNAMED_OFFICIAL),))
    assert [r.id for r in read(institutions, told).roots] == ["gov-us"]


def test_relatives_who_were_only_notified_are_no_witnesses(institutions: Institutions) -> None:
    told = replace(said("r-a", source("Relatives", K.PRIVATE_PERSON)), was_informed=True)
    (root,) = read(institutions, told).roots
    assert not root.known
    by_army = replace(told, informed_by=(source("the army", K.UNNAMED_OFFICIAL),))
    assert [r.id for r in read(institutions, by_army).roots] == ["gov-ml"]


@pytest.mark.parametrize("words", ["the leaked memo", "leaked memo", "A leaked memo"])
def test_a_document_is_one_with_and_without_its_article(institutions: Institutions, words: str) -> None:
    (root,) = read(institutions, said("r-a", source(words, K.DOCUMENT))).roots
    assert root.id == "document:leaked memo"


def test_an_outlet_that_tells_what_an_institution_knows_rests_on_it(institutions: Institutions) -> None:
    cited = replace(said("r-a", source("the Harbour Times", K.OUTLET)), informed_by=(source("The US", K.GOVERNMENT),))
    assert [r.id for r in read(institutions, cited).roots] == ["gov-us"]
    nobody = replace(cited, informed_by=(source("Ada Brek", K.GOVERNMENT),))
    assert [r.id for r in read(institutions, nobody).roots] == ["outlet:harbour times"]


SENTENCE = re.compile(r"<(.*?)> \[(.*?)\] \((.*?)\)")


@pytest.mark.parametrize(
    ("text", "kind", "informed", "by"),
    [
        ("<Relatives of the dead> [have been notified of] (the findings).", K.PRIVATE_PERSON, True, ()),
        ("<Two widows> [were officially informed] (that the boat had sunk).", K.PRIVATE_PERSON, True, ()),
        ("<Relatives> [told] (the search was over).", K.PRIVATE_PERSON, False, ()),
        ("<The Harbour Times> [reported] (the army has learned that the camp was empty).", K.OUTLET, False, ("the army",)),
        ("<The Harbour Times> [says] (Kenya believes the boat was sunk).", K.OUTLET, False, ("Kenya",)),
        ("<The Harbour Times> [says] (the boat was sunk, and nobody believes it).", K.OUTLET, False, ()),
        ("<The governor> [has been informed of] (the attack).", K.PUBLIC_PERSON, False, ()),
    ],
)
def test_who_is_told_and_of_whose_knowledge_an_outlet_tells(
    text: str, kind: SourceKind, *, informed: bool, by: tuple[str, ...]
) -> None:
    match = SENTENCE.search(text)
    assert match is not None
    speaker, cue, content = (Span(start=match.start(n), end=match.end(n)) for n in (1, 2, 3))
    report = Report(
        address="https://harbour.example/a", outlet="Harbour Radio", publication=None, title=None, text=text, language="en"
    )
    claim = Claim(
        id="c-1", chain=(Source(span=speaker, words=speaker.of(text), kind=kind),), cue=(cue,), content=(content,),
        polarity=Polarity.ASSERTS, certainty=Certainty(force=Force.STATES),
    )  # fmt: skip
    analysis = Analysis(report=report, run=factories.run_of(report), claims=(claim,))
    (statement,) = statements(analysis)
    assert (statement.was_informed, tuple(s.words for s in statement.informed_by)) == (informed, by)


def test_witnesses_are_joined_by_reused_text_alone(institutions: Institutions) -> None:
    witness = source("a witness", K.PRIVATE_PERSON)
    a, b = said("r-a", witness), said("r-b", witness)
    assert (len(read(institutions, a, b).voices), len(read(institutions, a, b).roots)) == (2, 2)
    reuse = Reuse(first=a.anchor, second=b.anchor, share=0.9)
    joined = read(institutions, a, b, reused=(reuse,))
    assert (len(joined.voices), len(joined.roots)) == (1, 1)


def test_an_outlet_cited_rests_on_those_whom_it_heard(institutions: Institutions) -> None:
    found = read(institutions, said("r-a", CIVIC, OFFICIAL), said("r-b", CIVIC))
    assert {p.roots for p in found.provenances} == {("gov-us",)}


def test_circular_reports_add_no_root(institutions: Institutions) -> None:
    found = read(institutions, said("r-a", OFFICIAL), said("r-b", source("several media reports", K.OUTLET)))
    assert str(found.trail()).endswith("1 root: US government")


def test_own_words_rest_on_whom_the_report_cites_else_on_its_agency(institutions: Institutions) -> None:
    cited = read(institutions, said("r-a"), said("r-a", OFFICIAL))
    assert {p.roots for p in cited.provenances} == {("gov-us",)}
    assert [r.id for r in read(institutions, said("r-a", wires=("Reuters",))).roots] == ["outlet:reuters"]


def test_the_order_of_arrival_does_not_matter(institutions: Institutions) -> None:
    given = (
        said("r-a", CIVIC, OFFICIAL),
        said("r-b", CIVIC, day=None),
        said("r-c", source("police", K.STATE_FORCE)),
        said("r-d", source("police", K.STATE_FORCE), day=None),
    )
    assert len({read(institutions, *order) for order in permutations(given)}) == 1


@pytest.mark.parametrize(
    ("words", "name"),
    [("Colonel Ada Brek, a spokesman", "brek"), ("Brek", "brek"), ("army spokesman Jon Vell", "vell"), ("the president", None)],
)
def test_family_names(words: str, name: str | None) -> None:
    assert person_key(words) == name


@pytest.mark.parametrize("words", ["multiple media reports", "local media", "several news outlets", "social media posts"])
def test_nobody_in_particular(words: str) -> None:
    assert is_circular(words)
    assert not is_circular(f"{words} of the Harbour Times")


@pytest.mark.parametrize("words", ["The Harbour Times", "Harbour Times newspaper", "harbour times (Wire)"])
def test_spellings_of_an_outlet(words: str) -> None:
    assert outlet_key(words) == "harbour times"


PARAGRAPH = (
    "Lantern Front fighters came to Tessalit before dawn on Tuesday in nine pick-up trucks, burned the grain store near the old "
    "Customs House and took 14 traders with them towards Kidal, where the trail was lost in the dunes."
)
OTHER = (
    "Traders in Tessalit have paid for the road to Kidal since January, and the Lantern Front is only one of those who ask for "
    "money there, said an elder, who counted eleven barriers on his last journey."
)


def report(number: int, *paragraphs: str) -> Report:
    address = f"https://made.example/{number}"
    return Report(text="\n\n".join(paragraphs), address=address, outlet=None, publication=None, title=None, language="en")


def test_a_reused_paragraph_is_found_with_its_words_in_both() -> None:
    one, other = report(1, OTHER, PARAGRAPH), report(2, PARAGRAPH.replace("14", "17"))
    a, b = passages(one), passages(other)
    assert fingerprints(a) & fingerprints(b)
    (reuse,) = reuses(a, b)
    assert reuses(b, a) == (reuse,)
    texts = {one.id: one.text, other.id: other.text}
    for anchor in (reuse.first, reuse.second):
        assert anchor.span.of(texts[anchor.report]).startswith("Lantern Front fighters")
    assert is_near_duplicate(b, a)


def test_one_speech_quoted_twice_is_no_reused_text() -> None:
    speech = '"We will not rest until those who burned the store at the Customs House stand before a court in Kidal," he said.'
    assert reuses(passages(report(1, speech, PARAGRAPH)), passages(report(2, speech, OTHER))) == ()


def test_other_words_about_the_same_are_no_reused_text() -> None:
    a, b = passages(report(1, PARAGRAPH)), passages(report(2, OTHER))
    assert reuses(a, b) == ()
    assert not is_near_duplicate(a, b)


def test_who_is_silent_is_not_the_root_of_what_the_outlet_says(institutions: Institutions) -> None:
    silent = replace(said("r-1", source("the army", K.STATE_FORCE)), polarity=Polarity.IS_SILENT)
    own = replace(said("r-1"), anchor=Anchor(report="r-1", start=100, end=140))
    found = origins([silent, own], [], institutions, {})
    (itself,) = (p for p in found.provenances if p.claim is None)
    assert itself.roots == ("outlet:harbour radio",)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a little-known armed group", K.ARMED_GROUP),
        ("the group", K.ORGANISATION),
        ("the group's spokesman Jon Vell", K.PUBLIC_PERSON),
        ("its spokesman", K.UNKNOWN),
    ],
)
def test_words_that_stand_for_a_group_rest_on_the_one_that_the_report_names(
    institutions: Institutions, words: str, kind: SourceKind
) -> None:
    named, short = said("r-a", source("the Reed Walkers", K.ARMED_GROUP)), said("r-a", source(words, kind))
    short = replace(short, anchor=Anchor(report="r-a", start=90, end=120), claim="c-2")
    assert [r.words for r in read(institutions, named, short).roots] == ["the Reed Walkers"]
    other = replace(
        named, chain=(source("the Harun Front", K.ARMED_GROUP),), anchor=Anchor(report="r-a", start=70, end=80), claim="c-3"
    )
    assert len(read(institutions, named, other, short).roots) == 3  # of two it is not told which


def test_who_bears_an_article_is_no_person(institutions: Institutions) -> None:
    group = said("r-a", source("The Night Caravan", K.UNKNOWN)), said("r-b", source("Night Caravan", K.UNKNOWN))
    assert [r.id for r in read(institutions, *group).roots] == ["named:caravan night"]
    assert [r.id for r in read(institutions, group[1]).roots] == ["person:caravan"]


@pytest.mark.parametrize("words", ["the hospital", "A doctor at the hospital"])
def test_who_is_named_in_short_is_who_is_named_in_full_of_one_incident(institutions: Institutions, words: str) -> None:
    full, short = said("r-a", source("the Saint Brek hospital", K.ORGANISATION)), said("r-b", source(words, K.ORGANISATION))
    assert len(read(institutions, full, short).roots) == 1
    elsewhere = replace(short, about=("i-9",))
    assert len(read(institutions, full, elsewhere).roots) == 2


@pytest.mark.parametrize(
    ("words", "country", "root"),
    [
        ("the state emergency agency", "NG", "gov-ng"),
        ("Nigeria's state emergency agency", None, "gov-ng"),
        ("the prison service", "EC", "gov-ec"),
        ("Malian Doctors Circle", "ML", "named:circle"),
        ("the city's main hospital", "ML", "named:hospital main"),
        ("the Red Cross", "ML", "named:cross red"),
    ],
)
def test_bodies_of_a_state_and_others(institutions: Institutions, words: str, country: str | None, root: str) -> None:
    found = institutions.of(source(words, K.ORGANISATION), country)
    assert found is not None
    assert found.root.id == root


def test_a_country_that_another_report_of_the_incident_gives_is_the_states(institutions: Institutions) -> None:
    placed, bare = said("r-a", source("police", K.STATE_FORCE)), said("r-b", source("the army", K.STATE_FORCE), country=None)
    assert [r.id for r in read(institutions, placed, bare).roots] == ["gov-ml"]
    assert len(read(institutions, placed, replace(bare, about=("i-9",))).roots) == 2


def test_an_outlet_that_quotes_rests_on_those_whom_it_quotes(institutions: Institutions) -> None:
    outer = said("r-a", CIVIC)
    inner = replace(said("r-a", OFFICIAL), anchor=Anchor(report="r-a", start=30, end=55), claim="c-2")
    assert {p.roots for p in read(institutions, outer, inner).provenances} == {("gov-us",)}
    beside = replace(inner, anchor=Anchor(report="r-a", start=200, end=240))
    assert ("outlet:civic",) in {p.roots for p in read(institutions, outer, beside).provenances}


def test_a_branch_is_shown_by_its_own_name_and_is_one_root_with_the_whole(
    gazetteer: Gazetteer, institutions: Institutions
) -> None:
    groups = {a.id: a for a in gazetteer.actors.values() if a.kind is ActorKind.ARMED_GROUP}
    whole = {p for a in groups.values() for p in a.parents}
    branch = next(
        groups[name] for name in sorted(groups) if not whole.isdisjoint(groups) and set(groups[name].parents) & set(groups)
    )
    found = institutions.of(source(branch.name, K.ARMED_GROUP, branch.id), None)
    assert found is not None
    assert found.root.words == branch.name
    assert found.root.id in whole
