"""An incident as a card: each value with its words, and who says so."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from overhorizon.cli.safe import indented, quoted, shown, spaced, with_words
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Knowledge, Reading, Realis, Role, RoleFiller
from overhorizon.domain.places import Location
from overhorizon.domain.times import AnchorKind, When
from overhorizon.domain.tolls import Harm, PartKind, Toll, Victims
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import (
    DATE_CLASS,
    PLACE_CLASS,
    count_words,
    has_number,
    location_words,
    party_words,
    rivals_words,
    speakers_of,
    tolls_of,
    when_words,
)

T = TypeVar("T")
Line = tuple[str, Text]

DIM = "dim"
_LABEL_WIDTH = 10
_ROLE = {Role.PERPETRATOR: "by", Role.TARGET: "against", Role.CLAIMANT: "claimed by", Role.PARTY: "between"}
_REALIS_STYLE = {Realis.ACTUAL: "", Realis.NEGATED: "red"}


def incident_card(analysis: Analysis, incident: IncidentMention, *, number: int | None = None) -> RenderableType:
    """All readings of one incident."""
    lines = Table.grid(padding=(0, 1))
    lines.add_column(width=_LABEL_WIDTH, style=DIM, no_wrap=True)
    lines.add_column(overflow="fold")
    previous = ""
    for label, body in _lines(analysis, incident):
        lines.add_row("" if label == previous else label, body)
        previous = label
    sentence = quoted(sentence_around(analysis.report.text, incident.triggers[0]).of(analysis.report.text))
    return Group(_head(incident, number), indented(sentence), indented(lines))


def incident_entry(analysis: Analysis, incident: IncidentMention) -> RenderableType:
    """One incident of a list: what, when, where and how many in a line, then its sentence and its report."""
    report, text = analysis.report, analysis.report.text
    when, where = incident.when, incident.location
    parts = [Text(incident.type.value, style="bold")]
    if incident.realis is not Realis.ACTUAL:
        parts.append(Text(incident.realis.value, style="yellow"))
    parts.append(shown(location_words(where)) if where else Text("place not said", style=DIM))
    speakers = speakers_of(analysis)
    killed = rivals_words(tolls_of(incident, Harm.KILLED), text, between=" or ", speakers=speakers)
    attackers = rivals_words(tolls_of(incident, Harm.KILLED, attackers=True), text, between=" or ", speakers=speakers)
    parts += [shown(f"killed: {killed}")] if killed else []
    parts += [shown(f"attackers killed: {attackers}")] if attackers else []
    by = dict.fromkeys(party_words(p) for p in incident.parties(Role.PERPETRATOR))
    parts += [shown(f"by {' or '.join(by)}")] if by else []
    entry = Table.grid(padding=(0, 2))
    entry.add_column(width=12)
    entry.add_column(overflow="fold")
    entry.add_row(shown(when_words(when)) if when else Text("no date", style=DIM), Text("  ").join(parts))
    entry.add_row("", quoted(sentence_around(text, incident.triggers[0]).of(text)))
    entry.add_row("", spaced(DIM, report.outlet or "outlet unknown", incident.id, report.id))
    return entry


def _head(incident: IncidentMention, number: int | None) -> Text:
    head = Text(f"{number:>2} " if number is not None else "")
    types = dict.fromkeys(r.value.value for r in incident.types if r.value is not None)
    head.append(" or ".join(types) or incident.type.value, style="bold")
    head.append(f"  {incident.realis.value}", style=_REALIS_STYLE.get(incident.realis, "yellow"))
    return head.append(f"  {incident.prominence.value}").append(f"  {incident.id}", style=DIM)


def _lines(analysis: Analysis, incident: IncidentMention) -> Iterator[Line]:
    text = analysis.report.text
    told = _Telling({c.id: c for c in analysis.claims}, text)
    yield from told.property("type", [r for r in incident.types if r.value is None], _type, needed=False)
    yield from told.property("when", incident.whens, _when)
    yield from told.property("where", incident.places, _where)
    harms = dict.fromkeys([Harm.KILLED, *(r.value.harm for r in incident.tolls if r.value is not None)])
    for harm in harms:
        of_harm = [r for r in incident.tolls if r.value is not None and r.value.harm is harm]
        yield from told.property(harm.value, of_harm, _toll)
    yield from told.property("toll", [r for r in incident.tolls if r.value is None], _toll, needed=False)
    for role, label in _ROLE.items():
        of_role = [r for r in incident.roles if r.value is not None and r.value.role is role]
        yield from told.property(label, of_role, _party, needed=role is Role.PERPETRATOR and not incident.parties(Role.PARTY))
    yield from told.property("who", [r for r in incident.roles if r.value is None], _party, needed=False)


class _Telling:
    """Puts a value, its words and its speaker on one line."""

    def __init__(self, claims: dict[str, Claim], text: str) -> None:
        self._claims = claims
        self._text = text

    def property(
        self, label: str, readings: Iterable[Reading[T]], words: Callable[[T], Text], *, needed: bool = True
    ) -> Iterator[Line]:
        """One line for each reading, rivals below one another; "not said" where a needed property has none."""
        empty = True
        for reading in readings:
            empty = False
            yield label, self._line(reading, words)
        if empty and needed:
            yield label, Text("not said", style=DIM)

    def _line(self, reading: Reading[T], words: Callable[[T], Text]) -> Text:
        if reading.value is None:
            line = Text(reading.state.value, style="yellow" if reading.state is Knowledge.UNKNOWN else "magenta")
        else:
            line = words(reading.value)
        for number, alternative in enumerate(reading.alternatives):
            line = Text.assemble(line, ": " if reading.value is None and number == 0 else " or ", words(alternative))
        if reading.superseded:
            line = Text.assemble(line, (" superseded", DIM))
        if reading.partial:
            line = Text.assemble(line, (" some of them", DIM))
        claim = self._claims.get(reading.claim) if reading.claim else None
        if claim is None or claim.speaker is None:
            return with_words(line, reading.span.of(self._text), None)
        denied = "denied by " if claim.polarity is Polarity.DENIES else ""
        return with_words(line, reading.span.of(self._text), f"{denied}{claim.speaker.words}")


def _when(when: When) -> Text:
    line = Text(when_words(when))
    if not when.is_resolved:
        return spaced("", line, shown(when.expression, DIM))
    line.append(f" ({DATE_CLASS[when.precision]})", style=DIM)
    if when.anchor is not None:
        day = when.anchor.last.isoformat()
        kind = "publication" if when.anchor.kind is AnchorKind.PUBLICATION else "the text"
        line.append(f" counted from {kind}, {day}", style=DIM)
    return line


def _type(kind: IncidentType) -> Text:
    return Text(kind.value)


def _where(location: Location) -> Text:
    return shown(location_words(location)).append(
        f" (class {location.precision.value}, {PLACE_CLASS[location.precision]})", style=DIM
    )


def _party(filler: RoleFiller) -> Text:
    return shown(party_words(filler.party))


def _toll(toll: Toll) -> Text:
    """The total and its parts: with an equals sign where they add up, with "among them" where they are subsets."""
    line = Text(count_words(toll.total, "") if has_number(toll.total) else "no number", style="bold")
    sums = [shown(p.words) for p in toll.parts if p.kind is PartKind.PARTITION]
    subsets = [shown(p.words) for p in toll.parts if p.kind is PartKind.SUBSET]
    if not toll.parts and toll.victims is not Victims.UNKNOWN:
        line.append(f" ({toll.victims.value})", style="not bold")
    if sums:
        equals = " = " if has_number(toll.total) else ": "
        line = Text.assemble(line, equals, Text(" + ").join(sums))
    if subsets:
        line = Text.assemble(line, ", among them ", Text(", ").join(subsets))
    return line
