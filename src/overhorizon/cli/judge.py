"""overhorizon judge, split, undo, why, review: what a person holds of incidents, and what the rules hold and why."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Annotated

import typer

from overhorizon.cli import parse
from overhorizon.cli.console import Screen, put_line, remark
from overhorizon.cli.options import LimitOption, StoreOption, Then, option, takes_groups
from overhorizon.cli.stores import open_linked
from overhorizon.domain.errors import InvalidInput

if TYPE_CHECKING:
    from overhorizon.domain.accounts import Account
    from overhorizon.domain.judgements import Judgement, Verdict
    from overhorizon.store.ledger import Ledger
    from overhorizon.store.rows import AcrossRow

_WHY = Annotated[str, option("--why", "Your reason, for those who read it later.", metavar="TEXT")]
_BY = Annotated[str | None, option("--by", "Who judges. Default: your user name.", metavar="NAME")]
_INCIDENT = "An incident (e-...), one of its accounts (i-...), or the beginning of an id."


def register(app: typer.Typer) -> None:
    app.command()(judge)
    app.command()(split)
    app.command()(undo)
    app.command()(takes_groups(why))
    app.command()(takes_groups(review))


def judge(
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same, different, part-of (A is part of B) or rival.")],
    first: Annotated[str, typer.Argument(metavar="A", help=_INCIDENT)],
    second: Annotated[str, typer.Argument(metavar="B", help=_INCIDENT)],
    *,
    why: _WHY,
    by: _BY = None,
    store: StoreOption = None,
) -> None:
    """Say that two incidents are the same, different, one part of the other, or rival accounts of one event.

    It wins over the rules, survives a new reading of the reports, and can be undone.

    Example: overhorizon judge same e-6dasoo e-l2bhyq --why "same bridge, same night"
    """
    from overhorizon.domain.judgements import Verdict

    held = parse.choice(verdict, Verdict, "VERDICT")
    if held is None or held is Verdict.UNSURE:
        raise InvalidInput(f"VERDICT: {verdict!r} is none of: same, different, part-of, rival")
    author, at = _author(by, why), datetime.now(UTC)
    with open_linked(store) as ledger:
        one, other = (_accounts_named(ledger, name) for name in (first, second))
        if one[0].anchor == other[0].anchor:
            raise InvalidInput(f"{first} and {second} are one account: judge two")
        pairs = [(a, b) for a in one for b in other] if held is Verdict.DIFFERENT else [(one[0], other[0])]
        _keep(ledger, pairs, held, (why, author, at))


def split(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident (e-...), or the beginning of its id.")],
    accounts: Annotated[
        list[str], typer.Argument(metavar="ACCOUNT", help="Its accounts (i-...) or reports (r-...) that go apart, together.")
    ],
    *,
    why: _WHY,
    by: _BY = None,
    store: StoreOption = None,
) -> None:
    """Take accounts out of an incident, to stand as another one together.

    Example: overhorizon split e-6dasoo i-l2bhyq i-q3xk7a --why "the second blast, an hour later"
    """
    from overhorizon.domain.judgements import Verdict

    author, at = _author(by, why), datetime.now(UTC)
    with open_linked(store) as ledger:
        row = ledger.incident(incident)
        apart = [_member(row, name) for name in dict.fromkeys(accounts)]
        rest = [a for a in row.accounts if a not in apart]
        if not rest:
            raise InvalidInput(f"{row.id} has no other accounts: leave one in it")
        together = list(combinations(apart, 2))
        if together:
            _keep(ledger, together, Verdict.SAME, (why, author, at))
        _keep(ledger, [(a, b) for a in apart for b in rest], Verdict.DIFFERENT, (why, author, at))


def undo(
    judgement: Annotated[
        str, typer.Argument(metavar="JUDGEMENT", help="A person's judgement (j-...), or the beginning of its id.")
    ],
    *,
    why: _WHY,
    by: _BY = None,
    store: StoreOption = None,
) -> None:
    """Undo a person's judgement. Both stay on record: --known-at still finds it.

    Example: overhorizon undo j-4tqk2m --why "two bridges after all"
    """
    author, at = _author(by, why), datetime.now(UTC)
    with open_linked(store) as ledger:
        undone = ledger.undo(judgement, author=author, reason=why, at=at)
    put_line(f"Undone: {undone.verdict.value}, {undone.id}.")


def why(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help=_INCIDENT)],
    *,
    then: Then,
    store: StoreOption = None,
) -> None:
    """Say why accounts are one incident: for each, the surest join, with every feature that was weighed.

    Example: overhorizon why e-6dasoo
    """
    from overhorizon.cli.across_view import judgement_view
    from overhorizon.cli.views import counted

    with open_linked(store) as ledger:
        row = ledger.incident(incident, then.moment())
        held = {j.attached.pair: j.attached for j in ledger.judgements(then.moment()) if j.attached is not None}
    member_at = {account.anchor: member for account, member in zip(row.accounts, row.members, strict=True)}
    screen = Screen()
    shown = [j for pair, j in held.items() if pair[0] in member_at and pair[1] in member_at]
    joined = {end for j in shown for end in j.pair}
    shown += [_surest(row, number) for number, account in enumerate(row.accounts) if number and account.anchor not in joined]
    for one in shown:
        screen.show(judgement_view(one, member_at[one.first], member_at[one.second]), "")
    if not shown:
        put_line("One account: nothing is joined.")
    remark(f"{row.id}: {counted(len(row.accounts), 'account')}, {counted(len(shown), 'join')} shown.")


def review(*, then: Then, limit: LimitOption = 20, store: StoreOption = None) -> None:
    """List what a person should look at: links that the rules leave open, readings whose words were hard to read, and judgements.

    The workbench (`overhorizon serve`, Review) takes rulings on them.

    Example: overhorizon review --limit 5
    """
    from overhorizon.cli.across_view import person_view, unsure_view, weak_view
    from overhorizon.cli.views import counted
    from overhorizon.runs.reviewing import weak_readings

    with open_linked(store) as ledger:
        found, held = ledger.unsure(limit, then.moment()), ledger.judgements(then.moment())
        weak = weak_readings(ledger, limit, then.moment())
    screen = Screen()
    for row in found.rows:
        screen.show(unsure_view(row), "")
    for reading in weak:
        screen.show(weak_view(reading), "")
    for one in sorted(held, key=lambda j: j.attached is not None):
        screen.show(person_view(one))
    orphans = sum(one.attached is None for one in held)
    open_links = f"{len(found.rows):,} of {counted(found.total, 'open link')}"
    remark(
        f"{open_links}; {counted(len(weak), 'unsure reading')}; {counted(len(held), 'judgement')}, {counted(orphans, 'orphan')}."
    )


def _author(by: str | None, why: str) -> str:
    if not why.strip():
        raise InvalidInput("--why: say why, in a few words")
    try:
        name = (by if by is not None else getpass.getuser()).strip()
    except (OSError, KeyError):
        name = ""
    if not name:
        raise InvalidInput("--by: say who judges")
    return name


def _accounts_named(ledger: Ledger, name: str) -> tuple[Account, ...]:
    """The accounts that are meant: the one of a mention's id, or all of an incident, the earliest first."""
    row = ledger.incident(name)
    wanted = name.strip().lower()
    own = tuple(a for a in row.accounts if a.id.startswith(wanted))
    return own if len(own) == 1 else row.accounts


def _member(row: AcrossRow, name: str) -> Account:
    wanted = name.strip().lower()
    found = [a for a in row.accounts if wanted and (a.id.startswith(wanted) or a.report.startswith(wanted))]
    if len(found) != 1:
        raise InvalidInput(
            f"{'several accounts' if found else 'no account'} of {row.id} begin{'' if found else 's'} with {wanted or 'nothing'}"
        )
    return found[0]


def _keep(ledger: Ledger, pairs: Sequence[tuple[Account, Account]], verdict: Verdict, said: tuple[str, str, datetime]) -> None:
    from overhorizon.domain.judgements import Judgement, in_order

    reason, author, at = said
    made: list[Judgement] = []
    for a, b in pairs:
        first, second = in_order(a.anchor, b.anchor, verdict)
        made.append(Judgement(first=first, second=second, verdict=verdict, reason=reason, author=author, at=at))
    ledger.judge(made)
    for one in made:
        put_line(f"{one.id}  {one.verdict.value}  {one.first.report}  {one.second.report}")


def _surest(row: AcrossRow, number: int) -> Judgement:
    """The rule's judgement that speaks most for an account among the earlier ones of its incident."""
    from overhorizon.pipeline import judge_pairs

    account = row.accounts[number]
    judged = judge_pairs((account, earlier) for earlier in row.accounts[:number])
    return max(judged, key=lambda j: (j.probability or 0.0, j.pair))
