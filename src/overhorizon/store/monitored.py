"""The monitor's side of a ledger: what was touched, observed, told, and how far feeds were read (docs/decisions/0012)."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.watches import Alert
from overhorizon.store import monitoring, reading
from overhorizon.store.filters import AlertFilter
from overhorizon.store.monitoring import Answer, Progress
from overhorizon.store.rows import FeedRow, Found, Touched


class Monitored(ABC):
    """What a ledger does for a monitor. Each method is one transaction."""

    @abstractmethod
    def _reads(self, moment: Moment = NOW) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _writes(self, progress: Progress | None = None, at: datetime | None = None) -> AbstractContextManager[Connection]: ...

    def touched(self) -> Touched | None:
        """The incident that was touched first and that nobody has looked at since, as it stands; None when all were looked at."""
        with self._reads() as connection:
            return monitoring.touched(connection)

    def sharing(self, revision: str) -> tuple[Analysis, ...]:
        """Reports that were looked at and may be near duplicates of this revision, as they are read now."""
        with self._reads() as connection:
            return tuple(reading.analysis(connection, report) for report in monitoring.sharing(connection, revision))

    def answer(self, given: Answer, *, at: datetime) -> tuple[Alert, ...]:
        """Keep what was observed of a touched incident with the alerts that it raised, in one transaction; those that were new."""
        with self._writes() as connection:
            return monitoring.answer(connection, given, at)

    def raise_alerts(
        self, alerts: Sequence[Alert], channels: Mapping[str, Sequence[str]], *, at: datetime, progress: Progress | None = None
    ) -> tuple[Alert, ...]:
        """Keep alerts that are of no incident; those that were new. ``channels`` are those of each watch."""
        with self._writes(progress, at) as connection:
            return monitoring.keep_alerts(connection, alerts, channels, at)

    def look_away(self) -> int:
        """Take all that is there as looked at, before a ledger is watched for the first time; how many accounts that were."""
        with self._writes() as connection:
            return monitoring.mark_all_seen(connection)

    def alerts(self, wanted: AlertFilter | None = None) -> Found[Alert]:
        """Alerts, the newest first."""
        with self._reads() as connection:
            return monitoring.alerts(connection, wanted or AlertFilter())

    def alerts_about(self, accounts: Iterable[str]) -> tuple[Alert, ...]:
        """Alerts of incidents that held one of these accounts (ids of incident mentions), the oldest first."""
        with self._reads() as connection:
            return monitoring.alerts_about(connection, accounts)

    def told(self, countries: Collection[str], since: datetime | None = None) -> tuple[Account, ...]:
        """Accounts of incidents in these countries, or in none that is known, of which somebody was told since a time (None: ever)."""
        with self._reads() as connection:
            return monitoring.told(connection, countries, since)

    def deliveries(self, state: DeliveryState | None = DeliveryState.WAITING) -> tuple[Delivery, ...]:
        """Alerts on their way to channels, in a state or (None) in any."""
        with self._reads() as connection:
            return monitoring.deliveries(connection, state)

    def keep_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Keep how attempts to deliver went, together."""
        with self._writes() as connection:
            for delivery in deliveries:
                monitoring.keep_delivery(connection, delivery)

    def keep_progress(self, progress: Progress, *, at: datetime) -> None:
        """Keep how far a feed was read, where nothing came of it."""
        with self._writes(progress, at):
            pass

    def feed_states(self) -> tuple[FeedRow, ...]:
        """How far each feed was read, by name."""
        with self._reads() as connection:
            return monitoring.feed_states(connection)
