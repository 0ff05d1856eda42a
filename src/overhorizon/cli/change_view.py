"""What a new reading changes, report by report: what came, what went, what reads otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from rich.console import Group, RenderableType
from rich.text import Text

from overhorizon.cli.claim_view import chain_line
from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, quoted, shown, spaced
from overhorizon.cli.views import counted, report_head
from overhorizon.domain.changes import ROLE_OF, Change, Property
from overhorizon.domain.claims import Claim
from overhorizon.domain.incidents import IncidentMention, Reading
from overhorizon.domain.places import Location
from overhorizon.domain.reports import Report
from overhorizon.domain.times import When
from overhorizon.domain.tolls import Harm, Victims
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import PLACE_CLASS, location_words, party_words, toll_words, when_words

if TYPE_CHECKING:
    from overhorizon.runs.reanalyse import Reread

_GAINED, _LOST, _CHANGED = Text("+", "green"), Text("-", "red"), Text("~", "yellow")
_NOTHING = "not said"
_TOLD = (Property.DATE, Property.PLACE, Property.TOLL, Property.PERPETRATORS)
V = TypeVar("V")


@dataclass(slots=True)
class _Kinds:
    gained: int = 0
    lost: int = 0
    otherwise: int = 0

    def add(self, changes: Iterable[Change[IncidentMention]] | Iterable[Change[Claim]]) -> None:
        for change in changes:
            self.gained += change.is_gained
            self.lost += change.is_lost
            self.otherwise += bool(change.properties)

    def __str__(self) -> str:
        return f"{self.gained:,} gained, {self.lost:,} lost, {self.otherwise:,} otherwise"


@dataclass(slots=True)
class Totals:
    """Counts of one call."""

    dry: bool = False
    reports: int = 0
    changed: int = 0
    failed: int = 0
    read_already: int = 0
    incidents: _Kinds = field(default_factory=_Kinds)
    claims: _Kinds = field(default_factory=_Kinds)

    def add(self, reread: Reread) -> None:
        if reread.fault is not None:
            self.failed += 1
            return
        self.reports += 1
        self.changed += bool(reread.changes)
        self.incidents.add(reread.changes.incidents)
        self.claims.add(reread.changes.claims)

    def summary(self) -> str:
        """All counts in one line."""
        parts = [f"{counted(self.reports, 'report')} read anew, {self.changed:,} with changes"]
        parts += [f"incidents: {self.incidents}", f"claims: {self.claims}"] if self.changed else []
        parts += [f"{self.failed:,} could not be read and stay as they were"] if self.failed else []
        parts += [f"{self.read_already:,} up to date already"] if self.read_already else []
        return f"{'; '.join(parts)}.{' Nothing was stored.' if self.dry else ''}"


def changes_view(reread: Reread) -> RenderableType:
    """One report with all that changed: its head, then a line or two for each incident and claim."""
    text = reread.before.report.text
    lines = [
        *(line for change in reread.changes.incidents for line in _of_incident(change, text)),
        *(line for change in reread.changes.claims for line in _of_claim(change, reread.before.report)),
    ]
    return Group(report_head(reread.before.report), indented(Group(*lines)))


def _of_incident(change: Change[IncidentMention], text: str) -> Iterator[RenderableType]:
    incident = change.after or change.before
    assert incident is not None
    if change.before is not None and change.after is not None:
        yield spaced("", _CHANGED, shown(f"incident: {incident.type.value}", "bold"))
        for name in change.properties:
            yield _otherwise(name, incident_words(change.before, name, text), incident_words(change.after, name, text))
    else:
        sign, kind = (_GAINED, "gained") if change.is_gained else (_LOST, "lost")
        told = (incident_words(incident, name, text) for name in _TOLD)
        yield spaced("", sign, shown(f"incident {kind}: {incident.type.value}", "bold"), *(t for t in told if t != _NOTHING))
    yield indented(quoted(sentence_around(text, incident.triggers[0]).of(text), DIM))


def _of_claim(change: Change[Claim], report: Report) -> Iterator[RenderableType]:
    claim = change.after or change.before
    assert claim is not None
    if change.before is not None and change.after is not None:
        yield spaced("", _CHANGED, Text.assemble(("claim: ", "bold"), chain_line(report, claim)))
        for name in change.properties:
            yield _otherwise(name, _claim_words(change.before, name, report), _claim_words(change.after, name, report))
    else:
        sign, kind = (_GAINED, "gained") if change.is_gained else (_LOST, "lost")
        yield spaced("", sign, Text.assemble((f"claim {kind}: ", "bold"), chain_line(report, claim)), claim.polarity.value)
    yield indented(quoted(claim.quote(report.text), DIM))


def _otherwise(name: Property, before: str, after: str) -> RenderableType:
    return indented(Text.assemble((f"{name.value}: ", DIM), shown(before), " → ", shown(after)))


def incident_words(incident: IncidentMention, name: Property, text: str) -> str:
    """What an incident's readings say of a property: "or" stands between rivals, a comma between what may be true together."""
    match name:
        case Property.TYPE:
            words = [_said(r, lambda kind: kind.value) for r in incident.types]
        case Property.REALIS:
            words = [incident.realis.value]
        case Property.DATE:
            words = [_said(r, _date) for r in incident.whens]
        case Property.PLACE:
            words = [_said(r, _place) for r in incident.places]
        case Property.TOLL:
            return _tolls(incident, text) or _NOTHING
        case _:
            return ", ".join(dict.fromkeys(party_words(party) for party in incident.parties(ROLE_OF[name]))) or _NOTHING
    return " or ".join(dict.fromkeys(words)) or _NOTHING


def _said(reading: Reading[V], words: Callable[[V], str]) -> str:
    if reading.value is not None:
        return words(reading.value)
    return " or ".join([words(value) for value in reading.alternatives]) or reading.state.value


def _date(when: When) -> str:
    return when_words(when) if when.is_resolved else f"{when_words(when)} ({when.expression})"


def _place(location: Location) -> str:
    return f"{location_words(location)} ({PLACE_CLASS[location.precision]})"


def _tolls(incident: IncidentMention, text: str) -> str:
    by_harm: dict[Harm | None, list[str]] = {}
    for reading in incident.tolls:
        if not (reading.superseded or reading.partial):
            toll = reading.value
            whose = f" ({toll.victims.value})" if toll is not None and toll.victims is not Victims.UNKNOWN else ""
            by_harm.setdefault(toll.harm if toll is not None else None, []).append(f"{toll_words(reading, text)}{whose}")
    told = ((harm, " or ".join(dict.fromkeys(words))) for harm, words in by_harm.items())
    return ", ".join(f"{harm.value} {words}" if harm is not None else words for harm, words in told)


def _claim_words(claim: Claim, name: Property, report: Report) -> str:
    match name:
        case Property.SPEAKER:
            return chain_line(report, claim).plain
        case Property.POLARITY:
            return claim.polarity.value
        case Property.CERTAINTY:
            axes = (claim.certainty.force, claim.certainty.likelihood, claim.certainty.confidence)
            return ", ".join(axis.value for axis in axes if axis is not None)
        case _:
            return claim.quote(report.text)
