"""Options that several commands share, each group a value, and how a command takes them."""

import inspect
import os
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from overhorizon.cli import parse
from overhorizon.domain.claims import Polarity
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import Moment
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.scale import Scale
from overhorizon.store.filters import ClaimFilter, IncidentFilter, ReportFilter

if TYPE_CHECKING:
    from overhorizon.runs.stream import Tools

_POLARITIES = ", ".join(polarity.value for polarity in Polarity)
_GRADES = ", ".join(scale.value for scale in Scale)
_TYPES = ", ".join(kind.value for kind in IncidentType)


def option(name: str, explanation: str, *, metavar: str = "WORDS") -> Any:
    """An option with its help, for Annotated."""
    return typer.Option(name, help=explanation, metavar=metavar)


StoreOption = Annotated[
    str | None, option("--store", "The ledger. Default: OVERHORIZON_STORE, or a file in your data directory.", metavar="URL")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON Lines, one object a line.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=1_000_000, metavar="N", help="Show at most so many.")]


EncoderOption = Annotated[
    Path | None,
    typer.Option(
        "--encoder", metavar="FOLDER", help="A token classifier that finds mentions. Default: OVERHORIZON_ENCODER, or ours."
    ),
]


def tools_loader(encoder: Path | None) -> "Callable[[], Tools]":
    """What loads the tools that a call, or the environment, names."""
    from overhorizon.runs.stream import loader
    from overhorizon.settings import Settings

    return loader(Settings.build(os.environ, encoder=encoder).encoder)


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What reads, and in how many processes."""

    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, metavar="N", help="Processes. Default: one for each core, or 1 for few reports."),
    ] = None
    encoder: EncoderOption = None

    def load(self) -> "Callable[[], Tools]":
        """What loads the tools that this call names."""
        return tools_loader(self.encoder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """What is asked of incidents, or of the incidents that claims are about."""

    country: Annotated[str | None, option("--country", "Country, by name or ISO code.")] = None
    actor: Annotated[str | None, option("--actor", "Actor, by words of its name or registry id.")] = None
    type: Annotated[str | None, option("--type", f"Type of incident: {_TYPES}.")] = None
    since: Annotated[str | None, option("--since", "First day, as 2026-03-14, 2026-03 or 2026.", metavar="DATE")] = None
    until: Annotated[str | None, option("--until", "Last day, in the same forms.", metavar="DATE")] = None

    def filter(self, *, limit: int | None = None) -> IncidentFilter:
        """Raises InvalidInput for what cannot be asked."""
        first, last = parse.period(self.since, self.until)
        return IncidentFilter(
            country=parse.country(self.country),
            actor=self.actor,
            type=parse.choice(self.type, IncidentType, "--type"),
            since=first,
            until=last,
            limit=limit,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """As of which day, known at which time."""

    as_of: Annotated[
        str | None,
        option("--as-of", "Only reports that existed on this day; undated ones from when they were read.", metavar="DATE"),
    ] = None
    known_at: Annotated[
        str | None,
        option("--known-at", "Only what had been read and judged by then: a day, or an instant in ISO 8601.", metavar="TIME"),
    ] = None

    def moment(self) -> Moment:
        """Raises InvalidInput for what is no date."""
        as_of = parse.days(self.as_of, "--as-of")[1] if self.as_of is not None else None
        return Moment(as_of=as_of, known_at=parse.instant(self.known_at, "--known-at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichClaims:
    """What is asked of claims themselves."""

    speaker: Annotated[str | None, option("--speaker", "First voice, by words of its name or registry id.")] = None
    about: Annotated[str | None, option("--about", "Incident or relation id, or words of the claim.")] = None
    polarity: Annotated[str | None, option("--polarity", f"One of: {_POLARITIES}.")] = None
    certainty: Annotated[str | None, option("--certainty", f"One of: {_GRADES}.")] = None

    def filter(self, which: Which, *, limit: int | None = None) -> ClaimFilter:
        """Raises InvalidInput for what cannot be asked."""
        incident = which.filter()
        return ClaimFilter(
            speaker=self.speaker,
            about=self.about,
            polarity=parse.choice(self.polarity, Polarity, "--polarity"),
            certainty=parse.choice(self.certainty, Scale, "--certainty"),
            country=incident.country,
            actor=incident.actor,
            type=incident.type,
            since=incident.since,
            until=incident.until,
            limit=limit,
        )


class What(StrEnum):
    INCIDENTS = "incidents"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a row is of."""

    what: Annotated[What, typer.Option("--what", metavar="WHAT", help="incidents or claims; claims as jsonl and csv only.")] = (
        What.INCIDENTS
    )
    mentions: Annotated[bool, typer.Option("--mentions", help="One row for each report's account, not joined.")] = False

    def across(self) -> bool:
        """Whether a row is one incident across reports. Raises InvalidInput for what cannot be asked."""
        if self.mentions and self.what is What.CLAIMS:
            raise InvalidInput("--mentions is for incidents: claims are one report's each")
        return self.what is What.INCIDENTS and not self.mentions


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Where an export goes."""

    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Default: standard output.")] = None
    bom: Annotated[bool, typer.Option("--bom", help="Begin the CSV file with a byte order mark, as Excel wants it.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichReports:
    """What is asked of reports."""

    report: Annotated[str | None, option("--report", "One report, by its id or the beginning of it.", metavar="ID")] = None
    outlet: Annotated[str | None, option("--outlet", "Outlet, by its name.")] = None
    since: Annotated[
        str | None, option("--since", "First day of publication, as 2026-03-14, 2026-03 or 2026.", metavar="DATE")
    ] = None
    until: Annotated[str | None, option("--until", "Last day of publication, in the same forms.", metavar="DATE")] = None

    def filter(self) -> ReportFilter:
        """Raises InvalidInput for what cannot be asked."""
        first, last = parse.period(self.since, self.until)
        return ReportFilter(outlet=self.outlet, since=first, until=last)


def takes_groups(function: Callable[..., None]) -> Callable[..., None]:
    """Unfolds each parameter that is a group into its options, so that Typer sees them and the command gets one value."""
    groups: dict[str, type[Any]] = {}
    flat: list[inspect.Parameter] = []
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        if not (isinstance(parameter.annotation, type) and is_dataclass(parameter.annotation)):
            flat.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        groups[parameter.name] = parameter.annotation
        for field in fields(parameter.annotation):
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            flat.append(inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=field.type))

    def command(**given: Any) -> None:
        values = {name: group(**{f.name: given.pop(f.name) for f in fields(group)}) for name, group in groups.items()}
        function(**values, **given)

    command.__doc__ = function.__doc__
    command.__name__ = function.__name__
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in flat}
    vars(command)["__signature__"] = inspect.Signature(flat)
    return command
