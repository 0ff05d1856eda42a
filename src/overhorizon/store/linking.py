"""Writing what joins reports: the accounts of a run, their keys, and the rules' judgements of them and those that share a key.

Derived from the analysis and the rules of `link` alone; a program with newer rules makes all of it anew, run by run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, or_, select

from overhorizon import pipeline
from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.ids import digest
from overhorizon.domain.judgements import Anchor, Judgement, Verdict
from overhorizon.domain.partition import Incident
from overhorizon.store import tables as t
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
_CANDIDATES = (
    select(t.accounts.c.id, t.accounts.c.body)
    .distinct()
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
    keys = {account.anchor: sorted({hashed(key) for key in pipeline.candidate_keys(account)}) for account in own}
    candidates = _candidates(connection, sorted({key for each in keys.values() for key in each}), analysis, at)
    rows = {_added(connection, run.id, position, account): account for position, account in enumerate(own)}
    if added := [{"key": key, "account": row} for row, account in rows.items() for key in keys[account.anchor]]:
        connection.execute(_ADD_KEYS, added)
    fresh = list(_judged(rows, candidates))
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


def _candidates(connection: Connection, keys: Sequence[int], analysis: Analysis, at: datetime) -> dict[int, Account]:
    given = {"keys": keys, "report": analysis.report.id, "at": at}
    return {row.id: decode_account(row.body) for row in connection.execute(_CANDIDATES, given)}


def _judged(new: Mapping[int, Account], candidates: Mapping[int, Account]) -> Iterator[Linked]:
    """What the rules hold of every pair that shares a key, by rows, one row for each anchor at a time: two runs of one report
    tell of the same incident in the same words.
    """
    rows_of: dict[Anchor, list[int]] = {}
    for row, account in candidates.items():
        rows_of.setdefault(account.anchor, []).append(row)
    own = {account.anchor: row for row, account in new.items()}
    for depth in range(max(map(len, rows_of.values()), default=0)):
        layer = {anchor: rows[depth] for anchor, rows in rows_of.items() if len(rows) > depth}
        row_at = own | layer
        for judgement in pipeline.integrate(new.values(), (candidates[row] for row in layer.values())):
            if judgement.first.report != judgement.second.report:
                yield row_at[judgement.first], row_at[judgement.second], judgement


def _added(connection: Connection, run: str, position: int, account: Account) -> int:
    row = {"run": run, "position": position, "incident": incident_id(account), "body": encode_account(account)}
    key = connection.execute(_ADD_ACCOUNT, row).inserted_primary_key
    assert key is not None
    return int(key[0])
