"""Views of two days -> a brief. Pure, and the same for any order of its inputs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from overhorizon.brief.changes import changed_lines, is_later
from overhorizon.brief.fog import fog
from overhorizon.brief.lines import (
    contested_lines,
    deadliest_first,
    judgement_lines,
    new_line,
    note_line,
    open_questions,
    quiet_line,
    single_root_line,
)
from overhorizon.brief.words import held, killed_of, once, standing, told, type_of, when_of, where_of
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Assessment, Property
from overhorizon.domain.briefs import Asked, Brief, Cited, Entry, Input, Line, MadeFrom, Section, Seen, Topic
from overhorizon.domain.corrections import Note, Subject
from overhorizon.domain.ids import digest
from overhorizon.domain.incidents import Prominence, Realis
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.tolls import Harm
from overhorizon.domain.views import IncidentView, Member
from overhorizon.domain.watches import Theatre
from overhorizon.wording.quoting import evidences
from overhorizon.wording.values import location_words, publication_words, when_words

_HAPPENED: Final = (Realis.ACTUAL, Realis.ATTEMPTED)
_NEWS: Final = timedelta(days=30)  # an incident older than that when the period began is told of, and no news
_HEARD_OF: Final = timedelta(days=180)  # what was last heard of longer ago is left to the ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a brief is made from: incidents as they stood on the day before the period and as they stand, the reports seen in it,
    persons' judgements in force, the fingerprint of our code, their notes that are to be shown, and the ids of how they rate outlets.
    """

    before: Sequence[IncidentView]
    after: Sequence[IncidentView]
    seen: Collection[Seen]
    judgements: Sequence[Judgement]
    code: str
    notes: Sequence[Note] = ()
    ratings: Sequence[str] = ()


def compose(asked: Asked, ground: Ground) -> Brief:
    """The brief. Every line has its words; incidents outside the theatre, and what has not happened, are left out."""
    before = [v for v in ground.before if _belongs(asked.theatre, v)]
    after = sorted((v for v in ground.after if _belongs(asked.theatre, v) and _happened(v)), key=lambda v: v.id)
    reported = [v for v in after if any(asked.since <= m.since <= asked.until for m in v.members)]
    judgements = _touching(ground.judgements, after)
    sections = _sections(asked, _earlier(before, reported), reported, after)
    analyses = {m.report.id: m.analysis for v in after for m in v.members}
    sections.append(Section(topic=Topic.HELD, lines=tuple(judgement_lines(judgements, analyses))))
    noted = _noted(ground.notes, after)
    sections.append(Section(topic=Topic.NOTED, lines=tuple(note_line(note, view) for note, view in noted)))
    incidents = tuple(sorted((_entry(v) for v in reported), key=_latest_first))
    kept = tuple(s for s in sections if s.lines)
    seen = sorted(ground.seen)
    return Brief(
        asked=asked,
        title=asked.theatre.name if asked.theatre else "All theatres",
        sections=kept,
        incidents=incidents,
        fog=fog(asked, reported, seen),
        sources=_sources(kept, incidents, after),
        made_from=MadeFrom(
            inputs=tuple(sorted({_input(m.analysis) for v in (*before, *after) for m in v.members})),
            judgements=tuple(sorted(j.id for j in judgements)),
            ratings=tuple(sorted(ground.ratings)),
            notes=tuple(sorted(note.id for note, _ in noted)),
            coverage=digest(
                *(part for s in seen for part in (s.report, str(s.day), s.outlet, s.language, str(s.is_read), *s.feeds))
            ),
            code=ground.code,
        ),
    )


def _sections(
    asked: Asked,
    earlier: dict[str, list[IncidentView]],
    reported: Sequence[IncidentView],
    after: Sequence[IncidentView],
) -> list[Section]:
    first_heard = deadliest_first([v for v in reported if v.id not in earlier])
    known = deadliest_first([v for v in reported if v.id in earlier])
    new = [v for v in first_heard if _is_news(v, asked.since)]
    ranked = deadliest_first(reported)
    lesser = [v for v in first_heard if v not in new]
    quiet = [v for v in deadliest_first(after) if _is_quiet(v, asked) and open_questions(v)[0]]
    return [
        Section(topic=Topic.NEW, lines=tuple(new_line(v) for v in new)),
        Section(topic=Topic.CHANGED, lines=tuple(line for v in known for line in changed_lines(earlier[v.id], v))),
        Section(topic=Topic.CONTESTED, lines=tuple(line for v in ranked for line in contested_lines(v, asked.since))),
        Section(
            topic=Topic.SINGLE_ROOT,
            lines=tuple(single_root_line(v) for v in ranked if v not in lesser and len(v.trail.roots) < 2),
        ),
        Section(topic=Topic.QUIET, lines=tuple(quiet_line(v, asked.as_of) for v in quiet)),
        Section(topic=Topic.EARLIER, lines=tuple(new_line(v) for v in lesser)),
    ]


def _belongs(theatre: Theatre | None, view: IncidentView) -> bool:
    """Whether any account places it in the theatre, or gives one of its actors a part."""
    if theatre is None:
        return True
    places = (r.value for m in view.members for r in m.mention.places if r.value is not None)
    parties = (r.value.party for m in view.members for r in m.mention.roles if r.value is not None)
    return any(theatre.holds(place) for place in places) or any(theatre.knows(party) for party in parties)


def _happened(view: IncidentView) -> bool:
    """What is planned, denied, drilled or generic is no incident of a brief."""
    return any(m.mention.realis in _HAPPENED for m in view.members)


def _is_news(view: IncidentView, since: date) -> bool:
    """Not what reports tell beside their subject, nor what had happened long before the period."""
    when = when_of(view)
    is_old = when is not None and when.latest is not None and when.latest < max(since, date.min + _NEWS) - _NEWS
    return not is_old and any(m.mention.prominence is Prominence.MAIN for m in view.members)


def _is_quiet(view: IncidentView, asked: Asked) -> bool:
    age = asked.as_of - max(m.since for m in view.members)
    return timedelta(days=asked.quiet_after) <= age <= _HEARD_OF


def _earlier(before: Iterable[IncidentView], reported: Iterable[IncidentView]) -> dict[str, list[IncidentView]]:
    """Which incidents of the day before are in which of now: those that share an account, though its report may have been edited."""
    of_report: defaultdict[str, list[tuple[Member, IncidentView]]] = defaultdict(list)
    for view in before:
        for member in view.members:
            of_report[member.report.id].append((member, view))
    found: dict[str, list[IncidentView]] = {}
    for view in reported:
        shared = {then.id: then for now in view.members for was, then in of_report[now.report.id] if is_later(was, now)}
        if shared:
            found[view.id] = [shared[name] for name in sorted(shared)]
    return found


def _touching(judgements: Sequence[Judgement], views: Iterable[IncidentView]) -> list[Judgement]:
    """Those of a report of the incidents, the newest last."""
    reports = {m.report.id for v in views for m in v.members}
    mine = (j for j in judgements if {j.first.report, j.second.report} & reports)
    return sorted(mine, key=lambda j: (j.at.isoformat() if j.at else "", j.id))


def _noted(notes: Sequence[Note], views: Iterable[IncidentView]) -> list[tuple[Note, IncidentView]]:
    """Each note with the incident that it is on, or whose report it is on; the oldest first. Notes on others are left out."""
    named = {v.id: v for v in views}
    telling = {m.report.id: v for v in reversed(named.values()) for m in v.members}
    found = []
    for note in sorted(notes, key=lambda n: (n.at.isoformat(), n.id)):
        view = (named.get(note.subject) if note.on is Subject.INCIDENT else None) or telling.get(note.report)
        if view is not None:
            found.append((note, view))
    return found


def _input(analysis: Analysis) -> Input:
    return Input(report=analysis.report.id, revision=analysis.run.revision, run=analysis.run.id)


def _entry(view: IncidentView) -> Entry:
    when, where = when_of(view), where_of(view)
    perpetrators = view.assessment(Property.PERPETRATOR)
    graded = _graded(view)
    grounds = [h.anchors[0] for a in (graded, perpetrators) for h in standing(a)]
    return Entry(
        incident=view.id,
        when=when_words(when) if when else "no date",
        first=when.earliest if when else None,
        last=when.latest if when else None,
        place=location_words(where) if where else "not said",
        country=where.country if where else None,
        precision=where.precision if where else None,
        pin=where.pin if where else None,
        type=type_of(view).value,
        killed=killed_of(view),
        perpetrators=tuple(held(view, (h,)) for h in standing(perpetrators)),
        reports=len(view.trail.reports),
        voices=len(view.trail.voices),
        roots=len(view.trail.roots),
        grade=str(graded.preferred.grade) if graded else "F6",
        graded=(graded.harm.value if graded.harm else graded.about.value) if graded else "nothing is said",
        evidence=once((*told(view), *evidences(view, grounds)))[:4],
    )


def _graded(view: IncidentView) -> Assessment | None:
    """The property whose grade stands for the incident: its dead, or what else is counted, or what it was."""
    return view.assessment(Property.TOLL, Harm.KILLED) or next(view.tolls(), None) or view.assessment(Property.MANNER)


def _latest_first(entry: Entry) -> tuple[bool, int, str]:
    day = entry.last or entry.first
    return day is None, -day.toordinal() if day else 0, entry.incident


def _sources(sections: Iterable[Section], incidents: Iterable[Entry], views: Iterable[IncidentView]) -> tuple[Cited, ...]:
    """The reports cited, in the order of their days of publication; undated ones at the end."""
    found: list[tuple[Line | Entry, ...]] = [s.lines for s in sections] + [tuple(incidents)]
    cited = {e.report for lines in found for line in lines for e in line.evidence}
    reports = {m.report.id: m.report for v in views for m in v.members if m.report.id in cited}

    def order(report: str) -> tuple[str, str]:
        published = reports[report].publication
        return (published.first.isoformat() if published else "~", report)

    return tuple(
        Cited(
            report=r.id,
            revision=r.revision,
            outlet=r.outlet,
            title=r.title.of(r.text) if r.title else None,
            address=r.address,
            published=publication_words(r.publication),
        )
        for r in (reports[name] for name in sorted(reports, key=order))
    )
