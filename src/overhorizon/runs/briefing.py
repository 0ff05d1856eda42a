"""Briefs from a ledger: what to read of it, making a brief, and making one again that somebody holds."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

import msgspec

from overhorizon.brief.compose import Ground, compose
from overhorizon.brief.writing import seal_of, write
from overhorizon.domain.briefs import Asked, Brief, Form, MadeFrom, Seen
from overhorizon.domain.corrections import Note
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import Moment
from overhorizon.domain.reports import Publication
from overhorizon.domain.watches import Theatre
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import briefing_fingerprint, linking_fingerprint
from overhorizon.runs.assessing import view
from overhorizon.store.filters import IncidentFilter
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import AcrossRow

_UNNAMED = "without a name"
_NAMED_AT_MOST = 5


def make(ledger: Ledger, asked: Asked, gazetteer: Gazetteer) -> Brief:
    """The brief that a ledger gives. The same for any order in which its reports came."""
    then = Moment(as_of=asked.since - timedelta(days=1), known_at=asked.known_at)
    now = Moment(as_of=asked.as_of, known_at=asked.known_at)
    after = {row.id: row for row in _rows(ledger, asked.theatre, now)}
    views = {name: view(row, gazetteer) for name, row in after.items()}
    before = []
    for row in _rows(ledger, asked.theatre, then):
        is_same = row.id in after and _standing(after[row.id]) == _standing(row)
        before.append(views[row.id] if is_same else view(row, gazetteer))
    notes = _notes(ledger, {m.report.id for row in after.values() for m in row.members}, now) if asked.notes else ()
    judgements = [row.attached for row in ledger.judgements(now) if row.attached is not None]
    ground = Ground(
        before=before,
        after=list(views.values()),
        seen=frozenset(_seen(ledger, asked, now)),
        judgements=judgements,
        notes=notes,
        ratings=sorted({rating.id for row in after.values() for rating in row.ratings}),
        code=f"{briefing_fingerprint()} linked by {linking_fingerprint()}",
    )
    return compose(asked, ground)


def _notes(ledger: Ledger, reports: Collection[str], moment: Moment) -> tuple[Note, ...]:
    """The remarks on these reports, and on what they tell, that nobody took back and that are to be shown in briefs."""
    said = (act.said for act in ledger.acts(reports, moment) if act.undone is None)
    return tuple(note for note in said if isinstance(note, Note) and note.in_briefs)


def _standing(row: AcrossRow) -> object:
    """All that a view is made from: equal ones give equal views."""
    return row.accounts, [m.analysis.run for m in row.members], row.parts, row.whole, row.rivals, row.ratings


def _rows(ledger: Ledger, theatre: Theatre | None, moment: Moment) -> Iterator[AcrossRow]:
    """Incidents that may belong to the theatre, each once; its actors act anywhere."""
    if theatre is None or theatre.actors:
        yield from ledger.incidents(IncidentFilter(), moment).rows
        return
    given: set[str] = set()
    for country in sorted({*theatre.countries, *(region.country for region in theatre.regions)}):
        for row in ledger.incidents(IncidentFilter(country=country), moment).rows:
            if row.id not in given:
                given.add(row.id)
                yield row


def _seen(ledger: Ledger, asked: Asked, moment: Moment) -> Iterator[Seen]:
    """The reports of the whole ledger that could first be known in the period, read or not."""
    feeds = ledger.givers(known_at=asked.known_at)
    for row in ledger.reports(moment=moment).rows:
        day = _day(row.publication) or row.first_seen.astimezone(UTC).date()
        if asked.since <= day <= asked.until:
            yield Seen(report=row.id, day=day, outlet=row.outlet or _UNNAMED, language="en", feeds=feeds.get(row.id, ()))
    for kept in ledger.unread():
        report = kept.report
        if asked.known_at is not None and kept.first_seen > asked.known_at:
            continue
        day = _day(report.publication) or kept.first_seen.astimezone(UTC).date()
        if asked.since <= day <= asked.until:
            yield Seen(
                report=report.id,
                day=day,
                outlet=report.outlet or _UNNAMED,
                language=report.language,
                is_read=False,
                feeds=feeds.get(report.id, ()),
            )


def _day(publication: Publication | None) -> date | None:
    return publication.last if publication else None


# Making again what somebody holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of a brief that was made again. ``differences`` say what is otherwise, in words; none where every byte is the same."""

    form: Form
    differences: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    report: str
    revision: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _MadeFrom:
    digest: str
    code: str
    coverage: str
    judgements: tuple[str, ...]
    inputs: tuple[_Input, ...]
    ratings: tuple[str, ...] = ()  # a brief of before they were kept has none
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seal:
    asked: Asked
    made_from: _MadeFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """A brief in JSON, as far as its seal goes."""

    seal: _Seal


def verify(ledger: Ledger, text: str, gazetteer: Gazetteer) -> Checked:
    """Make the brief again by the parameters at its end, and compare. Raises InvalidInput for a text that is no brief."""
    form, seal = _read(text)
    again = make(ledger, seal.asked, gazetteer)
    rewritten = write(again, form)
    if rewritten == text:
        return Checked(form=form, differences=())
    differences = [*_otherwise(seal.made_from, again.made_from), _first_difference(text, rewritten)]
    return Checked(form=form, differences=tuple(differences))


def _read(text: str) -> tuple[Form, _Seal]:
    found = seal_of(text)
    if found is None:
        raise InvalidInput("this is no brief of ours: it does not end with its parameters")
    form, stored = found
    try:
        if form is Form.JSON:
            return form, msgspec.json.decode(stored, type=_Whole).seal
        return form, msgspec.json.decode(stored, type=_Seal)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise InvalidInput(f"this is no brief of ours: its parameters cannot be read ({error})") from None


def _otherwise(was: _MadeFrom, now: MadeFrom) -> Iterator[str]:
    """What the ledger holds otherwise than when the brief was made."""
    if was.code != now.code:
        yield f"it was made by other code ({was.code}, now {now.code})"
    before = {(i.report, i.revision): i.run for i in was.inputs}
    after = {(i.report, i.revision): i.run for i in now.inputs}
    yield from _changed("reports or revisions are new", [report for report, _ in after.keys() - before.keys()])
    yield from _changed("reports or revisions are gone", [report for report, _ in before.keys() - after.keys()])
    other = [key[0] for key in before.keys() & after.keys() if before[key] != after[key]]
    yield from _changed("reports are read otherwise", other)
    yield from _changed("judgements are new", sorted(set(now.judgements) - set(was.judgements)))
    yield from _changed("judgements are undone", sorted(set(was.judgements) - set(now.judgements)))
    yield from _changed("ratings of outlets are new", sorted(set(now.ratings) - set(was.ratings)))
    yield from _changed("ratings of outlets are undone or followed by others", sorted(set(was.ratings) - set(now.ratings)))
    yield from _changed("notes are new", sorted(set(now.notes) - set(was.notes)))
    yield from _changed("notes are taken back", sorted(set(was.notes) - set(now.notes)))
    if was.coverage != now.coverage:
        yield "other reports of the period have been read, or could not be"


def _changed(says: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        shown = sorted(set(names))
        rest = f" and {len(shown) - _NAMED_AT_MOST:,} more" if len(shown) > _NAMED_AT_MOST else ""
        yield f"{len(shown):,} {says}: {', '.join(shown[:_NAMED_AT_MOST])}{rest}"


def _first_difference(text: str, again: str) -> str:
    pairs = zip(text.split("\n"), again.split("\n"), strict=False)
    line = next((n for n, (one, other) in enumerate(pairs, 1) if one != other), None)
    if line is None:
        return f"the file has {len(text):,} characters, made again {len(again):,}"
    return f"line {line:,} is the first that differs"
