"""Alerts of fictional incidents on their way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.watches import Alert, Evidence, Severity, Trigger
from overhorizon.notify.messages import Dispatch

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

FIRST = Alert(
    watch="Large attacks",
    trigger=Trigger.NEW_INCIDENT,
    key="i-1",
    time=NOW,
    severity=Severity.URGENT,
    headline="New: bombing at Tessalit market, 20 killed",
    detail=("2 reports, 2 voices, 1 root",),
    theatre="Northern Mali",
    incident="i-tessalit",
    evidence=(
        Evidence(
            report="r-1",
            start=0,
            end=9,
            words="A bomb exploded at a market in Tessalit on Tuesday.",
            outlet="Harbour Radio",
            address="https://harbour.example/@news/1",
            speaker="the army",
        ),
    ),
)
REVISED = replace(
    FIRST,
    trigger=Trigger.TOLL_REVISED,
    key="i-1 23",
    time=NOW + timedelta(hours=1),
    severity=Severity.NOTICE,
    headline="Toll revised: 23 killed. Bombing at Tessalit market",
    follows=FIRST.id,
)
HOSTILE = replace(
    FIRST,
    key="i-2",
    headline="<script>alert(1)</script>\r\nBcc: all@other.example \x1b[2J\u202e @everyone <!channel> [a](javascript:x)",
    evidence=(
        replace(FIRST.evidence[0], words="<img src=x onerror=y> & “so” @here", address="javascript:alert(1)", outlet="\x07<b>"),
        replace(FIRST.evidence[0], words="second", address='https://x.example/"><script>'),
    ),
)


def waiting(alert: Alert = FIRST, channel: str = "desk", *, due: datetime | None = None, attempts: int = 0) -> Delivery:
    return Delivery(alert=alert, channel=channel, state=DeliveryState.WAITING, attempts=attempts, due=due or alert.time)


def numbered(number: int, *, at: datetime = NOW, severity: Severity = Severity.NOTICE) -> Alert:
    return replace(FIRST, key=f"i-{number}", time=at, severity=severity, headline=f"New: incident {number}", follows=None)


def dispatch(*alerts: Alert, channel: str = "desk") -> Dispatch:
    return Dispatch(channel=channel, deliveries=tuple(waiting(alert, channel) for alert in alerts))
