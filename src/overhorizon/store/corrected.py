"""What persons say, as a ledger keeps it: beside judgements there are corrections, notes and ratings."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from overhorizon.domain.corrections import Correction, Note, Rating, Undoing
from overhorizon.domain.history import NOW, Moment
from overhorizon.store import correcting, judging, summing
from overhorizon.store.moments import Grouping
from overhorizon.store.rows import Act


class Corrected(ABC):
    """What a ledger does for those who correct it. Each method is one transaction."""

    @abstractmethod
    def _reads(self, moment: Moment = NOW, grouping: Grouping | str = Grouping.ALL) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _writes(self) -> AbstractContextManager[Connection]: ...

    def correct(self, correction: Correction) -> None:
        """Keep a person's verdict on a reading. Raises InvalidInput where its report is not read."""
        with self._writes() as connection:
            correcting.add_correction(connection, correction)
            summing.unweigh(connection, [correction.report])

    def note(self, note: Note) -> None:
        """Keep a signed remark. Raises InvalidInput where its report is not in the ledger."""
        with self._writes() as connection:
            correcting.add_note(connection, note)

    def rate(self, rating: Rating) -> None:
        """Keep how reliable a person holds an outlet to be."""
        with self._writes() as connection:
            correcting.add_rating(connection, rating)

    def take_back(self, undoing: Undoing) -> Act:
        """Undo a correction, a note or a rating; what it was. Raises InvalidInput when none is named so, or it was undone before."""
        with self._writes() as connection:
            act = correcting.undo(connection, undoing)
            summing.unweigh(connection, act.reports)
        return act

    def corrections(self, reports: Collection[str], moment: Moment = NOW) -> dict[str, tuple[Correction, ...]]:
        """The corrections of some reports that hold, by report, at the words that stand."""
        with self._reads(moment, Grouping.NONE) as connection:
            return correcting.standing(connection, reports)

    def ratings(self, moment: Moment = NOW) -> dict[str, Rating]:
        """The rating that counts of each outlet that was rated, by `domain.corrections.outlet_key`."""
        with self._reads(moment, Grouping.NONE) as connection:
            return correcting.reliabilities(connection)

    def acts(self, reports: Collection[str] | None = None, moment: Moment = NOW) -> tuple[Act, ...]:
        """All that persons said and what was undone of it, the newest first; about some reports, or everything."""
        with self._reads(moment, Grouping.NONE) as connection:
            both = [*correcting.acts(connection, reports), *judging.acts(connection, reports)]
        return tuple(sorted(both, key=lambda act: (act.at, act.id), reverse=True))
