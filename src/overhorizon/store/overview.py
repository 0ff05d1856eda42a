"""What lists and maps of a whole ledger are made from: which account is in which incident, and accounts without their texts."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Select, bindparam, func, select

from overhorizon.domain.accounts import Account
from overhorizon.domain.spans import Span
from overhorizon.store import tables as t
from overhorizon.store.accounts import in_chunks
from overhorizon.store.codec import decode_account
from overhorizon.store.rows import MembershipRow

_ACCOUNTS = select(t.accounts.c.id, t.accounts.c.body).where(t.accounts.c.id.in_(bindparam("ids", expanding=True)))


def memberships(connection: Connection) -> tuple[MembershipRow, ...]:
    """Each account that stands, by its row, with its incident and since when it counts."""
    found = connection.execute(
        select(t.memberships.c.account, t.memberships.c.incident, t.active_runs.c.since, t.active_runs.c.dated)
        .join_from(t.memberships, t.accounts, t.accounts.c.id == t.memberships.c.account)
        .join(t.active_runs, t.active_runs.c.run == t.accounts.c.run)
    )
    return tuple(MembershipRow(account=a, incident=i, since=since, is_dated=dated) for a, i, since, dated in found)


def accounts(connection: Connection, rows: Collection[int]) -> dict[int, Account]:
    """Accounts by row, as they were when first linked: since when they count is their membership's to say."""
    found = (row for ids in in_chunks(rows) for row in connection.execute(_ACCOUNTS, {"ids": ids}))
    return {row.id: decode_account(row.body) for row in found}


def passages(connection: Connection, wanted: Sequence[tuple[str, Span]]) -> dict[tuple[str, Span], str]:
    """The words of spans of reports as they stand, without reading the reports whole. What lies outside a text is cut off."""
    texts = {}
    for report, span in wanted:
        words = connection.execute(_words_of(report, span)).scalar()
        if words is not None:
            texts[report, span] = str(words)
    return texts


def _words_of(report: str, span: Span) -> Select[tuple[str]]:
    return (
        select(func.substr(t.texts.c.text, span.start + 1, span.end - span.start))
        .join_from(t.active_runs, t.runs, t.runs.c.id == t.active_runs.c.run)
        .join(t.revisions, t.revisions.c.id == t.runs.c.revision)
        .join(t.texts, t.texts.c.id == t.revisions.c.text)
        .where(t.active_runs.c.report == report)
    )
