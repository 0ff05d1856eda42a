"""What the reports of an incident come to, on a screen: values with grade and holders, the way of numbers, quarrels."""

from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import shown, spaced
from overhorizon.domain.assessment import Assessment, Dispute, Holding, Property, Standing
from overhorizon.domain.incidents import Role
from overhorizon.domain.tolls import Harm, Victims
from overhorizon.domain.views import IncidentView, Member
from overhorizon.wording.assessed import (
    contradiction_words,
    grade_words,
    holders_words,
    holding_words,
    label,
    path_words,
    standing_words,
)
from overhorizon.wording.values import location_words, party_words, speakers_of, toll_words, when_words

_ORDER = (Property.MANNER, Property.DATE, Property.PLACE, Property.TOLL, Property.PERPETRATOR, Property.TARGET)
_UNGRADED = {Role.CLAIMANT: "claimed by", Role.PARTY: "between"}
_ALARMING = {Standing.CONTESTED, Standing.DENIED}

Line = tuple[str, Text]


def values_table(view: IncidentView) -> Table:
    """Each property: the preferred value first, each with its grade, how it stands, who holds it, then how its numbers changed.

    Below it what is told beside: whom the deed is claimed by, attackers' own dead, days and places too vague to be assessed.
    """
    lines = Table.grid(padding=(0, 1))
    lines.add_column(width=10, style=DIM, no_wrap=True)
    lines.add_column(overflow="fold")
    by_name: dict[str, list[Text]] = {}
    for name, body in _lines(view):
        by_name.setdefault(name, []).append(body)
    for name, bodies in by_name.items():
        for number, body in enumerate(bodies):
            lines.add_row("" if number else name, body)
    return lines


def contradictions_table(view: IncidentView) -> Table:
    """One line for each: what it is about, both sides with their roots, its state, since when."""
    lines = Table.grid(padding=(0, 2))
    lines.add_column(width=10, style=DIM, no_wrap=True)
    lines.add_column(overflow="fold")
    for one in view.contradictions:
        lines.add_row(label(one), shown(contradiction_words(view, one), "" if one.state is Dispute.OPEN else DIM))
    return lines


def _lines(view: IncidentView) -> Iterator[Line]:
    assessments = sorted(view.assessments, key=lambda a: (_ORDER.index(a.about), list(Harm).index(a.harm) if a.harm else 0))
    for assessment in assessments:
        yield from _assessed(view, assessment)
    yield from _beside(view, {a.about for a in assessments})


def _assessed(view: IncidentView, assessment: Assessment) -> Iterator[Line]:
    name = label(assessment)
    for number, holding in enumerate(assessment.holdings):
        chosen = f"preferred: {assessment.rule}" if number == 0 and len(assessment.holdings) > 1 else ""
        yield name, spaced("", shown(holding_words(view, holding), "bold"), grade_words(holding.grade), _standing(view, holding))
        yield name, shown("; ".join(part for part in (holders_words(view, holding), chosen) if part), DIM)
    for path in assessment.paths:
        yield name, shown(path_words(view, path), "cyan")


def _standing(view: IncidentView, holding: Holding) -> Text:
    words = standing_words(view, holding)
    return shown(words, "yellow" if _ALARMING & set(holding.standings) else DIM)


def _beside(view: IncidentView, assessed: set[Property]) -> Iterator[Line]:
    told: list[tuple[str, str, str]] = []
    for member in view.members:
        told += _of_member(member, assessed)
    for name in dict.fromkeys(name for name, _, _ in told):
        values = dict.fromkeys(words for n, words, _ in told if n == name)
        yield from ((name, _held(words, (who for n, w, who in told if (n, w) == (name, words)))) for words in values)


def _of_member(member: Member, assessed: set[Property]) -> Iterator[tuple[str, str, str]]:
    """Label, words and holder of each reading that no assessment weighs."""
    mention, text, speakers = member.mention, member.report.text, speakers_of(member.analysis)
    outlet = member.report.outlet or "outlet unknown"

    def holder(claim: str | None) -> str:
        speaker = speakers.get(claim) if claim else None
        return f"{speaker} in {outlet}" if speaker else outlet

    if Property.DATE not in assessed:
        yield from (("when", when_words(r.value), holder(r.claim)) for r in mention.whens if r.value is not None)
    if Property.PLACE not in assessed:
        yield from (("where", location_words(r.value), holder(r.claim)) for r in mention.places if r.value is not None)
    for toll in mention.tolls:
        if toll.value is not None and (toll.partial or toll.value.victims is Victims.ATTACKERS):
            whose = "some of them" if toll.partial else "attackers"
            yield toll.value.harm.value, f"{toll_words(toll, text)} ({whose})", holder(toll.claim)
    for role in mention.roles:
        if role.value is not None and role.value.role in _UNGRADED:
            yield _UNGRADED[role.value.role], party_words(role.value.party), holder(role.claim)


def _held(words: str, holders: Iterable[str]) -> Text:
    return spaced("", shown(words, "bold"), shown(f"({'; '.join(dict.fromkeys(holders))})", DIM))
