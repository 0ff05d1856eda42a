"""Readings of the accounts of one incident, each with the voice and the roots that stand behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Property, Value
from overhorizon.domain.claims import Polarity
from overhorizon.domain.incidents import IncidentMention, Reading, Role
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Provenance
from overhorizon.domain.places import PlacePrecision
from overhorizon.domain.tolls import Harm, Victims

_ROLES = {Role.PERPETRATOR: Property.PERPETRATOR, Role.TARGET: Property.TARGET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report's account of the incident. ``since``: the first day on which it could be known."""

    analysis: Analysis
    mention: IncidentMention
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reading that speaks for a value, or denies it. ``replaced``: its own report says that another took its place."""

    about: Property
    harm: Harm | None
    value: Value
    anchor: Anchor
    voice: str
    roots: tuple[str, ...]
    day: date
    denies: bool = False
    replaced: bool = False


def evidence(told: Sequence[Told], provenances: Sequence[Provenance]) -> tuple[Evidence, ...]:
    """All that the accounts say of the incident's properties, in order of day and place.

    What counts some of those whom another figure counts, and attackers' own dead, are no tolls of the incident.
    """
    behind = {(p.report, p.claim): p for p in provenances}
    found = [e for one in told for e in _of_account(one, behind)]
    return tuple(sorted(set(found), key=lambda e: (e.day, e.anchor.report, e.anchor.start, e.about, repr(e.value))))


def _of_account(one: Told, behind: Mapping[tuple[str, str | None], Provenance]) -> Iterator[Evidence]:
    report = one.analysis.report.id
    denying = {c.id for c in one.analysis.claims if c.polarity is Polarity.DENIES}
    for about, harm, reading, value in _readings(one.mention):
        source = behind.get((report, reading.claim)) or behind.get((report, None))
        yield Evidence(
            about=about,
            harm=harm,
            value=value,
            anchor=Anchor(report=report, start=reading.span.start, end=reading.span.end),
            voice=source.voice if source else f"report:{report}",
            roots=source.roots if source else (f"report:{report}",),
            day=one.since,
            denies=reading.claim in denying,
            replaced=reading.superseded,
        )


def _readings(mention: IncidentMention) -> Iterator[tuple[Property, Harm | None, Reading[object], Value]]:
    for toll in mention.tolls:
        if toll.value is not None and not toll.partial and toll.value.victims is not Victims.ATTACKERS:
            yield Property.TOLL, toll.value.harm, toll, toll.value  # type: ignore[misc]
    for when in mention.whens:
        if when.value is not None and when.value.is_resolved:
            yield Property.DATE, None, when, when.value  # type: ignore[misc]
    for place in mention.places:
        if place.value is not None and place.value.precision is not PlacePrecision.COUNTRY:
            yield Property.PLACE, None, place, place.value  # type: ignore[misc]
    for kind in mention.types:
        if kind.value is not None:
            yield Property.MANNER, None, kind, kind.value  # type: ignore[misc]
    for role in mention.roles:
        if role.value is not None and (about := _ROLES.get(role.value.role)) is not None:
            yield about, None, role, role.value  # type: ignore[misc]
