"""What pages and JSON ask of the ledger: one place, in the words of the domain."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Lock
from typing import Annotated, Final, TypeVar

from fastapi import Depends, Query, Request

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.briefs import Asked, Brief
from overhorizon.domain.corrections import Correction
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.views import IncidentView
from overhorizon.domain.watches import Theatre
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import judge_pairs
from overhorizon.runs import briefing
from overhorizon.runs.assessing import view
from overhorizon.runs.standing import MonitorStatus, status_of
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import AcrossRow, Act
from overhorizon.web.options import WebOptions
from overhorizon.web.overview import Overview, Overviews, Summary
from overhorizon.web.problems import NotThere
from overhorizon.web.wanted import Wanted, is_in
from overhorizon.wording import parse

_KEPT: Final = 256
_WEEK: Final = timedelta(days=6)  # and the last day

T = TypeVar("T")


class Asking:
    """One for the application, safe to ask from several threads. Each question is one transaction of the ledger."""

    def __init__(self, ledger: Ledger, options: WebOptions, gazetteer: Gazetteer) -> None:
        self.ledger = ledger
        self.options = options
        self.gazetteer = gazetteer
        self._overviews = Overviews(ledger, gazetteer)
        self._views: OrderedDict[Hashable, IncidentView] = OrderedDict()
        self._rows: OrderedDict[Hashable, AcrossRow] = OrderedDict()
        self._lock = Lock()

    def version(self) -> str:
        """Changes whenever an answer may have changed."""
        return self.ledger.version()

    def overview(self, moment: Moment = NOW) -> Overview:
        """All incidents in a few facts each."""
        return self._overviews.at(moment)

    def incidents(self, wanted: Wanted, moment: Moment = NOW) -> tuple[Summary, ...]:
        """Those that are asked for, the latest first, undated ones at the end. Raises NotThere for an unknown theatre."""
        theatre = self.theatre(wanted.theatre) if wanted.theatre else None
        return tuple(
            summary
            for summary in self.overview(moment).summaries
            if wanted.matches(summary) and (theatre is None or is_in(theatre, summary, self.gazetteer))
        )

    def theatre(self, name: str) -> Theatre:
        """One of the settings, in any case of letters. Raises NotThere."""
        for theatre in self.options.theatres:
            if theatre.name.casefold() == name.strip().casefold():
                return theatre
        raise NotThere(f"no theatre is called {name!r}: `overhorizon serve --settings FILE` names them")

    def incident(self, name: str, moment: Moment = NOW) -> IncidentView:
        """Raises NotThere where no incident, or several, are meant."""
        key = (self.version(), name.strip().lower(), moment)
        return _kept(self._views, self._lock, key, lambda: view(self.row(name, moment), self.gazetteer))

    def row(self, name: str, moment: Moment = NOW) -> AcrossRow:
        """An incident with its accounts, as the rules compare them. Raises NotThere as `incident` does."""

        def make() -> AcrossRow:
            with named():
                return self.ledger.incident(name, moment)

        return _kept(self._rows, self._lock, (self.version(), name.strip().lower(), moment), make)

    def account(self, name: str) -> Account:
        """One account, by its id or the beginning of it. Raises NotThere."""
        row, wanted = self.row(name), name.strip().lower()
        found = [account for account in row.accounts if account.id.startswith(wanted)]
        if len(found) != 1:
            raise NotThere(f"no account begins with {wanted}")
        return found[0]

    def joins(self, name: str, moment: Moment = NOW) -> tuple[tuple[Account, Judgement], ...]:
        """Why accounts are one incident: each but the first, with the surest judgement that joins it to an earlier one.

        A person's wins over the rules'. Raises NotThere as `incident` does.
        """
        row = self.row(name, moment)
        by_person = {j.attached.pair: j.attached for j in self.ledger.judgements(moment) if j.attached is not None}
        found = []
        for number, account in enumerate(row.accounts[1:], start=1):
            pairs = [(account, earlier) for earlier in row.accounts[:number]]
            ruled = (by_person.get(judged.pair, judged) for judged in judge_pairs(pairs))
            found.append((account, max(ruled, key=lambda j: (j.by_person, j.probability or 0.0, j.pair))))
        return tuple(found)

    def history(self, name: str, moment: Moment = NOW) -> tuple[Act, ...]:
        """What persons said of an incident, its accounts and its reports, the newest first. Raises NotThere as `incident` does."""
        row = self.row(name, moment)
        return self.ledger.acts({account.report for account in row.accounts}, moment)

    def status(self) -> MonitorStatus:
        """How the ledger and its monitor do."""
        return status_of(self.ledger, self.options.feeds, self.options.now(), self.options.theatres)

    def brief(self, asked: Asked) -> Brief:
        """A cited report of ours on a theatre and a period."""
        return briefing.make(self.ledger, asked, self.gazetteer)

    def report(self, name: str, moment: Moment = NOW) -> Analysis:
        """As it was read; what persons corrected of it is `corrections`. Raises NotThere where no report, or several, are meant."""
        with named():
            return self.ledger.analysis(name, moment)

    def corrections(self, report: str, moment: Moment = NOW) -> tuple[Correction, ...]:
        """Those of a report's readings that hold, the oldest first."""
        return self.ledger.corrections([report], moment).get(report, ())


def _kept(held: OrderedDict[Hashable, T], lock: Lock, key: Hashable, make: Callable[[], T]) -> T:
    """What was made for this key, or is made now; the least recently asked goes first."""
    with lock:
        if (found := held.get(key)) is not None:
            held.move_to_end(key)
            return found
    made = make()
    with lock:
        held[key] = made
        while len(held) > _KEPT:
            held.popitem(last=False)
    return made


@contextmanager
def named() -> Iterator[None]:
    """Around looking up what an address names."""
    try:
        yield
    except InvalidInput as error:
        raise NotThere(str(error)) from error


def asking(request: Request) -> Asking:
    found: Asking = request.app.state.asking
    return found


def moment(
    as_of: Annotated[
        str | None, Query(max_length=20, description="Only reports that existed on this day: 2026-03-14, 2026-03 or 2026.")
    ] = None,
    known_at: Annotated[
        str | None, Query(max_length=40, description="Only what had been read and judged by then: a day or an instant.")
    ] = None,
) -> Moment:
    """Raises InvalidInput for what is no date. An empty field of a form asks nothing."""
    day = parse.days(as_of, "as_of")[1] if as_of else None
    return Moment(as_of=day, known_at=parse.instant(known_at or None, "known_at"))


def _days(
    since: Annotated[
        str | None, Query(max_length=20, description="First day of what is new. Default: a week with its last day.")
    ] = None,
    until: Annotated[str | None, Query(max_length=20, description="Last day. Default: that of as_of, or today.")] = None,
) -> tuple[date | None, date | None]:
    """Raises InvalidInput for what is no date."""
    return parse.period(since or None, until or None)


def briefed(
    ask: Annotated[Asking, Depends(asking)],
    at: Annotated[Moment, Depends(moment)],
    days: Annotated[tuple[date | None, date | None], Depends(_days)],
    theatre: Annotated[
        str | None, Query(max_length=200, description="A theatre of the settings; none is the whole ledger.")
    ] = None,
    country: Annotated[str | None, Query(max_length=80, description="A country instead of a theatre.")] = None,
    notes: Annotated[bool, Query(description="With persons' notes that they wish to be shown in briefs.")] = False,
) -> Asked:
    """What a brief is asked. Raises NotThere for an unknown theatre, InvalidInput for days that do not follow each other."""
    first, last = days
    until_day = last or at.as_of or ask.options.now().date()
    code = parse.country(country or None)
    named = ask.theatre(theatre) if theatre else None
    if code is not None and named is None:
        named = Theatre(name=ask.gazetteer.countries[code].name, countries=(code,))
    try:
        return Asked(
            theatre=named,
            since=first or max(date.min + _WEEK, until_day) - _WEEK,
            until=until_day,
            as_of=at.as_of or until_day,
            known_at=at.known_at,
            notes=notes,
        )
    except ValueError as error:
        raise InvalidInput(str(error)) from None


Ask = Annotated[Asking, Depends(asking)]
At = Annotated[Moment, Depends(moment)]
OfBrief = Annotated[Asked, Depends(briefed)]
