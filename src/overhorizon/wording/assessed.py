"""Assessments in words: values, who holds them, how they stand, the way of a number, and quarrels. For screens, pages and briefs."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from overhorizon.domain.assessment import Assessment, Contradiction, Grade, Holding, Path, Property, Side, Value
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.tolls import Toll
from overhorizon.domain.views import IncidentView
from overhorizon.wording.values import has_number, value_words

LABEL: Final = {
    Property.DATE: "when",
    Property.PLACE: "where",
    Property.MANNER: "what",
    Property.PERPETRATOR: "by",
    Property.TARGET: "against",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # in every locale


def label(about: Assessment | Contradiction) -> str:
    """What it is about: "killed", "where"."""
    return about.harm.value if about.harm is not None else LABEL[about.about]


def holding_words(view: IncidentView, holding: Holding) -> str:
    """The value as a person reads it; a toll without a number in the words of the first report that gives it."""
    return _words(view, holding.value, holding.anchors)


def holders_words(view: IncidentView, holding: Holding) -> str:
    """Whose knowledge it is, in which voices, from the first to the last day, in how many reports."""
    voices = list(dict.fromkeys(view.voice(v).words for v in holding.voices))
    known = {view.root(r).words.casefold() for r in holding.roots}
    through = "" if {v.casefold() for v in voices} <= known else f", through {_listed(voices)}"
    number = len(holding.reports)
    days = days_words(holding.first, holding.last)
    return f"{roots_words(view, holding)}{through}; {days}, {number} {'report' if number == 1 else 'reports'}"


def roots_words(view: IncidentView, holding: Holding) -> str:
    """Whose knowledge it is; what an outlet says itself rests on somebody, and who that is it need not tell."""
    certain = _listed(view.root(r).words for r in holding.certain)
    possible = [view.root(r).words for r in holding.roots if r not in holding.certain]
    if not possible:
        return certain or "no known root"
    if certain:
        return f"{certain}; perhaps {_listed(possible)}"
    return f"one of {_listed(possible)}"


def grade_words(grade: Grade) -> str:
    """The Admiralty grade with its rule: "F2: more roots for it than against"."""
    return f"{grade}: {grade.rule}"


def standing_words(view: IncidentView, holding: Holding) -> str:
    """How a value stands: "contested, single root", with those who deny it; empty where nothing is to be said."""
    words = [s.value for s in holding.standings]
    denied = f"denied by {_listed(view.root(r).words for r in holding.denied_by)}"
    return ", ".join(denied if word == "denied" else word for word in words)


def path_words(view: IncidentView, path: Path) -> str:
    """ "59 (26 Aug) → 100 (27 Aug 2026), Harbour ministry": the year once where it is one year."""
    years = {day.year for _, day in path.values}
    steps = []
    for number, (value, day) in enumerate(path.values, 1):
        year = f" {day.year}" if len(years) > 1 or number == len(path.values) else ""
        steps.append(f"{_words(view, value, ())} ({day.day} {_MONTHS[day.month - 1]}{year})")
    return f"{' → '.join(steps)}, {view.root(path.root).words}"


def side_words(view: IncidentView, side: Side) -> str:
    """One side of a contradiction with its roots."""
    return f"{side_value_words(view, side)} ({_listed(view.root(r).words for r in side.roots) or 'no known root'})"


def side_value_words(view: IncidentView, side: Side) -> str:
    """The value of one side, or "denied: " and the value that it denies."""
    value = _words(view, side.value, () if side.denies else side.anchors)
    return f"denied: {value}" if side.denies else value


def contradiction_words(view: IncidentView, contradiction: Contradiction) -> str:
    """ "14 (Harbour government) against 17 (a hospital), open since 4 Mar 2026"."""
    sides = " against ".join(side_words(view, side) for side in contradiction.sides)
    return f"{sides}, {contradiction.state.value}, since {day_words(contradiction.since)}"


def day_words(day: date) -> str:
    """ "4 Mar 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_words(first: date, last: date) -> str:
    """One day, or both ends: "3 to 4 Mar 2026"."""
    if first == last:
        return day_words(first)
    same_year, same_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    start = f"{first.day}" if same_month else f"{first.day} {_MONTHS[first.month - 1]}" if same_year else day_words(first)
    return f"{start} to {day_words(last)}"


def _words(view: IncidentView, value: Value, anchors: Sequence[Anchor]) -> str:
    if not isinstance(value, Toll) or has_number(value.total):
        return value_words(value)
    texts = {m.report.id: m.report.text for m in view.members}
    quoted = next((a.span.of(texts[a.report]) for a in anchors if a.report in texts), None)
    return f"“{quoted}”" if quoted else value_words(value)


def _listed(words: Iterable[str]) -> str:
    *rest, last = [*dict.fromkeys(words)] or [""]
    return f"{', '.join(rest)} and {last}" if rest else last
