"""The monitor's side of a ledger: what was touched, observed, told, and how far feeds were read (docs/decisions/0012)."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.deliveries import Delivery
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.watches import Alert
from overhorizon.store import monitoring, reading, watching
from overhorizon.store.filters import AlertFilter
from overhorizon.store.monitoring import Answer, Progress
from overhorizon.store.rows import FeedRow, Found, KeptWatch, Queued, Touched


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

    def raise_alerts(self, alerts: Sequence[Alert], channels: Mapping[str, Sequence[str]], *, at: datetime) -> tuple[Alert, ...]:
        """Keep alerts that are of no incident, and that the day (UTC) was surveyed; those that were new.

        ``channels`` are those of each watch.
        """
        with self._writes() as connection:
            watching.keep_survey(connection, at.astimezone(UTC).date(), at)
            return monitoring.keep_alerts(connection, alerts, channels, at)

    def last_survey(self) -> date | None:
        """The last day (UTC) that was surveyed."""
        with self._reads() as connection:
            return watching.last_survey(connection)

    def givers(self, *, known_at: datetime | None = None) -> dict[str, tuple[str, ...]]:
        """The names of the feeds that gave each report until a time (None: ever), by report."""
        with self._reads() as connection:
            return watching.givers(connection, known_at)

    def days_given(self) -> dict[str, tuple[date, ...]]:
        """The days (UTC) on which each feed gave a report, by its name."""
        with self._reads() as connection:
            return watching.days_given(connection)

    def keep_watch(self, watch: KeptWatch) -> None:
        """Keep a watch, a change of it, or that it was taken away."""
        with self._writes() as connection:
            watching.keep_watch(connection, watch)

    def kept_watches(self) -> tuple[KeptWatch, ...]:
        """The watches that persons keep in the ledger, by name."""
        with self._reads() as connection:
            return watching.watches(connection)

    def watch_history(self, name: str) -> tuple[KeptWatch, ...]:
        """All that was said of a watch of the ledger, the newest first."""
        with self._reads() as connection:
            return watching.watch_history(connection, name)

    def standing(self) -> tuple[tuple[str, Account], ...]:
        """Every account that stands, with the id of its incident: what surveys count."""
        with self._reads() as connection:
            return tuple(monitoring.standing(connection))

    def reports_by_day(self) -> dict[date, int]:
        """How many reports stand, by the day from which they exist."""
        with self._reads() as connection:
            return monitoring.reports_by_day(connection)

    def is_watched(self) -> bool:
        """Whether anybody has looked at this ledger."""
        with self._reads() as connection:
            return monitoring.is_watched(connection)

    def backlog(self) -> int:
        """Accounts that nobody has looked at."""
        with self._reads() as connection:
            return monitoring.backlog(connection)

    def lags(self, since: datetime) -> tuple[timedelta, ...]:
        """From publication to the first reading, of what was first read since a time and gives an instant of publication."""
        with self._reads() as connection:
            return monitoring.lags(connection, since)

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

    def deliveries(self, *, channel: str | None = None, settled_since: datetime | None = None) -> tuple[Delivery, ...]:
        """Alerts on their way to channels (one: that), and those that were settled, delivered or given up, since a time."""
        with self._reads() as connection:
            return monitoring.deliveries(connection, settled_since, channel)

    def queued(self) -> tuple[Queued, ...]:
        """What waits to be delivered, without a word of it."""
        with self._reads() as connection:
            return monitoring.queued(connection)

    def sent(self, channel: str, since: datetime) -> tuple[datetime, ...]:
        """When messages went out through a channel since a time, each once."""
        with self._reads() as connection:
            return monitoring.sent(connection, channel, since)

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
