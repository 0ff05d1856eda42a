"""Reports of our own making, as many as wanted: fictional incidents told by several outlets, for ledgers of any size.

Each report is a text with the analysis that a reader would make of it, so that a ledger can be filled without reading. Numbers of
reports per incident are heavy-tailed, as in the news: most have one or two, a few have a hundred. Everything follows from the seed.

python -m evaluation.generate_ledger FILE --reports 1000
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from overhorizon.domain.analysis import Analysis, AnalysisRun
from overhorizon.domain.claims import Certainty, Claim, Force, Polarity
from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence, Reading, Realis, Role, RoleFiller
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.places import Coordinates, Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.reports import Capture, Form, Publication, PublicationBasis, Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm, Toll
from overhorizon.store.ledger import Ledger

REPORTS_PER_INCIDENT: Final = 10 / 3  # 100,000 reports tell of 30,000 incidents
MOST_REPORTS: Final = 150  # of one incident
_YEARS: Final = 10
_FIRST_DAY: Final = date(2031, 1, 1)
_COUNTRIES: Final = (
    *("AF", "BF", "CD", "CO", "ET", "IQ", "LY", "ML", "MM", "MZ", "NE", "NG", "PH", "PK", "SD", "SO", "SS", "SY"),
    "UA",
    "YE",
)
_TOWNS: Final = 60  # of one country
_GROUPS: Final = 4
_OUTLETS: Final = 400
_KINDS: Final = (
    (IncidentType.BOMBING, "bomb went off", "A {thing} bomb went off at {site} in {town}"),
    (IncidentType.ARMED_ASSAULT, "attacked", "Gunmen attacked {site} in {town}"),
    (IncidentType.SHELLING, "shelled", "Fighters shelled {site} in {town}"),
    (IncidentType.AIR_STRIKE, "air strike", "An air strike hit {site} in {town}"),
)
_SITES: Final = "market bridge depot school clinic checkpoint mosque church mill harbour barracks station hotel mine dam".split()
_THINGS: Final = "roadside car lorry planted parcel".split()
_SYLLABLES: Final = "ba dor ki lun mar ne pos ra sil tev ul vas yan zo gher mok tal bri".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One report on its way into a ledger. ``event`` numbers the incident that it tells of."""

    capture: Capture
    analysis: Analysis
    at: datetime
    event: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    number: int
    day: date
    place: Place
    group: Actor
    kind: tuple[IncidentType, str, str]
    site: str
    thing: str
    killed: int


def arrivals(reports: int, *, seed: int = 1) -> Iterator[Arrival]:
    """So many reports, in the order in which they are first read: about as they are published."""
    chance = random.Random(seed)
    told = sorted(_tellings(reports, chance), key=lambda pair: (pair[1], pair[0].number))
    for number, (event, day) in enumerate(told):
        yield _report(event, day, number, random.Random(f"{seed} {number}"))


def _tellings(reports: int, chance: random.Random) -> Iterator[tuple[_Event, date]]:
    """Events with the days on which they are told of, as many as wanted; the days are denser for larger ledgers, as in the world."""
    events = max(1, round(reports / REPORTS_PER_INCIDENT))
    made = 0
    for number in range(events):
        left = reports - made - (events - number - 1)
        size = left if number == events - 1 else min(left, _size(chance))
        event = _event(number, chance)
        for _ in range(size):
            yield event, event.day + timedelta(days=min(int(chance.expovariate(0.6)), 20))
        made += size


def _size(chance: random.Random) -> int:
    """Reports of one incident: a Pareto tail whose mean is near REPORTS_PER_INCIDENT."""
    return min(MOST_REPORTS, int(chance.paretovariate(1.27)))


def _event(number: int, chance: random.Random) -> _Event:
    country = chance.choice(_COUNTRIES)
    town = min(int(chance.expovariate(0.08)), _TOWNS - 1)  # some towns are struck again and again
    return _Event(
        number=number,
        day=_FIRST_DAY + timedelta(days=chance.randrange(365 * _YEARS)),
        place=_place(country, town),
        group=_group(country, chance.randrange(_GROUPS)),
        kind=chance.choice(_KINDS),
        site=chance.choice(_SITES),
        thing=chance.choice(_THINGS),
        killed=min(int(chance.paretovariate(0.9)), 300),
    )


def _name(*parts: object) -> str:
    chance = random.Random(" ".join(map(str, parts)))
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _place(country: str, number: int) -> Place:
    chance = random.Random(f"place {country} {number}")
    return Place(
        id=f"oh:{country}-{number}",
        name=_name("town", country, number),
        kind=PlaceKind.SETTLEMENT,
        country=country,
        admin1=_name("province", country, number % 8),
        coordinates=Coordinates(lat=round(chance.uniform(-30, 50), 4), lon=round(chance.uniform(-10, 90), 4)),
        population=chance.randrange(1000, 400_000),
    )


def _group(country: str, number: int) -> Actor:
    name = f"{_name('group', country, number)} Front"
    return Actor(id=f"oh:{country}-front-{number}", name=name, kind=ActorKind.ARMED_GROUP, countries=(country,))


def _report(event: _Event, published: date, number: int, chance: random.Random) -> Arrival:
    killed = max(1, event.killed + chance.choice((0, 0, 0, 0, 1, 2, -1)))
    lead = event.kind[2].format(thing=event.thing, site=f"a {event.site}", town=event.place.name)
    text = (
        f"{event.place.name}: {killed} dead at a {event.site}\n\n"
        f"{lead} on {event.day:%d %B %Y}, killing {killed} people, police in {event.place.admin1} said. "
        f"The {event.group.name} was blamed for it.\n"
        f"Dispatch {number} of {chance.choice(('a correspondent', 'the desk', 'our staff'))}.\n"
    )
    outlet = min(int(chance.expovariate(0.02)), _OUTLETS - 1)
    report = Report(
        text=text,
        address=f"https://outlet-{outlet}.example/{number}",
        outlet=f"{_name('outlet', outlet)} Post",
        publication=Publication(first=published, last=published, basis=PublicationBasis.DECLARED)
        if chance.random() > 0.03
        else None,
        title=Span(start=0, end=text.index("\n")),
        language="en",
    )
    at = datetime(published.year, published.month, published.day, 18, tzinfo=UTC) + timedelta(seconds=number % 3600)
    capture = Capture(content=text.encode(), form=Form.RECORD, origin="generated", received=at)
    return Arrival(capture=capture, analysis=_analysis(report, event, killed), at=at, event=event.number)


def _analysis(report: Report, event: _Event, killed: int) -> Analysis:
    text = report.text
    body = text.index("\n\n")

    def span(words: str) -> Span:
        start = text.index(words, body)
        return Span(start=start, end=start + len(words))

    trigger, toll = span(event.kind[1]), span(f"{killed} people")
    ident = short_id("i", report.id, str(trigger.start), str(trigger.end))
    day = span(f"{event.day:%d %B %Y}")
    where = Location(described=event.place.name, place=event.place, country=event.place.country, precision=PlacePrecision.EXACT)
    party = RoleFiller(role=Role.PERPETRATOR, party=Party(words=f"The {event.group.name}", actor=event.group))
    police = span("police")
    content = Span(start=body + 2, end=police.start - 2)
    claim = Claim(
        id=short_id("c", report.id, "police"),
        content=(content,),
        cue=(span(" said"),),
        chain=(Source(span=police, words="police", kind=SourceKind.STATE_FORCE),),
        polarity=Polarity.ASSERTS,
        certainty=Certainty(force=Force.STATES),
        about=(ident,),
    )
    mention = IncidentMention(
        id=ident,
        triggers=(trigger,),
        realis=Realis.ACTUAL,
        prominence=Prominence.MAIN,
        types=(Reading(span=trigger, rule="generated", value=event.kind[0]),),
        whens=(Reading(span=day, rule="generated", value=When.within(event.day.isoformat(), event.day, event.day)),),
        places=(Reading(span=span(event.place.name), rule="generated", value=where),),
        tolls=(Reading(span=toll, rule="generated", value=Toll(harm=Harm.KILLED, total=Count.exactly(killed)), claim=claim.id),),
        roles=(Reading(span=span(event.group.name), rule="generated", value=party),),
    )
    run = AnalysisRun(revision=report.revision, encoder="generated", gazetteer="generated", code="generated")
    return Analysis(report=report, run=run, incidents=(mention,), claims=(claim,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with Ledger.open(str(given.file)) as ledger:
        for arrival in arrivals(given.reports, seed=given.seed):
            ledger.record(arrival.capture, arrival.analysis, at=arrival.at)


if __name__ == "__main__":
    main()
