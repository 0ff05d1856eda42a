"""Spread: an actor in a country, or in a first-order division, where the ledger had not seen it before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.surveillance import Sighting, Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadOptions:
    """What must be known before "not seen before" means anything. Raises InvalidInput for what makes no sense."""

    least_days: int = 180  # between the ledger's first report and the sighting
    least_sightings: int = 10  # of the actor; for a division: of the actor in this country, with their division

    def __post_init__(self) -> None:
        if self.least_days < 1 or self.least_sightings < 1:
            raise InvalidInput("a history of sightings has 1 day and 1 sighting or more")


DEFAULTS: Final = SpreadOptions()


def spreads(
    before: Iterable[Sighting], new: Iterable[Sighting], *, since: date, options: SpreadOptions = DEFAULTS
) -> tuple[Spread, ...]:
    """Where actors are seen among ``new`` and were not seen ``before``, each once, by day, actor and place; order of input is nothing.

    ``since`` is the day of the ledger's first report: what is newer than it by less than the least history is no spread, and a report
    of old times that is read late is none either. A new country is told as such, without its divisions. An actor that was never seen
    is new, not spread. Sightings in a country without their division do not count as knowing its divisions.
    """
    countries: dict[str, list[str]] = defaultdict(list)
    divisions: dict[tuple[str, str], list[str]] = defaultdict(list)
    for sighting in before:
        countries[sighting.actor].append(sighting.country)
        if sighting.admin1 is not None:
            divisions[sighting.actor, sighting.country].append(sighting.admin1)
    found: dict[tuple[str, str, str | None], Spread] = {}
    for sighting in sorted(new, key=lambda s: (s.day, s.actor, s.country, s.admin1 or "")):
        actor, country = sighting.actor, sighting.country
        admin1 = sighting.admin1 if country in countries[actor] else None
        seen = divisions[actor, country] if admin1 is not None else countries[actor]
        if (admin1 or country) in seen:
            continue
        if len(seen) < options.least_sightings or (sighting.day - since).days < options.least_days:
            continue
        key = (actor, country, admin1)
        if key not in found:
            found[key] = Spread(
                actor=actor,
                country=country,
                admin1=admin1,
                day=sighting.day,
                known=tuple(sorted(set(seen))),
                sightings=len(seen),
            )
    return tuple(found.values())
