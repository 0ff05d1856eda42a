"""What was looked at stays looked at when a report is read anew: an account that begins with other words is the same account.

The id of a mention hangs on the first words that tell of its incident. A better encoder may find earlier ones; then what was observed
of the account, and the alerts that it was in, go over to the account that tells of the same words now.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from overhorizon.domain.accounts import Account
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.spans import Span
from overhorizon.store import tables as t
from overhorizon.store.accounts import accounts_of
from overhorizon.store.judging import Wordings


def standing(connection: Connection, report: str) -> tuple[Account, ...]:
    """The accounts of a report as they stand, before they are followed by others."""
    return tuple(accounts_of(connection, [report]).values())


def inherit(connection: Connection, report: str, before: Iterable[Account]) -> None:
    """Give what was known of accounts that stand no more to those that tell of the same words now and of which nothing is known."""
    now = standing(connection, report)
    current = {account.id for account in now}
    texts = Wordings(connection)
    gone = [(was, _anchors(was, texts)) for was in before if was.id not in current]
    for account in now if gone else ():
        heirs_of = [was.id for was, anchors in gone if any(account.is_at(anchor) for anchor in anchors)]
        for ancestor in heirs_of:
            _take_over(connection, account, ancestor)


def _anchors(was: Account, texts: Wordings) -> list[Anchor]:
    """All words that told of it, where they stand in the wording of now."""
    told = (_anchor(was, span) for span in was.mention.triggers)
    return [anchor for one in told if (anchor := texts.moved(one, was.revision)) is not None]


def _anchor(account: Account, span: Span) -> Anchor:
    return Anchor(report=account.report, start=span.start, end=span.end)


def _take_over(connection: Connection, account: Account, ancestor: str) -> None:
    seen = t.observations.c
    known = connection.execute(select(seen.account).where(seen.account == account.id)).first()
    body = connection.execute(select(seen.body).where(seen.account == ancestor, seen.report == account.report)).scalar()
    if body is not None and known is None:
        connection.execute(insert(t.observations), {"account": account.id, "report": account.report, "body": body})
    told = t.alert_accounts.c
    mine = set(connection.execute(select(told.alert).where(told.account == account.id)).scalars())
    theirs = set(connection.execute(select(told.alert).where(told.account == ancestor)).scalars())
    if theirs - mine:
        connection.execute(insert(t.alert_accounts), [{"alert": alert, "account": account.id} for alert in sorted(theirs - mine)])
