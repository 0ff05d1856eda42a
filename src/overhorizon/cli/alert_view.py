"""An alert on a screen: what happened to which incident, and the words on which it rests."""

from rich.console import Group, RenderableType
from rich.text import Text

from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, quoted, shown, spaced
from overhorizon.domain.watches import Alert, Evidence, Severity

_STYLE = {Severity.INFO: "", Severity.NOTICE: "bold", Severity.URGENT: "bold red"}
_QUOTED = 4  # sentences that are shown of one alert


def alert_entry(alert: Alert) -> RenderableType:
    """One alert of a list."""
    where = f", {alert.theatre}" if alert.theatre else ""
    follows = f"follows {alert.follows}" if alert.follows else ""
    parts: list[RenderableType] = [
        spaced("", f"{alert.time:%Y-%m-%d %H:%M}", shown(alert.headline, _STYLE[alert.severity])),
        indented(spaced(DIM, f"{alert.trigger.value}, watch {alert.watch}{where}", alert.id, alert.incident or "", follows)),
    ]
    parts += [indented(shown(line)) for line in alert.detail]
    parts += [indented(_words(e)) for e in alert.evidence[:_QUOTED]]
    if len(alert.evidence) > _QUOTED:
        parts.append(indented(Text(f"and {len(alert.evidence) - _QUOTED} more", style=DIM)))
    return Group(*parts)


def _words(evidence: Evidence) -> Text:
    outlet = evidence.outlet or "outlet unknown"
    whose = f"{evidence.speaker}, in {outlet}" if evidence.speaker else outlet
    return spaced("", quoted(evidence.words), shown(f"({whose})", DIM))
