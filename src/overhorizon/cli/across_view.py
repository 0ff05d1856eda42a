"""An incident across reports on a screen: what it comes to, whose knowledge it is, what joined the accounts, what is open."""

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from overhorizon.cli.assessed_view import contradictions_table, values_table
from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, quoted, shown, spaced
from overhorizon.cli.views import counted as number_of_things
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Property
from overhorizon.domain.incidents import IncidentMention
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.tolls import Harm
from overhorizon.domain.views import IncidentView, Member
from overhorizon.runs.reviewing import WeakReading
from overhorizon.store.rows import IncidentRow, JudgementRow, UnsureRow
from overhorizon.wording.assessed import holding_words
from overhorizon.wording.text import sentence_around
from overhorizon.wording.values import location_words, value_words

_UNKNOWN_OUTLET = "outlet unknown"


def across_entry(view: IncidentView) -> RenderableType:
    """One incident of a list: what, when, where, the dead with their grade, and reports, voices and roots behind it."""
    lead = view.lead
    location, when = _location(view), view.preferred(Property.DATE)
    what = view.preferred(Property.MANNER)
    parts = [shown(value_words(what.value) if what else lead.mention.type.value, "bold")]
    parts.append(shown(location) if location else Text("place not said", style=DIM))
    if killed := _killed(view):
        parts.append(shown(f"killed: {killed}"))
    by = view.assessment(Property.PERPETRATOR)
    named = dict.fromkeys(value_words(h.value) for h in by.holdings) if by else ()
    parts += [shown(f"by {' or '.join(named)}")] if named else []
    text = lead.report.text
    entry = Table.grid(padding=(0, 2))
    entry.add_column(width=12)
    entry.add_column(overflow="fold")
    entry.add_row(shown(value_words(when.value)) if when else Text("no date", style=DIM), Text("  ").join(parts))
    entry.add_row("", quoted(sentence_around(text, lead.mention.triggers[0]).of(text)))
    entry.add_row("", spaced(DIM, shown(_support(view)), view.id))
    return entry


def across_view(view: IncidentView) -> RenderableType:
    """Everything that reports say of one incident: each value, how it stands and who holds it; what is at odds; then the accounts."""
    what = view.preferred(Property.MANNER)
    parts: list[RenderableType] = [
        Rule(style=DIM),
        spaced("", shown(value_words(what.value) if what else view.lead.mention.type.value, "bold"), shown(_support(view))),
    ]
    parts += [Text(view.id, style=DIM), Text(), indented(values_table(view))]
    for name, ids in (("parts of it", view.parts), ("part of", view.whole), ("rival accounts", view.rivals)):
        parts += [spaced("", f"{name}:", *(shown(i, DIM) for i in ids))] if ids else []
    if view.contradictions:
        parts += [Text(), Text.assemble(("Contradictions", "bold cyan"), (f"  {len(view.contradictions)}", DIM))]
        parts.append(indented(contradictions_table(view), 1))
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


def weak_view(weak: WeakReading) -> RenderableType:
    """A reading whose words were hard to read, in its sentence."""
    report, span = weak.row.report, weak.reading.span
    what = weak.harm.value if weak.harm else weak.about.value
    head = spaced("", what, shown(value_words(weak.value), "bold"), f"score {weak.score:.2f}")
    where = spaced(DIM, report.outlet or _UNKNOWN_OUTLET, f"{report.id} {span.start}-{span.end}", weak.row.incident.id)
    return Group(head, indented(quoted(sentence_around(report.text, span).of(report.text))), indented(where))


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
    undated = f", {number_of_things(len(view.undated), 'undated report')}" if view.undated else ""
    contested = f"; contested: {', '.join(view.contested)}" if view.contested else ""
    return f"{view.trail}{undated}{contested}"


def _location(view: IncidentView) -> str:
    """Where it was; the country of the account that says most, where nobody says more than a country."""
    held = view.preferred(Property.PLACE)
    own = view.lead.mention.location
    return value_words(held.value) if held else location_words(own) if own else ""


def _killed(view: IncidentView) -> str:
    """The preferred number with its grade, and those that are held against it: "14 (F2), against 17"."""
    found = view.assessment(Property.TOLL, Harm.KILLED)
    if found is None:
        return ""
    rivals = ", ".join(dict.fromkeys(holding_words(view, h) for h in found.rivals))
    return f"{holding_words(view, found.preferred)} ({found.preferred.grade})" + (f", against {rivals}" if rivals else "")


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
