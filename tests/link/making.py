"""Accounts made by hand, of fictional reports: only what a test is about is given."""

from datetime import UTC, date, datetime

from overhorizon.domain.accounts import Account
from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence, Reading, Realis, Role, RoleFiller
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Coordinates, Location, Place, PlaceKind, PlacePrecision
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Count, Harm, Toll

HERE = Span(start=0, end=5)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TOWNS = {
    "Gao": Place(
        id="geonames:1", name="Gao", kind=PlaceKind.SETTLEMENT, country="ML", admin1="Gao", coordinates=Coordinates(lat=16.3, lon=0)
    ),
    "Kidal": Place(
        id="geonames:2", name="Kidal", kind=PlaceKind.SETTLEMENT, country="ML", admin1="Kidal", coordinates=Coordinates(lat=18.4, lon=1.4)
    ),
    "Bouaké": Place(
        id="geonames:3", name="Bouaké", kind=PlaceKind.SETTLEMENT, country="CI", admin1="Gbêkê", coordinates=Coordinates(lat=7.7, lon=-5)
    ),
}  # fmt: skip


def account(
    report: str,
    *,
    day: date | tuple[date, date] | None = None,
    town: str | None = None,
    kind: IncidentType = IncidentType.BOMBING,
    killed: int | None = None,
    attacker: str | None = None,
    target: str | None = None,
    words: str = "",
    names: str = "",
    published: date | None = None,
    main: bool = True,
    start: int = 0,
    realis: Realis = Realis.ACTUAL,
) -> Account:
    trigger = Span(start=start, end=start + 5)
    first, last = day if isinstance(day, tuple) else (day, day)
    roles = [(Role.PERPETRATOR, attacker), (Role.TARGET, target)]
    mention = IncidentMention(
        id=short_id("i", report, str(trigger.start), str(trigger.end)),
        triggers=(trigger,),
        realis=realis,
        prominence=Prominence.MAIN if main else Prominence.BACKGROUND,
        types=(Reading(span=trigger, rule="made", value=kind),),
        whens=(Reading(span=HERE, rule="made", value=When.within("made", first, last)),) if first and last else (),
        places=(Reading(span=HERE, rule="made", value=_at(town)),) if town else (),
        tolls=(Reading(span=HERE, rule="made", value=Toll(harm=Harm.KILLED, total=Count.exactly(killed))),) if killed else (),
        roles=tuple(
            Reading(span=HERE, rule="made", value=RoleFiller(role=role, party=Party(words=name))) for role, name in roles if name
        ),
    )
    return Account(
        mention=mention,
        report=report,
        revision=f"v-{report}",
        outlet=None,
        published_first=published,
        published_last=published,
        first_seen=NOON,
        since=published or NOON.date(),
        words=tuple(sorted(set(words.split()))),
        names=tuple(sorted(set(names.split()))),
    )


def _at(town: str) -> Location:
    return Location(described=town, place=TOWNS[town], country=TOWNS[town].country, precision=PlacePrecision.EXACT)


def by_rule(a: Account, b: Account, chance: float) -> Judgement:
    """A rule's judgement with this probability of *same*; 0 excludes."""
    verdict = Verdict.SAME if chance >= 0.8 else Verdict.DIFFERENT if chance <= 0.3 else Verdict.UNSURE
    first, second = in_order(a.anchor, b.anchor, verdict)
    return Judgement(first=first, second=second, verdict=verdict, reason="made", probability=chance)


def by_person(a: Account, b: Account, verdict: Verdict, *, at: datetime = NOON) -> Judgement:
    first, second = in_order(a.anchor, b.anchor, verdict)
    return Judgement(first=first, second=second, verdict=verdict, reason="read both", author="ada", at=at)
