"""What a person should look at: the links that the rules leave open, most valuable first."""

from sqlalchemy import Connection, case, func, select

from overhorizon import pipeline
from overhorizon.domain.judgements import Verdict
from overhorizon.store import across, judging
from overhorizon.store import tables as t
from overhorizon.store.accounts import standing_among
from overhorizon.store.rows import Found, UnsureRow


def unsure(connection: Connection, limit: int) -> Found[UnsureRow]:
    """Open pairs of different incidents that no person has judged: those that would join most accounts first, then the likeliest."""
    first, second = t.accounts.alias("a"), t.accounts.alias("b")
    stands, also = t.active_runs.alias("stands"), t.active_runs.alias("also")
    one, other = t.memberships.alias("one"), t.memberships.alias("other")
    query = (
        select(t.links.c.first, t.links.c.second, t.links.c.probability, one.c.incident, other.c.incident.label("other"))
        .join(first, first.c.id == t.links.c.first)
        .join(second, second.c.id == t.links.c.second)
        .join(stands, stands.c.run == first.c.run)
        .join(also, also.c.run == second.c.run)
        .join(one, one.c.account == t.links.c.first)
        .join(other, other.c.account == t.links.c.second)
        .where(t.links.c.verdict == Verdict.UNSURE.value, one.c.incident != other.c.incident)
    )
    judged = _judged(connection)
    sizes = select(t.memberships.c.incident, func.count().label("size")).group_by(t.memberships.c.incident).cte("sizes")
    mine, theirs = sizes.alias("mine"), sizes.alias("theirs")
    smaller = case((mine.c.size < theirs.c.size, mine.c.size), else_=theirs.c.size)
    ranked = query.join(mine, mine.c.incident == one.c.incident).join(theirs, theirs.c.incident == other.c.incident)
    ranked = ranked.order_by(smaller.desc(), t.links.c.probability.desc(), one.c.incident, other.c.incident)
    seen: set[frozenset[str]] = set()
    rows: list[UnsureRow] = []
    total = 0
    for row in connection.execute(ranked):
        pair = frozenset((row.incident, row.other))
        if pair in seen or frozenset((row.first, row.second)) in judged:
            continue  # the likeliest pair stands for its two incidents
        seen.add(pair)
        total += 1
        if len(rows) < limit:
            rows.append(_row(connection, row.first, row.second, (row.incident, row.other)))
    return Found(rows=tuple(rows), total=total)


def _judged(connection: Connection) -> set[frozenset[int]]:
    reports = set(connection.execute(select(t.judgements.c.first_report)).scalars())
    return {frozenset(pair) for pair, _ in judging.of_reports(connection, reports)}


def _row(connection: Connection, first: int, second: int, incidents: tuple[str, str]) -> UnsureRow:
    accounts = standing_among(connection, (first, second))
    (judgement,) = pipeline.judge_pairs([(accounts[first], accounts[second])])
    one, other = across.told(connection, (accounts[first], accounts[second]))
    return UnsureRow(judgement=judgement, first=one, second=other, incidents=incidents)
