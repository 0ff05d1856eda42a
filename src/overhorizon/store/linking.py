"""Writing what joins reports: the accounts of a run, their keys, and the rules' judgements of them and those that share a key.

Derived from the analysis and the rules of `link` alone; a program with newer rules makes all of it anew, run by run.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, or_, select

from overhorizon import pipeline
from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.ids import digest
from overhorizon.domain.judgements import Judgement, Verdict
from overhorizon.domain.partition import Incident
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks
from overhorizon.store.codec import decode_account, encode_account
from overhorizon.store.columns import Instant

Linked = tuple[int, int, Judgement]
"""Two rows of `accounts`, as the judgement names them."""

_FIRST_SEEN = select(t.revisions.c.first_seen).where(t.revisions.c.id == bindparam("revision"))
_ADD_ACCOUNT, _ADD_KEYS, _ADD_LINKS = insert(t.accounts), insert(t.account_keys), insert(t.links)
_ADD_INTEGRATION = insert(t.integrations)
_STANDING = (
    select(t.accounts.c.id)
    .join_from(t.active_runs, t.accounts, t.accounts.c.run == t.active_runs.c.run)
    .where(t.active_runs.c.report.in_(bindparam("reports", expanding=True)))
)
_newer = t.runs.alias("newer")
_SHARING = (
    select(t.account_keys.c.account, t.account_keys.c.key)
    .join_from(t.account_keys, t.accounts, t.accounts.c.id == t.account_keys.c.account)
    .join(t.runs, t.runs.c.id == t.accounts.c.run)
    .join(t.revisions, t.revisions.c.id == t.runs.c.revision)
    .where(
        t.account_keys.c.key.in_(bindparam("keys", expanding=True)),
        t.revisions.c.report != bindparam("report"),
        # A run whose revision had been read anew by then stands beside this one at no moment.
        ~exists().where(
            _newer.c.revision == t.runs.c.revision,
            or_(_newer.c.at > t.runs.c.at, and_(_newer.c.at == t.runs.c.at, _newer.c.id > t.runs.c.id)),
            _newer.c.at <= bindparam("at", type_=Instant),
        ),
    )
)
_BODIES = select(t.accounts.c.id, t.accounts.c.body).where(t.accounts.c.id.in_(bindparam("ids", expanding=True)))


def hashed(key: str) -> int:
    """A blocking key as a signed number of 64 bits."""
    return int.from_bytes(bytes.fromhex(digest(key)[:16]), "big", signed=True)


def incident_id(account: Account) -> str:
    """The id of an incident that begins with this account."""
    return Incident(members=(account.anchor,)).id


def integrate(connection: Connection, analysis: Analysis, at: datetime) -> list[Linked]:
    """Add a run's accounts with their keys and links; what an older version of the rules made of it goes.

    All that the rules hold of them comes back: the ledger keeps what says *different* only where it matters.
    """
    run = analysis.run
    connection.execute(delete(t.accounts).where(t.accounts.c.run == run.id))
    connection.execute(delete(t.integrations).where(t.integrations.c.run == run.id))
    connection.execute(_ADD_INTEGRATION, {"run": run.id, "rules": pipeline.linking_fingerprint()})
    first_seen = connection.execute(_FIRST_SEEN, {"revision": run.revision}).scalar_one()
    own = pipeline.accounts_of(analysis, first_seen=first_seen)
    if not own:
        return []
    keys = [sorted({hashed(key) for key in pipeline.candidate_keys(account)}) for account in own]
    sharing = _sharing(connection, keys, {"report": analysis.report.id, "at": at})
    rows = [_added(connection, run.id, position, account) for position, account in enumerate(own)]
    if added := [{"key": key, "account": row} for row, those in zip(rows, keys, strict=True) for key in those]:
        connection.execute(_ADD_KEYS, added)
    fresh = list(_judged(own, rows, _accounts(connection, sharing)))
    add_links(connection, (link for link in fresh if link[2].verdict is not Verdict.DIFFERENT))
    return fresh


def standing_rows(connection: Connection, reports: Sequence[str]) -> set[int]:
    """The accounts of the runs that stand of these reports."""
    return set(connection.execute(_STANDING, {"reports": reports}).scalars())


def pending(connection: Connection) -> tuple[str, ...]:
    """Runs that these rules have not linked, in the order in which they were made."""
    rules = (t.integrations.c.run == t.runs.c.id) & (t.integrations.c.rules == pipeline.linking_fingerprint())
    query = select(t.runs.c.id).outerjoin(t.integrations, rules).where(t.integrations.c.run.is_(None))
    return tuple(connection.execute(query.order_by(t.runs.c.at, t.runs.c.id)).scalars())


def add_links(connection: Connection, found: Iterable[Linked]) -> None:
    """Keep what the rules hold of pairs, but for its features, which are worked out again when somebody asks why."""
    rows = [{"first": a, "second": b, "verdict": j.verdict.value, "probability": j.probability} for a, b, j in found]
    if rows:
        connection.execute(_ADD_LINKS, rows)


Candidates = Mapping[int, tuple[Account, Collection[int]]]
"""Accounts of other reports, by row, with the positions of the new ones that each shares a key with."""


def _sharing(connection: Connection, keys: Sequence[Sequence[int]], given: Mapping[str, Any]) -> dict[int, set[int]]:
    """The accounts of other reports that share a key with new ones, each with the positions of those."""
    owners: defaultdict[int, list[int]] = defaultdict(list)
    for position, those in enumerate(keys):
        for key in those:
            owners[key].append(position)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for account, key in connection.execute(_SHARING, {"keys": sorted(owners), **given}):
        found[account].update(owners[key])
    return found


def _accounts(connection: Connection, sharing: Mapping[int, Collection[int]]) -> Candidates:
    found = (row for ids in in_chunks(sharing) for row in connection.execute(_BODIES, {"ids": ids}))
    return {row: (decode_account(body), sharing[row]) for row, body in found}


def _judged(own: Sequence[Account], rows: Sequence[int], candidates: Candidates) -> Iterator[Linked]:
    """What the rules hold of every pair that shares a key, by rows. What one report tells apart needs no judgement."""
    pairs = [(position, row) for row, (_, positions) in candidates.items() for position in sorted(positions)]
    judged = pipeline.judge_pairs((own[position], candidates[row][0]) for position, row in pairs)
    for (position, row), judgement in zip(pairs, judged, strict=True):
        is_first = own[position].anchor == judgement.first
        yield (rows[position], row, judgement) if is_first else (row, rows[position], judgement)


def _added(connection: Connection, run: str, position: int, account: Account) -> int:
    row = {"run": run, "position": position, "incident": incident_id(account), "body": encode_account(account)}
    key = connection.execute(_ADD_ACCOUNT, row).inserted_primary_key
    assert key is not None
    return int(key[0])
