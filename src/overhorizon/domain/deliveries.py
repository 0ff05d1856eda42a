"""What is on its way to whom: one alert for one channel, from the moment it was raised until it is settled."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from overhorizon.domain.ids import short_id
from overhorizon.domain.watches import Alert


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An alert on its way to a channel. ``due`` is when it may be tried (again), ``reason`` why the last attempt failed."""

    alert: Alert
    channel: str
    state: DeliveryState
    attempts: int
    due: datetime
    reason: str | None = None
    settled: datetime | None = None

    @property
    def key(self) -> str:
        """Goes out with the message, so that one that arrives twice can be told: delivery is at least once."""
        return short_id("m", self.alert.id, self.channel)
