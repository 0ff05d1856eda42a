"""Incidents across reports, judgements and silent edits on a screen: readable, and no hostile word is obeyed."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from rich.console import RenderableType

from evaluation.generate_ledger import arrivals
from overhorizon.cli.across_view import across_entry, across_view, judgement_view, person_view, unsure_view
from overhorizon.cli.revision_view import revisions_view
from overhorizon.domain.history import Moment
from overhorizon.domain.judgements import Judgement, Verdict
from overhorizon.domain.views import IncidentView
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.assessing import view
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import IncidentRow, JudgementRow, UnsureRow
from tests import factories
from tests.cli.test_views import seen
from tests.store.test_across import edited, filled

HOSTILE = "\x1b[2J[bold red]Gao\u202e<script>\x07 =1+1"


@cache
def of_one_event() -> IncidentView:
    with filled(a for a in arrivals(40, seed=5) if a.event == 0) as ledger:
        (row,) = ledger.incidents().rows
        return view(row, Gazetteer.load())


@cache
def of_the_hand_made() -> tuple[IncidentView, ...]:
    with Ledger.open("sqlite://") as ledger:
        for analysis in (factories.market(), factories.convoy(), factories.hostile()):
            ledger.record(factories.capture(analysis.report.text, "-"), analysis, at=factories.NOW)
        return tuple(view(row, Gazetteer.load()) for row in ledger.incidents().rows)


def everything(of: IncidentView) -> list[RenderableType]:
    first, last = (IncidentRow(analysis=m.analysis, incident=m.mention) for m in (of.members[0], of.members[-1]))
    views = [across_entry(of), across_view(of)]
    ends = (of.members[0].anchor, replace(of.members[0].anchor, report="r-zzz"))
    judged = Judgement(first=ends[0], second=ends[1], verdict=Verdict.UNSURE, reason=HOSTILE, author=HOSTILE, at=factories.NOW)
    views += [judgement_view(judged, first, last)]
    views += [unsure_view(UnsureRow(judgement=judged, first=first, second=last, incidents=("e-1", "e-2")))]
    views += [person_view(JudgementRow(judgement=judged, attached=None))]
    return views


def test_the_preferred_value_comes_with_grade_rule_standing_and_holders() -> None:
    shown = " ".join(seen(across_view(of_one_event()), width=200).split())
    held = of_one_event().assessments
    assert all(f"{a.preferred.grade}: {a.preferred.grade.rule}" in shown for a in held)
    assert all(f"preferred: {a.rule}" in shown for a in held if len(a.holdings) > 1)
    assert all(of_one_event().root(root).words in shown for a in held for root in a.preferred.roots)


def test_no_identity_of_a_value_is_shown() -> None:
    for one in (of_one_event(), *of_the_hand_made()):
        shown = seen(*everything(one), width=200)
        identities = [h.words for a in one.assessments for h in a.holdings if ".." in h.words]
        assert not [words for words in identities if words in shown]
        assert "None" not in shown


@pytest.mark.parametrize("number", range(4))
def test_hostile_words_are_shown_and_not_obeyed(number: int) -> None:
    one = of_the_hand_made()[number]
    member = one.members[0]
    report = replace(member.report, outlet=HOSTILE)
    other = replace(member, analysis=replace(member.analysis, report=report))
    trail = replace(
        one.trail,
        steps=tuple(
            replace(s, root=replace(s.root, words=HOSTILE), voice=replace(s.voice, words=HOSTILE)) for s in one.trail.steps
        ),
    )
    roots = tuple(replace(root, words=HOSTILE) for root in one.origins.roots)
    origins = replace(one.origins, roots=roots, voices=tuple(replace(v, words=HOSTILE) for v in one.origins.voices))
    changed = replace(one, members=(other, *one.members[1:]), trail=trail, origins=origins)
    shown = seen(*everything(changed), width=160)
    assert not {"\x1b", "\u202e", "\x07"} & set(shown)
    assert "[bold red]Gao" in shown  # markup is words like others


def test_a_silent_edit_shows_what_changed_and_when() -> None:
    first = next(a for a in arrivals(20, seed=5) if a.analysis.report.publication is not None)
    later = edited(first, days=10)
    ident = first.analysis.report.id
    with filled([first, later]) as ledger:
        shown = seen(revisions_view(ledger.revisions(ident)))
        assert "the text was changed" in shown
        assert "+ “Corrected later.”" in shown
        assert f"{later.at:%Y-%m-%d}" in shown
        between = Moment(as_of=first.at.date() + timedelta(days=5))
        assert len(ledger.revisions(ident, between)) == 1
        assert seen(revisions_view(ledger.revisions(ident, between))).strip() == ""
        assert len(ledger.revisions(ident, Moment(known_at=later.at))) == 2
