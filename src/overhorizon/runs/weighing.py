"""How many died, of every incident, as its assessment has it: worked out once and kept, for lists and maps of a whole ledger.

One function gives the number to lists, maps, briefs and this table (`brief.words.killed_of`), so that they cannot say different ones.
"""

from collections.abc import Iterator
from typing import Final

from overhorizon import pipeline
from overhorizon.brief.words import killed_of
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import NOW, Moment
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.assessing import view
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import Figure

UNKNOWN: Final = Figure(low=None, best=None, high=None)
_AT_ONCE: Final = 50  # incidents of one transaction


def rules(gazetteer: Gazetteer) -> str:
    """The fingerprint of what weighs: equal ones give equal numbers."""
    return f"{pipeline.briefing_fingerprint()} {gazetteer.fingerprint}"


def weighed(ledger: Ledger, name: str, gazetteer: Gazetteer, moment: Moment = NOW) -> Figure:
    """How many died in one incident. Of one that is gone meanwhile nothing is known."""
    try:
        row = ledger.incident(name, moment)
    except InvalidInput:
        return UNKNOWN
    killed = killed_of(view(row, gazetteer))
    return Figure(low=killed.low, best=killed.best, high=killed.high) if killed else UNKNOWN


def weigh(ledger: Ledger, gazetteer: Gazetteer) -> Iterator[str]:
    """Weigh what nobody has, and keep it; each incident is yielded when it is done. What changes meanwhile stays to be weighed."""
    by, done = rules(gazetteer), list[tuple[int, Figure]]()
    for stamp, name in ledger.unweighed(by):
        done.append((stamp, weighed(ledger, name, gazetteer)))
        if len(done) == _AT_ONCE:
            ledger.keep_weighed(done, by)
            done.clear()
        yield name
    ledger.keep_weighed(done, by)
