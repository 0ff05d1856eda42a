"""Small fictional reports, read by hand."""

from datetime import UTC, date, datetime, timedelta

from overhorizon.domain.analysis import Analysis, AnalysisRun, Mention, MentionKind
from overhorizon.domain.claims import Certainty, Claim, Force, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence, Reading, Realis, Role, RoleFiller
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.places import Location, PlacePrecision
from overhorizon.domain.reports import Capture, Form, Furniture, FurnitureKind, Publication, PublicationBasis, Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When

DAY = datetime(2030, 5, 1, 12, tzinfo=UTC)
FRONT = Actor(id="oh:quarry-front", name="Quarry Front", kind=ActorKind.ARMED_GROUP, aliases=("QF", "Front de la Carrière"))
BOMBING = """Blast at the depot in Orsova

A bomb went off at the depot in Orsova on 3 April 2030, police said. The Quarry Front denied any part in it.
Odile Renn, who sells bread beside the gate, said she saw two men run. Read next: the zinc harvest
"""
CLASH = """Shots near the river

Soldiers fought with the Basalt Brigade near the river. It is unclear when. \
Quarry Front fighters may have joined, an official said.
"""


def later(days: int) -> datetime:
    return DAY + timedelta(days=days)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def publication(first: date, last: date | None = None) -> Publication:
    return Publication(first=first, last=last or first, basis=PublicationBasis.DECLARED)


def capture(content: str = "as it came", *, form: Form = Form.RECORD, origin: str = "reports.jsonl") -> Capture:
    return Capture(content=content.encode(), form=form, origin=origin, received=DAY)


def report(
    text: str = BOMBING,
    *,
    address: str | None = "https://lantern.example/depot",
    outlet: str | None = "The Orsova Lantern",
    published: Publication | None = None,
    furniture: tuple[Furniture, ...] = (),
) -> Report:
    title = Span(start=0, end=text.index("\n")) if "\n" in text else None
    return Report(
        text=text, address=address, outlet=outlet, publication=published, title=title, language="en", furniture=furniture
    )


def run(of: Report, *, encoder: str = "rules-1", code: str = "0.1.0") -> AnalysisRun:
    return AnalysisRun(revision=of.revision, encoder=encoder, gazetteer="gazetteer-1", code=code)


def bare(of: Report, *, encoder: str = "rules-1") -> Analysis:
    """A report in which nothing was found."""
    return Analysis(report=of, run=run(of, encoder=encoder))


def incident(
    ident: str, trigger: Span, type_: IncidentType, *, when: When | None, country: str, roles: tuple[Reading[RoleFiller], ...]
) -> IncidentMention:
    where = Location(described="Orsova", place=None, country=country, precision=PlacePrecision.NEAR)
    return IncidentMention(
        id=ident,
        triggers=(trigger,),
        realis=Realis.ACTUAL,
        prominence=Prominence.MAIN,
        types=(Reading(span=trigger, rule="trigger", value=type_),),
        whens=(Reading(span=trigger, rule="date", value=when),) if when else (),
        places=(Reading(span=trigger, rule="place", value=where),),
        roles=roles,
    )


def role(where: Span, kind: Role, party: Party) -> Reading[RoleFiller]:
    return Reading(span=where, rule="role", value=RoleFiller(role=kind, party=party))


def bombing(published: Publication | None = None) -> Analysis:
    """An incident with a day; a claim by police, a denial by a group, one by a private person; a line of furniture."""
    said = "A bomb went off at the depot in Orsova on 3 April 2030"
    text = BOMBING
    of = report(
        published=published, furniture=(Furniture(span=span(text, "Read next: the zinc harvest"), kind=FurnitureKind.PROMOTION),)
    )
    bomb = incident(
        "i-depot",
        span(text, "bomb went off"),
        IncidentType.BOMBING,
        when=When.within("2030-04-03", date(2030, 4, 3), date(2030, 4, 3)),
        country="RO",
        roles=(
            role(span(text, "Quarry Front"), Role.PERPETRATOR, Party(words="Quarry Front", actor=FRONT)),
            role(span(text, "Odile Renn"), Role.TARGET, Party(words="Odile Renn")),
        ),
    )

    def claim(ident: str, content: str, source: Source, polarity: Polarity, force: Force = Force.STATES) -> Claim:
        return Claim(
            id=ident,
            content=(span(text, content),),
            cue=(),
            chain=(source,),
            polarity=polarity,
            certainty=Certainty(force=force),
            about=("i-depot",) if polarity is not Polarity.DENIES or ident == "c-2" else (),
        )

    police = Source(span=span(text, "police"), words="police", kind=SourceKind.STATE_FORCE)
    front = Source(span=span(text, "The Quarry Front"), words="The Quarry Front", kind=SourceKind.ARMED_GROUP, actor=FRONT.id)
    witness = Source(span=span(text, "Odile Renn"), words="Odile Renn", kind=SourceKind.PRIVATE_PERSON)
    return Analysis(
        report=of,
        run=run(of),
        mentions=(Mention(span=span(text, "Odile Renn"), kind=MentionKind.PERSON),),
        incidents=(bomb,),
        claims=(
            claim("c-1", said, police, Polarity.ASSERTS, Force.CONFIRMS),
            claim("c-2", "any part in it", front, Polarity.DENIES),
            claim("c-3", "she saw two men run", witness, Polarity.ASSERTS),
        ),
    )


def clash(published: Publication | None = None) -> Analysis:
    """An undated clash between soldiers and a group that no registry has; the outlet's own voice, and an unnamed official."""
    text = CLASH
    of = report(text, address=None, outlet="Harbour Post", published=published)
    brigade = span(text, "Basalt Brigade")
    fight = incident(
        "i-river",
        span(text, "fought"),
        IncidentType.ARMED_CLASH,
        when=None,
        country="MD",
        roles=(
            role(brigade, Role.PARTY, Party(words="Basalt Brigade")),
            role(span(text, "Quarry Front fighters"), Role.PARTY, Party(words="Quarry Front fighters", actor=FRONT)),
        ),
    )
    official = Source(span=span(text, "an official"), words="an official", kind=SourceKind.UNNAMED_OFFICIAL)
    own = Claim(
        id="c-1",
        content=(span(text, "It is unclear when"),),
        cue=(),
        chain=(),
        polarity=Polarity.SAYS_UNKNOWN,
        certainty=Certainty(),
        about=("i-river",),
    )
    hedged = Claim(
        id="c-2",
        content=(span(text, "Quarry Front fighters may have joined"),),
        cue=(),
        chain=(official,),
        polarity=Polarity.ASSERTS,
        certainty=Certainty(force=Force.HEDGES),
        about=("i-river",),
    )
    mentions = (Mention(span=brigade, kind=MentionKind.ARMED_GROUP),)
    return Analysis(report=of, run=run(of), mentions=mentions, incidents=(fight,), claims=(own, hedged))
