"""Asking a ledger for incidents across reports, at whatever moment the connection stands."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Column, Connection, func, select

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.corrections import Correction, corrected, outlet_key
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.partition import Partition
from overhorizon.store import correcting, finding, graph
from overhorizon.store import tables as t
from overhorizon.store.accounts import accounts_of, begins
from overhorizon.store.codec import decode_account, printable
from overhorizon.store.filters import IncidentFilter
from overhorizon.store.reading import active, analysis_of, with_bodies
from overhorizon.store.rows import AcrossRow, Found, IncidentRow


def incidents(connection: Connection, wanted: IncidentFilter) -> Found[AcrossRow]:
    """Incidents any of whose accounts matches, the latest first."""
    incident = t.memberships.c.incident
    day = func.max(func.coalesce(t.incidents.c.earliest, t.incidents.c.latest))
    joined = (
        finding.matching(active(incident), wanted)
        .join(t.accounts, (t.accounts.c.run == t.incidents.c.run) & (t.accounts.c.position == t.incidents.c.position))
        .join(t.memberships, t.memberships.c.account == t.accounts.c.id)
    )
    total = connection.execute(joined.with_only_columns(func.count(incident.distinct()))).scalar_one()
    names = connection.execute(joined.group_by(incident).order_by(day.is_(None), day.desc(), incident).limit(wanted.limit))
    return Found(
        rows=tuple(one(connection, name) for name in names.scalars()), total=total, undated=finding.undated(connection, wanted)
    )


def find(connection: Connection, name: str) -> str:
    """The id of the incident that is meant: by its id, by one that it had before, by that of an account; or by a beginning.

    An id that is current no more names the account that its incident began with, and leads to the incident which that account,
    or what took its place after a new analysis, is in now. Raises InvalidInput when none is meant, or several are.
    """
    wanted = printable(name).strip().lower()
    current = _beginning(connection, t.memberships.c.incident, wanted)
    found = current or _led_to(connection, wanted)
    if not wanted or not found:
        raise InvalidInput(f"no incident in this ledger begins with {wanted or 'nothing'}")
    if len(found) > 1 and wanted not in found:
        raise InvalidInput(f"several incidents begin with {wanted}: give more of the id")
    return wanted if wanted in found else next(iter(found))


def _beginning(connection: Connection, column: Column[str], wanted: str) -> set[str]:
    return set(connection.execute(select(column).where(begins(column, wanted)).distinct().limit(2)).scalars())


def _led_to(connection: Connection, wanted: str) -> set[str]:
    """The incidents of the accounts that are named so, as mentions or as first accounts, in any run."""
    query = (
        select(t.accounts.c.id, t.accounts.c.body, t.revisions.c.report)
        .join_from(
            t.accounts, t.incidents, (t.incidents.c.run == t.accounts.c.run) & (t.incidents.c.position == t.accounts.c.position)
        )
        .join(t.runs, t.runs.c.id == t.accounts.c.run)
        .join(t.revisions, t.revisions.c.id == t.runs.c.revision)
        .limit(200)
    )
    # One after the other: asked for either at once, the database reads all of both.
    named = {
        row.id: row
        for column in (t.accounts.c.incident, t.incidents.c.id)
        for row in connection.execute(query.where(begins(column, wanted)))
    }
    found = _incidents_of(connection, named)
    if found:
        return set(found.values())
    heirs: set[int] = set()
    for row in named.values():
        before = decode_account(row.body)
        heirs |= {number for number, now in accounts_of(connection, [row.report]).items() if now.is_at(before.anchor)}
    return set(_incidents_of(connection, heirs).values())


def _incidents_of(connection: Connection, rows: Collection[int]) -> dict[int, str]:
    found = select(t.memberships).where(t.memberships.c.account.in_(sorted(rows)))
    return {row.account: row.incident for row in connection.execute(found)}


def one(connection: Connection, name: str) -> AcrossRow:
    """The incident of this id, whole."""
    members = set(connection.execute(select(t.memberships.c.account).where(t.memberships.c.incident == name)).scalars())
    around = graph.around(connection, members, along=graph.RELATING)
    graph.completed(connection, around)
    made = around.partition()
    anchors = next(incident.members for incident in made.incidents if incident.id == name)
    by_anchor = {account.anchor: account for account in around.accounts.values()}
    accounts = tuple(by_anchor[anchor] for anchor in anchors)
    rows = told(connection, accounts)
    outlets = {outlet_key(row.report.outlet) for row in rows if row.report.outlet is not None}
    ratings = tuple(rating for key, rating in sorted(correcting.reliabilities(connection).items()) if key in outlets)
    return AcrossRow(id=name, members=rows, accounts=accounts, ratings=ratings, **_related(made, name))


def _related(made: Partition, name: str) -> dict[str, tuple[str, ...]]:
    return {
        "parts": tuple(part for part, whole in made.parts if whole == name),
        "whole": tuple(whole for part, whole in made.parts if part == name),
        "rivals": tuple(b if a == name else a for a, b in made.rivals if name in (a, b)),
    }


def told(connection: Connection, accounts: Collection[Account]) -> tuple[IncidentRow, ...]:
    """The accounts with their analyses, each read once, as persons corrected them."""
    reports = sorted({account.report for account in accounts})
    corrections = correcting.standing(connection, reports)
    analyses = {}
    for report in reports:
        row = connection.execute(with_bodies().where(t.active_runs.c.report == report)).one()
        analyses[report] = _as_persons_read(analysis_of(row), corrections.get(report, ()))
    mentions = {report: {i.id: i for i in analysis.incidents} for report, analysis in analyses.items()}
    return tuple(IncidentRow(analysis=analyses[a.report], incident=mentions[a.report][a.id]) for a in accounts)


def _as_persons_read(analysis: Analysis, corrections: Sequence[Correction]) -> Analysis:
    if not corrections:
        return analysis
    return replace(analysis, incidents=tuple(corrected(incident, corrections) for incident in analysis.incidents))
