"""One incident across reports as a single account with the preferred values, for codebooks that want one row an incident."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from overhorizon.domain.assessment import Holding, Property, Standing, Value
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence, Reading, Realis, Role, RoleFiller
from overhorizon.domain.places import Location
from overhorizon.domain.spans import Span
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Toll, Victims
from overhorizon.domain.views import IncidentView

_GONE: Final = {Standing.SUPERSEDED, Standing.DENIED}
T = TypeVar("T")


def preferred_mention(view: IncidentView) -> IncidentMention:
    """What the assessments prefer, under the incident's id, with the words of the account that says most.

    - Tolls: the preferred one first, then those that are contested with it, so that a codebook sees the lowest and the highest. "At least
      9" beside 14 is no rival of it.
    - Parties: those of the preferred value, then those that are neither contested, denied nor superseded: several can have a hand in it.
    - Where no assessment is, because nobody says more than a country or an unanchored day: the first account that says it.
    - Claimants, parties of a clash and attackers' own dead are those that any account names.
    - It happened if any account says that it did.

    Spans are of the reports that hold the values. They are for no quotation: only the triggers are words of the lead's report.
    """
    lead = view.lead.mention
    accounts = [m.mention for m in view.members]
    return IncidentMention(
        id=view.id,
        triggers=lead.triggers,
        realis=Realis.ACTUAL if any(a.realis is Realis.ACTUAL for a in accounts) else lead.realis,
        prominence=Prominence.MAIN if any(a.prominence is Prominence.MAIN for a in accounts) else lead.prominence,
        types=tuple(_kept(view, Property.MANNER, IncidentType)) or lead.types,
        whens=tuple(_kept(view, Property.DATE, When)) or _first(a.whens for a in (lead, *accounts)),
        places=tuple(_kept(view, Property.PLACE, Location)) or _first(a.places for a in (lead, *accounts)),
        tolls=(*_tolls(view), *_attackers(accounts)),
        roles=tuple(_roles(view, accounts)),
    )


def _kept(view: IncidentView, about: Property, kind: type[T]) -> Iterator[Reading[T]]:
    held = view.preferred(about)
    if held is not None and isinstance(held.value, kind):
        yield _reading(held, held.value)


def _first(groups: Iterable[tuple[Reading[T], ...]]) -> tuple[Reading[T], ...]:
    known = (tuple(r for r in group if r.value is not None) for group in groups)
    return next((group[:1] for group in known if group), ())


def _tolls(view: IncidentView) -> Iterator[Reading[Toll]]:
    for assessment in view.tolls():
        for number, holding in enumerate(assessment.holdings):
            if isinstance(holding.value, Toll) and (number == 0 or _is_rival(holding)):
                yield _reading(holding, holding.value)


def _is_rival(holding: Holding) -> bool:
    return Standing.CONTESTED in holding.standings and not _GONE & set(holding.standings)


def _attackers(accounts: Iterable[IncidentMention]) -> tuple[Reading[Toll], ...]:
    """Those of the latest account that counts them."""
    found: tuple[Reading[Toll], ...] = ()
    for account in accounts:
        mine = (r for r in account.tolls if r.value is not None and r.value.victims is Victims.ATTACKERS)
        found = tuple(r for r in mine if not (r.superseded or r.partial)) or found
    return found


def _roles(view: IncidentView, accounts: Iterable[IncidentMention]) -> Iterator[Reading[RoleFiller]]:
    accounts = list(accounts)
    named: dict[Value, Reading[RoleFiller]] = {}
    for reading in (r for account in accounts for r in account.roles if r.value is not None):
        named.setdefault(reading.value, reading)  # type: ignore[arg-type]  # known ones only
    for about in (Property.PERPETRATOR, Property.TARGET):
        assessment = view.assessment(about)
        for number, holding in enumerate(assessment.holdings if assessment else ()):
            stands = number == 0 or not (_GONE | {Standing.CONTESTED}) & set(holding.standings)
            if stands and holding.value in named and isinstance(holding.value, RoleFiller):  # a party, and not "civilians"
                yield _reading(holding, _acting(holding.value))
    yield from (r for value, r in named.items() if isinstance(value, RoleFiller) and value.role in (Role.CLAIMANT, Role.PARTY))


def _acting(filler: RoleFiller) -> RoleFiller:
    """Who claims a deed in words of their own is held to have done it."""
    return RoleFiller(role=Role.PERPETRATOR, party=filler.party) if filler.role is Role.CLAIMANT else filler


def _reading(holding: Holding, value: T) -> Reading[T]:
    first = holding.anchors[0]
    return Reading(span=Span(start=first.start, end=first.end), rule="preferred across reports", value=value)
