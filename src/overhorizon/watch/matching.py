"""Whether an incident is what a watch asks for."""

from collections.abc import Iterator

from overhorizon.domain.incidents import Prominence, Realis
from overhorizon.domain.observed import Observed
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location
from overhorizon.domain.views import IncidentView
from overhorizon.domain.watches import Theatre, Watch, theatres_of

HAPPENED = (Realis.ACTUAL, Realis.ATTEMPTED)


def matches(watch: Watch, view: IncidentView, now: Observed) -> bool:
    """Whether every condition of the watch holds: of rival readings one is enough."""
    return (
        (not watch.theatres or bool(theatres_of(watch.theatres, locations(view), parties(view))))
        and (not watch.types or not {m.mention.type for m in view.members}.isdisjoint(watch.types))
        and (not watch.actors or any(_is_one(party, watch.actors) for party in parties(view)))
        and now.killed >= watch.killed_at_least
        and len(now.roots) >= watch.roots_at_least
    )


def theatre_of(watch: Watch, view: IncidentView) -> Theatre | None:
    """The first theatre of the watch in which the incident is."""
    return next(iter(theatres_of(watch.theatres, locations(view), parties(view))), None)


def locations(view: IncidentView) -> Iterator[Location]:
    """Where its accounts put it."""
    return (r.value for m in view.members for r in m.mention.places if r.value is not None)


def parties(view: IncidentView) -> Iterator[Party]:
    """Who has any role in it."""
    return (r.value.party for m in view.members for r in m.mention.roles if r.value is not None)


def _is_one(party: Party, actors: tuple[str, ...]) -> bool:
    actor = party.actor
    return actor is not None and not {actor.id, *actor.parents}.isdisjoint(actors)


def is_told(view: IncidentView) -> bool:
    """Whether it is news in itself: said to have happened, and the subject of a report or told there with a day, a place and a harm.

    Of a report's subject a word and a place are too little: it waits for a day, a harm or a party, which may come with a later report.
    """
    for member in view.members:
        mention = member.mention
        if mention.realis not in HAPPENED:
            continue
        has_day = mention.when is not None and mention.when.is_resolved
        if mention.prominence is Prominence.MAIN and (
            has_day or mention.tolls or any(r.value is not None for r in mention.roles)
        ):
            return True
        if has_day and mention.location is not None and mention.tolls:
            return True
    return False
