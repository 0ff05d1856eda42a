"""Hypothesis strategies for valid analyses: every noun of the domain, in every shape that it allows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeVar

from hypothesis import strategies as st

from overhorizon.domain.analysis import Analysis, AnalysisRun, Mention, MentionKind
from overhorizon.domain.claims import Certainty, Claim, Confidence, Force, Likelihood, Polarity
from overhorizon.domain.incidents import (
    IncidentMention,
    IncidentType,
    Knowledge,
    Prominence,
    Quantity,
    Reading,
    Realis,
    Relation,
    RelationKind,
    Role,
    RoleFiller,
)
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.places import Coordinates, Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.reports import (
    Capture,
    Form,
    Furniture,
    FurnitureKind,
    Publication,
    PublicationBasis,
    Repeat,
    Report,
)
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.times import AnchorKind, Bounds, DatePrecision, TimeAnchor, When
from overhorizon.domain.tolls import Count, CountBasis, Harm, PartKind, Toll, TollPart, Victims

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
scores = st.floats(min_value=0, max_value=1)
countries = st.sampled_from(["AF", "BF", "CO", "ML", "SO", "UA"])
numbers = st.integers(min_value=0, max_value=10**9)
zones = st.integers(min_value=-14 * 60, max_value=14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.builds(datetime.combine, days, st.times(), zones | st.just(UTC))


def tuples_of(elements: st.SearchStrategy[T], *, at_least: int = 0, at_most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(elements, min_size=at_least, max_size=at_most).map(tuple)


@st.composite
def spans(draw: st.DrawFn, size: int) -> Span:
    """A span of a text of so many characters."""
    start = draw(st.integers(min_value=0, max_value=size - 1))
    return Span(start=start, end=draw(st.integers(min_value=start + 1, max_value=size)))


@st.composite
def publications(draw: st.DrawFn, size: int) -> Publication:
    first, last = sorted((draw(days), draw(days)))
    return Publication(
        first=first,
        last=last,
        instant=draw(st.none() | instants),
        basis=draw(st.sampled_from(PublicationBasis)),
        span=draw(st.none() | spans(size)),
    )


@st.composite
def repeats(draw: st.DrawFn, size: int) -> Repeat:
    """A repeat in a text of at least two characters."""
    cut = draw(st.integers(min_value=1, max_value=size - 1))
    return Repeat(first=draw(spans(cut)), again=draw(spans(size - cut)).shifted(cut))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = draw(texts)
    size = len(text)
    return Report(
        text=text,
        address=draw(st.none() | words.map(lambda w: f"https://example.org/{w}")),
        outlet=draw(st.none() | words),
        publication=draw(st.none() | publications(size)),
        title=draw(st.none() | st.integers(min_value=1, max_value=size).map(lambda end: Span(start=0, end=end))),
        language="en",
        furniture=draw(tuples_of(st.builds(Furniture, span=spans(size), kind=st.sampled_from(FurnitureKind)))),
        repeats=draw(tuples_of(repeats(size), at_most=2)) if size > 1 else (),
        credits=draw(tuples_of(spans(size), at_most=2)),
    )


captures = st.builds(Capture, content=st.binary(max_size=100), form=st.sampled_from(Form), origin=words, received=instants)

actors = st.builds(
    Actor,
    id=words.map(lambda w: f"oh:{w}"),
    name=words,
    kind=st.sampled_from(ActorKind),
    aliases=tuples_of(words),
    countries=tuples_of(countries),
    parents=tuples_of(words),
    successors=tuples_of(words),
    active_from=st.none() | st.integers(min_value=1800, max_value=2100),
    active_to=st.none() | st.integers(min_value=1800, max_value=2100),
    ucdp_id=st.none() | numbers,
)
parties = st.builds(Party, words=words, actor=st.none() | actors) | st.builds(
    Party, words=words, candidates=tuples_of(words, at_least=1)
)
coordinates = st.builds(Coordinates, lat=st.floats(min_value=-90, max_value=90), lon=st.floats(min_value=-180, max_value=180))
places = st.builds(
    Place,
    id=words,
    name=words,
    kind=st.sampled_from(PlaceKind),
    country=st.none() | countries,
    admin1=st.none() | words,
    coordinates=st.none() | coordinates,
    population=numbers,
)
locations = st.builds(
    Location,
    described=words,
    place=st.none() | places,
    country=st.none() | countries,
    precision=st.sampled_from(PlacePrecision),
)


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Unresolved, open on either side, short or long."""
    expression = draw(words)
    sides = sorted(draw(st.lists(days, min_size=4, max_size=4)))
    given = [day if draw(st.booleans()) else None for day in sides]
    start, end = Bounds(earliest=given[0], latest=given[1]), Bounds(earliest=given[2], latest=given[3])
    if start.is_open and end.is_open:
        return When.unresolved(expression)
    first, last = sorted((draw(days), draw(days)))
    return When(
        expression=expression,
        anchor=draw(
            st.none() | st.builds(TimeAnchor, kind=st.sampled_from(AnchorKind), first=st.just(first), last=st.just(last))
        ),
        start=start,
        end=end,
        precision=draw(st.sampled_from(DatePrecision)),
        duration_days=draw(st.none() | numbers),
    )


@st.composite
def counts(draw: st.DrawFn) -> Count:
    low, best, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    keep = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    given = [n if kept else None for n, kept in zip((low, best, high), keep, strict=True)]
    return Count(low=given[0], best=given[1], high=given[2], basis=draw(st.sampled_from(CountBasis)))


@st.composite
def tolls(draw: st.DrawFn, size: int) -> Toll:
    """A total alone, or one with parts that add up."""
    harm = draw(st.sampled_from(Harm))
    if draw(st.booleans()):
        return Toll(harm=harm, total=draw(counts()), victims=draw(st.sampled_from(Victims)))
    part = st.builds(
        TollPart,
        words=words,
        count=counts(),
        victims=st.sampled_from(Victims),
        kind=st.just(PartKind.PARTITION),
        span=spans(size),
    )
    return Toll.of_parts(harm, draw(tuples_of(part, at_least=1)))


@st.composite
def readings(draw: st.DrawFn, size: int, values: st.SearchStrategy[T], claims: tuple[str, ...]) -> Reading[T]:
    """A reading that may rest on one of the claims, known or not."""
    state = draw(st.sampled_from(Knowledge))
    return Reading(
        span=draw(spans(size)),
        rule=draw(words),
        value=draw(values) if state is Knowledge.KNOWN else None,
        state=state,
        alternatives=draw(tuples_of(values, at_most=2)),
        claim=draw(st.none() | st.sampled_from(claims)) if claims else None,
    )


@st.composite
def incidents(draw: st.DrawFn, ident: str, size: int, claims: tuple[str, ...]) -> IncidentMention:
    fillers = st.builds(RoleFiller, role=st.sampled_from(Role), party=parties)
    return IncidentMention(
        id=ident,
        triggers=draw(tuples_of(spans(size), at_least=1)),
        realis=draw(st.sampled_from(Realis)),
        prominence=draw(st.sampled_from(Prominence)),
        types=draw(tuples_of(readings(size, st.sampled_from(IncidentType), claims), at_most=2)),
        whens=draw(tuples_of(readings(size, whens(), claims), at_most=2)),
        places=draw(tuples_of(readings(size, locations, claims), at_most=2)),
        tolls=draw(tuples_of(readings(size, tolls(size), claims), at_most=2)),
        roles=draw(tuples_of(readings(size, fillers, claims), at_most=2)),
    )


@st.composite
def sources(draw: st.DrawFn, size: int) -> Source:
    kind = draw(st.sampled_from(SourceKind))
    return Source(
        span=draw(spans(size)),
        words=draw(words),
        kind=kind,
        antecedent=draw(st.none() | spans(size)),
        actor=None if kind is SourceKind.PRIVATE_PERSON else draw(st.none() | words),
    )


@st.composite
def claims(draw: st.DrawFn, ident: str, size: int, subjects: tuple[str, ...]) -> Claim:
    certainty = st.builds(
        Certainty,
        force=st.sampled_from(Force),
        likelihood=st.none() | st.sampled_from(Likelihood),
        confidence=st.none() | st.sampled_from(Confidence),
        words=tuples_of(spans(size), at_most=2),
    )
    return Claim(
        id=ident,
        content=draw(tuples_of(spans(size), at_least=1)),
        cue=draw(tuples_of(spans(size), at_most=1)),
        chain=draw(tuples_of(sources(size), at_most=2)),
        polarity=draw(st.sampled_from(Polarity)),
        certainty=draw(certainty),
        about=draw(tuples_of(st.sampled_from(subjects), at_most=2)) if subjects else (),
        repeats=draw(tuples_of(spans(size), at_most=1)),
        score=draw(scores),
    )


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """A valid analysis of any shape: hostile text, open bounds, rival readings, chains, links in both directions."""
    report = draw(reports())
    size = len(report.text)
    claim_ids = tuple(f"c-{n}" for n in range(draw(st.integers(min_value=0, max_value=2))))
    incident_ids = tuple(f"i-{n}" for n in range(draw(st.integers(min_value=0, max_value=2))))
    relations = draw(
        tuples_of(
            st.builds(
                Relation,
                id=st.just("l-0"),
                kind=st.sampled_from(RelationKind),
                parties=tuples_of(parties, at_most=2),
                places=tuples_of(locations, at_most=1),
                span=spans(size),
            ),
            at_most=1,
        )
    )
    subjects = (*incident_ids, *(r.id for r in relations))
    mention = st.builds(Mention, span=spans(size), kind=st.sampled_from(MentionKind), refers_to=st.none() | words, score=scores)
    quantity = st.builds(Quantity, harm=st.sampled_from(Harm), count=counts(), words=words, span=spans(size))
    return Analysis(
        report=report,
        run=AnalysisRun(revision=report.revision, encoder=draw(words), gazetteer=draw(words), code=draw(words)),
        mentions=draw(tuples_of(mention, at_most=2)),
        incidents=tuple(draw(incidents(i, size, claim_ids)) for i in incident_ids),
        claims=tuple(draw(claims(c, size, subjects)) for c in claim_ids),
        relations=relations,
        quantities=draw(tuples_of(quantity, at_most=1)),
    )
