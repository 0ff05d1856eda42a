"""The workbench's side of a ledger: every incident in one row, and what has changed (docs/decisions/0014)."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from overhorizon.domain.history import NOW, Moment
from overhorizon.store import moments, summing
from overhorizon.store.moments import Grouping
from overhorizon.store.rows import Changed, Figure, Regrouped


class Summarised(ABC):
    """What a ledger does for those who look at all of it. Each method is one transaction."""

    @abstractmethod
    def _reads(self, moment: Moment = NOW, grouping: Grouping | str = Grouping.ALL) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _writes(self) -> AbstractContextManager[Connection]: ...

    def changed(self, after: int, rules: str) -> Changed:
        """Incidents that changed after a stamp (0: all), with what was weighed by ``rules``, the fingerprint of what weighs."""
        with self._reads() as connection:
            return summing.changed(connection, after, rules)

    def names(self) -> frozenset[str]:
        """The ids of all incidents."""
        with self._reads() as connection:
            return summing.names(connection)

    def regrouped(self, moment: Moment) -> Regrouped:
        """How the incidents of a past moment differ from those of now; the others are worked out no more than now."""
        with self._reads(moment, Grouping.NONE) as connection:
            return moments.regrouped(connection, moment)

    def unweighed(self, rules: str) -> tuple[tuple[int, str], ...]:
        """Stamps and ids of the incidents that these rules have not weighed."""
        with self._reads() as connection:
            return tuple(summing.unweighed(connection, rules))

    def keep_weighed(self, weighed: Collection[tuple[int, Figure]], rules: str) -> None:
        """Keep how many died, by the stamps that `unweighed` gave: of what has changed since, nothing is kept."""
        with self._writes() as connection:
            summing.keep(connection, weighed, rules)
