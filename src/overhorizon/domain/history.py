"""What existed on a past day and what was known at a past time: which revision of a report stands, by which reading.

docs/decisions/0011-as-of.md says why. Pure: rows in, the standing run out, whatever their order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a question is asked: as of a day of the world, known at a time of ours. None of either: now."""

    as_of: date | None = None
    known_at: datetime | None = None

    @property
    def is_now(self) -> bool:
        return self.as_of is None and self.known_at is None


NOW = Moment()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One revision of a report, as far as its history asks: when we first read it, the days it declares, which wording it is.

    ``runs`` are its readings as (when, id).
    """

    revision: str
    wording: str | int
    first_seen: datetime
    published: tuple[date, date] | None
    runs: tuple[tuple[datetime, str], ...] = ()

    @property
    def succession(self) -> tuple[datetime, date, str]:
        """The order in which revisions of a report follow each other, whatever the order of arrival."""
        return self.first_seen, self.published[1] if self.published else date.min, self.revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands of a report: a revision, the run that reads it, and since when it exists. Undated: since we first read it."""

    revision: str
    run: str
    since: date
    is_dated: bool


def since(state: State, earlier: Sequence[State]) -> tuple[date, bool]:
    """The day from which a revision exists, given those before it, and whether it declares that day itself.

    A silent edit, other words under a day of publication that was seen before, counts from the day on which it was first read.
    """
    first_read = state.first_seen.astimezone(UTC).date()
    if state.published is None:
        return first_read, False
    first, last = state.published
    declared = all(e.wording == state.wording or (e.published is not None and e.published[1] < first) for e in earlier)
    if declared:
        return (last if first == last else min(last, max(first, first_read))), True
    return max(first_read, first), False


def standing(states: Iterable[State], moment: Moment = NOW) -> Standing | None:
    """The newest revision that existed and was read then, by its newest run; None when there was none."""
    known = sorted(_known(states, moment), key=lambda s: s.succession)
    found = None
    for position, state in enumerate(known):
        day, is_dated = since(state, known[:position])
        if state.runs and (moment.as_of is None or day <= moment.as_of):
            found = Standing(revision=state.revision, run=max(state.runs)[1], since=day, is_dated=is_dated)
    return found


def _known(states: Iterable[State], moment: Moment) -> Iterable[State]:
    """The revisions and runs that we had by then."""
    until = moment.known_at
    for state in states:
        if until is None:
            yield state
        elif state.first_seen <= until:
            runs = tuple(run for run in state.runs if run[0] <= until)
            yield State(
                revision=state.revision, wording=state.wording, first_seen=state.first_seen, published=state.published, runs=runs
            )
