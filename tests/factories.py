"""Hand-made analyses of fictional reports, for tests of what is shown and exported."""

from datetime import UTC, date, datetime
from pathlib import Path

from overhorizon.domain.analysis import Analysis, AnalysisRun
from overhorizon.domain.claims import Certainty, Claim, Force, Likelihood, Polarity
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
    Rejection,
    Repeat,
    Report,
    Unread,
)
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.times import AnchorKind, DatePrecision, TimeAnchor, When
from overhorizon.domain.tolls import Count, CountBasis, Harm, PartKind, Toll, TollPart, Victims
from overhorizon.store.ledger import Ledger

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

MARKET = """Bomb at Tessalit market kills 20, army says

By Ama Example
Share this story

A bomb exploded at a market in Tessalit on Tuesday, killing 17 civilians and three soldiers, the army said. \
At least 31 people were injured.

The Lantern Front claimed responsibility for the attack. It denied that civilians had been the target.

A senior official told Harbour Radio that the bomber probably came from across the border. \
It was unclear whether a second attacker had escaped. The names of the soldiers have not been released.

In April, gunmen killed a teacher near the town. Local elders blamed the Lantern Front or the Ashen Banner. \
The governor said that two teachers had died.

The Lantern Front and the Ashen Banner have fought over the trade routes of northern Mali for years. \
Some 4,000 people have left the area since January, an aid group said.

At least 31 people were injured.
"""

CONVOY = """Dozens killed as gunmen attack convoy in Mali

Dozens of people were killed when gunmen attacked a convoy in Mali, a witness said.
"""

HOSTILE = """=HYPERLINK("http://example.invalid") [red]Blast[/red]\x1b[2J

+1 [bold]person[/bold] was killed by a bomb\x07 in Tessalit\u202e, "a source" said.
"""

LANTERN = Actor(id="actor:lantern-front", name="Lantern Front", kind=ActorKind.ARMED_GROUP, aliases=("LF",), countries=("ML",))
ARMY = Actor(id="actor:mali-army", name="Malian Armed Forces", kind=ActorKind.STATE_FORCE, countries=("ML",))
TESSALIT = Place(
    id="geonames:0000001",
    name="Tessalit",
    kind=PlaceKind.SETTLEMENT,
    country="ML",
    admin1="Kidal",
    coordinates=Coordinates(lat=20.1986, lon=1.0114),
    population=5700,
)
MALI = Place(
    id="geonames:0000002",
    name="Mali",
    kind=PlaceKind.COUNTRY,
    country="ML",
    coordinates=Coordinates(lat=18.0, lon=-2.0),
)


def at(text: str, words: str, nth: int = 0) -> Span:
    """Where ``words`` stand for the nth time (from 0). Raises ValueError where they do not."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def run_of(report: Report) -> AnalysisRun:
    return AnalysisRun(revision=report.revision, encoder="rules-1", gazetteer="names-1", code="0.1.0")


def market() -> Analysis:
    """Dated; a bombing with a toll that adds up, an older killing with rival tolls, and most of what a report may hold."""
    text = MARKET
    day = date(2026, 3, 11)
    report = Report(
        text=text,
        address="https://harbour.example/2026/03/11/tessalit",
        outlet="Harbour Radio",
        publication=Publication(
            first=day, last=day, instant=datetime(2026, 3, 11, 9, 30, tzinfo=UTC), basis=PublicationBasis.METADATA
        ),
        title=at(text, "Bomb at Tessalit market kills 20, army says"),
        language="en",
        furniture=(
            Furniture(span=at(text, "By Ama Example"), kind=FurnitureKind.BYLINE),
            Furniture(span=at(text, "Share this story"), kind=FurnitureKind.SHARING),
        ),
        repeats=(
            Repeat(first=at(text, "At least 31 people were injured."), again=at(text, "At least 31 people were injured.", 1)),
        ),
    )
    return Analysis(
        report=report,
        run=run_of(report),
        incidents=(_bombing(text), _killing(text)),
        claims=_market_claims(text),
        relations=(
            Relation(
                id="l-0001",
                kind=RelationKind.CONFLICT,
                parties=(Party(words="The Lantern Front", actor=LANTERN), Party(words="the Ashen Banner")),
                places=(Location(described="northern Mali", place=None, country="ML", precision=PlacePrecision.FUZZY),),
                span=at(text, "have fought over the trade routes of northern Mali"),
            ),
        ),
        quantities=(
            Quantity(
                harm=Harm.DISPLACED,
                count=Count.exactly(4000, CountBasis.ABOUT),
                words="Some 4,000 people",
                span=at(text, "Some 4,000 people have left the area"),
                claim="c-0007",
            ),
        ),
    )


def _bombing(text: str) -> IncidentMention:
    tuesday = date(2026, 3, 10)
    anchor = TimeAnchor(kind=AnchorKind.PUBLICATION, first=date(2026, 3, 11), last=date(2026, 3, 11))
    killed = Toll.of_parts(
        Harm.KILLED,
        (
            TollPart(
                words="17 civilians",
                count=Count.exactly(17),
                victims=Victims.CIVILIANS,
                kind=PartKind.PARTITION,
                span=at(text, "17 civilians"),
            ),
            TollPart(
                words="three soldiers",
                count=Count.exactly(3),
                victims=Victims.STATE_FORCES,
                kind=PartKind.PARTITION,
                span=at(text, "three soldiers"),
            ),
        ),
    )
    injured = Toll(harm=Harm.INJURED, total=Count(low=31, best=31, high=None, basis=CountBasis.AT_LEAST))
    bomber = RoleFiller(role=Role.PERPETRATOR, party=Party(words="The Lantern Front", actor=LANTERN))
    claimant = RoleFiller(role=Role.CLAIMANT, party=Party(words="The Lantern Front", actor=LANTERN))
    where = Location(described="a market in Tessalit", place=TESSALIT, country="ML", precision=PlacePrecision.EXACT)
    return IncidentMention(
        id="i-0001",
        triggers=(at(text, "bomb exploded"),),
        realis=Realis.ACTUAL,
        prominence=Prominence.MAIN,
        types=(Reading(span=at(text, "bomb exploded"), rule="trigger", value=IncidentType.BOMBING, claim="c-0001"),),
        whens=(
            Reading(
                span=at(text, "on Tuesday"),
                rule="weekday",
                value=When.within("XXXX-WXX-2", tuesday, tuesday, anchor=anchor),
                claim="c-0001",
            ),
        ),
        places=(Reading(span=at(text, "a market in Tessalit"), rule="settlement", value=where, claim="c-0001"),),
        tolls=(
            Reading(span=at(text, "killing 17 civilians and three soldiers"), rule="partition", value=killed, claim="c-0001"),
            Reading(span=at(text, "At least 31 people were injured"), rule="at-least", value=injured),
        ),
        roles=(
            Reading(span=at(text, "The Lantern Front"), rule="claimed", value=bomber, claim="c-0002"),
            Reading(span=at(text, "The Lantern Front"), rule="claimed", value=claimant, claim="c-0002"),
        ),
    )


def _killing(text: str) -> IncidentMention:
    one = Toll(harm=Harm.KILLED, total=Count.exactly(1, CountBasis.ONE_NAMED), victims=Victims.CIVILIANS)
    two = Toll(harm=Harm.KILLED, total=Count.exactly(2), victims=Victims.CIVILIANS)
    open_party = Party(words="the Lantern Front or the Ashen Banner", candidates=("actor:lantern-front", "actor:ashen-banner"))
    gunmen = RoleFiller(role=Role.PERPETRATOR, party=Party(words="gunmen"))
    blamed = RoleFiller(role=Role.PERPETRATOR, party=open_party)
    teacher = RoleFiller(role=Role.TARGET, party=Party(words="a teacher"))
    where = Location(described="near the town", place=TESSALIT, country="ML", precision=PlacePrecision.NEAR)
    return IncidentMention(
        id="i-0002",
        triggers=(at(text, "killed a teacher"),),
        realis=Realis.ACTUAL,
        prominence=Prominence.BACKGROUND,
        types=(Reading(span=at(text, "killed a teacher"), rule="trigger", value=IncidentType.TARGETED_KILLING),),
        whens=(Reading(span=at(text, "In April"), rule="month", value=When.unresolved("XXXX-04")),),
        places=(Reading(span=at(text, "near the town"), rule="anaphor", value=where),),
        tolls=(
            Reading(span=at(text, "a teacher"), rule="one-person", value=one),
            Reading(span=at(text, "two teachers had died"), rule="cardinal", value=two, claim="c-0006"),
        ),
        roles=(
            Reading(span=at(text, "gunmen"), rule="subject", value=gunmen),
            Reading(span=at(text, "the Lantern Front or the Ashen Banner"), rule="blamed", value=blamed, claim="c-0005"),
            Reading(span=at(text, "a teacher"), rule="object", value=teacher),
        ),
    )


def _source(text: str, words: str, kind: SourceKind, *, nth: int = 0, actor: str | None = None) -> Source:
    return Source(span=at(text, words, nth), words=words, kind=kind, actor=actor)


def _market_claims(text: str) -> tuple[Claim, ...]:
    lantern = _source(text, "The Lantern Front", SourceKind.ARMED_GROUP, actor=LANTERN.id)
    pronoun = at(text, "It denied").start
    it = Source(
        span=Span(start=pronoun, end=pronoun + len("It")),
        words="The Lantern Front",
        kind=SourceKind.ARMED_GROUP,
        antecedent=at(text, "The Lantern Front"),
        actor=LANTERN.id,
    )
    return (
        Claim(
            id="c-0001",
            content=(at(text, "A bomb exploded at a market in Tessalit on Tuesday, killing 17 civilians and three soldiers"),),
            cue=(at(text, "said"),),
            chain=(_source(text, "the army", SourceKind.STATE_FORCE, actor=ARMY.id),),
            polarity=Polarity.ASSERTS,
            certainty=Certainty(),
            about=("i-0001",),
        ),
        Claim(
            id="c-0002",
            content=(at(text, "responsibility for the attack"),),
            cue=(at(text, "claimed"),),
            chain=(lantern,),
            polarity=Polarity.ASSERTS,
            certainty=Certainty(force=Force.CONFIRMS, words=(at(text, "claimed"),)),
            about=("i-0001",),
        ),
        Claim(
            id="c-0003",
            content=(at(text, "civilians had been the target"),),
            cue=(at(text, "denied"),),
            chain=(it,),
            polarity=Polarity.DENIES,
            certainty=Certainty(),
            about=("i-0001",),
        ),
        Claim(
            id="c-0004",
            content=(at(text, "the bomber probably came from across the border"),),
            cue=(at(text, "told"),),
            chain=(
                _source(text, "Harbour Radio", SourceKind.OUTLET),
                _source(text, "A senior official", SourceKind.UNNAMED_OFFICIAL),
            ),
            polarity=Polarity.ASSERTS,
            certainty=Certainty(likelihood=Likelihood.LIKELY, words=(at(text, "probably"),)),
            about=("i-0001",),
        ),
        Claim(
            id="c-0005",
            content=(at(text, "the Lantern Front or the Ashen Banner"),),
            cue=(at(text, "blamed"),),
            chain=(_source(text, "Local elders", SourceKind.UNNAMED),),
            polarity=Polarity.ASSERTS,
            certainty=Certainty(force=Force.CONFIRMS, words=(at(text, "blamed"),)),
            about=("i-0002",),
        ),
        Claim(
            id="c-0006",
            content=(at(text, "two teachers had died"),),
            cue=(at(text, "said", 1),),
            chain=(_source(text, "The governor", SourceKind.GOVERNMENT),),
            polarity=Polarity.ASSERTS,
            certainty=Certainty(),
            about=("i-0002",),
        ),
        Claim(
            id="c-0007",
            content=(at(text, "Some 4,000 people have left the area since January"),),
            cue=(at(text, "said", text.count("said") - 1),),
            chain=(_source(text, "an aid group", SourceKind.ORGANISATION),),
            polarity=Polarity.ASSERTS,
            certainty=Certainty(),
        ),
        Claim(
            id="c-0008",
            content=(at(text, "whether a second attacker had escaped"),),
            cue=(at(text, "unclear"),),
            chain=(),
            polarity=Polarity.SAYS_UNKNOWN,
            certainty=Certainty(),
            about=("i-0001",),
        ),
        Claim(
            id="c-0009",
            content=(at(text, "The names of the soldiers"),),
            cue=(at(text, "have not been released"),),
            chain=(),
            polarity=Polarity.WITHHOLDS,
            certainty=Certainty(),
            about=("i-0001",),
        ),
    )


def convoy() -> Analysis:
    """Undated, without outlet and address; a country and no place, "dozens" and no number."""
    text = CONVOY
    report = Report(
        text=text,
        address=None,
        outlet=None,
        publication=None,
        title=at(text, "Dozens killed as gunmen attack convoy in Mali"),
        language="en",
    )
    where = Location(described="Mali", place=MALI, country="ML", precision=PlacePrecision.COUNTRY)
    dozens = Toll(harm=Harm.KILLED, total=Count(low=None, best=None, high=None, basis=CountBasis.VAGUE))
    incident = IncidentMention(
        id="i-0003",
        triggers=(at(text, "attacked a convoy"),),
        realis=Realis.ACTUAL,
        prominence=Prominence.MAIN,
        types=(Reading(span=at(text, "attacked a convoy"), rule="trigger", value=IncidentType.ARMED_ASSAULT),),
        whens=(Reading(span=at(text, "were killed when gunmen attacked"), rule="none", state=Knowledge.UNKNOWN),),
        places=(Reading(span=at(text, "in Mali", 1), rule="country", value=where),),
        tolls=(Reading(span=at(text, "Dozens of people were killed"), rule="vague", value=dozens),),
        roles=(
            Reading(
                span=at(text, "gunmen", 1),
                rule="subject",
                value=RoleFiller(role=Role.PERPETRATOR, party=Party(words="gunmen")),
            ),
        ),
    )
    claim = Claim(
        id="c-0010",
        content=(at(text, "Dozens of people were killed when gunmen attacked a convoy in Mali"),),
        cue=(at(text, "said"),),
        chain=(Source(span=at(text, "a witness"), words="a witness", kind=SourceKind.PRIVATE_PERSON),),
        polarity=Polarity.ASSERTS,
        certainty=Certainty(),
        about=("i-0003",),
    )
    return Analysis(report=report, run=run_of(report), incidents=(incident,), claims=(claim,))


def hostile() -> Analysis:
    """Escape sequences, markup of ours, a spreadsheet formula and a bidirectional override, all in one report."""
    text = HOSTILE
    title = at(text, text.partition("\n")[0])
    report = Report(
        text=text,
        address="javascript:alert(1)\x1b[31m",
        outlet="@outlet[/]",
        publication=None,
        title=title,
        language="en",
    )
    words = at(text, '+1 [bold]person[/bold] was killed by a bomb\x07 in Tessalit\u202e, "a source"')
    where = Location(described="Tessalit\u202e", place=TESSALIT, country="ML", precision=PlacePrecision.EXACT)
    when = When(
        expression="XXXX", anchor=None, start=When.unresolved("").start, end=When.unresolved("").end,
        precision=DatePrecision.UNKNOWN,
    )  # fmt: skip
    incident = IncidentMention(
        id="i-0004",
        triggers=(words,),
        realis=Realis.ACTUAL,
        prominence=Prominence.MAIN,
        types=(Reading(span=words, rule="trigger", value=IncidentType.BOMBING),),
        whens=(Reading(span=words, rule="none", value=when),),
        places=(Reading(span=words, rule="settlement", value=where),),
        tolls=(Reading(span=words, rule="cardinal", value=Toll(harm=Harm.KILLED, total=Count.exactly(1))),),
        roles=(
            Reading(
                span=words,
                rule="by",
                value=RoleFiller(role=Role.PERPETRATOR, party=Party(words="=cmd|' /C calc'!A0")),
            ),
        ),
    )
    claim = Claim(
        id="c-0011",
        content=(words,),
        cue=(at(text, "said"),),
        chain=(Source(span=at(text, '"a source"'), words='"a source"', kind=SourceKind.UNNAMED),),
        polarity=Polarity.ASSERTS,
        certainty=Certainty(),
    )
    return Analysis(report=report, run=run_of(report), incidents=(incident,), claims=(claim,))


def foreign() -> Report:
    """A report in a language that is not read."""
    text = "Una bomba en el mercado\n\nUna persona resultó herida, dijo la policía.\n"
    title = at(text, "Una bomba en el mercado")
    return Report(text=text, address=None, outlet="Radio Puerto", publication=None, title=title, language="es")


def filled_ledger(file: Path) -> str:
    """The address of a new ledger that holds the reports, a refused input and a report that is not read."""
    with Ledger.open(f"sqlite:///{file}") as ledger:
        for analysis in (market(), convoy(), hostile()):
            ledger.record(capture(analysis.report.text, "report.txt"), analysis, at=NOW)
        ledger.record_rejection(Rejection(capture=capture("", "empty.txt"), stage="clean", reason="it holds no text"), at=NOW)
        ledger.record_unread(capture(foreign().text, "es.txt"), Unread(report=foreign()), at=NOW)
    return f"sqlite:///{file}"


def capture(text: str, origin: str) -> Capture:
    return Capture(content=text.encode(), form=Form.PAGE_TEXT, origin=origin, received=NOW)
