"""The settings file's word on outlets, kept in the ledger like any person's: so it reaches every grade, whoever asks, at any moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from overhorizon.domain.assessment import Reliability
from overhorizon.domain.corrections import Rating, Undoing, outlet_key
from overhorizon.store.ledger import Ledger

AUTHOR: Final = "settings file"
_SAYS: Final = "as the settings file says"
_SAYS_NO_MORE: Final = "the settings file says so no more"


def follow(ledger: Ledger, reliabilities: Iterable[tuple[str, Reliability]], *, at: datetime) -> int:
    """Keep what the file says otherwise than when it was last followed; how many outlets that were.

    The file speaks when it changes: what a person says in the workbench after that counts until the file says something else. An
    outlet that it names no more has its rating taken back.
    """
    said = {
        outlet_key(act.said.outlet): act.said
        for act in reversed(ledger.acts())
        if isinstance(act.said, Rating) and act.said.author == AUTHOR and act.undone is None
    }
    named = {outlet_key(outlet): (outlet, letter) for outlet, letter in reliabilities}
    changed = [
        (outlet, letter) for key, (outlet, letter) in named.items() if key not in said or said[key].reliability is not letter
    ]
    gone = [rating for key, rating in said.items() if key not in named or said[key].reliability is not named[key][1]]
    for rating in gone:
        ledger.take_back(Undoing(of=rating.id, reason=_SAYS_NO_MORE, author=AUTHOR, at=at))
    for outlet, letter in changed:
        ledger.rate(Rating(outlet=outlet, reliability=letter, reason=_SAYS, author=AUTHOR, at=at))
    return len({outlet_key(outlet) for outlet, _ in changed} | {outlet_key(rating.outlet) for rating in gone})
