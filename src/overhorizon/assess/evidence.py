"""Readings of the accounts of one incident, each with the voice and the roots that stand behind it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from overhorizon.assess.agreement import excludes
from overhorizon.assess.denials import denied_parties, is_deniable, ruled_out_figures
from overhorizon.assess.means import told_means
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import DEATH, Property, Value
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Reading, Role, RoleFiller
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Provenance, statement_id
from overhorizon.domain.parties import Party
from overhorizon.domain.places import PlacePrecision
from overhorizon.domain.rivals import number_of
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Harm, Toll, Victims

_ROLES = {Role.PERPETRATOR: Property.PERPETRATOR, Role.CLAIMANT: Property.PERPETRATOR, Role.TARGET: Property.TARGET}
_FROM_AFAR = (IncidentType.AIR_STRIKE, IncidentType.SHELLING)
_ON_WHOM = (Victims.CIVILIANS, Victims.ARMED_GROUP)

Cited = Mapping[tuple[str, str | None], Provenance]  # by report and claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report's account of the incident. ``since``: the first day on which it could be known."""

    analysis: Analysis
    mention: IncidentMention
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reading that speaks for a value, or denies it. ``replaced``: its own report says that another took its place.

    Several ``roots`` are those between which it is not told whose knowledge it is: what an outlet says in its own voice rests on
    any of those whom it cites. ``cited`` is false for such words.
    """

    about: Property
    harm: Harm | None
    value: Value
    anchor: Anchor
    voice: str
    roots: tuple[str, ...]
    day: date
    cited: bool = True
    denies: bool = False
    replaced: bool = False


def evidence(told: Sequence[Told], provenances: Sequence[Provenance]) -> tuple[Evidence, ...]:
    """All that the accounts say of the incident's properties, in order of day and place.

    What counts some of those whom another figure counts, and attackers' own dead, are no tolls of the incident.
    """
    behind: Cited = {(p.report, p.claim): p for p in provenances if p.claim is not None}
    own = {p.statement: p for p in provenances if p.claim is None}
    read = [e for one in told for e in _of_account(one, behind, own)]
    read += [e for one in told for e in _denials(one, read, behind)]
    read += [e for one in told for e in _means(one, behind)]
    read += [e for one in told for e in _figures(one, behind)]
    denied = {e.value for e in read if e.denies}
    found = {_rested(e, read) for e in read if e.value in denied or e.value != DEATH}
    return tuple(sorted(found, key=lambda e: (e.day, e.anchor, e.about, repr(e))))


def _of_account(one: Told, behind: Cited, own: Mapping[str, Provenance]) -> Iterator[Evidence]:
    report = one.analysis.report.id
    denying = {c.id for c in one.analysis.claims if c.polarity is Polarity.DENIES}
    ruled_out = {(claim.id, kind) for claim, kind, _, is_ruled_out in told_means(one.analysis, one.mention) if is_ruled_out}
    told = min(one.mention.triggers)
    itself = own.get(statement_id(Anchor(report=report, start=told.start, end=told.end), None))
    for about, harm, reading, value in _readings(one.mention):
        if reading.claim in denying and not is_deniable(about, value):
            continue  # where and when that was of which something is denied is neither held nor denied
        if (reading.claim, value) in ruled_out:
            continue  # "it was no mine" tells of none
        said = behind.get((report, reading.claim))
        source = said or itself
        yield Evidence(
            about=about,
            harm=harm,
            value=value,
            anchor=Anchor(report=report, start=reading.span.start, end=reading.span.end),
            voice=source.voice if source else f"report:{report}",
            roots=source.roots if source else (f"report:{report}",),
            day=one.since,
            cited=said is not None,
            denies=reading.claim in denying,
            replaced=reading.superseded,
        )


def _denials(one: Told, read: Sequence[Evidence], behind: Cited) -> Iterator[Evidence]:
    """Those who are named as perpetrators anywhere, and deny in this report that they are."""
    named = {e.value for e in read if e.about is Property.PERPETRATOR and not e.denies and isinstance(e.value, RoleFiller)}
    for claim, value in denied_parties(one.analysis, one.mention, named):
        for said in _said(one, claim, min(claim.content), behind):
            yield said(about=Property.PERPETRATOR, harm=None, value=value, denies=True)


def _means(one: Told, behind: Cited) -> Iterator[Evidence]:
    """With what somebody says that it was done, or was not."""
    for claim, kind, span, is_ruled_out in told_means(one.analysis, one.mention):
        for said in _said(one, claim, span, behind):
            yield said(about=Property.MANNER, harm=None, value=kind, denies=is_ruled_out)


def _figures(one: Told, behind: Cited) -> Iterator[Evidence]:
    """Figures that somebody says are wrong."""
    for claim, toll in ruled_out_figures(one.analysis, one.mention):
        for said in _said(one, claim, min(claim.content), behind):
            yield said(about=Property.TOLL, harm=toll.harm, value=toll, denies=True)


def _said(one: Told, claim: Claim, span: Span, behind: Cited) -> Iterator[Callable[..., Evidence]]:
    """Evidence in the words of whom a claim is from, but for what it says; nothing where nobody is known behind it."""
    source = behind.get((one.analysis.report.id, claim.id))
    if source is not None:
        anchor = Anchor(report=source.report, start=span.start, end=span.end)
        yield partial(Evidence, anchor=anchor, voice=source.voice, roots=source.roots, day=one.since)


def _rested(one: Evidence, read: Sequence[Evidence]) -> Evidence:
    """What a report says itself rests on those whom it cites for such a value; on nobody who is cited for one that excludes it alone.

    A citation in another report counts from its day on. Where nobody is left, no root is known.
    """
    if one.cited:
        return one
    said = [e for e in read if e.cited and not e.denies and (e.about, e.harm) == (one.about, one.harm) and e.day <= one.day]
    beside = [e for e in said if e.anchor.report == one.anchor.report]
    agreeing = {root for e in beside if not excludes(e.value, one.value) for root in e.roots}
    against = {root for e in beside if excludes(e.value, one.value) for root in e.roots}
    elsewhere = {root for e in said if excludes(e.value, one.value) for root in e.roots}
    elsewhere -= {root for e in said if not excludes(e.value, one.value) for root in e.roots}
    roots = agreeing or set(one.roots) - against - elsewhere
    return replace(one, roots=tuple(sorted(roots)))


def _readings(mention: IncidentMention) -> Iterator[tuple[Property, Harm | None, Reading[object], Value]]:
    for toll in mention.tolls:
        if toll.value is not None and not toll.partial and toll.value.victims is not Victims.ATTACKERS:
            yield Property.TOLL, toll.value.harm, toll, toll.value  # type: ignore[misc]
        if toll.value is not None:
            yield from ((Property.TARGET, None, toll, value) for value in _hit(toll.value, mention.type))  # type: ignore[misc]
    for when in mention.whens[:1]:
        if when.value is not None and when.value.is_resolved:
            yield Property.DATE, None, when, when.value  # type: ignore[misc]
    for place in mention.places[:1]:
        if place.value is not None and place.value.precision is not PlacePrecision.COUNTRY:
            yield Property.PLACE, None, place, place.value  # type: ignore[misc]
    for kind in mention.types:
        if kind.value is not None:
            yield Property.MANNER, None, kind, kind.value  # type: ignore[misc]
    for role in mention.roles:
        if role.value is None or (role.value.role is Role.CLAIMANT and role.claim is None):
            continue  # that somebody claims it, told by an outlet, is not that outlet's knowledge of who did it
        if (about := _ROLES.get(role.value.role)) is not None:
            yield about, None, role, role.value  # type: ignore[misc]


def _hit(toll: Toll, kind: IncidentType) -> Iterator[RoleFiller]:
    """What reports of killings are at odds about: whether a strike killed fighters or civilians, and whether one man is dead."""
    if toll.harm is not Harm.KILLED:
        return
    if kind in _FROM_AFAR:
        for victims in sorted({toll.victims, *(part.victims for part in toll.parts)}):
            if victims in _ON_WHOM:
                yield RoleFiller(role=Role.TARGET, party=Party(words=victims.value))
    if number_of(toll.total) == 1 and toll.victims is not Victims.ATTACKERS:
        yield DEATH
