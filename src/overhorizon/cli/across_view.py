"""An incident across reports on a screen: who holds which value, what joined the accounts, what is open."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, quoted, shown, spaced
from overhorizon.cli.views import counted
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentMention, Reading, Role, RoleFiller
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.rivals import counted as counts_all
from overhorizon.domain.rivals import span_of
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.domain.views import IncidentView, Member
from overhorizon.store.rows import IncidentRow, JudgementRow, UnsureRow
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import count_words, has_number, location_words, party_words, speakers_of, when_words

T = TypeVar("T")

_UNKNOWN_OUTLET = "outlet unknown"
_ROLES = {Role.PERPETRATOR: "by", Role.TARGET: "against", Role.CLAIMANT: "claimed by", Role.PARTY: "between"}


def across_entry(view: IncidentView) -> RenderableType:
    """One incident of a list: what, when, where, the range of the dead, and reports, voices and roots behind it."""
    lead = view.lead
    location = lead.mention.location
    whens = [m.mention.when for m in view.members if m.mention.when is not None and m.mention.when.is_resolved]
    when = min(whens, key=lambda w: w.precision, default=None)
    parts = [Text(lead.mention.type.value, style="bold")]
    parts.append(shown(location_words(location)) if location else Text("place not said", style=DIM))
    if killed := _range(view.members):
        parts.append(shown(f"killed: {killed}"))
    by = dict.fromkeys(party_words(p) for m in view.members for p in m.mention.parties(Role.PERPETRATOR))
    parts += [shown(f"by {' or '.join(by)}")] if by else []
    text = lead.report.text
    entry = Table.grid(padding=(0, 2))
    entry.add_column(width=12)
    entry.add_column(overflow="fold")
    entry.add_row(shown(when_words(when)) if when else Text("no date", style=DIM), Text("  ").join(parts))
    entry.add_row("", quoted(sentence_around(text, lead.mention.triggers[0]).of(text)))
    entry.add_row("", spaced(DIM, shown(_support(view)), view.id))
    return entry


def across_view(view: IncidentView) -> RenderableType:
    """Everything that reports say of one incident: each value with who holds it, whose knowledge it is, then the accounts."""
    parts: list[RenderableType] = [
        Rule(style=DIM),
        spaced("", shown(view.lead.mention.type.value, "bold"), shown(_support(view))),
    ]
    parts += [Text(view.id, style=DIM), Text()]
    lines = Table.grid(padding=(0, 1))
    lines.add_column(width=10, style=DIM, no_wrap=True)
    lines.add_column(overflow="fold")
    previous = ""
    for label, body in _properties(view.members):
        lines.add_row("" if label == previous else label, body)
        previous = label
    parts.append(indented(lines))
    for name, ids in (("parts of it", view.parts), ("part of", view.whole), ("rival accounts", view.rivals)):
        parts += [spaced("", f"{name}:", *(shown(i, DIM) for i in ids))] if ids else []
    parts += [
        Text(),
        Text.assemble(("Roots", "bold cyan"), ("  whose knowledge it is, through which voice, in which reports", DIM)),
    ]
    parts.append(indented(_trail(view), 1))
    parts += [Text(), Text.assemble(("Accounts", "bold cyan"), (f"  {len(view.members)}, the earliest first", DIM))]
    parts += [indented(_account(member), 1) for member in view.members]
    return Group(*parts)


def judgement_view(judgement: Judgement, first: IncidentRow, second: IncidentRow) -> RenderableType:
    """A judgement of two accounts with both sentences, and each feature of a rule in words with what it adds."""
    if judgement.author is not None:
        head = shown(f"{judgement.verdict.value}, by {judgement.author}: {judgement.reason}", "bold")
    else:
        chance = f"{judgement.probability:.2f}" if judgement.probability is not None else "?"
        head = spaced("", shown(judgement.verdict.value, "bold"), f"probability of same {chance}", judgement.reason)
    parts: list[RenderableType] = [
        head,
        indented(_sentence(first.analysis, first.incident)),
        indented(_sentence(second.analysis, second.incident)),
    ]
    parts += [indented(spaced("", f"{f.points:+6.2f}", f.name, shown(f.detail, DIM)), 5) for f in judgement.features]
    return Group(*parts)


def unsure_view(row: UnsureRow) -> RenderableType:
    """Two accounts that the rules leave open."""
    names = spaced(DIM, *row.incidents)
    return Group(names, judgement_view(row.judgement, row.first, row.second))


def person_view(row: JudgementRow) -> RenderableType:
    """What a person holds, and whether it applies to anything."""
    held = row.judgement
    ends = f"{held.first.report} and {held.second.report}"
    state = Text() if row.attached else Text("orphan: its words are not read as an incident any more", style="yellow")
    day = f"{held.at:%Y-%m-%d}" if held.at else ""
    return spaced("", day, shown(held.verdict.value, "bold"), f"{held.author}: {held.reason}", ends, shown(held.id, DIM), state)


def _trail(view: IncidentView) -> RenderableType:
    outlets = {m.report.id: m.report.outlet or _UNKNOWN_OUTLET for m in view.members}
    lines = Table.grid(padding=(0, 2))
    lines.add_column(overflow="fold", max_width=30)
    lines.add_column(overflow="fold")
    previous = None
    for step in view.trail.steps:
        root = shown(step.root.words, "bold" if step.root.known else DIM)
        reports = dict.fromkeys(outlets[r] for r in step.reports)
        lines.add_row(
            "" if step.root.id == previous else root, spaced("", shown(step.voice.words), shown(f"({'; '.join(reports)})", DIM))
        )
        previous = step.root.id
    return lines


def _support(view: IncidentView) -> str:
    undated = f", {counted(len(view.undated), 'undated report')}" if view.undated else ""
    contested = f"; contested: {', '.join(view.contested)}" if view.contested else ""
    return f"{view.trail}{undated}{contested}"


def _range(members: Iterable[Member]) -> str:
    counts = [r.value.total for m in members for r in counts_all(m.mention.tolls, Harm.KILLED) if r.value is not None]
    low, high = span_of(counts)
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low}"
    return f"{low} or more" if high is None else f"{low if low is not None else '?'} to {high}"


def _properties(members: Sequence[Member]) -> Iterator[tuple[str, Text]]:
    yield from _held("when", members, lambda m: m.mention.whens, when_words)
    yield from _held("where", members, lambda m: m.mention.places, location_words)
    for harm in Harm:
        yield from _held(harm.value, members, partial(_tolls, harm), _toll_words)
    for role, label in _ROLES.items():
        yield from _held(label, members, partial(_fillers, role), lambda filler: party_words(filler.party))


def _tolls(harm: Harm, member: Member) -> list[Reading[Toll]]:
    return [r for r in member.mention.tolls if r.value is not None and r.value.harm is harm]


def _toll_words(toll: Toll) -> str:
    return count_words(toll.total, "") if has_number(toll.total) else "no number"


def _fillers(role: Role, member: Member) -> list[Reading[RoleFiller]]:
    return [r for r in member.mention.roles if r.value is not None and r.value.role is role]


def _held(
    label: str, members: Sequence[Member], readings: Callable[[Member], Iterable[Reading[T]]], words: Callable[[T], str]
) -> Iterator[tuple[str, Text]]:
    """Each value with who holds it, that of most reports first."""
    holders: dict[str, dict[str, None]] = {}
    for member in members:
        speakers = speakers_of(member.analysis)
        for reading in readings(member):
            if reading.value is None:
                continue
            outlet = member.report.outlet or _UNKNOWN_OUTLET
            speaker = speakers.get(reading.claim) if reading.claim else None
            note = ", superseded" if reading.superseded else ""
            holder = f"{speaker} in {outlet}{note}" if speaker else f"{outlet}{note}"
            holders.setdefault(words(reading.value), {})[holder] = None
    for value, who in sorted(holders.items(), key=lambda item: (-len(item[1]), item[0])):
        yield label, spaced("", shown(value, "bold"), shown(f"({'; '.join(who)})", DIM))


def _account(member: Member) -> RenderableType:
    head = spaced(
        "",
        f"{member.since.isoformat()}{'' if member.is_dated else ' (undated: when it was read)'}",
        shown(member.report.outlet or _UNKNOWN_OUTLET, "bold"),
        shown(member.mention.id, DIM),
        shown(member.report.id, DIM),
    )
    return Group(head, indented(_sentence(member.analysis, member.mention)))


def _sentence(analysis: Analysis, mention: IncidentMention) -> Text:
    text = analysis.report.text
    return quoted(sentence_around(text, mention.triggers[0]).of(text))
