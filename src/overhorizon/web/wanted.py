"""What pages and JSON are asked of incidents, reports and claims, from an address; empty fields of a form ask nothing."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from overhorizon.domain.claims import Polarity
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.scale import Scale
from overhorizon.domain.watches import Theatre, Trigger
from overhorizon.gazetteer import Gazetteer
from overhorizon.store.filters import AlertFilter, ClaimFilter, IncidentFilter, ReportFilter
from overhorizon.web.overview import Summary
from overhorizon.wording import parse

_DAY = Query(max_length=20, description="A day, month or year: 2026-03-14, 2026-03 or 2026.")
_COUNTRY = Query(max_length=80, description="By name or ISO code.")
_ACTOR = Query(max_length=200, description="Words of a name, or a registry id.")
_TYPE = Query(max_length=80, description=f"One of: {', '.join(kind.value for kind in IncidentType)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of incidents; None asks nothing. Days are those of the incident, both included.

    ``killed`` is the least number of dead: neither the preferred one nor one held against it is lower.
    ``theatre`` names one of the settings, ``place`` one of the gazetteer.
    """

    country: str | None = None
    type: IncidentType | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None
    killed: int = 0
    theatre: str | None = None
    place: str | None = None

    @property
    def query(self) -> dict[str, object]:
        """As an address has it."""
        kind = self.type.value if self.type else None
        asked: dict[str, object] = {"country": self.country, "type": kind, "actor": self.actor, "since": self.since}
        return asked | {"until": self.until, "killed": self.killed, "theatre": self.theatre, "place": self.place}

    @property
    def asks(self) -> bool:
        return any(value not in (None, 0) for value in self.query.values())

    def filter_of(self, limit: int) -> IncidentFilter:
        """As the ledger is asked of accounts. Raises InvalidInput for what only incidents are asked."""
        if self.killed or self.theatre or self.place:
            raise InvalidInput("accounts are not asked for by killed, theatre or place: leave them out")
        return IncidentFilter(
            country=self.country, actor=self.actor, type=self.type, since=self.since, until=self.until, limit=limit
        )

    def matches(self, summary: Summary) -> bool:
        """Whether an incident is asked for; theatres apart."""
        if self.country is not None and self.country not in summary.countries:
            return False
        if self.place is not None and not _is_at(summary, self.place):
            return False
        if self.type is not None and self.type not in summary.types:
            return False
        if self.actor is not None and not _names(summary, self.actor):
            return False
        if self.killed and (summary.killed[0] or 0) < self.killed:
            return False
        return self._is_within(summary)

    def _is_within(self, summary: Summary) -> bool:
        if self.since is None and self.until is None:
            return True
        if summary.day is None or summary.until is None:
            return False
        return (self.since is None or summary.until >= self.since) and (self.until is None or summary.day <= self.until)


def is_in(theatre: Theatre, summary: Summary, gazetteer: Gazetteer) -> bool:
    """Whether it happened in a theatre, or is the deed or the loss of one of its actors, by any of its accounts."""
    if any(s.glimpse.location is not None and theatre.holds(s.glimpse.location) for s in summary.accounts):
        return True
    known = (gazetteer.actors.get(actor) for actor in summary.actors)
    parents = (parent for actor in known if actor for parent in actor.parents)
    return not {*summary.actors, *parents}.isdisjoint(theatre.actors)


def _is_at(summary: Summary, name: str) -> bool:
    """Whether an account puts it at the place of this name."""
    places = (s.glimpse.location.place for s in summary.accounts if s.glimpse.location is not None)
    return any(place is not None and place.name == name for place in places)


def _names(summary: Summary, actor: str) -> bool:
    """Whether an actor is meant by its registry id, or its words hold those asked for."""
    if actor in summary.actors:
        return True
    wanted = actor.casefold()
    return any(wanted in part.words.casefold() for s in summary.accounts for part in s.glimpse.parts)


def wanted(  # noqa: PLR0913  # the fields of a form
    country: Annotated[str | None, _COUNTRY] = None,
    type: Annotated[str | None, _TYPE] = None,
    actor: Annotated[str | None, _ACTOR] = None,
    since: Annotated[str | None, _DAY] = None,
    until: Annotated[str | None, _DAY] = None,
    killed: Annotated[
        str | None, Query(max_length=9, description="The least number of dead: no figure that counts is lower.")
    ] = None,
    place: Annotated[str | None, Query(max_length=200, description="A place, by its whole name.")] = None,
) -> Wanted:
    """Raises InvalidInput for what cannot be asked."""
    first, last = parse.period(since or None, until or None)
    return Wanted(
        country=parse.country(country or None),
        type=parse.choice(type or None, IncidentType, "type"),
        actor=(actor or "").strip() or None,
        since=first,
        until=last,
        killed=int(killed) if killed and killed.isascii() and killed.isdecimal() else 0,
        place=place or None,
    )


def wanted_in(
    asked: Annotated[Wanted, Depends(wanted)],
    theatre: Annotated[str | None, Query(max_length=200, description="A theatre of the settings, by name.")] = None,
) -> Wanted:
    return replace(asked, theatre=theatre or None)


def wanted_reports(
    outlet: Annotated[str | None, Query(max_length=200)] = None,
    since: Annotated[str | None, _DAY] = None,
    until: Annotated[str | None, _DAY] = None,
) -> ReportFilter:
    """By outlet and days of publication. Raises InvalidInput for what cannot be asked."""
    first, last = parse.period(since or None, until or None)
    return ReportFilter(outlet=outlet or None, since=first, until=last)


def wanted_claims(
    about_incidents: Annotated[Wanted, Depends(wanted)],
    speaker: Annotated[str | None, Query(max_length=200, description="First voice: words of its name, or a registry id.")] = None,
    about: Annotated[str | None, Query(max_length=200, description="An incident mention or relation, or words.")] = None,
    polarity: Annotated[str | None, Query(max_length=40)] = None,
    certainty: Annotated[str | None, Query(max_length=40)] = None,
) -> ClaimFilter:
    """Days are those of publication. Raises InvalidInput for what cannot be asked."""
    return ClaimFilter(
        speaker=speaker or None,
        about=about or None,
        polarity=parse.choice(polarity or None, Polarity, "polarity"),
        certainty=parse.choice(certainty or None, Scale, "certainty"),
        country=about_incidents.country,
        actor=about_incidents.actor,
        type=about_incidents.type,
        since=about_incidents.since,
        until=about_incidents.until,
    )


def wanted_alerts(
    watch: Annotated[str | None, Query(max_length=200)] = None,
    theatre: Annotated[str | None, Query(max_length=200)] = None,
    trigger: Annotated[str | None, Query(max_length=80, description=f"One of: {', '.join(t.value for t in Trigger)}.")] = None,
    thread: Annotated[str | None, Query(max_length=80, description="The id of the first alert of a thread.")] = None,
) -> AlertFilter:
    """Raises InvalidInput for what cannot be asked."""
    kind = parse.choice(trigger or None, Trigger, "trigger")
    return AlertFilter(watch=watch or None, theatre=theatre or None, trigger=kind, thread=thread or None)


Filters = Annotated[Wanted, Depends(wanted_in)]
OfReports = Annotated[ReportFilter, Depends(wanted_reports)]
OfAlerts = Annotated[AlertFilter, Depends(wanted_alerts)]
OfClaims = Annotated[ClaimFilter, Depends(wanted_claims)]
