"""Opening the ledger that a call names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from overhorizon.domain.errors import InvalidInput

if TYPE_CHECKING:
    from overhorizon.store.ledger import Ledger


def open_ledger(store: str | None, *, create: bool = False) -> Ledger:
    """The ledger of --store, of OVERHORIZON_STORE, or the user's own, whose folder is made when it is first written to."""
    from overhorizon.settings import Settings, default_ledger
    from overhorizon.store.ledger import Ledger  # deferred: loads SQLAlchemy

    settings = Settings.build(os.environ, store=store)
    own = default_ledger()
    if create and settings.store == f"sqlite:///{own}":
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InvalidInput(f"cannot make the folder {own.parent}: {error.strerror}; name a ledger with --store") from None
    return Ledger.open(settings.store, create=create)


def open_weighed(store: str | None) -> Ledger:
    """As `open_linked`, for looking at all of it: of incidents that nobody has weighed the number of dead is worked out first."""
    from overhorizon.cli.progress import watched
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.weighing import weigh

    ledger = open_linked(store)
    try:
        for _ in watched(weigh(ledger, Gazetteer.load()), "Weighing"):
            pass
    except BaseException:
        ledger.close()
        raise
    return ledger


def open_linked(store: str | None, *, create: bool = False) -> Ledger:
    """As `open_ledger`, for questions across reports: what older rules linked, or none, is linked by those of this version first."""
    from overhorizon.cli.progress import watched

    ledger = open_ledger(store, create=create)
    try:
        if runs := ledger.pending():
            for run in watched(iter(runs), "Linking"):
                ledger.integrate(run)
    except BaseException:
        ledger.close()
        raise
    return ledger
