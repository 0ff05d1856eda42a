"""What persons say of the ledger: made into judgements, corrections, notes and ratings, each signed with who, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from overhorizon.domain.accounts import Account
from overhorizon.domain.assessment import Property, Reliability
from overhorizon.domain.corrections import Correction, Note, Rating, Ruling, Subject, Undoing, readings_of
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import NOW
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Harm
from overhorizon.web.asking import Asking, named
from overhorizon.web.problems import NotThere
from overhorizon.web.values import value_of
from overhorizon.wording import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who says it, when and why."""

    author: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What is said of one reading: of an account, by its id, a property, and the words on which it rests. ``value`` is in words."""

    account: str
    about: str
    span: Span
    ruling: str
    value: str | None = None
    harm: str | None = None


def judge(ask: Asking, verdict: str, first: str, second: str, sign: Signature) -> tuple[str, ...]:
    """The ids of what was kept. Raises NotThere for unknown incidents, InvalidInput where there is nothing to judge."""
    held = parse.choice(verdict, Verdict, "verdict")
    if held is None or held is Verdict.UNSURE:
        raise InvalidInput("verdict: one of: same, different, part of, rival")
    one, other = _accounts(ask, first), _accounts(ask, second)
    if one[0].anchor == other[0].anchor:
        raise InvalidInput(f"{first} and {second} are one account: judge two")
    pairs = [(a, b) for a in one for b in other] if held is Verdict.DIFFERENT else [(one[0], other[0])]
    if any(a.anchor == b.anchor for a, b in pairs):
        raise InvalidInput(f"{first} and {second} have accounts in common: split the incident")
    return _keep(ask, pairs, held, sign)


def split(ask: Asking, incident: str, accounts: Sequence[str], sign: Signature) -> tuple[str, ...]:
    """Take accounts out of an incident, to stand as another one together. Raises as `judge` does."""
    row = ask.row(incident)
    by_name = {account.id: account for account in row.accounts}
    unknown = [name for name in accounts if name not in by_name]
    if unknown or not accounts:
        raise InvalidInput(f"{unknown[0] if unknown else 'nothing'} is no account of {row.id}")
    apart = [by_name[name] for name in dict.fromkeys(accounts)]
    rest = [account for account in row.accounts if account not in apart]
    if not rest:
        raise InvalidInput(f"{row.id} has no other accounts: leave one in it")
    made = _judgements(list(combinations(apart, 2)), Verdict.SAME, sign)
    made += _judgements([(a, b) for a in apart for b in rest], Verdict.DIFFERENT, sign)
    ask.ledger.judge(made)
    return tuple(judgement.id for judgement in made)


def correct(ask: Asking, ruled: Ruled, sign: Signature) -> Correction:
    """Raises NotThere for an unknown account, InvalidInput where it has no such reading, or for what is no value."""
    account = ask.account(ruled.account)
    about = parse.choice(ruled.about, Property, "about")
    ruling = parse.choice(ruled.ruling, Ruling, "ruling")
    harm = parse.choice(ruled.harm or None, Harm, "harm")
    assert about is not None and ruling is not None  # words were given
    if (harm is None) == (about is Property.TOLL):
        raise InvalidInput("harm: tolls have one, nothing else has")
    if (ruled.value is None) == (ruling is Ruling.CORRECTED):
        raise InvalidInput("value: give what the report says, where you correct it; nothing otherwise")
    if not any(r.span.overlaps(ruled.span) for r in readings_of(account.mention, about, harm)):
        raise InvalidInput(f"{account.id} has no reading of its {about.value} at {ruled.span.start}..{ruled.span.end}")
    correction = Correction(
        account=account.anchor,
        span=ruled.span,
        about=about,
        ruling=ruling,
        reason=sign.reason,
        author=sign.author,
        at=sign.at,
        harm=harm,
        value=None if ruled.value is None else value_of(about, ruled.value, ask.gazetteer, harm),
    )
    ask.ledger.correct(correction)
    return correction


def note(ask: Asking, subject: str, sign: Signature, *, report: str | None = None, in_briefs: bool = False) -> Note:
    """A remark on an incident, a report, or a claim of ``report``, by id; its text is the reason of the signature. Raises NotThere."""
    on, name, where = _subject(ask, subject, report)
    made = Note(on=on, subject=name, report=where, text=sign.reason, author=sign.author, at=sign.at, in_briefs=in_briefs)
    ask.ledger.note(made)
    return made


def rate(ask: Asking, outlet: str, reliability: str, sign: Signature) -> Rating:
    """Raises InvalidInput for what is no grade."""
    if reliability not in list(Reliability):
        raise InvalidInput(f"reliability: {reliability!r} is none of: {', '.join(Reliability)}")
    grade = Reliability(reliability)
    made = Rating(outlet=outlet.strip(), reliability=grade, reason=sign.reason, author=sign.author, at=sign.at)
    ask.ledger.rate(made)
    return made


def undo(ask: Asking, name: str, sign: Signature) -> str:
    """Take back a judgement, a correction, a note or a rating, by its whole id; the id. Raises NotThere where there is none to undo."""
    wanted = name.strip().lower()
    with named():
        if wanted.startswith("j-"):
            return ask.ledger.undo(wanted, author=sign.author, reason=sign.reason, at=sign.at).id
        return ask.ledger.take_back(Undoing(of=wanted, reason=sign.reason, author=sign.author, at=sign.at)).id


def _accounts(ask: Asking, name: str) -> tuple[Account, ...]:
    """The account of a mention's id, or all of an incident, the earliest first."""
    row, wanted = ask.row(name), name.strip().lower()
    own = tuple(account for account in row.accounts if account.id.startswith(wanted))
    return own if len(own) == 1 else row.accounts


def _judgements(pairs: Sequence[tuple[Account, Account]], verdict: Verdict, sign: Signature) -> list[Judgement]:
    made = []
    for a, b in pairs:
        first, second = in_order(a.anchor, b.anchor, verdict)
        made.append(Judgement(first=first, second=second, verdict=verdict, reason=sign.reason, author=sign.author, at=sign.at))
    return made


def _keep(ask: Asking, pairs: Sequence[tuple[Account, Account]], verdict: Verdict, sign: Signature) -> tuple[str, ...]:
    made = _judgements(pairs, verdict, sign)
    ask.ledger.judge(made)
    return tuple(judgement.id for judgement in made)


def _subject(ask: Asking, name: str, within: str | None) -> tuple[Subject, str, str]:
    """What a note is on, its whole id, and the report that the note goes with."""
    wanted = name.strip().lower()
    if wanted.startswith(("e-", "i-")):
        row = ask.row(wanted)
        return Subject.INCIDENT, row.id, row.accounts[0].report
    if wanted.startswith("r-"):
        report = ask.report(wanted, NOW).report.id
        return Subject.REPORT, report, report
    if wanted.startswith("c-") and within is not None:
        analysis = ask.report(within, NOW)
        if any(claim.id == wanted for claim in analysis.claims):
            return Subject.CLAIM, wanted, analysis.report.id
    raise NotThere(f"no incident, report or claim is called {name!r}")
